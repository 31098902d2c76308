//! The links that a note defines in one place and uses in another: `[words][name]`, and at its end `[name]: address`.
//!
//! A follow-up is shown apart from its note, where nobody would know the name.

use std::collections::HashMap;

/// The longest words of a link that are looked for; without an end, `[[[[…` would be read again and again.
const LONGEST: usize = 300;

/// The definitions of a note, collected when the first one is asked for.
#[derive(Debug)]
pub struct Definitions<'a> {
    text: &'a str,
    known: Option<HashMap<String, &'a str>>,
}

impl<'a> Definitions<'a> {
    /// Of a whole note.
    pub fn new(text: &'a str) -> Self {
        Self { text, known: None }
    }

    fn address(&mut self, name: &str) -> Option<&'a str> {
        let text = self.text;
        let known = self.known.get_or_insert_with(|| text.lines().rev().filter_map(definition).collect());
        known.get(&name.trim().to_lowercase()).copied()
    }

    /// A text in which links say their address themselves.
    pub fn inlined(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('[') {
            let Some(close) = rest[open..].bytes().take(LONGEST).position(|byte| byte == b']').map(|close| open + close) else {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
                continue;
            };
            let words = &rest[open + 1..close];
            let behind = &rest[close + 1..];
            let named = behind.strip_prefix('[').and_then(|name| name.split_once(']')).map(|(name, _)| name);
            let name = named.filter(|name| !name.is_empty()).unwrap_or(words);
            let alone = !words.contains('[') && !behind.starts_with(['(', ':']) && !matches!(words, "" | " " | "x" | "X");
            match self.address(name).filter(|_| alone) {
                Some(address) => {
                    out.push_str(&rest[..=close]);
                    out.push_str(&format!("({address})"));
                    rest = &behind[named.map_or(0, |name| name.len() + 2)..];
                }
                None => {
                    out.push_str(&rest[..=open]);
                    rest = &rest[open + 1..];
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// `[name]: address`
fn definition(line: &str) -> Option<(String, &str)> {
    let (name, address) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let address = address.split_whitespace().next()?.trim_matches(['<', '>']);
    (!name.starts_with('^') && !address.is_empty()).then(|| (name.trim().to_lowercase(), address))
}
