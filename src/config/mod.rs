//! `lookback.toml`: what a site is called, how bad a severity is, what services and known issues are.
//!
//! Every key has a default, so that a repository without the file is a site, too. This module reads the file and never looks at
//! a note.

mod read;
mod zone;

pub use read::{KEYS, base_url, read};
pub use zone::{ZONE, ZONE_HELP, ZONES, zone};

use crate::diagnostic::Level;
use crate::incident::{Name, Severity, Status};
use crate::source::Span;
use crate::words::capital;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::num::NonZeroU16;

/// The file, from the root.
pub const FILE: &str = "lookback.toml";

/// The whole configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[site]`
    pub site: Site,
    /// `[paths]`
    pub paths: Paths,
    /// `[[severity]]`, the worst first; never empty.
    pub severities: Vec<SeverityLevel>,
    /// `[service.<slug>]`
    pub services: BTreeMap<String, Service>,
    /// `[issue.<slug>]`
    pub issues: BTreeMap<String, KnownIssue>,
    /// `[[autolink]]`
    pub autolinks: Vec<Autolink>,
    /// `[lint]`
    pub lint: Lint,
    /// `[audience.public]`
    pub public: Public,
    /// `[import]`
    pub import: Import,
}

/// `[site]`
#[derive(Debug, Clone)]
pub struct Site {
    /// The name of the site.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Where it will be, ending in `/`; only feeds, the sitemap and the 404 page need it.
    pub base_url: Option<String>,
    /// A language tag for the pages, `en`.
    pub language: String,
    /// For times in notes that name no zone; `None` if nobody said, which is reported where it matters.
    pub timezone: Option<TimeZone>,
    /// Where the source of a note can be read, with `{path}`.
    pub source_url: Option<String>,
    /// Where a note can be edited, with `{path}`.
    pub edit_url: Option<String>,
}

/// `[paths]`, from the root.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The notes.
    pub incidents: String,
    /// Templates of the team's own.
    pub templates: String,
    /// Where the site goes.
    pub output: String,
}

/// `[[severity]]`
#[derive(Debug, Clone)]
pub struct SeverityLevel {
    /// The word in a note.
    pub name: String,
    /// The word on a page.
    pub title: String,
    /// What it means.
    pub description: Option<String>,
    /// Days after the incident in which an action without `due` is due; `None` if it is due on no day.
    pub action_due_days: Option<NonZeroU16>,
}

impl SeverityLevel {
    /// Its part of an address.
    pub fn slug(&self) -> String {
        slug::slugify(&self.name)
    }

    /// What it means; its name on a page, if nobody said.
    pub fn meaning(&self) -> &str {
        self.description.as_deref().unwrap_or(&self.title)
    }
}

/// `[service.<slug>]`
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// The name on a page.
    pub title: Option<String>,
    /// The team.
    pub owner: Option<String>,
    /// A URL.
    pub runbook: Option<String>,
    /// Markdown.
    pub description: Option<String>,
}

/// `[issue.<slug>]`
#[derive(Debug, Clone, Default)]
pub struct KnownIssue {
    /// The name on a page.
    pub title: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// The team.
    pub owner: Option<String>,
}

/// `[[autolink]]`: text that becomes a link.
#[derive(Debug, Clone)]
pub struct Autolink {
    /// What to find.
    pub pattern: regex::Regex,
    /// Where it leads; `$0` is the text found, `$1` the first group.
    pub url: String,
}

/// `[lint]`
#[derive(Debug, Clone, Default)]
pub struct Lint {
    /// Codes, or prefixes of them, each with its place and the level that the team gives it; the longest that fits wins.
    pub levels: Vec<(String, Span, Level)>,
    /// People by name or surname: `LB308` asks for the role where one of them is the subject of a sentence.
    pub people: Vec<String>,
}

