//! Values into the keys of a note where they fit, and into `[extra]` where they do not.

use super::{Facts, Sourced};
use crate::config::{Config, Renames, zone};
use crate::diagnostic::rules;
use crate::import::fields::{Field, meanings};
use crate::import::header::Entry;
use crate::import::remark::{About, Remark};
use crate::import::values::{flag, scalar, split, texts};
use crate::import::{dates, insert, severity};
use crate::incident::time::{Instant, Moment};
use crate::incident::{Kind, Layer, Milestone, Name, Status, Visibility};
use crate::note;
use crate::source::SourceFile;
use crate::words::{Word, did_you_mean};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use toml::{Table, Value};

/// Words for a status.
const STATUSES: &[(Status, &[&str])] = &[
    (Status::Draft, &["draft", "wip", "todo"]),
    (
        Status::InReview,
        &["inreview", "review", "open", "ongoing", "investigating", "identified", "monitoring", "inprogress", "active"],
    ),
    (Status::Reviewed, &["reviewed", "final", "finished", "complete", "completed", "done", "published", "resolved", "closed"]),
];

/// A header on its way into a front matter.
pub struct Reader<'a> {
    config: &'a Config,
    document: &'a SourceFile,
    cstate: bool,
    /// What was placed so far.
    pub facts: Facts,
    dates: Vec<(usize, Date, Entry)>,
}

impl<'a> Reader<'a> {
    /// For a header or a text of a document. A post of cState tells in `date` when it began.
    pub fn new(config: &'a Config, document: &'a SourceFile, facts: Facts, cstate: bool) -> Self {
        Self { config, document, cstate, facts, dates: Vec::new() }
    }

    /// Everything that was placed.
    pub fn finish(mut self) -> Facts {
        self.dates.sort_by_key(|(rank, ..)| *rank);
        self.facts.dates.extend(self.dates.into_iter().map(|(_, date, entry)| (date, entry)));
        self.facts
    }

    /// Puts a value where its key belongs; says whether it fits there.
    pub fn place(&mut self, field: Field, entry: &Entry) -> bool {
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
    pub fn keep(&mut self, entry: &Entry, why: Option<&str>) {
        let key = insert(&mut self.facts.extra, entry.key.clone(), entry.value.clone());
        let (about, said) = match why {
            Some(why) => (About::Value, format!("{why}; kept as `extra.{key}`")),
            None => (About::Kept, format!("kept as `extra.{key}`")),
        };
        self.remark(entry, about, said);
    }

    fn remark(&mut self, entry: &Entry, about: About, said: impl Into<String>) {
        self.facts.remarks.push(Remark::at(self.document, entry.line, about, said));
    }

    /// What is wrong with the value of a key that should say when something was.
    pub fn unread(&mut self, entry: &Entry) -> Option<&'static str> {
        let is_time = meanings(&entry.key).any(|(field, _)| matches!(field, Field::Date | Field::At(_)));
        (is_time && flag(&entry.value).is_none() && self.moment(entry).is_none()).then_some("this is not read as a day or a time")
    }

    /// Puts what a labelled line of the text says where the line's key belongs, if it fits. The line stays where it is.
    pub fn label(&mut self, field: Field, entry: &Entry) {
        let placed = match field {
            Field::Status => self.status_within(entry),
            field => self.place(field, entry),
        };
        if let Some(key) = field.labelled_key().filter(|key| placed && self.facts.front.contains_key(*key)) {
            self.facts.labelled.push((key, entry.line));
        }
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
        let Some(moment) = self.moment(entry) else { return false };
        // A day alone only says under which one it is filed.
        if self.cstate && entry.key == "date" && moment.instant().is_some() {
            return self.time(Milestone::Started, entry);
        }
        let Some(date) = moment.day() else { return false };
        self.doubt(entry);
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
        self.doubt(entry);
        self.facts.times.insert(milestone, (moment, entry.line));
        true
    }

    /// Says so where the month of a date is a guess.
    fn doubt(&mut self, entry: &Entry) {
        if scalar(&entry.value).is_some_and(|text| dates::either(&text).is_some()) {
            self.remark(entry, About::Doubt, "nothing shows whether the month or the day comes first here; taken as the month");
        }
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
        let is_told = |finding: &crate::diagnostic::Diagnostic| std::ptr::eq(finding.rule, &rules::NO_ZONE);
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
        let from = format!("`{}`, line {}", entry.key, entry.line);
        let exactly = severity::find(&word, self.config);
        match exactly.or_else(|| severity::within(&word, self.config)) {
            Some(name) => self.facts.severity = Some(Sourced { value: name.to_owned(), from }),
            None => {
                let known: Vec<&str> = self.config.severities.iter().map(|level| level.name.as_str()).collect();
                let known = known.join(", ");
                let said =
                    format!("\"{word}\" is none of {known}; say which one it means in `[import.severity]` of lookback.toml");
                self.remark(entry, About::Value, said);
                self.facts.severity_unclear.get_or_insert(from);
            }
        }
        exactly.is_some()
    }

