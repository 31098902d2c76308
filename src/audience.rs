//! What everyone may read: the notes of a team as a public build may show them.
//!
//! An allow-list. [`public`] turns the notes that were read into new ones that hold only what `[audience.public]` names, before
//! anything is made of them: pages, search, feeds and attachments are made as ever and know of no audience, so that none of them
//! can forget one. Every part of the model is named here one by one: a new one does not compile until somebody has decided.
//!
//! Always there are the id and the aliases (addresses stay alive), the title, the severity, the status, the kind and the day. A
//! section is shown if its topic or its anchor is named; a section below it has a heading of its own and is named by itself. What
//! stands before the first heading has no name.

use crate::address::Address;
use crate::config::{Config, Import, KnownIssue, Lint, Public, Service, Site};
use crate::diagnostic::{Diagnostic, rules};
use crate::incident::body::{Body, Labels, Section, Topic};
use crate::incident::time::{Moment, Time};
use crate::incident::{Action, Detection, Incident, Milestone, Milestones, Problem, Row, Stated, Status, Visibility};
use crate::note;
use crate::source::{Place, SourceFile, Span};
use crate::words::did_you_mean;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reports every name in `[audience.public]` that can name nothing: what was meant would stay hidden without a word.
pub fn check(public: &Public, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let bad = |span: &Span, message: String| Diagnostic::new(&rules::BAD_VALUE, file, span.clone(), message);
    let keys = || note::KEYS.iter().map(|key| key.name);
    let fields = public.fields.iter().filter(|(name, _)| !keys().any(|key| key == name)).map(|(name, span)| {
        bad(span, format!("a note has no key \"{name}\"")).help(match did_you_mean(name, keys()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "name keys as they stand in a note, such as \"summary\" or \"timeline\"; id, title, severity, status, kind and day are always shown".to_owned(),
        })
    });
    let sections = public.sections.iter().filter(|(name, _)| !is_anchor(name)).map(|(name, span)| {
        bad(span, format!("no section is known as \"{name}\"")).help(match slug::slugify(name) {
            anchor if anchor.is_empty() => format!("one of: {}; or the anchor of a heading", Topic::WORDS.join(", ")),
            anchor => format!("write \"{anchor}\": the anchor of a heading, or one of: {}", Topic::WORDS.join(", ")),
        })
    });
    fields.chain(sections).collect()
}

fn is_anchor(name: &str) -> bool {
    !name.is_empty() && slug::slugify(name) == name
}

/// The notes that everyone may read, with only what everyone may read in them, and as much of the configuration as they need.
pub fn public(config: Config, incidents: Vec<Incident>) -> (Config, Vec<Incident>) {
    let public: Vec<Incident> = incidents.into_iter().filter(is_public).collect();
    let texts = |names: &[(String, Span)]| names.iter().map(|(name, _)| name.clone()).collect();
    let allowed = Allowed {
        fields: texts(&config.public.fields),
        sections: texts(&config.public.sections),
        notes: public.iter().flat_map(|incident| [&incident.id].into_iter().chain(&incident.aliases)).cloned().collect(),
    };
    let shown: Vec<Incident> = public.into_par_iter().map(|incident| allowed.incident(incident)).collect();
    (named_by(&shown, config), shown)
}

/// Whether what stands at a place of a note still stands in it after [`public`]: in a section that is shown, or under a key of the
/// front matter that is.
pub fn shows(public: &Public, shown: &Incident, place: &Place) -> bool {
    let written = place.file.text.as_str();
    let span = place.span.clone();
    if span.start >= shown.body.span.start {
        return shown.file.text.get(span.clone()) == written.get(span);
    }
    let front = &written[..shown.body.span.start];
    let toml = front.trim_end().trim_end_matches('+').trim_start_matches('+');
    let start = front.len() - front.trim_start_matches('+').len();
    let Ok(table) = DeTable::parse(toml) else { return true };
    let at = span.start.saturating_sub(start)..span.end.saturating_sub(start);
    let key = table.get_ref().iter().find(|(_, value)| holds(value, &at)).map(|(key, _)| key.get_ref().as_ref());
    key.is_some_and(|key| ALWAYS.contains(&key) || public.fields.iter().any(|(field, _)| field == key))
}

