//! What keeps coming back: the index, and a page for each issue seen twice or more and for each chain that notes link.

use super::drawings;
use super::frame::Page;
use super::here::Here;
use super::parts::{ActionView, Fact, Line, Link, back_up, restores};
use crate::corpus::IncidentNo;
use crate::incident::{Relation, Role};
use crate::relate::{ChainNo, Hurt, Issue, IssueNo, Recurrence, Trend, Unlinked};
use crate::site::charts::Svg;
use crate::site::duration::{self, Interval};
use crate::site::html::{Html, escaped};
use crate::site::markdown;
use crate::site::routes::Route;
use crate::site::when::{self, Day};
use crate::words::{listed, plural};
use serde::Serialize;

/// One line of the index, and of the home page.
#[derive(Debug, Serialize)]
pub struct Recurs {
    href: String,
    title: String,
    count: usize,
    last: Option<Day>,
    intervals: String,
    hurt: String,
    hurt_seconds: i64,
    open: usize,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    column: &'static str,
    issues: Vec<Recurs>,
}

/// The view of the index.
#[derive(Serialize)]
pub struct Index {
    summary: String,
    groups: Vec<Group>,
}

/// Every issue seen twice or more, the most often seen first; of those as often seen, the one seen last.
pub fn recurring(here: Here<'_>) -> Vec<(IssueNo, &Issue)> {
    let mut issues: Vec<_> = here.site.relations.recurring().collect();
    issues.sort_by_key(|(_, issue)| {
        let occurrences = &issue.recurrence.occurrences;
        (std::cmp::Reverse(occurrences.len()), occurrences.last().copied(), &issue.name.slug)
    });
    issues
}

/// A line about an issue.
pub fn line(here: Here<'_>, no: IssueNo) -> Recurs {
    let issue = here.site.relations.issue(no);
    recurs(here, &Route::Issue(no), here.site.corpus.config.issue_title(&issue.name), &issue.recurrence)
}

fn recurs(here: Here<'_>, route: &Route, title: String, recurrence: &Recurrence) -> Recurs {
    let last = recurrence.occurrences.last().and_then(|no| here.site.corpus[*no].date);
    Recurs {
        href: here.href(route),
        title,
        count: recurrence.occurrences.len(),
        last: last.map(Day::from),
        intervals: intervals(recurrence),
        hurt: hurt(&recurrence.hurt),
        hurt_seconds: recurrence.hurt.seconds,
        open: recurrence.open.actions.len(),
    }
}

fn intervals(recurrence: &Recurrence) -> String {
    recurrence.intervals.iter().map(|days| Interval::of(*days).to_string()).collect::<Vec<_>>().join(", ")
}

/// `5 h 20 min, 1 unknown`
fn hurt(hurt: &Hurt) -> String {
    match (hurt.known, hurt.unknown) {
        (0, 0) => String::new(),
        (0, _) => "unknown".to_owned(),
        (_, 0) => duration::human(hurt.seconds, hurt.approximate),
        (_, n) => format!("{}, {n} unknown", duration::human(hurt.seconds, hurt.approximate)),
    }
}

/// The index.
pub fn index(here: Here<'_>) -> Page<Index> {
    let issues = recurring(here);
    let group = |title, column, role| Group {
        title,
        column,
        // An issue stands where it was first of all: as a factor, if it ever was one.
        issues: issues.iter().filter(|(_, issue)| issue.roles.first() == Some(&role)).map(|(no, _)| line(here, *no)).collect(),
    };
    let chains = here
        .site
        .relations
        .chains()
        .map(|(no, chain)| recurs(here, &Route::Chain(no), here.site.corpus[chain.first].title.clone(), &chain.recurrence));
    let groups = [
        group("Contributing factors", "Factor", Role::Factor),
        group("Symptoms", "Symptom", Role::Symptom),
        group("Triggers", "Trigger", Role::Trigger),
        Group { title: "Chains that notes link themselves", column: "First seen in", issues: chains.collect() },
    ];
    let summary = match issues.len() {
        0 => "Nothing has come back yet: no factor, symptom or trigger stands in two notes.".to_owned(),
        1 => "1 factor, symptom or trigger stands in two notes or more.".to_owned(),
        n => format!("{n} factors, symptoms and triggers stand in two notes or more."),
    };
    let view = Index { summary, groups: groups.into_iter().filter(|group| !group.issues.is_empty()).collect() };
    Page::new(here, &Route::Recurring, "What keeps coming back", None, view)
}

