//! Reads one time, as people write it, at the beginning of a text.
//!
//! `read` is the grammar, `said` what it finds; the parts of a time have a file each. Which day, year or zone is meant where the text
//! says none is found out elsewhere.

mod cursor;
mod day;
mod duration;
mod order;
mod placeholder;
mod read;
mod relative;
mod said;
mod time;
mod zone;

pub use day::Day;
pub use duration::duration;
pub use order::Order;
pub use read::{day_within, read, read_behind, read_in, says_time, zones_behind_times};
pub use said::{Read, Said, Setting, Stamp};
pub use zone::{Zone, alone as zone_alone, named as zone_named, within as zone_within};

#[cfg(test)]
mod tests;
