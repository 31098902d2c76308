//! Follow-ups out of the passages that list them.
//!
//! A file each for the ways of writing them: `items` of lists, rows of `tables`, `paragraphs`, and `outline` for sub-headings.
//! `facts` finds what is said about one of them, `group` what is said about several, `wording` knows the words. What is not read
//! stays prose: a place is taken only if everything in it has become a follow-up.

mod definitions;
mod facts;
mod group;
pub mod headings;
mod items;
mod outline;
mod paragraphs;
mod tables;
mod wording;

use super::blocks::{Block, Shape};
use super::passages::Passage;
use super::placing::Placing;
use super::same_text;
use super::text::{dedent, lines};
use crate::incident::body::Topic;
use crate::incident::{Action, Progress};
use crate::source::Span;
use definitions::Definitions;
use facts::Facts;
use group::Group;
use std::collections::{HashMap, HashSet};

/// A follow-up of the body: its text is what can stand in the front matter, too.
#[derive(Debug)]
pub struct Found {
    action: Action,
    /// What is nested in the item, as Markdown, and the name of its group.
    explanation: String,
}

/// The follow-ups of a note, out of the passages that list them. Places that became follow-ups are added to `taken`.
pub fn read(text: &str, passages: &[Passage<'_>], placing: &mut Placing<'_>, taken: &mut Vec<Span>) -> Vec<Found> {
    let definitions = Definitions::new(text);
    let comments = comments(text);
    let mut reader = Reader { text, definitions, comments, found: Vec::new(), placing, explained: HashSet::new() };
    for passage in passages.iter().filter(|passage| passage.topic == Some(Topic::Actions)) {
        reader.explained = reader.cells(passage.blocks);
        let group = Group::of(text, passage);
        reader.rest(passage, &group, taken);
        let parts = outline::parts(text, passage.blocks, outline::heading);
        reader.outline(&parts, &group, taken);
    }
    reader.found
}

/// A note being read.
struct Reader<'a, 'p> {
    text: &'a str,
    definitions: Definitions<'a>,
    /// What the note says in comments of HTML, which may begin in one block and end in another.
    comments: Vec<Span>,
    found: Vec<Found>,
    placing: &'a mut Placing<'p>,
    /// The words in the cells of the tables of this passage, which a list may explain.
    explained: HashSet<String>,
}

/// A piece of a note that is one follow-up.
struct Piece<'b> {
    /// What is to do.
    text: &'b str,
    /// How many columns its further lines are indented.
    indent: usize,
    /// The box of a task: whether it is ticked.
    ticked: Option<bool>,
    /// What explains it.
    below: &'b [Block],
    /// Where that begins.
    from: usize,
    /// All of it.
    span: Span,
}

impl Reader<'_, '_> {
    /// What stands behind a label on its line. Before a list it only leads there.
    fn rest(&mut self, passage: &Passage<'_>, group: &Group, taken: &mut Vec<Span>) {
        let listed = passage.blocks.iter().any(|block| matches!(block.shape, Shape::List(_) | Shape::Table(_)));
        if !passage.rest.is_empty() && (!listed || group.is_done()) {
            self.paragraph(&passage.rest, group, true, taken);
        }
    }

    /// Whether nobody sees it, as the examples in a template.
    fn is_commented_out(&self, span: &Span) -> bool {
        let last = self.comments.partition_point(|comment| comment.start <= span.start).checked_sub(1);
        !span.is_empty() && last.and_then(|last| self.comments.get(last)).is_some_and(|comment| span.end <= comment.end)
    }

    /// Adds a follow-up of the text. What is nested in it may say facts about it.
    fn add(&mut self, piece: Piece<'_>, group: &Group) {
        let mut facts = Facts {
            progress: piece.ticked.filter(|&ticked| ticked).map(|_| Progress::Done { closed: None }),
            ..Facts::default()
        };
        let lead = facts.take(&dedent(piece.text, piece.indent), &mut self.definitions);
        let explanation = self.explanation(&piece, &mut facts);
        if piece.ticked == Some(false) {
            facts.progress.get_or_insert(Progress::Open);
        }
        self.close(facts, lead, explanation, piece.span, group);
    }

