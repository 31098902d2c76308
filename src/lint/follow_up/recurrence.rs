//! LB412: incidents that look like an earlier one, and do not say that it came back.

use super::planned::is_planned_work;
use super::{Lint, Report, Subject, quoted};
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::incident::{Incident, Relation, Role};
use crate::lint::LookAlike;
use crate::words::listed;
use std::collections::HashSet;

pub(super) static UNLINKED_RECURRENCE: Lint = Lint {
    rule: Rule {
        code: "LB412",
        name: "unlinked-recurrence",
        level: Level::Warn,
        finds: "An incident that looks like an earlier one, and no `recurrence_of` joins them.",
        why: "A chain shows what came back, how soon, and which action was still open when it did.",
        doubt: "Incidents can look alike and have nothing to do with each other: whether it came back, only people know.",
        bad: "+++\ntitle = \"Checkout answers 502 after a config push\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\nfactors = [\"config-push-without-canary\"]\n+++\n=== incidents/2026-01-12-checkout-502.md\n+++\ntitle = \"Checkout answers 502 after a config push\"\nseverity = \"sev4\"\nstarted = 2026-01-12T09:30:00Z\nfactors = [\"config-push-without-canary\"]\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502 after a config push\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\nfactors = [\"config-push-without-canary\"]\n\n[[recurrence_of]]\nid = \"2026-01-12-checkout-502\"\nrelation = \"same-factor\"\n+++\n=== incidents/2026-01-12-checkout-502.md\n+++\ntitle = \"Checkout answers 502 after a config push\"\nseverity = \"sev4\"\nstarted = 2026-01-12T09:30:00Z\nfactors = [\"config-push-without-canary\"]\n+++\n",
    },
    check,
};

/// How much alike two incidents have to be for a question, by what they share. A factor is the strongest sign, and a note with
/// many facts shares only a part of them with the incident that came back, so whatever counts as alike is enough; words alone may
/// be how a team writes.
fn enough(shared: Option<Role>) -> f32 {
    match shared {
        Some(Role::Factor) => 0.2,
        Some(Role::Symptom | Role::Trigger) => 0.3,
        None => 0.5,
    }
}

/// How many more are shown.
const OTHERS: usize = 2;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_planned_work(subject.incident) {
        return;
    }
    // The newest come first, so that what has a greater number is earlier; most alike first.
    let earlier = (subject.alike)().into_iter().filter(|other| other.incident > subject.no && !other.joined);
    let mut alike: Vec<(LookAlike, Option<Role>)> = earlier
        .filter_map(|other| {
            let theirs = &subject.corpus[other.incident];
            let shared = shared(subject.incident, theirs);
            (!is_planned_work(theirs) && other.score >= enough(shared)).then_some((other, shared))
        })
        .collect();
    // What shares a factor or a symptom is the better question.
    alike.sort_by_key(|(_, shared)| !matches!(shared, Some(Role::Factor | Role::Symptom)));
    let Some(((first, shared), others)) = alike.split_first() else { return };
    let beside = |finding: Diagnostic, (other, _): &(LookAlike, Option<Role>)| {
        let earlier = &subject.corpus[other.incident];
        finding.also(earlier.place(&earlier.title_span), "and this one looks like it, too")
    };
    report.add(others.iter().take(OTHERS).fold(finding(subject, report, first, *shared), beside));
}

fn finding(subject: &Subject<'_>, report: &Report<'_>, other: &LookAlike, shared: Option<Role>) -> Diagnostic {
    let earlier = &subject.corpus[other.incident];
    let day = earlier.date.map(|day| format!(" of {day}")).unwrap_or_default();
    let percent = other.score * 100.0;
    let message =
        format!("this looks like {}{day} ({percent:.0} % alike), and nothing says that it came back", quoted(&earlier.title));
    let relation = match shared {
        Some(Role::Factor) => format!(" and `relation = \"{}\"`", Relation::SameFactor),
        Some(Role::Symptom) => format!(" and `relation = \"{}\"`", Relation::SameSymptom),
        Some(Role::Trigger) | None => String::new(),
    };
    report
        .finding(subject.incident.title_span.clone(), message)
        .label(format!("both: {}", listed(&other.shared)))
        .also(earlier.place(&earlier.title_span), "the earlier one")
        .help(format!("if it came back, say so: `[[recurrence_of]]` with `id = \"{}\"`{relation}", earlier.id))
}

/// As what an incident has an issue that the other one has, too: a factor rather than a symptom, a symptom rather than a trigger.
fn shared(incident: &Incident, other: &Incident) -> Option<Role> {
    let theirs: HashSet<&str> = other.issues().map(|(_, name)| name.slug.as_str()).collect();
    incident.issues().find(|(_, name)| theirs.contains(name.slug.as_str())).map(|(role, _)| role)
}
