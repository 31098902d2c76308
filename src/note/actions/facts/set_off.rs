//! Facts behind a mark that sets them off from the text: a dash, the end of a sentence or a line, a comma.

use super::keys::{Key, behind_due};
use super::marks::{BREAKS, DASHES};
use super::tracking::links;
use super::{Facts, is_handles, parts};

/// What stands between a text and what is said of it.
const SET_OFF: &[&str] = &[
    ". ", "? ", "! ", "; ", " - ", " -- ", " – ", " — ", "\n", " | ", " → ", " -> ", " => ", ", ", ".\n", "<br>", "<br/>",
    "<br />",
];

/// A mark that may stand in an enumeration, too.
const COMMA: &str = ", ";

impl Facts {
    /// `text. Owner: x`, `text — done`, and lines of facts below the text.
    pub(super) fn set_off(&mut self, end: &str) -> Option<String> {
        let marks = || SET_OFF.iter().filter_map(|mark| Some((end.rfind(mark)?, *mark)));
        let (at, mark) = marks().max_by_key(|(at, mark)| at + mark.len())?;
        // A mark within the value, as in `Owner: a team, another one`, is looked behind once more, and so is a list of facts.
        let last = |marks: &mut dyn Iterator<Item = &&'static str>| {
            marks.filter_map(|mark| Some((end[..at].rfind(mark)?, *mark))).max_by_key(|(at, mark)| (*at, mark.len()))
        };
        let earlier = last(&mut SET_OFF.iter());
        let before_list = last(&mut SET_OFF.iter().filter(|mark| **mark != COMMA));
        [Some((at, mark)), earlier, before_list].into_iter().flatten().find_map(|(at, mark)| self.behind(end, at, mark))
    }

    /// Takes what stands behind a mark in a text.
    fn behind(&mut self, text: &str, at: usize, mark: &str) -> Option<String> {
        let part = text[at + mark.len()..].trim().trim_start_matches(['*', '-', '•', '|', ' ']);
        let before = &text[..at + usize::from(mark.starts_with(['.', '?', '!']))];
        let key = part.split_once(':').is_some_and(|(key, value)| Key::of(key).is_some() && !value.starts_with("//"));
        // A line may end anywhere in a sentence, and so may a part of an enumeration.
        let told = !part.contains('\n')
            && part.matches('(').count() == part.matches(')').count()
            && match mark {
                COMMA => key || is_handles(part) || behind_due(part).is_some(),
                mark if mark == "\n" || BREAKS.contains(&mark) => key || links(part).is_empty(),
                _ => true,
            };
        if !told || part.is_empty() || !before.contains(char::is_alphanumeric) {
            return None;
        }
        let before = before.trim_end().trim_end_matches(DASHES);
        if self.fact(part, true) {
            return Some(before.to_owned());
        }
        let left = if key && mark != COMMA { self.listed(part) } else { None }?;
        Some(if left.is_empty() { before.to_owned() } else { format!("{before} ({})", left.join(", ")) })
    }

    /// `Owner: x, due 2026-04-01, PAY-1`: takes the facts of a list that begins with one, and gives back what is none.
    fn listed<'t>(&mut self, text: &'t str) -> Option<Vec<&'t str>> {
        let parts = parts(text);
        let (first, more) = parts.split_first().filter(|(_, more)| !more.is_empty())?;
        self.fact(first, true).then(|| more.iter().copied().filter(|part| !self.fact(part, true)).collect())
    }
}
