//! The description of `lookback.toml` and its reading.

use super::{Autolink, Config, Import, KnownIssue, Paths, Public, Renames, Service, SeverityLevel, ZONE, ZONE_HELP, ZONES, zone};
use crate::address::is_web_page;
use crate::diagnostic::rules::CODE;
use crate::diagnostic::{Diagnostic, Level, rules};
use crate::incident::Status;
use crate::shape::{self, Fields, Key, Kind, key, required};
use crate::source::{SourceFile, Span};
use std::num::NonZeroU16;
use std::sync::Arc;

/// For a severity of the team's own that does not say.
const DUE_DAYS: u16 = 30;

/// How the address of a page on the web is written.
const WEB_PAGE: &str = "^https?://.";
/// How a name that is part of an address is written.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

const SITE: &[Key] = &[
    key("title", Kind::Title, "The name of the site.").or("Incidents"),
    key("description", Kind::Text, "One sentence about it.").or("What happened, how we got back up, and what keeps coming back."),
    key("base_url", Kind::Title, "Where the site will be; only feeds, the sitemap and the 404 page need it.").like(WEB_PAGE),
    key("language", Kind::Title, "The language of the notes, as in `en`.").or("en"),
    key("timezone", Kind::Title, "For times in notes that name no zone: an IANA name or a fixed offset.")
        .like(ZONE)
        .such_as(ZONES),
    key("source_url", Kind::Title, "Where the source of a note can be read, with `{path}`.").like(WEB_PAGE),
    key("edit_url", Kind::Title, "Where a note can be edited, with `{path}`.").like(WEB_PAGE),
];
const PATHS: &[Key] = &[
    key("incidents", Kind::Title, "The folder of the notes.").or("incidents"),
    key("templates", Kind::Title, "The folder of templates of your own.").or("templates"),
    key("output", Kind::Title, "The folder that the site goes to.").or("site"),
];
const SEVERITY: &[Key] = &[
    required("name", Kind::Title, "The word in a note."),
    key("title", Kind::Title, "The word on a page."),
    key("description", Kind::Text, "What it means."),
    key(
        "action_due_days",
        Kind::Count,
        "Days after the incident in which an action without `due` is due; with 0 it is due on no day.",
    )
    .or("30"),
];
const SERVICE: &[Key] = &[
    key("title", Kind::Title, "The name on a page."),
    key("owner", Kind::Title, "The team."),
    key("runbook", Kind::Title, "A URL."),
    key("description", Kind::Markdown, "What people should know of it."),
];
const ISSUE: &[Key] = &[
    key("title", Kind::Title, "The name on a page."),
    key("description", Kind::Markdown, "What people should know of it."),
    key("owner", Kind::Title, "The team."),
];
const AUTOLINK: &[Key] = &[
    required("pattern", Kind::Title, "A regular expression for the text that becomes a link."),
    required("url", Kind::Title, "Where it leads; `$0` is the text found, `$1` the first group."),
];
const LINT: &[Key] = &[
    key("deny", Kind::Texts, "Codes of rules, or prefixes, whose findings end `check` with exit 1.").like(CODE),
    key("warn", Kind::Texts, "Codes of rules, or prefixes, whose findings are reported.").like(CODE),
    key("allow", Kind::Texts, "Codes of rules, or prefixes, whose findings are not reported.").like(CODE),
    key("people", Kind::Texts, "People by name or surname, for whom a blameless note says their role: LB308."),
];
const PUBLIC: &[Key] = &[
    key("fields", Kind::Texts, "Keys of the front matter that a public build may show."),
    key("sections", Kind::Texts, "Topics of sections, or anchors of headings, that a public build may show."),
];
const AUDIENCE: &[Key] = &[key("public", Kind::Table(PUBLIC), "What everyone may read.")];
const IMPORT: &[Key] = &[
    key("timezone", Kind::Title, "For times in imported documents that name no zone; else that of the site.")
        .like(ZONE)
        .such_as(ZONES),
    key("status", Kind::Word(Status::MEANINGS), "For documents that say none; `reviewed` if it is left out.").or("reviewed"),
    key("severity", Kind::Renames, "Words for a severity, each with the severity that it means here."),
    key("services", Kind::Renames, "Names of services, each with the name that it has here."),
    key("tags", Kind::Renames, "Tags, each with what it is called here."),
];

