//! Tables of follow-ups. Only the word 'Action' is constant in their headers, and it may be missing.

use super::facts::{Facts, Key, links, status, tracking, trailing_mark};
use super::group::Group;
use super::{Reader, wording};
use crate::note::blocks::{Block, Shape, TableRow};
use crate::source::Span;
use std::collections::HashSet;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    /// What is to do.
    Text,
    /// A fact.
    Fact(Key),
    /// The number of the row.
    Number,
    /// Anything else: it explains the follow-up.
    More,
}

/// Headers of the column that says what is to do, the plainest first.
const TEXTS: &[&str] = &[
    "action item",
    "action items",
    "action",
    "actions",
    "corrective action",
    "follow-up",
    "follow up",
    "followup",
    "task",
    "to do",
    "todo",
    "item",
    "description",
    "what",
    "improvement",
    "recommendation",
    "measure",
    "remediation",
    "next step",
    "work item",
    "title",
    "name",
    "summary",
    "details",
    "step",
];

/// Headers of columns that count.
const NUMBERS: &[&str] = &["#", "no", "nr", "num", "number", "id", "s.no", "sl", "sr", "sno", "index", ""];

impl Reader<'_, '_> {
    /// Reads the rows of a table; says whether nothing was left.
    pub fn table(&mut self, rows: &[TableRow], group: &Group, taken: &mut Vec<Span>) -> bool {
        let Some((header, rows)) = rows.split_first().filter(|_| !says_facts(self.text, rows)) else { return false };
        let headers: Vec<String> = header.cells.iter().map(|cell| wording::bare(&self.text[cell.clone()])).collect();
        let Some(columns) = self.columns(&headers, rows) else { return false };
        let (before, mut all) = (self.found.len(), true);
        for row in rows {
            let read = self.row(row, &headers, &columns, group);
            let says = |cell: &Span| !wording::is_placeholder(&self.text[cell.clone()]);
            if read {
                taken.push(row.span.clone());
            }
            all &= read || !row.cells.iter().zip(&columns).any(|(cell, column)| *column != Column::Number && says(cell));
        }
        all && self.found.len() > before
    }

    /// What stands in the columns of tables that sort their rows: types, priorities, how far they are.
    pub fn cells(&self, blocks: &[Block]) -> HashSet<String> {
        let mut cells = HashSet::new();
        for block in blocks {
            let Shape::Table(rows) = &block.shape else { continue };
            let Some((header, rows)) = rows.split_first() else { continue };
            let sorts = |cell: &Span| {
                matches!(named(&wording::bare(&self.text[cell.clone()])), Column::Fact(Key::Type | Key::Priority | Key::Status))
            };
            let sorting: Vec<bool> = header.cells.iter().map(sorts).collect();
            let of_rows = rows.iter().flat_map(|row| row.cells.iter().zip(&sorting).filter(|(_, sorts)| **sorts));
            let said = of_rows.map(|(cell, _)| wording::bare(&self.text[cell.clone()]).to_lowercase());
            cells.extend(said.filter(|said| !said.is_empty()));
        }
        cells
    }

    /// What each column says; nothing, if none says what is to do.
    fn columns(&self, headers: &[String], rows: &[TableRow]) -> Option<Vec<Column>> {
        let mut columns: Vec<Column> = headers.iter().map(|header| named(header)).collect();
        // `Issue` may be the ticket, or what went wrong.
        for (at, column) in columns.iter_mut().enumerate() {
            let cells = || {
                let all = rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| &self.text[cell.clone()]);
                all.map(|cell| trailing_mark(cell).map_or(cell, |(_, before)| before))
            };
            let told = |cell: &&str| !wording::is_placeholder(cell);
            let linked = |cell: &&str| tracking(cell).is_some() || !links(cell).is_empty() || wording::count(cell) == 1;
            if *column == Column::Fact(Key::Tracking)
                && cells().filter(told).filter(linked).count() * 2 < cells().filter(told).count()
            {
                *column = Column::More;
            }
        }
        if columns.contains(&Column::Text) {
            return Some(columns);
        }
        let facts = columns.iter().any(|column| matches!(column, Column::Fact(_)));
        let plain = TEXTS.iter().find_map(|known| headers.iter().position(|header| header.eq_ignore_ascii_case(known)));
        let first = || columns.iter().position(|column| *column == Column::More).filter(|_| facts);
        let containing = || {
            headers
                .iter()
                .zip(&columns)
                .position(|(header, column)| *column == Column::More && header.to_lowercase().contains("action"))
        };
        let text = plain.or_else(containing).or_else(first)?;
        columns[text] = Column::Text;
        Some(columns)
    }

    fn row(&mut self, row: &TableRow, headers: &[String], columns: &[Column], group: &Group) -> bool {
        let mut facts = Facts::default();
        let (mut lead, mut more) = (String::new(), Vec::new());
        let mut marked = None;
        let has_status = columns.contains(&Column::Fact(Key::Status));
        for ((cell, header), column) in row.cells.iter().zip(headers).zip(columns) {
            let said = if self.is_commented_out(cell) { "" } else { &self.text[cell.clone()] };
            let mut cell = said.replace("\\|", "|");
            // Where no column says how far it is, the end of another one may.
            if !has_status
                && *column != Column::Text
                && let Some((progress, before)) = trailing_mark(&cell)
            {
                marked.get_or_insert(progress);
                cell = before.to_owned();
            }
            match column {
                Column::Text => lead = cell,
                Column::Fact(key) if facts.say(*key, &self.definitions.inlined(&cell)) => {}
                Column::Number if !facts.said_by(&cell) && !cell.contains(char::is_alphabetic) => {}
                Column::Number if facts.tracking.as_ref() == Some(&cell) => {}
                _ if wording::is_placeholder(&cell) => {}
                Column::More if facts.progress.is_none() && status(&cell).is_some() => facts.progress = status(&cell),
                _ if header.is_empty() => more.push(format!("- {cell}")),
                _ => more.push(format!("- {header}: {cell}")),
            }
        }
        facts.progress = facts.progress.or(marked);
        if wording::is_placeholder(&lead) || lead.trim().is_empty() {
            return false;
        }
        let lead = lead.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
        self.finish(facts, &lead, more.join("\n"), row.span.clone(), group);
        true
    }
}

/// Whether the rows of a table are the facts of one follow-up: `| Owner | Ann |`.
pub fn says_facts(text: &str, rows: &[TableRow]) -> bool {
    let facts = |row: &TableRow| fact_of(text, row).is_some();
    rows.len() > 1 && rows.iter().all(|row| row.cells.len() == 2) && rows.iter().skip(1).all(facts)
}

/// What a row of such a table says.
pub fn fact_of<'a>(text: &'a str, row: &TableRow) -> Option<(Key, &'a str)> {
    let [key, value] = row.cells.as_slice() else { return None };
    Some((Key::of(&text[key.clone()])?, &text[value.clone()]))
}

/// What a header names.
fn named(header: &str) -> Column {
    let lower = header.to_lowercase();
    // `Status ✅`
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '?' | ')'));
    if let Some(key) = Key::of(lower) {
        return Column::Fact(key);
    }
    if NUMBERS.contains(&lower.trim_end_matches('.')) {
        return Column::Number;
    }
    // `Action owner`, `Target due date`, `GitHub issue link`: the last word says what it is.
    let last = lower.rsplit([' ', '/', '-']).next().unwrap_or_default();
    match Key::of(last) {
        Some(key) => Column::Fact(key),
        None if last == "date" && lower.contains("due") || lower.contains("deadline") => Column::Fact(Key::Due),
        None => Column::More,
    }
}
