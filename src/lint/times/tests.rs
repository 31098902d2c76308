//! What these rules find in notes, and what they leave alone.

use crate::config::Config;
use crate::corpus;
use crate::lint::{Subject, judge};
use crate::note;
use crate::source::SourceFile;
use proptest::prelude::*;

/// The messages and the places of a rule's findings in a note that began on 2 March 2026 at 14:02, on the 20th.
fn found(code: &str, front: &str, body: &str) -> Vec<(String, String)> {
    let text = format!("+++\ntitle = \"x\"\nseverity = \"sev3\"\nstatus = \"in-review\"\nsummary = \"y\"\n{front}\n+++\n{body}");
    let note = note::read(&SourceFile::new("a.md", text), "2026-03-02-a", false, &Config::default());
    let Some(incident) = note.incident else { panic!("{:?}", note.findings) };
    let (corpus, _) = corpus::gather(Config::default(), vec![incident]);
    let (no, _) = corpus.incidents().next().unwrap();
    let findings = judge(&Subject::sample(&corpus, no));
    let findings = findings.into_iter().filter(|finding| finding.rule.code == code);
    findings.map(|finding| (finding.message.clone(), finding.place.text().to_owned())).collect()
}

fn one(code: &str, front: &str, body: &str) -> (String, String) {
    let mut all = found(code, front, body);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

const STARTED: &str = "started = 2026-03-02T14:02:00Z";

#[test]
fn what_is_later_than_today_is_told_once_with_how_many_more() {
    let rows = "## Timeline (UTC)\n- 2026-03-22 14:02 a\n- 2026-03-23 14:02 **resolved** b\n- 2026-03-24 14:02 c\n";
    let told = one("LB112", "", rows);
    assert_eq!(
        (told.0.as_str(), told.1.as_str()),
        ("`2026-03-22 14:02` is on 2026-03-22, and today is 2026-03-20, and 2 more like it", "2026-03-22 14:02")
    );
    let until = one("LB112", "", "## Timeline (UTC)\n- 2026-03-02 14:02 – 2026-04-02 15:00 a\n");
    assert!(until.0.contains("is on 2026-04-02"), "{until:?}");
    for front in
        ["mitigated", "[[restore]]\nmethod = \"other\"\nat", "[[verification]]\nenvironment = \"x\"\nresult = \"pass\"\nat"]
    {
        assert_eq!(one("LB112", &format!("{front} = 2026-04-02T14:02:00Z"), "").1, "2026-04-02T14:02:00Z");
    }
    assert!(found("LB112", "mitigated = 2026-03-21T14:02:00Z", "").is_empty(), "zones explain a day");
    assert!(found("LB112", "[[action]]\ntext = \"a\"\ndue = 2026-06-01", "").is_empty());
}

#[test]
fn what_comes_before_the_beginning_or_after_the_end_is_told() {
    let with = |table: &str| {
        found("LB113", &format!("{STARTED}\ndetected = 2026-03-02T14:09:00Z\nresolved = 2026-03-02T15:00:00Z\n{table}"), "")
    };
    let signal = with("[[detection]]\nsource = \"alert\"\nat = 2026-03-02T13:00:00Z");
    assert_eq!(signal, [("this signal came before it was started".to_owned(), "2026-03-02T13:00:00Z".to_owned())]);
    let attempt = |at: &str| with(&format!("[[restore]]\nmethod = \"rollback\"\nat = {at}"));
    assert_eq!(attempt("2026-03-02T15:01:00Z")[0].0, "this attempt came after it was resolved");
    assert_eq!(attempt("2026-03-02T14:00:00Z")[0].0, "this attempt came before it was started");
    assert!(attempt("2026-03-02T15:00:00Z").is_empty() && attempt("\"~2026-03-02 15:10 UTC\"").is_empty());
    let check = |at: &str| with(&format!("[[verification]]\nenvironment = \"production\"\nresult = \"pass\"\nat = {at}"));
    assert!(check("2026-03-05T09:00:00Z").is_empty() && check("2026-03-01T09:00:00Z").len() == 1);
}

#[test]
fn a_wrong_month_or_year_is_told_from_a_long_story() {
    let rows = |last: &str| {
        found(
            "LB113",
            "",
            &format!("## Timeline (UTC)\n- 2026-03-02 14:02 a\n- 2026-03-02 14:10 b\n- 2026-03-02 15:00 c\n- {last} 16:00 d\n"),
        )
    };
    assert_eq!(rows("2026-03-19"), []);
    let month = found(
        "LB113",
        "",
        "## Timeline (UTC)\n- 2026-01-02 14:02 a\n- 2026-03-02 14:10 b\n- 2026-03-02 15:00 c\n- 2026-03-03 16:00 d\n",
    );
    assert_eq!(month[0].0, "`2026-01-02 14:02` is on 2026-01-02, far from the rest of the incident (2026-03-02 to 2026-03-03)");
    let story = found(
        "LB113",
        "",
        "## Timeline (UTC)\n- 2026-01-12 14:02 a\n- 2026-03-02 14:10 b\n- 2026-03-02 15:00 c\n- 2026-03-03 16:00 d\n",
    );
    assert_eq!(story, []);
    let slip = "## Timeline (UTC)\n- 2026-03-02 14:02 a\n- 2026-01-02 14:10 b\n- 2026-03-02 15:00 c\n- 2026-03-03 16:00 d\n";
    assert_eq!(found("LB113", "", slip), [], "time runs backwards there, and LB105 says so");
    let year = found(
        "LB113",
        "started = 2025-03-02T14:02:00Z\nmitigated = 2026-03-02T14:30:00Z",
        "## Timeline (UTC)\n- 2026-03-02 14:10 b\n- 2026-03-02 15:00 c\n",
    );
    assert_eq!(year[0].1, "2025-03-02T14:02:00Z");
}

#[test]
fn the_gap_is_counted_from_the_customers_to_the_first_signal_of_the_team() {
    let signals = |more: &str| {
        found("LB114", &format!("{STARTED}\n{more}\n[[detection]]\nsource = \"customer\"\nat = 2026-03-02T14:06:00Z"), "")
    };
    assert_eq!(
        signals("")[0],
        ("customers told of it, and no signal of the team's own did".to_owned(), "2026-03-02T14:06:00Z".to_owned())
    );
    assert_eq!(signals("detected = 2026-03-02T14:07:00Z")[0].0, "customers knew of it 1 minute before the team did");
    assert_eq!(
        signals("[[detection]]\nsource = \"engineer\"\nat = 2026-03-02T17:06:00Z")[0].0,
        "customers knew of it 3h before the team did"
    );
    assert!(signals("[[detection]]\nsource = \"alert\"\nat = 2026-03-02T14:05:00Z").is_empty());
    assert!(signals("detected = 2026-03-02T14:05:00Z").is_empty());
    assert!(signals("[[action]]\ntext = \"a\"\ntype = \"detect\"").is_empty());
}

#[test]
fn what_nobody_filled_in_is_told() {
    let told = |front: &str, body: &str| found("LB115", front, body).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
    assert_eq!(told("resolved = \"HH:mm\"", ""), ["nobody says when it was over"]);
    let rows = "## Timeline (UTC)\n- 14:02 a\n- HH:mm b\n- --:-- c\n- ??:?? d\n";
    assert_eq!(told("", rows), ["`HH:mm` is no time yet, and 1 more like it"]);
    assert_eq!(
        told("", "## Impact\n\nTBD, [insert number] of <your service>\n"),
        ["`TBD` was to be filled in, and 2 more like it"]
    );
    assert_eq!(told("[impact]\nsummary = \"TODO\"", ""), ["`TODO` was to be filled in"]);
    let template = "## Action items\n\n- [ ] [Action item 1] (owner: NAME, due: YYYY-MM-DD)\n- [ ] <description>\n";
    assert_eq!(told("", template), ["`[Action item 1]` was to be filled in, and 1 more like it"]);
    for fine in [
        "`TODO` and `[insert x]`\n\n```\nXXX\n```\n\n    FIXME\n",
        "<!-- TODO: ask them -->\n",
        "<!--\nTODO: ask them\n\nTBD\n-->\n",
        "Seen <!-- by\nTODO --> them.\n",
        "The todos are done; [insert](insert.md), HTTP 5XX, XXXL.\n",
        "## Action items\n\n- [ ] TODO: a canary (owner: TBD)\n",
        "It went on the TODO list, with an XXX-large box; \"TODO\" stood there, and the TODO was lost.\n",
        "## Action items\n\n<!--\n- [ ] [Action item 1] (owner: NAME, due: YYYY-MM-DD)\n-->\n",
    ] {
        assert_eq!(told("", fine), [""; 0], "{fine}");
    }
}

#[test]
fn a_draft_may_have_gaps() {
    let text = "+++\ntitle = \"TODO\"\nseverity = \"sev3\"\nresolved = \"HH:mm\"\n+++\nTBD\n";
    let note = note::read(&SourceFile::new("a.md", text), "2026-03-02-a", false, &Config::default());
    let (corpus, _) = corpus::gather(Config::default(), note.incident.into_iter().collect());
    let (no, _) = corpus.incidents().next().unwrap();
    assert!(judge(&Subject::sample(&corpus, no)).is_empty());
}

proptest! {
    #[test]
    fn whatever_a_text_holds_places_stand_on_characters(body in "(TODO|XXX|`|<!--|-->|\\[insert|\\]|- \\?\\?:\\?\\?|## Timeline\n|é|\\PC|\n){0,40}") {
        found("LB115", STARTED, &body);
    }
}
