//! What stands above the text of a document, in whichever way its generator wants it: YAML between lines of `---`, TOML between
//! lines of `+++`, and the `import` and `export` lines of MDX behind either.
//!
//! Says what is written there, as values with their lines, and where the text begins; never what a key means.

mod mdx;
mod toml;
mod yaml;

use ::toml::Value;
use std::ops::Range;

/// One key of a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// As written.
    pub key: String,
    /// A value that TOML can hold; what YAML has more of (nothing at all) stands for an absent key.
    pub value: Value,
    /// The line on which the key stands, from 1.
    pub line: usize,
}

/// A part of a header that was not taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// Its text.
    pub text: String,
    /// Its first line, from 1.
    pub line: usize,
}

/// What stands above the text of a document.
#[derive(Debug, Default, PartialEq)]
pub struct Header {
    /// Every key with a value. A key that is said twice is there twice.
    pub entries: Vec<Entry>,
    /// A header that cannot be parsed, and why; the entries are then those of its plain lines.
    pub broken: Option<(Whole, Fault)>,
    /// The `import` and `export` lines of MDX.
    pub modules: Option<Whole>,
    /// Whether a header begins and never ends: it was taken as text.
    pub unclosed: bool,
    /// Where the text begins.
    pub body: usize,
}

/// Why a header cannot be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line in the file, from 1.
    pub line: usize,
    /// In words.
    pub message: String,
}

/// What reading the lines between two fences gave: the entries, or that it is no header at all.
type Read = Result<Option<Vec<Entry>>, Fault>;

/// Reads the header of a document. Where nothing is one, the whole text is body.
pub fn read(text: &str) -> Header {
    let mut header = fenced(text);
    if let Some((modules, body)) = mdx::modules(text, header.body) {
        header.modules = Some(modules);
        header.body = body;
    }
    header
}

/// The line before and after a header.
#[derive(Debug, Clone, Copy)]
enum Fence {
    Yaml,
    Toml,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        match line.trim_end() {
            "---" => Some(Self::Yaml),
            "+++" => Some(Self::Toml),
            _ => None,
        }
    }

    fn is_closed_by(self, line: &str) -> bool {
        match self {
            Self::Yaml => matches!(line.trim_end(), "---" | "..."),
            Self::Toml => line.trim_end() == "+++",
        }
    }

    fn read(self, text: &str, line: usize) -> Read {
        match self {
            Self::Yaml => yaml::read(text, line),
            Self::Toml => toml::read(text, line),
        }
    }
}

fn fenced(text: &str) -> Header {
    // Blank lines may stand before it; spaces make another thing of it.
    let blank = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let first = text[blank..].split_inclusive('\n').next().unwrap_or_default();
    let Some(fence) = Fence::opened_by(first) else { return Header::default() };
    let start = blank + first.len();
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if fence.is_closed_by(line) {
            return between(fence, text, start..end, end + line.len());
        }
        end += line.len();
    }
    Header { unclosed: begins_with_key(&text[start..]), ..Header::default() }
}

fn between(fence: Fence, text: &str, inner: Range<usize>, body: usize) -> Header {
    let line = text[..inner.start].matches('\n').count() + 1;
    let inner = &text[inner];
    match fence.read(inner, line) {
        Ok(Some(entries)) => Header { entries, body, ..Header::default() },
        Err(fault) if begins_with_key(inner) && !has_headings(inner) => {
            let broken = Some((Whole { text: inner.to_owned(), line }, fault));
            Header { entries: plain_lines(inner, line), broken, body, ..Header::default() }
        }
        // Two rules, and text between them.
        Ok(None) | Err(_) => Header::default(),
    }
}

/// Whether Markdown stands here: a comment of YAML has one mark, a section of a note has two.
fn has_headings(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("## ") || line.starts_with("### "))
}

/// Whether the first line that says something is a key with its value.
fn begins_with_key(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.and_then(plain_line).is_some()
}

/// `key: value`, `key = value`.
fn plain_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim_end();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    is_key.then_some((key, value.trim()))
}

