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
    hits(&prose, &[], |_| true).iter().map(|hit| (code(hit), prose.text[hit.span.clone()].to_owned())).collect()
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
            "@bob should have rolled back.",
            "- Should've rolled back.",
            "This could have be done earlier.",
            "It could have been tested; the operator should have asked.",
            "A canary would have detected it.",
            "An audit of the roles would have revealed the key.",
            "Two reviewers would have prevented it.",
            "A second graph would have enabled us to look there.",
            "Had the operator read the page, nothing would have happened.",
            "Had the vendor told us, we knew.",
            "We should of waited.",
            "If the supplier had called, it was a minute.",
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
        "The on-call engineer should have received a page at 14:02.",
        "We should have been told by the vendor.",
        "The operator should have been paged.",
        "We could have lost data; we did not.",
        "It is unclear whether we could have stopped it.",
        "We would have hit the limit in June in any case.",
        "We assumed that we could have rolled back.",
        "We believe that we could have lost a day.",
        "The bug would have allowed a stranger to read it.",
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
        &[
            "Cause: human error.",
            "It was a mistake made by the operator.",
            "A mistake made by one of the vendors.",
            "The mistakes made by us are listed.",
            "It was deleted by mistake.",
            "An engineer made a mistake.",
            "Somebody fat-fingered the flag.",
        ],
    );
    none_is_found(&[
        "The rate of user errors rose.",
        "What is called “human error” begins the search.",
        "We made the error messages clearer.",
        "The user error rate rose.",
        "A 404 was counted as user error.",
        "The operator error counter stood at 0.",
        "The prompt is there to prevent human error.",
        "We accidentally deleted it.",
    ]);
}

#[test]
fn machines_may_fail_to_and_people_may_not() {
    all_have(
        "LB303",
        &[
            "The operator forgot to drain it.",
            "The vendor failed to tell us.",
            "Ops neglected the ticket.",
            "QA did not bother to run it.",
            "Customer service failed to escalate.",
            "The Payments team failed to notice it.",
            "@ann forgot to rotate the key.",
            "Nobody noticed.",
            "No one was watching.",
            "None of us checked it.",
            "This was not caught.",
            "It was never seen.",
            "Requests failed to arrive, and the on-call engineer forgot to page.",
            "The node was drained and forgotten: we restarted it but forgot to uncordon it.",
            "We failed to notice it.",
            "The on-call engineer had forgotten to page.",
            "The reviewers simply missed the change.",
            "They didn't bother to look.",
            "Our failure to test it was seen late.",
            "Forgot to rotate the key.",
        ],
    );
    none_is_found(&[
        "Nobody failed to answer.",
        "No engineer forgot to answer.",
        "The provider failed to read the file.",
        "We never forgot to renew it.",
        "We did not miss a page.",
        "We didn't realise that it was full, because the graph ended at 80.",
        "The team did not notice it, as the page went to a channel.",
        "We didn't notice any downtime.",
        "Nobody noticed the maintenance.",
        "We missed lunch.",
        "We missed the error budget by a hair.",
        "The prometheus operator failed to check the rule.",
        "This was not seen before.",
        "It was not caught by the tests.",
        "It was not caught by our unit/load tests.",
        "Why it wasn't caught",
        "It was not seen, as the graph ended at 80.",
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
            "A rookie move.",
            "That was sheer recklessness.",
            "This is unacceptable behaviour.",
            "It was @ann's fault.",
            "A careless push.",
            "The team was to blame.",
            "It was our fault.",
            "I was lazy that day.",
            "They should know better.",
        ],
    );
    none_is_found(&[
        "When I'm lazy it fails.",
        "Nobody blames the engineer.",
        "No one is at fault.",
        "Nobody was to blame.",
        "It was not the fault of the team.",
        "It wasn't our fault.",
        "The cluster ran with a sloppy quorum.",
        "A careless default let it through.",
        "It ran in reckless mode.",
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
            "It was obvious that it was full.",
            "Obviously it was full.",
            "The graph clearly showed it.",
            "In hindsight it was plain that it was the disk.",
            "We wrongly assumed a slow disk.",
            "- It was only a matter\n  of time.",
        ],
    );
    none_is_found(&[
        // Says only when it was known.
        "In hindsight it was the disk.",
        "The name is obviously not a key.",
        "It was obviously a test.",
        "It is obviously fixed now.",
        "It was not obvious that it was full.",
        "It was immediately clear.",
        "Nothing was obviously wrong.",
        "The page should clearly say so.",
        "Everything works as expected.",
        "The server was bound to port 80.",
    ]);
}

