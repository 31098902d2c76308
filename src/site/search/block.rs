//! A block of documents, read and inverted: for each term the documents that hold it.
//!
//! Blocks are independent of each other, so that they are made in parallel; `vocabulary` joins them. What a block writes does not
//! depend on where blocks begin and end, but for the first document of each term, which is written where the blocks are joined.

use super::cards::{self, Card};
use super::facets::{self, Facet, Facets};
use super::texts::Texts;
use super::words::{Reader, Terms};
use super::{Document, numbers};
use std::collections::HashMap;

/// What a word weighs by where it stands. Body words weigh less in a note that is longer than usual (BM25F).
#[derive(Clone, Copy)]
enum Field {
    Title,
    Labels,
    Summary,
    Heading,
    Body,
}

impl Field {
    const ALL: [Self; 5] = [Self::Title, Self::Labels, Self::Summary, Self::Heading, Self::Body];

    const fn weight(self) -> f32 {
        match self {
            Self::Title => 6.0,
            Self::Labels => 4.0,
            Self::Summary => 2.0,
            Self::Heading => 2.0,
            Self::Body => 1.0,
        }
    }
}

/// How fast further occurrences stop counting.
const K1: f32 = 1.2;
/// How much the length of a note counts.
const B: f32 = 0.6;
/// The words of a note of usual length. A constant, and not the mean of the site, so that a note keeps its postings when others
/// change.
const USUAL_WORDS: f32 = 700.0;
/// Impacts go from 1 to this, one character each.
const FULL_IMPACT: f32 = 63.0;

/// What one block knows of one term.
pub struct Entry {
    /// The first document that holds it, by its number in the whole index.
    pub first: u32,
    /// The last one.
    pub last: u32,
    postings_end: u32,
    positions_end: u32,
}

/// A block of documents, inverted.
pub struct Block {
    /// The terms, in the order in which they were met.
    pub terms: Texts,
    inverted: Inverted,
    /// The words as people write them, in lower case.
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
            restore.push(document.restore_seconds.map(|seconds| u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)));
            facets.add(number, &document);
            cards.push(Card::of(document));
        }
        let chunks = (first as usize / cards::CHUNK..).zip(cards.chunks(cards::CHUNK));
        let cards: Vec<_> = chunks.map(|(nth, chunk)| cards::render(nth, chunk)).collect();
        let word_documents = reading.words.iter().map(|word| word.documents).collect();
        let inverted = Inverted::new(&reading, first);
        let parts = [reading.terms.bytes(), reading.texts.bytes(), &inverted.postings, &inverted.positions];
        let fingerprint = parts.into_iter().chain(cards.iter().map(Vec::as_slice)).fold(FINGERPRINT, fingerprint);
        Self { terms: reading.terms, inverted, words: reading.texts, word_documents, cards, facets, restore, fingerprint }
    }

    /// What is known of the `nth` term, its postings without the distance to the first document, and its positions.
    pub fn entry(&self, nth: usize) -> (&Entry, &[u8], &[u8]) {
        let Inverted { entries, postings, positions } = &self.inverted;
        let entry = &entries[nth];
        let (a, b) = if nth == 0 { (0, 0) } else { (entries[nth - 1].postings_end, entries[nth - 1].positions_end) };
        (entry, &postings[a as usize..entry.postings_end as usize], &positions[b as usize..entry.positions_end as usize])
    }
}

/// One term in one place.
#[derive(Clone, Copy, Default)]
struct Occurrence {
    position: u32,
    /// In the block.
    document: u16,
    /// From 1; 0 is what stands above the first section (and what lies beyond the 255th).
    section: u8,
    field: u8,
}

/// A word as it is written.
struct Word {
    term: u32,
    documents: u32,
    last: u16,
}

