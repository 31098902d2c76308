//! The passages of a section: runs of blocks that are about one thing.
//!
//! Most sections are one passage. Some notes have labels where others have headings: a paragraph `**Timeline**`, or a list whose
//! items begin with `**Key events**:`. This module finds them, and never reads what stands in them.

use super::blocks::{Block, Item, Shape};
use super::clock;
use super::sections::{Part, tells_story, topic};
use super::text::trimmed;
use crate::incident::body::Topic;
use crate::source::Span;

/// A run of blocks under one heading or label.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    /// What it is about, if its label or the heading above it is known.
    pub topic: Option<Topic>,
    /// The words of its label, else of the heading.
    pub heading: &'a str,
    /// The headings above its own, the nearest first, but for titles of the whole text.
    pub above: Vec<&'a str>,
    /// What stands behind a label on its line; empty if nothing does.
    pub rest: Span,
    /// The label with everything that belongs to it; none for a heading.
    pub label: Option<Span>,
    /// Its blocks, without heading or label.
    pub blocks: &'a [Block],
}

/// The passages of all parts, in the order of the file.
pub fn all<'a>(text: &'a str, parts: &'a [Part], blocks: &'a [Block]) -> Vec<Passage<'a>> {
    let mut passages = Vec::new();
    let mut above: Vec<(u8, &'a str)> = Vec::new();
    for part in parts {
        let section = &part.section;
        above.retain(|(level, _)| *level < section.level);
        let headings = above.iter().rev().filter(|(level, _)| *level > 1).map(|(_, heading)| *heading).collect();
        passages.extend(self::passages(text, part, headings, blocks));
        above.push((section.level, &section.heading));
    }
    passages
}

/// The passages of a part: each runs to the next label. What a labelled item holds is a passage of its own beside the one that its
/// list stands in.
fn passages<'a>(text: &'a str, part: &'a Part, above: Vec<&'a str>, blocks: &'a [Block]) -> Vec<Passage<'a>> {
    let section = &part.section;
    let heading = Passage { topic: section.topic, heading: &section.heading, above, rest: 0..0, label: None, blocks: &[] };
    let mut passages = Vec::new();
    let (mut current, mut from) = (heading.clone(), part.blocks.start);
    // Whether the last label of a list names what stands behind the list.
    let mut outlined = false;
    for at in part.blocks.clone() {
        if at < from {
            continue;
        }
        match &blocks[at].shape {
            Shape::Paragraph => {
                let plain = || plain_label(text, &blocks[at]).filter(|_| section.level == 0);
                if let Some(next) =
                    labelled(text, &blocks[at]).or_else(plain).filter(|next| !tells_story(section.topic, next.heading))
                {
                    passages.push(Passage { blocks: &blocks[from..at], ..current });
                    (current, from, outlined) = (next, at + 1, false);
                } else if current.topic != Some(Topic::Timeline)
                    && let Some(sentence) = sentence(text, &blocks[at..part.blocks.end])
                {
                    passages.push(Passage { blocks: &blocks[from..at], ..current.clone() });
                    from = at + 1 + sentence.blocks.len();
                    passages.push(sentence);
                }
            }
            Shape::List(items) => {
                let labels: Vec<Passage<'a>> = items.iter().filter_map(|item| item_label(text, item)).collect();
                if outlined && labels.iter().any(|label| label.topic.is_some()) {
                    passages.push(Passage { blocks: &blocks[from..at], ..current });
                    (current, from) = (heading.clone(), at);
                }
                if !current.is_list_of_facts() {
                    let open = labels.last().filter(|last| labels.len() == items.len() && last.topic.is_some());
                    let open = open.filter(|last| last.rest.is_empty() && last.blocks.is_empty()).cloned();
                    passages.extend(labels);
                    outlined = open.is_some();
                    if let Some(next) = open {
                        passages.push(Passage { blocks: &blocks[from..=at], ..current });
                        (current, from) = (next, at + 1);
                    }
                }
            }
            _ => {}
        }
    }
    passages.push(Passage { blocks: &blocks[from..part.blocks.end], ..current });
    passages
}

impl Passage<'_> {
    /// Whether the items of its lists are rows or follow-ups, which may begin in bold without being labels.
    pub fn is_list_of_facts(&self) -> bool {
        matches!(self.topic, Some(Topic::Timeline | Topic::Actions))
    }

    /// The label with everything below it, if all of that has become rows or follow-ups: then it has said what it had to say.
    /// `taken` is in the order of the file.
    fn bare_label(&self, text: &str, taken: &[Span]) -> Option<Span> {
        let below = self.blocks.iter().map(|block| &block.span).chain(Some(&self.rest).filter(|rest| !rest.is_empty()));
        let mut below = below.peekable();
        // What says more than a name stays: `Timeline (from the pager)`.
        let name = self.heading.trim_end_matches(':');
        let is_name =
            name.split(' ').count() <= 3 && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '&' | '/' | '\''));
        below.peek().filter(|_| is_name)?;
        below.all(|span| is_covered(text, span, taken)).then(|| self.label.clone())?
    }
}

