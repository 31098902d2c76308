//! How phrases are written down and found.
//!
//! Knows patterns, and never what any of them is about.

use super::super::Report;
use super::super::prose::Prose;
use super::TABLES;
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;
use regex::{Regex, RegexBuilder};
use std::sync::LazyLock;

/// A phrase that a rule looks for.
///
/// In the pattern, case makes no difference, a space is any white space, an apostrophe may be a typographic one, and `{name}`
/// stands for one of [`PARTS`]. The finding points at the group `at`, or at the whole.
#[derive(Debug)]
pub(super) struct Phrase {
    pub pattern: &'static str,
    /// What is wrong with it, behind its words: `… says what did not happen`. Empty for a phrase that only looks like a fault.
    pub says: &'static str,
    /// How to say it instead; `{who}` is the group `who`.
    pub help: &'static str,
}

/// A phrase that a rule looks for.
pub(super) const fn phrase(pattern: &'static str, says: &'static str, help: &'static str) -> Phrase {
    Phrase { pattern, says, help }
}

/// A phrase that looks like what a rule looks for, and is none.
pub(super) const fn innocent(pattern: &'static str) -> Phrase {
    Phrase { pattern, says: "", help: "" }
}

/// What patterns are made of.
const PARTS: &[(&str, &str)] = &[
    // A person or a group of them, as the subject of what follows.
    ("{who}", r"(?<who>(?:we|you|I|he|she|someone|somebody|nobody|no one|everyone|everybody|{people}))"),
    // The same with `they`, where only people can be meant.
    ("{they}", r"(?<who>(?:we|they|you|I|he|she|someone|somebody|nobody|no one|everyone|everybody|{people}))"),
    ("{people}", r"(?:(?:the|our|an?|one|another|every|each|this|that|some|both|other|several) (?:{word} ){0,2})?{noun}"),
    (
        "{noun}",
        r"(?:engineers?|developers?|devs|programmers?|on-?call(?: {word})?|teams?|admins?|administrators?|sysadmins?|maintainers?|reviewers?|responders?|employees?|colleagues?|contractors?|technicians?|staff|SREs?|DBAs?|people|persons?|authors?|interns?|incident commanders?|team leads?|team members?|approvers?|committers?)\b",
    ),
    // An adverb or two between a subject and its verb.
    (
        "{adv}",
        r"(?: (?:\w+ly|also|just|then|thus|therefore|still|even|at first|first|had|have|has|again|probably|both|all|too|perhaps|maybe|instead|at least|only|always|never|now|later|better|either)){0,2}",
    ),
    // A participle, as behind `have`.
    (
        "{done}",
        r"(?:been|had|done|gone|known|seen|shown|caught|thought|taken|given|made|kept|left|put|set|run|found|told|sent|held|built|written|read|understood|begun|chosen|spoken|asked|got|gotten|foreseen|brought|bought|spent|split|hit|met|cut|felt|heard|led|let|lost|paid|rolled|shut|spun|stood|stuck|sought|[a-z-]+ed)\b",
    ),
    // A word of a sentence, also one that is masked.
    ("{word}", r"(?:[\w\x1a-]+(?:'\w+)?)"),
    // The beginning of a sentence, behind the time of a row or a mark.
    ("{start}", r"\x1e[\s\d:.()\[\]*~-]*"),
];

/// All phrases of all rules, as one expression: the n-th phrase is the group `n<n>`, and `who` in it is `who<n>`.
struct Phrases {
    any: Regex,
    each: Vec<(&'static Rule, &'static Phrase)>,
}

