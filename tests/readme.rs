//! What the README says of the formats is true and complete. Its commands are run by `cli.rs`.

use lookback::config::{self, Config};
use lookback::note;
use lookback::shape::{Key, Kind};
use lookback::source::SourceFile;

const README: &str = include_str!("../README.md");

/// The block of code of this language that begins with this line.
fn block(language: &str, first: &str) -> &'static str {
    let mut blocks = README.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let found = blocks.find(|(info, code)| *info == language && code.starts_with(first));
    found.map(|(_, code)| code).unwrap_or_else(|| panic!("no {language} begins with {first}"))
}

/// Everything that an example leaves out of a format: keys, and words of a vocabulary, which may stand in a comment.
fn left_out(keys: &[Key], table: Option<&toml::Value>, example: &str, path: &str, missing: &mut Vec<String>) {
    for key in keys {
        let path = format!("{path}{}", key.name);
        let value = table.and_then(|table| table.get(key.name));
        if value.is_none() {
            missing.push(path.clone());
        }
        match key.kind {
            Kind::Word(words) => missing
                .extend(words.iter().filter(|(word, _)| !example.contains(word)).map(|(word, _)| format!("{path} = {word}"))),
            Kind::Table(inner) => left_out(inner, value, example, &format!("{path}."), missing),
            Kind::Tables(inner) => left_out(inner, value.and_then(|list| list.get(0)), example, &format!("{path}."), missing),
            Kind::Map(inner) => {
                let first = value.and_then(|map| map.as_table()?.values().next());
                left_out(inner, first, example, &format!("{path}."), missing);
            }
            Kind::Text
            | Kind::Title
            | Kind::Markdown
            | Kind::Flag
            | Kind::Count
            | Kind::Day
            | Kind::Moment
            | Kind::Texts
            | Kind::Renames
            | Kind::Anything => {}
        }
    }
}

fn assert_complete(keys: &[Key], example: &str) {
    let table: toml::Value = toml::from_str(example).unwrap_or_else(|error| panic!("{error}"));
    let mut missing = Vec::new();
    left_out(keys, Some(&table), example, "", &mut missing);
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_front_matter_has_every_key_and_is_a_note() {
    let example = block("toml", "title ");
    assert_complete(note::KEYS, example);
    let file = SourceFile::new("incidents/2026-03-02-checkout-502.md", format!("+++\n{example}\n+++\n"));
    let note = note::read(&file, "2026-03-02-checkout-502", false, &Config::default());
    assert!(note.findings.is_empty(), "{:?}", note.findings);
}

#[test]
fn the_configuration_has_every_key_and_no_fault() {
    let example = block("toml", "[site]");
    assert_complete(config::KEYS, example);
    let mut findings = Vec::new();
    config::read(&SourceFile::new("lookback.toml", example), &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn the_first_note_is_the_one_that_its_commands_build() {
    let note = include_str!("cli/readme.in/incidents/2026-03-02-checkout-502.md");
    assert_eq!(block("markdown", "+++"), note.trim_end());
}
