//! From 'which terms a document holds' to 'which documents hold a term', and what each of them says about its documents.
//!
//! Knows numbers of terms and of documents, and neither a word nor a note.

use super::numbers;

/// What a word weighs by where it stands. Body words weigh less in a note that is longer than usual (BM25F).
#[derive(Clone, Copy, Default)]
pub enum Field {
    /// The title of the note.
    Title,
    /// Its id, services, severity, factors and tags.
    Labels,
    /// Its summary.
    Summary,
    /// The heading of a section.
    Heading,
    /// The text of a section.
    #[default]
    Body,
}

impl Field {
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

/// One term in one place.
#[derive(Clone, Copy, Default)]
pub struct Occurrence {
    /// The number of the word in the document.
    pub position: u32,
    /// In the block.
    pub document: u16,
    /// From 1; 0 is what stands above the first section (and what lies beyond the 255th).
    pub section: u8,
    /// What kind of text it stands in.
    pub field: Field,
}

/// What a block knows of one term.
pub struct Entry {
    /// The first document that holds it, by its number in the whole index.
    pub first: u32,
    /// The last one.
    pub last: u32,
    postings_end: u32,
    positions_end: u32,
}

/// The documents of each term, as the files hold them.
pub struct Inverted {
    entries: Vec<Entry>,
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl Inverted {
    /// Inverts the occurrences of a block, each with the number of its term, by counting and then putting each into its place.
    /// `order` are the numbers of the terms in the order in which they are wanted, `lengths` the words of each document, and `first`
    /// is the number of the first document.
    pub fn new(occurrences: &[(u32, Occurrence)], order: &[u32], lengths: &[u32], first: u32) -> Self {
        let mut next = vec![0; order.len()];
        for (term, _) in occurrences {
            next[*term as usize] += 1;
        }
        let mut total = 0;
        for term in order {
            total += std::mem::replace(&mut next[*term as usize], total);
        }
        let mut inverted = vec![Occurrence::default(); total];
        for (term, occurrence) in occurrences {
            let place = &mut next[*term as usize];
            inverted[*place] = *occurrence;
            *place += 1;
        }
        let damping: Vec<f32> = lengths.iter().map(|&words| 1.0 - B + B * words as f32 / USUAL_WORDS).collect();
        let mut all = Self { entries: Vec::with_capacity(order.len()), postings: Vec::new(), positions: Vec::new() };
        let mut start = 0;
        for term in order {
            let end = next[*term as usize];
            all.term(&inverted[start..end], &damping, first);
            start = end;
        }
        all.postings.shrink_to_fit();
        all.positions.shrink_to_fit();
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

    /// What is known of the `nth` term, its postings without the distance to the first document, and its positions.
    pub fn entry(&self, nth: usize) -> (&Entry, &[u8], &[u8]) {
        let entry = &self.entries[nth];
        let before = nth.checked_sub(1).map(|before| &self.entries[before]);
        let (a, b) = before.map_or((0, 0), |before| (before.postings_end, before.positions_end));
        (
            entry,
            &self.postings[a as usize..entry.postings_end as usize],
            &self.positions[b as usize..entry.positions_end as usize],
        )
    }

    /// All postings and all positions.
    pub fn bytes(&self) -> [&[u8]; 2] {
        [&self.postings, &self.positions]
    }
}

/// How much a term says about a document, and the section that holds it most often.
fn push_posting(out: &mut Vec<u8>, occurrences: &[Occurrence], damping: f32) {
    let weight = |occurrence: &Occurrence| match occurrence.field {
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
