//! The page of one incident.
//!
//! Its first screen says, in this order: what it was, whom it hurt and how long, how we got back up, whether it has happened
//! before, and what is still open.

mod brief;
mod chronicle;
mod drawings;
mod prose;

use super::frame::Page;
use super::here::Here;
use super::links::NoteLinks;
use super::parts::{ActionView, Line, Link, SeverityView, State, Words, method_words, restores, since, state};
use crate::corpus::{ActionNo, IncidentNo};
use crate::incident::time::days_between;
use crate::incident::{Incident, Kind, Milestone, Outcome, Status};
use crate::relate::{NEAREST, Reason, Shared};
use crate::site::charts::Svg;
use crate::site::duration::Interval;
use crate::site::html::Html;
use crate::site::markdown::{self, Document};
use crate::site::routes::Route;
use crate::site::when::{self, Day};
use jiff::tz::Offset;
use prose::Part;
pub use prose::shows_prose_of;
use serde::Serialize;
use std::collections::BTreeSet;

/// As many actions of earlier incidents are listed; the pages of the issues have all of them.
const STILL_OPEN: usize = 8;

#[derive(Serialize)]
struct FactView {
    label: &'static str,
    words: Vec<Words>,
}

#[derive(Serialize)]
struct Attempt {
    when: String,
    since: Option<String>,
    method: String,
    outcome: String,
    text: Html,
}

#[derive(Serialize)]
struct ProblemView {
    text: Html,
    /// What takes care of it.
    action: Option<Html>,
}

#[derive(Serialize)]
struct Before {
    line: Line,
    gap: Option<String>,
    shared: Vec<Words>,
    relation: Option<&'static str>,
    restored_by: Option<String>,
}

#[derive(Serialize)]
struct Similar {
    line: Line,
    reasons: String,
}

#[derive(Serialize)]
struct Check {
    result: &'static str,
    by: Option<String>,
    when: Option<String>,
}

#[derive(Serialize)]
struct Environment {
    environment: String,
    /// One cell a round, with every check of that round.
    cells: Vec<Vec<Check>>,
}

#[derive(Serialize)]
struct Verification {
    rounds: Vec<u32>,
    rows: Vec<Environment>,
}

/// The view of the page.
#[derive(Serialize)]
pub struct View {
    draft: bool,
    empty: prose::Empty,
    near_miss: bool,
    severity: SeverityView,
    day: Option<Day>,
    services: Vec<Link>,
    state: State,
    lead: Option<Html>,
    summary: Vec<Part>,
    brief: Vec<super::parts::Fact>,
    facts: Vec<FactView>,
    phases: Option<Svg>,
    restores: Vec<Attempt>,
    resolution: Vec<Part>,
    drawing: Option<Svg>,
    chronicle: Option<chronicle::Chronicle>,
    chronicle_prose: Vec<Part>,
    prose: Vec<Part>,
    problems: Vec<ProblemView>,
    problem_prose: Vec<Part>,
    before: Vec<Before>,
    /// There may be more before than are told.
    before_nearest: bool,
    still_open: Vec<ActionView>,
    /// Whether there are more.
    still_open_more: bool,
    after: Vec<Line>,
    /// There may be more after than are told.
    after_nearest: bool,
    similar: Vec<Similar>,
    verification: Option<Verification>,
    actions: Vec<ActionView>,
    /// Whoever owns the follow-up of the incident owns each of them.
    one_owner: bool,
    action_prose: Vec<Part>,
    newer: Option<Link>,
    older: Option<Link>,
    extra: toml::Table,
}

/// How many rows the timeline of the page has.
pub fn rows_of(incident: &Incident) -> usize {
    chronicle::entries(incident).len()
}

