//! LB409: problems that were noticed on the way and that no action takes care of.
//!
//! Only those of the front matter: an item under `Problems noticed` has no place where it could name its action.

use super::{Lint, Report, Subject, at_first};
use crate::diagnostic::{Level, Rule};

pub(super) static PROBLEM_WITHOUT_ACTION: Lint = Lint {
    rule: Rule {
        code: "LB409",
        name: "problem-without-action",
        level: Level::Warn,
        finds: "A `[[problem]]` that no action takes care of.",
        why: "What slowed people down this time is still there the next time.",
        doubt: "Not every problem is worth an action; one that is not can be told in the text.",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"in-review\"\nstarted = 2026-03-02T14:02:00Z\n\n[[problem]]\ntext = \"A state lock delayed the rollback by 20 minutes\"\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"in-review\"\nstarted = 2026-03-02T14:02:00Z\n\n[[problem]]\ntext = \"A state lock delayed the rollback by 20 minutes\"\naction = \"a1\"\n\n[[action]]\nid = \"a1\"\ntext = \"Let a rollback break the state lock\"\nowner = \"team-payments\"\ntracking = \"PAY-123\"\n+++\n",
    },
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let loose = incident.problems.iter().filter(|problem| problem.action.is_none());
    let all: Vec<_> = loose.map(|problem| (problem.text.as_str(), &problem.span)).collect();
    if let Some(finding) = at_first(subject, report, "no action takes care of", "problem", &all) {
        report.add(finding.help("name the action that does, as in `action = \"a1\"`, or add one with that `id`"));
    }
}
