//! The text of a note, section by section.
//!
//! Holds in which Markdown it is written, where each section stands and what it is about; never the rendered page.

use crate::source::Span;
use crate::words::words;
use pulldown_cmark::{Options, Tag};

/// The Markdown of notes: CommonMark with tables, strikethrough, task lists and footnotes. One home for it, since a body is read
/// twice, once for its rows and once for its page, and both have to see the same blocks. Metadata blocks stay off: the front
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

/// A relative link or image: it leads to another note, or to a file beside this one.
#[derive(Debug, Clone)]
pub struct Link {
    /// As written.
    pub target: String,
    /// Where the whole link stands in the file.
    pub span: Span,
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
}
