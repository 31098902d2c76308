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

/// Where the first key of a table goes, and how it is written there: like the keys around it. A table in one line is left as it is,
/// as nothing else is written into one.
fn first_key(text: &str, table: &Span, id: &str) -> Option<(Span, String)> {
    let begin = text[table.start..].starts_with("[[").then(|| insert::below(text, table.start))?;
    let length = |part: &mut dyn Iterator<Item = &str>| -> usize { part.map(str::len).sum() };
    let is_comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let above = &text[begin..begin + length(&mut text[begin..].split_inclusive('\n').take_while(is_comment))];
    // A comment that is set apart from the first key speaks of the whole table, and stays on top.
    let attached = length(&mut above.split_inclusive('\n').rev().take_while(|line| !line.trim().is_empty()));
    let keys = length(&mut text[begin..].split_inclusive('\n').take_while(|line| !line.starts_with(['[', '+'])));
    let line = insert::line(text, begin + above.len() - attached, "id", &text[begin..begin + keys]);
    Some(line.with(&format!("\"{id}\"")))
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
        assert_eq!(with_id("[[action]] # c\ntext = \"=\"\n", 0), "[[action]] # c\nid = \"a1\"\ntext = \"=\"\n");
        let aligned = "text  = \"a\"\n# x = y\nowner = \"b\"\n";
        assert_eq!(with_id(&format!("[[action]]\n{aligned}"), 0), format!("[[action]]\nid    = \"a1\"\n{aligned}"));
        let ragged = "text  = \"a\"\ntracking = \"b\"\n\n[[action]]\n";
        assert_eq!(with_id(&format!("[[action]]\n{ragged}"), 0), format!("[[action]]\nid = \"a1\"\n{ragged}"));
        assert_eq!(with_id("[[action]]\r\n# a = b\n  due=1\n", 0), "[[action]]\r\n  id = \"a1\"\r\n# a = b\n  due=1\n");
    }

    #[test]
    fn an_id_goes_below_what_is_said_of_the_whole_table() {
        let (head, key) = ("[[action]]\n# Agreed with all.\n\n", "# When.\ndue = 1\n");
        assert_eq!(with_id(&format!("{head}{key}"), 0), format!("{head}id = \"a1\"\n{key}"));
    }

    #[test]
    fn a_table_in_one_line_is_left() {
        let text = "action = [{ text = 1 }]";
        assert_eq!(first_key(text, &(10..text.len()), "a1"), None);
    }
}
