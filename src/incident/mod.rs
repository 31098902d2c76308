//! The model of one incident: valid, complete and immutable.
//!
//! `note` makes it from a file; everything after that trusts it. Facts that several incidents make together (recurrence,
//! look-alikes) are found in `relate` and never stored here.

pub mod body;
#[cfg(test)]
pub(crate) mod sample;
pub mod time;
mod vocabulary;
mod written;

pub use vocabulary::{
    ActionStatus, ActionType, DetectionSource, Kind, Layer, Measure, Method, Milestone, Outcome, Precision, Relation, Role,
    RowKind, Status, Verdict, Visibility,
};

use crate::source::{Place, SourceFile, Span};
use body::Body;
use jiff::civil::Date;
use std::num::NonZeroU16;
use std::sync::Arc;
use time::{Elapsed, Time};

/// A name that people write and the slug by which pages know it. Two names with one slug are one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// Lower case letters, digits and hyphens; never empty, and never `index`.
    pub slug: String,
    /// As written.
    pub text: String,
}

/// Letters in a slug. Systems of files hold names of 255 bytes; a page's name has an ending, and so has the file it is written to
/// first.
const MOST_IN_A_NAME: usize = 200;

impl Name {
    /// A name from what was written; else why it cannot be one, with a mend.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let slug = slug::slugify(text);
        if slug.is_empty() || slug.len() > MOST_IN_A_NAME {
            Err("a name has a letter or digit, and not more than 200 of them, since its page has an address")
        } else if slug == "index" {
            Err("the list of all names has this address: say index of what")
        } else {
            Ok(Self { slug, text: text.to_owned() })
        }
    }
}

/// The rank of a severity in `lookback.toml`: 0 is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Severity(pub usize);

/// The milestones that are known, from their keys or from the timeline.
#[derive(Debug, Clone, Default)]
pub struct Milestones {
    times: [Option<Time>; Milestone::ALL.len()],
}

impl Milestones {
    /// The time of one milestone.
    pub fn get(&self, milestone: Milestone) -> Option<&Time> {
        self.times[milestone as usize].as_ref()
    }

    /// Sets the time of one milestone.
    pub fn set(&mut self, milestone: Milestone, time: Time) {
        self.times[milestone as usize] = Some(time);
    }

    /// Those that are known, in the order in which they are supposed to happen.
    pub fn known(&self) -> impl Iterator<Item = (Milestone, &Time)> {
        Milestone::ALL.iter().filter_map(|&milestone| Some((milestone, self.get(milestone)?)))
    }

    /// How long it took from one milestone to another.
    pub fn elapsed(&self, from: Milestone, to: Milestone) -> Option<Elapsed> {
        Elapsed::between(self.get(from), self.get(to))
    }

    /// detected − started.
    pub fn to_detect(&self) -> Option<Elapsed> {
        self.elapsed(Milestone::Started, Milestone::Detected)
    }

    /// acknowledged − detected.
    pub fn to_acknowledge(&self) -> Option<Elapsed> {
        self.elapsed(Milestone::Detected, Milestone::Acknowledged)
    }

    /// mitigated − started: how long users were hurt.
    pub fn to_restore(&self) -> Option<Elapsed> {
        self.elapsed(Milestone::Started, Milestone::Mitigated)
    }

    /// resolved − started.
    pub fn to_resolve(&self) -> Option<Elapsed> {
        self.elapsed(Milestone::Started, Milestone::Resolved)
    }
}

/// Whom it hurt, in numbers that the note gives.
#[derive(Debug, Clone, Default)]
pub struct Impact {
    /// In words.
    pub summary: Option<String>,
    /// How many users.
    pub users: Option<u64>,
    /// How many requests.
    pub requests_failed: Option<u64>,
    /// How many support tickets.
    pub support_tickets: Option<u64>,
    /// Whether data was lost.
    pub data_loss: Option<bool>,
}

/// One signal that something was wrong.
#[derive(Debug, Clone)]
pub struct Detection {
    /// Who or what noticed.
    pub source: DetectionSource,
    /// When.
    pub at: Option<Time>,
    /// Where to see it.
    pub link: Option<String>,
    /// Where it stands in the note.
    pub span: Span,
}

/// One attempt to put a good copy back.
#[derive(Debug, Clone)]
pub struct Restore {
    /// What was tried.
    pub method: Method,
    /// When.
    pub at: Option<Time>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Markdown.
    pub text: Option<String>,
    /// Where it stands in the note.
    pub span: Span,
}

/// A problem that was noticed on the way.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Markdown.
    pub text: String,
    /// The id of the action that takes care of it.
    pub action: Option<String>,
    /// Where it stands in the note.
    pub span: Span,
}

