//! Links by reference: labels without a definition, and definitions without a link.

use super::super::{Lint, Report, Subject};
use crate::diagnostic::{Level, Rule};
use crate::incident::body::Label;
use std::collections::HashSet;

pub(super) static UNUSED_REFERENCE: Lint = Lint {
    rule: Rule {
        code: "LB204",
        name: "unused-reference",
        level: Level::Warn,
        finds: "A definition `[label]: address` that no link uses.",
        why: "Nobody sees it on the page: what it was to show is lost.",
        doubt: "",
        bad: "The graph shows it.\n\n[graph]: https://graphs.example/checkout\n",
        good: "The [graph] shows it.\n\n[graph]: https://graphs.example/checkout\n",
    },
    check: unused,
};

fn unused(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let text = incident.file.text.as_str();
    let mut front = None;
    for Label { text: label, span } in &incident.body.labels.unused {
        // The Markdown of the front matter may use what the text defines.
        let front = front.get_or_insert_with(|| bracketed(&text[..incident.body.span.start]));
        if is_comment(&text[span.clone()]) || front.contains(&label.to_lowercase()) {
            continue;
        }
        let finding = report.finding(span.clone(), format!("no link uses `[{label}]`"));
        report.add(finding.help(format!("link to it, as in `[some words][{label}]`, or take it out")));
    }
}

/// What stands in brackets, in lower case.
fn bracketed(text: &str) -> HashSet<String> {
    text.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0.to_lowercase())).collect()
}

/// `[//]: # (a remark)` is the way to write a comment in Markdown alone.
fn is_comment(definition: &str) -> bool {
    let address = definition.split_once("]:").map_or("", |(_, address)| address).split_whitespace().next().unwrap_or_default();
    matches!(address, "" | "#" | "<>")
}

pub(super) static UNDEFINED_REFERENCE: Lint = Lint {
    rule: Rule {
        code: "LB205",
        name: "undefined-reference",
        level: Level::Warn,
        finds: "A link `[text][label]` to a label that nothing defines.",
        why: "The page shows the brackets, and nothing to follow.",
        doubt: "Two pairs of brackets can stand next to each other without being a link, as in a line of a log; in `code` they are left alone.",
        bad: "The [graph of errors][graph] shows it.\n",
        good: "The [graph of errors][graph] shows it.\n\n[graph]: https://graphs.example/checkout\n",
    },
    check: undefined,
};

fn undefined(subject: &Subject<'_>, report: &mut Report<'_>) {
    let text = subject.incident.file.text.as_str();
    for Label { text: label, span } in &subject.incident.body.labels.undefined {
        let before = text[..span.start].chars().next_back();
        let behind = text[span.end..].chars().next();
        // `array[0][1]`, `[error][main][7]`, `[14:02][a link](https://…)`
        let is_code = |c: char| c.is_alphanumeric() || matches!(c, ']' | '[' | '(' | '_' | '$');
        if before.is_some_and(is_code) || behind.is_some_and(is_code) || !label.contains(char::is_alphabetic) {
            continue;
        }
        let finding = report.finding(span.clone(), format!("nothing defines `{label}`"));
        report.add(finding.help(format!("add a line `[{label}]: https://…`, or put what is no link between backticks")));
    }
}
