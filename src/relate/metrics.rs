//! How long things took, how they were noticed, what restored them: over any set of incidents.
//!
//! Each figure comes with the incidents that it is made from and with the number of those that do not say. Near misses have no
//! durations here: nobody was hurt, so nothing had to be restored.

use crate::corpus::IncidentNo;
use crate::incident::time::{Elapsed, Moment};
use crate::incident::{Detection, DetectionSource, Incident, Kind, Method, Milestones, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Fewest values for a median. The smallest and the largest of `n` values hold the true median between them with probability
/// 1 − 2 × 0.5ⁿ, which reaches 95 % at six.
///
/// Source: distribution-free intervals for quantiles, Hahn and Meeker, *Statistical Intervals* (1991), section 5.2.
pub const ENOUGH_FOR_MEDIAN: usize = 6;

/// Fewest values for a 90th percentile. The largest of `n` values lies above the true one with probability 1 − 0.9ⁿ, which reaches
/// 95 % at 29. Source: as for [`ENOUGH_FOR_MEDIAN`].
pub const ENOUGH_FOR_P90: usize = 29;

/// One duration over several incidents.
#[derive(Debug, Default)]
pub struct Spread {
    /// The incidents that say, shortest first.
    pub known: Vec<(Elapsed, IncidentNo)>,
    /// How many do not.
    pub unknown: u32,
}

impl Spread {
    /// The median in seconds; `None` below [`ENOUGH_FOR_MEDIAN`] values.
    pub fn median(&self) -> Option<i64> {
        self.rank(50, ENOUGH_FOR_MEDIAN)
    }

    /// The 90th percentile in seconds; `None` below [`ENOUGH_FOR_P90`] values.
    pub fn p90(&self) -> Option<i64> {
        self.rank(90, ENOUGH_FOR_P90)
    }

    /// Nearest rank: the smallest value that at least this share of all values does not exceed. So it is always a duration that
    /// somebody lived through, and of an even number the lower one of the two in the middle.
    fn rank(&self, percent: usize, enough: usize) -> Option<i64> {
        let n = self.known.len();
        let rank = (n * percent).div_ceil(100);
        self.known.get(rank.checked_sub(1)?).filter(|_| n >= enough).map(|(elapsed, _)| elapsed.seconds)
    }

    fn of(incidents: &[(IncidentNo, &Incident)], elapsed: impl Fn(&Milestones) -> Option<Elapsed>) -> Self {
        let mut spread = Self::default();
        for (no, incident) in incidents.iter().filter(|(_, incident)| incident.kind == Kind::Incident) {
            match elapsed(&incident.milestones) {
                Some(elapsed) => spread.known.push((elapsed, *no)),
                None => spread.unknown += 1,
            }
        }
        spread.known.sort_by_key(|(elapsed, no)| (elapsed.seconds, *no));
        spread
    }
}

/// Figures over a set of incidents.
#[derive(Debug)]
pub struct Metrics {
    /// detected − started.
    pub detect: Spread,
    /// acknowledged − detected.
    pub acknowledge: Spread,
    /// mitigated − started.
    pub restore: Spread,
    /// resolved − started.
    pub resolve: Spread,
    /// Incidents by who or what noticed *first*: the signal with the earliest time, else the one that the note names first.
    /// `None`: the note names no signal.
    pub noticed_by: BTreeMap<Option<DetectionSource>, Vec<IncidentNo>>,
    /// Attempts to restore, by method and by what came of them. `None`: the note does not say.
    pub attempts: BTreeMap<Method, BTreeMap<Option<Outcome>, u32>>,
    /// Incidents by the slugs of a factor and of a service that both stand in the note.
    pub factor_by_service: BTreeMap<String, BTreeMap<String, Vec<IncidentNo>>>,
}

impl Metrics {
    /// The figures of these incidents.
    pub fn of<'a>(incidents: impl IntoIterator<Item = (IncidentNo, &'a Incident)>) -> Self {
        let incidents: Vec<_> = incidents.into_iter().collect();
        let mut noticed_by: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut attempts: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut factor_by_service: BTreeMap<String, BTreeMap<String, Vec<IncidentNo>>> = BTreeMap::new();
        for &(no, incident) in &incidents {
            noticed_by.entry(first_signal(&incident.detections).map(|signal| signal.source)).or_default().push(no);
            for restore in &incident.restores {
                *attempts.entry(restore.method).or_default().entry(restore.outcome).or_default() += 1;
            }
            let services: BTreeSet<_> = incident.services.iter().map(|service| &service.slug).collect();
            for factor in incident.factors.iter().map(|factor| &factor.slug).collect::<BTreeSet<_>>() {
                let row = factor_by_service.entry(factor.clone()).or_default();
                for &service in &services {
                    row.entry(service.clone()).or_default().push(no);
                }
            }
        }
        Self {
            detect: Spread::of(&incidents, Milestones::to_detect),
            acknowledge: Spread::of(&incidents, Milestones::to_acknowledge),
            restore: Spread::of(&incidents, Milestones::to_restore),
            resolve: Spread::of(&incidents, Milestones::to_resolve),
            noticed_by,
            attempts,
            factor_by_service,
        }
    }
}

