//! TOML tables by description: which keys there may be, what each one holds, and what it means.
//!
//! One description of a table checks what was written (all faults at once, each at its place), reads it, and is what a schema is
//! made from, so that the three cannot drift apart. It knows TOML and nothing of incidents: the descriptions themselves stand
//! with what they describe. Reading goes over the spanned tree and not through `Deserialize`, which stops at the first fault.

use crate::diagnostic::{Diagnostic, rules};
use crate::source::{SourceFile, Span};
use crate::words::{Word, did_you_mean};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that is not empty.
    Title,
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
    Word(&'static [&'static str]),
    /// A table.
    Table(&'static [Key]),
    /// An array of tables.
    Tables(&'static [Key]),
    /// Tables under names that people choose.
    Map(&'static [Key]),
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
}

/// A key that may be left out.
pub const fn key(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc }
}

/// A key that has to be there.
pub const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc }
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
    let mut checker = Checker { file, base: span.start, findings, parents: Vec::new(), unparsed };
    checker.table(table.get_ref(), &whole, keys, "");
    let fields = Fields { table: table.get_ref(), keys, base: span.start, span: whole };
    take(fields, findings)
}

struct Checker<'a> {
    file: &'a Arc<SourceFile>,
    base: usize,
    findings: &'a mut Vec<Diagnostic>,
    parents: Vec<&'static [Key]>,
    /// Where the text is not TOML, by the end. What is missing may stand there, so it is not called missing.
    unparsed: Vec<Span>,
}

