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
    /// What stands behind a label on its line; empty if nothing does.
    pub rest: Span,
    /// The label with everything that belongs to it, if it has no text of its own: it is of no use when the rest has become rows or
    /// follow-ups.
    pub label: Option<Span>,
    /// Its blocks, without heading or label.
    pub blocks: &'a [Block],
}

/// The passages of a part: each runs to the next label. What a labelled item holds is a passage of its own beside the one that its
/// list stands in.
pub fn passages<'a>(text: &'a str, part: &'a Part, blocks: &'a [Block]) -> Vec<Passage<'a>> {
    let section = &part.section;
    let heading = Passage { topic: section.topic, heading: &section.heading, rest: 0..0, label: None, blocks: &[] };
    let mut passages = Vec::new();
    let (mut current, mut from) = (heading, part.blocks.start);
    for at in part.blocks.clone() {
        match &blocks[at].shape {
            Shape::Paragraph => {
                if let Some(next) = labelled(text, &blocks[at]) {
                    passages.push(Passage { blocks: &blocks[from..at], ..current });
                    (current, from) = (next, at + 1);
                }
            }
            Shape::List(items) if !current.is_list_of_facts() => {
                passages.extend(items.iter().filter_map(|item| item_label(text, item)));
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

    /// The label, if everything below it has been taken. `taken` is in the order of the file.
    pub fn bare_label(&self, text: &str, taken: &[Span]) -> Option<Span> {
        let label = self.label.clone()?;
        let mut from = self.blocks.first()?.span.start;
        let end = self.blocks.last()?.span.end;
        let first = taken.partition_point(|span| span.end <= from);
        for span in taken[first..].iter().take_while(|span| span.start < end) {
            if !text.get(from..span.start).unwrap_or_default().trim().is_empty() {
                return None;
            }
            from = from.max(span.end);
        }
        text.get(from..end).unwrap_or_default().trim().is_empty().then_some(label)
    }
}

/// A paragraph that is nothing but a label for something known: `**Timeline**`, `Next steps:`.
fn labelled<'a>(text: &'a str, block: &Block) -> Option<Passage<'a>> {
    let paragraph = text[block.span.clone()].trim();
    let heading = match bold(paragraph) {
        Some((label, rest)) => Some(label).filter(|_| rest.trim_matches([':', ' ']).is_empty()),
        None => paragraph.strip_suffix(':').filter(|label| !label.contains(['\n', ':', '.', ','])),
    }?;
    let topic = topic(heading).filter(|_| heading.split_whitespace().count() <= 6)?;
    Some(Passage { topic: Some(topic), heading, rest: 0..0, label: Some(block.span.clone()), blocks: &[] })
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
    let label = rest.is_empty().then(|| item.span.clone());
    Some(Passage { topic: topic(heading), heading, rest, label, blocks: &item.blocks })
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
        assert_eq!(read(&format!("## Next steps\n{outline}")).len(), 1, "what follows up may have a label of its own");
        assert_eq!(read("- **14:02**: a\n- **14:03**: b\n").len(), 1, "a time is no label");
    }
}
