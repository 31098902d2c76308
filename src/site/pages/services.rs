//! Services: all of them, and what to know before one is deployed.

use super::frame::Page;
use super::here::Here;
use super::parts::{ActionView, Fact, Line, Link, Words, back_up};
use crate::address::Address;
use crate::relate::ServiceGroup;
use crate::site::html::Html;
use crate::site::markdown;
use crate::site::routes::Route;
use crate::site::when::{self, Day};
use crate::words::{plural, times};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct ServiceLine {
    href: String,
    title: String,
    owner: Option<String>,
    incidents: usize,
    last: Option<Day>,
    open: usize,
}

/// All services.
#[derive(Serialize)]
pub struct Index {
    services: Vec<ServiceLine>,
}

/// The page of all services.
pub fn index(here: Here<'_>) -> Page<Index> {
    let config = &here.site.corpus.config;
    let line = |service: &ServiceGroup| ServiceLine {
        href: here.href(&Route::Service(service.group.name.slug.clone())),
        title: config.service_title(&service.group.name),
        owner: config.services.get(&service.group.name.slug).and_then(|known| known.owner.clone()),
        incidents: service.group.incidents.len(),
        last: service.group.incidents.first().and_then(|no| here.site.corpus[*no].date).map(Day::from),
        open: service.open.len(),
    };
    let mut services: Vec<_> = here.site.relations.groups.services.values().map(line).collect();
    services.sort_by_cached_key(|service| service.title.to_lowercase());
    Page::new(here, &Route::Services, "Services", None, Index { services })
}

/// As many incidents stand before what is to be done: who is about to deploy reads the last ones.
const LATEST: usize = 5;

/// As many issues are named that came back with a service, those that did most often.
const ISSUES: usize = 12;

/// As many open actions stand on the page of a service; the page of all actions has the others.
const OPEN: usize = 20;

/// What came back with a service.
#[derive(Serialize)]
struct Recurring {
    link: Link,
    /// `twice`, `3 times`
    times: String,
}

/// One service.
#[derive(Serialize)]
pub struct View {
    owner: Option<String>,
    runbook: Option<Words>,
    description: Option<Html>,
    brief: Vec<Fact>,
    latest: Vec<Line>,
    issues: Vec<Recurring>,
    actions: Vec<ActionView>,
    /// How many more are open.
    more_actions: usize,
    /// All incidents before the latest.
    earlier: Vec<Line>,
}

/// The page of a service.
pub fn service(here: Here<'_>, service: &ServiceGroup) -> Page<View> {
    let config = &here.site.corpus.config;
    let known = config.services.get(&service.group.name.slug);
    let description = known.and_then(|known| known.description.as_deref());
    let runbook = known.and_then(|known| known.runbook.clone());
    let mut latest = here.lines(service.group.incidents.iter().copied());
    let earlier = latest.split_off(latest.len().min(LATEST));
    let view = View {
        owner: known.and_then(|known| known.owner.clone()),
        runbook: runbook.map(|url| Words { href: (Address::of(&url) == Address::Web).then(|| url.clone()), text: url }),
        description: description.map(|text| here.description(text)),
        brief: brief(here, service),
        latest,
        issues: issues(here, service),
        actions: here.actions(service.open.iter().take(OPEN)),
        more_actions: service.open.len().saturating_sub(OPEN),
        earlier,
    };
    let route = Route::Service(service.group.name.slug.clone());
    Page::new(here, &route, config.service_title(&service.group.name), description.map(markdown::plain), view)
}

fn brief(here: Here<'_>, service: &ServiceGroup) -> Vec<Fact> {
    let corpus = here.site.corpus;
    let incidents = &service.group.incidents;
    let not_over = incidents.iter().filter(|no| corpus[**no].is_ongoing()).count();
    let last = incidents.first().and_then(|no| corpus[*no].date).map(|date| format!(", the last on {}", when::long(date)));
    let seen = format!("<strong>{}</strong>{}.", plural(incidents.len(), "incident"), last.unwrap_or_default());
    let seen = match not_over {
        0 => seen,
        n => format!("{seen} <strong>{n} not over yet.</strong>"),
    };
    let overdue = service.open.iter().filter(|action| action.overdue).count();
    let open = match (service.open.len(), overdue) {
        (0, _) => "Nothing is open.".to_owned(),
        (n, 0) => format!("<strong>{}</strong> still to do.", plural(n, "action")),
        (n, overdue) => format!("<strong>{}</strong> still to do, {overdue} overdue.", plural(n, "action")),
    };
    vec![Fact { label: "Seen", html: Html::made(seen) }, back_up(&service.worked), Fact { label: "Open", html: Html::made(open) }]
}

/// What came back with this service, the most often seen first.
fn issues(here: Here<'_>, service: &ServiceGroup) -> Vec<Recurring> {
    let relations = here.site.relations;
    let mut seen = BTreeMap::new();
    for issue in service.group.incidents.iter().flat_map(|no| relations.issues_of(*no)) {
        *seen.entry(*issue).or_insert(0usize) += 1;
    }
    let mut seen: Vec<_> = seen.into_iter().filter(|(_, count)| *count > 1).collect();
    seen.sort_by_key(|(issue, count)| (std::cmp::Reverse(*count), *issue));
    let link = |(no, count): (_, usize)| {
        let issue = relations.issue(no);
        let link = Link { href: here.href(&Route::Issue(no)), title: here.site.corpus.config.issue_title(&issue.name) };
        Recurring { link, times: times(count) }
    };
    seen.into_iter().take(ISSUES).map(link).collect()
}
