//! `lookback schema`: what may be written, and what is printed, as JSON Schemas.

use super::{End, World, export, print, refused};
use crate::cli::SchemaOf;
use crate::error::Error;
use crate::{pipeline, schema};

/// Prints one schema. That of a note knows the names in the `lookback.toml` of the root, if there is one; it has to be right.
pub fn run(of: SchemaOf, world: &World) -> Result<End, Error> {
    let schema = match of {
        SchemaOf::Note => match pipeline::configuration(&world.root)? {
            Ok(config) => schema::of_note(config.as_ref()),
            Err(faults) => return Ok(refused(&faults, world)),
        },
        SchemaOf::Config => schema::of_config(),
        SchemaOf::Export => export::schema(),
    };
    print(|out| writeln!(out, "{schema:#}"))?;
    Ok(End::Well)
}
