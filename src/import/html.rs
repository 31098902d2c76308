//! Pictures in the raw HTML of a text: `<img src="x.png">`.

use crate::address::Address;
use crate::incident::body::{Link, SYNTAX};
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag};
use regex::Regex;
use std::sync::LazyLock;

/// A tag with what it shows. A tag in a comment or a script is taken for one, too: then a file more comes along.
static SOURCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?is)<[a-z][^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"#).ok());

/// The relative addresses of what raw HTML in a part of a text shows, each with its place.
pub fn shown(text: &str, span: &Span) -> Vec<Link> {
    let (Some(pattern), inner) = (SOURCE.as_ref(), &text[span.clone()]) else { return Vec::new() };
    // Few texts hold any, and only Markdown knows what of them is code.
    if !pattern.is_match(inner) {
        return Vec::new();
    }
    let raw = Parser::new_ext(inner, SYNTAX).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => Some(range),
        _ => None,
    });
    let links = raw.flat_map(|range| {
        let start = span.start + range.start;
        pattern.captures_iter(&inner[range]).filter_map(move |found| {
            let target = found.iter().skip(1).flatten().next()?;
            let is_here = !target.as_str().is_empty() && Address::of(target.as_str()) == Address::Relative;
            is_here.then(|| Link { target: target.as_str().to_owned(), span: start + target.start()..start + target.end() })
        })
    });
    links.collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    fn targets(text: &str) -> Vec<String> {
        shown(text, &(0..text.len())).into_iter().map(|link| text[link.span].to_owned()).collect()
    }

    #[test]
    fn pictures_are_found_in_blocks_and_in_lines_and_not_in_code() {
        let text = "<p align=\"center\">\n<img\n  alt='x'\n  SRC = 'a b.png'>\n</p>\n\nSee <img src=b.png/> and `<img src=\"c.png\">`.\n\n    <img src=\"d.png\">\n";
        assert_eq!(targets(text), ["a b.png", "b.png/"]);
        assert_eq!(targets("<img src=\"https://example.org/a.png\"> <img src=''> <img data-src=\"a.png\">"), [""; 0]);
    }
}
