//! Findings for a person at a terminal: the quoted place with a caret, why it matters, how to mend it.
//!
//! Draws with annotate-snippets and never decides what is shown.

use super::Diagnostic;
use crate::source::Place;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Tone, Renderer, Snippet};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Lines of context that a quotation may span; a longer span is cut, so that a fault over a whole 5 MB note stays readable.
const LINES: usize = 12;
/// Bytes of a line that is quoted whole. Of a longer one the place is quoted with what is beside it: a log in one line stays
/// readable, and a thousand findings in it are drawn in no time.
const LONG: usize = 400;
/// Bytes that are quoted at either side of a place in a long line.
const BESIDE: usize = 100;

/// All findings, one below the other, each ending in a blank line.
///
/// What is true of a rule is said where the rule first finds something, and a mend that is the same again only once a file: forty
/// slips of one kind are no reason for forty lessons.
pub fn render<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let (mut rules, mut mends) = (HashSet::new(), HashSet::new());
    let told: Vec<Told<'a>> = (findings.into_iter())
        .map(|finding| Told {
            finding,
            why: rules.insert(finding.rule.code),
            help: finding.help.as_deref().filter(|help| mends.insert((finding.place.file.path.as_str(), *help))),
        })
        .collect();
    // Drawing takes longer than finding.
    let drawn: Vec<String> = told.par_iter().map(|told| told.draw(&renderer)).collect();
    drawn.concat()
}

/// A finding, and what is said with it.
struct Told<'a> {
    finding: &'a Diagnostic,
    why: bool,
    help: Option<&'a str>,
}

impl<'a> Told<'a> {
    fn draw(&self, renderer: &Renderer) -> String {
        let places = std::iter::once(&self.finding.place).chain(self.finding.also.iter().map(|(place, _)| place));
        places.fold(renderer.render(&[self.group()]), with_true_column) + "\n\n"
    }

    fn group(&self) -> Group<'a> {
        let finding = self.finding;
        let tone = if finding.level.is_error() { Tone::ERROR } else { Tone::WARNING };
        let primary = quote(&finding.place, AnnotationKind::Primary, &finding.label);
        let mut group = tone.primary_title(finding.message.as_str()).id(finding.rule.code).element(primary);
        for (place, label) in &finding.also {
            group = group.element(quote(place, AnnotationKind::Context, label));
        }
        if self.why {
            group = group.element(Tone::NOTE.message(finding.rule.why));
        }
        if let Some(help) = self.help {
            group = group.element(Tone::HELP.message(help));
        }
        if let Some(fix) = &finding.fix {
            group = group.element(Tone::HELP.message(format!("`--fix` does it: {}", fix.what)));
        }
        group
    }
}

/// The lines around a place. Only they are handed on, since the renderer walks all the text that it gets.
fn quote<'a>(place: &'a Place, kind: AnnotationKind, label: &'a str) -> Snippet<'a, Annotation<'a>> {
    let (line, _) = place.position();
    let Quoted { text, span, .. } = quoted(&place.file.text, &place.span);
    let mut annotation = kind.span(span);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(text).path(place.file.path.as_str()).line_start(line).annotation(annotation)
}

/// The renderer counts columns in what it is given, so that those of a line that was cut at its start are put right afterwards.
fn with_true_column(drawn: String, place: &Place) -> String {
    let Quoted { text, span, from_start } = quoted(&place.file.text, &place.span);
    if from_start {
        return drawn;
    }
    let (line, column) = place.position();
    let header = |column: usize| format!("{}:{line}:{column}", place.file.path);
    drawn.replacen(&header(text[..span.start].chars().count() + 1), &header(column), 1)
}

/// A piece of a text, and where in it the place is.
struct Quoted<'a> {
    text: Cow<'a, str>,
    span: Range<usize>,
    /// Whether it begins where a line does.
    from_start: bool,
}

fn quoted<'a>(text: &'a str, span: &Range<usize>) -> Quoted<'a> {
    let window = window(text, span);
    let span = span.start..span.end.min(window.end);
    let (start, end) = match window.len() > LONG && !text[window.clone()].contains('\n') {
        true => (
            floor(text, span.start.saturating_sub(BESIDE).max(window.start)),
            floor(text, (span.start + LONG).min(span.end + BESIDE).min(window.end)),
        ),
        false => (window.start, window.end),
    };
    let (before, after) = (if start > window.start { "…" } else { "" }, if end < window.end { "…" } else { "" });
    let text = &text[start..end];
    let within = |at: usize| {
        let at = at.min(end) - start;
        // Drawn as `␍`, which says nothing to anybody.
        before.len() + at - text[..at].matches("\r\n").count()
    };
    let span = within(span.start)..within(span.end);
    let is_whole = before.is_empty() && after.is_empty() && !text.contains("\r\n");
    let text = if is_whole { Cow::Borrowed(text) } else { Cow::Owned(format!("{before}{}{after}", text.replace("\r\n", "\n"))) };
    Quoted { text, span, from_start: before.is_empty() }
}

