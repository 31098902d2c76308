//! What a header says, as the front matter of a note says it.
//!
//! A key that has a home goes there if its value fits; every other one goes to `[extra]` as it is, and that is remarked. Nothing
//! is dropped.

use super::fields::{Field, meanings};
use super::header::{Entry, Header};
use super::report::Remark;
use super::{compose, insert, severity};
use crate::config::{Config, Renames, zone};
use crate::incident::time::{Instant, Moment};
use crate::incident::{Kind, Layer, Milestone, Name, Status, Visibility};
use crate::note;
use crate::source::SourceFile;
use crate::words::Word;
use jiff::civil::Date;
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
    /// What is to be said about it.
    pub remarks: Vec<Remark>,
}

/// Words for a status.
const STATUSES: &[(Status, &[&str])] = &[
    (Status::Draft, &["draft", "wip", "todo"]),
    (
        Status::InReview,
        &["inreview", "review", "open", "ongoing", "investigating", "identified", "monitoring", "inprogress", "active"],
    ),
    (Status::Reviewed, &["reviewed", "final", "finished", "complete", "completed", "done", "published", "resolved", "closed"]),
];

/// Reads a header. `text` is the document in which it stands, `from` is where that comes from.
pub fn read(header: &Header, text: &str, from: &str, config: &Config) -> Facts {
    let extra = Table::from_iter([("imported_from".to_owned(), Value::from(from))]);
    let facts = Facts { extra, ..Facts::default() };
    let mut reader = Reader { config, text, cstate: is_cstate(header), facts, dates: Vec::new() };
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
        reader.keep(entry);
    }
    if let Some((whole, fault)) = &header.broken {
        insert(&mut reader.facts.extra, "front_matter".to_owned(), Value::String(whole.text.clone()));
        let said = format!("{}; its plain lines were read, and all of it is kept as `extra.front_matter`", fault.message);
        reader.facts.remarks.push(Remark::at(text, fault.line, said));
    }
    if let Some(modules) = &header.modules {
        insert(&mut reader.facts.extra, "mdx".to_owned(), Value::String(modules.text.clone()));
        reader.facts.remarks.push(Remark::at(text, modules.line, "the modules of MDX are kept as `extra.mdx`"));
    }
    if header.unclosed {
        reader.facts.remarks.push(Remark::at(text, 1, "this front matter has no end, so it was taken as text"));
    }
    let mut dates = reader.dates;
    dates.sort_by_key(|(rank, ..)| *rank);
    reader.facts.dates = dates.into_iter().map(|(_, date, entry)| (date, entry)).collect();
    reader.facts
}

/// cState tells when it began as `date`, and when it was over as `resolvedWhen`.
fn is_cstate(header: &Header) -> bool {
    let has = |key: &str| header.entries.iter().any(|entry| entry.key == key);
    has("resolvedWhen") || (has("resolved") && (has("affected") || has("informational")))
}

/// Whether a value says nothing: the key of a template that was not filled in.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

struct Reader<'a> {
    config: &'a Config,
    text: &'a str,
    cstate: bool,
    facts: Facts,
    dates: Vec<(usize, Date, Entry)>,
}

