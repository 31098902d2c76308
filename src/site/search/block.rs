//! A block of documents: read, inverted and ready to be joined with the other blocks.
//!
//! Blocks are independent of each other, so that they are made in parallel; `vocabulary` joins them. What a block writes does not
//! depend on where blocks begin and end, but for the first document of each term, which is written where the blocks are joined.

use super::Document;
use super::cards::{self, Card};
use super::facets::{self, Facet, Facets};
use super::inverted::{Field, Inverted, Occurrence};
use super::texts::{Known, Texts};
use super::words::{Reader, Terms};
use crate::fingerprint;

/// A block of documents.
pub struct Block {
    /// The terms in byte order.
    pub terms: Texts,
    /// The documents of each term.
    pub inverted: Inverted,
    /// The words as people write them, in lower case and in byte order.
    pub words: Texts,
    /// How many documents hold each word.
    pub word_documents: Vec<u32>,
    /// For each chunk of documents, what the result list shows of them.
    pub cards: Vec<Vec<u8>>,
    /// The documents of each value of each facet.
    pub facets: Facets,
    /// Seconds to restore, a document each.
    pub restore: Vec<Option<u32>>,
    /// Differs where anything in the block does.
    pub fingerprint: u64,
}

impl Block {
    /// Reads documents; `first` is the number of the first of them and the start of a chunk.
    pub fn read<'a>(first: u32, documents: impl Iterator<Item = Document<'a>>) -> Self {
        let mut reading = Reading::default();
        let (mut cards, mut restore, mut facets) = (Vec::new(), Vec::new(), Facets::default());
        for (number, document) in (first..).zip(documents) {
            reading.document(&document);
            restore.push(document.restored.as_ref().map(|restored| u32::try_from(restored.seconds.max(0)).unwrap_or(u32::MAX)));
            facets.add(number, &document);
            cards.push(Card::of(document));
        }
        let chunks = (first as usize / cards::CHUNK..).zip(cards.chunks(cards::CHUNK));
        let cards: Vec<_> = chunks.map(|(nth, chunk)| cards::render(nth, chunk)).collect();
        let Reading { terms, words, word_uses, occurrences, lengths, .. } = reading;
        let (terms, order) = terms.into_sorted();
        let inverted = Inverted::new(&occurrences, &order, &lengths, first);
        let (words, order) = words.into_sorted();
        let word_documents = order.iter().map(|&number| word_uses[number as usize].documents).collect();
        let [postings, positions] = inverted.bytes();
        let parts = [terms.bytes(), words.bytes(), postings, positions].into_iter().chain(cards.iter().map(Vec::as_slice));
        let fingerprint = parts.fold(fingerprint::NOTHING, fingerprint::further);
        Self { terms, inverted, words, word_documents, cards, facets, restore, fingerprint }
    }
}

/// What is known of a word as it is written.
struct Use {
    term: u32,
    documents: u32,
    last: u16,
}

/// The documents of a block while they are being read.
#[derive(Default)]
struct Reading {
    reader: Reader,
    words: Known,
    word_uses: Vec<Use>,
    stems: Terms,
    terms: Known,
    /// Every occurrence in the order of the text, with the number of its term.
    occurrences: Vec<(u32, Occurrence)>,
    /// How many words a document has.
    lengths: Vec<u32>,
}

impl Reading {
    fn document(&mut self, document: &Document<'_>) {
        let mut position = self.text(0, Field::Title, 0, &document.title);
        let id = document.url.rsplit('/').next().unwrap_or_default();
        position = self.text(position, Field::Labels, 0, id.strip_suffix(".html").unwrap_or(id));
        for (facet, label) in facets::of(document) {
            if !matches!(facet, Facet::Year | Facet::Status) {
                position = self.text(position, Field::Labels, 0, &label.title);
                if !label.title.eq_ignore_ascii_case(&label.slug) {
                    position = self.text(position, Field::Labels, 0, &label.slug);
                }
            }
        }
        position = self.text(position, Field::Summary, 0, &document.summary);
        for (section, nth) in document.sections.iter().zip(1..) {
            let nth = u8::try_from(nth).unwrap_or(0);
            position = self.text(position, Field::Heading, nth, &section.heading);
            position = self.text(position, Field::Body, nth, &section.text);
        }
        self.lengths.push(position);
    }

    /// Reads one text and gives the position after it, with a gap that no phrase reaches across.
    fn text(&mut self, start: u32, field: Field, section: u8, text: &str) -> u32 {
        let Self { reader, words, word_uses, stems, terms, occurrences, lengths } = self;
        let document = lengths.len() as u16;
        let count = reader.read(text, |word, place| {
            let number = words.number(word) as usize;
            if number == word_uses.len() {
                word_uses.push(Use { term: terms.number(&stems.of(word)), documents: 0, last: u16::MAX });
            }
            let known = &mut word_uses[number];
            if known.last != document {
                (known.last, known.documents) = (document, known.documents + 1);
            }
            occurrences.push((known.term, Occurrence { position: start + place, document, section, field }));
        });
        start + count + 1
    }
}
