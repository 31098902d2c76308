use super::super::{blocks, passages, sections};
use super::*;
use crate::incident::ActionType;
use crate::source::SourceFile;

mod facts;
mod ways;

fn read_text(list: &str) -> (Vec<Action>, Vec<&'static str>) {
    let file = SourceFile::new("a.md", format!("## Action items\n\n{list}"));
    let body = 0..file.text.len();
    let blocks = blocks::read(&file.text, &body).all;
    let parts = sections::split(&file.text, &body, &blocks);
    let mut placing = Placing::new(&file, None);
    let passages = passages::all(&file.text, &parts, &blocks);
    let found = read(&file.text, &passages, &mut placing, &mut Vec::new());
    (merge(Vec::new(), found), placing.finish().iter().map(|finding| finding.rule.code).collect())
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

/// The follow-ups of a whole body, and the prose that is left.
fn read_body(body: &str) -> (Vec<Action>, String) {
    let file = SourceFile::new("a.md", body);
    let span = 0..file.text.len();
    let blocks = blocks::read(&file.text, &span).all;
    let parts = sections::split(&file.text, &span, &blocks);
    let (mut placing, mut taken) = (Placing::new(&file, None), Vec::new());
    let passages = passages::all(&file.text, &parts, &blocks);
    let found = read(&file.text, &passages, &mut placing, &mut taken);
    passages::take_bare_labels(&file.text, &passages, &mut taken);
    let prose = parts.iter().flat_map(|part| sections::prose(&file.text, part, &blocks, &taken));
    let prose: Vec<_> = prose.map(|span| file.text[span].to_owned()).collect();
    (merge(Vec::new(), found), prose.join("\n"))
}

fn texts(body: &str) -> Vec<String> {
    read_body(body).0.into_iter().map(|action| action.text).collect()
}

fn statuses(list: &str) -> Vec<&'static str> {
    read_text(list).0.iter().map(|action| action.progress.status().as_str()).collect()
}

#[test]
fn tables_have_columns_in_any_order() {
    let (actions, prose) = read_body(
        "## Action items\n\n\
         | # | Action Item | Type | Prio | Bug | Status | Responsible | ETA | Notes |\n|---|---|---|---|---|---|---|---|---|\n\
         | 1 | Add a canary | detection | P1 | [PAY-1](https://t.example.org/browse/PAY-1) | **Done** | @ops | 2026-04-01 | soon |\n\
         | 2 | ~~Rewrite it~~ | n/a | | #34 | In progress | [Ann](https://example.org/ann) | Q3 | - |\n\
         | 3 | Drop it | | | | Won't fix | TBD | | |\n\
         | 4 | | | | | | | | |\n",
    );
    let of = |at: usize| -> &Action { &actions[at] };
    assert_eq!(actions.len(), 3);
    assert_eq!((of(0).text.as_str(), of(0).progress.status().as_str()), ("Add a canary\n\n- Notes: soon", "done"));
    assert_eq!(
        (of(0).kind, of(0).priority.as_deref(), of(0).owner.as_deref()),
        (Some(ActionType::Detect), Some("P1"), Some("@ops"))
    );
    assert_eq!(
        (of(0).due, of(0).tracking.as_deref()),
        (Some(jiff::civil::date(2026, 4, 1)), Some("https://t.example.org/browse/PAY-1"))
    );
    assert_eq!(
        (of(1).text.as_str(), of(1).owner.as_deref(), of(1).tracking.as_deref()),
        ("Rewrite it\n\n- ETA: Q3", Some("Ann"), Some("#34"))
    );
    assert_eq!((of(2).progress.status().as_str(), of(2).owner.as_deref()), ("dropped", None));
    assert_eq!(prose, "", "an empty row is nothing");
}

