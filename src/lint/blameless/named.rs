//! LB308: a person as the subject of a sentence.

use super::{Lint, Read};
use crate::diagnostic::{Level, Rule};
use crate::lint::prose::{END, Prose};
use crate::lint::secrets::is_nobodys;
use crate::source::Span;
use regex::Regex;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB308",
        name: "named-person",
        level: Level::Warn,
        finds: "A person by name, handle or e-mail address as the subject of a sentence.",
        why: "The next reader learns nothing from the name; with the role, the sentence tells what anyone in that place would have seen and done. It stays true when people move on, and nobody finds their name in a search for outages.",
        doubt: "It knows the people of `[lint] people` in `lookback.toml`, and what looks like a handle or an e-mail address before an English verb.",
        bad: "- 14:20 @ann restarts the node\n",
        good: "- 14:20 The on-call engineer restarts the node\n",
    },
    check,
};

/// What stands before a name that is not the subject: `asked @ann to`, `owner: @ann`.
const OBJECT: &[&str] = &[
    "by",
    "to",
    "with",
    "from",
    "for",
    "of",
    "via",
    "cc",
    "thanks",
    "thank",
    "ask",
    "asked",
    "asks",
    "ping",
    "pings",
    "pinged",
    "page",
    "paged",
    "pages",
    "contact",
    "contacted",
    "contacts",
    "see",
    "owner",
    "owners",
    "author",
    "assignee",
    "assigned",
    "in",
    "on",
    "at",
    "tag",
    "tagged",
    "notified",
    "notify",
    "told",
    "call",
    "called",
    "follow",
    "following",
    "hi",
    "hey",
    "hello",
    "or",
    "is",
    "was",
    "are",
    "were",
    "as",
    "lead",
    "commander",
    "scribe",
];

/// What a person does: `restarts`, `has`, `began`. What ends in `s` or `ed` and is no verb stands in [`NO_VERBS`].
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let and = r"(?:\s*(?:,|and|&|/|\+)\s*@?[\w-]+){0,3}";
    let adverb = r"(?:\s+(?:\w+ly|also|then|just|first|again|now|later|still))?";
    let irregular = "didn't|hasn't|is|was|has|had|did|began|found|made|ran|took|saw|sent|set|put|cut|went|wrote|told|thought|got|gave|brought|built|kept|left|led|lost|read|shut|came|held|knew|met|broke|chose|fell|felt|forgot|spoke|reset|rebuilt|rewrote|brings|spun|hit|let|understood|overrode";
    let verb = format!(r"^{and}(?:{adverb}\s+({irregular}|[a-z]+(?:[a-rt-z]s|ed|sses))|\s*(:))(?:[\s,.;)\x1e]|$)");
    regex::RegexBuilder::new(&format!("(?-u){verb}")).build().ok()
});

/// What stands behind an `@` and is nobody: whom a message goes to, and what programs call their marks.
const NOBODY: &[&str] = &[
    "channel",
    "here",
    "everyone",
    "everybody",
    "all",
    "team",
    "group",
    "room",
    "oncall",
    "on-call",
    "sre",
    "ops",
    "media",
    "import",
    "keyframes",
    "supports",
    "override",
    "deprecated",
    "property",
    "staticmethod",
    "classmethod",
    "dataclass",
    "transactional",
    "async",
    "cache",
    "cached",
    "cacheable",
    "lru_cache",
    "memoize",
    "retry",
    "retryable",
    "timeout",
    "test",
    "before",
    "after",
    "bean",
    "component",
    "service",
    "controller",
    "autowired",
    "inject",
    "entity",
    "scheduled",
    "nullable",
    "param",
    "return",
    "returns",
    "throws",
    "todo",
    "if",
    "include",
    "extends",
    "mixin",
    "error",
    "latest",
    "next",
    "beta",
    "main",
    "master",
    "reboot",
    "daily",
    "hourly",
    "weekly",
    "types",
];

/// Words that end like a verb and are none.
const NO_VERBS: &[&str] = &[
    "this",
    "its",
    "as",
    "us",
    "yes",
    "thus",
    "sounds",
    "looks",
    "always",
    "perhaps",
    "works",
    "thanks",
    "needs",
    "plus",
    "does",
    "need",
    "indeed",
    "his",
    "hers",
    "ours",
    "theirs",
    "logs",
    "pods",
    "nodes",
    "jobs",
    "users",
    "times",
    "decorators",
    "annotations",
    "packages",
    "tags",
    "directives",
    "macros",
    "rules",
    "mixins",
];

