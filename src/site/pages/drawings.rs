//! Drawings of a page: from incidents to the plain times and words that charts take.

use super::here::Here;
use crate::corpus::IncidentNo;
use crate::incident::Severity;
use crate::incident::time::Elapsed;
use crate::relate::{Durations, Metrics, Recurrence};
use crate::site::charts::{self, Calendar, Day, Dot, DotLane, Lane, Mark, Occurrence, Occurrences, Svg, Year};
use crate::site::routes::Route;
use crate::site::when;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A drawing, unless there was nothing to draw.
pub fn drawn(svg: Svg) -> Option<Svg> {
    (!svg.as_str().is_empty()).then_some(svg)
}

/// The words for the severities, the worst first.
fn severities(here: Here<'_>) -> Vec<String> {
    here.site.corpus.config.severities.iter().map(|level| level.title.clone()).collect()
}

/// What a drawing says of an incident besides its place.
struct Shown {
    date: Date,
    severity: usize,
    hurting: Option<i64>,
    href: String,
    title: String,
}

fn shown(here: Here<'_>, no: IncidentNo) -> Option<Shown> {
    let incident = &here.site.corpus[no];
    Some(Shown {
        date: incident.date?,
        severity: incident.severity.0,
        hurting: incident.hurt().map(|elapsed| elapsed.seconds),
        href: here.href(&Route::Incident(no)),
        title: incident.title.clone(),
    })
}

/// The incidents of a year, a lane a service; those that name no service have a lane of their own.
pub fn year(here: Here<'_>, year: i16) -> Svg {
    let site = here.site;
    let config = &site.corpus.config;
    let incidents = site.relations.groups.years.get(&year).map_or(&[][..], Vec::as_slice);
    let mut lanes: BTreeMap<(bool, String, String), Vec<Shown>> = BTreeMap::new();
    for no in incidents {
        let incident = &site.corpus[*no];
        for service in &incident.services {
            let lane = (false, config.service_title(service), here.href(&Route::Service(service.slug.clone())));
            lanes.entry(lane).or_default().extend(shown(here, *no));
        }
        if incident.services.is_empty() {
            lanes
                .entry((true, "no service".to_owned(), here.href(&Route::IncidentsOf(Some(year)))))
                .or_default()
                .extend(shown(here, *no));
        }
    }
    for incident in lanes.values_mut().flatten() {
        let level = &config.severities[incident.severity].title;
        incident.title = format!("{}, {level}: {}", when::long(incident.date), incident.title);
    }
    let marks: Vec<Vec<Mark<'_>>> = lanes.values().map(|lane| lane.iter().map(mark).collect()).collect();
    let lanes: Vec<Lane<'_>> = lanes.keys().zip(&marks).map(|((_, name, href), marks)| Lane { name, href, marks }).collect();
    let severities = severities(here);
    let today = (site.today.year() == year).then_some(site.today);
    charts::year(&format!("chart-year-{year}"), &Year { year, lanes: &lanes, severities: &severities, today })
}

fn mark(shown: &Shown) -> Mark<'_> {
    Mark { date: shown.date, hurting: shown.hurting, severity: shown.severity, href: &shown.href, title: &shown.title }
}

/// Every time that something came back.
pub fn occurrences(here: Here<'_>, recurrence: &Recurrence) -> Option<Svg> {
    let shown: Vec<Shown> = recurrence.occurrences.iter().filter_map(|no| shown(here, *no)).collect();
    let all: Vec<Occurrence<'_>> = shown
        .iter()
        .map(|one| Occurrence { date: one.date, severity: one.severity, href: &one.href, title: &one.title })
        .collect();
    let severities = severities(here);
    drawn(charts::occurrences(
        "chart-occurrences",
        &Occurrences { occurrences: &all, severities: &severities, today: here.site.today },
    ))
}

/// How long users were hurt by an incident, and where it leads.
struct Took {
    restore: Elapsed,
    href: String,
    title: String,
}

impl Took {
    fn dot(&self) -> Dot<'_> {
        Dot { seconds: self.restore.seconds, approximate: self.restore.approximate, href: &self.href, title: &self.title }
    }
}

/// How long users were hurt, an incident a dot, by severity.
pub fn to_restore(here: Here<'_>, metrics: &Metrics<'_>) -> Option<Svg> {
    let mut by_severity: BTreeMap<Severity, Vec<Took>> = BTreeMap::new();
    for (no, incident) in here.site.corpus.incidents() {
        let Some(restore) = incident.hurt() else { continue };
        let day = incident.date.map(|date| format!("{}, ", when::long(date))).unwrap_or_default();
        let title = format!("{}: {day}{}", super::parts::elapsed(restore), incident.title);
        by_severity.entry(incident.severity).or_default().push(Took { restore, href: here.href(&Route::Incident(no)), title });
    }
    let dots: Vec<Vec<Dot<'_>>> = by_severity.values().map(|all| all.iter().map(Took::dot).collect()).collect();
    let names: Vec<_> = by_severity.keys().map(|severity| here.severity(*severity)).collect();
    let lanes = by_severity.keys().zip(&names).zip(&dots).map(|((severity, name), dots)| DotLane {
        name: &name.title,
        href: &name.href,
        dots,
        median: metrics.by_severity.get(severity).and_then(Durations::median).map(|median| median.seconds),
    });
    drawn(charts::dots("chart-dots", "How long users were hurt", &lanes.collect::<Vec<_>>()))
}

/// The last year, day by day; nothing where nothing happened in it.
pub fn calendar(here: Here<'_>) -> Option<Svg> {
    let site = here.site;
    let first = charts::calendar_start(site.today)?;
    let mut by_day: BTreeMap<Date, Vec<Shown>> = BTreeMap::new();
    for (no, incident) in site.corpus.incidents() {
        let recent = incident.date.is_some_and(|date| (first..=site.today).contains(&date));
        if let Some(shown) = recent.then(|| shown(here, no)).flatten() {
            by_day.entry(shown.date).or_default().push(shown);
        }
    }
    let titles: Vec<String> =
        by_day.values().map(|day| day.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join("; ")).collect();
    let days: Vec<Day<'_>> = by_day
        .iter()
        .zip(&titles)
        .filter_map(|((date, day), title)| {
            let worst = day.iter().min_by_key(|one| one.severity)?;
            let known: Vec<i64> = day.iter().filter_map(|one| one.hurting).collect();
            let hurting = (!known.is_empty()).then(|| known.iter().sum());
            Some(Day { date: *date, hurting, severity: worst.severity, href: &worst.href, title })
        })
        .collect();
    (!days.is_empty()).then(|| charts::calendar("chart-calendar", &Calendar { today: site.today, days: &days })).and_then(drawn)
}
