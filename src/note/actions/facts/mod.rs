//! What is said about one follow-up: how far it is, who takes care of it, by when, and where it is followed.
//!
//! A fact is taken out of the text where it is set off from it: in brackets at its end, behind a dash, as a sentence or a line of
//! its own, as a mark before it. What leaves with the facts is only what says nothing without them. A link that is part of a
//! sentence stays there, and is the place to follow it if nothing else is.

mod keys;
mod marks;
mod set_off;
mod status;
mod tracking;

use super::definitions::Definitions;
use super::wording;
use crate::incident::{ActionType, Progress};
use crate::note::clock::{self, Day, Said, Stamp};
use jiff::civil::Date;

use keys::behind_due;
pub use keys::{Key, kind};
use status::answer;
pub use status::{leading_box, status, trailing_mark};
use tracking::{led_to, within};
pub use tracking::{links, tracker_of, tracking};

/// What is said of a follow-up.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// How far it has come.
    pub progress: Option<Progress>,
    /// Who takes care of it.
    pub owner: Option<String>,
    /// The day.
    pub due: Option<Date>,
    /// A day that is not read as one; it stays in the text.
    pub due_not_read: Option<String>,
    /// What it is for.
    pub kind: Option<ActionType>,
    /// As the team writes it.
    pub priority: Option<String>,
    /// A URL or a ticket key.
    pub tracking: Option<String>,
}

impl Facts {
    /// Takes the facts out of a text and gives back the rest.
    pub fn take(&mut self, text: &str, definitions: &mut Definitions<'_>) -> String {
        let mut text = definitions.inlined(text).trim().to_owned();
        for _ in 0..MOST {
            let Some(shorter) = self.leading(&text).or_else(|| self.trailing(&text)) else { break };
            if !shorter.contains(char::is_alphanumeric) {
                break;
            }
            shorter.trim().clone_into(&mut text);
        }
        if self.tracking.is_none() {
            self.tracking = within(&text);
        }
        self.done_behind_dash(&text);
        if self.due.is_none() {
            self.due = due_of_sentence(&text);
        }
        // `@team to rotate the keys`, `AB to rotate the keys`
        if self.owner.is_none() {
            self.owner = leading_handle(&text).or_else(|| wording::assigned(&text)).map(ToOwned::to_owned);
        }
        text
    }

    /// A text that only says facts, in a place where they stand: beside the text, in a list below it.
    pub fn said_by(&mut self, text: &str) -> bool {
        let text = text.trim();
        // `owner: ann, due 2026-04-01 (PAY-1)`
        let (said, inside) = marks::last_brackets(text).filter(|(said, _)| !said.is_empty()).unwrap_or((text, ""));
        let mut facts = self.clone();
        if parts(said).into_iter().chain(parts(inside)).all(|part| facts.fact(part, false)) {
            *self = facts;
            return true;
        }
        let mut facts = self.clone();
        let all = parts(text).iter().all(|part| facts.fact(part, false))
            || text.matches(':').count() == 1 && text.contains(',') && facts.fact(text, false);
        if all {
            *self = facts;
        }
        all
    }

    /// What an item or a line below a text says of it. Where it says more than facts, or links, it stays: then the answer is no.
    pub fn said_below(&mut self, text: &str) -> bool {
        let text = text.trim();
        if self.said_by(text) {
            return !text.contains("://");
        }
        if let Some((progress, behind)) = status::leading_word(text).filter(|(_, behind)| behind.starts_with([':', ',', '.'])) {
            let progress = if behind.contains(char::is_alphanumeric) { progress } else { return false };
            self.progress.get_or_insert(progress);
        }
        false
    }

    /// Takes what another place says, where this one says nothing.
    pub fn add(&mut self, other: Self) {
        self.progress = self.progress.take().or(other.progress);
        self.owner = self.owner.take().or(other.owner);
        self.due = self.due.or(other.due);
        self.due_not_read = self.due_not_read.take().or(other.due_not_read);
        self.kind = self.kind.or(other.kind);
        self.priority = self.priority.take().or(other.priority);
        self.tracking = self.tracking.take().or(other.tracking);
    }

    /// Notes what a cell or a value says.
    pub fn say(&mut self, key: Key, value: &str) -> bool {
        let value = value.trim();
        let text = Some(bare_value(value)).filter(|value| !value.is_empty());
        match key {
            Key::Owner => !wording::is_placeholder(value) && note(&mut self.owner, text),
            Key::Priority => !wording::is_placeholder(value) && note(&mut self.priority, text),
            Key::Type => note(&mut self.kind, keys::kind(value)),
            Key::Tracking => note(
                &mut self.tracking,
                led_to(value)
                    .or_else(|| links(value).first().map(|link| link.url.to_owned()))
                    .or(text.filter(|text| !text.contains(' ') && !wording::is_placeholder(text))),
            ),
            // Some say how far it is by where it is followed.
            Key::Status if tracking(value).is_some() => note(&mut self.tracking, tracking(value)),
            Key::Status => match status(value).or_else(|| answer(value)) {
                Some(said) => note(&mut self.progress, Some(said)),
                None if self.dated(value) || self.status_with_facts(value) => true,
                None => {
                    self.begins_with_status(value);
                    false
                }
            },
            Key::Due => {
                let read = note(&mut self.due, day(value));
                if !read && !wording::is_placeholder(value) {
                    self.due_not_read = text;
                }
                read
            }
        }
    }