#[test]
fn a_table_needs_a_column_that_says_what_is_to_do() {
    let issue = "## Follow-ups\n\nIssue | Action | Owner\n--- | --- | ---\nThe queue grew | Add an alert | ops\n";
    assert_eq!(texts(issue), ["Add an alert\n\n- Issue: The queue grew"], "what went wrong is no ticket");
    let other = "## Follow-ups\n\n| Where | Assignee | Done? |\n|---|---|---|\n| The queue | Ann | yes |\n";
    assert_eq!(texts(other), ["The queue"]);
    assert_eq!(texts("## Follow-ups\n\n| Region | Errors |\n|---|---|\n| north | 12 |\n"), [""; 0]);
}

#[test]
fn sub_headings_name_a_group_or_are_an_item() {
    let (actions, prose) = read_body(
        "## Action items\n\n### Process\n\n- Write it down\n\n### Add a canary stage\n\nPushes go everywhere at once.\n\n\
         - Owner: ops\n- Due: 2026-05-01\n\n### 2. Retry budgets for clients\n\nWe will limit retries.\n\n### builder\n\nLimit the memory.\n\n\
         ### Completed\n\n- Roll back\n\n### References\n\n- a page\n\n## Appendix\n\n- b\n",
    );
    let texts: Vec<_> = actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Write it down",
            "Add a canary stage\n\nPushes go everywhere at once.",
            "Retry budgets for clients\n\nWe will limit retries.",
            "Limit the memory.\n\n*builder*",
            "Roll back",
        ]
    );
    assert_eq!((actions[1].owner.as_deref(), actions[1].due), (Some("ops"), Some(jiff::civil::date(2026, 5, 1))));
    assert_eq!((actions[0].kind, actions[4].progress.status().as_str()), (Some(ActionType::Process), "done"));
    assert_eq!(prose, "- a page\n- b");
}

#[test]
fn a_title_may_be_a_paragraph() {
    let body =
        "## Next steps\n\n**Short term**\n\n- Restart daily\n\nPeople:\n\n- Hire\n\n**Retry budget**\n\nWe will limit retries.\n";
    assert_eq!(texts(body), ["Restart daily\n\n*Short term*", "Hire\n\n*People*", "Retry budget\n\nWe will limit retries."]);
}

#[test]
fn an_item_may_only_sort_what_is_nested_in_it() {
    let (actions, _) = read_text(
        "- Process\n  - Write it down\n  - Talk to people\n- **Long term**:\n  - capacity\n- Owner: ops\n  - Rotate keys\n\
         - Improve alerting:\n  - by age\n- [ ] Alert on:\n  - [ ] depth\n",
    );
    let texts: Vec<_> = actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Write it down",
            "Talk to people",
            "capacity\n\n*Long term*",
            "Rotate keys",
            "Improve alerting:\n\n- by age",
            "Alert on:\n\n- [ ] depth"
        ]
    );
    assert_eq!((actions[0].kind, actions[3].owner.as_deref()), (Some(ActionType::Process), Some("ops")));
}

#[test]
fn numbers_may_go_on_behind_what_explains_an_item() {
    let body = "## Next steps\n\n1. **Alerts**\n\nMore about:\n\n- depth\n- age\n\n2. **Runbooks**\n\nWe begin.\n";
    assert_eq!(texts(body), ["**Alerts**\n\nMore about:\n\n- depth\n- age", "**Runbooks**\n\nWe begin."]);
}

#[test]
fn paragraphs_say_what_is_to_do_or_are_prose() {
    let body = "## Preventing recurrence\n\nWe will add a canary stage. It was about time.\n\nNobody liked that day.\n\nMaybe rotate the keys, too.\n";
    let (actions, prose) = read_body(body);
    assert_eq!(actions.iter().map(|action| &action.text[..10]).collect::<Vec<_>>(), ["We will ad", "Maybe rota"]);
    assert_eq!(prose, "Nobody liked that day.");
    assert_eq!(texts("## Next steps\n\nWe rolled back at noon.\n\nNo further actions are needed.\n"), [""; 0]);
    assert_eq!(texts("## Next steps\n\nWe will do this:\n\n- Rest\n\nThis will help.\n"), ["Rest"], "around a list is prose");
}

