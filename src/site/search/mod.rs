//! lookback's own search index: what the browser needs to search tens of thousands of notes, from a server or straight from disk.
//!
//! The index is many small script files below `search/`, and a search loads the few that it needs. Each calls
//! `lookback.put("name", data)`; there is nothing else in it. `templates/assets/search-core.js` is the reader.
//!
//! | file | holds | loaded |
//! |---|---|---|
//! | `meta.js` | version, number of documents, where shards and word lists begin | once |
//! | `i-NNN.js` | a shard: sorted terms with their postings | for a term |
//! | `p-NNN.js` | the positions that go with shard `NNN` | for a phrase |
//! | `w-NNN.js` | a list: sorted words as people write them, and how many documents hold each | for the word being typed |
//! | `f-NAME.js` | the values of a facet, and the documents of each | when the facet is shown or set |
//! | `restore.js` | seconds to restore | to sort by them |
//! | `d-NNN.js` | 12 documents for the result list: title, date, summary, headings | for a result |
//!
//! *Documents* are numbered oldest first, so that 'newest first' is the numbers read backwards and a new note changes few files.
//! *Terms* are stems of English words, and everything else as it is (`words`). A *posting* is a document, the impact of the term in
//! it and the section that holds it most often. The impact is BM25F without the rarity of the term, which the browser multiplies
//! in: how often the term stands in the title, the labels, the headings and the text, saturated, and damped by the length of the
//! note; so no lengths have to be loaded, and other weights are other numbers in the same format. Numbers are text (`numbers`).
//!
//! What is to come needs no other format:
//! - **Near words.** Where a word is in no list, the lists that begin like it are loaded (`meta.js` says which they are; all of them
//!   together are a few hundred kilobytes at 10,000 notes), and the nearest words with the most documents are searched instead.
//! - **Phrases.** For each word of the phrase the positions of its term are loaded and intersected. A word and its parts have one
//!   position, so that consecutive words of a phrase stand 0 or 1 apart; texts (sections, headings) stand 2 apart.
//! - **Ranking.** Closeness of the words is in the positions; the weights of fields are in `inverted`.
//!
//! Building is a pure function from documents to bytes. It never reads a note, makes an address, or writes a file.

mod block;
mod cards;
mod facets;
mod inverted;
mod numbers;
mod script;
mod texts;
mod vocabulary;
pub mod words;

pub use facets::Facet;

use crate::fingerprint;
use block::Block;
use facets::Facets;
use jiff::civil::Date;
use rayon::prelude::*;
use script::Script;
use serde_json::json;
use std::borrow::Cow;
use vocabulary::Sorted;

/// A name as it stands in addresses and as it reads on a page.
#[derive(Debug, Clone)]
pub struct Label<'a> {
    /// In addresses.
    pub slug: Cow<'a, str>,
    /// On a page.
    pub title: Cow<'a, str>,
}

impl Label<'_> {
    fn borrowed(&self) -> Label<'_> {
        Label { slug: Cow::Borrowed(&self.slug), title: Cow::Borrowed(&self.title) }
    }
}

/// A part of a page that a result can lead to.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// The fragment of its address; empty for what stands before the first heading.
    pub anchor: Cow<'a, str>,
    /// Plain text.
    pub heading: Cow<'a, str>,
    /// Plain text.
    pub text: Cow<'a, str>,
}

/// How long users were hurt: to sort by, and as pages say it.
#[derive(Debug, Clone)]
pub struct Restored {
    /// Seconds.
    pub seconds: i64,
    /// `~34 min`
    pub words: String,
}

/// A page that can be found: one incident.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The path of the page from the root of the site, `incidents/x.html`.
    pub url: Cow<'a, str>,
    /// Plain text.
    pub title: Cow<'a, str>,
    /// The day under which it is filed.
    pub date: Option<Date>,
    /// How bad it was: the rank (0 is the worst) and the name.
    pub severity: (usize, Label<'a>),
    /// How far the note has come.
    pub status: Label<'a>,
    /// What was affected.
    pub services: Vec<Label<'a>>,
    /// What contributed.
    pub factors: Vec<Label<'a>>,
    /// Free words.
    pub tags: Vec<Label<'a>>,
    /// How long users were hurt.
    pub restored: Option<Restored>,
    /// Plain text.
    pub summary: Cow<'a, str>,
    /// In the order of the page.
    pub sections: Vec<Section<'a>>,
}

