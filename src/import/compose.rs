//! A note from its front matter and its text: the keys in the order in which the format describes them, and below them the text,
//! byte for byte.

use crate::incident::time::Moment;
use crate::note::KEYS;
use std::ops::Range;
use toml::{Table, Value};

/// The text of a document that goes into its note: all of it, but for a heading that only repeats the title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Where it begins in the document.
    pub start: usize,
    /// What is left out, in the document.
    pub dropped: Option<Range<usize>>,
}

impl Body {
    /// The parts of the document that stay.
    pub fn parts<'t>(&self, text: &'t str) -> [&'t str; 2] {
        match &self.dropped {
            Some(dropped) => [&text[self.start..dropped.start], &text[dropped.end..]],
            None => [&text[self.start..], ""],
        }
    }

    /// The place in the document of a place so many bytes into the text of the note.
    pub fn source(&self, at: usize) -> usize {
        let at = self.start + at;
        self.dropped.as_ref().filter(|dropped| at >= dropped.start).map_or(at, |dropped| at + dropped.len())
    }
}

/// A note, and where its text begins in it.
pub fn note(front: &Table, text: &str, body: &Body) -> (String, usize) {
    let parts = body.parts(text);
    let mut note = front_matter(front);
    let first = parts.concat();
    // A note is easier to read with a blank line behind its front matter. Whatever the document has there already stays as it is.
    if !first.is_empty() && !first.starts_with(['\n', '\r']) {
        note.push('\n');
    }
    // One file has one kind of line ends.
    if first.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) {
        note = note.replace('\n', "\r\n");
    }
    let start = note.len();
    (note + &first, start)
}

/// Whether a text would end the front matter in which it stands: TOML writes several lines as they are.
pub fn holds_fence(text: &str) -> bool {
    text.lines().any(|line| line.trim_end() == "+++")
}

/// A value that can stand in a front matter: a text that would end it becomes the array of its lines.
fn harmless(value: &Value) -> Value {
    match value {
        Value::String(text) if holds_fence(text) => {
            text.lines().map(|line| Value::String(line.to_owned())).collect::<Vec<_>>().into()
        }
        Value::Array(items) => items.iter().map(harmless).collect::<Vec<_>>().into(),
        Value::Table(table) => Value::Table(table.iter().map(|(key, value)| (key.clone(), harmless(value))).collect()),
        other => other.clone(),
    }
}

fn front_matter(front: &Table) -> String {
    let mut text = "+++\n".to_owned();
    for key in KEYS {
        let Some(value) = front.get(key.name) else { continue };
        if value.is_table() {
            text.push('\n');
        }
        text.push_str(&Table::from_iter([(key.name.to_owned(), harmless(value))]).to_string());
    }
    text + "+++\n"
}

/// A moment as the front matter says it: an approximate one is a string, since TOML has no word for that.
pub fn moment(moment: Moment) -> Option<Value> {
    let stamp = |text: String| text.parse().ok().map(Value::Datetime);
    match moment {
        Moment::Exact(instant) => stamp(instant.rfc3339()),
        Moment::Day(day) => stamp(day.to_string()),
        Moment::Approximate(instant) => {
            let (local, zone) = (instant.local().strftime("%Y-%m-%d %H:%M:%S"), instant.rfc3339());
            let zone =
                zone.get(zone.len().checked_sub("+01:00".len())?..).filter(|zone| zone.starts_with(['+', '-'])).unwrap_or("UTC");
            let local = local.to_string();
            Some(Value::String(format!("~{} {zone}", local.strip_suffix(":00").unwrap_or(&local))))
        }
        Moment::Unknown => None,
    }
}

/// A moment on the clock of the note, where only the reader took it as UTC: whoever sets `timezone` later moves it with its row.
pub fn local(moment: Value) -> Value {
    match moment {
        Value::Datetime(stamp) => Value::Datetime(toml::value::Datetime { offset: None, ..stamp }),
        Value::String(text) => Value::String(text.strip_suffix(" UTC").map_or(text.clone(), str::to_owned)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::incident::Milestone;
    use crate::incident::time::Instant;
    use crate::note;
    use crate::source::SourceFile;
    use jiff::Timestamp;
    use jiff::tz::Offset;
    use proptest::prelude::*;

    fn front() -> Table {
        let mut front = Table::new();
        for (key, value) in [("severity", "sev2"), ("title", "It said \"no\"\nand \u{1b}fell")] {
            front.insert(key.to_owned(), value.into());
        }
        front.insert("extra".to_owned(), Table::from_iter([("a b".to_owned(), Value::from(vec!["x", "y"]))]).into());
        front
    }

    #[test]
    fn the_keys_have_the_order_of_the_format_and_the_text_is_as_it_was() {
        let (text, start) = note(&front(), "# T\n\nText\n", &Body { start: 0, dropped: Some(0..4) });
        assert!(text.starts_with("+++\ntitle = "), "{text}");
        assert!(text.ends_with("\n\n[extra]\n\"a b\" = [\"x\", \"y\"]\n+++\n\nText\n"), "{text}");
        assert_eq!(&text[start..], "\nText\n");
        let file = SourceFile::new("a.md", text);
        let read = note::read(&file, "2026-03-02-a", false, &Config::default());
        assert_eq!(read.incident.unwrap().title, "It said \"no\"\nand \u{1b}fell");
    }

    #[test]
    fn a_value_never_ends_the_front_matter() {
        let mut front = front();
        front.insert("extra".to_owned(), Table::from_iter([("header".to_owned(), Value::from("a = 1\n+++ \nb"))]).into());
        let (text, start) = note(&front, "", &Body::default());
        assert_eq!(text[..start].lines().filter(|line| line.trim_end() == "+++").count(), 2, "{text}");
        assert!(text.contains("header = [\"a = 1\", \"+++ \", \"b\"]"), "{text}");
    }

    #[test]
    fn line_ends_are_those_of_the_text() {
        let (text, start) = note(&front(), "Text\r\nmore\n", &Body::default());
        assert!(text[..start].lines().count() > 3 && !text[..start].replace("\r\n", "").contains('\n'), "{text:?}");
        assert_eq!(&text[start..], "Text\r\nmore\n");
    }

    #[test]
    fn places_in_the_note_are_places_in_the_document() {
        let body = Body { start: 10, dropped: Some(12..20) };
        assert_eq!([0, 1, 2, 5].map(|at| body.source(at)), [10, 11, 20, 23]);
    }

    proptest! {
        #[test]
        fn a_moment_reads_back_as_it_was(second in -2_000_000_000i64..6_000_000_000, quarter in -40i32..=48, kind in 0..3) {
            let instant = Instant { at: Timestamp::from_second(second).unwrap(), offset: Offset::from_seconds(quarter * 900).unwrap() };
            let said = match kind { 0 => Moment::Exact(instant), 1 => Moment::Approximate(instant), _ => Moment::Day(instant.day()) };
            let mut front = front();
            front.insert("started".to_owned(), moment(said).unwrap());
            let file = SourceFile::new("a.md", super::note(&front, "", &Body::default()).0);
            let read = note::read(&file, "a", false, &Config::default()).incident.unwrap();
            prop_assert_eq!(read.milestones.get(Milestone::Started).unwrap().at, said);
        }
    }
}
