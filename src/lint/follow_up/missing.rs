//! LB401: a grave incident of which nothing follows.

use super::planned::is_planned_work;
use super::{Lint, Report, Subject, is_grave, is_to_be_complete, severity_name};
use crate::diagnostic::{Level, Rule};
use crate::incident::body::Topic;

pub(super) static NO_ACTIONS: Lint = Lint {
    rule: Rule {
        code: "LB401",
        name: "no-actions",
        level: Level::Deny,
        finds: "An incident of one of the two highest severities that is over, and not a single action follows from it.",
        why: "What hurt so many users and changes nothing will hurt them again. If there is truly nothing to do, say so with `allow`.",
        doubt: "Work that was announced is left out where its title says what it was: `Maintenance of the database`.",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev1\"\nstatus = \"in-review\"\nstarted = 2026-03-02T14:02:00Z\nresolved = 2026-03-02T14:41:00Z\n+++\n\nThe push is taken back.\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev1\"\nstatus = \"in-review\"\nowner = \"team-payments\"\nstarted = 2026-03-02T14:02:00Z\nresolved = 2026-03-02T14:41:00Z\n+++\n\nThe push is taken back.\n\n## Action items\n\n- [ ] Add a canary stage to config pushes\n",
    },
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    if !incident.actions.is_empty()
        || !is_grave(incident)
        || !is_to_be_complete(incident)
        || incident.is_ongoing()
        || is_planned_work(incident)
    {
        return;
    }
    let severity = severity_name(&subject.corpus.config, incident);
    let finding = report.finding(incident.title_span.clone(), format!("a `{severity}` incident without a single action"));
    let section = incident.body.sections.iter().find(|section| section.topic == Some(Topic::Actions));
    report.add(match section {
        Some(section) => {
            finding.also(incident.place(&incident.first_line(&section.span)), "nothing here is read as an action").help(format!(
                "make each follow-up of `{}` an item of a list: `- [ ] Add a canary stage (owner: team-payments)`",
                section.heading
            ))
        }
        None => finding.help(
            "add a section `## Action items` with an item for each follow-up: `- [ ] Add a canary stage (owner: team-payments)`",
        ),
    });
}
