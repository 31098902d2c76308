//! The rules of the house (`ARCHITECTURE.md`), held by reading the sources: who may see whom, and who may ask for the time.
//!
//! Tests inside the sources are not held to them: `mod tests` ends a file.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module and what it may see, from the ground up: a module sees only what stands above it in this table, so that there can
/// be no circle. A module that is new is added here first.
const MAY_SEE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("words", &[]),
    ("address", &[]),
    ("fingerprint", &[]),
    // What may be typed; what it does is not known here.
    ("cli", &["address"]),
    ("diagnostic", &["source", "words", "fingerprint"]),
    ("error", &[]),
    ("git", &["error"]),
    ("incident", &["source", "words"]),
    ("shape", &["source", "words", "diagnostic"]),
    ("config", &["source", "words", "address", "diagnostic", "incident", "shape"]),
    // Which findings are asked for; never what they say.
    ("scope", &["source", "diagnostic", "error", "git", "config"]),
    // Files and bytes: nothing of what stands in a note, or of what a page is.
    ("discover", &["source", "diagnostic", "error"]),
    ("history", &["error", "git"]),
    ("fix", &["source", "diagnostic", "error"]),
    ("publish", &["error"]),
    ("serve", &["error", "publish"]),
    // Reading, judging and relating use the model, and never each other.
    ("note", &["source", "words", "address", "diagnostic", "incident", "shape", "config"]),
    // What may be written, as schemas, from the descriptions that it is read by.
    ("schema", &["words", "shape", "config", "note"]),
    ("corpus", &["source", "words", "diagnostic", "incident", "config"]),
    ("lint", &["source", "words", "diagnostic", "incident", "config", "corpus"]),
    ("relate", &["source", "words", "incident", "config", "corpus"]),
    // Notes into what everyone may read of them.
    ("audience", &["source", "words", "address", "diagnostic", "incident", "config", "note"]),
    // Pages are bytes by their route; who writes them, and when, is not known here.
    ("site", &["source", "words", "address", "fingerprint", "error", "incident", "config", "history", "corpus", "relate"]),
    // From elsewhere into notes; the text of a note is read by the same reader as ever.
    ("import", &["source", "words", "address", "diagnostic", "error", "incident", "config", "discover", "note", "lint", "site"]),
    // The one place that knows the whole way.
    (
        "pipeline",
        &[
            "source",
            "words",
            "diagnostic",
            "error",
            "incident",
            "config",
            "discover",
            "history",
            "fix",
            "publish",
            "note",
            "audience",
            "corpus",
            "lint",
            "relate",
            "site",
        ],
    ),
    // What rules say of themselves.
    ("manual", &["words", "diagnostic", "error"]),
    (
        "commands",
        &[
            "cli",
            "words",
            "diagnostic",
            "error",
            "fix",
            "git",
            "scope",
            "incident",
            "corpus",
            "lint",
            "relate",
            "site",
            "import",
            "pipeline",
            "schema",
            "manual",
        ],
    ),
    ("main", &["cli", "commands", "discover"]),
];

/// The only modules that may ask the machine what time it is or how it is set up.
const MAY_ASK: &[&str] = &["main"];

/// How the machine is asked.
const QUESTIONS: &[&str] = &["std::env", "SystemTime::now", "Zoned::now", "Timestamp::now"];

/// One source file.
struct Source {
    /// From the crate's folder.
    path: String,
    /// Its module, from the crate down: `["note", "clock"]`; `["main"]` for the program.
    module: Vec<String>,
    /// The code without comments and without tests, line by line.
    lines: Vec<String>,
}

fn sources() -> Vec<Source> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = test_modules(&fs::read_to_string(crate_folder.join("src/lib.rs")).unwrap());
    let mut found: Vec<Source> = walkdir::WalkDir::new(crate_folder.join("src"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "rs") && path.file_name() != Some("tests.rs".as_ref())
        })
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.strip_prefix(crate_folder).unwrap().to_owned();
            Source { module: module(&path), lines: code(&text), path: path.to_str().unwrap().replace('\\', "/") }
        })
        .collect();
    found.retain(|source| source.module.first().is_some_and(|first| !tests.contains(first)));
    found
}

/// `src/note/clock/mod.rs` is `note::clock`; `src/lib.rs` is the crate itself and only declares the others.
fn module(path: &Path) -> Vec<String> {
    let file = path.with_extension("");
    let parts = file.iter().skip(1).map(|part| part.to_str().unwrap().to_owned());
    parts.filter(|part| part != "mod" && part != "lib").collect()
}

