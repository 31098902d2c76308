//! The figures of something that came back: an issue, or a chain of incidents that name one another.

use super::metrics::nearest_rank;
use super::open_when_recurred::OpenWhenRecurred;
use crate::corpus::{Corpus, IncidentNo};
use crate::incident::time::days_between;
use crate::incident::{Incident, Kind, Method, Outcome};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Intervals that it takes before anything is said of their trend.
const ENOUGH_INTERVALS: usize = 4;

/// As many intervals are looked at for a trend, the last ones: what counts is what it does now, and all pairs are compared.
const LAST: usize = 20;

/// How many attempts of each method worked: those whose outcome is `worked`. `partial` is not counted.
pub type Restores = BTreeMap<Method, u32>;

/// Whether what comes back comes back later each time.
///
/// Of the last twenty intervals, at least four, every two are compared (the pairs of Kendall's rank correlation, 1938). They widen
/// if the later one is the longer in at least four of five pairs, and narrow if it is the shorter in as many. This describes what
/// happened and tests nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Fewer than four intervals.
    NotEnough,
    /// It comes back later.
    Widening,
    /// It comes back sooner.
    Narrowing,
    /// Neither.
    Steady,
}

/// How long users were hurt, over several incidents. Near misses hurt nobody and are not counted. Incidents that overlap are
/// not merged: each of them hurt its users for as long as it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hurt {
    /// The sum of mitigated − started, where both are known.
    pub seconds: i64,
    /// The incidents in the sum.
    pub known: u32,
    /// The incidents that do not say: the sum is at least this much too small.
    pub unknown: u32,
    /// A time in the sum is approximate, so this is, too.
    pub approximate: bool,
}

impl Hurt {
    /// The sum over incidents.
    pub fn of<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> Self {
        let mut hurt = Self::default();
        for incident in incidents.into_iter().filter(|incident| incident.kind == Kind::Incident) {
            match incident.milestones.to_restore() {
                Some(elapsed) => {
                    hurt.seconds += elapsed.seconds;
                    hurt.known += 1;
                    hurt.approximate |= elapsed.approximate;
                }
                None => hurt.unknown += 1,
            }
        }
        hurt
    }
}

/// What happened each time, and between.
#[derive(Debug)]
pub struct Recurrence {
    /// The incidents, oldest first; those without a day come before all others.
    pub occurrences: Vec<IncidentNo>,
    /// Days from one occurrence to the next, oldest first; only between those that have a day. 0 is the same day.
    pub intervals: Vec<u32>,
    /// What the intervals do.
    pub trend: Trend,
    /// How long users were hurt, all in all.
    pub hurt: Hurt,
    /// What restored it.
    pub worked: Restores,
    /// Actions of earlier occurrences that were still open when it came back.
    pub open: OpenWhenRecurred,
}

impl Recurrence {
    /// The figures of these occurrences, which are in order, oldest first.
    pub(super) fn of(corpus: &Corpus, occurrences: Vec<IncidentNo>) -> Self {
        debug_assert!(occurrences.is_sorted_by(|older, newer| older > newer), "occurrences are oldest first, each once");
        let days: Vec<_> = occurrences.iter().filter_map(|&no| corpus[no].date).collect();
        let intervals: Vec<u32> = days.windows(2).map(|pair| days_between(pair[0], pair[1]).unwrap_or(0)).collect();
        Self {
            trend: trend(&intervals),
            hurt: Hurt::of(occurrences.iter().map(|&no| &corpus[no])),
            worked: worked(occurrences.iter().map(|&no| &corpus[no])),
            open: OpenWhenRecurred::of(corpus, &occurrences),
            intervals,
            occurrences,
        }
    }

    /// Half of the intervals are no longer: of an even number of them it is the lower of the two in the middle. `None` without any.
    pub fn half(&self) -> Option<u32> {
        let mut sorted = self.intervals.clone();
        sorted.sort_unstable();
        nearest_rank(&sorted, 50).copied()
    }

    /// Where an incident stands among the occurrences.
    pub fn position(&self, incident: IncidentNo) -> Option<usize> {
        self.occurrences.binary_search_by(|other| incident.cmp(other)).ok()
    }
}

/// What worked in these incidents.
pub fn worked<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> Restores {
    let mut worked = Restores::new();
    for restore in incidents.into_iter().flat_map(|incident| &incident.restores) {
        if restore.outcome == Some(Outcome::Worked) {
            *worked.entry(restore.method).or_default() += 1;
        }
    }
    worked
}

fn trend(intervals: &[u32]) -> Trend {
    let last = &intervals[intervals.len().saturating_sub(LAST)..];
    if last.len() < ENOUGH_INTERVALS {
        return Trend::NotEnough;
    }
    let pairs = last.iter().enumerate().flat_map(|(at, earlier)| last[at + 1..].iter().map(move |later| later.cmp(earlier)));
    let pairs: Vec<Ordering> = pairs.collect();
    let agree = |order| pairs.iter().filter(|pair| **pair == order).count() * 5 >= pairs.len() * 4;
    if agree(Ordering::Greater) {
        Trend::Widening
    } else if agree(Ordering::Less) {
        Trend::Narrowing
    } else {
        Trend::Steady
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;

    #[test]
    fn a_trend_needs_four_intervals_and_nearly_all_pairs() {
        assert_eq!(trend(&[1, 10, 100]), Trend::NotEnough);
        assert_eq!(trend(&[10, 20, 30, 40]), Trend::Widening);
        assert_eq!(trend(&[40, 20, 30, 10]), Trend::Narrowing, "five of six");
        assert_eq!(trend(&[40, 10, 30, 20]), Trend::Steady, "four of six");
        assert_eq!(trend(&[876, 1461, 182, 8, 243, 2922]), Trend::Steady, "one that was long ends it");
        assert_eq!(trend(&[1, 1, 1, 2, 1]), Trend::Steady, "what is alike does not grow");
        assert_eq!(trend(&[[1; 30].as_slice(), &(1..=20).collect::<Vec<_>>()].concat()), Trend::Widening, "the last twenty");
    }

    #[test]
    fn figures_count_what_is_known_and_say_what_is_not() {
        let (corpus, _) = gather(
            Config::default(),
            vec![
                Sample::new("2026-01-01-a").mitigated_after(40).restore(Method::Rollback, Outcome::Worked).build(),
                Sample::new("2026-01-11-b").restore(Method::Rollback, Outcome::Partial).build(),
                Sample::new("2026-02-10-c").mitigated_after(20).restore(Method::Rollback, Outcome::Worked).build(),
                Sample::new("2026-02-10-d").with(|incident| incident.kind = Kind::NearMiss).mitigated_after(500).build(),
                Sample::new("undated").restore(Method::Restart, Outcome::Worked).build(),
            ],
        );
        let figures = Recurrence::of(&corpus, (0..5).rev().map(IncidentNo::at).collect());
        assert_eq!(figures.intervals, [10, 30, 0]);
        assert_eq!(figures.half(), Some(10));
        assert_eq!(figures.hurt, Hurt { seconds: 3600, known: 2, unknown: 2, approximate: false });
        assert_eq!(figures.worked, Restores::from([(Method::Rollback, 2), (Method::Restart, 1)]));
        assert_eq!(figures.position(corpus.find("2026-01-11-b").unwrap()), Some(2));
    }
}
