//! The blocks of a body, from one pass over its Markdown.
//!
//! Sections, rows and actions are all found in what this pass keeps: the blocks at the top, the items of lists, the cells of
//! tables, and where each of them stands. It never judges what a block means and never copies text but headings.

use crate::address::Address;
use crate::incident::body::{Link, SYNTAX, is_inline};
use crate::source::Span;
use pulldown_cmark::{Event, LinkType, Parser, Tag};

/// The blocks of a body in their order.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Only those at the top; what is nested belongs to the block that holds it.
    pub all: Vec<Block>,
    /// Every relative link and image.
    pub links: Vec<Link>,
}

/// One block at the top of the body.
#[derive(Debug)]
pub struct Block {
    /// Where it stands in the file.
    pub span: Span,
    /// What it is.
    pub shape: Shape,
    /// Whether it became rows or actions, and is not shown as prose.
    pub taken: bool,
}

/// What a block is.
#[derive(Debug)]
pub enum Shape {
    /// A heading: its level, its plain text, and where its Markdown stands without the marks.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Without marks.
        text: String,
        /// With marks, but for those of the heading itself.
        inner: Span,
    },
    /// A paragraph.
    Paragraph,
    /// A list of any kind.
    List(Vec<Item>),
    /// A table; its first row is the header.
    Table(Vec<TableRow>),
    /// Code, quotes, HTML, rules, footnotes.
    Other,
}

/// One item of a list.
#[derive(Debug)]
pub struct Item {
    /// All of it, with its mark and what is nested.
    pub span: Span,
    /// The text that it begins with, without marks of lists and tasks; empty, where its content begins, if that is a block.
    pub lead: Span,
    /// The box of a task: whether it is ticked.
    pub ticked: Option<bool>,
    /// How many columns its further lines are indented.
    pub indent: usize,
}

/// One row of a table.
#[derive(Debug)]
pub struct TableRow {
    /// All of it.
    pub span: Span,
    /// Its cells, without the space around their text.
    pub cells: Vec<Span>,
}

/// Reads the blocks of `body`, a span of `text`.
pub fn read(text: &str, body: &Span) -> Blocks {
    let mut builder = Builder { text, blocks: Blocks::default(), depth: 0, lead: Lead::Closed };
    for (event, range) in Parser::new_ext(&text[body.clone()], SYNTAX).into_offset_iter() {
        builder.event(&event, body.start + range.start..body.start + range.end);
    }
    builder.blocks
}

/// Whether the text that an item begins with is still being read.
#[derive(PartialEq)]
enum Lead {
    Awaited,
    Open,
    Closed,
}

struct Builder<'a> {
    text: &'a str,
    blocks: Blocks,
    depth: usize,
    lead: Lead,
}

impl Builder<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => {
                self.link(tag, &span);
                self.start(tag, span);
                self.depth += 1;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Rule if self.depth == 0 => self.blocks.all.push(Block { span, shape: Shape::Other, taken: false }),
            Event::Rule => self.close_lead(&span),
            Event::TaskListMarker(ticked) => self.task(*ticked, &span),
            inline => {
                self.heading(inline);
                self.inline(&span);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match (self.depth, tag) {
            (0, tag) => {
                let shape = match tag {
                    Tag::Heading { level, .. } => {
                        Shape::Heading { level: *level as u8, text: String::new(), inner: span.end..span.end }
                    }
                    Tag::Paragraph => Shape::Paragraph,
                    Tag::List(_) => Shape::List(Vec::new()),
                    Tag::Table(_) => Shape::Table(Vec::new()),
                    _ => Shape::Other,
                };
                self.blocks.all.push(Block { span, shape, taken: false });
            }
            (1, Tag::Item) => {
                let item = Item { lead: span.end..span.end, ticked: None, indent: 0, span };
                if let Some(Shape::List(items)) = self.last() {
                    items.push(item);
                    self.lead = Lead::Awaited;
                }
            }
            (1, Tag::TableHead | Tag::TableRow) => {
                if let Some(Shape::Table(rows)) = self.last() {
                    rows.push(TableRow { span, cells: Vec::new() });
                }
            }
            (2, Tag::TableCell) => {
                let cell = trimmed(self.text, span);
                if let Some(Shape::Table(rows)) = self.last()
                    && let Some(row) = rows.last_mut()
                {
                    row.cells.push(cell);
                }
            }
            (2, Tag::Paragraph) if self.lead == Lead::Awaited => {
                let paragraph = trimmed(self.text, span);
                self.inline(&paragraph);
                self.close_lead(&paragraph);
            }
            (_, tag) if is_inline(tag) => self.inline(&span),
            (2, _) => self.close_lead(&span),
            _ => {}
        }
    }