/// Modules that `lib.rs` declares only for tests.
fn test_modules(lib: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = lib.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    declared.filter_map(|pair| Some(pair[1].split_once("mod ")?.1.trim_end_matches(';').to_owned())).collect()
}

fn code(text: &str) -> Vec<String> {
    let code = text.split_once("\n#[cfg(test)]\nmod tests").map_or(text, |(code, _)| code);
    code.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned()).collect()
}

/// Every module of the crate that the code of a file names, with the line on which it does.
fn sees(source: &Source) -> Vec<(usize, String)> {
    // `super` above the outermost module is the crate.
    let root = "super::".repeat(source.module.len());
    let mut seen = Vec::new();
    let text = source.lines.join("\n");
    for prefix in ["crate::", "lookback::", root.as_str()] {
        for (at, _) in text.match_indices(prefix) {
            let is_whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == ':');
            let line = text[..at].matches('\n').count() + 1;
            if is_whole {
                seen.extend(heads(&text[at + prefix.len()..]).into_iter().map(|head| (line, head)));
            }
        }
    }
    seen
}

/// The first names of a path: `a` for `a::b`, `a` and `c` for `{a::b, c}`.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut heads, mut start) = (0_usize, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.push(name(&group[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

#[test]
fn the_table_has_no_circle() {
    for (nth, (module, may_see)) in MAY_SEE.iter().enumerate() {
        for seen in *may_see {
            let stands_above = MAY_SEE[..nth].iter().any(|(other, _)| other == seen);
            assert!(stands_above, "`{module}` may see `{seen}`, which does not stand above it in the table");
        }
    }
}

#[test]
fn modules_see_only_what_the_table_says() {
    let mut faults = Vec::new();
    for source in sources() {
        let module = &source.module[0];
        let Some((_, may_see)) = MAY_SEE.iter().find(|(name, _)| name == module) else {
            faults.push(format!(
                "{}: the module `{module}` is not in the table of tests/house.rs; say there what it may see",
                source.path
            ));
            continue;
        };
        for (line, seen) in sees(&source) {
            if seen != *module && MAY_SEE.iter().any(|(name, _)| *name == seen) && !may_see.contains(&seen.as_str()) {
                let place = format!("{}:{line}", source.path);
                faults.push(format!("{place}: `{module}` must not see `{seen}`; it may see {}", may_see.join(", ")));
            }
        }
    }
    assert!(faults.is_empty(), "the rules of the house are broken:\n{}", faults.join("\n"));
}

#[test]
fn only_the_program_asks_the_machine() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !MAY_ASK.contains(&source.module[0].as_str())) {
        for (nth, line) in source.lines.iter().enumerate() {
            for question in QUESTIONS.iter().filter(|question| line.contains(**question)) {
                faults.push(format!("{}:{}: `{question}`; hand the answer down from main instead", source.path, nth + 1));
            }
        }
    }
    assert!(faults.is_empty(), "only main reads the clock and the environment:\n{}", faults.join("\n"));
}

#[test]
fn the_reader_of_sources_sees_every_way_of_naming_a_module() {
    let source =
        |path: &str, text: &str| Source { path: path.to_owned(), module: module(&PathBuf::from(path)), lines: code(text) };
    let seen = |path: &str, text: &str| sees(&source(path, text)).into_iter().map(|(_, seen)| seen).collect::<Vec<_>>();
    assert_eq!(seen("src/note/mod.rs", "use crate::{site::{a, b}, words};\nuse std::fmt;"), ["site", "words"]);
    assert_eq!(seen("src/note/mod.rs", "fn f() -> crate::site::Page { $crate::x }"), ["site"]);
    assert_eq!(seen("src/note/clock.rs", "use super::super::site;\nuse super::rows;"), ["site"]);
    assert_eq!(seen("src/note.rs", "use super::site;\n// use crate::lint;\n"), ["site"]);
    assert_eq!(seen("src/main.rs", "use lookback::commands;"), ["commands"]);
    assert_eq!(seen("src/note.rs", "use crate::words;\n#[cfg(test)]\nmod tests { use crate::site; }"), ["words"]);
    assert_eq!(test_modules("#[cfg(test)]\nmod fixtures;\npub mod site;\n"), BTreeSet::from(["fixtures".to_owned()]));
}