fn first_signal(detections: &[Detection]) -> Option<&Detection> {
    let instant = |signal: &Detection| signal.at.as_ref().map(|time| time.at).as_ref().and_then(Moment::instant).map(|at| at.at);
    detections.iter().min_by_key(|signal| (instant(signal).is_none(), instant(signal)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    fn metrics(samples: Vec<Sample>) -> Metrics {
        let incidents: Vec<_> = samples.into_iter().map(Sample::build).collect();
        Metrics::of(incidents.iter().enumerate().map(|(index, incident)| (IncidentNo::at(index), incident)))
    }

    fn restored(minutes: std::ops::RangeInclusive<i64>) -> Spread {
        metrics(minutes.rev().map(|minutes| Sample::new("2026-01-01-x").mitigated_after(minutes)).collect()).restore
    }

    #[test]
    fn a_quantile_is_a_value_that_was_seen_and_is_not_told_of_few() {
        assert_eq!(restored(1..=5).median(), None);
        assert_eq!(restored(1..=6).median(), Some(3 * 60));
        assert_eq!(restored(1..=7).median(), Some(4 * 60));
        assert_eq!(restored(1..=28).p90(), None);
        assert_eq!(restored(1..=30).p90(), Some(27 * 60));
    }

    #[test]
    fn what_is_unknown_is_counted_and_near_misses_are_not() {
        let figures = metrics(vec![
            Sample::new("2026-01-01-a").mitigated_after(5),
            Sample::new("2026-01-01-b"),
            Sample::new("2026-01-01-c").with(|incident| incident.kind = Kind::NearMiss),
        ]);
        assert_eq!((figures.restore.known.len(), figures.restore.unknown), (1, 1));
        assert_eq!((figures.detect.known.len(), figures.detect.unknown), (0, 2));
    }

    #[test]
    fn the_earliest_signal_noticed_it() {
        let figures = metrics(vec![
            Sample::new("2026-01-01-a").detected_after(9, DetectionSource::Alert).detected_after(4, DetectionSource::Customer),
            Sample::new("2026-01-01-b"),
        ]);
        let noticed: Vec<_> = figures.noticed_by.into_iter().map(|(source, incidents)| (source, incidents.len())).collect();
        assert_eq!(noticed, [(None, 1), (Some(DetectionSource::Customer), 1)]);
    }

    #[test]
    fn attempts_and_factors_are_counted_by_what_they_met() {
        let figures = metrics(vec![
            Sample::new("2026-01-01-a").factor("dns").factor("DNS").service("api").service("web"),
            Sample::new("2026-01-01-b")
                .factor("dns")
                .service("api")
                .restore(Method::Restart, Outcome::NoEffect)
                .restore(Method::Restart, Outcome::Worked),
        ]);
        assert_eq!(figures.factor_by_service["dns"]["api"].len(), 2);
        assert_eq!(figures.factor_by_service["dns"]["web"].len(), 1);
        assert_eq!(
            figures.attempts[&Method::Restart],
            BTreeMap::from([(Some(Outcome::Worked), 1), (Some(Outcome::NoEffect), 1)])
        );
    }
}
