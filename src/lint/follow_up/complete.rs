//! LB402 to LB404: open actions that do not say who, until when, and where it is followed up.

use super::{Lint, Report, Subject, at_first};
use crate::diagnostic::{Level, Rule};
use crate::incident::Action;

pub(super) static WITHOUT_OWNER: Lint = Lint {
    rule: Rule {
        code: "LB402",
        name: "action-without-owner",
        level: Level::Warn,
        finds: "An open action that nobody owns. The `owner` of the note owns all its actions.",
        why: "What everybody should do, nobody does. An owner can be a team.",
        doubt: "An owner who is named in the middle of a sentence is seen only as `@name`; at its beginning also in `Ann will …`.",
        bad: "## Action items\n\n- [ ] Add a canary stage to config pushes\n",
        good: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments)\n",
    },
    check: without_owner,
};

pub(super) static WITHOUT_DUE: Lint = Lint {
    rule: Rule {
        code: "LB403",
        name: "action-without-due",
        // Every severity has its days, and when they are over LB405 says so: nothing is lost without a day of its own.
        level: Level::Off,
        finds: "An open action that says no day until which it is done.",
        why: "A day that somebody chose for this action is kept more often than one that follows from the severity.",
        doubt: "Without a day, an action is due as many days after the incident as its severity allows; for many teams that is enough.",
        bad: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments)\n",
        good: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments, due: 2026-04-01)\n",
    },
    check: without_due,
};

pub(super) static WITHOUT_TRACKING: Lint = Lint {
    rule: Rule {
        code: "LB404",
        name: "action-without-tracking",
        level: Level::Warn,
        finds: "An open action without a ticket.",
        why: "Plans are made from the tracker. What stands only in a note is found again by the next incident.",
        doubt: "A team that plans from its notes needs no second list: switch it off in `lookback.toml`.",
        bad: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments)\n",
        good: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments, PAY-123)\n",
    },
    check: without_tracking,
};

fn without_owner(subject: &Subject<'_>, report: &mut Report<'_>) {
    let help = Help {
        front_matter: "add `owner = \"team-payments\"` to the action, or once to the note",
        text: "say who at the end of the item, as in `(owner: team-payments)`, or once for the note with `owner`",
    };
    let nobodys = |action: &Action| subject.incident.owner_of(action).is_none() && !names_somebody(&action.text);
    lacking(subject, report, "nobody owns", &help, nobodys);
}

/// Words with a capital at the beginning of a sentence that are nobody's name.
const NO_NAMES: &[&str] = &[
    "all",
    "another",
    "both",
    "each",
    "every",
    "everybody",
    "everyone",
    "he",
    "i",
    "it",
    "nobody",
    "one",
    "our",
    "she",
    "some",
    "somebody",
    "someone",
    "that",
    "the",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "we",
    "what",
    "which",
    "you",
];

/// Words among which `will` has to stand, if the sentence begins with who does it.
const MOST_BEFORE_WILL: usize = 6;

/// Whether somebody is named in the text: `@ops will …`, `The platform team will …`, `Ann will …`, `… Ann owns it.`
fn names_somebody(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '*' | '_')).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let is_handle = |word: &&str| word.strip_prefix('@').is_some_and(|name| name.starts_with(char::is_alphabetic));
    let is_team = |word: &str| ["team", "group", "squad"].iter().any(|team| team.eq_ignore_ascii_case(word));
    let is_name = |word: &str| {
        let thing = word.ends_with('s') || word.ends_with("ing") || NO_NAMES.contains(&word.to_lowercase().as_str());
        word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphanumeric) && !thing
    };
    let will = words.iter().take(MOST_BEFORE_WILL).position(|word| *word == "will");
    let acts = will.is_some_and(|at| match &words[..at] {
        [] => false,
        _ if words.get(at + 1) == Some(&"be") => false,
        [name] => is_name(name),
        [.., last] => is_team(last),
    });
    acts || words.windows(2).any(|pair| is_name(pair[0]) && pair[1] == "owns") || words.iter().any(is_handle)
}

fn without_due(subject: &Subject<'_>, report: &mut Report<'_>) {
    let help = Help {
        front_matter: "add `due = 2026-04-01` to the action",
        text: "say the day at the end of the item, as in `(due: 2026-04-01)`",
    };
    lacking(subject, report, "no day is said for", &help, |action| action.due.is_none());
}

fn without_tracking(subject: &Subject<'_>, report: &mut Report<'_>) {
    let help = Help {
        front_matter: "add `tracking = \"PAY-123\"` to the action, or the address of the ticket",
        text: "name the ticket at the end of the item, as in `(PAY-123)`, or link it",
    };
    lacking(subject, report, "no ticket tracks", &help, |action| action.tracking.is_none());
}

/// How to mend it, by where the action stands.
struct Help {
    front_matter: &'static str,
    text: &'static str,
}

fn lacking(subject: &Subject<'_>, report: &mut Report<'_>, what: &str, help: &Help, lacks: impl Fn(&Action) -> bool) {
    let actions: Vec<&Action> =
        subject.incident.actions.iter().filter(|action| action.progress.is_open() && lacks(action)).collect();
    let all: Vec<_> = actions.iter().map(|action| (action.text.as_str(), &action.span)).collect();
    if let (Some(finding), Some(first)) = (at_first(subject, report, what, "open action", &all), actions.first()) {
        let is_key = subject.incident.is_in_front_matter(&first.span);
        report.add(finding.help(if is_key { help.front_matter } else { help.text }));
    }
}
