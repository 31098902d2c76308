//! What machines read: the Atom feed, the sitemap and the incidents as JSON.
//!
//! Feed and sitemap need absolute addresses and are made only with a `base_url`.

use super::Site;
use super::html::escaped;
use super::markdown::plain;
use super::pages::here::Here;
use super::routes::Route;
use super::when;
use crate::incident::{Incident, Name};
use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Text};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// As many incidents stand in the feed.
const IN_THE_FEED: usize = 50;

/// The newest incidents as an Atom feed (RFC 4287).
pub fn atom(here: Here<'_>) -> String {
    let site = here.site;
    let base = base(site);
    let entry = |(no, incident): (crate::corpus::IncidentNo, &Incident)| {
        let url = format!("{base}{}", Route::Incident(no).path(site));
        let updated = site.history.last_change(&incident.file.path).map(|change| change.day()).or(incident.date);
        Entry {
            title: Text::plain(incident.title.clone()),
            id: url.clone(),
            updated: stamp(updated.unwrap_or(site.today)),
            published: incident.date.map(stamp),
            links: vec![Link {
                href: url,
                rel: "alternate".to_owned(),
                mime_type: Some("text/html".to_owned()),
                ..Link::default()
            }],
            summary: incident.summary.as_deref().map(|summary| Text::plain(plain(summary))),
            categories: incident
                .services
                .iter()
                .map(|service| Category {
                    term: service.slug.clone(),
                    label: Some(site.corpus.config.service_title(service)),
                    scheme: None,
                })
                .collect(),
            ..Entry::default()
        }
    };
    let entries: Vec<Entry> = site.corpus.incidents().take(IN_THE_FEED).map(entry).collect();
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| stamp(site.today));
    let feed = Feed {
        title: Text::plain(site.corpus.config.site.title.clone()),
        subtitle: Some(Text::plain(site.corpus.config.site.description.clone())),
        id: base.to_owned(),
        updated,
        lang: Some(site.corpus.config.site.language.clone()),
        generator: Some(Generator { value: "lookback".to_owned(), uri: None, version: None }),
        authors: vec![atom_syndication::Person { name: site.corpus.config.site.title.clone(), ..Default::default() }],
        links: vec![
            Link { href: format!("{base}{}", Route::Feed.path(site)), rel: "self".to_owned(), ..Link::default() },
            Link { href: base.to_owned(), rel: "alternate".to_owned(), ..Link::default() },
        ],
        entries,
        ..Feed::default()
    };
    feed.to_string()
}

/// Midnight UTC of a day.
fn stamp(day: Date) -> FixedDateTime {
    let text = format!("{day}T00:00:00+00:00");
    text.parse().unwrap_or_default()
}

fn base<'a>(site: &'a Site<'_>) -> &'a str {
    site.corpus.config.site.base_url.as_deref().unwrap_or_default()
}

/// The addresses of all pages (sitemaps.org, protocol 0.9).
pub fn sitemap(site: &Site<'_>, routes: &[Route]) -> String {
    let base = base(site);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in routes.iter().filter(|route| route.is_page()) {
        xml.push_str(&format!("<url><loc>{}</loc></url>\n", escaped(&format!("{base}{}", route.path(site)))));
    }
    xml.push_str("</urlset>\n");
    xml
}

#[derive(Serialize)]
struct ApiIncident<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    date: Option<String>,
    severity: &'a str,
    status: &'static str,
    kind: &'static str,
    summary: Option<String>,
    services: Vec<&'a str>,
    factors: Vec<&'a str>,
    symptoms: Vec<&'a str>,
    trigger: Option<&'a str>,
    layer: Option<&'static str>,
    tags: Vec<&'a str>,
    milestones: BTreeMap<&'static str, String>,
    /// Seconds; only what is known.
    durations: BTreeMap<&'static str, i64>,
    ongoing: bool,
    open_actions: usize,
    recurrence_of: Vec<&'a str>,
}

#[derive(Serialize)]
struct Api<'a> {
    today: String,
    incidents: Vec<ApiIncident<'a>>,
}

fn slugs(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| name.slug.as_str()).collect()
}

/// All incidents for programs. `<`, `>` and `&` are escaped, so that the text may stand in a script, too.
pub fn api(here: Here<'_>) -> String {
    let site = here.site;
    let incidents = site.corpus.incidents().map(|(no, incident)| {
        let milestones = &incident.milestones;
        let durations = [
            ("detect", milestones.to_detect()),
            ("acknowledge", milestones.to_acknowledge()),
            ("restore", milestones.to_restore()),
            ("resolve", milestones.to_resolve()),
        ];
        ApiIncident {
            id: &incident.id,
            url: here.href(&Route::Incident(no)),
            title: &incident.title,
            date: incident.date.map(|date| date.to_string()),
            severity: &site.corpus.config.level(incident.severity).name,
            status: incident.status.as_str(),
            kind: incident.kind.as_str(),
            summary: incident.summary.as_deref().map(plain),
            services: slugs(&incident.services),
            factors: slugs(&incident.factors),
            symptoms: slugs(&incident.symptoms),
            trigger: incident.trigger.as_ref().map(|name| name.slug.as_str()),
            layer: incident.layer.map(crate::incident::Layer::as_str),
            tags: slugs(&incident.tags),
            milestones: milestones
                .known()
                .filter_map(|(milestone, time)| Some((milestone.as_str(), when::machine(&time.at)?)))
                .collect(),
            durations: durations.into_iter().filter_map(|(name, elapsed)| Some((name, elapsed?.seconds))).collect(),
            ongoing: incident.is_ongoing(),
            open_actions: incident.actions.iter().filter(|action| action.progress.is_open()).count(),
            recurrence_of: incident.recurrence_of.iter().map(|link| link.id.as_str()).collect(),
        }
    });
    let document = Api { today: site.today.to_string(), incidents: incidents.collect() };
    let json = serde_json::to_string(&document).unwrap_or_default();
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
