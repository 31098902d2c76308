//! LB6xx: the form of a note, which `--fix` puts right. The order of the keys is found in reading.

use super::{Lint, Report, Subject, insert};
use crate::diagnostic::{Fix, Level, Rule};
use crate::source::Span;
use std::collections::HashSet;

pub(super) const LINTS: &[&Lint] = &[&ACTION_WITHOUT_ID];

static ACTION_WITHOUT_ID: Lint = Lint {
    rule: Rule {
        code: "LB602",
        name: "action-without-id",
        level: Level::Warn,
        finds: "A `[[action]]` without `id` in a note that tells problems or gives another action an id.",
        why: "Only by its id can a problem name the action that takes care of it.",
        doubt: "",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n\n[[problem]]\ntext = \"A state lock delayed the rollback\"\n\n[[action]]\ntext = \"Release the lock when a job dies\"\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n\n[[problem]]\ntext = \"A state lock delayed the rollback\"\naction = \"a1\"\n\n[[action]]\nid = \"a1\"\ntext = \"Release the lock when a job dies\"\n+++\n",
    },
    check: actions_without_id,
};

fn actions_without_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let mut taken: HashSet<String> = incident.actions.iter().filter_map(|action| action.id.clone()).collect();
    if taken.is_empty() && incident.problems.is_empty() {
        return;
    }
    let mut numbers = 1_usize..;
    for action in incident.actions.iter().filter(|action| action.id.is_none() && incident.is_in_front_matter(&action.span)) {
        let Some(id) = numbers.by_ref().map(|number| format!("a{number}")).find(|id| taken.insert(id.clone())) else { return };
        let mut finding = report.finding(action.span.clone(), "this action has no id").help(format!("`id = \"{id}\"` is free"));
        if let Some(edit) = first_key(&incident.file.text, &action.span, &id) {
            finding = finding.fix(Fix { what: format!("give the action the id `{id}`"), edits: vec![edit] });
        }
        report.add(finding);
    }
}

/// Where the first key of a table goes, and how it is written there: like the keys around it.
fn first_key(text: &str, table: &Span, id: &str) -> Option<(Span, String)> {
    if text[table.start..].starts_with('{') {
        let at = table.start + 1;
        let end = if text[at..].trim_start().starts_with('}') { "" } else { "," };
        return Some((at..at, format!(" id = \"{id}\"{end}")));
    }
    let at = text[table.start..].starts_with("[[").then(|| insert::below(text, table.start))?;
    let like = text[at..].split_inclusive('\n').find(|line| line.contains('=') && !line.trim_start().starts_with('#'))?;
    Some(insert::line(at, "id", &format!("\"{id}\""), like))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_id(text: &str, at: usize) -> String {
        let (span, new) = first_key(text, &(at..text.len()), "a1").unwrap();
        format!("{}{new}{}", &text[..span.start], &text[span.end..])
    }

    #[test]
    fn an_id_is_written_like_the_keys_around_it() {
        assert_eq!(with_id("[[action]] # c\ntext = \"=\"\n", 0), "[[action]] # c\nid   = \"a1\"\ntext = \"=\"\n");
        assert_eq!(with_id("[[action]]\r\n# a = b\r\n  due=1\r\n", 0), "[[action]]\r\n  id = \"a1\"\r\n# a = b\r\n  due=1\r\n");
        assert_eq!(with_id("action = [{ text = 1 }]", 10), "action = [{ id = \"a1\", text = 1 }]");
    }
}
