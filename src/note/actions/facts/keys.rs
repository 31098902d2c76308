//! The keys with which people name facts: before a colon, or above a column.

use super::super::wording::bare;
use crate::incident::ActionType;

/// A key with which people name a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Who takes care of it.
    Owner,
    /// By when.
    Due,
    /// How urgent it is.
    Priority,
    /// What it is for.
    Type,
    /// Where it is followed.
    Tracking,
    /// How far it has come.
    Status,
}

/// How people call them.
const KEYS: &[(Key, &str)] = &[
    (
        Key::Owner,
        "owner, owners, owner(s), owned by, assignee, assignees, assigned, assigned to, responsible, dri, accountable, \
         who, lead, team, owning team, poc, point of contact, person, responsible person, responsible team",
    ),
    (
        Key::Due,
        "due, due date, due by, deadline, eta, target, target date, by when, when, completion date, expected completion, \
         expected by, date due, target completion, target completion date",
    ),
    (Key::Priority, "priority, prio, urgency"),
    (Key::Type, "type, category, kind, action type, type of action"),
    (
        Key::Tracking,
        "tracking, tracked in, tracked by, tracking issue, tracking ticket, tracker, ticket, tickets, issue, issues, \
         jira, jira ticket, jira issue, github issue, gitlab issue, link, links, bug, bugs, pr, prs, pull request, mr, \
         url, reference, ticket/issue, ticket / issue, issue/pr, issue / pr, bug/issue, ticket link, ticket id, issue \
         link, linear, ref",
    ),
    (Key::Status, "status, state, progress, done, done?, complete, completed, completed?, complete?, closed"),
];

impl Key {
    /// The fact that a word or a header names.
    pub fn of(name: &str) -> Option<Self> {
        let name = bare(name).to_lowercase();
        let name = name.trim_end_matches('?').trim_end();
        KEYS.iter().find(|(_, names)| names.split(", ").any(|known| known == name)).map(|(key, _)| *key)
    }
}

/// Words that lead to the day by which it is to be done: `by 2026-04-01`.
const DUE: &[&str] = &["due by ", "due on ", "due ", "by ", "eta ", "until ", "deadline ", "target ", "📅 ", "🗓 ", "🗓️ ", "⏰ "];

/// The text behind words that lead to a day.
pub fn behind_due(text: &str) -> Option<&str> {
    DUE.iter().find_map(|due| {
        let (begins, behind) = text.split_at_checked(due.len())?;
        begins.eq_ignore_ascii_case(due).then(|| behind.trim())
    })
}

/// What a follow-up is for, in the words of a value.
pub fn kind(value: &str) -> Option<ActionType> {
    let value = bare(value).to_lowercase();
    let named = match value.as_str() {
        "prevention" | "preventive" | "preventative" => "prevent",
        "detection" | "detective" => "detect",
        "mitigation" | "mitigative" => "mitigate",
        "repairs" => "repair",
        value => value,
    };
    ActionType::parse(named)
}