#[test]
fn lines_are_items_where_that_is_plain() {
    assert_eq!(
        texts("## To do\n\nAdd tests\nFix the alerts\nRemove the host\n"),
        ["Add tests", "Fix the alerts", "Remove the host"]
    );
    assert_eq!(texts("## To do\n\n• alerts\n• runbooks\n"), ["alerts", "runbooks"]);
    assert_eq!(texts("## To do\n\nWe will add tests.\nThey were missing.\n").len(), 1);
    assert_eq!(texts("## To do\n\nFix the alerts of\nThe Queue today.\n").len(), 1, "a sentence may be wrapped anywhere");
}

#[test]
fn labels_list_follow_ups_and_say_one() {
    let body = "## Report\n\nIt was slow.\n\n**Action item:** Start earlier. Owner: @ann\n\nIt went on.\n\n**Actions taken:**\n\n- The limit is known\n\n\
                **Actions planned**\n\n- Tell everyone\n";
    let (actions, prose) = read_body(body);
    let found: Vec<_> = actions.iter().map(|action| (action.text.as_str(), action.progress.status().as_str())).collect();
    assert_eq!(found, [("Start earlier.", "open"), ("The limit is known", "done"), ("Tell everyone", "open")]);
    assert_eq!(actions[0].owner.as_deref(), Some("@ann"));
    assert_eq!(prose, "It was slow.\nIt went on.");
    let outline = "- **Impact**: none\n- **Review actions**:\n\n1. Ask the owner\n2. Rotate\n";
    assert_eq!(texts(outline), ["Ask the owner", "Rotate"], "what stands behind an outline may belong to its last label");
    assert_eq!(texts("- **Impact**: none\n- **Follow-up**: Rotate the keys (done)\n"), ["Rotate the keys"]);
    assert_eq!(texts("- 14:02 a\n- **Next steps**:\n  - b\n"), ["b"], "among other items, too");
}

#[test]
fn placeholders_are_no_follow_ups() {
    for none in ["N/A", "None.", "TBD", "TODO", "-", "No action items at this time", "_none_", "None identified"] {
        let body = format!("## Action items\n\n- {none}\n");
        let (actions, prose) = read_body(&body);
        assert!(actions.is_empty(), "{none}: {actions:?}");
        assert_eq!(prose, format!("- {none}"));
        assert_eq!(texts(&format!("## Action items\n\n{none}\n")), [""; 0], "{none}");
    }
    assert_eq!(texts("## Action items\n\n- TBD\n- No longer page twice\n"), ["No longer page twice"]);
}

#[test]
fn how_far_it_is_stands_before_or_behind() {
    let list = "- ✅ a b\n- a b :white_check_mark:\n- [DONE] a b\n- DONE: a b\n- a b — done\n- a b _done_\n- a b (fixed in #12)\n- a b. Fixed.\n\
                - ~~a b~~ done\n- a b (completed 2026-03-20)\n- (DONE) a b\n- **Done** a b\n- ☑ a b\n- Done - a b\n";
    assert_eq!(statuses(list), ["done"; 14]);
    let (actions, _) = read_text(list);
    assert!(actions.iter().all(|action| action.text.trim_end_matches('.') == "a b"), "{actions:?}");
    assert_eq!(actions[9].progress, Progress::Done { closed: Some(jiff::civil::date(2026, 3, 20)) });
    assert_eq!(statuses("- a (in progress)\n- WIP: a\n- 🚧 a\n- [ ] a (in progress)\n"), ["in-progress"; 4]);
    assert_eq!(statuses("- a (won't fix: too much)\n- a - cancelled\n"), ["dropped"; 2]);
    assert_eq!(statuses("- [ ] a\n- Make it simple, fast, complete\n- ~~Old way~~ a new way of doing all this\n"), ["open"; 3]);
}

#[test]
fn a_report_is_done() {
    let done = "- We have added an alert\n- The limit was raised and removed\n- Reverted the change\n- Updated the runbook\n- Alerts have been moved\n";
    assert_eq!(statuses(done), ["done", "open", "done", "done", "done"], "a raised ticket is no work");
    let open = "- Investigate why nobody was paged\n- Created a ticket to add alerts\n- We discussed alerts\n- Updated runbooks\n- Alerts that were missed\n";
    assert_eq!(statuses(open), ["open"; 5]);
}

