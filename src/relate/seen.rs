//! Seen before: the incidents before and after one that share an issue with it or stand in its chain.

use super::{IssueNo, Relations};
use crate::corpus::IncidentNo;
use std::collections::BTreeMap;

/// How many incidents before, and how many after, are told of one incident. Something that came back a thousand times has a page of
/// its own; listing all of it on each of the thousand pages would be quadratic. What a note names itself goes before what is only
/// nearer, and all that it names is told.
pub const NEAREST: usize = 10;

/// Another incident, and what it shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The other incident.
    pub incident: IncidentNo,
    /// The factors, symptoms and triggers that both have, by slug.
    pub issues: Vec<IssueNo>,
    /// Whether both stand in one chain.
    pub chain: bool,
}

impl Relations {
    /// Those that the note names, and the nearest earlier incidents that share an issue or the chain, nearest first, at most
    /// [`NEAREST`] if it names no more. Of two incidents of one day, the order of the corpus decides which is earlier.
    pub fn earlier(&self, incident: IncidentNo) -> Vec<Shared> {
        let named: Vec<_> = self.chain_of(incident).into_iter().flat_map(|no| self.chain(no).named_by(incident)).collect();
        let shared = self.shared(incident, &named, |occurrences, at| &occurrences[at.saturating_sub(NEAREST)..at]);
        nearest(shared.into_values(), &named)
    }

    /// The nearest later incidents whose notes name this one, then the nearest that share an issue or the chain: nearest first, at
    /// most [`NEAREST`].
    pub fn later(&self, incident: IncidentNo) -> Vec<Shared> {
        let naming = self.chain_of(incident).into_iter().flat_map(|no| self.chain(no).naming(incident));
        let naming: Vec<_> = naming.take(NEAREST).collect();
        let shared =
            self.shared(incident, &naming, |occurrences, at| &occurrences[at + 1..occurrences.len().min(at + 1 + NEAREST)]);
        nearest(shared.into_values().rev(), &naming)
    }

    /// What each issue and the chain see within a window. Whoever is among the nearest of all is among the nearest of each, so
    /// nothing that is shared is missed. What is linked may be farther away.
    fn shared(
        &self,
        incident: IncidentNo,
        linked: &[IncidentNo],
        window: impl Fn(&[IncidentNo], usize) -> &[IncidentNo],
    ) -> BTreeMap<IncidentNo, Shared> {
        let mut shared: BTreeMap<IncidentNo, Shared> = BTreeMap::new();
        let empty = |incident| Shared { incident, issues: Vec::new(), chain: false };
        for &other in linked {
            let both = |issue: &&IssueNo| self.issues_of(other).contains(issue);
            let issues = self.issues_of(incident).iter().filter(both).copied().collect();
            shared.insert(other, Shared { incident: other, issues, chain: true });
        }
        for &issue in self.issues_of(incident) {
            let recurrence = &self.issue(issue).recurrence;
            let Some(at) = recurrence.position(incident) else { continue };
            for &other in window(&recurrence.occurrences, at).iter().filter(|other| !linked.contains(other)) {
                shared.entry(other).or_insert_with(|| empty(other)).issues.push(issue);
            }
        }
        if let Some(chain) = self.chain_of(incident) {
            let recurrence = &self.chain(chain).recurrence;
            if let Some(at) = recurrence.position(incident) {
                for &other in window(&recurrence.occurrences, at) {
                    shared.entry(other).or_insert_with(|| empty(other)).chain = true;
                }
            }
        }
        shared
    }
}

