//! The site as bytes: routes, pages, drawings, search and feeds. Never touches the output folder.

pub mod duration;
pub mod html;
pub mod markdown;
pub mod search;
