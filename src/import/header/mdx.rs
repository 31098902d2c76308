//! The `import` and `export` lines with which an MDX document begins. They are code of its generator and would be shown as text.

use super::Whole;
use regex::Regex;
use std::sync::LazyLock;

static FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(import\s+([\w$*{},\s]+\s+from\s+)?["'][^"']+["']|import\s+\{\s*$|export\s+(const|let|var|function|default|\{|\*))"#,
    )
    .ok()
});

/// The modules at the place where the text begins, and where the text begins behind them. As in MDX, they go on to the next blank
/// line.
pub fn modules(text: &str, body: usize) -> Option<(Whole, usize)> {
    let first = FIRST.as_ref()?;
    let start = body + (text[body..].len() - text[body..].trim_start_matches(['\r', '\n']).len());
    let mut end = start;
    while first.is_match(&text[end..]) {
        let block = text[end..].split_inclusive('\n').take_while(|line| !line.trim().is_empty()).map(str::len).sum::<usize>();
        end += block;
        end += text[end..].len() - text[end..].trim_start_matches(['\r', '\n']).len();
    }
    let line = text[..start].matches('\n').count() + 1;
    (end > start).then(|| (Whole { text: text[start..end].trim_end().to_owned(), line }, end))
}

#[cfg(test)]
mod tests {
    use super::modules;

    #[test]
    fn modules_are_told_from_sentences() {
        let text = "\nimport A from './a'\nimport {B} from \"b\";\n\nexport const meta = {\n  a: 1,\n}\n\n# Text\n";
        let (whole, body) = modules(text, 0).unwrap();
        assert_eq!((whole.line, &text[body..]), (2, "# Text\n"));
        assert!(whole.text.ends_with('}'));
        for text in ["import the data\n", "export of data failed\n", "# import x from 'y'\n", ""] {
            assert!(modules(text, 0).is_none(), "{text:?}");
        }
    }
}
