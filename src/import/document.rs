//! One document into one note, but for its name.
//!
//! The text is read by `note` itself, as it will be read later: first for its headings and labelled lines, then for its days and
//! milestones, and at last as the finished note, whose findings are what is left to look at.

use super::beside::{self, Lead};
use super::compose::{self, Body};
use super::day::{self, Dated};
use super::facts::{self, Facts, Sourced};
use super::header;
use super::reading::Reading;
use super::remark::{About, Remark};
use super::report::{Imported, Rows};
use super::sources::Source;
use super::{severity, title};
use crate::config::Config;
use crate::incident::body::Section;
use crate::incident::time::Moment;
use crate::incident::{Incident, Milestone, Status};
use crate::source::SourceFile;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use toml::{Table, Value};

/// A note that has no name yet.
#[derive(Debug)]
pub struct Draft {
    /// Where it comes from.
    pub source: Source,
    /// The document.
    pub text: Arc<SourceFile>,
    /// The front matter.
    pub front: Table,
    /// What of the document is its text.
    pub body: Body,
    /// `<date>-<slug>`
    pub name: String,
    /// Files that it needs beside it.
    pub files: BTreeSet<String>,
    /// Its links to other documents.
    pub leads: Vec<Lead>,
    /// What there is to tell, but for the path of the note.
    pub told: Imported,
}

impl Draft {
    /// The title of the note.
    pub fn title(&self) -> &str {
        self.front.get("title").and_then(Value::as_str).unwrap_or_default()
    }

    /// The text of the note.
    pub fn prose(&self) -> String {
        self.body.parts(&self.text.text).concat()
    }
}

/// Makes a note of a document. Fails only if the reader refuses what was made, in its words.
pub fn draft(source: Source, file: Arc<SourceFile>, config: &Config) -> Result<Draft, String> {
    let text = file.text.as_str();
    let header = header::read(text);
    let facts = facts::read(&header, &file, &source.from, config);
    let mut body = Body { start: header.body, dropped: None };

    let (mut facts, title, dropped) = beginning(facts, &body, &source, &file, config);
    body.dropped = dropped;
    let mut front = front(&mut facts, &title, config);
    let mut dated = Dated::read(&front, &file, &body, day::said(&facts, &title, &source), &source, config)?;

    let mut date = dated.date();
    let slug = title::slug(&title, &source.stem);
    for &milestone in Milestone::ALL {
        if let Some(value) = dated.incident.milestones.get(milestone).and_then(|time| compose::moment(time.at)) {
            let told_by_header = facts.times.contains_key(&milestone);
            let value = if dated.assumed_utc && !told_by_header { compose::local(value) } else { value };
            front.insert(milestone.as_str().to_owned(), value);
        }
    }
    let status = status(&facts, &dated.incident, config);
    let is_over = dated.incident.milestones.get(Milestone::Resolved).is_some();
    let end_unknown = status.0 == Status::Reviewed && !is_over;
    if end_unknown {
        front.insert(Milestone::Resolved.as_str().to_owned(), Value::from("??:??"));
    }
    front.insert("status".to_owned(), Value::from(status.0.as_str()));
    // Where no paragraph gives a summary, its first item that is a sentence does, else the title.
    let brief = (dated.incident.summary.is_none() && status.0 != Status::Draft)
        .then(|| dated.sentence.take().unwrap_or_else(|| Sourced { value: title.clone(), from: "the title".to_owned() }));
    if let Some(brief) = &brief {
        front.insert("summary".to_owned(), Value::from(brief.value.as_str()));
    }
    let date_from = dated.from(&facts);
    day::keep(&mut facts, date, &file);
    front.insert("extra".to_owned(), Value::Table(facts.extra));

    let mut made = Reading::of(&front, &file, &body, &format!("{date}-{slug}"), config);
    if let Some(read) = made.incident.as_ref().and_then(|incident| incident.date)
        && read != date
    {
        // What the day of the id decides, it has decided now.
        date = read;
        made = Reading::of(&front, &file, &body, &format!("{date}-{slug}"), config);
    }
    let Some(incident) = &made.incident else { return Err(made.refusal()) };

    let beside = beside::look(incident, &made, &source.path);
    let mut remarks = facts.remarks;
    if facts.assumed_utc {
        remarks.push(Remark::whole(
            About::Doubt,
            "nobody says in which zone the times of the front matter are; UTC was taken: say it with `[import] timezone`",
        ));
    }
    let found = made.remarks();
    remarks.extend(dated.guess.filter(|guess| !found.contains(guess)));
    remarks.extend(found);
    remarks.extend(beside.remarks);
    remarks.sort_by_key(|remark| remark.line);
    let severity = facts.severity.unwrap_or_else(|| {
        let why = match facts.severity_unclear {
            Some(place) => format!("the least, since {place}, was not understood"),
            None => "the least, since nothing says how bad it was".to_owned(),
        };
        Sourced { value: severity::least(config).to_owned(), from: why }
    });
    let told = Imported {
        source: source.shown.clone(),
        note: String::new(),
        date: date.to_string(),
        date_from,
        severity: severity.value,
        severity_from: severity.from,
        status: status.0.as_str().to_owned(),
        status_from: status.1,
        end_unknown,
        summary_from: brief.map(|brief| brief.from),
        rows: Rows::of(&incident.timeline),
        actions: incident.actions.len(),
        milestones: incident
            .milestones
            .known()
            .filter(|(_, time)| time.at != Moment::Unknown)
            .map(|(milestone, _)| milestone.to_string())
            .collect(),
        labelled: facts.labelled.iter().map(|(key, line)| format!("{key} (line {line})")).collect(),
        files: beside.files.iter().cloned().collect(),
        remarks,
    };
    let name = format!("{date}-{slug}");
    Ok(Draft { text: Arc::clone(&file), source, front, body, name, files: beside.files, leads: beside.leads, told })
}

