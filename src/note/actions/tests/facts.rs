//! What is said about one follow-up: who, by when, how far.

use super::*;

/// The one follow-up of an item: text, owner, day, and where it is followed.
fn item(text: &str) -> (String, String, String, String) {
    let (actions, _) = read_text(&format!("- {text}\n"));
    assert_eq!(actions.len(), 1, "{text}: {actions:?}");
    let action = actions[0].clone();
    let due = action.due.map(|due| due.to_string()).unwrap_or_default();
    (action.text, action.owner.unwrap_or_default(), due, action.tracking.unwrap_or_default())
}

fn own(text: &str, owner: &str, due: &str, tracking: &str) -> (String, String, String, String) {
    (text.to_owned(), owner.to_owned(), due.to_owned(), tracking.to_owned())
}

#[test]
fn the_first_sentence_may_end_with_its_day() {
    let text = "We will add a stage by 2026-12-20 (PAY-3). Ann owns it.";
    assert_eq!(item(text).2, "2026-12-20");
    assert_eq!(item("The drill by the team was late. Repeat it.").2, "");
}

#[test]
fn what_a_template_left_or_looks_back_is_none() {
    for none in [
        "[Action item 1] (owner: NAME, due: YYYY-MM-DD)",
        "[ ] <what is to do>",
        "{{ summary }}",
        "TODO (owner: NAME)",
        "If we had paged earlier, it would have been shorter.",
        "There are two options for the queue.",
    ] {
        assert_eq!(read_text(&format!("- {none}\n")).0.len(), 0, "{none}");
    }
    for one in
        ["[Add a stage](https://x.example/1)", "If the queue grows, add a node", "<https://x.example/issues/1>", "TODO: a stage"]
    {
        assert_eq!(read_text(&format!("- {one}\n")).0.len(), 1, "{one}");
    }
}

#[test]
fn facts_are_listed_behind_one_mark() {
    for text in [
        "Add b — owner: dave, due 2023-06-01 (PAY-2)",
        "Add b (owner: dave, due 2023-06-01, PAY-2)",
        "Add b (owner dave, due 2023-06-01, PAY-2)",
        "Add b - owner: dave, due 2023-06-01, PAY-2",
        "Add b - Owner: dave, by 2023-06-01; PAY-2",
        "Add b\n  - owner: dave, due 2023-06-01 (PAY-2)",
        "Add b\n  Owner: dave, due 2023-06-01, PAY-2",
        "Add b  \n  Owner: dave<br>Due: 2023-06-01<br>Ticket: PAY-2",
    ] {
        assert_eq!(item(text), own("Add b", "dave", "2023-06-01", "PAY-2"), "{text}");
    }
    assert_eq!(item("Add b. Owner: dave, due 2023-06-01, PAY-2"), own("Add b.", "dave", "2023-06-01", "PAY-2"));
    assert_eq!(item("Add b — owner: dave, due next week (PAY-2)"), own("Add b (due next week)", "dave", "", "PAY-2"));
}

#[test]
fn an_owner_may_be_several() {
    for text in ["Add b (owner: dave, erin, due 2023-06-01)", "Add b — owner: dave, erin, due 2023-06-01"] {
        assert_eq!(item(text), own("Add b", "dave, erin", "2023-06-01", ""), "{text}");
    }
    assert_eq!(item("Add b (owner: Dave, Erin Fox)"), own("Add b", "Dave, Erin Fox", "", ""));
    assert_eq!(item("Add b - Owner: a team, another one"), own("Add b", "a team, another one", "", ""));
    assert_eq!(item("Add b (owner: dave, staging only)"), own("Add b (staging only)", "dave", "", ""), "no name");
    assert_eq!(item("Add b (owner: dave, P1)"), own("Add b", "dave", "", ""), "no name");
}

#[test]
fn people_are_named_before_what_they_are_to_do() {
    for (text, owner) in [("KW to add b", "KW"), ("KW/NK to add b", "KW/NK"), ("Ann, Bob and Carl to add b", "Ann, Bob and Carl")]
    {
        assert_eq!(item(text), own(text, owner, "", ""));
    }
    for text in ["Nobody to add b", "Plans to add b", "DB to add b", "Ann, the team to add b", "KW to the team", "Ann to add b"] {
        assert_eq!(item(text).1, "", "{text}");
    }
    assert_eq!(texts("## Actions\n\nKW to add b again\n\nAnn to add c.\n").len(), 2);
    assert_eq!(texts("## Actions\n\nAttempts to restart it failed.\n\nNobody to add it.\n"), [""; 0]);
}

