//! How much was found, and what is missing for a run to pass.
//!
//! Only counts, and says so in words.

use super::{Diagnostic, files};
use crate::words::{listed, plural};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

/// What a run found, in numbers.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// How many notes were looked at.
    pub notes: usize,
    /// How many files have findings.
    pub files: usize,
    /// How many findings are at level deny or fatal.
    pub errors: usize,
    /// How many warn.
    pub warnings: usize,
    /// How many mend themselves.
    pub fixable: usize,
    /// Whether nothing counts: the exit code is 0.
    pub passes: bool,
    /// How often each rule found something, by its code.
    pub rules: BTreeMap<&'static str, usize>,
    /// The first rule that found something and may be wrong.
    #[serde(skip)]
    doubtful: Option<&'static str>,
    #[serde(skip)]
    denied: BTreeMap<&'static str, usize>,
    #[serde(skip)]
    deny_warnings: bool,
}

impl Summary {
    /// Counts what was found in so many notes.
    pub fn of(findings: &[Diagnostic], notes: usize, deny_warnings: bool) -> Self {
        let (mut rules, mut denied) = (BTreeMap::new(), BTreeMap::new());
        for finding in findings {
            *rules.entry(finding.rule.code).or_default() += 1;
            if finding.level.is_error() {
                *denied.entry(finding.rule.code).or_default() += 1;
            }
        }
        let errors = denied.values().sum();
        Self {
            notes,
            files: files(findings),
            errors,
            warnings: findings.len() - errors,
            fixable: findings.iter().filter(|finding| finding.fix.is_some()).count(),
            passes: errors == 0 && (findings.is_empty() || !deny_warnings),
            rules,
            doubtful: findings.iter().map(|finding| finding.rule).find(|rule| !rule.doubt.is_empty()).map(|rule| rule.code),
            denied,
            deny_warnings,
        }
    }

    /// `2 errors (LB102, LB201)`
    fn errors(&self) -> String {
        counted(self.errors, "error", self.denied.iter().map(|(code, count)| (*code, *count)))
    }

    fn warnings(&self) -> String {
        let denied = |code| self.denied.get(code).copied().unwrap_or_default();
        counted(self.warnings, "warning", self.rules.iter().map(|(code, count)| (*code, count - denied(code))))
    }
}

fn counted(count: usize, noun: &str, codes: impl Iterator<Item = (&'static str, usize)>) -> String {
    let codes = codes.filter(|(_, count)| *count > 0).map(|(code, count)| match count {
        1 => code.to_owned(),
        count => format!("{code} ×{count}"),
    });
    format!("{} ({})", plural(count, noun), codes.collect::<Vec<_>>().join(", "))
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let notes = plural(self.notes, "note");
        if self.rules.is_empty() {
            return writeln!(f, "{notes}: nothing found");
        }
        let found = [(self.errors, self.errors()), (self.warnings, self.warnings())].into_iter().filter(|(count, _)| *count > 0);
        let found = listed(&found.map(|(_, said)| said).collect::<Vec<_>>());
        writeln!(f, "{notes}: {found} in {}", plural(self.files, "file"))?;
        match self.fixable {
            0 => {}
            1 => writeln!(f, "one mends itself: `lookback check --fix`")?,
            fixable => writeln!(f, "{fixable} mend themselves: `lookback check --fix`")?,
        }
        if let Some(code) = self.doubtful {
            writeln!(f, "`lookback explain {code}` says more about a rule, and where it may be wrong")?;
        }
        let mended = match (self.errors, self.errors + self.warnings) {
            _ if self.passes => "",
            (_, 1) => " once it is mended",
            _ if self.deny_warnings => " once all of them are mended",
            (1, _) => " once the error is mended",
            _ => " once the errors are mended",
        };
        let left_out = if self.deny_warnings || self.warnings == 0 { "" } else { "; warnings count only with --deny-warnings" };
        writeln!(f, "`check` passes{mended}{left_out}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, rules};
    use crate::source::SourceFile;

    fn summary(warnings: usize, errors: usize, deny_warnings: bool) -> Summary {
        let file = SourceFile::new("incidents/a.md", "text");
        let finding = |rule| Diagnostic::new(rule, &file, 0..4, "message");
        let fix = Fix { what: "do it".to_owned(), edits: Vec::new() };
        let mut findings = vec![finding(&rules::NO_ZONE).fix(fix); warnings];
        findings.extend(vec![finding(&rules::NO_DATE); errors]);
        Summary::of(&findings, 3, deny_warnings)
    }

    #[test]
    fn it_says_what_was_found_and_what_would_pass() {
        let said = |warnings, errors, deny| summary(warnings, errors, deny).to_string();
        assert_eq!(said(0, 0, true), "3 notes: nothing found\n");
        assert_eq!(
            said(2, 1, false),
            "3 notes: 1 error (LB020) and 2 warnings (LB104 ×2) in 1 file\n2 mend themselves: `lookback check --fix`\n\
             `check` passes once the error is mended; warnings count only with --deny-warnings\n"
        );
        assert!(said(1, 0, false).ends_with("`check` passes; warnings count only with --deny-warnings\n"));
        assert!(said(1, 2, true).ends_with("`check` passes once all of them are mended\n"));
        assert!(said(0, 2, false).ends_with("`check` passes once the errors are mended\n"));
        assert!(said(1, 0, true).ends_with("`check` passes once it is mended\n"));
        let file = SourceFile::new("incidents/a.md", "text");
        let doubtful = || crate::lint::rules().into_iter().filter(|rule| !rule.doubt.is_empty());
        let findings: Vec<_> = doubtful().take(2).map(|rule| Diagnostic::new(rule, &file, 0..4, "message")).collect();
        let said = Summary::of(&findings, 1, false).to_string();
        let code = findings[0].rule.code;
        assert!(
            said.contains(&format!("\n`lookback explain {code}` says more about a rule, and where it may be wrong\n`check`"))
        );
        let passes = [(0, 0, true), (1, 0, false), (1, 0, true), (0, 1, false)].map(|(w, e, deny)| summary(w, e, deny).passes);
        assert_eq!(passes, [true, true, false, false]);
    }
}
