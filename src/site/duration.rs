//! How long something took, in the words of a page.
//!
//! One function, so that every page, drawing and command says a duration in the same way. Two units at most: nobody compares
//! incidents by the second once they took hours.

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `43 s`, `12 min`, `1 h 05 min`, `2 d 3 h`; `~` before it where an end is approximate. What is left below the last unit is
/// rounded off. A negative duration counts as none: milestones that run backwards have been reported where they were read.
pub fn human(seconds: i64, approximate: bool) -> String {
    let seconds = seconds.max(0);
    let text = if seconds < 90 && seconds != MINUTE {
        format!("{seconds} s")
    } else if round(seconds, MINUTE) < HOUR {
        format!("{} min", round(seconds, MINUTE) / MINUTE)
    } else if round(seconds, MINUTE) < DAY {
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
            (DAY - 1, "1 d"),
            (2 * DAY + 3 * HOUR, "2 d 3 h"),
            (73 * HOUR, "3 d 1 h"),
            (40 * DAY + 13 * HOUR, "41 d"),
            (-5, "0 s"),
        ] {
            assert_eq!(human(seconds, false), text);
        }
        assert_eq!(human(300, true), "~5 min");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(seconds: i64, approximate: bool) {
            human(seconds, approximate);
        }
    }
}
