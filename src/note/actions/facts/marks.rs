//! How facts are set off from the text: marks before it, brackets and dashes behind it, a link at its end.
//!
//! Each function takes one fact and gives back the rest of the text, or nothing if there is none.

use super::super::wording::{self, Words, bare, listed};
use super::keys::Key;
use super::tracking::{self, links, tracking};
use super::{Facts, is_handle, is_handles, note, parts, status};
use crate::incident::Progress;

impl Facts {
    /// A mark at the beginning.
    pub(super) fn leading(&mut self, text: &str) -> Option<String> {
        if let Some((inner, tail)) = struck(text) {
            let mut facts = self.clone();
            let tail = tail.trim();
            let told = tail.is_empty() || facts.said_by(tail.trim_matches(['(', ')', '-', '–', '—', ':', '.', ' ']));
            if told || wording::count(tail) <= 4 {
                if told {
                    *self = facts;
                }
                self.done();
                return Some(if told { inner.to_owned() } else { format!("{inner} {tail}") });
            }
        }
        if let Some((progress, rest)) = status::leading_box(text) {
            match progress {
                Progress::Done { .. } => self.done(),
                // An empty box says nothing that the text could not say better.
                Progress::Open => {}
                said => _ = self.progress.get_or_insert(said),
            }
            return Some(rest.to_owned());
        }
        if let Some((progress, rest)) = status::leading_sign(text) {
            self.progress.get_or_insert(progress);
            return Some(rest.to_owned());
        }
        self.leading_brackets(text).or_else(|| self.leading_address(text)).or_else(|| self.leading_word(text))
    }

    /// `[DONE] text`, `(done) text`, `**P1** text`, `[PAY-123](…): text`.
    fn leading_brackets(&mut self, text: &str) -> Option<String> {
        for (open, close) in [
            ("[", "]"),
            ("(", ")"),
            ("**[", "]**"),
            ("**(", ")**"),
            ("**", "**"),
            ("__", "__"),
            ("`", "`"),
            ("_", "_"),
            ("*", "*"),
        ] {
            let Some((inside, rest)) = text.strip_prefix(open).and_then(|text| text.split_once(close)) else { continue };
            if inside.is_empty() || inside.len() > 60 || inside.contains('\n') {
                continue;
            }
            if open == "[" && rest.starts_with('(') {
                let link = links(text).into_iter().next().filter(|link| link.at.start == 0)?;
                let behind = &text[link.at.end..];
                let text_behind = behind.trim_start_matches([':', '-', '–', '—', ' ']);
                let set_off =
                    behind.trim_start().starts_with([':', '-', '–', '—']) || text_behind.starts_with(char::is_uppercase);
                let (words, said) = status_of_words(link.words);
                let told =
                    (words.is_empty() || tracking::only_names(words)) && set_off && text_behind.contains(char::is_alphanumeric);
                if told && let Some(said) = said {
                    self.progress.get_or_insert(said);
                }
                return (told && note(&mut self.tracking, Some(link.url.to_owned()))).then(|| text_behind.to_owned());
            }
            if rest.starts_with(['(', '[']) && open == "[" {
                continue;
            }
            let colon = inside.ends_with(':') || rest.starts_with(':');
            let inside = inside.trim().trim_end_matches(':');
            if colon && matches!(inside.to_lowercase().as_str(), "action" | "action item" | "ai") {
                return Some(rest.trim_start_matches([':', ' ']).to_owned());
            }
            if self.said_by(inside) || self.is_priority(inside) {
                return Some(rest.trim_start_matches([':', '-', '–', '—', ' ']).to_owned());
            }
        }
        None
    }

    /// `DONE: text`, `PAY-123: text`, `@team: text`, `P1 - text`.
    fn leading_word(&mut self, text: &str) -> Option<String> {
        let line = text.lines().next().unwrap_or_default();
        if let Some((progress, behind)) = status::leading_word(line) {
            let said = &line[..line.len() - behind.len()];
            let set_off = behind.starts_with(':') || behind.trim_start().starts_with(['–', '—']) || behind.starts_with(" - ");
            let told = said.chars().all(|c| c.is_uppercase() || c == ' ' || c == '-')
                && behind.starts_with(' ')
                && !behind.starts_with(" - ");
            let rest = &text[said.len()..];
            let rest = rest.trim_start_matches([':', '-', '–', '—', ' ']);
            if (set_off || told) && rest.contains(char::is_alphanumeric) {
                self.progress.get_or_insert(progress);
                return Some(rest.to_owned());
            }
        }
        if let Some(rest) = LABELS.iter().find_map(|label| text.strip_prefix(label)).filter(|rest| rest.starts_with(' ')) {
            return Some(rest.trim_start().to_owned());
        }
        let end = line.find([':', ' '])?;
        let (word, behind) = line.split_at(end);
        let set_off = behind.starts_with(':') && !behind.starts_with("://")
            || [" - ", " – ", " — ", " : "].iter().any(|dash| behind.starts_with(dash));
        let rest = text[word.len()..].trim_start_matches([':', '-', '–', '—', ' ']);
        let told = set_off
            && rest.contains(char::is_alphanumeric)
            && (is_handle(word) && note(&mut self.owner, Some(word.to_owned()))
                || tracking(word).is_some_and(|tracking| note(&mut self.tracking, Some(tracking)))
                || self.is_priority(word));
        told.then(|| rest.to_owned())
    }

