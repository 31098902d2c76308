//! Dates, as people write them.
//!
//! Year first, with the name of the month, or in numbers. What could be a day or a month (`03/02/2026`) is read as both; a note
//! as a whole says which is meant, see [`Order`].

use super::cursor::{Cursor, words};
use super::order::Order;
use jiff::civil::{Date, Weekday};

/// A date, perhaps without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Complete.
    Full(Date),
    /// `2 March`: the year is said elsewhere.
    OfYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// `03/02/2026`, `3/2`: both numbers could be the month.
    Either {
        /// 1 to 12.
        first: i8,
        /// 1 to 12.
        second: i8,
        /// The year, if it is said.
        year: Option<i16>,
    },
    /// `Tuesday`.
    Weekday(Weekday),
    /// `The next day`.
    Next,
}

impl Day {
    /// The date. A year that is not said is the one that brings it nearest to `context`; a day of the week is the next one from
    /// `context` on.
    pub fn near(self, context: Option<Date>, order: Order) -> Option<Date> {
        match self {
            Self::Full(date) => Some(date),
            Self::OfYear { month, day } => {
                let context = context?;
                let years = [context.year(), context.year().checked_sub(1)?, context.year().checked_add(1)?];
                let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
                dates.min_by_key(|date| context.until(*date).map_or(i32::MAX, |span| span.get_days().abs()))
            }
            Self::Either { first, second, year } => {
                let (month, day) = if order == Order::DayFirst { (second, first) } else { (first, second) };
                match year {
                    Some(year) => Date::new(year, month, day).ok(),
                    None => Self::OfYear { month, day }.near(context, order),
                }
            }
            Self::Next => context?.tomorrow().ok(),
            Self::Weekday(weekday) => {
                let context = context?;
                if context.weekday() == weekday { Some(context) } else { context.nth_weekday(1, weekday).ok() }
            }
        }
    }
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The date at the cursor, perhaps with its day of the week before it.
pub fn day(c: &mut Cursor<'_>) -> Option<Day> {
    c.attempt(|c| {
        if c.attempt(next_day).is_some() {
            return Some(Day::Next);
        }
        let weekday = c.attempt(weekday);
        let date = c.attempt(|c| {
            let day = c.attempt(year_first).or_else(|| c.attempt(month_first)).or_else(|| c.attempt(day_first));
            let day = day.or_else(|| numbers(c).map(|(.., day)| day))?;
            (!c.rest.starts_with(|c: char| c.is_ascii_digit())).then_some(day)
        });
        let alone = c.rest.is_empty() || c.rest.starts_with("at ") || c.rest.starts_with(|c: char| c.is_ascii_digit());
        date.or(weekday.filter(|_| alone).map(Day::Weekday))
    })
}

/// `The next day`, `Following morning`
fn next_day(c: &mut Cursor<'_>) -> Option<()> {
    c.attempt(|c| (c.one_word(&["the"]) && c.spaces() > 0).then_some(()));
    (c.one_word(&["next", "following"]) && c.spaces() > 0).then_some(())?;
    (c.one_word(&["day", "morning"]) && c.ends_word()).then_some(())
}

fn weekday(c: &mut Cursor<'_>) -> Option<Weekday> {
    let nth = named(c, &WEEKDAYS)?;
    c.one_of(&[".", ","]);
    (c.spaces() > 0 || c.rest.is_empty()).then_some(())?;
    Weekday::from_monday_zero_offset(i8::try_from(nth).ok()?).ok()
}

/// `2026-03-02`, `2026/03/02`, `2026-Mar-02`
fn year_first(c: &mut Cursor<'_>) -> Option<Day> {
    let (year, _) = c.number(4, 4)?;
    let mark = c.one_of(&["-", "/", "."])?;
    let month = c.attempt(|c| c.number(1, 2)).map_or_else(|| month(c), |(month, _)| Some(month))?;
    c.eat(mark).then_some(())?;
    let (day, _) = c.number(1, 2)?;
    full(year, month, day)
}

/// `March 2, 2026`, `Mar 2nd`, `Mar-2-2026`
fn month_first(c: &mut Cursor<'_>) -> Option<Day> {
    let month = month(c)?;
    let hyphens = between(c)?;
    let day = ordinal(c)?;
    let year = c.attempt(|c| if hyphens { year_behind_hyphen(c) } else { year_behind(c) });
    assemble(year, month, day)
}

/// `2 March 2026`, `2nd of March`, `02-Mar-2026`
fn day_first(c: &mut Cursor<'_>) -> Option<Day> {
    let day = ordinal(c)?;
    let hyphens = between(c)?;
    c.attempt(|c| (c.one_word(&["of"]) && c.spaces() > 0).then_some(()));
    let month = month(c)?;
    let year = c.attempt(|c| if hyphens { year_behind_hyphen(c) } else { year_behind(c) });
    assemble(year, month, day)
}

/// What stands between a day and the name of its month: space, or a hyphen (`true`).
fn between(c: &mut Cursor<'_>) -> Option<bool> {
    let hyphen = c.eat("-");
    (hyphen || c.spaces() > 0).then_some(hyphen)
}

fn year_behind(c: &mut Cursor<'_>) -> Option<i32> {
    let comma = c.eat(",");
    (c.spaces() > 0 || comma).then_some(())?;
    year(c)
}

fn year_behind_hyphen(c: &mut Cursor<'_>) -> Option<i32> {
    c.eat("-").then(|| year(c))?
}

/// `03/02/2026`, `02-03-2026`, `2.3.2026`, `3/2/26`, and `3/2` before a time or at the end. With dots it is the day that comes
/// first, everywhere. The two numbers as written, and what they say.
pub fn numbers(c: &mut Cursor<'_>) -> Option<(i32, i32, Day)> {
    c.attempt(|c| {
        let (first, _) = c.number(1, 2)?;
        let mark = c.one_of(&["/", "-", "."])?;
        let (second, _) = c.number(1, 2)?;
        let year = c.attempt(|c| {
            c.eat(mark).then_some(())?;
            let (year, digits) = c.number(2, 4)?;
            match digits {
                4 => (1900..2200).contains(&year).then_some(year),
                2 if mark == "/" => Some(2000 + year),
                _ => None,
            }
        });
        (year.is_some() || mark == "/" && (c.rest.is_empty() || time_follows(*c))).then_some(())?;
        let possible = |month: i32, day: i32| full(year.unwrap_or(2024), month, day);
        let day = match (possible(first, second), possible(second, first)) {
            (_, Some(day)) if mark == "." => day,
            (Some(_), Some(_)) => {
                let part = |number: i32| i8::try_from(number).ok();
                let year = year.and_then(|year| i16::try_from(year).ok());
                return Some((first, second, Day::Either { first: part(first)?, second: part(second)?, year }));
            }
            (Some(day), None) | (None, Some(day)) => day,
            (None, None) => return None,
        };
        match (year, day) {
            (None, Day::Full(date)) => Some((first, second, Day::OfYear { month: date.month(), day: date.day() })),
            (_, day) => Some((first, second, day)),
        }
    })
}

fn time_follows(mut c: Cursor<'_>) -> bool {
    c.spaces() > 0 && c.number(1, 2).is_some() && c.eat(":")
}

/// The days of one month: `7–13 November`, `November 7–13, 2023`.
pub fn range(c: &mut Cursor<'_>) -> Option<(Day, Day)> {
    let days = |c: &mut Cursor<'_>| {
        let first = c.number(1, 2)?.0;
        c.one_of(&["st", "nd", "rd", "th"]);
        c.one_of(&["-", "–", "—"])?;
        Some((first, ordinal(c)?))
    };
    let (first, last, month, year) = c
        .attempt(|c| {
            let (first, last) = days(c)?;
            (c.spaces() > 0).then_some(())?;
            Some((first, last, month(c)?, c.attempt(year_behind)))
        })
        .or_else(|| {
            c.attempt(|c| {
                let month = month(c)?;
                (c.spaces() > 0).then_some(())?;
                let (first, last) = days(c)?;
                Some((first, last, month, c.attempt(year_behind)))
            })
        })?;
    (first < last).then(|| assemble(year, month, first).zip(assemble(year, month, last)))?
}

