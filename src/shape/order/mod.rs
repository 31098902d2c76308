//! Whether the keys of a table stand in the order of their description, and the same text with its keys in that order.
//!
//! Moves whole lines, each with the comments that belong to it, and writes nothing but blank lines: whatever a value looks like,
//! it looks the same afterwards.

mod entries;

use super::{Key, Kind};
use crate::source::Span;
use entries::{Entry, Rank, entries, share};

/// Keys that are out of order.
#[derive(Debug)]
pub struct Disorder {
    /// The first one, or the header of the first table, that stands too low.
    pub name: Span,
    /// What stands above it and belongs below it.
    pub above: Span,
    /// The text in order; `None` if it would not say the same.
    pub sorted: Option<String>,
}

/// What is out of order in a text; nothing in one that is not TOML. The order of tables in an array says something, and stays.
pub fn disorder(text: &str, keys: &'static [Key]) -> Option<Disorder> {
    let document = Document::read(text, keys)?;
    let (name, above) = document.misplaced()?;
    let sorted = document.sorted();
    let says_the_same = text.parse::<toml::Table>().is_ok_and(|before| sorted.parse::<toml::Table>() == Ok(before));
    Some(Disorder { name, above, sorted: Some(sorted).filter(|_| says_the_same) })
}

/// The keys below one header, or above the first.
#[derive(Debug, Default)]
struct Section {
    header: Option<Entry>,
    keys: Vec<Entry>,
}

/// A text in pieces: what stays on top, the keys, the tables, what stays at the end.
#[derive(Debug)]
struct Document<'t> {
    text: &'t str,
    head: Span,
    /// The keys above the first header.
    root: Section,
    tables: Vec<Section>,
    tail: Span,
    description: &'static [Key],
}

impl<'t> Document<'t> {
    fn read(text: &'t str, description: &'static [Key]) -> Option<Self> {
        let mut entries = entries(text, description)?;
        let (head, tail) = share(text, &mut entries);
        let (mut root, mut tables) = (Section::default(), Vec::new());
        for entry in entries {
            if entry.is_header {
                tables.push(Section { header: Some(entry), keys: Vec::new() });
            } else {
                tables.last_mut().unwrap_or(&mut root).keys.push(entry);
            }
        }
        Some(Self { text, head, root, tables, tail, description })
    }

    /// The first thing that belongs above something that stands above it.
    fn misplaced(&self) -> Option<(Span, Span)> {
        let headers = misplaced(self.tables.iter().filter_map(|table| table.header.as_ref()));
        let keys = self.tables.iter().chain([&self.root]).filter_map(|section| misplaced(section.keys.iter()));
        keys.chain(headers).min_by_key(|(name, _)| name.start)
    }

    fn sorted(&self) -> String {
        let mut out = self.text[self.head.clone()].to_owned();
        self.keys(&self.root, &mut out, |entry| self.group(entry));
        let tables = sorted(&self.tables, |table| table.header.as_ref().map(|header| &header.rank));
        let is_spaced = self.tables.iter().filter_map(|table| table.header.as_ref()).any(|header| self.is_apart(header));
        let mut before: Option<(usize, &Entry)> = None;
        for (nth, table) in tables {
            let Some(header) = &table.header else { continue };
            let moved = before.map_or(nth != 0, |(before, _)| before + 1 != nth);
            let other = before.is_none_or(|(_, before)| before.rank != header.rank);
            if moved && is_spaced && other && !self.is_apart(header) {
                out.push_str(self.line_end());
            }
            out.push_str(&self.text[header.lead.start..header.lines.end]);
            self.keys(table, &mut out, |_| 0);
            before = Some((nth, header));
        }
        out + &self.text[self.tail.clone()]
    }

