//! The examples by which rules are shown and tested: notes as people write them, several in one text where it takes several.
//!
//! Only cuts a text into files and never reads one.

/// Where a note stands that says nothing else.
const PATH: &str = "incidents/2026-03-02-checkout-502.md";

/// The front matter of an example that is only about the text of a note.
const FRONT_MATTER: &str = "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nsummary = \"For 39 minutes nobody could pay.\"\nstarted = 2026-03-02T14:02:00Z\n+++\n\n";

/// Begins the line above a file that is not the note itself: `=== lookback.toml`.
const MARK: &str = "=== ";

/// The files of an example, each with its path from the root. What stands above the first line `=== path` is a note; if it does
/// not begin with a front matter, it is the text of one.
pub fn files(example: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix(MARK) {
            files.push((path.trim_end().to_owned(), String::new()));
        } else {
            if files.is_empty() {
                let front = if line.starts_with("+++") { "" } else { FRONT_MATTER };
                files.push((PATH.to_owned(), front.to_owned()));
            }
            if let Some((_, text)) = files.last_mut() {
                text.push_str(line);
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_a_text_a_note_or_several_files() {
        assert_eq!(files("Text.\n"), [(PATH.to_owned(), format!("{FRONT_MATTER}Text.\n"))]);
        assert_eq!(files("+++\n+++\n"), [(PATH.to_owned(), "+++\n+++\n".to_owned())]);
        let own = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(files("=== a.md\nA\n=== b.toml\nB\nC\n"), [own("a.md", "A\n"), own("b.toml", "B\nC\n")]);
    }
}