#[test]
fn boxes_say_how_far_it_is() {
    let list = "- [*] a b\n- [~] a b\n- [/] a b\n- [-] a b\n- [~] a b\n  - Add c\n";
    assert_eq!(statuses(list), ["done", "in-progress", "in-progress", "dropped", "in-progress"]);
    assert!(read_text(list).0.iter().all(|action| action.text.starts_with("a b")));
    assert_eq!(statuses("- [ ] a b (in progress)\n- [~](https://example.org) a b\n"), ["in-progress", "open"]);
    assert_eq!(texts("## To do\n\n[~] alerts\n[*] runbooks\n"), ["alerts", "runbooks"]);
    assert_eq!(texts("## Lessons\n\n### Lessons and follow-ups\n\n- [~] alerts\n- It was slow\n"), ["alerts"]);
}

#[test]
fn a_status_may_say_since_when_and_where() {
    let (actions, _) = read_body(
        "## Next steps\n\n| Item | Owner | Status |\n|---|---|---|\n| Add a | erin | Closed (2024-10-20) |\n| Add b | erin | **Done** (2024-10-20, #1) |\n\
         | Add c | erin | ✅ Done (2024-10-20) |\n| Add d | erin | In progress (#1) |\n| Add e | erin | Closed (soon) |\n| Add f | erin | #1 |\n",
    );
    let closed = Progress::Done { closed: Some(jiff::civil::date(2024, 10, 20)) };
    let found: Vec<_> = actions
        .iter()
        .map(|action| (action.text.as_str(), action.progress.clone(), action.tracking.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            ("Add a", closed.clone(), ""),
            ("Add b", closed.clone(), "#1"),
            ("Add c", closed, ""),
            ("Add d", Progress::InProgress, "#1"),
            ("Add e\n\n- Status: Closed (soon)", Progress::Done { closed: None }, ""),
            ("Add f", Progress::Open, "#1"),
        ]
    );
    let (actions, _) = read_text("- Add a (done, 2024-10-20)\n- Add a (in progress, 2024-10-20)\n");
    assert_eq!(actions[0].progress, Progress::Done { closed: Some(jiff::civil::date(2024, 10, 20)) });
    assert_eq!(actions[1].text, "Add a (2024-10-20)", "nobody knows what is said of that day");
}

#[test]
fn any_cell_may_end_in_how_far_it_is() {
    let (actions, _) = read_body(
        "## Next steps\n\n| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n| Add a | mitigate | ann | n/a **DONE** |\n\
         | Add b | mitigate | ann ✅ | #1 |\n| Add c | mitigate | ann | [#1](https://example.org/1) (fixed) |\n\
         | Add d | mitigate | ann | #1 DONE |\n| Add e | mitigate | ann | it is done |\n",
    );
    assert_eq!(
        actions.iter().map(|action| action.progress.status().as_str()).collect::<Vec<_>>(),
        ["done", "done", "done", "done", "open"]
    );
    assert!(actions.iter().all(|action| action.owner.as_deref() == Some("ann")), "{actions:?}");
    let told: Vec<_> =
        actions.iter().map(|action| (action.text.as_str(), action.tracking.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        told,
        [("Add a", ""), ("Add b", "#1"), ("Add c", "https://example.org/1"), ("Add d", "#1"), ("Add e\n\n- Bug: it is done", "")]
    );
    let stated = "## Next steps\n\n| Action | Status | Notes |\n|---|---|---|\n| Add a | Open | the first half **done** |\n";
    assert_eq!(texts(stated), ["Add a\n\n- Notes: the first half **done**"], "the column knows better");
}

#[test]
fn marks_without_end_are_read_in_one_go() {
    let many = |mark: &str| mark.repeat(10_000);
    for long in [
        format!("http://a.b/{}", many(")")),
        many("<http://a.b "),
        many("<http://"),
        format!("({}{}", many("status:done("), many(")")),
        format!("(done, {}a)", many("✅")),
    ] {
        let (actions, _) = read_text(&format!("- Add b {long}\n"));
        assert!(actions[0].text.len() > long.len() / 2 && actions[0].text.starts_with("Add b"));
    }
    let (actions, _) = read_text("- Add b (see http://a.b/issues/1(x))).\n");
    assert_eq!(actions[0].tracking.as_deref(), Some("http://a.b/issues/1(x)"));
}
