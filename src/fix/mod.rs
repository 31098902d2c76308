//! Fixes of findings, applied to the texts of notes: in memory (here), as a comparison (`diff`), onto the disk (`disk`).
//!
//! What a fix is belongs to its finding; nothing here knows what a note means.

mod diff;
mod disk;

pub use diff::Patch;

use crate::diagnostic::{Diagnostic, Fix, Rule};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Texts of notes that stand instead of those on disk, by path.
pub type Texts = BTreeMap<String, Arc<SourceFile>>;

/// One fix that was applied.
#[derive(Debug)]
pub struct Done {
    /// The path of the note.
    pub path: String,
    /// The rule of the finding that it mended.
    pub rule: &'static Rule,
    /// What it did.
    pub what: String,
}

/// Notes on the way from what they were to what they will be.
#[derive(Debug, Default)]
pub struct Mending {
    before: Texts,
    after: Texts,
    done: Vec<Done>,
}

impl Mending {
    /// Applies the fixes of findings, but for those that touch what another changes: once the note has been read again, their
    /// findings are made again. Says whether there was anything to apply.
    pub fn apply<'a>(&mut self, findings: impl Iterator<Item = &'a Diagnostic>) -> bool {
        let mut of_note: BTreeMap<&str, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
        for finding in findings {
            if let Some(fix) = finding.fix.as_ref().filter(|fix| fits(&finding.place.file.text, &fix.edits)) {
                of_note.entry(&finding.place.file.path).or_default().push((finding, fix));
            }
        }
        let any = !of_note.is_empty();
        for (path, mut fixes) in of_note {
            let Some(file) = fixes.first().map(|(finding, _)| &finding.place.file) else { continue };
            // What changes little goes first: what moves a whole front matter comes back in the next round and takes that along.
            fixes.sort_by_key(|(_, fix)| extent(fix));
            let mut edits: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
            for (finding, fix) in fixes {
                if fix.edits.iter().all(|(span, _)| is_free(&edits, span)) {
                    edits.extend(fix.edits.iter().map(|(span, new)| (span.start, (span.end, new.as_str()))));
                    self.done.push(Done { path: path.to_owned(), rule: finding.rule, what: fix.what.clone() });
                }
            }
            let text = edited(&file.text, edits.into_iter().map(|(start, (end, new))| (start..end, new)));
            self.before.entry(path.to_owned()).or_insert_with(|| Arc::clone(file));
            self.after.insert(path.to_owned(), SourceFile::new(path, text));
        }
        any
    }

    /// The texts as they will be.
    pub fn texts(&self) -> &Texts {
        &self.after
    }

    /// Everything that was applied, round by round, by path.
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// Each note that changes: what it was, what its text will be.
    fn changes(&self) -> impl Iterator<Item = (&SourceFile, &str)> {
        let texts = self.before.values().zip(self.after.values());
        texts.map(|(before, after)| (&**before, after.text.as_str())).filter(|(before, after)| before.text != *after)
    }

    /// How many notes change.
    pub fn changed(&self) -> usize {
        self.changes().count()
    }
}

/// Whether edits are in order, apart from each other, and cut no character.
fn fits(text: &str, edits: &[(Span, String)]) -> bool {
    let is_within = |(span, _): &(Span, String)| text.get(span.clone()).is_some();
    !edits.is_empty() && edits.iter().all(is_within) && edits.is_sorted_by(|(one, _), (next, _)| one.end < next.start)
}

/// How much of a text a fix is about.
fn extent(fix: &Fix) -> (usize, usize) {
    let start = fix.edits.first().map_or(0, |(span, _)| span.start);
    (fix.edits.last().map_or(0, |(span, _)| span.end) - start, start)
}

/// Whether a span touches nothing that is edited already. Two things that are written at one place would have no order.
fn is_free(edits: &BTreeMap<usize, (usize, &str)>, span: &Span) -> bool {
    edits.range(..=span.end).next_back().is_none_or(|(_, (end, _))| *end < span.start)
}

/// A text with edits that are in order and apart from each other.
fn edited<'a>(text: &str, edits: impl Iterator<Item = (Span, &'a str)>) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (span, new) in edits {
        out.push_str(&text[at..span.start]);
        out.push_str(new);
        at = span.end;
    }
    out + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;
    use proptest::prelude::*;

    /// One finding for each of these fixes of a note.
    fn findings(file: &Arc<SourceFile>, fixes: &[Vec<(Span, String)>]) -> Vec<Diagnostic> {
        let finding = |edits: &Vec<(Span, String)>| {
            Diagnostic::new(&rules::FRONT_MATTER_ORDER, file, 0..0, "").fix(Fix { what: String::new(), edits: edits.clone() })
        };
        fixes.iter().map(finding).collect()
    }

    fn mended(text: &str, fixes: &[Vec<(Span, String)>]) -> (String, usize) {
        let mut mending = Mending::default();
        let file = SourceFile::new("a.md", text);
        let any = mending.apply(findings(&file, fixes).iter());
        assert_eq!(any, !mending.done().is_empty());
        (mending.texts().get("a.md").unwrap_or(&file).text.clone(), mending.done().len())
    }

    fn edit(span: Span, new: &str) -> (Span, String) {
        (span, new.to_owned())
    }

    #[test]
    fn of_fixes_that_touch_the_smaller_one_is_applied() {
        let (whole, small) = (vec![edit(0..9, "")], vec![edit(4..4, "new ")]);
        assert_eq!(mended("one three", &[whole.clone(), small.clone()]), ("one new three".to_owned(), 1));
        assert_eq!(mended("one three", &[small.clone(), small.clone()]), ("one new three".to_owned(), 1));
        let apart = vec![edit(0..0, "("), edit(9..9, ")")];
        assert_eq!(mended("one three", &[apart, small]), ("(one new three)".to_owned(), 2));
    }

    #[test]
    fn what_does_not_fit_the_text_is_left_out() {
        for edits in [vec![], vec![edit(1..2, "")], vec![edit(0..9, "")], vec![edit(2..3, ""), edit(0..0, "")]] {
            assert_eq!(mended("€ß", &[edits]), ("€ß".to_owned(), 0));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_fixes_is_of_no_matter_and_what_is_around_them_stays(
            // What stays and what is replaced by what, in turn.
            parts in proptest::collection::vec(("[a-z€]{1,5}", "[0-9ß]{0,5}", "[A-Z\n]{0,5}"), 0..20),
            seed in any::<proptest::sample::Index>(),
        ) {
            let (mut text, mut expected, mut fixes) = (String::new(), String::new(), Vec::new());
            for (stays, old, new) in &parts {
                text.push_str(stays);
                fixes.push(vec![edit(text.len()..text.len() + old.len(), new)]);
                text.push_str(old);
                expected.push_str(stays);
                expected.push_str(new);
            }
            let count = fixes.len();
            if count > 0 {
                fixes.rotate_left(seed.index(count));
            }
            prop_assert_eq!(mended(&text, &fixes), (expected.clone(), count));
            fixes.reverse();
            prop_assert_eq!(mended(&text, &fixes), (expected, count));
        }
    }
}
