//! Figures over all incidents: how long they took, who noticed, what was tried, which factors meet which services.
//!
//! Each figure comes with how many incidents it is made of and of how many nothing is known. A median is told of five or more, a
//! 90th percentile of twenty or more: of fewer they would be the story of one incident. No means and no trends. Incidents are
//! counted, never people. Near misses hurt nobody and stand in no duration.

use super::{Issue, IssueNo, Relations, ServiceGroup};
use crate::corpus::{Corpus, IncidentNo};
use crate::incident::time::Elapsed;
use crate::incident::{Detection, DetectionSource, Incident, Kind, Method, Milestones, Name, Outcome, Severity};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A median is told of as many durations or more.
pub const FOR_A_MEDIAN: usize = 5;
/// A 90th percentile is told of as many durations or more: two of twenty lie above it.
pub const FOR_A_90TH: usize = 20;
/// As many factors and services stand in [`Meetings`].
const MET: usize = 12;

/// The durations of one kind.
#[derive(Debug, Default)]
pub struct Durations {
    /// Those that are known, the shortest first.
    known: Vec<Elapsed>,
    /// The incidents of which it is not known.
    pub unknown: usize,
}

impl FromIterator<Option<Elapsed>> for Durations {
    fn from_iter<I: IntoIterator<Item = Option<Elapsed>>>(all: I) -> Self {
        let mut durations = Self::default();
        for elapsed in all {
            match elapsed {
                Some(elapsed) => durations.known.push(elapsed),
                None => durations.unknown += 1,
            }
        }
        durations.known.sort_by_key(|elapsed| elapsed.seconds);
        durations
    }
}

impl Durations {
    /// How many are known.
    pub fn n(&self) -> usize {
        self.known.len()
    }

    /// The shortest.
    pub fn shortest(&self) -> Option<Elapsed> {
        self.known.first().copied()
    }

    /// The longest.
    pub fn longest(&self) -> Option<Elapsed> {
        self.known.last().copied()
    }

    /// Half of the known ones took no longer; of an even number it is the lower of the two in the middle.
    pub fn median(&self) -> Option<Elapsed> {
        self.percentile(50, FOR_A_MEDIAN)
    }

    /// Nine of ten of the known ones took no longer.
    pub fn ninetieth(&self) -> Option<Elapsed> {
        self.percentile(90, FOR_A_90TH)
    }

    fn percentile(&self, percent: usize, enough: usize) -> Option<Elapsed> {
        nearest_rank(&self.known, percent).filter(|_| self.n() >= enough).copied()
    }
}

/// The percentile of values in ascending order: that of the nearest rank, so that it is always one of them (definition 1 of
/// Hyndman and Fan, 1996). The 50th of an even number is the lower of the two in the middle.
pub(super) fn nearest_rank<T>(sorted: &[T], percent: usize) -> Option<&T> {
    sorted.get((sorted.len() * percent).div_ceil(100).checked_sub(1)?)
}

/// Incidents that were noticed by one source.
#[derive(Debug, Default)]
pub struct Noticed {
    /// Of those that it noticed first: `detected` − `started`.
    pub gap: Durations,
    /// In how many others it noticed, too, but not first.
    pub later: usize,
}

impl Noticed {
    /// How many it noticed first.
    pub fn first(&self) -> usize {
        self.gap.n() + self.gap.unknown
    }
}

/// Attempts of one method, by what they came to.
#[derive(Debug, Default)]
pub struct Attempts {
    /// How many came to what; `None` is what no note says.
    pub outcomes: BTreeMap<Option<Outcome>, usize>,
}

impl Attempts {
    /// All of them.
    pub fn all(&self) -> usize {
        self.outcomes.values().sum()
    }
}

/// How often contributing factors met services, in notes: near misses, too.
#[derive(Debug)]
pub struct Meetings<'r> {
    /// The services with the most notes, at most twelve.
    pub services: Vec<&'r ServiceGroup>,
    /// The factors that contributed most often, at most twelve and twice or more, each with the notes that have it and each of the
    /// services.
    pub factors: Vec<(IssueNo, Vec<usize>)>,
}