/// A day whose year stands only behind the end of its range: `November 8–20, 2023`.
pub fn with_year(day: Day, behind: &str) -> Day {
    let Day::OfYear { month, day: nth } = day else { return day };
    let range = behind.trim_start().strip_prefix(['-', '–', '—']);
    let end = range.and_then(|range| range.split([')', ';', ':', '.']).next()).unwrap_or_default();
    let year = words(end).take(4).find_map(|mut c| year(&mut c).filter(|_| c.ends_word()));
    year.and_then(|year| full(year, i32::from(month), i32::from(nth))).unwrap_or(day)
}

/// A year, and not a number of four digits that means something else.
fn year(c: &mut Cursor<'_>) -> Option<i32> {
    let (year, _) = c.number(4, 4)?;
    ((1900..2200).contains(&year)).then_some(year)
}

fn month(c: &mut Cursor<'_>) -> Option<i32> {
    let month = named(c, &MONTHS)?;
    c.eat(".");
    i32::try_from(month + 1).ok()
}

/// A name or its first three letters (`Sept`, `Tues`, `Thurs` too), beginning with a capital: `march` and `sat` are verbs.
fn named(c: &mut Cursor<'_>, names: &[&str]) -> Option<usize> {
    let word = c.word();
    if word.len() < 3 || !word.starts_with(|first: char| first.is_ascii_uppercase()) || !c.ends_word() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let short = |name: &str| {
        word.len() <= 5
            && name.starts_with(&word)
            && (word.len() == 3 || matches!(word.as_str(), "sept" | "tues" | "thur" | "thurs"))
    };
    names.iter().position(|name| *name == word || short(name))
}