/// The lines of a header that cannot be parsed as a whole that have only one meaning: a key and a word or a sentence, which may go
/// on in indented lines.
fn plain_lines(text: &str, first: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((nth, line)) = lines.next() {
        let Some((key, value)) = plain_line(line) else { continue };
        let mut value = if is_block(value) { String::new() } else { value.to_owned() };
        while let Some((_, more)) = lines.next_if(|(_, line)| line.starts_with([' ', '\t']) && plain_line(line.trim()).is_none())
        {
            value = format!("{value} {}", more.trim());
        }
        let value = value.trim();
        let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
        let plain = quoted.unwrap_or(value);
        let has_one_meaning =
            quoted.is_some() || !value.starts_with(['[', '{', '|', '>', '&', '*', '!', '"', '\'', '#', '`', '-']);
        if !plain.is_empty() && has_one_meaning {
            entries.push(Entry { key: key.to_owned(), value: Value::String(plain.to_owned()), line: first + nth });
        }
    }
    entries
}

/// `>`, `|-`: the value stands in the lines below.
fn is_block(value: &str) -> bool {
    value.strip_prefix(['>', '|']).is_some_and(|rest| matches!(rest, "" | "-" | "+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Vec<(String, usize)>, &str) {
        let header = read(text);
        (header.entries.into_iter().map(|entry| (entry.key, entry.line)).collect(), &text[header.body..])
    }

    fn one(key: &str, line: usize) -> Vec<(String, usize)> {
        vec![(key.to_owned(), line)]
    }

    #[test]
    fn a_header_ends_where_the_text_begins() {
        assert_eq!(keys("---\ntitle: x\n---\n\nText"), (one("title", 2), "\nText"));
        assert_eq!(keys("---\r\ntitle: x\r\n...\r\nText\r\n"), (one("title", 2), "Text\r\n"));
        assert_eq!(keys("\n---\n# why\ntitle: x\n---"), (one("title", 4), ""));
        assert_eq!(keys("+++\ntitle = \"x\"\n+++\n+++\n"), (one("title", 2), "+++\n"));
        assert_eq!(keys("---\n---\nText"), (vec![], "Text"));
    }

    #[test]
    fn a_rule_is_no_header() {
        for text in [
            "---\n# Title\n\nText.\n\n---\nMore",
            "---\n\nA word\n---\n",
            "---\n# Title\n\nDate: 2026-03-02\n**Severity:** high\n\n## Timeline\n- 14:02 a\n\n---\n",
            "---\n- a\n---\n",
            "---",
            "Text\n---\na: b\n---\n",
            " ---\na: b\n---\n",
        ] {
            assert_eq!(keys(text), (vec![], text), "{text:?}");
        }
        assert!(!read("---\nText").unclosed);
        assert!(read("---\ntitle: x\n\n# Text").unclosed);
    }

    #[test]
    fn what_cannot_be_parsed_is_kept_whole_and_its_plain_lines_are_read() {
        let text = "---\ntitle: Incident: it is down\n\ttags: [a\ndate: \"2026-03-02\"\nservices: [a\n---\nText";
        let header = read(text);
        let (whole, fault) = header.broken.expect("it is broken");
        assert_eq!((whole.line, whole.text.as_str()), (2, &text[4..text.find("---\nText").unwrap()]));
        assert!((2..=5).contains(&fault.line), "{fault:?}");
        let entries: Vec<_> = header.entries.iter().map(|entry| (entry.key.as_str(), entry.value.as_str().unwrap())).collect();
        assert_eq!(entries, [("title", "Incident: it is down"), ("date", "2026-03-02")]);
        assert!(read("+++\ntitle = \n+++\n").broken.is_some());
    }

    #[test]
    fn a_plain_value_goes_on_in_indented_lines() {
        let entries = read("---\ntitle: Hub: it\n  is down\nsummary: >\n  One\n  two\ntags:\n  - a\n  - b\nx: [\n---\n").entries;
        let entries: Vec<_> =
            entries.iter().map(|entry| (entry.key.as_str(), entry.value.as_str().unwrap(), entry.line)).collect();
        assert_eq!(entries, [("title", "Hub: it is down", 2), ("summary", "One two", 4)]);
    }
}
