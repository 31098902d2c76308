//! What people tell in a note, sentence by sentence, for the rules that look at how it is told.
//!
//! The prose is a copy of the file that is as long as the file: every byte that is not prose is masked, so that a place in the
//! prose is the same place in the file and nothing has to be mapped back. Masked are code, HTML, block quotes, and, as a single
//! thing in its sentence, inline code, links, images and what stands in double quotes: titles of reports and the words of others
//! are not the note's own. Reads and never judges.

use crate::incident::Incident;
use crate::incident::body::{SYNTAX, is_inline};
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Ends a sentence, and fills what is no prose.
pub(super) const END: u8 = 0x1e;

/// Fills what stands for a thing in its sentence and is not the note's own words: `code`, a link, “speech”.
const THING: u8 = 0x1a;

/// The longest speech between double quotes. Where the second one is further away, the first is a sign of something else.
const SPEECH: usize = 400;

/// What a full stop follows without ending a sentence.
const SHORT: &[&str] = &["e.g", "i.e", "etc", "vs", "cf", "ca", "approx", "resp", "incl", "no", "mr", "mrs", "ms", "dr"];

/// The prose of a note.
#[derive(Debug)]
pub(super) struct Prose {
    /// As long as the file; its first byte is an [`END`].
    pub text: String,
}

impl Prose {
    /// Reads the title, the Markdown of the front matter and the body.
    pub fn of(incident: &Incident) -> Self {
        let file = incident.file.text.as_str();
        let mut masked = Masked::new(file.len());
        let title = Some(&incident.title_span).filter(|title| !incident.prose.contains(title));
        let mut strings: Vec<(bool, &Span)> =
            incident.prose.iter().map(|span| (true, span)).chain(title.map(|span| (false, span))).collect();
        strings.sort_by_key(|(_, span)| span.start);
        for (markdown, span) in strings {
            let Some(span) = unquoted(file, span) else { continue };
            // What stands for a line feed or a quotation mark is no part of a word.
            let text = match &file[span.clone()] {
                text if text.contains('\\') => Cow::Owned(text.replace("\\n", "  ").replace("\\t", "  ").replace("\\\"", " \"")),
                text => Cow::Borrowed(text),
            };
            if markdown {
                masked.markdown(&text, span.start);
            } else {
                masked.copy(&text, span.start);
                masked.close();
            }
        }
        let body = incident.body.span.clone();
        if let Some(text) = file.get(body.clone()) {
            masked.markdown(text, body.start);
        }
        Self { text: masked.finish(file.len()) }
    }

    /// The sentence around a place, without the marks at its ends.
    pub fn sentence(&self, at: usize) -> Span {
        let bytes = self.text.as_bytes();
        let start = bytes[..at].iter().rposition(|&byte| byte == END).map_or(0, |end| end + 1);
        let end = bytes[at..].iter().position(|&byte| byte == END).map_or(bytes.len(), |end| at + end);
        start..end.max(start)
    }
}

/// What stands between the quotes of a TOML string; `None` if it has none.
fn unquoted(file: &str, span: &Span) -> Option<Span> {
    let text = file.get(span.clone())?;
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| text.starts_with(quote) && text.ends_with(quote))?;
    (text.len() >= 2 * quote.len()).then(|| span.start + quote.len()..span.end - quote.len())
}

/// The copy while it is made, from the beginning of the file to its end.
struct Masked {
    bytes: Vec<u8>,
    /// Where the line of text begins that is still open: between its pieces stands white space and not the end of a sentence.
    open: Option<usize>,
}

impl Masked {
    fn new(len: usize) -> Self {
        Self { bytes: Vec::with_capacity(len), open: None }
    }

    /// Fills up to a place of the file.
    fn fill(&mut self, to: usize, with: u8) {
        if to > self.bytes.len() {
            self.bytes.resize(to, with);
        }
    }

    /// Fills up to a piece of a line of text; false if what stands there is masked already.
    fn reach(&mut self, at: usize) -> bool {
        self.fill(at, if self.open.is_some() { b' ' } else { END });
        let free = self.bytes.len() == at;
        if free {
            self.open.get_or_insert(at);
        }
        free
    }

    /// Copies a piece of text to its place.
    fn copy(&mut self, text: &str, at: usize) {
        if self.reach(at) {
            self.bytes.extend_from_slice(text.as_bytes());
        }
    }

