//! LB301: what people could have done and did not.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, Report, Subject, check_each, is_in, sections};
use crate::diagnostic::{Level, Rule};
use crate::incident::body::Topic;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB301",
        name: "counterfactual",
        level: Level::Warn,
        finds: "A sentence about what people should have, could have or would have done.",
        why: "It tells a story that did not happen, with knowledge that nobody had; what was known then, and why the next step looked right, is what a reader can learn from.",
        doubt: "It knows English only, and people by their pronouns and trades. What a machine should have answered is an expectation and is left alone, and so is what should have reached somebody.",
        bad: "We should have checked the failover before the push.\n",
        good: "At 14:02 the dashboard showed both replicas as healthy; no step of the push looks at the failover. The request should have returned 200.\n",
    },
    check,
};

const SAYS: &str = "tells what did not happen";

const THEN: &str = "tell what did: “at that time {who} knew …, and … made the next step look right”; a check that is missing is a fact or a follow-up of its own";
const MISSING: &str =
    "tell what there was: “… was not part of any step, and … showed no sign of it”; what is to change is a follow-up";
const TO_DO: &str = "a follow-up says what is to be done and not what was not: “add …”, “let … ask for …”";
const FASTER: &str = "tell what took the time: “from 14:05 to 14:20 we looked at …, because … pointed there”; what would shorten it is a follow-up";

pub(super) const TABLE: Table =
    Table { rule: &LINT.rule, cues: &["should", "could", "would", "might", "ought", "had", "if only"], phrases: PHRASES };

/// What a follow-up should have been is still to be done.
fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let follow_ups = sections(subject, |section| section.topic == Some(Topic::Actions));
    check_each(subject, report, |_, hit| Some(if is_in(&follow_ups, hit.span.start) { TO_DO } else { hit.help() }));
}