/// `[audience.public]`: what a public build may show. What is not named does not reach it.
#[derive(Debug, Clone, Default)]
pub struct Public {
    /// Keys of the front matter, each with its place.
    pub fields: Vec<(String, Span)>,
    /// Topics of sections or anchors of headings, each with its place.
    pub sections: Vec<(String, Span)>,
}

impl Public {
    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.sections.is_empty()
    }
}

/// `[import]`: how documents that were written elsewhere become notes.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// The zone in which they tell times without one, as the notes will name it; the site's if nobody said.
    pub timezone: Option<String>,
    /// The status of a document that says none.
    pub status: Option<Status>,
    /// Words for a severity.
    pub severities: Renames,
    /// Other names of services.
    pub services: Renames,
    /// Other names of tags.
    pub tags: Renames,
}

/// What names are written as here. Case, spaces, `-` and `_` make no difference.
#[derive(Debug, Clone, Default)]
pub struct Renames(BTreeMap<String, String>);

impl Renames {
    /// From pairs of the other name and ours.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().map(|(from, to)| (folded(&from), to)).collect())
    }

    /// What a name is written as here, if that was said.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(&folded(name)).map(String::as_str)
    }
}

fn folded(name: &str) -> String {
    name.to_lowercase().split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).collect()
}

impl Config {
    /// The severity of this name.
    pub fn severity(&self, name: &str) -> Option<Severity> {
        self.severities.iter().position(|level| level.name == name).map(Severity)
    }

    /// What is known of a severity.
    pub fn level(&self, severity: Severity) -> &SeverityLevel {
        &self.severities[severity.0]
    }

    /// The name of a service on a page.
    pub fn service_title(&self, service: &Name) -> String {
        let known = self.services.get(&service.slug).and_then(|known| known.title.clone());
        known.unwrap_or_else(|| readable(service))
    }

    /// Whether a service is among those of `lookback.toml`; where that describes none, every one is welcome.
    pub fn is_described(&self, service: &Name) -> bool {
        self.services.is_empty() || self.services.contains_key(&service.slug)
    }

    /// The name of a factor, symptom or trigger on a page.
    pub fn issue_title(&self, issue: &Name) -> String {
        let known = self.issues.get(&issue.slug).and_then(|known| known.title.clone());
        known.unwrap_or_else(|| readable(issue))
    }

    /// The weight of a rule on this site.
    pub fn lint_level(&self, rule: &crate::diagnostic::Rule) -> Level {
        if rule.is_fixed() {
            return rule.level;
        }
        let said = self.lint.levels.iter().filter(|(prefix, ..)| rule.code.starts_with(prefix.as_str()));
        said.max_by_key(|(prefix, ..)| prefix.len()).map_or(rule.level, |(.., level)| *level)
    }
}

/// A name that is only a slug is shown with spaces and a capital; one that was written for people is shown as written.
fn readable(name: &Name) -> String {
    if name.text != name.slug {
        return name.text.clone();
    }
    capital(&name.slug.replace('-', " "))
}

impl Default for Config {
    fn default() -> Self {
        let level = |name: &str, title: &str, action_due_days| SeverityLevel {
            name: name.to_owned(),
            title: title.to_owned(),
            description: None,
            action_due_days: NonZeroU16::new(action_due_days),
        };
        Self {
            site: Site {
                title: "Incidents".to_owned(),
                description: "What happened, how we got back up, and what keeps coming back.".to_owned(),
                base_url: None,
                language: "en".to_owned(),
                timezone: None,
                source_url: None,
                edit_url: None,
            },
            paths: Paths { incidents: "incidents".to_owned(), templates: "templates".to_owned(), output: "site".to_owned() },
            severities: vec![
                level("sev1", "Sev 1", 15),
                level("sev2", "Sev 2", 30),
                level("sev3", "Sev 3", 60),
                level("sev4", "Sev 4", 90),
            ],
            services: BTreeMap::new(),
            issues: BTreeMap::new(),
            autolinks: Vec::new(),
            lint: Lint::default(),
            public: Public::default(),
            import: Import::default(),
        }
    }
}
