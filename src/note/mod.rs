//! One file into one incident, or into findings.
mod blocks;
mod clock;
mod placing;
mod sections;
