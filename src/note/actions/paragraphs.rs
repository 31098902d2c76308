//! Paragraphs that say what is to do: one each, or one a line where that is plain.

use super::group::Group;
use super::{Piece, Reading, wording};
use crate::note::blocks::trimmed;
use crate::source::Span;

/// Marks of lists that Markdown does not know.
const BULLETS: &[&str] = &["•", "‣", "◦", "●", "▪", "–", "—", "☐", "☑", "✅", "✔", "[ ]", "[x]", "[X]", "[]"];

impl Reading<'_, '_, '_> {
    /// Reads a paragraph; says whether nothing was left. Prose that tells a story is left.
    pub fn paragraph(&mut self, span: &Span, group: &Group, sure: bool, taken: &mut Vec<Span>) -> bool {
        let span = trimmed(self.text, span.clone());
        let said = &self.text[span.clone()];
        if let Some(lines) = lines(self.text, &span) {
            let mut all = true;
            for line in lines {
                if wording::is_placeholder(&self.text[line.clone()]) {
                    all = false;
                } else {
                    taken.push(line.clone());
                    self.line(line, group);
                }
            }
            return all;
        }
        let introduces = said.ends_with(':') && !sure;
        let told = sure || wording::proposes(said) || super::facts::Facts::default().progress_of(said);
        if introduces || !told || wording::is_placeholder(said) {
            return false;
        }
        taken.push(span.clone());
        self.line(span, group);
        true
    }

    fn line(&mut self, span: Span, group: &Group) {
        let text = &self.text[span.clone()];
        let text = BULLETS[..7].iter().find_map(|bullet| text.strip_prefix(bullet)).unwrap_or(text);
        let text = wording::behind_number(text).unwrap_or(text);
        self.add(Piece { text: text.trim_start(), indent: usize::MAX, ticked: None, below: &[], from: span.end, span }, group);
    }
}

/// The lines of a paragraph, if each is an item of its own: they begin with a mark, or each is a sentence and most of them ask
/// for something at once.
fn lines(text: &str, span: &Span) -> Option<Vec<Span>> {
    let mut at = span.start;
    let lines: Vec<Span> = text[span.clone()]
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            trimmed(text, at - line.len()..at)
        })
        .collect();
    let said = |line: &Span| text[line.clone()].trim_end_matches('\\').trim_end();
    if lines.len() < 2 {
        return None;
    }
    let marked =
        |line: &Span| BULLETS.iter().any(|bullet| said(line).starts_with(bullet)) || wording::behind_number(said(line)).is_some();
    if lines.iter().all(marked) {
        return Some(lines);
    }
    let ended = |line: &Span| said(line).ends_with(['.', '!', '?', ')', ';']);
    let hard = |line: &Span| text[line.end..].starts_with("  ") || text[line.clone()].ends_with('\\');
    let begins = |line: &Span| said(line).starts_with(|c: char| c.is_uppercase() || matches!(c, '`' | '[' | '*' | '@'));
    let (_, but_last) = lines.split_last()?;
    let sentences = lines.iter().all(begins) && (but_last.iter().all(ended) || but_last.iter().all(hard));
    let verbs = lines.iter().filter(|line| wording::is_imperative(said(line))).count();
    let still = lines.iter().filter(|line| wording::will_be(said(line))).count();
    // Lines that all begin with a verb need not be sentences.
    let commands = lines.iter().all(|line| begins(line) && wording::is_imperative(said(line)));
    (commands || sentences && (verbs * 2 > lines.len() || still == lines.len())).then_some(lines)
}
