//! Where the links of a note lead from a page of the site.
//!
//! Notes link each other by file, as they lie in the repository; pages link each other by route. Only files of the note's own
//! folder that may be published are images or downloads; everything else that is relative leads nowhere and stays words.

use super::here::Here;
use crate::address::Address;
use crate::corpus::IncidentNo;
use crate::site::markdown::{Links, Target};
use crate::site::routes::Route;

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
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let site = self.here.site;
        let page = if path.is_empty() { Some(self.no) } else { site.notes.find(&site.corpus[self.no].file.path, path) };
        let Some(no) = page else {
            let file = site.attachments.find(self.no, path)?;
            return Some(Target::File(self.here.href(&Route::Attachment(self.no, file.to_owned()))));
        };
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