#[test]
fn it_is_followed_where_a_link_says_so() {
    let of = |item: &str| {
        let (actions, _) = read_text(&format!("- {item}\n"));
        (actions[0].text.clone(), actions[0].tracking.clone().unwrap_or_default())
    };
    let own = |text: &str, tracking: &str| (text.to_owned(), tracking.to_owned());
    let issue = "https://github.com/a/b/issues/12";
    for item in [
        format!("Add alerts. [Issue]({issue})"),
        format!("Add alerts [#12]({issue})"),
        format!("Add alerts. Ticket raised [#12]({issue})."),
        format!("Add alerts {issue}"),
        format!("Add alerts - <{issue}>"),
        format!("Add alerts ([link to issue]({issue}))"),
        format!("Add alerts\n  [Pull Request]({issue})"),
        format!("[#12]({issue}): Add alerts"),
    ] {
        let (text, tracking) = of(&item);
        assert_eq!((text.trim_end_matches('.'), tracking.as_str()), ("Add alerts", issue), "{item}");
    }
    let sentence = format!("Created a [ticket]({issue}) to add alerts");
    assert_eq!(of(&sentence), own(&sentence, issue), "a link in a sentence stays there");
    assert_eq!(of(&format!("See [#12]({issue})")), own(&format!("See [#12]({issue})"), issue));
    assert_eq!(of(issue), own(issue, issue));
    assert_eq!(of("PAY-12: Add alerts"), own("Add alerts", "PAY-12"));
    assert_eq!(of("Add alerts [PAY-12]"), own("Add alerts", "PAY-12"));
    assert_eq!(of("Fix CVE-2021-1234 (see https://example.org/a)").1, "");
    let named = read_body(&format!("## To do\n\n- Add alerts ([issue][a])\n\n[a]: {issue}\n")).0;
    assert_eq!((named[0].text.as_str(), named[0].tracking.as_deref()), ("Add alerts", Some(issue)));
}

#[test]
fn owners_are_said_in_many_ways() {
    for item in [
        "Add alerts (owner: ann)",
        "Add alerts. Owner: ann",
        "Add alerts - Owner: ann",
        "Add alerts — **Owner:** ann",
        "Add alerts | Assignee: ann",
        "Add alerts\n  Owner: ann",
        "Add alerts\n  - Owner: ann",
        "Add alerts\n  - **Assigned to**: ann",
    ] {
        let (actions, _) = read_text(&format!("- {item}\n"));
        let text = actions[0].text.trim_end_matches('.');
        assert_eq!((actions.len(), text, actions[0].owner.as_deref()), (1, "Add alerts", Some("ann")), "{item}");
    }
    for item in ["Add alerts [@ann]", "Add alerts (@ann)", "@ann: Add alerts", "[@ann] Add alerts", "Add alerts - @ann"] {
        let (actions, _) = read_text(&format!("- {item}\n"));
        assert_eq!((actions[0].text.as_str(), actions[0].owner.as_deref()), ("Add alerts", Some("@ann")), "{item}");
    }
    assert_eq!(read_text("- @ann to add alerts\n").0[0].owner.as_deref(), Some("@ann"));
}

#[test]
fn many_headings_list_follow_ups() {
    for heading in [
        "Action items",
        "Follow-up actions",
        "Corrective and Preventative Measures",
        "What we're doing about it",
        "What is being done to prevent future incidents?",
        "How do we stop this from happening again",
        "Long-term improvements (next quarter)",
        "Lessons learned and follow-ups",
        "Remediation items",
        "Planned work",
        "Next steps:",
    ] {
        assert_eq!(texts(&format!("## {heading}\n\n- Add rest\n")).len(), 1, "{heading}");
    }
    for heading in
        ["Actions taken", "Steps to reproduce", "Lessons learned", "What went wrong", "Resolution steps", "How it works"]
    {
        assert_eq!(texts(&format!("## {heading}\n\n- Add rest\n")), [""; 0], "{heading}");
    }
}

