//! TOML tables by description: which keys there may be, what each one holds, and what it means.
//!
//! One description of a table checks what was written (all faults at once, each at its place), reads it, and makes the schema for
//! editors, so that the three cannot drift apart. It knows TOML and nothing of incidents: the descriptions themselves stand
//! with what they describe. Reading goes over the spanned tree and not through `Deserialize`, which stops at the first fault.

mod check;
mod fields;
mod order;
mod schema;

pub use check::choices;
pub use fields::{Fields, Written, civil_date};
pub use order::{Disorder, disorder};
pub use schema::{DRAFT, choice, schema};

use crate::diagnostic::{Diagnostic, rules};
use crate::source::{SourceFile, Span};
use crate::words::Meaning;
use check::Checker;
use std::sync::Arc;
use toml::de::DeTable;

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that is not empty.
    Title,
    /// Markdown: what people tell in whole sentences. Empty only where it may be left out.
    Markdown,
    /// `true` or `false`.
    Flag,
    /// A whole number from 0.
    Count,
    /// A day, as a TOML date.
    Day,
    /// A date-time, a date, or a string that says what TOML cannot.
    Moment,
    /// Strings in an array.
    Texts,
    /// One of these words.
    Word(&'static [Meaning<'static>]),
    /// A table.
    Table(&'static [Key]),
    /// An array of tables.
    Tables(&'static [Key]),
    /// Tables under names that people choose.
    Map(&'static [Key]),
    /// Strings under names that people choose.
    Renames,
    /// A table of anything.
    Anything,
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
    /// What it means, for people.
    pub doc: &'static str,
    /// How its text is written, each of its texts, or each of the names that people choose: a regular expression, for the schema
    /// alone. Whoever reads the value judges it, and in better words; everything that is read has to fit.
    pub pattern: Option<&'static str>,
    /// What an editor may offer.
    pub examples: &'static [&'static str],
    /// What holds if it is left out.
    pub default: Option<&'static str>,
}

impl Key {
    /// Says how it is written.
    #[must_use]
    pub const fn like(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Says what an editor may offer.
    #[must_use]
    pub const fn such_as(mut self, examples: &'static [&'static str]) -> Self {
        self.examples = examples;
        self
    }

    /// Says what holds if it is left out.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }
}

/// A key that may be left out.
pub const fn key(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc, pattern: None, examples: &[], default: None }
}

/// A key that has to be there.
pub const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { required: true, ..key(name, kind, doc) }
}

/// Parses `span` of the file as TOML, checks it against the description, and hands the table over to be read. Everything that
/// is wrong goes to `findings`; what is handed over holds only what is right. Fields that were wrong read as absent.
pub fn read<T>(
    file: &Arc<SourceFile>,
    span: Span,
    keys: &'static [Key],
    findings: &mut Vec<Diagnostic>,
    take: impl FnOnce(Fields<'_>, &mut Vec<Diagnostic>) -> T,
) -> T {
    let (table, errors) = DeTable::parse_recoverable(&file.text[span.clone()]);
    let mut unparsed: Vec<Span> = errors.iter().map(|error| error.span().unwrap_or(0..0)).collect();
    for (error, at) in errors.iter().zip(&unparsed) {
        findings.push(Diagnostic::new(
            &rules::INVALID_TOML,
            file,
            span.start + at.start..span.start + at.end,
            format!("this is not TOML: {}", error.message()),
        ));
    }
    unparsed.sort_by_key(|at| at.end);
    let whole = span.start + table.span().start..span.start + table.span().end;
    Checker::new(file, span.start, unparsed, findings).table(table.get_ref(), &whole, keys, "");
    take(Fields::new(table.get_ref(), keys, span.start, whole), findings)
}

fn count(number: &toml::de::DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTION: &[Key] = &[required("text", Kind::Title, "What to do."), key("due", Kind::Day, "By when.")];
    const NOTE: &[Key] = &[
        required("title", Kind::Title, "What it was."),
        key("status", Kind::Word(&[("draft", "Not yet."), ("reviewed", "By now.")]), "How far."),
        key("users", Kind::Count, "How many."),
        key("started", Kind::Moment, "When."),
        key("tags", Kind::Texts, "Words."),
        key("action", Kind::Tables(ACTION), "To do."),
        key("extra", Kind::Anything, "Yours."),
    ];

    fn findings(text: &str) -> Vec<(&'static str, String, String)> {
        let file = SourceFile::new("a.md", text);
        let mut findings = Vec::new();
        read(&file, 0..text.len(), NOTE, &mut findings, |_, _| ());
        findings.iter().map(|f| (f.rule.code, f.message.clone(), f.place.text().to_owned())).collect()
    }

    #[test]
    fn every_fault_is_found_at_its_place_in_one_run() {
        let found = findings(
            "titel = \"x\"\nstatus = \"reviewd\"\nusers = -1\nstarted = 14:02:00\ntags = [\"a\", 3]\n[[action]]\ntext = \"\"\ndue = \"soon\"\nstatus = \"draft\"\n",
        );
        let codes: Vec<_> = found.iter().map(|(code, _, place)| (*code, place.as_str())).collect();
        for expected in [
            ("LB001", "titel"),
            ("LB003", "\"reviewd\""),
            ("LB002", "-1"),
            ("LB002", "14:02:00"),
            ("LB002", "3"),
            ("LB003", "\"\""),
            ("LB002", "\"soon\""),
            ("LB001", "status"),
        ] {
            assert!(codes.contains(&expected), "{expected:?} is not in {codes:?}");
        }
        assert_eq!(codes.len(), 8, "a key that is misspelled is not missing, too");
        assert_eq!(findings("users = 1\n"), [("LB004", "`title` is missing".to_owned(), String::new())]);
    }

    #[test]
    fn a_key_below_a_table_header_is_told_to_move() {
        let file = SourceFile::new("a.md", "title = \"x\"\n[[action]]\ntext = \"y\"\nstatus = \"draft\"\n");
        let mut findings = Vec::new();
        read(&file, 0..file.text.len(), NOTE, &mut findings, |_, _| ());
        assert!(findings[0].help.as_deref().unwrap().contains("above the first `[table]`"));
    }

    #[test]
    fn broken_toml_reports_all_its_errors_and_nothing_as_missing() {
        let found = findings("a = = 1\nb = \"unclosed\n");
        assert!(found.iter().filter(|f| f.0 == "LB005").count() >= 2, "{found:?}");
        assert!(found.iter().all(|f| f.0 != "LB004"), "{found:?}");
    }

    #[test]
    fn what_is_right_is_read() {
        let file = SourceFile::new("a.md", "title = \"x\"\nusers = 1_200\ntags = [\"a\", \"b\"]\n[extra]\nn = 0x10\n");
        let mut findings = Vec::new();
        read(&file, 0..file.text.len(), NOTE, &mut findings, |fields, _| {
            assert_eq!(fields.text("title").as_deref(), Some("x"));
            assert_eq!(fields.count("users"), Some(1200));
            assert_eq!(fields.texts("tags").len(), 2);
            assert_eq!(fields.anything("extra")["n"].as_integer(), Some(16));
        });
        assert!(findings.is_empty());
    }
}
