//! LB410: incidents of which nobody has verified, where they happened, that they are over.

use super::{Lint, Report, Subject, is_grave, is_to_be_complete, severity_name};
use crate::diagnostic::{Level, Rule};
use crate::incident::{Incident, Status, Verdict, Verification};
use crate::words::listed;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub(super) static NOT_VERIFIED: Lint = Lint {
    rule: Rule {
        code: "LB410",
        name: "not-verified",
        level: Level::Warn,
        finds: "An environment in which it happened and whose last round of verification did not pass, or never took place.",
        why: "A fix is believed long before it holds everywhere. It is over when somebody has looked, in every environment.",
        doubt: "A note without any `[[verification]]` is asked only if it is reviewed, of the two highest severities, names its environments, and has no word in its text like `verified` or `confirmed`.",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"in-review\"\nenvironments = [\"staging\", \"production\"]\nstarted = 2026-03-02T14:02:00Z\nresolved = 2026-03-03T10:15:00Z\n\n[[verification]]\nenvironment = \"staging\"\nby = \"support\"\nresult = \"pass\"\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"in-review\"\nenvironments = [\"staging\", \"production\"]\nstarted = 2026-03-02T14:02:00Z\nresolved = 2026-03-03T10:15:00Z\n\n[[verification]]\nenvironment = \"staging\"\nby = \"support\"\nresult = \"pass\"\n\n[[verification]]\nenvironment = \"production\"\nby = \"team-payments\"\nresult = \"pass\"\n+++\n",
    },
    check,
};

/// How people tell that they looked whether it is over.
static LOOKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i-u)\b(?:verif(?:y|ie[ds]|ying|ication)|confirm(?:s|ed|ing)?|validated|smoke[ -]test(?:ed)?)\b").ok()
});

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    if !is_to_be_complete(incident) || incident.is_ongoing() {
        return;
    }
    if incident.verifications.is_empty() {
        if incident.status == Status::Reviewed && is_grave(incident) && !incident.environments.is_empty() && !tells(incident) {
            let severity = severity_name(&subject.corpus.config, incident);
            never_verified(subject, report, &format!("a reviewed `{severity}` incident, and "), &environments(incident));
        }
        return;
    }
    let last = last_rounds(incident);
    let mut unseen = Vec::new();
    for environment in environments(incident) {
        match last.get(&environment.to_lowercase()) {
            Some(LastRound { failed: None, .. }) => {}
            Some(&LastRound { round, failed: Some(failed) }) => report.add(
                report
                    .finding(failed.span.clone(), format!("the last verification in {environment} failed"))
                    .label(format!("round {round}"))
                    .help(format!("when it holds, add {}", example(environment, round.saturating_add(1)))),
            ),
            None => unseen.push(environment),
        }
    }
    never_verified(subject, report, "", &unseen);
}

/// Whether the text tells that somebody has looked.
fn tells(incident: &Incident) -> bool {
    let text = incident.file.text.get(incident.body.span.clone()).unwrap_or_default();
    LOOKED.as_ref().is_some_and(|looked| looked.is_match(text))
}

fn never_verified(subject: &Subject<'_>, report: &mut Report<'_>, what: &str, environments: &[&str]) {
    let Some(first) = environments.first() else { return };
    let message = format!("{what}nobody has verified in {} that it is over", listed(environments));
    let finding = report.finding(subject.incident.title_span.clone(), message);
    report.add(finding.help(format!("when somebody has, add {}", example(first, 1))));
}

/// Where it happened, each once, in the order of the note; where nothing says so, wherever somebody has looked.
fn environments(incident: &Incident) -> Vec<&str> {
    let mut environments: Vec<&str> = incident.environments.iter().map(String::as_str).collect();
    if environments.is_empty() {
        environments.extend(incident.verifications.iter().map(|verification| verification.environment.as_str()));
    }
    let mut seen = HashSet::new();
    environments.retain(|environment| seen.insert(environment.to_lowercase()));
    environments
}

/// The last round in one environment.
struct LastRound<'a> {
    round: u32,
    /// One that failed in it.
    failed: Option<&'a Verification>,
}

/// The last round of each environment, by its name in lower case.
fn last_rounds(incident: &Incident) -> HashMap<String, LastRound<'_>> {
    let mut last = HashMap::new();
    for verification in &incident.verifications {
        let round = verification.round;
        let known = last.entry(verification.environment.to_lowercase()).or_insert(LastRound { round, failed: None });
        if round > known.round {
            *known = LastRound { round, failed: None };
        }
        if round == known.round && verification.result == Verdict::Fail {
            known.failed.get_or_insert(verification);
        }
    }
    last
}

/// What is to be written, when somebody has looked.
fn example(environment: &str, round: u32) -> String {
    format!("`[[verification]]` with `environment = {environment:?}`, `round = {round}`, `by` and `result`")
}
