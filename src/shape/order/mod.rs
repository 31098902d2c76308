//! Whether the keys of a table stand in the order of their description, and the same text with its keys in that order.
//!
//! Moves whole lines, each with the comments directly above it, and writes nothing but blank lines: whatever a value looks like, it
//! looks the same afterwards.
//!
//! A comment with a blank line below speaks of what stands around it, of the keys above or of those that follow; nobody can tell
//! which. So no key moves past it: keys, and tables among themselves, are sorted above it and below it, and nothing is out of order
//! that would have to pass it. A title that is drawn, as in `# ---- people ----`, is such a comment even if a key stands directly
//! below. Only a comment directly below the last key of a table moves, with the table, and stays at its end.

mod entries;

use super::{Key, Kind};
use crate::source::Span;
use entries::{Entry, Rank, entries};

/// Keys that are out of order.
#[derive(Debug)]
pub struct Disorder {
    /// The first one, or the header of the first table, that stands too low.
    pub name: Span,
    /// What stands above it and belongs below it.
    pub above: Span,
    /// The text in order; `None` if it would not say the same.
    pub sorted: Option<String>,
}

/// What is out of order in a text; nothing in one that is not TOML. The order of tables in an array says something, and stays.
pub fn disorder(text: &str, keys: &'static [Key]) -> Option<Disorder> {
    let document = Document::read(text, keys)?;
    let (name, above) = document.misplaced()?;
    let sorted = document.sorted();
    let says_the_same = text.parse::<toml::Table>().is_ok_and(|before| sorted.parse::<toml::Table>() == Ok(before));
    Some(Disorder { name, above, sorted: Some(sorted).filter(|_| says_the_same) })
}

/// Keys or tables that change places with each other and with no others.
#[derive(Debug)]
struct Run<T> {
    /// What stands above and stays there.
    fence: Span,
    items: Vec<T>,
}

/// A header with the keys below it.
#[derive(Debug)]
struct Table {
    header: Entry,
    keys: Vec<Run<Entry>>,
    /// The comments directly below that move with it.
    end: Span,
}

/// A text in pieces.
#[derive(Debug)]
struct Document<'t> {
    text: &'t str,
    /// The keys above the first header.
    root: Vec<Run<Entry>>,
    tables: Vec<Run<Table>>,
    tail: Span,
    description: &'static [Key],
}

impl<'t> Document<'t> {
    fn read(text: &'t str, description: &'static [Key]) -> Option<Self> {
        let (mut root, mut tables): (Vec<Run<Entry>>, Vec<Run<Table>>) = (Vec::new(), Vec::new());
        let mut at = 0;
        for mut entry in entries(text, description)? {
            let until = entry.lines.start;
            let end = entry.lines.end;
            if entry.is_header {
                close(text, &mut at, until, &mut tables);
                entry.lead = open(text, at..until, &mut tables);
                let table = Table { header: entry, keys: Vec::new(), end: end..end };
                tables.last_mut()?.items.push(table);
            } else {
                let keys = tables.last_mut().and_then(|run| run.items.last_mut()).map_or(&mut root, |table| &mut table.keys);
                entry.lead = open(text, at..until, keys);
                keys.last_mut()?.items.push(entry);
            }
            at = end;
        }
        close(text, &mut at, text.len(), &mut tables);
        Some(Self { text, root, tables, tail: at..text.len(), description })
    }

    /// The first thing that belongs above something that stands above it.
    fn misplaced(&self) -> Option<(Span, Span)> {
        let headers = self.tables.iter().filter_map(|run| misplaced(run.items.iter().map(|table| &table.header)));
        let below = self.tables.iter().flat_map(|run| &run.items).flat_map(|table| &table.keys);
        let keys = self.root.iter().chain(below).filter_map(|run| misplaced(run.items.iter()));
        keys.chain(headers).min_by_key(|(name, _)| name.start)
    }

    fn sorted(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        self.root.iter().for_each(|run| self.keys(run, &mut out, |entry| self.group(entry)));
        let is_spaced = self.tables.iter().flat_map(|run| &run.items).any(|table| self.is_apart(&table.header));
        let mut is_commented = false;
        for run in &self.tables {
            self.fence(&run.fence, &mut out, is_commented);
            is_commented = self.tables(run, &mut out, is_spaced);
        }
        self.fence(&self.tail, &mut out, is_commented);
        out
    }

    /// What stays where it is, apart from a comment at the end of the table above.
    fn fence(&self, fence: &Span, out: &mut String, is_commented: bool) {
        let fence = &self.text[fence.clone()];
        if is_commented && !fence.is_empty() && blank(fence) == 0 {
            out.push_str(self.line_end());
        }
        out.push_str(fence);
    }

    /// The tables of a run in order. Each keeps the blank lines above it; one that has none is set apart from another one above it,
    /// if any table is, and from a comment at the end of that one. Says whether there is such a comment at the end of the last.
    fn tables(&self, run: &Run<Table>, out: &mut String, is_spaced: bool) -> bool {
        let mut before: Option<(usize, &Table)> = None;
        for (nth, table) in sorted(&run.items, |table| &table.header.rank) {
            let header = &table.header;
            let lead = &self.text[header.lead.clone()];
            let (blank, comments) = lead.split_at(blank(lead));
            let is_moved = before.map_or(nth != 0, |(before, _)| before + 1 != nth);
            let is_other = before.is_none_or(|(_, before)| before.header.rank != header.rank);
            let is_commented = before.is_some_and(|(_, before)| !before.end.is_empty());
            // What stays above the first says how far that is apart.
            let is_set = before.is_none() && (out.is_empty() || !run.fence.is_empty());
            if !is_set && blank.is_empty() && (is_commented || (is_moved && is_spaced && is_other)) {
                out.push_str(self.line_end());
            } else if !is_set {
                out.push_str(blank);
            }
            out.push_str(comments);
            out.push_str(&self.text[header.lines.clone()]);
            table.keys.iter().for_each(|run| self.keys(run, out, |_| 0));
            out.push_str(&self.text[table.end.clone()]);
            before = Some((nth, table));
        }
        before.is_some_and(|(_, last)| !last.end.is_empty())
    }