    fn link(&mut self, tag: &Tag<'_>, span: &Span) {
        if let Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } = tag
            && *link_type != LinkType::Email
            && Address::of(dest_url) == Address::Relative
        {
            self.blocks.links.push(Link { target: dest_url.to_string(), span: span.clone() });
        }
    }

    fn last(&mut self) -> Option<&mut Shape> {
        self.blocks.all.last_mut().map(|block| &mut block.shape)
    }

    fn item(&mut self) -> Option<&mut Item> {
        match self.last()? {
            Shape::List(items) => items.last_mut(),
            _ => None,
        }
    }

    /// The box of a task: before the text of its item, in a loose list before the text of its paragraph.
    fn task(&mut self, ticked: bool, mark: &Span) {
        let (text, nested, awaited) = (self.text, self.depth > 3, self.lead == Lead::Awaited);
        if let Some(item) = self.item()
            && !nested
            && (awaited || mark.start <= item.lead.start)
        {
            item.ticked = Some(ticked);
            item.indent = column(text, mark.start);
        }
    }

    /// Text of a heading, or of what an item begins with.
    fn inline(&mut self, span: &Span) {
        let (text, awaited, closed) = (self.text, self.lead == Lead::Awaited, self.lead == Lead::Closed);
        match self.last() {
            Some(Shape::Heading { inner, .. }) => extend(inner, span),
            Some(Shape::List(items)) if !closed => {
                let Some(item) = items.last_mut() else { return };
                if awaited && item.ticked.is_none() {
                    item.indent = column(text, span.start);
                }
                extend(&mut item.lead, span);
                self.lead = Lead::Open;
            }
            _ => {}
        }
    }

    /// A block follows, and the text that the item begins with has ended, if it had one.
    fn close_lead(&mut self, block: &Span) {
        let (text, awaited) = (self.text, self.lead == Lead::Awaited);
        if awaited && let Some(item) = self.item() {
            item.lead = block.start..block.start;
            item.indent = if item.ticked.is_some() { item.indent } else { column(text, block.start) };
        }
        self.lead = Lead::Closed;
    }

    fn heading(&mut self, inline: &Event<'_>) {
        if let Some(Shape::Heading { text, .. }) = self.last() {
            match inline {
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
    }
}

fn extend(span: &mut Span, by: &Span) {
    *span = if span.start == span.end { by.clone() } else { span.start..span.end.max(by.end) };
}

/// A span without the white space at its ends.
pub fn trimmed(text: &str, span: Span) -> Span {
    let inner = &text[span.clone()];
    let start = span.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

/// The first line of a span, without the white space at its ends.
pub fn first_line(text: &str, span: &Span) -> Span {
    let end = text[span.clone()].find('\n').map_or(span.end, |end| span.start + end);
    trimmed(text, span.start..end)
}

/// The column in which a byte stands, counted from 0; tabs lead to the next multiple of four, as in Markdown.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..at].chars().fold(0, advance)
}

fn advance(column: usize, c: char) -> usize {
    if c == '\t' { column / 4 * 4 + 4 } else { column + 1 }
}

/// The Markdown of an item on its own: its further lines without the indentation that made them part of the item.
pub fn dedent(text: &str, indent: usize) -> String {
    let mut lines = text.trim().lines();
    let mut out = String::with_capacity(text.len());
    out.push_str(lines.next().unwrap_or_default().trim_end_matches('\r'));
    for line in lines {
        let (mut column, mut rest) = (0, line);
        while let Some(c @ (' ' | '\t')) = rest.chars().next()
            && column < indent
        {
            column = advance(column, c);
            rest = &rest[1..];
        }
        out.push('\n');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<Block> {
        read(text, &(0..text.len())).all
    }

    fn items(text: &str) -> Vec<(String, Option<bool>, usize)> {
        let blocks = shapes(text);
        let Shape::List(items) = &blocks[0].shape else { panic!("{blocks:?}") };
        items.iter().map(|item| (text[item.lead.clone()].to_owned(), item.ticked, item.indent)).collect()
    }

    #[test]
    fn an_item_begins_with_its_text_and_not_with_its_marks() {
        let own = |lead: &str, ticked, indent| (lead.to_owned(), ticked, indent);
        assert_eq!(items("- a **b** `c`\n  d\n  - nested\n"), [own("a **b** `c`\n  d", None, 2)]);
        assert_eq!(items("10. **a** b\n\n    c\n"), [own("**a** b", None, 4)]);
        assert_eq!(items("- [x] done\n- [ ] open\n"), [own("done", Some(true), 2), own("open", Some(false), 2)]);
        assert_eq!(items("- [x] done\n\n- plain\n")[0], own("done", Some(true), 2));
        assert_eq!(items("-\ttabbed\n"), [own("tabbed", None, 4)]);
    }

    #[test]
    fn an_item_that_begins_with_a_block_has_no_lead() {
        assert_eq!(items("- ```\n  14:02\n  ```\n- > quoted\n-\n").iter().filter(|item| item.0.is_empty()).count(), 3);
        assert_eq!(items("- - [x] nested\n")[0], (String::new(), None, 2));
    }

    #[test]
    fn tables_are_rows_of_trimmed_cells() {
        let text = "| Time | Event |\n|---|---|\n| 14:02 | a \\| b |\n";
        let blocks = shapes(text);
        let Shape::Table(rows) = &blocks[0].shape else { panic!("{blocks:?}") };
        let cells: Vec<Vec<_>> = rows.iter().map(|row| row.cells.iter().map(|cell| &text[cell.clone()]).collect()).collect();
        assert_eq!(cells, [["Time", "Event"], ["14:02", "a \\| b"]]);
    }

    #[test]
    fn headings_keep_their_text_and_html_is_noticed() {
        let text = "Time *line* `x`\n===\n\n<b>bold</b>\n";
        let blocks = read(text, &(0..text.len()));
        let Shape::Heading { level: 1, text: heading, inner } = &blocks.all[0].shape else { panic!("{blocks:?}") };
        assert_eq!((heading.as_str(), inner.start), ("Time line x", 0));
    }

    #[test]
    fn further_lines_lose_only_the_indentation_of_the_item() {
        assert_eq!(dedent("a\n  - b\n    c\nlazy\n\td ", 2), "a\n- b\n  c\nlazy\nd");
        assert_eq!(dedent("a\r\n  b\r\n", 2), "a\nb");
    }
}
