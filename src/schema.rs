//! JSON Schemas of what people write: the front matter of a note and `lookback.toml`, made from the descriptions that they are
//! read by.
//!
//! A team has severities, services and issues of its own. Where its `lookback.toml` is at hand, the schema of a note knows them;
//! without, it holds for every team, and is the same everywhere.

use crate::config::{self, Config};
use crate::note;
use crate::shape::{DRAFT, choice, schema};
use crate::words::Meaning;
use serde_json::{Value, json};

/// Of the front matter of a note.
pub fn of_note(config: Option<&Config>) -> Value {
    let mut schema = headed("The front matter of a note", schema(note::KEYS));
    let keys = &mut schema["properties"];
    match config {
        Some(config) => site(keys, config),
        // Any team may use other names; these are what it gets if it chooses none.
        None => keys["severity"]["examples"] = names(Config::default().severities.iter().map(|level| &level.name)),
    }
    schema
}

/// Of `lookback.toml`.
pub fn of_config() -> Value {
    headed("lookback.toml", schema(config::KEYS))
}

/// There is no `$id`: it would be an address that the schema does not have, and tombi shows it as a link.
fn headed(title: &str, mut schema: Value) -> Value {
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(title);
    schema
}

/// What a team calls things. A severity has to be one of its own; a service or an issue may be new.
fn site(keys: &mut Value, config: &Config) {
    let doc = keys["severity"]["description"].as_str().unwrap_or_default().to_owned();
    let levels: Vec<Meaning<'_>> = config.severities.iter().map(|level| (level.name.as_str(), level.meaning())).collect();
    keys["severity"] = choice(&doc, &levels);
    keys["services"]["items"]["examples"] = names(config.services.keys());
    for role in ["factors", "symptoms"] {
        keys[role]["items"]["examples"] = names(config.issues.keys());
    }
    keys["trigger"]["examples"] = names(config.issues.keys());
}

fn names<'a>(names: impl Iterator<Item = &'a String>) -> Value {
    names.map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn config(text: &str) -> Config {
        let mut findings = Vec::new();
        let config = config::read(&SourceFile::new("lookback.toml", text), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        config
    }

    #[test]
    fn a_team_is_offered_its_own_names() {
        let config = config(
            "[[severity]]\nname = \"major\"\ndescription = \"Many.\"\n[[severity]]\nname = \"minor\"\n[service.checkout]\n[issue.dns]\n",
        );
        let schema = of_note(Some(&config));
        let keys = &schema["properties"];
        assert_eq!(keys["severity"]["enum"], json!(["major", "minor"]));
        assert_eq!(keys["severity"]["x-taplo"]["docs"]["enumValues"], json!(["Many.", "minor"]));
        assert_eq!(keys["services"]["items"]["examples"], json!(["checkout"]));
        for at in ["/factors/items", "/symptoms/items", "/trigger"] {
            assert_eq!(keys.pointer(at).unwrap()["examples"], json!(["dns"]), "{at}");
        }
    }

    #[test]
    fn without_a_team_any_severity_will_do() {
        let severity = &of_note(None)["properties"]["severity"];
        assert_eq!((severity.get("enum"), &severity["examples"][0]), (None, &json!("sev1")));
    }

    /// Every default, written out, changes nothing.
    #[test]
    fn the_defaults_are_those_of_the_reader() {
        let mut text = String::new();
        for table in ["site", "paths"] {
            text += &format!("[{table}]\n");
            for (key, property) in of_config()["properties"][table]["properties"].as_object().unwrap() {
                if let Some(default) = property.get("default") {
                    text += &format!("{key} = {default}\n");
                }
            }
        }
        assert_eq!(text.lines().count(), 2 + 6);
        assert_eq!(format!("{:?}", config(&text)), format!("{:?}", config("")));
        let level = &of_config()["properties"]["severity"]["items"]["properties"]["action_due_days"]["default"];
        let own = config(&format!("[[severity]]\nname = \"a\"\n[[severity]]\nname = \"b\"\naction_due_days = {level}\n"));
        assert_eq!(own.severities[0].action_due_days, own.severities[1].action_due_days);
    }
}