/// The whole index, ready to be written file by file.
pub struct Index {
    blocks: Vec<Block>,
    terms: Sorted,
    words: Sorted,
    facets: Facets,
    documents: usize,
    version: u64,
    parts: Vec<Part>,
    files: Vec<String>,
}

/// One file.
#[derive(Clone, Copy)]
enum Part {
    Meta,
    Postings(usize),
    Positions(usize),
    Words(usize),
    Facet(Facet),
    Restore,
    Cards(usize),
}

impl Part {
    /// What the file registers its data as, and how it is called.
    fn name(self) -> String {
        match self {
            Self::Meta => "meta".to_owned(),
            Self::Postings(nth) => format!("i-{nth:03}"),
            Self::Positions(nth) => format!("p-{nth:03}"),
            Self::Words(nth) => format!("w-{nth:03}"),
            Self::Facet(facet) => facets::file(facet),
            Self::Restore => "restore".to_owned(),
            Self::Cards(nth) => cards::file(nth),
        }
    }
}

/// Indexes what `document` makes of each item. The items come oldest first; the documents are made block by block and let go, so
/// that their texts are never all in memory.
pub fn build<'a, T: Sync>(items: &'a [T], document: impl Fn(&'a T) -> Document<'a> + Sync) -> Index {
    // Enough blocks for every core, few enough for joining them to be cheap, and as many on every machine.
    build_in_blocks(items, (items.len() / 16).clamp(64, 2048), document)
}

/// `size` is about how many documents a block has; the index does not depend on it.
fn build_in_blocks<'a, T: Sync>(items: &'a [T], size: usize, document: impl Fn(&'a T) -> Document<'a> + Sync) -> Index {
    let size = size.next_multiple_of(cards::CHUNK);
    let mut blocks: Vec<Block> = items
        .par_chunks(size)
        .enumerate()
        .map(|(nth, items)| Block::read((nth * size) as u32, items.iter().map(&document)))
        .collect();
    let mut facets = Facets::default();
    blocks.iter_mut().for_each(|block| facets.append(std::mem::take(&mut block.facets)));
    let (terms, words) = rayon::join(|| Sorted::terms(&blocks), || Sorted::words(&blocks));
    let version =
        blocks.iter().fold(fingerprint::NOTHING, |version, each| fingerprint::further(version, &each.fingerprint.to_le_bytes()));

    let shards = (0..terms.files()).map(Part::Postings).chain((0..terms.files()).map(Part::Positions));
    let chunks = (0..items.len().div_ceil(cards::CHUNK)).map(Part::Cards);
    let parts: Vec<Part> = ([Part::Meta, Part::Restore].into_iter())
        .chain(Facet::ALL.map(Part::Facet))
        .chain(shards)
        .chain((0..words.files()).map(Part::Words))
        .chain(chunks)
        .collect();
    let files = parts.iter().map(|part| format!("search/{}.js", part.name())).collect();
    Index { blocks, terms, words, facets, documents: items.len(), version, parts, files }
}

impl Index {
    /// The paths of all files, from the root of the site.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The bytes of the `nth` file.
    ///
    /// # Panics
    /// Where [`Self::files`] has no `nth`.
    pub fn render(&self, nth: usize) -> Vec<u8> {
        let part = self.parts[nth];
        let name = part.name();
        match part {
            Part::Meta => self.meta(&name),
            Part::Postings(nth) => self.terms.render_postings(&name, nth, &self.blocks),
            Part::Positions(nth) => self.terms.render_positions(&name, nth, &self.blocks),
            Part::Words(nth) => self.words.render_words(&name, nth, &self.blocks),
            Part::Facet(facet) => self.facets.render(facet),
            Part::Restore => self.restore(&name),
            Part::Cards(nth) => self.cards(nth),
        }
    }

