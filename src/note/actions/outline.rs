//! Sub-headings, and paragraphs that stand where others write one. Either such a title names a group of follow-ups, or it is one
//! itself and what stands below explains it.

use super::facts::{Facts, leading_box, leading_handle};
use super::group::Group;
use super::headings;
use super::items::{goes_on, is_bold};
use super::{Piece, Reader, tables, whole, wording};
use crate::note::blocks::{Block, Item, Shape};
use crate::note::text::{lines, trimmed};
use crate::source::Span;

/// A title and what stands below it, up to the next one.
#[derive(Debug, Clone)]
pub struct Part<'b> {
    title: Option<Title>,
    blocks: &'b [Block],
    /// The same, and everything behind it.
    onwards: &'b [Block],
}

/// What stands above something and names it.
#[derive(Debug, Clone)]
pub struct Title {
    level: u8,
    /// Its words, as Markdown.
    words: Span,
    /// All of it.
    span: Span,
}

/// The level of a title that is a paragraph: deeper than any heading.
const PARAGRAPH: u8 = 7;

/// Cuts blocks at their titles.
pub fn parts<'b>(text: &str, blocks: &'b [Block], title: fn(&str, &[Block]) -> Option<Title>) -> Vec<Part<'b>> {
    let mut parts = vec![Part { title: None, blocks: &[], onwards: blocks }];
    let mut from = 0;
    for at in 0..blocks.len() {
        if let Some(title) = title(text, &blocks[at..]) {
            if let Some(last) = parts.last_mut() {
                last.blocks = &blocks[from..at];
            }
            parts.push(Part { title: Some(title), blocks: &[], onwards: &blocks[at + 1..] });
            from = at + 1;
        }
    }
    if let Some(last) = parts.last_mut() {
        last.blocks = &blocks[from..];
    }
    parts
}

/// A heading.
pub fn heading(_: &str, blocks: &[Block]) -> Option<Title> {
    let block = blocks.first()?;
    let Shape::Heading { level, inner, .. } = &block.shape else { return None };
    Some(Title { level: *level, words: inner.clone(), span: block.span.clone() })
}

/// A paragraph that stands where others write a heading: all of it is bold, or it ends with a colon and a list follows.
fn label(text: &str, blocks: &[Block]) -> Option<Title> {
    let Block { span, shape: Shape::Paragraph } = blocks.first()? else { return None };
    let (span, next) = (trimmed(text, span.clone()), blocks.get(1)?);
    let said = &text[span.clone()];
    let above_list = matches!(next.shape, Shape::List(_) | Shape::Table(_));
    let label = said.ends_with(':') && above_list && wording::count(said) <= 4 && !wording::is_introduction(said);
    let bold = is_bold(said) && !said.contains('\n');
    (label || bold).then(|| Title { level: PARAGRAPH, words: span.clone(), span })
}

