//! LB410: incidents of which nobody has verified, where they happened, that they are over.

use super::{Lint, Report, Subject, is_grave, is_to_be_complete, severity_name};
use crate::diagnostic::{Level, Rule};
use crate::incident::{Incident, Status, Verdict, Verification};
use crate::words::listed;
use regex::Regex;
use std::collections::HashSet;
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
            never_verified(subject, report);
        }
        return;
    }
    for environment in environments(incident) {
        let last = last_round(incident, environment);
        let Some(fault) = last.iter().find(|verification| verification.result == Verdict::Fail) else {
            if last.is_empty() {
                let message = format!("nobody has verified in {environment} that it is over");
                report.add(report.finding(incident.title_span.clone(), message).help(example(environment, 1)));
            }
            continue;
        };
        let message = format!("the last verification in {environment} failed");
        let finding = report.finding(fault.span.clone(), message).label(format!("round {}", fault.round));
        report.add(finding.help(format!("verify once more: {}", example(environment, fault.round + 1))));
    }
}

/// Whether the text tells that somebody has looked.
fn tells(incident: &Incident) -> bool {
    let text = incident.file.text.get(incident.body.span.clone()).unwrap_or_default();
    LOOKED.as_ref().is_some_and(|looked| looked.is_match(text))
}

fn never_verified(subject: &Subject<'_>, report: &mut Report<'_>) {
    let environments: Vec<&str> = environments(subject.incident);
    let severity = severity_name(&subject.corpus.config, subject.incident);
    let message =
        format!("a reviewed `{severity}` incident, and nobody has verified in {} that it is over", listed(&environments));
    let help = environments.first().map(|environment| example(environment, 1)).unwrap_or_default();
    report.add(report.finding(subject.incident.title_span.clone(), message).help(help));
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

fn last_round<'a>(incident: &'a Incident, environment: &str) -> Vec<&'a Verification> {
    let here = || incident.verifications.iter().filter(|verification| verification.environment.eq_ignore_ascii_case(environment));
    let last = here().map(|verification| verification.round).max();
    here().filter(|verification| Some(verification.round) == last).collect()
}

/// What is to be written, when somebody has looked.
fn example(environment: &str, round: u32) -> String {
    format!("`[[verification]]` with `environment = {environment:?}`, `round = {round}`, `by` and `result`")
}
