//! The rules whose findings come out of reading, before any lint looks at a note.
//!
//! LB00x are [`Level::Fatal`]: what they find leaves no note to build from. Codes are never used again for something else.

use super::{Level, Rule};

macro_rules! rules {
    ($($(#[doc = $finds:literal])+ $const:ident = $code:literal $name:literal $level:ident {
        why: $why:literal, $(doubt: $doubt:literal,)? bad: $bad:literal, good: $good:literal $(,)?
    })+) => {
        $($(#[doc = $finds])+ pub static $const: Rule = Rule {
            code: $code,
            name: $name,
            level: Level::$level,
            finds: concat!($($finds),+).trim_ascii(),
            why: $why,
            doubt: concat!($($doubt)?),
            bad: $bad,
            good: $good,
        };)+
        /// Every rule of reading, in the order of the codes.
        pub static ALL: &[&Rule] = &[$(&$const),+];
    };
}

rules! {
    /// A key that the format does not know.
    UNKNOWN_KEY = "LB001" "unknown-key" Fatal {
        why: "A key that lookback does not know would be lost without a word.",
        bad: "",
        good: "",
    }
    /// A value of the wrong TOML type.
    WRONG_TYPE = "LB002" "wrong-type" Fatal {
        why: "A value of another type cannot be read, and a guess could be wrong.",
        bad: "",
        good: "",
    }
    /// A word that is not in the vocabulary.
    BAD_VALUE = "LB003" "bad-value" Fatal {
        why: "A value that lookback does not understand would be lost, or would put the note in the wrong place.",
        bad: "",
        good: "",
    }
    /// A key that every note needs.
    MISSING_KEY = "LB004" "missing-key" Fatal {
        why: "Without it the note has no place in the lists.",
        bad: "",
        good: "",
    }
    /// TOML that cannot be parsed.
    INVALID_TOML = "LB005" "invalid-toml" Fatal {
        why: "What cannot be parsed cannot be read.",
        bad: "",
        good: "",
    }
    /// No `+++` on the first line.
    NO_FRONT_MATTER = "LB006" "no-front-matter" Fatal {
        why: "The facts of a note (severity, milestones, actions) stand in its front matter.",
        bad: "",
        good: "",
    }
    /// A first `+++` without a second.
    UNCLOSED_FENCE = "LB007" "unclosed-front-matter" Fatal {
        why: "Without the closing fence nobody can tell where the facts end and the text begins.",
        bad: "",
        good: "",
    }
    /// Bytes that are not UTF-8.
    NOT_UTF8 = "LB008" "not-utf-8" Fatal {
        why: "Text in another encoding would come out garbled.",
        bad: "",
        good: "",
    }
    /// A name that is no id.
    BAD_ID = "LB009" "bad-id" Fatal {
        why: "The id is the address of the page, and addresses are kept for ever.",
        bad: "",
        good: "",
    }
    /// Two notes with one id, or an alias that is taken.
    DUPLICATE_ID = "LB010" "duplicate-id" Fatal {
        why: "Two notes cannot have one address.",
        bad: "",
        good: "",
    }
    /// A link of the file system that leaves the incidents folder.
    LEAVES_FOLDER = "LB011" "leaves-folder" Fatal {
        why: "Notes come through pull requests: a link could publish any file of the machine that builds.",
        bad: "",
        good: "",
    }
    /// Nothing says on what day it happened.
    NO_DATE = "LB020" "no-date" Deny {
        why: "Without a day the note cannot be put in order with the others.",
        bad: "",
        good: "",
    }
    /// `reviewed`, but no end.
    REVIEWED_WITHOUT_RESOLVED = "LB021" "reviewed-without-resolved" Deny {
        why: "A review looks back at something that is over; say when that was.",
        bad: "",
        good: "",
    }
    /// `recurrence_of` that leads nowhere, to the note itself, to a later one, or round in a circle.
    BAD_RECURRENCE = "LB022" "bad-recurrence" Deny {
        why: "A chain of recurrences tells what came back; a link that cannot be true breaks it.",
        bad: "",
        good: "",
    }
    /// Two names with one slug.
    NAMES_COLLIDE = "LB023" "names-collide" Deny {
        why: "Both names share one page, and readers see only one of them.",
        bad: "",
        good: "",
    }
    /// Two places give one milestone different times.
    MILESTONE_TWICE = "LB101" "milestone-twice" Deny {
        why: "Durations are computed from milestones; with two times for one of them, one duration is wrong.",
        bad: "",
        good: "",
    }
    /// Milestones in an impossible order.
    MILESTONE_ORDER = "LB102" "milestone-order" Deny {
        why: "A duration would be negative.",
        bad: "",
        good: "",
    }
    /// A time that cannot be placed.
    TIME_NOT_READ = "LB103" "time-not-read" Warn {
        why: "The row stays where it stands, but it cannot be drawn or counted.",
        bad: "",
        good: "",
    }
    /// Nobody said in which zone the times are.
    NO_ZONE = "LB104" "no-zone" Warn {
        why: "Times without a zone are taken as UTC; if that is wrong, every duration to a zoned time is wrong.",
        bad: "",
        good: "",
    }
    /// Time runs backwards from one row to the next.
    TIME_BACKWARDS = "LB105" "time-backwards" Warn {
        why: "Rows are kept as written; a time that runs backwards is often a wrong day or a slip.",
        bad: "",
        good: "",
    }
    /// A local time that happens twice or never.
    AMBIGUOUS_TIME = "LB106" "ambiguous-time" Warn {
        why: "When clocks change, one local time is two instants, or none.",
        bad: "",
        good: "",
    }
    /// Dates in numbers that could be read in two ways.
    AMBIGUOUS_DATE = "LB107" "ambiguous-date" Warn {
        why: "`03/02/2026` is a day in March or one in February, and nothing in this note shows which.",
        bad: "",
        good: "",
    }
    /// Letters that are the name of more than one zone, or of none.
    AMBIGUOUS_ZONE = "LB108" "ambiguous-zone" Warn {
        why: "With the wrong zone, every duration to a time elsewhere is wrong.",
        bad: "",
        good: "",
    }
    /// The zone of rows was found in a sentence.
    ZONE_ELSEWHERE = "LB110" "zone-elsewhere" Warn {
        why: "A sentence speaks for its own time; whether it speaks for the timeline, only its writer knows.",
        bad: "",
        good: "",
    }
    /// The title and a line `Date: …` name different days.
    DAYS_DISAGREE = "LB111" "days-disagree" Warn {
        why: "Rows that say no day are on the one that the note says for all of them; with the wrong one, all of them are wrong.",
        bad: "",
        good: "",
    }
    /// A file beside a note that is not published.
    REFUSED_FILE = "LB202" "refused-file" Warn {
        why: "Only images, PDF and text are published; anything else could run in a reader's browser.",
        bad: "",
        good: "",
    }
    /// Keys of the front matter, or its tables, that stand in another order than that of the format.
    FRONT_MATTER_ORDER = "LB601" "front-matter-order" Warn {
        why: "Where every note has one order, a reader finds a key without searching, and a comparison of two notes shows what differs.",
        bad: "+++\nseverity = \"sev4\"\ntitle = \"Checkout answers 502\"\nstarted = 2026-03-02T14:02:00Z\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n+++\n",
    }
}

/// The codes whose weight is the same everywhere.
pub const FIXED: &str = "LB0";

/// Why a word cannot be given a weight by a team or a note; `None` if it is a code, or how some codes begin.
pub fn fault(code: &str) -> Option<(&'static str, &'static str)> {
    let is_code = code
        .strip_prefix("LB")
        .is_some_and(|digits| (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_code {
        Some(("is no code of a rule", "a code is LB and one to three digits, as in LB301 or LB3"))
    } else if code.starts_with(FIXED) {
        Some(("has the same weight everywhere", "LB0 is about what cannot be read; name the rules that are meant, as in LB301"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn codes_are_told_from_other_words() {
        assert!(["LB1", "LB301"].iter().all(|code| fault(code).is_none()));
        assert!(["LB", "LB0", "LB023", "LB1234", "LB3x", "lb3", ""].iter().all(|word| fault(word).is_some()));
    }
}
