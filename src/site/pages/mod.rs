//! Pages: for each kind of route a typed view and the template that shows it.

mod actions;
mod drawings;
mod frame;
pub mod here;
mod home;
mod incident;
mod insights;
mod issue;
mod links;
mod lists;
pub mod parts;
mod recurring;
mod services;
mod timeline;

pub use incident::{rows_of, shows_prose_of};

use super::routes::Route;
use crate::error::Error;
use frame::Page;
use here::Here;
use serde::Serialize;

#[derive(Serialize)]
struct Nothing {}

/// The page of a route that is a page; anything else has no template and comes out empty.
pub fn render(here: Here<'_>, route: &Route) -> Result<String, Error> {
    let relations = here.site.relations;
    let theme = here.site.theme;
    match route {
        Route::Home => theme.render("home.html", &home::page(here)),
        Route::Incident(no) => theme.render("incident.html", &incident::page(here, *no)),
        Route::Alias(no, _) => theme.render("moved.html", &moved(here, &Route::Incident(*no), &here.site.corpus[*no].title)),
        Route::Incidents => theme.render("incidents.html", &lists::index(here)),
        Route::IncidentsOf(year) => theme.render("year.html", &lists::year(here, *year)),
        Route::Timeline => theme.render("timeline.html", &timeline::index(here)),
        Route::TimelineOf(year) => theme.render("timeline.html", &timeline::year(here, *year)),
        Route::Recurring => theme.render("recurring.html", &recurring::index(here)),
        Route::Issue(no) => theme.render("issue.html", &issue::issue(here, *no)),
        Route::Chain(no) => theme.render("issue.html", &issue::chain(here, *no)),
        Route::Services => theme.render("services.html", &services::index(here)),
        Route::Service(slug) => match relations.groups.services.get(slug) {
            Some(service) => theme.render("service.html", &services::service(here, service)),
            None => Ok(String::new()),
        },
        Route::Actions => theme.render("actions.html", &actions::page(here)),
        Route::Insights => theme.render("insights.html", &insights::page(here)),
        Route::Tags => theme.render("tags.html", &lists::tags(here)),
        Route::Tag(slug) => match relations.groups.tags.get(slug) {
            Some(tag) => theme.render("listing.html", &lists::tag(here, tag)),
            None => Ok(String::new()),
        },
        Route::Severity(severity) => theme.render("listing.html", &lists::severity(here, *severity)),
        Route::Search => theme.render("search.html", &Page::new(here, route, "Search", None, Nothing {})),
        Route::NotFound => theme.render("not-found.html", &not_found(here)),
        _ => Ok(String::new()),
    }
}

/// A server shows this page under any address, so its links cannot be relative to one.
fn not_found(here: Here<'_>) -> Page<Nothing> {
    let base = here.site.corpus.config.site.base_url.as_deref().unwrap_or_default();
    Page::new(here, &Route::NotFound, "Not found", None, Nothing {}).with_root(base)
}

#[derive(Serialize)]
struct Moved<'a> {
    language: &'a str,
    href: String,
    title: &'a str,
}

fn moved<'a>(here: Here<'a>, to: &Route, title: &'a str) -> Moved<'a> {
    Moved { language: &here.site.corpus.config.site.language, href: here.href(to), title }
}
