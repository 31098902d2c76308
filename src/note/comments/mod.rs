//! What a note says to lookback beside its text: comments that begin with `lookback:`, and what each is said about.
//!
//! In the text they are comments of HTML, `<!-- lookback: … -->`; one that Markdown shows, since it stands in code, is none. In the
//! front matter they are comments of TOML, `# lookback: …`.
//!
//! A comment beside or in a line is said about that line. One that has its line for itself is said about what follows:
//! in the text about the next lines up to an empty one or a heading, so about all of a list or a table, but between the items of a
//! list only about the next item; in the front matter about the key or the whole table that begins there, inside of an array about the next line. Empty lines and other
//! comments may stand between.
//!
//! The other readers never see a comment: [`hidden`] gives them blanks in its place, so that a row, an owner or a mark is read as
//! if the comment were not there. What a comment may say is not known here.

mod markdown;
mod toml;

use super::front_matter::Split;
use crate::incident::Comment;
use crate::source::Span;
use std::borrow::Cow;

/// What a comment to lookback begins with.
const MARK: &str = "lookback:";
/// The same at the beginning of a sentence.
const CAPITAL: &str = "Lookback:";

/// A thin blank that is no white space to Markdown: behind it, the end of a line is no break.
const HAIR: &str = "\u{200a}";

/// A comment, and how it stands in the Markdown around it.
struct Found {
    comment: Comment,
    /// Whether it stands in a line of text that goes on in the next line.
    goes_on: bool,
    /// Whether it stands in a line of text; else it is a block of its own.
    inline: bool,
}

/// The comments of a note that speak to lookback, in its order, and its text with blanks in their place.
pub fn read<'t>(text: &'t str, split: &Split) -> (Vec<Comment>, Cow<'t, str>) {
    if !speaks(text) {
        return (Vec::new(), Cow::Borrowed(text));
    }
    let mut comments = toml::comments(text, &split.toml);
    let found = markdown::comments(text, &split.body);
    let hidden = hidden(text, &found);
    comments.extend(found.into_iter().map(|found| found.comment));
    (comments, hidden)
}

/// The text with as many blanks where comments stand, so that every span stays valid.
fn hidden<'t>(text: &'t str, found: &[Found]) -> Cow<'t, str> {
    // What makes a whole line HTML stays: a line of blanks and text could be code.
    let found: Vec<&Found> = found.iter().filter(|found| found.comment.about.is_some()).collect();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for Found { comment, goes_on, inline } in found {
        let Span { start, end } = comment.span;
        out.push_str(&text[out.len()..start]);
        if *inline {
            let hair = if *goes_on { HAIR } else { "" };
            out.extend(std::iter::repeat_n(' ', end - start - hair.len()));
            out.push_str(hair);
        } else {
            out.extend(text[start..end].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
        }
    }
    out.push_str(&text[out.len()..]);
    Cow::Owned(out)
}

/// Whether anything in a text may speak to lookback.
fn speaks(text: &str) -> bool {
    text.contains(MARK) || text.contains(CAPITAL)
}

/// What stands behind the mark, if there is one, without the white space around it.
fn words(text: &str, inside: Span) -> Option<Span> {
    let inside = super::text::trimmed(text, inside);
    let inner = &text[inside.clone()];
    let behind = inner.strip_prefix(MARK).or_else(|| inner.strip_prefix(CAPITAL))?;
    Some(super::text::trimmed(text, inside.end - behind.len()..inside.end))
}

/// The line in which a byte stands, without its end; no further than `within`.
fn line(text: &str, at: usize, within: &Span) -> Span {
    let start = text[within.start..at].rfind('\n').map_or(within.start, |end| within.start + end + 1);
    let end = text[at..within.end].find('\n').map_or(within.end, |len| at + len);
    start..end
}

#[cfg(test)]
mod tests {
    use super::super::front_matter;
    use super::*;
    use crate::source::SourceFile;
    use proptest::prelude::*;

    fn read_all(text: &str) -> Option<(Vec<Comment>, String)> {
        let file = SourceFile::new("a.md", text);
        let split = front_matter::split(&file, &mut Vec::new())?;
        let (comments, hidden) = read(&file.text, &split);
        Some((comments, hidden.into_owned()))
    }

    /// What each comment says, and what it is said about.
    fn said(text: &str) -> Vec<(String, Option<String>)> {
        let (comments, _) = read_all(text).unwrap();
        let said = |comment: Comment| (text[comment.words].to_owned(), comment.about.map(|about| text[about].to_owned()));
        comments.into_iter().map(said).collect()
    }

    fn about(words: &str, about: &str) -> (String, Option<String>) {
        (words.to_owned(), Some(about.to_owned()))
    }

