//! How far a follow-up has come, in the words and signs that people use.

use super::super::wording::bare;
use super::marks::last_brackets;
use crate::incident::Progress;

/// Signs, and how they are called where they cannot be typed.
const SIGNS: &[(&str, Progress)] = &[
    ("✅", DONE),
    ("☑️", DONE),
    ("☑", DONE),
    ("✔️", DONE),
    ("✔", DONE),
    ("✓", DONE),
    ("🎉", DONE),
    (":white_check_mark:", DONE),
    (":heavy_check_mark:", DONE),
    (":ballot_box_with_check:", DONE),
    (":check:", DONE),
    (":done:", DONE),
    ("🚧", Progress::InProgress),
    ("🔄", Progress::InProgress),
    ("⏳", Progress::InProgress),
    (":construction:", Progress::InProgress),
    (":hourglass_flowing_sand:", Progress::InProgress),
    ("⬜", Progress::Open),
    ("☐", Progress::Open),
    (":white_large_square:", Progress::Open),
    ("🚫", DROPPED),
    (":no_entry_sign:", DROPPED),
];

/// Boxes that people draw. Markdown knows only those that are empty or ticked with an x.
const BOXES: &[(&str, Progress)] = &[
    ("[x]", DONE),
    ("[X]", DONE),
    ("[*]", DONE),
    ("☒", DONE),
    ("[~]", Progress::InProgress),
    ("[/]", Progress::InProgress),
    ("[-]", DROPPED),
    ("[ ]", Progress::Open),
    ("[]", Progress::Open),
];

/// Signs that say something only to those who chose them.
const LIGHTS: &[char] = &['🟢', '🟡', '🟠', '🔴', '🔵', '⚪', '⚫', '🟩', '🟨', '🟥'];

const DONE: Progress = Progress::Done { closed: None };
const DROPPED: Progress = Progress::Dropped { closed: None, reason: None };

/// Words of a status. One that begins another stands behind it.
const WORDS: &[(&str, Progress)] = &[
    ("not started", Progress::Open),
    ("not done", Progress::Open),
    ("not yet", Progress::Open),
    ("to do", Progress::Open),
    ("to-do", Progress::Open),
    ("todo", Progress::Open),
    ("open", Progress::Open),
    ("new", Progress::Open),
    ("pending", Progress::Open),
    ("backlog", Progress::Open),
    ("planned", Progress::Open),
    ("scheduled", Progress::Open),
    ("in progress", Progress::InProgress),
    ("in-progress", Progress::InProgress),
    ("in review", Progress::InProgress),
    ("under review", Progress::InProgress),
    ("work in progress", Progress::InProgress),
    ("wip", Progress::InProgress),
    ("ongoing", Progress::InProgress),
    ("started", Progress::InProgress),
    ("doing", Progress::InProgress),
    ("underway", Progress::InProgress),
    ("partially done", Progress::InProgress),
    ("already done", DONE),
    ("this has been done", DONE),
    ("this is done", DONE),
    ("has been done", DONE),
    ("done", DONE),
    ("completed", DONE),
    ("complete", DONE),
    ("closed", DONE),
    ("fixed", DONE),
    ("resolved", DONE),
    ("merged", DONE),
    ("deployed", DONE),
    ("shipped", DONE),
    ("finished", DONE),
    ("implemented", DONE),
    ("released", DONE),
    ("won't fix", DROPPED),
    ("won’t fix", DROPPED),
    ("wont fix", DROPPED),
    ("wontfix", DROPPED),
    ("won't do", DROPPED),
    ("won’t do", DROPPED),
    ("wont do", DROPPED),
    ("dropped", DROPPED),
    ("cancelled", DROPPED),
    ("canceled", DROPPED),
    ("rejected", DROPPED),
    ("abandoned", DROPPED),
    ("obsolete", DROPPED),
    ("declined", DROPPED),
];

/// The box at the beginning, and what stands behind it. The words of a link are no box.
pub fn leading_box(text: &str) -> Option<(Progress, &str)> {
    let (progress, rest) = BOXES.iter().find_map(|(mark, progress)| Some((progress.clone(), text.strip_prefix(mark)?)))?;
    (!rest.starts_with(['(', '['])).then_some((progress, rest))
}

/// The sign at the beginning, and what stands behind it.
pub fn leading_sign(text: &str) -> Option<(Progress, &str)> {
    SIGNS.iter().find_map(|(sign, progress)| Some((progress.clone(), text.strip_prefix(sign)?.trim_start_matches('\u{fe0f}'))))
}

/// The sign at the end, and what stands before it.
pub fn trailing_sign(text: &str) -> Option<(Progress, &str)> {
    let text = text.trim_end_matches('\u{fe0f}');
    SIGNS.iter().find_map(|(sign, progress)| Some((progress.clone(), text.strip_suffix(sign)?)))
}

/// The mark at the end of a text that says something else, and what stands before it: `#12 **DONE**`, `Ann ✅`, `#12 (done)`.
pub fn trailing_mark(text: &str) -> Option<(Progress, &str)> {
    let text = text.trim();
    let (progress, before) = trailing_sign(text)
        .or_else(|| last_brackets(text).and_then(|(before, inside)| Some((status(inside)?, before))))
        .or_else(|| {
            let mark = ["**", "__", "*", "_"].iter().find(|mark| text.ends_with(**mark))?;
            let (before, inside) = text.strip_suffix(mark)?.rsplit_once(mark)?;
            Some((status(inside)?, before))
        })
        .or_else(|| {
            let (before, word) = text.rsplit_once(char::is_whitespace)?;
            let loud = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            Some((status(word).filter(|_| loud)?, before))
        })?;
    let before = before.trim_end().trim_end_matches(['-', '–', '—', '|', ':', ',', ';']).trim_end();
    before.contains(char::is_alphanumeric).then_some((progress, before))
}

/// The status with which a text begins, and what it says behind it.
pub fn leading_word(text: &str) -> Option<(Progress, &str)> {
    WORDS.iter().find_map(|(word, progress)| {
        let (begins, behind) = text.split_at_checked(word.len())?;
        (begins.eq_ignore_ascii_case(word) && !behind.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_'))
            .then(|| (progress.clone(), behind))
    })
}

/// The status, if a text says nothing else. A sign may stand before the word for it.
pub fn status(text: &str) -> Option<Progress> {
    let text = text.trim().trim_start_matches(LIGHTS).trim_start();
    match leading_sign(text) {
        Some((sign, rest)) => (!rest.contains(char::is_alphanumeric) || in_words(rest).as_ref() == Some(&sign)).then_some(sign),
        None => in_words(text),
    }
}

fn in_words(text: &str) -> Option<Progress> {
    let text = bare(text);
    leading_word(&text)
        .filter(|(_, behind)| !behind.contains(|c: char| !c.is_whitespace() && c != '!' && c != '.'))
        .map(|(said, _)| said)
}

/// What a cell under `Done?` says.
pub fn answer(text: &str) -> Option<Progress> {
    if text.trim() == ":x:" {
        return Some(Progress::Open);
    }
    match bare(text).to_lowercase().as_str() {
        "yes" | "y" | "x" | "true" | "100%" | "100 %" => Some(DONE),
        "no" | "n" | "false" | "0%" | "❌" | "✗" | "✘" => Some(Progress::Open),
        _ => None,
    }
}
