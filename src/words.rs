//! Fixed vocabularies: enums whose values are written as words in notes and in `lookback.toml`; and the few rules of English
//! that whatever speaks to people needs.
//!
//! One macro gives each vocabulary the list of its words, so that the reader, the 'did you mean', the schema and the pages cannot
//! disagree about what may be written. This module only hands on what a word means.

/// A word, and what it means.
pub type Meaning<'a> = (&'a str, &'a str);

/// A value that is written as one of a fixed list of words.
pub trait Word: Sized {
    /// Every word.
    const WORDS: &'static [&'static str];

    /// The value of a word, if it is one.
    fn parse(word: &str) -> Option<Self>;
}

/// Declares an enum with its words: `as_str`, `parse`, `WORDS`, `MEANINGS`, and how it is serialised. The doc comment of a value is
/// what its word means.
macro_rules! words {
    ($(#[doc = $about:literal])+ pub enum $name:ident { $($(#[doc = $means:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $means])+ $variant,)+ }

        impl $name {
            /// Every word, in the order in which the values are declared.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            /// Every word with what it means, in the same order.
            pub const MEANINGS: &'static [$crate::words::Meaning<'static>] = &[$(($word, concat!($($means),+).trim_ascii())),+];
            /// Every value, in the same order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it is written in a note.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word as people read it: `in review`.
            pub fn spaced(self) -> String {
                self.as_str().replace('-', " ")
            }

            /// The value of a word, if it is one.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl crate::words::Word for $name {
            const WORDS: &'static [&'static str] = $name::WORDS;

            fn parse(word: &str) -> Option<Self> {
                Self::parse(word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $crate::words::choice(concat!($($about),+), $name::MEANINGS),
                    "type": "string",
                    "enum": $name::WORDS,
                })
            }
        }
    };
}
pub(crate) use words;

/// What is to be chosen, and below it every word with what it means, as Markdown.
pub fn choice(about: &str, words: &[Meaning<'_>]) -> String {
    let list: Vec<String> = words.iter().map(|(word, means)| format!("- `{word}`: {means}")).collect();
    format!("{}\n\n{}", about.trim(), list.join("\n"))
}

/// The nearest of `known` to what was written, if it is near enough to be what was meant.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(written, word), word))
        .filter(|(distance, word)| *distance <= 1 + (word.len().min(written.len()) / 4).min(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// `1 note`, `2 notes`.
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `once`, `twice`, `3 times`.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// The text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{capital, did_you_mean, listed, plural, times};

    super::words! {
        /// Two.
        pub enum Answer {
            /// It is so.
            Yes = "yes",
            /// It is not so,
            /// or not yet.
            No = "not-yet",
        }
    }

    #[test]
    fn the_comment_of_a_value_is_what_its_word_means() {
        assert_eq!(Answer::MEANINGS, [("yes", "It is so."), ("not-yet", "It is not so, or not yet.")]);
        assert_eq!(Answer::No.spaced(), "not yet");
        assert!(Answer::MEANINGS.iter().map(|(word, _)| *word).eq(Answer::ALL.iter().map(|answer| answer.as_str())));
        assert_eq!(super::choice(" So?", &Answer::MEANINGS[..1]), "So?\n\n- `yes`: It is so.");
    }

    #[test]
    fn english_is_spoken_alike_everywhere() {
        assert_eq!([0, 1, 2].map(|count| plural(count, "note")), ["0 notes", "1 note", "2 notes"]);
        assert_eq!([1, 2, 3].map(times), ["once", "twice", "3 times"]);
        assert_eq!([&["a"][..], &["a", "b"], &["a", "b", "c"], &[]].map(listed), ["a", "a and b", "a, b and c", ""]);
        assert_eq!(["another way", "ßa", ""].map(capital), ["Another way", "SSa", ""]);
    }

    #[test]
    fn suggestions_are_near_or_absent() {
        assert_eq!(did_you_mean("severty", ["severity", "status"]), Some("severity"));
        assert_eq!(did_you_mean("sve2", ["sev1", "sev2"]), Some("sev2"));
        assert_eq!(did_you_mean("banana", ["severity", "status"]), None);
    }
}