const PHRASES: &[Phrase] = &[
    // What should have reached people, and what they were spared, whatever anybody did.
    innocent(
        "(?:{they}|{role}|customers?|users?){adv} (?:should|could|would|might)(?: not|n't)?{adv}(?: have|'ve){adv} (?:received|got|gotten|(?:been|be|got|gotten) (?:able|allowed|paged|told|notified|alerted|informed|warned|given|sent|shown|called|contacted|invited|affected|hit|down|offline|exposed|unable|locked|charged|lost))\\b",
    ),
    innocent("(?:{they} )?(?:could|might|would|may){adv} have{adv} (?:lost|hit|suffered|run (?:into|out)|faced|ended up) "),
    innocent(
        "{they} would{adv}(?: have|'ve) {any}{1,120}?(?:in any case|anyway|anyhow|regardless|either way|all the same|sooner or later)\\b",
    ),
    // What nobody knows, and what is only assumed.
    innocent(
        "(?:unclear|unknown|uncertain|whether|(?:not|n't|cannot) (?:clear|known|know|sure|certain|say|tell|obvious)|doubt|doubtful|doubts|assum(?:e|ed|es|ing))(?: {word},?){0,5} (?:could|should|would|might)(?: not|n't)?(?: have|'ve)",
    ),
    innocent("(?:believ(?:e|ed|es|ing)|think|thinks|thought)(?: that)? {they} (?:could|might|would)(?: not|n't)?(?: have|'ve)"),
    // Present duties, and what nobody could know: the opposite of hindsight.
    innocent(
        "{they} should{adv} have (?:automated|dedicated|detailed|limited|shared|improved|documented|mixed|unlimited|advanced|distributed|named|centralized|centralised|standardized|standardised|updated) ",
    ),
    innocent(
        "(?:{they} )?(?:(?:could|might|may) (?:not|never)|couldn't)(?:{adv} have|'ve)|(?:no|nothing|none|nobody)(?: {word}){0,6} (?:could|would|might) have",
    ),
    innocent("(?:would not|would never|wouldn't)(?: have|'ve) been"),
    innocent(
        "{they} would{adv}(?: have|'ve) (?:expected|liked|thought|wanted|preferred|experienced|needed|hoped|loved|noticed nothing|had)",
    ),
    innocent(
        "(?:things?|what|that|which) (?:that )?(?:could|should|might|would) have (?:gone|been|worked|happened) (?:better|differently|wrong|worse)",
    ),
    phrase(
        "(?:in (?:hindsight|retrospect),? )?{they}{adv} (?:should|could|ought to)(?: not|n't)?{adv}(?: have|'ve| of){adv} {done}",
        SAYS,
        THEN,
    ),
    phrase(
        "{role}{adv} (?:should|could|ought to)(?: not|n't)?{adv}(?: have|'ve){adv} (?:checked|double-checked|asked|told|noticed|read|known|followed|called|waited|escalated|communicated|informed|reviewed|tested|verified|warned|seen|thought|reali[sz]ed|looked|spotted|caught|rolled|stopped|declared|documented|raised|understood|been more {word})\\b",
        SAYS,
        THEN,
    ),
    phrase("{they}{adv}would{adv}(?: have|'ve){adv} {done}", SAYS, THEN),
    phrase("{they} would{adv}(?: have|'ve){adv} {done}", SAYS, THEN),
    phrase(
        "(?:should|could|might|would|ought to)(?: not|n't)?{adv}(?: have|'ve){adv} (?:been|be){adv} (?:caught|noticed|checked|tested|detected|avoided|avoidable|prevented|preventable|reviewed|spotted|identified|addressed|communicated|escalated|alerted|monitored|documented|handled|done|discovered|mitigated|foreseen|anticipated|expected|rushed|verified|validated|known|fixed|investigated|questioned|considered|announced|coordinated|planned|involved|informed|consulted|paged|double-checked|picked up|thought|raised|shortened|recogni[sz]ed)",
        SAYS,
        MISSING,
    ),
    phrase(
        "(?:should|could|might|would)(?: have|'ve){adv} been (?:much |a lot |far |significantly )?(?:faster|sooner|quicker|earlier|shorter|smoother|clearer|more {word}|better)",
        SAYS,
        FASTER,
    ),
    phrase("(?:could|might|would)(?: have|'ve){adv} (?:shortened|saved|sped)\\b", SAYS, FASTER),
    phrase("(?:could|might)(?: have|'ve){adv} (?:prevented|avoided|helped|reduced|limited)", SAYS, MISSING),
    phrase(
        "would(?: have|'ve){adv} (?:prevented|avoided|detected|mitigated|revealed|uncovered|caught|stopped)\\b",
        SAYS,
        MISSING,
    ),
    phrase(
        "would(?: have|'ve){adv} (?:enabled|allowed|helped|let|given|told|shown|warned|alerted) (?:us|them|me|him|her|{people})\\b",
        SAYS,
        MISSING,
    ),
    phrase(
        "(?:could|might)(?: have|'ve){adv} (?:led|lead|resulted)(?: to| in)(?: an?)?(?: much)? (?:faster|quicker|earlier|shorter|sooner|better)",
        SAYS,
        FASTER,
    ),
    phrase(
        "it would(?: have|'ve){adv} (?:been {adv}(?:useful|helpful|good|wise|nice|easier|prudent|safer|possible|ideal)|helped)",
        SAYS,
        MISSING,
    ),
    phrase("(?:would not|wouldn't) have{adv} (?:happened|occurred)", SAYS, MISSING),
    phrase(
        "{start}(?<at>(?:consulting|asking|appointing|testing|checking|running|using|having|adding|doing|deploying|reviewing|reading|calling|waiting|rolling|escalating|communicating|verifying|following|setting|enabling|looking|paging|involving|telling|declaring|stopping|splitting)(?: {word},?){0,12} (?:would|could|might)(?: have|'ve){adv} (?:saved|caught|prevented|helped|avoided|shown|led|reduced|stopped|revealed|found|limited|shortened|allowed|made|given|told|sped|detected|uncovered|identified))",
        SAYS,
        MISSING,
    ),
    phrase("if only (?:we|they|I|he|she|someone|somebody|the {word}|{people}) had", SAYS, MISSING),
    phrase("if (?:{whom}|(?:the |an? |our )?{role})(?: had|'d)(?: not|n't)?{adv} {done}", SAYS, THEN),
    phrase(
        "{start}(?<at>had (?:{whom}|(?:the |an? |our )?{role})(?: not)?{adv} {done})|\\bhad (?:we|they|I|someone|somebody|anyone){adv} {done}",
        SAYS,
        THEN,
    ),
    phrase(
        "{start}(?<at>(?:should|could)(?: not|n't)?{adv}(?: have|'ve){adv} (?:[a-z-]+ed|done|seen|caught|known|told|taken|made|kept|asked))\\b",
        SAYS,
        MISSING,
    ),
];
