//! LB405: actions whose day has passed.

use super::{Lint, Report, Subject, at_first, severity_name};
use crate::diagnostic::{Level, Rule};
use crate::incident::time::days_between;
use crate::incident::{Action, Due};
use crate::words::plural;
use std::cmp::Reverse;

pub(super) static OVERDUE: Lint = Lint {
    rule: Rule {
        code: "LB405",
        name: "overdue",
        level: Level::Warn,
        finds: "An open action whose day has passed: the day that it says, else the one that follows from the severity.",
        why: "An action that is late is done, dropped or given a new day; left as it is, it is still open when the incident comes back.",
        doubt: "",
        bad: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments, due: 2026-03-10)\n",
        good: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments, due: 2026-03-30)\n",
    },
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let level = subject.corpus.config.level(incident.severity);
    let late = |action| -> Option<(&Action, Due, u32)> {
        let due = incident.due(action, level.action_due_days)?;
        let days = days_between(due.date, subject.today).filter(|days| *days > 0)?;
        Some((action, due, days))
    };
    let mut late: Vec<_> = incident.actions.iter().filter(|action| action.progress.is_open()).filter_map(late).collect();
    // The longest overdue first; of one day, as they stand.
    late.sort_by_key(|&(_, _, days)| Reverse(days));
    let Some(&(first, due, days)) = late.first() else { return };
    let all: Vec<_> = late.iter().map(|(action, ..)| (action.text.as_str(), &action.span)).collect();
    let what = format!("overdue for {}:", plural(days as usize, "day"));
    let label = match due.by_severity {
        Some(days) => {
            let allowed = plural(days.get().into(), "day");
            format!(
                "due {}: {allowed} after the incident, as it is {}",
                due.date,
                severity_name(&subject.corpus.config, incident)
            )
        }
        None => format!("due {}", due.date),
    };
    let help = if incident.is_in_front_matter(&first.span) {
        "say `status = \"done\"` with `closed`, or `status = \"dropped\"` with a `reason`, or a new day with `due`"
    } else {
        "tick it with the day, as in `- [x] … (done 2026-04-01)`, or drop it with a reason, or say a new day with `due`"
    };
    if let Some(finding) = at_first(subject, report, &what, "open action", &all) {
        report.add(finding.label(label).help(help));
    }
}
