//! Events of the Markdown parser as HTML.
//!
//! pulldown-cmark's own writer aligns cells with `style=` and lets every address and all raw HTML through; this one does neither.

use super::{Document, Links, Options, Selection, Target, autolink, sanitise};
use crate::address::Address;
use crate::site::html::escape;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Tags beyond these are shown as they are written: sanitising tags that are never closed takes quadratic time.
const MOST_RAW_TAGS: usize = 4000;

/// What the writer put into attributes itself, so that the sanitiser can tell it from what raw HTML brought along.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Where links and images lead, after they were resolved.
    pub(super) addresses: BTreeSet<String>,
    /// The `id`s of headings and footnotes.
    pub(super) ids: BTreeSet<String>,
}

/// The parts of a document as HTML. What was written comes with it if raw HTML is in there, which has to be sanitised.
pub(super) fn write<L: Links>(
    document: &Document<'_>,
    parts: &[Range<usize>],
    options: &Options<'_>,
    links: &L,
) -> (String, Option<Written>) {
    let mut writer = Writer {
        document,
        options,
        links,
        selection: Selection { text: document.text, parts: Some(parts) },
        out: String::new(),
        written: Written::default(),
        raw_tags: 0,
        footnotes: Vec::new(),
        footnotes_met: BTreeSet::new(),
        place: parts.first().map_or(0, |part| part.start),
        open_links: Vec::new(),
        alignments: &[],
        column: 0,
        in_head: false,
    };
    for block in document.between(parts) {
        writer.events(block);
    }
    writer.footnotes();
    (writer.out, (writer.raw_tags > 0).then_some(writer.written))
}

/// HTML in the making.
pub(super) struct Writer<'w, L> {
    pub(super) document: &'w Document<'w>,
    options: &'w Options<'w>,
    links: &'w L,
    pub(super) selection: Selection<'w>,
    pub(super) out: String,
    pub(super) written: Written,
    /// How many tags of raw HTML there are.
    raw_tags: usize,
    /// The footnotes to be written below, in the order in which they were met.
    pub(super) footnotes: Vec<usize>,
    pub(super) footnotes_met: BTreeSet<usize>,
    /// Where the parts begin: it makes the ids of footnotes unique, as a page shows no part twice.
    pub(super) place: usize,
    /// For each link that is open whether it has a tag.
    pub(super) open_links: Vec<bool>,
    alignments: &'w [Alignment],
    column: usize,
    in_head: bool,
}

impl<'w, L: Links> Writer<'w, L> {
    pub(super) fn events(&mut self, events: Range<usize>) {
        let mut next = events.start;
        while next < events.end {
            next = self.event(next);
        }
    }

    /// Writes one event, or an element with everything in it; returns the next.
    fn event(&mut self, at: usize) -> usize {
        let (event, span) = &self.document.events[at];
        match event {
            Event::Start(_) if !self.selection.holds(span) => return self.after(at),
            Event::Start(tag) => return self.element(tag, at, span.start),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => {
                let text = self.selection.cut(text, span);
                self.text(text);
            }
            _ if !self.selection.holds(span) && !matches!(event, Event::SoftBreak | Event::HardBreak) => {}
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(code, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) if sanitise::is_html(html) => self.html(html),
            Event::Html(html) | Event::InlineHtml(html) => escape(html, &mut self.out),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(true) => self.out.push_str("<span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> "),
            Event::TaskListMarker(false) => self.out.push_str("<span class=\"task\" role=\"img\" aria-label=\"open\">☐</span> "),
            Event::InlineMath(text) | Event::DisplayMath(text) => escape(text, &mut self.out),
        }
        at + 1
    }

    /// Writes the start of an element, or all of it where its events mean nothing alone; returns the next event.
    fn element(&mut self, tag: &'w Tag<'w>, at: usize, start: usize) -> usize {
        match tag {
            Tag::HtmlBlock => self.with_inner(at, Self::html_block),
            Tag::CodeBlock(kind) => self.with_inner(at, |writer, inner| writer.code_block(kind, inner)),
            Tag::Image { dest_url, title, .. } => self.with_inner(at, |writer, inner| writer.image(dest_url, title, inner)),
            Tag::TableHead => self.with_inner(at, Self::table_head),
            Tag::FootnoteDefinition(label) => self.with_inner(at, |writer, _| writer.unused_footnote(label)),
            _ => {
                self.start(tag, start);
                at + 1
            }
        }
    }

    fn with_inner(&mut self, at: usize, write: impl FnOnce(&mut Self, Range<usize>)) -> usize {
        let after = self.after(at);
        write(self, at + 1..after.saturating_sub(1));
        after
    }

