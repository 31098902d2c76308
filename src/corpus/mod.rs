//! All incidents of a site in one order, found by id and by alias; and the faults that only show between notes.
//!
//! Computes no statistics: what incidents have in common is found in `relate`. Links in the text of a note are checked where
//! the pages' addresses are known, not here.

mod links;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, rules, sort};
use crate::incident::{Action, Incident, Milestone, Name, Relation};
use crate::source::{Place, Span};
use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Index;

/// The place of an incident in its corpus: 0 is the newest, so a smaller number is a newer incident. Other structures hold it
/// instead of the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentNo(u32);

impl IncidentNo {
    /// The number as an index into anything that holds one entry an incident, newest first.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The number at an index.
    ///
    /// # Panics
    /// Beyond four billion incidents.
    pub(crate) fn at(index: usize) -> Self {
        assert!(index <= u32::MAX as usize, "more incidents than can be numbered");
        Self(index as u32)
    }
}

/// One follow-up of one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActionNo {
    /// The incident.
    pub incident: IncidentNo,
    /// Which of its actions, from 0.
    pub action: usize,
}

/// A `recurrence_of` that leads to an earlier note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The note that says it.
    pub later: IncidentNo,
    /// What it leads to.
    pub earlier: IncidentNo,
    /// What they share.
    pub relation: Option<Relation>,
}

/// All incidents, and what the site says of itself.
#[derive(Debug)]
pub struct Corpus {
    /// `lookback.toml`.
    pub config: Config,
    incidents: Vec<Incident>,
    addresses: BTreeMap<String, IncidentNo>,
    links: Vec<Link>,
}

impl Corpus {
    /// All incidents, newest first: by day, those without a day last; of one day by when they began, as far as that is known; then
    /// by id.
    pub fn incidents(&self) -> impl DoubleEndedIterator<Item = (IncidentNo, &Incident)> + ExactSizeIterator {
        numbered(&self.incidents)
    }

    /// The configuration and the incidents alone, newest first.
    pub fn into_parts(self) -> (Config, Vec<Incident>) {
        (self.config, self.incidents)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.incidents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.incidents.is_empty()
    }

    /// The next newer incident.
    pub fn newer(&self, no: IncidentNo) -> Option<IncidentNo> {
        no.index().checked_sub(1).map(IncidentNo::at)
    }

    /// The next older incident.
    pub fn older(&self, no: IncidentNo) -> Option<IncidentNo> {
        let index = no.index() + 1;
        (index < self.incidents.len()).then(|| IncidentNo::at(index))
    }

    /// The incident with this id or alias.
    pub fn find(&self, id: &str) -> Option<IncidentNo> {
        self.addresses.get(id).copied()
    }

    /// The incident that was meant by an id that no note has.
    pub fn meant(&self, id: &str) -> Option<IncidentNo> {
        links::near(id, &self.addresses).and_then(|near| self.find(near))
    }

    /// Every `recurrence_of` that can be true, newest note first. Those that cannot have been reported and left out.
    pub fn links(&self) -> &[Link] {
        &self.links
    }
}

impl Index<IncidentNo> for Corpus {
    type Output = Incident;

    fn index(&self, no: IncidentNo) -> &Incident {
        &self.incidents[no.index()]
    }
}

impl Index<ActionNo> for Corpus {
    type Output = Action;

    fn index(&self, no: ActionNo) -> &Action {
        &self[no.incident].actions[no.action]
    }
}

/// Puts the incidents in order and finds what is wrong between them. Every incident stays, so that every fault of every note can
/// be reported; where two have one id, [`Corpus::find`] knows the newer one, and the finding is fatal.
pub fn gather(config: Config, mut incidents: Vec<Incident>) -> (Corpus, Vec<Diagnostic>) {
    let began = |incident: &Incident| Some(incident.milestones.get(Milestone::Started)?.at.instant()?.at);
    incidents.sort_by_cached_key(|incident| {
        (Reverse((incident.date, began(incident))), incident.id.clone(), incident.file.path.clone())
    });
    let mut findings = Vec::new();
    let addresses = addresses(&incidents, &mut findings);
    names(&incidents, &mut findings);
    let links = links::links(&incidents, &addresses, &mut findings);
    sort(&mut findings);
    (Corpus { config, incidents, addresses, links }, findings)
}

fn numbered(incidents: &[Incident]) -> impl DoubleEndedIterator<Item = (IncidentNo, &Incident)> + ExactSizeIterator {
    incidents.iter().enumerate().map(|(index, incident)| (IncidentNo::at(index), incident))
}

/// Every id and alias. Ids go first: an alias never takes the address of a note that is there.
fn addresses(incidents: &[Incident], findings: &mut Vec<Diagnostic>) -> BTreeMap<String, IncidentNo> {
    let mut addresses: BTreeMap<String, IncidentNo> = BTreeMap::new();
    for (no, incident) in numbered(incidents) {
        match addresses.entry(incident.id.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(no);
            }
            Entry::Occupied(entry) => findings.push(
                Diagnostic::new(
                    &rules::DUPLICATE_ID,
                    &incident.file,
                    top(incident),
                    format!("two notes have the id `{}`", incident.id),
                )
                .also(incidents[entry.get().index()].place(&top(&incidents[entry.get().index()])), "the other one")
                .help("the id is the name of the file or folder: rename one of them, and keep the old id in its `aliases`"),
            ),
        }
    }
    for (no, incident) in numbered(incidents) {
        for alias in &incident.aliases {
            match addresses.entry(alias.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(no);
                }
                Entry::Occupied(entry) => {
                    let holder = &incidents[entry.get().index()];
                    let (place, label) = if holder.id == *alias {
                        (holder.place(&top(holder)), "the id of this note")
                    } else {
                        (written(holder, "aliases", alias), "an alias of this note")
                    };
                    findings.push(
                        Diagnostic::new(
                            &rules::DUPLICATE_ID,
                            &incident.file,
                            written(incident, "aliases", alias).span,
                            format!("the alias `{alias}` is taken"),
                        )
                        .also(place, label)
                        .help("an old address can lead to one note only: take the alias out here or there"),
                    );
                }
            }
        }
    }
    addresses
}

