//! Footnotes: the number in the text, and the note below the parts that refer to it.
//!
//! They stand below the parts and not at the end of the page, so that a page that shows only some sections of a note shows no
//! footnote of the others.

use super::Links;
use super::writer::Writer;

impl<L: Links> Writer<'_, L> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let Some(footnote) = self.document.footnote(label) else { return };
        let (id, number) = self.footnote_id(footnote);
        self.out.push_str("<sup>");
        let open = !self.open_links.contains(&true);
        if open {
            let (to, back) = (format!("#{id}"), format!("{id}-back"));
            self.out.push_str("<a");
            if !self.written.ids.contains(&back) {
                self.attribute("id", &back);
                self.written.ids.insert(back);
            }
            self.attribute("href", &to);
            self.out.push('>');
            self.written.addresses.insert(to);
        }
        self.out.push_str(&number.to_string());
        self.out.push_str(if open { "</a></sup>" } else { "</sup>" });
        if self.footnotes_met.insert(footnote) {
            self.footnotes.push(footnote);
        }
    }

    fn footnote_id(&self, footnote: usize) -> (String, usize) {
        let number = self.document.footnotes.get(footnote).map_or(0, |footnote| footnote.number);
        (format!("note-{}-{number}", self.place), number)
    }

    /// Nothing is lost: a footnote that nothing refers to is shown with the others.
    pub(super) fn unused_footnote(&mut self, label: &str) {
        let Some(at) = self.document.footnote(label) else { return };
        let unused = self.document.footnotes.get(at).is_some_and(|footnote| !footnote.referred_to);
        if unused && self.footnotes_met.insert(at) {
            self.footnotes.push(at);
        }
    }

    /// The footnotes that were met, each once; what they refer to themselves follows.
    pub(super) fn footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        self.selection.parts = None;
        self.out.push_str("<ol class=\"footnotes\">\n");
        let mut next = 0;
        while let Some(&at) = self.footnotes.get(next) {
            next += 1;
            let Some(footnote) = self.document.footnotes.get(at) else { continue };
            let (id, number) = self.footnote_id(at);
            if !footnote.referred_to {
                self.out.push_str("<li>");
                self.events(footnote.events.clone());
                self.out.push_str("</li>\n");
                continue;
            }
            self.out.push_str(&format!("<li id=\"{id}\" value=\"{number}\">"));
            self.events(footnote.events.clone());
            let back = format!("#{id}-back");
            self.out.push_str(&format!("<a href=\"{back}\" aria-label=\"Back to the text\">↩</a></li>\n"));
            self.written.addresses.insert(back);
            self.written.ids.insert(id);
        }
        self.out.push_str("</ol>\n");
    }
}