impl Checker<'_> {
    fn span(&self, span: Span) -> Span {
        self.base + span.start..self.base + span.end
    }

    fn table(&mut self, table: &DeTable<'_>, span: &Span, keys: &'static [Key], path: &str) {
        for (name, value) in table.iter() {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.value(value, key.kind, keys, &join(path, key.name)),
                None => self.unknown(name, keys, path),
            }
        }
        for key in keys.iter().filter(|key| key.required && self.unparsed.is_empty()) {
            if !table.iter().any(|(name, _)| name.get_ref() == key.name) {
                let place = if path.is_empty() { span.start..span.start } else { span.clone() };
                self.findings.push(
                    Diagnostic::new(&rules::MISSING_KEY, self.file, place, format!("`{}` is missing", join(path, key.name)))
                        .help(format!("add `{} = …`: {}", key.name, key.doc)),
                );
            }
        }
    }

    fn unknown(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, keys: &'static [Key], path: &str) {
        let written = name.get_ref().as_ref();
        let mut finding = Diagnostic::new(
            &rules::UNKNOWN_KEY,
            self.file,
            self.span(name.span()),
            format!("unknown key `{}`", join(path, written)),
        );
        let slipped = self.parents.first().filter(|top| top.iter().any(|key| key.name == written));
        finding = if slipped.is_some() {
            finding.label(format!("TOML counts this to `{path}`")).help(format!(
                "`{written}` is a key of the note itself, but it stands below a table header, and TOML gives every bare key to the header above it: move it above the first `[table]`"
            ))
        } else if let Some(meant) = did_you_mean(written, keys.iter().map(|key| key.name)) {
            finding.help(format!("did you mean `{meant}`?"))
        } else if path.is_empty() && keys.iter().any(|key| key.name == "extra") {
            finding.help("facts of your own go under `[extra]`")
        } else {
            finding.help(format!("known here: {}", keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")))
        };
        self.findings.push(finding);
    }

    /// Whether a value stands in for one that could not be parsed: whatever else is wrong with it, nobody wrote it.
    fn is_stand_in(&self, value: &Spanned<DeValue<'_>>) -> bool {
        let Span { start, end } = value.span();
        let first = self.unparsed.partition_point(|at| at.end < start);
        !value.get_ref().is_table() && !value.get_ref().is_array() && self.unparsed.get(first).is_some_and(|at| at.start <= end)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, kind: Kind, keys: &'static [Key], path: &str) {
        if self.is_stand_in(value) {
            return;
        }
        let span = self.span(value.span());
        match (kind, value.get_ref()) {
            (Kind::Text | Kind::Moment, DeValue::String(_))
            | (Kind::Flag, DeValue::Boolean(_))
            | (Kind::Anything, DeValue::Table(_)) => {}
            (Kind::Title, DeValue::String(text)) => {
                if text.trim().is_empty() {
                    self.findings.push(Diagnostic::new(&rules::BAD_VALUE, self.file, span, format!("`{path}` is empty")));
                }
            }
            (Kind::Moment, DeValue::Datetime(stamp)) if stamp.date.is_some() => {}
            (Kind::Day, DeValue::Datetime(stamp)) if stamp.date.is_some() && stamp.time.is_none() => {}
            (Kind::Count, DeValue::Integer(number)) if count(number).is_some() => {}
            (Kind::Texts, DeValue::Array(items)) => {
                for item in items.iter().filter(|item| !item.get_ref().is_str()) {
                    let span = self.span(item.span());
                    self.wrong(span, "a string", item.get_ref(), path);
                }
            }
            (Kind::Word(words), DeValue::String(text)) if words.contains(&text.as_ref()) => {}
            (Kind::Word(words), DeValue::String(text)) => {
                let finding =
                    Diagnostic::new(&rules::BAD_VALUE, self.file, span, format!("`{path}` does not know the word \"{text}\""));
                self.findings.push(finding.help(choices(text, words)));
            }
            (Kind::Table(inner), DeValue::Table(table)) => self.inside(keys, |this| this.table(table, &span, inner, path)),
            (Kind::Tables(inner), DeValue::Array(items)) => {
                for item in items.iter() {
                    let span = self.span(item.span());
                    match item.get_ref() {
                        DeValue::Table(table) => self.inside(keys, |this| this.table(table, &span, inner, path)),
                        other => self.wrong(span, "a table", other, path),
                    }
                }
            }
            (Kind::Map(inner), DeValue::Table(table)) => {
                for (name, item) in table.iter() {
                    let (span, path) = (self.span(item.span()), join(path, name.get_ref()));
                    match item.get_ref() {
                        DeValue::Table(table) => self.inside(keys, |this| this.table(table, &span, inner, &path)),
                        other => self.wrong(span, "a table", other, &path),
                    }
                }
            }
            (kind, other) => self.wrong(span, expected(kind), other, path),
        }
    }

    fn inside(&mut self, keys: &'static [Key], check: impl FnOnce(&mut Self)) {
        self.parents.push(keys);
        check(self);
        self.parents.pop();
    }

    fn wrong(&mut self, span: Span, expected: &str, got: &DeValue<'_>, path: &str) {
        self.findings.push(
            Diagnostic::new(
                &rules::WRONG_TYPE,
                self.file,
                span,
                format!("`{path}` takes {expected}, and this is {}", named(got)),
            )
            .label(format!("expected {expected}")),
        );
    }
}

/// 'Did you mean' for a word, with all the words where none is near.
pub fn choices(written: &str, words: &[&str]) -> String {
    match did_you_mean(written, words.iter().copied()) {
        Some(word) => format!("did you mean \"{word}\"? One of: {}", words.join(", ")),
        None => format!("one of: {}", words.join(", ")),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Title | Kind::Word(_) => "a string",
        Kind::Flag => "true or false",
        Kind::Count => "a whole number from 0",
        Kind::Day => "a date such as 2026-04-01",
        Kind::Moment => "a date-time, a date or a string",
        Kind::Texts => "an array of strings",
        Kind::Table(_) | Kind::Map(_) | Kind::Anything => "a table",
        Kind::Tables(_) => "tables under a double header `[[…]]`",
    }
}

fn named(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(number) if number.as_str().starts_with('-') => "a negative number",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(stamp) if stamp.date.is_none() => "a time without a day",
        DeValue::Datetime(_) => "a date or date-time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

fn count(number: &toml::de::DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// What stands under a [`Kind::Moment`] key.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// A TOML date or date-time.
    Stamp(toml::value::Datetime),
    /// A string, for what TOML cannot say.
    Text(String),
}

/// The fields of a checked table. A field of the wrong type has been reported and reads as absent.
#[derive(Debug, Clone)]
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    keys: &'static [Key],
    base: usize,
    /// Where the table stands in the file.
    pub span: Span,
}

impl<'a> Fields<'a> {
    fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        debug_assert!(self.keys.iter().any(|key| key.name == name), "`{name}` is read but not described");
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    fn placed(&self, span: Span) -> Span {
        self.base + span.start..self.base + span.end
    }

    /// Where the value of a key stands; where the table stands, if the key is absent.
    pub fn span_of(&self, name: &str) -> Span {
        self.get(name).map_or_else(|| self.span.clone(), |value| self.placed(value.span()))
    }

    /// A string.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.get_ref().as_str().map(str::to_owned)
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.get_ref().as_bool()
    }

    /// A whole number from 0.
    pub fn count(&self, name: &str) -> Option<u64> {
        count(self.get(name)?.get_ref().as_integer()?)
    }

    /// One of a list of words.
    pub fn word<W: Word>(&self, name: &str) -> Option<W> {
        W::parse(self.get(name)?.get_ref().as_str()?)
    }

    /// A day.
    pub fn day(&self, name: &str) -> Option<jiff::civil::Date> {
        civil_date(self.get(name)?.get_ref().as_datetime()?.date?)
    }

    /// A date-time, a date or a string, with its place.
    pub fn moment(&self, name: &str) -> Option<(Written, Span)> {
        let value = self.get(name)?;
        let written = match value.get_ref() {
            DeValue::String(text) => Written::Text(text.as_ref().to_owned()),
            DeValue::Datetime(stamp) if stamp.date.is_some() => Written::Stamp(*stamp),
            _ => return None,
        };
        Some((written, self.placed(value.span())))
    }

    /// The strings of an array, each with its place.
    pub fn texts(&self, name: &str) -> Vec<(String, Span)> {
        let Some(items) = self.get(name).and_then(|value| value.get_ref().as_array()) else { return Vec::new() };
        items.iter().filter_map(|item| Some((item.get_ref().as_str()?.to_owned(), self.placed(item.span())))).collect()
    }

    /// A table; `None` if it is absent.
    pub fn table(&self, name: &str) -> Option<Fields<'a>> {
        let Kind::Table(keys) = self.kind(name)? else { return None };
        self.fields(self.get(name)?, keys)
    }

    /// The tables of an array.
    pub fn tables(&self, name: &str) -> Vec<Fields<'a>> {
        let Some(Kind::Tables(keys)) = self.kind(name) else { return Vec::new() };
        let Some(items) = self.get(name).and_then(|value| value.get_ref().as_array()) else { return Vec::new() };
        items.iter().filter_map(|item| self.fields(item, keys)).collect()
    }

    /// The tables under names that people chose, in the order of the names, each with the place of its name.
    pub fn map(&self, name: &str) -> Vec<(String, Span, Fields<'a>)> {
        let Some(Kind::Map(keys)) = self.kind(name) else { return Vec::new() };
        let Some(table) = self.get(name).and_then(|value| value.get_ref().as_table()) else { return Vec::new() };
        table
            .iter()
            .filter_map(|(name, item)| Some((name.get_ref().to_string(), self.placed(name.span()), self.fields(item, keys)?)))
            .collect()
    }

    /// A table of anything.
    pub fn anything(&self, name: &str) -> toml::Table {
        self.get(name).and_then(|value| plain(value.get_ref()).as_table().cloned()).unwrap_or_default()
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        self.keys.iter().find(|key| key.name == name).map(|key| key.kind)
    }

    fn fields(&self, value: &'a Spanned<DeValue<'a>>, keys: &'static [Key]) -> Option<Fields<'a>> {
        let table = value.get_ref().as_table()?;
        Some(Fields { table, keys, base: self.base, span: self.placed(value.span()) })
    }
}

/// A date of TOML as a date of the calendar; TOML's own parser lets through no other.
pub fn civil_date(date: toml::value::Date) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// A value without its places.
fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.as_ref().to_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Float)
        }
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(stamp) => toml::Value::Datetime(*stamp),
        DeValue::Array(items) => toml::Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => {
            toml::Value::Table(table.iter().map(|(name, item)| (name.get_ref().to_string(), plain(item.get_ref()))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTION: &[Key] = &[required("text", Kind::Title, "What to do."), key("due", Kind::Day, "By when.")];
    const NOTE: &[Key] = &[
        required("title", Kind::Title, "What it was."),
        key("status", Kind::Word(&["draft", "reviewed"]), "How far."),
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
            ("LB004", ""),
        ] {
            assert!(codes.contains(&expected), "{expected:?} is not in {codes:?}");
        }
        assert_eq!(codes.len(), 9);
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
