//! A summary for a document whose text has no paragraph to be one: the first item that is a sentence, else its title.

use super::compose;
use crate::incident::Incident;
use crate::incident::body::{SYNTAX, Topic};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Letters of a summary.
const LONGEST: usize = 200;
/// Words of the longest label.
const LABEL: usize = 4;
/// Words of the shortest sentence.
const SENTENCE: usize = 5;

/// The first item of a note's text that is a sentence, outside its timeline and its follow-ups: its plain words, and where it
/// stands.
pub fn first_sentence(incident: &Incident) -> Option<(String, usize)> {
    let text = incident.file.text.as_str();
    let prose = |topic: Option<Topic>| !matches!(topic, Some(Topic::Timeline | Topic::Actions));
    let sections = incident.body.sections.iter().filter(|section| prose(section.topic));
    sections.flat_map(|section| &section.prose).find_map(|span| first_in(text, span))
}

fn first_in(text: &str, span: &Range<usize>) -> Option<(String, usize)> {
    let (mut words, mut at, mut in_code) = (String::new(), None, false);
    for (event, place) in Parser::new_ext(&text[span.clone()], SYNTAX).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) | Event::Code(text) if !in_code => {
                at = at.or(Some(span.start + place.start));
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::List(_)) | Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::TableCell) => {
                if let Some(told) = sentence(&words).zip(at) {
                    return Some(told);
                }
                (at, words) = (None, String::new());
            }
            _ => {}
        }
    }
    None
}

/// The words of an item without its label, if they are a sentence: `Time to repair: 3h 8m` and `Status: Resolved` tell nothing of
/// what happened.
fn sentence(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>();
    let label = words.iter().take(LABEL).position(|word| word.ends_with(':')).map_or(0, |last| last + 1);
    let said = &words[label..];
    let is_sentence = said.len() >= SENTENCE && said[0].starts_with(char::is_alphabetic);
    Some(said.join(" ")).filter(|said| is_sentence && !compose::holds_fence(said)).map(cut)
}

/// A text that is not too long, cut between words.
fn cut(mut words: String) -> String {
    if let Some((at, _)) = words.char_indices().nth(LONGEST) {
        let at = words[..at].rfind(' ').unwrap_or(at);
        words.truncate(at);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::note;
    use crate::source::SourceFile;
    use proptest::prelude::*;

    fn first(body: &str) -> Option<String> {
        let text = format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n+++\n{body}");
        let note = note::read(&SourceFile::new("a.md", text), "2026-03-02-a", false, &Config::default());
        first_sentence(&note.incident.unwrap()).map(|(words, _)| words)
    }

    #[test]
    fn the_first_sentence_is_told_in_plain_words() {
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(
            first("## What\n\n- TBD\n- **Repair**: 3h\n- **Impact**: the **hub** was [down](http://x) for hours\n"),
            told("the hub was down for hours")
        );
        assert_eq!(first("| a | b |\n|---|---|\n| hub | nobody could log in there |\n"), told("nobody could log in there"));
        assert_eq!(first("## Timeline (UTC)\n- 14:02 a\n\n## Action items\n- [ ] b\n"), None);
        assert_eq!(first("```\ncode\n```\n- the hub was down again\n  - twice\n"), told("the hub was down again"));
        assert_eq!(first("```\ncode\n```\n"), None);
    }

    #[test]
    fn a_long_item_is_cut_between_words() {
        let words = first(&format!("- {}\n", "word ".repeat(100))).unwrap();
        assert!(words.ends_with("word…") && words.chars().count() <= LONGEST + 1, "{words}");
    }

    proptest! {
        #[test]
        fn whatever_a_text_holds_its_first_sentence_is_some_words_or_none(body in "(\\PC|\n){0,200}") {
            prop_assert!(first(&body).is_none_or(|words| !words.is_empty()));
        }
    }
}
