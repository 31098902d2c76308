//! Whether a table is as its description says: what is not known, missing, or of another kind, each at its place.
//!
//! Reports everything at once and never reads a value.

use super::{Key, Kind, count};
use crate::diagnostic::{Diagnostic, rules};
use crate::source::{SourceFile, Span};
use crate::words::did_you_mean;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Checks the tables of one file.
pub(super) struct Checker<'a> {
    file: &'a Arc<SourceFile>,
    base: usize,
    findings: &'a mut Vec<Diagnostic>,
    parents: Vec<&'static [Key]>,
    /// Where the text is not TOML, by the end. What is missing may stand there, so it is not called missing.
    unparsed: Vec<Span>,
}

impl<'a> Checker<'a> {
    /// A checker of what begins at the byte `base` of a file, of which `unparsed` is not TOML.
    pub(super) fn new(file: &'a Arc<SourceFile>, base: usize, unparsed: Vec<Span>, findings: &'a mut Vec<Diagnostic>) -> Self {
        Self { file, base, findings, parents: Vec::new(), unparsed }
    }

    fn span(&self, span: Span) -> Span {
        self.base + span.start..self.base + span.end
    }

    /// Checks a table and everything in it; `path` is how it is called in a message.
    pub(super) fn table(&mut self, table: &DeTable<'_>, span: &Span, keys: &'static [Key], path: &str) {
        // What is there, if under a name that was misspelled: that has been reported, and need not be called missing.
        let mut there = Vec::new();
        for (name, value) in table.iter() {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => {
                    there.push(key.name);
                    let path = join(path, key.name);
                    self.value(value, key.kind, keys, &path);
                    if let (true, Kind::Markdown, DeValue::String(text)) = (key.required, key.kind, value.get_ref()) {
                        self.filled(text, self.span(value.span()), &path);
                    }
                }
                None => there.extend(self.unknown(name, keys, path)),
            }
        }
        for key in keys.iter().filter(|key| key.required && self.unparsed.is_empty()) {
            if !there.contains(&key.name) {
                let place = if path.is_empty() { span.start..span.start } else { span.clone() };
                self.findings.push(
                    Diagnostic::new(&rules::MISSING_KEY, self.file, place, format!("`{}` is missing", join(path, key.name)))
                        .help(format!("add `{} = …`. {}", key.name, key.doc)),
                );
            }
        }
    }

    /// Reports a key that is not known; gives back the one that was meant, if one is near.
    fn unknown(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, keys: &'static [Key], path: &str) -> Option<&'static str> {
        let written = name.get_ref().as_ref();
        let meant = did_you_mean(written, keys.iter().map(|key| key.name));
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
        } else if let Some(meant) = meant {
            finding.help(format!("did you mean `{meant}`?"))
        } else if path.is_empty() && keys.iter().any(|key| key.name == "extra") {
            finding.help("facts of your own go under `[extra]`")
        } else {
            finding.help(format!("known here: {}", keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")))
        };
        self.findings.push(finding);
        meant
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
            (Kind::Text | Kind::Markdown | Kind::Moment, DeValue::String(_))
            | (Kind::Flag, DeValue::Boolean(_))
            | (Kind::Anything, DeValue::Table(_)) => {}
            (Kind::Title, DeValue::String(text)) => self.filled(text, span, path),
            (Kind::Moment, DeValue::Datetime(stamp)) if stamp.date.is_some() => {}
            (Kind::Day, DeValue::Datetime(stamp)) if stamp.date.is_some() && stamp.time.is_none() => {}
            (Kind::Count, DeValue::Integer(number)) if count(number).is_some() => {}
            (Kind::Texts, DeValue::Array(items)) => {
                for item in items.iter().filter(|item| !item.get_ref().is_str()) {
                    let span = self.span(item.span());
                    self.wrong(span, "a string", item.get_ref(), path);
                }
            }
            (Kind::Word(words), DeValue::String(text)) if words.iter().any(|(word, _)| word == text) => {}
            (Kind::Word(words), DeValue::String(text)) => {
                let finding = Diagnostic::new(
                    &rules::BAD_VALUE,
                    self.file,
                    span,
                    format!("`{path}` takes one of a few words, and \"{text}\" is none of them"),
                );
                self.findings.push(finding.help(choices(text, &words.iter().map(|(word, _)| *word).collect::<Vec<_>>())));
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
            (Kind::Renames, DeValue::Table(table)) => {
                for (name, item) in table.iter().filter(|(_, item)| !item.get_ref().is_str()) {
                    self.wrong(self.span(item.span()), "a string", item.get_ref(), &join(path, name.get_ref()));
                }
            }
            (kind, other) => self.wrong(span, expected(kind), other, path),
        }
    }

    fn filled(&mut self, text: &str, span: Span, path: &str) {
        if text.trim().is_empty() {
            self.findings.push(Diagnostic::new(&rules::BAD_VALUE, self.file, span, format!("`{path}` is empty")));
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
        None if words.is_empty() => "there is none to choose from".to_owned(),
        None => format!("one of: {}", words.join(", ")),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Title | Kind::Markdown | Kind::Word(_) => "a string",
        Kind::Flag => "true or false",
        Kind::Count => "a whole number from 0",
        Kind::Day => "a date such as 2026-04-01",
        Kind::Moment => "a date-time, a date or a string",
        Kind::Texts => "an array of strings",
        Kind::Table(_) | Kind::Map(_) | Kind::Renames | Kind::Anything => "a table",
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
