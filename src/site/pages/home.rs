//! The first page: search, what is not over, what keeps coming back, what is overdue; then the newest.

use super::frame::Page;
use super::here::Here;
use super::parts::{ActionView, Line, State};
use super::recurring::{self, Recurs};
use crate::incident::{Kind, Role};
use crate::site::charts::Svg;
use crate::site::routes::Route;
use serde::Serialize;

const RECURRING: usize = 5;
const OVERDUE: usize = 5;
const NEWEST: usize = 10;

/// The view of the page.
#[derive(Serialize)]
pub struct View {
    description: String,
    /// The folder to write the first note in, where there is none.
    empty: Option<String>,
    ongoing: Vec<Line>,
    /// What is said where nothing is.
    over: State,
    recurring: Vec<Recurs>,
    /// The years on the axis that they share.
    axis: Option<Svg>,
    overdue: Vec<ActionView>,
    overdue_more: usize,
    /// Whether owners are told.
    owned: bool,
    newest: Vec<Line>,
    total: usize,
    calendar: Option<Svg>,
}

/// What comes back most often: contributing factors before symptoms, which tell that something is wrong and not what.
fn recurring(here: Here<'_>) -> (Vec<Recurs>, Option<Svg>) {
    let mut issues = recurring::recurring(here);
    issues.sort_by_key(|(_, issue)| !issue.roles.contains(&Role::Factor));
    issues.truncate(RECURRING);
    recurring::lines(here, &issues)
}

/// Makes the page.
pub fn page(here: Here<'_>) -> Page<View> {
    let site = here.site;
    let config = &site.corpus.config;
    let overdue = site.relations.follow_ups.overdue();
    let (recurring, axis) = recurring(here);
    let view = View {
        description: config.site.description.clone(),
        empty: site.corpus.is_empty().then(|| config.paths.incidents.clone()),
        over: State { class: "over", words: "Every incident here is over." },
        // A near miss may still have to be looked into, but nobody waits for it to end.
        ongoing: here.lines(site.relations.ongoing.iter().copied().filter(|no| site.corpus[*no].kind == Kind::Incident)),
        recurring,
        axis,
        overdue: here.actions(overdue.iter().take(OVERDUE)),
        overdue_more: overdue.len().saturating_sub(OVERDUE),
        owned: site.relations.follow_ups.owned,
        newest: here.lines(site.corpus.incidents().take(NEWEST).map(|(no, _)| no)),
        total: site.corpus.len(),
        calendar: super::drawings::calendar(here),
    };
    Page::new(here, &Route::Home, "", Some(config.site.description.clone()), view)
}
