//! How an action that is done is given the day on which that was. The day comes from elsewhere: no lint asks git.

use super::follow_up::DONE_WITHOUT_CLOSED;
use super::insert;
use crate::diagnostic::{Diagnostic, Fix};
use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

/// An action that says that it is done and not since when, in a table of its own: in one line, git cannot tell what came when. The lines are counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Undated {
    /// The line of `text`.
    pub text: usize,
    /// The line of `status`, which stands below it.
    pub status: usize,
    /// The line below `status` that says since when.
    closed: insert::Line,
}

/// The action of a finding; `None` if the finding is about something else, or if it cannot be told which line made it done.
pub fn undated(finding: &Diagnostic) -> Option<Undated> {
    if finding.rule.code != DONE_WITHOUT_CLOSED.rule.code {
        return None;
    }
    let (file, start) = (&finding.place.file, finding.place.span.start);
    let mut lines = file.text[start..].split_inclusive('\n');
    let header = lines.next().filter(|line| line.starts_with("[["))?;
    // Its keys alone are TOML. Where a value holds a line that looks like the next header, they are not, and nothing is claimed.
    let length: usize = lines.take_while(|line| !line.starts_with(['[', '+'])).map(str::len).sum();
    let keys = &file.text[start + header.len()..start + header.len() + length];
    let table = DeTable::parse(&file.text[start..start + header.len() + length]).ok()?;
    let action = table.get_ref().get("action")?.get_ref().as_array()?.first()?.get_ref().as_table()?;
    let place = |name: &str| action.get_key_value(name).map(|(key, value)| (start + key.span().start, value));
    let ((text, _), (status, word)) = (place("text")?, place("status")?);
    // git tells equal lines apart by what stands above them.
    let is_told_apart = matches!(word.get_ref(), DeValue::String(word) if word == "done") && text < status;
    let line = |at: usize| file.position(at).0;
    let closed = insert::line(&file.text, insert::below(&file.text, status), "closed", keys);
    is_told_apart.then(|| Undated { text: line(text), status: line(status), closed })
}

impl Undated {
    /// Says that the action was done on this day.
    pub fn fix(&self, day: Date) -> Fix {
        let what = format!("say that the action was closed on {day}, when git saw it done");
        Fix { what, edits: vec![self.closed.with(&day.to_string())] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn undated_at(text: &str, at: &str) -> Option<Undated> {
        let start = text.find(at).unwrap();
        undated(&Diagnostic::new(&DONE_WITHOUT_CLOSED.rule, &SourceFile::new("a.md", text), start..start + at.len(), ""))
    }

    const NOTE: &str = "+++\ntitle = 1\n\n[[action]] # b\n  text   = '''\nstatus = \"done\"\n'''\n  status = \"done\" # yes\r\n\n[[action]]\nstatus = \"done\"\n+++\n## T\n";

    #[test]
    fn the_day_goes_below_the_status_and_is_written_like_the_keys() {
        let undated = undated_at(NOTE, "[[action]] # b").unwrap();
        assert_eq!((undated.text, undated.status), (5, 8));
        let fix = undated.fix("2026-03-02".parse().unwrap());
        assert_eq!(fix.edits, [(90..90, "  closed = 2026-03-02\r\n".to_owned())]);
    }

    #[test]
    fn what_git_could_take_for_another_line_is_left() {
        assert_eq!(undated_at(NOTE, "[[action]]\nstatus"), None);
        assert_eq!(undated_at("+++\n[[action]]\nstatus = \"done\"\ntext = 1\n+++\n", "[["), None);
        assert_eq!(undated_at("+++\n[[action]]\ntext = 1\nstatus = \"open\"\n+++\n", "[["), None);
        assert_eq!(undated_at("+++\naction = [{ text = 1, status = \"done\" }]\n+++\n", "{"), None);
    }
}
