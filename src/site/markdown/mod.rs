//! A note's Markdown as HTML that is safe to put into a page.
//!
//! [`Document::read`] parses a text once; [`Document::html`] and [`Document::plain`] show any parts of it, so that a page can put
//! each section where it belongs. Where a link leads is decided by [`Links`]; this module never knows what other notes there are.
//! It never lets through a script, a style, an address that is not http(s), mailto or relative, or an image from another host.

mod autolink;
mod footnotes;
mod sanitise;
mod writer;

use super::html::Html;
use crate::config::Autolink;
use crate::incident::body::{SYNTAX, is_inline};
use pulldown_cmark::{BrokenLink, CowStr, Event, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a link of a note leads from the page that it is shown on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, or a part of one.
    Page(String),
    /// A file of the site; an image is shown in place.
    File(String),
    /// Another host, or a mail program.
    Web(String),
}

/// Where the links of one note lead.
pub trait Links: Sync {
    /// Where this relative target leads, as the note wrote it (not percent-decoded). `None` leads nowhere: the text stays, the link
    /// goes.
    fn resolve(&self, target: &str) -> Option<Target>;
}

/// How a text is shown.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The level (1–6) that the highest heading of the text gets; the others follow.
    pub heading_level: u8,
    /// The anchors of headings, each under the byte at which its heading begins; in order.
    pub anchors: &'a [(usize, &'a str)],
    /// Text that becomes a link.
    pub autolinks: &'a [Autolink],
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { heading_level: 2, anchors: &[], autolinks: &[] }
    }
}

/// Address and title of every link reference definition, known by its label in lower case.
type References = BTreeMap<String, (String, String)>;

/// A footnote: its number is its place in the order in which the text refers to them.
#[derive(Debug)]
struct Footnote {
    number: usize,
    /// Whether anything refers to it; one that nothing refers to is shown where it stands.
    referred_to: bool,
    /// What it says, between its start and its end.
    events: Range<usize>,
}

/// A parsed text.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a str,
    events: Vec<(Event<'a>, Range<usize>)>,
    /// The blocks at the top: where they stand in the text, and their events.
    blocks: Vec<(Range<usize>, Range<usize>)>,
    references: References,
    footnotes: Vec<Footnote>,
    /// The place of each footnote in `footnotes`, under its label in lower case.
    labels: BTreeMap<String, usize>,
    /// The level of the highest heading.
    top: u8,
}

impl<'a> Document<'a> {
    /// Parses a text.
    pub fn read(text: &'a str) -> Self {
        let parser = Parser::new_ext(text, SYNTAX);
        let defined = parser.reference_definitions().iter();
        let references = defined
            .map(|(label, link)| (label.to_lowercase(), (link.dest.to_string(), link.title.as_deref().unwrap_or("").to_owned())))
            .collect();
        Self::from_events(text, TextMergeWithOffset::new(parser.into_offset_iter()), references)
    }