    fn thing(&mut self, span: &Span) {
        if self.reach(span.start) {
            self.fill(span.end, THING);
        }
    }

    /// Ends the line of text that is open and cuts it into sentences.
    fn close(&mut self) {
        if let Some(start) = self.open.take() {
            let line = &mut self.bytes[start..];
            mask_speech(line);
            cut(line);
        }
    }

    fn markdown(&mut self, text: &str, base: usize) {
        // Inside how many elements that are no prose, and inside how many links.
        let (mut hidden, mut links) = (0_usize, 0_usize);
        for (event, span) in Parser::new_ext(text, SYNTAX).into_offset_iter() {
            let at = base + span.start..base + span.end;
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_)) => {
                    self.close();
                    hidden += 1;
                }
                Event::End(TagEnd::CodeBlock | TagEnd::BlockQuote(_)) => hidden = hidden.saturating_sub(1),
                _ if hidden > 0 => {}
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                    // A link with a handle for its text is somebody, and no title.
                    if links == 0 && !text[span].starts_with("[@") {
                        self.thing(&at);
                    }
                    links += 1;
                }
                Event::End(TagEnd::Link | TagEnd::Image) => links = links.saturating_sub(1),
                Event::Text(_) => self.copy(&text[span], at.start),
                Event::Code(_) | Event::FootnoteReference(_) => self.thing(&at),
                Event::HardBreak => self.close(),
                Event::InlineHtml(tag) if tag.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("<br")) => self.close(),
                Event::SoftBreak | Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
                Event::Start(tag) if is_inline(&tag) => {}
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
                _ => self.close(),
            }
        }
        self.close();
    }

    fn finish(mut self, len: usize) -> String {
        self.fill(len, END);
        // Whole characters are copied and whole characters are masked, so this never has to mend anything.
        String::from_utf8(self.bytes).unwrap_or_default()
    }
}

/// Masks what stands in double quotes.
fn mask_speech(line: &mut [u8]) {
    const QUOTES: [(&[u8], &[u8]); 2] = [(b"\"", b"\""), ("“".as_bytes(), "”".as_bytes())];
    let mut at = 0;
    while at < line.len() {
        // Nearly every byte is neither; asking for whole marks would take as long as parsing.
        let opened = QUOTES.iter().find(|(open, _)| line[at] == open[0] && line[at..].starts_with(open));
        let is_inside = at > 0 && line[at - 1].is_ascii_alphanumeric();
        let Some((open, close)) = opened.filter(|_| !is_inside) else {
            at += 1;
            continue;
        };
        let from = at + open.len();
        let near = &line[from..line.len().min(from + SPEECH)];
        let Some(length) = (0..near.len()).find(|&at| near[at] == close[0] && near[at..].starts_with(close)) else {
            at = from;
            continue;
        };
        let end = from + length + close.len();
        line[at..end].fill(THING);
        at = end;
    }
}

