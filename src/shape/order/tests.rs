use super::super::{key, required};
use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const IMPACT: &[Key] = &[key("summary", Kind::Text, "Words."), key("users", Kind::Count, "How many.")];
const ACTION: &[Key] =
    &[key("id", Kind::Title, "A name."), required("text", Kind::Title, "What."), key("due", Kind::Day, "By when.")];
const NOTE: &[Key] = &[
    required("title", Kind::Title, "What it was."),
    key("status", Kind::Text, "How far."),
    key("tags", Kind::Texts, "Words."),
    key("started", Kind::Moment, "When."),
    key("resolved", Kind::Moment, "When."),
    key("layer", Kind::Text, "Where."),
    key("impact", Kind::Table(IMPACT), "Whom."),
    key("action", Kind::Tables(ACTION), "To do."),
    key("extra", Kind::Anything, "Yours."),
];

fn sorted(text: &str) -> String {
    let sorted = disorder(text, NOTE).map_or_else(|| text.to_owned(), |disorder| disorder.sorted.unwrap());
    assert!(disorder(&sorted, NOTE).is_none(), "still out of order:\n{sorted}");
    sorted
}

#[test]
fn the_first_that_stands_too_low_is_named_with_what_it_stands_below() {
    let text = "title = 1\nlayer = 1\n\"status\" = 1\n[impact]\nusers = 1\nsummary = 1\n";
    let first = disorder(text, NOTE).unwrap();
    assert_eq!((&text[first.name], &text[first.above]), ("\"status\"", "layer"));
    let text = "[[action]]\n[ impact ]\n";
    let first = disorder(text, NOTE).unwrap();
    assert_eq!((&text[first.name], &text[first.above]), ("[ impact ]", "[[action]]"));
}

#[test]
fn what_is_in_order_or_has_none_is_left_alone() {
    for text in [
        "",
        "# only a comment\n",
        "title = 1\n\nstarted = 1\nimpact.summary = 1\nimpact.users = 1\n[extra]\nz = 1\na = 1\n[extra.b]\n[[extra.a]]\n",
        "[[action]]\ntext = \"b\"\n[[action]]\ntext = \"a\"\n",
        "impact = { users = 1, summary = 2 }\n",
    ] {
        assert!(disorder(text, NOTE).is_none(), "{text}");
    }
}

#[test]
fn comments_move_with_what_they_belong_to() {
    let started = "# when\n# exactly\nstarted = 1 # about\n";
    let title = "title = \"\"\"\n# no comment\n\n[impact]\n\"\"\"\n";
    let (head, tail) = ("# Of the whole.\n\n", "# at the end\n\n# and on its own\n");
    assert_eq!(sorted(&format!("{head}{started}\n{title}{tail}")), format!("{head}{title}\n{started}{tail}"));
}

#[test]
fn no_key_passes_a_comment_that_stands_apart_below() {
    let id = "[[action]]\nid = 1\n# It was moved twice.\n\n";
    assert_eq!(sorted(&format!("{id}due = 1\ntext = 1\n")), format!("{id}text = 1\ndue = 1\n"));
    let head = "[[action]]\n# Agreed with all.\n\n";
    assert_eq!(sorted(&format!("{head}due = 1\ntext = 1\n")), format!("{head}text = 1\ndue = 1\n"));
    assert_eq!(sorted("[[action]]\n\ndue = 1\ntext = 1\n"), "[[action]]\n\ntext = 1\ndue = 1\n");
    assert_eq!(
        sorted("resolved = 1\nstarted = 1\n# All of the above.\n\n[impact]\nusers = 1\nsummary = 1\n# Estimates.\n"),
        "started = 1\nresolved = 1\n# All of the above.\n\n[impact]\nsummary = 1\nusers = 1\n# Estimates.\n"
    );
    let apart = "layer = 1\n\n# Whose is this?\n\ntitle = 1\n";
    assert_eq!(sorted(apart), apart);
}

#[test]
fn a_comment_at_the_end_of_a_table_moves_with_it_and_stays_set_apart() {
    assert_eq!(
        sorted("[[action]]\ndue = 1\ntext = 1\n# Of this action.\n\n[impact]\n# Estimates.\n"),
        "[impact]\n# Estimates.\n\n[[action]]\ntext = 1\ndue = 1\n# Of this action.\n"
    );
    assert_eq!(
        sorted("[extra]\n[[action]]\n[impact]\n# Estimates.\n"),
        "[impact]\n# Estimates.\n\n[[action]]\n[extra]\n",
        "nothing else here is set apart"
    );
}

#[test]
fn below_a_drawn_title_things_are_in_order_for_themselves() {
    let times = "# ---- times ----\n\n";
    assert_eq!(
        sorted(&format!("{times}resolved = 1\nstarted = 1\n\n## === words\n# of all\ntags = 1\ntitle = 1\n")),
        format!("{times}started = 1\nresolved = 1\n\n## === words\ntitle = 1\n# of all\ntags = 1\n")
    );
    assert_eq!(
        sorted("[[action]]\n\n### Whom\n[extra]\n[impact]\n\n# Why.\n\n[extra.a]\n"),
        "[[action]]\n\n### Whom\n[impact]\n\n[extra]\n\n# Why.\n\n[extra.a]\n",
    );
}

#[test]
fn a_comment_right_above_the_first_key_belongs_to_it() {
    assert_eq!(sorted("# where\nlayer = 1\ntitle = 1\n"), "title = 1\n# where\nlayer = 1\n");
}

