//! LB109: durations that a note states in so many words and that its own times contradict.

use super::{Lint, Report, Subject};
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::incident::time::Elapsed;
use crate::incident::{Incident, Milestone, Stated};
use crate::words::listed;
use jiff::SignedDuration;

pub(super) const LINTS: &[&Lint] = &[&STATED_DURATION];

static STATED_DURATION: Lint = Lint {
    rule: Rule {
        code: "LB109",
        name: "stated-duration",
        level: Level::Warn,
        finds: "A stated duration that the note's own times contradict.",
        why: "A figure that was typed by hand stays as it is when the times beside it are corrected; readers cannot tell which of the two holds.",
        doubt: "",
        bad: "**Time to recovery:** 15 minutes\n\n## Timeline (UTC)\n\n- 14:02 **started** The push begins\n- 14:41 **mitigated** The push is taken back\n",
        good: "**Time to recovery:** 39 minutes\n\n## Timeline (UTC)\n\n- 14:02 **started** The push begins\n- 14:41 **mitigated** The push is taken back\n",
    },
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    stated_durations(subject.incident).into_iter().for_each(|finding| report.add(finding));
}

/// Every stated duration that fits none of the times it may run between. Where the note has no such times, there is nothing to
/// compare with.
pub fn stated_durations(incident: &Incident) -> Vec<Diagnostic> {
    // What was counted in a way of its own is no time on the clock.
    let stated = incident.stated.iter().filter(|stated| stated.remark.is_none());
    stated.filter_map(|stated| contradicted(incident, stated)).collect()
}

fn contradicted(incident: &Incident, stated: &Stated) -> Option<Diagnostic> {
    let pairs = stated.measure.between().iter();
    let computed: Vec<(Milestone, Milestone, Elapsed)> =
        pairs.filter_map(|&(from, to)| Some((from, to, incident.milestones.elapsed(from, to)?))).collect();
    if computed.is_empty() || computed.iter().any(|(.., elapsed)| fits(stated, elapsed)) {
        return None;
    }
    let told = |milestone: Milestone| {
        let time = incident.milestones.get(milestone).map_or("", |time| time.raw.as_str());
        format!("{milestone} (`{time}`)")
    };
    let computed: Vec<String> =
        computed.iter().map(|(from, to, elapsed)| format!("{} from {} to {}", exact(elapsed), told(*from), told(*to))).collect();
    let message = format!("`{}` is stated, but by the times of this note it is {}", stated.raw, listed(&computed));
    Some(
        Diagnostic::new(&STATED_DURATION.rule, &incident.file, stated.span.clone(), message)
            .help("correct the one that is wrong; a duration that follows from the times need not be typed at all"),
    )
}

/// Whether a figure is as near to the computed one as it was stated finely: half its unit, but a minute at least, since times are
/// told to the minute; a fifth of it, if either is approximate.
fn fits(stated: &Stated, computed: &Elapsed) -> bool {
    let rounded = (stated.finest / 2).max(60);
    let tolerance = if stated.approximate || computed.approximate { rounded.max(stated.seconds / 5) } else { rounded };
    (stated.seconds - computed.seconds).abs() <= tolerance
}

/// To the second, unlike on a page: rounded to two units, two figures that differ could look the same.
fn exact(elapsed: &Elapsed) -> String {
    let about = if elapsed.approximate { "~" } else { "" };
    format!("{about}{:#}", SignedDuration::from_secs(elapsed.seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Measure;
    use crate::incident::sample::Sample;

    const HOUR: i64 = 3600;

    /// What is found where this is stated, with a detection after 10 minutes, mitigation after 40 and the end after 100.
    fn found(measure: Measure, seconds: i64, finest: i64, approximate: bool) -> Vec<Diagnostic> {
        let stated = Stated { measure, seconds, approximate, finest, raw: format!("{seconds} s"), remark: None, span: 0..0 };
        let sample = Sample::new("2026-03-02-a").after(Milestone::Detected, 10).after(Milestone::Mitigated, 40);
        let sample = sample.after(Milestone::Resolved, 100);
        stated_durations(&sample.with(|incident| incident.stated.push(stated)).build())
    }

    fn fits(measure: Measure, minutes: i64) -> bool {
        found(measure, minutes * 60, 60, false).is_empty()
    }

    #[test]
    fn people_count_from_the_beginning_or_from_when_they_knew() {
        let fitting = |measure| (0..120).filter(|minutes| fits(measure, *minutes)).collect::<Vec<_>>();
        assert_eq!(fitting(Measure::Detect), [9, 10, 11]);
        assert_eq!(fitting(Measure::Restore), [29, 30, 31, 39, 40, 41]);
        assert_eq!(fitting(Measure::Resolve), [89, 90, 91, 99, 100, 101]);
        assert_eq!(fitting(Measure::Lasted), [29, 30, 31, 39, 40, 41, 89, 90, 91, 99, 100, 101]);
        assert_eq!(fitting(Measure::Acknowledge).len(), 120, "nothing to compare with");
    }

    #[test]
    fn a_figure_is_held_to_what_it_says_and_no_more() {
        let resolve = |seconds, finest, approximate| found(Measure::Resolve, seconds, finest, approximate).is_empty();
        assert!(resolve(2 * HOUR, HOUR, false) && !resolve(3 * HOUR, HOUR, false), "to the half hour");
        assert!(!resolve(2 * HOUR, 60, false) && resolve(2 * HOUR, 60, true), "a fifth");
        assert!(!resolve(24 * HOUR, 24 * HOUR, false));
    }

    #[test]
    fn a_finding_says_both_figures_and_where_the_computed_ones_come_from() {
        let found = found(Measure::Restore, 15 * 60, 60, false);
        assert_eq!(
            found[0].message,
            "`900 s` is stated, but by the times of this note it is 40m from started (`2026-03-02T10:00:00Z`) to mitigated (`2026-03-02T10:40:00Z`) and 30m from detected (`2026-03-02T10:10:00Z`) to mitigated (`2026-03-02T10:40:00Z`)"
        );
    }

    #[test]
    fn what_was_counted_in_a_way_of_its_own_is_not_compared() {
        let stated = Stated {
            measure: Measure::Resolve,
            seconds: HOUR,
            approximate: false,
            finest: HOUR,
            raw: "1h".to_owned(),
            remark: Some("in working hours".to_owned()),
            span: 0..0,
        };
        let sample = Sample::new("2026-03-02-a").after(Milestone::Resolved, 500);
        assert!(stated_durations(&sample.with(|incident| incident.stated.push(stated)).build()).is_empty());
    }
}
