//! Seen before: the incidents before and after one that share an issue with it or stand in its chain.

use super::{IssueNo, Relations};
use crate::corpus::IncidentNo;
use std::collections::BTreeMap;

/// How many incidents before, and how many after, are told of one incident. Something that came back a thousand times has a page of
/// its own; listing all of it on each of the thousand pages would be quadratic.
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
    /// The nearest earlier incidents that share an issue or the chain, nearest first, at most [`NEAREST`]. Of two incidents of one
    /// day, the order of the corpus decides which is earlier.
    pub fn earlier(&self, incident: IncidentNo) -> Vec<Shared> {
        let shared = self.shared(incident, |occurrences, at| &occurrences[at.saturating_sub(NEAREST)..at]);
        shared.into_values().take(NEAREST).collect()
    }

    /// The nearest later incidents that share an issue or the chain, nearest first, at most [`NEAREST`].
    pub fn later(&self, incident: IncidentNo) -> Vec<Shared> {
        let shared = self.shared(incident, |occurrences, at| &occurrences[at + 1..occurrences.len().min(at + 1 + NEAREST)]);
        shared.into_values().rev().take(NEAREST).collect()
    }

    /// What each issue and the chain see within a window. Whoever is among the nearest of all is among the nearest of each, so
    /// nothing that is shared is missed.
    fn shared(
        &self,
        incident: IncidentNo,
        window: impl Fn(&[IncidentNo], usize) -> &[IncidentNo],
    ) -> BTreeMap<IncidentNo, Shared> {
        let mut shared: BTreeMap<IncidentNo, Shared> = BTreeMap::new();
        let empty = |incident| Shared { incident, issues: Vec::new(), chain: false };
        for &issue in self.issues_of(incident) {
            let recurrence = &self.issue(issue).recurrence;
            let Some(at) = recurrence.position(incident) else { continue };
            for &other in window(&recurrence.occurrences, at) {
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
}