#[test]
fn work_looks_small_where_people_do_it() {
    all_have(
        "LB306",
        &[
            "Simply restart it.",
            "We simply forgot.",
            "The on-call engineer can just run it again.",
            "You could easily roll back.",
            "Rather than just trashing it, we copied it.",
            "The solution was just a restart.",
            "All you need to do is restart it.",
            "It was left to just delete it.",
            "Instead of waiting, just restart it.",
        ],
    );
    for sentence in [
        "It failed just before noon.",
        "We had just deployed it.",
        "We just released a version.",
        "It took just one minute.",
        "The limit is just 2x.",
        "It was just waiting for a disk.",
        "The proxy just redirects.",
        "The page should be easily found.",
        "We could not easily restart it.",
        "It simply cannot go down.",
        "The fix was just deployed.",
        "We took it from the copy, just to be sure.",
    ] {
        assert_eq!(found(sentence), [], "{sentence}");
    }
}

#[test]
fn one_cause_is_a_claim_and_a_search_is_none() {
    all_have(
        "LB307",
        &[
            "The ultimate cause was a typo.",
            "The sole cause was a typo.",
            "We found that the root cause was a typo.",
            "The root cause was a typo.",
            "The root cause of the outage is DNS.",
            "The only reason was a typo.",
            "**Root cause**: a typo",
            "It was the sole\ncause of it.",
        ],
    );
    none_is_found(&[
        "The disk is believed to be the root cause.",
        "At 15:10 we began to find the root cause.",
        "It took an hour to find out what the root cause was.",
        "The root cause was still unknown.",
        "The root cause of the delay was identified at 14:20.",
        "There is no single cause.",
        "We look for root causes.",
        "It can only cause errors.",
    ]);
}