impl Reader<'_, '_> {
    /// Reads parts of one level and everything below them; says whether nothing was left.
    pub fn outline(&mut self, parts: &[Part<'_>], group: &Group, taken: &mut Vec<Span>) -> bool {
        let (mut all, mut at) = (true, 0);
        while let Some(part) = parts.get(at) {
            let Some(title) = &part.title else {
                // What stands above titles introduces them.
                all &= self.blocks(part.blocks, parts.len() > 1, group, taken);
                at += 1;
                continue;
            };
            let deeper = |part: &&Part<'_>| part.title.as_ref().is_some_and(|below| below.level > title.level);
            let end = at + 1 + parts[at + 1..].iter().take_while(deeper).count();
            all &= self.titled(title, part, &parts[at + 1..end], group, taken);
            at = end;
        }
        all
    }

    fn titled(&mut self, title: &Title, part: &Part<'_>, deeper: &[Part<'_>], group: &Group, taken: &mut Vec<Span>) -> bool {
        let blocks = part.blocks;
        let words = self.text[title.words.clone()].trim();
        if headings::is_apart(wording::bare(words).as_str()) {
            return false;
        }
        let (before, mark) = (self.found.len(), taken.len());
        if self.is_item(words, blocks) && self.all_explain(words, blocks, deeper) {
            let count = blocks.len() + deeper.iter().map(|part| 1 + part.blocks.len()).sum::<usize>();
            let below = part.onwards.get(..count).unwrap_or(blocks);
            let end = below.last().map_or(title.span.end, |last| last.span.end);
            let span = title.span.start..end;
            let text = counted(if is_bold(words) { words.trim_matches(['*', '_', ':']) } else { words });
            self.add(
                Piece { text, indent: 0, ticked: None, below, from: title.span.end, span: trimmed(self.text, span.clone()) },
                group,
            );
            taken.push(span);
            return true;
        }
        // What only explains words names nothing that follows it.
        let explains = matches!(blocks.first(), Some(Block { shape: Shape::List(items), .. }) if self.explains_cells(items));
        let group = if explains { group.clone() } else { group.below(words) };
        let mut all = self.blocks(blocks, !deeper.is_empty(), &group, taken);
        all &= self.outline(deeper, &group, taken);
        all &= self.found.len() > before;
        if all {
            let end = deeper.iter().flat_map(|part| part.blocks).chain(blocks).map(|block| block.span.end).max();
            whole(taken, mark, &(title.span.start..end.unwrap_or(title.span.end)), true);
        }
        all
    }

