//! Ways of writing that some teams have: each test is one shape.

use super::*;

/// The one follow-up of an item: text, owner, day, and how far it is.
fn item(text: &str) -> (String, String, String, &'static str) {
    let (actions, _) = read_text(&format!("- {text}\n"));
    assert_eq!(actions.len(), 1, "{text}: {actions:?}");
    let action = &actions[0];
    let due = action.due.map(|due| due.to_string()).unwrap_or_default();
    (action.text.clone(), action.owner.clone().unwrap_or_default(), due, action.progress.status().as_str())
}

fn own(text: &str, owner: &str, due: &str, status: &'static str) -> (String, String, String, &'static str) {
    (text.to_owned(), owner.to_owned(), due.to_owned(), status)
}

#[test]
fn owner_and_day_stand_at_the_end() {
    for text in [
        "[ ] Rotate the keys @ann 2026-04-01",
        "Rotate the keys (@ann, 2026-04-01)",
        "Rotate the keys — @ann — by 2026-04-01",
        "Rotate the keys -- @ann, due 2026-04-01",
        "Rotate the keys @ann 📅 2026-04-01",
        "Rotate the keys → @ann (ETA: 2026-04-01)",
        "Rotate the keys assigned to @ann due: 2026-04-01",
        "@ann — Rotate the keys (by 2026-04-01)",
    ] {
        assert_eq!(item(text), own("Rotate the keys", "@ann", "2026-04-01", "open"), "{text}");
    }
    for text in ["Rotate the keys (DRI @ann)", "Rotate the keys [owner=@ann]", "Rotate the keys (Owner - @ann)"] {
        assert_eq!(item(text), own("Rotate the keys", "@ann", "", "open"), "{text}");
    }
}

#[test]
fn what_belongs_to_the_sentence_stays_in_it() {
    for text in ["Ask @ann", "Talk about the keys with @ann", "Give the keys to @ann", "Rotate the keys of (a, b)"] {
        assert_eq!(item(text), own(text, "", "", "open"), "{text}");
    }
    assert_eq!(item("Renew the keys by 2026-04-01"), own("Renew the keys by 2026-04-01", "", "2026-04-01", "open"));
    for text in ["Replace the keys of 2026-04-01", "Rotate the keys (2026-04-01)", "Rotate by next week"] {
        assert_eq!(item(text), own(text, "", "", "open"), "{text}");
    }
    assert_eq!(item("Ann: Rotate the keys").1, "", "nobody can tell a name from a topic");
}

#[test]
fn what_only_says_that_it_is_one_goes() {
    for text in ["ACTION: Add b", "Action: Add b", "AI: Add b", "**Action:** Add b", "**Action item**: Add b"] {
        assert_eq!(item(text), own("Add b", "", "", "open"), "{text}");
    }
    assert_eq!(read_text("- AI-1: Add b\n").0[0].tracking, None, "the number of an item is no ticket");
}

#[test]
fn a_link_may_be_all_there_is() {
    let url = "https://github.com/a/b/issues/12";
    for (text, left) in [
        (url.to_owned(), url),
        (format!("{url}: Add b"), "Add b"),
        (format!("{url} - Add b"), "Add b"),
        (format!("[Add b]({url})"), ""),
    ] {
        let (actions, _) = read_text(&format!("- {text}\n"));
        assert_eq!(actions[0].tracking.as_deref(), Some(url), "{text}");
        assert_eq!(actions[0].text, if left.is_empty() { text.as_str() } else { left });
    }
    assert_eq!(read_text("- a/b#14\n").0[0].tracking.as_deref(), Some("a/b#14"));
    let (actions, _) = read_text(&format!("- [#12 (done)]({url}): add b\n- [Done]({url}): add c\n- [#12]({url}): add d\n"));
    let found: Vec<_> = actions.iter().map(|action| (action.text.as_str(), action.progress.status().as_str())).collect();
    assert_eq!(found, [("add b", "done"), ("add c", "done"), ("add d", "open")]);
    assert!(actions.iter().all(|action| action.tracking.as_deref() == Some(url)));
}

#[test]
fn done_may_be_said_with_more() {
    let done = "- Ask them - done: they know\n- Ask them - done and told everybody\n- Set it up. **(Done during the incident)**\n\
                - It took an hour. (added a cache)\n- **Alerts**: added for the queue\n- A review of all keys completed\n- Alerts configured\n\
                - Rotate ✅ 2026-03-20\n- Rotate (✅ 2026-03-20)\n";
    assert_eq!(statuses(done), ["done"; 9]);
    assert_eq!(read_text("- Rotate ✅ 2026-03-20\n").0[0].text, "Rotate");
    let open = "- Fix the queue - complete by May\n- Enable checks (disabled by default)\n- **Alerts**: for the queue\n\
                - Review how alerts are configured\n- Alerts not configured\n- Find out which alerts of the new host are configured\n";
    assert_eq!(statuses(open), ["open"; 6]);
}