static PHRASES: LazyLock<Option<Phrases>> = LazyLock::new(|| {
    let each: Vec<_> = TABLES.iter().flat_map(|(rule, phrases)| phrases.iter().map(|phrase| (*rule, phrase))).collect();
    let named = |(nth, (_, phrase)): (usize, &(&Rule, &Phrase))| {
        let pattern = expression(phrase.pattern).replace("(?<who>", &format!("(?<who{nth}>"));
        let pattern = pattern.replace("(?<what>", &format!("(?<what{nth}>")).replace("(?<at>", &format!("(?<at{nth}>"));
        format!("(?<n{nth}>{pattern})")
    };
    let all: Vec<_> = each.iter().enumerate().map(named).collect();
    // Bytes and not characters: the words are English, and an automaton that knows no others is many times as fast.
    let any = RegexBuilder::new(&format!("(?i-u){}", all.join("|"))).size_limit(1 << 27).dfa_size_limit(1 << 24).build();
    Some(Phrases { any: any.ok()?, each })
});

/// A pattern as the regular expression that it stands for.
fn expression(pattern: &str) -> String {
    let with_parts = PARTS.iter().fold(pattern.to_owned(), |pattern, (name, part)| pattern.replace(name, part));
    let words = with_parts.replace(' ', r"\s+").replace('\'', "(?:'|’)");
    // The mark in front of a sentence is no part of a word, so a phrase with it says itself where words begin.
    if pattern.contains("{start}") { words } else { format!(r"\b(?:{words})") }
}

/// A phrase that was found.
#[derive(Debug)]
pub(super) struct Hit {
    rule: &'static Rule,
    phrase: &'static Phrase,
    /// The words to point at.
    pub span: Span,
    who: Option<Span>,
    what: Option<Span>,
}

/// Everything that is said in the prose of a note, in its order and without overlaps.
pub(super) fn hits(prose: &Prose) -> Vec<Hit> {
    let Some(phrases) = PHRASES.as_ref() else { return Vec::new() };
    let text = prose.text.as_str();
    phrases.any.find_iter(text).filter_map(|found| phrases.hit(text, found.range())).collect()
}

impl Phrases {
    /// What was found at a place; nothing if it only looks like a fault.
    fn hit(&self, text: &str, found: Span) -> Option<Hit> {
        let captures = self.any.captures_at(text, found.start)?;
        let nth = (0..self.each.len()).find(|nth| captures.name(&format!("n{nth}")).is_some())?;
        let (rule, phrase) = *self.each.get(nth)?;
        let group = |name: &str| captures.name(&format!("{name}{nth}")).map(|group| group.range());
        let place = group("at").unwrap_or(found);
        let is_mark = |c: char| !c.is_alphanumeric() && c != '\u{1a}';
        let start = place.end - text[place.clone()].trim_start_matches(is_mark).len();
        let end = start + text[start..place.end].trim_end_matches(is_mark).len();
        (!phrase.says.is_empty()).then(|| Hit { rule, phrase, span: start..end, who: group("who"), what: group("what") })
    }
}

impl Hit {
    /// Whether a rule has found it.
    pub fn is_of(&self, rule: &Rule) -> bool {
        std::ptr::eq(self.rule, rule)
    }

    /// What is to be said of it.
    pub fn finding(&self, report: &Report<'_>, prose: &Prose) -> Diagnostic {
        let words = |span: &Span| folded(&prose.text[span.clone()]);
        let mut help = self.phrase.help.to_owned();
        for (place, span) in [("{who}", &self.who), ("{what}", &self.what)] {
            if let Some(span) = span {
                help = help.replace(place, &lower(&words(span)));
            }
        }
        report.finding(self.span.clone(), format!("“{}” {}", words(&self.span), self.phrase.says)).help(help)
    }
}

/// Words without the marks and breaks between them.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{1a}', "")
}

/// A word as it stands inside a sentence: `We` is `we`; `I` and `SRE` stay.
fn lower(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(words.chars().skip(1)).collect(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_can_be_looked_for() {
        for (rule, phrases) in TABLES {
            for phrase in *phrases {
                let built = RegexBuilder::new(&format!("(?i-u){}", expression(phrase.pattern))).build();
                assert!(built.is_ok(), "{} {}: {built:?}", rule.code, phrase.pattern);
            }
        }
        assert!(PHRASES.is_some());
    }
}
