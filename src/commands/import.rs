//! `lookback import`: documents that were written elsewhere into notes.

use super::{End, World, print, refused};
use crate::cli::{Format, ImportArgs};
use crate::error::Error;
use crate::import::{self, Order};
use crate::pipeline;
use std::sync::OnceLock;

/// Exit 0 when every readable document is a note, else 1.
pub fn run(args: &ImportArgs, world: &World) -> Result<End, Error> {
    // A folder without a configuration will do, but not one that is not there.
    world.root.metadata().map_err(Error::read(&world.root))?;
    let config = match pipeline::configuration(&world.root)? {
        Ok(config) => config.unwrap_or_default(),
        Err(faults) => return Ok(refused(&faults, world)),
    };
    let bar = OnceLock::new();
    let progress = |done: usize, of: usize| world.progress(&bar, "documents", done, of);
    let order = Order { paths: &args.paths, here: &world.here, root: &world.root, to: &args.to, dry_run: args.dry_run };
    let report = import::import(&order, &config, &progress)?;
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    print(|out| match args.format {
        Format::Human => write!(out, "{report}"),
        Format::Json => writeln!(out, "{}", report.json()),
    })?;
    Ok(if report.failed.is_empty() { End::Well } else { End::Findings })
}
