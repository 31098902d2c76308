//! Where the keys and the headers of a text stand, each with the lines that belong to it.

use super::super::{Key, Kind};
use crate::source::Span;
use std::borrow::Cow;
use toml_parser::parser::{Event, EventKind, parse_document};
use toml_parser::{ParseError, Source};

/// Where keys stand in a description, step by step: `impact.users` is the second of the first table.
pub(super) type Rank = Vec<usize>;

/// A key with its value, or the header of a table.
#[derive(Debug)]
pub(super) struct Entry {
    pub rank: Rank,
    pub is_header: bool,
    /// The key or the header alone.
    pub name: Span,
    /// The blank lines above, and the comments directly above.
    pub lead: Span,
    /// Its own lines.
    pub lines: Span,
}

/// Every key and header of a text, with its own lines and nothing above them; `None` if the text is not TOML.
pub(super) fn entries(text: &str, description: &'static [Key]) -> Option<Vec<Entry>> {
    let source = Source::new(text);
    let mut events: Vec<Event> = Vec::new();
    let mut faults: Option<ParseError> = None;
    parse_document(&source.lex().into_vec(), &mut events, &mut faults);
    if faults.is_some() {
        return None;
    }

    let mut entries: Vec<Entry> = Vec::new();
    // The description of what stands below the last header; `None` where anything may stand.
    let mut inside = Some(description);
    let mut depth = 0_usize;
    let mut path: Vec<Cow<'_, str>> = Vec::new();
    let mut open: Option<Span> = None;
    for event in &events {
        let (kind, span) = (event.kind(), event.span());
        match kind {
            EventKind::ArrayOpen | EventKind::InlineTableOpen => depth += 1,
            EventKind::ArrayClose | EventKind::InlineTableClose => depth = depth.saturating_sub(1),
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => open = Some(span.start()..span.end()),
            EventKind::SimpleKey if depth == 0 => {
                let mut name = Cow::Borrowed("");
                if let Some(raw) = source.get(event) {
                    raw.decode_key(&mut name, &mut faults);
                }
                path.push(name);
                let start = open.as_ref().map_or(span.start(), |name| name.start);
                open = Some(start..span.end());
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose | EventKind::KeyValSep if depth == 0 => {
                let is_header = kind != EventKind::KeyValSep;
                let Some(name) = open.take() else { continue };
                let end = if is_header { span.end() } else { name.end };
                let start = text[..name.start].rfind('\n').map_or(0, |at| at + 1);
                let (rank, below) = rank(&path, if is_header { Some(description) } else { inside });
                if is_header {
                    inside = below;
                }
                path.clear();
                let name = name.start..end;
                entries.push(Entry { rank, is_header, name, lead: start..start, lines: start..text.len() });
            }
            EventKind::Newline if depth == 0 => {
                if let Some(last) = entries.last_mut().filter(|last| last.lines.end == text.len()) {
                    last.lines.end = span.end();
                }
            }
            _ => {}
        }
    }
    // What only looks like TOML may hold two keys in one line.
    entries.is_sorted_by(|one, next| one.lines.end <= next.lines.start).then_some(entries)
}

/// Where a key stands in a description, and the description of what is in it. Where anything may stand there is no order.
fn rank(path: &[Cow<'_, str>], mut description: Option<&'static [Key]>) -> (Rank, Option<&'static [Key]>) {
    let mut rank = Vec::new();
    for name in path {
        let Some(keys) = description else { break };
        let nth = keys.iter().position(|key| key.name == name);
        rank.push(nth.unwrap_or(keys.len()));
        description = nth.and_then(|nth| match keys[nth].kind {
            Kind::Table(inner) | Kind::Tables(inner) => Some(inner),
            _ => None,
        });
    }
    (rank, description)
}
