//! The site as bytes: routes, pages, drawings, search and feeds. Never touches the output folder.

pub mod search;
