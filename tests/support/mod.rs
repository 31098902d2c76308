//! A repository of notes in a folder that goes away, and the program run in it.

#![allow(dead_code, reason = "no test needs all of it")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A repository of notes.
pub struct Repository {
    folder: TempDir,
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The findings that `check --format json` printed.
    pub fn findings(&self) -> Vec<Value> {
        let mut report: Value = serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        serde_json::from_value(report["findings"].take()).unwrap()
    }
}

impl Repository {
    /// A folder with these files, and with an `incidents` folder.
    pub fn new<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Self {
        let repository = Self { folder: TempDir::new().unwrap() };
        fs::create_dir(repository.path("incidents")).unwrap();
        for (path, bytes) in files {
            repository.write(path, bytes);
        }
        repository
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs lookback here, on 1 June 2026.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    /// Runs lookback here, with these variables.
    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lookback"));
        command.args(args).current_dir(&self.folder).env("SOURCE_DATE_EPOCH", "1780272000").envs(variables.iter().copied());
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Builds the site, which has to succeed, and gives every file of it.
    pub fn build(&self) -> BTreeMap<String, Vec<u8>> {
        let run = self.run(&["build"]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
        tree(&self.path("site"))
    }
}

/// Every file below a folder, by its path with forward slashes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap()).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}