#[derive(Serialize)]
struct Occurrence {
    line: Line,
    after: Option<String>,
    roles: String,
    link: String,
    restored_by: Option<String>,
}

/// An action, and the occurrences that found it open.
#[derive(Serialize)]
struct FoundOpen {
    action: ActionView,
    first: Link,
    day: Option<Day>,
    /// How many more did after the first.
    more: usize,
}

#[derive(Serialize)]
struct Pair {
    later: Link,
    earlier: Link,
}

/// The view of the page of one issue or chain.
#[derive(Serialize)]
pub struct View {
    kicker: String,
    description: Option<Html>,
    owner: Option<String>,
    brief: Vec<Fact>,
    drawing: Option<Svg>,
    still_open: Vec<FoundOpen>,
    occurrences: Vec<Occurrence>,
    unlinked: Vec<Pair>,
    /// What the two of a pair have to do with each other.
    unlinked_why: &'static str,
}

/// The page of an issue.
pub fn issue(here: Here<'_>, no: IssueNo) -> Page<View> {
    let issue = here.site.relations.issue(no);
    let config = &here.site.corpus.config;
    let known = config.issues.get(&issue.name.slug);
    let roles = |no: IncidentNo| {
        let issues = here.site.corpus[no].issues().filter(|(_, name)| name.slug == issue.name.slug);
        let roles: Vec<_> = issues.map(|(role, _)| role.as_str()).collect();
        // Where it is always the same, the heading of the page says it.
        if issue.roles.len() > 1 { listed(&roles) } else { String::new() }
    };
    let words: Vec<_> = issue
        .roles
        .iter()
        .map(|role| match role {
            Role::Factor => "Contributing factor",
            Role::Symptom => "Symptom",
            Role::Trigger => "Trigger",
        })
        .collect();
    let view = View {
        kicker: words.join(" · "),
        description: known.and_then(|known| known.description.as_deref()).map(|text| here.description(text)),
        owner: known.and_then(|known| known.owner.clone()),
        unlinked: pairs(here, &here.site.relations.unlinked_in(issue)),
        unlinked_why: "These share this issue",
        ..recurrence(here, &issue.recurrence, roles, |_| String::new())
    };
    let description = known.and_then(|known| known.description.as_deref()).map(markdown::plain);
    Page::new(here, &Route::Issue(no), config.issue_title(&issue.name), description, view)
}

/// The page of a chain.
pub fn chain(here: Here<'_>, no: ChainNo) -> Page<View> {
    let chain = here.site.relations.chain(no);
    let link = |no: IncidentNo| {
        let links = chain.links.iter().filter(|link| link.later == no);
        let words = links.map(|link| {
            let earlier = &here.site.corpus[link.earlier].title;
            match link.relation {
                None => format!("a recurrence of {earlier}"),
                Some(Relation::SameFactor) => format!("the same factor as {earlier}"),
                Some(Relation::SameSymptom) => format!("the same symptom as {earlier}"),
                Some(Relation::FixIncomplete) => format!("the fix of {earlier} was not complete"),
                Some(Relation::CausedByFix) => format!("the fix of {earlier} caused it"),
            }
        });
        words.collect::<Vec<_>>().join("; ")
    };
    let view = View {
        kicker: "A chain that its notes link".to_owned(),
        unlinked: pairs(here, &here.site.relations.unlinked_to(chain)),
        unlinked_why: "These look alike, and one of each two stands in this chain",
        ..recurrence(here, &chain.recurrence, |_| String::new(), link)
    };
    Page::new(here, &Route::Chain(no), format!("Since {}", here.site.corpus[chain.first].title), None, view)
}

