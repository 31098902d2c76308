//! The text of a note, section by section.
//!
//! Holds in which Markdown it is written, where each section stands and what it is about; never the rendered page.

use crate::source::Span;
use crate::words::words;
use pulldown_cmark::{Options, Tag};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The Markdown of notes: CommonMark with tables, strikethrough, task lists and footnotes. One home for it, since a body is read
/// for its rows, for its sentences, for its page and for search, and all have to see the same blocks. Metadata blocks stay off: the front
/// matter has been taken away before.
pub const SYNTAX: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS).union(Options::ENABLE_FOOTNOTES);

/// Whether an element of [`SYNTAX`] stands in a line of text.
pub fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

words! {
    /// What a section is about, known by its heading.
    pub enum Topic {
        /// What happened when.
        Timeline = "timeline",
        /// What is still to do.
        Actions = "actions",
        /// The incident in brief.
        Summary = "summary",
        /// Whom it hurt.
        Impact = "impact",
        /// Why it could happen.
        Factors = "factors",
        /// How it was noticed.
        Detection = "detection",
        /// How users were served again.
        Resolution = "resolution",
        /// What went well.
        WentWell = "went-well",
        /// What went wrong.
        WentWrong = "went-wrong",
        /// Where luck helped.
        Lucky = "lucky",
        /// What is worth remembering.
        Lessons = "lessons",
        /// Problems noticed on the way.
        Problems = "problems",
    }
}

/// One section: from its heading to the next one at any level.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it is about, if the heading is known. A sub-section of a known section inherits nothing.
    pub topic: Option<Topic>,
    /// The heading in plain text; empty for what stands before the first heading.
    pub heading: String,
    /// The fragment of its address, unique in the note; empty for what stands before the first heading.
    pub anchor: String,
    /// 1 to 6 as written; 0 for what stands before the first heading.
    pub level: u8,
    /// Everything, with the heading.
    pub span: Span,
    /// The parts that were *not* read as rows or actions, in order: what is still to be shown as prose, without the heading.
    pub prose: Vec<Span>,
}

/// A relative link or image: it leads to another note, to a file beside this one, or to a place in this one.
#[derive(Debug, Clone)]
pub struct Link {
    /// As written.
    pub target: String,
    /// Where the whole link stands in the file.
    pub span: Span,
}

/// The label of a link by reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// As written: `x` of `[text][x]` and of `[x]: https://…`.
    pub text: String,
    /// Where the whole link, or the whole definition, stands in the file.
    pub span: Span,
}

/// Labels that lead nowhere, and to which nothing leads.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Definitions that no link uses, in order.
    pub unused: Vec<Label>,
    /// Links `[text][label]` and `[label][]` to what nothing defines, in order.
    pub undefined: Vec<Label>,
}

/// The body of a note.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// Where the body stands in the file: from the closing fence to the end.
    pub span: Span,
    /// In the order of the note; together they cover `span` from its first block on, unless an audience may not see them all.
    pub sections: Vec<Section>,
    /// Every relative link and image, in order.
    pub links: Vec<Link>,
    /// What is wrong with its links by reference.
    pub labels: Labels,
    /// The sections by the fragments that lead to them; made when the first is asked for.
    fragments: OnceLock<HashMap<String, usize>>,
}

impl Body {
    /// A body.
    pub fn new(span: Span, sections: Vec<Section>, links: Vec<Link>, labels: Labels) -> Self {
        Self { span, sections, links, labels, fragments: OnceLock::new() }
    }

    /// The section to which a fragment leads: by its anchor, else by its heading, since every place that shows Markdown makes
    /// anchors of headings in a way of its own (`whats-next`, `what-s-next`).
    pub fn find(&self, fragment: &str) -> Option<&Section> {
        let fragments = self.fragments.get_or_init(|| {
            let mut fragments = HashMap::new();
            let named = || self.sections.iter().enumerate().filter(|(_, section)| !section.anchor.is_empty());
            fragments.extend(named().map(|(at, section)| (section.anchor.clone(), at)));
            let headings = named().map(|(at, section)| (at, letters(&section.heading)));
            for (at, heading) in headings.filter(|(_, heading)| !heading.is_empty()) {
                fragments.entry(heading).or_insert(at);
            }
            fragments
        });
        let at = fragments.get(fragment).or_else(|| fragments.get(&letters(fragment)))?;
        self.sections.get(*at)
    }
}

/// Only the letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_found_as_this_site_and_as_others_name_it() {
        let section = |heading: &str, anchor: &str| Section {
            topic: None,
            heading: heading.to_owned(),
            anchor: anchor.to_owned(),
            level: 2,
            span: 0..0,
            prose: Vec::new(),
        };
        let sections = vec![
            section("", ""),
            section("What's next?", "what-s-next"),
            section("What's next?", "what-s-next-2"),
            section("?!", "section"),
        ];
        let body = Body::new(0..0, sections, Vec::new(), Labels::default());
        let found = |fragment: &str| body.find(fragment).map(|section| section.anchor.as_str());
        assert_eq!(found("what-s-next"), Some("what-s-next"));
        assert_eq!(found("whats-next"), Some("what-s-next"));
        assert_eq!(found("what-s-next-2"), Some("what-s-next-2"));
        assert_eq!([found("what-s-next-3"), found(""), found("-")], [None; 3]);
    }
}