/// Makes the page.
pub fn page(here: Here<'_>, no: IncidentNo) -> Page<View> {
    let site = here.site;
    let incident = &site.corpus[no];
    let links = NoteLinks { here, no };
    let document = Document::read(&incident.file.text[incident.body.span.clone()]);
    let piece = |text: &str| document.piece(text).fragment(&here.markdown(), &links);
    let parts = prose::parts(incident, &document, &links);
    let entries = chronicle::entries(incident);
    // One wall clock for everything on the page that does not name its own.
    let offset = chronicle::common_zone(&entries).unwrap_or(Offset::UTC);
    let (earlier, later) = (site.relations.earlier(no), site.relations.later(no));
    let actions: Vec<ActionView> =
        (0..incident.actions.len()).map(|action| here.follow_up(ActionNo { incident: no, action })).collect();
    let still_open = still_open(here, no);
    let view = View {
        draft: incident.status == Status::Draft,
        empty: parts.empty,
        near_miss: incident.kind == Kind::NearMiss,
        severity: here.severity(incident.severity),
        day: incident.date.map(Day::from),
        services: incident.services.iter().map(|service| here.service(service)).collect(),
        state: state(incident),
        lead: incident.summary.as_deref().map(piece),
        brief: brief::brief(here, no, &earlier, &actions, &piece),
        facts: facts(here, incident, &links, offset),
        phases: drawings::phases(incident, offset),
        restores: attempts(incident, &piece),
        summary: parts.summary,
        resolution: parts.resolution,
        drawing: drawings::timeline(incident, &entries, offset),
        chronicle: chronicle::chronicle(incident, &entries, &links, &piece),
        chronicle_prose: parts.timeline,
        prose: parts.rest,
        problems: problems(incident, &piece),
        problem_prose: parts.problems,
        before_nearest: earlier.len() >= NEAREST,
        before: seen_before(here, no, &earlier),
        still_open_more: still_open.len() > STILL_OPEN,
        still_open: still_open.into_iter().take(STILL_OPEN).map(|action| here.follow_up(action)).collect(),
        after_nearest: later.len() >= NEAREST,
        after: here.lines(later.iter().map(|shared| shared.incident)),
        similar: similar(here, no, &[earlier, later].concat()),
        verification: verification(incident),
        one_owner: actions.iter().all(|action| action.owner == incident.owner),
        actions,
        action_prose: parts.actions,
        newer: site.corpus.newer(no).map(|no| here.incident(no)),
        older: site.corpus.older(no).map(|no| here.incident(no)),
        extra: incident.extra.clone(),
    };
    let description = incident.summary.as_deref().map(markdown::plain);
    Page::new(here, &Route::Incident(no), &incident.title, description, view)
}

fn facts(here: Here<'_>, incident: &Incident, links: &NoteLinks<'_>, offset: Offset) -> Vec<FactView> {
    let config = &here.site.corpus.config;
    let texts = |texts: &[String]| texts.iter().map(|text| text.as_str().into()).collect::<Vec<Words>>();
    let issues = |names: &[crate::incident::Name]| names.iter().map(|name| here.issue_named(name)).collect();
    let link = |text: &str, url: &Option<String>| {
        url.as_ref().map(|url| Words { text: text.to_owned(), href: Some(url.replace("{path}", &incident.file.path)) })
    };
    let mut signals: Vec<_> = incident.detections.iter().collect();
    signals.sort_by_key(|signal| {
        let at = signal.at.as_ref().and_then(|time| time.at.instant());
        (at.is_none(), at.map(|instant| instant.at))
    });
    let detected = signals.into_iter().map(|detection| {
        let at = detection.at.as_ref().and_then(|time| when::clock_at(&time.at, offset));
        let text = match at {
            Some(at) => format!("{} {at}", detection.source),
            None => detection.source.to_string(),
        };
        Words { text, href: detection.link.as_deref().and_then(|link| links.href(link)) }
    });
    let took_part = incident.participants.iter().map(|person| match &person.name {
        Some(name) => format!("{} ({name})", person.role),
        None => person.role.clone(),
    });
    let history = here.site.history.last_change(&incident.file.path);
    [
        ("Services", incident.services.iter().map(|service| here.service(service).into()).collect()),
        ("Environments", texts(&incident.environments)),
        ("Contributing factors", issues(&incident.factors)),
        ("Symptoms", issues(&incident.symptoms)),
        ("Trigger", issues(incident.trigger.as_slice())),
        ("Where the fault lay", incident.layer.iter().map(|layer| layer.as_str().into()).collect()),
        ("Noticed by", detected.collect()),
        ("Owner of the follow-up", incident.owner.iter().map(|owner| owner.as_str().into()).collect()),
        ("Took part", texts(&took_part.collect::<Vec<_>>())),
        ("Written by", texts(&incident.authors)),
        (
            "Tags",
            incident
                .tags
                .iter()
                .map(|tag| Words { text: tag.text.clone(), href: Some(here.href(&Route::Tag(tag.slug.clone()))) })
                .collect(),
        ),
        (
            "Note",
            [
                Some(incident.status.spaced().as_str().into()),
                history.map(|change| format!("last changed {}", when::long(change.day())).as_str().into()),
            ]
            .into_iter()
            .flatten()
            .collect(),
        ),
        ("Source", [link("read", &config.site.source_url), link("edit", &config.site.edit_url)].into_iter().flatten().collect()),
    ]
    .into_iter()
    .filter(|(_, words): &(_, Vec<Words>)| !words.is_empty())
    .map(|(label, words)| FactView { label, words })
    .collect()
}

fn attempts(incident: &Incident, piece: &impl Fn(&str) -> Html) -> Vec<Attempt> {
    let start = incident.milestones.get(Milestone::Started);
    let attempt = |restore: &crate::incident::Restore| Attempt {
        when: restore.at.as_ref().map_or_else(|| "time not given".to_owned(), when::full),
        since: since(start, restore.at.as_ref()),
        method: method_words(restore.method),
        outcome: restore.outcome.map_or_else(|| "outcome not given".to_owned(), Outcome::spaced),
        text: restore.text.as_deref().map(piece).unwrap_or_default(),
    };
    incident.restores.iter().map(attempt).collect()
}