/// The documents of a block while they are being read.
#[derive(Default)]
struct Reading {
    reader: Reader,
    known_words: HashMap<Box<str>, u32>,
    words: Vec<Word>,
    texts: Texts,
    known_terms: HashMap<Box<str>, u32>,
    terms: Texts,
    /// Every occurrence in the order of the text, and its term.
    occurrences: Vec<(u32, Occurrence)>,
    /// How many occurrences a term has.
    frequencies: Vec<u32>,
    /// How many words a document has.
    lengths: Vec<u32>,
    stems: Terms,
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
        let Self { reader, known_words, words, texts, known_terms, terms, occurrences, frequencies, lengths, stems } = self;
        let document = lengths.len() as u16;
        let count = reader.read(text, |word, place| {
            let id = match known_words.get(word) {
                Some(&id) => id,
                None => {
                    let id = words.len() as u32;
                    let term = stems.of(word);
                    let term = *known_terms.entry(term.as_ref().into()).or_insert_with(|| {
                        terms.push(&term);
                        frequencies.push(0);
                        frequencies.len() as u32 - 1
                    });
                    texts.push(word);
                    words.push(Word { term, documents: 0, last: u16::MAX });
                    known_words.insert(word.into(), id);
                    id
                }
            };
            let word = &mut words[id as usize];
            if word.last != document {
                (word.last, word.documents) = (document, word.documents + 1);
            }
            frequencies[word.term as usize] += 1;
            occurrences.push((word.term, Occurrence { position: start + place, document, section, field: field as u8 }));
        });
        start + count + 1
    }
}

/// The documents of each term, as the files hold them.
struct Inverted {
    entries: Vec<Entry>,
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl Inverted {
    /// Turns 'which terms a document holds' into 'which documents hold a term': counts, then puts each occurrence into its place.
    fn new(reading: &Reading, first: u32) -> Self {
        let mut next = Vec::with_capacity(reading.frequencies.len());
        let mut total = 0;
        for frequency in &reading.frequencies {
            next.push(total);
            total += *frequency as usize;
        }
        let mut inverted = vec![Occurrence::default(); total];
        for (term, occurrence) in &reading.occurrences {
            let place = &mut next[*term as usize];
            inverted[*place] = *occurrence;
            *place += 1;
        }
        let damping: Vec<f32> = reading.lengths.iter().map(|&words| 1.0 - B + B * words as f32 / USUAL_WORDS).collect();
        let mut all = Self { entries: Vec::with_capacity(next.len()), postings: Vec::new(), positions: Vec::new() };
        let mut start = 0;
        for end in next {
            all.term(&inverted[start..end], &damping, first);
            start = end;
        }
        all
    }

    fn term(&mut self, occurrences: &[Occurrence], damping: &[f32], first: u32) {
        let mut last = None;
        for document in occurrences.chunk_by(|a, b| a.document == b.document) {
            let number = u32::from(document[0].document);
            if let Some(last) = last.replace(number) {
                numbers::push(&mut self.postings, number - last);
            }
            push_posting(&mut self.postings, document, damping[number as usize]);
            push_positions(&mut self.positions, document);
        }
        self.entries.push(Entry {
            first: first + occurrences.first().map_or(0, |occurrence| u32::from(occurrence.document)),
            last: first + last.unwrap_or(0),
            postings_end: self.postings.len() as u32,
            positions_end: self.positions.len() as u32,
        });
    }
}

/// How much a term says about a document, and the section that holds it most often.
fn push_posting(out: &mut Vec<u8>, occurrences: &[Occurrence], damping: f32) {
    let weight = |occurrence: &Occurrence| match Field::ALL[usize::from(occurrence.field)] {
        Field::Body => Field::Body.weight() / damping,
        field => field.weight(),
    };
    let frequency: f32 = occurrences.iter().map(weight).sum();
    let impact = FULL_IMPACT * frequency / (K1 + frequency);
    let (mut section, mut most) = (0, 0);
    for run in occurrences.chunk_by(|a, b| a.section == b.section).filter(|run| run[0].section != 0) {
        if run.len() > most {
            (section, most) = (run[0].section, run.len());
        }
    }
    numbers::push(out, (impact.round() as u32).max(1));
    numbers::push(out, u32::from(section));
}

/// How often a term stands in a document, and the distance of each place to the one before (to 0 for the first).
fn push_positions(out: &mut Vec<u8>, occurrences: &[Occurrence]) {
    numbers::push(out, occurrences.len() as u32);
    let mut last = 0;
    for occurrence in occurrences {
        numbers::push(out, occurrence.position - last);
        last = occurrence.position;
    }
}

/// The fingerprint of nothing.
pub const FINGERPRINT: u64 = 0xcbf2_9ce4_8422_2325;

/// The fingerprint of what came before and of further bytes: FNV-1a, which stays the same from one compiler to the next.
pub fn fingerprint(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
