//! What became of the documents that others link to.

use super::document::Draft;
use std::collections::HashMap;
use std::path::PathBuf;

/// The notes of this import and of earlier ones, by the paths of their documents.
#[derive(Debug, Default)]
pub struct Homes(HashMap<PathBuf, Home>);

#[derive(Debug)]
struct Home {
    id: String,
    /// The path of a note of this import, from the folder of all.
    path: Option<String>,
}

impl Homes {
    /// A note that was there before.
    pub fn earlier(&mut self, document: PathBuf, id: String) {
        self.0.insert(document, Home { id, path: None });
    }

    /// A note that is made now and has its name.
    pub fn now(&mut self, draft: &Draft) {
        self.0.insert(draft.source.path.clone(), Home { id: draft.name.clone(), path: Some(draft.path()) });
    }

    /// Says of each link to another document where that is now.
    pub fn tell(&self, draft: &mut Draft) {
        let up = if draft.files.is_empty() { "" } else { "../" };
        for mut lead in std::mem::take(&mut draft.leads) {
            lead.remark.text += &match self.0.get(&lead.path) {
                Some(Home { id, path: Some(path) }) => format!(" is the note `{id}` now: link to `{up}{path}`"),
                Some(Home { id, path: None }) => format!(" is the note `{id}` now: link to that"),
                None if lead.path.is_file() => " is a document that is not part of this import".to_owned(),
                None => " leads nowhere: there is no such document".to_owned(),
            };
            draft.told.remarks.push(lead.remark);
        }
        draft.told.remarks.sort_by_key(|remark| remark.line);
    }
}