/// Puts the places that became rows or follow-ups into the order of the file, and adds the labels that have nothing left to say.
pub fn take_bare_labels(text: &str, passages: &[Passage<'_>], taken: &mut Vec<Span>) {
    taken.sort_by_key(|span| span.start);
    let bare: Vec<Span> = passages.iter().filter_map(|passage| passage.bare_label(text, taken)).collect();
    taken.extend(bare);
    taken.sort_by_key(|span| span.start);
}

/// Whether these places leave nothing of a span but white space.
fn is_covered(text: &str, span: &Span, taken: &[Span]) -> bool {
    let left = |from: usize, to: usize| !text.get(from..to).unwrap_or_default().trim().is_empty();
    let mut from = span.start;
    for place in &taken[taken.partition_point(|place| place.end <= span.start)..] {
        if place.start >= span.end {
            break;
        }
        if left(from, place.start) {
            return false;
        }
        from = from.max(place.end);
    }
    !left(from, span.end)
}

/// A paragraph that is nothing but a label for something known: `**Timeline**`, `Next steps:`.
fn labelled<'a>(text: &'a str, block: &Block) -> Option<Passage<'a>> {
    let paragraph = text[block.span.clone()].trim();
    let heading = match bold(paragraph) {
        Some((label, rest)) => Some(label).filter(|_| rest.trim_matches([':', ' ']).is_empty()),
        None => paragraph.strip_suffix(':').filter(|label| !label.contains(['\n', ':', '.', ','])),
    }?;
    let topic = label_topic(heading).filter(|_| heading.split_whitespace().count() <= 6)?;
    Some(Passage { topic: Some(topic), heading, above: Vec::new(), rest: 0..0, label: Some(block.span.clone()), blocks: &[] })
}

/// The label of a text without headings: a short line that names something known, alone or above the first name below it.
fn plain_label<'a>(text: &'a str, block: &Block) -> Option<Passage<'a>> {
    let mut lines = text[block.span.clone()].trim().lines();
    let short = |line: &str| line.split_whitespace().count() <= 6 && !line.contains(['.', ':', ',', ';', '?', '!']);
    let heading = lines.next().filter(|line| short(line) && line.starts_with(char::is_alphabetic))?;
    if !lines.next().is_none_or(short) || lines.next().is_some() {
        return None;
    }
    // Like a heading, it stays above what it names.
    Some(Passage { topic: Some(topic(heading)?), heading, above: Vec::new(), rest: 0..0, label: None, blocks: &[] })
}

/// What a label is about. A heading `Actions taken` tells the story; as a label in a section about something else it lists what came of it.
fn label_topic(label: &str) -> Option<Topic> {
    let taken = |label: &str| ["actions taken", "action taken"].iter().any(|taken| label.eq_ignore_ascii_case(taken));
    topic(label).or_else(|| taken(label.trim().trim_end_matches(':')).then_some(Topic::Actions))
}

/// A paragraph that begins with a label for follow-ups and goes on: `**Action item:** Start earlier.` What it leads to belongs to it.
fn sentence<'a>(text: &'a str, blocks: &'a [Block]) -> Option<Passage<'a>> {
    let (block, next) = blocks.split_first()?;
    let span = trimmed(text, block.span.clone());
    let paragraph = &text[span.clone()];
    let (heading, behind) = match bold(paragraph) {
        Some((label, behind)) => {
            let colon = label.ends_with(':') || behind.starts_with(':');
            colon.then_some((label.trim_end_matches(':'), behind.trim_start_matches(':')))?
        }
        None => paragraph
            .split_once(':')
            .filter(|(label, behind)| label.split_whitespace().count() <= 3 && behind.starts_with([' ', '\n']))?,
    };
    let rest = trimmed(text, span.end - behind.len()..span.end);
    label_topic(heading).filter(|topic| *topic == Topic::Actions && !rest.is_empty())?;
    let led_to = text[rest.clone()].ends_with(':')
        && matches!(next.first().map(|next| &next.shape), Some(Shape::List(_) | Shape::Table(_)));
    let blocks = &next[..usize::from(led_to)];
    Some(Passage { topic: Some(Topic::Actions), heading, above: Vec::new(), rest, label: Some(block.span.clone()), blocks })
}

/// What the item holds that begins with a label in bold: `- **Key events**: …`. A label ends in a colon, or stands alone.
pub fn item_label<'a>(text: &'a str, item: &'a Item) -> Option<Passage<'a>> {
    let lead = &text[item.lead.clone()];
    let (label, behind) = bold(lead)?;
    let colon = label.ends_with(':') || behind.trim_start().starts_with(':');
    if clock::read(label).is_some() || !(colon || behind.trim().is_empty()) {
        return None;
    }
    let heading = label.trim_end_matches(':').trim_end();
    let behind = behind.trim_start().trim_start_matches(':');
    let rest = trimmed(text, item.lead.end - behind.len()..item.lead.end);
    Some(Passage {
        topic: topic(heading),
        heading,
        above: Vec::new(),
        rest,
        label: Some(item.span.clone()),
        blocks: &item.blocks,
    })
}

