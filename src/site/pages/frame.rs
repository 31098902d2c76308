//! What stands around every page: the name of the site, the way through it, and what a browser is told.

use super::here::Here;
use super::parts::Link;
use crate::site::routes::{Route, root_of};
use crate::site::when::Day;
use serde::Serialize;

/// A link of the navigation.
#[derive(Debug, Serialize)]
struct NavLink {
    #[serde(flatten)]
    link: Link,
    /// The value of `aria-current`, on the page itself and on those below it.
    here: Option<&'static str>,
}

/// The frame of a page.
#[derive(Debug, Serialize)]
pub struct Frame {
    site: String,
    language: String,
    /// From the page to the root of the site.
    root: String,
    /// For search engines and previews.
    description: Option<String>,
    today: Day,
    feed: bool,
    scripts: &'static [&'static str],
    nav: Vec<NavLink>,
}

/// A page as its template gets it: the frame, the title, and what the page itself says.
#[derive(Debug, Serialize)]
pub struct Page<V> {
    frame: Frame,
    /// The title, without the name of the site.
    page_title: String,
    #[serde(flatten)]
    view: V,
}

impl<V: Serialize> Page<V> {
    /// A page.
    pub fn new(here: Here<'_>, route: &Route, title: impl Into<String>, description: Option<String>, view: V) -> Self {
        let site = here.site;
        let sections = [
            (Route::Incidents, "Incidents"),
            (Route::Timeline, "Timeline"),
            (Route::Recurring, "Recurring"),
            (Route::Services, "Services"),
            (Route::Actions, "Actions"),
            (Route::Insights, "Insights"),
            (Route::Search, "Search"),
        ];
        let nav = sections.into_iter().map(|(section, title)| NavLink {
            here: if section == *route { Some("page") } else { (above(route).as_ref() == Some(&section)).then_some("true") },
            link: Link { href: here.href(&section), title: title.to_owned() },
        });
        let frame = Frame {
            site: site.corpus.config.site.title.clone(),
            language: site.corpus.config.site.language.clone(),
            root: root_of(here.path),
            description,
            today: site.today.into(),
            feed: site.corpus.config.site.base_url.is_some(),
            scripts: match route {
                Route::Search => &["search-words.js", "search-core.js", "search.js"],
                Route::Home => &["search.js"],
                _ => &["sort.js"],
            },
            nav: nav.collect(),
        };
        Self { frame, page_title: title.into(), view }
    }

    /// The same page with every link of the frame beginning at `root`.
    pub fn with_root(mut self, root: &str) -> Self {
        for nav in &mut self.frame.nav {
            nav.link.href = format!("{root}{}", nav.link.href);
        }
        self.frame.root = root.to_owned();
        self
    }
}

/// The section of the site that a page belongs to.
fn above(route: &Route) -> Option<Route> {
    match route {
        Route::Incident(_) | Route::IncidentsOf(_) | Route::Severity(_) | Route::Tag(_) | Route::Tags => Some(Route::Incidents),
        Route::TimelineOf(_) => Some(Route::Timeline),
        Route::Issue(_) | Route::Chain(_) => Some(Route::Recurring),
        Route::Service(_) => Some(Route::Services),
        _ => None,
    }
}