    /// The event after the end of the element that starts at `at`.
    fn after(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for (i, (event, _)) in self.document.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return i + 1;
            }
        }
        self.document.events.len()
    }

    fn start(&mut self, tag: &'w Tag<'w>, at: usize) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let level = self.heading_level(*level as u8);
                let anchors = self.options.anchors;
                let anchor = anchors.binary_search_by_key(&at, |(at, _)| *at).ok().map(|found| anchors[found].1);
                self.out.push_str(&format!("<h{level}"));
                if let Some(anchor) = anchor.filter(|anchor| self.written.ids.insert((*anchor).to_owned())) {
                    self.attribute("id", anchor);
                }
                self.out.push('>');
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                self.out.push_str(if self.in_head { "<th" } else { "<td" });
                self.out.push_str(match self.alignments.get(self.column) {
                    Some(Alignment::Left) => " class=\"align-left\">",
                    Some(Alignment::Center) => " class=\"align-center\">",
                    Some(Alignment::Right) => " class=\"align-right\">",
                    Some(Alignment::None) | None => ">",
                });
                self.column += 1;
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mailto = matches!(link_type, LinkType::Email).then(|| format!("mailto:{dest_url}"));
                let target = self.resolve(mailto.as_deref().unwrap_or(dest_url));
                let open = target.is_some_and(|target| self.open_link(&target, title));
                self.open_links.push(open);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let close = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(level) => {
                let level = self.heading_level(level as u8);
                return self.out.push_str(&format!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</tbody></table></div>\n",
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link if self.open_links.pop() == Some(true) => "</a>",
            _ => "",
        };
        self.out.push_str(close);
    }

    fn heading_level(&self, level: u8) -> u8 {
        (self.options.heading_level + level.saturating_sub(self.document.top)).clamp(1, 6)
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_str(&format!(" {name}=\""));
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn resolve(&self, target: &str) -> Option<Target> {
        resolve(self.links, target)
    }

    /// Opens a link, unless one is open: links do not nest.
    fn open_link(&mut self, target: &Target, title: &str) -> bool {
        if self.open_links.contains(&true) {
            return false;
        }
        let (Target::Page(address) | Target::File(address) | Target::Web(address)) = target;
        self.out.push_str("<a");
        self.attribute("href", address);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push('>');
        self.written.addresses.insert(address.clone());
        true
    }

    /// Text, in which addresses and the team's patterns become links.
    fn text(&mut self, text: &str) {
        if self.open_links.contains(&true) {
            return escape(text, &mut self.out);
        }
        let mut done = 0;
        for (range, url) in autolink::find(text, self.options) {
            let Some(target) = self.resolve(&url) else { continue };
            escape(&text[done..range.start], &mut self.out);
            self.open_link(&target, "");
            escape(&text[range.clone()], &mut self.out);
            self.out.push_str("</a>");
            done = range.end;
        }
        escape(&text[done..], &mut self.out);
    }

    /// An image of the site is shown; one of another host becomes a link, so that reading a page tells nobody.
    fn image(&mut self, url: &str, title: &str, inner: Range<usize>) {
        let mut alt = String::new();
        for (event, _) in &self.document.events[inner] {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        match self.resolve(url) {
            Some(Target::File(address)) => {
                self.out.push_str("<img");
                self.attribute("src", &address);
                self.attribute("alt", &alt);
                if !title.is_empty() {
                    self.attribute("title", title);
                }
                self.out.push_str(" loading=\"lazy\">");
                self.written.addresses.insert(address);
            }
            target => {
                let opened = target.is_some_and(|target| self.open_link(&target, title));
                escape(image_words(&alt, url), &mut self.out);
                self.out.push_str(if opened { "</a>" } else { "" });
            }
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, inner: Range<usize>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        for (event, span) in &self.document.events[inner] {
            if let Event::Text(text) = event {
                escape(self.selection.cut(text, span), &mut self.out);
            }
        }
        self.out.push_str("</code></pre>\n");
    }

    /// The head of a table is shown with whatever rows are shown: without it they would mean nothing.
    fn table_head(&mut self, inner: Range<usize>) {
        let parts = self.selection.parts.take();
        (self.in_head, self.column) = (true, 0);
        self.out.push_str("<thead><tr>");
        self.events(inner);
        self.out.push_str("</tr></thead>\n<tbody>\n");
        self.in_head = false;
        self.selection.parts = parts;
    }

    fn html_block(&mut self, inner: Range<usize>) {
        let held = self.document.events[inner].iter().filter(|(_, span)| self.selection.holds(span));
        let html: String = held
            .filter_map(|(event, _)| match event {
                Event::Html(text) | Event::Text(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        if sanitise::is_html(&html) || sanitise::runs(&html) {
            return self.html(&html);
        }
        self.out.push_str("<p>");
        escape(&html, &mut self.out);
        self.out.push_str("</p>\n");
    }

    /// Raw HTML, for the sanitiser to look at. A comment says nothing to a reader and is left out here.
    fn html(&mut self, html: &str) {
        let comment = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        if html.trim().is_empty() || comment.is_some_and(|inner| !inner.contains("-->")) {
            return;
        }
        self.raw_tags += html.matches('<').count();
        if self.raw_tags <= MOST_RAW_TAGS {
            self.out.push_str(html);
        } else {
            escape(html, &mut self.out);
        }
    }
}

/// Where an address leads, if it is one that a page may hold.
pub(super) fn resolve(links: &impl Links, target: &str) -> Option<Target> {
    let target = target.trim();
    match Address::of(target) {
        Address::Refused => None,
        // From disk `//host` would lead to a file.
        Address::Web if target.starts_with("//") => Some(Target::Web(format!("https:{target}"))),
        Address::Web => Some(Target::Web(target.to_owned())),
        Address::Relative => links.resolve(target),
    }
}

/// What stands for an image that is not shown.
pub(super) fn image_words<'t>(alt: &'t str, url: &'t str) -> &'t str {
    let name = url.rsplit('/').find(|part| !part.is_empty()).unwrap_or("image");
    if alt.trim().is_empty() { name } else { alt }
}
