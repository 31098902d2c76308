//! Addresses: the only place that makes URLs.
//!
//! A [`Route`] says which page; its path says where it stands below the site's root. Every link between pages is relative, so
//! that the site works below any path and straight from disk. This module knows the addresses and never what is on a page.

use crate::corpus::IncidentNo;
use crate::incident::Severity;
use crate::relate::{ChainNo, IssueNo};

/// A page or file of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// The first page.
    Home,
    /// One incident.
    Incident(IncidentNo),
    /// The old address of an incident, by its place in the list of aliases.
    Alias(IncidentNo, usize),
    /// A file beside a note in a folder of its own, by its path inside the folder.
    Attachment(IncidentNo, String),
    /// All incidents.
    Incidents,
    /// The incidents of a year; `None` for those without a date.
    IncidentsOf(Option<i16>),
    /// The years at a glance.
    Timeline,
    /// The incidents of a year on an axis.
    TimelineOf(i16),
    /// What keeps coming back.
    Recurring,
    /// A factor, symptom or trigger that was seen twice or more.
    Issue(IssueNo),
    /// A chain of incidents that their notes link.
    Chain(ChainNo),
    /// All services.
    Services,
    /// Before you deploy this service.
    Service(String),
    /// All follow-ups.
    Actions,
    /// Figures over all incidents.
    Insights,
    /// All tags.
    Tags,
    /// The incidents with a tag.
    Tag(String),
    /// The incidents of a severity.
    Severity(Severity),
    /// The search page.
    Search,
    /// What a server shows for an address that is not there.
    NotFound,
    /// The Atom feed.
    Feed,
    /// The addresses of all pages.
    Sitemap,
    /// The incidents for programs.
    Api,
    /// A style sheet or script, by its path.
    Asset(&'static str),
    /// A file of the search index, by its number.
    SearchFile(usize),
}

/// What a path needs to know of an incident.
pub trait Addresses {
    /// The id of an incident.
    fn id(&self, no: IncidentNo) -> &str;
    /// An alias of an incident.
    fn alias(&self, no: IncidentNo, nth: usize) -> &str;
    /// The name of the page of a severity.
    fn severity(&self, severity: Severity) -> String;
    /// The slug of a factor, symptom or trigger.
    fn issue(&self, no: IssueNo) -> &str;
    /// The name of the page of a chain, which must not be that of an issue.
    fn chain(&self, no: ChainNo) -> String;
    /// The path of a file of the search index.
    fn search_file(&self, nth: usize) -> &str;
}

impl Route {
    /// The path below the site's root, with forward slashes.
    pub fn path(&self, addresses: &impl Addresses) -> String {
        match self {
            Self::Home => "index.html".to_owned(),
            Self::Incident(no) => incident(addresses.id(*no)),
            Self::Alias(no, nth) => incident(addresses.alias(*no, *nth)),
            Self::Attachment(no, file) => format!("incidents/{}/{file}", addresses.id(*no)),
            Self::Incidents => "incidents/index.html".to_owned(),
            Self::IncidentsOf(Some(year)) => format!("incidents/{year}.html"),
            Self::IncidentsOf(None) => "incidents/undated.html".to_owned(),
            Self::Timeline => "timeline/index.html".to_owned(),
            Self::TimelineOf(year) => format!("timeline/{year}.html"),
            Self::Recurring => "recurring/index.html".to_owned(),
            Self::Issue(no) => format!("recurring/{}.html", addresses.issue(*no)),
            Self::Chain(no) => format!("recurring/{}.html", addresses.chain(*no)),
            Self::Services => "services/index.html".to_owned(),
            Self::Service(slug) => format!("services/{slug}.html"),
            Self::Actions => "actions/index.html".to_owned(),
            Self::Insights => "insights.html".to_owned(),
            Self::Tags => "tags/index.html".to_owned(),
            Self::Tag(slug) => format!("tags/{slug}.html"),
            Self::Severity(severity) => format!("severity/{}.html", addresses.severity(*severity)),
            Self::Search => "search.html".to_owned(),
            Self::NotFound => "404.html".to_owned(),
            Self::Feed => "feed.xml".to_owned(),
            Self::Sitemap => "sitemap.xml".to_owned(),
            Self::Api => "api/incidents.json".to_owned(),
            Self::Asset(name) => (*name).to_owned(),
            Self::SearchFile(nth) => addresses.search_file(*nth).to_owned(),
        }
    }

    /// Whether it is a page that people read and search engines may list.
    pub fn is_page(&self) -> bool {
        !matches!(
            self,
            Self::Alias(..)
                | Self::Attachment(..)
                | Self::NotFound
                | Self::Feed
                | Self::Sitemap
                | Self::Api
                | Self::Asset(_)
                | Self::SearchFile(_)
        )
    }
}

/// The path of the page of an incident, for whoever indexes it before there is a site.
pub fn incident(id: &str) -> String {
    format!("incidents/{id}.html")
}

/// The way from a page to the site's root: empty, or `../` for each folder.
pub fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The relative address of `to` on the page at `from`.
pub fn relative(from: &str, to: &str) -> String {
    let shared = from.rfind('/').map_or(0, |at| at + 1);
    let folder = &from[..shared];
    match to.strip_prefix(folder) {
        Some(rest) if !folder.is_empty() => rest.to_owned(),
        _ => root_of(from) + to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_the_page() {
        assert_eq!(relative("index.html", "incidents/a.html"), "incidents/a.html");
        assert_eq!(relative("incidents/a.html", "incidents/b.html"), "b.html");
        assert_eq!(relative("incidents/a.html", "index.html"), "../index.html");
        assert_eq!(relative("incidents/a.html", "services/x.html"), "../services/x.html");
        assert_eq!(relative("incidents/a.html", "incidents/a/graph.png"), "a/graph.png");
        assert_eq!(root_of("a/b/c.html"), "../../");
    }
}
