//! What was still to do when it came back: the question that a recurrence asks of the follow-up.

use crate::corpus::{ActionNo, Corpus, IncidentNo};
use crate::incident::Progress;
use std::ops::Range;

/// As many actions are looked at for one occurrence: walking all of them each time that a thing came back would be quadratic.
pub const LOOKED_AT: usize = 256;

/// An action that was open on the day of at least one later occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillOpen {
    /// The action.
    pub action: ActionNo,
    /// The later occurrences that found it open, as positions in `Recurrence::occurrences`. They follow one another without a
    /// gap, so that two numbers say it, however often the thing came back.
    pub recurred: Range<usize>,
}

/// Actions of earlier occurrences on the days of later ones.
///
/// An action was open on a day if it still is, or if it was closed (done or dropped) on that day or after it. Only later *days*
/// count: what came back on the same day had no chance of finding anything done. An occurrence without a day finds nothing and is
/// found by nothing.
#[derive(Debug, Default)]
pub struct OpenWhenRecurred {
    /// Those that were open, oldest occurrence first.
    pub actions: Vec<StillOpen>,
    /// Actions that were closed before a later occurrence or after it, nobody knows: closed without a day. Nothing is claimed
    /// of them.
    pub unknown: u32,
}

impl OpenWhenRecurred {
    pub(super) fn of(corpus: &Corpus, occurrences: &[IncidentNo]) -> Self {
        let mut open = Self::default();
        // Whatever has no day stands before all that has one, and no day is before every day.
        let until = |day| occurrences.partition_point(|&no| corpus[no].date <= Some(day));
        for &no in occurrences {
            let Some(day) = corpus[no].date else { continue };
            let next = until(day);
            for (action, said) in corpus[no].actions.iter().enumerate() {
                let end = match (&said.progress, said.progress.closed()) {
                    (Progress::Open | Progress::InProgress, _) => occurrences.len(),
                    (Progress::Done { .. } | Progress::Dropped { .. }, Some(closed)) => until(closed),
                    (Progress::Done { .. } | Progress::Dropped { .. }, None) => {
                        open.unknown += u32::from(next < occurrences.len());
                        continue;
                    }
                };
                if next < end {
                    open.actions.push(StillOpen { action: ActionNo { incident: no, action }, recurred: next..end });
                }
            }
        }
        open
    }

    /// What the occurrence at this position found open, the latest first, among the last 256 actions before it.
    pub fn latest(&self, position: usize) -> impl Iterator<Item = ActionNo> {
        let before = self.actions.partition_point(|open| open.recurred.start <= position);
        let latest = self.actions[..before].iter().rev().take(LOOKED_AT);
        latest.filter(move |open| open.recurred.contains(&position)).map(|open| open.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;
    use proptest::prelude::*;

    fn open(samples: Vec<Sample>) -> (OpenWhenRecurred, Vec<(String, Range<usize>)>) {
        let (corpus, _) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
        let occurrences: Vec<_> = corpus.incidents().map(|(no, _)| no).rev().collect();
        let open = OpenWhenRecurred::of(&corpus, &occurrences);
        let texts = open.actions.iter().map(|open| (corpus[open.action].text.clone(), open.recurred.clone())).collect();
        (open, texts)
    }

    #[test]
    fn an_action_is_open_until_the_day_on_which_it_was_closed() {
        let (open, texts) = open(vec![
            Sample::new("undated").open_action("no day"),
            Sample::new("2026-01-01-a")
                .open_action("open")
                .done_action("in time", "2026-01-31")
                .done_action("on the day", "2026-02-01")
                .done_action("late", "2026-02-28")
                .action("dropped late", Progress::Dropped { closed: "2026-03-05".parse().ok(), reason: None })
                .action("nobody knows", Progress::Done { closed: None }),
            Sample::new("2026-02-01-b").open_action("later"),
            Sample::new("2026-03-01-c").open_action("last").action("not asked", Progress::Done { closed: None }),
        ]);
        let expected = [("open", 2..4), ("on the day", 2..3), ("late", 2..3), ("dropped late", 2..4), ("later", 3..4)]
            .map(|(t, r)| (t.to_owned(), r));
        assert_eq!(texts, expected);
        assert_eq!(open.unknown, 1);
        assert_eq!(open.latest(3).count(), 3);
        assert_eq!(open.latest(1).count(), 0);
    }

    #[test]
    fn what_came_back_on_the_same_day_is_not_held_against_the_follow_up() {
        let (open, texts) =
            open(vec![Sample::new("2026-01-01-a").open_action("x"), Sample::new("2026-01-01-b").open_action("y")]);
        assert!(texts.is_empty() && open.unknown == 0);
    }

    proptest! {
        #[test]
        fn the_ranges_say_what_comparing_every_pair_of_days_says(
            notes in proptest::collection::vec((proptest::option::of(1_i8..28), proptest::option::of(1_i8..28)), 0..12),
        ) {
            let day = |day: Option<i8>| day.map(|day| jiff::civil::date(2026, 1, day));
            let samples = notes.iter().enumerate().map(|(number, &(on, closed))| {
                let progress = closed.map_or(Progress::Open, |_| Progress::Done { closed: day(closed) });
                Sample::new(&number.to_string()).with(|incident| incident.date = day(on)).action("x", progress).build()
            });
            let (corpus, _) = gather(Config::default(), samples.collect());
            let occurrences: Vec<_> = corpus.incidents().map(|(no, _)| no).rev().collect();
            let open = OpenWhenRecurred::of(&corpus, &occurrences);
            for (position, &later) in occurrences.iter().enumerate() {
                let found = |earlier: &&IncidentNo| {
                    let (Some(from), Some(to)) = (corpus[**earlier].date, corpus[later].date) else { return false };
                    from < to && corpus[**earlier].actions[0].progress.closed().is_none_or(|closed| closed >= to)
                };
                let expected: Vec<_> = occurrences.iter().rev().filter(found).copied().collect();
                prop_assert_eq!(open.latest(position).map(|action| action.incident).collect::<Vec<_>>(), expected);
            }
        }
    }
}