#[test]
fn a_list_may_explain_the_words_of_a_table() {
    let table = "| Action | Type | Prio |\n|---|---|---|\n| Add b | prevent | P0 |\n| Add c | detect | P1 |\n";
    let body = format!(
        "## Action items\n\nOf three types:\n\n- **Prevent** - so that it does not happen again\n- Detect - so that we know\n\
         - Process: how we work\n\nEach of them is as urgent as it says:\n\n- P0 - now\n- P1 - soon\n\n{table}"
    );
    assert_eq!(texts(&body), ["Add b", "Add c"]);
    let listed = format!("## Action items\n\n{table}\n- Alerts - add some\n- Prevent: add d\n- Prevent: add e\n");
    assert_eq!(texts(&listed).len(), 5, "two of one type explain nothing");
    assert_eq!(texts("## Action items\n\n- P0 - add b\n- P1 - add c\n").len(), 2, "without a table they are what is to do");
}

#[test]
fn cells_say_how_far_it_is_under_any_header() {
    let (actions, _) = read_body(
        "## Next steps\n\n| Task | Status ✅ | Notes |\n|---|---|---|\n| Add b | ✅ | |\n| Add c | ❌ | |\n| Add d | | Done |\n\
         | Add e | 🟢 Done | fast |\n| Add f | Done (2026-03-20) | |\n| Add g | | Done is better |\n",
    );
    let found: Vec<_> = actions.iter().map(|action| (action.text.as_str(), action.progress.status().as_str())).collect();
    assert_eq!(
        found,
        [
            ("Add b", "done"),
            ("Add c", "open"),
            ("Add d", "done"),
            ("Add e\n\n- Notes: fast", "done"),
            ("Add f", "done"),
            ("Add g\n\n- Notes: Done is better", "open"),
        ]
    );
    assert_eq!(actions[4].progress, Progress::Done { closed: Some(jiff::civil::date(2026, 3, 20)) });
}

#[test]
fn a_title_may_be_an_item_in_other_words() {
    let (actions, prose) = read_body(
        "## Resulting actions\n\n### @ann Alerts configured\n\nFor disks.\n\n### Faster rollbacks\n\nThey took an hour.\n\n\
         ### [x] Add b\n\nAt last.\n\n### Action 4 — Add c\n\n| Field | Value |\n|---|---|\n| Owner | bob |\n| Due | 2026-04-01 |\n\n\
         ### Retry budgets\n\n| Owner | ann |\n|---|---|\n| Status | Done |\n",
    );
    let found: Vec<_> = actions
        .iter()
        .map(|action| (action.text.as_str(), action.owner.as_deref().unwrap_or_default(), action.progress.status().as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("@ann Alerts configured\n\nFor disks.", "@ann", "done"),
            ("Faster rollbacks\n\nThey took an hour.", "", "open"),
            ("Add b\n\nAt last.", "", "done"),
            ("Add c", "bob", "open"),
            ("Retry budgets", "ann", "done"),
        ]
    );
    assert_eq!((actions[3].due, prose.as_str()), (Some(jiff::civil::date(2026, 4, 1)), ""));
}

#[test]
fn types_below_follow_ups_are_groups() {
    let body = "## Action items\n\n### Prevention\n\n- Add b\n\n### Detection\n\n- Add c\n\n### Mitigation\n\nNone.\n\n### Fixes\n\n- Add d\n";
    let (actions, prose) = read_body(body);
    let kinds: Vec<_> = actions.iter().map(|action| action.kind).collect();
    assert_eq!(kinds, [Some(ActionType::Prevent), Some(ActionType::Detect), None]);
    assert!(prose.contains("None."));
    assert_eq!(texts("## Detection\n\n- Add b\n"), [""; 0], "on its own it tells how it was noticed");
}

#[test]
fn what_was_done_at_once_belongs_to_how_it_ended() {
    let body = "## Resolution\n\n**Immediate actions**:\n\n- Turned it off\n\n**Next steps**:\n\n- Add b\n\n### Immediate actions\n\n- Turned it on\n";
    assert_eq!(texts(body), ["Add b"]);
    assert_eq!(texts("## Report\n\n### Immediate actions\n\n- Add b\n").len(), 1);
}