    /// `https://…/issues/12: text`
    fn leading_address(&mut self, text: &str) -> Option<String> {
        let link = links(text).into_iter().next().filter(|link| link.at.start == 0 && link.words.is_empty())?;
        let behind = &text[link.at.end..];
        let rest = behind.trim_start_matches([':', '-', '–', '—', ' ']);
        let set_off = behind.starts_with(':') || behind.trim_start().starts_with(['-', '–', '—']);
        let told = set_off && rest.contains(char::is_alphanumeric) && tracking::is_tracker(link.url);
        (told && note(&mut self.tracking, Some(link.url.to_owned()))).then(|| rest.to_owned())
    }

    /// `P1`, `HIGH`: whether a word says a priority; if so, it is noted.
    pub fn is_priority(&mut self, word: &str) -> bool {
        let said = bare(word);
        let lower = said.to_lowercase();
        let number =
            lower.strip_prefix('p').is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()));
        let named = matches!(
            lower.as_str(),
            "high" | "medium" | "low" | "critical" | "urgent" | "high priority" | "medium priority" | "low priority"
        );
        (number || named) && note(&mut self.priority, Some(said))
    }

    /// A fact at the end.
    pub(super) fn trailing(&mut self, text: &str) -> Option<String> {
        let end = BREAKS.iter().find_map(|mark| text.trim_end().strip_suffix(mark)).unwrap_or(text);
        let end = end.trim_end().trim_end_matches(['.', ',', ';', '\\']).trim_end();
        if let Some((progress, rest)) = status::trailing_sign(end) {
            self.progress.get_or_insert(progress);
            return Some(rest.trim_end_matches(DASHES).to_owned());
        }
        self.brackets(end)
            .or_else(|| self.emphasised(end))
            .or_else(|| self.set_off(end))
            .or_else(|| self.link(end))
            .or_else(|| self.first_line(end))
            .or_else(|| self.last_day(end))
            .or_else(|| self.last_handle(end))
    }

    fn brackets(&mut self, end: &str) -> Option<String> {
        let (before, inside) = last_brackets(end).filter(|(before, _)| !before.is_empty())?;
        // `It took an hour. (added a cache)`
        if before.ends_with(['.', '?', '!']) && wording::tells_done(inside) {
            self.done();
            return None;
        }
        let parts = parts(inside);
        let mut left: Vec<&str> =
            parts.iter().copied().filter(|part| !self.fact(part, true) && !self.owned_in_words(part)).collect();
        // Beside how far it is, a day says since when; beside who takes care of it, by when.
        if let Some(progress) = self.progress.clone().filter(|_| parts.iter().any(|part| status::status(part).is_some())) {
            let closed = |part: &&str| super::day(part).filter(|_| !matches!(progress, Progress::Open | Progress::InProgress));
            if let Some(day) = left.iter().find_map(closed) {
                self.progress = Some(super::closed_on(progress.clone(), day));
            }
            left.retain(|part| closed(part).is_none());
        }
        if parts.iter().any(|part| is_handles(part)) {
            left.retain(|part| !super::day(part).is_some_and(|day| note(&mut self.due, Some(day))));
        }
        if left.len() == parts.len() {
            // `(done in staging)` says so and stays.
            if self.progress.is_none() && left.len() == 1 {
                self.begins_with_status(inside);
            }
            return None;
        }
        let before = before.trim_end_matches(DASHES);
        if left.is_empty() {
            return Some(before.to_owned());
        }
        Some(format!("{before} ({})", left.join(", ")))
    }

    /// `text 📅 2026-04-01`, `text ✅ 2026-04-01`, `text @ann 2026-04-01`. A day in a sentence, as in `Renew it by 2026-04-01`, is noted
    /// and stays.
    fn last_day(&mut self, end: &str) -> Option<String> {
        let (before, day) = end.rsplit_once(' ').and_then(|(before, word)| Some((before.trim_end(), super::day(word)?)))?;
        let (earlier, word) = before.rsplit_once(' ')?;
        if let Some((progress, _)) = status::leading_sign(word) {
            self.progress.get_or_insert(super::closed_on(progress, day));
            return Some(earlier.to_owned());
        }
        if is_handle(word) {
            return note(&mut self.due, Some(day)).then(|| before.to_owned());
        }
        if matches!(word.to_lowercase().as_str(), "📅" | "🗓" | "🗓️" | "⏰" | "due:" | "eta:" | "deadline:") {
            return note(&mut self.due, Some(day)).then(|| earlier.to_owned());
        }
        if word.eq_ignore_ascii_case("by") {
            note(&mut self.due, Some(day));
        }
        None
    }

    /// `text @ann`, `text, assigned to @ann`. In `Ask @ann` it is part of the sentence.
    fn last_handle(&mut self, end: &str) -> Option<String> {
        let (before, handle) = end.rsplit_once(' ').filter(|(_, word)| is_handle(word))?;
        let before = before.trim_end();
        let leading = ["assigned to", "owned by", "owner", "dri"];
        let led = leading.iter().find_map(|words| {
            let (earlier, said) = before.split_at_checked(before.len().checked_sub(words.len())?)?;
            (said.eq_ignore_ascii_case(words) && earlier.ends_with(' ')).then_some(earlier)
        });
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        let apart = word.chars().next_back().is_some_and(char::is_alphanumeric)
            && !GLUE.contains(word.as_str())
            && !wording::is_verb(&word)
            && wording::count(before) > 1;
        (led.is_some() || apart).then_some(())?;
        note(&mut self.owner, Some(handle.trim_matches(['*', '`']).to_owned()))
            .then(|| led.unwrap_or(before).trim_end_matches(DASHES).to_owned())
    }

    /// `text (owner: x)`, and more lines below it.
    fn first_line(&mut self, end: &str) -> Option<String> {
        let (first, more) = end.split_once('\n')?;
        let first = self.brackets(first.trim_end())?;
        Some(format!("{first}\n{more}"))
    }

    /// `text _done_`.
    fn emphasised(&mut self, end: &str) -> Option<String> {
        ["**", "__", "*", "_"].iter().find_map(|mark| {
            let (before, inside) = end.strip_suffix(mark)?.rsplit_once(mark)?;
            if !before.is_empty() && !before.ends_with(char::is_whitespace) {
                return None;
            }
            let before = before.trim_end().trim_end_matches(DASHES);
            if before.is_empty() {
                return None;
            }
            if status(inside).is_some_and(|said| note(&mut self.progress, Some(said))) {
                return Some(before.to_owned());
            }
            self.begins_with_status(inside.trim_start_matches('('));
            None
        })
    }

    /// `(owner ann)`: in brackets, the word for it is enough.
    fn owned_in_words(&mut self, part: &str) -> bool {
        let name = ["owner ", "assignee ", "assigned to ", "owned by ", "dri "].iter().find_map(|key| {
            let (said, name) = part.split_at_checked(key.len())?;
            said.eq_ignore_ascii_case(key).then_some(name)
        });
        name.is_some_and(|name| wording::count(name) <= 3 && self.say(Key::Owner, name))
    }

    /// A link at the end that is no part of the sentence.
    fn link(&mut self, end: &str) -> Option<String> {
        let link = links(end).pop().filter(|link| link.at.end == end.len())?;
        let named = !link.words.is_empty() && tracking::only_names(link.words);
        if !(named || link.words.is_empty() && tracking::is_tracker(link.url)) {
            return None;
        }
        let before = end[..link.at.start].trim_end();
        if before.ends_with(':') && link.words.is_empty() {
            return None;
        }
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        if before.is_empty() || GLUE.contains(word.as_str()) {
            return None;
        }
        note(&mut self.tracking, Some(link.url.to_owned())).then(|| before.trim_end_matches(DASHES).to_owned())
    }
}

