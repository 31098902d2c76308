//! What a header says, as the front matter of a note says it.
//!
//! A key that has a home goes there if its value fits; every other one goes to `[extra]` as it is, and that is remarked. Nothing
//! is dropped. Labelled lines of the text say what the header leaves open.

mod reader;

use super::fields::{Field, meanings};
use super::header::{Entry, Header};
use super::remark::{About, Remark};
use super::values::is_empty;
use super::{insert, labels};
use crate::config::Config;
use crate::incident::time::Moment;
use crate::incident::{Milestone, Status};
use crate::source::{SourceFile, Span};
use jiff::civil::Date;
use reader::Reader;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// A value and in which words the report says where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub from: String,
}

/// What a header says.
#[derive(Debug, Default)]
pub struct Facts {
    /// The keys of the note that it fills.
    pub front: Table,
    /// `[extra]`
    pub extra: Table,
    /// How bad it was, if it says so.
    pub severity: Option<Sourced<String>>,
    /// Where it says how bad it was in words that are not understood.
    pub severity_unclear: Option<String>,
    /// How far the note has come, if it says so.
    pub status: Option<Sourced<Status>>,
    /// Whether it says that this is over, or not.
    pub over: Option<bool>,
    /// The points in time, with the line of each.
    pub times: BTreeMap<Milestone, (Moment, usize)>,
    /// Its days of the incident, or of what was written about it, the plainest first.
    pub dates: Vec<(Date, Entry)>,
    /// Whether a time without a zone was taken as UTC, since nobody said another.
    pub assumed_utc: bool,
    /// What labelled lines of the text say, each key with its line.
    pub labelled: Vec<(&'static str, usize)>,
    /// What is to be said about it.
    pub remarks: Vec<Remark>,
}

/// Reads a header. `document` is that in which it stands, `from` is where that comes from.
pub fn read(header: &Header, document: &SourceFile, from: &str, config: &Config) -> Facts {
    let extra = Table::from_iter([("imported_from".to_owned(), Value::from(from))]);
    let facts = Facts { extra, ..Facts::default() };
    let mut reader = Reader::new(config, document, facts, is_cstate(header));
    // The zone first, then the days: a time that names none has that of the document. Of several keys the plainest is tried first,
    // wherever it stands.
    let mut tried: Vec<(usize, usize, &Entry, Field)> = Vec::new();
    let entries: Vec<&Entry> = header.entries.iter().filter(|entry| !is_empty(&entry.value)).collect();
    for (nth, entry) in entries.iter().copied().enumerate() {
        tried.extend(meanings(&entry.key).map(|(field, rank)| {
            let turn = match field {
                Field::Timezone => 0,
                Field::Date => 1,
                _ => rank + 2,
            };
            (turn, nth, entry, field)
        }));
    }
    tried.sort_by_key(|(turn, nth, ..)| (*turn, *nth));
    let mut placed = vec![false; entries.len()];
    for (_, nth, entry, field) in tried {
        placed[nth] = placed[nth] || reader.place(field, entry);
    }
    for (entry, _) in entries.iter().zip(placed).filter(|(_, placed)| !placed) {
        let why = reader.unread(entry);
        reader.keep(entry, why);
    }
    if let Some((whole, fault)) = &header.broken {
        insert(&mut reader.facts.extra, "front_matter".to_owned(), Value::String(whole.text.clone()));
        let said = format!("{}; its plain lines were read, and all of it is kept as `extra.front_matter`", fault.message);
        reader.facts.remarks.push(Remark::at(document, fault.line, About::Value, said));
    }
    if let Some(modules) = &header.modules {
        insert(&mut reader.facts.extra, "mdx".to_owned(), Value::String(modules.text.clone()));
        reader.facts.remarks.push(Remark::at(document, modules.line, About::Kept, "the modules of MDX are kept as `extra.mdx`"));
    }
    if header.unclosed {
        reader.facts.remarks.push(Remark::at(document, 1, About::Value, "this front matter has no end, so it was taken as text"));
    }
    reader.finish()
}

impl Facts {
    /// Fills what the header leaves open with what labelled lines of the text say: `file` is the note as far as it is made, `body`
    /// its text, and `line` gives the line of the `document` for a place in it.
    pub fn complete(
        self,
        file: &SourceFile,
        body: Span,
        document: &SourceFile,
        line: impl Fn(usize) -> usize,
        config: &Config,
    ) -> Self {
        let is_open = |field: Field| match field {
            Field::Severity => self.severity.is_none() && self.severity_unclear.is_none(),
            Field::Status => self.status.is_none() && self.over.is_none(),
            field => field.labelled_key().is_some_and(|key| !self.front.contains_key(key)),
        };
        let told: Vec<(Field, Entry)> = labels::read(file, body, line).into_iter().filter(|(field, _)| is_open(*field)).collect();
        let mut reader = Reader::new(config, document, self, false);
        for (field, entry) in told {
            reader.label(field, &entry);
        }
        reader.finish()
    }
}

/// cState tells when it began as `date`, and when it was over as `resolvedWhen`.
fn is_cstate(header: &Header) -> bool {
    let has = |key: &str| header.entries.iter().any(|entry| entry.key == key);
    has("resolvedWhen") || (has("resolved") && (has("affected") || has("informational")))
}
