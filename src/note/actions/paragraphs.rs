//! Paragraphs that say what is to do: one each, or one a line where that is plain.

use super::facts::{Key, leading_box, says_progress};
use super::group::Group;
use super::{Piece, Reader, whole, wording};
use crate::note::text::{lines, trimmed};
use crate::source::Span;

/// Marks of lists that Markdown does not know.
const BULLETS: &[&str] = &["•", "‣", "◦", "●", "▪", "–", "—"];

/// Signs before an item that say how far it is; they are read as facts.
const SIGNS: &[&str] = &["☐", "☑", "✅", "✔"];

impl Reader<'_, '_> {
    /// Reads a paragraph; says whether nothing was left. Prose that tells a story is left.
    pub fn paragraph(&mut self, span: &Span, group: &Group, sure: bool, taken: &mut Vec<Span>) -> bool {
        let span = trimmed(self.text, span.clone());
        let said = &self.text[span.clone()];
        if self.is_commented_out(&span) {
            return false;
        }
        if let Some(lines) = items(self.text, &span) {
            let (mark, mut all) = (taken.len(), true);
            for line in lines {
                if wording::is_placeholder(&self.text[line.clone()]) {
                    all = false;
                } else {
                    taken.push(line.clone());
                    self.line(line, group);
                }
            }
            whole(taken, mark, &span, all);
            return all;
        }
        let introduces = said.ends_with(':') && !sure;
        let told = sure || wording::proposes(said) || says_progress(said);
        if introduces || !told || wording::is_placeholder(said) {
            return false;
        }
        taken.push(span.clone());
        self.line(span, group);
        true
    }

    fn line(&mut self, span: Span, group: &Group) {
        let text = &self.text[span.clone()];
        let text = BULLETS.iter().find_map(|bullet| text.strip_prefix(bullet)).unwrap_or(text);
        let text = wording::behind_number(text).unwrap_or(text);
        self.add(Piece { text: text.trim_start(), indent: usize::MAX, ticked: None, below: &[], from: span.end, span }, group);
    }
}

/// The lines of a paragraph, if each is an item of its own: they begin with a mark, or each is a sentence and most of them ask
/// for something at once.
fn items(text: &str, span: &Span) -> Option<Vec<Span>> {
    let lines: Vec<Span> = lines(text, span).filter(|line| !line.is_empty()).collect();
    let said = |line: &Span| text[line.clone()].trim_end_matches('\\').trim_end();
    if lines.len() < 2 {
        return None;
    }
    let marked = |line: &Span| {
        BULLETS.iter().chain(SIGNS).any(|mark| said(line).starts_with(mark))
            || leading_box(said(line)).is_some()
            || wording::behind_number(said(line)).is_some()
    };
    if lines.iter().all(marked) || all_labelled(text, &lines) {
        return Some(lines);
    }
    let ended = |line: &Span| said(line).ends_with(['.', '!', '?', ')', ';']);
    let hard = |line: &Span| {
        text[line.end..].starts_with("  ")
            || text[line.clone()].ends_with('\\')
            || text[line.end..].trim_start().starts_with("<br")
    };
    let begins = |line: &Span| said(line).starts_with(|c: char| c.is_uppercase() || matches!(c, '`' | '[' | '*' | '@'));
    let (_, but_last) = lines.split_last()?;
    let sentences = lines.iter().all(begins) && (but_last.iter().all(ended) || but_last.iter().all(hard));
    let verbs = lines.iter().filter(|line| wording::is_imperative(said(line))).count();
    let still = lines.iter().filter(|line| wording::will_be(said(line))).count();
    // Lines that all begin with a verb need not be sentences.
    let asks = |line: &Span| {
        wording::is_imperative(said(line)) || wording::assigned(said(line)).is_some() || wording::is_assignment(said(line))
    };
    let commands = lines.iter().all(|line| begins(line) && asks(line));
    (commands || sentences && (verbs * 2 > lines.len() || still == lines.len())).then_some(lines)
}

/// Whether every line begins with a label of its own, of one word or two, and goes on behind a colon, as minutes list who does
/// what; and one at least asks for something.
fn all_labelled(text: &str, lines: &[Span]) -> bool {
    let behind = |line: &Span| {
        let (label, behind) = text[line.clone()].split_once(':')?;
        let name = label.trim_matches(['*', '_', '`']);
        let behind = behind.trim_start_matches(['*', '_']).strip_prefix(' ')?;
        let short = name.split_whitespace().count() <= 2 && name.starts_with(|c: char| c.is_uppercase() || c == '@');
        (short && Key::of(label).is_none()).then_some(behind)
    };
    lines.iter().all(|line| behind(line).is_some()) && lines.iter().filter_map(behind).any(wording::proposes)
}
