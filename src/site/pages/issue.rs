//! What came back: a page for each issue seen twice or more, and for each chain that notes link.

use super::drawings;
use super::frame::Page;
use super::here::Here;
use super::parts::{ActionView, Fact, Line, Link, back_up, restores};
use super::recurring::{dates, intervals_told};
use crate::corpus::IncidentNo;
use crate::incident::{Relation, Role};
use crate::relate::{ChainNo, IssueNo, Recurrence, StillOpen, Trend, Unlinked};
use crate::site::charts::Svg;
use crate::site::duration::{self, Interval};
use crate::site::html::{Html, escaped};
use crate::site::markdown;
use crate::site::routes::Route;
use crate::site::when::{self, Day};
use crate::words::{listed, plural, times};
use serde::Serialize;

/// As many intervals are told one by one; of more, how they are spread.
const FEW: usize = 8;

/// As many earlier incidents are shown with what was still open of them, the latest ones; each incident's own page has all of it.
const FOUND_OPEN: usize = 12;

/// As many pairs are shown that look alike and are not linked.
const ALIKE: usize = 20;

#[derive(Serialize)]
struct Occurrence {
    line: Line,
    after: Option<String>,
    roles: String,
    link: String,
    restored_by: Option<String>,
}

/// An earlier occurrence of which actions were still open when it came back.
#[derive(Serialize)]
struct FoundOpen {
    from: Link,
    day: Option<Day>,
    /// What came next, which found them open.
    next: Link,
    /// How long after.
    after: Option<String>,
    actions: Vec<Unfinished>,
}

#[derive(Serialize)]
struct Unfinished {
    action: ActionView,
    /// `twice`, `3 times`: as often it came back while this was open.
    met: String,
}

/// Incidents that no note links.
#[derive(Serialize)]
struct Alike {
    /// What the two of a pair have to do with each other.
    why: &'static str,
    pairs: Vec<Pair>,
    /// How many more pairs there are.
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
    occurrences: Vec<Occurrence>,
    still_open: Vec<FoundOpen>,
    /// What is not shown of it.
    more_open: Option<String>,
    unlinked: Option<Alike>,
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
        unlinked: unlinked(here, "These look alike and share this issue", &here.site.relations.unlinked_in(issue)),
        ..recurrence(here, &issue.recurrence, roles, |_| String::new())
    };
    let description = known.and_then(|known| known.description.as_deref()).map(markdown::plain);
    Page::new(here, &Route::Issue(no), config.issue_title(&issue.name), description, view)
}

/// The page of a chain.
pub fn chain(here: Here<'_>, no: ChainNo) -> Page<View> {
    let chain = here.site.relations.chain(no);
    let link = |no: IncidentNo| {
        let words = chain.named_by(no).iter().map(|link| {
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
        unlinked: unlinked(
            here,
            "These look alike, and one of each two stands in this chain",
            &here.site.relations.unlinked_to(chain),
        ),
        ..recurrence(here, &chain.recurrence, |_| String::new(), link)
    };
    let first = &here.site.corpus[chain.first];
    let since = first.date.map_or_else(|| "Since".to_owned(), |date| format!("Since {}", when::long(date)));
    Page::new(here, &Route::Chain(no), format!("{since}: {}", first.title), None, view)
}

/// Incidents that look alike and are not linked, the most alike first, and how many more there are.
fn unlinked(here: Here<'_>, why: &'static str, all: &[Unlinked]) -> Option<Alike> {
    let pair = |pair: &Unlinked| Pair { later: here.incident(pair.later), earlier: here.incident(pair.earlier) };
    let pairs: Vec<_> = all.iter().take(ALIKE).map(pair).collect();
    (!pairs.is_empty()).then(|| Alike { why, more: all.len() - pairs.len(), pairs })
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
    // All of one incident stand together, oldest incident first.
    let by_incident: Vec<_> = recurrence.open.actions.chunk_by(|one, next| one.action.incident == next.action.incident).collect();
    let (rest, shown) = by_incident.split_at(by_incident.len().saturating_sub(FOUND_OPEN));
    let still_open = shown.iter().rev().filter_map(|open| found_open(here, &recurrence.occurrences, open)).collect();
    let more_open = (!rest.is_empty()).then(|| {
        let actions = rest.iter().map(|open| open.len()).sum();
        format!("And {} of {}.", plural(actions, "action"), plural(rest.len(), "earlier incident"))
    });
    View {
        kicker: String::new(),
        description: None,
        owner: None,
        brief: brief(here, recurrence),
        drawing: drawings::occurrences(here, recurrence),
        occurrences,
        still_open,
        more_open,
        unlinked: None,
    }
}

/// What was still open of one incident.
fn found_open(here: Here<'_>, occurrences: &[IncidentNo], open: &[StillOpen]) -> Option<FoundOpen> {
    let first = open.first()?;
    let (from, next) = (first.action.incident, *occurrences.get(first.recurred.start)?);
    let date = |no: IncidentNo| here.site.corpus[no].date;
    Some(FoundOpen {
        from: here.incident(from),
        day: date(from).map(Day::from),
        next: here.incident(next),
        after: super::incident::gap(date(next), date(from)).map(|gap| gap.to_string()),
        actions: open
            .iter()
            .map(|open| Unfinished { action: here.follow_up(open.action), met: times(open.recurred.len()) })
            .collect(),
    })
}

fn brief(here: Here<'_>, recurrence: &Recurrence) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |label, text: String| facts.push(Fact { label, html: Html::made(text) });
    let dates: Vec<_> = dates(here, recurrence).collect();
    let span = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => format!(", from {} to {}", when::long(*first), when::long(*last)),
        (Some(day), _) => format!(", on {}", when::long(*day)),
        _ => String::new(),
    };
    say("Seen", format!("<strong>{}</strong>{span}.", plural(recurrence.occurrences.len(), "time")));
    if !recurrence.intervals.is_empty() {
        let intervals = spread(recurrence);
        let trend = match recurrence.trend {
            Trend::NotEnough => "",
            Trend::Widening => " They grow longer.",
            Trend::Narrowing => " They grow shorter.",
            Trend::Steady => " They show no trend.",
        };
        say("Intervals", format!("{intervals}.{trend}"));
    }
    let hurt = &recurrence.hurt;
    let sum = escaped(&duration::human(hurt.seconds, hurt.approximate));
    match (hurt.known, hurt.unknown) {
        (0, 0) => {}
        (0, _) => say("Hurt", "For how long users were hurt is not known.".to_owned()),
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

/// How far the occurrences are apart: `17 months, 5 months`, `from 2 days to 4.6 years, half of them 7 months or less`.
fn spread(recurrence: &Recurrence) -> String {
    intervals_told(&recurrence.intervals, FEW, |least, most| {
        let half = recurrence.half().map_or_else(String::new, |days| format!(", half of them {} or less", Interval::of(days)));
        format!("from {least} to {most}{half}")
    })
}
