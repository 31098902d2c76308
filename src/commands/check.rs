//! `lookback check`: every fault at once, each at its line.

use super::{End, World, plural, print};
use crate::cli::{CheckArgs, Format};
use crate::diagnostic::{Diagnostic, Level, human, json};
use crate::error::Error;
use crate::pipeline;
use crate::words::listed;
use std::path::{Component, Path, PathBuf};

/// Exit 0 without a finding at level deny (with `--deny-warnings`: without any), else 1.
pub fn run(args: &CheckArgs, world: &World) -> Result<End, Error> {
    let notes = pipeline::read(&world.root, world.today)?;
    let mut findings = notes.findings;
    if !args.paths.is_empty() {
        let wanted = args.paths.iter().map(|path| from_root(path, world)).collect::<Result<Vec<_>, _>>()?;
        findings.retain(|finding| wanted.iter().any(|path| Path::new(&finding.place.file.path).starts_with(path)));
    }
    print(|out| match args.format {
        Format::Human => write!(out, "{}{}", human::render(&findings, world.colour_out), summary(&findings, notes.read)),
        Format::Json => writeln!(out, "{}", json::render(&findings)),
    })?;
    let fails = |finding: &Diagnostic| args.deny_warnings || matches!(finding.level, Level::Fatal | Level::Deny);
    Ok(if findings.iter().any(fails) { End::Findings } else { End::Well })
}

fn summary(findings: &[Diagnostic], notes: usize) -> String {
    if findings.is_empty() {
        return format!("{}: nothing found\n", plural(notes, "note"));
    }
    let errors = findings.iter().filter(|finding| finding.level != Level::Warn).count();
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(plural(errors, "error"));
    }
    if findings.len() > errors {
        parts.push(plural(findings.len() - errors, "warning"));
    }
    format!("{}: {} in {}\n", plural(notes, "note"), listed(&parts), plural(pipeline::files(findings), "file"))
}

/// A path that was typed, as findings name it.
fn from_root(path: &Path, world: &World) -> Result<PathBuf, Error> {
    let full = world.here.join(path);
    full.symlink_metadata().map_err(Error::read(path))?;
    Ok(normal(&full).strip_prefix(normal(&world.root)).map_or_else(|_| full.clone(), Path::to_path_buf))
}

/// Without `.` and `..`, by the words alone.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
