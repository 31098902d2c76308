//! One document into one note, but for its name.
//!
//! The text is read by `note` itself, as it will be read later: first for its headings, then for its days and milestones, and at
//! last as the finished note, whose findings are what is left to look at.

use super::beside;
use super::compose::{self, Body};
use super::dates;
use super::facts::{self, Facts, Sourced};
use super::header::{self, Entry};
use super::report::{Imported, Remark};
use super::sources::{self, Source};
use super::{insert, severity, title};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level, rules};
use crate::incident::time::Moment;
use crate::incident::{Incident, Milestone, Status};
use crate::note;
use crate::source::SourceFile;
use jiff::civil::Date;
use std::collections::BTreeSet;
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
    /// What there is to tell, but for the path of the note.
    pub told: Imported,
}

impl Draft {
    /// The title of the note.
    pub fn title(&self) -> &str {
        self.front.get("title").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Makes a note of a document. Fails only if the reader refuses what was made, in its words.
pub fn draft(source: Source, file: Arc<SourceFile>, config: &Config) -> Result<Draft, String> {
    let text = file.text.as_str();
    let header = header::read(text);
    let mut facts = facts::read(&header, text, &source.from, config);
    let mut body = Body { start: header.body, dropped: None };

    let title = name(&mut facts, &mut body, &source, text, config);
    let mut front = front(&mut facts, &title, config);
    let day = said_day(&facts, &title, &source);
    let (incident, day, assumed) = dated(&front, text, &body, day, &source, config)?;

    let mut date = incident.date.unwrap_or(day.value);
    let slug = title::slug(&title, &source.stem);
    for &milestone in Milestone::ALL {
        if let Some(value) = incident.milestones.get(milestone).and_then(|time| compose::moment(time.at)) {
            let told_by_header = facts.times.contains_key(&milestone);
            let value = if assumed && !told_by_header { compose::local(value) } else { value };
            front.insert(milestone.as_str().to_owned(), value);
        }
    }
    let status = status(&facts, &incident, config, &mut front);
    let day_from = match facts.times.get(&Milestone::Started) {
        Some((moment, line)) if moment.day() == Some(date) => format!("when it started, line {line}"),
        _ if day.value == date => day.from,
        _ => "its timeline".to_owned(),
    };
    keep_dates(&mut facts, date, text);
    front.insert("extra".to_owned(), Value::Table(facts.extra));

    let mut made = read(&front, text, &body, &format!("{date}-{slug}"), config);
    if let Some(read) = made.incident.as_ref().and_then(|incident| incident.date)
        && read != date
    {
        // What the day of the id decides, it has decided now.
        date = read;
        made = self::read(&front, text, &body, &format!("{date}-{slug}"), config);
    }
    let Some(incident) = made.incident else { return Err(refusal(&made.findings)) };

    let start = made.start;
    let line = |at: usize| file.position(body.source(at.saturating_sub(start))).0;
    let beside = beside::look(&incident.body.links, &source.path, text, |link| line(link.span.start));
    let mut remarks = facts.remarks;
    if facts.assumed_utc {
        remarks.push(Remark::whole(
            "nobody says in which zone the times of the front matter are; UTC was taken: say it with `[import] timezone`",
        ));
    }
    remarks.extend(made.findings.iter().map(|finding| remark(finding, start, text, line)));
    remarks.extend(beside.remarks);
    remarks.sort_by_key(|remark| remark.line);
    let severity = facts.severity.unwrap_or_else(|| Sourced {
        value: severity::least(config).to_owned(),
        from: "the least, since nothing says how bad it was".to_owned(),
    });
    let told = Imported {
        source: source.shown.clone(),
        note: String::new(),
        date: date.to_string(),
        date_from: day_from,
        severity: severity.value,
        severity_from: severity.from,
        status: status.value.as_str().to_owned(),
        status_from: status.from,
        rows: incident.timeline.len(),
        actions: incident.actions.len(),
        milestones: incident
            .milestones
            .known()
            .filter(|(_, time)| time.at != Moment::Unknown)
            .map(|(milestone, _)| milestone.to_string())
            .collect(),
        files: beside.files.iter().cloned().collect(),
        remarks,
    };
    Ok(Draft { source, text: Arc::clone(&file), front, body, name: format!("{date}-{slug}"), files: beside.files, told })
}

/// A note as it was read, and where its text begins.
struct Read {
    incident: Option<Incident>,
    findings: Vec<Diagnostic>,
    start: usize,
}

fn read(front: &Table, text: &str, body: &Body, id: &str, config: &Config) -> Read {
    let (note, start) = compose::note(front, text, body);
    let read = note::read(&SourceFile::new("", note), id, false, config);
    Read { incident: read.incident, findings: read.findings, start }
}

fn refusal(findings: &[Diagnostic]) -> String {
    let fatal = findings.iter().find(|finding| finding.level == Level::Fatal);
    fatal.map_or_else(|| "the reader refuses it".to_owned(), |finding| finding.message.clone())
}

/// The title; a heading that says it goes from the text.
fn name(facts: &mut Facts, body: &mut Body, source: &Source, text: &str, config: &Config) -> String {
    let said = facts.front.get("title").and_then(Value::as_str).map(str::to_owned);
    let probe = Table::from_iter(
        [("title", "-"), ("severity", severity::least(config))].map(|(key, value)| (key.to_owned(), Value::from(value))),
    );
    let (note, start) = compose::note(&probe, text, body);
    let file = SourceFile::new("", note);
    let incident = note::read(&file, "-", false, config).incident;
    let sections = incident.map(|incident| incident.body.sections).unwrap_or_default();
    let heading = title::heading(&file.text, &sections);
    let title = said.or_else(|| heading.map(|heading| title::name(&heading.heading).to_owned()));
    let title = title.unwrap_or_else(|| title::from_name(&source.stem));
    let repeats = |heading: &&crate::incident::body::Section| title::repeats(title::name(&heading.heading), &title);
    if let Some(heading) = heading.filter(repeats) {
        let place = title::place(&file.text, heading);
        let at = |at: usize| body.start + at.saturating_sub(start);
        body.dropped = Some(at(place.start)..at(place.end));
    }
    title
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

/// The day that stands around the text: in the title, in the header, in the name of the file.
fn said_day(facts: &Facts, title: &str, source: &Source) -> Option<Sourced<Date>> {
    let told = |text: &str, from: &str| dates::find(text).map(|(value, _)| Sourced { value, from: from.to_owned() });
    let header = || {
        let (date, entry) = facts.dates.first()?;
        Some(Sourced { value: *date, from: format!("`{}`, line {}", entry.key, entry.line) })
    };
    let path = || {
        let above = source.folders.iter().take(2).rev().map(String::as_str);
        let path = above.chain([source.stem.as_str()]).collect::<Vec<_>>().join("/");
        dates::of_path(&path).map(|value| Sourced { value, from: "its path".to_owned() })
    };
    told(title, "its title").or_else(header).or_else(|| told(&source.stem, "its name")).or_else(path)
}

/// Reads the text with the day that is said; where nothing says one, with the next best thing that could. Says, too, whether times
/// were taken as UTC because nobody said their zone.
fn dated(
    front: &Table,
    text: &str,
    body: &Body,
    day: Option<Sourced<Date>>,
    source: &Source,
    config: &Config,
) -> Result<(Incident, Sourced<Date>, bool), String> {
    let read = |day: Option<Date>| {
        let id = day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let read = self::read(front, text, body, &id, config);
        let assumed = read.findings.iter().any(|finding| std::ptr::eq(finding.rule, &rules::NO_ZONE));
        read.incident.map(|incident| (incident, assumed)).ok_or_else(|| refusal(&read.findings))
    };
    let (incident, assumed) = read(day.as_ref().map(|day| day.value))?;
    let from_text = incident.date.map(|value| Sourced { value, from: "its timeline".to_owned() });
    if let Some(day) = day.or(from_text) {
        return Ok((incident, day, assumed));
    }
    let sentence = || {
        let (value, at) = dates::find(&text[body.start..])?;
        let line = text[..body.start + at.start].matches('\n').count() + 1;
        Some(Sourced { value, from: format!("the first one in the text, line {line}") })
    };
    let folder = || {
        let (value, folder) = source.folders.iter().find_map(|folder| Some((dates::find(folder)?.0, folder)))?;
        Some(Sourced { value, from: format!("the folder `{folder}`") })
    };
    let changed = || {
        sources::changed(&source.path)
            .map(|value| Sourced { value, from: "the last change of the file; nothing says when it was".to_owned() })
    };
    let day = sentence().or_else(folder).or_else(changed).ok_or_else(|| "nothing says on what day it was".to_owned())?;
    let (incident, assumed) = read(Some(day.value))?;
    Ok((incident, day, assumed))
}

/// How far the note has come. What somebody wrote down as finished is reviewed, even if nobody wrote when it was over.
fn status(facts: &Facts, incident: &Incident, config: &Config, front: &mut Table) -> Sourced<Status> {
    let resolved = incident.milestones.get(Milestone::Resolved).is_some();
    let because = |value: Status, from: &str| Sourced { value, from: from.to_owned() };
    let status = match (&facts.status, config.import.status) {
        (Some(told), _) => told.clone(),
        (None, _) if facts.over == Some(false) && !resolved => because(Status::InReview, "it says that it is not over"),
        (None, Some(status)) => because(status, "`[import] status`"),
        (None, None) if resolved => because(Status::Reviewed, "it is over"),
        (None, None) => because(Status::Reviewed, "nothing says when it was over"),
    };
    if status.value == Status::Reviewed && !resolved {
        front.insert(Milestone::Resolved.as_str().to_owned(), Value::from("??:??"));
    }
    front.insert("status".to_owned(), Value::from(status.value.as_str()));
    status
}

/// The dates of the header are told by the id, if that is the day that they say; else they are kept.
fn keep_dates(facts: &mut Facts, date: Date, text: &str) {
    let dates = std::mem::take(&mut facts.dates);
    for (_, Entry { key, value, line }) in dates {
        let says = match &value {
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        // Midnight is how a generator writes a day.
        let rest = says.strip_prefix(&date.to_string());
        if !rest.is_some_and(|rest| rest.chars().all(|c| c == '0' || !c.is_ascii_digit())) {
            let key = insert(&mut facts.extra, key, value);
            facts.remarks.push(Remark::at(text, line, format!("kept as `extra.{key}`; the note is filed under {date}")));
        }
    }
}

/// A finding about the note, at its line in the document.
fn remark(finding: &Diagnostic, start: usize, text: &str, line: impl Fn(usize) -> usize) -> Remark {
    let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
    let in_text = places.map(|place| place.span.start).find(|at| *at >= start);
    let mut said = format!("{} {}", finding.rule.code, finding.message);
    if std::ptr::eq(finding.rule, &rules::NO_ZONE) {
        said.push_str("; UTC was taken");
    }
    match in_text {
        Some(at) => Remark::at(text, line(at), said),
        None => Remark::whole(said),
    }
}
