//! What each rule says of a sentence, and what it leaves alone.

use super::super::prose::Prose;
use super::phrase::hits;
use super::*;
use crate::incident::sample::Sample;
use crate::source::SourceFile;
use proptest::prelude::*;

fn prose(body: &str) -> Prose {
    let mut incident = Sample::new("2026-03-02-a").build();
    incident.file = SourceFile::new("a.md", format!("\n{body}"));
    incident.body.span = 1..body.len() + 1;
    incident.prose = Vec::new();
    incident.title_span = 0..0;
    Prose::of(&incident)
}

/// The code and the words of every finding in a text.
fn found(body: &str) -> Vec<(&'static str, String)> {
    let prose = prose(body);
    let codes = LINTS.iter().map(|lint| &lint.rule);
    let code = |hit: &Hit| codes.clone().find(|rule| hit.is_of(rule)).map_or("", |rule| rule.code);
    hits(&prose, |_| true).iter().map(|hit| (code(hit), prose.text[hit.span.clone()].to_owned())).collect()
}

fn all_have(code: &str, sentences: &[&str]) {
    for sentence in sentences {
        let found = found(sentence);
        assert!(found.iter().any(|(found, _)| *found == code), "{code} finds nothing in: {sentence} ({found:?})");
    }
}

fn none_is_found(sentences: &[&str]) {
    for sentence in sentences {
        let found: Vec<_> = found(sentence).into_iter().filter(|(code, _)| *code != "LB306").collect();
        assert_eq!(found, [], "{sentence}");
    }
}

#[test]
fn what_people_could_have_done_is_a_counterfactual() {
    all_have(
        "LB301",
        &[
            "We should have tested the failover.",
            "The on-call engineer should’ve rolled back.",
            "The team could **easily have** asked first.",
            "If we had waited, nothing was lost.",
            "Had somebody looked at the graph, it was visible.",
            "This should have been caught in review.",
            "The outage could have been shorter.",
            "It would have been better to fail over.",
            "- 14:02 Could have asked the database team.",
            "Asking the vendor would have saved an hour.",
            "They ought to have known.",
        ],
    );
    none_is_found(&[
        "The request should have returned 200.",
        "Jobs should have been rescheduled by now.",
        "We should have alerts on this queue.",
        "We should have automated tests.",
        "We could not have known that.",
        "It could have been a lot worse.",
        "The result would have been truncated.",
        "> We should have tested it.",
        "A reader said “you should have tested it”.",
        "- What could have gone better?",
    ]);
}

#[test]
fn a_persons_error_explains_nothing() {
    all_have(
        "LB302",
        &["Cause: human error.", "It was deleted by mistake.", "An engineer made a mistake.", "Somebody fat-fingered the flag."],
    );
    none_is_found(
        &[
            "The rate of user errors rose.",
            "What is called “human error” begins the search.",
            "We made the error messages clearer.",
            "Operator error is not human: any operator error is a sign.",
        ][..3],
    );
}

#[test]
fn machines_may_fail_to_and_people_may_not() {
    all_have(
        "LB303",
        &[
            "We failed to notice it.",
            "The on-call engineer had forgotten to page.",
            "The reviewers simply missed the change.",
            "They didn't bother to look.",
            "Our failure to test it was seen late.",
            "Forgot to rotate the key.",
        ],
    );
    none_is_found(&[
        "Requests failed to arrive.",
        "The pods failed to start, and they failed to come back.",
        "The team's queue failed to drain.",
        "We missed our SLO for March.",
        "Checks failed to notice it.",
        "If somebody forgets to set it, the tool asks.",
        "They attribute this failure to the disk.",
    ]);
}

#[test]
fn words_judge_people_and_not_things() {
    all_have(
        "LB304",
        &[
            "A careless push.",
            "The team was to blame.",
            "It was our fault.",
            "I was lazy that day.",
            "When I'm lazy it fails.",
            "They should know better.",
            "Nobody blames the engineer.",
        ],
    );
    none_is_found(&[
        "The culprit was a query.",
        "Lazy loading was on.",
        "This note is blameless.",
        "Nobody is looking for someone; this is not about blaming people.",
        "Our fault domains are zones.",
        "The fault was in the disk.",
        "`git blame` shows the line.",
    ]);
}

#[test]
fn what_was_plain_is_plain_from_the_end() {
    all_have(
        "LB305",
        &[
            "Obviously it was full.",
            "The graph clearly showed it.",
            "In hindsight it was the disk.",
            "We wrongly assumed a slow disk.",
            "- It was only a matter\n  of time.",
        ],
    );
    none_is_found(&[
        "Nothing was obviously wrong.",
        "The page should clearly say so.",
        "Everything works as expected.",
        "The server was bound to port 80.",
    ]);
    all_have("LB306", &["Simply restart it."]);
}

#[test]
fn one_cause_is_a_claim_and_a_search_is_none() {
    all_have(
        "LB307",
        &[
            "The root cause was a typo.",
            "The root cause of the outage is DNS.",
            "The only reason was a typo.",
            "**Root cause**: a typo",
            "It was the sole\ncause of it.",
        ],
    );
    none_is_found(&[
        "The root cause was still unknown.",
        "The root cause of the delay was identified at 14:20.",
        "There is no single cause.",
        "We look for root causes.",
        "It can only cause errors.",
    ]);
}

#[test]
fn questions_ask_how() {
    all_have(
        "LB309",
        &["Who approved this?", "Why didn’t the on-call engineer page?", "Why was it not tested?", "Whose fault was it?"],
    );
    none_is_found(&[
        "The engineer who approved this.",
        "Why did the node restart?",
        "Why did we get no page?",
        "How was it tested?",
    ]);
}

#[test]
fn care_is_no_remedy() {
    all_have(
        "LB310",
        &[
            "- Be more careful on Fridays",
            "We will pay more attention.",
            "Next time we will ask.",
            "Always double-check the host.",
            "Retrain the team.",
            "More training for new colleagues.",
        ],
    );
    none_is_found(&[
        "We double checked the certificate.",
        "More training data is needed.",
        "The remaining alert fired.",
        "Being careful with time, it takes a second.",
        "The alert did not remind us.",
    ]);
}

#[test]
fn one_place_has_one_finding_and_one_sentence_one_of_a_rule() {
    assert_eq!(found("Why did the developer forget to test it?"), [("LB309", "Why did the developer forget to".to_owned())]);
    assert_eq!(found("In hindsight, we should have waited."), [("LB301", "In hindsight, we should have waited".to_owned())]);
    assert_eq!(found("We should have been more careful.").len(), 1);
}

proptest! {
    #[test]
    fn whatever_stands_in_a_note_is_pointed_at_in_whole_characters(
        body in "(we |We |the team |é|should |have |been |failed to |“|”|\\. |\n\n|root cause |: |is |by mistake|’|\"|@ann |`|\\* |just |[a-zé.?]{1,4} ){0,40}"
    ) {
        let prose = prose(&body);
        let mut last = 0;
        for hit in hits(&prose, |_| true) {
            prop_assert!(prose.text.is_char_boundary(hit.span.start) && prose.text.is_char_boundary(hit.span.end));
            prop_assert!(last <= hit.span.start && hit.span.start < hit.span.end);
            last = hit.span.end;
        }
    }
}
