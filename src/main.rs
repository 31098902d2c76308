//! The `lookback` program: the only place that reads the clock and the environment.

use clap::Parser;
use lookback::cli::{Cli, Command};
use lookback::commands::{self, World};
use lookback::discover;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let world = match world(&cli) {
        Ok(world) => world,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    commands::run(cli.command, &world)
}

/// Everything that a run takes from outside itself.
fn world(cli: &Cli) -> Result<World, String> {
    let here = std::env::current_dir().map_err(|error| format!("cannot tell the current folder: {error}"))?;
    let root = match &cli.common.root {
        Some(root) => here.join(root),
        None => nearest(cli.command.as_ref(), &here).unwrap_or_else(|| here.clone()),
    };
    let today = match cli.common.today {
        Some(date) => date,
        None => match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(seconds) => seconds
                .parse()
                .ok()
                .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
                .ok_or_else(|| format!("SOURCE_DATE_EPOCH is \"{seconds}\"; it takes seconds since 1970"))?,
            Err(_) => jiff::Timestamp::now(),
        }
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date(),
    };
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Ok(World {
        here,
        root,
        today,
        colour_out: colour && std::io::stdout().is_terminal(),
        colour_err: colour && std::io::stderr().is_terminal(),
        started: std::time::Instant::now(),
    })
}

/// The nearest root: upwards from the folder into which notes are imported, else from this one, else from the note that is named.
fn nearest(command: Option<&Command>, here: &Path) -> Option<PathBuf> {
    let to = match command {
        // The folder itself may not be there yet.
        Some(Command::Import(args)) => here.join(&args.to).ancestors().find_map(|folder| folder.canonicalize().ok()),
        _ => None,
    };
    let note = || match command {
        Some(Command::Check(args)) => here.join(args.paths.first()?).canonicalize().ok(),
        _ => None,
    };
    to.and_then(|to| discover::root(&to)).or_else(|| discover::root(here)).or_else(|| discover::root(&note()?))
}
