//! Follow-ups: open ones by owner, done ones, and dropped ones with the reason.

use super::frame::Page;
use super::here::Here;
use super::parts::ActionView;
use crate::relate::FollowUp;
use crate::site::routes::Route;
use crate::words::plural;
use serde::Serialize;
use std::collections::BTreeMap;

/// As many closed ones stand on the page: it tells what is to do, and each incident keeps its own.
const CLOSED: usize = 100;

#[derive(Serialize)]
struct ByOwner {
    title: String,
    counts: String,
    actions: Vec<ActionView>,
}

/// Closed actions: the last ones, and how many there are.
#[derive(Serialize)]
struct Closed {
    all: usize,
    last: Vec<ActionView>,
}

/// The view of the page.
#[derive(Serialize)]
pub struct View {
    summary: String,
    /// The severity gave a day to one that is open.
    by_severity: bool,
    open: Vec<ByOwner>,
    done: Closed,
    dropped: Closed,
}

/// Makes the page.
pub fn page(here: Here<'_>) -> Page<View> {
    let follow_ups = &here.site.relations.follow_ups;
    // Whatever the case in which they are written; what nobody has taken on yet comes first: it is what a reader can change.
    let mut owners: BTreeMap<Option<(String, String)>, Vec<ActionView>> = BTreeMap::new();
    for action in here.actions(&follow_ups.open) {
        let owner = action.owner.as_ref().map(|owner| (owner.to_lowercase(), owner.clone()));
        owners.entry(owner).or_default().push(action);
    }
    let nobody = if follow_ups.owned { "Nobody yet" } else { "Open" };
    let open = owners.into_iter().map(|(owner, actions)| ByOwner {
        title: owner.map_or_else(|| nobody.to_owned(), |(_, owner)| owner),
        counts: counts(&actions),
        actions,
    });
    let closed = |all: &[FollowUp]| Closed { all: all.len(), last: here.actions(all.iter().take(CLOSED)) };
    let (open, done, dropped) = (open.collect(), closed(&follow_ups.done), closed(&follow_ups.dropped));
    let overdue = follow_ups.overdue().len();
    let summary = match follow_ups.open.len() {
        0 if follow_ups.done.is_empty() => "No note has a follow-up yet.".to_owned(),
        0 => "Nothing is open.".to_owned(),
        n => format!(
            "{} open, {}.",
            plural(n, "action"),
            if overdue == 0 { "none overdue".to_owned() } else { format!("{overdue} overdue") }
        ),
    };
    let by_severity = follow_ups.open.iter().any(|action| action.due.is_some_and(|due| due.by_severity.is_some()));
    let view = View { summary, by_severity, open, done, dropped };
    Page::new(here, &Route::Actions, "Actions", None, view)
}

fn counts(actions: &[ActionView]) -> String {
    match actions.iter().filter(|action| action.overdue).count() {
        0 => format!("{} open", actions.len()),
        overdue => format!("{} open, {overdue} overdue", actions.len()),
    }
}