/// The last boundary of a character that is not beyond this byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// From the start of the first line of `span` to the end of its last, at most [`LINES`] lines.
fn window(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let end = if text[span.start..end].ends_with('\r') { end - 1 } else { end };
    let cut = text[start..end].match_indices('\n').nth(LINES - 1).map(|(at, _)| start + at);
    start..cut.unwrap_or(end).max(span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, rules};
    use crate::source::SourceFile;

    #[test]
    fn a_finding_names_its_place_quotes_it_and_says_what_to_do() {
        let file = SourceFile::new("incidents/a.md", "+++\ntitle = \"x\"\nseverty = \"sev1\"\n+++\n");
        let finding =
            Diagnostic::new(&rules::UNKNOWN_KEY, &file, 16..23, "unknown key `severty`").help("did you mean `severity`?");
        let shown = render(&[finding], false);
        for part in ["LB001", "incidents/a.md:3:1", "severty = ", "^^^^^^^", "would be lost", "did you mean"] {
            assert!(shown.contains(part), "{part} is not in\n{shown}");
        }
    }

    #[test]
    fn what_was_said_is_not_said_again() {
        let files = ["a.md", "b.md"].map(|path| SourceFile::new(path, "text\n"));
        let findings = [0, 0, 1].map(|nth: usize| {
            let fix = Fix { what: "put the text in order".to_owned(), edits: Vec::new() };
            Diagnostic::new(&rules::NO_ZONE, &files[nth], 0..4, "no zone").help("mend it").fix(fix)
        });
        let shown = render(&findings, false);
        let count = |part: &str| shown.matches(part).count();
        assert_eq!([count("taken as UTC"), count("mend it"), count("`--fix` does it"), count(" --> ")], [1, 2, 3, 3], "{shown}");
    }

    #[test]
    fn carriage_returns_are_not_drawn_and_move_no_caret() {
        let text = "+++\r\none = 1\r\ntwo = 2\r\n+++\r\n";
        let file = SourceFile::new("a.md", text);
        for span in [5..8, 5..12, 5..13, 5..14, 5..17, 0..text.len(), 12..12] {
            let finding = |span| Diagnostic::new(&rules::UNKNOWN_KEY, &file, span, "message");
            let shown = render(&[finding(span)], false);
            assert!(!shown.contains(['␍', '\r']) && shown.contains("one = 1"), "{shown}");
        }
        let shown = render(&[Diagnostic::new(&rules::UNKNOWN_KEY, &file, 14..17, "message")], false);
        assert!(shown.contains("a.md:3:1") && shown.contains("3 | two = 2\n  | ^^^\n"), "{shown}");
    }

    #[test]
    fn a_long_line_is_quoted_around_the_place_and_keeps_its_column() {
        let text = format!("first\n{}here{}\nlast\n", "é ".repeat(5_000), " ß".repeat(5_000));
        let file = SourceFile::new("a.md", text.as_str());
        let at = text.find("here").unwrap();
        let shown = render(&[Diagnostic::new(&rules::UNKNOWN_KEY, &file, at..at + 4, "message")], false);
        assert!(shown.contains("a.md:2:10001\n") && shown.contains("é here ß") && shown.contains(" ^^^^"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
        let column = |part: &str| shown.lines().find_map(|line| line.find(part).map(|at| line[..at].chars().count()));
        assert_eq!(column("here"), column("^^^^"), "{shown}");
        for span in [6..7, 6..text.len() - 7, at..text.len() - 7, 0..text.len()] {
            render(&[Diagnostic::new(&rules::UNKNOWN_KEY, &file, span, "message")], false);
        }
    }

    #[test]
    fn a_fault_over_a_whole_file_is_cut() {
        let file = SourceFile::new("a.md", "line\n".repeat(100_000));
        let finding = Diagnostic::new(&rules::NO_FRONT_MATTER, &file, 0..500_000, "no front matter");
        assert!(render(&[finding], false).lines().count() < 30);
    }
}
