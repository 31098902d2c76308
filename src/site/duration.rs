//! How long something took, in the words of a page.
//!
//! One function, so that every page, drawing and command says a duration in the same way. Two units at most: nobody compares
//! incidents by the second once they took hours.

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `43 s`, `12 min`, `1 h 05 min`, from two days on `2 d 3 h`; `~` before it where an end is approximate. What is left below the last unit is
/// rounded off. A negative duration counts as none: milestones that run backwards have been reported where they were read.
pub fn human(seconds: i64, approximate: bool) -> String {
    let seconds = seconds.max(0);
    let text = if seconds < 90 && seconds != MINUTE {
        format!("{seconds} s")
    } else if round(seconds, MINUTE) < HOUR {
        format!("{} min", round(seconds, MINUTE) / MINUTE)
    } else if round(seconds, MINUTE) < 2 * DAY {
        let minutes = round(seconds, MINUTE) / MINUTE;
        match (minutes / 60, minutes % 60) {
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes:02} min"),
        }
    } else {
        let hours = round(seconds, HOUR) / HOUR;
        match (hours / 24, hours % 24) {
            (days, hours) if days >= 14 => format!("{} d", days + i64::from(hours >= 12)),
            (days, 0) => format!("{days} d"),
            (days, hours) => format!("{days} d {hours} h"),
        }
    };
    if approximate { format!("~{text}") } else { text }
}

fn round(seconds: i64, unit: i64) -> i64 {
    seconds.saturating_add(unit / 2) / unit * unit
}

/// The time between two days, in the unit in which people would tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    count: String,
    unit: &'static str,
}

impl Interval {
    /// So many days: told in days up to two months, in months up to two years, then in years to one decimal.
    pub fn of(days: i64) -> Self {
        let (count, unit) = match days {
            ..61 => (days.to_string(), "day"),
            61..720 => ((days as f64 / 30.44).round().to_string(), "month"),
            _ => (format!("{:.1}", days as f64 / 365.25).trim_end_matches(".0").to_owned(), "year"),
        };
        Self { count, unit }
    }

    /// `4 mo`: where there is little room.
    pub fn short(&self) -> String {
        let unit = match self.unit {
            "day" => "d",
            "month" => "mo",
            _ => "y",
        };
        format!("{} {unit}", self.count)
    }
}

impl std::fmt::Display for Interval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}{}", self.count, self.unit, if self.count == "1" { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_at_most_and_rounded_without_a_jump() {
        for (seconds, text) in [
            (0, "0 s"),
            (43, "43 s"),
            (60, "1 min"),
            (89, "89 s"),
            (90, "2 min"),
            (12 * MINUTE, "12 min"),
            (HOUR - 31, "59 min"),
            (HOUR - 30, "1 h"),
            (HOUR + 5 * MINUTE, "1 h 05 min"),
            (DAY - 1, "24 h"),
            (DAY + 11 * MINUTE, "24 h 11 min"),
            (2 * DAY + 3 * HOUR, "2 d 3 h"),
            (73 * HOUR, "3 d 1 h"),
            (40 * DAY + 13 * HOUR, "41 d"),
            (-5, "0 s"),
        ] {
            assert_eq!(human(seconds, false), text);
        }
        assert_eq!(human(300, true), "~5 min");
    }

    #[test]
    fn intervals_are_told_in_days_then_months_then_years() {
        for (days, long, short) in [
            (0, "0 days", "0 d"),
            (1, "1 day", "1 d"),
            (60, "60 days", "60 d"),
            (182, "6 months", "6 mo"),
            (913, "2.5 years", "2.5 y"),
            (1461, "4 years", "4 y"),
        ] {
            assert_eq!((Interval::of(days).to_string(), Interval::of(days).short()), (long.to_owned(), short.to_owned()));
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(seconds: i64, approximate: bool) {
            human(seconds, approximate);
        }
    }
}
