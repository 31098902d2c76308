//! The schemas say what the reader says: they take whatever it reads, and refuse whatever is not as it is described.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

mod support;

use boon::{Compiler, SchemaIndex, Schemas};
use lookback::config::{self, Config};
use lookback::shape::{self, Key, Kind};
use lookback::source::SourceFile;
use lookback::{note, schema};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use support::Repository;

/// A schema that is one by the rules of its draft.
struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn new(schema: Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource("schema.json", schema).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
        Self { schemas, index }
    }

    /// Why a value is refused.
    fn refuses(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| error.to_string())
    }
}

static NOTE: LazyLock<Schema> = LazyLock::new(|| Schema::new(schema::of_note(None)));
static CONFIG: LazyLock<Schema> = LazyLock::new(|| Schema::new(schema::of_config()));

/// TOML as taplo hands it to a schema: dates are strings.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(stamp) => json!(stamp.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => table.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
    }
}

/// What the description of a table finds in it.
fn shapeless(keys: &'static [Key], toml: &str) -> Vec<String> {
    let mut findings = Vec::new();
    shape::read(&SourceFile::new("a.toml", toml), 0..toml.len(), keys, &mut findings, |_, _| ());
    findings.iter().map(|finding| format!("{}: {}", finding.rule.code, finding.message)).collect()
}

/// What the reader finds in a front matter that has to do with single values: LB001 to LB004, and an alias that is no id.
fn unread_note(toml: &str) -> Vec<String> {
    let file = SourceFile::new("incidents/2026-03-02-a.md", format!("+++\n{toml}\n+++\n"));
    values(note::read(&file, "2026-03-02-a", false, &Config::default()).findings)
}

fn unread_config(toml: &str) -> Vec<String> {
    let mut findings = Vec::new();
    config::read(&SourceFile::new("lookback.toml", toml), &mut findings);
    values(findings)
}

fn values(findings: Vec<lookback::diagnostic::Diagnostic>) -> Vec<String> {
    let of_values =
        findings.iter().filter(|finding| matches!(finding.rule.code, "LB001" | "LB002" | "LB003" | "LB004" | "LB009"));
    of_values.map(|finding| format!("{}: {}", finding.rule.code, finding.message)).collect()
}

/// Every front matter and `lookback.toml` of the sample and of the tests.
fn files() -> Vec<(String, bool, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![("lookback.toml".to_owned(), false, fs::read_to_string(root.join("lookback.toml")).unwrap())];
    for folder in ["incidents", "tests/cli", "tests/golden"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name() {
            let entry = entry.unwrap();
            let name = entry.path().strip_prefix(root).unwrap().display().to_string();
            let Ok(text) = fs::read_to_string(entry.path()) else { continue };
            if name.ends_with("lookback.toml") {
                files.push((name, false, text));
            } else if let Some((toml, _)) = text.strip_prefix("+++\n").and_then(|text| text.split_once("\n+++\n")) {
                files.push((name, true, format!("{toml}\n")));
            }
        }
    }
    files
}

#[test]
fn what_there_is_is_taken_and_its_faults_are_refused() {
    let (mut taken, mut refused) = (0, 0);
    for (name, is_note, text) in files() {
        let Ok(table) = text.parse::<toml::Table>() else { continue };
        let value = json(&toml::Value::Table(table));
        let (keys, schema) = if is_note { (note::KEYS, &NOTE) } else { (config::KEYS, &CONFIG) };
        let (faults, why) = (shapeless(keys, &text), schema.refuses(&value));
        assert_eq!(faults.is_empty(), why.is_none(), "{name}: {faults:?}, and the schema: {why:?}");
        *if faults.is_empty() { &mut taken } else { &mut refused } += 1;
    }
    assert!(taken > 20 && refused > 0, "{taken} taken, {refused} refused");
}

/// Faults of single values, each alone in a note that is otherwise right.
const NOTE_FAULTS: &[&str] = &[
    "titel = \"x\"",
    "title = 5",
    "title = \"\"",
    "title = \" \"",
    "severity = 1",
    "severity = \"\"",
    "status = \"reviewd\"",
    "status = true",
    "services = \"checkout\"",
    "services = [1]",
    "timezone = \"Mars Base\"",
    "timezone = \"+1:2:3\"",
    "aliases = [\"Not An Id\"]",
    "allow = [\"LB0\"]",
    "allow = [\"broken-link\"]",
    "started = 5",
    "started = [2026-03-02]",
    "impact = []",
    "impact = { users = -1 }",
    "impact = { users = 1.5 }",
    "impact = { data_loss = \"no\" }",
    "impact = { user = 3 }",
    "detection = [{ at = 2026-03-02 }]",
    "detection = [{ source = \"dog\" }]",
    "detection = { source = \"alert\" }",
    "restore = [{ text = \"x\" }]",
    "problem = [{ text = \" \" }]",
    "verification = [{ environment = \"x\" }]",
    "participant = [{ name = \"x\" }]",
    "action = [{ due = 2026-04-01 }]",
    "action = [{ text = \"x\", due = \"soon\" }]",
    "action = [{ text = \"x\", due = 2026-04-01T10:00:00Z }]",
    "action = [\"x\"]",
    "timeline = [{ at = 2026-03-02T14:02:00Z }]",
    "recurrence_of = [{ id = \"a\", relation = \"cousin\" }]",
    "extra = 5",
];
const CONFIG_FAULTS: &[&str] = &[
    "sites = {}",
    "site = { title = \"\" }",
    "site = { base_url = \"ftp://x\" }",
    "site = { source_url = \"x\" }",
    "site = { timezone = \"Mars Base\" }",
    "severity = [{ title = \"x\" }]",
    "severity = [{ name = \"x\", action_due_days = -1 }]",
    "service = { \"Not A Slug\" = {} }",
    "service = { a = { titel = \"x\" } }",
    "service = { a = \"x\" }",
    "autolink = [{ pattern = \"x\" }]",
    "lint = { deny = [\"nope\"] }",
    "lint = { allow = [\"LB0\"] }",
    "import = { status = \"done\" }",
    "import = { tags = { a = 1 } }",
];