#[test]
fn people_sign_above_their_lists() {
    let (actions, _) = read_body(
        "## Actions\n\n**KW**\n- Add b\n\n**KW/NK**\n- Add c\n\n**NK - for planning**\n\n- Add d\n\n**CI**\n\n- Add e\n\n**@ann**\n\n- Add f\n",
    );
    let found: Vec<_> = actions.iter().map(|action| (action.text.as_str(), action.owner.as_deref())).collect();
    assert_eq!(
        found,
        [
            ("Add b", Some("KW")),
            ("Add c", Some("KW/NK")),
            ("Add d\n\n*NK - for planning*", Some("NK")),
            ("Add e\n\n*CI*", None),
            ("Add f", Some("@ann")),
        ]
    );
    let (actions, _) = read_body("## Actions\n\n**JS**:\n\n- Add b\n\n**Backend**\n\n- Add c\n");
    assert_eq!(actions[0].owner, None, "one pair of capitals may be anything");
    assert_eq!(actions[0].text, "Add b\n\n*JS*");
}

#[test]
fn a_long_label_says_when_to_do_what_is_nested() {
    let nested = "  - Add tests\n  - More carefully look at it\n";
    let when = "In the case that a change might break what others use:";
    let found = texts(&format!("## Action items\n\n- {when}\n{nested}"));
    assert_eq!(
        found,
        [
            format!("Add tests\n\n*{}*", when.trim_end_matches(':')),
            format!("More carefully look at it\n\n*{}*", when.trim_end_matches(':'))
        ]
    );
    assert_eq!(texts(&format!("## Action items\n\n- We should do this whenever a change might break it:\n{nested}")).len(), 1);
}

#[test]
fn numbers_that_markdown_does_not_know_count_paragraphs_and_lines() {
    assert_eq!(texts("## Plan\n\n(1) Add b.\n\n(2) We will add c.\n"), ["Add b.", "We will add c."]);
    assert_eq!(texts("## Plan\n\na) alerts\nb) runbooks\n"), ["alerts", "runbooks"]);
}

#[test]
fn paragraphs_that_lead_to_others_are_no_items() {
    let body = "## Corrective measures\n\nThis should not happen, so the steps below are due.\n\nWe will add b.\n\nGood planning helped.\n";
    let (actions, prose) = read_body(body);
    assert_eq!(actions.len(), 1, "{actions:?}");
    assert_eq!(prose, "This should not happen, so the steps below are due.\nGood planning helped.");
    assert_eq!(texts("## Follow-up\n\nIt would be useful to know sooner.\n").len(), 1);
    assert_eq!(texts("## Follow-up\n\nKeep the queue below 80.\n\nAdd alerts.\n").len(), 2);
}

#[test]
fn headings_ask_and_plan() {
    for heading in ["Plan", "Going forward", "How are we going to do better?", "Resulting action", "Actions already taken"] {
        assert_eq!(texts(&format!("## {heading}\n\n- Add rest\n")).len(), 1, "{heading}");
    }
    for heading in ["Looking forward", "Areas for improvement", "What we are changing"] {
        assert_eq!(texts(&format!("## {heading}\n\n- Add rest\n")).len(), 1, "{heading}");
    }
    let decided = "1. Add rest.\n\n2. We have decided to buy another one.\n\n3. As of May the talks go on.\n";
    assert_eq!(texts(&format!("## Preventing it from happening again / What we learned\n\n{decided}")).len(), 3);
    assert_eq!(texts(&format!("## What we learned and next steps\n\n{decided}")).len(), 1, "there, lessons come first");
    assert_eq!(statuses_of("## Actions already taken\n\nThe limit is known.\n"), ["done"]);
    for heading in ["Plan of the network", "How do we deploy?", "How could it have gone better?", "Already known"] {
        assert_eq!(texts(&format!("## {heading}\n\n- Add rest\n")), [""; 0], "{heading}");
    }
}

fn statuses_of(body: &str) -> Vec<&'static str> {
    read_body(body).0.iter().map(|action| action.progress.status().as_str()).collect()
}

#[test]
fn a_text_without_marks_has_lines_for_headings() {
    let body = "Incident report\n\nIt was slow.\n\nPrevention & follow-ups\nAt once\n\nAdd alerts.\n\nLater\n\nConsider another host.\n\n\
                Lessons learned\n\nAdd tests sooner.\n";
    assert_eq!(texts(body), ["Add alerts.\n\n*Prevention & follow-ups*", "Consider another host.\n\n*Prevention & follow-ups*"]);
    let marked = format!("# Report\n\n{body}");
    assert_eq!(texts(&marked), [""; 0], "where there are headings, a line is a line");
    assert_eq!(texts("Follow-ups, as far as we know.\n\nAdd b.\n"), [""; 0]);
}

