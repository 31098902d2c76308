//! Seen before: the incidents before and after one that share an issue with it or stand in its chain.

use super::{IssueNo, Relations};
use crate::corpus::{IncidentNo, Link};
use std::collections::{BTreeMap, BTreeSet};

/// How many incidents before, and how many after, are told of one incident. Something that came back a thousand times has a page of
/// its own; listing all of it on each of the thousand pages would be quadratic. What a note names itself goes before what is only
/// nearer, and all that it names is told.
pub const NEAREST: usize = 10;

/// Another incident, and what it shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The other incident.
    pub incident: IncidentNo,
    /// The factors, symptoms and triggers that both have, by slug; none where both only stand in one chain.
    pub issues: Vec<IssueNo>,
    /// What the note of the later one says of the earlier one.
    pub link: Option<Link>,
}

impl Relations {
    /// Those that the note names, and the nearest earlier incidents that share an issue or the chain, nearest first, at most
    /// [`NEAREST`] if it names no more. Of two incidents of one day, the order of the corpus decides which is earlier, unless one
    /// names the other.
    pub fn earlier(&self, incident: IncidentNo) -> Vec<Shared> {
        let (named, naming) = self.links_of(incident);
        let near = self.near(incident, |occurrences, at| &occurrences[at.saturating_sub(NEAREST)..at]);
        let near = near.into_iter().filter(|other| naming.iter().all(|link| link.later != *other));
        self.told(incident, named.iter().map(|link| (link.earlier, *link)).collect(), near)
    }

    /// The nearest later incidents whose notes name this one, then the nearest that share an issue or the chain: nearest first, at
    /// most [`NEAREST`].
    pub fn later(&self, incident: IncidentNo) -> Vec<Shared> {
        let (named, naming) = self.links_of(incident);
        let near = self.near(incident, |occurrences, at| &occurrences[at + 1..occurrences.len().min(at + 1 + NEAREST)]);
        let near = near.into_iter().rev().filter(|other| named.iter().all(|link| link.earlier != *other));
        let mut told = self.told(incident, naming.iter().take(NEAREST).map(|link| (link.later, *link)).collect(), near);
        told.reverse();
        told
    }

    /// What the note of an incident names, and who names it.
    fn links_of(&self, incident: IncidentNo) -> (&[Link], &[Link]) {
        let chain = self.chain_of(incident).map(|no| self.chain(no));
        chain.map_or((&[], &[]), |chain| (chain.named_by(incident), chain.naming(incident)))
    }

    /// Whom each issue and the chain see within a window. Whoever is among the nearest of all is among the nearest of each.
    fn near(&self, incident: IncidentNo, window: impl Fn(&[IncidentNo], usize) -> &[IncidentNo]) -> BTreeSet<IncidentNo> {
        let issues = self.issues_of(incident).iter().map(|issue| &self.issue(*issue).recurrence);
        let chain = self.chain_of(incident).map(|chain| &self.chain(chain).recurrence);
        let all = issues.chain(chain).filter_map(|recurrence| Some((recurrence, recurrence.position(incident)?)));
        all.flat_map(|(recurrence, at)| window(&recurrence.occurrences, at)).copied().collect()
    }

    /// All that are linked, and of the others as many as there is still room for; in the order of the corpus.
    fn told(
        &self,
        incident: IncidentNo,
        linked: BTreeMap<IncidentNo, Link>,
        others: impl Iterator<Item = IncidentNo>,
    ) -> Vec<Shared> {
        let room = NEAREST.saturating_sub(linked.len());
        let others: Vec<_> = others.filter(|other| !linked.contains_key(other)).take(room).map(|other| (other, None)).collect();
        let mut told: Vec<_> = linked.into_iter().map(|(other, link)| (other, Some(link))).chain(others).collect();
        told.sort_unstable_by_key(|(other, _)| *other);
        let shared = |(other, link)| {
            let both = |issue: &&IssueNo| self.issues_of(other).contains(issue);
            let issues = self.issues_of(incident).iter().filter(both).copied().collect();
            Shared { incident: other, issues, link }
        };
        told.into_iter().map(shared).collect()
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
            shared.iter().map(|s| (corpus[s.incident].id[11..].to_owned(), s.issues.len(), s.link.is_some())).collect()
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
        assert_eq!((far.incident, far.issues.len(), far.link.is_some()), (first, 1, true), "with what both have");
        let later = relations.later(first);
        assert_eq!(later.iter().map(|shared| (shared.incident, shared.link.is_some())).collect::<Vec<_>>(), [(last, true)]);
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

    #[test]
    fn what_a_note_names_is_before_it_even_where_no_day_says_so() {
        let (corpus, _) = gather(
            Config::default(),
            vec![Sample::new("2026-01-01-a").build(), Sample::new("undated").recurrence_of("2026-01-01-a").build()],
        );
        let relations = relate(&corpus, "2026-02-01".parse().unwrap());
        let [a, undated] = ["2026-01-01-a", "undated"].map(|id| corpus.find(id).unwrap());
        let ids = |shared: Vec<Shared>| shared.iter().map(|shared| shared.incident).collect::<Vec<_>>();
        assert_eq!((ids(relations.earlier(undated)), ids(relations.later(undated))), (vec![a], vec![]));
        assert_eq!((ids(relations.earlier(a)), ids(relations.later(a))), (vec![], vec![undated]));
    }
}
