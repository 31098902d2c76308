//! The command line: what may be typed, and nothing of what it does.

use crate::address::is_web_page;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Compiles Markdown incident notes into a searchable static site of blameless postmortems, timelines and recurring issues.
#[derive(Debug, Parser)]
#[command(name = "lookback", version, about, long_about = None, max_term_width = 100)]
pub struct Cli {
    /// What is the same for every command.
    #[command(flatten)]
    pub common: Common,
    /// The verb; without one the site is built.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What is the same for every command.
#[derive(Debug, Args)]
pub struct Common {
    /// The folder that holds lookback.toml or incidents/ [default: the nearest one upwards]
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    pub root: Option<PathBuf>,
    /// The day on which everything is looked at, as 2026-03-02 [default: SOURCE_DATE_EPOCH, else today]
    #[arg(long, global = true, value_name = "DATE", display_order = 100)]
    pub today: Option<Date>,
}

/// One verb.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site (also what happens without a command)
    Build(BuildArgs),
    /// Report every fault in the notes at once, each at its line
    Check(CheckArgs),
    /// Say what a rule of `check` finds, why, and what to do about it
    Explain(ExplainArgs),
    /// Print every note as one JSON object a line
    Export,
    /// Make notes of Markdown documents that were written elsewhere
    Import(ImportArgs),
    /// Print a JSON Schema, for editors and programs
    Schema(SchemaArgs),
}

/// `lookback build`
#[derive(Debug, Default, Args)]
pub struct BuildArgs {
    /// Where the site goes [default: site, or what lookback.toml says]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Whom the site is for
    #[arg(long, value_enum, default_value_t)]
    pub audience: Audience,
    /// The address where the site will be; feed, sitemap and the 404 page need it
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub base_url: Option<String>,
}

/// Whom a site is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// Those who may read the notes: everything
    #[default]
    Team,
    /// Everyone: notes with visibility = "public", and of them what [audience.public] in lookback.toml names
    Public,
}

fn web_address(url: &str) -> Result<String, &'static str> {
    is_web_page(url).then(|| url.to_owned()).ok_or("it begins with https:// or http://")
}

/// `lookback check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Report only what is wrong in these notes or folders; they are still judged in the light of all
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Report only what is wrong in notes that changed since this commit and the current one parted, committed or not
    #[arg(long, value_name = "REV")]
    pub changed_since: Option<String>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = FindingsFormat::Human)]
    pub format: FindingsFormat,
    /// End with exit code 1 if there is any finding at all
    #[arg(long)]
    pub deny_warnings: bool,
    /// Mend what can be mended without changing what a note means; then report what is left
    #[arg(long)]
    pub fix: bool,
    /// Print as a patch what --fix would change, and write nothing; ends with 1 if that is anything
    #[arg(long, conflicts_with_all = ["format", "deny_warnings"])]
    pub diff: bool,
}

/// `lookback explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Codes (LB301), how codes begin (LB3), or names (broken-link) [default: a list of all]
    #[arg(value_name = "RULE", conflicts_with = "all")]
    pub rules: Vec<String>,
    /// All of them, as in a book
    #[arg(long)]
    pub all: bool,
    /// How they are printed
    #[arg(long, value_enum, default_value_t = Manual::Human)]
    pub format: Manual,
}

/// How rules are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Manual {
    /// For people at a terminal
    Human,
    /// For a page
    Markdown,
}

/// `lookback import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Documents, or folders of them: Markdown with YAML or TOML front matter, or with none
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Where the notes go, usually incidents; made if it is not there. lookback.toml is looked for from there upwards
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
}

/// `lookback schema`
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_enum)]
    pub of: SchemaOf,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The front matter of a note, with the severities, services and issues that lookback.toml names
    Note,
    /// lookback.toml
    Config,
    /// A line of `lookback export`
    Export,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingsFormat {
    /// For people: quoted, with a caret
    Human,
    /// One JSON document
    Json,
    /// Annotations of a pull request, for GitHub Actions
    Github,
    /// A Code Quality report, for GitLab CI
    Gitlab,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}
