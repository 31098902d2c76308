//! The passages of a section: runs of blocks that are about one thing.
//!
//! Most sections are one passage. Some notes have labels where others have headings: a paragraph `**Timeline**`, or a list whose
//! items begin with `**Key events**:`. This module finds them, and never reads what stands in them.

use super::blocks::{Block, Item, Shape, trimmed};
use super::clock;
use super::sections::{Part, topic};
use crate::incident::body::Topic;
use crate::source::Span;

/// A run of blocks under one heading or label.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    /// What it is about, if its label or the heading above it is known.
    pub topic: Option<Topic>,
    /// The words of its label, else of the heading.
    pub heading: &'a str,
    /// Where they stand.
    pub said_at: Span,
    /// The item that has this label; what it holds is the passage.
    pub item: Option<&'a Item>,
    /// What stands behind a label on its line; empty if nothing does.
    pub rest: Span,
    /// Its blocks, without heading or label.
    pub blocks: &'a [Block],
}

/// The passages of a part, in the order of the file; together they hold all of its blocks but labels.
pub fn passages<'a>(text: &'a str, part: &'a Part, blocks: &'a [Block]) -> Vec<Passage<'a>> {
    let section = &part.section;
    let first = &text[section.span.clone()];
    let said_at = section.span.start..section.span.start + first.lines().next().unwrap_or_default().len();
    let heading = Passage { topic: section.topic, heading: &section.heading, said_at, item: None, rest: 0..0, blocks: &[] };
    let mut passages = Vec::new();
    let (mut current, mut from) = (heading, part.blocks.start);
    for at in part.blocks.clone() {
        if at < from {
            continue;
        }
        let below = match &blocks[at].shape {
            Shape::Paragraph => {
                if current.topic != Some(Topic::Timeline)
                    && let Some(sentence) = sentence(text, &blocks[at..part.blocks.end])
                {
                    let end = at + 1 + sentence.blocks.len();
                    passages.push(Passage { blocks: &blocks[from..at], ..current.clone() });
                    passages.push(sentence);
                    from = end;
                    continue;
                }
                labelled(text, &blocks[at]).into_iter().collect()
            }
            Shape::List(items) => {
                let below = outline(text, items, &current);
                if below.is_empty() && !is_read(current.topic) {
                    passages.extend(
                        items
                            .iter()
                            .filter_map(|item| item_label(text, item))
                            .filter(|label| label.topic == Some(Topic::Actions)),
                    );
                }
                below
            }
            _ => Vec::new(),
        };
        if let Some(last) = below.last() {
            // Behind an outline goes on what stood before it, behind a label begins what it says. A label of an outline with
            // nothing in its item names what stands behind the list.
            let empty = last.rest.is_empty() && last.blocks.is_empty();
            let next = if last.item.is_some() && !empty { current.clone() } else { last.clone() };
            passages.push(Passage { blocks: &blocks[from..at], ..current });
            passages.extend(below.into_iter().filter(|passage| passage.item.is_some()));
            (current, from) = (next, at + 1);
        }
    }
    passages.push(Passage { blocks: &blocks[from..part.blocks.end], ..current });
    passages
}

/// A paragraph that is nothing but a label for something known: `**Timeline**`, `Next steps:`.
fn labelled<'a>(text: &'a str, block: &Block) -> Option<Passage<'a>> {
    let said_at = trimmed(text, block.span.clone());
    let paragraph = &text[said_at.clone()];
    let heading = match bold(paragraph) {
        Some((label, rest)) => Some(label).filter(|_| rest.trim_matches([':', ' ']).is_empty()),
        None => paragraph.strip_suffix(':').filter(|label| !label.contains(['\n', ':', '.', ','])),
    }?;
    let topic = label_topic(heading).filter(|_| heading.split_whitespace().count() <= 6)?;
    Some(Passage { topic: Some(topic), heading, said_at, item: None, rest: 0..0, blocks: &[] })
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
    Some(Passage { topic: Some(Topic::Actions), heading, said_at: span.start..rest.start, item: None, rest, blocks })
}

/// Whether rows or follow-ups are read from everything about this.
fn is_read(topic: Option<Topic>) -> bool {
    matches!(topic, Some(Topic::Timeline | Topic::Actions))
}

/// A list each of whose items begins with a label in bold, if one of them is a label for something known. In a timeline and among
/// follow-ups such items are what they are.
fn outline<'a>(text: &'a str, items: &'a [Item], within: &Passage<'a>) -> Vec<Passage<'a>> {
    let labels: Option<Vec<Passage<'a>>> = items.iter().map(|item| item_label(text, item)).collect();
    let labels = labels.unwrap_or_default();
    // Behind a label that stood in an outline, the outline may go on.
    let goes_on = within.item.is_some() && labels.iter().any(|label| label.topic.is_some());
    if is_read(within.topic) && !goes_on { Vec::new() } else { labels }
}

fn item_label<'a>(text: &'a str, item: &'a Item) -> Option<Passage<'a>> {
    let lead = &text[item.lead.clone()];
    let (label, behind) = bold(lead)?;
    let colon = label.ends_with(':') || behind.trim_start().starts_with(':');
    if clock::read(label).is_some() || !(colon || behind.trim().is_empty()) {
        return None;
    }
    let heading = label.trim_end_matches(':').trim_end();
    let behind = behind.trim_start().trim_start_matches(':');
    let rest = trimmed(text, item.lead.end - behind.len()..item.lead.end);
    let said_at = item.lead.start..item.lead.start + lead.len() - behind.len();
    Some(Passage { topic: topic(heading), heading, said_at, item: Some(item), rest, blocks: &item.blocks })
}

/// What stands in bold at the beginning of a text, and what stands behind it.
fn bold(text: &str) -> Option<(&str, &str)> {
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
        let passages = passages(text, &parts[0], &blocks);
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
                own(None, "", "", &["Behind."]),
            ]
        );
        let empty = read("- **Impact**: nobody\n- **Timeline**:\n\n14:02 a\n");
        assert_eq!(
            empty[1],
            own(Some(Topic::Timeline), "Timeline", "", &["14:02 a"]),
            "what has nothing in it names what follows"
        );
        assert_eq!(read(&format!("## Next steps\n{outline}")).len(), 1, "what follows up may have a label of its own");
        assert_eq!(read("- **14:02**: a\n- **14:03**: b\n").len(), 1, "a time is no label");
    }
}
