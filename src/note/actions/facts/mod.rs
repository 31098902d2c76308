//! What is said about one follow-up: how far it is, who takes care of it, by when, and where it is followed.
//!
//! A fact is taken out of the text where it is set off from it: in brackets at its end, behind a dash, as a sentence or a line of
//! its own, as a mark before it. What leaves with the facts is only what says nothing without them. A link that is part of a
//! sentence stays there, and is the place to follow it if nothing else is.

mod status;
mod tracking;

use super::definitions::Definitions;
use super::wording::{self, bare};
use crate::incident::{ActionType, Progress};
use crate::note::clock::{self, Day, Said, Stamp};
use jiff::civil::Date;

use status::answer;
pub use status::status;
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

/// A key with which people name a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Who takes care of it.
    Owner,
    /// By when.
    Due,
    /// How urgent it is.
    Priority,
    /// What it is for.
    Type,
    /// Where it is followed.
    Tracking,
    /// How far it has come.
    Status,
}

const KEYS: &[(Key, &[&str])] = &[
    (
        Key::Owner,
        &[
            "owner",
            "owners",
            "owner(s)",
            "owned by",
            "assignee",
            "assignees",
            "assigned",
            "assigned to",
            "responsible",
            "dri",
            "accountable",
            "who",
            "lead",
            "team",
            "owning team",
            "poc",
            "point of contact",
            "person",
            "responsible person",
            "responsible team",
        ],
    ),
    (
        Key::Due,
        &[
            "due",
            "due date",
            "due by",
            "deadline",
            "eta",
            "target",
            "target date",
            "by when",
            "when",
            "completion date",
            "expected completion",
            "expected by",
            "date due",
            "target completion",
            "target completion date",
        ],
    ),
    (Key::Priority, &["priority", "prio", "urgency"]),
    (Key::Type, &["type", "category", "kind", "action type", "type of action"]),
    (
        Key::Tracking,
        &[
            "tracking",
            "tracked in",
            "tracked by",
            "tracking issue",
            "tracking ticket",
            "tracker",
            "ticket",
            "tickets",
            "issue",
            "issues",
            "jira",
            "jira ticket",
            "jira issue",
            "github issue",
            "gitlab issue",
            "link",
            "links",
            "bug",
            "bugs",
            "pr",
            "prs",
            "pull request",
            "mr",
            "url",
            "reference",
            "ticket/issue",
            "ticket / issue",
            "issue/pr",
            "issue / pr",
            "bug/issue",
            "ticket link",
            "ticket id",
            "issue link",
            "linear",
            "ref",
        ],
    ),
    (
        Key::Status,
        &["status", "state", "progress", "done", "done?", "complete", "completed", "completed?", "complete?", "closed"],
    ),
];

