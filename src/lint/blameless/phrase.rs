//! How phrases are written down and found.
//!
//! Knows patterns, and never what any of them is about.

use super::super::Report;
use super::super::prose::Prose;
use super::{TABLES, named};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;
use regex::{Regex, RegexBuilder};
use std::sync::{LazyLock, OnceLock};

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

/// People who need no article; whether `they` are people, each phrase knows.
const PRONOUN: &str = "we|you|I|he|she|someone|somebody|nobody|no one|everyone|everybody";

/// What patterns are made of; a part may be made of those below it.
const PARTS: &[(&str, &str)] = &[
    // A person or a group of them, as the subject of what follows; `the on-call` before `engineer` is found by [`with_article`],
    // and who is known by name is written as `____`.
    ("{who}", r"(?<who>{pronoun}|{noun})"),
    // The same with `they`, where only people can be meant.
    ("{they}", r"(?<who>they|{pronoun}|{noun})"),
    // The same behind a word, with its article.
    ("{whom}", r"(?<who>{pronoun}|{people})"),
    ("{pronoun}", PRONOUN),
    ("{people}", r"(?:(?:the|our|an?|one|another|every|each|this|that|some|both|other|several) (?:{word} ){0,2})?{noun}"),
    (
        "{noun}",
        r"(?:engineers?|developers?|devs|programmers?|on-?call(?: {word})?|teams?|admins?|administrators?|sysadmins?|maintainers?|reviewers?|responders?|employees?|colleagues?|contractors?|technicians?|staff|SREs?|DBAs?|people|persons?|authors?|interns?|incident commanders?|team leads?|team members?|approvers?|committers?|__+)\b",
    ),
    // Trades that may be programs, too: they are people before a verb that only people have.
    (
        "{role}",
        r"(?:operators?|managers?|owners?|vendors?|suppliers?|providers?|testers?|QA|ops|support|customer service|analysts?|architects?|consultants?|agents?|leads?|leadership|management)\b",
    ),
    // An adverb or two between a subject and its verb.
    (
        "{adv}",
        r"(?: (?:\w+ly|also|just|then|still|even|(?:at )?first|ha[dvs]e?|again|only|at least|never|always|both|all|better|instead)){0,2}",
    ),
    // A participle, as behind `have`.
    (
        "{done}",
        r"(?:been|had|done|gone|known|seen|shown|caught|thought|taken|given|made|kept|left|put|set|run|found|told|sent|held|built|written|read|understood|begun|chosen|spoken|asked|got|gotten|foreseen|brought|bought|spent|split|hit|met|cut|felt|heard|led|let|lost|paid|rolled|shut|spun|stood|stuck|sought|[a-z-]+ed)\b",
    ),
    // Work at a machine, in its plain form.
    (
        "{work}",
        r"(?:re-?starts?|runs?|re-?runs?|roll|rollback|revert|re-?deploy|deploy|delete|remove|add|use|switch|turn|disable|enable|set|change|copy|click|call|ask|wait|reboot|kill|scale|move|merge|push|pull|check|look|read|tell|ignore|drop|put|fix|skip|retry|replace|update|upgrade|bump|edit|flip|increase|raise|lower|stop|start|leave|do|make|let|try|forget|swap|rotate|restore|rename|rebuild|recreate|clear|flush|reset|re-?install|write|send|throw|create|open|close|log|type|paste|follow|page|fail over|go|keep|need|have)\b",
    ),
    // A word of a sentence, also one that is masked.
    ("{word}", r"(?:[\w\x1a-]+(?:'\w+)?)"),
    // Any character of a sentence.
    ("{any}", r"(?u:[^\x1e])"),
    // The beginning of a sentence, behind the time of a row or a mark.
    ("{start}", r"\x1e[\s\d:.()\[\]*~-]*"),
];

/// The phrases of a rule.
pub(super) struct Table {
    pub rule: &'static Rule,
    /// Pieces of words, one of which stands in each of its phrases: a sentence without any is passed over. As in a phrase, a space
    /// is any white space.
    pub cues: &'static [&'static str],
    /// Of two that begin at the same place, the earlier one speaks.
    pub phrases: &'static [Phrase],
}

