//! `lookback check`: every fault at once, each at its line.

use super::{End, World, plural, print};
use crate::cli::{CheckArgs, FindingsFormat};
use crate::diagnostic::summary::Summary;
use crate::diagnostic::{github, gitlab, human, json, sarif};
use crate::error::Error;
use crate::fix::{Done, Mending};
use crate::git;
use crate::pipeline;
use crate::scope::Scope;
use std::collections::BTreeSet;

/// Exit 0 without a finding at level deny (with `--deny-warnings`: without any), else 1. What is not asked for does not count.
/// With `--diff`, 1 if there is anything to mend.
pub fn run(args: &CheckArgs, world: &World) -> Result<End, Error> {
    let mut notes = pipeline::read(&world.root, world.today)?;
    let mut scope = Scope::all(&notes.corpus.config.paths.incidents).named(&args.paths, &world.here, &world.root)?;
    if let Some(revision) = &args.changed_since {
        scope = scope.changed_since(revision, &world.root)?;
    }
    let mending = if args.fix || args.diff {
        pipeline::mend(&mut notes, &world.root, |path| scope.holds(path))?
    } else {
        Mending::default()
    };
    if args.diff {
        let patch = notes.diff(&mending, &git::prefix(&world.root));
        print(|out| write!(out, "{}", patch.text))?;
        if patch.masked > 0 {
            let hold = if patch.masked == 1 { "holds" } else { "hold" };
            eprintln!("{} {hold} secrets, which are masked here: --fix writes them as they are", plural(patch.masked, "note"));
        }
        eprintln!("{} would be mended", plural(mending.changed(), "note"));
        return Ok(if mending.changed() == 0 { End::Well } else { End::Findings });
    }
    let mut written = BTreeSet::new();
    mending.write(&world.root, |path| written.extend([path])).inspect_err(|_| {
        // Those before the one that cannot be written are what they are to be, and nothing else says so.
        eprint!("{}", mended(&mending, |done| written.contains(done.path.as_str())));
    })?;
    let findings = notes.findings(|finding| scope.covers(finding));
    let looked_at = notes.paths.iter().filter(|path| scope.holds(path)).count();
    let summary = Summary::of(&findings, looked_at, args.deny_warnings);
    let mended = mended(&mending, |_| true);
    print(|out| match args.format {
        FindingsFormat::Human => write!(out, "{}{mended}{summary}", human::render(&findings, world.colour_out)),
        FindingsFormat::Json => writeln!(out, "{}", json::render(&findings, &for_program(&mending), &summary)),
        // The log of the run is read by people, too.
        FindingsFormat::Github => write!(out, "{}{summary}", github::render(&findings, &git::prefix(&world.root))),
        FindingsFormat::Gitlab => writeln!(out, "{}", gitlab::render(&findings, &git::prefix(&world.root))),
        FindingsFormat::Sarif => writeln!(out, "{}", sarif::render(&findings, &git::prefix(&world.root))),
    })?;
    // The other formats have no place for it.
    if !matches!(args.format, FindingsFormat::Human | FindingsFormat::Json) {
        eprint!("{mended}");
    }
    Ok(if summary.passes { End::Well } else { End::Findings })
}

/// A line for each thing that was done and is wanted.
fn mended(mending: &Mending, wanted: impl Fn(&Done) -> bool) -> String {
    let line = |done: &Done| format!("mended {}: {} ({})\n", done.path, done.what, done.rule.code);
    mending.done().iter().filter(|done| wanted(done)).map(line).collect()
}

/// Each thing that was done, for a program.
fn for_program(mending: &Mending) -> Vec<json::Mended<'_>> {
    mending.done().iter().map(|done| json::Mended { path: &done.path, code: done.rule.code, what: &done.what }).collect()
}