/// One check that it is really over.
#[derive(Debug, Clone)]
pub struct Verification {
    /// Where.
    pub environment: String,
    /// In which round, from 1.
    pub round: u32,
    /// A role or a team.
    pub by: Option<String>,
    /// When.
    pub at: Option<Time>,
    /// Whether it held.
    pub result: Verdict,
    /// Where it stands in the note.
    pub span: Span,
}

/// Somebody who took part.
#[derive(Debug, Clone)]
pub struct Participant {
    /// The role.
    pub role: String,
    /// The name, if the team wants it there.
    pub name: Option<String>,
}

/// How far a follow-up has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    Open,
    /// Begun.
    InProgress,
    /// Done, and when.
    Done {
        /// The day, if the note says it.
        closed: Option<Date>,
    },
    /// Will not be done, and why.
    Dropped {
        /// The day, if the note says it.
        closed: Option<Date>,
        /// Why, if the note says it.
        reason: Option<String>,
    },
}

impl Progress {
    /// In a word.
    pub fn status(&self) -> ActionStatus {
        match self {
            Self::Open => ActionStatus::Open,
            Self::InProgress => ActionStatus::InProgress,
            Self::Done { .. } => ActionStatus::Done,
            Self::Dropped { .. } => ActionStatus::Dropped,
        }
    }

    /// Neither done nor dropped.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }

    /// The day on which it was done or dropped.
    pub fn closed(&self) -> Option<Date> {
        match self {
            Self::Open | Self::InProgress => None,
            Self::Done { closed } | Self::Dropped { closed, .. } => *closed,
        }
    }
}

/// One follow-up.
#[derive(Debug, Clone)]
pub struct Action {
    /// The id inside the note.
    pub id: Option<String>,
    /// Markdown.
    pub text: String,
    /// What it is for.
    pub kind: Option<ActionType>,
    /// Who takes care of it.
    pub owner: Option<String>,
    /// As the team writes it.
    pub priority: Option<String>,
    /// The day that the note says.
    pub due: Option<Date>,
    /// A URL or a ticket key.
    pub tracking: Option<String>,
    /// How far it has come.
    pub progress: Progress,
    /// Where it stands in the note.
    pub span: Span,
}

/// One row of the timeline, as its author wrote it.
#[derive(Debug, Clone)]
pub struct Row {
    /// When.
    pub time: Time,
    /// What it tells.
    pub kind: Option<RowKind>,
    /// Markdown; everything that belongs to the row.
    pub text: String,
    /// Where to see it.
    pub link: Option<String>,
    /// Where it stands in the note.
    pub span: Span,
}

/// How long something took, as the note says in so many words. It is shown and compared, and never counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// What it measures.
    pub measure: Measure,
    /// How long.
    pub seconds: i64,
    /// `~`, `about`
    pub approximate: bool,
    /// Seconds in the finest unit in which it is said.
    pub finest: i64,
    /// The words as written: `0h 31m`.
    pub raw: String,
    /// How it was counted, if the note says that it was counted in a way of its own: `during support hours`.
    pub remark: Option<String>,
    /// Where it stands in the note, with its label.
    pub span: Span,
}

/// What an incident says of an earlier one.
#[derive(Debug, Clone)]
pub struct RecurrenceOf {
    /// The earlier note's id.
    pub id: String,
    /// What they share.
    pub relation: Option<Relation>,
    /// Where it stands in the note.
    pub span: Span,
}

/// The day with which an id begins, as in `2026-03-02-checkout-502`.
pub fn leading_date(id: &str) -> Option<Date> {
    let (date, rest) = id.split_at_checked("2026-03-02".len())?;
    (rest.is_empty() || rest.starts_with('-')).then(|| date.parse().ok())?
}

/// A comment that speaks to lookback: `<!-- lookback: … -->` in the text, `# lookback: …` in the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// All of it.
    pub span: Span,
    /// What it says behind `lookback:`.
    pub words: Span,
    /// The part of the note that it is said about. None, if text follows it on its line: Markdown then takes all of the line for
    /// HTML.
    pub about: Option<Span>,
}