/// The cues of all rules, as one expression.
static CUES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let mut cues: Vec<_> = TABLES.iter().flat_map(|table| table.cues).copied().collect();
    cues.sort_unstable();
    cues.dedup();
    regex(&cues.join("|").replace(' ', r"\s+"))
});

/// The phrases of each rule as one expression, made when its first cue is seen: the n-th phrase is the group `n<n>`, and `who`
/// in it is `who<n>`.
static EXPRESSIONS: [OnceLock<Option<Regex>>; TABLES.len()] = [const { OnceLock::new() }; TABLES.len()];

impl Table {
    fn expression(&self) -> Option<Regex> {
        let named = |(nth, phrase): (usize, &Phrase)| {
            let pattern = expression(phrase.pattern).replace("(?<who>", &format!("(?<who{nth}>"));
            let pattern = pattern.replace("(?<what>", &format!("(?<what{nth}>")).replace("(?<at>", &format!("(?<at{nth}>"));
            format!("(?<n{nth}>{pattern})")
        };
        regex(&self.phrases.iter().enumerate().map(named).collect::<Vec<_>>().join("|"))
    }
}

/// Bytes and not characters: the words are English, and an automaton that knows no others is many times as fast.
fn regex(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("(?i-u){pattern}")).size_limit(1 << 26).dfa_size_limit(1 << 23).build().ok()
}

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
    /// All that the phrase takes in.
    whole: Span,
    who: Option<Span>,
    what: Option<Span>,
}

/// Everything that is said in the prose of a note, in its order and without overlaps: of two rules that find something in the same
/// words, the one speaks whose phrase begins first.
pub(super) fn hits(prose: &Prose, people: &[String], is_asked: impl Fn(&Rule) -> bool) -> Vec<Hit> {
    let Some(cues) = CUES.as_ref() else { return Vec::new() };
    let text = named::masked(prose, people);
    let asked: Vec<bool> = TABLES.iter().map(|table| is_asked(table.rule)).collect();
    let mut hits = Vec::new();
    let mut sentence: Span = 0..0;
    let mut cued = [false; TABLES.len()];
    for cue in cues.find_iter(&text) {
        if cue.start() >= sentence.end {
            read(&text, &sentence, &cued, &mut hits);
            sentence = prose.sentence(cue.start());
            cued = [false; TABLES.len()];
        }
        let cue = folded(cue.as_str());
        for (nth, table) in TABLES.iter().enumerate().filter(|(nth, _)| asked[*nth]) {
            cued[nth] |= table.cues.iter().any(|known| known.trim_start().eq_ignore_ascii_case(&cue));
        }
    }
    read(&text, &sentence, &cued, &mut hits);
    hits
}

/// What the rules find that have a cue in a sentence.
fn read(text: &str, sentence: &Span, cued: &[bool; TABLES.len()], hits: &mut Vec<Hit>) {
    let mut found = Vec::new();
    // With the mark in front of it, by which a phrase knows that a sentence begins.
    let base = sentence.start.saturating_sub(1);
    let text = &text[base..sentence.end];
    for (nth, table) in TABLES.iter().enumerate().filter(|(nth, _)| cued[*nth]) {
        let Some(expression) = EXPRESSIONS[nth].get_or_init(|| table.expression()) else { continue };
        found.extend(expression.find_iter(text).filter_map(|found| table.hit(expression, text, found.range(), base)));
    }
    found.sort_by_key(|hit: &Hit| hit.whole.start);
    for hit in found {
        if hits.last().is_none_or(|last| last.whole.end <= hit.whole.start) {
            hits.push(hit);
        }
    }
}

impl Table {
    /// What was found at a place; nothing if it only looks like a fault.
    fn hit(&self, expression: &Regex, text: &str, found: Span, base: usize) -> Option<Hit> {
        let captures = expression.captures_at(text, found.start)?;
        let (nth, phrase) = self.phrases.iter().enumerate().find(|(nth, _)| captures.name(&format!("n{nth}")).is_some())?;
        if phrase.says.is_empty() {
            return None;
        }
        let group = |name: &str| captures.name(&format!("{name}{nth}")).map(|group| group.range());
        let who = group("who").map(|who| with_article(text, who));
        let found = who.as_ref().map_or(found.start, |who| who.start.min(found.start))..found.end;
        let place = group("at").unwrap_or(found.clone());
        let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '\u{1a}');
        let start = place.end - text[place.clone()].trim_start_matches(is_mark).len();
        let end = start + text[start..place.end].trim_end_matches(is_mark).len();
        let placed = |span: Span| base + span.start..base + span.end;
        let what = group("what").map(placed);
        Some(Hit { rule: self.rule, phrase, span: placed(start..end), whole: placed(found), who: who.map(placed), what })
    }
}