    /// Whether this is a fact; if so, it is noted. An address that stands in brackets or set off may be any.
    fn fact(&mut self, part: &str, beside: bool) -> bool {
        let part = part.trim().trim_end_matches('.');
        if part.is_empty() || part.len() > tracking::LONGEST {
            return false;
        }
        if let Some(tracking) = tracking(part).filter(|url| {
            beside
                || !url.contains("://")
                || links(part).iter().all(|link| tracking::is_tracker(link.url) || !link.words.is_empty())
        }) {
            return note(&mut self.tracking, Some(tracking));
        }
        if let Some(said) = status(part) {
            self.progress.get_or_insert(said);
            return true;
        }
        if beside && self.is_priority(part) {
            return true;
        }
        if is_handles(part) {
            return note(&mut self.owner, Some(part.replace("**", "").replace('`', "")));
        }
        if let Some(due) = behind_due(part).and_then(day) {
            return note(&mut self.due, Some(due));
        }
        if beside && self.owned(part) {
            return true;
        }
        if let Some((key, value)) = part.split_once(':')
            && let Some(key) = Key::of(key).filter(|_| !value.starts_with("//"))
        {
            let short = key == Key::Tracking || wording::count(value) <= 8;
            // A name goes no further than the day.
            let one = key != Key::Owner || !value.split([',', ';']).skip(1).any(|part| behind_due(part.trim()).is_some());
            return one && short && self.say(key, value.trim_start_matches(['*', '_']));
        }
        if let Some((progress, behind)) = status::leading_word(part) {
            // `fixed in #12`, `done 2026-03-20`
            let behind = behind.trim_start_matches(BEHIND_STATUS);
            if let Some(tracking) = led_to(behind.strip_prefix("with ").unwrap_or(behind)) {
                self.progress.get_or_insert(progress);
                return note(&mut self.tracking, Some(tracking));
            }
        }
        if self.dated(part) {
            return true;
        }
        led_to(part).is_some_and(|tracking| note(&mut self.tracking, Some(tracking)))
    }

    /// `text - done: nobody uses it`. What more is said stays.
    fn done_behind_dash(&mut self, text: &str) {
        let line = text.lines().next().unwrap_or_default();
        let behind = [" - ", " – ", " — "].iter().filter_map(|dash| line.rsplit_once(dash)).map(|(_, behind)| behind);
        for behind in behind {
            let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if !matches!(word.to_lowercase().as_str(), "done" | "fixed" | "completed" | "finished" | "implemented") {
                continue;
            }
            if behind[word.len()..].starts_with([':', ',', ';', '.']) {
                self.done();
            } else if self.progress.is_none() {
                self.begins_with_status(behind);
            }
        }
    }

    /// `done 2026-03-20`, `✅ 2026-03-20`
    fn dated(&mut self, text: &str) -> bool {
        let Some((progress, behind)) = status::leading_word(text).or_else(|| status::leading_sign(text)) else { return false };
        let behind = behind.trim_start_matches(BEHIND_STATUS);
        let Some(day) = day(behind.strip_prefix("on ").unwrap_or(behind).trim_matches(['(', ')'])) else { return false };
        self.progress.get_or_insert(closed_on(progress, day));
        true
    }

    /// `DRI @ann`, `Owner - Ann`, `owner=ann`: set off, and without a colon.
    fn owned(&mut self, part: &str) -> bool {
        let marked = || ["=", " - ", " – ", " — "].iter().find_map(|mark| part.split_once(mark));
        let handles = || part.find('@').map(|at| part.split_at(at)).filter(|(_, handles)| is_handles(handles));
        let said = marked().or_else(handles).filter(|(key, _)| Key::of(key) == Some(Key::Owner));
        said.is_some_and(|(_, value)| wording::count(value) <= 4 && self.say(Key::Owner, value))
    }

    /// `Closed (2026-03-20, PAY-1)`. If more than facts stands in the brackets, it is noted, and stays.
    fn status_with_facts(&mut self, text: &str) -> bool {
        let Some((before, inside)) = marks::last_brackets(text) else { return false };
        let Some(mut progress) = status(before) else { return false };
        let mut facts = self.clone();
        let all = parts(inside).into_iter().all(|part| match day(part) {
            Some(day) => {
                progress = closed_on(progress.clone(), day);
                true
            }
            None => facts.fact(part, false),
        });
        if all {
            *self = facts;
        }
        self.progress.get_or_insert(progress);
        all
    }

