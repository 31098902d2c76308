//! Views that several pages share: links, severities, a line about an incident, a follow-up.
//!
//! A view is what a template gets: plain strings that are ready to be shown. Templates never reach back into the corpus.

use super::here::Here;
use super::links::NoteLinks;
use crate::address::Address;
use crate::corpus::{ActionNo, IncidentNo};
use crate::incident::time::{Elapsed, Time};
use crate::incident::{Incident, Kind, Method, Milestone, Name, Progress, Severity, Status};
use crate::relate::{FollowUp, IssueNo, Restores};
use crate::site::duration::{self, Interval};
use crate::site::html::{Html, escaped};
use crate::site::markdown;
use crate::site::routes::Route;
use crate::site::when::Day;
use crate::words::times;
use serde::Serialize;

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Relative to the page.
    pub href: String,
    /// The words.
    pub title: String,
}

/// A link with a number beside it.
#[derive(Debug, Clone, Serialize)]
pub struct CountedLink {
    /// Relative to the page.
    pub href: String,
    /// The words.
    pub title: String,
    /// How many.
    pub count: usize,
}

/// A severity: told by weight and by word.
#[derive(Debug, Clone, Serialize)]
pub struct SeverityView {
    /// Relative to the page.
    pub href: String,
    /// The word.
    pub title: String,
    /// 0 is the worst.
    pub rank: usize,
}

/// The state of the users, for the one use of colour.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct State {
    /// `hurting`, `recovering` or `over`.
    pub class: &'static str,
    /// In words.
    pub words: &'static str,
}

/// A line about an incident in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Relative to the page.
    pub href: String,
    /// The title.
    pub title: String,
    /// The day, if it is known.
    pub day: Option<Day>,
    /// How bad.
    pub severity: SeverityView,
    /// What was affected.
    pub services: Vec<Link>,
    /// How long users were hurt, in words.
    pub restore: Option<String>,
    /// The same in seconds, to sort by.
    pub restore_seconds: Option<i64>,
    /// The state of the users now.
    pub state: State,
    /// `draft`, `in review`; nothing for what is reviewed.
    pub status: Option<String>,
    /// Users were not hurt, but it was close.
    pub near_miss: bool,
}

/// A follow-up in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// What to do.
    pub text: Html,
    /// What it is for.
    pub kind: Option<&'static str>,
    /// Who takes care of it: whoever it names, else who owns the follow-up of its incident.
    pub owner: Option<String>,
    /// As the team writes it.
    pub priority: Option<String>,
    /// The day by which it is due, unless it is over.
    pub due: Option<Day>,
    /// Whether that day follows from the severity and not from the note.
    pub due_assumed: bool,
    /// It is open, and the day has passed.
    pub overdue: bool,
    /// Where it is followed.
    pub tracking: Option<Html>,
    /// `open`, `in progress`, `done`, `dropped`.
    pub status: String,
    /// Neither done nor dropped.
    pub open: bool,
    /// When it was done or dropped.
    pub closed: Option<Day>,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// How long ago the incident was, while the action is open.
    pub age: Option<String>,
    /// The incident that it follows from.
    pub incident: Link,
}

/// Words that lead somewhere, or only words.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub href: Option<String>,
}

impl From<Link> for Words {
    fn from(link: Link) -> Self {
        Self { text: link.title, href: Some(link.href) }
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), href: None }
    }
}

/// A fact with its label, in a list of them.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// What it says.
    pub html: Html,
}

/// The state of the users of an incident.
pub fn state(incident: &Incident) -> State {
    let known = |milestone| incident.milestones.get(milestone).is_some();
    if incident.kind == Kind::NearMiss {
        State { class: "over", words: "nobody was hurt" }
    } else if !incident.is_ongoing() {
        State { class: "over", words: "over" }
    } else if known(Milestone::Mitigated) {
        State { class: "recovering", words: "recovering" }
    } else {
        State { class: "hurting", words: "not over" }
    }
}

/// A duration in words.
pub fn elapsed(elapsed: Elapsed) -> String {
    duration::human(elapsed.seconds, elapsed.approximate)
}

/// How long after the start something was: `+12 min`, `~+1 h`; nothing at the start itself.
pub fn since(start: Option<&Time>, at: Option<&Time>) -> Option<String> {
    let since = Elapsed::between(start, at).filter(|since| since.seconds > 0)?;
    let about = if since.approximate { "~" } else { "" };
    Some(format!("{about}+{}", duration::human(since.seconds, false)))
}

