//! Findings as annotations of a pull request: commands that GitHub's runner reads from the output of a step.
//!
//! A command is one line, so that what stands in a note can never become one.

use super::Diagnostic;
use std::fmt::Write;

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;

/// All findings, errors first, since what comes late may not be shown. `base` leads from the root of the repository to that of
/// the notes, with a slash at its end.
pub fn render(findings: &[Diagnostic], base: &str) -> String {
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.level.is_error());
    let mut out = String::new();
    for (kind, findings) in [("error", &errors), ("warning", &warnings)] {
        findings.iter().for_each(|finding| command(&mut out, kind, finding, base));
    }
    let hidden = [(errors.len(), "errors"), (warnings.len(), "warnings")].into_iter().filter(|(count, _)| *count > SHOWN);
    let hidden: Vec<_> = hidden.map(|(count, noun)| format!("{} of {count} {noun}", count - SHOWN)).collect();
    if !hidden.is_empty() {
        let hidden = hidden.join(" and ");
        let _ = writeln!(
            out,
            "::notice title=lookback check::GitHub shows {SHOWN} of a kind for each step: {hidden} stand only in the log of this one."
        );
    }
    out
}

fn command(out: &mut String, kind: &str, finding: &Diagnostic, base: &str) {
    let place = &finding.place;
    let (line, column) = place.position();
    let (end_line, end_column) = place.file.position(place.span.end);
    // An annotation stands below its last line, which may be far away; columns are taken only within one line.
    let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
    let file = property(&format!("{base}{}", place.file.path));
    let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
    let _ =
        writeln!(out, "::{kind} file={file},line={line},endLine={line}{columns},title={title}::{}", data(&told(finding, base)));
}

/// What is said of a finding, in a few lines.
fn told(finding: &Diagnostic, base: &str) -> String {
    let mut told = finding.message.clone();
    if !finding.label.is_empty() {
        let _ = write!(told, " ({})", finding.label);
    }
    for (place, label) in &finding.also {
        let (line, _) = place.position();
        let _ = write!(told, "\n{base}{}:{line}: {label}", place.file.path);
    }
    let _ = write!(told, "\n{}", finding.rule.why);
    if let Some(help) = &finding.help {
        let _ = write!(told, "\nhelp: {help}");
    }
    told
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;
    use crate::source::SourceFile;
    use proptest::prelude::*;

    #[test]
    fn a_finding_is_one_command_with_a_path_from_the_repository() {
        let file = SourceFile::new("incidents/100%, a:b é.md", "x\nséverty = 1\n");
        let finding = Diagnostic::new(&rules::UNKNOWN_KEY, &file, 2..10, "50%\r\n::error::x").help("mend\nit");
        let why = rules::UNKNOWN_KEY.why;
        assert_eq!(
            render(&[finding], "docs/"),
            format!(
                "::error file=docs/incidents/100%25%2C a%3Ab é.md,line=2,endLine=2,col=1,endColumn=8,title=LB001 unknown-key::\
             50%25%0D%0A::error::x%0A{why}%0Ahelp: mend%0Ait\n"
            )
        );
    }

    #[test]
    fn errors_come_first_and_what_is_not_shown_is_counted() {
        let file = SourceFile::new("a.md", "one\ntwo\n");
        let of = |rule, count| vec![Diagnostic::new(rule, &file, 0..6, "message"); count];
        let shown = render(&[of(&rules::NO_ZONE, 12), of(&rules::NO_DATE, 10)].concat(), "");
        let kinds: Vec<_> = shown.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
        assert_eq!((kinds[0], kinds[9], kinds[10], kinds[22], kinds.len()), ("::error", "::error", "::warning", "::notice", 23));
        assert!(shown.ends_with("2 of 12 warnings stand only in the log of this one.\n"), "{shown}");
        assert!(shown.contains("line=1,endLine=1,title"), "{shown}");
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_second_command(path in any::<String>(), text in any::<String>()) {
            let file = SourceFile::new(path, text.clone());
            let finding = Diagnostic::new(&rules::NO_ZONE, &file, 0..text.len(), text.clone()).label(text.clone()).help(text);
            prop_assert_eq!(render(&[finding], "").lines().count(), 1);
        }
    }
}
