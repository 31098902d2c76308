//! What stands above several follow-ups and holds for each of them: a sub-heading, a label, the item of a list that only sorts
//! what is nested in it.

use super::facts::{Facts, kind, status};
use super::headings;
use super::wording::{self, bare};
use crate::incident::Progress;
use crate::note::blocks::{Block, Shape};
use crate::note::passages::Passage;

/// What is said of all follow-ups of a group.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Its name, as Markdown; none if it says no more than that these are follow-ups.
    name: Option<String>,
    /// What each of them has, unless it says otherwise.
    facts: Facts,
    /// Whether there may be other things among them, so that only what asks for something is one.
    pub strict: bool,
    /// Whether people sign above their lists in this passage: a single pair of capitals may be anything, as in `**JS**`.
    signed: bool,
}

impl Group {
    /// What is listed under a heading. The name of a kind of follow-ups is kept; that of follow-ups at large says nothing of one.
    pub fn of(text: &str, passage: &Passage<'_>) -> Self {
        let heading = passage.heading;
        let named = Self::default().below(heading);
        let name = named.name.filter(|_| headings::names_kind_of_actions(heading));
        let lower = heading.to_lowercase();
        // `Lessons and follow-ups`; but `Preventing it from happening again / What we learned` begins with what is to do.
        let first = lower.split(['/', '&', ',']).next().unwrap_or_default().split(" and ").next().unwrap_or_default();
        let signatures = labels(text, passage.blocks).filter_map(initials);
        Self {
            name,
            strict: first.contains("lesson") || first.contains("learn"),
            signed: signatures.take(2).count() == 2,
            ..named
        }
    }

    /// A group within this one.
    pub fn below(&self, label: &str) -> Self {
        let mut group = self.clone();
        let label = label.trim().trim_end_matches(':').trim();
        let owner = initials(label).filter(|_| self.signed);
        let signed = owner.as_ref().is_some_and(|owner| *owner == bare(label));
        let mut facts = Facts { owner, ..Facts::default() };
        let name =
            if signed || facts.said_by(label) || facts.is_priority(label) { String::new() } else { named(label, &mut facts) };
        facts.add(group.facts);
        group.facts = facts;
        if !name.is_empty() {
            group.name = Some(match group.name {
                Some(above) => format!("{above} · {name}"),
                None => name,
            });
        }
        group
    }

    /// Whether it lists what has been done.
    pub fn is_done(&self) -> bool {
        matches!(self.facts.progress, Some(Progress::Done { .. }))
    }

    /// Gives a follow-up what it does not say itself.
    pub fn give(&self, facts: &mut Facts) {
        facts.add(self.facts.clone());
    }

    /// Its name as the last line of an explanation: the page of follow-ups shows each apart from its group.
    pub fn caption(&self) -> Option<String> {
        self.name.as_ref().map(|name| if name.contains(['*', '_', '[', '`']) { name.clone() } else { format!("*{name}*") })
    }
}

/// What may stand above others: paragraphs, and the items of lists.
fn labels<'t>(text: &'t str, blocks: &'t [Block]) -> impl Iterator<Item = &'t str> {
    let spans = blocks.iter().flat_map(|block| match &block.shape {
        Shape::Paragraph => vec![&block.span],
        Shape::List(items) => items.iter().map(|item| &item.lead).collect(),
        _ => Vec::new(),
    });
    spans.map(|span| text[span.clone()].trim())
}

/// The people above a list who sign with two letters: `**AB**`, `**AB/CD**`, `**AB - for planning**`.
fn initials(label: &str) -> Option<String> {
    let signed = label.strip_prefix("**").map(|label| label.trim_end_matches(['*', ':']))?;
    let people = signed.split(" - ").next()?.split('(').next()?.trim();
    let mut all = people.split([' ', '/', ',', '&', '+']).filter(|part| !part.is_empty() && *part != "and").peekable();
    let told = all.peek().is_some() && all.all(wording::is_initials);
    told.then(|| people.to_owned())
}

/// The name of a group, without what it says of how far they are: `Immediate actions (completed)`, `Completed actions`.
fn named(label: &str, facts: &mut Facts) -> String {
    let lower = bare(label).to_lowercase();
    let first = lower.split(' ').next().unwrap_or_default();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    facts.kind = kind(first);
    if wording::count(label) <= 3 && matches!(last, "priority") {
        facts.priority = Some(lower.trim_end_matches("priority").trim().to_owned()).filter(|priority| !priority.is_empty());
    }
    let one_of = |word: &str| matches!(word, "done" | "completed" | "finished" | "closed" | "taken" | "implemented");
    let told = ["what we did", "what we've done", "what we have done", "what has been done", "what was done", "already "];
    let told = told.iter().any(|told| lower.replace('’', "'").starts_with(told));
    if told || one_of(last) && wording::count(label) <= 4 || one_of(first) && wording::count(label) <= 3 {
        facts.progress = status("done");
    }
    let mut name = label.trim_matches('*').trim().trim_end_matches(':').to_owned();
    if let Some((before, inside)) = name.strip_suffix(')').and_then(|name| name.rsplit_once('('))
        && let Some(said) = status(inside)
    {
        facts.progress = Some(said);
        name = before.trim_end().to_owned();
    }
    // A type is shown as one.
    let says_type = facts.kind.is_some() && first == last;
    if says_type
        || matches!(lower.as_str(), "action" | "actions" | "action item" | "action items" | "actions taken" | "action taken")
    {
        name.clear();
    }
    name
}
