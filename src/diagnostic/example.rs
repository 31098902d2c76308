//! The examples by which rules are shown and tested: notes as people write them, several in one text where it takes several.
//!
//! Only cuts a text into files and never reads one.

/// Where a note stands that says nothing else.
const PATH: &str = "incidents/2026-03-02-checkout-502.md";

/// The front matter of an example that is only about the text of a note.
const FRONT_MATTER: &str = "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nsummary = \"For 39 minutes nobody could pay.\"\nstarted = 2026-03-02T14:02:00Z\n+++\n\n";

/// Begins the line above a file that is not the note itself: `=== lookback.toml`.
const MARK: &str = "=== ";

/// The texts of an example, each with its path from the root if it says one in a line `=== path`. What stands above the first such
/// line is a note, or the text of one.
pub fn parts(example: &str) -> Vec<(Option<&str>, &str)> {
    let (mut parts, mut path, mut start, mut at) = (Vec::new(), None, 0, 0);
    for line in example.split_inclusive('\n') {
        if let Some(next) = line.strip_prefix(MARK) {
            parts.extend((path.is_some() || at > start).then(|| (path, &example[start..at])));
            (path, start) = (Some(next.trim_end()), at + line.len());
        }
        at += line.len();
    }
    parts.push((path, &example[start..]));
    parts
}

/// The files of an example, each with its path from the root. What is only the text of a note gets a front matter.
pub fn files(example: &str) -> Vec<(String, String)> {
    let file = |(path, text): (Option<&str>, &str)| {
        let front = if path.is_some() || text.starts_with("+++") { "" } else { FRONT_MATTER };
        (path.unwrap_or(PATH).to_owned(), format!("{front}{text}"))
    };
    parts(example).into_iter().map(file).collect()
}

/// The fence of a block of Markdown that holds this text: longer than any run of backticks in it.
pub fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_never_ends_its_fence() {
        assert_eq!(["", "a `b` c", "```\na\n````\n"].map(fence), ["```", "```", "`````"]);
    }

    #[test]
    fn an_example_is_a_text_a_note_or_several_files() {
        assert_eq!(files("Text.\n"), [(PATH.to_owned(), format!("{FRONT_MATTER}Text.\n"))]);
        assert_eq!(files("+++\n+++\n"), [(PATH.to_owned(), "+++\n+++\n".to_owned())]);
        let own = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(parts("Text.\n=== lookback.toml\nB\n"), [(None, "Text.\n"), (Some("lookback.toml"), "B\n")]);
        assert_eq!(files("=== a.md\nA\n=== b.toml\nB\nC\n"), [own("a.md", "A\n"), own("b.toml", "B\nC\n")]);
    }
}