#[test]
fn every_kind_of_fault_is_refused_by_both() {
    let right = "title = \"x\"\nseverity = \"sev1\"\n";
    assert_eq!((unread_note(right), NOTE.refuses(&value(right))), (Vec::new(), None));
    for fault in NOTE_FAULTS {
        let key = fault.split(' ').next().unwrap();
        let toml: String =
            right.lines().filter(|line| !line.starts_with(key)).chain([*fault]).map(|line| format!("{line}\n")).collect();
        assert!(!unread_note(&toml).is_empty(), "the reader takes {fault}");
        assert!(NOTE.refuses(&value(&toml)).is_some(), "the schema takes {fault}");
    }
    for missing in ["title = \"x\"\n", "severity = \"sev1\"\n"] {
        assert!(!unread_note(missing).is_empty() && NOTE.refuses(&value(missing)).is_some(), "{missing}");
    }
    for fault in CONFIG_FAULTS {
        assert!(!unread_config(fault).is_empty(), "the reader takes {fault}");
        assert!(CONFIG.refuses(&value(fault)).is_some(), "the schema takes {fault}");
    }
}

fn value(toml: &str) -> Value {
    json(&toml::Value::Table(toml.parse().unwrap_or_else(|error| panic!("{toml}: {error}"))))
}

/// Numbers that decide what stands in a table, one after the other; 0 when there are no more.
struct Tape<'a>(std::slice::Iter<'a, u8>);

