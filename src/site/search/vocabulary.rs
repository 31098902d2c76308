//! The sorted vocabulary, joined from the blocks and cut into files.
//!
//! Joining moves no postings: what a block wrote for a term is copied when the file is asked for.

use super::block::Block;
use super::numbers;
use super::script::Script;
use super::texts::{Slot, Texts, merge, shared};
use std::ops::Range;

/// About how many bytes a shard of postings has. A term that needs more has a shard of its own.
const SHARD: usize = 24 * 1024;
/// About how many bytes a list of words has. Typing asks for one list at a time.
const LIST: usize = 4 * 1024;

/// Texts in order, where each stands in the blocks, and where the files are cut.
pub struct Sorted {
    slots: Vec<Slot>,
    /// The slots of each text: `slots[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    /// The texts of each file.
    files: Vec<Range<usize>>,
}

impl Sorted {
    /// `size` is about how many bytes a slot takes in a file of at most `limit`.
    fn new<'a>(blocks: &'a [Block], texts: impl Fn(&'a Block) -> &'a Texts, limit: usize, size: impl Fn(Slot) -> usize) -> Self {
        let lists: Vec<&Texts> = blocks.iter().map(texts).collect();
        let (mut slots, mut starts, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
        let mut before = None;
        merge(&lists, |text, slot| {
            if before.replace(text) != Some(text) {
                starts.push(slots.len() as u32);
                sizes.push(text.len());
            }
            if let Some(bytes) = sizes.last_mut() {
                *bytes += size(slot);
            }
            slots.push(slot);
        });
        starts.push(slots.len() as u32);
        Self { slots, starts, files: cut(&sizes, limit) }
    }

    /// The terms of all blocks, cut by the size of their postings.
    pub fn terms(blocks: &[Block]) -> Self {
        let size = |slot: Slot| blocks[slot.list as usize].inverted.entry(slot.nth as usize).1.len() + 1;
        Self::new(blocks, |block| &block.terms, SHARD, size)
    }

    /// The words of all blocks.
    pub fn words(blocks: &[Block]) -> Self {
        // Neighbours share about half of their letters, which a list does not repeat.
        Self::new(blocks, |block| &block.words, 2 * LIST, |_| 0)
    }

    /// How many files there are.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// The slots of the `nth` text.
    fn slots(&self, nth: usize) -> &[Slot] {
        &self.slots[self.starts[nth] as usize..self.starts[nth + 1] as usize]
    }

    fn text<'a>(&self, nth: usize, texts: impl Fn(usize) -> &'a Texts) -> &'a str {
        let slot = self.slots[self.starts[nth] as usize];
        texts(slot.list as usize).get(slot.nth as usize)
    }

    /// Where each file begins: the shortest text that is beyond everything in the file before it. The first begins with nothing.
    pub fn boundaries<'a>(&self, texts: impl Fn(usize) -> &'a Texts) -> String {
        let mut all = String::new();
        for file in self.files.iter().skip(1) {
            let (last, first) = (self.text(file.start - 1, &texts), self.text(file.start, &texts));
            let length = shared(last, first);
            let next = first[length..].chars().next().map_or(0, char::len_utf8);
            all.push(' ');
            all.push_str(&first[..length + next]);
        }
        all
    }

    /// The texts of a file, separated by spaces: how many characters each shares with the one before it, then the others.
    fn front_coded<'a>(&self, nth: usize, texts: impl Fn(usize) -> &'a Texts) -> String {
        let (mut all, mut before) = (Vec::new(), "");
        for nth in self.files[nth].clone() {
            let text = self.text(nth, &texts);
            let length = shared(before, text);
            if !all.is_empty() {
                all.push(b' ');
            }
            numbers::push(&mut all, text[..length].chars().count() as u32);
            all.extend_from_slice(&text.as_bytes()[length..]);
            before = text;
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// A shard: its terms, and the postings of each.
    pub fn render_postings(&self, name: &str, nth: usize, blocks: &[Block]) -> Vec<u8> {
        let mut script = Script::new(name);
        script.raw(b"[").value(&self.front_coded(nth, |list| &blocks[list].terms)).raw(b",\n\"");
        for term in self.files[nth].clone() {
            if term > self.files[nth].start {
                script.raw(b" ");
            }
            let mut last = None;
            for slot in self.slots(term) {
                let (entry, postings, _) = blocks[slot.list as usize].inverted.entry(slot.nth as usize);
                let mut distance = Vec::new();
                numbers::push(&mut distance, last.map_or(entry.first + 1, |last| entry.first - last));
                script.raw(&distance).raw(postings);
                last = Some(entry.last);
            }
        }
        script.raw(b"\"]");
        script.finish()
    }

    /// The positions that go with a shard, in the order of its terms and their postings.
    pub fn render_positions(&self, name: &str, nth: usize, blocks: &[Block]) -> Vec<u8> {
        let mut script = Script::new(name);
        script.raw(b"\"");
        for term in self.files[nth].clone() {
            if term > self.files[nth].start {
                script.raw(b" ");
            }
            for slot in self.slots(term) {
                script.raw(blocks[slot.list as usize].inverted.entry(slot.nth as usize).2);
            }
        }
        script.raw(b"\"");
        script.finish()
    }

    /// A list of words, and how many documents hold each.
    pub fn render_words(&self, name: &str, nth: usize, blocks: &[Block]) -> Vec<u8> {
        let mut counts = Vec::new();
        for word in self.files[nth].clone() {
            let count = self.slots(word).iter().map(|slot| blocks[slot.list as usize].word_documents[slot.nth as usize]).sum();
            numbers::push(&mut counts, count);
        }
        let mut script = Script::new(name);
        script.raw(b"[").value(&self.front_coded(nth, |list| &blocks[list].words)).raw(b",\n\"").raw(&counts).raw(b"\"]");
        script.finish()
    }
}

/// Cuts a row of things into pieces of at most `limit`, or of one thing that is larger. There is always one piece.
fn cut(sizes: &[usize], limit: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (nth, size) in sizes.iter().enumerate() {
        if sum + size > limit && start < nth {
            pieces.push(start..nth);
            (start, sum) = (nth, 0);
        }
        sum += size;
    }
    pieces.push(start..sizes.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn pieces_are_full_and_what_is_too_large_stands_alone() {
        let pieces = |sizes: &[usize]| cut(sizes, 10).into_iter().map(|piece| (piece.start, piece.end)).collect::<Vec<_>>();
        assert_eq!(pieces(&[3, 3, 4, 1, 20, 2, 2]), [(0, 3), (3, 4), (4, 5), (5, 7)]);
        assert_eq!(pieces(&[20]), [(0, 1)]);
        assert_eq!(pieces(&[]), [(0, 0)]);
    }
}