/// Puts an [`END`] behind every sentence of a line of text but the last.
fn cut(line: &mut [u8]) {
    for at in 0..line.len() {
        if !matches!(line[at], b'.' | b'!' | b'?') {
            continue;
        }
        let behind = &line[at + 1..];
        let closing = behind.iter().take(4).take_while(|byte| matches!(byte, b')' | b']' | b'\'' | b'*' | b'_')).count();
        let spaces = behind[closing..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let goes_on = behind.get(closing + spaces).is_some_and(u8::is_ascii_lowercase);
        if spaces > 0 && !(line[at] == b'.' && (goes_on || is_short(&line[..at]))) {
            line[at + 1 + closing] = END;
        }
    }
}

/// Whether the word at the end is an abbreviation.
fn is_short(text: &[u8]) -> bool {
    let start = text.iter().rposition(|&byte| !(byte.is_ascii_alphabetic() || byte == b'.')).map_or(0, |before| before + 1);
    SHORT.iter().any(|short| text[start..].eq_ignore_ascii_case(short.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;
    use crate::source::SourceFile;
    use proptest::prelude::*;

    fn note(front: &str, body: &str) -> Incident {
        let text = format!("{front}{body}");
        let quoted = |key: &str| {
            let start = front.find(key).map(|at| at + key.len())?;
            Some(start..start + front[start..].find('\n').unwrap_or_default())
        };
        let mut incident = Sample::new("2026-03-02-a").build();
        incident.title_span = quoted("title = ").unwrap_or(0..0);
        incident.prose = quoted("summary = ").into_iter().collect();
        incident.body.span = front.len()..text.len();
        incident.file = SourceFile::new("a.md", text);
        incident
    }

    /// The sentences of a note, with `#` for a thing that is not its own words.
    fn read(front: &str, body: &str) -> Vec<String> {
        let prose = Prose::of(&note(front, body));
        let sentences = prose.text.split(char::from(END)).map(|sentence| sentence.replace('\u{1a}', "#"));
        let folded = sentences.map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "));
        folded.filter(|sentence| !sentence.is_empty()).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            read("", "We saw a. We saw b, e.g. c\nand d? (It was e.) 1.5 GB of f\n"),
            ["We saw a.", "We saw b, e.g. c and d?", "(It was e.)", "1.5 GB of f"]
        );
        assert_eq!(read("", "## Seen\nA\\\nB\n\n- c\n- d\n  - e\n").join("|"), "Seen|A|B|c|d|e");
        assert_eq!(read("", "| a | b |\n|---|---|\n| c<br>d | e |\n").join("|"), "a|b|c|d|e");
    }

    #[test]
    fn what_is_not_the_words_of_the_note_is_masked() {
        let body = "We **really** saw `we forgot` in [a title](b.md) of “his fault. Really.” and\n> they forgot\n\nthat <b>was</b> \"all. There\".\n\n```\nwe forgot\n```\n<!-- we forgot -->\n";
        let masked = |text: &str| {
            text.split_whitespace().map(|word| if word.contains('#') { "#" } else { word }).collect::<Vec<_>>().join(" ")
        };
        let sentences: Vec<_> = read("", body).iter().map(|sentence| masked(sentence)).collect();
        assert_eq!(sentences, ["We really saw # in # of # and", "that was #"]);
        assert_eq!(read("", "A 5\" disk and\na 3\" one. [@ann](https://a.example) saw it.\n").len(), 2);
    }

    #[test]
    fn strings_of_the_front_matter_are_prose_without_their_quotes() {
        let front = "+++\ntitle = \"We `saw` a\"\nsummary = \"\"\"We saw `b`.\\nAnd \\\"c\\\".\"\"\"\nowner = \"ops\"\n+++\n";
        assert_eq!(
            read(front, "D\n").iter().map(|sentence| sentence.replace('#', "")).collect::<Vec<_>>(),
            ["We `saw` a", "We saw .", "And .", "D"]
        );
        let incident = note(front, "D\n");
        let prose = Prose::of(&incident);
        let at = incident.file.text.find("And").unwrap_or_default();
        assert_eq!(&prose.text[at..at + 3], "And");
    }

    #[test]
    fn a_long_note_is_read_in_linear_time() {
        for piece in ["[a](", "\"a ", "“", "a. ", "- ", "> a\n", "*a ", "`", "<br>", "| a ", "a@b "] {
            let incident = note("", &piece.repeat(100_000 / piece.len()));
            assert_eq!(Prose::of(&incident).text.len(), incident.file.text.len());
        }
    }

    proptest! {
        #[test]
        fn prose_is_as_long_as_the_file_and_nothing_in_it_is_invented(
            body in "([ -~\n“”é@]|[a-z]{1,4} |\\. |\"|`|\\*|> |- |\n\n|<br>|\\[a\\]\\(b\\)|\\||&amp;){0,80}"
        ) {
            let incident = note("+++\ntitle = \"A\"\n+++\n", &body);
            let text = &incident.file.text;
            let prose = Prose::of(&incident).text;
            prop_assert_eq!(prose.len(), text.len());
            for (at, c) in prose.char_indices() {
                let is_mask = c == ' ' || u32::from(c) == u32::from(END) || u32::from(c) == u32::from(THING);
                prop_assert!(is_mask || text[at..].starts_with(c), "{at} {c:?}");
            }
            let prose = Prose { text: prose };
            for (at, _) in prose.text.char_indices() {
                let sentence = prose.sentence(at);
                prop_assert!(sentence.start <= at || sentence.is_empty());
                prop_assert!(prose.text.get(sentence).is_some_and(|sentence| !sentence.contains(char::from(END))));
            }
        }
    }
}
