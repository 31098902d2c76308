//! The site: which pages there are, and what each of them says.
//!
//! A page is a pure function of its route: [`Site::plan`] lists the routes, and rendering one gives its bytes. Nothing here
//! touches the output folder, the clock or the disk.

pub mod charts;
pub mod duration;
mod feeds;
pub mod html;
pub mod markdown;
pub mod pages;
pub mod places;
pub mod routes;
pub mod search;
mod searchable;
pub mod targets;
pub mod theme;
pub mod when;

use crate::corpus::{Corpus, IncidentNo};
use crate::error::Error;
use crate::history::History;
use crate::incident::Severity;
use crate::relate::{ChainNo, IssueNo, Relations};
use jiff::civil::Date;
use pages::here::Here;
use routes::{Addresses, Route};
use std::borrow::Cow;
use targets::{Attachments, Notes};
use theme::Theme;

/// Everything that pages are made from. All of it is read; nothing of it changes while pages are made.
pub struct Site<'a> {
    /// All incidents.
    pub corpus: &'a Corpus,
    /// The facts that they make together.
    pub relations: &'a Relations,
    /// When each note was last changed.
    pub history: &'a History,
    /// Templates and assets.
    pub theme: &'a Theme,
    /// The files beside notes that are published.
    pub attachments: &'a Attachments,
    /// Notes by path.
    pub notes: Notes,
    /// The index that the browser searches.
    pub search: search::Index,
    /// The day on which everything is looked at.
    pub today: Date,
}

impl<'a> Site<'a> {
    /// A site; indexes it for search.
    pub fn new(
        corpus: &'a Corpus,
        relations: &'a Relations,
        history: &'a History,
        theme: &'a Theme,
        attachments: &'a Attachments,
        today: Date,
    ) -> Self {
        let search = searchable::index(corpus);
        Self { corpus, relations, history, theme, attachments, notes: Notes::of(corpus), search, today }
    }

    /// Every page and file of the site.
    pub fn plan(&self) -> Vec<Route> {
        let groups = &self.relations.groups;
        let mut routes = vec![
            Route::Home,
            Route::Incidents,
            Route::Timeline,
            Route::Recurring,
            Route::Services,
            Route::Actions,
            Route::Insights,
            Route::Tags,
            Route::Search,
            Route::Api,
        ];
        if self.corpus.config.site.base_url.is_some() {
            routes.extend([Route::NotFound, Route::Feed, Route::Sitemap]);
        }
        for (no, incident) in self.corpus.incidents() {
            routes.push(Route::Incident(no));
            routes.extend((0..incident.aliases.len()).map(|nth| Route::Alias(no, nth)));
        }
        if self.corpus.incidents().any(|(_, incident)| incident.date.is_none()) {
            routes.push(Route::IncidentsOf(None));
        }
        routes.extend(groups.years.keys().flat_map(|year| [Route::IncidentsOf(Some(*year)), Route::TimelineOf(*year)]));
        routes.extend(self.relations.recurring().map(|(no, _)| Route::Issue(no)));
        routes.extend(self.relations.chains().map(|(no, _)| Route::Chain(no)));
        routes.extend(groups.services.keys().map(|slug| Route::Service(slug.clone())));
        routes.extend(groups.tags.keys().map(|slug| Route::Tag(slug.clone())));
        routes.extend(groups.severities.keys().map(|severity| Route::Severity(*severity)));
        routes.extend(self.attachments.iter().map(|(no, file)| Route::Attachment(no, file.to_owned())));
        routes.extend(Theme::assets().map(Route::Asset));
        routes.extend((0..self.search.files().len()).map(Route::SearchFile));
        routes
    }

    /// The bytes of a page, except of an attachment, which only the disk has.
    ///
    /// # Errors
    /// A template of the team's that asks for what its view does not have.
    pub fn render(&self, route: &Route, path: &str, all: &[Route]) -> Result<Cow<'_, [u8]>, Error> {
        let here = Here { site: self, path };
        Ok(match route {
            Route::Asset(name) => Cow::Borrowed(self.theme.asset(name).as_bytes()),
            Route::SearchFile(nth) => Cow::Owned(self.search.render(*nth)),
            Route::Feed => Cow::Owned(feeds::atom(here).into_bytes()),
            Route::Sitemap => Cow::Owned(feeds::sitemap(self, all).into_bytes()),
            Route::Api => Cow::Owned(feeds::api(here).into_bytes()),
            Route::Attachment(..) => Cow::Borrowed(&[]),
            page => Cow::Owned(pages::render(here, page)?.into_bytes()),
        })
    }
}

impl Addresses for Site<'_> {
    fn id(&self, no: IncidentNo) -> &str {
        &self.corpus[no].id
    }

    fn alias(&self, no: IncidentNo, nth: usize) -> &str {
        self.corpus[no].aliases.get(nth).map_or("", String::as_str)
    }

    fn severity(&self, severity: Severity) -> String {
        self.corpus.config.level(severity).slug()
    }

    fn issue(&self, no: IssueNo) -> &str {
        &self.relations.issue(no).name.slug
    }

    fn chain(&self, no: ChainNo) -> String {
        let id = self.id(self.relations.chain(no).first);
        let taken = self.relations.find_issue(id).is_some_and(|no| self.relations.issue(no).is_recurring());
        if taken { format!("{id}-chain") } else { id.to_owned() }
    }

    fn search_file(&self, nth: usize) -> &str {
        self.search.files().get(nth).map_or("", String::as_str)
    }
}
