//! Whatever stands in a file, reading it never panics, never points between characters, and drops nothing.

use lookback::config::Config;
use lookback::incident::Incident;
use lookback::note::{self, Note};
use lookback::source::SourceFile;
use proptest::prelude::*;
use std::sync::Arc;

fn read(text: &str) -> (Arc<SourceFile>, Note) {
    let file = SourceFile::new("incidents/a.md", text);
    let note = note::read(&file, "2026-03-02-a", false, &Config::default());
    (file, note)
}

/// Everything that pages can show of a body.
fn shown(incident: &Incident) -> String {
    let text = &incident.file.text;
    let mut shown = String::new();
    for section in &incident.body.sections {
        shown.push_str(&section.heading);
        for span in &section.prose {
            shown.push_str(&text[span.clone()]);
            shown.push('\n');
        }
    }
    for row in &incident.timeline {
        shown.push_str(&format!("{} {} {}\n", row.time.raw, row.kind.map_or("", |kind| kind.as_str()), row.text));
    }
    for action in &incident.actions {
        let facts = [&action.owner, &action.tracking, &action.priority].map(|fact| fact.clone().unwrap_or_default());
        shown.push_str(&format!("{} {}\n", action.text, facts.join(" ")));
    }
    shown
}

/// What a body may be made of: the shapes that the reader knows, next to those that it does not.
fn fragment() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        "- ", "* ", "1. ", "  - ", "\t- ", "- [x] ", "- [ ] ", "> ", "    ", "### ", "## ", "| ", "", "```\n",
    ]);
    let time = prop::sample::select(vec![
        "14:02 ",
        "~14:02–14:20 ",
        "**14:02** ",
        "2026-03-02 ",
        "2026-03-02T23:50Z ",
        "00:10 ",
        "2 pm ",
        "March 3 ",
        "??:?? ",
        "24:99 ",
        "`14:02`",
        "14:02 IST ",
        "é14:02 ",
        "First detected 2026-03-02 14:09 ",
        "[Update - 2026-03-02 15h50 UTC] ",
        "03/02/2026 2:02 pm - ",
        "**14:02 – ",
        "T+3m ",
        "Tuesday 14:02: ",
        "1402: ",
        "2026-02-?? ",
        "Timeline ",
        "**Timeline** ",
        "**Timeline ",
        "**Next steps ",
        "**Resolved** - 14:41 UTC Mar 3: ",
        "**Key events**: ",
        "Date: 2 March ",
        "Action items ",
        "Summary ",
        "**Start time:** 2026-03-02 ",
        "Detected (UTC): 14:09",
        "Time to recovery: ~30 minutes",
        "Duration 1h 20m (",
        "",
    ]);
    let word = "[a-c]{0,2}w[0-9]{4}é?";
    let tail = prop::sample::select(vec![
        "\n",
        "\n\n",
        " |\n",
        "\n\n| Time | Event |\n|---|---|\n",
        "\n\n| Date | Day | End |\n|---|---|---|\n| 2026-03-02 | Mon | 14:02 |\n",
        "\n14:03 – ",
        "\n\n| Start | 2026-03-02 14:02 |\n|---|---|\n| Time to repair | 31 min |\n",
        "**\n",
        "**\n\n- 14:05 x\n- do x\n",
        " | w8888 | w9999 |\n",
        "\n1. do w1111\n2. it was w2222\n\nw3333\n\n3. write w4444\n",
        " 2026-03-02 14:10\n",
        " (owner: w77, PAY-1)\n",
        "\r\n",
        " **change**\n",
        "\n  nested\n",
        " <b>x</b>\n",
        "",
    ]);
    (mark, time, word, tail).prop_map(|(mark, time, word, tail)| format!("{mark}{time}{word}{tail}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read_without_a_panic(text in "(\\+\\+\\+\n)?\\PC{0,40}(\n\\PC{0,40}){0,6}(\n\\+\\+\\+\n)?\\PC{0,40}") {
        let (_, note) = read(&text);
        prop_assert_eq!(note.incident.is_none(), note.findings.iter().any(|finding| finding.rule.level == lookback::diagnostic::Level::Fatal));
    }

    #[test]
    fn no_word_of_a_body_is_lost(heading in "(## Timeline( \\(PST\\))?\n\n|## (Lessons learned and )?action items\n\n)?", fragments in prop::collection::vec(fragment(), 1..12)) {
        let body = format!("{heading}{}", fragments.concat());
        let (file, note) = read(&format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n+++\n{body}"));
        let incident = note.incident.expect("the front matter is fine");
        let shown = shown(&incident);
        let words = body.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains('w') && word.contains(|c: char| c.is_ascii_digit()));
        for word in words {
            prop_assert!(shown.contains(word), "{word} is lost in\n{body}\nshown:\n{shown}");
        }
        let spans = incident.body.sections.iter().flat_map(|section| section.prose.iter().chain([&section.span]));
        let spans = spans.chain(incident.timeline.iter().map(|row| &row.span)).chain(incident.actions.iter().map(|action| &action.span));
        let spans = spans.chain(incident.stated.iter().map(|stated| &stated.span));
        for span in spans {
            prop_assert!(file.text.get(span.clone()).is_some(), "{span:?}");
        }
        let sections = &incident.body.sections;
        prop_assert!(sections.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
        prop_assert!(sections.last().is_none_or(|last| last.span.end == incident.body.span.end));
    }
}