    #[test]
    fn a_comment_in_a_line_is_said_about_the_line_and_one_on_its_own_about_what_follows() {
        let body =
            "- a <!-- lookback: x -->\n<!-- lookback: y -->\n- b\n  c\n- d\n\n<!-- lookback: z\n-->\n\ntext\ngoes on\n## H\n";
        let text = format!("+++\n+++\n{body}");
        assert_eq!(
            said(&text),
            [about("x", "- a <!-- lookback: x -->"), about("y", "- b\n  c\n"), about("z", "text\ngoes on\n")]
        );
    }

    #[test]
    fn several_comments_on_their_own_are_said_about_the_same() {
        let text = "+++\n+++\n<!-- lookback: x --> <!-- lookback: y -->\n<!-- else -->\n| a | b |\n| c | d |\n";
        let table = "| a | b |\n| c | d |\n";
        assert_eq!(said(text), [about("x", table), about("y", table)]);
        assert_eq!(said("+++\n+++\ntext\n\n<!-- Lookback: x -->\n- a\n- b\n\nc\n"), [about("x", "- a\n- b\n")]);
        assert_eq!(said("+++\n+++\n- <!-- lookback: x -->\n  text\n- b\n"), [about("x", "  text\n")]);
        assert_eq!(said("+++\n+++\n> <!-- lookback: x -->\n> text\n>\n> more\n"), [about("x", "> text\n")]);
        assert_eq!(said("+++\n+++\na\n\n<!-- lookback: x -->\n"), [about("x", "")]);
    }

    #[test]
    fn a_comment_before_a_text_makes_its_line_html_and_is_said_about_nothing() {
        let text = "+++\n+++\n<!-- lookback: x --> text\n";
        assert_eq!(said(text), [("x".to_owned(), None)]);
        assert_eq!(read_all(text).unwrap().1, text);
    }

    #[test]
    fn what_is_shown_is_no_comment() {
        let body = "`<!-- lookback: x -->`\n\n```\n<!-- lookback: x -->\n```\n\n    <!-- lookback: x -->\n\n\\<!-- lookback: x -->\n<!-- x -->\n";
        assert_eq!(said(&format!("+++\ntitle = \"# lookback: x\"\n+++\n{body}")), []);
    }

    #[test]
    fn in_the_front_matter_a_comment_is_said_about_a_line_a_key_or_a_table() {
        let text = "+++\ntitle = \"a # lookback: no\" # lookback: x\n# lookback: y\n# else\ntags = [\n  \"a\", # lookback: z\n  # lookback: in\n  \"b\",\n]\n# lookback: t\n[[action]]\ntext = '''\n[[\n# lookback: no'''\n[extra]\n# lookback: end\n+++\n";
        assert_eq!(
            said(text),
            [
                about("x", "title = \"a # lookback: no\" # lookback: x"),
                about("y", "tags = [\n  \"a\", # lookback: z\n  # lookback: in\n  \"b\",\n]"),
                about("z", "  \"a\", # lookback: z"),
                about("in", "  \"b\","),
                about("t", "[[action]]\ntext = '''\n[[\n# lookback: no'''\n"),
                about("end", ""),
            ]
        );
    }

    #[test]
    fn nobody_else_sees_a_comment() {
        let hidden = |body: &str| read_all(&format!("+++\n+++\n{body}")).unwrap().1["+++\n+++\n".len()..].to_owned();
        assert_eq!(hidden("a <!-- lookback: x -->\n").trim_end(), "a");
        assert_eq!(hidden("| a <!-- lookback: x --> | b |\n"), format!("| a {} | b |\n", " ".repeat(20)));
        let two_lines = hidden("a <!-- lookback:\nx -->\nb\n");
        assert!(two_lines.ends_with(" \u{200a}\nb\n") && two_lines.matches('\n').count() == 2, "no break: {two_lines:?}");
    }

    proptest! {
        #[test]
        fn blanks_are_all_that_changes(
            text in "(<!-- ?|lookback: ?|-->|[ a|ä>#-]{1,3}|- |\r?\n|`{1,3}|\"|'|\\[|\\]|<div>|\\+{3}\n){0,30}"
        ) {
            let text = format!("+++\n{text}");
            let Some((comments, hidden)) = read_all(&text) else { return Ok(()) };
            prop_assert_eq!(hidden.len(), text.len());
            let mut at = 0;
            for comment in &comments {
                prop_assert!(text[comment.span.clone()].contains(&text[comment.words.clone()]));
                prop_assert!(comment.about.as_ref().is_none_or(|about| text.get(about.clone()).is_some()));
                prop_assert!(at <= comment.span.start);
                prop_assert_eq!(&hidden[at..comment.span.start], &text[at..comment.span.start]);
                prop_assert!(hidden.get(comment.span.clone()).is_some());
                at = comment.span.end;
            }
            prop_assert_eq!(&hidden[at..], &text[at..]);
        }
    }
}
