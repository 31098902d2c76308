//! What the rules find in notes of one line each.

use super::*;
use crate::corpus::{Corpus, gather};
use crate::incident::sample::Sample;
use crate::incident::{Milestone, Progress, Verdict, Verification};
use crate::lint::LookAlike;
use proptest::prelude::*;

/// What one rule finds in one of the notes, as of 20 March 2026.
fn found(lint: &'static Lint, corpus: &Corpus, id: &str, alike: &[(&str, f32)]) -> Vec<Diagnostic> {
    let no = corpus.find(id).unwrap();
    let alike = || {
        let other = |&(id, score): &(&str, f32)| LookAlike {
            incident: corpus.find(id).unwrap(),
            score,
            shared: vec!["DNS".to_owned()],
            joined: false,
        };
        alike.iter().map(other).collect()
    };
    let subject = Subject { alike: &alike, ..Subject::sample(corpus, no) };
    let mut findings = Vec::new();
    (lint.check)(&subject, &mut Report { rule: &lint.rule, file: &subject.incident.file, findings: &mut findings });
    findings
}

fn messages(lint: &'static Lint, sample: Sample) -> Vec<String> {
    let incident = sample.build();
    let id = incident.id.clone();
    let (corpus, _) = gather(Config::default(), vec![incident]);
    found(lint, &corpus, &id, &[]).into_iter().map(|finding| finding.message).collect()
}

/// Over, on 2 March 2026; `sev2`, reviewed.
fn over() -> Sample {
    Sample::new("2026-03-02-a").after(Milestone::Resolved, 60)
}

#[test]
fn what_a_note_lacks_throughout_is_one_finding() {
    let three = over().open_action("One").open_action("Two").done_action("Done", "2026-03-03").open_action("Three");
    assert_eq!(messages(&complete::WITHOUT_OWNER, three), ["nobody owns `One` and 2 more open actions"]);
    let owned = over().open_action("One").with(|incident| incident.owner = Some("team-a".to_owned()));
    assert_eq!(messages(&complete::WITHOUT_OWNER, owned), [""; 0]);
    let nobody = over().open_action("One").with(|incident| incident.actions[0].owner = Some("TBD".to_owned()));
    assert_eq!(messages(&complete::WITHOUT_OWNER, nobody), ["nobody owns `One`"]);
    assert_eq!(messages(&complete::WITHOUT_OWNER, over().open_action("@ops will add a limit")), [""; 0]);
    for owned in [
        "The platform team will add a limit",
        "Storage Team will add a limit",
        "Ann will add a limit",
        "Add a limit. Ann owns it.",
    ] {
        assert_eq!(messages(&complete::WITHOUT_OWNER, over().open_action(owned)), [""; 0], "{owned}");
    }
    for loose in [
        "We will add a limit",
        "Alerts will fire sooner",
        "Monitoring will cover it",
        "The limit will be set",
        "The limit will end it",
    ] {
        assert_eq!(messages(&complete::WITHOUT_OWNER, over().open_action(loose)).len(), 1, "{loose}");
    }
    let some = over().open_action("One").open_action("Ann will add a limit").open_action("Two");
    assert_eq!(messages(&complete::WITHOUT_OWNER, some), ["nobody owns `One` and 1 more open action"]);
}

#[test]
fn a_quotation_is_a_line_and_no_more_than_fits() {
    assert_eq!(quoted("Let `drain` wait\n\nfor the pods"), "`Let drain wait`");
    assert_eq!(quoted("**Drain**: see [the page](https://x.example/a) [or"), "`Drain: see the page or`");
    assert_eq!(quoted(&"word ".repeat(30)), format!("`{} …`", "word ".repeat(12).trim_end()));
    assert_eq!(quoted(&"字".repeat(70)), format!("`{} …`", "字".repeat(60)));
}

#[test]
fn what_is_not_over_is_not_asked_what_follows() {
    assert_eq!(messages(&missing::NO_ACTIONS, over()), ["a `sev2` incident without a single action"]);
    assert_eq!(messages(&missing::NO_ACTIONS, over().title("Maintenance of the database")), [""; 0]);
    assert_eq!(messages(&missing::NO_ACTIONS, over().with(|incident| incident.severity = Severity(2))), [""; 0]);
    assert_eq!(messages(&missing::NO_ACTIONS, over().with(|incident| incident.status = Status::Draft)), [""; 0]);
    let ongoing = Sample::new("2026-03-02-a").with(|incident| incident.status = Status::InReview);
    assert_eq!(messages(&missing::NO_ACTIONS, ongoing), [""; 0]);
}

