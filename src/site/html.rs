//! Text that may go into a page as it is, because lookback made it and escaped everything that people wrote.

use serde::Serialize;
use std::fmt;

/// HTML that is safe to put into a page without escaping. Only modules of the site make it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Html(pub(super) String);

impl Html {
    /// Markup that the site put together itself: everything in it that people wrote has been escaped or is [`Html`] already.
    pub(super) fn made(markup: String) -> Self {
        Self(markup)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends `text` so that it is only text, in an element as well as in a quoted attribute. Characters that XML cannot hold are
/// left out.
pub fn escape(text: &str, to: &mut String) {
    for character in text.chars() {
        match character {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            '\t' | '\n' => to.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => to.push(character),
        }
    }
}

/// `text` escaped.
pub fn escaped(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    escape(text, &mut to);
    to
}

/// Appends an attribute to a tag that is open.
pub fn attribute(name: &str, value: &str, to: &mut String) {
    to.push(' ');
    to.push_str(name);
    to.push_str("=\"");
    escape(value, to);
    to.push('"');
}

/// JSON that may stand in a script: neither the script nor a page around it can be ended from inside.
pub fn json(value: &(impl Serialize + ?Sized)) -> String {
    // Plain data with text keys always serialises; were it not so, a reader would see a gap and not somebody else's text.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => safe.push(character),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{attribute, escaped, json};

    #[test]
    fn json_cannot_end_the_script_that_it_stands_in() {
        assert_eq!(json(&["</a>&\u{2028}\"é"]), "[\"\\u003c/a\\u003e\\u0026\\u2028\\\"é\"]");
    }

    #[test]
    fn an_attribute_keeps_its_quotes() {
        let mut tag = "<a".to_owned();
        attribute("title", "\"b\"", &mut tag);
        assert_eq!(tag, "<a title=\"&quot;b&quot;\"");
    }

    #[test]
    fn nothing_that_is_escaped_can_open_a_tag_or_close_an_attribute() {
        assert_eq!(escaped("<a b=\"c\" d='e'>&\u{7}\n"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\n");
    }
}
