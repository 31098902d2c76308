//! Labelled lines of a text that say what others write into a header: `**Severity:** SEV-1`, `| Owner | payments |`.
//!
//! `note` finds the lines; which of them mean a key, and whether what they say is short enough to be its value, is known here. The
//! lines stay in the text, so that nothing is lost where a value is left alone.

use super::fields::{Field, meanings};
use super::header::Entry;
use super::values;
use crate::note;
use crate::source::{SourceFile, Span};
use toml::Value;

/// What a labelled line of a text may say of a whole incident. Other labels (`Impact`, `Trigger`) begin prose.
const FIELDS: &[Field] =
    &[Field::Severity, Field::Status, Field::Services, Field::Environments, Field::Owner, Field::Authors, Field::Tags];
/// What a label of services speaks of: `Affected: all customers` does not.
const SERVICES: &[&str] = &["service", "component", "system"];
/// Marks of Markdown around a word.
const MARKS: &[char] = &['*', '_', '`'];
/// Words of the longest name; what is longer is a sentence.
const LONGEST: usize = 5;

/// The values in labelled lines of a note's text, `body`, each with the line that `line` gives to its place.
pub fn read(file: &SourceFile, body: Span, line: impl Fn(usize) -> usize) -> Vec<(Field, Entry)> {
    let mut told = Vec::new();
    for note::Labelled { label, value } in note::labelled(&file.text, &body) {
        let line = line(value.start);
        // Some put several on one line: `**Severity:** SEV-1 | **Status:** Final`.
        let mut parts = file.text[value].split(" | ");
        told.extend(parts.next().and_then(|value| entry(&label, value, line)));
        told.extend(parts.filter_map(|part| part.split_once(':')).filter_map(|(label, value)| entry(label, value, line)));
    }
    told
}

/// The words of a value, of which the first and the last may have lost their marks on one side.
fn plain(value: &str) -> String {
    values::words(value).trim_matches(MARKS).trim().to_owned()
}

fn entry(label: &str, value: &str, line: usize) -> Option<(Field, Entry)> {
    let (label, value) = (values::words(label), plain(value));
    // What a template put in brackets, to be filled in, and was.
    let value = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).map_or(value.clone(), str::to_owned);
    let (field, _) = meanings(&label).find(|(field, _)| FIELDS.contains(field))?;
    // The head of a table has two labels.
    let is_head = meanings(&value).any(|(field, _)| FIELDS.contains(&field));
    let is_other = field == Field::Services && !SERVICES.iter().any(|word| label.to_lowercase().contains(word));
    if is_head || is_other || values::says_nothing(&value) {
        return None;
    }
    let names = |text: &str| {
        let names = values::split(text)
            .into_iter()
            .map(|name| name.trim_matches(MARKS).to_owned())
            .filter(|name| !values::says_nothing(name));
        Value::Array(names.map(Value::String).collect())
    };
    let value = match field {
        Field::Severity | Field::Status | Field::Owner => Value::String(value),
        Field::Authors | Field::Services => names(&value.replace(" and ", ", ").replace(" & ", ", ")),
        _ => names(&value),
    };
    let is_name = |value: &Value| value.as_str().is_some_and(|name| name.split_whitespace().count() <= LONGEST);
    let fits = match &value {
        Value::Array(names) => !names.is_empty() && names.iter().all(is_name),
        name if field == Field::Owner => is_name(name) && name.as_str().is_some_and(|name| !name.contains([',', ';'])),
        _ => true,
    };
    fits.then_some((field, Entry { key: label, value, line }))
}
