//! What keeps coming back, at a glance: the index, and lines about issues for other pages.

use super::frame::Page;
use super::here::Here;
use crate::corpus::IncidentNo;
use crate::incident::Role;
use crate::relate::{Hurt, Issue, IssueNo, Recurrence};
use crate::site::charts::{Strips, Svg};
use crate::site::duration::{self, Interval};
use crate::site::routes::Route;
use crate::site::when::Day;
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

/// The axis for lines about these issues: from the first of all occurrences to the last, or until today if that is later, since
/// how long it has been quiet is a fact, too.
fn strips<'r>(here: Here<'_>, recurrences: impl IntoIterator<Item = &'r Recurrence>) -> Option<Strips> {
    let ends = |recurrence: &Recurrence| {
        let mut dates = dates(here, recurrence);
        dates.next().map(|first| (first, dates.last().unwrap_or(first)))
    };
    let all = recurrences.into_iter().filter_map(ends);
    let (first, last) = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    Some(Strips::new(first, last.max(here.site.today)))
}

/// The days of the occurrences, oldest first.
pub(super) fn dates<'r>(here: Here<'r>, recurrence: &'r Recurrence) -> impl Iterator<Item = Date> + 'r {
    recurrence.occurrences.iter().filter_map(move |no| here.site.corpus[*no].date)
}

/// Lines about some issues, and the years on the axis that they share.
pub fn lines(here: Here<'_>, issues: &[(IssueNo, &Issue)]) -> (Vec<Recurs>, Option<Svg>) {
    let strips = strips(here, issues.iter().map(|(_, issue)| &issue.recurrence));
    let strips = strips.as_ref();
    (issues.iter().map(|(no, issue)| line(here, *no, issue, strips)).collect(), strips.map(Strips::head))
}

fn line(here: Here<'_>, no: IssueNo, issue: &Issue, strips: Option<&Strips>) -> Recurs {
    recurs(here, &Route::Issue(no), here.site.corpus.config.issue_title(&issue.name), &issue.recurrence, strips)
}

fn recurs(here: Here<'_>, route: &Route, title: String, recurrence: &Recurrence, strips: Option<&Strips>) -> Recurs {
    let corpus = here.site.corpus;
    let days = recurrence.occurrences.iter().map(|no| &corpus[*no]);
    let days = days.filter_map(|incident| Some((incident.date?, incident.severity.0)));
    Recurs {
        href: here.href(route),
        title,
        count: recurrence.occurrences.len(),
        last: recurrence.occurrences.last().and_then(|no| corpus[*no].date).map(Day::from),
        strip: strips.map(|strips| strips.marks(days)),
        apart: apart(&recurrence.intervals),
        hurt: hurt(&recurrence.hurt),
        hurt_seconds: recurrence.hurt.seconds,
        open: recurrence.open.actions.len(),
    }
}

/// How far the occurrences are apart, for a line: `17 months, 5 months`, `20 days to 4.6 years`.
fn apart(intervals: &[u32]) -> String {
    intervals_told(intervals, FEW_IN_A_LINE, |least, most| format!("{least} to {most}"))
}

/// Intervals one by one, if they are few; of more, what is said of the shortest and the longest.
pub(super) fn intervals_told(intervals: &[u32], few: usize, many: impl FnOnce(Interval, Interval) -> String) -> String {
    let all = || intervals.iter().copied();
    match (all().min().map(Interval::of), all().max().map(Interval::of)) {
        (Some(least), Some(most)) if intervals.len() > few => match least == most {
            true => format!("{least} each time"),
            false => many(least, most),
        },
        _ => all().map(|days| Interval::of(days).to_string()).collect::<Vec<_>>().join(", "),
    }
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
    let strips = strips(here, recurrences);
    let strips = strips.as_ref();
    let group = |title, column, role| {
        // An issue stands where it was first of all: as a factor, if it ever was one.
        let issues = issues.iter().filter(|(_, issue)| issue.roles.first() == Some(&role));
        Group { title, column, issues: issues.map(|(no, issue)| line(here, *no, issue, strips)).collect() }
    };
    let title = |first: IncidentNo| here.site.corpus[first].title.clone();
    let chains = chains.iter().map(|(no, chain)| recurs(here, &Route::Chain(*no), title(chain.first), &chain.recurrence, strips));
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
    let axis = strips.map(Strips::head);
    let view = Index { summary, axis, groups: groups.into_iter().filter(|group| !group.issues.is_empty()).collect() };
    Page::new(here, &Route::Recurring, "What keeps coming back", None, view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_intervals_are_told_one_by_one_and_many_by_their_ends() {
        assert_eq!([&[][..], &[20], &[20, 0, 913]].map(apart), ["", "20 days", "20 days, 0 days, 2.5 years"]);
        assert_eq!(apart(&[913, 20, 0, 40]), "0 days to 2.5 years");
        assert_eq!(apart(&[7; 4]), "7 days each time");
    }
}
