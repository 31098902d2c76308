//! LB407 and LB408: actions that are no longer open and do not say since when, or why not.

use super::{Lint, Report, Subject, quoted};
use crate::diagnostic::{Level, Rule};
use crate::incident::{Action, Progress};

pub(in crate::lint) static DONE_WITHOUT_CLOSED: Lint = Lint {
    rule: Rule {
        code: "LB407",
        name: "done-without-closed",
        level: Level::Warn,
        finds: "An action that is done, and does not say since when. A ticked item counts only where others of the note say it.",
        why: "Without the day nobody can tell whether an action was done before the incident came back.",
        doubt: "",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n\n[[action]]\ntext = \"Add a canary stage to config pushes\"\nstatus = \"done\"\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n\n[[action]]\ntext = \"Add a canary stage to config pushes\"\nstatus = \"done\"\nclosed = 2026-03-19\n+++\n",
    },
    check: done,
};

pub(super) static DROPPED_WITHOUT_REASON: Lint = Lint {
    rule: Rule {
        code: "LB408",
        name: "dropped-without-reason",
        level: Level::Warn,
        finds: "An action that was dropped, and does not say why.",
        why: "When it happens again, the first question is why this was not done.",
        doubt: "",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n\n[[action]]\ntext = \"Add a canary stage to config pushes\"\nstatus = \"dropped\"\nclosed = 2026-03-19\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n\n[[action]]\ntext = \"Add a canary stage to config pushes\"\nstatus = \"dropped\"\nclosed = 2026-03-19\nreason = \"Config pushes end in April: flags replace them\"\n+++\n",
    },
    check: dropped,
};

fn done(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    // People tick a box and think of no day; where a note says days, one is missing.
    let says_days = incident.actions.iter().any(|action| matches!(action.progress, Progress::Done { closed: Some(_) }));
    let lacks = |action: &&Action| {
        action.progress == Progress::Done { closed: None } && (says_days || incident.is_in_front_matter(&action.span))
    };
    for action in incident.actions.iter().filter(lacks) {
        let finding = report
            .finding(incident.first_line(&action.span), format!("nothing says since when {} is done", quoted(&action.text)));
        let help = if incident.is_in_front_matter(&action.span) {
            "add the day: `closed = 2026-04-01`"
        } else {
            "say the day at the end of the item, as in `(done 2026-04-01)`"
        };
        report.add(finding.help(help));
    }
}

fn dropped(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let lacks = |action: &&Action| matches!(&action.progress, Progress::Dropped { reason: None, .. });
    for action in incident.actions.iter().filter(lacks) {
        let finding =
            report.finding(incident.first_line(&action.span), format!("nothing says why {} was dropped", quoted(&action.text)));
        let help = if incident.is_in_front_matter(&action.span) {
            "add the reason: `reason = \"Config pushes end in April\"`"
        } else {
            "say the reason at the end of the item, as in `(dropped: config pushes end in April)`"
        };
        report.add(finding.help(help));
    }
}
