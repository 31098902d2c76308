//! What `docs/editors.md` tells editors to look for is what `lookback check` prints.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

mod support;

use regex::Regex;
use serde_json::Value;
use std::process::Command;
use support::Repository;

const PAGE: &str = include_str!("../docs/editors.md");
const NOTE: &str = "+++\ntitle = \"x\"\nseverity = \"sev1\"\nstarted = 2026-03-02T14:00:00Z\n+++\n\n## Timeline\n\n- 14:05 Somebody calls [us](us.md)\n\n";

/// The block of code of this language that begins with this line.
fn block(language: &str, first: &str) -> &'static str {
    let mut blocks = PAGE.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let found = blocks.find(|(info, code)| *info == language && code.starts_with(first));
    found.map(|(_, code)| code).unwrap_or_else(|| panic!("no {language} begins with {first}"))
}

/// Notes with findings of both weights, on lines with one digit and with two.
fn repository() -> Repository {
    let files = [
        ("lookback.toml", String::new()),
        ("incidents/2026-03-02-a.md", NOTE.to_owned()),
        ("incidents/2026-03-02-b.md", NOTE.replace("severity", "sverity")),
        ("incidents/2026-03-02-c.md", format!("{NOTE}See [this](this.md).\n")),
    ];
    Repository::new(&files)
}

/// Level, message with its code, path, line and column of every finding, as JSON tells them.
fn told(repository: &Repository) -> Vec<[String; 5]> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let findings = repository.run(&["check", "--format", "json"]).findings();
    let told: Vec<_> = findings
        .iter()
        .map(|finding| {
            let level = if finding["level"] == "warn" { "warning" } else { "error" };
            let message = format!("[{}]: {}", text(&finding["code"]), text(&finding["message"]));
            [level.to_owned(), message, text(&finding["path"]), text(&finding["line"]), text(&finding["column"])]
        })
        .collect();
    for part in ["error", "warning"] {
        assert!(told.iter().any(|finding| finding[0] == part), "no {part} in {told:?}");
    }
    assert!(told.iter().any(|finding| finding[3].len() > 1), "{told:?}");
    told
}

#[test]
fn the_problem_matchers_find_every_finding() {
    let repository = repository();
    let out = repository.run(&["check"]).out;
    let tasks: Value = block("json", "{").parse().unwrap();
    for task in tasks["tasks"].as_array().unwrap() {
        let matcher = &task["problemMatcher"];
        let part = |nth: usize| {
            let pattern = &matcher["pattern"][nth];
            let of = |name: &str| usize::try_from(pattern[name].as_u64().unwrap_or(0)).unwrap();
            (Regex::new(pattern["regexp"].as_str().unwrap()).unwrap(), move |name: &str| of(name))
        };
        let ((head, head_of), (place, place_of)) = (part(0), part(1));
        let lines: Vec<&str> = out.lines().collect();
        let found: Vec<[String; 5]> = lines
            .windows(2)
            .filter_map(|pair| {
                let (head, place) = (head.captures(pair[0])?, place.captures(pair[1])?);
                let message = format!("[{}]: {}", &head[head_of("code")], &head[head_of("message")]);
                let at = |name| place[place_of(name)].to_owned();
                Some([head[head_of("severity")].to_owned(), message, at("file"), at("line"), at("column")])
            })
            .collect();
        assert_eq!(found, told(&repository));
        if let Some(end) = matcher["background"]["endsPattern"].as_str() {
            let end = Regex::new(end).unwrap();
            assert_eq!(lines.iter().filter(|line| end.is_match(line)).count(), 1, "{out}");
            let clean = Repository::new(&[("lookback.toml", "")]).run(&["check"]).out;
            assert!(clean.lines().any(|line| end.is_match(line)), "{clean}");
        }
    }
}

/// Runs Vim, where there is one.
#[test]
fn the_quickfix_list_has_every_finding() {
    let vim = block("vim", "let");
    let formats: Vec<&str> = block("yaml", "version").lines().filter_map(|line| line.trim().strip_prefix("- \"%")).collect();
    let formats: Vec<String> = formats.iter().map(|format| format!("%{}", format.trim_end_matches('"'))).collect();
    assert!(vim.contains(&format!("'{}'", formats.join(","))), "Vim and efm-langserver are told the same: {formats:?}");

    let repository = repository();
    let make = vim.replace("'lookback check'", &format!("'{} check'", env!("CARGO_BIN_EXE_lookback")));
    let list = "silent make!\ncall writefile(map(getqflist(), 'join([v:val.type, v:val.text, bufname(v:val.bufnr), v:val.lnum, v:val.col], \"\\t\")'), 'list')\nqa!\n";
    repository.write("try.vim", format!("{make}\n{list}"));
    let mut editor = Command::new("vim");
    editor.args(["-es", "-u", "NONE", "--cmd", "set nocompatible", "-S", "try.vim"]).current_dir(repository.path("."));
    if editor.env("SOURCE_DATE_EPOCH", "1780272000").output().is_err() {
        eprintln!("there is no Vim here: its errorformat was not tried");
        return;
    }
    let list = std::fs::read_to_string(repository.path("list")).unwrap();
    let expected: Vec<String> = told(&repository)
        .into_iter()
        .map(|[level, message, path, line, column]| {
            [&level[..1].to_uppercase(), &message, &path, &line, &column].map(String::as_str).join("\t")
        })
        .collect();
    assert_eq!(list.lines().collect::<Vec<_>>(), expected);
}