    /// `done in staging`: says how far it is, and more; so it is noted, and stays.
    fn begins_with_status(&mut self, text: &str) {
        let Some((progress, behind)) = status::leading_word(text.trim()) else { return };
        let behind = behind.trim_start_matches([':', ',', '-', '–', '—', ' ', ';', '.']);
        let word = behind.split_whitespace().next().unwrap_or_default().to_lowercase();
        let told = matches!(
            word.as_str(),
            "and" | "in" | "during" | "via" | "with" | "on" | "already" | "as" | "by" | "see" | "since" | "at" | "@"
        ) || day_begins(behind);
        if let Progress::Dropped { .. } = &progress {
            self.progress.get_or_insert(Progress::Dropped {
                closed: None,
                reason: Some(behind.to_owned()).filter(|reason| !reason.is_empty()),
            });
        } else if told {
            self.progress.get_or_insert(progress);
        }
    }

    /// Notes that it is done, unless something else is said.
    pub fn done(&mut self) {
        if matches!(self.progress, None | Some(Progress::Open)) {
            self.progress = Some(Progress::Done { closed: None });
        }
    }
}

/// The day with which the first of several sentences ends: `We will add it by 2026-04-01 (PAY-1). Ann owns it.`
fn due_of_sentence(text: &str) -> Option<Date> {
    let (first, _) = text.split_once(". ")?;
    let first = marks::last_brackets(first).map_or(first, |(before, _)| before).trim_end();
    let (_, behind) = first.rsplit_once(" by ")?;
    day(behind)
}

/// Whether a text is marked with how far it has come.
pub fn says_progress(text: &str) -> bool {
    let mut facts = Facts::default();
    facts.take(text, &mut Definitions::new(""));
    facts.progress.is_some()
}

/// What stands between a status and what is said of it.
const BEHIND_STATUS: &[char] = &[' ', ':', '-', '–', '—', ','];

/// More facts than anybody sets off from one text.
const MOST: usize = 16;

/// Notes a fact, unless it is none or one was noted before.
fn note<T>(place: &mut Option<T>, fact: Option<T>) -> bool {
    let new = place.is_none() && fact.is_some();
    if new {
        *place = fact;
    }
    new
}

/// A name in a value: without marks, without the address of a link.
fn bare_value(value: &str) -> String {
    let name = match links(value).first() {
        Some(link) if !link.words.is_empty() && link.at == (0..value.len()) => link.words,
        _ => value,
    };
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`')).trim_end_matches('.').to_owned()
}

/// `@team`.
fn is_handle(word: &str) -> bool {
    let name = word.trim_matches(['*', '`']).strip_prefix('@').unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'))
}

/// The handle with which a text begins, if there is more of it: `@team Alerts configured`.
pub fn leading_handle(text: &str) -> Option<&str> {
    let (first, rest) = text.trim().split_once(char::is_whitespace)?;
    (is_handle(first) && rest.contains(char::is_alphanumeric)).then(|| first.trim_matches(['*', '`']))
}

/// `@team`, `@a, @b`, `@a and @b`.
fn is_handles(part: &str) -> bool {
    let mut words = part.split([' ', ',', '/', '&', '+']).filter(|word| !word.is_empty() && *word != "and").peekable();
    words.peek().is_some() && (words.all(is_handle) || is_handle(part))
}

fn closed_on(progress: Progress, day: Date) -> Progress {
    match progress {
        Progress::Done { .. } => Progress::Done { closed: Some(day) },
        Progress::Dropped { reason, .. } => Progress::Dropped { closed: Some(day), reason },
        other => other,
    }
}

fn day(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    let read = clock::read(text).filter(|read| read.len == text.len())?;
    match read.said {
        Said::Known { approximate: false, from: Stamp { day: Some(Day::Full(day)), time: None, .. }, until: None } => Some(day),
        _ => None,
    }
}

/// Whether a text begins with a day.
fn day_begins(text: &str) -> bool {
    clock::read(text).is_some_and(|read| read.day().is_some())
}

/// What stands between commas, but not within brackets. The names behind `owner:` are one part.
fn parts(text: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let cuts = text.split(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    });
    let (mut parts, mut at) = (Vec::new(), 0);
    // Where the part begins that names owners, and how many words its first name has.
    let mut owners: Option<(usize, usize)> = None;
    for part in cuts {
        let (from, end) = (at, at + part.len());
        at = end + 1;
        let named = part.split_once(':').filter(|(key, _)| Key::of(key) == Some(Key::Owner));
        match owners {
            Some((first, words)) if is_name(part, words) => {
                parts.pop();
                parts.push(text[first..end].trim());
            }
            _ => {
                owners = named.map(|(_, value)| (from, wording::count(value)));
                parts.push(part.trim());
            }
        }
    }
    parts
}

/// Whether a part may be one more name behind one of so many words, and nothing that is known to be something else.
fn is_name(part: &str, words: usize) -> bool {
    let part = part.trim();
    let like = wording::count(part) <= words || part.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let mut other = Facts { owner: Some(String::new()), ..Facts::default() };
    like && part.contains(char::is_alphabetic) && !part.contains(':') && behind_due(part).is_none() && !other.fact(part, true)
}