#[test]
fn blank_lines_set_times_apart_where_there_are_groups_at_all() {
    assert_eq!(sorted("started = 1\ntitle = 1\nlayer = 1\n"), "title = 1\nstarted = 1\nlayer = 1\n");
    assert_eq!(
        sorted("started = 1\nresolved = 2\n\ntitle = 1\nlayer = 1\n"),
        "title = 1\n\nstarted = 1\nresolved = 2\n\nlayer = 1\n"
    );
    assert_eq!(
        sorted("title = 1\ntags = []\n\nresolved = 1\nstatus = 1\nstarted = 1\n"),
        "title = 1\nstatus = 1\ntags = []\n\nstarted = 1\nresolved = 1\n"
    );
    assert_eq!(
        sorted("title = 1\n\n# Times.\nstarted = 1\n\n# Words.\ntags = []\nstatus = 1\n"),
        "title = 1\nstatus = 1\n\n# Words.\ntags = []\n\n# Times.\nstarted = 1\n"
    );
}

#[test]
fn tables_move_whole_and_those_of_one_array_keep_their_order() {
    let extra = "[extra]\nz = [\n  1, # one\n\n  { a = 2 },\n]\n";
    let second = "\n[[action]]\ntext = \"a\"\n";
    assert_eq!(
        sorted(&format!(
            "title = 1\n{extra}\n# First.\n[[action]]\ndue = 1\ntext = \"b\"\n{second}\n[impact]\nusers = 1\nsummary = \"s\"\n[extra.more]\n"
        )),
        format!(
            "title = 1\n\n[impact]\nsummary = \"s\"\nusers = 1\n\n# First.\n[[action]]\ntext = \"b\"\ndue = 1\n{second}\n{extra}[extra.more]\n"
        )
    );
}

#[test]
fn line_ends_stay() {
    let text = "started = 1\r\n\r\ntags = []\r\ntitle = 1\r\n";
    assert_eq!(sorted(text), "title = 1\r\ntags = []\r\n\r\nstarted = 1\r\n");
}

const HEADERS: [&str; 6] = ["[extra]", "[[action]]", "[impact]", "[extra.z]", "[[action]]", "[[extra.y]]"];

/// A front matter of blank lines, comments, titles that are drawn, keys and headers. No two lines are equal, but for blank ones.
fn front_matter(tokens: &[(u8, usize)]) -> String {
    let root = || vec!["resolved", "title", "tags", "status", "started", "layer"];
    let (mut out, mut keys, mut headers) = (String::new(), root(), HEADERS.to_vec());
    for (nth, &(token, which)) in tokens.iter().enumerate() {
        let line = match token {
            0..=2 => String::new(),
            3..=5 => format!("# c{nth}"),
            6 => format!("# ---- c{nth}"),
            7 if !headers.is_empty() => {
                let header = headers.remove(which % headers.len());
                keys = match header {
                    "[impact]" => vec!["users", "summary"],
                    "[[action]]" => vec!["due", "text", "id"],
                    _ => vec!["b", "a"],
                };
                format!("{header} # h{nth}")
            }
            _ if !keys.is_empty() => {
                let key = keys.remove(which % keys.len());
                if which % 5 == 0 { format!("{key} = [ # v{nth}\n\n  {nth}, # w{nth}\n]") } else { format!("{key} = {nth}") }
            }
            _ => continue,
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn is_comment(line: &str) -> bool {
    line.starts_with("# ")
}

/// What stands directly below each comment: a title, the rest of a key or a header; nothing at the end or above a blank line.
fn followers(text: &str) -> BTreeMap<&str, &str> {
    let (mut all, mut follower) = (BTreeMap::new(), "");
    for line in text.lines().rev() {
        if is_comment(line) {
            all.insert(line, follower);
        }
        if !is_comment(line) || is_drawn(line) {
            follower = line;
        }
    }
    all
}

/// The keys of its table, and all headers, that stand above a comment.
fn above<'t>(text: &'t str, comment: &str) -> (BTreeSet<&'t str>, BTreeSet<&'t str>) {
    let (mut keys, mut headers) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines().take_while(|line| *line != comment).filter(|line| !line.is_empty() && !is_comment(line)) {
        if line.starts_with('[') {
            headers.insert(line);
            keys.clear();
        }
        keys.insert(line);
    }
    (keys, headers)
}

/// The lines that say something, by the alphabet.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn values_and_lines_stay_and_so_does_each_comment(
        tokens in proptest::collection::vec((0_u8..13, 0_usize..60), 0..40),
        is_crlf in any::<bool>(),
    ) {
        let text = front_matter(&tokens);
        let text = if is_crlf { text.replace('\n', "\r\n") } else { text };
        let sorted = sorted(&text);
        prop_assert_eq!(sorted.parse::<toml::Table>(), text.parse::<toml::Table>());
        prop_assert_eq!(lines(&sorted), lines(&text));
        prop_assert_eq!(sorted.matches("\r\n").count(), if is_crlf { sorted.matches('\n').count() } else { 0 });
        let now = followers(&sorted);
        for (comment, follower) in followers(&text) {
            let is_apart = follower.is_empty();
            if is_apart || !is_drawn(comment) {
                prop_assert_eq!(now[comment], follower, "{} in:\n{}\nbecomes:\n{}", comment, text, sorted);
            }
            if is_apart || is_drawn(comment) {
                let (was, is) = (above(&text, comment), above(&sorted, comment));
                prop_assert!(was.0 == is.0 || was.1 == is.1, "{} in:\n{}\nbecomes:\n{}", comment, text, sorted);
            }
        }
    }

    #[test]
    fn no_text_panics(text in "(title|status|impact|\\[|\\]|=|\"|'|#|\n|\r|\\.| |1|é|\\{|\\}){0,40}") {
        disorder(&text, NOTE);
    }
}