/// Labels that only say that what follows is a follow-up.
const LABELS: &[&str] = &["ACTION:", "Action:", "Action item:", "AI:"];

/// How HTML ends a line.
pub(super) const BREAKS: &[&str] = &["<br>", "<br/>", "<br />"];

/// What is left of a text when a fact has gone.
pub(super) const DASHES: &[char] = &['-', '–', '—', '|', ':', ',', ' ', '\n', ';', '\\'];

/// Words that hold on to what follows them: a link behind one is part of the sentence.
static GLUE: Words = Words::new(|| {
    listed(
        "a about after against an and any are as at be before behind between beyond by check close closes complete deploy \
     finish fix fixes follow for from implement in into investigate is land like merge of on or our per process release \
     resolve resolves revert review see ship than that the this to track until update upstream use using via was when with \
     without work on:",
    )
});

/// `~~text~~`, and what stands behind it.
fn struck(text: &str) -> Option<(&str, &str)> {
    let (inner, tail) = text.strip_prefix("~~")?.split_once("~~")?;
    (!inner.trim().is_empty() && !tail.contains("~~")).then_some((inner, tail))
}

/// The words of a link without how far it is: `#12 (done)`, `Done`.
fn status_of_words(words: &str) -> (&str, Option<Progress>) {
    let (before, inside) = words.strip_suffix(')').and_then(|words| words.rsplit_once('(')).unwrap_or(("", words));
    match status(inside) {
        Some(said) => (before.trim_end(), Some(said)),
        None => (words, None),
    }
}

/// The text before the brackets at its end, and what stands in them. The target of a link is none.
pub(super) fn last_brackets(text: &str) -> Option<(&str, &str)> {
    let (open, close) = if text.ends_with(')') { (b'(', b')') } else { (b'[', b']') };
    let inside_end = text.strip_suffix(char::from(close))?.len();
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().rev() {
        if byte == close {
            depth += 1;
        } else if byte == open {
            depth -= 1;
        } else {
            continue;
        }
        if depth == 0 {
            let before = &text[..at];
            return (!before.ends_with([']', '!'])).then(|| (before.trim_end(), &text[at + 1..inside_end]));
        }
    }
    None
}