    /// The keys of a run in order. Those that stood next to each other keep the blank lines between them; between others there is
    /// one where they belong to two groups, if the run has groups, or above a comment that stood apart.
    fn keys(&self, run: &Run<Entry>, out: &mut String, group: impl Fn(&Entry) -> usize) {
        out.push_str(&self.text[run.fence.clone()]);
        let has_groups = run.items.iter().skip(1).any(|entry| self.is_apart(entry));
        let mut before: Option<(usize, &Entry)> = None;
        for (nth, entry) in sorted(&run.items, |entry| &entry.rank) {
            let lead = &self.text[entry.lead.clone()];
            if before.map_or(nth == 0, |(before, _)| before + 1 == nth) {
                out.push_str(lead);
            } else {
                let comments = &lead[blank(lead)..];
                let is_commented = !comments.is_empty() && self.is_apart(entry);
                if before.is_some_and(|(_, before)| is_commented || (has_groups && group(before) != group(entry))) {
                    out.push_str(self.line_end());
                }
                out.push_str(comments);
            }
            out.push_str(&self.text[entry.lines.clone()]);
            before = Some((nth, entry));
        }
    }

    /// Whether there is a blank line above an entry and its comments.
    fn is_apart(&self, entry: &Entry) -> bool {
        let is_below_blank = || self.text[..entry.lead.start].lines().next_back().is_some_and(|line| line.trim().is_empty());
        blank(&self.text[entry.lead.clone()]) > 0 || is_below_blank()
    }

    /// The group of a key of the root: times stand apart from what is no time.
    fn group(&self, entry: &Entry) -> usize {
        let nth = entry.rank.first().copied().unwrap_or(0);
        let is_time = |key: &Key| matches!(key.kind, Kind::Moment);
        self.description.windows(2).take(nth).filter(|pair| is_time(&pair[0]) != is_time(&pair[1])).count()
    }

    fn line_end(&self) -> &'static str {
        if self.text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
    }
}

/// Gives the comments directly below the last table to it, unless they stand directly above the next one, and goes on behind them.
fn close(text: &str, at: &mut usize, until: usize, tables: &mut [Run<Table>]) {
    let Some(table) = tables.last_mut().and_then(|run| run.items.last_mut()) else { return };
    let between = &text[*at..until];
    let below = || between.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
    let length: usize = below().map(str::len).sum();
    let is_apart = length < between.len() || until == text.len();
    if is_apart && !below().any(is_drawn) {
        table.end = *at..*at + length;
        *at += length;
    }
}

/// Shares the lines above an entry between what stays there, which begins a new run, and what moves with the entry: that is given
/// back. Above the first of its kind there is always what stays, and the blank lines belong to it.
fn open<T>(text: &str, above: Span, runs: &mut Vec<Run<T>>) -> Span {
    let (mut fence, mut at) = (above.start, above.start);
    let mut is_commented = false;
    for line in text[above.clone()].split_inclusive('\n') {
        let is_below_fence = fence == at && (fence > above.start || runs.is_empty());
        at += line.len();
        if is_drawn(line) || (line.trim().is_empty() && (is_commented || is_below_fence)) {
            (fence, is_commented) = (at, false);
        } else if !line.trim().is_empty() {
            is_commented = true;
        }
    }
    if fence > above.start || runs.is_empty() {
        runs.push(Run { fence: above.start..fence, items: Vec::new() });
    }
    fence..above.end
}

/// Whether a comment begins with a line that is drawn, as the title of what follows does.
fn is_drawn(line: &str) -> bool {
    let line = line.trim();
    [line, line.trim_start_matches('#').trim_start()].iter().any(|line| {
        let drawn = line.chars().next().filter(|first| "-=~*_#─━═".contains(*first));
        drawn.is_some_and(|drawn| line.chars().take_while(|&c| c == drawn).count() >= 3)
    })
}

/// In order, each with its number in the order in which they stand. What has one rank keeps its order.
fn sorted<'a, T>(all: &'a [T], rank: impl Fn(&'a T) -> &'a Rank) -> Vec<(usize, &'a T)> {
    let mut numbered: Vec<_> = all.iter().enumerate().collect();
    numbered.sort_by_key(|(_, one)| rank(one));
    numbered
}

fn misplaced<'a>(entries: impl Iterator<Item = &'a Entry>) -> Option<(Span, Span)> {
    let mut last: Option<&Entry> = None;
    for entry in entries {
        match last {
            Some(last) if entry.rank < last.rank => return Some((entry.name.clone(), last.name.clone())),
            _ => last = Some(entry),
        }
    }
    None
}

/// Bytes of the blank lines with which a text begins.
fn blank(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum()
}

#[cfg(test)]
mod tests;
