//! Which documents have which service, severity, year, factor, tag or status.

use super::script::Script;
use super::{Document, Label, numbers};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What results can be narrowed down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// What was affected.
    Service,
    /// How bad it was.
    Severity,
    /// When it was.
    Year,
    /// What contributed.
    Factor,
    /// Free words.
    Tag,
    /// How far the note has come.
    Status,
}

impl Facet {
    /// Every facet, each a file of its own.
    pub const ALL: [Self; 6] = [Self::Service, Self::Severity, Self::Year, Self::Factor, Self::Tag, Self::Status];

    /// The name in addresses, in templates and (after `f-`) of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Severity => "severity",
            Self::Year => "year",
            Self::Factor => "factor",
            Self::Tag => "tag",
            Self::Status => "status",
        }
    }
}

/// The values of a document, facet by facet.
pub fn of<'a>(document: &'a Document<'_>) -> impl Iterator<Item = (Facet, Label<'a>)> {
    let year = document.date.map(|date| {
        let year = format!("{:04}", date.year());
        Label { slug: Cow::from(year.clone()), title: Cow::from(year) }
    });
    let all = |facet, labels: &'a [Label<'_>]| labels.iter().map(move |label| (facet, label.borrowed()));
    (all(Facet::Service, &document.services))
        .chain([(Facet::Severity, document.severity.1.borrowed()), (Facet::Status, document.status.borrowed())])
        .chain(year.map(|year| (Facet::Year, year)))
        .chain(all(Facet::Factor, &document.factors))
        .chain(all(Facet::Tag, &document.tags))
}

/// The documents of every value of every facet.
#[derive(Default)]
pub struct Facets(BTreeMap<(Facet, String), Value>);

struct Value {
    title: String,
    /// How bad a severity is; nothing else has a rank.
    rank: usize,
    /// In rising order.
    documents: Vec<u32>,
}

impl Facets {
    /// Adds the values of a document; documents come in rising order.
    pub fn add(&mut self, number: u32, document: &Document<'_>) {
        for (facet, label) in of(document) {
            let value = self.0.entry((facet, label.slug.into_owned())).or_insert_with(|| Value {
                title: label.title.into_owned(),
                rank: if facet == Facet::Severity { document.severity.0 } else { 0 },
                documents: Vec::new(),
            });
            if value.documents.last() != Some(&number) {
                value.documents.push(number);
            }
        }
    }

    /// Adds the values of later documents. Of two titles for one slug the earlier one stays.
    pub fn append(&mut self, later: Self) {
        for (key, value) in later.0 {
            match self.0.get_mut(&key) {
                Some(known) => known.documents.extend(value.documents),
                None => drop(self.0.insert(key, value)),
            }
        }
    }

    /// The file of a facet: its values in the order in which the page lists them, each with its slug, its title and its documents.
    /// Severities come worst first, years newest first, everything else most frequent first.
    pub fn render(&self, facet: Facet) -> Vec<u8> {
        let mut values: Vec<(&str, &Value)> =
            self.0.iter().filter(|((of, _), _)| *of == facet).map(|((_, slug), value)| (slug.as_str(), value)).collect();
        match facet {
            Facet::Severity => values.sort_by_key(|(_, value)| value.rank),
            Facet::Year => values.reverse(),
            _ => values.sort_by(|(_, a), (_, b)| (b.documents.len().cmp(&a.documents.len())).then_with(|| a.title.cmp(&b.title))),
        }
        let mut script = Script::new(&file(facet));
        script.raw(b"[");
        for (nth, (slug, value)) in values.into_iter().enumerate() {
            let mut documents = Vec::new();
            numbers::push_set(&mut documents, &value.documents);
            script.raw(if nth == 0 { b"[" } else { b",\n[" }).value(slug).raw(b",").value(&value.title);
            script.raw(b",\"").raw(&documents).raw(b"\"]");
        }
        script.raw(b"]");
        script.finish()
    }
}

/// The name of a facet's file.
pub fn file(facet: Facet) -> String {
    format!("f-{}", facet.name())
}
