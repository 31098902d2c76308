//! What an import did, document by document: what became of it, what was read, and everything that found no place, quoted with its
//! line in the document.

use super::remark::{About, Remark};
use crate::incident::Row;
use crate::incident::time::Moment;
use crate::lint::secrets::Secrets;
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
    /// How that is known, if it does not go without saying.
    pub status_from: Option<String>,
    /// Whether it is said to be over, and nothing says since when.
    pub end_unknown: bool,
    /// What its summary repeats, if no paragraph of the text gives one.
    pub summary_from: Option<String>,
    /// The rows of the timeline.
    pub rows: Rows,
    /// How many follow-ups there are.
    pub actions: usize,
    /// The points in time that are known.
    pub milestones: Vec<String>,
    /// What labelled lines of the text say, each with its line.
    pub labelled: Vec<String>,
    /// Files that were copied along.
    pub files: Vec<String>,
    /// What found no place, or not the one that it had.
    pub remarks: Vec<Remark>,
}

impl Imported {
    /// Hides what not everyone should see of the document.
    pub fn conceal(&mut self, secrets: &Secrets) {
        let told =
            [&mut self.date_from, &mut self.severity_from].into_iter().chain(&mut self.status_from).chain(&mut self.labelled);
        told.for_each(|text| secrets.conceal_text(&self.source, text));
        self.remarks.iter_mut().for_each(|remark| remark.conceal(secrets, &self.source));
    }
}

/// A document whose note is there already.
#[derive(Debug, Serialize)]
pub struct Known {
    /// The document.
    pub source: String,
    /// The note.
    pub note: String,
    /// Whether the text of one of the two is another than it was then.
    pub changed: bool,
}

/// The rows of a timeline.
#[derive(Debug, Serialize)]
pub struct Rows {
    /// How many there are.
    pub count: usize,
    /// The first and the last time, as people read them: `14:02–16:30`, with their days if they are two.
    pub between: Option<String>,
}

impl Rows {
    /// In the order of a note.
    pub fn of(rows: &[Row]) -> Self {
        let known = || rows.iter().map(|row| row.time.at).filter(|at| *at != Moment::Unknown);
        let between = known().next().zip(known().next_back()).map(|(first, last)| {
            let with_days = first.day() != last.day();
            let shown = [first, last].map(|moment| shown(moment, with_days));
            if first == last { shown[0].clone() } else { shown.join("–") }
        });
        Self { count: rows.len(), between }
    }
}

fn shown(moment: Moment, with_day: bool) -> String {
    match (moment.instant(), moment.day()) {
        (Some(instant), _) => instant.local().strftime(if with_day { "%Y-%m-%d %H:%M" } else { "%H:%M" }).to_string(),
        (None, day) => day.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// Something that did not become a note.
#[derive(Debug, Serialize)]
pub struct Skipped {
    /// Where it is.
    pub path: String,
    /// Why.
    pub why: String,
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
        for Known { source, note, changed } in &self.known {
            let changed = if *changed { ", but one of the two texts has changed since; nothing was written" } else { "" };
            writeln!(f, "{source}: is in {note} already{changed}")?;
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
        writeln!(f, "{}", listed(&parts))?;
        let open_ends = self.notes.iter().filter(|note| note.end_unknown).count();
        if open_ends > 0 {
            let say = if open_ends == 1 { "says nothing of when it was over" } else { "say nothing of when they were over" };
            writeln!(f, "{} {say} (`resolved = \"??:??\"`)", plural(open_ends, "note"))?;
        }
        let briefed = self.notes.iter().filter(|note| note.summary_from.is_some()).count();
        if briefed > 0 {
            let have = if briefed == 1 { "has" } else { "have" };
            writeln!(f, "{} {have} no paragraph to be a summary (`summary` repeats other words)", plural(briefed, "note"))?;
        }
        let mut about: BTreeMap<About, usize> = BTreeMap::new();
        for remark in self.notes.iter().flat_map(|note| &note.remarks) {
            *about.entry(remark.about).or_insert(0) += 1;
        }
        if !about.is_empty() {
            let counted: Vec<String> = about.iter().map(|(about, count)| about.counted(*count)).collect();
            writeln!(f, "to look at: {}", counted.join(", "))?;
        }
        Ok(())
    }
}

impl Display for Imported {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} -> {}", self.source, self.note)?;
        let status = self.status_from.as_ref().map(|from| format!(" ({from})")).unwrap_or_default();
        let (date, severity) = (&self.date, &self.severity);
        writeln!(f, "  {date} ({}), {severity} ({}), {}{status}", self.date_from, self.severity_from, self.status)?;
        if let Some(from) = &self.summary_from {
            writeln!(f, "  no paragraph gives a summary: `summary` repeats {from}")?;
        }
        let mut read = Vec::new();
        for (count, what) in [(self.rows.count, "row"), (self.actions, "action"), (self.files.len(), "file")] {
            if count > 0 {
                read.push(plural(count, what));
            }
        }
        if let (Some(rows), Some(between)) = (read.first_mut(), &self.rows.between) {
            *rows = format!("{rows}, {between}");
        }
        read.extend(self.milestones.iter().chain(&self.labelled).cloned());
        if !read.is_empty() {
            writeln!(f, "  {}", read.join(", "))?;
        }
        for Remark { line, quote, text, .. } in &self.remarks {
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
    use super::*;
    use crate::config::Config;
    use crate::note;
    use crate::source::SourceFile;

    fn between(rows: &str) -> Option<String> {
        let text = format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n+++\n## Timeline (UTC)\n{rows}");
        let note = note::read(&SourceFile::new("a.md", text), "2026-03-02-a", false, &Config::default());
        Rows::of(&note.incident.unwrap().timeline).between
    }

    #[test]
    fn rows_are_told_by_their_first_and_last_time() {
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(between("- 14:02 a\n- ??:?? b\n- 16:30 c\n"), told("14:02–16:30"));
        assert_eq!(between("- 23:02 a\n- 00:30 b\n"), told("2026-03-02 23:02–2026-03-03 00:30"));
        assert_eq!(between("- 2026-03-02 a\n- 2026-03-04 b\n"), told("2026-03-02–2026-03-04"));
        assert_eq!((between("- 14:02 a\n"), between("- ??:?? a\n")), (told("14:02"), None));
    }
}
