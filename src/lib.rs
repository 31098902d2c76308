//! lookback compiles Markdown incident notes with TOML front matter into a searchable static site of blameless postmortems,
//! timelines and recurring-issue indexes.
//!
//! Data goes one way: `discover → read → corpus → relate → plan → render → publish`. See `ARCHITECTURE.md`.

pub mod address;
pub mod audience;
pub mod cli;
pub mod commands;
pub mod config;
pub mod corpus;
pub mod diagnostic;
pub mod discover;
pub mod error;
mod fingerprint;
pub mod fix;
pub mod git;
pub mod history;
pub mod import;
pub mod incident;
pub mod lint;
pub mod manual;
pub mod note;
pub mod pipeline;
pub mod publish;
pub mod relate;
#[cfg(test)]
#[path = "../tests/support/git.rs"]
mod sandbox;
pub mod schema;
pub mod scope;
pub mod shape;
pub mod site;
pub mod source;
mod words;
