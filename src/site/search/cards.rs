//! What the result list shows of a document, in chunks of documents that follow each other.

use super::Document;
use super::script::Script;
use serde::Serialize;

/// How many documents a chunk holds. Ten results may come from ten chunks, so that this decides how much a first search fetches.
pub const CHUNK: usize = 12;
/// A summary is cut after this many characters.
const SUMMARY: usize = 160;

/// What is kept of a document for the result list.
pub struct Card {
    url: String,
    title: String,
    date: String,
    severity: String,
    status: String,
    restored: String,
    summary: String,
    sections: Vec<(String, String)>,
}

impl Card {
    /// Keeps what the list shows and lets the text go.
    pub fn of(document: Document<'_>) -> Self {
        Self {
            url: document.url.into_owned(),
            title: document.title.into_owned(),
            date: document.date.map(|date| date.to_string()).unwrap_or_default(),
            severity: document.severity.1.title.into_owned(),
            status: document.status.title.into_owned(),
            restored: document.restored.map(|restored| restored.words).unwrap_or_default(),
            summary: shortened(document.summary.trim()),
            sections: document
                .sections
                .into_iter()
                .map(|section| (section.anchor.into_owned(), section.heading.into_owned()))
                .collect(),
        }
    }
}

/// One chunk: the headings that its documents have, each once, and the documents with the numbers of theirs.
#[derive(Serialize)]
struct Chunk<'a>(Vec<(&'a str, &'a str)>, Vec<Row<'a>>);

#[derive(Serialize)]
struct Row<'a>(&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str, Vec<usize>);

/// The file of the `nth` chunk.
pub fn render(nth: usize, cards: &[Card]) -> Vec<u8> {
    let mut headings = Vec::new();
    let rows = cards.iter().map(|card| {
        let sections = card.sections.iter().map(|(anchor, heading)| {
            let section = (anchor.as_str(), heading.as_str());
            headings.iter().position(|known| *known == section).unwrap_or_else(|| {
                headings.push(section);
                headings.len() - 1
            })
        });
        let sections = sections.collect();
        Row(&card.url, &card.title, &card.date, &card.severity, &card.status, &card.restored, &card.summary, sections)
    });
    let rows = rows.collect();
    let mut script = Script::new(&file(nth));
    script.value(&Chunk(headings, rows));
    script.finish()
}

/// The name of the `nth` chunk.
pub fn file(nth: usize) -> String {
    format!("d-{nth:03}")
}

/// The text, or its first words and an ellipsis.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    format!("{}…", cut.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_summary_ends_after_a_whole_word() {
        assert_eq!(shortened("Short."), "Short.");
        let long = "word, ".repeat(60);
        let short = shortened(&long);
        assert!(short.ends_with("word…") && short.chars().count() <= SUMMARY + 1, "{short}");
        assert_eq!(shortened(&"字".repeat(200)).chars().count(), SUMMARY + 1);
    }
}
