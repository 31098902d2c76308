//! The places on the page of an incident that a link can lead to: those of the note's own headings, and those that the page has
//! by itself.
//!
//! Makes no addresses of pages: that is for `routes`.

use super::pages::{rows_of, shows_prose_of};
use super::targets;
use crate::incident::body::{Section, Topic};
use crate::incident::{Incident, Milestone};
use crate::words::words;
use std::borrow::Cow;

words! {
    /// A place that the page has by itself. A heading of the note that is called the same gives its name up.
    pub enum Place {
        /// The page.
        Main = "main",
        /// How we got back up.
        Restored = "restored",
        /// What happened when.
        Timeline = "timeline",
        /// Problems noticed on the way.
        Problems = "problems",
        /// Has this happened before?
        Before = "before",
        /// Is it really over?
        Over = "over",
        /// What is still to do, and what was done.
        Actions = "actions",
    }
}

/// Begins the place of a row of the timeline; its number follows.
const ROW: &str = "row-";

impl Place {
    /// Whether the page of an incident has it.
    fn is_on_page(self, incident: &Incident) -> bool {
        let tells = |topic| shows_prose_of(incident, topic);
        match self {
            Self::Main | Self::Before | Self::Over => true,
            Self::Restored => !incident.restores.is_empty() || tells(Topic::Resolution),
            // Only without rows of its own are the rows of the page made: a note may link here a thousand times.
            Self::Timeline => !incident.timeline.is_empty() || rows_of(incident) > 0 || tells(Topic::Timeline),
            Self::Problems => !incident.problems.is_empty() || tells(Topic::Problems),
            Self::Actions => !incident.actions.is_empty(),
        }
    }
}

/// The fragment of a section on the page; empty, where the page has a place of that name by itself.
pub fn anchor<'a>(incident: &Incident, section: &'a Section) -> &'a str {
    let own = Place::parse(&section.anchor).is_some_and(|place| place.is_on_page(incident)) || section.anchor.starts_with(ROW);
    if own { "" } else { &section.anchor }
}

/// The fragment on the page of an incident to which a fragment of a link leads; none, if the page has no such place.
pub fn find<'a>(incident: &'a Incident, fragment: &'a str) -> Option<Cow<'a, str>> {
    let fragment = targets::percent_decoded(fragment)?;
    let is_row = |number: &str| number.parse().is_ok_and(|number: usize| has_row(incident, number));
    let section = incident.body.find(&fragment);
    // Whether the place is the section's or that of the page by itself, it has the same name.
    let is_named = section.is_some_and(|section| section.anchor == fragment);
    let own = fragment.is_empty()
        || !is_named && Place::parse(&fragment).is_some_and(|place| place.is_on_page(incident))
        || fragment.strip_prefix(ROW).is_some_and(is_row);
    if own {
        return Some(Cow::Owned(fragment));
    }
    section.map(|section| Cow::Borrowed(section.anchor.as_str()))
}

/// Whether the page has a row of this number. It has those of the note, and at most one more for each milestone: only for these
/// the rows of the page are counted.
fn has_row(incident: &Incident, number: usize) -> bool {
    let told = incident.timeline.len();
    (1..=told).contains(&number) || (told + 1..=told + Milestone::ALL.len()).contains(&number) && number <= rows_of(incident)
}