/// As many as are told, in their order: all that are linked, and of the others as many as there is still room for.
fn nearest(shared: impl Iterator<Item = Shared>, linked: &[IncidentNo]) -> Vec<Shared> {
    let mut room = NEAREST.saturating_sub(linked.len());
    let told = |shared: &Shared| {
        linked.contains(&shared.incident) || {
            let told = room > 0;
            room = room.saturating_sub(1);
            told
        }
    };
    shared.filter(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;
    use crate::relate::relate;

    #[test]
    fn what_is_shared_is_told_nearest_first() {
        let (corpus, _) = gather(
            Config::default(),
            vec![
                Sample::new("2026-01-01-a").factor("dns").symptom("slow").build(),
                Sample::new("2026-01-02-b").factor("disk").build(),
                Sample::new("2026-01-03-c").symptom("slow").build(),
                Sample::new("2026-01-04-d").factor("dns").symptom("slow").recurrence_of("2026-01-02-b").build(),
                Sample::new("2026-01-05-e").trigger("dns").build(),
            ],
        );
        let relations = relate(&corpus, "2026-02-01".parse().unwrap());
        let d = corpus.find("2026-01-04-d").unwrap();
        let told = |shared: Vec<Shared>| -> Vec<(String, usize, bool)> {
            shared.iter().map(|s| (corpus[s.incident].id[11..].to_owned(), s.issues.len(), s.chain)).collect()
        };
        assert_eq!(
            told(relations.earlier(d)),
            [("c".to_owned(), 1, false), ("b".to_owned(), 0, true), ("a".to_owned(), 2, false)]
        );
        assert_eq!(told(relations.later(d)), [("e".to_owned(), 1, false)]);
    }

    #[test]
    fn the_nearest_are_told_and_no_more() {
        let samples = (1..=30).map(|day| Sample::new(&format!("2026-01-{day:02}-x")).factor("dns").symptom("slow").build());
        let (corpus, _) = gather(Config::default(), samples.collect());
        let relations = relate(&corpus, "2026-02-01".parse().unwrap());
        let middle = corpus.find("2026-01-15-x").unwrap();
        let (earlier, later) = (relations.earlier(middle), relations.later(middle));
        assert_eq!((earlier.len(), later.len()), (NEAREST, NEAREST));
        assert_eq!(corpus[earlier[0].incident].id, "2026-01-14-x");
        assert_eq!(corpus[later[0].incident].id, "2026-01-16-x");
        assert!(earlier.iter().chain(&later).all(|shared| shared.issues.len() == 2));
    }

    #[test]
    fn what_a_note_names_is_told_however_far_it_is() {
        let mut samples: Vec<_> = (1..=30).map(|day| Sample::new(&format!("2026-01-{day:02}-x")).factor("dns")).collect();
        samples[0] = Sample::new("2026-01-01-x").factor("disk").symptom("slow");
        samples.push(Sample::new("2026-01-31-x").factor("dns").factor("disk").recurrence_of("2026-01-01-x"));
        let (corpus, _) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
        let relations = relate(&corpus, "2026-02-01".parse().unwrap());
        let (first, last) = (corpus.find("2026-01-01-x").unwrap(), corpus.find("2026-01-31-x").unwrap());
        let earlier = relations.earlier(last);
        assert_eq!(earlier.len(), NEAREST);
        assert_eq!(corpus[earlier[0].incident].id, "2026-01-30-x");
        let far = &earlier[NEAREST - 1];
        assert_eq!((far.incident, far.issues.len(), far.chain), (first, 1, true), "with what both have");
        let later = relations.later(first);
        assert_eq!(later.iter().map(|shared| (shared.incident, shared.chain)).collect::<Vec<_>>(), [(last, true)]);
    }

    #[test]
    fn of_many_that_name_a_note_the_nearest_are_told() {
        let mut samples = vec![Sample::new("2026-01-01-x")];
        samples.extend((2..=30).map(|day| Sample::new(&format!("2026-01-{day:02}-x")).recurrence_of("2026-01-01-x")));
        let (corpus, _) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
        let relations = relate(&corpus, "2026-02-01".parse().unwrap());
        let later = relations.later(corpus.find("2026-01-01-x").unwrap());
        let ids: Vec<_> = later.iter().map(|shared| corpus[shared.incident].id.as_str()).collect();
        assert_eq!((ids.len(), ids[0], ids[NEAREST - 1]), (NEAREST, "2026-01-02-x", "2026-01-11-x"));
    }
}
