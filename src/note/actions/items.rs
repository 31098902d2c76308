//! `- text`: the items of lists.
//!
//! What is nested in an item explains it, unless the item is only a label for what is nested in it.

use super::facts::leading_box;
use super::group::Group;
use super::{Piece, Reader, whole, wording};
use crate::note::blocks::{Block, Item, Shape};
use crate::note::text::trimmed;
use crate::source::Span;
use std::collections::HashSet;

impl Reader<'_, '_> {
    /// Reads the items of a list; says whether nothing was left.
    pub fn list(&mut self, items: &[Item], group: &Group, taken: &mut Vec<Span>) -> bool {
        if self.explains_cells(items) {
            return false;
        }
        let before = self.found.len();
        self.items(items, group, taken) && self.found.len() > before
    }

    /// Reads items one by one; says whether nothing was left.
    pub fn items(&mut self, items: &[Item], group: &Group, taken: &mut Vec<Span>) -> bool {
        let mut all = true;
        for item in items {
            let mark = taken.len();
            let empty = item.blocks.is_empty() && matches!(self.text[item.lead.clone()].trim(), "" | "[ ]" | "[]");
            let read = !empty && self.item(item, group, taken);
            if read {
                whole(taken, mark, &item.span, true);
            }
            all &= read || empty;
        }
        all
    }

    fn item(&mut self, item: &Item, group: &Group, taken: &mut Vec<Span>) -> bool {
        let lead = &self.text[item.lead.clone()];
        if self.is_commented_out(&item.lead) {
            return false;
        }
        if lead.trim().is_empty() {
            return !item.blocks.is_empty() && self.blocks_below(&item.blocks, group, taken);
        }
        if self.is_label(item) {
            return self.blocks_below(&item.blocks, &group.below(lead), taken);
        }
        self.explained_item(item, &item.blocks, item.span.clone(), group)
    }

    /// An item that is a follow-up, with what explains it, all in one place; says whether it is one.
    pub fn explained_item(&mut self, item: &Item, below: &[Block], span: Span, group: &Group) -> bool {
        let text = &self.text[item.lead.clone()];
        let asks = !group.strict || self.is_boxed(item) || wording::proposes(text);
        if self.is_commented_out(&item.lead) || text.trim().is_empty() || wording::is_placeholder(text) || !asks {
            return false;
        }
        let span = trimmed(self.text, span);
        self.add(Piece { text, indent: item.indent, ticked: item.ticked, below, from: item.lead.end, span }, group);
        true
    }

    /// Whether a list explains the words of a table: `Prevent - so that it does not happen again`. Some may be in no row.
    pub fn explains_cells(&self, items: &[Item]) -> bool {
        if self.explained.is_empty() {
            return false;
        }
        let mut terms = HashSet::new();
        let mut used = 0;
        for item in items {
            let lead = &self.text[item.lead.clone()];
            let end = [" - ", " – ", " — ", ":"].iter().filter_map(|mark| lead.find(mark)).min();
            let Some(term) = end.map(|end| wording::bare(&lead[..end]).to_lowercase()) else { return false };
            used += usize::from(self.explained.contains(&term));
            if !terms.insert(term) {
                return false;
            }
        }
        items.len() > 1 && used * 2 >= items.len()
    }

    /// The lists and tables in an item that is only a label; says whether nothing was left.
    fn blocks_below(&mut self, blocks: &[Block], group: &Group, taken: &mut Vec<Span>) -> bool {
        let mut all = true;
        for block in blocks {
            all &= self.block(block, group, taken);
        }
        all
    }

    /// One block, if it is a list or a table.
    pub fn block(&mut self, block: &Block, group: &Group, taken: &mut Vec<Span>) -> bool {
        let mark = taken.len();
        let all = match &block.shape {
            Shape::List(items) => self.list(items, group, taken),
            Shape::Table(rows) => self.table(rows, group, taken),
            _ => false,
        };
        whole(taken, mark, &block.span, all);
        all
    }

    /// Whether an item only names what is nested in it: `Process`, `**Short term**:`, `Owner: the team`. One that asks for
    /// something itself is an item.
    fn is_label(&self, item: &Item) -> bool {
        let lead = self.text[item.lead.clone()].trim();
        let nested = item.blocks.iter().find_map(|block| match &block.shape {
            Shape::List(items) => Some(items),
            _ => None,
        });
        let Some(nested) = nested else {
            return item.blocks.iter().any(|block| matches!(block.shape, Shape::Table(_))) && lead.ends_with(':');
        };
        let words = wording::count(lead);
        let mut facts = super::facts::Facts::default();
        if self.is_boxed(item) || self.only_facts(nested) {
            return false;
        }
        if words > 6 {
            // `When a change may break clients:` tells when to do what is nested.
            let ask = nested.iter().all(|item| wording::is_imperative(&self.text[item.lead.clone()]));
            return ask && nested.len() > 1 && lead.ends_with(':') && !wording::proposes(lead);
        }
        if words > 1 && wording::is_imperative(lead) {
            return false;
        }
        let marked = lead.ends_with(':') || is_bold(lead);
        let ask = |item: &&Item| self.is_boxed(item) || wording::proposes(&self.text[item.lead.clone()]);
        marked
            || facts.said_by(lead)
            || words <= 4 && (wording::names_group(lead) || nested.iter().filter(ask).count() * 2 > nested.len())
    }

    /// Whether an item begins with the box of a task, of whatever kind.
    pub fn is_boxed(&self, item: &Item) -> bool {
        item.ticked.is_some() || leading_box(&self.text[item.lead.clone()]).is_some()
    }

    /// Whether every item only says a fact about what holds the list.
    pub fn only_facts(&self, items: &[Item]) -> bool {
        let mut facts = super::facts::Facts::default();
        items.iter().all(|item| item.blocks.is_empty() && facts.said_by(&self.text[item.lead.clone()]))
    }
}

/// Whether all of a text is bold.
pub fn is_bold(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    ["**", "__"].iter().any(|mark| {
        text.strip_prefix(mark)
            .and_then(|text| text.strip_suffix(mark))
            .is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// The number of an item, if it has one.
fn number(text: &str, item: &Item) -> Option<u32> {
    let mark = text[item.span.start..item.span.end].trim_start();
    let digits = mark.len() - mark.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    mark[..digits].parse().ok().filter(|_| mark[digits..].starts_with(['.', ')']))
}

/// Whether a list goes on counting where another one ended, with something between them that belongs to the item before it.
pub fn goes_on(text: &str, before: &[Item], items: &[Item]) -> bool {
    let (Some(last), Some(first)) = (before.last(), items.first()) else { return false };
    let counted = before.first().and_then(|first| number(text, first)).map(|first| first as usize + before.len() - 1);
    let next = number(text, first).map(|number| number as usize);
    number(text, last).is_some() && counted.is_some() && next == counted.map(|last| last + 1)
}
