//! The YAML header of Jekyll, Quarto, cState and most others.
//!
//! Takes the events of the parser instead of a finished tree, since a tree knows no lines, keeps one of two equal keys, and
//! copies whatever an alias names. A scalar that would come out otherwise as a number (`1.10`, `007`) stays text, and so does a
//! date: what it means is found out where the key is known.

use super::{Entry, Fault, Read};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};
use std::collections::HashMap;
use toml::{Table, Value};

/// Values inside values; nobody writes more by hand, and a note has to be read again.
const DEEPEST: usize = 16;
/// Values that aliases may copy.
const MOST_COPIES: usize = 10_000;

/// Reads the lines between the fences, of which the first is line `first` of the file. `None` where they hold no mapping.
pub fn read(text: &str, first: usize) -> Read {
    let mut reader = Reader { parser: Parser::new_from_str(text), first, anchors: HashMap::new(), copies: 0 };
    let mut entries = None;
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing, _) => {}
            (Event::StreamEnd, _) => return Ok(entries.or(Some(Vec::new()))),
            (Event::MappingStart(..), _) if entries.is_none() => entries = Some(reader.entries()?),
            // An empty document, or one of comments alone.
            (Event::Scalar(text, ScalarStyle::Plain, ..), _) if entries.is_none() && null(&text) => {}
            _ => return Ok(None),
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    first: usize,
    anchors: HashMap<usize, Option<Value>>,
    copies: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, usize), Fault> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.line(span))),
            Some(Err(error)) => {
                let line = self.first + error.marker().line().saturating_sub(1);
                Err(Fault { line, message: format!("this is not YAML: {}", error.info()) })
            }
            None => Ok((Event::StreamEnd, self.first)),
        }
    }

    fn line(&self, span: Span) -> usize {
        self.first + span.start.line().saturating_sub(1)
    }

    fn entries(&mut self) -> Result<Vec<Entry>, Fault> {
        let mut entries = Vec::new();
        loop {
            let (event, line) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(entries);
            }
            let key = self.key(event, line)?;
            if let Some(value) = self.next_value(1)? {
                entries.push(Entry { key, value, line });
            }
        }
    }

    fn key(&mut self, event: Event<'t>, line: usize) -> Result<String, Fault> {
        match event {
            Event::Scalar(text, ..) => Ok(text.into_owned()),
            _ => Err(Fault { line, message: "a key that is not a word".to_owned() }),
        }
    }

    fn next_value(&mut self, depth: usize) -> Result<Option<Value>, Fault> {
        let (event, line) = self.next()?;
        self.value(event, line, depth)
    }

    /// A value; `None` for YAML's nothing, which TOML does not have.
    fn value(&mut self, event: Event<'t>, line: usize, depth: usize) -> Result<Option<Value>, Fault> {
        if depth > DEEPEST {
            return Err(Fault { line, message: format!("more than {DEEPEST} values inside each other") });
        }
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix == "str");
                (anchor, if is_text { Some(Value::String(text.into_owned())) } else { plain(&text) })
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, line) => items.extend(self.value(event, line, depth + 1)?),
                    }
                }
                (anchor, Some(Value::Array(items)))
            }
            Event::MappingStart(anchor, _) => {
                let mut table = Table::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, _) => break,
                        (event, line) => {
                            let key = self.key(event, line)?;
                            let value = self.next_value(depth + 1)?;
                            // TOML has no word for nothing; the key is still worth keeping.
                            super::super::insert(&mut table, key, value.unwrap_or_else(|| Value::String(String::new())));
                        }
                    }
                }
                (anchor, Some(Value::Table(table)))
            }
            Event::Alias(anchor) => (0, self.copy(anchor, line, depth)?),
            _ => return Err(Fault { line, message: "a value is missing".to_owned() }),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn copy(&mut self, anchor: usize, line: usize, depth: usize) -> Result<Option<Value>, Fault> {
        let value = self.anchors.get(&anchor).cloned().flatten();
        let (size, levels) = value.as_ref().map_or((0, 0), extent);
        self.copies += size;
        if self.copies > MOST_COPIES || depth + levels > DEEPEST {
            return Err(Fault { line, message: "aliases that would fill the memory".to_owned() });
        }
        Ok(value)
    }
}

/// How many values stand in a value, and how many inside each other.
fn extent(value: &Value) -> (usize, usize) {
    let inner: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Table(table) => table.values().collect(),
        _ => Vec::new(),
    };
    let inner = inner.into_iter().map(extent).fold((0, 0), |all, one| (all.0 + one.0, all.1.max(one.1)));
    (inner.0 + 1, inner.1 + 1)
}

fn null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn plain(text: &str) -> Option<Value> {
    if null(text) {
        return None;
    }
    let same = |value: Value| (value.to_string() == text).then_some(value);
    let number = || text.parse().ok().map(Value::Integer).and_then(same);
    let fraction = || text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float).and_then(same);
    Some(match text {
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ => number().or_else(fraction).unwrap_or_else(|| Value::String(text.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String, usize)> {
        let entries = read(text, 2).unwrap().unwrap();
        entries.into_iter().map(|entry| (entry.key, entry.value.to_string(), entry.line)).collect()
    }

    fn values(text: &str) -> Vec<String> {
        shown(text).into_iter().map(|(_, value, _)| value).collect()
    }

    #[test]
    fn every_key_has_its_line() {
        let text = "title: x\n# a remark\ntags:\n  - a\n  - b\nnothing:\ntitle: y\n7: z\n";
        let keys: Vec<_> = shown(text).into_iter().map(|(key, _, line)| (key, line)).collect();
        assert_eq!(keys, [("title", 2), ("tags", 4), ("title", 8), ("7", 9)].map(|(key, line)| (key.to_owned(), line)));
    }

    #[test]
    fn a_value_is_never_written_otherwise_than_it_was() {
        let text =
            "a: 1.10\nb: 007\nc: 2026-03-02 14:02\nd: 12\ne: 1.5\nf: \"3\"\ng: !!str 4\nh: yes\ni: .inf\nj: true\nk: 1e3\n";
        let expected = [
            "\"1.10\"",
            "\"007\"",
            "\"2026-03-02 14:02\"",
            "12",
            "1.5",
            "\"3\"",
            "\"4\"",
            "\"yes\"",
            "\".inf\"",
            "true",
            "\"1e3\"",
        ];
        assert_eq!(values(text), expected);
    }

    #[test]
    fn aliases_are_followed_and_never_explode() {
        assert_eq!(values("a: &x [1, 2]\nb: *x\n"), ["[1, 2]", "[1, 2]"]);
        let mut bomb = "a0: &a0 [x, x]\n".to_owned();
        for n in 1..12 {
            bomb.push_str(&format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")));
        }
        assert!(read(&bomb, 1).is_err());
        assert!(read(&format!("a: {}{}\n", "[".repeat(40), "]".repeat(40)), 1).is_err());
    }

    #[test]
    fn only_a_mapping_is_a_header() {
        assert_eq!(read("# remark\n", 1), Ok(Some(vec![])));
        assert!(["word\n", "- a\n"].iter().all(|text| read(text, 1) == Ok(None)));
        assert!(["a: b: c\n", "? [x]\n: y\n", "a: [\n"].iter().all(|text| read(text, 1).is_err()));
        assert_eq!(values("a: {b: 1, b: 2, c: }\n"), ["{ b = 1, b-2 = 2, c = \"\" }"]);
    }
}
