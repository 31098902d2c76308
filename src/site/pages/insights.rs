//! Figures over all incidents, each with what it means, of how many incidents it is made, and of how many nothing is known.

use super::drawings;
use super::frame::Page;
use super::here::Here;
use super::parts::{Link, SeverityView, Words, elapsed, method_words};
use crate::incident::Outcome;
use crate::incident::time::Elapsed;
use crate::relate::{Durations, FOR_A_90TH, FOR_A_MEDIAN, Meetings, Metrics};
use crate::site::charts::Svg;
use crate::site::routes::Route;
use crate::words::{capital, plural};
use serde::Serialize;

/// A row about durations.
#[derive(Serialize)]
struct Spread {
    n: usize,
    unknown: usize,
    shortest: Option<String>,
    median: Option<String>,
    ninetieth: Option<String>,
    longest: Option<String>,
}

#[derive(Serialize)]
struct OfSeverity {
    severity: SeverityView,
    spread: Spread,
}

#[derive(Serialize)]
struct Phase {
    name: &'static str,
    /// What it is the difference of.
    means: &'static str,
    spread: Spread,
}

#[derive(Serialize)]
struct Source {
    name: String,
    first: usize,
    later: usize,
    gap: Spread,
}

#[derive(Serialize)]
struct Attempt {
    method: String,
    all: usize,
    /// As many as came to each of the columns.
    outcomes: Vec<usize>,
}

#[derive(Serialize)]
struct Meeting {
    factor: Words,
    counts: Vec<usize>,
}

/// The view of the page.
#[derive(Serialize)]
pub struct View {
    summary: String,
    drawing: Option<Svg>,
    by_severity: Vec<OfSeverity>,
    phases: Vec<Phase>,
    sources: Vec<Source>,
    /// Of how many incidents no note says who noticed first.
    unnoticed: Option<String>,
    outcomes: Vec<String>,
    attempts: Vec<Attempt>,
    /// Of how many incidents no note says what was tried.
    untried: Option<String>,
    services: Vec<Link>,
    meetings: Vec<Meeting>,
    for_a_median: usize,
    for_a_90th: usize,
}

/// Makes the page.
pub fn page(here: Here<'_>) -> Page<View> {
    let metrics = Metrics::of(here.site.corpus, here.site.relations);
    let incidents = plural(metrics.incidents, "incident");
    let summary = match metrics.near_misses {
        0 => format!("{incidents}."),
        near => format!("{incidents}. Near misses, which hurt nobody and stand in no duration: {near}."),
    };
    let outcomes = outcomes(&metrics);
    let view = View {
        summary,
        drawing: drawings::to_restore(here, &metrics),
        by_severity: metrics
            .by_severity
            .iter()
            .map(|(severity, all)| OfSeverity { severity: here.severity(*severity), spread: spread(all) })
            .collect(),
        phases: phases(&metrics),
        sources: sources(&metrics),
        unnoticed: some(metrics.unnoticed),
        outcomes: outcomes.iter().map(|outcome| outcome.map_or_else(|| "not said".to_owned(), Outcome::spaced)).collect(),
        attempts: attempts(&metrics, &outcomes),
        untried: some(metrics.untried),
        services: metrics.meetings.services.iter().map(|service| here.service(&service.group.name)).collect(),
        meetings: meetings(here, metrics.meetings),
        for_a_median: FOR_A_MEDIAN,
        for_a_90th: FOR_A_90TH,
    };
    Page::new(here, &Route::Insights, "Insights", None, view)
}

/// `3 incidents`, unless there are none.
fn some(incidents: usize) -> Option<String> {
    (incidents > 0).then(|| plural(incidents, "incident"))
}

/// The columns of the table of attempts, the best first; what nothing came to has none.
fn outcomes(metrics: &Metrics<'_>) -> Vec<Option<Outcome>> {
    let all = Outcome::ALL.iter().copied().map(Some).chain([None]);
    all.filter(|outcome| metrics.attempts.values().any(|attempts| attempts.outcomes.contains_key(outcome))).collect()
}

fn spread(durations: &Durations) -> Spread {
    let words = |found: Option<Elapsed>| found.map(elapsed);
    Spread {
        n: durations.n(),
        unknown: durations.unknown,
        shortest: words(durations.shortest()),
        median: words(durations.median()),
        ninetieth: words(durations.ninetieth()),
        longest: words(durations.longest()),
    }
}

fn phases(metrics: &Metrics<'_>) -> Vec<Phase> {
    let phase = |name, means, durations| Phase { name, means, spread: spread(durations) };
    let phases = [
        phase("To notice it", "from the start until it was detected", &metrics.detect),
        phase("To take it on", "from then until it was acknowledged", &metrics.acknowledge),
        phase("Until users were served again", "from the start until it was mitigated", &metrics.restore),
        phase("Until it was over", "from the start until it was resolved", &metrics.resolve),
    ];
    phases.into_iter().filter(|phase| phase.spread.n > 0).collect()
}

fn sources(metrics: &Metrics<'_>) -> Vec<Source> {
    let mut sources: Vec<_> = metrics.noticed.iter().collect();
    sources.sort_by_key(|(_, noticed)| std::cmp::Reverse(noticed.first()));
    sources
        .into_iter()
        .map(|(source, noticed)| Source {
            name: capital(&source.spaced()),
            first: noticed.first(),
            later: noticed.later,
            gap: spread(&noticed.gap),
        })
        .collect()
}

fn attempts(metrics: &Metrics<'_>, columns: &[Option<Outcome>]) -> Vec<Attempt> {
    let mut attempts: Vec<_> = metrics.attempts.iter().collect();
    attempts.sort_by_key(|(_, attempts)| std::cmp::Reverse(attempts.all()));
    attempts
        .into_iter()
        .map(|(method, attempts)| Attempt {
            method: capital(&method_words(*method)),
            all: attempts.all(),
            outcomes: columns.iter().map(|outcome| attempts.outcomes.get(outcome).copied().unwrap_or(0)).collect(),
        })
        .collect()
}

fn meetings(here: Here<'_>, meetings: Meetings<'_>) -> Vec<Meeting> {
    meetings.factors.into_iter().map(|(no, counts)| Meeting { factor: here.issue(no), counts }).collect()
}