    fn meta(&self, name: &str) -> Vec<u8> {
        let mut script = Script::new(name);
        script.value(&json!({
            // The browser asks for the other files with this, so that it never pairs new files with old ones that it has kept.
            "version": format!("{:016x}", self.version),
            "documents": self.documents,
            "chunk": cards::CHUNK,
            "shards": self.terms.boundaries(|list| &self.blocks[list].terms),
            "words": self.words.boundaries(|list| &self.blocks[list].words),
        }));
        script.finish()
    }

    /// Seconds to restore and one, or 0 where they are unknown, for every document.
    fn restore(&self, name: &str) -> Vec<u8> {
        let mut seconds = Vec::new();
        for restore in self.blocks.iter().flat_map(|block| &block.restore) {
            numbers::push(&mut seconds, restore.map_or(0, |seconds| seconds.saturating_add(1)));
        }
        let mut script = Script::new(name);
        script.raw(b"\"").raw(&seconds).raw(b"\"");
        script.finish()
    }

    fn cards(&self, nth: usize) -> Vec<u8> {
        // Blocks are whole chunks, and all but the last have the same number of them.
        let of_each = self.blocks[0].cards.len();
        self.blocks[nth / of_each].cards[nth % of_each].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enough documents for several blocks and shards, each with some words of its own.
    fn documents(count: usize) -> Vec<String> {
        let text = |nth: usize| {
            let words =
                (0..90).map(|word| format!("common{} rare{} {}", word % 40, (nth * 7919 + word * 104_729) % 50_021, nth % 9));
            words.collect::<Vec<_>>().join(" ")
        };
        (0..count).map(text).collect()
    }

    fn document(text: &String) -> Document<'_> {
        let label = |text: &str| Label { slug: text.to_lowercase().into(), title: text.to_owned().into() };
        Document {
            url: format!("incidents/{}.html", &text[8..20]).into(),
            title: text[..40].into(),
            date: None,
            severity: (text.len() % 3, label(["SEV1", "SEV2", "SEV3"][text.len() % 3])),
            status: label("Draft"),
            services: vec![label(&text[8..12])],
            factors: Vec::new(),
            tags: Vec::new(),
            restored: Some(Restored { seconds: text.len() as i64, words: String::new() }),
            summary: "".into(),
            sections: vec![Section { anchor: "a".into(), heading: "A".into(), text: text.into() }],
        }
    }

    fn files(index: &Index) -> Vec<(&str, Vec<u8>)> {
        index.files().iter().enumerate().map(|(nth, file)| (file.as_str(), index.render(nth))).collect()
    }

    #[test]
    fn where_blocks_begin_cannot_be_seen() {
        let texts = documents(200);
        // The version is a fingerprint of the blocks.
        let index = |size| Index { version: 0, ..build_in_blocks(&texts, size, document) };
        let (small, large) = (index(12), index(200));
        assert_eq!((small.blocks.len(), large.blocks.len()), (17, 1));
        for (one, other) in files(&small).into_iter().zip(files(&large)) {
            assert_eq!(one.0, other.0);
            assert!(one.1 == other.1, "{}", one.0);
        }
        assert_eq!(small.files(), large.files());
    }

    #[test]
    fn the_version_changes_with_any_word() {
        let texts = documents(20);
        let mut others = texts.clone();
        others[7].push_str(" afterwards");
        let version = |texts: &[String]| build(texts, document).version;
        assert_eq!(version(&texts), version(&texts.clone()));
        assert_ne!(version(&texts), version(&others));
    }

    #[test]
    fn no_file_of_a_first_search_is_large() {
        let texts = documents(600);
        let index = build(&texts, document);
        let files = files(&index);
        assert!(files.iter().filter(|(name, _)| name.contains("/i-")).count() > 3);
        for (name, bytes) in files.iter().filter(|(name, _)| !name.contains("/p-")) {
            assert!(bytes.len() < 30_000, "{name} {}", bytes.len());
        }
    }

    #[test]
    fn no_documents_make_an_index_that_finds_nothing() {
        let index = build(&[], document);
        let files = files(&index);
        let meta = files.iter().find(|(name, _)| *name == "search/meta.js").unwrap();
        assert!(String::from_utf8_lossy(&meta.1).contains("\"documents\":0"));
        assert!(!files.iter().any(|(name, _)| name.contains("/d-")));
    }
}