impl Key {
    /// The fact that a word or a header names.
    pub fn of(name: &str) -> Option<Self> {
        let name = bare(name).to_lowercase();
        let name = name.trim_end_matches('?').trim_end();
        KEYS.iter().find(|(_, names)| names.contains(&name)).map(|(key, _)| *key)
    }
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
        // `@team to rotate the keys`
        let first = text.split_whitespace().next().unwrap_or_default();
        if self.owner.is_none() && is_handle(first) && first.len() < text.len() {
            self.owner = Some(first.trim_matches(['*', '`']).to_owned());
        }
        text
    }

    /// A text that only says facts, in a place where they stand: beside the text, in a list below it.
    pub fn said_by(&mut self, text: &str) -> bool {
        let text = text.trim();
        let before = self.clone();
        let one = text.matches(':').count() == 1 && text.contains(',') && self.fact(text, false);
        let all = one || parts(text).iter().all(|part| self.fact(part, false));
        if !all {
            *self = before;
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

    /// Whether a text is marked with how far it has come.
    pub fn progress_of(mut self, text: &str) -> bool {
        self.take(text, &mut Definitions::new(""));
        self.progress.is_some()
    }

    /// Notes what a cell or a value says.
    pub fn say(&mut self, key: Key, value: &str) -> bool {
        let value = value.trim();
        let text = Some(bare_value(value)).filter(|value| !value.is_empty());
        match key {
            Key::Owner => !wording::is_placeholder(value) && note(&mut self.owner, text),
            Key::Priority => !wording::is_placeholder(value) && note(&mut self.priority, text),
            Key::Type => note(&mut self.kind, kind(value)),
            Key::Tracking => note(
                &mut self.tracking,
                led_to(value)
                    .or_else(|| links(value).first().map(|link| link.url.to_owned()))
                    .or(text.filter(|text| !text.contains(' ') && !wording::is_placeholder(text))),
            ),
            Key::Status => match status(value).or_else(|| answer(value)) {
                Some(said) => note(&mut self.progress, Some(said)),
                None => self.status_with_more(value),
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

    /// A mark at the beginning.
    fn leading(&mut self, text: &str) -> Option<String> {
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
        for (mark, progress) in [("[x]", true), ("[X]", true), ("[ ]", false), ("[]", false), ("☒", true)] {
            if let Some(rest) = text.strip_prefix(mark).filter(|rest| !rest.starts_with(['(', '['])) {
                if progress {
                    self.done();
                }
                return Some(rest.to_owned());
            }
        }
        if let Some((progress, rest)) = status::leading_sign(text) {
            self.progress.get_or_insert(progress);
            return Some(rest.to_owned());
        }
        self.leading_brackets(text).or_else(|| self.leading_word(text))
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
                let told = tracking::only_names(link.words) && set_off && text_behind.contains(char::is_alphanumeric);
                return (told && note(&mut self.tracking, Some(link.url.to_owned()))).then(|| text_behind.to_owned());
            }
            if rest.starts_with(['(', '[']) && open == "[" {
                continue;
            }
            let inside = inside.trim().trim_end_matches(':');
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

    /// `P1`, `HIGH`: whether a word says a priority; if so, it is noted.
    fn is_priority(&mut self, word: &str) -> bool {
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
    fn trailing(&mut self, text: &str) -> Option<String> {
        let text = text.trim_end();
        let end = text.trim_end_matches(['.', ',', ';']).trim_end();
        if let Some((progress, rest)) = status::trailing_sign(end) {
            self.progress.get_or_insert(progress);
            return Some(rest.trim_end_matches(DASHES).to_owned());
        }
        self.brackets(end)
            .or_else(|| self.emphasised(end))
            .or_else(|| self.set_off(end))
            .or_else(|| self.link(end))
            .or_else(|| self.first_line(end))
    }

    fn brackets(&mut self, end: &str) -> Option<String> {
        let (before, inside) = last_brackets(end).filter(|(before, _)| !before.is_empty())?;
        let parts = parts(inside);
        let left: Vec<&str> = parts.iter().copied().filter(|part| !self.fact(part, true)).collect();
        if left.len() == parts.len() {
            // `(done in staging)` says so and stays.
            if self.progress.is_none() && left.len() == 1 && self.status_with_more(inside) {
                return None;
            }
            return None;
        }
        let before = before.trim_end_matches(DASHES);
        if left.is_empty() {
            return Some(before.to_owned());
        }
        Some(format!("{before} ({})", left.join(", ")))
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
            self.status_with_more(inside);
            None
        })
    }

    /// `text. Owner: x`, `text — done`, and lines of facts below the text.
    fn set_off(&mut self, end: &str) -> Option<String> {
        let mut best: Option<(usize, usize)> = None;
        for mark in SET_OFF {
            if let Some(at) = end.rfind(mark)
                && best.is_none_or(|(other, len)| at + mark.len() > other + len)
            {
                best = Some((at, mark.len()));
            }
        }
        // A mark within the value, as in `Owner: a team, another one`, is looked behind once more.
        let (at, len) = best?;
        let earlier = SET_OFF.iter().filter_map(|mark| end[..at].rfind(mark).map(|at| (at, mark.len()))).max();
        for (at, len) in [Some((at, len)), earlier].into_iter().flatten() {
            let part = end[at + len..].trim().trim_start_matches(['*', '-', '•', '|', ' ']);
            let before = &end[..at + end[at..].chars().next().filter(|c| matches!(c, '.' | '?' | '!')).map_or(0, char::len_utf8)];
            let mark = &end[at..at + len];
            let key = part.split_once(':').is_some_and(|(key, value)| Key::of(key).is_some() && !value.starts_with("//"));
            // A line may end anywhere in a sentence, and so may a part of an enumeration.
            let told = !part.contains('\n')
                && part.matches('(').count() == part.matches(')').count()
                && match mark {
                    "\n" => key || links(part).is_empty(),
                    ", " => key || is_handles(part),
                    _ => true,
                };
            let set_off_fact = told && !part.is_empty() && before.contains(char::is_alphanumeric) && self.fact(part, true);
            if set_off_fact {
                return Some(before.trim_end().trim_end_matches(DASHES).to_owned());
            }
        }
        None
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
        if before.is_empty() || GLUE.contains(&word.as_str()) {
            return None;
        }
        note(&mut self.tracking, Some(link.url.to_owned())).then(|| before.trim_end_matches(DASHES).to_owned())
    }

    /// Whether this is a fact; if so, it is noted. An address that stands in brackets or set off may be any.
    fn fact(&mut self, part: &str, beside: bool) -> bool {
        let part = part.trim().trim_end_matches('.');
        if part.is_empty() {
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
            return note(&mut self.owner, Some(part.to_owned()));
        }
        if let Some((key, value)) = part.split_once(':')
            && let Some(key) = Key::of(key).filter(|_| !value.starts_with("//"))
        {
            let short = key == Key::Tracking || wording::count(value) <= 8;
            return short && self.say(key, value.trim_start_matches(['*', '_']));
        }
        if let Some((progress, behind)) = status::leading_word(part) {
            // `fixed in #12`, `done 2026-03-20`
            let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | ','));
            let dated = behind.strip_prefix("on ").unwrap_or(behind).trim_matches(['(', ')']);
            if let Some(tracking) = led_to(behind.strip_prefix("with ").unwrap_or(behind)) {
                self.progress.get_or_insert(progress);
                return note(&mut self.tracking, Some(tracking));
            }
            if let Some(day) = day(dated) {
                self.progress.get_or_insert(closed_on(progress, day));
                return true;
            }
        }
        led_to(part).is_some_and(|tracking| note(&mut self.tracking, Some(tracking)))
    }

    /// `done in staging`: says how far it is, and more; so it is noted, and stays.
    fn status_with_more(&mut self, text: &str) -> bool {
        let Some((progress, behind)) = status::leading_word(text.trim()) else { return false };
        let behind = behind.trim_start_matches([':', ',', '-', '–', '—', ' ', ';', '.']);
        let word = behind.split_whitespace().next().unwrap_or_default().to_lowercase();
        let told = matches!(word.as_str(), "in" | "via" | "with" | "on" | "already" | "as" | "by" | "see" | "since" | "at");
        if let Progress::Dropped { .. } = &progress {
            self.progress.get_or_insert(Progress::Dropped {
                closed: None,
                reason: Some(behind.to_owned()).filter(|reason| !reason.is_empty()),
            });
        } else if told {
            self.progress.get_or_insert(progress);
        }
        false
    }

    /// Notes that it is done, unless something else is said.
    pub fn done(&mut self) {
        if matches!(self.progress, None | Some(Progress::Open)) {
            self.progress = Some(Progress::Done { closed: None });
        }
    }
}

/// More facts than anybody sets off from one text.
const MOST: usize = 16;

/// What stands between a text and what is said of it.
const SET_OFF: &[&str] = &[". ", "? ", "! ", "; ", " - ", " -- ", " – ", " — ", "\n", " | ", ", ", ".\n"];

/// What is left of a text when a fact has gone.
const DASHES: &[char] = &['-', '–', '—', '|', ':', ',', ' ', '\n', ';'];

/// Words that hold on to what follows them: a link behind one is part of the sentence.
const GLUE: &[&str] = &[
    "a",
    "about",
    "after",
    "against",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "before",
    "behind",
    "between",
    "beyond",
    "by",
    "check",
    "close",
    "closes",
    "complete",
    "deploy",
    "finish",
    "fix",
    "fixes",
    "follow",
    "for",
    "from",
    "implement",
    "in",
    "into",
    "investigate",
    "is",
    "land",
    "like",
    "merge",
    "of",
    "on",
    "or",
    "our",
    "per",
    "process",
    "release",
    "resolve",
    "resolves",
    "revert",
    "review",
    "ship",
    "than",
    "that",
    "the",
    "this",
    "to",
    "track",
    "until",
    "update",
    "upstream",
    "use",
    "using",
    "via",
    "was",
    "when",
    "with",
    "without",
    "work",
    "on:",
];

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

/// `@team`, `@a, @b`, `@a and @b`.
fn is_handles(part: &str) -> bool {
    let mut words = part.split([' ', ',', '/', '&', '+']).filter(|word| !word.is_empty() && *word != "and").peekable();
    words.peek().is_some() && (words.all(is_handle) || is_handle(part))
}

fn kind(value: &str) -> Option<ActionType> {
    let value = bare(value).to_lowercase();
    let named = match value.as_str() {
        "prevention" | "preventive" | "preventative" => "prevent",
        "detection" | "detective" => "detect",
        "mitigation" | "mitigative" => "mitigate",
        value => value,
    };
    ActionType::parse(named)
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

/// `~~text~~`, and what stands behind it.
fn struck(text: &str) -> Option<(&str, &str)> {
    let (inner, tail) = text.strip_prefix("~~")?.split_once("~~")?;
    (!inner.trim().is_empty() && !tail.contains("~~")).then_some((inner, tail))
}

/// The text before the brackets at its end, and what stands in them. The target of a link is none.
fn last_brackets(text: &str) -> Option<(&str, &str)> {
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

/// What stands between commas, but not within brackets.
fn parts(text: &str) -> Vec<&str> {
    let mut depth = 0usize;
    text.split(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    })
    .map(str::trim)
    .collect()
}