fn ordinal(c: &mut Cursor<'_>) -> Option<i32> {
    let (day, _) = c.number(1, 2)?;
    c.one_of(&["st", "nd", "rd", "th"]);
    (!c.rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/'))).then_some(day)
}

fn assemble(year: Option<i32>, month: i32, day: i32) -> Option<Day> {
    match year {
        Some(year) => full(year, month, day),
        // A leap year, so that 29 February is a day of some year.
        None => full(2024, month, day).and_then(|day| match day {
            Day::Full(date) => Some(Day::OfYear { month: date.month(), day: date.day() }),
            _ => None,
        }),
    }
}

fn full(year: i32, month: i32, day: i32) -> Option<Day> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Day::Full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(text: &str) -> Option<(Day, &str)> {
        let mut cursor = Cursor { rest: text };
        day(&mut cursor).map(|day| (day, cursor.rest))
    }

    #[test]
    fn dates_are_read_in_the_ways_that_have_one_meaning() {
        let second = Day::Full(date(2026, 3, 2));
        for (text, rest) in [
            ("2026-03-02T14", "T14"),
            ("2026/3/2", ""),
            ("2026-Mar-02", ""),
            ("March 2, 2026: x", ": x"),
            ("Mon, 2 Mar 2026 14:02", " 14:02"),
            ("2nd of March 2026", ""),
            ("Monday March 2nd 2026", ""),
            ("02-Mar-2026 14:02", " 14:02"),
            ("Mar-2-2026", ""),
            ("02.03.2026", ""),
        ] {
            assert_eq!(read(text), Some((second, rest)), "{text}");
        }
        assert_eq!(read("Mar 2 14:02"), Some((Day::OfYear { month: 3, day: 2 }, " 14:02")));
        assert_eq!(read("Sept. 30"), Some((Day::OfYear { month: 9, day: 30 }, "")));
        assert_eq!(read("3/25 14:02"), Some((Day::OfYear { month: 3, day: 25 }, " 14:02")));
        assert_eq!(read("25/03/2026"), Some((Day::Full(date(2026, 3, 25)), "")));
        assert_eq!(read("3/25/26"), Some((Day::Full(date(2026, 3, 25)), "")));
        assert_eq!(read("Tuesday 14:02"), Some((Day::Weekday(Weekday::Tuesday), "14:02")));
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "2026-02-30",
            "2022-02-??",
            "02/03/20266",
            "02/30/2026",
            "1/2 of them",
            "10-11",
            "1.2.3",
            "march 2",
            "Mars 2",
            "Marching 2",
            "2026-03-021",
            "2 pods",
            "Monday we",
            "30 Feb",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_that_is_not_said_is_the_nearest_and_a_weekday_the_next() {
        let near = |day: Day, context| day.near(context, Order::default());
        let new_year = Day::OfYear { month: 1, day: 1 };
        assert_eq!(near(new_year, Some(date(2025, 12, 31))), Some(date(2026, 1, 1)));
        assert_eq!(near(new_year, None), None);
        assert_eq!(near(Day::OfYear { month: 2, day: 29 }, Some(date(2026, 3, 1))), None);
        let tuesday = Day::Weekday(Weekday::Tuesday);
        assert_eq!(near(tuesday, Some(date(2026, 3, 2))), Some(date(2026, 3, 3)));
        assert_eq!(near(tuesday, Some(date(2026, 3, 3))), Some(date(2026, 3, 3)));
        assert_eq!(near(read("The next day: x").unwrap().0, Some(date(2026, 2, 28))), Some(date(2026, 3, 1)));
    }
}
