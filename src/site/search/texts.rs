//! Many short texts in one allocation, each of them once, and in order.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::hash::{BuildHasher, RandomState};

/// Short texts, one after another in one string.
#[derive(Default)]
pub struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Appends a text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them without a border.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The `nth` text.
    pub fn get(&self, nth: usize) -> &str {
        let start = if nth == 0 { 0 } else { self.ends[nth - 1] as usize };
        &self.text[start..self.ends[nth] as usize]
    }
}

/// Texts that are known by a number, given in the order in which they were met.
///
/// The hasher is the standard one with its random keys: notes come from anywhere, and nothing depends on the order of the table.
#[derive(Default)]
pub struct Known {
    texts: Texts,
    numbers: HashTable<Numbered>,
    hasher: RandomState,
}

/// A known text: its number, and where it stands, so that comparing looks nothing up.
struct Numbered {
    number: u32,
    start: u32,
    end: u32,
}

impl Known {
    /// The number of a text, which is the next one if it was not met before.
    pub fn number(&mut self, text: &str) -> u32 {
        let Self { texts, numbers, hasher } = self;
        let known = |of: &Numbered| &texts.text.as_bytes()[of.start as usize..of.end as usize];
        let hash = hasher.hash_one(text.as_bytes());
        let entry = match numbers.entry(hash, |of| known(of) == text.as_bytes(), |of| hasher.hash_one(known(of))) {
            Entry::Occupied(entry) => return entry.get().number,
            Entry::Vacant(entry) => entry,
        };
        let (number, start) = (texts.len() as u32, texts.text.len() as u32);
        entry.insert(Numbered { number, start, end: start + text.len() as u32 });
        texts.push(text);
        number
    }

    /// The texts in byte order, and the number that each of them had.
    pub fn into_sorted(self) -> (Texts, Vec<u32>) {
        let mut order: Vec<(u128, u32)> =
            (0..self.texts.len() as u32).map(|nth| (head(self.texts.get(nth as usize)), nth)).collect();
        order.sort_unstable_by(|(a_head, a), (b_head, b)| {
            a_head.cmp(b_head).then_with(|| self.texts.get(*a as usize).cmp(self.texts.get(*b as usize)))
        });
        let mut sorted = Texts { text: String::with_capacity(self.texts.text.len()), ends: Vec::with_capacity(order.len()) };
        order.iter().for_each(|(_, nth)| sorted.push(self.texts.get(*nth as usize)));
        (sorted, order.into_iter().map(|(_, nth)| nth).collect())
    }
}

/// The first bytes of a text, so that most comparisons need not look it up.
fn head(text: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// Where a text stands: the `nth` of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The list.
    pub list: u32,
    /// The text in that list.
    pub nth: u32,
}

/// Calls `found` with every text of several sorted lists in byte order; with the same text of different lists one after another, in
/// the order of the lists.
pub fn merge<'a>(lists: &[&'a Texts], mut found: impl FnMut(&'a str, Slot)) {
    let first = |(list, texts): (usize, &&'a Texts)| {
        (texts.len() > 0).then(|| Reverse((texts.get(0), Slot { list: list as u32, nth: 0 })))
    };
    let mut heads: BinaryHeap<_> = lists.iter().enumerate().filter_map(first).collect();
    while let Some(mut head) = heads.peek_mut() {
        let Reverse((text, slot)) = &mut *head;
        found(text, *slot);
        let texts = lists[slot.list as usize];
        slot.nth += 1;
        if (slot.nth as usize) < texts.len() {
            *text = texts.get(slot.nth as usize);
        } else {
            PeekMut::pop(head);
        }
    }
}

/// How many bytes two texts have in common at their start, in whole characters.
pub fn shared(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, a), b)| a != b).map_or(a.len().min(b.len()), |((at, _), _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(texts: &[&str]) -> Known {
        let mut known = Known::default();
        texts.iter().for_each(|text| {
            known.number(text);
        });
        known
    }

    #[test]
    fn a_text_has_one_number() {
        let mut known = known(&["b", "a", "b", ""]);
        assert_eq!(["b", "a", "", "c", "a"].map(|text| known.number(text)), [0, 1, 2, 3, 1]);
    }

    #[test]
    fn sorting_tells_where_the_texts_were() {
        let (texts, order) = known(&["restores", "restored", "é", "rest", ""]).into_sorted();
        assert_eq!((0..5).map(|nth| texts.get(nth)).collect::<Vec<_>>(), ["", "rest", "restored", "restores", "é"]);
        assert_eq!(order, [4, 3, 1, 0, 2]);
    }

    #[test]
    fn lists_merge_into_byte_order() {
        let lists =
            [&["zebra", "restored", "é"][..], &[], &["restores", "restored", "a", ""]].map(|texts| known(texts).into_sorted().0);
        let mut all = Vec::new();
        merge(&lists.each_ref(), |text, slot| all.push((text, slot.list)));
        assert_eq!(all, [("", 2), ("a", 2), ("restored", 0), ("restored", 2), ("restores", 2), ("zebra", 0), ("é", 0)]);
    }

    #[test]
    fn what_two_texts_share_ends_at_a_character() {
        assert_eq!(shared("deploy", "depot"), 3);
        assert_eq!(shared("é", "è"), 0);
        assert_eq!(shared("rest", "restore"), 4);
        assert_eq!(shared("restore", "rest"), 4);
    }
}
