//! The incidents of a year on one axis, a lane a service; and all years one below the other.

use super::drawings;
use super::frame::Page;
use super::here::Here;
use super::lists::neighbours;
use super::parts::{Line, Link};
use crate::site::charts::Svg;
use crate::site::routes::Route;
use serde::Serialize;

#[derive(Serialize)]
struct YearView {
    href: String,
    title: String,
    drawing: Svg,
}

/// The view of both kinds of page.
#[derive(Serialize)]
pub struct View {
    index: bool,
    years: Vec<YearView>,
    incidents: Vec<Line>,
    older: Option<Link>,
    newer: Option<Link>,
}

/// All years, the newest first.
pub fn index(here: Here<'_>) -> Page<View> {
    let years = here.site.relations.groups.years.keys().rev().map(|year| view(here, *year)).collect();
    Page::new(
        here,
        &Route::Timeline,
        "Timeline",
        None,
        View { index: true, years, incidents: Vec::new(), older: None, newer: None },
    )
}

/// One year.
pub fn year(here: Here<'_>, year: i16) -> Page<View> {
    let (older, newer) = neighbours(here, Some(year), Route::TimelineOf);
    let incidents = here.site.relations.groups.years.get(&year).cloned().unwrap_or_default();
    let view = View { index: false, years: vec![view(here, year)], incidents: here.lines(incidents), older, newer };
    Page::new(here, &Route::TimelineOf(year), format!("The year {year}"), None, view)
}

fn view(here: Here<'_>, year: i16) -> YearView {
    YearView { href: here.href(&Route::TimelineOf(year)), title: year.to_string(), drawing: drawings::year(here, year) }
}