/// Names that share a page: a slug is one thing across factors, symptoms and triggers, one service, one tag.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Family {
    Issue,
    Service,
    Tag,
}

/// Every name of a note that has a page, with the key under which it stands.
fn names_of(incident: &Incident) -> impl Iterator<Item = (Family, &'static str, &Name)> {
    let issues = incident.issues().map(|(role, name)| (Family::Issue, role.key(), name));
    let services = incident.services.iter().map(|name| (Family::Service, "services", name));
    issues.chain(services).chain(incident.tags.iter().map(|name| (Family::Tag, "tags", name)))
}

/// The spelling of the oldest note counts; every other one is reported once, at the oldest note that has it.
fn names(incidents: &[Incident], findings: &mut Vec<Diagnostic>) {
    let mut first = HashMap::new();
    let mut reported = HashSet::new();
    for incident in incidents.iter().rev() {
        for (family, key, name) in names_of(incident) {
            let (before, before_key, known) = *first.entry((family, name.slug.as_str())).or_insert((incident, key, name));
            if known.text == name.text || !reported.insert((family, name.text.as_str())) {
                continue;
            }
            findings.push(
                Diagnostic::new(
                    &rules::NAMES_COLLIDE,
                    &incident.file,
                    written(incident, key, &name.text).span,
                    format!("\"{}\" and \"{}\" share one page, `{}`", name.text, known.text, name.slug),
                )
                .also(written(before, before_key, &known.text), "written like this first")
                .help(format!("if they are the same, write \"{}\" here; if not, give one of them another name", known.text)),
            );
        }
    }
}

/// Where a finding about a whole note points: its first line.
fn top(incident: &Incident) -> Span {
    0..incident.file.text.find('\n').unwrap_or(0)
}

/// Where a name stands in the front matter; where it is written otherwise, the top of the note.
fn written(incident: &Incident, key: &str, text: &str) -> Place {
    incident.place(&incident.written(key, text).unwrap_or_else(|| top(incident)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    pub(super) fn gathered(samples: Vec<Sample>) -> (Corpus, Vec<(&'static str, String, String)>) {
        let (corpus, findings) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
        let findings = findings.into_iter().map(|f| (f.rule.code, f.place.text().to_owned(), f.help.unwrap_or_default()));
        let findings = findings.collect();
        (corpus, findings)
    }

    fn ids(corpus: &Corpus) -> Vec<&str> {
        corpus.incidents().map(|(_, incident)| incident.id.as_str()).collect()
    }

    #[test]
    fn the_newest_comes_first_and_what_has_no_day_last() {
        let (corpus, findings) = gathered(vec![
            Sample::new("undated"),
            Sample::new("2026-01-02-b"),
            Sample::new("2026-03-01-x"),
            Sample::new("2026-01-02-a").alias("old"),
        ]);
        assert_eq!(ids(&corpus), ["2026-03-01-x", "2026-01-02-a", "2026-01-02-b", "undated"]);
        let (hours, _) = gathered(vec![
            Sample::new("2026-01-02-a").started_after(0),
            Sample::new("2026-01-02-b").started_after(90),
            Sample::new("2026-01-02-c"),
        ]);
        assert_eq!(ids(&hours), ["2026-01-02-b", "2026-01-02-a", "2026-01-02-c"]);
        assert_eq!(corpus.find("old"), corpus.find("2026-01-02-a"));
        assert_eq!(corpus.find("nowhere"), None);
        assert!(findings.is_empty());
    }

    #[test]
    fn an_address_belongs_to_one_note() {
        let (corpus, findings) = gathered(vec![
            Sample::new("2026-01-01-a").alias("2026-01-02-b"),
            Sample::new("2026-01-02-b").alias("old"),
            Sample::new("2026-01-03-c").alias("old"),
            Sample::new("2026-01-03-c"),
        ]);
        let places: Vec<_> = findings.iter().map(|(code, place, _)| (*code, place.as_str())).collect();
        assert_eq!(places, [("LB010", "\"2026-01-02-b\""), ("LB010", "\"old\""), ("LB010", "+++")]);
        assert_eq!(corpus.len(), 4);
        assert_eq!(corpus[corpus.find("2026-01-02-b").unwrap()].id, "2026-01-02-b");
    }

    #[test]
    fn two_spellings_of_one_slug_are_reported_once() {
        let (_, findings) = gathered(vec![
            Sample::new("2026-01-01-a").title("DNS TTL").factor("dns-ttl").service("api").tag("API"),
            Sample::new("2026-01-02-b").title("DNS TTL").symptom("DNS TTL"),
            Sample::new("2026-01-03-c").trigger("DNS TTL"),
        ]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!((findings[0].0, findings[0].1.as_str()), ("LB023", "\"DNS TTL\""));
    }
}
