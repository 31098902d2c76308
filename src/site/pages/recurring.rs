//! What keeps coming back: the index, and a page for each issue seen twice or more and for each chain that notes link.

use super::drawings;
use super::frame::Page;
use super::here::Here;
use super::parts::{ActionView, Fact, Line, Link, back_up, restores};
use crate::corpus::IncidentNo;
use crate::incident::{Relation, Role};
use crate::relate::{ChainNo, Hurt, Issue, IssueNo, Recurrence, StillOpen, Trend, Unlinked};
use crate::site::charts::{Svg, Years};
use crate::site::duration::{self, Interval};
use crate::site::html::{Html, escaped};
use crate::site::markdown;
use crate::site::routes::Route;
use crate::site::when::{self, Day};
use crate::words::{listed, plural, times};
use jiff::civil::Date;
use serde::Serialize;

/// One line of the index, and of the home page.
#[derive(Debug, Serialize)]
pub struct Recurs {
    href: String,
    title: String,
    count: usize,
    last: Option<Day>,
    /// When it happened, on the axis that all lines of the page share.
    strip: Option<Svg>,
    apart: String,
    hurt: String,
    hurt_seconds: i64,
    open: usize,
}

/// As many intervals are told one by one in a line about an issue; of more, the shortest and the longest.
const FEW_IN_A_LINE: usize = 3;

/// As many intervals are told one by one on the page of an issue; of more, how they are spread.
const FEW_ON_A_PAGE: usize = 8;

/// As many earlier incidents are shown with what was still open of them, the latest ones; each incident's own page has all of it.
const FOUND_OPEN: usize = 12;

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
    /// The years on the axis that all lines share.
    axis: Option<Svg>,
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

/// The axis for lines about these issues: from the first of all occurrences until today, since how long it has been quiet is a
/// fact, too.
fn years<'r>(here: Here<'_>, recurrences: impl IntoIterator<Item = &'r Recurrence>) -> Option<Years> {
    let first = recurrences.into_iter().filter_map(|recurrence| dates(here, recurrence).next()).min()?;
    Years::new(first, here.site.today)
}

/// The days of the occurrences, oldest first.
fn dates<'r>(here: Here<'r>, recurrence: &'r Recurrence) -> impl Iterator<Item = Date> + 'r {
    recurrence.occurrences.iter().filter_map(move |no| here.site.corpus[*no].date)
}

/// Lines about some issues, and the years on the axis that they share.
pub fn lines(here: Here<'_>, issues: &[(IssueNo, &Issue)]) -> (Vec<Recurs>, Option<Svg>) {
    let years = years(here, issues.iter().map(|(_, issue)| &issue.recurrence));
    let years = years.as_ref();
    (issues.iter().map(|(no, issue)| line(here, *no, issue, years)).collect(), years.map(Years::head))
}

fn line(here: Here<'_>, no: IssueNo, issue: &Issue, years: Option<&Years>) -> Recurs {
    recurs(here, &Route::Issue(no), here.site.corpus.config.issue_title(&issue.name), &issue.recurrence, years)
}

fn recurs(here: Here<'_>, route: &Route, title: String, recurrence: &Recurrence, years: Option<&Years>) -> Recurs {
    let corpus = here.site.corpus;
    let days = recurrence.occurrences.iter().map(|no| &corpus[*no]);
    let days = days.filter_map(|incident| Some((incident.date?, incident.severity.0)));
    Recurs {
        href: here.href(route),
        title,
        count: recurrence.occurrences.len(),
        last: recurrence.occurrences.last().and_then(|no| corpus[*no].date).map(Day::from),
        strip: years.map(|years| years.marks(days)),
        apart: apart(&recurrence.intervals),
        hurt: hurt(&recurrence.hurt),
        hurt_seconds: recurrence.hurt.seconds,
        open: recurrence.open.actions.len(),
    }
}

