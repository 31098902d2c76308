//! The words by which a text is known to ask for something, to tell that it was done, or to say nothing.
//!
//! English, and by the beginning of sentences: whoever lists what is to do begins with a verb. Where it is not plain, the answer
//! is no.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words or phrases that are known.
pub type Words = LazyLock<HashSet<&'static str>>;

/// The words of a list.
pub fn listed(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// The phrases of a list, with commas between them.
pub fn phrases(phrases: &'static str) -> HashSet<&'static str> {
    phrases.split(',').map(str::trim).collect()
}

/// Verbs with which an item begins. Without those that begin a hint to the reader: `See`, `Note`, `Thank`.
static VERBS: Words = Words::new(|| {
    listed(
        "accelerate accept acknowledge acquire activate adapt add address adjust adopt advertise advise advocate aggregate \
     agree alert align allocate allow allowlist analyse analyze annotate announce append apply approach approve archive \
     arrange ask assess assign attach attempt audit augment authenticate automate avoid await back backfill backport \
     balance ban begin benchmark bisect block blocklist brainstorm bring build bump buy cache calculate calibrate cap \
     capture centralize certify champion change check choose clarify classify clean cleanup clear close codify collaborate \
     collect commission communicate compare compile complete conduct configure confine confirm connect consider consolidate \
     consult contact continue convert coordinate copy correct create cross-train customize debug decide decommission \
     decouple decrease dedicate define delete demote deny denylist deploy deprecate describe design detach detect determine \
     develop diagnose disable disallow disconnect discourage discuss dismiss distribute diversify divide document downgrade \
     drain drop duplicate educate elaborate eliminate embed emit emphasize enable encode encourage encrypt enforce engage \
     enhance enlarge enrich ensure enumerate erase escalate establish estimate evaluate examine exclude execute exempt \
     expand experiment expire explain explore export expose extend fail-over figure file filter finalize find finish fix \
     follow forbid formalize forward gather gauge generate get give go grant guarantee guard handle harden have hide hire \
     hold identify illustrate implement import improve include incorporate increase inform inject insert inspect install \
     instruct instrument insulate integrate intercept introduce invest investigate invite isolate justify keep launch learn \
     limit link lint localize lock log look loosen lower maintain make manage mandate mature measure meet merge migrate \
     minimise minimize mitigate mock modify monitor move negotiate normalize notify obtain onboard open operate optimise \
     optimize organise organize overhaul page parallelize parameterize parse participate partition patch pause perform \
     persist pick pin plan post pre-scale pre-warm prepare preserve prevent prioritise prioritize produce prohibit promote \
     propose protect prototype provide provision prune publish pull purchase purge push put qualify quantify quarantine \
     raise rate-limit re-add re-architect re-enable re-evaluate re-run reach read reallocate rearchitect reassess reboot \
     rebuild recheck recommend reconcile reconfigure reconsider record recover redeploy redesign redirect redistribute \
     reduce reevaluate refactor refine reflect refresh regenerate register rehearse reinforce reinstate reintroduce reissue \
     reject relax release relocate remediate remind remove rename render renegotiate renew reorder reorganize \
     repair replace replicate report republish request requeue require rerun reschedule rescope research reserve reset \
     resize resolve respond restart restore restrict restructure resume retain retest rethink retire retrain retrieve retry \
     return reuse revert review revise revisit revoke reword rewrite roll rotate run sanitize save scale scan schedule \
     scope script seal search secure select send separate set set-up setup share ship shorten shut silence simplify \
     simulate snapshot socialize solve sort speak specify speed spike split stabilize standardise standardize start stop \
     store streamline strengthen stress-test stub subdivide submit subscribe suggest supply support suppress surface swap \
     sweep switch sync synchronize tackle tag talk teach tell terminate test throttle tighten time-box timebox trace track \
     train transfer transition translate treat triage trigger troubleshoot try tune turn tweak unblock undo unify uninstall \
     unpin update upgrade use utilize validate verify version vet visualize wait warm warn watch weigh whitelist widen \
     withdraw work wrap write",
    )
});

/// What may stand before the verb and changes nothing.
static BEFORE_VERBS: Words = Words::new(|| {
    listed(
        "actively additionally also always automatically better do don't finally first fully immediately instead lastly let's \
     manually maybe more never next not periodically perhaps possibly potentially proactively properly regularly remotely second \
     secondly systematically then third to",
    )
});

/// Words that say of something that it is still to come.
static STILL_TO_COME: Words = Words::new(|| {
    listed(
        "will we'll i'll they'll it'll should shall must need needs plan plans planned intend intends ought aim aiming \
     considering investigating exploring recommend",
    )
});

/// The same in several words.
static STILL_TO_COME_PHRASES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let phrases = phrases(
        "going to, looking into, working on, working to, working towards, we propose, we want to, we would like to, is to, are \
     to, to be done, we could, would be good, would be great, would be helpful, would be nice, would be useful, planning to, \
         planning on, are planning, is planning, we're planning, in progress, we are adding, we are improving, we are changing, we have to, we're adding",
    );
    phrases.into_iter().map(|phrase| phrase.split(' ').collect()).collect()
});

