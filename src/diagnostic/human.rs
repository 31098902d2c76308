//! Findings for a person at a terminal: the quoted place with a caret, why it matters, how to mend it.
//!
//! Draws with annotate-snippets and never decides what is shown.

use super::Diagnostic;
use crate::source::Place;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Tone, Renderer, Snippet};
use rayon::prelude::*;
use std::collections::HashSet;
use std::ops::Range;

/// Lines of context that a quotation may span; a longer span is cut, so that a fault over a whole 5 MB note stays readable.
const LINES: usize = 12;

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
    let drawn: Vec<String> = told.par_iter().map(|told| renderer.render(&[told.group()]) + "\n\n").collect();
    drawn.concat()
}

/// A finding, and what is said with it.
struct Told<'a> {
    finding: &'a Diagnostic,
    why: bool,
    help: Option<&'a str>,
}

impl<'a> Told<'a> {
    fn group(&self) -> Group<'a> {
        let finding = self.finding;
        let tone = if finding.level.is_error() { Tone::ERROR } else { Tone::WARNING };
        let mut group = tone.primary_title(finding.message.as_str()).id(finding.rule.code).element(quote(
            &finding.place,
            AnnotationKind::Primary,
            &finding.label,
        ));
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
    let text = place.file.text.as_str();
    let (line, _) = place.position();
    let window = window(text, &place.span);
    let span = place.span.start - window.start..place.span.end.min(window.end) - window.start;
    let mut annotation = kind.span(span);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(&text[window]).path(place.file.path.as_str()).line_start(line).annotation(annotation)
}

/// From the start of the first line of `span` to the end of its last, at most [`LINES`] lines.
fn window(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
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
    fn a_fault_over_a_whole_file_is_cut() {
        let file = SourceFile::new("a.md", "line\n".repeat(100_000));
        let finding = Diagnostic::new(&rules::NO_FRONT_MATTER, &file, 0..500_000, "no front matter");
        assert!(render(&[finding], false).lines().count() < 30);
    }
}
