//! `lookback explain`: what rules find, why, and what to do about it.

use super::{End, print};
use crate::cli::{ExplainArgs, Manual};
use crate::error::Error;
use crate::{lint, manual};

/// Exit 2 where a word names no rule.
pub fn run(args: &ExplainArgs) -> Result<End, Error> {
    let all = lint::rules();
    let mut rules = Vec::new();
    for word in &args.rules {
        rules.extend(manual::find(&all, word)?);
    }
    if args.rules.is_empty() {
        rules = all;
    }
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    let text = match args.format {
        Manual::Human if args.rules.is_empty() && !args.all => manual::list(&rules),
        Manual::Human => manual::terminal(&rules),
        Manual::Markdown => manual::markdown(&rules),
    };
    print(|out| write!(out, "{text}"))?;
    Ok(End::Well)
}