/// The keys of `lookback.toml`.
pub const KEYS: &[Key] = &[
    key("site", Kind::Table(SITE), "What the site is called and where it is."),
    key("paths", Kind::Table(PATHS), "Where things are, from the root."),
    key("severity", Kind::Tables(SEVERITY), "How bad it can be, the worst first."),
    key("service", Kind::Map(SERVICE), "What is known of a service.").like(SLUG),
    key("issue", Kind::Map(ISSUE), "What is known of a factor, symptom or trigger.").like(SLUG),
    key("autolink", Kind::Tables(AUTOLINK), "Text that becomes a link, such as ticket keys."),
    key("lint", Kind::Table(LINT), "How much each rule weighs."),
    key("audience", Kind::Table(AUDIENCE), "What a build for others may show."),
    key("import", Kind::Table(IMPORT), "How documents that were written elsewhere become notes."),
];

/// Reads `lookback.toml`. Whatever is wrong goes to `findings`, and its default stands in.
pub fn read(file: &Arc<SourceFile>, findings: &mut Vec<Diagnostic>) -> Config {
    shape::read(file, 0..file.text.len(), KEYS, findings, |fields, findings| Reader { file, findings }.config(&fields))
}

struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn bad(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Diagnostic::new(&rules::BAD_VALUE, self.file, span, message).help(help));
    }

    fn config(&mut self, fields: &Fields<'_>) -> Config {
        let mut config = Config::default();
        if let Some(site) = fields.table("site") {
            self.site(&site, &mut config);
        }
        if let Some(paths) = fields.table("paths") {
            let Config { paths: to, .. } = &mut config;
            for (name, to) in [("incidents", &mut to.incidents), ("templates", &mut to.templates), ("output", &mut to.output)] {
                if let Some(path) = self.path(&paths, name) {
                    *to = path;
                }
            }
            let inside = |a: &str, b: &str| std::path::Path::new(a).starts_with(b);
            let Paths { incidents, templates, output } = &config.paths;
            if [incidents, templates].iter().any(|folder| inside(folder, output) || inside(output, folder)) {
                self.bad(
                    paths.span_of("output"),
                    "the site would stand among its own sources",
                    "give the output a folder of its own",
                );
            }
        }
        let severities = self.severities(fields);
        if !severities.is_empty() {
            config.severities = severities;
        }
        config.services = self.map(fields, "service", |service| Service {
            title: service.text("title"),
            owner: service.text("owner"),
            runbook: service.text("runbook"),
            description: service.text("description"),
        });
        config.issues = self.map(fields, "issue", |issue| KnownIssue {
            title: issue.text("title"),
            description: issue.text("description"),
            owner: issue.text("owner"),
        });
        for link in fields.tables("autolink") {
            if let (Some(pattern), Some(url)) = (link.text("pattern"), link.text("url")) {
                match regex::Regex::new(&pattern) {
                    Ok(pattern) => config.autolinks.push(Autolink { pattern, url }),
                    Err(error) => self.bad(link.span_of("pattern"), "this is not a regular expression", error.to_string()),
                }
            }
        }
        if let Some(lint) = fields.table("lint") {
            for (name, level) in [("deny", Level::Deny), ("warn", Level::Warn), ("allow", Level::Off)] {
                for (code, span) in self.codes(&lint, name) {
                    let known = config.lint.levels.iter().find(|(known, ..)| *known == code);
                    if known.is_some_and(|(.., known)| *known != level) {
                        let help = "leave it in one of the lists `deny`, `warn` and `allow`";
                        self.bad(span, format!("\"{code}\" is given two levels"), help);
                    } else {
                        config.lint.levels.push((code, span, level));
                    }
                }
            }
            config.lint.people = lint.texts("people").into_iter().map(|(person, _)| person).collect();
        }
        if let Some(public) = fields.table("audience").and_then(|audience| audience.table("public")) {
            config.public = Public { fields: public.texts("fields"), sections: public.texts("sections") };
        }
        if let Some(import) = fields.table("import") {
            config.import = self.import(&import, &config);
        }
        config
    }

    fn import(&mut self, fields: &Fields<'_>, config: &Config) -> Import {
        let timezone = fields.text("timezone").filter(|name| {
            let known = zone(name).is_some();
            if !known {
                self.bad(fields.span_of("timezone"), format!("\"{name}\" is no time zone"), ZONE_HELP);
            }
            known
        });
        let known: Vec<&str> = config.severities.iter().map(|level| level.name.as_str()).collect();
        let mut severities = fields.renames("severity");
        severities.retain(|(_, name, span)| {
            let known_here = known.contains(&name.as_str());
            if !known_here {
                self.bad(span.clone(), format!("there is no severity \"{name}\""), shape::choices(name, &known));
            }
            known_here
        });
        let renames = |pairs: Vec<(String, String, Span)>| Renames::new(pairs.into_iter().map(|(from, to, _)| (from, to)));
        Import {
            timezone,
            status: fields.word("status"),
            severities: renames(severities),
            services: renames(fields.renames("services")),
            tags: renames(fields.renames("tags")),
        }
    }

    fn severities(&mut self, fields: &Fields<'_>) -> Vec<SeverityLevel> {
        let mut severities: Vec<SeverityLevel> = Vec::new();
        for fields in fields.tables("severity") {
            let Some(level) = self.severity(&fields) else { continue };
            let slug = level.slug();
            if slug.is_empty() {
                self.bad(fields.span_of("name"), "this name has no letter or digit", "a severity needs one, since it has a page");
            } else if severities.iter().any(|earlier| earlier.slug() == slug) {
                self.bad(fields.span_of("name"), "two severities have this name", "give each severity a name of its own");
            }
            severities.push(level);
        }
        severities
    }

    fn severity(&mut self, fields: &Fields<'_>) -> Option<SeverityLevel> {
        let name = fields.text("name")?;
        let days = fields.count("action_due_days").map(u16::try_from);
        if matches!(days, Some(Err(_))) {
            self.bad(fields.span_of("action_due_days"), "nobody waits so many days", format!("{} days are the most", u16::MAX));
        }
        Some(SeverityLevel {
            title: fields.text("title").unwrap_or_else(|| name.clone()),
            name,
            description: fields.text("description"),
            action_due_days: NonZeroU16::new(days.and_then(Result::ok).unwrap_or(DUE_DAYS)),
        })
    }

    fn site(&mut self, site: &Fields<'_>, config: &mut Config) {
        let to = &mut config.site;
        for (name, to) in [("title", &mut to.title), ("description", &mut to.description), ("language", &mut to.language)] {
            if let Some(text) = site.text(name) {
                *to = text;
            }
        }
        to.base_url = self.url(site, "base_url").map(|url| base_url(&url));
        to.source_url = self.url(site, "source_url");
        to.edit_url = self.url(site, "edit_url");
        if let Some(name) = site.text("timezone") {
            to.timezone = zone(&name);
            if to.timezone.is_none() {
                self.bad(site.span_of("timezone"), format!("\"{name}\" is no time zone"), ZONE_HELP);
            }
        }
    }

    fn url(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        let url = fields.text(name)?;
        if is_web_page(&url) {
            return Some(url);
        }
        self.bad(fields.span_of(name), format!("`{name}` is not a web address"), "it begins with https:// or http://");
        None
    }

    /// A path below the root: a build never writes or reads elsewhere.
    fn path(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        let path = fields.text(name)?.replace('\\', "/");
        let path = path.trim_matches('/').to_owned();
        let inside = !path.contains(':') && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !inside || fields.text(name)?.starts_with('/') {
            self.bad(
                fields.span_of(name),
                format!("`{name}` leaves the root"),
                "name a folder below the one that holds lookback.toml",
            );
            return None;
        }
        Some(path)
    }

    fn map<T>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        take: impl Fn(&Fields<'_>) -> T,
    ) -> std::collections::BTreeMap<String, T> {
        let mut map = std::collections::BTreeMap::new();
        for (slug, span, inner) in fields.map(name) {
            let clean = slug::slugify(&slug);
            if clean.is_empty() || clean != slug {
                let help = match clean.as_str() {
                    "" => "it needs a letter or a digit, since it has a page".to_owned(),
                    clean => format!("write `[{name}.{clean}]`; the name goes into `title`"),
                };
                self.bad(span, format!("`{name}.{slug}` is not a slug"), help);
            }
            map.insert(slug, take(&inner));
        }
        map
    }

    fn codes(&mut self, lint: &Fields<'_>, name: &str) -> Vec<(String, Span)> {
        let mut codes = lint.texts(name);
        codes.retain(|(code, span)| {
            let fault = rules::fault(code);
            if let Some((fault, help)) = fault {
                self.bad(span.clone(), format!("\"{code}\" {fault}"), help);
            }
            fault.is_none()
        });
        codes
    }
}

