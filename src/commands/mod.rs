//! One verb each. A command asks the pipeline, prints what it gets, and says how the run ends; it computes nothing.

mod build;
mod check;
mod explain;
mod export;
mod import;
mod schema;

use crate::cli::Command;
use crate::diagnostic::{Diagnostic, human};
use crate::error::Error;
use crate::words::plural;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Everything that a run takes from outside itself.
#[derive(Debug)]
pub struct World {
    /// The folder in which the command was typed.
    pub here: PathBuf,
    /// The folder that holds `lookback.toml` or the notes.
    pub root: PathBuf,
    /// The day on which everything is looked at.
    pub today: Date,
    /// Whether standard output shows colours.
    pub colour_out: bool,
    /// Whether standard error shows colours, and is looked at by a person.
    pub colour_err: bool,
    /// When the run began.
    pub started: Instant,
}

/// A run that takes longer than this shows how far it is.
const WONDER: Duration = Duration::from_millis(700);

impl World {
    /// Shows a person who waits how many of these are done.
    fn progress(&self, bar: &OnceLock<ProgressBar>, what: &str, done: usize, of: usize) {
        if self.colour_err && self.started.elapsed() > WONDER {
            bar.get_or_init(|| meter(of, what)).set_position(done as u64);
        }
    }
}

fn meter(of: usize, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(of as u64);
    let style = ProgressStyle::with_template(&format!("{{wide_bar}} {{pos}}/{{len}} {what}"));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// How a run ends.
enum End {
    /// All is well.
    Well,
    /// There are findings.
    Findings,
}

/// Writes to standard output. Whoever reads may have seen enough (`lookback export | head`): that is no fault.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::write("standard output")(error)),
        _ => Ok(()),
    }
}

/// Says why nothing was done.
fn refused(faults: &[Diagnostic], world: &World) -> End {
    eprint!("{}", human::render(faults, world.colour_err));
    End::Findings
}

/// Runs a command: exit 0 when all is well, 1 with findings, 2 when it could not run.
pub fn run(command: Option<Command>, world: &World) -> ExitCode {
    let end = match command.unwrap_or_else(|| Command::Build(crate::cli::BuildArgs::default())) {
        Command::Build(args) => build::run(args, world),
        Command::Check(args) => check::run(&args, world),
        Command::Explain(args) => explain::run(&args),
        Command::Export => export::run(world),
        Command::Import(args) => import::run(&args, world),
        Command::Schema(args) => schema::run(args.of, world),
    };
    match end {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