/// Pieces of a section; `%` becomes a word of its own.
const PIECES: &[&str] = &[
    "- %\n",
    "- Add % to %\n",
    "  - % %\n",
    "    - Owner: %\n",
    "- [x] % (DONE)\n",
    "- [ ] Fix % [#1](https://github.com/a/b/issues/1)\n",
    "1. %\n",
    "2. **%**\n",
    "\n",
    "### %\n",
    "### Add % %\n",
    "#### Done\n",
    "**%**\n",
    "**Action item:** %\n",
    "%:\n",
    "We will %.\n",
    "Add %.\n",
    "It was %.\n",
    "| Action | Owner | Due | Note |\n|---|---|---|---|\n",
    "| Add % | @% | % | % |\n",
    "| | TBD | | % |\n",
    "- N/A\n",
    "- **%**: %\n",
    "- ~~%~~ %\n",
    "> %\n",
    "```\n%\n```\n",
    "- Process\n",
    "• %\n",
    "- % — Owner: %. Due: %\n",
    "(%)\n",
    "- % [%]\n",
    "- (priority: %, owner: %) %\n",
    "- **Impact**: %\n- **Next steps**:\n",
    "- % @% 2026-04-01\n",
    "- % - done: %\n",
    "- prevent - %\n- detect - %\n",
    "| Action | Type | Owner | Note |\n|---|---|---|---|\n| % | prevent | % | % |\n| % | detect | | |\n",
    "| Owner | ann |\n|---|---|\n| Due | % |\n\n",
    "**AB**\n- %\n",
    "ACTION: %\n",
    "(1) %\n",
    "- When % may break what others use in this place:\n  - Add %\n  - Fix %\n",
    "- Text. (added %)\n",
    "- [~] %\n- [-] % %\n",
    "- % - owner: %, due %, %\n",
    "- % (owner: %, %; due: %)\n",
    "##### Details\n",
    "**Owner:** %<br>\n**Status:** done<br>%\n",
    "Ann: add %.\nBob: %.\n\n",
    "AB to add %\nAnn to add %<br>Add %\n\n",
    "| Action | Owner | Bug |\n|---|---|---|\n| % | % **DONE** | % (done) |\n\n",
    "| Action | Status |\n|---|---|\n| % | Closed (2026-04-01, %) |\n\n",
    "<!-- %\n",
    "% -->\n",
    "- https://github.com/a/b/issues/1: %\n",
];

proptest::proptest! {
    #[test]
    fn anything_is_read_and_no_word_is_lost(picks in proptest::collection::vec(0..PIECES.len(), 1..14)) {
        let (mut body, mut count) = ("## Action items\n\n".to_owned(), 0);
        for pick in picks {
            for (at, part) in PIECES[pick].split('%').enumerate() {
                if at > 0 {
                    count += 1;
                    body.push_str(&format!("word{count}x"));
                }
                body.push_str(part);
            }
        }
        let (actions, prose) = read_body(&body);
        let told: String = actions
            .iter()
            .map(|action| format!("{} {:?} {:?} {:?} {:?}\n", action.text, action.owner, action.priority, action.tracking, action.progress))
            .collect();
        for no in 1..=count {
            let word = format!("word{no}x");
            let heading = sections::split(&body, &(0..body.len()), &blocks::read(&body, &(0..body.len())).all);
            let headed = heading.iter().any(|part| part.section.heading.contains(&word));
            proptest::prop_assert!(told.contains(&word) || prose.contains(&word) || headed, "{word} of\n{body}\n{told}\n{prose}");
        }
    }

    #[test]
    fn marks_in_any_order_do_no_harm(text in "[-*#| \\[\\]()~_:.\\nxaé✅@<>`%/]{0,80}") {
        let (actions, _) = read_body(&format!("## Action items\n\n{text}"));
        proptest::prop_assert!(actions.iter().all(|action| !action.text.is_empty()));
        read_body(&format!("## Action items\n\n- {text} [a](https://e.org/{text}) {text}"));
    }
}