/// Keys that hold words and are always shown.
const ALWAYS: &[&str] = &["title", "aliases"];

/// Whether a value of a front matter, or one inside it, stands at a place.
fn holds(value: &Spanned<DeValue<'_>>, at: &Span) -> bool {
    match value.get_ref() {
        DeValue::Table(table) => table.values().any(|value| holds(value, at)),
        DeValue::Array(values) => values.iter().any(|value| holds(value, at)),
        _ => value.span().start < at.end && at.start < value.span().end,
    }
}

fn is_public(incident: &Incident) -> bool {
    incident.visibility == Visibility::Public && incident.status != Status::Draft
}

/// What may be shown.
struct Allowed {
    /// Keys of the front matter.
    fields: BTreeSet<String>,
    /// Topics and anchors.
    sections: BTreeSet<String>,
    /// The notes that may be named: their ids and aliases.
    notes: BTreeSet<String>,
}

impl Allowed {
    fn names(&self, key: &str) -> bool {
        debug_assert!(note::KEYS.iter().any(|known| known.name == key), "`{key}` is no key of a note");
        self.fields.contains(key)
    }

    /// What stands under a key, if the key is named; else nothing.
    fn under<T: Default>(&self, key: &str, value: T) -> T {
        if self.names(key) { value } else { T::default() }
    }

    fn incident(&self, incident: Incident) -> Incident {
        let timeline: Vec<Row> = self.under("timeline", incident.timeline).into_iter().map(|row| self.row(row)).collect();
        let actions: Vec<Action> = self.under("action", incident.actions).into_iter().map(|action| self.action(action)).collect();
        let (file, body) = self.body(&incident.file, incident.body, &timeline, &actions);
        let recurrence_of = self.under("recurrence_of", incident.recurrence_of);
        Incident {
            file,
            id: incident.id,
            aliases: incident.aliases,
            bundle: incident.bundle,
            title: incident.title,
            title_span: incident.title_span,
            severity: incident.severity,
            status: incident.status,
            kind: incident.kind,
            summary: self.under("summary", incident.summary),
            services: self.under("services", incident.services),
            environments: self.under("environments", incident.environments),
            owner: self.under("owner", incident.owner),
            authors: self.under("authors", incident.authors),
            tags: self.under("tags", incident.tags),
            visibility: incident.visibility,
            date: incident.date,
            milestones: self.milestones(&incident.milestones),
            stated: incident.stated.into_iter().filter(|stated| self.may_state(stated)).collect(),
            symptoms: self.under("symptoms", incident.symptoms),
            factors: self.under("factors", incident.factors),
            trigger: self.under("trigger", incident.trigger),
            layer: self.under("layer", incident.layer),
            allow: self.under("allow", incident.allow),
            comments: Vec::new(),
            impact: self.under("impact", incident.impact),
            detections: self.under("detection", incident.detections).into_iter().map(detection).collect(),
            restores: self.under("restore", incident.restores),
            problems: self.under("problem", incident.problems).into_iter().map(|problem| self.problem(problem)).collect(),
            verifications: self.under("verification", incident.verifications),
            participants: self.under("participant", incident.participants),
            actions,
            timeline,
            recurrence_of: recurrence_of.into_iter().filter(|other| self.notes.contains(&other.id)).collect(),
            body,
            prose: Vec::new(),
            extra: self.under("extra", incident.extra),
        }
    }

    fn milestones(&self, all: &Milestones) -> Milestones {
        let mut shown = Milestones::default();
        for (milestone, time) in all.known() {
            if self.names(milestone.as_str()) {
                shown.set(milestone, time.clone());
            } else if milestone == Milestone::Resolved {
                // Not when, but that it is over: a site must not tell everyone that an old incident goes on.
                shown.set(milestone, Time { at: Moment::Unknown, until: None, raw: String::new() });
            }
        }
        shown
    }

    /// A duration tells as much as the times that it may run between. How it was counted stands in words that belong to a section.
    fn may_state(&self, stated: &Stated) -> bool {
        let mut ends = stated.measure.between().iter().flat_map(|(from, to)| [from, to]);
        stated.remark.is_none() && ends.all(|milestone| self.names(milestone.as_str()))
    }

