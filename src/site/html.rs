//! Text that may go into a page as it is, because lookback made it and escaped everything that people wrote.

use std::fmt;

/// HTML that is safe to put into a page without escaping. Only modules of the site make it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
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

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_is_escaped_can_open_a_tag_or_close_an_attribute() {
        assert_eq!(escaped("<a b=\"c\" d='e'>&\u{7}\n"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\n");
    }
}
