//! What an import did, document by document: what became of it, what was read, and everything that found no place, quoted with its
//! line in the document.

use crate::words::{listed, plural};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

/// What an import did.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Whether nothing was written, because it was only tried.
    pub dry_run: bool,
    /// Documents that are notes now.
    pub notes: Vec<Imported>,
    /// Documents whose notes are there already.
    pub known: Vec<Known>,
    /// What was passed over, and why.
    pub skipped: Vec<Skipped>,
    /// Other files, by their extension: pictures, scripts and the like.
    pub others: BTreeMap<String, usize>,
    /// Documents that could not be read.
    pub failed: Vec<Skipped>,
}

/// A document that is a note now.
#[derive(Debug, Serialize)]
pub struct Imported {
    /// The document.
    pub source: String,
    /// The note.
    pub note: String,
    /// The day of the incident.
    pub date: String,
    /// How that is known.
    pub date_from: String,
    /// How bad it was.
    pub severity: String,
    /// How that is known.
    pub severity_from: String,
    /// How far the note has come.
    pub status: String,
    /// How that is known.
    pub status_from: String,
    /// How many rows the timeline has.
    pub rows: usize,
    /// How many follow-ups there are.
    pub actions: usize,
    /// The points in time that are known.
    pub milestones: Vec<String>,
    /// Files that were copied along.
    pub files: Vec<String>,
    /// What found no place, or not the one that it had.
    pub remarks: Vec<Remark>,
}

/// A document whose note is there already.
#[derive(Debug, Serialize)]
pub struct Known {
    /// The document.
    pub source: String,
    /// The note.
    pub note: String,
}

/// Something that did not become a note.
#[derive(Debug, Serialize)]
pub struct Skipped {
    /// Where it is.
    pub path: String,
    /// Why.
    pub why: String,
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line in the document, from 1, if it is about one.
    pub line: Option<usize>,
    /// The line as it stands there.
    pub quote: String,
    /// What is to be said.
    pub text: String,
}

/// Letters of a line that are quoted.
const QUOTED: usize = 100;

impl Remark {
    /// About a line of a document.
    pub fn at(document: &str, line: usize, text: impl Into<String>) -> Self {
        let quote = document.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
        let mut quote = printable(quote);
        if let Some((cut, _)) = quote.char_indices().nth(QUOTED) {
            quote.truncate(cut);
            quote.push('…');
        }
        Self { line: Some(line), quote, text: printable(&text.into()) }
    }

    /// About the whole document.
    pub fn whole(text: impl Into<String>) -> Self {
        Self { line: None, quote: String::new(), text: printable(&text.into()) }
    }
}

/// A text without what a terminal would obey.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

impl Report {
    /// As JSON, for programs.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        for Known { source, note } in &self.known {
            writeln!(f, "{source}: is in {note} already")?;
        }
        for Skipped { path, why } in &self.skipped {
            writeln!(f, "{path}: passed over: {why}")?;
        }
        if !self.others.is_empty() {
            let kinds: Vec<String> = self.others.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            writeln!(f, "no documents: {}", kinds.join(", "))?;
        }
        for Skipped { path, why } in &self.failed {
            writeln!(f, "{path}: could not be read: {why}")?;
        }
        let mut parts =
            vec![format!("{} {}", plural(self.notes.len(), "note"), if self.dry_run { "would be written" } else { "written" })];
        let counts = [(self.known.len(), "there already"), (self.skipped.len(), "passed over"), (self.failed.len(), "not read")];
        parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        let remarks: usize = self.notes.iter().map(|note| note.remarks.len()).sum();
        let look = if remarks > 0 { format!("; {} to look at", plural(remarks, "place")) } else { String::new() };
        writeln!(f, "{}{look}", listed(&parts))
    }
}

impl Display for Imported {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} -> {}", self.source, self.note)?;
        let facts = [(&self.date, &self.date_from), (&self.severity, &self.severity_from), (&self.status, &self.status_from)];
        writeln!(f, "  {}", facts.map(|(fact, from)| format!("{fact} ({from})")).join(", "))?;
        let mut read = Vec::new();
        for (count, what) in [(self.rows, "row"), (self.actions, "action"), (self.files.len(), "file")] {
            if count > 0 {
                read.push(plural(count, what));
            }
        }
        read.extend(self.milestones.iter().cloned());
        if !read.is_empty() {
            writeln!(f, "  {}", read.join(", "))?;
        }
        for Remark { line, quote, text } in &self.remarks {
            match line {
                Some(line) => writeln!(f, "  line {line}: {text}\n    {quote}")?,
                None => writeln!(f, "  {text}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Remark;

    #[test]
    fn a_line_is_quoted_short_and_harmless() {
        let document = format!("first\n  {}\u{1b}[31m\n", "é".repeat(200));
        let quote = Remark::at(&document, 2, "x").quote;
        assert_eq!(quote, format!("{}…", "é".repeat(100)));
        assert_eq!(Remark::at("\u{1b}[31m", 1, "\u{7}").quote, " [31m");
        assert_eq!(Remark::at("", 9, "x").quote, "");
    }
}