    /// Parses a piece of text that was taken out of this document (a row, an action), so that it may use what the document defines.
    pub fn piece<'b>(&'b self, text: &'b str) -> Document<'b> {
        let look_up = |link: BrokenLink<'_>| {
            let (address, title) = self.references.get(&link.reference.to_lowercase())?;
            Some((CowStr::from(address.clone()), CowStr::from(title.clone())))
        };
        let parser = Parser::new_with_broken_link_callback(text, SYNTAX, Some(look_up));
        Document::from_events(text, TextMergeWithOffset::new(parser.into_offset_iter()), References::new())
    }

    fn from_events(text: &'a str, events: impl Iterator<Item = (Event<'a>, Range<usize>)>, references: References) -> Self {
        let events: Vec<_> = events.collect();
        let (mut blocks, mut top) = (Vec::new(), 6);
        let mut open: Vec<usize> = Vec::new();
        let (mut footnotes, mut labels) = (Vec::new(), BTreeMap::new());
        let mut referred: Vec<&CowStr<'a>> = Vec::new();
        for (i, (event, span)) in events.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    if let Tag::Heading { level, .. } = tag {
                        top = top.min(*level as u8);
                    }
                    open.push(i);
                    continue;
                }
                Event::End(_) => {
                    let start = open.pop().unwrap_or(i);
                    if let Some((Event::Start(Tag::FootnoteDefinition(label)), _)) = events.get(start) {
                        labels.entry(label.to_lowercase()).or_insert(footnotes.len());
                        footnotes.push(Footnote { number: 0, referred_to: false, events: start + 1..i });
                    }
                    if open.is_empty() {
                        blocks.push((span.clone(), start..i + 1));
                    }
                }
                Event::FootnoteReference(label) => referred.push(label),
                _ if open.is_empty() => blocks.push((span.clone(), i..i + 1)),
                _ => {}
            }
        }
        let mut number = 0;
        for label in referred {
            let footnote = labels.get(&label.to_lowercase()).and_then(|&at| footnotes.get_mut(at));
            if let Some(footnote) = footnote.filter(|footnote: &&mut Footnote| !footnote.referred_to) {
                number += 1;
                (footnote.number, footnote.referred_to) = (number, true);
            }
        }
        Self { text, events, blocks, references, footnotes, labels, top }
    }

    /// The place of a footnote in `footnotes`.
    fn footnote(&self, label: &str) -> Option<usize> {
        self.labels.get(&label.to_lowercase()).copied()
    }

    /// These parts of the text as HTML. The parts are in order and do not overlap; a block that lies partly in one is shown with
    /// only that part. Footnotes that the parts refer to follow them.
    pub fn html(&self, parts: &[Range<usize>], options: &Options<'_>, links: &impl Links) -> Html {
        let (html, written) = writer::write(self, parts, options, links);
        Html(match written {
            Some(written) => sanitise::sanitise(&html, &written, links),
            None => html,
        })
    }

    /// The whole text as HTML.
    pub fn whole(&self, options: &Options<'_>, links: &impl Links) -> Html {
        self.html(std::slice::from_ref(&(0..self.text.len())), options, links)
    }

    /// The whole text as HTML; a single paragraph without its `<p>`, so that it can stand in a cell or a sentence.
    pub fn fragment(&self, options: &Options<'_>, links: &impl Links) -> Html {
        let bare = match self.blocks.as_slice() {
            [(_, events)] => matches!(self.events[events.start].0, Event::Start(Tag::Paragraph)),
            _ => false,
        };
        let html = self.whole(options, links);
        match html.0.strip_prefix("<p>").and_then(|rest| rest.trim_end().strip_suffix("</p>")) {
            Some(inner) if bare && !inner.contains("<p>") => Html(inner.to_owned()),
            _ => html,
        }
    }

    /// These parts of the text in one line without any markup.
    pub fn plain(&self, parts: &[Range<usize>]) -> String {
        let selection = Selection { text: self.text, parts: Some(parts) };
        let mut line = Line::default();
        let mut markup = String::new();
        for (event, span) in self.between(parts).flat_map(|block| &self.events[block]) {
            match event {
                Event::Text(text) => line.push(selection.cut(text, span)),
                Event::Code(text) if selection.holds(span) => line.push(text),
                Event::InlineHtml(html) if selection.holds(span) && !sanitise::is_html(html) => line.push(html),
                Event::Html(html) if selection.holds(span) => markup.push_str(html),
                Event::End(TagEnd::HtmlBlock) => {
                    line.gap();
                    line.push(&sanitise::text(&std::mem::take(&mut markup)));
                }
                Event::InlineHtml(html) if html.starts_with("<br") => line.gap(),
                Event::SoftBreak | Event::HardBreak => line.gap(),
                Event::Start(tag) if !is_inline(tag) => line.gap(),
                _ => {}
            }
        }
        line.0
    }

    /// The events of the top blocks that reach into the parts, a range for each block.
    fn between(&self, parts: &[Range<usize>]) -> impl Iterator<Item = Range<usize>> {
        let from = parts.first().map_or(0, |part| self.blocks.partition_point(|(span, _)| span.end <= part.start));
        let to = parts.last().map_or(0, |part| self.blocks.partition_point(|(span, _)| span.start < part.end));
        self.blocks.get(from..to).unwrap_or_default().iter().map(|(_, events)| events.clone())
    }
}

/// A text as HTML; a single paragraph without its `<p>`, so that it can stand in a cell or a sentence.
pub fn fragment(text: &str, options: &Options<'_>, links: &impl Links) -> Html {
    Document::read(text).fragment(options, links)
}

/// A text in one line without any markup: for search, titles, exports and feeds.
pub fn plain(text: &str) -> String {
    Document::read(text).plain(std::slice::from_ref(&(0..text.len())))
}

/// The parts of a text that are shown; `None` is all of it.
#[derive(Debug, Clone, Copy)]
struct Selection<'a> {
    text: &'a str,
    parts: Option<&'a [Range<usize>]>,
}

impl<'a> Selection<'a> {
    /// Where the parts reach into a span.
    fn within(&self, span: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let parts = self.parts.unwrap_or_default();
        let from = parts.partition_point(|part| part.end <= span.start);
        let (start, end) = (span.start, span.end);
        let reaching = parts.get(from..).unwrap_or_default().iter().take_while(move |part| part.start < end);
        reaching.map(move |part| part.start.max(start)..part.end.min(end))
    }

    /// Whether the parts hold anything of this span but blanks.
    fn holds(&self, span: &Range<usize>) -> bool {
        let says_something = |part: Range<usize>| self.text.get(part).is_none_or(|text| !text.trim().is_empty());
        self.parts.is_none() || self.within(span).any(says_something)
    }

    /// As much of a text as the parts hold. A text that differs from its source (an entity, an escape) is kept or left whole.
    fn cut<'t>(&self, text: &'t str, span: &Range<usize>) -> &'t str {
        if self.parts.is_none() {
            return text;
        }
        match self.within(span).next() {
            None => "",
            Some(part) if self.text.get(span.clone()) == Some(text) => {
                text.get(part.start - span.start..part.end - span.start).unwrap_or(text)
            }
            Some(_) => text,
        }
    }
}

/// One line of text: every run of blanks and line ends is one blank, and none stand at its ends.
#[derive(Default)]
struct Line(String, bool);

impl Line {
    fn gap(&mut self) {
        self.1 = !self.0.is_empty();
    }

    fn push(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                self.gap();
                continue;
            }
            if std::mem::take(&mut self.1) {
                self.0.push(' ');
            }
            self.0.push(character);
        }
    }
}

#[cfg(test)]
mod tests;