    /// Adds a follow-up of which some facts are known.
    fn finish(&mut self, mut facts: Facts, text: &str, explanation: String, span: Span, group: &Group) {
        let mut more = Facts::default();
        let lead = more.take(text, &mut self.definitions);
        facts.add(more);
        self.close(facts, lead, explanation, span, group);
    }

    fn close(&mut self, mut facts: Facts, lead: String, mut explanation: String, span: Span, group: &Group) {
        group.give(&mut facts);
        if facts.progress.is_none() && wording::tells_done(&lead) {
            facts.done();
        }
        if let Some(due) = &facts.due_not_read {
            self.placing.not_read(
                span.clone(),
                format!("`due: {due}` is not read as a day"),
                "write it as in `due: 2026-04-01`; until then it stays in the text",
            );
        }
        if let Some(caption) = group.caption() {
            if !explanation.is_empty() {
                explanation.push_str("\n\n");
            }
            explanation.push_str(&caption);
        }
        let action = Action {
            id: None,
            text: lead,
            kind: facts.kind,
            owner: facts.owner,
            priority: facts.priority,
            due: facts.due,
            tracking: facts.tracking,
            progress: facts.progress.unwrap_or(Progress::Open),
            span,
        };
        self.found.push(Found { action, explanation });
    }

    /// What stands below a follow-up, without the facts that stand there as items or lines of their own.
    fn explanation(&mut self, piece: &Piece<'_>, facts: &mut Facts) -> String {
        let mut cuts: Vec<Span> = Vec::new();
        for block in piece.below {
            match &block.shape {
                Shape::List(items) => {
                    for item in items.iter().filter(|item| item.blocks.is_empty()) {
                        let said = self.definitions.inlined(&self.text[item.lead.clone()]);
                        if facts.said_below(&said) {
                            cuts.push(item.span.clone());
                        }
                    }
                }
                Shape::Table(rows) if tables::says_facts(self.text, rows) => {
                    let all = rows.iter().enumerate().all(|(at, row)| match tables::fact_of(self.text, row) {
                        Some((key, value)) => facts.say(key, &self.definitions.inlined(value)),
                        None => at == 0,
                    });
                    cuts.extend(all.then(|| block.span.clone()));
                }
                Shape::Paragraph => self.fact_lines(&block.span, facts, &mut cuts),
                _ => {}
            }
        }
        let end = piece.below.last().map_or(piece.span.end, |last| last.span.end).max(piece.from);
        let (mut left, mut from) = (String::new(), piece.from);
        for cut in cuts {
            // With the indentation before it, which would be that of the next line.
            let start = self.text[..cut.start].trim_end_matches([' ', '\t']).len().max(from);
            left.push_str(&self.text[from..start]);
            from = cut.end.max(from);
        }
        left.push_str(&self.text[from..end]);
        let left = self.definitions.inlined(&dedent(&left, piece.indent));
        if facts.tracking.is_none() {
            facts.tracking = facts::tracker_of(&left);
        }
        left
    }

    /// Cuts the lines of a paragraph that only say facts, each with the break that sets it off.
    fn fact_lines(&self, paragraph: &Span, facts: &mut Facts, cuts: &mut Vec<Span>) {
        let mut lines = lines(self.text, paragraph).peekable();
        let mut kept = false;
        let mut before = paragraph.start;
        while let Some(line) = lines.next() {
            let end = line.end;
            if !facts.said_below(&self.text[line.clone()]) {
                kept = true;
            } else {
                let next = lines.peek().map_or(paragraph.end, |next| next.start);
                cuts.push(if kept && next < paragraph.end {
                    before..end
                } else if kept {
                    before..next
                } else {
                    line.start..next
                });
            }
            before = end;
        }
    }
}

/// The comments of HTML in a text that have an end.
fn comments(text: &str) -> Vec<Span> {
    let (mut comments, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find("<!--").map(|at| from + at)
        && let Some(len) = text[start..].find("-->")
    {
        from = start + len + "-->".len();
        comments.push(start..from);
    }
    comments
}

/// If everything in a place was taken, it is one place.
fn whole(taken: &mut Vec<Span>, mark: usize, span: &Span, all: bool) {
    if all {
        taken.truncate(mark);
        taken.push(span.clone());
    }
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

#[cfg(test)]
mod tests;
