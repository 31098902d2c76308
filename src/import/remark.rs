//! What a person should look at after an import, each with its line in the document, and which of them weigh more.

use crate::lint::secrets::Secrets;
use crate::source::SourceFile;
use crate::words::{plural, words};
use serde::Serialize;

words! {
    /// What a remark is about, the worst first.
    pub enum About {
        /// A time that could not be placed.
        Unread = "time-not-read",
        /// A time, zone or duration that may be wrong.
        Doubt = "time-in-doubt",
        /// A section that should hold rows or follow-ups, and gave none.
        Silent = "nothing-read",
        /// A file that a text refers to.
        File = "file-not-copied",
        /// A link to another document.
        Link = "link",
        /// A value that says something which is not understood.
        Value = "value-not-understood",
        /// A key that has no home in a note.
        Kept = "kept-in-extra",
        /// A name that was written otherwise.
        Name = "name-changed",
    }
}

impl About {
    /// So many of them, in words.
    pub fn counted(self, count: usize) -> String {
        let (noun, what) = match self {
            Self::Unread => ("time", "not read"),
            Self::Doubt => ("time", "in doubt"),
            Self::Silent => ("section", "without a row or an action"),
            Self::File => ("file", "not copied"),
            Self::Link => ("link", "to mend"),
            Self::Value => ("value", "not understood"),
            Self::Kept => ("key", "kept in `extra`"),
            Self::Name => ("name", "changed"),
        };
        format!("{} {what}", plural(count, noun))
    }
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What it is about.
    pub about: About,
    /// The line in the document, from 1, if it is about one.
    pub line: Option<usize>,
    /// The line as it stands there.
    pub quote: String,
    /// What is to be said.
    pub text: String,
}

/// Letters of a line that are quoted.
const QUOTED: usize = 100;

impl Remark {
    /// About a line of a document.
    pub fn at(document: &SourceFile, line: usize, about: About, text: impl Into<String>) -> Self {
        Self { about, line: Some(line), quote: quoted(document.line_text(line)), text: printable(&text.into()) }
    }

    /// Hides what not everyone should see of the document under this path.
    pub fn conceal(&mut self, secrets: &Secrets, path: &str) {
        secrets.conceal_text(path, &mut self.text);
        if let Some(line) = self.line.and_then(|line| secrets.line_text(path, line)) {
            self.quote = quoted(line);
        }
    }

    /// About the whole document.
    pub fn whole(about: About, text: impl Into<String>) -> Self {
        Self { about, line: None, quote: String::new(), text: printable(&text.into()) }
    }
}

fn quoted(line: &str) -> String {
    let mut quote = printable(line.trim());
    if let Some((cut, _)) = quote.char_indices().nth(QUOTED) {
        quote.truncate(cut);
        quote.push('…');
    }
    quote
}

/// A text without what a terminal would obey.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{About, Remark};
    use crate::source::SourceFile;

    #[test]
    fn a_line_is_quoted_short_and_harmless() {
        let document = SourceFile::new("", format!("first\n  {}\u{1b}[31m\n", "é".repeat(200)));
        let quote = Remark::at(&document, 2, About::Value, "x").quote;
        assert_eq!(quote, format!("{}…", "é".repeat(100)));
        assert_eq!(Remark::at(&SourceFile::new("", "\u{1b}[31m"), 1, About::Value, "\u{7}").quote, " [31m");
        assert_eq!(Remark::at(&SourceFile::new("", ""), 9, About::Value, "x").quote, "");
    }
}