/// All figures.
#[derive(Debug)]
pub struct Metrics<'r> {
    /// All incidents that are no near misses.
    pub incidents: usize,
    /// Near misses.
    pub near_misses: usize,
    /// detected − started.
    pub detect: Durations,
    /// acknowledged − detected.
    pub acknowledge: Durations,
    /// mitigated − started: how long users were hurt.
    pub restore: Durations,
    /// resolved − started.
    pub resolve: Durations,
    /// The same as `restore`, by severity, the worst first.
    pub by_severity: BTreeMap<Severity, Durations>,
    /// By the source that noticed first: the earliest signal whose time is known, else the only source that is named.
    pub noticed: BTreeMap<DetectionSource, Noticed>,
    /// Incidents of which no note says who noticed first.
    pub unnoticed: usize,
    /// What was tried.
    pub attempts: BTreeMap<Method, Attempts>,
    /// Incidents of which no note says what was tried.
    pub untried: usize,
    /// Factors and services.
    pub meetings: Meetings<'r>,
}

impl<'r> Metrics<'r> {
    /// The figures of these incidents.
    pub fn of(corpus: &Corpus, relations: &'r Relations) -> Self {
        let hurt: Vec<&Incident> =
            corpus.incidents().map(|(_, incident)| incident).filter(|incident| incident.kind == Kind::Incident).collect();
        let all = |took: fn(&Milestones) -> Option<Elapsed>| hurt.iter().map(|incident| took(&incident.milestones)).collect();
        let (noticed, unnoticed) = noticed(&hurt);
        let mut attempts: BTreeMap<Method, Attempts> = BTreeMap::new();
        for restore in hurt.iter().flat_map(|incident| &incident.restores) {
            *attempts.entry(restore.method).or_default().outcomes.entry(restore.outcome).or_default() += 1;
        }
        Self {
            incidents: hurt.len(),
            near_misses: corpus.len() - hurt.len(),
            detect: all(Milestones::to_detect),
            acknowledge: all(Milestones::to_acknowledge),
            restore: all(Milestones::to_restore),
            resolve: all(Milestones::to_resolve),
            by_severity: by(hurt.iter().map(|incident| (incident.severity, incident.milestones.to_restore()))),
            noticed,
            unnoticed,
            attempts,
            untried: hurt.iter().filter(|incident| incident.restores.is_empty()).count(),
            meetings: Meetings::of(corpus, relations),
        }
    }
}

/// By the source that noticed first; and of how many incidents nobody knows which that was.
fn noticed(hurt: &[&Incident]) -> (BTreeMap<DetectionSource, Noticed>, usize) {
    let (mut gaps, mut later, mut unnoticed) = (Vec::new(), Vec::new(), 0);
    for incident in hurt {
        let Some(first) = noticed_first(&incident.detections) else {
            unnoticed += 1;
            continue;
        };
        gaps.push((first, incident.milestones.to_detect()));
        let sources: BTreeSet<_> = incident.detections.iter().map(|signal| signal.source).collect();
        later.extend(sources.into_iter().filter(|source| *source != first));
    }
    let mut noticed: BTreeMap<_, Noticed> =
        by(gaps.into_iter()).into_iter().map(|(source, gap)| (source, Noticed { gap, later: 0 })).collect();
    for source in later {
        noticed.entry(source).or_default().later += 1;
    }
    (noticed, unnoticed)
}

/// The durations of each of some kinds.
fn by<K: Ord>(all: impl Iterator<Item = (K, Option<Elapsed>)>) -> BTreeMap<K, Durations> {
    let mut each: BTreeMap<K, Vec<Option<Elapsed>>> = BTreeMap::new();
    for (kind, elapsed) in all {
        each.entry(kind).or_default().push(elapsed);
    }
    each.into_iter().map(|(kind, all)| (kind, all.into_iter().collect())).collect()
}

