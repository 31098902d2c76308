//! Everything that goes into a page. Never touches the output folder.

pub mod charts;
pub mod duration;
pub mod html;
pub mod markdown;