/// What the beginning of the text tells: facts in labelled lines, where the header is silent, and the title. A heading that says it
/// goes from the text, and this is its place.
fn beginning(
    facts: Facts,
    body: &Body,
    source: &Source,
    document: &SourceFile,
    config: &Config,
) -> (Facts, String, Option<Range<usize>>) {
    let probe = Table::from_iter(
        [("title", "-"), ("severity", severity::least(config))].map(|(key, value)| (key.to_owned(), Value::from(value))),
    );
    let reading = Reading::of(&probe, document, body, "-", config);
    let note = reading.file.text.as_str();
    let line = |at: usize| reading.line(at);
    let facts = facts.complete(&reading.file, reading.start..note.len(), document, line, config);

    let said = facts.front.get("title").and_then(Value::as_str).map(str::to_owned);
    let sections = reading.incident.as_ref().map_or(&[][..], |incident| &incident.body.sections);
    let heading = title::heading(note, sections);
    let title = said.or_else(|| heading.map(|heading| title::name(&heading.heading).to_owned()));
    let title = title.unwrap_or_else(|| title::from_name(&source.stem));
    let repeats = |heading: &&Section| title::repeats(title::name(&heading.heading), &title);
    let dropped = heading.filter(repeats).map(|heading| {
        let place = title::place(note, heading);
        let at = |at: usize| body.start + at.saturating_sub(reading.start);
        at(place.start)..at(place.end)
    });
    (facts, title, dropped)
}

/// The front matter as far as the header fills it.
fn front(facts: &mut Facts, title: &str, config: &Config) -> Table {
    let mut front = std::mem::take(&mut facts.front);
    let severity = facts.severity.as_ref().map_or_else(|| severity::least(config), |said| said.value.as_str());
    for (key, value) in [("title", title), ("severity", severity)] {
        front.insert(key.to_owned(), Value::from(value));
    }
    if let Some(zone) = &config.import.timezone {
        front.entry("timezone".to_owned()).or_insert_with(|| Value::String(zone.clone()));
    }
    for (milestone, (moment, _)) in &facts.times {
        if let Some(value) = compose::moment(*moment) {
            front.insert(milestone.as_str().to_owned(), value);
        }
    }
    front
}

/// How far the note has come, and who says so. What somebody wrote down as finished is reviewed, even if nobody wrote when it was
/// over.
fn status(facts: &Facts, incident: &Incident, config: &Config) -> (Status, Option<String>) {
    let resolved = incident.milestones.get(Milestone::Resolved).is_some();
    match (&facts.status, config.import.status) {
        (Some(told), _) => (told.value, Some(told.from.clone())),
        (None, _) if facts.over == Some(false) && !resolved => (Status::InReview, Some("it says that it is not over".to_owned())),
        (None, Some(status)) => (status, Some("`[import] status`".to_owned())),
        (None, None) => (Status::Reviewed, resolved.then(|| "it is over".to_owned())),
    }
}