    /// The keys of a section in order. Those that stood next to each other keep the blank lines between them; between others there
    /// is one where they belong to two groups, if the section has groups, or above a comment that stood apart.
    fn keys(&self, section: &Section, out: &mut String, group: impl Fn(&Entry) -> usize) {
        let has_groups = section.keys.iter().skip(1).any(|entry| self.is_apart(entry));
        let mut before: Option<(usize, &Entry)> = None;
        for (nth, entry) in sorted(&section.keys, |entry| Some(&entry.rank)) {
            let stays = before.map_or(nth == 0, |(before, _)| before + 1 == nth);
            if stays {
                out.push_str(&self.text[entry.lead.clone()]);
            } else {
                let lead = &self.text[entry.lead.clone()];
                let comments = &lead[blank(lead)..];
                let is_commented = !comments.is_empty() && self.is_apart(entry);
                if before.is_some_and(|(_, before)| is_commented || (has_groups && group(before) != group(entry))) {
                    out.push_str(self.line_end());
                }
                out.push_str(comments);
            }
            out.push_str(&self.text[entry.lines.clone()]);
            before = Some((nth, entry));
        }
    }

    /// Whether there is a blank line above an entry and its comments.
    fn is_apart(&self, entry: &Entry) -> bool {
        blank(&self.text[entry.lead.clone()]) > 0
    }

    /// The group of a key of the root: times stand apart from what is no time.
    fn group(&self, entry: &Entry) -> usize {
        let nth = entry.rank.first().copied().unwrap_or(0);
        let is_time = |key: &Key| matches!(key.kind, Kind::Moment);
        self.description.windows(2).take(nth).filter(|pair| is_time(&pair[0]) != is_time(&pair[1])).count()
    }

    fn line_end(&self) -> &'static str {
        if self.text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
    }
}

/// Bytes of the blank lines with which a text begins.
fn blank(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum()
}

/// In order, each with its number in the order in which they stand. What has one rank keeps its order.
fn sorted<'a, T>(all: &'a [T], rank: impl Fn(&'a T) -> Option<&'a Rank>) -> Vec<(usize, &'a T)> {
    let mut numbered: Vec<_> = all.iter().enumerate().collect();
    numbered.sort_by_key(|(_, one)| rank(one));
    numbered
}

fn misplaced<'a>(entries: impl Iterator<Item = &'a Entry>) -> Option<(Span, Span)> {
    let mut last: Option<&Entry> = None;
    for entry in entries {
        match last {
            Some(last) if entry.rank < last.rank => return Some((entry.name.clone(), last.name.clone())),
            _ => last = Some(entry),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{key, required};
    use super::*;
    use proptest::prelude::*;

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
        let started = "# when\nstarted = 1 # about\n# status = 2\n";
        let title = "title = \"\"\"\n# no comment\n\n[impact]\n\"\"\"\n# at the end\n";
        let (head, tail) = ("# Of the whole.\n\n", "\n# and on its own\n");
        assert_eq!(sorted(&format!("{head}{started}\n{title}{tail}")), format!("{head}{title}\n{started}{tail}"));
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

    const ROOT: [&str; 7] = [
        "title = 1\n",
        "# c\nstatus = '''\n\n# x\n'''\n",
        "\ntags = [\n# in\n 1 ]\n",
        "started = 1 # t\n",
        "\n# d\n\nlayer = {a = 1}\n",
        "impact.users = 1\n",
        "\"impact\".\"summary\" = 1\n",
    ];
    const TABLES: [&str; 5] = [
        "\n[extra]\nb = 1\n# s\na = 1\n",
        "[[action]]\ntext = 1\nid = 1\n",
        "\n# e\n[[action]]\ndue = 1\n\ntext = 2\n# below\n",
        "\n[extra.z]\nb = 1\na = 1\n",
        "[[extra.y]]\n",
    ];

    /// The lines that say something, by the alphabet.
    fn lines(text: &str) -> Vec<&str> {
        let mut lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
        lines.sort_unstable();
        lines
    }

    proptest! {
        #[test]
        fn whatever_the_order_every_line_is_there_once_and_the_values_are_the_same(
            root in Just(ROOT.to_vec()).prop_shuffle(),
            tables in Just(TABLES.to_vec()).prop_shuffle(),
            taken in 0_usize..8,
        ) {
            let text = root.into_iter().take(taken).chain(tables).collect::<String>();
            let sorted = sorted(&text);
            prop_assert_eq!(lines(&sorted), lines(&text));
            prop_assert_eq!(sorted.parse::<toml::Table>(), text.parse::<toml::Table>());
        }

        #[test]
        fn no_text_panics(text in "(title|status|impact|\\[|\\]|=|\"|'|#|\n|\r|\\.| |1|é|\\{|\\}){0,40}") {
            disorder(&text, NOTE);
        }
    }
}