/// How far the occurrences are apart, for a line: `17 months, 5 months`, `20 days to 4.6 years`.
fn apart(intervals: &[u32]) -> String {
    match (intervals.iter().min(), intervals.iter().max()) {
        (Some(least), Some(most)) if intervals.len() > FEW_IN_A_LINE => match (Interval::of(*least), Interval::of(*most)) {
            (least, most) if least == most => format!("{least} each time"),
            (least, most) => format!("{least} to {most}"),
        },
        _ => one_by_one(intervals),
    }
}

/// The same for a page.
fn spread(intervals: &[u32]) -> String {
    let mut sorted = intervals.to_vec();
    sorted.sort_unstable();
    match &sorted[..] {
        [least, .., most] if sorted.len() > FEW_ON_A_PAGE => {
            let middle = Interval::of(sorted[(sorted.len() - 1) / 2]);
            format!("from {} to {}, half of them {middle} or less", Interval::of(*least), Interval::of(*most))
        }
        _ => one_by_one(intervals),
    }
}

fn one_by_one(intervals: &[u32]) -> String {
    intervals.iter().map(|days| Interval::of(*days).to_string()).collect::<Vec<_>>().join(", ")
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
    let chains: Vec<_> = here.site.relations.chains().collect();
    let recurrences = issues.iter().map(|(_, issue)| &issue.recurrence).chain(chains.iter().map(|(_, chain)| &chain.recurrence));
    let years = years(here, recurrences);
    let years = years.as_ref();
    let group = |title, column, role| {
        // An issue stands where it was first of all: as a factor, if it ever was one.
        let issues = issues.iter().filter(|(_, issue)| issue.roles.first() == Some(&role));
        Group { title, column, issues: issues.map(|(no, issue)| line(here, *no, issue, years)).collect() }
    };
    let title = |first: IncidentNo| here.site.corpus[first].title.clone();
    let chains = chains.iter().map(|(no, chain)| recurs(here, &Route::Chain(*no), title(chain.first), &chain.recurrence, years));
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
    let axis = years.map(Years::head);
    let view = Index { summary, axis, groups: groups.into_iter().filter(|group| !group.issues.is_empty()).collect() };
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
    let first = &here.site.corpus[chain.first];
    let since = first.date.map_or_else(|| "Since".to_owned(), |date| format!("Since {}", when::long(date)));
    Page::new(here, &Route::Chain(no), format!("{since}: {}", first.title), None, view)
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
    // All of one incident stand together, oldest incident first.
    let by_incident = || recurrence.open.actions.chunk_by(|one, next| one.action.incident == next.action.incident);
    let still_open: Vec<_> =
        by_incident().rev().take(FOUND_OPEN).filter_map(|open| found_open(here, &recurrence.occurrences, open)).collect();
    let rest: usize = by_incident().rev().skip(FOUND_OPEN).map(<[_]>::len).sum();
    let more_open = (rest > 0).then(|| {
        let incidents = by_incident().count().saturating_sub(FOUND_OPEN);
        format!("So were {} of {}.", plural(rest, "action"), plural(incidents, "earlier incident"))
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
        unlinked: Vec::new(),
        unlinked_why: "",
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
        let intervals = spread(&recurrence.intervals);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_intervals_are_told_one_by_one_and_many_by_their_spread() {
        assert_eq!([&[][..], &[20], &[20, 0, 913]].map(apart), ["", "20 days", "20 days, 0 days, 2.5 years"]);
        assert_eq!(apart(&[913, 20, 0, 40]), "0 days to 2.5 years");
        assert_eq!(apart(&[7; 4]), "7 days each time");
        assert_eq!(spread(&[913, 20, 0, 40]), "2.5 years, 20 days, 0 days, 40 days");
        assert_eq!(spread(&[9, 8, 7, 6, 5, 4, 3, 2, 913]), "from 2 days to 2.5 years, half of them 6 days or less");
        assert_eq!(spread(&[9, 8, 7, 6, 5, 4, 3, 2, 1, 913]), "from 1 day to 2.5 years, half of them 5 days or less");
    }
}
