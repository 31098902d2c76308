//! `lookback schema`: what may be written, and what is printed, as JSON Schemas.

use super::{End, World, export, print};
use crate::cli::SchemaOf;
use crate::diagnostic::{Level, human};
use crate::error::Error;
use crate::{pipeline, schema};

/// Prints one schema. That of a note knows the names in the `lookback.toml` of the root, if there is one; it has to be right.
pub fn run(of: SchemaOf, world: &World) -> Result<End, Error> {
    let schema = match of {
        SchemaOf::Note => {
            let (config, mut findings) = pipeline::configuration(&world.root)?;
            findings.retain(|finding| finding.level == Level::Fatal);
            if !findings.is_empty() {
                eprint!("{}", human::render(&findings, world.colour_err));
                return Ok(End::Findings);
            }
            schema::of_note(config.as_ref())
        }
        SchemaOf::Config => schema::of_config(),
        SchemaOf::Export => export::schema(),
    };
    print(|out| writeln!(out, "{schema:#}"))?;
    Ok(End::Well)
}