/// What a list says that lists nothing.
static PLACEHOLDERS: Words = Words::new(|| {
    phrases(
        "n/a, na, none, no, nil, nothing, tbd, tba, tbc, todo, to do, to be determined, to be done, to be defined, to be \
     added, to be decided, to be discussed, to be filled, to be filled in, pending, unknown, not applicable, unassigned, \
     nobody, no one, coming soon, fill in, action item, action items, summary, link, link to issue, link to \
     github issue, description, example, xxx, none yet, nothing yet, none at this time, none needed, none required, none \
     identified, not yet",
    )
});

/// Beginnings of sentences that say that nothing is to do.
const NOTHING_TO_DO: &[&str] =
    &["no ", "none ", "nothing ", "not applicable", "there is nothing", "there are no ", "there is no "];

/// Beginnings of sentences that only look back, or lead to what is weighed.
const NO_WISH: &[&str] = &[
    "if we had ",
    "if we'd ",
    "if i had ",
    "if only ",
    "had we ",
    "there are two options",
    "there are two possible",
    "there are several options",
    "there are three options",
    "there are a few options",
    "there are some options",
];

/// What templates write for a name and a day behind the text of an item.
const TEMPLATE_FACTS: &[&str] = &["yyyy", "name", "tbd", "<", "{{"];

/// The words of a text without marks, in lower case, as far as they are worth looking at.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split_whitespace().map(|word| {
        let word = word.split("](").next().unwrap_or_default();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        // Most words are written as they are compared.
        if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.replace('’', "'").to_lowercase())
        }
    })
}

/// How many words there are, but for marks that stand alone.
pub fn count(text: &str) -> usize {
    words(text).filter(|word| !word.is_empty()).count()
}

/// Without the marks around and in it, and without what ends it: what a label or a word in a cell says.
pub fn bare(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '~')).collect();
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '_' | '.' | ':' | '!' | '(' | ')' | '{' | '}' | '<' | '>' | '[' | ']')
    })
    .to_owned()
}

/// Whether a text stands where something was to be written, or says that there is nothing.
pub fn is_placeholder(text: &str) -> bool {
    let said = bare(text).to_lowercase();
    !said.contains(|c: char| c.is_alphanumeric()) && !text.contains(['✅', '☑', '✔'])
        || PLACEHOLDERS.contains(said.as_str())
        || NO_WISH.iter().any(|begins| said.starts_with(begins))
        || is_left_of_template(text)
        || (NOTHING_TO_DO.iter().any(|none| said.starts_with(none))
            && ["action", "follow", "needed", "required", "further", "to do", "to be done", "at this time", "planned", "yet"]
                .iter()
                .any(|what| said.contains(what))
            && !still_to_come(&said))
}