#[test]
fn what_stands_below_a_title_with_facts_explains_it() {
    let body = "## Action items\n\n### Fix the alert\n\n**Owner:** erin\n**Status:** In Progress\n\n##### Details\n\n- one\n- two\n\n\
                ### Rotate the keys\n\n#### Why\n\nThey leaked.\n\n### Backend\n\n**Owner:** dave\n\n#### Add b\n\n#### Add c\n\n\
                ### Improve things\n\n#### Queue\n\n- Add d\n- Add e\n";
    let (actions, _) = read_body(body);
    let found: Vec<_> = actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(
        found,
        [
            "Fix the alert\n\n##### Details\n\n- one\n- two",
            "Rotate the keys\n\n#### Why\n\nThey leaked.",
            "Add b\n\n*Backend*",
            "Add c\n\n*Backend*",
            "Add d\n\n*Improve things · Queue*",
            "Add e\n\n*Improve things · Queue*",
        ]
    );
    assert_eq!((actions[0].owner.as_deref(), actions[0].progress.status().as_str()), (Some("erin"), "in-progress"));
}

#[test]
fn lines_of_facts_leave_no_breaks() {
    let of = |below: &str| texts(&format!("## Action items\n\n### Add b\n\n{below}\n"));
    for facts in
        ["**Owner:** erin<br>\n**Due:** 2026-04-01<br>", "Owner: erin<br>Due: 2026-04-01", "Owner: erin  \nDue: 2026-04-01"]
    {
        assert_eq!(of(facts), ["Add b"], "{facts}");
        assert_eq!(of(&format!("It was due.<br>\n{facts}")), ["Add b\n\nIt was due."], "{facts}");
        assert_eq!(of(&format!("{facts}\nIt was due.")), ["Add b\n\nIt was due."], "{facts}");
    }
    let (actions, prose) = read_body("## To do\n\nAdd b<br>Add c<br>\n");
    assert_eq!((actions.len(), prose.as_str()), (2, ""));
}

#[test]
fn minutes_name_who_does_what() {
    let lines = "Mallory: add an alert on age (SRCH-55).\nNiaj: validation (SRCH-56).\n";
    let found = texts(&format!("## Action items\n\n{lines}\nWe should also ask the vendor.\n"));
    assert_eq!(found, ["Mallory: add an alert on age", "Niaj: validation", "We should also ask the vendor."]);
    assert_eq!(texts("## Action items\n\n**Ann:** add b\n**Bob:** add c\n"), ["**Ann:** add b", "**Bob:** add c"]);
    assert_eq!(texts("## Action items\n\nAnn to add b\nBob to add c\n").len(), 2);
    assert_eq!(texts("## Action items\n\nCause: a full disk.\nEffect: nobody could write.\n"), [""; 0], "asks for nothing");
}

#[test]
fn what_is_enough_and_what_is_commented_out_are_none() {
    assert_eq!(texts("## Action items\n\nWhat we did should be enough.\n"), [""; 0]);
    assert_eq!(texts("## Action items\n\nThat should be enough. We will add b.\n").len(), 1);
    let commented = "<!--\n- Add b\n-->\n\n- [ ] <!-- what? -->\n- <!-- such as:\n- Add c\n- Add d -->\n- Add e\n\n\
                     | Action | Owner |\n|---|---|\n| <!-- what? --> | <!-- who? --> |\n";
    assert_eq!(texts(&format!("## Action items\n\n{commented}")), ["Add e"]);
    assert_eq!(texts("## Action items\n\n- Add `<!--` to the page\n- Add b\n").len(), 2, "it has no end");
}

#[test]
fn what_is_counted_and_asks_for_nothing_stays() {
    let lessons = "1. Nobody noticed for an hour.\n2. Add an alarm.\n\nIt has to be loud.\n\n3. Write it down.\n4. TBD\n";
    let (actions, prose) = read_body(&format!("## Lessons learned and follow-ups\n\n{lessons}"));
    let found: Vec<_> = actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(found, ["Add an alarm.\n\nIt has to be loud.", "Write it down."]);
    assert_eq!(prose, "1. Nobody noticed for an hour.\n4. TBD");
}

#[test]
fn what_stands_above_several_holds_for_each() {
    let (actions, _) = read_text("- PAY-12:\n  - Add b\n  - Add c (PAY-13)\n");
    let tracking: Vec<_> = actions.iter().filter_map(|action| action.tracking.as_deref()).collect();
    assert_eq!(tracking, ["PAY-12", "PAY-13"]);
}
