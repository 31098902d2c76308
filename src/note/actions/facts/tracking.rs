//! Where a follow-up is followed: the links, ticket keys and numbers of issues in its text.

use super::super::wording::{Words, bare, listed};
use crate::address::is_web_page;
use std::ops::Range;

/// A link in a text of Markdown.
#[derive(Debug)]
pub struct Link<'a> {
    /// All of it, with its marks.
    pub at: Range<usize>,
    /// Its words; of an address that stands for itself, none.
    pub words: &'a str,
    /// Its address.
    pub url: &'a str,
}

/// The longest address, and the longest words of a link: without a limit, a mark without its end would be read again and again.
pub const LONGEST: usize = 2_000;

/// The links to pages on the web, in their order: `[words](address)`, `<address>`, `address`. Images are none.
pub fn links(text: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("http") {
        let start = at + found;
        if !is_web_page(&text[start..]) {
            at = start + "http".len();
            continue;
        }
        let bytes = text.as_bytes();
        let opened = start.checked_sub(1).map(|before| bytes[before]);
        let len = match opened {
            Some(b'<') => {
                let within = bytes[start..].iter().take(LONGEST).take_while(|byte| !byte.is_ascii_whitespace());
                within.copied().position(|byte| byte == b'>').unwrap_or(0)
            }
            Some(b'(') if text[..start].ends_with("](") => closed(&text[start..]),
            _ => bare_len(&text[start..]),
        };
        let url = text[start..start + len].split_whitespace().next().unwrap_or_default();
        at = start + len.max("http".len());
        if !is_web_page(url) {
            continue;
        }
        let link = match opened {
            Some(b'<') => Link { at: start - 1..start + len + 1, words: "", url },
            Some(b'(') if text[..start].ends_with("](") => match opening(&text[..start - 2]) {
                Some(open) if !text[..open].ends_with('!') => {
                    // A link whose words are an address is one link.
                    while links.last().is_some_and(|link: &Link<'_>| link.at.start >= open) {
                        links.pop();
                    }
                    Link { at: open..(start + len + 1).min(text.len()), words: &text[open + 1..start - 2], url }
                }
                _ => continue,
            },
            _ => Link { at: start..start + len, words: "", url },
        };
        links.push(link);
    }
    links
}

/// How far the brackets around an address hold it.
fn closed(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return at,
            b')' => depth -= 1,
            b'\n' => break,
            _ => {}
        }
    }
    0
}

/// How far an address without brackets goes: to the next space, without what ends the sentence.
fn bare_len(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | '`');
    let end = text.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| ends(*c)).map(|(at, _)| at);
    let Some(end) = end.or(Some(text.len()).filter(|len| *len <= LONGEST)) else { return 0 };
    let mut url = &text[..end];
    let mut unopened = url.matches(')').count().saturating_sub(url.matches('(').count());
    loop {
        let mut shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', ']']);
        if unopened > 0
            && let Some(before) = shorter.strip_suffix(')')
        {
            unopened -= 1;
            shorter = before;
        }
        if shorter.len() == url.len() {
            return url.len();
        }
        url = shorter;
    }
}

/// Where the bracket of a link's words opens, if they end here.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().rev().take(LONGEST) {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Parts of addresses under which programs keep what is to do.
static PLACES: Words = Words::new(|| {
    listed(
        "issues issue pull pulls pull-requests merge_requests browse ticket tickets work_items workitems _workitems bugs bug \
     show_bug.cgi commit commits task tasks stories story card cards c",
    )
});

/// Hosts that keep nothing else; the dot stands before whatever comes before it.
const HOSTS: &[&str] = &[
    "linear.app",
    "app.asana.com",
    "trello.com",
    "app.shortcut.com",
    "app.clickup.com",
    "bugzilla.",
    "jira.",
    "youtrack.",
    "redmine.",
];

/// Whether an address leads to an issue, a ticket or a change.
pub fn is_tracker(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    HOSTS.iter().any(|known| host.starts_with(known))
        || parts.clone().skip(1).any(|part| PLACES.contains(&part) && part != "c")
        || parts.clone().next().is_some_and(|part| part != "c" && PLACES.contains(&part) && parts.clone().count() > 1)
        || parts.next_back().is_some_and(|part| is_key(part) || part == "show_bug.cgi" && query.contains("id="))
}