impl Here<'_> {
    /// A link to an incident.
    pub fn incident(&self, no: IncidentNo) -> Link {
        Link { href: self.href(&Route::Incident(no)), title: self.site.corpus[no].title.clone() }
    }

    /// A link to a service.
    pub fn service(&self, service: &Name) -> Link {
        Link { href: self.href(&Route::Service(service.slug.clone())), title: self.site.corpus.config.service_title(service) }
    }

    /// The name of a service on a page, from its slug.
    pub fn service_title(&self, slug: &str) -> String {
        let known = self.site.relations.groups.services.get(slug);
        known.map_or_else(|| slug.to_owned(), |service| self.site.corpus.config.service_title(&service.group.name))
    }

    /// A factor, symptom or trigger: a link where it recurs, plain words where it does not.
    pub fn issue(&self, no: IssueNo) -> Words {
        let issue = self.site.relations.issue(no);
        Words {
            text: self.site.corpus.config.issue_title(&issue.name),
            href: issue.is_recurring().then(|| self.href(&Route::Issue(no))),
        }
    }

    /// The factor, symptom or trigger of this name.
    pub fn issue_named(&self, name: &Name) -> Words {
        match self.site.relations.find_issue(&name.slug) {
            Some(no) => self.issue(no),
            None => name.text.as_str().into(),
        }
    }

    /// A severity.
    pub fn severity(&self, severity: Severity) -> SeverityView {
        SeverityView {
            href: self.href(&Route::Severity(severity)),
            title: self.site.corpus.config.level(severity).title.clone(),
            rank: severity.0,
        }
    }

    /// A line about an incident.
    pub fn line(&self, no: IncidentNo) -> Line {
        let incident = &self.site.corpus[no];
        let restore = incident.hurt();
        Line {
            href: self.href(&Route::Incident(no)),
            title: incident.title.clone(),
            day: incident.date.map(Day::from),
            severity: self.severity(incident.severity),
            services: incident.services.iter().map(|service| self.service(service)).collect(),
            restore: restore.map(elapsed),
            restore_seconds: restore.map(|elapsed| elapsed.seconds),
            state: state(incident),
            status: (incident.status != Status::Reviewed).then(|| incident.status.spaced()),
            near_miss: incident.kind == Kind::NearMiss,
        }
    }

    /// Lines about several incidents.
    pub fn lines(&self, incidents: impl IntoIterator<Item = IncidentNo>) -> Vec<Line> {
        incidents.into_iter().map(|no| self.line(no)).collect()
    }

    /// A follow-up.
    pub fn action(&self, follow_up: &FollowUp) -> ActionView {
        let no = follow_up.action.incident;
        let action = &self.site.corpus[follow_up.action];
        let open = action.progress.is_open();
        let due = follow_up.due.filter(|_| open);
        ActionView {
            text: self.fragment(no, &action.text),
            kind: action.kind.map(crate::incident::ActionType::as_str),
            owner: self.site.corpus[no].owner_of(action).map(str::to_owned),
            priority: action.priority.clone(),
            due: due.map(|due| due.date.into()),
            due_assumed: due.is_some_and(|due| due.by_severity.is_some()),
            overdue: follow_up.overdue,
            tracking: action.tracking.as_deref().map(|tracking| self.tracking(no, tracking)),
            status: action.progress.status().spaced(),
            open,
            closed: action.progress.closed().map(Day::from),
            reason: match &action.progress {
                Progress::Dropped { reason, .. } => reason.clone(),
                _ => None,
            },
            age: follow_up.age.filter(|_| open).map(|days| format!("{} ago", Interval::of(days))),
            incident: self.incident(no),
        }
    }

    /// The follow-up of this number.
    pub fn follow_up(&self, no: ActionNo) -> ActionView {
        self.action(&FollowUp::of(self.site.corpus, no, self.site.today))
    }

    /// Where an action is followed: an address in short, a ticket key as the autolinks of the configuration know it.
    fn tracking(&self, no: IncidentNo, tracking: &str) -> Html {
        match Address::of(tracking) {
            Address::Web => Html::made(format!("<a href=\"{}\">{}</a>", escaped(tracking), escaped(&short(tracking)))),
            _ => self.fragment(no, tracking),
        }
    }

    /// Follow-ups.
    pub fn actions<'f>(&self, follow_ups: impl IntoIterator<Item = &'f FollowUp>) -> Vec<ActionView> {
        follow_ups.into_iter().map(|follow_up| self.action(follow_up)).collect()
    }

    /// A piece of a note's Markdown.
    pub fn fragment(&self, no: IncidentNo, text: &str) -> Html {
        markdown::fragment(text, &self.markdown(), &NoteLinks { here: *self, no })
    }

    /// Markdown of `lookback.toml`: nothing in it leads to a note or a file.
    pub fn description(&self, text: &str) -> Html {
        markdown::Document::read(text).whole(&self.markdown(), &super::links::NoLinks)
    }

    /// How Markdown is shown.
    pub fn markdown(&self) -> markdown::Options<'_> {
        markdown::Options { heading_level: 3, autolinks: &self.site.corpus.config.autolinks, ..Default::default() }
    }
}

/// An address without what nobody reads: `gitlab.com/…/1094`.
fn short(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    match (bare.split_once('/'), bare.rsplit_once('/')) {
        (Some((host, _)), Some((_, last))) if bare.len() > 32 => format!("{host}/…/{last}"),
        _ => bare.to_owned(),
    }
}

/// What worked and how often: `rollback twice, restart once`.
pub fn restores(worked: &Restores) -> Option<String> {
    let mut worked: Vec<_> = worked.iter().collect();
    worked.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let words = worked.iter().map(|(method, count)| format!("{} {}", method_words(**method), times(**count as usize)));
    let words: Vec<_> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The line of a brief about what got it back.
pub fn back_up(worked: &Restores) -> Fact {
    let said = restores(worked).map(|worked| format!("What worked: {}.", escaped(&worked)));
    Fact { label: "Back up", html: Html::made(said.unwrap_or_else(|| "No note says what worked.".to_owned())) }
}

/// A method of restoring in plain words.
pub fn method_words(method: Method) -> String {
    match method {
        Method::Other => "another way".to_owned(),
        Method::Vendor => "the vendor".to_owned(),
        method => method.spaced(),
    }
}