    /// A row that marks a milestone which is not named stays, and marks nothing.
    fn row(&self, row: Row) -> Row {
        let may_mark = |milestone: Option<Milestone>| milestone.is_none_or(|milestone| self.names(milestone.as_str()));
        Row { kind: row.kind.filter(|kind| may_mark(kind.milestone())), link: web(row.link), ..row }
    }

    fn problem(&self, problem: Problem) -> Problem {
        Problem { action: problem.action.filter(|_| self.names("action")), ..problem }
    }

    fn shows(&self, section: &Section) -> bool {
        self.sections.contains(&section.anchor) || section.topic.is_some_and(|topic| self.sections.contains(topic.as_str()))
    }

    /// Who takes care of it is told only with the owners of the notes, and tickets stay with the team.
    fn action(&self, action: Action) -> Action {
        Action { owner: self.under("owner", action.owner), tracking: None, ..action }
    }

    /// The sections that are shown, in a file that holds nothing but them and the rows and actions that are shown: a link or a
    /// footnote cannot reach what is not there.
    fn body(&self, file: &SourceFile, body: Body, rows: &[Row], actions: &[Action]) -> (Arc<SourceFile>, Body) {
        let text = file.text.as_str();
        // A section begins with a heading without words, so that the lists on its two sides do not become one.
        let headings = body.sections.iter().map(|section| {
            let line = text[section.span.clone()].lines().next().unwrap_or_default();
            (section.span.start, &"######"[..line.len().min(section.level.into())])
        });
        let mut pieces: Vec<(usize, &str)> = headings.collect();
        let sections: Vec<Section> = body.sections.into_iter().filter(|section| self.shows(section)).collect();
        let prose = sections.iter().flat_map(|section| &section.prose);
        let listed = rows.iter().map(|row| &row.span).chain(actions.iter().map(|action| &action.span));
        let in_body = listed.filter(|span| span.start >= body.span.start);
        pieces.extend(prose.chain(in_body).map(|span| (span.start, &text[span.clone()])));
        let file = SourceFile::new(file.path.clone(), only(text, pieces));
        let links = note::links(&file.text, &body.span);
        (file, Body::new(body.span, sections, links, Labels::default()))
    }
}

/// These pieces where they stand in the text, and blanks for everything else: line by line as long as before, so that every span
/// stays valid.
fn only(text: &str, mut pieces: Vec<(usize, &str)>) -> String {
    let blank = |byte: &u8| if matches!(byte, b'\n' | b'\r') { char::from(*byte) } else { ' ' };
    pieces.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(text.len());
    for (at, piece) in pieces {
        // A row inside another one is there already.
        if let Some(between) = text.as_bytes().get(out.len()..at) {
            out.extend(between.iter().map(blank));
            out.push_str(piece);
        }
    }
    out.extend(text.as_bytes()[out.len()..].iter().map(blank));
    out
}

fn detection(detection: Detection) -> Detection {
    Detection { link: web(detection.link), ..detection }
}

/// A link of a row or a signal, if it leads to the web: a path would name a file of the repository.
fn web(link: Option<String>) -> Option<String> {
    link.filter(|link| Address::of(link) == Address::Web)
}