/// The address of a site, ending in `/`.
pub fn base_url(url: &str) -> String {
    if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> (Config, Vec<&'static str>) {
        let mut findings = Vec::new();
        let config = read(&SourceFile::new("lookback.toml", text), &mut findings);
        (config, findings.iter().map(|finding| finding.rule.code).collect())
    }

    #[test]
    fn an_empty_file_is_the_default() {
        let (config, findings) = config("");
        assert!(findings.is_empty());
        assert_eq!(days(&config), [15, 30, 60, 90]);
        assert_eq!(config.paths.output, "site");
    }

    fn days(config: &Config) -> Vec<u16> {
        config.severities.iter().map(|level| level.action_due_days.map_or(0, u16::from)).collect()
    }

    #[test]
    fn a_severity_says_when_follow_ups_are_due_or_that_they_are_due_on_no_day() {
        let text = "[[severity]]\nname = \"a\"\naction_due_days = 7\n[[severity]]\nname = \"b\"\naction_due_days = 0\n[[severity]]\nname = \"c\"\n";
        let (config, findings) = config(text);
        assert!(findings.is_empty());
        assert_eq!(days(&config), [7, 0, 30]);
    }

    #[test]
    fn values_are_checked_and_defaults_stand_in() {
        let (config, findings) = config(
            "[site]\nbase_url = \"ftp://x\"\ntimezone = \"Mars/Base\"\n[paths]\noutput = \"../x\"\n[service.\"Not A Slug\"]\n[issue.\"\"]\n[[autolink]]\npattern = \"(\"\nurl = \"x\"\n[lint]\ndeny = [\"nope\"]\n",
        );
        assert_eq!(findings, ["LB003"; 7]);
        assert_eq!(config.paths.output, "site");
    }

    #[test]
    fn a_level_that_is_refused_is_not_obeyed() {
        let (config, findings) = config("[lint]\nallow = [\"LB\", \"\", \"LB301\"]\ndeny = [\"LB301\"]\n");
        assert_eq!(findings, ["LB003"; 3]);
        assert_eq!(config.lint.levels.len(), 1);
    }

    #[test]
    fn severities_have_pages_of_their_own_and_the_site_a_folder() {
        let text = "[[severity]]\naction_due_days = 65_536\nname = \"a b\"\n[[severity]]\nname = \"a-b\"\n[[severity]]\nname = \"!\"\n[paths]\noutput = \"incidents/site\"\n";
        assert_eq!(config(text).1, ["LB003"; 4]);
    }

    #[test]
    fn an_import_knows_other_names_and_only_severities_that_there_are() {
        let text = "[import]\ntimezone = \"Mars/Base\"\n[import.severity]\nMajor_outage = \"sev2\"\nbig = \"sev9\"\nsmall = 4\n[import.tags]\nk8s = \"kubernetes\"\n";
        let (config, findings) = config(text);
        assert_eq!(findings, ["LB002", "LB003", "LB003"]);
        assert_eq!(config.import.severities.get("major outage"), Some("sev2"));
        assert_eq!((config.import.severities.get("big"), config.import.tags.get("K8S")), (None, Some("kubernetes")));
        assert!(config.import.timezone.is_none());
    }

    #[test]
    fn a_longer_prefix_weighs_more_and_lb0_cannot_be_switched_off() {
        let (config, _) = config("[lint]\nallow = [\"LB1\", \"LB0\"]\ndeny = [\"LB105\"]\n");
        assert_eq!(config.lint_level(&rules::TIME_BACKWARDS), Level::Deny);
        assert_eq!(config.lint_level(&rules::NO_ZONE), Level::Off);
        assert_eq!(config.lint_level(&rules::NO_DATE), Level::Deny);
    }
}
