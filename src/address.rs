//! Which addresses a page may hold, and which lead to another file of the repository.
//!
//! Notes come through pull requests, so an address is hostile until it is known to be http(s), mailto or relative. Browsers skip
//! tabs, line ends and leading blanks in a scheme, and take `\` for `/`: so does this module, before it judges.

/// What kind of address a note wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// Another host, or a mail program.
    Web,
    /// Relative to the note.
    Relative,
    /// A scheme that a page never leads to, such as `javascript:`.
    Refused,
}

impl Address {
    /// Judges an address as a browser would read it.
    pub fn of(url: &str) -> Self {
        let mut start = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).map(|c| if c == '\\' { '/' } else { c });
        let mut scheme = String::new();
        loop {
            match start.next() {
                Some('/') if scheme.is_empty() => {
                    return if start.next() == Some('/') { Self::Web } else { Self::Relative };
                }
                None | Some('/' | '?' | '#') => return Self::Relative,
                Some(':') => break,
                Some(character) => scheme.push(character.to_ascii_lowercase()),
            }
        }
        match scheme.as_str() {
            "http" | "https" | "mailto" => Self::Web,
            _ => Self::Refused,
        }
    }
}

/// Whether a text is the address of a page on the web: http or https, and something behind it.
pub fn is_web_page(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::Address::{self, *};

    #[test]
    fn tricks_do_not_make_an_address_harmless() {
        for (url, address) in [
            ("https://example.org", Web),
            ("HTTP:example.org", Web),
            ("ht\ntps://example.org", Web),
            ("mailto:a@b.c", Web),
            ("//example.org/x.png", Web),
            ("\\/example.org", Web),
            ("/\t/example.org", Web),
            ("", Relative),
            ("a.md#x:y", Relative),
            ("/a:b", Relative),
            ("?a:b", Relative),
            ("javascript:alert(1)", Refused),
            (" \u{1}JaVa\tScRiPt:alert(1)", Refused),
            ("data:text/html,x", Refused),
            ("vbscript:x", Refused),
            ("file:///etc/passwd", Refused),
            ("\u{a0}javascript:x", Refused),
        ] {
            assert_eq!(Address::of(url), address, "{url:?}");
        }
    }
}