impl Reader<'_> {
    /// Puts a value where its key belongs; says whether it fits there.
    fn place(&mut self, field: Field, entry: &Entry) -> bool {
        match field {
            Field::Date => self.date(entry),
            Field::At(milestone) => self.time(milestone, entry),
            Field::Title => self.text("title", entry),
            Field::Summary => self.text("summary", entry),
            Field::Owner => self.text("owner", entry),
            Field::Impact => self.impact(entry),
            Field::Severity => self.severity(entry),
            Field::Status => self.status(entry),
            Field::Draft => self.draft(entry, true),
            Field::Published => self.draft(entry, false),
            Field::Kind => self.word::<Kind>("kind", entry),
            Field::Visibility => self.word::<Visibility>("visibility", entry),
            Field::Layer => self.word::<Layer>("layer", entry),
            Field::Services => self.names("services", entry),
            Field::Tags => self.names("tags", entry),
            Field::Symptoms => self.names("symptoms", entry),
            Field::Factors => self.names("factors", entry),
            Field::Trigger => self.trigger(entry),
            Field::Environments => self.texts("environments", entry, split),
            Field::Authors => self.texts("authors", entry, |text| vec![text.to_owned()]),
            Field::Aliases => self.aliases(entry),
            Field::Timezone => self.timezone(entry),
            Field::Extra => self.extra(entry),
        }
    }

    /// Keeps an entry that has no home, and says so.
    fn keep(&mut self, entry: &Entry) {
        let key = insert(&mut self.facts.extra, entry.key.clone(), entry.value.clone());
        self.facts.remarks.push(Remark::at(self.text, entry.line, format!("kept as `extra.{key}`")));
    }

    fn set(&mut self, key: &str, value: impl Into<Value>) -> bool {
        let is_free = !self.facts.front.contains_key(key);
        if is_free {
            self.facts.front.insert(key.to_owned(), value.into());
        }
        is_free
    }

    fn text(&mut self, key: &str, entry: &Entry) -> bool {
        let Some(text) = scalar(&entry.value) else { return false };
        let text = if key == "title" { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text };
        self.set(key, text)
    }

    fn word<W: Word>(&mut self, key: &str, entry: &Entry) -> bool {
        let word = scalar(&entry.value).map(slug::slugify);
        word.and_then(|word| W::WORDS.iter().find(|known| **known == word)).is_some_and(|known| self.set(key, *known))
    }

    fn impact(&mut self, entry: &Entry) -> bool {
        scalar(&entry.value)
            .is_some_and(|text| self.set("impact", Table::from_iter([("summary".to_owned(), Value::String(text))])))
    }

    fn date(&mut self, entry: &Entry) -> bool {
        if self.cstate && entry.key == "date" {
            return self.time(Milestone::Started, entry);
        }
        let Some(date) = self.moment(entry).and_then(|moment| moment.day()) else { return false };
        let rank = meanings(&entry.key).find(|(field, _)| *field == Field::Date).map_or(usize::MAX, |(_, rank)| rank);
        self.dates.push((rank, date, entry.clone()));
        true
    }

    fn time(&mut self, milestone: Milestone, entry: &Entry) -> bool {
        if milestone == Milestone::Resolved
            && let Some(over) = flag(&entry.value)
        {
            return self.facts.over.replace(over).is_none();
        }
        if self.facts.times.contains_key(&milestone) {
            return false;
        }
        let Some(moment) = self.moment(entry) else { return false };
        self.facts.times.insert(milestone, (moment, entry.line));
        true
    }

    /// A moment, read as the front matter of a note reads one.
    fn moment(&mut self, entry: &Entry) -> Option<Moment> {
        let text = scalar(&entry.value)?;
        let mut front = Table::from_iter(
            [("title", "-"), ("severity", severity::least(self.config)), ("started", text.as_str())]
                .map(|(key, value)| (key.to_owned(), Value::from(value))),
        );
        if let Some(zone) = self.facts.front.get("timezone").or(self.config.import.timezone.clone().map(Value::String).as_ref()) {
            front.insert("timezone".to_owned(), zone.clone());
        }
        let id = self.dates.iter().min_by_key(|(rank, ..)| *rank).map_or_else(|| "-".to_owned(), |(_, date, _)| date.to_string());
        let file = SourceFile::new("", format!("+++\n{front}+++\n"));
        let note = note::read(&file, &id, false, self.config);
        let moment = note.incident?.milestones.get(Milestone::Started)?.at;
        let is_told = |finding: &crate::diagnostic::Diagnostic| std::ptr::eq(finding.rule, &crate::diagnostic::rules::NO_ZONE);
        self.facts.assumed_utc |= note.findings.iter().any(is_told);
        // What TOML can say of a time goes down to the second.
        let moment = match moment {
            Moment::Exact(instant) => Moment::Exact(whole(instant)?),
            Moment::Approximate(instant) => Moment::Approximate(whole(instant)?),
            other => other,
        };
        (moment != Moment::Unknown).then_some(moment)
    }

    fn severity(&mut self, entry: &Entry) -> bool {
        let Some(word) = scalar(&entry.value).filter(|_| self.facts.severity.is_none()) else { return false };
        let Some(name) = severity::find(&word, self.config) else {
            let known: Vec<&str> = self.config.severities.iter().map(|level| level.name.as_str()).collect();
            self.facts.remarks.push(Remark::at(
                self.text,
                entry.line,
                format!(
                    "\"{word}\" is none of {}; say which one it means in `[import.severity]` of lookback.toml",
                    known.join(", ")
                ),
            ));
            return false;
        };
        self.facts.severity = Some(Sourced { value: name.to_owned(), from: format!("`{}`, line {}", entry.key, entry.line) });
        true
    }

    fn status(&mut self, entry: &Entry) -> bool {
        let Some(word) = scalar(&entry.value).filter(|_| self.facts.status.is_none()) else { return false };
        let word = slug::slugify(word).replace('-', "");
        let Some((status, _)) = STATUSES.iter().find(|(_, words)| words.contains(&word.as_str())) else { return false };
        self.facts.status = Some(Sourced { value: *status, from: format!("`{}`, line {}", entry.key, entry.line) });
        true
    }

    /// `draft: true` is the strongest word on a status; `draft: false` says only what goes without saying.
    fn draft(&mut self, entry: &Entry, means_draft: bool) -> bool {
        let Some(flag) = flag(&entry.value) else { return false };
        if flag == means_draft {
            self.facts.status = Some(Sourced { value: Status::Draft, from: format!("`{}`, line {}", entry.key, entry.line) });
        }
        true
    }

    /// Names that have a page, each written as the team writes it. All of them fit, or the entry stays whole.
    fn names(&mut self, key: &str, entry: &Entry) -> bool {
        let Some(texts) = texts(&entry.value, split) else { return false };
        let none = Renames::default();
        let renames = match key {
            "services" => &self.config.import.services,
            "tags" => &self.config.import.tags,
            _ => &none,
        };
        let names: Result<Vec<Name>, _> = texts.iter().map(|text| Name::new(renames.get(text).unwrap_or(text))).collect();
        let Ok(names) = names else { return false };
        self.facts.front.entry(key.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        let Some(Value::Array(list)) = self.facts.front.get_mut(key) else { return false };
        for name in names {
            let slug_of = |value: &Value| value.as_str().map(slug::slugify);
            if !list.iter().any(|known| slug_of(known).as_deref() == Some(&name.slug)) {
                list.push(Value::String(name.text));
            }
        }
        true
    }

    fn trigger(&mut self, entry: &Entry) -> bool {
        let name = scalar(&entry.value).and_then(|text| Name::new(&text).ok());
        name.is_some_and(|name| self.set("trigger", name.text))
    }

    fn texts(&mut self, key: &str, entry: &Entry, split: fn(&str) -> Vec<String>) -> bool {
        let Some(texts) = texts(&entry.value, split) else { return false };
        self.facts.front.entry(key.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        let Some(Value::Array(list)) = self.facts.front.get_mut(key) else { return false };
        for text in texts.into_iter().map(Value::String) {
            if !list.contains(&text) {
                list.push(text);
            }
        }
        true
    }

    /// Old addresses whose last part can be an id; the others lead to no page that lookback could make.
    fn aliases(&mut self, entry: &Entry) -> bool {
        let Some(paths) = texts(&entry.value, split) else { return false };
        let id = |path: &String| {
            let last = path.trim_end_matches('/').rsplit('/').next()?;
            let last = last.strip_suffix(".html").unwrap_or(last);
            (last.len() > 4 && slug::slugify(last) == last && !matches!(last, "index" | "undated")).then(|| last.to_owned())
        };
        let Some(ids) = paths.iter().map(id).collect::<Option<Vec<_>>>() else { return false };
        let ids = ids.into_iter().map(Value::String).fold(Vec::new(), |mut ids, id| {
            if !ids.contains(&id) {
                ids.push(id);
            }
            ids
        });
        self.set("aliases", ids)
    }

    fn timezone(&mut self, entry: &Entry) -> bool {
        let name = scalar(&entry.value).filter(|name| zone(name).is_some());
        name.is_some_and(|name| self.set("timezone", name))
    }

    fn extra(&mut self, entry: &Entry) -> bool {
        let Value::Table(table) = &entry.value else { return false };
        for (key, value) in table {
            insert(&mut self.facts.extra, key.clone(), value.clone());
        }
        true
    }
}

fn whole(instant: Instant) -> Option<Instant> {
    Some(Instant { at: jiff::Timestamp::from_second(instant.at.as_second()).ok()?, ..instant })
}

/// A single value as text; `None` for nothing and for what holds more than one.
fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => value.to_string(),
        Value::Array(_) | Value::Table(_) => return None,
    };
    (!text.is_empty() && !compose::holds_fence(&text)).then_some(text)
}

/// Several values, in an array or in one text; `None` if one of them is no text.
fn texts(value: &Value, split: fn(&str) -> Vec<String>) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        value => scalar(value).map(|text| split(&text)),
    }
}

fn split(text: &str) -> Vec<String> {
    text.split([',', ';']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(flag) => Some(*flag),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