    fn status(&mut self, entry: &Entry) -> bool {
        let Some(word) = scalar(&entry.value).filter(|_| self.facts.status.is_none()) else { return false };
        let word = slug::slugify(word).replace('-', "");
        let Some((status, _)) = STATUSES.iter().find(|(_, words)| words.contains(&word.as_str())) else { return false };
        self.facts.status = Some(Sourced { value: *status, from: format!("`{}`, line {}", entry.key, entry.line) });
        true
    }

    /// The status with which the words of a text begin: `Complete, actions in progress`.
    fn status_within(&mut self, entry: &Entry) -> bool {
        let words = scalar(&entry.value).unwrap_or_default();
        let clause = words.split([',', ';', '(', '.', ':', '–', '—']).next().unwrap_or_default();
        let first = words.split_whitespace().next().unwrap_or_default();
        let mut tried = [words.as_str(), clause, first].into_iter();
        tried.any(|words| self.status(&Entry { value: Value::from(words), ..entry.clone() }))
    }

    /// `draft: true` is the strongest word on a status; `draft: false` says only what goes without saying.
    fn draft(&mut self, entry: &Entry, means_draft: bool) -> bool {
        let Some(flag) = flag(&entry.value) else { return false };
        if flag == means_draft {
            self.facts.status = Some(Sourced { value: Status::Draft, from: format!("`{}`, line {}", entry.key, entry.line) });
        }
        true
    }

    /// Names that have a page, each written as the team writes it. Those that cannot have one, share that of another, or are
    /// services that `lookback.toml` does not know among those it describes, are kept.
    fn names(&mut self, key: &str, entry: &Entry) -> bool {
        let Some(texts) = texts(&entry.value, split) else { return false };
        let none = Renames::default();
        let renames = match key {
            "services" => &self.config.import.services,
            "tags" => &self.config.import.tags,
            _ => &none,
        };
        let names: Vec<_> = texts.iter().map(|text| (text, Name::new(renames.get(text).unwrap_or(text)))).collect();
        if names.iter().all(|(_, name)| name.is_err()) {
            return false;
        }
        let mut list = match self.facts.front.remove(key) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        };
        let (mut others, mut why, mut mend) = (Vec::new(), Vec::new(), "");
        for (text, name) in names {
            let refusal = match name {
                Err(refusal) => refusal.to_owned(),
                Ok(name) if key == "services" && !self.config.is_described(&name) => {
                    mend = "; describe it there, or say in `[import.services]` which one it is";
                    let meant = did_you_mean(&name.slug, self.config.services.keys().map(String::as_str));
                    let meant = meant.map(|meant| format!(" (did you mean \"{meant}\"?)")).unwrap_or_default();
                    format!("lookback.toml describes no such service{meant}")
                }
                Ok(name) => {
                    let mut known = list.iter().filter_map(Value::as_str);
                    match known.find(|known| slug::slugify(known) == name.slug) {
                        None => {
                            list.push(Value::String(name.text));
                            continue;
                        }
                        Some(known) if known.to_lowercase() == name.text.to_lowercase() => continue,
                        Some(known) => format!("it would have the page of \"{known}\""),
                    }
                }
            };
            why.push(format!("\"{text}\": {refusal}"));
            others.push(Value::String(text.clone()));
        }
        if !list.is_empty() {
            self.facts.front.insert(key.to_owned(), Value::Array(list));
        }
        if !others.is_empty() {
            let place = insert(&mut self.facts.extra, key.to_owned(), Value::Array(others));
            self.remark(entry, About::Kept, format!("kept as `extra.{place}`: {}{mend}", why.join("; ")));
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

    /// A zone as a note names it, also where the header names it as people do behind a time.
    fn timezone(&mut self, entry: &Entry) -> bool {
        let Some(name) = scalar(&entry.value) else { return false };
        if zone(&name).is_some() {
            return self.set("timezone", name);
        }
        let Some((zone, is_unclear)) = note::zone(&name) else { return false };
        let Some(named) = spelled(&zone) else { return false };
        if is_unclear {
            self.remark(entry, About::Doubt, format!("\"{name}\" is the name of more than one zone; taken as {named}"));
        }
        self.set("timezone", named)
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

/// A zone by its name, or by its distance from UTC.
fn spelled(zone: &TimeZone) -> Option<String> {
    if let Some(name) = zone.iana_name() {
        return Some(name.to_owned());
    }
    let minutes = zone.to_fixed_offset().ok()?.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    Some(format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
}
