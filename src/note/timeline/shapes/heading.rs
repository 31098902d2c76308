//! Rows that are headings: `### 14:02 text`, with what stands below them; and headings that say the day of the rows below.

use super::{Rows, find_rows, row};
use crate::note::blocks::{Block, Shape};
use crate::note::clock::{self, Day, Read, Setting};
use crate::note::text::trimmed;
use crate::source::Span;

/// What a heading of a timeline is.
pub enum Heading<'a> {
    /// The day of the rows below it, with its words, and whether it says anything else.
    Day(Day, &'a str, bool),
    /// A row that takes this many blocks, the heading among them.
    Row(Rows<'a>, usize),
}

/// What the heading is with which these blocks begin. `sure` says that it stands in a timeline.
pub fn heading<'a>(text: &'a str, blocks: &[Block], sure: bool) -> Option<Heading<'a>> {
    let (head, below) = blocks.split_first()?;
    let Shape::Heading { level, inner, .. } = &head.shape else { return None };
    let Some(read) = clock::read_in(&text[inner.clone()], Setting::Row) else {
        // `Day 2 (3 March)`
        let words = &text[inner.clone()];
        return clock::day_within(words).filter(|_| sure).map(|day| Heading::Day(day, words, true));
    };
    let words = &text[inner.start + read.len..inner.end];
    let named = words.contains(char::is_alphanumeric);
    let own = below.iter().take_while(|block| !ends(text, block, *level)).count();
    if let Some(day) = read.day_alone() {
        let told = named || own > 0;
        let next_is_timed = below.get(own).is_some_and(|next| is_timed(text, next));
        let listed = own > 0 && below[..own].iter().all(|block| matches!(block.shape, Shape::List(_)));
        if !sure || !told || listed || holds_rows(text, &below[..own]) || next_is_timed && own == 0 {
            return Some(Heading::Day(day, read.raw, named));
        }
    } else if !sure && !read.has_time() {
        return None;
    }
    Some(Heading::Row(whole(read, text, inner, &blocks[..=own]), own + 1))
}

fn whole<'a>(read: Read<'a>, text: &str, inner: &Span, blocks: &[Block]) -> Rows<'a> {
    let mut row = row(Some(read), text, inner.clone(), 0);
    let mut rows = Rows::default();
    if let [head, .., last] = blocks {
        let below = text[head.span.end..last.span.end].trim();
        row.text = if row.text.is_empty() { below.to_owned() } else { format!("{}\n\n{below}", row.text) };
        row.span.end = last.span.end;
    }
    let span = trimmed(text, row.span.clone());
    rows.push(row.at(span), blocks[0].span.start..blocks.last().map_or(0, |last| last.span.end));
    rows
}

/// Whether a block is a heading that ends what belongs to one of this level: of the same level, or with a time of its own.
fn ends(text: &str, block: &Block, of: u8) -> bool {
    matches!(&block.shape, Shape::Heading { level, inner, .. }
        if *level <= of || clock::read_in(&text[inner.clone()], Setting::Row).is_some())
}

fn is_timed(text: &str, block: &Block) -> bool {
    matches!(&block.shape, Shape::Heading { inner, .. }
        if clock::read_in(&text[inner.clone()], Setting::Row).is_some_and(|read| read.has_time() && read.day().is_none()))
}

fn holds_rows(text: &str, blocks: &[Block]) -> bool {
    blocks.iter().any(|block| find_rows(text, block, true).is_some())
}
