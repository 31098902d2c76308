//! Pages of something that happened often: they stay short, and what they leave out they count.

#![allow(clippy::unwrap_used, reason = "a test that cannot run has failed")]

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::Repository;

/// Forty notes, one a week, with the same factor and service; each is restored after as many minutes as it has a number and leaves
/// an action open.
static SITE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let start = jiff::civil::date(2025, 1, 6);
    let notes = (1..=40_i64).map(|nth| {
        let day = start.checked_add(jiff::Span::new().weeks(nth)).unwrap();
        let text = format!(
            "+++\ntitle = \"Time {nth}\"\nseverity = \"sev2\"\nstatus = \"reviewed\"\nowner = \"team-web\"\nservices = [\"web\"]\n\
             factors = [\"dns\"]\nstarted = {day}T10:00:00Z\nmitigated = {day}T10:{nth:02}:00Z\nresolved = {day}T11:00:00Z\n\n\
             [[detection]]\nsource = \"customer\"\nat = {day}T10:01:00Z\n\n[[restore]]\nmethod = \"restart\"\n\
             outcome = \"{}\"\n\n[[action]]\ntext = \"Do {nth}\"\n+++\n\nText.\n",
            if nth % 4 == 0 { "worked" } else { "no-effect" }
        );
        (format!("incidents/{day}-time.md"), text)
    });
    let notes: Vec<_> = notes.collect();
    Repository::new(&notes.iter().map(|(path, text)| (path.as_str(), text)).collect::<Vec<_>>()).build()
});

fn page(path: &str) -> String {
    String::from_utf8(SITE[path].clone()).unwrap()
}

/// The cells of the row of a table that begins with these words, without markup.
fn row(page: &str, first: &str) -> Vec<String> {
    let cells = |row: &str| -> Vec<String> {
        row.split("</t")
            .map(|cell| cell.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect::<String>())
            .collect()
    };
    let rows = page.split("<tr").map(cells);
    rows.into_iter().find(|row| row.first().is_some_and(|cell| cell.trim().starts_with(first))).unwrap_or_default()
}

#[test]
fn an_issue_tells_all_its_occurrences_and_the_latest_of_what_was_open() {
    let issue = page("recurring/dns.html");
    let every = issue.split("Still open when it came back").next().unwrap();
    assert_eq!((1..=40).filter(|nth| every.contains(&format!(">Time {nth}</a>"))).count(), 40);
    let open = issue.split("Still open when it came back").nth(1).unwrap();
    assert_eq!(open.matches("<tr class=\"of\">").count(), 12);
    assert!(open.contains("It came back 7 days later with") && open.contains("<td class=\"words\">Do 28</td>"), "{open}");
    assert!(!open.contains("Do 27<"));
    assert!(open.contains("And 27 actions of 27 earlier incidents."), "{open}");
    assert!(issue.contains("39 actions"), "what is not shown is counted");
}

#[test]
fn the_index_and_the_first_page_tell_how_far_apart() {
    for path in ["recurring/index.html", "index.html"] {
        let page = page(path);
        assert!(page.contains("<svg class=\"chart strip\""), "{path}");
    }
    assert!(page("recurring/index.html").contains("7 days each time"));
}

#[test]
fn a_service_begins_with_its_last_incidents_and_counts_what_it_does_not_show() {
    let service = page("services/web.html");
    let at = |words: &str| service.find(words).unwrap_or_else(|| panic!("{words} is not in {service}"));
    let (last, open, earlier) = (at("The last incidents"), at("Still to do"), at("Earlier incidents"));
    let all = |text: &str| (1..=40).filter(|nth| text.contains(&format!(">Time {nth}</a>"))).count();
    assert!(last < open && open < earlier);
    assert_eq!((all(&service[last..open]), all(&service[open..earlier]), all(&service[earlier..])), (5, 20, 35));
    assert!(service.contains("and 20 more") && service.contains("team-web"));
}

#[test]
fn insights_say_of_how_many_they_are_made() {
    let insights = page("insights.html");
    assert!(insights.contains("40 incidents."), "{insights}");
    for (first, cells) in [
        ("Until users were served", ["40", "", "1 min", "20 min", "36 min", "40 min"].as_slice()),
        ("To notice it", &["40", "", "1 min", "1 min", "1 min", "1 min"]),
        ("Customer", &["40", "", "40"]),
        ("Restart", &["40", "10", "30"]),
        ("Dns", &["40"]),
    ] {
        let row = row(&insights, first);
        assert!(
            row.len() > cells.len() && row[1..].starts_with(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()),
            "{first}: {row:?}"
        );
    }
}