/// Whether a template left it to be filled in: `[Action item 1]`, `<what is to do>`, `{{ summary }}`, with an owner and a day of the
/// same kind behind it.
fn is_left_of_template(text: &str) -> bool {
    let text = text.trim();
    let (lead, facts) = text.split_once(" (").unwrap_or((text, ""));
    let facts = facts.to_lowercase();
    let lead = lead.trim().trim_end_matches('.');
    if !facts.is_empty() && !TEMPLATE_FACTS.iter().any(|word| facts.contains(word)) {
        return false;
    }
    let inside = |open: &str, close: &str| {
        let inside = lead.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains([']', '>', '}', '@', '/'])).then(|| inside.trim().to_lowercase())
    };
    let numbered =
        |inside: &str| PLACEHOLDERS.contains(inside.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '#'));
    inside("[", "]").is_some_and(|inside| numbered(&inside))
        || inside("<", ">").is_some_and(|inside| inside.contains(' ') || numbered(&inside))
        || inside("{{", "}}").is_some_and(|inside| !inside.contains(' '))
        || !facts.is_empty() && PLACEHOLDERS.contains(lead.to_lowercase().as_str())
}

/// Whether a word may be the verb with which an item begins.
pub fn is_verb(word: &str) -> bool {
    VERBS.contains(word)
}

/// What stands behind a number that makes no list in Markdown: `(1) text`, `a) text`.
pub fn behind_number(text: &str) -> Option<&str> {
    let (number, rest) = text.strip_prefix('(').unwrap_or(text).split_once(") ")?;
    let counts = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        || number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    counts.then(|| rest.trim_start())
}

/// Whether a sentence asks for something: it begins with a verb.
pub fn is_imperative(sentence: &str) -> bool {
    let mut words = words(sentence).filter(|word| !word.is_empty()).take(5).peekable();
    let mut before = false;
    while let Some(word) = words.next() {
        if VERBS.contains(&*word) {
            // `Keep in mind`, `Work has begun`, `Test runs were slow`: what follows makes something else of the verb.
            let next = words.peek().map_or("", |word| &**word);
            let next_is_verb = matches!(next, "is" | "was" | "has" | "have" | "had" | "are" | "were" | "will" | "of");
            return !(next_is_verb || word == "keep" && next == "in");
        }
        let negated = word == "don't" || word == "not" || word == "never";
        if !(BEFORE_VERBS.contains(&*word) || before && word.ends_with("ly")) {
            return negated;
        }
        before = true;
    }
    false
}

/// Whether a list of things to do may hold it: it asks for something, or says what is going to happen.
pub fn proposes(text: &str) -> bool {
    let text = behind_number(text).unwrap_or(text);
    sentences(text).any(is_imperative) || assigned(text).is_some() || is_assignment(text) || still_to_come(text)
}

/// Who is to do something: `AB to add alerts`, `Ann and Bob to …`. A single word in front may be anything: `Plans to add alerts`.
pub fn assigned(text: &str) -> Option<&str> {
    let (who, what) = text.trim_start().split_once(" to ")?;
    let names: Vec<&str> = who.split([',', '/', '&', '+']).flat_map(|part| part.split(" and ")).map(str::trim).collect();
    let people =
        names.iter().all(|name| is_initials(name)) || names.len() > 1 && names.iter().all(|name| is_written_like_a_name(name));
    (people && begins_with_verb(what)).then_some(who)
}

/// Whether a line is no more than somebody, or something, and what to do: `Ann to rotate the keys`. Where it has a verb of its own,
/// it tells a story: `Attempts to restart it failed`.
pub fn is_assignment(line: &str) -> bool {
    let Some((who, what)) = line.trim_start().split_once(" to ") else { return false };
    let nobody = matches!(who, "Nobody" | "None" | "Nothing" | "No");
    let first = sentences(what).next().unwrap_or_default();
    let told = words(first).any(|word| {
        word.ends_with("ed")
            || matches!(&*word, "is" | "are" | "was" | "were" | "has" | "have" | "had" | "led" | "made" | "took" | "would")
    });
    is_written_like_a_name(who) && !nobody && begins_with_verb(what) && !told
}

fn begins_with_verb(text: &str) -> bool {
    words(text).next().is_some_and(|word| is_verb(&word))
}

fn is_written_like_a_name(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let lower = letters.clone().filter(|c| c.is_lowercase()).count();
    capital && lower > 0 && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’')) && !is_verb(&word.to_lowercase())
}

/// Two letters that are a thing and nobody's name.
static ABBREVIATIONS: Words = Words::new(|| {
    listed(
        "AB AD AI AP AZ BI CA CD CI CS DB DC DR EC EU FE HA HR HW ID IP IT KB LB ML MQ MR OS PM PO PR QA QC SA SE SQ SW TF TV UI UK US UX VM",
    )
});

