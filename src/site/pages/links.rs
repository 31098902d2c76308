//! Where the links of a note lead from a page of the site.
//!
//! Notes link each other by file, as they lie in the repository; pages link each other by route. Only files of the note's own
//! folder that may be published are images or downloads; everything else that is relative leads nowhere and stays words.

use super::here::Here;
use crate::address::Address;
use crate::corpus::IncidentNo;
use crate::site::markdown::{Links, Target};
use crate::site::places;
use crate::site::routes::Route;
use std::borrow::Cow;

/// The links of one note, seen from one page.
#[derive(Clone, Copy)]
pub struct NoteLinks<'a> {
    /// The page.
    pub here: Here<'a>,
    /// The note.
    pub no: IncidentNo,
}

impl NoteLinks<'_> {
    /// Where a link of the front matter leads.
    pub fn href(&self, target: &str) -> Option<String> {
        match Address::of(target) {
            Address::Refused => None,
            Address::Web => Some(target.to_owned()),
            Address::Relative => self.resolve(target).map(|(Target::Page(href) | Target::File(href) | Target::Web(href))| href),
        }
    }
}

impl Links for NoteLinks<'_> {
    fn resolve(&self, target: &str) -> Option<Target> {
        let site = self.here.site;
        let Some((no, fragment)) = site.notes.lead(site.corpus, self.no, target) else {
            let file = site.attachments.find(self.no, target)?;
            return Some(Target::File(self.here.href(&Route::Attachment(self.no, file.to_owned()))));
        };
        // Where there is no such place, the page is the nearest one.
        let fragment = fragment.map(|fragment| places::find(&site.corpus[no], fragment).unwrap_or(Cow::Borrowed(fragment)));
        let route = Route::Incident(no);
        let own = route.path(site) == self.here.path;
        Some(Target::Page(match fragment {
            Some(fragment) if own => format!("#{fragment}"),
            Some(fragment) => format!("{}#{fragment}", self.here.href(&route)),
            None => self.here.href(&route),
        }))
    }
}

/// Text that belongs to no note: what is relative leads nowhere.
pub struct NoLinks;

impl Links for NoLinks {
    fn resolve(&self, _: &str) -> Option<Target> {
        None
    }
}
