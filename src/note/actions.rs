//! Follow-ups out of the sections that list them.
//!
//! An item of a list is a follow-up; what is nested in it explains it. Facts stand in brackets at its end, `(owner: …, due: …,
//! PAY-123)`; what is not known there stays in the text.

use super::blocks::{Item, Shape, dedent, trimmed};
use super::clock::{self, Day, Said, Stamp};
use super::passages::Passage;
use super::placing::Placing;
use super::same_text;
use crate::address::is_web_page;
use crate::incident::{Action, ActionType, Progress};
use crate::source::Span;
use jiff::civil::Date;
use std::collections::HashMap;

/// A follow-up of the body: its text is what can stand in the front matter, too.
#[derive(Debug)]
pub struct Found {
    action: Action,
    /// What is nested in the item, as Markdown.
    explanation: String,
}

/// Reads the follow-ups of one passage. Places that became follow-ups are added to `taken`.
pub fn read(text: &str, passage: &Passage<'_>, placing: &mut Placing<'_>, taken: &mut Vec<Span>) -> Vec<Found> {
    let mut found = Vec::new();
    for block in passage.blocks {
        if let Shape::List(items) = &block.shape
            && items.iter().all(|item| !item.lead.is_empty() || trimmed(text, item.span.clone()).len() <= 3)
        {
            found.extend(items.iter().filter(|item| !item.lead.is_empty()).map(|item| action(text, item, placing)));
            taken.push(block.span.clone());
        }
    }
    found
}

/// Those of the front matter, then those that only the body has. The same text in both places is one, and the front matter wins.
pub fn merge(front: Vec<Action>, body: Vec<Found>) -> Vec<Action> {
    let mut actions = front;
    let known: HashMap<String, usize> =
        actions.iter().enumerate().rev().map(|(at, action)| (same_text(&action.text), at)).collect();
    for Found { mut action, explanation } in body {
        let explain = |text: &mut String| {
            if !explanation.is_empty() {
                text.push_str("\n\n");
                text.push_str(&explanation);
            }
        };
        match known.get(&same_text(&action.text)) {
            Some(same) => explain(&mut actions[*same].text),
            None => {
                explain(&mut action.text);
                actions.push(action);
            }
        }
    }
    actions
}

fn action(text: &str, item: &Item, placing: &mut Placing<'_>) -> Found {
    let mut facts = Facts { done: item.ticked == Some(true), ..Facts::default() };
    let mut lead = facts.take(&dedent(&text[item.lead.clone()], item.indent));
    if let Some(inner) = struck(&lead) {
        facts.done = true;
        lead = facts.take(inner);
    }
    let span = trimmed(text, item.span.clone());
    if let Some(due) = &facts.due_not_read {
        placing.not_read(
            span.clone(),
            format!("`due: {due}` is not read as a day"),
            "write it as in `due: 2026-04-01`; until then it stays in the text",
        );
    }
    let action = Action {
        id: None,
        text: lead,
        kind: facts.kind,
        owner: facts.owner,
        priority: facts.priority,
        due: facts.due,
        tracking: facts.tracking,
        progress: if facts.done { Progress::Done { closed: None } } else { Progress::Open },
        span,
    };
    Found { action, explanation: dedent(&text[item.lead.end..item.span.end], item.indent) }
}

fn struck(text: &str) -> Option<&str> {
    text.trim().strip_prefix("~~")?.strip_suffix("~~").filter(|inner| !inner.contains("~~"))
}

/// What the brackets of a follow-up say.
#[derive(Debug, Default)]
struct Facts {
    done: bool,
    owner: Option<String>,
    due: Option<Date>,
    due_not_read: Option<String>,
    kind: Option<ActionType>,
    priority: Option<String>,
    tracking: Option<String>,
}

impl Facts {
    /// Takes the facts out of a text and gives back the rest.
    fn take(&mut self, text: &str) -> String {
        let mut text = text.trim();
        while let Some((before, inside)) = last_brackets(text) {
            let parts = parts(inside);
            let left: Vec<&str> = parts.iter().copied().filter(|part| !self.fact(part)).collect();
            if left.len() == parts.len() {
                break;
            }
            if !left.is_empty() {
                return format!("{before} ({})", left.join(", "));
            }
            text = before;
        }
        match text.split_at_checked("(done)".len()) {
            Some((mark, rest)) if mark.eq_ignore_ascii_case("(done)") => {
                self.done = true;
                rest.trim_start().to_owned()
            }
            _ => text.to_owned(),
        }
    }

    /// Whether this is a fact; if so, it is noted.
    fn fact(&mut self, part: &str) -> bool {
        if let Some(tracking) = tracking(part) {
            return note(&mut self.tracking, Some(tracking));
        }
        if ["done", "fixed", "completed"].iter().any(|word| word.eq_ignore_ascii_case(part)) {
            self.done = true;
            return true;
        }
        let Some((key, value)) = part.split_once(':') else { return false };
        let value = value.trim();
        let text = Some(value.to_owned()).filter(|value| !value.is_empty());
        match key.trim().to_ascii_lowercase().as_str() {
            "owner" => note(&mut self.owner, text),
            "priority" => note(&mut self.priority, text),
            "type" => note(&mut self.kind, ActionType::parse(&value.to_ascii_lowercase())),
            "tracking" => note(&mut self.tracking, tracking(value).or(text)),
            "due" => {
                let read = note(&mut self.due, day(value));
                if !read {
                    self.due_not_read = text;
                }
                read
            }
            _ => false,
        }
    }
}

/// Notes a fact, unless it is none or one was noted before.
fn note<T>(place: &mut Option<T>, fact: Option<T>) -> bool {
    let new = place.is_none() && fact.is_some();
    if new {
        *place = fact;
    }
    new
}

