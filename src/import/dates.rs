//! A date in a title, in the name of a file or folder, or in a sentence.
//!
//! The times of a note are read by `note`; here only a day is looked for, in places that a note does not have. What could be a
//! day or a month (`03/02/2026`) is not read.

use jiff::civil::Date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `2026-03-02`, `2026_3_2`, `20260302`; `2 March 2026`, `2nd of Mar, 2026`; `March 2nd, 2026`. A word or a path around one makes
/// it something else.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const MONTH: &str = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    let year_first = r"((?:19|20)\d\d)[-_./](\d{1,2})[-_./](\d{1,2})";
    let compact = r"((?:19|20)\d\d)(\d\d)(\d\d)";
    let day_first = format!(r"(\d{{1,2}})(?:st|nd|rd|th)?[\s_-]+(?:of\s+)?{MONTH}\.?,?[\s_-]+((?:19|20)\d\d)");
    let month_first = format!(r"{MONTH}\.?[\s_-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s_-]+((?:19|20)\d\d)");
    Regex::new(&format!(r"(?i)(?:^|[^a-z0-9/])(?:{year_first}|{compact}|{day_first}|{month_first})(?:[^0-9/]|$)")).ok()
});

/// The first date in a text, and where it stands.
pub fn find(text: &str) -> Option<(Date, Range<usize>)> {
    let pattern = DATE.as_ref()?;
    let mut at = 0;
    while let Some(found) = pattern.captures_at(text, at) {
        let parts: Vec<_> = found.iter().skip(1).flatten().collect();
        let (first, last) = (parts.first()?, parts.last()?);
        if let Some(date) = date(&found) {
            // The name of a month may go on behind its first letters.
            return Some((date, first.start()..last.end()));
        }
        at = first.end();
    }
    None
}

/// A day whose year, month and day stand in the names of folders and file: `2026/03/02-checkout`, `2026-03/03-02-checkout`.
static PATH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|/)((?:19|20)\d\d)[-_/](\d\d)/(?:(\d\d)[-_])?(\d\d)(?:[^0-9]|$)").ok());

/// The date that a path without its extension says in parts.
pub fn of_path(path: &str) -> Option<Date> {
    let found = PATH.as_ref()?.captures(path)?;
    let number = |nth: usize| found.get(nth).and_then(|part| part.as_str().parse::<i16>().ok());
    let (year, month, day) = (number(1)?, i8::try_from(number(2)?).ok()?, i8::try_from(number(4)?).ok()?);
    let said_once = number(3).is_none_or(|again| again == i16::from(month));
    Date::new(year, month, day).ok().filter(|_| said_once)
}

/// `03/02/2026`, `3-2-26`, `3/2`: either number could be the month.
static EITHER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^0-9/-])(\d{1,2})[/-](\d{1,2})(?:[/-](?:\d\d){1,2})?(?:[^0-9/-]|$)").ok());

/// The place and the first number of the first date in a text that alone does not show which number is the month.
pub fn either(text: &str) -> Option<(Range<usize>, i8)> {
    let number = |part: regex::Match<'_>| part.as_str().parse::<i8>().ok().filter(|number| (1..=12).contains(number));
    EITHER.as_ref()?.captures_iter(text).find_map(|found| {
        let (first, second) = found.get(1).zip(found.get(2))?;
        let place = first.start()..second.end();
        number(first).zip(number(second)).filter(|(first, second)| first != second).map(|(first, _)| (place, first))
    })
}

fn date(found: &Captures<'_>) -> Option<Date> {
    let number = |nth: usize| found.get(nth).and_then(|part| part.as_str().parse::<i16>().ok());
    let month = |nth: usize| {
        let name = found.get(nth)?.as_str().to_ascii_lowercase();
        i16::try_from(MONTHS.iter().position(|month| *month == name)? + 1).ok()
    };
    let (year, month, day) = [
        (number(1), number(2), number(3)),
        (number(4), number(5), number(6)),
        (number(9), month(8), number(7)),
        (number(12), month(10), number(11)),
    ]
    .into_iter()
    .find_map(|(year, month, day)| Some((year?, month?, day?)))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A text without its date, and without what only led to it: `Incident on 2026-03-02 - Checkout` is `Incident Checkout`.
pub fn without(text: &str) -> String {
    let Some((_, at)) = find(text) else { return text.trim().to_owned() };
    let edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-' | '–' | '—' | '_' | '(' | ')' | '[' | ']' | '|' | '.');
    let mut before = text[..at.start].trim_end_matches(edge);
    for word in ["incident date", "date", "on", "of", "from", "the"] {
        let shorter = before.strip_suffix(word).filter(|rest| rest.ends_with(char::is_whitespace) || rest.is_empty());
        before = shorter.map_or(before, |rest| rest.trim_end_matches(edge));
    }
    let after = text[at.end..].trim_start_matches(edge);
    format!("{} {after}", before.trim_start()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_found_wherever_it_stands_and_however_it_is_written() {
        for text in [
            "2026-03-02",
            "2026-3-2, hub full",
            "2026_03_02_outage",
            "outage-20260302",
            "Hub down - March 2, 2026",
            "2nd of March 2026",
            "(Mar 2nd 2026)",
            "2-March-2026",
            "99 problems on 2026/03/02",
            "1999-99-99 and 2026-03-02",
        ] {
            assert_eq!(find(text).map(|(date, _)| date), Some(date(2026, 3, 2)), "{text}");
        }
        for text in ["03/02/2026", "/2026/03/02/", "v2026-03-021", "x20260302", "March 2026", "2026-03", "20260399", ""] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_alone_do_not_show_which_is_the_month() {
        for text in ["03/02/2026", "3-2-26", "~03/02/2026 14:02", "3/2 14:02", "on 2026-03-25, no, 03/02"] {
            assert_eq!(either(text).map(|(_, first)| first), Some(3), "{text}");
        }
        assert!(["03/03/2026", "13/02/2026", "2026-03-02", "14:02", "1/2/3"].iter().all(|text| either(text).is_none()));
    }

    #[test]
    fn a_path_says_a_date_in_parts() {
        for path in ["2026/03/02", "x/2026/03/02-hub", "2026-03/03-02-hub", "2026-03/02_hub", "2026/03/02/index"] {
            assert_eq!(of_path(path), Some(date(2026, 3, 2)), "{path}");
        }
        for path in ["2026-03/04-02-hub", "2026-03/hub", "2026/03/0211", "12026/03/02", "2026/3/2"] {
            assert_eq!(of_path(path), None, "{path}");
        }
    }

    #[test]
    fn a_title_is_one_without_its_date_too() {
        for (title, rest) in [
            ("2026-03-02, Cluster full", "Cluster full"),
            ("Incident on 2026-03-02 - Checkout", "Incident Checkout"),
            ("March 2nd, 2026 Outage", "Outage"),
            ("Outage (2 March 2026)", "Outage"),
            ("Update on the March 2, 2026 incident", "Update on incident"),
            ("2026-03-02", ""),
            ("é – 2026-03-02", "é"),
        ] {
            assert_eq!(without(title), rest);
        }
    }
}