impl Tape<'_> {
    fn below(&mut self, end: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Some of the keys, most of them as they should be, and sometimes one that nobody knows.
fn table(keys: &[Key], tape: &mut Tape<'_>) -> toml::Table {
    let mut table = toml::Table::new();
    for key in keys {
        if key.required && tape.below(16) != 1 || tape.below(8) == 1 {
            let value = if tape.below(16) == 1 { anything(tape) } else { fitting(key.kind, tape) };
            table.insert(key.name.to_owned(), value);
        }
    }
    if tape.below(32) == 1 {
        table.insert("unknown".to_owned(), anything(tape));
    }
    table
}

const TEXTS: &[&str] = &["x", "", " ", "UTC", "+01:00", "LB3", "LB0", "https://a.example/", "a-b", "A b", "~14:15", "sev2", "é"];

fn fitting(kind: Kind, tape: &mut Tape<'_>) -> toml::Value {
    let text = |tape: &mut Tape<'_>| toml::Value::from(tape.one_of(TEXTS));
    match kind {
        Kind::Text | Kind::Title | Kind::Markdown => text(tape),
        Kind::Flag => true.into(),
        Kind::Count => toml::Value::Integer(tape.one_of(&[0, 1, 7])),
        Kind::Day => stamp("2026-04-01"),
        Kind::Moment => match tape.below(4) {
            0 => stamp("2026-03-02T14:02:00Z"),
            1 => stamp("2026-03-02T14:02:00"),
            2 => stamp("2026-03-02"),
            _ => text(tape),
        },
        Kind::Texts => toml::Value::Array((0..tape.below(3)).map(|_| text(tape)).collect()),
        Kind::Word(words) => toml::Value::from(tape.one_of(words).0),
        Kind::Table(inner) => table(inner, tape).into(),
        Kind::Tables(inner) => toml::Value::Array((0..tape.below(3)).map(|_| toml::Value::Table(table(inner, tape))).collect()),
        Kind::Map(inner) => {
            let named = (0..tape.below(2)).map(|_| (tape.one_of(TEXTS).to_owned(), toml::Value::Table(table(inner, tape))));
            toml::Value::Table(named.collect())
        }
        Kind::Renames => toml::Value::Table([("any thing".to_owned(), text(tape))].into_iter().collect()),
        Kind::Anything => toml::Value::Table([("n".to_owned(), anything(tape))].into_iter().collect()),
    }
}

/// What JSON tells apart as TOML does: no days where a string belongs or the other way round, and no whole fractions.
fn anything(tape: &mut Tape<'_>) -> toml::Value {
    match tape.below(8) {
        0 => tape.one_of(TEXTS).into(),
        1 => tape.one_of(&[-1, 0, 3]).into(),
        2 => 1.5.into(),
        3 => true.into(),
        4 => toml::Value::Array(vec![tape.one_of(TEXTS).into()]),
        5 => toml::Value::Array(vec![3.into()]),
        6 => toml::Value::Array(vec![toml::Value::Table(toml::Table::new())]),
        _ => toml::Value::Table(toml::Table::new()),
    }
}

fn stamp(text: &str) -> toml::Value {
    toml::Value::Datetime(text.parse().unwrap())
}

fn agree(keys: &'static [Key], schema: &Schema, tape: &[u8], unread: fn(&str) -> Vec<String>) -> Result<(), TestCaseError> {
    let table = table(keys, &mut Tape(tape.iter()));
    let toml = toml::to_string(&table).unwrap();
    match schema.refuses(&json(&toml::Value::Table(table))) {
        None => prop_assert_eq!(shapeless(keys, &toml), Vec::<String>::new(), "the schema takes\n{}", toml),
        Some(why) => prop_assert_ne!(unread(&toml), Vec::<String>::new(), "the schema refuses\n{}\n{}", toml, why),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn schema_and_reader_of_a_note_agree(tape in prop::collection::vec(any::<u8>(), 0..200)) {
        agree(note::KEYS, &NOTE, &tape, unread_note)?;
    }

    #[test]
    fn schema_and_reader_of_the_configuration_agree(tape in prop::collection::vec(any::<u8>(), 0..200)) {
        agree(config::KEYS, &CONFIG, &tape, unread_config)?;
    }
}

/// Every default of a note, written out, changes nothing.
#[test]
fn the_defaults_are_those_of_the_reader() {
    let read = |toml: &str| {
        let file = SourceFile::new("incidents/2026-03-02-a.md", format!("+++\n{toml}\n+++\n"));
        let incident = note::read(&file, "2026-03-02-a", false, &Config::default()).incident.unwrap();
        let (check, action) = (&incident.verifications[0], &incident.actions[0]);
        format!("{:?}", (incident.status, incident.kind, incident.visibility, check.round, &action.progress))
    };
    let schema = schema::of_note(None);
    let default =
        |at: &str| format!("{} = {}\n", at.rsplit('/').next().unwrap(), schema.pointer(&format!("{at}/default")).unwrap());
    let keys = ["status", "kind", "visibility"].map(|key| default(&format!("/properties/{key}"))).concat();
    let round = default("/properties/verification/items/properties/round");
    let status = default("/properties/action/items/properties/status");
    let note = |keys: &str, round: &str, status: &str| {
        read(&format!(
            "title = \"x\"\nseverity = \"sev1\"\n{keys}[[verification]]\nenvironment = \"x\"\nresult = \"pass\"\n{round}[[action]]\ntext = \"x\"\n{status}"
        ))
    };
    assert_eq!(note(&keys, &round, &status), note("", "", ""));
}

fn lookback(args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_lookback")).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_export_of_the_sample_is_as_its_schema_says() {
    let schema = Schema::new(lookback(&["schema", "export"]).parse().unwrap());
    let export = lookback(&["export", "--today", "2026-01-01"]);
    for line in export.lines() {
        let note: Value = line.parse().unwrap();
        assert_eq!(schema.refuses(&note), None, "{line}");
        for key in note.as_object().unwrap().keys() {
            let (mut without, mut wrong) = (note.clone(), note.clone());
            without.as_object_mut().unwrap().remove(key);
            wrong[key] = json!(5);
            assert!(schema.refuses(&without).is_some() && schema.refuses(&wrong).is_some(), "{key}");
        }
    }
    assert!(export.lines().count() > 10);
    let milestone = json!({ "started": 5 });
    let mut note: Value = export.lines().next().unwrap().parse().unwrap();
    note["milestones"] = milestone;
    assert!(schema.refuses(&note).is_some());
}

#[test]
fn a_repository_has_names_of_its_own_and_a_faulty_one_has_no_schema() {
    let repository = Repository::new(&[("lookback.toml", "[[severity]]\nname = \"major\"\n")]);
    let run = repository.run(&["schema", "note"]);
    let schema = Schema::new(run.out.parse().unwrap());
    assert_eq!(schema.refuses(&json!({ "title": "x", "severity": "major" })), None);
    assert!(schema.refuses(&json!({ "title": "x", "severity": "sev1" })).is_some());
    repository.write("lookback.toml", "[[severity]]\nnam = \"major\"\n");
    let run = repository.run(&["schema", "note"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("LB001"), "{}", run.err);
    assert_eq!(repository.run(&["schema", "config"]).code, Some(0));
}

#[test]
fn without_a_configuration_the_schema_is_the_same_everywhere() {
    let empty: Repository = Repository::new::<&str>(&[]);
    assert_eq!(empty.run(&["schema", "note"]).out.parse::<Value>().unwrap(), schema::of_note(None));
}