#[test]
fn days_are_counted_from_the_day_that_is_said_or_allowed() {
    let due = |day: &str| {
        let day = day.parse().ok();
        over().open_action("One").with(|incident| incident.actions[0].due = day)
    };
    assert_eq!(messages(&overdue::OVERDUE, due("2026-03-18")), ["overdue for 2 days: `One`"]);
    assert_eq!(messages(&overdue::OVERDUE, due("2026-03-20")), [""; 0], "on the day itself it is in time");
    assert_eq!(messages(&overdue::OVERDUE, over().open_action("Due on 1 April, as it is sev2")), [""; 0]);
    let old = Sample::new("2026-02-17-a").open_action("One").open_action("Two").with(|incident| {
        incident.actions[1].due = "2026-03-01".parse().ok();
    });
    assert_eq!(messages(&overdue::OVERDUE, old), ["overdue for 19 days: `Two` and 1 more open action"]);
}

#[test]
fn a_ticked_item_says_its_day_only_where_others_do() {
    let done = |text: &str| over().action(text, Progress::Done { closed: None });
    let in_text = |incident: &mut Incident| incident.actions[0].span = 5000..5000;
    assert_eq!(messages(&closed::DONE_WITHOUT_CLOSED, done("One")), ["nothing says since when `One` is done"]);
    assert_eq!(messages(&closed::DONE_WITHOUT_CLOSED, done("One").with(in_text)), [""; 0]);
    let others = done("One").with(in_text).done_action("Two", "2026-03-05");
    assert_eq!(messages(&closed::DONE_WITHOUT_CLOSED, others).len(), 1);
}

#[test]
fn the_last_round_counts_in_each_environment_where_it_happened() {
    let verified = |rounds: &[(&str, u32, Verdict)]| {
        let rounds = rounds.iter().map(|&(environment, round, result)| Verification {
            environment: environment.to_owned(),
            round,
            by: None,
            at: None,
            result,
            span: 0..0,
        });
        let rounds: Vec<_> = rounds.collect();
        over().with(|incident| {
            incident.verifications = rounds;
            incident.environments = vec!["staging".to_owned(), "Production".to_owned()];
        })
    };
    let found = |rounds: &[(&str, u32, Verdict)]| messages(&over::NOT_VERIFIED, verified(rounds));
    let (pass, fail) = (Verdict::Pass, Verdict::Fail);
    assert_eq!(found(&[("staging", 1, pass), ("production", 1, fail), ("production", 2, pass)]), [""; 0]);
    assert_eq!(found(&[("staging", 1, pass)]), ["nobody has verified in Production that it is over"]);
    assert_eq!(
        found(&[("staging", 1, pass), ("staging", 2, fail), ("production", 1, pass)]),
        ["the last verification in staging failed"]
    );
    assert_eq!(found(&[]), ["a reviewed `sev2` incident, and nobody has verified in staging and Production that it is over"]);
    assert_eq!(messages(&over::NOT_VERIFIED, over()), [""; 0], "no environment is named");
}

#[test]
fn what_is_shared_says_how_much_alike_is_enough() {
    let samples = [
        Sample::new("2026-01-01-a").factor("dns").title("Names do not resolve"),
        Sample::new("2026-01-02-b").symptom("slow").title("Checkout is slow"),
        Sample::new("2026-01-03-c").title("Maintenance of the vault"),
        Sample::new("2026-02-01-d").factor("dns").symptom("slow"),
        Sample::new("2026-02-02-e"),
    ];
    let (corpus, _) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
    let said = |alike: &[(&str, f32)]| {
        let findings = found(&recurrence::UNLINKED_RECURRENCE, &corpus, "2026-02-01-d", alike);
        findings.into_iter().map(|finding| finding.message + &finding.help.unwrap_or_default()).collect::<Vec<_>>()
    };
    let by_factor = said(&[("2026-01-02-b", 0.25), ("2026-01-01-a", 0.21)]);
    assert_eq!(by_factor.len(), 1);
    assert!(by_factor[0].contains("`Names do not resolve` of 2026-01-01 (21 % alike)"), "{by_factor:?}");
    assert!(by_factor[0].contains("`id = \"2026-01-01-a\"` and `relation = \"same-factor\"`"), "{by_factor:?}");
    assert!(said(&[("2026-01-02-b", 0.35)])[0].contains("same-symptom"));
    let both = found(&recurrence::UNLINKED_RECURRENCE, &corpus, "2026-02-01-d", &[("2026-01-02-b", 0.6), ("2026-01-01-a", 0.5)]);
    assert_eq!(both[0].also.len(), 2, "the other one stands beside the first");
    assert_eq!(said(&[("2026-02-02-e", 0.9)]), [""; 0], "the later note names the earlier one");
    assert_eq!(said(&[("2026-01-03-c", 0.9)]), [""; 0], "work that was announced comes back on purpose");
}

proptest! {
    #[test]
    fn any_text_can_be_quoted(text in "[\\PC\n\\[\\]()*`]{0,600}") {
        prop_assert!(quoted(&text).chars().count() <= QUOTED + "` …`".chars().count());
    }
}