fn problems(incident: &Incident, piece: &impl Fn(&str) -> Html) -> Vec<ProblemView> {
    let taken_care_of = |id: &String| incident.actions.iter().find(|action| action.id.as_ref() == Some(id));
    let problem = |problem: &crate::incident::Problem| ProblemView {
        text: piece(&problem.text),
        action: problem.action.as_ref().and_then(taken_care_of).map(|action| piece(&action.text)),
    };
    incident.problems.iter().map(problem).collect()
}

/// The nearest first, but those that the note itself links before all others.
fn seen_before(here: Here<'_>, no: IncidentNo, earlier: &[Shared]) -> Vec<Before> {
    let mut seen: Vec<Before> = earlier.iter().map(|shared| before(here, no, shared)).collect();
    seen.sort_by_key(|before| before.relation.is_none());
    seen
}

fn before(here: Here<'_>, no: IncidentNo, shared: &Shared) -> Before {
    let site = here.site;
    let other = &site.corpus[shared.incident];
    Before {
        line: here.line(shared.incident),
        gap: earlier_by(site.corpus[no].date, other.date),
        shared: shared.issues.iter().map(|issue| here.issue(*issue)).collect(),
        relation: shared.link.map(|link| link.relation.map_or("a recurrence", brief::relation_words)),
        restored_by: restores(&crate::relate::worked([other])),
    }
}

/// How long before a later day an earlier one was: `5 months earlier`.
pub(super) fn earlier_by(later: Option<jiff::civil::Date>, earlier: Option<jiff::civil::Date>) -> Option<String> {
    let gap = gap(later, earlier)?;
    Some(if gap == Interval::of(0) { "on the same day".to_owned() } else { format!("{gap} earlier") })
}

/// The time from an earlier day to a later one.
pub(super) fn gap(later: Option<jiff::civil::Date>, earlier: Option<jiff::civil::Date>) -> Option<Interval> {
    days_between(earlier?, later?).map(Interval::of)
}

/// Actions of earlier incidents of the chain, or with one of the factors, that were open when this one began. Incidents that share
/// no more than a symptom had other reasons, and what was to be done after them would not have helped here.
fn still_open(here: Here<'_>, no: IncidentNo) -> BTreeSet<ActionNo> {
    let relations = here.site.relations;
    let factors = here.site.corpus[no].factors.iter().filter_map(|factor| relations.find_issue(&factor.slug));
    let factors = factors.map(|issue| &relations.issue(issue).recurrence);
    let chain = relations.chain_of(no).map(|chain| &relations.chain(chain).recurrence);
    let found = factors.chain(chain).flat_map(|recurrence| {
        let position = recurrence.position(no);
        position.into_iter().flat_map(|position| recurrence.open.latest(position))
    });
    found.collect()
}

/// Those that look alike and that are not told already.
fn similar(here: Here<'_>, no: IncidentNo, told: &[Shared]) -> Vec<Similar> {
    let config = &here.site.corpus.config;
    let reason = |reason: &Reason| match reason {
        Reason::Issue(issue) => config.issue_title(&here.site.relations.issue(*issue).name),
        Reason::Service(slug) => here.service_title(slug),
        Reason::Word(word) => format!("“{word}”"),
    };
    let similar = here.site.relations.similar(no).iter();
    similar
        .filter(|other| told.iter().all(|shared| shared.incident != other.incident))
        .map(|other| Similar {
            line: here.line(other.incident),
            reasons: format!("both: {}", other.reasons.iter().map(reason).collect::<Vec<_>>().join(", ")),
        })
        .collect()
}

fn verification(incident: &Incident) -> Option<Verification> {
    let checks = &incident.verifications;
    let rounds: BTreeSet<u32> = checks.iter().map(|check| check.round).collect();
    let mut environments: Vec<&str> = Vec::new();
    for check in checks {
        if !environments.contains(&check.environment.as_str()) {
            environments.push(&check.environment);
        }
    }
    let cell = |environment: &str, round: u32| {
        let here = checks.iter().filter(|check| check.environment == environment && check.round == round);
        here.map(|check| Check { result: check.result.as_str(), by: check.by.clone(), when: check.at.as_ref().map(when::full) })
            .collect()
    };
    let rows = environments.iter().map(|environment| Environment {
        environment: (*environment).to_owned(),
        cells: rounds.iter().map(|round| cell(environment, *round)).collect(),
    });
    (!checks.is_empty()).then(|| Verification { rows: rows.collect(), rounds: rounds.iter().copied().collect() })
}
