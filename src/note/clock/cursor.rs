//! A place in a text from which the readers of times take what they know.

/// What is left of a text. Copying it is remembering the place.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    /// Everything from here on.
    pub rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Runs a reader, and stays where it was if that finds nothing.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    /// Takes this text if it stands here.
    pub fn eat(&mut self, text: &str) -> bool {
        self.rest.strip_prefix(text).map(|rest| self.rest = rest).is_some()
    }

    /// Takes the first of these that stands here.
    pub fn one_of(&mut self, texts: &[&'static str]) -> Option<&'static str> {
        texts.iter().copied().find(|text| self.eat(text))
    }

    /// Takes all characters of a kind.
    pub fn take_while(&mut self, kind: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !kind(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// What lies between this place and a later one of the same text.
    pub fn until(&self, later: &Self) -> &'a str {
        &self.rest[..self.rest.len() - later.rest.len()]
    }

    /// Takes spaces on this line, and says how many there were.
    pub fn spaces(&mut self) -> usize {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}')).len()
    }

    /// Takes letters of the Latin alphabet.
    pub fn word(&mut self) -> &'a str {
        self.take_while(|c| c.is_ascii_alphabetic())
    }

    /// Takes one of these words in any case, not only the beginning of a longer one.
    pub fn one_word(&mut self, words: &[&str]) -> bool {
        self.attempt(|c| {
            let word = c.word();
            words.iter().any(|known| known.eq_ignore_ascii_case(word)).then_some(())
        })
        .is_some()
    }

    /// Takes up to `max` digits, of which there have to be `min`, and says how many there were.
    pub fn number(&mut self, min: usize, max: usize) -> Option<(i32, usize)> {
        let digits = self.rest.bytes().take(max).take_while(u8::is_ascii_digit).count();
        if digits < min {
            return None;
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        Some((number.parse().ok()?, digits))
    }

    /// Whether a name ends here: nothing follows that would make it part of a longer word.
    pub fn ends_word(&self) -> bool {
        let mut next = self.rest.chars();
        match next.next() {
            None => true,
            Some('-') => !next.next().is_some_and(char::is_alphabetic),
            Some('_') => !next.next().is_some_and(char::is_alphanumeric),
            Some(c) => !c.is_alphanumeric() && c != '/',
        }
    }
}

/// A cursor at the beginning of every word that begins with a digit. Most of a text is none, and is passed over byte by byte.
pub fn numbers(text: &str) -> impl Iterator<Item = Cursor<'_>> {
    let bytes = text.as_bytes();
    let begins = move |at: &usize| {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '-');
        bytes[*at].is_ascii_digit() && !text[..*at].chars().next_back().is_some_and(inside)
    };
    (0..bytes.len()).filter(begins).map(|at| Cursor { rest: &text[at..] })
}

/// A cursor at the beginning of every word.
pub fn words(text: &str) -> impl Iterator<Item = Cursor<'_>> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_alphanumeric() && !before.is_alphanumeric() && !matches!(before, '_' | '/' | '-');
        before = c;
        begins.then(|| Cursor { rest: &text[at..] })
    })
}