/// What stands in front of people.
const ARTICLES: &[&str] =
    &["the", "our", "a", "an", "one", "another", "every", "each", "this", "that", "some", "both", "several"];

/// What an article in front of several people belongs to instead: `in the end developers …`.
const TIMES: &[&str] = &[
    "end",
    "beginning",
    "start",
    "meantime",
    "meanwhile",
    "moment",
    "time",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "night",
    "morning",
    "evening",
    "week",
    "weeks",
    "later",
    "outage",
    "incident",
    "deploy",
    "rollout",
    "release",
    "while",
    "after",
    "before",
    "rush",
    "hurry",
    "past",
    "change",
    "migration",
    "upgrade",
    "alert",
    "page",
];

/// People with the article in front of them, at most two words away: `the on-call engineer`.
///
/// Not part of the pattern, because any word may follow an article, and an automaton would have to follow them all.
fn with_article(text: &str, who: Span) -> Span {
    let people = &text[who.clone()];
    let is_pronoun = PRONOUN.split('|').chain(["they"]).any(|pronoun| pronoun.eq_ignore_ascii_case(people));
    if people.starts_with('_') || is_pronoun {
        return who;
    }
    let is_many = people.ends_with(['s', 'S']) || people.eq_ignore_ascii_case("people") || people.eq_ignore_ascii_case("staff");
    let mut from = who.start;
    for _ in 0..3 {
        let before = text[..from].trim_end_matches([' ', '\n', '\r', '\t']);
        let word = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\''))).next().unwrap_or_default();
        if word.is_empty() || before.len() == from {
            break;
        }
        from = before.len() - word.len();
        if ARTICLES.iter().any(|article| article.eq_ignore_ascii_case(word)) {
            return from..who.end;
        }
        if is_many && TIMES.iter().any(|time| time.eq_ignore_ascii_case(word)) {
            break;
        }
    }
    who
}

impl Hit {
    /// Whether a rule has found it.
    pub fn is_of(&self, rule: &Rule) -> bool {
        std::ptr::eq(self.rule, rule)
    }

    /// Whether it is an instruction: a sentence that begins with its verb.
    pub fn is_instruction(&self) -> bool {
        self.phrase.pattern.starts_with("{start}")
    }

    /// How to say it instead, where nothing around it asks for another word.
    pub fn help(&self) -> &'static str {
        self.phrase.help
    }

    /// Whom it speaks of.
    pub fn who<'a>(&self, prose: &'a Prose) -> Option<&'a str> {
        self.who.clone().and_then(|who| prose.text.get(who))
    }

    /// Whether it takes in some of these words.
    pub fn covers(&self, span: &Span) -> bool {
        self.whole.start < span.end && span.start < self.whole.end
    }

    /// What is to be said of it.
    pub fn finding(&self, report: &Report<'_>, prose: &Prose, help: &str) -> Diagnostic {
        let words = |span: &Span| folded(&prose.text[span.clone()]);
        let mut help = help.to_owned();
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
        assert!(CUES.is_some());
        for table in TABLES {
            assert!(table.expression().is_some(), "{}", table.rule.code);
            for phrase in table.phrases {
                assert!(regex(&expression(phrase.pattern)).is_some(), "{} {}", table.rule.code, phrase.pattern);
            }
        }
    }

    #[test]
    fn parts_are_made_of_those_below_them() {
        for table in TABLES {
            for phrase in table.phrases {
                let expression = expression(phrase.pattern);
                assert!(!PARTS.iter().any(|(name, _)| expression.contains(name)), "{}", phrase.pattern);
            }
        }
    }

    #[test]
    fn no_cue_hides_another() {
        let cues: Vec<_> = TABLES.iter().flat_map(|table| table.cues).collect();
        for cue in &cues {
            let hidden = cues.iter().find(|other| *other != cue && other.contains(**cue));
            assert_eq!(hidden, None, "`{cue}` is found where that one stands");
        }
    }
}
