//! All incidents of a site in one order, found by id and by alias; and the faults that only show between notes.
//!
//! Computes no statistics: what incidents have in common is found in `relate`. Links in the text of a note are checked where
//! the pages' addresses are known, not here.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, rules, sort};
use crate::incident::{Action, Incident, Name, RecurrenceOf, Relation};
use crate::source::{Place, Span};
use crate::words::did_you_mean;
use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::{Bound, Index};

/// How many ids on each side of an unknown one are tried as what was meant. Ids begin with a day, so the neighbours in the
/// alphabet are the notes of the same days; trying all of them would be quadratic where many links are broken.
const NEIGHBOURS: usize = 64;

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
    /// All incidents, newest first: by day, those without a day last, then by id.
    pub fn incidents(&self) -> impl DoubleEndedIterator<Item = (IncidentNo, &Incident)> + ExactSizeIterator {
        numbered(&self.incidents)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.incidents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.incidents.is_empty()
    }

    /// The incident with this id or alias.
    pub fn find(&self, id: &str) -> Option<IncidentNo> {
        self.addresses.get(id).copied()
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
    incidents.sort_by_cached_key(|incident| (Reverse(incident.date), incident.id.clone(), incident.file.path.clone()));
    let mut findings = Vec::new();
    let addresses = addresses(&incidents, &mut findings);
    names(&incidents, &mut findings);
    let links = links(&incidents, &addresses, &mut findings);
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
    let under = |family, key| move |name| (family, key, name);
    incident
        .factors
        .iter()
        .map(under(Family::Issue, "factors"))
        .chain(incident.symptoms.iter().map(under(Family::Issue, "symptoms")))
        .chain(incident.trigger.iter().map(under(Family::Issue, "trigger")))
        .chain(incident.services.iter().map(under(Family::Service, "services")))
        .chain(incident.tags.iter().map(under(Family::Tag, "tags")))
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

/// Every `recurrence_of` that leads from a note to an earlier one.
fn links(incidents: &[Incident], addresses: &BTreeMap<String, IncidentNo>, findings: &mut Vec<Diagnostic>) -> Vec<Link> {
    let mut links = Vec::new();
    for (later, incident) in numbered(incidents) {
        for said in &incident.recurrence_of {
            match earlier(incident, later, said, incidents, addresses) {
                Ok(earlier) => links.push((Link { later, earlier, relation: said.relation }, said)),
                Err(finding) => findings.push(finding),
            }
        }
    }
    open_circles(incidents, links, findings)
}

fn earlier(
    incident: &Incident,
    no: IncidentNo,
    said: &RecurrenceOf,
    incidents: &[Incident],
    addresses: &BTreeMap<String, IncidentNo>,
) -> Result<IncidentNo, Diagnostic> {
    let fault = |message| Diagnostic::new(&rules::BAD_RECURRENCE, &incident.file, said.span.clone(), message);
    let id = said.id.as_str();
    let Some(&earlier) = addresses.get(id) else {
        let before = addresses.range::<str, _>((Bound::Unbounded, Bound::Excluded(id))).rev().take(NEIGHBOURS);
        let after = addresses.range::<str, _>((Bound::Excluded(id), Bound::Unbounded)).take(NEIGHBOURS);
        let finding = fault(format!("no note has the id `{id}`"));
        return Err(match did_you_mean(id, before.chain(after).map(|(known, _)| known.as_str())) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
            None => finding.help("give the id of the earlier note: the name of its file or folder"),
        });
    };
    let other = &incidents[earlier.index()];
    if earlier == no {
        return Err(fault("the note says that it repeats itself".to_owned()).help("give the id of the earlier note"));
    }
    match (incident.date, other.date) {
        (Some(day), Some(others)) if others > day => {
            Err(fault(format!("`{id}` is of {others}, after this note, which is of {day}"))
                .also(other.place(&top(other)), "the later note")
                .help("the later note names the earlier one: move the link there"))
        }
        _ => Ok(earlier),
    }
}

