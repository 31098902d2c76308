//! Labelled lines: `**Start time:** 2026-03-02 14:02 UTC`, `- Downtime: 2 hours`, `| Start | 14:02 |`.
//!
//! Finds the label and what stands behind it, and never reads either: what a label means is known elsewhere. A line is nothing but
//! its fact, so that no sentence of a story is taken for one.

use super::blocks::{Block, Shape, TableRow};
use super::clock::{self, Zone};
use super::sections::Part;
use super::text::{lines, trimmed, without_break};
use crate::incident::body::Topic;
use crate::source::Span;

/// One labelled line.
#[derive(Debug)]
pub struct Fact<'a> {
    /// What it is about, without marks and without what stands in brackets.
    pub label: &'a str,
    /// The zone that is said in the label, at the head of the column or in the heading of the section.
    pub zone: Option<Zone<'a>>,
    /// What it says, without marks.
    pub value: Span,
    /// All of it.
    pub span: Span,
    /// Whether the label is plainly one: by a colon, or because it stands in a list or a table.
    pub set_off: bool,
    /// Whether it stands where notes tell the facts of the incident as a whole: at the head of the body, in a summary.
    pub of_all: bool,
}

/// Headings of sections that hold the facts of an incident as a whole and have no topic of their own, in lower case.
const OF_ALL: &[&str] = &[
    "at a glance",
    "basic information",
    "details",
    "facts",
    "general information",
    "incident details",
    "incident information",
    "incident metadata",
    "incident metrics",
    "incident overview",
    "incident report",
    "information",
    "key dates",
    "key facts",
    "key metrics",
    "key times",
    "metadata",
    "metrics",
    "quick facts",
    "statistics",
    "stats",
    "times",
];

/// The letters of the longest label.
const LONGEST_LABEL: usize = 60;

/// Every labelled line of a body, in the order of the file. Code and quotes are not looked into.
pub fn facts<'a>(text: &'a str, parts: &'a [Part], blocks: &[Block]) -> Vec<Fact<'a>> {
    let first = parts.iter().position(|part| part.section.level > 0);
    let mut walk = Walk { text, of_all: false, zone: None, facts: Vec::new() };
    for (nth, part) in parts.iter().enumerate() {
        walk.of_all = match part.section.topic {
            Some(topic) => matches!(topic, Topic::Summary | Topic::Impact | Topic::Detection | Topic::Resolution),
            None => first.is_none_or(|first| nth <= first) || is_of_all(&part.section.heading),
        };
        walk.zone = clock::zone_within(&part.section.heading);
        blocks[part.blocks.clone()].iter().for_each(|block| walk.block(block));
    }
    walk.facts
}

fn is_of_all(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    OF_ALL.contains(&heading.trim_matches(|c: char| !c.is_alphabetic()))
}

/// A body on the way through its blocks.
struct Walk<'a> {
    text: &'a str,
    of_all: bool,
    /// The zone of the section.
    zone: Option<Zone<'a>>,
    facts: Vec<Fact<'a>>,
}

impl<'a> Walk<'a> {
    fn block(&mut self, block: &Block) {
        match &block.shape {
            Shape::Paragraph => self.lines(&block.span, false),
            Shape::List(items) => {
                for item in items {
                    self.lines(&item.lead, true);
                    item.blocks.iter().for_each(|block| self.block(block));
                }
            }
            Shape::Table(rows) => self.table(rows),
            Shape::Heading { .. } | Shape::Other => {}
        }
    }

    fn lines(&mut self, span: &Span, in_list: bool) {
        for line in lines(self.text, span) {
            let words = &self.text[line.clone()];
            // A value may hold colons of its own: `Detected 14:09`.
            let number = words.find(|c: char| c.is_ascii_digit() || matches!(c, '~' | '≈'));
            let before = &words[..number.unwrap_or(words.len())];
            let colon = before.find(':');
            if let Some(at) = colon.or(number) {
                self.push(line.start..line.start + at, line.start + at..line.end, line, colon.is_some() || in_list);
            }
        }
    }

