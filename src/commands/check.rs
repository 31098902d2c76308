//! `lookback check`: every fault at once, each at its line.

use super::{End, World, plural, print};
use crate::cli::{CheckArgs, Format};
use crate::diagnostic::{Diagnostic, Level, human, json};
use crate::error::Error;
use crate::fix::{Done, Mending};
use crate::pipeline;
use crate::words::listed;
use std::path::{Component, Path, PathBuf};

/// Exit 0 without a finding at level deny (with `--deny-warnings`: without any), else 1. With `--diff`, 1 if there is anything to
/// mend.
pub fn run(args: &CheckArgs, world: &World) -> Result<End, Error> {
    let paths = args.paths.iter().map(|path| from_root(path, world)).collect::<Result<Vec<_>, _>>()?;
    let is_wanted = |note: &str| paths.is_empty() || paths.iter().any(|path| Path::new(note).starts_with(path));
    let (notes, mending) = if args.fix || args.diff {
        pipeline::mend(&world.root, world.today, &is_wanted)?
    } else {
        (pipeline::read(&world.root, world.today)?, Mending::default())
    };
    if args.diff {
        print(|out| write!(out, "{}", mending.diff()))?;
        eprintln!("{} would be mended", plural(mending.changed(), "note"));
        return Ok(if mending.changed() == 0 { End::Well } else { End::Findings });
    }
    mending.write(&world.root)?;
    let mut findings = notes.findings;
    findings.retain(|finding| is_wanted(&finding.place.file.path));
    let mended = mended(&mending);
    print(|out| match args.format {
        Format::Human => {
            let summary = summary(&findings, notes.read, &mending);
            write!(out, "{}{mended}{summary}", human::render(&findings, world.colour_out))
        }
        Format::Json => writeln!(out, "{}", json::render(&findings)),
    })?;
    if args.format == Format::Json {
        eprint!("{mended}");
    }
    let fails = |finding: &Diagnostic| args.deny_warnings || matches!(finding.level, Level::Fatal | Level::Deny);
    Ok(if findings.iter().any(fails) { End::Findings } else { End::Well })
}

/// A line for each thing that was done.
fn mended(mending: &Mending) -> String {
    let line = |done: &Done| format!("mended {}: {} ({})\n", done.path, done.what, done.rule.code);
    mending.done().iter().map(line).collect()
}

fn summary(findings: &[Diagnostic], notes: usize, mending: &Mending) -> String {
    let mut said = plural(notes, "note");
    if mending.changed() > 0 {
        said = format!("{said}, {} mended", mending.changed());
    }
    if findings.is_empty() {
        return format!("{said}: nothing found\n");
    }
    let errors = findings.iter().filter(|finding| finding.level != Level::Warn).count();
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(plural(errors, "error"));
    }
    if findings.len() > errors {
        parts.push(plural(findings.len() - errors, "warning"));
    }
    let fixable = match findings.iter().filter(|finding| finding.fix.is_some()).count() {
        0 => String::new(),
        fixable => format!(" (`lookback check --fix` mends {fixable})"),
    };
    format!("{said}: {} in {}{fixable}\n", listed(&parts), plural(pipeline::files(findings), "file"))
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
