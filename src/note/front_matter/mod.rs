//! The front matter: where it stands, what may stand in it, and what it says.
//!
//! `keys` describes it (the schema is made from that), `read` reads it. What the body adds to it is found elsewhere.

mod keys;
mod read;

pub use keys::KEYS;
pub use read::{Front, read};

use crate::diagnostic::{Diagnostic, rules};
use crate::source::{SourceFile, Span};
use std::sync::Arc;

/// The line that stands before and after the front matter.
const FENCE: &str = "+++";
const HELP: &str = "a note begins like this:\n+++\ntitle = \"What happened, in a sentence\"\nseverity = \"sev2\"\n+++";

/// Where the TOML and the body stand in a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Split {
    /// Between the fences.
    pub toml: Span,
    /// Behind the second fence.
    pub body: Span,
}

/// Finds the fences: the first line, and the next one that is the same. Says what is missing if it does not find both.
pub fn split(file: &Arc<SourceFile>, findings: &mut Vec<Diagnostic>) -> Option<Split> {
    let text = file.text.as_str();
    let mut lines = lines(text);
    let first = lines.next().unwrap_or(0..0);
    if text[first.clone()].trim_end() != FENCE {
        let message = if text.trim().is_empty() {
            "this file is empty"
        } else if text[first.clone()].trim_end() == "---" {
            "this front matter is YAML, and lookback reads TOML between lines of `+++`"
        } else if text.trim_start().starts_with(FENCE) {
            "the front matter does not begin on the first line"
        } else {
            "this note has no front matter"
        };
        let first = first.start..first.start + text[first].trim_end().len();
        findings.push(Diagnostic::new(&rules::NO_FRONT_MATTER, file, first, message).help(HELP));
        return None;
    }
    let toml = first.end;
    let Some(fence) = lines.find(|line| text[line.clone()].trim_end() == FENCE) else {
        let finding = Diagnostic::new(&rules::UNCLOSED_FENCE, file, 0..FENCE.len(), "the front matter has no end");
        findings.push(finding.label("it begins here").help("put a line `+++` behind its last key"));
        return None;
    };
    Some(Split { toml: toml..fence.start, body: fence.end..text.len() })
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..at
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(text: &str) -> Result<(String, String), &'static str> {
        let file = SourceFile::new("a.md", text);
        let mut findings = Vec::new();
        let split = split(&file, &mut findings).ok_or_else(|| findings[0].rule.code)?;
        Ok((file.text[split.toml].to_owned(), file.text[split.body].to_owned()))
    }

    #[test]
    fn the_front_matter_lies_between_the_first_line_and_the_next_fence() {
        let own = |toml: &str, body: &str| Ok((toml.to_owned(), body.to_owned()));
        assert_eq!(halves("+++\na = 1\n+++\nbody\n+++\n"), own("a = 1\n", "body\n+++\n"));
        assert_eq!(halves("\u{feff}+++\r\na = 1\r\n+++\r\nbody"), own("a = 1\r\n", "body"));
        assert_eq!(halves("+++ \n+++"), own("", ""));
    }

    #[test]
    fn a_file_without_two_fences_is_told_what_is_missing() {
        for text in ["", "\n \n", "# Title\n", "---\ntitle: x\n---\n", "\n+++\n+++\n", "++++\n"] {
            assert_eq!(halves(text), Err("LB006"), "{text:?}");
        }
        for text in ["+++", "+++\na = 1\n", "+++\n++++\n +++\n"] {
            assert_eq!(halves(text), Err("LB007"), "{text:?}");
        }
    }
}
