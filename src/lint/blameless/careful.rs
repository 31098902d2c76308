//! LB310: a remedy that asks people to be better people.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, Report, Subject, check_each};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB310",
        name: "be-more-careful",
        level: Level::Warn,
        finds: "A remedy that asks people to be more careful, to remember, or to be trained again.",
        why: "Everybody was careful already, with what they had in view. Nothing in the system is different afterwards, so the same day can come back; a check, a default or a limit stays when attention does not.",
        doubt: "It knows English only. Training that somebody asked for may be a good follow-up. An instruction is taken for a remedy only where it is an item of a list or a cell.",
        bad: "- [ ] Be more careful with pushes on Friday\n",
        good: "- [ ] Let the push ask for a second person behind 16:00 on Fridays\n",
    },
    check,
};

const SAYS: &str = "changes nothing that the next person meets";
const HELP: &str = "name what is to be different when attention fails: “the tool asks for …”, “… refuses values above …”, “an alert fires when …”";
const REMEMBER: &str = "let the place remember it: a check in the pipeline, a default, or a line where the step is made";
const TRAINING: &str = "say what was hard to see or do, and change that first: “… shows the cluster's name”; training holds as long as nobody changes teams";

pub(super) const TABLE: Table = Table {
    rule: &LINT.rule,
    cues: &[
        "care",
        "vigilan",
        "cautio",
        "diligen",
        "attenti",
        "mindful",
        "thorough",
        "disciplin",
        "aware",
        "harder",
        "better",
        "remember",
        "forg",
        "double",
        "triple",
        "next time",
        "remind",
        "train",
        "educat",
        "judg",
        "know",
        "alert",
    ],
    phrases: PHRASES,
};

/// `Be careful` in running text warns the reader; as an item of a list it is what is to change.
fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let text = subject.incident.file.text.as_str();
    check_each(subject, report, |_, hit| (!hit.is_instruction() || is_item(text, hit.span.start)).then(|| hit.help()));
}

/// Whether nothing but the mark of an item stands on the line in front of this place.
fn is_item(text: &str, at: usize) -> bool {
    const MARKS: &str = "-*+|.)([]xX~_ \t";
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = text[line..at].trim_start();
    before.contains('|')
        || before.starts_with(|c: char| "-*+".contains(c) || c.is_ascii_digit())
            && before.chars().all(|c| MARKS.contains(c) || c.is_ascii_digit())
            && before.contains(' ')
}

const PHRASES: &[Phrase] = &[
    // An instruction, and a check that a machine makes.
    innocent(
        "{start}(?:(?:please|always) )?(?:be (?:very |extra |more )?(?:careful|cautious|aware|vigilant)|pay attention|double-check|remember)\\s*(?::|—|–|;|!)",
    ),
    innocent("{start}double-check(?:s|ing)? (?:is|are|was|were|of|by|that|which)\\b"),
    innocent(
        "(?:(?:more|additional|better|further|extra) (?:{word} )?)?training (?:data|sets?|jobs?|runs?|environments?|pipelines?|clusters?)|(?:was|were|after|only after) (?:more careful|careful) ",
    ),
    phrase(
        "be(?:ing)? (?:a (?:bit|lot|little) )?(?:more|extra|much more|very|particularly|especially|really) (?:careful|vigilant|cautious|diligent|attentive|mindful|thorough|disciplined|aware)\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "\\b(?:should|must|will|need to|needs to|have to|has to|please)(?: always)? be (?:careful|vigilant|cautious|diligent|attentive)\\b|\\b(?:stay|remain|staying|remaining) vigilant\\b|\\b(?:stay|remain) alert\\b",
        SAYS,
        HELP,
    ),
    phrase("{start}(?<at>(?:always )?be (?:careful|vigilant|cautious))\\b", SAYS, HELP),
    phrase("more (?:carefully|thoroughly|diligently|cautiously|attentively)\\b", SAYS, HELP),
    phrase(
        "(?:take|taking|exercise|exercising|use|using|with|need|needs) (?:more|greater|extra|better) (?:care|caution|diligence|vigilance|discipline)\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "\\bpay(?:ing)?(?: {word})? (?:more |closer |better |extra |close |special )+attention|\\b(?:should|must|need to|have to) pay attention",
        SAYS,
        HELP,
    ),
    phrase("{start}(?<at>pay attention)", SAYS, HELP),
    phrase(
        "{start}(?<at>(?:always |please )?(?:remember to|don't forget to|do not forget to|(?:double|triple)[ -]check))\\b",
        SAYS,
        REMEMBER,
    ),
    phrase(
        "\\b(?:will|must|need to|needs to|have to|has to|should|'ll) (?:try harder|do better|work harder|know better)\\b|{start}(?<at>try harder|do better)\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "\\b(?:must|should|will|need to|needs to|have to|has to|please|'ll)(?: always| never)? (?:remember to|not forget|never forget|(?:double|triple)[ -]check)\\b",
        SAYS,
        REMEMBER,
    ),
    phrase("next time,? (?:we|I|they|you|everyone|the team)(?: will| should| must|'ll| need to| can)", SAYS, REMEMBER),
    phrase(
        "\\b(?:remind|reminding) (?:all|everyone|everybody|{people})(?: {word}){0,2} (?:to|of|that|about)\\b|{start}(?<at>remind )|\\bsend (?:out )?a reminder",
        SAYS,
        REMEMBER,
    ),
    phrase(
        "(?:re-?train|re-?training|re-?educate) (?:{people}|everyone|everybody|them|all )|(?:more|additional|better|further|refresher|extra|mandatory) (?:{word} )?training\\b",
        SAYS,
        TRAINING,
    ),
    phrase(
        "(?:\\b(?:to|will|must|should|need to) |{start})(?:raise|increase) (?:{word} ){0,2}awareness|\\bbetter (?:discipline|judge?ment)\\b|\\bmore discipline\\b",
        SAYS,
        TRAINING,
    ),
];
