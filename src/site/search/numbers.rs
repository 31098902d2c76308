//! Whole numbers and sets of documents as text that can stand in a script's string without an escape.
//!
//! A number is written in 88 printable characters: the first 64 of them end a number, the other 24 say that more follows, so that
//! a number below 64 takes one character and one below 1,600 two. Each character counts its index, times 24 for every character
//! before it. Space is not among the characters: it separates lists.

/// How many characters end a number.
const LAST: u32 = 64;
/// How many characters say that more follows.
const MORE: u32 = 24;
/// Printable ASCII without space, without what a string literal escapes (`"`, `\`) and without what HTML does (`&`, `<`, `>`).
const ALPHABET: [u8; (LAST + MORE) as usize] = alphabet();

const fn alphabet() -> [u8; (LAST + MORE) as usize] {
    let mut all = [0; (LAST + MORE) as usize];
    let (mut n, mut byte) = (0, b'!');
    while n < all.len() {
        if !matches!(byte, b'"' | b'\\' | b'&' | b'<' | b'>') {
            all[n] = byte;
            n += 1;
        }
        byte += 1;
    }
    all
}

/// Appends a number.
pub fn push(out: &mut Vec<u8>, mut number: u32) {
    while number >= LAST {
        number -= LAST;
        out.push(ALPHABET[(LAST + number % MORE) as usize]);
        number /= MORE;
    }
    out.push(ALPHABET[number as usize]);
}

/// Appends a set of documents, given in rising order: the distance from one to the next (from -1 to the first); and where three
/// or more follow each other without a gap, a 0 and how many they are.
pub fn push_set(out: &mut Vec<u8>, documents: &[u32]) {
    let mut next = 0; // the document after the last one written
    for run in documents.chunk_by(|a, b| a + 1 == *b) {
        push(out, run[0] + 1 - next);
        match run.len() - 1 {
            following @ 0..=1 => (0..following).for_each(|_| push(out, 1)),
            following => {
                push(out, 0);
                push(out, following as u32);
            }
        }
        next = run[0] + run.len() as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(text: &[u8]) -> Vec<u64> {
        let (mut all, mut number, mut unit) = (Vec::new(), 0u64, 1);
        for byte in text {
            let index = ALPHABET.iter().position(|known| known == byte).unwrap() as u64;
            number += unit * index;
            unit *= u64::from(MORE);
            if index < u64::from(LAST) {
                all.push(number);
                (number, unit) = (0, 1);
            }
        }
        all
    }

    proptest! {
        #[test]
        fn numbers_come_back(all in prop::collection::vec(any::<u32>(), 0..20)) {
            let mut text = Vec::new();
            all.iter().for_each(|&number| push(&mut text, number));
            prop_assert_eq!(numbers(&text), all.into_iter().map(u64::from).collect::<Vec<_>>());
        }

        #[test]
        fn sets_come_back(all in prop::collection::btree_set(0u32..60, 0..60)) {
            let mut text = Vec::new();
            push_set(&mut text, &all.iter().copied().collect::<Vec<_>>());
            let (mut back, mut last) = (Vec::new(), -1i64);
            let mut numbers = numbers(&text).into_iter();
            while let Some(gap) = numbers.next() {
                let (step, times) = if gap == 0 { (1, numbers.next().unwrap()) } else { (gap as i64, 1) };
                for _ in 0..times {
                    last += step;
                    back.push(last as u32);
                }
            }
            prop_assert_eq!(back, all.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn small_numbers_are_short_and_nothing_needs_an_escape() {
        let length = |number| {
            let mut text = Vec::new();
            push(&mut text, number);
            text.len()
        };
        assert_eq!([length(0), length(63), length(64), length(1599), length(1600)], [1, 1, 2, 2, 3]);
        assert!(ALPHABET.iter().all(|byte| byte.is_ascii_graphic() && !b"\"\\&<>".contains(byte)));
    }
}