    /// Whether the titles below that of a follow-up explain it: by their names; or, if its facts stand right below it, because they
    /// ask for nothing.
    fn all_explain(&self, title: &str, blocks: &[Block], deeper: &[Part<'_>]) -> bool {
        let asks = wording::is_wish(counted(title));
        let facts = blocks.iter().any(|block| self.says_facts(block));
        let words = deeper.iter().filter_map(|part| part.title.as_ref()).map(|title| &self.text[title.words.clone()]);
        words.map(counted).all(|below| headings::explains(below) && (asks || facts) || asks && facts && !wording::is_wish(below))
    }

    /// Whether a block only says facts: who takes care of it, how far it is.
    fn says_facts(&self, block: &Block) -> bool {
        let mut facts = Facts::default();
        match &block.shape {
            Shape::Paragraph => lines(self.text, &block.span).all(|line| facts.said_by(&self.text[line])),
            Shape::List(items) => self.only_facts(items),
            Shape::Table(rows) => tables::says_facts(self.text, rows),
            _ => false,
        }
    }

    /// Whether a title is a follow-up itself.
    fn is_item(&self, title: &str, blocks: &[Block]) -> bool {
        let title = counted(title);
        let named = Facts::default().said_by(title.trim_end_matches(':'));
        if wording::is_placeholder(title) || named {
            return false;
        }
        let asks = leading_box(title).is_some() || wording::is_wish(title) || leading_handle(title).is_some();
        let lists = blocks.iter().find_map(|block| match &block.shape {
            Shape::List(items) => Some(items),
            _ => None,
        });
        if let Some(items) = lists {
            let asking = items.iter().filter(|item| self.is_boxed(item) || wording::proposes(&self.text[item.lead.clone()]));
            let told = matches!(blocks.first().map(|block| &block.shape), Some(Shape::Paragraph));
            return self.only_facts(items) || asks && (told || asking.count() * 2 <= items.len());
        }
        let table = blocks.iter().find_map(|block| match &block.shape {
            Shape::Table(rows) => Some(rows),
            _ => None,
        });
        if let Some(rows) = table {
            return tables::says_facts(self.text, rows);
        }
        let first = blocks.iter().find(|block| matches!(block.shape, Shape::Paragraph));
        let Some(first) = first else { return asks };
        let below = &self.text[first.span.clone()];
        asks || wording::count(title) > 2
            && !wording::names_group(title)
            && !wording::is_imperative(below)
            && wording::proposes(below)
    }

    /// Reads what stands below a title, or below none. Where things are listed, paragraphs are prose around them.
    fn blocks(&mut self, blocks: &[Block], listed: bool, group: &Group, taken: &mut Vec<Span>) -> bool {
        let items = |block: &Block| matches!(block.shape, Shape::List(_) | Shape::Table(_));
        if let Some(all) = self.numbered(blocks, group, taken) {
            return all;
        }
        let labelled = parts(self.text, blocks, label);
        if labelled.len() > 1 {
            return self.outline(&labelled, group, taken);
        }
        let listed = listed || blocks.iter().any(items);
        let mut all = true;
        for (at, block) in blocks.iter().enumerate() {
            if at == 0 && self.report(blocks, group, taken) {
                return true;
            }
            let introduces = || at + 1 < blocks.len() && wording::points_below(&self.text[block.span.clone()]);
            all &= match &block.shape {
                Shape::Paragraph if introduces() => false,
                Shape::Paragraph if at == 0 && group.is_done() && !listed => self.paragraph(&block.span, group, true, taken),
                Shape::Paragraph if !listed => self.paragraph(&block.span, group, false, taken),
                _ => self.block(block, group, taken),
            };
        }
        all
    }

    /// Below `Action taken`: a paragraph that tells what was done, and the list that it leads to.
    fn report(&mut self, blocks: &[Block], group: &Group, taken: &mut Vec<Span>) -> bool {
        let [Block { shape: Shape::Paragraph, span }, below @ Block { shape: Shape::List(_), .. }] = blocks else { return false };
        let span = trimmed(self.text, span.clone());
        let text = &self.text[span.clone()];
        let reports = group.is_done() && text.ends_with(':') && wording::tells_done(text) && !wording::announces(text);
        if reports {
            let all = span.start..below.span.end;
            let piece = Piece {
                text,
                indent: 0,
                ticked: None,
                below: &blocks[1..],
                from: span.end,
                span: trimmed(self.text, all.clone()),
            };
            self.add(piece, group);
            taken.push(all);
        }
        reports
    }

    /// Items that are counted, with paragraphs and lists between them that belong to the item above; says whether nothing was left.
    /// None if the blocks are something else.
    fn numbered(&mut self, blocks: &[Block], group: &Group, taken: &mut Vec<Span>) -> Option<bool> {
        let mut counted: Vec<(usize, &[Item])> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            if let Shape::List(items) = &block.shape
                && counted.last().is_none_or(|(_, last)| goes_on(self.text, last, items))
            {
                counted.push((at, items));
            }
        }
        let apart = counted.windows(2).any(|pair| pair[0].0 + 1 < pair[1].0);
        if !apart || counted.first().is_none_or(|(at, _)| *at > 0) {
            return None;
        }
        let mut all = true;
        for (no, (at, items)) in counted.iter().enumerate() {
            let end = counted.get(no + 1).map_or(blocks.len(), |(next, _)| *next);
            let below = &blocks[at + 1..end];
            let (Some((last, earlier)), Some(lowest)) = (items.split_last(), below.last()) else {
                all &= self.items(items, group, taken);
                continue;
            };
            all &= self.items(earlier, group, taken);
            let span = last.span.start..lowest.span.end;
            let read = self.explained_item(last, below, span.clone(), group);
            taken.extend(read.then_some(span));
            all &= read;
        }
        Some(all)
    }
}

/// A title without its number: `1. Add a stage`, `Action 2: Add a stage`.
fn counted(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < title.len()
        && let Some(rest) = rest.strip_prefix(['.', ')', ':'])
    {
        return rest.trim_start();
    }
    let lower = title.to_ascii_lowercase();
    for word in ["action item", "action", "follow-up", "item", "ai-", "step"] {
        if let Some(rest) = lower.strip_prefix(word) {
            let digits = rest.trim_start_matches([' ', '#', '-']);
            let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
            if behind.len() < digits.len()
                && let Some(behind) = behind.trim_start().strip_prefix([':', '-', '–', '—', '.', ')'])
            {
                return title[title.len() - behind.len()..].trim_start();
            }
        }
    }
    title
}