/// What stands in bold at the beginning of a text, and what stands behind it.
pub fn bold(text: &str) -> Option<(&str, &str)> {
    let (label, behind) = ["**", "__"].iter().find_map(|mark| text.strip_prefix(mark)?.split_once(mark))?;
    (!label.trim().is_empty() && !label.contains('\n')).then_some((label, behind))
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, sections};
    use super::*;

    /// The passages of the first section: topic, heading, what stands behind the label, and the first words of its blocks.
    fn read(text: &str) -> Vec<(Option<Topic>, String, String, Vec<String>)> {
        let body = 0..text.len();
        let blocks = blocks::read(text, &body).all;
        let parts = sections::split(text, &body, &blocks);
        let passages = passages(text, &parts[0], Vec::new(), &blocks);
        let first = |block: &Block| text[block.span.clone()].lines().next().unwrap_or_default().trim().to_owned();
        passages
            .iter()
            .map(|passage| {
                let below: Vec<_> = passage.blocks.iter().map(first).collect();
                (passage.topic, passage.heading.to_owned(), text[passage.rest.clone()].to_owned(), below)
            })
            .filter(|(.., rest, below)| !rest.is_empty() || !below.is_empty())
            .collect()
    }

    fn own(topic: Option<Topic>, heading: &str, rest: &str, below: &[&str]) -> (Option<Topic>, String, String, Vec<String>) {
        (topic, heading.to_owned(), rest.to_owned(), below.iter().map(|&text| text.to_owned()).collect())
    }

    #[test]
    fn a_section_without_labels_is_one_passage() {
        assert_eq!(read("## Impact\na\n\n- b\n"), [own(Some(Topic::Impact), "Impact", "", &["a", "- b"])]);
        assert_eq!(read("**Note** that this is text.\n\nNobody knows:\n\nb\n").len(), 1, "neither is a label");
    }

    #[test]
    fn paragraphs_may_be_labels() {
        assert_eq!(
            read("## Report\na\n\n**Timeline:**\n\n- 14:02 b\n\nNext steps:\n\n- c\n"),
            [
                own(None, "Report", "", &["a"]),
                own(Some(Topic::Timeline), "Timeline:", "", &["- 14:02 b"]),
                own(Some(Topic::Actions), "Next steps", "", &["- c"]),
            ]
        );
    }

    #[test]
    fn a_text_without_headings_has_lines_for_them() {
        let lines = "Report\n\na\n\nTimeline (UTC)\n\n14:02 b\n\nRoot cause\nAt first\n\nc\n";
        assert_eq!(
            read(lines),
            [
                own(None, "", "", &["Report", "a"]),
                own(Some(Topic::Timeline), "Timeline (UTC)", "", &["14:02 b"]),
                own(Some(Topic::Factors), "Root cause", "", &["c"]),
            ]
        );
        assert_eq!(read(&format!("# Report\n\n{lines}")).len(), 1);
        assert_eq!(read("Timeline of what was seen by all of us\n\na\n").len(), 1, "a sentence is none");
    }

    #[test]
    fn a_paragraph_may_begin_with_a_label_for_follow_ups() {
        let body = "## Report\na\n\n**Next steps:** do b\n\nc\n\nAction items: these:\n\n- d\n\ne\n";
        assert_eq!(
            read(body),
            [
                own(None, "Report", "", &["a"]),
                own(Some(Topic::Actions), "Next steps", "do b", &[]),
                own(None, "Report", "", &["c"]),
                own(Some(Topic::Actions), "Action items", "these:", &["- d"]),
                own(None, "Report", "", &["e"]),
            ]
        );
        assert_eq!(read("## Timeline\n14:02 a\n\n**Next steps:** b\n").len(), 1, "a timeline tells what was said then");
    }

    #[test]
    fn items_may_be_labels() {
        let outline = "- **Timeline**\n  - 14:02 a\n- **Impact**: nobody\n  noticed\n- **Root cause:** a bug\n\nBehind.\n";
        assert_eq!(
            read(outline),
            [
                own(Some(Topic::Timeline), "Timeline", "", &["- 14:02 a"]),
                own(Some(Topic::Impact), "Impact", "nobody\n  noticed", &[]),
                own(Some(Topic::Factors), "Root cause", "a bug", &[]),
                own(None, "", "", &["- **Timeline**", "Behind."]),
            ]
        );
        let empty = read("- **Impact**: nobody\n- **Timeline**:\n\n14:02 a\n");
        assert_eq!(
            empty.last(),
            Some(&own(Some(Topic::Timeline), "Timeline", "", &["14:02 a"])),
            "what has nothing in it names what follows"
        );
        assert_eq!(read(&format!("## Next steps\n{outline}")).len(), 1, "what follows up may have a label of its own");
        assert_eq!(read("- **14:02**: a\n- **14:03**: b\n").len(), 1, "a time is no label");
    }
}
