//! The blocks of a body, from one pass over its Markdown.
//!
//! Sections, rows and actions are all found in what this pass keeps: blocks, the items of lists with what is nested in them, the
//! cells of tables, and where each of them stands. It never judges what a block means and never copies text but headings.

use super::text::{column, trimmed};
use crate::address::Address;
use crate::incident::body::{Label, Labels, Link, SYNTAX, is_inline};
use crate::source::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag};
use std::collections::BTreeSet;

/// How deep lists are read in lists. What is nested deeper than anybody writes belongs to the item that holds it.
const DEEPEST: usize = 8;

/// The blocks of a body in their order.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Those at the top.
    pub all: Vec<Block>,
    /// Every relative link and image.
    pub links: Vec<Link>,
    /// What is wrong with links by reference.
    pub labels: Labels,
}

/// One block.
#[derive(Debug)]
pub struct Block {
    /// Where it stands in the file.
    pub span: Span,
    /// What it is.
    pub shape: Shape,
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
    /// What stands below its lead.
    pub blocks: Vec<Block>,
}

/// One row of a table.
#[derive(Debug)]
pub struct TableRow {
    /// All of it.
    pub span: Span,
    /// Its cells, without the space around their text.
    pub cells: Vec<Span>,
}

impl TableRow {
    /// Markdown drops the cells beyond those of the head, mostly the rest of one in which a pipe was not escaped: it belongs to the
    /// last cell.
    fn keep_surplus(&mut self, text: &str) {
        let Some(last) = self.cells.last_mut() else { return };
        let behind = text.get(last.end..self.span.end).unwrap_or_default();
        if behind.contains(|c: char| c != '|' && !c.is_whitespace()) {
            let whole = text[last.start..self.span.end].trim_end_matches(|c: char| c == '|' || c.is_whitespace());
            last.end = last.start + whole.len();
        }
    }
}

/// Reads the blocks of `body`, a span of `text`.
pub fn read(text: &str, body: &Span) -> Blocks {
    let mut builder = Builder { text, blocks: Blocks::default(), open: Vec::new(), block: None, in_lead: false, inside: 0 };
    let in_file = |span: Span| body.start + span.start..body.start + span.end;
    let (mut undefined, mut used) = (Vec::new(), Vec::new());
    let broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // Everything in brackets could be a link by its label alone.
        if link.link_type != LinkType::Shortcut {
            let mut span = in_file(link.span);
            // Of `[label][]` only the label is handed over.
            span.end += if text[span.end..].starts_with("[]") { "[]".len() } else { 0 };
            undefined.push(Label { text: link.reference.to_string(), span });
        }
        None
    };
    let mut events = Parser::new_with_broken_link_callback(&text[body.clone()], SYNTAX, Some(broken)).into_offset_iter();
    let defines = events.reference_definitions().iter().next().is_some();
    for (event, range) in events.by_ref() {
        builder.event(&event, in_file(range));
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = event
            && defines
            && !id.is_empty()
        {
            used.push(id);
        }
    }
    let definitions = events.reference_definitions();
    let used: BTreeSet<usize> = used.iter().filter_map(|id| Some(definitions.get(id)?.span.start)).collect();
    let unused = definitions.iter().filter(|(_, definition)| !used.contains(&definition.span.start));
    let mut unused: Vec<Label> =
        unused.map(|(label, definition)| Label { text: label.to_owned(), span: in_file(definition.span.clone()) }).collect();
    unused.sort_by_key(|label| label.span.start);
    drop(events);
    let Builder { mut blocks, .. } = builder;
    blocks.labels = Labels { unused, undefined };
    blocks
}

/// Whether the text that an item begins with is still being read.
#[derive(PartialEq)]
enum Lead {
    Awaited,
    Open,
    Closed,
}

/// A list or an item whose end has not come yet.
enum Open {
    List { span: Span, items: Vec<Item> },
    Item { item: Item, lead: Lead },
}

