//! Rows that are items of a list: `- 14:02 text`, `- First detected 2026-03-02 14:09`, and items below a day.

use super::{Rows, announced, kind, labelled, row};
use crate::note::blocks::{Item, Shape};
use crate::note::clock::{self, Day, Read, Setting};
use crate::note::passages::item_label;
use crate::note::text::trimmed;
use crate::note::timeline::Candidate;
use crate::source::Span;

/// What an item is.
enum Entry<'a> {
    /// It begins with a time.
    Begins(Read<'a>),
    /// A label, and a time behind it.
    Labelled(Candidate<'a>),
    /// A day or a name for the rows that are nested in it; all of it, if it says nothing but a day.
    Holds(Option<Day>, Rows<'a>, Option<Span>),
    /// It says no time.
    Untimed,
}

/// The rows of a list. `sure` says that it stands in a timeline: then one time makes all of it rows. Elsewhere half of its items
/// have to say one.
pub fn list<'a>(text: &'a str, items: &[Item], sure: bool) -> Option<Rows<'a>> {
    // What stands under a label is a passage of its own, unless the whole list is rows.
    let items: Vec<&Item> = items.iter().filter(|item| sure || item_label(text, item).is_none()).collect();
    let mut entries: Vec<Entry<'a>> = items.iter().map(|item| entry(text, item, sure)).collect();
    if entries.iter().any(|entry| matches!(entry, Entry::Begins(read) if read.has_time())) {
        among_others(text, &items, &mut entries);
    } else if sure && entries.iter().all(|entry| matches!(entry, Entry::Untimed)) {
        among_others(text, &items, &mut entries);
        if entries.iter().any(|entry| matches!(entry, Entry::Untimed)) {
            return None;
        }
    }
    let timed = entries.iter().filter(|entry| match entry {
        Entry::Begins(read) => sure || read.has_time(),
        Entry::Labelled(_) | Entry::Holds(..) => true,
        Entry::Untimed => false,
    });
    let timed = timed.count();
    if timed == 0 || !sure && timed * 2 < items.len() {
        return None;
    }
    let mut rows = Rows::default();
    for (item, entry) in items.into_iter().zip(entries) {
        match entry {
            Entry::Holds(day, nested, whole) => rows.nest(day, nested, whole),
            Entry::Begins(read) => rows.push(item_row(text, item, Some(read)), item.span.clone()),
            Entry::Labelled(candidate) => rows.push(candidate.at(trimmed(text, item.span.clone())), item.span.clone()),
            // Among rows of a timeline it is one of them; anywhere else it stays where it stands.
            Entry::Untimed if sure => rows.push(item_row(text, item, None), item.span.clone()),
            Entry::Untimed => {}
        }
    }
    Some(rows)
}

/// All items as rows, whatever they say: right below a day, each of them is something that happened on that day.
pub fn below_day<'a>(text: &'a str, items: &[Item]) -> Rows<'a> {
    let mut rows = Rows::default();
    for item in items {
        rows.push(item_row(text, item, None), item.span.clone());
    }
    rows
}

/// All of an item as a row.
fn item_row<'a>(text: &str, item: &Item, read: Option<Read<'a>>) -> Candidate<'a> {
    row(read, text, item.lead.start..item.span.end, item.indent).at(trimmed(text, item.span.clone()))
}

/// Reads once more what said no time by itself, now that times stand around it.
fn among_others<'a>(text: &'a str, items: &[&Item], entries: &mut [Entry<'a>]) {
    for (item, entry) in items.iter().zip(entries) {
        if matches!(entry, Entry::Untimed)
            && let Some(read) = clock::read_in(&text[item.lead.clone()], Setting::Rows)
        {
            *entry = Entry::Begins(read);
        }
    }
}

fn entry<'a>(text: &'a str, item: &Item, sure: bool) -> Entry<'a> {
    let lead = &text[item.lead.clone()];
    let read = clock::read_in(lead, Setting::Row);
    let day = read.as_ref().and_then(Read::day_alone);
    let behind = &lead[read.as_ref().map_or(0, |read| read.len)..];
    if (read.is_none() || day.is_some() && is_short(behind))
        && let Some(nested) = nested(text, item, sure)
    {
        let lists = item.blocks.iter().all(|block| matches!(block.shape, Shape::List(_)));
        let alone = read.is_some() && lists && !behind.contains(char::is_alphanumeric);
        return Entry::Holds(day, nested, alone.then(|| item.span.clone()));
    }
    match read {
        Some(read) => Entry::Begins(read),
        None => {
            let whole = item.lead.start..item.span.end;
            let found = labelled(text, whole.clone(), item.indent, sure).or_else(|| announced(text, whole, item.indent, sure));
            found.map_or(Entry::Untimed, Entry::Labelled)
        }
    }
}

/// The rows of the lists in an item.
fn nested<'a>(text: &'a str, item: &Item, sure: bool) -> Option<Rows<'a>> {
    let mut rows = Rows::default();
    for block in &item.blocks {
        if let Shape::List(items) = &block.shape
            && let Some(found) = list(text, items, sure)
            && found.rows.iter().any(|row| row.time().is_some())
        {
            rows.append(found);
        }
    }
    (!rows.rows.is_empty()).then_some(rows)
}

/// Whether a text is rather a name than a sentence.
fn is_short(text: &str) -> bool {
    kind(text).0.is_none() && text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() <= 3
}
