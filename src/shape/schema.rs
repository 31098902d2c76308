//! The JSON Schema of a table, made from its description: for editors, and for whoever makes notes by program.
//!
//! JSON has no dates: taplo takes a TOML date for a string, tombi asks for the `format` that belongs to it, and a string with a
//! format serves both. What a schema cannot say (a day in quotes, two equal ids, a zone that does not exist) the reader still
//! reports. It knows what may be written and never what was.

use super::{Key, Kind};
use crate::words::{self, Meaning};
use serde_json::{Value, json};

/// In what the schemas are written: the newest draft that taplo, tombi and the editors' JSON tools all read.
pub const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Anything that is not empty.
const FILLED: &str = r"\S";

/// What a [`Kind::Moment`] may be: the format of its value, and what that says.
const MOMENTS: [(Option<&str>, &str); 4] = [
    (Some("date-time"), "A date-time with its offset."),
    (Some("date-time-local"), "A date-time in the zone of the note."),
    (Some("date"), "Only the day is known."),
    (None, "A string for what TOML cannot say: `\"~14:15\"`, `\"??:??\"`."),
];

/// The schema of a table with these keys and no others.
pub fn schema(keys: &[Key]) -> Value {
    let properties: serde_json::Map<_, _> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

/// The schema of one of these words. What each means stands below the description, and once more where taplo looks for it.
pub fn choice(doc: &str, words: &[Meaning<'_>]) -> Value {
    let (names, means): (Vec<_>, Vec<_>) = words.iter().copied().unzip();
    json!({
        "description": words::choice(doc, words),
        "type": "string",
        "enum": names,
        "x-taplo": { "docs": { "enumValues": means } },
    })
}

fn property(key: &Key) -> Value {
    let mut schema = match key.kind {
        Kind::Word(words) => choice(key.doc, words),
        Kind::Text => text(key, None),
        Kind::Title => text(key, Some(FILLED)),
        Kind::Markdown => text(key, key.required.then_some(FILLED)),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Count => json!({ "type": "integer", "minimum": 0 }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Moment => json!({ "anyOf": MOMENTS.map(|(format, says)| moment(key.doc, format, says)) }),
        Kind::Texts => json!({ "type": "array", "items": text(key, None) }),
        Kind::Table(inner) => schema(inner),
        Kind::Tables(inner) => json!({ "type": "array", "items": schema(inner) }),
        Kind::Map(inner) => named(key, schema(inner)),
        Kind::Renames => named(key, json!({ "type": "string" })),
        Kind::Anything => json!({ "type": "object", "additionalProperties": true }),
    };
    if !matches!(key.kind, Kind::Word(_)) {
        schema["description"] = json!(key.doc);
    }
    if let Some(default) = key.default {
        // What is no number is a text.
        let number = default.parse::<u64>().ok().filter(|_| matches!(key.kind, Kind::Count));
        schema["default"] = number.map_or_else(|| json!(default), Value::from);
    }
    schema
}

fn text(key: &Key, pattern: Option<&str>) -> Value {
    let mut text = json!({ "type": "string" });
    if let Some(pattern) = key.pattern.or(pattern) {
        text["pattern"] = json!(pattern);
    }
    if !key.examples.is_empty() {
        text["examples"] = json!(key.examples);
    }
    text
}

/// Each way says what the key means, too: taplo offers them one by one.
fn moment(doc: &str, format: Option<&str>, says: &str) -> Value {
    let mut moment = json!({ "description": format!("{doc} {says}"), "type": "string" });
    if let Some(format) = format {
        moment["format"] = json!(format);
    }
    moment
}

/// Values under names that people choose.
fn named(key: &Key, value: Value) -> Value {
    let mut table = json!({ "type": "object", "additionalProperties": value });
    if let Some(pattern) = key.pattern {
        table["propertyNames"] = json!({ "pattern": pattern });
    }
    table
}