/// The configuration with only those services and issues that these notes name, and of them only what they are called and what
/// they are. Where notes are written, who looks after what, and where ticket keys lead is for the team.
fn named_by(incidents: &[Incident], config: Config) -> Config {
    let services: BTreeSet<&str> =
        incidents.iter().flat_map(|incident| &incident.services).map(|name| name.slug.as_str()).collect();
    let issues: BTreeSet<&str> = incidents.iter().flat_map(Incident::issues).map(|(_, name)| name.slug.as_str()).collect();
    let service = |known: Service| Service { title: known.title, owner: None, runbook: None, description: known.description };
    let issue = |known: KnownIssue| KnownIssue { title: known.title, description: known.description, owner: None };
    let site = config.site;
    let known = config.services.into_iter().filter(|(slug, _)| services.contains(slug.as_str()));
    let known_issues = config.issues.into_iter().filter(|(slug, _)| issues.contains(slug.as_str()));
    Config {
        site: Site {
            title: site.title,
            description: site.description,
            base_url: site.base_url,
            language: site.language,
            timezone: site.timezone,
            source_url: None,
            edit_url: None,
        },
        paths: config.paths,
        severities: config.severities,
        services: known.map(|(slug, known)| (slug, service(known))).collect(),
        issues: known_issues.map(|(slug, known)| (slug, issue(known))).collect(),
        autolinks: Vec::new(),
        lint: Lint::default(),
        public: config.public,
        import: Import::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;
    use proptest::prelude::*;

    fn narrowed(text: &str, fields: &[&str], sections: &[&str]) -> (Incident, Incident) {
        let config = Config::default();
        let text = format!("+++\ntitle = \"a\"\nseverity = \"sev1\"\nvisibility = \"public\"\nstatus = \"in-review\"\n{text}");
        let read = note::read(&SourceFile::new("incidents/a.md", text), "2026-03-02-a", false, &config);
        let incident = read.incident.unwrap();
        let names = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 0..0)).collect();
        let config = Config { public: Public { fields: names(fields), sections: names(sections) }, ..config };
        let (_, mut shown) = public(config, vec![incident.clone()]);
        (incident, shown.remove(0))
    }

    #[test]
    fn drafts_and_internal_notes_stay_at_home() {
        let notes = [
            (Visibility::Public, Status::Draft),
            (Visibility::Internal, Status::Reviewed),
            (Visibility::Public, Status::InReview),
        ];
        let note = |(at, (visibility, status)): (usize, _)| {
            let change = |incident: &mut Incident| (incident.visibility, incident.status) = (visibility, status);
            Sample::new(&format!("2026-01-0{at}-a")).with(change).build()
        };
        let (_, shown) = public(Config::default(), notes.into_iter().enumerate().map(note).collect());
        assert_eq!(shown.iter().map(|incident| incident.id.as_str()).collect::<Vec<_>>(), ["2026-01-02-a"]);
    }

    #[test]
    fn facts_of_the_teams_own_reach_templates_only_by_name() {
        let text = "[extra]\nword = \"a\"\n+++\n";
        assert!(narrowed(text, &[], &[]).1.extra.is_empty());
        assert_eq!(narrowed(text, &["extra"], &[]).1.extra.len(), 1);
    }

    #[test]
    fn a_hidden_definition_makes_no_link() {
        let text = "+++\n## A\n[a][x] [b](b.png)\n## B\n[c](c.png)\n\n[x]: x.png\n";
        let links = |sections: &[&str]| -> Vec<String> {
            narrowed(text, &[], sections).1.body.links.into_iter().map(|link| link.target).collect()
        };
        assert_eq!(links(&["a"]), ["b.png"]);
        assert_eq!(links(&["a", "b"]), ["x.png", "b.png", "c.png"]);
    }

    proptest! {
        #[test]
        fn spans_stay_valid_and_hold_what_they_held(
            body in "(## (Timeline|Actions|Ä|Impact)\n|Ä\n=\n|- 1[0-9]:00 [a-zß]{1,4}\n|- \\[ \\] ß\n|> |\r?\n|`{3}\n|\\[x\\](: y\n)?|<!--|[ aß|-]{1,5}){0,20}",
            fields in prop::sample::subsequence(vec!["timeline", "action"], 0..=2),
            sections in prop::sample::subsequence(vec!["timeline", "actions", "a", "ae", "impact"], 0..=5),
        ) {
            let (all, shown) = narrowed(&format!("+++\n{body}"), &fields, &sections);
            let (before, after) = (all.file.text.as_str(), shown.file.text.as_str());
            prop_assert_eq!(before.len(), after.len());
            let ends = |text: &str| text.match_indices(['\n', '\r']).map(|(at, _)| at).collect::<Vec<_>>();
            prop_assert_eq!(ends(before), ends(after));
            let spans = shown.body.sections.iter().flat_map(|section| &section.prose);
            for span in spans.chain(shown.timeline.iter().map(|row| &row.span)).chain(shown.actions.iter().map(|action| &action.span)) {
                prop_assert_eq!(&before[span.clone()], &after[span.clone()]);
            }
            if fields.is_empty() && sections.is_empty() {
                prop_assert!(after.trim_matches(['#', ' ', '\r', '\n']).split_whitespace().all(|word| word.trim_matches('#').is_empty()));
            }
        }
    }
}