fn pairs(here: Here<'_>, unlinked: &[Unlinked]) -> Vec<Pair> {
    unlinked.iter().map(|pair| Pair { later: here.incident(pair.later), earlier: here.incident(pair.earlier) }).collect()
}

/// What the pages of an issue and of a chain have in common.
fn recurrence(
    here: Here<'_>,
    recurrence: &Recurrence,
    roles: impl Fn(IncidentNo) -> String,
    link: impl Fn(IncidentNo) -> String,
) -> View {
    let site = here.site;
    let date = |no: &IncidentNo| site.corpus[*no].date;
    let mut earlier = None;
    let occurrences = recurrence.occurrences.iter().map(|no| {
        let after = super::incident::gap(date(no), earlier).map(|gap| gap.to_string());
        earlier = date(no).or(earlier);
        Occurrence {
            line: here.line(*no),
            after,
            roles: roles(*no),
            link: link(*no),
            restored_by: restores(&crate::relate::worked([&site.corpus[*no]])),
        }
    });
    let occurrences = occurrences.collect();
    let still_open = recurrence.open.actions.iter().filter_map(|open| {
        let first = recurrence.occurrences.get(open.recurred.start)?;
        Some(FoundOpen {
            action: here.follow_up(open.action),
            first: here.incident(*first),
            day: date(first).map(Day::from),
            more: open.recurred.len() - 1,
        })
    });
    View {
        kicker: String::new(),
        description: None,
        owner: None,
        brief: brief(here, recurrence),
        drawing: drawings::occurrences(here, recurrence),
        still_open: still_open.collect(),
        occurrences,
        unlinked: Vec::new(),
        unlinked_why: "",
    }
}

fn brief(here: Here<'_>, recurrence: &Recurrence) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |label, text: String| facts.push(Fact { label, html: Html::made(text) });
    let dates: Vec<_> = recurrence.occurrences.iter().filter_map(|no| here.site.corpus[*no].date).collect();
    let span = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => format!(", from {} to {}", when::long(*first), when::long(*last)),
        (Some(day), _) => format!(", on {}", when::long(*day)),
        _ => String::new(),
    };
    say("Seen", format!("<strong>{}</strong>{span}.", plural(recurrence.occurrences.len(), "time")));
    if !recurrence.intervals.is_empty() {
        let intervals = intervals(recurrence);
        let trend = match recurrence.trend {
            Trend::NotEnough => "",
            Trend::Widening => " They grow longer.",
            Trend::Narrowing => " <strong>They grow shorter.</strong>",
            Trend::Steady => " They show no trend.",
        };
        say("Intervals", format!("{intervals}.{trend}"));
    }
    let hurt = &recurrence.hurt;
    let sum = escaped(&duration::human(hurt.seconds, hurt.approximate));
    match (hurt.known, hurt.unknown) {
        (0, 0) => {}
        (0, _) => say("Hurt", "For how long users were hurt is not known of any of them.".to_owned()),
        (_, 0) => say("Hurt", format!("Users were hurt for <strong>{sum}</strong> in all.")),
        (_, n) => say("Hurt", format!("Users were hurt for <strong>{sum}</strong> in all; of {n} more it is not known.")),
    }
    let open = match recurrence.open.actions.len() {
        0 => "No follow-up is known to have been open when it came back.".to_owned(),
        n => format!(
            "<strong>{}</strong> of earlier times {} still open when it came back.",
            plural(n, "action"),
            if n == 1 { "was" } else { "were" }
        ),
    };
    facts.push(back_up(&recurrence.worked));
    facts.push(Fact { label: "Open", html: Html::made(open) });
    facts
}