fn day(text: &str) -> Option<Date> {
    let read = clock::read(text).filter(|read| read.len == text.len())?;
    match read.said {
        Said::Known { approximate: false, from: Stamp { day: Some(Day::Full(day)), time: None, .. }, until: None } => Some(day),
        _ => None,
    }
}

/// A URL, a link, a ticket key, the number of an issue.
fn tracking(text: &str) -> Option<String> {
    if let Some(url) = text.strip_prefix('[').and_then(|link| link.split_once("](")).and_then(|(_, url)| url.strip_suffix(')')) {
        return tracking(url).filter(|url| url.contains("://"));
    }
    let url = text.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(text);
    if is_web_page(url) && !url.contains(char::is_whitespace) {
        return Some(url.to_owned());
    }
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let project = |name: &str| {
        name.len() >= 2
            && name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let ticket = text.rsplit_once('-').is_some_and(|(name, digits)| project(name) && number(digits));
    let issue = text.strip_prefix('#').is_some_and(number);
    (ticket || issue).then(|| text.to_owned())
}

/// The text before the brackets at its end, and what stands in them. The target of a link is none.
fn last_brackets(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end().trim_end_matches('.');
    let inside_end = text.strip_suffix(')')?.len();
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            let before = &text[..at];
            return (!before.ends_with(']')).then(|| (before.trim_end(), &text[at + 1..inside_end]));
        }
    }
    None
}

/// What stands between commas, but not within brackets.
fn parts(text: &str) -> Vec<&str> {
    let mut depth = 0usize;
    text.split(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    })
    .map(str::trim)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, passages, sections};
    use super::*;
    use crate::source::SourceFile;

    fn read_text(list: &str) -> (Vec<Action>, Vec<&'static str>) {
        let file = SourceFile::new("a.md", format!("## Action items\n\n{list}"));
        let body = 0..file.text.len();
        let blocks = blocks::read(&file.text, &body).all;
        let parts = sections::split(&file.text, &body, &blocks);
        let mut placing = Placing::new(&file, None);
        let passages = passages::passages(&file.text, &parts[0], &blocks);
        let found = read(&file.text, &passages[0], &mut placing, &mut Vec::new());
        (merge(Vec::new(), found), placing.finish().iter().map(|finding| finding.rule.code).collect())
    }

    #[test]
    fn facts_in_brackets_are_taken() {
        let (actions, findings) = read_text(
            "- [ ] Add a canary stage (owner: team-payments, due: 2026-04-01, type: prevent, priority: p1, PAY-123)\n\
             - [x] Roll back (see [the runbook](https://example.org/run))\n\
             3. Watch the [queue](https://example.org/q)\n",
        );
        let first = &actions[0];
        assert_eq!(first.text, "Add a canary stage");
        assert_eq!(first.owner.as_deref(), Some("team-payments"));
        assert_eq!(first.due, Some(jiff::civil::date(2026, 4, 1)));
        assert_eq!(
            (first.kind, first.priority.as_deref(), first.tracking.as_deref()),
            (Some(ActionType::Prevent), Some("p1"), Some("PAY-123"))
        );
        assert_eq!(first.progress, Progress::Open);
        assert_eq!(actions[1].text, "Roll back (see [the runbook](https://example.org/run))");
        assert_eq!(actions[1].progress, Progress::Done { closed: None });
        assert_eq!(actions[2].text, "Watch the [queue](https://example.org/q)");
        assert!(findings.is_empty());
    }

    #[test]
    fn what_is_no_fact_stays_in_the_text() {
        let (actions, findings) = read_text("- Rotate keys (owner: ops, dew: soon)\n- Alert (due: next week, owner: ops)\n");
        assert_eq!(actions[0].text, "Rotate keys (dew: soon)");
        assert_eq!(actions[1].text, "Alert (due: next week)");
        assert_eq!(findings, ["LB103"]);
    }

    #[test]
    fn done_is_said_in_several_ways() {
        let (actions, _) = read_text(
            "- ~~Struck~~\n- ~~Struck (owner: a)~~\n- Marked (DONE)\n- (done) Before\n- Linked ([#12](https://example.org/12), Fixed)\n",
        );
        assert!(actions.iter().all(|action| action.progress == Progress::Done { closed: None }), "{actions:?}");
        let texts: Vec<_> = actions.iter().map(|action| action.text.as_str()).collect();
        assert_eq!(texts, ["Struck", "Struck", "Marked", "Before", "Linked"]);
        assert_eq!(actions[4].tracking.as_deref(), Some("https://example.org/12"));
    }

    #[test]
    fn what_is_nested_explains_its_item() {
        let (actions, _) = read_text("1. First (owner: a)\n   - why\n   - how\n2. Second\n");
        assert_eq!(actions.len(), 2);
        assert_eq!(actions[0].text, "First\n\n- why\n- how");
        assert_eq!(actions[0].owner.as_deref(), Some("a"));
    }

    #[test]
    fn the_front_matter_wins_and_keeps_the_explanation() {
        let (mut front, _) = read_text("- Add   a canary (owner: front)\n");
        front[0].text = "Add a  canary".to_owned();
        let (body, _) = read_text("- Other\n");
        let body: Vec<_> = [("Add a canary", "- why"), ("Other", "")]
            .map(|(text, why)| Found { action: Action { text: text.to_owned(), ..body[0].clone() }, explanation: why.to_owned() })
            .into();
        let merged = merge(front, body);
        assert_eq!(merged.iter().map(|action| action.text.as_str()).collect::<Vec<_>>(), ["Add a  canary\n\n- why", "Other"]);
        assert_eq!(merged[0].owner.as_deref(), Some("front"));
    }
}