    /// A table of two columns: what, and what of it. The head of the second may say the zone of all times below.
    fn table(&mut self, rows: &[TableRow]) {
        let head = rows.first().and_then(|row| row.cells.get(1));
        let zone = head.and_then(|cell| clock::zone_within(&self.text[cell.clone()]));
        let section = self.zone.clone();
        self.zone = zone.or(self.zone.take());
        for row in rows {
            if let [label, value] = &row.cells[..] {
                self.push(label.clone(), value.clone(), trimmed(self.text, row.span.clone()), true);
            }
        }
        self.zone = section;
    }

    fn push(&mut self, label: Span, value: Span, span: Span, set_off: bool) {
        let text = self.text;
        let label = text[label].trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')'));
        let (label, remark) = label.split_once('(').unwrap_or((label, ""));
        let label = label.trim_end_matches(|c: char| !c.is_alphanumeric());
        let value = unmarked(text, value);
        if label.len() > LONGEST_LABEL || !label.starts_with(char::is_alphabetic) || value.is_empty() {
            return;
        }
        let zone = clock::zone_within(remark).or_else(|| self.zone.clone());
        self.facts.push(Fact { label, zone, value, span, set_off, of_all: self.of_all });
    }
}

/// A value without the marks around it, the mark that set it off and the end of its sentence or line.
fn unmarked(text: &str, span: Span) -> Span {
    const MARKS: &[char] = &['*', '_', '`', ' ', '\t', '\u{a0}'];
    let words = &text[span.clone()];
    let inner = words.trim_start_matches(MARKS).trim_start_matches([':', '-', '–', '—', '=']).trim_start_matches(MARKS);
    let start = span.end - inner.len();
    let end = without_break(inner.trim_end_matches(MARKS));
    let end = end.trim_end_matches(MARKS).trim_end_matches(['.', ',', ';']).trim_end_matches(MARKS);
    start..start + end.len()
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, sections};
    use super::*;

    /// Label and value of every fact of a body, and whether it stands where facts of all of it do.
    fn read(text: &str) -> Vec<(String, String, bool)> {
        let body = 0..text.len();
        let blocks = blocks::read(text, &body).all;
        let parts = sections::split(text, &body, &blocks);
        let facts = facts(text, &parts, &blocks);
        facts.into_iter().map(|fact| (fact.label.to_owned(), text[fact.value].to_owned(), fact.of_all)).collect()
    }

    #[test]
    fn labels_and_values_lose_their_marks() {
        for line in [
            "**Start time:** 14:02 UTC",
            "**Start time**: 14:02 UTC",
            "Start time: 14:02 UTC.",
            "__Start time: 14:02 UTC__",
            "- *Start time*: `14:02 UTC`",
            "- Start time 14:02 UTC",
            "- **Start time** – **14:02 UTC**<br>",
            "Start time (UTC): 14:02 UTC  ",
            "**Start time** (UTC): 14:02 UTC",
            "| **Start time** | 14:02 UTC |\n|---|---|",
            "- a\n  - Start time: 14:02 UTC",
        ] {
            let expected = ("Start time".to_owned(), "14:02 UTC".to_owned(), true);
            assert!(read(&format!("{line}\n")).contains(&expected), "{line}: {:?}", read(line));
        }
        assert_eq!(read("> Start: 14:02\n\n```\nStart: 14:02\n```\n\n2026: a\n"), []);
    }

    #[test]
    fn facts_of_all_of_it_stand_at_the_head_or_in_a_summary() {
        let text = "a: 1\n\n## Incident 7\nb: 2\n\n## Background\nc: 3\n\n## Impact\nd: 4\n\n## Key facts\ne: 5\n\n## Next steps\nf: 6\n";
        let told: Vec<_> = read(text).into_iter().filter(|(.., of_all)| *of_all).map(|(label, ..)| label).collect();
        assert_eq!(told, ["a", "b", "d", "e"]);
    }
}
