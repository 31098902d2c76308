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
    "break",
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
    "regress",
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

/// How a note of one sentence says that it announces something.
const ANNOUNCED: &[&str] = &[
    "maintenance window",
    "planned maintenance",
    "planned work",
    "scheduled maintenance",
    "security advisories",
    "security advisory",
    "security release",
    "security update",
    "will be performing",
    "will undergo",
    "will be undergoing",
    "has been scheduled",
    "is scheduled",
    "we are announcing",
    "we announce",
];

/// Letters of a sentence.
const SENTENCE: usize = 400;

/// Whether a note announces something, so that nobody looks back at it: work, a release, or an advisory.
pub(super) fn is_announced(incident: &Incident) -> bool {
    is_planned_work(incident) || is_announcement(incident) || is_release(incident)
}

/// Whether a note is one sentence that announces something and tells of no trouble.
fn is_announcement(incident: &Incident) -> bool {
    let text = incident.file.text.get(incident.body.span.clone()).unwrap_or_default();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (Some(only), None) = (lines.next(), lines.next()) else { return false };
    let one = only.len() <= SENTENCE && only.trim_end_matches('.').matches(". ").count() == 0;
    let said = only.to_lowercase();
    let trouble = said.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && is_trouble(word));
    one && !trouble && ANNOUNCED.iter().any(|announced| said.contains(announced))
}

/// Whether a title tells of a release, with its version, and of no trouble: `Version 4.2 released`.
fn is_release(incident: &Incident) -> bool {
    let title = incident.title.to_lowercase();
    let words =
        || title.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '(' | ')' | '-')).filter(|word| !word.is_empty());
    let released = words().any(|word| matches!(word, "announcing" | "new" | "release" | "released" | "releases" | "version"));
    let is_version = |word: &str| {
        let number = word.strip_prefix('v').unwrap_or(word);
        number.contains('.') && number.starts_with(|c: char| c.is_ascii_digit())
    };
    released && words().any(is_version) && !words().any(is_trouble)
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

    #[test]
    fn a_release_and_an_announcement_are_no_trouble() {
        let released = |title: &str| is_release(&Sample::new("2026-03-02-a").title(title).build());
        assert!(released("Checkout 4.2.0 released") && released("Checkout 4.2 and 4.1.3: new keys"));
        assert!(!released("Release 4.2 breaks the checkout") && !released("The release of the queue"));
        let announced = |text: &str| {
            let sample = Sample::new("2026-03-02-a").title("Vault");
            let mut incident = sample.build();
            incident.file = crate::source::SourceFile::new("a.md", text);
            incident.body.span = 0..text.len();
            is_announcement(&incident)
        };
        assert!(announced("Planned maintenance of the vault takes place on Sunday.\n"));
        assert!(!announced("The vault was gone during the scheduled maintenance.\n") && !announced("The vault was gone.\n"));
    }
}
