//! What a text may say of when: a moment, a range, so long after the beginning, or that nobody knows.
//!
//! Only what is written; which day, year or zone is meant where none is said is found out elsewhere.

use super::day::Day;
use super::zone::Zone;
use jiff::civil::Time;

/// What a text says of when.
#[derive(Debug, Clone, PartialEq)]
pub enum Said<'a> {
    /// That nobody knows: `??:??`, `--:--`, `HH:mm`.
    Unknown,
    /// A moment or a range.
    Known {
        /// `~`, `ca.`: of both ends.
        approximate: bool,
        /// The moment, or the start of the range.
        from: Stamp<'a>,
        /// The end of the range.
        until: Option<Stamp<'a>>,
    },
    /// How long after the beginning.
    Relative {
        /// Negative for what was before.
        seconds: i64,
        /// `~T+3m`
        approximate: bool,
        /// The time itself, if it is said in brackets behind it.
        at: Option<Stamp<'a>>,
    },
}

/// One moment as written. A day, a time, or both are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp<'a> {
    /// The day, if it is said here.
    pub day: Option<Day>,
    /// The time, if it is said here.
    pub time: Option<Time>,
    /// The zone, if it is said here.
    pub zone: Option<Zone<'a>>,
}

/// A time at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<'a> {
    /// What it says.
    pub said: Said<'a>,
    /// The words, without what is wrapped around them.
    pub raw: &'a str,
    /// How many bytes of the text were taken, with what is wrapped around the words.
    pub len: usize,
    /// What stood before the time and says nothing of it: a coloured dot, a flag.
    pub symbols: &'a str,
    /// The mark that was opened before the time and goes on behind it: `**` in `**14:02 text**`.
    pub open: &'a str,
}

impl<'a> Said<'a> {
    /// The moment, or the start of the range, if it is written out.
    pub fn stamp(&self) -> Option<&Stamp<'a>> {
        match self {
            Self::Known { from, .. } | Self::Relative { at: Some(from), .. } => Some(from),
            Self::Unknown | Self::Relative { at: None, .. } => None,
        }
    }
}

impl Read<'_> {
    /// Whether a time of day is said.
    pub fn has_time(&self) -> bool {
        self.said.stamp().map_or(matches!(self.said, Said::Relative { .. }), |stamp| stamp.time.is_some())
    }

    /// The day, if it is said.
    pub fn day(&self) -> Option<Day> {
        self.said.stamp()?.day
    }

    /// The day, if nothing else is said.
    pub fn day_alone(&self) -> Option<Day> {
        match &self.said {
            Said::Known { from: Stamp { day, time: None, .. }, until: None, .. } => *day,
            _ => None,
        }
    }
}

/// Where a text stands, and so what its beginning may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Anywhere: it has to begin with the time itself.
    Text,
    /// At the beginning of a line of a timeline where others begin with times: `1402` and `14.02` are times, too.
    Line,
    /// In an item, a cell or a heading of a timeline: `At 14:02`, `Update 14:02` and `1625:` are times, too.
    Row,
    /// Among rows that begin with times: so are `1402` and `14.02`.
    Rows,
}

impl Setting {
    /// Whether a word may stand before the time.
    pub(super) fn is_row(self) -> bool {
        matches!(self, Self::Row | Self::Rows)
    }

    /// Whether a number may be a time, because others around it are.
    pub(super) fn is_among_times(self) -> bool {
        matches!(self, Self::Line | Self::Rows)
    }
}