/// Words that name a link and say nothing else.
static NAMES: Words = Words::new(|| {
    listed(
        "an bug card commit details epic fix for github gitlab here in info issue issues item jira link linear merge more mr \
     patch pr pull request see story task the this ticket tickets to tracked tracking work",
    )
});

/// Whether the words of a link only name it: `Issue`, `Pull Request`, `#528`, `PR #105`, `PAY-123`.
pub fn only_names(words: &str) -> bool {
    let words = bare(words).to_lowercase();
    words.split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        NAMES.contains(&word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || is_key(&word.to_uppercase())
            || is_repository(word)
    })
}

/// `org/repository#12`.
fn is_repository(word: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    word.rsplit_once('#').is_some_and(|(name, number)| is_number(number) && name.chars().all(plain))
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Names that look like the key of a project and are standards.
static STANDARDS: Words = Words::new(|| {
    listed("AES AI ASN BASE COVID CVE CWE EC FIPS GPT HTTP IPV ISO MD PEP RFC RSA SEV SHA SSE TLS UTC UTF GMT FY CET EST PST")
});

/// `PAY-123`.
pub fn is_key(text: &str) -> bool {
    let project = |name: &str| {
        name.len() >= 2
            && name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && !STANDARDS.contains(&name)
    };
    text.rsplit_once('-').is_some_and(|(name, digits)| project(name) && is_number(digits))
}

/// What is nothing but a place to follow it: a URL, a link that only names itself or leads to a tracker, a ticket key, the number
/// of an issue.
pub fn tracking(text: &str) -> Option<String> {
    let text = text.trim();
    if let [link] = links(text).as_slice()
        && link.at == (0..text.len())
    {
        let told = link.words.is_empty() || only_names(link.words) || is_tracker(link.url);
        return told.then(|| link.url.to_owned());
    }
    let text = text.trim_matches(['`', '*', '[', ']']);
    let issue = text.strip_prefix('#').is_some_and(is_number) || is_repository(text) && text.contains('/');
    (is_key(text) || issue).then(|| text.to_owned())
}

/// Words that stand before it: `Ticket raised #12`, `see PAY-123`, `Tracked in …`.
static LEADING_TO_IT: Words = Words::new(|| {
    listed(
        "a bug by cf created filed github gitlab here in is issue issues jira linear link logged merge mr opened pr pull raised \
     ref refs reported request see the this ticket tickets tracked tracker tracking via was",
    )
});

/// The same, with words that lead to it. Then an address has to be that of a tracker, or be called one.
pub fn led_to(text: &str) -> Option<String> {
    let mut rest = text.trim();
    let mut names_one = false;
    while let Some((word, behind)) = rest.split_once([' ', '\n']) {
        let plain = word.trim_end_matches(':').to_lowercase();
        if !LEADING_TO_IT.contains(&plain.as_str()) {
            break;
        }
        names_one |= plain.starts_with("ticket") || plain.starts_with("issue") || plain.starts_with("track") || plain == "jira";
        rest = behind.trim_start();
    }
    let url = tracking(rest)?;
    (!url.contains("://") || rest.starts_with('[') || names_one || is_tracker(&url)).then_some(url)
}

/// The first place within a text where it is followed: the link to a tracker, a text that is one link, a ticket key.
pub fn within(text: &str) -> Option<String> {
    if let Some(all) = tracking(text).filter(|all| !all.contains("://")) {
        return Some(all);
    }
    let links = links(text);
    if let Some(link) = links.iter().find(|link| is_tracker(link.url)) {
        return Some(link.url.to_owned());
    }
    if let [link] = links.as_slice() {
        let around = text.len() - link.at.len();
        if around == 0
            || text[link.at.end..].trim_matches(['.', ' ', ')']).is_empty() && !link.words.is_empty() && only_names(link.words)
        {
            return Some(link.url.to_owned());
        }
    }
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#'));
    let number = |word: &&str| word.len() > 2 && word.strip_prefix('#').is_some_and(is_number);
    words.clone().find(|word| is_key(word)).or_else(|| words.clone().find(number)).map(ToOwned::to_owned)
}

/// The one tracker that an explanation leads to.
pub fn tracker_of(text: &str) -> Option<String> {
    let mut trackers = links(text).into_iter().filter(|link| is_tracker(link.url));
    trackers.next().filter(|_| trackers.next().is_none()).map(|link| link.url.to_owned())
}
