//! LB401: a grave incident of which nothing follows.

use super::planned::is_announced;
use super::{Lint, Report, Subject, is_grave, is_to_be_complete, severity_name};
use crate::diagnostic::{Level, Rule};
use crate::incident::Incident;
use crate::incident::body::{Section, Topic};

pub(super) static NO_ACTIONS: Lint = Lint {
    rule: Rule {
        code: "LB401",
        name: "no-actions",
        level: Level::Deny,
        finds: "An incident of one of the two highest severities that is over, and not a single action follows from it.",
        why: "What hurt so many users and changes nothing will hurt them again. If there is truly nothing to do, say so with `allow`.",
        doubt: "Work that was announced is left out where its title, or the one sentence that it has, says what it was: `Maintenance of the database`.",
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
        || is_announced(incident)
        || sections(incident).any(|section| says_none(text(incident, section)))
    {
        return;
    }
    let severity = severity_name(&subject.corpus.config, incident);
    let finding = report.finding(incident.title_span.clone(), format!("a `{severity}` incident without a single action"));
    let section = sections(incident).next();
    report.add(match section {
        Some(section) => {
            finding.also(incident.place(&incident.first_line(&section.span)), "nothing here is read as an action").help(format!(
                "make each follow-up of `{}` an item of a list: `- [ ] Add a canary stage (owner: team-payments)`; or say there why \
                 there is none: `No follow-up is needed: …`",
                section.heading
            ))
        }
        None => {
            let help = "add a section `## Action items` with an item for each follow-up: `- [ ] Add a canary stage (owner: \
                        team-payments)`";
            match unknown_list(incident) {
                Some(heading) => finding.help(format!("{help}; what stands under `{heading}` is not read as follow-ups, whose headings \
                     are known in English only")),
                None => finding.help(help),
            }
        }
    });
}

fn sections(incident: &Incident) -> impl Iterator<Item = &Section> {
    incident.body.sections.iter().filter(|section| section.topic == Some(Topic::Actions))
}

/// What stands below the heading of a section.
fn text<'a>(incident: &'a Incident, section: &Section) -> &'a str {
    let text = incident.file.text.get(section.span.clone()).unwrap_or_default();
    text.split_once('\n').map_or("", |(_, below)| below).trim_start()
}

/// Words of which one has to be in a sentence that says that nothing follows.
const FOLLOWING: &[&str] =
    &["action", "actions", "follow-up", "follow-ups", "followup", "needed", "required", "necessary", "further", "planned"];

/// How many words it takes to say that nothing follows, and why.
const WITH_REASON: usize = 7;

/// Whether a text says that nothing follows, and why: `No follow-up is needed: …`.
fn says_none(text: &str) -> bool {
    let paragraph = text.split("\n\n").next().unwrap_or_default().trim_start_matches(['-', '*', '_', ' ']);
    let mut words = paragraph.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let none = words.next().is_some_and(|first| matches!(first.as_str(), "no" | "none" | "nothing"));
    let about = words.by_ref().take(WITH_REASON - 2).filter(|word| FOLLOWING.contains(&word.as_str())).count() > 0;
    none && about && words.next().is_some()
}

/// The last heading that is not known and has a list below it.
fn unknown_list(incident: &Incident) -> Option<&str> {
    let unknown = incident.body.sections.iter().rev().filter(|section| section.topic.is_none() && !section.heading.is_empty());
    let is_item = |line: &str| ["- ", "* ", "+ ", "1. "].iter().any(|mark| line.trim_start().starts_with(mark));
    unknown.into_iter().find(|section| text(incident, section).lines().any(is_item)).map(|section| section.heading.as_str())
}

#[cfg(test)]
mod tests {
    use super::says_none;

    #[test]
    fn whoever_says_why_nothing_follows_has_answered() {
        assert!(says_none("No follow-up is needed: the vendor has replaced the switch.\n"));
        assert!(says_none("*None required, since the old cluster is gone next week*\n\nMore.\n"));
        assert!(!says_none("No further action is required.\n"));
        assert!(!says_none("None\n") && !says_none("") && !says_none("No alert fired, and nobody saw it for an hour.\n"));
    }
}
