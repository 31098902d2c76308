//! Text into words, exactly as `search-words.js` does it in the browser.
//!
//! A *word* is a run of letters and digits, which a single `-`, `_` or `.` may join: `us-east-1`, `node_cpu_total`, `10.0.0.1`.
//! It counts whole and, where it has several, in *parts*; `PartSize` has parts, too. An apostrophe joins and vanishes, so that
//! `team's` is `teams`. A Chinese or Japanese character is a word by itself. Everything is in lower case.
//!
//! The two sides must agree character by character: what is a letter or a digit is Unicode's `Alphabetic` and `N*` here and there,
//! and lower case is made character by character, without a look at the neighbours.

use rust_stemmers::{Algorithm, Stemmer};

/// A word or part that is longer than this is noise (an encoded blob) and is left out.
const LONGEST: usize = 64;

/// Reads words; keeps its buffers from text to text.
#[derive(Default)]
pub struct Reader {
    word: String,
    parts: Vec<(usize, usize)>,
}

impl Reader {
    /// Calls `found` with every word and every part of one, and with the number of the word in the text, from 0; a word and its
    /// parts have the same number. Gives how many words there were.
    pub fn read(&mut self, text: &str, mut found: impl FnMut(&str, u32)) -> u32 {
        let mut count = 0;
        let mut start = 0; // of the part that is being read
        let mut before = None; // the letter or digit before this character
        let mut joint = None; // a joint that waits for the letter or digit after it
        for c in text.chars().chain(['\0']) {
            let alone = stands_alone(c);
            if !alone && c.is_alphanumeric() {
                match joint.take() {
                    Some('\'' | '’') => {}
                    Some(mark) => {
                        self.parts.push((start, self.word.len()));
                        self.word.push(mark);
                        start = self.word.len();
                    }
                    None if c.is_ascii_uppercase() && before.is_some_and(|c: char| c.is_ascii_lowercase()) => {
                        self.parts.push((start, self.word.len()));
                        start = self.word.len();
                    }
                    None => {}
                }
                if c.is_ascii() {
                    self.word.push(c.to_ascii_lowercase())
                } else {
                    self.word.extend(c.to_lowercase())
                }
                before = Some(c);
                continue;
            }
            if before.is_some() && joint.is_none() && matches!(c, '-' | '_' | '.' | '\'' | '’') {
                joint = Some(c);
                continue;
            }
            if before.take().is_some() {
                self.end_word(start, |token| found(token, count));
                count += 1;
            }
            (start, joint) = (0, None);
            if alone {
                found(c.encode_utf8(&mut [0; 4]), count);
                count += 1;
            }
        }
        count
    }

    fn end_word(&mut self, start: usize, mut found: impl FnMut(&str)) {
        let mut tell = |token: &str| {
            if token.len() <= LONGEST || token.chars().count() <= LONGEST {
                found(token);
            }
        };
        tell(&self.word);
        if !self.parts.is_empty() {
            self.parts.push((start, self.word.len()));
            self.parts.drain(..).for_each(|(from, to)| tell(&self.word[from..to]));
        }
        self.word.clear();
    }
}

/// Characters of scripts that are written without spaces.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// What words become in the index: English words their stem, everything else itself.
pub struct Terms(Stemmer);

impl Default for Terms {
    /// The English stemmer (Porter 2).
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl Terms {
    /// The term of a word in lower case.
    pub fn of<'a>(&self, word: &'a str) -> std::borrow::Cow<'a, str> {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) { self.0.stem(word) } else { word.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, u32)> {
        let mut all = Vec::new();
        let count = Reader::default().read(text, |word, at| all.push((word.to_owned(), at)));
        assert!(all.iter().all(|(_, at)| *at < count));
        all
    }

    fn words(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn a_name_is_found_whole_and_in_parts() {
        assert_eq!(words("us-east-1"), ["us-east-1", "us", "east", "1"]);
        assert_eq!(words("(node_cpu_total)."), ["node_cpu_total", "node", "cpu", "total"]);
        assert_eq!(words("PAY-123 v1.2.3"), ["pay-123", "pay", "123", "v1.2.3", "v1", "2", "3"]);
        assert_eq!(words("ECONNRESET 502"), ["econnreset", "502"]);
        assert_eq!(words("TooManyRedirects"), ["toomanyredirects", "too", "many", "redirects"]);
    }

    #[test]
    fn a_word_and_its_parts_stand_in_one_place() {
        let at = |text| read(text).into_iter().map(|(_, at)| at).collect::<Vec<_>>();
        assert_eq!(at("in us-east-1 again"), [0, 1, 1, 1, 1, 2]);
        assert_eq!(at("数据 ok"), [0, 1, 2]);
    }

    #[test]
    fn marks_at_the_ends_and_two_in_a_row_do_not_join() {
        assert_eq!(words("-a- b--c d. ..e f_"), ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(words("the team's didn’t 'quoted'"), ["the", "teams", "didnt", "quoted"]);
    }

    #[test]
    fn letters_of_every_script_are_letters() {
        assert_eq!(words("Ärger ΟΔΟΣ naïve"), ["ärger", "οδοσ", "naïve"]);
        assert_eq!(words("DB障害db"), ["db", "障", "害", "db"]);
    }

    #[test]
    fn blobs_are_left_out_and_still_counted() {
        let blob = "x".repeat(65);
        assert_eq!(read(&format!("{blob} end")), [("end".to_owned(), 1)]);
        assert_eq!(words(&format!("{blob}-tail")), ["tail"]);
    }

    #[test]
    fn only_english_looking_words_are_stemmed() {
        let terms = Terms::default();
        assert_eq!(terms.of("deployments"), "deploy");
        assert_eq!(terms.of("us-east-1s"), "us-east-1s");
        assert_eq!(terms.of("ärgers"), "ärgers");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_every_letter_is_in_some_word(text in "(\\PC|[ A-Za-z0-9._'’-]){0,60}") {
            let all = words(&text).concat();
            for c in text.chars().filter(|c| c.is_alphanumeric()) {
                for lower in c.to_lowercase() {
                    prop_assert!(all.contains(lower));
                }
            }
        }
    }
}
