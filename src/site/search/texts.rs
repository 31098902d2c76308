//! Many short texts in one allocation, and many such lists in one sorted order.

use rayon::prelude::*;

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

/// Where a text stands: which list, and which text of it.
#[derive(Clone, Copy)]
pub struct Slot {
    /// The list.
    pub list: u32,
    /// The text in that list.
    pub nth: u32,
    /// The first bytes of the text, so that most comparisons stay out of the lists.
    head: u64,
}

/// All texts of several lists in byte order; the same text of different lists in the order of the lists.
pub fn merge(lists: &[&Texts]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = lists
        .par_iter()
        .enumerate()
        .flat_map_iter(|(list, texts)| {
            (0..texts.len()).map(move |nth| Slot { list: list as u32, nth: nth as u32, head: head(texts.get(nth)) })
        })
        .collect();
    let text = |slot: &Slot| lists[slot.list as usize].get(slot.nth as usize);
    slots.par_sort_unstable_by(|a, b| (a.head.cmp(&b.head)).then_with(|| text(a).cmp(text(b))).then_with(|| a.list.cmp(&b.list)));
    slots
}

fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// How many bytes two texts have in common at their start, in whole characters.
pub fn shared(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, a), b)| a != b).map_or(a.len().min(b.len()), |((at, _), _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_merge_into_byte_order() {
        let mut lists = [Texts::default(), Texts::default()];
        ["zebra", "restored", "é"].iter().for_each(|text| lists[0].push(text));
        ["restores", "restored", "a", ""].iter().for_each(|text| lists[1].push(text));
        let order = merge(&[&lists[0], &lists[1]]);
        let texts: Vec<_> = order.iter().map(|slot| (lists[slot.list as usize].get(slot.nth as usize), slot.list)).collect();
        assert_eq!(texts, [("", 1), ("a", 1), ("restored", 0), ("restored", 1), ("restores", 1), ("zebra", 0), ("é", 0)]);
    }

    #[test]
    fn what_two_texts_share_ends_at_a_character() {
        assert_eq!(shared("deploy", "depot"), 3);
        assert_eq!(shared("é", "è"), 0);
        assert_eq!(shared("rest", "restore"), 4);
        assert_eq!(shared("restore", "rest"), 4);
    }
}
