//! LB309: questions that ask for a person.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Hit, Lint, Prose, Report, Subject, check_each, is_in, sections};
use crate::diagnostic::{Level, Rule};
use crate::lint::prose::END;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB309",
        name: "who-or-why-question",
        level: Level::Warn,
        finds: "A question that asks who did it, or why somebody did not.",
        why: "`Who` asks for a person and `why did you not` for an excuse; both are answered with less than people know. `How` and `what` ask for what they saw and did.",
        doubt: "It knows English only. A list of five whys is full of them; those that ask about machines are left alone, those that are answered on the spot by how things are, and those of readers under `Q&A`.",
        bad: "Why didn't the on-call engineer roll back?\n",
        good: "What did the on-call engineer see at 14:20, and how did waiting look like the better choice? Why did the node not start?\n",
    },
    check,
};

const SAYS: &str = "asks for somebody and not for what happened";
const WHO: &str = "ask how it came about: “how does a change get here, and what looks at it on the way?”";
const WHY: &str = "ask for what there was to go by: “what did {who} see then, and how did it make sense to go on?”";

pub(super) const TABLE: Table = Table { rule: &LINT.rule, cues: &["who", "why"], phrases: PHRASES };

/// Headings under which others ask.
const HEADINGS: &[&str] = &["q&a", "q & a", "faq", "questions and answers", "frequently asked", "your questions", "q and a"];

/// Who may be the subject of an answer.
static PEOPLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let people = "we|you|they|I|he|she|someone|somebody|nobody|no one|everyone|engineers?|developers?|team|on-?call|reviewers?|author|operators?|people|staff";
    Regex::new(&format!(r"(?i)(?:^|[^\w-])(?:{people})(?:[^\w-]|$)|@")).ok()
});

/// What others asked is theirs, and a why that a fact follows has found its way to the system.
fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let asked = sections(subject, |section| {
        let heading = section.heading.to_lowercase();
        HEADINGS.iter().any(|known| heading.contains(known))
    });
    check_each(subject, report, |prose, hit| {
        (!is_in(&asked, hit.span.start) && !is_answered_by_a_fact(prose, hit)).then(|| hit.help())
    });
}

/// Whether a sentence without people follows the question in the same paragraph or item.
fn is_answered_by_a_fact(prose: &Prose, hit: &Hit) -> bool {
    let question = prose.sentence(hit.span.start);
    let behind = prose.text.get(question.end + 1..).unwrap_or_default();
    let is_asked = prose.text[question].trim_end().trim_end_matches(['*', '_', ')']).ends_with('?');
    let answer = behind.split(char::from(END)).next().unwrap_or_default();
    is_asked
        && !answer.trim().is_empty()
        && !answer.contains('?')
        && PEOPLE.as_ref().is_some_and(|people| !people.is_match(answer))
}

const PHRASES: &[Phrase] = &[
    innocent("(?:q|question)\\d*\\.?\\s*:{any}*"),
    // This asks about the pager.
    innocent("why (?:did|didn't) {whom}(?: not| never)? (?:get|be) (?:paged|alerted|notified|told|called|informed|warned)\\b"),
    innocent("why (?:was|wasn't|were|weren't) {whom}(?: not| never)? (?:paged|alerted|notified|told|called|informed|warned)\\b"),
    innocent(
        "why (?:had|hadn't|has|hasn't|have|haven't) {whom}(?: not| never)? (?:been|gotten|got) (?:paged|alerted|notified|told|called|informed|warned)\\b",
    ),
    innocent(
        "why (?:did|didn't) {whom}(?: not| never)? (?:get|receive|have|see)(?: (?:an?|the|any|no))? (?:pages?|alerts?|alarms?|notifications?|access)\\b",
    ),
    innocent("why (?:did|had) (?:we|you|they|it|I) (?:see|get|have|lose|receive|experience)\\b"),
    phrase(
        "who (?:did|broke|approved|caused|pushed|merged|deployed|deleted|changed|forgot|wrote|reviewed|introduced|made|ran|removed|is to blame|was to blame|is responsible|was responsible)(?: {word},?){0,14}\\?",
        SAYS,
        WHO,
    ),
    phrase("whose (?:fault|mistake|error|responsibility) (?:was|is|were|are)\\b|whose (?:fault|mistake)\\b", SAYS, WHO),
    phrase("why (?:did|didn't|hadn't|had|haven't|have|hasn't|has|wasn't|weren't) {whom}(?: not)?(?: {word}){1,2}", SAYS, WHY),
];