struct Builder<'a> {
    text: &'a str,
    blocks: Blocks,
    open: Vec<Open>,
    /// The block that is being read; no other block is looked for in it.
    block: Option<Block>,
    /// Whether the paragraph with which an item begins is being read.
    in_lead: bool,
    /// How many elements are open in the block or in the text of an item.
    inside: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => {
                self.link(tag, &span);
                self.start(tag, span);
            }
            Event::End(_) => self.end(),
            Event::Rule if self.block.is_none() => {
                self.close_lead(&span);
                self.finish(Block { span, shape: Shape::Other });
            }
            Event::TaskListMarker(ticked) => self.task(*ticked, &span),
            inline => {
                self.heading(inline, &span);
                self.inline(&span);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        if self.block.is_some() || self.in_lead || self.inside > 0 {
            self.cells(tag, &span);
            self.heading_mark(&span);
            self.inline(&span);
            self.inside += 1;
            return;
        }
        let shape = match tag {
            tag if is_inline(tag) => {
                self.inline(&span);
                self.inside += 1;
                return;
            }
            Tag::Paragraph if matches!(self.open.last(), Some(Open::Item { lead: Lead::Awaited, .. })) => {
                let paragraph = trimmed(self.text, span);
                self.inline(&paragraph);
                self.close_lead(&paragraph);
                self.in_lead = true;
                return;
            }
            Tag::List(_) if self.open.len() < 2 * DEEPEST => {
                self.close_lead(&span);
                return self.open.push(Open::List { span, items: Vec::new() });
            }
            Tag::Item => {
                let item = Item { lead: span.end..span.end, ticked: None, indent: 0, span, blocks: Vec::new() };
                return self.open.push(Open::Item { item, lead: Lead::Awaited });
            }
            Tag::Heading { level, .. } => Shape::Heading { level: *level as u8, text: String::new(), inner: span.end..span.end },
            Tag::Paragraph => Shape::Paragraph,
            Tag::Table(_) => Shape::Table(Vec::new()),
            _ => Shape::Other,
        };
        self.close_lead(&span);
        self.block = Some(Block { span, shape });
    }

    fn end(&mut self) {
        if self.inside > 0 {
            self.inside -= 1;
        } else if let Some(block) = self.block.take() {
            self.finish(block);
        } else if self.in_lead {
            self.in_lead = false;
        } else {
            match self.open.pop() {
                Some(Open::List { span, items }) => self.finish(Block { span, shape: Shape::List(items) }),
                Some(Open::Item { item, .. }) => {
                    if let Some(Open::List { items, .. }) = self.open.last_mut() {
                        items.push(item);
                    }
                }
                None => {}
            }
        }
    }

    /// Puts a block that has ended where it belongs: into the item that holds it, else among those at the top.
    fn finish(&mut self, mut block: Block) {
        if let Shape::Table(rows) = &mut block.shape {
            rows.iter_mut().for_each(|row| row.keep_surplus(self.text));
        }
        match self.open.last_mut() {
            Some(Open::Item { item, .. }) => item.blocks.push(block),
            _ => self.blocks.all.push(block),
        }
    }

    fn cells(&mut self, tag: &Tag<'_>, span: &Span) {
        let Some(Block { shape: Shape::Table(rows), .. }) = &mut self.block else { return };
        match tag {
            Tag::TableHead | Tag::TableRow => rows.push(TableRow { span: span.clone(), cells: Vec::new() }),
            Tag::TableCell => {
                if let Some(row) = rows.last_mut() {
                    row.cells.push(trimmed(self.text, span.clone()));
                }
            }
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

    /// The box of a task: before the text of its item, in a loose list before the text of its paragraph.
    fn task(&mut self, ticked: bool, mark: &Span) {
        let (text, in_block) = (self.text, self.block.is_some());
        if let Some(Open::Item { item, lead }) = self.open.last_mut()
            && !in_block
            && (*lead == Lead::Awaited || mark.start <= item.lead.start)
        {
            item.ticked = Some(ticked);
            item.indent = column(text, mark.start);
        }
    }

    /// Text of what an item begins with.
    fn inline(&mut self, span: &Span) {
        let (text, in_block) = (self.text, self.block.is_some());
        if let Some(Open::Item { item, lead }) = self.open.last_mut()
            && !in_block
            && *lead != Lead::Closed
        {
            if *lead == Lead::Awaited && item.ticked.is_none() {
                item.indent = column(text, span.start);
            }
            extend(&mut item.lead, span);
            *lead = Lead::Open;
        }
    }

    /// A block follows, and the text that the item begins with has ended, if it had one.
    fn close_lead(&mut self, block: &Span) {
        let text = self.text;
        if let Some(Open::Item { item, lead }) = self.open.last_mut() {
            if *lead == Lead::Awaited {
                item.lead = block.start..block.start;
                item.indent = if item.ticked.is_some() { item.indent } else { column(text, block.start) };
            }
            *lead = Lead::Closed;
        }
    }

    fn heading_mark(&mut self, span: &Span) {
        if let Some(Block { shape: Shape::Heading { inner, .. }, .. }) = &mut self.block {
            extend(inner, span);
        }
    }

    fn heading(&mut self, inline: &Event<'_>, span: &Span) {
        self.heading_mark(span);
        if let Some(Block { shape: Shape::Heading { text, .. }, .. }) = &mut self.block {
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
    fn what_is_nested_in_an_item_is_read_in_it() {
        let text = "- a\n\n  b\n  - c\n    - d\n  ```\n  e\n  ```\n  > - f\n- g\n";
        let blocks = shapes(text);
        let Shape::List(items) = &blocks[0].shape else { panic!("{blocks:?}") };
        let below: Vec<_> = items[0].blocks.iter().map(|block| text[block.span.clone()].trim()).collect();
        assert_eq!(below, ["b", "- c\n    - d", "```\n  e\n  ```", "> - f"]);
        let Shape::List(nested) = &items[0].blocks[1].shape else { panic!("{items:?}") };
        assert_eq!((&text[nested[0].lead.clone()], nested[0].blocks.len(), items[1].blocks.len()), ("c", 1, 0));
        assert!(matches!(items[0].blocks[3].shape, Shape::Other), "quotes are not looked into");
        let deep = format!("{}x\n", "- ".repeat(5_000));
        assert_eq!(shapes(&deep).len(), 1, "nested deeper than a stack can hold");
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
    fn a_pipe_that_is_not_escaped_loses_nothing() {
        let text = "| a | b |\n|---|---|\n| c | d x | e y |\n| f | g | |\n";
        let blocks = shapes(text);
        let Shape::Table(rows) = &blocks[0].shape else { panic!("{blocks:?}") };
        let last: Vec<_> = rows.iter().map(|row| &text[row.cells[1].clone()]).collect();
        assert_eq!(last, ["b", "d x | e y", "g"]);
    }

    #[test]
    fn headings_keep_their_text_and_html_is_noticed() {
        let text = "Time *line* `x`\n===\n\n<b>bold</b>\n";
        let blocks = read(text, &(0..text.len()));
        let Shape::Heading { level: 1, text: heading, inner } = &blocks.all[0].shape else { panic!("{blocks:?}") };
        assert_eq!((heading.as_str(), inner.start), ("Time line x", 0));
    }
}
