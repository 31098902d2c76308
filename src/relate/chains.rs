//! Chains: incidents that name one another as recurrences, directly or through others.

use super::recurrence::Recurrence;
use crate::corpus::{Corpus, IncidentNo, Link};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The place of a chain among all chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainNo(usize);

impl ChainNo {
    /// The number as an index into `Relations::chains`.
    pub fn index(self) -> usize {
        self.0
    }

    pub(super) fn at(index: usize) -> Self {
        Self(index)
    }
}

/// A connected component of incidents over their `recurrence_of`.
#[derive(Debug)]
pub struct Chain {
    /// The earliest note; the chain is known by its id.
    pub first: IncidentNo,
    /// Who names whom, newest note first.
    pub links: Vec<Link>,
    /// The same, by who is named: of those that name it, the nearest first.
    back: Vec<Link>,
    /// The members, and what came of them.
    pub recurrence: Recurrence,
}

impl Chain {
    /// What the note of an incident names.
    pub fn named_by(&self, later: IncidentNo) -> &[Link] {
        run(&self.links, later, |link| link.later)
    }

    /// Whose notes name an incident, the nearest first.
    pub fn naming(&self, earlier: IncidentNo) -> &[Link] {
        run(&self.back, earlier, |link| link.earlier)
    }
}

/// The links with this end, among links that are in the order of it.
fn run(links: &[Link], no: IncidentNo, end: impl Fn(&Link) -> IncidentNo) -> &[Link] {
    let from = &links[links.partition_point(|link| end(link) < no)..];
    &from[..from.partition_point(|link| end(link) == no)]
}

/// All chains, and that of each incident.
#[derive(Debug)]
pub(super) struct Chains {
    /// The one with the newest first note first.
    pub all: Vec<Chain>,
    pub of: Vec<Option<ChainNo>>,
}

impl Chains {
    pub fn of(corpus: &Corpus) -> Self {
        let mut firsts = Firsts((0..corpus.len()).map(IncidentNo::at).collect());
        for link in corpus.links() {
            firsts.join(link.later, link.earlier);
        }
        let mut parts: BTreeMap<IncidentNo, (Vec<IncidentNo>, Vec<Link>)> = BTreeMap::new();
        for link in corpus.links() {
            parts.entry(firsts.of(link.later)).or_default().1.push(*link);
        }
        for (no, _) in corpus.incidents().rev() {
            if let Some((members, _)) = parts.get_mut(&firsts.of(no)) {
                members.push(no);
            }
        }
        let mut of = vec![None; corpus.len()];
        let mut all = Vec::with_capacity(parts.len());
        for (index, (first, (members, links))) in parts.into_iter().enumerate() {
            for member in &members {
                of[member.index()] = Some(ChainNo(index));
            }
            let mut back = links.clone();
            back.sort_by_key(|link| (link.earlier, Reverse(link.later)));
            all.push(Chain { first, links, back, recurrence: Recurrence::of(corpus, members) });
        }
        Self { all, of }
    }
}

/// Disjoint sets (union-find with path halving, Tarjan and van Leeuwen 1984), each known by its earliest incident: the one with
/// the highest number.
struct Firsts(Vec<IncidentNo>);

impl Firsts {
    fn of(&mut self, mut no: IncidentNo) -> IncidentNo {
        while self.0[no.index()] != no {
            let above = self.0[no.index()];
            self.0[no.index()] = self.0[above.index()];
            no = above;
        }
        no
    }

    fn join(&mut self, a: IncidentNo, b: IncidentNo) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.min(b).index()] = a.max(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;

    #[test]
    fn a_chain_is_known_by_its_earliest_note_however_it_is_linked() {
        let (corpus, findings) = gather(
            Config::default(),
            vec![
                Sample::new("2026-01-01-a").build(),
                Sample::new("2026-01-02-lone").build(),
                Sample::new("2026-01-03-b").build(),
                Sample::new("2026-01-04-c").recurrence_of("2026-01-03-b").recurrence_of("2026-01-01-a").build(),
                Sample::new("2026-01-05-p").build(),
                Sample::new("2026-01-06-q").recurrence_of("2026-01-05-p").build(),
            ],
        );
        assert!(findings.is_empty());
        let chains = Chains::of(&corpus);
        let ids = |chain: &Chain| chain.recurrence.occurrences.iter().map(|&no| corpus[no].id.as_str()).collect::<Vec<_>>();
        assert_eq!(
            chains.all.iter().map(ids).collect::<Vec<_>>(),
            [vec!["2026-01-05-p", "2026-01-06-q"], vec!["2026-01-01-a", "2026-01-03-b", "2026-01-04-c"]]
        );
        assert_eq!(corpus[chains.all[1].first].id, "2026-01-01-a");
        assert_eq!(chains.all[1].links.len(), 2);
        assert_eq!(chains.of[corpus.find("2026-01-02-lone").unwrap().index()], None);
        assert_eq!(chains.of[corpus.find("2026-01-04-c").unwrap().index()], Some(ChainNo(1)));
    }
}
