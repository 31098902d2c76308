//! Bare addresses and the team's own patterns (ticket keys, pull requests) in running text.

use super::Options;
use std::ops::Range;

/// What becomes a link: the bytes of the text, and where it leads. In order, without overlaps; where two begin at one place, a
/// bare address comes before a pattern, and an earlier pattern before a later one.
pub(super) fn find(text: &str, options: &Options<'_>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, _) in text.match_indices("://") {
        // What stands inside an address is a part of it; looking again would take quadratic time.
        if let Some(range) = (at >= end).then(|| bare_address(text, at)).flatten() {
            end = range.end;
            found.push((range.clone(), text[range].to_owned()));
        }
    }
    for autolink in options.autolinks {
        for captures in autolink.pattern.captures_iter(text) {
            let Some(hit) = captures.get(0).filter(|hit| !hit.is_empty()) else { continue };
            let mut url = String::new();
            captures.expand(&autolink.url, &mut url);
            found.push((hit.range(), url));
        }
    }
    // The sort is stable, so that the order of finding decides between two that begin at one place.
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let free = range.start >= end;
        if free {
            end = range.end;
        }
        free
    });
    found
}

/// The http(s) address whose `://` stands at `at`, up to the first character that cannot stand in one.
fn bare_address(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
    let start = text.get(start..at).map_or(at, |_| start);
    if !["http", "https"].iter().any(|scheme| text[start..at].eq_ignore_ascii_case(scheme)) {
        return None;
    }
    let host = at + "://".len();
    let rest = text[host..].find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`')).unwrap_or(text.len() - host);
    let end = host + without_trailing_punctuation(&text[host..host + rest]).len();
    (end > host).then_some(start..end)
}

/// A full stop after an address ends the sentence, and a bracket that the address did not open belongs to the text around it.
fn without_trailing_punctuation(url: &str) -> &str {
    let mut url = url;
    let open = url.matches('(').count();
    let mut close = url.matches(')').count();
    while let Some(last) = url.chars().next_back() {
        let ends = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '|' | ']' | '}' | '…' | '”' | '’' | '»' => true,
            ')' => close > open,
            _ => false,
        };
        if !ends {
            break;
        }
        close -= usize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Autolink;

    fn urls(text: &str, autolinks: &[Autolink]) -> Vec<(String, String)> {
        let options = Options { autolinks, ..Options::default() };
        find(text, &options).into_iter().map(|(range, url)| (text[range].to_owned(), url)).collect()
    }

    fn pair(text: &str, url: &str) -> (String, String) {
        (text.to_owned(), url.to_owned())
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        let text = "see https://a.example/x_(y)?q=1&r=2), or (http://b.example/z). https:// is none, xhttps://c.example neither";
        let found: Vec<_> = urls(text, &[]).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, ["https://a.example/x_(y)?q=1&r=2", "http://b.example/z"]);
    }

    #[test]
    fn patterns_become_links_but_not_inside_an_address() {
        let autolinks = [
            Autolink { pattern: regex::Regex::new(r"\b(PAY)-(\d+)").unwrap(), url: "https://t.example/$1/${2}x".to_owned() },
            Autolink { pattern: regex::Regex::new(r"PAY|").unwrap(), url: "https://never.example".to_owned() },
        ];
        assert_eq!(
            urls("PAY-12 and https://x.example/PAY-13", &autolinks),
            [pair("PAY-12", "https://t.example/PAY/12x"), pair("https://x.example/PAY-13", "https://x.example/PAY-13")]
        );
    }
}
