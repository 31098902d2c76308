//! lookback compiles Markdown incident notes with TOML front matter into a searchable static site of blameless postmortems,
//! timelines and recurring-issue indexes.
//!
//! Data goes one way: `discover → read → corpus → relate → plan → render → publish`. See `ARCHITECTURE.md`.

pub mod config;
pub mod diagnostic;
pub mod incident;
pub mod note;
pub mod shape;
pub mod source;
mod words;