/// Once for each name: who is named in twenty rows is named.
fn check(subject: &super::Subject<'_>, report: &mut super::Report<'_>) {
    let Read { prose, hits } = subject.reading.of(subject);
    let mut found: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    let mut add = |span: Span| {
        // Where another rule speaks of what they did, the name is in its finding.
        let behind = hits.partition_point(|hit| hit.span.start < span.end);
        if hits[..behind].last().is_some_and(|hit| hit.covers(&span)) || !is_subject(prose, &span) {
            return;
        }
        let (_, count) = found.entry(&prose.text[span.clone()]).or_insert((span, 0));
        *count += 1;
    };
    somebodies(prose, &subject.corpus.config.lint.people).for_each(&mut add);
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, (span, _))| span.start);
    for (name, (span, count)) in found {
        let message = match count {
            1 => format!("`{name}` is the subject of a sentence"),
            _ => format!("`{name}` is the subject of {count} sentences"),
        };
        report.add(report.finding(span, message).help(format!(
            "say the role in place of `{name}`: “the on-call engineer”, “the author of the change”, “a customer”, “the first to report it”; who took part can stand in [[participant]]"
        )));
    }
}

/// Everybody who is named, with a handle, an e-mail address or a name of the configuration.
fn somebodies<'a>(prose: &'a Prose, people: &'a [String]) -> impl Iterator<Item = Span> + 'a {
    let people = people.iter().map(|person| person.trim()).filter(|person| !person.is_empty());
    handles(prose).chain(people.flat_map(|person| names(prose, person)))
}

/// The prose with a word of the same length in place of everybody who is named.
pub(super) fn masked<'a>(prose: &'a Prose, people: &[String]) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(prose.text.as_str());
    for span in somebodies(prose, people) {
        let name = "_".repeat(span.len());
        text.to_mut().replace_range(span, &name);
    }
    text
}

/// Handles and e-mail addresses of people.
fn handles(prose: &Prose) -> impl Iterator<Item = Span> {
    let text = prose.text.as_str();
    let mut read_to = 0;
    text.match_indices('@').filter_map(move |(at, _)| {
        if at < read_to {
            return None;
        }
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let bytes = text.as_bytes();
        let before = bytes[read_to..at].iter().rev().take_while(|byte| is_part(byte)).count();
        let behind = bytes[at + 1..].iter().take_while(|byte| is_part(byte)).count();
        let name = text[at + 1..at + 1 + behind].trim_end_matches(['.', '-', '_']);
        let span = at - before..at + 1 + name.len();
        read_to = span.end;
        // `@types/node` is a package, and `git@host:path` a repository.
        let is_path = text[span.end..].starts_with(['/', '@'])
            || text[span.end..].strip_prefix(':').is_some_and(|path| path.starts_with(|c: char| c.is_alphanumeric() || c == '/'));
        let is_somebody = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !is_path
            && match before {
                0 => !text[..at].ends_with(['/', '@']) && !NOBODY.iter().any(|nobody| name.eq_ignore_ascii_case(nobody)),
                _ => name.contains('.') && !is_nobodys(&text[span.start..at], &name.to_ascii_lowercase()),
            };
        is_somebody.then_some(span)
    })
}

/// Places in which somebody of this name stands.
fn names<'a>(prose: &'a Prose, name: &'a str) -> impl Iterator<Item = Span> + 'a {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '@');
    prose
        .text
        .match_indices(name)
        .map(|(at, name)| at..at + name.len())
        .filter(move |span| !prose.text[..span.start].ends_with(is_word) && !prose.text[span.end..].starts_with(is_word))
}

/// Whether a name stands at the beginning of a sentence or where a subject may stand, with a verb or a colon behind it.
fn is_subject(prose: &Prose, span: &Span) -> bool {
    let before = prose.text[..span.start].trim_end_matches([' ', '\n', '*', '_']);
    if before.ends_with(['(', '/', '#', '=', '\u{1a}']) {
        return false;
    }
    let word =
        before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty() || before.is_empty()).unwrap_or_default();
    let is_glued = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | ','));
    if is_glued && OBJECT.iter().any(|object| word.eq_ignore_ascii_case(object)) {
        return false;
    }
    let rest = &prose.text[span.end..];
    let end = rest.bytes().take(200).position(|byte| byte == END).unwrap_or_else(|| floor(rest, 200));
    let Some(captures) = VERB.as_ref().and_then(|verb| verb.captures(&rest[..end])) else { return false };
    match captures.get(1) {
        Some(verb) => !NO_VERBS.contains(&verb.as_str()),
        // `@ann: restarts the node` begins a row or a line; elsewhere a colon says something about somebody.
        None => begins(before),
    }
}

/// Whether nothing but a time and marks stands between the beginning of the sentence and this place.
fn begins(before: &str) -> bool {
    before
        .trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || ":.[]()-–—|~APMUTCZ".contains(c))
        .ends_with(char::from(END))
}

/// The beginning of a character at a place or in front of it.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
