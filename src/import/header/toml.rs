//! The TOML header of Zola or Hugo.

use super::{Entry, Fault, Read};
use toml::de::DeTable;
use toml::{Table, Value};

/// Tables that only hold keys of the page, as Zola wants its tags.
const TRANSPARENT: &[&str] = &["taxonomies"];

/// Reads the lines between the fences, of which the first is line `first` of the file.
pub fn read(text: &str, first: usize) -> Read {
    let line = |at: usize| first + text[..at.min(text.len())].matches('\n').count();
    let fault = |error: toml::de::Error| Fault {
        line: line(error.span().map_or(0, |span| span.start)),
        message: format!("this is not TOML: {}", error.message()),
    };
    let values: Table = text.parse().map_err(fault)?;
    let places = DeTable::parse(text).map_err(fault)?;
    // In the order of the file; the table itself is sorted by name.
    let mut places: Vec<_> = places.get_ref().iter().map(|(key, _)| (key.span().start, key.get_ref().as_ref())).collect();
    places.sort_unstable();
    let mut entries = Vec::new();
    for (at, key) in places {
        let line = line(at);
        match values.get(key) {
            Some(Value::Table(inner)) if TRANSPARENT.contains(&key) => {
                entries.extend(inner.iter().map(|(key, value)| Entry { key: key.clone(), value: value.clone(), line }));
            }
            Some(value) => entries.push(Entry { key: key.to_owned(), value: value.clone(), line }),
            None => {}
        }
    }
    Ok(Some(entries))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn entries_come_in_the_order_of_the_file() {
        let text = "title = \"x\"\ndate = 2026-03-02\n\n[taxonomies]\ntags = [\"a\"]\n[extra]\nteam = \"b\"\n";
        let entries = read(text, 2).unwrap().unwrap();
        let entries: Vec<_> = entries.iter().map(|entry| (entry.key.as_str(), entry.line, entry.value.to_string())).collect();
        let expected =
            [("title", 2, "\"x\""), ("date", 3, "2026-03-02"), ("tags", 5, "[\"a\"]"), ("extra", 7, "{ team = \"b\" }")];
        assert_eq!(entries, expected.map(|(key, line, value)| (key, line, value.to_owned())));
        assert_eq!(read("a = 1\nb = \n", 2).unwrap_err().line, 3);
    }
}