/// One incident.
#[derive(Debug, Clone)]
pub struct Incident {
    /// The note's file; every `span` of the incident points into it.
    pub file: Arc<SourceFile>,
    /// The stem of the file or folder: lower case letters, digits and hyphens.
    pub id: String,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// Whether the note is the `index.md` of a folder of its own.
    pub bundle: bool,
    /// The title, plain text.
    pub title: String,
    /// Where the title stands: what is said of the note as a whole is said there.
    pub title_span: Span,
    /// How bad it was.
    pub severity: Severity,
    /// How far the note has come.
    pub status: Status,
    /// Whether users were hurt.
    pub kind: Kind,
    /// One or two sentences, Markdown.
    pub summary: Option<String>,
    /// What was affected.
    pub services: Vec<Name>,
    /// Where it happened.
    pub environments: Vec<String>,
    /// The team that owns the follow-up.
    pub owner: Option<String>,
    /// Who wrote the note.
    pub authors: Vec<String>,
    /// Free words.
    pub tags: Vec<Name>,
    /// Who may read it.
    pub visibility: Visibility,
    /// The day under which it is filed; `None` is an LB0 finding.
    pub date: Option<Date>,
    /// The five points in time.
    pub milestones: Milestones,
    /// Durations that the note states in so many words, in its order.
    pub stated: Vec<Stated>,
    /// What people saw.
    pub symptoms: Vec<Name>,
    /// Contributing factors.
    pub factors: Vec<Name>,
    /// What set it off.
    pub trigger: Option<Name>,
    /// Where the fault lay.
    pub layer: Option<Layer>,
    /// Codes of rules, or prefixes of them, that this note switches off, each with its place.
    pub allow: Vec<(String, Span)>,
    /// Comments that speak to lookback, in the order of the note.
    pub comments: Vec<Comment>,
    /// Whom it hurt.
    pub impact: Impact,
    /// Every signal.
    pub detections: Vec<Detection>,
    /// Every attempt to restore.
    pub restores: Vec<Restore>,
    /// Every problem noticed on the way.
    pub problems: Vec<Problem>,
    /// Every check that it is over.
    pub verifications: Vec<Verification>,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Every follow-up.
    pub actions: Vec<Action>,
    /// Every row, in the order of the page.
    pub timeline: Vec<Row>,
    /// Earlier incidents that this one repeats.
    pub recurrence_of: Vec<RecurrenceOf>,
    /// The text, section by section.
    pub body: Body,
    /// Where the front matter holds Markdown, in its order; each span is a string as it is written, with its quotes.
    pub prose: Vec<Span>,
    /// Whatever the team adds; reaches the templates.
    pub extra: toml::Table,
}

impl Incident {
    /// Not over: no `resolved`, and nobody has reviewed it.
    pub fn is_ongoing(&self) -> bool {
        self.status != Status::Reviewed && self.milestones.get(Milestone::Resolved).is_none()
    }

    /// The year under which it is filed.
    pub fn year(&self) -> Option<i16> {
        self.date.map(Date::year)
    }

    /// Every factor, symptom and trigger, with what it was.
    pub fn issues(&self) -> impl Iterator<Item = (Role, &Name)> {
        let factors = self.factors.iter().map(|name| (Role::Factor, name));
        let symptoms = self.symptoms.iter().map(|name| (Role::Symptom, name));
        factors.chain(symptoms).chain(self.trigger.iter().map(|name| (Role::Trigger, name)))
    }

    /// A place in the note.
    pub fn place(&self, span: &Span) -> Place {
        self.file.place(span.clone())
    }

    /// How long users were hurt: mitigated − started. A near miss took time, but hurt nobody.
    pub fn hurt(&self) -> Option<Elapsed> {
        self.milestones.to_restore().filter(|_| self.kind == Kind::Incident)
    }

    /// What the note says of `due`, else the days after the incident that the severity allows, if it says a number.
    pub fn due(&self, action: &Action, days: Option<NonZeroU16>) -> Option<Due> {
        let said = action.due.map(|date| Due { date, by_severity: None });
        said.or_else(|| {
            let span = jiff::Span::new().days(i64::from(days?.get()));
            Some(Due { date: self.date?.checked_add(span).ok()?, by_severity: days })
        })
    }

    /// Who takes care of an action: whoever it names, else who owns the follow-up of the incident.
    pub fn owner_of<'a>(&'a self, action: &'a Action) -> Option<&'a str> {
        [&action.owner, &self.owner].into_iter().find_map(|owner| owner.as_deref().filter(|owner| is_somebody(owner)))
    }
}

/// When an action is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The days that the severity allows, where the day follows from them; `None` where the note says the day.
    pub by_severity: Option<NonZeroU16>,
}

/// What people write where nobody is named yet.
const NOBODY: &[&str] =
    &["", "-", "?", "??", "???", "n/a", "nobody", "none", "tba", "tbc", "tbd", "todo", "unassigned", "unknown"];

fn is_somebody(owner: &str) -> bool {
    !NOBODY.contains(&owner.trim().to_lowercase().as_str())
}
