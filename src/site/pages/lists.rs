//! Pages that list incidents: all of them, a year, a severity, a tag; and the list of tags.

use super::frame::Page;
use super::here::Here;
use super::parts::{CountedLink, Line, Link};
use crate::corpus::IncidentNo;
use crate::incident::Severity;
use crate::relate::Group;
use crate::site::html::Html;
use crate::site::routes::Route;
use serde::Serialize;

/// As many incidents stand on the page of all of them; older ones stand on the pages of their years.
const ON_THE_INDEX: usize = 200;
/// As many services and tags are named on it.
const NAMED: usize = 24;

#[derive(Serialize)]
struct Facet {
    title: &'static str,
    links: Vec<CountedLink>,
    more: Option<Link>,
    /// Severities are set in their weight.
    heavy: bool,
}

/// All incidents.
#[derive(Serialize)]
pub struct Index {
    total: usize,
    span: Option<String>,
    complete: bool,
    facets: Vec<Facet>,
    incidents: Vec<Line>,
}

/// The page of all incidents.
pub fn index(here: Here<'_>) -> Page<Index> {
    let site = here.site;
    let groups = &site.relations.groups;
    let years = groups.years.iter().rev().map(|(year, incidents)| CountedLink {
        href: here.href(&Route::IncidentsOf(Some(*year))),
        title: year.to_string(),
        count: incidents.len(),
    });
    let undated = site.corpus.incidents().filter(|(_, incident)| incident.date.is_none()).count();
    let undated = (undated > 0).then(|| CountedLink {
        href: here.href(&Route::IncidentsOf(None)),
        title: "no date".to_owned(),
        count: undated,
    });
    let severities = groups.severities.iter().map(|(severity, incidents)| CountedLink {
        href: here.href(&Route::Severity(*severity)),
        title: site.corpus.config.level(*severity).title.clone(),
        count: incidents.len(),
    });
    let services = groups.services.values().map(|service| CountedLink {
        href: here.href(&Route::Service(service.group.name.slug.clone())),
        title: site.corpus.config.service_title(&service.group.name),
        count: service.group.incidents.len(),
    });
    let facets = [
        Facet { title: "Year", links: years.chain(undated).collect(), more: None, heavy: false },
        Facet { title: "Severity", links: severities.collect(), more: None, heavy: true },
        facet("Service", services.collect(), Link { href: here.href(&Route::Services), title: "all services".to_owned() }),
        facet("Tag", tag_links(here), Link { href: here.href(&Route::Tags), title: "all tags".to_owned() }),
    ];
    let (first, last) = (groups.years.keys().next(), groups.years.keys().next_back());
    let view = Index {
        total: site.corpus.len(),
        span: match (first, last) {
            (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
            (Some(year), _) => Some(year.to_string()),
            _ => None,
        },
        complete: site.corpus.len() <= ON_THE_INDEX,
        facets: facets.into_iter().filter(|facet| !facet.links.is_empty()).collect(),
        incidents: here.lines(site.corpus.incidents().take(ON_THE_INDEX).map(|(no, _)| no)),
    };
    Page::new(here, &Route::Incidents, "Incidents", None, view)
}

/// The most frequent ones, and a way to the others.
fn facet(title: &'static str, mut links: Vec<CountedLink>, all: Link) -> Facet {
    links.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
    let more = (links.len() > NAMED).then_some(all);
    links.truncate(NAMED);
    Facet { title, links, more, heavy: false }
}

fn tag_links(here: Here<'_>) -> Vec<CountedLink> {
    let link = |tag: &Group| CountedLink {
        href: here.href(&Route::Tag(tag.name.slug.clone())),
        title: tag.name.text.clone(),
        count: tag.incidents.len(),
    };
    here.site.relations.groups.tags.values().map(link).collect()
}

/// The incidents of a year.
#[derive(Serialize)]
pub struct Year {
    incidents: Vec<Line>,
    /// The address of the same year on an axis.
    timeline: Option<String>,
    older: Option<Link>,
    newer: Option<Link>,
}

/// The page of a year; `None` is for incidents without a date.
pub fn year(here: Here<'_>, year: Option<i16>) -> Page<Year> {
    let years = &here.site.relations.groups.years;
    let incidents: Vec<IncidentNo> = match year {
        Some(year) => years.get(&year).cloned().unwrap_or_default(),
        None => here.site.corpus.incidents().filter(|(_, incident)| incident.date.is_none()).map(|(no, _)| no).collect(),
    };
    let (older, newer) = neighbours(here, year, |year| Route::IncidentsOf(Some(year)));
    let title = year.map_or_else(|| "Incidents without a date".to_owned(), |year| format!("Incidents of {year}"));
    let timeline = year.map(|year| here.href(&Route::TimelineOf(year)));
    let view = Year { incidents: here.lines(incidents), timeline, older, newer };
    Page::new(here, &Route::IncidentsOf(year), title, None, view)
}

/// The years before and after one.
pub fn neighbours(here: Here<'_>, year: Option<i16>, route: impl Fn(i16) -> Route) -> (Option<Link>, Option<Link>) {
    let years = &here.site.relations.groups.years;
    let link = |year: &i16| Link { href: here.href(&route(*year)), title: year.to_string() };
    let Some(year) = year else { return (None, None) };
    (years.range(..year).next_back().map(|(year, _)| link(year)), years.range(year + 1..).next().map(|(year, _)| link(year)))
}

/// A list of incidents under a heading.
#[derive(Serialize)]
pub struct Listing {
    kicker: &'static str,
    description: Option<Html>,
    incidents: Vec<Line>,
}

/// The page of a severity.
pub fn severity(here: Here<'_>, severity: Severity) -> Page<Listing> {
    let level = here.site.corpus.config.level(severity);
    let incidents = here.site.relations.groups.severities.get(&severity).cloned().unwrap_or_default();
    let view = Listing {
        kicker: "Severity",
        description: level.description.as_deref().map(|text| here.description(text)),
        incidents: here.lines(incidents),
    };
    Page::new(here, &Route::Severity(severity), &level.title, None, view)
}

/// The page of a tag.
pub fn tag(here: Here<'_>, tag: &Group) -> Page<Listing> {
    let view = Listing { kicker: "Tag", description: None, incidents: here.lines(tag.incidents.iter().copied()) };
    Page::new(here, &Route::Tag(tag.name.slug.clone()), &tag.name.text, None, view)
}

/// All tags.
#[derive(Serialize)]
pub struct Tags {
    tags: Vec<CountedLink>,
}

/// The page of all tags.
pub fn tags(here: Here<'_>) -> Page<Tags> {
    Page::new(here, &Route::Tags, "Tags", None, Tags { tags: tag_links(here) })
}