/// Leaves out each link that closes a circle, and reports it. Days rule out most circles; notes of one day, or without one, can
/// still form them. A depth-first walk: a link is at fault if it leads back to a note that the walk is still in.
fn open_circles(incidents: &[Incident], links: Vec<(Link, &RecurrenceOf)>, findings: &mut Vec<Diagnostic>) -> Vec<Link> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Inside,
        Done,
    }
    let mut seen = vec![Seen::Not; incidents.len()];
    let mut at_fault = HashSet::new();
    let from = |no: IncidentNo| links.partition_point(|(link, _)| link.later < no);
    for start in (0..incidents.len()).map(IncidentNo::at) {
        if seen[start.index()] != Seen::Not {
            continue;
        }
        seen[start.index()] = Seen::Inside;
        // Each step: the note, and which of its links comes next.
        let mut way = vec![(start, from(start))];
        while let Some((no, next)) = way.last_mut() {
            let Some((link, said)) = links.get(*next).filter(|(link, _)| link.later == *no) else {
                seen[no.index()] = Seen::Done;
                way.pop();
                continue;
            };
            let this = *next;
            *next += 1;
            match seen[link.earlier.index()] {
                Seen::Done => {}
                Seen::Not => {
                    seen[link.earlier.index()] = Seen::Inside;
                    way.push((link.earlier, from(link.earlier)));
                }
                Seen::Inside => {
                    at_fault.insert(this);
                    let file = &incidents[link.later.index()].file;
                    let message = format!("the links from `{}` lead round in a circle", said.id);
                    let mut finding = Diagnostic::new(&rules::BAD_RECURRENCE, file, said.span.clone(), message)
                        .label("this closes the circle")
                        .help("only one of two notes can be the earlier one: take the link out that is not true");
                    let round = way.iter().skip_while(|(no, _)| *no != link.earlier);
                    for (link, said) in round.filter_map(|&(_, next)| links.get(next - 1)).filter(|(other, _)| other != link) {
                        finding = finding.also(incidents[link.later.index()].place(&said.span), "part of the circle");
                    }
                    findings.push(finding);
                }
            }
        }
    }
    links.into_iter().enumerate().filter(|(index, _)| !at_fault.contains(index)).map(|(_, (link, _))| link).collect()
}

/// Where a finding about a whole note points: its first line.
fn top(incident: &Incident) -> Span {
    0..incident.file.text.find('\n').unwrap_or(0)
}

/// Where a value stands in the front matter: the first string of this text after its key. Names carry no places, because only a
/// finding asks for them. Text that is written with escapes is not found, and the finding then points at the top of the note.
fn written(incident: &Incident, key: &str, text: &str) -> Place {
    let front = incident.file.text.get(..incident.body.span.start).unwrap_or_default();
    let after_key = front.find(&format!("\n{key}")).unwrap_or(0);
    let quoted = |quote: char| {
        let at = after_key + front[after_key..].find(&format!("{quote}{text}{quote}"))?;
        Some(at..at + text.len() + 2)
    };
    incident.place(&quoted('"').or_else(|| quoted('\'')).unwrap_or_else(|| top(incident)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    fn gathered(samples: Vec<Sample>) -> (Corpus, Vec<(&'static str, String, String)>) {
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
    fn a_link_that_cannot_be_true_is_reported_and_left_out() {
        let (corpus, findings) = gathered(vec![
            Sample::new("2026-01-01-a"),
            Sample::new("2026-01-02-b").alias("old-b").recurrence_of("2026-01-01-a").recurrence_of("2026-01-03-c"),
            Sample::new("2026-01-03-c").recurrence_of("old-b").recurrence_of("2026-01-03-c").recurrence_of("2026-01-01-aa"),
        ]);
        let links: Vec<_> = corpus.links().iter().map(|link| (link.later.index(), link.earlier.index())).collect();
        assert_eq!(links, [(0, 1), (1, 2)]);
        let places: Vec<_> = findings.iter().map(|(_, place, _)| place.as_str()).collect();
        assert_eq!(places, ["\"2026-01-03-c\"", "\"2026-01-03-c\"", "\"2026-01-01-aa\""]);
        assert!(findings[2].2.contains("did you mean `2026-01-01-a`"), "{findings:?}");
    }

    #[test]
    fn a_circle_is_opened_at_one_link() {
        let (corpus, findings) = gathered(vec![
            Sample::new("2026-01-01-a").recurrence_of("2026-01-01-b"),
            Sample::new("2026-01-01-b").recurrence_of("2026-01-01-c"),
            Sample::new("2026-01-01-c").recurrence_of("2026-01-01-a"),
            Sample::new("2026-01-01-d").recurrence_of("2026-01-01-c"),
        ]);
        assert_eq!(corpus.links().len(), 3);
        let (code, place, _) = &findings[0];
        assert_eq!((findings.len(), *code, place.as_str()), (1, "LB022", "\"2026-01-01-a\""));
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

    #[test]
    fn the_place_of_a_name_is_under_its_key() {
        let incident = Sample::new("2026-01-02-b").title("DNS TTL").symptom("DNS TTL").build();
        let place = written(&incident, "symptoms", "DNS TTL");
        assert!(incident.file.text[..place.span.start].ends_with("symptoms = ["));
        assert_eq!(written(&incident, "symptoms", "elsewhere").text(), "+++");
    }
}
