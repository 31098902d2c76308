//! LB2xx: links of a note that lead nowhere.

use super::{Lint, Report, Subject};
use crate::diagnostic::{Level, Rule};

pub(super) const LINTS: &[&Lint] = &[&BROKEN_LINK];

static BROKEN_LINK: Lint = Lint {
    rule: Rule {
        code: "LB201",
        name: "broken-link",
        level: Level::Deny,
        finds: "A relative link or image that leads nowhere.",
        why: "A reader who follows it in the worst week finds nothing.",
        doubt: "",
        bad: "What the browser says stands in [the log](login.log).\n",
        good: "What the browser says stands in [the log](https://logs.example/login).\n",
    },
    check: broken_links,
};

fn broken_links(subject: &Subject<'_>, report: &mut Report<'_>) {
    for link in subject.incident.body.links.iter().filter(|link| !(subject.leads)(&link.target)) {
        let finding = report.finding(link.span.clone(), format!("`{}` leads nowhere", link.target));
        report.add(finding.help("link another note by its .md file, or a file beside this note's index.md"));
    }
}