/// Who noticed first: the earliest signal whose time is known, else whoever is the only one that is named.
fn noticed_first(signals: &[Detection]) -> Option<DetectionSource> {
    let instant = |signal: &Detection| Some(signal.at.as_ref()?.at.instant()?.at);
    let timed = signals.iter().filter_map(|signal| Some((instant(signal)?, signal.source)));
    let earliest = timed.min_by_key(|(at, _)| *at).map(|(_, source)| source);
    let only = || {
        let source = signals.first()?.source;
        signals.iter().all(|signal| signal.source == source).then_some(source)
    };
    earliest.or_else(only)
}

impl<'r> Meetings<'r> {
    fn of(corpus: &Corpus, relations: &'r Relations) -> Self {
        let mut services: Vec<_> = relations.groups.services.values().collect();
        services.sort_by_key(|service| (Reverse(service.group.incidents.len()), &service.group.name.slug));
        services.truncate(MET);
        let has = |names: &[Name], slug: &str| names.iter().any(|name| name.slug == slug);
        // What was only a symptom or a trigger in a note did not contribute to it.
        let contributed = |issue: &Issue| {
            let all = issue.recurrence.occurrences.iter().copied();
            all.filter(|no| has(&corpus[*no].factors, &issue.name.slug)).collect::<Vec<IncidentNo>>()
        };
        let mut factors: Vec<_> = relations.recurring().map(|(no, issue)| (no, contributed(issue))).collect();
        factors.retain(|(_, incidents)| incidents.len() > 1);
        factors.sort_by_key(|(no, incidents)| (Reverse(incidents.len()), *no));
        factors.truncate(MET);
        let met = |incidents: &[IncidentNo], service: &ServiceGroup| {
            incidents.iter().filter(|no| has(&corpus[**no].services, &service.group.name.slug)).count()
        };
        let row = |incidents: Vec<IncidentNo>| services.iter().map(|service| met(&incidents, service)).collect();
        Self { factors: factors.into_iter().map(|(no, incidents)| (no, row(incidents))).collect(), services }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::Milestone;
    use crate::incident::sample::Sample;
    use crate::relate::relate;

    fn metrics(samples: Vec<Sample>, look: impl FnOnce(&Metrics<'_>)) {
        let (corpus, _) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
        let relations = relate(&corpus, "2026-12-01".parse().unwrap());
        look(&Metrics::of(&corpus, &relations));
    }

    fn durations(minutes: &[i64]) -> Durations {
        minutes.iter().map(|minutes| Some(Elapsed { seconds: minutes * 60, approximate: false })).collect()
    }

    #[test]
    fn percentiles_are_durations_of_incidents_and_need_enough_of_them() {
        let minutes = |elapsed: Option<Elapsed>| elapsed.map(|elapsed| elapsed.seconds / 60);
        assert_eq!(minutes(durations(&[1, 2, 3, 4]).median()), None);
        assert_eq!(minutes(durations(&[9, 1, 5, 3, 100]).median()), Some(5));
        assert_eq!(minutes(durations(&[6, 1, 2, 3, 4, 5]).median()), Some(3));
        assert_eq!(minutes(durations(&(1..=19).collect::<Vec<_>>()).ninetieth()), None);
        assert_eq!(minutes(durations(&(1..=20).collect::<Vec<_>>()).ninetieth()), Some(18));
        let few = durations(&[7, 3]);
        assert_eq!((minutes(few.shortest()), minutes(few.longest())), (Some(3), Some(7)));
        assert_eq!(Durations::default().shortest(), None);
    }

    #[test]
    fn durations_leave_out_near_misses_and_count_what_is_unknown() {
        let samples = vec![
            Sample::new("2026-01-01-a").mitigated_after(40).after(Milestone::Detected, 5),
            Sample::new("2026-01-02-b"),
            Sample::new("2026-01-03-c").mitigated_after(500).with(|incident| incident.kind = Kind::NearMiss),
        ];
        metrics(samples, |metrics| {
            assert_eq!((metrics.incidents, metrics.near_misses), (2, 1));
            assert_eq!((metrics.restore.n(), metrics.restore.unknown), (1, 1));
            assert_eq!((metrics.detect.n(), metrics.detect.unknown), (1, 1));
            assert_eq!((metrics.resolve.n(), metrics.resolve.unknown), (0, 2));
            let by_severity: Vec<_> = metrics.by_severity.values().map(|all| (all.n(), all.unknown)).collect();
            assert_eq!(by_severity, [(1, 1)]);
        });
    }

    #[test]
    fn the_first_signal_is_the_earliest_that_has_a_time_or_the_only_source() {
        use DetectionSource::{Alert, Customer, Engineer};
        let signals = |sources: &[(DetectionSource, bool)]| {
            let sample = Sample::new("2026-01-01-a").after(Milestone::Detected, 5);
            sample.with(|incident| {
                let times = [Milestone::Detected, Milestone::Started].map(|it| incident.milestones.get(it).cloned());
                let signal = |(nth, (source, timed)): (usize, &(DetectionSource, bool))| Detection {
                    source: *source,
                    at: times[nth.min(1)].clone().filter(|_| *timed),
                    link: None,
                    span: 0..0,
                };
                incident.detections = sources.iter().enumerate().map(signal).collect();
            })
        };
        let first = |sample: Sample| noticed_first(&sample.build().detections);
        assert_eq!(first(signals(&[(Alert, true), (Customer, true)])), Some(Customer), "the second was earlier");
        assert_eq!(first(signals(&[(Alert, true), (Customer, false)])), Some(Alert));
        assert_eq!(first(signals(&[(Alert, false), (Customer, false)])), None, "nobody knows");
        assert_eq!(first(signals(&[(Engineer, false), (Engineer, false)])), Some(Engineer));
        metrics(vec![signals(&[(Alert, true), (Customer, true)]), Sample::new("2026-01-02-b")], |metrics| {
            assert_eq!((metrics.noticed[&Customer].first(), metrics.noticed[&Customer].gap.n()), (1, 1));
            assert_eq!((metrics.noticed[&Alert].first(), metrics.noticed[&Alert].later), (0, 1));
            assert_eq!(metrics.unnoticed, 1);
        });
    }

    #[test]
    fn attempts_are_counted_by_what_they_came_to() {
        let samples = vec![
            Sample::new("2026-01-01-a")
                .restore(Method::Rollback, Outcome::Worse)
                .restore(Method::Rollback, Outcome::Worked)
                .with(|incident| incident.restores[0].outcome = None),
            Sample::new("2026-01-02-b").restore(Method::Restart, Outcome::Partial),
            Sample::new("2026-01-03-c"),
        ];
        metrics(samples, |metrics| {
            assert_eq!(metrics.attempts[&Method::Rollback].outcomes, BTreeMap::from([(None, 1), (Some(Outcome::Worked), 1)]));
            assert_eq!((metrics.attempts[&Method::Rollback].all(), metrics.untried), (2, 1));
        });
    }

    #[test]
    fn factors_meet_services_where_they_contributed() {
        let samples = vec![
            Sample::new("2026-01-01-a").factor("dns").factor("once").service("web"),
            Sample::new("2026-01-02-b").factor("dns").service("web").service("mail"),
            Sample::new("2026-01-03-c").symptom("dns").symptom("slow").service("web"),
            Sample::new("2026-01-04-d").symptom("slow").service("web"),
        ];
        metrics(samples, |metrics| {
            let services: Vec<_> = metrics.meetings.services.iter().map(|service| service.group.name.slug.as_str()).collect();
            assert_eq!(services, ["web", "mail"]);
            let counts: Vec<_> = metrics.meetings.factors.iter().map(|(_, counts)| counts.as_slice()).collect();
            assert_eq!(counts, [[2, 1]], "of what was seen twice as a factor; a symptom does not contribute");
        });
    }
}
