//! Durations that a note states in so many words: `**Time to repair**: 0h 31m`, `Downtime: about 2 hours`.
//!
//! Says what each measures, and never whether it is right: that is for a lint, which compares.

use super::clock;
use super::facts::Fact;
use super::within;
use crate::incident::{Measure, Stated};
use crate::source::Span;

/// What people call the durations, in lower case and without what says nothing more, see [`measure`]. `MTTR` and `TTR` end in
/// repair, recovery or resolution.
const LABELS: &[(Measure, &[&str])] = &[
    (
        Measure::Detect,
        &["time to detect", "time to detection", "time until detection", "detection time", "detection delay", "ttd", "mttd"],
    ),
    (
        Measure::Acknowledge,
        &["time to acknowledge", "time to acknowledgement", "time to acknowledgment", "time to ack", "tta", "mtta"],
    ),
    (
        Measure::Restore,
        &[
            "time to repair",
            "time to recover",
            "time to recovery",
            "time to restore",
            "time to restoration",
            "time to mitigate",
            "time to mitigation",
            "time to fix",
            "repair time",
            "recovery time",
            "restoration time",
            "mitigation time",
            "ttm",
            "mttm",
        ],
    ),
    (Measure::Resolve, &["time to resolve", "time to resolution", "resolution time"]),
    (Measure::Lasted, &["duration", "downtime", "ttr", "mttr"]),
];

/// Words of a label that do not change what it measures.
const FILLING: &[&str] =
    &["the", "a", "of", "total", "overall", "full", "incident", "outage", "service", "impact", "customer", "user", "disruption"];

/// Every duration that is stated, except in follow-ups; these are in the order of the file.
pub fn read(text: &str, facts: &[Fact<'_>], follow_ups: &[Span]) -> Vec<Stated> {
    let stated = facts.iter().filter(|fact| !within(follow_ups, fact.span.start));
    stated.filter_map(|fact| stated_in(text, fact)).collect()
}

fn stated_in(text: &str, fact: &Fact<'_>) -> Option<Stated> {
    let measure = measure(fact.label)?;
    let value = &text[fact.value.clone()];
    let read = clock::duration(value)?;
    let remark = remark(&value[read.len..])?;
    Some(Stated {
        measure,
        seconds: read.seconds,
        approximate: read.approximate,
        finest: read.finest,
        raw: value[..read.len].to_owned(),
        remark: remark.map(str::to_owned),
        span: fact.span.start..fact.value.end,
    })
}

/// What a label measures.
fn measure(label: &str) -> Option<Measure> {
    let label = label.to_lowercase();
    let words: Vec<&str> = label.split([' ', '-', '\t']).filter(|word| !word.is_empty() && !FILLING.contains(word)).collect();
    let label = words.join(" ");
    LABELS.iter().find(|(_, known)| known.contains(&label.as_str())).map(|(measure, _)| *measure)
}

/// The remark behind a figure, which says how it was counted; none, if what stands there says nothing of that. Where anything else
/// goes on, it was not the figure alone, and this is nothing.
fn remark(rest: &str) -> Option<Option<&str>> {
    let rest = rest.trim();
    let rest = match rest.strip_prefix("[^").and_then(|note| note.split_once(']')) {
        Some((_, behind)) => behind.trim(),
        None => rest,
    };
    if rest.is_empty() || is_of_something(rest) {
        return Some(None);
    }
    let inside = rest.strip_prefix('(')?.strip_suffix(')').filter(|inside| !inside.contains(['(', ')']))?.trim();
    // From when to when, or the same figure in another unit.
    let time = clock::read(inside).is_some_and(|read| read.len == inside.len());
    let again = clock::duration(inside).is_some_and(|read| read.len == inside.len());
    Some(Some(inside).filter(|_| !time && !again))
}

/// `of active impact`, `in total`
fn is_of_something(rest: &str) -> bool {
    let few = rest.split_whitespace().count() <= 5 && rest.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
    matches!(rest, "in total" | "total" | "overall") || few && rest.starts_with("of ")
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, facts, sections};

    /// What a body states, in a short notation.
    fn read(text: &str) -> Vec<String> {
        let body = 0..text.len();
        let blocks = blocks::read(text, &body).all;
        let parts = sections::split(text, &body, &blocks);
        let stated = super::read(text, &facts::facts(text, &parts, &blocks), &[]);
        let shown = stated.iter().map(|stated| {
            let about = if stated.approximate { "~" } else { "" };
            let remark = stated.remark.as_deref().map(|remark| format!(" ({remark})")).unwrap_or_default();
            format!("{} {about}{}{remark}", stated.measure, stated.seconds)
        });
        shown.collect()
    }

    #[test]
    fn durations_are_known_by_their_labels() {
        for (line, expected) in [
            ("Time to recovery: 30 minutes", "restore 1800"),
            ("**Time to repair**: 0h 31m", "restore 1860"),
            ("Time to resolve 4h 9m", "resolve 14940"),
            ("TTD: 5 min", "detect 300"),
            ("MTTR: 1h20m", "lasted 4800"),
            ("Duration: 45 minutes", "lasted 2700"),
            ("Downtime: ~2 hours", "lasted ~7200"),
            ("Downtime: about an hour.", "lasted ~3600"),
            ("Outage duration: 1 day 3 hours", "lasted 97200"),
            ("Total duration of the incident: 45 min", "lasted 2700"),
            ("Time-to-acknowledge: 90 s", "acknowledge 90"),
            ("Time to recovery (TTR): 12 minutes [^1]", "restore 720"),
            ("- **Time to repair**: 673h 34m", "restore 2424840"),
            ("| Time to detect | 5 min |\n|---|---|", "detect 300"),
        ] {
            assert_eq!(read(&format!("{line}\n")), [expected], "{line}");
        }
    }

    #[test]
    fn a_remark_says_how_it_was_counted() {
        assert_eq!(read("Time to resolve: 7h (in working hours)\n"), ["resolve 25200 (in working hours)"]);
        assert_eq!(read("Duration: 39 minutes (14:02 – 14:41 UTC)\n"), ["lasted 2340"]);
        assert_eq!(read("Duration: 90 minutes (1h 30m)\n"), ["lasted 5400"]);
        assert_eq!(read("Duration: 39 minutes of partial unavailability\n"), ["lasted 2340"]);
    }

    #[test]
    fn what_is_no_figure_or_of_something_else_is_not_read() {
        for line in [
            "Duration: less than 10 minutes",
            "Downtime: unknown",
            "Time to recovery: N/A",
            "Time to recovery: ?",
            "Downtime: 10–20 minutes",
            "Duration: 10 minutes longer than planned",
            "Duration: 10 minutes for some, 20 for others",
            "Expected downtime: 1 hour",
            "Maintenance duration: 1 hour",
            "Duration of the backup: 2 hours",
            "The duration was 45 minutes",
            "The outage had a duration of 45 minutes: nobody noticed",
            "    Duration: 45 minutes",
        ] {
            assert_eq!(read(&format!("{line}\n")), [""; 0], "{line}");
        }
    }
}
