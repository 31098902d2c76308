//! Work that was announced: status pages file it beside incidents, and nobody looks back at it.

use crate::incident::Incident;

/// How a title says that something was going to be worked on.
const WORK: &[&str] = &[
    "brownout",
    "maintenance",
    "maintenances",
    "migration",
    "migrate",
    "migrating",
    "upgrade",
    "upgrading",
    "update",
    "operation",
    "scheduled",
    "planned",
    "enforced",
];

/// How a title says that something went wrong, or that the work is what set it off: how words begin, or whole words of two or three
/// letters.
const TROUBLE: &[&str] = &[
    "after",
    "bad",
    "block",
    "brok",
    "cannot",
    "caus",
    "corrupt",
    "crash",
    "degrad",
    "delay",
    "disrupt",
    "down",
    "during",
    "emergenc",
    "error",
    "expir",
    "fail",
    "hang",
    "high",
    "impact",
    "incident",
    "incomplet",
    "interrupt",
    "invalid",
    "issue",
    "lock",
    "lose",
    "loss",
    "lost",
    "miss",
    "no",
    "not",
    "outage",
    "problem",
    "slow",
    "stop",
    "stuck",
    "timeout",
    "unavail",
    "unexpect",
    "unintend",
    "unplanned",
    "unreach",
    "unscheduled",
    "wrong",
];

/// Whether the title tells of work and of no trouble.
pub(super) fn is_planned_work(incident: &Incident) -> bool {
    let title = incident.title.to_lowercase();
    let words = || title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().any(|word| WORK.contains(&word)) && !words().any(is_trouble)
}

fn is_trouble(word: &str) -> bool {
    TROUBLE.iter().any(|begins| if begins.len() < 4 { word == *begins } else { word.starts_with(begins) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    #[test]
    fn work_is_told_from_what_work_broke() {
        let planned = |title: &str| is_planned_work(&Sample::new("2026-03-02-a").title(title).build());
        assert!(planned("Maintenance on ci.example.org"));
        assert!(planned("Database upgrade to 17"));
        assert!(!planned("Checkout is down after a database upgrade"));
        assert!(!planned("Update center not updated"));
        assert!(!planned("Lost writes in the migration") && !planned("Data loss on upgrade"));
        assert!(!planned("Checkout answers 502"));
    }
}
