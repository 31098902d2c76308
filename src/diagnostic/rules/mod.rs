//! The rules whose findings come out of reading, before any lint looks at a note, family by family.
//!
//! Codes are never used again for something else.

/// A family of rules as data; the doc comment of a rule is what it finds.
macro_rules! rules {
    ($($(#[doc = $finds:literal])+ $const:ident = $code:literal $name:literal $level:ident {
        why: $why:literal, $(doubt: $doubt:literal,)? bad: $bad:literal, good: $good:literal $(,)?
    })+) => {
        $($(#[doc = $finds])+ pub static $const: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
            code: $code,
            name: $name,
            level: $crate::diagnostic::Level::$level,
            finds: concat!($($finds),+).trim_ascii(),
            why: $why,
            doubt: concat!($($doubt)?),
            bad: $bad,
            good: $good,
        };)+
        /// Every rule here, in the order of the codes.
        pub(super) const ALL: &[&$crate::diagnostic::Rule] = &[$(&$const),+];
    };
}

mod form;
mod front_matter;
mod links;
mod times;

use super::Rule;
pub use form::FRONT_MATTER_ORDER;
pub use front_matter::{
    BAD_ID, BAD_RECURRENCE, BAD_SUPPRESSION, BAD_VALUE, DUPLICATE_ID, INVALID_TOML, LEAVES_FOLDER, MISSING_KEY, NAMES_COLLIDE,
    NO_DATE, NO_FRONT_MATTER, NOT_UTF8, REVIEWED_WITHOUT_RESOLVED, UNCLOSED_FENCE, UNKNOWN_KEY, UNUSED_SUPPRESSION, WRONG_TYPE,
};
pub use links::REFUSED_FILE;
pub use times::{
    AMBIGUOUS_DATE, AMBIGUOUS_TIME, AMBIGUOUS_ZONE, DAYS_DISAGREE, MILESTONE_ORDER, MILESTONE_TWICE, NO_ZONE, TIME_BACKWARDS,
    TIME_NOT_READ, ZONE_ELSEWHERE,
};

/// Every rule of reading, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [front_matter::ALL, times::ALL, links::ALL, form::ALL].into_iter().flatten().copied()
}

/// The codes whose weight is the same everywhere.
pub const FIXED: &str = "LB0";

/// How the code of a rule that can be given a weight is written, or how some begin: what has no [`fault`].
pub const CODE: &str = "^LB[1-9][0-9]{0,2}$";

/// Why a word cannot be given a weight by a team or a note; `None` if it is a code, or how some codes begin.
pub fn fault(code: &str) -> Option<(&'static str, &'static str)> {
    let is_code = code
        .strip_prefix("LB")
        .is_some_and(|digits| (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_code {
        Some(("is no code of a rule", "a code is LB and one to three digits, as in LB301 or LB3"))
    } else if is_fixed(code) {
        Some(("has the same weight everywhere", "nothing of LB0 can be switched off: it is about what cannot be read"))
    } else {
        None
    }
}

/// Whether a code is one of those that weigh the same everywhere.
pub fn is_fixed(code: &str) -> bool {
    code.starts_with(FIXED)
}

#[cfg(test)]
mod tests {
    use super::{CODE, fault};
    use regex::Regex;

    #[test]
    fn codes_are_told_from_other_words() {
        let pattern = Regex::new(CODE).unwrap();
        assert!(["LB1", "LB301"].iter().all(|code| fault(code).is_none() && pattern.is_match(code)));
        let others = ["LB", "LB0", "LB023", "LB1234", "LB3x", "lb3", ""];
        assert!(others.iter().all(|word| fault(word).is_some() && !pattern.is_match(word)));
    }
}
