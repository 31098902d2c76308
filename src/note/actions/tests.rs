use super::super::{blocks, passages, sections};
use super::*;
use crate::incident::ActionType;
use crate::source::SourceFile;

fn read_text(list: &str) -> (Vec<Action>, Vec<&'static str>) {
    let file = SourceFile::new("a.md", format!("## Action items\n\n{list}"));
    let body = 0..file.text.len();
    let blocks = blocks::read(&file.text, &body).all;
    let parts = sections::split(&file.text, &body, &blocks);
    let mut placing = Placing::new(&file, None);
    let passages = passages::passages(&file.text, &parts[0], &blocks);
    let mut reader = Reader::new(&file.text);
    reader.read(&passages[0], &mut placing, &mut Vec::new());
    (merge(Vec::new(), reader.finish()), placing.finish().iter().map(|finding| finding.rule.code).collect())
}

#[test]
fn facts_in_brackets_are_taken() {
    let (actions, findings) = read_text(
        "- [ ] Add a canary stage (owner: team-payments, due: 2026-04-01, type: prevent, priority: p1, PAY-123)\n\
         - [x] Roll back (see [the runbook](https://example.org/run))\n\
         3. Watch the [queue](https://example.org/q)\n",
    );
    let first = &actions[0];
    assert_eq!(first.text, "Add a canary stage");
    assert_eq!(first.owner.as_deref(), Some("team-payments"));
    assert_eq!(first.due, Some(jiff::civil::date(2026, 4, 1)));
    assert_eq!(
        (first.kind, first.priority.as_deref(), first.tracking.as_deref()),
        (Some(ActionType::Prevent), Some("p1"), Some("PAY-123"))
    );
    assert_eq!(first.progress, Progress::Open);
    assert_eq!(actions[1].text, "Roll back (see [the runbook](https://example.org/run))");
    assert_eq!(actions[1].progress, Progress::Done { closed: None });
    assert_eq!(actions[2].text, "Watch the [queue](https://example.org/q)");
    assert!(findings.is_empty());
}

#[test]
fn what_is_no_fact_stays_in_the_text() {
    let (actions, findings) = read_text("- Rotate keys (owner: ops, dew: soon)\n- Alert (due: next week, owner: ops)\n");
    assert_eq!(actions[0].text, "Rotate keys (dew: soon)");
    assert_eq!(actions[1].text, "Alert (due: next week)");
    assert_eq!(findings, ["LB103"]);
}

#[test]
fn done_is_said_in_several_ways() {
    let (actions, _) = read_text(
        "- ~~Struck~~\n- ~~Struck (owner: a)~~\n- Marked (DONE)\n- (done) Before\n- Linked ([#12](https://example.org/12), Fixed)\n",
    );
    assert!(actions.iter().all(|action| action.progress == Progress::Done { closed: None }), "{actions:?}");
    let texts: Vec<_> = actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(texts, ["Struck", "Struck", "Marked", "Before", "Linked"]);
    assert_eq!(actions[4].tracking.as_deref(), Some("https://example.org/12"));
}

#[test]
fn what_is_nested_explains_its_item() {
    let (actions, _) = read_text("1. First (owner: a)\n   - why\n   - how\n2. Second\n");
    assert_eq!(actions.len(), 2);
    assert_eq!(actions[0].text, "First\n\n- why\n- how");
    assert_eq!(actions[0].owner.as_deref(), Some("a"));
}

#[test]
fn the_front_matter_wins_and_keeps_the_explanation() {
    let (mut front, _) = read_text("- Add   a canary (owner: front)\n");
    front[0].text = "Add a  canary".to_owned();
    let (body, _) = read_text("- Other\n");
    let body: Vec<_> = [("Add a canary", "- why"), ("Other", "")]
        .map(|(text, why)| Found { action: Action { text: text.to_owned(), ..body[0].clone() }, explanation: why.to_owned() })
        .into();
    let merged = merge(front, body);
    assert_eq!(merged.iter().map(|action| action.text.as_str()).collect::<Vec<_>>(), ["Add a  canary\n\n- why", "Other"]);
    assert_eq!(merged[0].owner.as_deref(), Some("front"));
}