#[test]
fn questions_ask_how() {
    all_have("LB309", &["Who approved this?", "Why didn’t the on-call engineer page?", "Whose fault was it?"]);
    none_is_found(&[
        "Why did nobody get paged?",
        // Of the process, and not of people.
        "Why was it not tested?",
        "Why was no review requested?",
        "Why was nobody paged?",
        "Q: Why did you not test it?",
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
        "Be careful: this step deletes the volume.",
        "Double-check is done by the pipeline.",
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

/// What a rule finds in a note with this body.
fn checked(lint: &'static Lint, people: &[&str], body: &str) -> Vec<String> {
    let folder = tempfile::TempDir::new().unwrap();
    let people: Vec<_> = people.iter().map(|person| format!("\"{person}\"")).collect();
    let config = format!("[lint]\npeople = [{}]\nwarn = [\"{}\"]\n", people.join(", "), lint.rule.code);
    let note = format!("+++\ntitle = \"A\"\nseverity = \"sev3\"\nstarted = 2026-03-02T14:00:00Z\n+++\n\n{body}");
    std::fs::create_dir(folder.path().join("incidents")).unwrap();
    std::fs::write(folder.path().join("lookback.toml"), config).unwrap();
    std::fs::write(folder.path().join("incidents/2026-03-02-a.md"), note).unwrap();
    let findings = crate::pipeline::read(folder.path(), jiff::civil::date(2026, 3, 20)).unwrap().findings(|_| true);
    let of_rule = findings.into_iter().filter(|finding| std::ptr::eq(finding.rule, &lint.rule));
    of_rule.map(|finding| format!("{} {}", finding.message, finding.help.unwrap_or_default())).collect()
}

#[test]
fn one_cause_is_none_among_several() {
    let lint = &single_cause::LINT;
    for body in [
        "The root cause was a typo. Separately, the alert was off.\n",
        "The cause of the growth is a leak, though the root cause is a flag; both the flag and the leak came with 2.4.\n",
        "The direct cause was a leak, though the root cause was a flag.\n",
        "**Root causes**\n\nThe root cause was a typo.\n",
        "## Causes\n\nThe root cause was a typo.\n",
        "The root cause was a typo.\n\n## Contributing factors\n\n- A typo\n- No canary\n",
        "## Contributing factors\n\n- The root cause was a typo.\n- No canary\n",
        "## Root cause\n\nNot yet known.\n",
        "## Root cause\n\nA typo in a flag.\n\nFurthermore, the alert was off.\n",
    ] {
        assert_eq!(checked(lint, &[], body), [""; 0], "{body}");
    }
    for body in ["## Root cause\n\nA typo.\n", "The root cause was a typo.\n\nThe alert was off, too.\n"] {
        assert_eq!(checked(lint, &[], body).len(), 1, "{body}");
    }
}

#[test]
fn a_question_that_a_fact_answers_has_found_its_way() {
    let lint = &questions::LINT;
    for body in ["- Why didn't we see it? There is no metric.\n", "## Q&A\n\n### Why did you not test it?\n\nWe did.\n"] {
        assert_eq!(checked(lint, &[], body), [""; 0], "{body}");
    }
    for body in ["- Why didn't we see it? We slept.\n", "- Why didn't we see it?\n- There is no metric.\n"] {
        assert_eq!(checked(lint, &[], body).len(), 1, "{body}");
    }
}

#[test]
fn what_stands_around_a_phrase_counts() {
    assert_eq!(checked(&hindsight::LINT, &[], "## What went well\n\nThe logs clearly showed the leak.\n"), [""; 0]);
    assert_eq!(checked(&hindsight::LINT, &[], "## Detection\n\nThe logs clearly showed the leak.\n").len(), 1);
    assert_eq!(checked(&careful::LINT, &[], "Pay attention to the unit.\n"), [""; 0]);
    assert_eq!(checked(&careful::LINT, &[], "- [ ] Pay attention to the unit\n").len(), 1);
    let said = checked(&counterfactual::LINT, &[], "## Action items\n\n- [ ] Alerts should have been tested by us\n");
    assert!(said.len() == 1 && said[0].contains("add …"), "{said:?}");
    let said = checked(&counterfactual::LINT, &[], "A list of the tabs could have saved an hour.\n");
    assert!(said.len() == 1 && said[0].contains("took the time"), "{said:?}");
}

#[test]
fn whoever_is_named_is_found_once() {
    let body = "@ann forgot to drain it. Bob Li failed to answer, and the vendor forgot to call.\n\n14:20 Bob Li restarts it.\n";
    assert_eq!(checked(&failed::LINT, &["Bob Li"], body).len(), 3);
    let named = checked(&named::LINT, &["Bob Li"], body);
    assert!(named.len() == 1 && named[0].starts_with("`Bob Li` is the subject of a sentence"), "{named:?}");
    let nobody = "@channel was told. @here is loud. @types/node has a fault. git@git.example.org restarts. support@shop.lookback answered. `@retry` was set.\n";
    assert_eq!(checked(&named::LINT, &[], nobody), [""; 0]);
    assert_eq!(checked(&named::LINT, &[], "ann.lee@shop.lookback answered.\n").len(), 1);
}

proptest! {
    #[test]
    fn whatever_stands_in_a_note_is_pointed_at_in_whole_characters(
        body in "(we |We |the team |é|should |have |been |failed to |“|”|\\. |\n\n|root cause |: |is |by mistake|’|\"|@ann |`|\\* |just |[a-zé.?]{1,4} ){0,40}"
    ) {
        let prose = prose(&body);
        let mut last = 0;
        for hit in hits(&prose, &["ann é".to_owned(), "team".to_owned()], |_| true) {
            prop_assert!(prose.text.is_char_boundary(hit.span.start) && prose.text.is_char_boundary(hit.span.end));
            prop_assert!(last <= hit.span.start && hit.span.start < hit.span.end);
            last = hit.span.end;
        }
    }
}
