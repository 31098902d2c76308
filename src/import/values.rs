//! Values of headers and of labelled lines as texts.

use super::compose;
use crate::incident::body::SYNTAX;
use pulldown_cmark::{Event, Parser, TagEnd};
use toml::Value;

/// What people write where there is nothing to say, as slugs.
const NOTHING: &[&str] = &["n-a", "na", "none", "not-applicable", "nothing", "tba", "tbd", "todo", "unknown"];

/// A single value as text; `None` for nothing and for what holds more than one.
pub fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => value.to_string(),
        Value::Array(_) | Value::Table(_) => return None,
    };
    (!text.is_empty() && !compose::holds_fence(&text)).then_some(text)
}

/// Several values, in an array or in one text, without those that are empty; `None` if one of them is no text.
pub fn texts(value: &Value, split: fn(&str) -> Vec<String>) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.iter().filter(|item| !is_empty(item)).map(scalar).collect(),
        value => scalar(value).map(|text| split(&text)),
    }
}

/// Whether a value says nothing: the key of a template that was not filled in.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        _ => false,
    }
}

/// The parts of a text between commas or semicolons.
pub fn split(text: &str) -> Vec<String> {
    text.split([',', ';']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// `true` or `yes`, `false` or `no`.
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(flag) => Some(*flag),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The words of a Markdown text, without marks, comments and the tags of a template that was not filled in.
pub fn words(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, SYNTAX) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words only say that there is nothing to say.
pub fn says_nothing(words: &str) -> bool {
    let slug = slug::slugify(words);
    slug.is_empty() || NOTHING.contains(&slug.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_entries_of_a_list_are_no_entries() {
        let list = |items: &[&str]| Value::from(items.to_vec());
        assert_eq!(texts(&list(&["a", "", " ", "b"]), split), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert!(is_empty(&list(&["", " "])) && !is_empty(&list(&["", "a"])));
        assert_eq!(texts(&Value::from(vec![list(&["a"])]), split), None);
    }

    #[test]
    fn words_are_told_from_marks_and_from_nothing() {
        assert_eq!(words("[the *hub*](http://x) and `mail` <name>"), "the hub and mail");
        assert!(["", "<!-- fill in -->", "**N/A**", "- TBD", "…"].iter().all(|text| says_nothing(&words(text))));
        assert!(!says_nothing(&words("- none of it was seen")));
    }
}