/// Whether a word of two letters is what a person signs with.
pub fn is_initials(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && !ABBREVIATIONS.contains(word)
}

fn still_to_come(text: &str) -> bool {
    let said: Vec<_> = words(text).collect();
    // `That should be enough.` asks for nothing.
    let suffices = |behind: &[Cow<'_, str>]| match behind {
        [be, enough, ..] if be == "be" => matches!(&**enough, "enough" | "sufficient" | "adequate" | "fine"),
        [first, ..] => first == "suffice",
        [] => false,
    };
    let begins =
        |said: &[Cow<'_, str>], phrase: &[&str]| said.len() >= phrase.len() && said.iter().zip(phrase).all(|(a, b)| a == b);
    (0..said.len()).any(|at| {
        STILL_TO_COME.contains(&*said[at]) && !suffices(&said[at + 1..])
            || STILL_TO_COME_PHRASES.iter().any(|phrase| begins(&said[at..], phrase))
    })
}

/// Whether a line says what is going to happen.
pub fn will_be(line: &str) -> bool {
    words(line).any(|word| matches!(&*word, "will" | "should" | "must" | "shall" | "we'll"))
}

/// Whether a line leads to a list and does not name it: `We are committed to:`.
pub fn is_introduction(line: &str) -> bool {
    words(line).any(|word| matches!(&*word, "we" | "i" | "the" | "our" | "are" | "is" | "will" | "these" | "this" | "following"))
}

/// Whether a line announces what is listed below it: `We made the following changes:`.
pub fn announces(line: &str) -> bool {
    words(line).any(|word| matches!(&*word, "following" | "these" | "below" | "several"))
}

/// Whether a paragraph leads to what stands below it: `so the steps below should be taken`.
pub fn points_below(text: &str) -> bool {
    let said: Vec<_> = words(text).collect();
    let lists = |word: &str| {
        matches!(
            word,
            "steps" | "actions" | "measures" | "items" | "improvements" | "changes" | "tasks" | "points" | "follow-ups"
        )
    };
    said.windows(2).any(|pair| lists(&pair[0]) && pair[1] == "below" || pair[0] == "following" && lists(&pair[1]))
}

/// Words with which a title asks for more of something.
static COMPARING: Words = Words::new(|| {
    listed(
        "additional better clearer cleaner earlier easier faster fewer improved less more quicker safer simpler smaller stricter",
    )
});

/// Whether a title asks for something: `Add a stage`, `Faster rollbacks`.
pub fn is_wish(title: &str) -> bool {
    let first = words(title).find(|word| !word.is_empty());
    count(title) > 1 && (is_imperative(title) || first.is_some_and(|first| COMPARING.contains(&*first)))
}

/// Words with which the name of a group ends.
static GROUPS: Words = Words::new(|| {
    listed(
        "actions changes fixes follow-ups improvements items measures monitoring process steps tasks term work reports requests \
     ideas",
    )
});

/// Whether a title names a group by its last word: `Changes to the deployment` is none, `Deployment changes` is one.
pub fn names_group(title: &str) -> bool {
    words(title.split(['(', ':']).next().unwrap_or_default())
        .filter(|word| !word.is_empty())
        .last()
        .is_some_and(|word| GROUPS.contains(&*word))
}

/// The sentences of a text, roughly.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!', '\n']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// What was done in a sentence that reports no work: it was only talked about, or begun.
static ONLY_BEGUN: Words = Words::new(|| {
    listed(
        "agreed asked begun decided discussed filed found identified learned learnt logged noticed opened planned prioritised \
     prioritized raised rejected scheduled seen started suggested supposed",
    )
});

/// What a sentence speaks of that reports no work: what was written down is still to be done.
static ONLY_WRITTEN: Words = Words::new(|| listed("backlog item items roadmap story stories task tasks ticket tickets"));

/// Words that begin a clause: what was done in it is not what the sentence tells.
static SUBORDINATE: Words = Words::new(|| {
    listed("after although because before how if not since that until what when where whether which while who why")
});

/// Verbs that begin a report: `Reverted the change`.
static REPORTS: Words = Words::new(|| {
    listed(
        "added applied banned built cleaned conducted deleted disabled enabled established evaluated fixed got implemented issued merged moved paused published \
     ran removed restarted resumed reverted revoked rewrote rolled rotated sent shipped switched wrote",
    )
});

/// The same, where the word may also describe something: `Updated the runbook`, but not `Updated runbooks`.
static REPORTS_OF_SOMETHING: Words = Words::new(|| {
    listed(
        "changed configured created deployed documented improved increased introduced made migrated modified patched put \
     reduced replaced restored set tweaked updated upgraded",
    )
});

/// Whether the first sentence tells that the work has been done.
pub fn tells_done(text: &str) -> bool {
    let Some(first) = sentences(behind_label(text)).next() else { return false };
    let said: Vec<_> = words(first).filter(|word| !word.is_empty()).collect();
    let said: Vec<&str> = said.iter().map(|word| &**word).collect();
    if is_imperative(first) || still_to_come(first) || first.ends_with('?') {
        return false;
    }
    let Some(verb) = verb_of_report(&said) else { return false };
    let mut object = said.iter().skip(verb + 1).take(5);
    let written = |word: &str| {
        ONLY_WRITTEN.contains(word) || (matches!(word, "issue" | "issues") && matches!(said[verb], "added" | "created" | "made"))
    };
    !ONLY_BEGUN.contains(&said[verb])
        && !object.any(|word| written(word))
        && !said[..verb].iter().any(|word| ONLY_WRITTEN.contains(word))
}

/// What stands behind a label in bold: `**Alerts**: added for the queue`.
fn behind_label(text: &str) -> &str {
    let labelled = ["**", "__"].iter().find_map(|mark| text.strip_prefix(mark)?.split_once(mark));
    let behind = labelled.and_then(|(label, behind)| behind.strip_prefix(':').or(Some(behind).filter(|_| label.ends_with(':'))));
    behind.map(str::trim_start).filter(|behind| !behind.is_empty()).unwrap_or(text)
}

/// Where the verb of a sentence stands that tells what was done: `We added`, `has been added`, `were quickly added`, `Added`.
fn verb_of_report(said: &[&str]) -> Option<usize> {
    let of_something = |at: usize| matches!(said.get(at), Some(&("the" | "our" | "all" | "a" | "an" | "its" | "their" | "this")));
    let begins = |at: usize| REPORTS.contains(&said[at]) || (REPORTS_OF_SOMETHING.contains(&said[at]) && of_something(at + 1));
    let participle = |at: &usize| {
        let word = said[*at];
        word.ends_with("ed") && word != "need" || REPORTS.contains(&word) || REPORTS_OF_SOMETHING.contains(&word)
    };
    let within = |from: usize, most: usize| (from..said.len().min(from + most)).find(participle);
    match *said.first()? {
        "we" | "i" if said.get(1) == Some(&"have") => within(2, 5),
        "we" | "i" => within(1, 2),
        "we've" | "i've" => within(1, 3),
        _ if begins(0) => Some(0),
        _ if ends_in_report(said) => said.len().checked_sub(1),
        _ => {
            let at = said.iter().position(|word| matches!(*word, "was" | "were" | "been"))?;
            let perfect = said[at] != "been" || matches!(at.checked_sub(1).map(|before| said[before]), Some("has" | "have"));
            let main = perfect && !said[..at].iter().any(|word| SUBORDINATE.contains(word));
            within(at + 1, 3).filter(|_| main)
        }
    }
}

/// `An audit of all keys completed`, and in few words `Alerts configured`. A longer text may end in a word that describes.
fn ends_in_report(said: &[&str]) -> bool {
    let Some((last, before)) = said.split_last() else { return false };
    let completed = matches!(*last, "completed" | "finished" | "implemented");
    let short = said.len() <= 4 && (REPORTS.contains(last) || REPORTS_OF_SOMETHING.contains(last) || *last == "documented");
    let turns = |word: &str| {
        SUBORDINATE.contains(word) || matches!(word, "be" | "being" | "get" | "not" | "never" | "is" | "are" | "have")
    };
    !before.is_empty() && (completed || short) && !before.iter().any(|word| turns(word))
}
