//! How long something took, as people write it: `0h 31m`, `about 2 hours`, `1 day, 3 hours and 20 minutes`, `1:20:00`.
//!
//! What says only a bound (`less than 10 minutes`, `2+ hours`) or two figures (`30–45 minutes`) is no duration.

use super::cursor::Cursor;
use super::read::approximation;

/// A duration at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// All of it.
    pub seconds: i64,
    /// `~`, `about`
    pub approximate: bool,
    /// Seconds in the finest unit that is said: those of a minute for `1h 20m`.
    pub finest: i64,
    /// How many bytes of the text it takes.
    pub len: usize,
}

/// Numbers that people write as words.
const WORDS: &[(&str, i64)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

/// The duration at the beginning of a text.
pub fn duration(text: &str) -> Option<Duration> {
    let start = Cursor { rest: text };
    let mut c = start;
    c.spaces();
    let approximate = approximation(&mut c);
    let (seconds, finest) = c.attempt(of_a_clock).or_else(|| units(&mut c)).or_else(|| c.attempt(in_words))?;
    c.ends_word().then(|| Duration { seconds, approximate, finest, len: start.until(&c).len() })
}

/// `00:03`: hours and minutes, perhaps seconds; and the seconds of the finest unit.
pub fn clock(c: &mut Cursor<'_>) -> Option<(i64, i64)> {
    let (hours, _) = c.number(1, 3)?;
    c.eat(":").then_some(())?;
    let (minutes, _) = c.number(2, 2)?;
    let seconds = c.attempt(|c| c.eat(":").then(|| c.number(2, 2))?);
    let total = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    Some(seconds.map_or((total, 60), |(seconds, _)| (total + i64::from(seconds), 1)))
}

/// `1:20:00`, `1:20 h`. Two numbers alone may be hours and minutes, minutes and seconds, or a time of day.
fn of_a_clock(c: &mut Cursor<'_>) -> Option<(i64, i64)> {
    let (seconds, finest) = clock(c)?;
    let named = c.attempt(|c| {
        c.spaces();
        c.one_word(&["h", "hr", "hrs", "hours"]).then_some(())
    });
    (finest == 1 || named.is_some()).then_some((seconds, finest))
}

/// `1h20m`, `3 min`, `90s`, `1 day, 3 hours and 20 minutes`: all seconds, and those of the finest unit.
pub fn units(c: &mut Cursor<'_>) -> Option<(i64, i64)> {
    let (mut total, mut finest) = c.attempt(unit)?;
    // Units become finer: what follows otherwise is another figure.
    while let Some((seconds, next)) = c.attempt(|c| next_unit(c, finest)) {
        total += seconds;
        finest = next;
    }
    Some((total, finest))
}

fn next_unit(c: &mut Cursor<'_>, than: i64) -> Option<(i64, i64)> {
    c.spaces();
    c.eat(",");
    c.spaces();
    if c.one_word(&["and"]) || c.eat("&") {
        c.spaces();
    }
    unit(c).filter(|(_, finest)| *finest < than)
}

fn unit(c: &mut Cursor<'_>) -> Option<(i64, i64)> {
    c.spaces();
    let (number, _) = c.number(1, 5)?;
    let tenths = c.attempt(|c| c.eat(".").then(|| c.number(1, 1))?).map(|(tenths, _)| tenths);
    c.spaces();
    let of = seconds_in(c.word())?;
    let whole = i64::from(number) * of;
    Some(tenths.map_or((whole, of), |tenths| (whole + i64::from(tenths) * of / 10, (of / 10).max(1))))
}

/// `an hour`, `two days`
fn in_words(c: &mut Cursor<'_>) -> Option<(i64, i64)> {
    let word = c.word();
    let (_, number) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    (c.spaces() > 0).then_some(())?;
    let of = seconds_in(c.word()).filter(|_| c.ends_word())?;
    Some((number * of, of))
}

fn seconds_in(unit: &str) -> Option<i64> {
    Some(match unit.to_ascii_lowercase().as_str() {
        "w" | "wk" | "wks" | "week" | "weeks" => 604_800,
        "d" | "day" | "days" => 86_400,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_the_ways_in_which_people_state_them() {
        for (text, seconds, finest) in [
            ("31 minutes", 31 * 60, 60),
            ("0h 31m", 31 * 60, 60),
            ("1h20m", 80 * 60, 60),
            ("673h 34m", 673 * 3600 + 34 * 60, 60),
            ("1d 5h 47m", 86_400 + 5 * 3600 + 47 * 60, 60),
            ("1 day, 3 hours and 20 minutes", 86_400 + 3 * 3600 + 20 * 60, 60),
            ("2 Weeks", 14 * 86_400, 604_800),
            ("1.5 hours", 5400, 360),
            ("2 min 5 s", 125, 1),
            ("01:20:30", 4830, 1),
            ("1:20 hrs", 4800, 60),
            ("an hour", 3600, 3600),
            ("Two days", 2 * 86_400, 86_400),
        ] {
            assert_eq!(duration(text), Some(Duration { seconds, approximate: false, finest, len: text.len() }), "{text}");
        }
        for text in ["~2 hours", "about 2 hours", "approx. 2h", "roughly two hours", "≈ 2 h"] {
            let read = duration(text).unwrap();
            assert_eq!((read.seconds, read.approximate, read.len), (7200, true, text.len()), "{text}");
        }
    }

    #[test]
    fn what_is_no_single_figure_is_not_read() {
        for text in [
            "less than 10 minutes",
            "2+ hours",
            "30-45 minutes",
            "30 – 45 minutes",
            "unknown",
            "N/A",
            "?",
            "0:31",
            "10",
            "5 percent",
            "3 monthly",
            "",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
        assert_eq!(duration("5m 10m").unwrap().len, 2, "two figures are not added up");
        assert_eq!(duration("2 h, and more").unwrap().len, 3);
    }
}
