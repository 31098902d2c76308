//! On which day it was: what is said around the text, else the text itself, else the next best thing that could tell.

use super::compose::Body;
use super::dates;
use super::facts::{Facts, Sourced};
use super::header::Entry;
use super::insert;
use super::reading::Reading;
use super::remark::{About, Remark};
use super::sources::{self, Source};
use super::summary;
use crate::config::Config;
use crate::diagnostic::rules;
use crate::incident::{Incident, Milestone};
use crate::source::SourceFile;
use jiff::civil::Date;
use toml::Table;

/// A text as it was read on the day that could be found for it.
pub struct Dated {
    /// What it tells.
    pub incident: Incident,
    /// Its first item that is a sentence, and where that stands, if no paragraph gives a summary.
    pub sentence: Option<Sourced<String>>,
    /// Whether times were taken as UTC because nobody said their zone.
    pub assumed_utc: bool,
    /// That the order of its dates is a guess. The id of the note will hide that, since it shows the month.
    pub guess: Option<Remark>,
    day: Day,
}

/// A day, and who told it.
struct Day {
    said: Sourced<Date>,
    /// Nothing says a day: this one only has to do for the year of the rows, or for all.
    stands_in: bool,
}

/// What the report calls the last thing that can tell a day.
const LAST_CHANGE: &str = "the last change of the file";

impl Dated {
    /// Reads a text with the day that is said; where nothing says one, with what stands in.
    pub fn read(
        front: &Table,
        document: &SourceFile,
        body: &Body,
        said: Option<Sourced<Date>>,
        source: &Source,
        config: &Config,
    ) -> Result<Self, String> {
        let read = |day: Option<Date>| {
            let id = day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            Reading::of(front, document, body, &id, config)
        };
        let mut reading = read(said.as_ref().map(|day| day.value));
        let Some(date) = reading.incident.as_ref().map(|incident| incident.date) else { return Err(reading.refusal()) };
        let mut guess = guess(&reading);
        let from_text = date.map(|value| Sourced { value, from: "its timeline".to_owned() });
        let day = match (said, from_text) {
            (Some(said), _) => Day { said, stands_in: false },
            (None, Some(said)) => {
                guess = guess.or_else(|| hidden_guess(said.value, document, body, |day| read(Some(day))));
                guess = guess.or_else(|| guess_in_title(front, said.value, document, body));
                Day { said, stands_in: false }
            }
            (None, None) => {
                let told = sentence(document, body).or_else(|| folder(source));
                let tells_order = told.is_some();
                let said = told.or_else(|| last_change(source)).ok_or("nothing says on what day it was")?;
                reading = read(Some(said.value));
                // When a file was changed says nothing of which number is the month.
                guess = if tells_order { self::guess(&reading) } else { guess };
                Day { said, stands_in: true }
            }
        };
        let assumed_utc = reading.findings.iter().any(|finding| std::ptr::eq(finding.rule, &rules::NO_ZONE));
        let bare = reading.incident.as_ref().filter(|incident| incident.summary.is_none());
        let sentence = bare.and_then(summary::first_sentence);
        let sentence = sentence.map(|(value, at)| Sourced { value, from: format!("line {}", reading.line(at)) });
        let refusal = reading.refusal();
        let incident = reading.incident.ok_or(refusal)?;
        Ok(Self { incident, sentence, assumed_utc, guess, day })
    }

    /// The day under which the note is filed.
    pub fn date(&self) -> Date {
        self.incident.date.unwrap_or(self.day.said.value)
    }

    /// Who told that, in the words of the report.
    pub fn from(&self, facts: &Facts) -> String {
        let Day { said, stands_in } = &self.day;
        match facts.times.get(&Milestone::Started) {
            Some((moment, line)) if moment.day() == Some(self.date()) => format!("when it started, line {line}"),
            _ if said.value == self.date() && said.from == LAST_CHANGE => format!("{LAST_CHANGE}; nothing says when it was"),
            _ if said.value == self.date() => said.from.clone(),
            _ if *stands_in => format!("its timeline, with the year of {}", said.from),
            _ => "its timeline".to_owned(),
        }
    }
}

/// That nothing in the text shows which number of its dates is the month.
fn guess(reading: &Reading<'_>) -> Option<Remark> {
    let found = reading.findings.iter().find(|finding| std::ptr::eq(finding.rule, &rules::AMBIGUOUS_DATE));
    found.map(|finding| reading.remark(finding))
}

/// That the day of the text is a guess although no row says it: it would be another one if the month stood elsewhere, in a line
/// `Date: 03/02/2026` perhaps.
fn hidden_guess<'d>(date: Date, document: &SourceFile, body: &Body, read: impl Fn(Date) -> Reading<'d>) -> Option<Remark> {
    let (place, first) = dates::either(&document.text[body.start..])?;
    let other = Date::new(date.year(), date.day(), date.month()).ok().filter(|other| *other != date)?;
    let read = read(other).incident?.date;
    let which = if first == date.month() { "month" } else { "day" };
    let (line, _) = document.position(body.start + place.start);
    let said = format!("nothing shows whether the month or the day comes first here; taken as the {which}");
    (read == Some(other)).then(|| Remark::at(document, line, About::Doubt, said))
}

/// That the day is one that the title says in numbers, and the text in no other way.
fn guess_in_title(front: &Table, date: Date, document: &SourceFile, body: &Body) -> Option<Remark> {
    let (_, first) = dates::either(front.get("title").and_then(toml::Value::as_str)?)?;
    let is_guess = first == date.month() && dates::find(&document.text[body.start..]).is_none();
    let said = "nothing shows whether the month or the day comes first in the title; taken as the month";
    is_guess.then(|| Remark::whole(About::Doubt, said))
}

/// The day that stands around the text: in the title, in the header, in the name of the file.
pub fn said(facts: &Facts, title: &str, source: &Source) -> Option<Sourced<Date>> {
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

/// The first day that the text names.
fn sentence(document: &SourceFile, body: &Body) -> Option<Sourced<Date>> {
    let (value, at) = dates::find(&document.text[body.start..])?;
    let (line, _) = document.position(body.start + at.start);
    Some(Sourced { value, from: format!("the first one in the text, line {line}") })
}

/// The day that the name of a folder above says.
fn folder(source: &Source) -> Option<Sourced<Date>> {
    let (value, folder) = source.folders.iter().find_map(|folder| Some((dates::find(folder)?.0, folder)))?;
    Some(Sourced { value, from: format!("the folder `{folder}`") })
}

fn last_change(source: &Source) -> Option<Sourced<Date>> {
    sources::changed(&source.path).map(|value| Sourced { value, from: LAST_CHANGE.to_owned() })
}

/// The dates of the header are told by the id, if that is the day that they say; else they are kept.
pub fn keep(facts: &mut Facts, date: Date, document: &SourceFile) {
    for (_, Entry { key, value, line }) in std::mem::take(&mut facts.dates) {
        let says = match &value {
            toml::Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        // Midnight is how a generator writes a day.
        let rest = says.strip_prefix(&date.to_string());
        if !rest.is_some_and(|rest| rest.chars().all(|c| c == '0' || !c.is_ascii_digit())) {
            let key = insert(&mut facts.extra, key, value);
            let said = format!("kept as `extra.{key}`; the note is filed under {date}");
            facts.remarks.push(Remark::at(document, line, About::Kept, said));
        }
    }
}
