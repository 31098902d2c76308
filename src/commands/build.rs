//! `lookback build`: the site.

use super::{End, World, plural, print};
use crate::cli::{Audience, BuildArgs};
use crate::diagnostic::{self, Diagnostic, human};
use crate::error::Error;
use crate::lint::secrets;
use crate::pipeline::{self, Order};
use std::sync::OnceLock;

/// What is said where a public build was told of nothing to show.
const HINT: &str = "\nhint: [audience.public] in lookback.toml names nothing, so that public pages show title, severity, status, kind and day alone";

/// Reads everything, then writes the site, unless a note cannot be read.
pub fn run(args: BuildArgs, world: &World) -> Result<End, Error> {
    let mut notes = pipeline::read(&world.root, world.today)?;
    let fatal = notes.fatal();
    if !fatal.is_empty() {
        eprint!("{}", human::render(&fatal, world.colour_err));
        let files = diagnostic::files(&fatal);
        eprintln!("{} in {}: nothing was written", plural(fatal.len(), "fault"), plural(files, "file"));
        return Ok(End::Findings);
    }
    let out = match args.out {
        Some(out) => world.here.join(out),
        None => world.root.join(&notes.corpus.config.paths.output),
    };
    let findings = notes.found();
    let mut count = plural(notes.corpus.len(), "note");
    let mut hint = "";
    if args.audience == Audience::Public {
        notes = notes.public()?;
        count = format!("{count}, {} of them public", notes.corpus.len());
        if notes.corpus.config.public.is_empty() {
            hint = HINT;
        }
    }
    warn(&notes.exposed(args.audience == Audience::Public));
    let bar = OnceLock::new();
    let progress = |done: usize, of: usize| world.progress(&bar, "files", done, of);
    let built = pipeline::build(notes, &Order { root: &world.root, out: &out, base_url: args.base_url }, &progress)?;
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    let findings = match findings {
        0 => String::new(),
        n => format!(", {} (`lookback check` shows {})", plural(n, "finding"), if n == 1 { "it" } else { "them" }),
    };
    let home = out.join("index.html");
    let pages = plural(built.pages, "page");
    let written = built.published.written;
    let removed = if built.published.removed > 0 { format!(", {} removed", built.published.removed) } else { String::new() };
    let seconds = world.started.elapsed().as_secs_f64();
    let open = home.strip_prefix(&world.here).unwrap_or(&home).display();
    print(|out| {
        writeln!(out, "{count}, {pages} ({written} new or changed{removed}) in {seconds:.2} s{findings}")?;
        writeln!(out, "open {open}{hint}")
    })?;
    Ok(End::Well)
}

/// Places that a warning names; `lookback check` names all.
const NAMED: usize = 5;

/// Says what not everyone should see of what is about to be published. It stops nothing.
fn warn(exposed: &[Diagnostic]) {
    if exposed.is_empty() {
        return;
    }
    let notes = diagnostic::files(exposed);
    let are_secret = exposed.iter().all(|finding| secrets::is_secret(finding.rule));
    let what = plural(exposed.len(), if are_secret { "secret" } else { "private detail" });
    eprintln!("warning: {what} in {} would be published (`lookback check` shows more):", plural(notes, "note"));
    for finding in exposed.iter().take(NAMED) {
        let (line, column) = finding.place.position();
        eprintln!("  {}:{line}:{column}: {}", finding.place.file.path, finding.message);
    }
    if exposed.len() > NAMED {
        eprintln!("  and {} more", exposed.len() - NAMED);
    }
}
