//! A summary for a document whose text has no paragraph to be one: the first words that it does have, else its title.

use super::compose;
use super::values;
use crate::incident::Incident;
use crate::incident::body::{SYNTAX, Topic};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Letters of a summary.
const LONGEST: usize = 200;

/// The first item of a note's text outside its timeline and its follow-ups, in plain words, and where it stands.
pub fn first_item(incident: &Incident) -> Option<(String, usize)> {
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
                let said = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if let Some(at) = at.filter(|_| !values::says_nothing(&said) && !compose::holds_fence(&said)) {
                    return Some((cut(said), at));
                }
                (at, words) = (None, String::new());
            }
            _ => {}
        }
    }
    None
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
        first_item(&note.incident.unwrap()).map(|(words, _)| words)
    }

    #[test]
    fn the_first_item_is_told_in_plain_words() {
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(first("## What\n\n- TBD\n- The **hub** was [down](http://x)\n- more\n"), told("The hub was down"));
        assert_eq!(first("| a | b |\n|---|---|\n| hub | down |\n"), told("a"));
        assert_eq!(first("## Timeline (UTC)\n- 14:02 a\n\n## Action items\n- [ ] b\n"), None);
        assert_eq!(first("```\ncode\n```\n- hub\n  - down\n"), told("hub"));
        assert_eq!(first("```\ncode\n```\n"), None);
    }

    #[test]
    fn a_long_item_is_cut_between_words() {
        let words = first(&format!("- {}\n", "word ".repeat(100))).unwrap();
        assert!(words.ends_with("word…") && words.chars().count() <= LONGEST + 1, "{words}");
    }

    proptest! {
        #[test]
        fn whatever_a_text_holds_its_first_item_is_some_words_or_none(body in "(\\PC|\n){0,200}") {
            prop_assert!(first(&body).is_none_or(|words| !words.is_empty()));
        }
    }
}
