//! Dates, as people write them.
//!
//! Year first, or with the name of the month. What could be a day or a month (`03/02/2026`) is not read here.

use super::cursor::Cursor;
use jiff::civil::Date;

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
}

impl Day {
    /// The date; a year that is not said is the one that brings it nearest to `context`.
    pub fn near(self, context: Option<Date>) -> Option<Date> {
        match self {
            Self::Full(date) => Some(date),
            Self::OfYear { month, day } => {
                let context = context?;
                let years = [context.year(), context.year().checked_sub(1)?, context.year().checked_add(1)?];
                let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
                dates.min_by_key(|date| context.until(*date).map_or(i32::MAX, |span| span.get_days().abs()))
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
        c.attempt(weekday);
        let day = c.attempt(year_first).or_else(|| c.attempt(month_first)).or_else(|| c.attempt(day_first))?;
        (!c.rest.starts_with(|c: char| c.is_ascii_digit())).then_some(day)
    })
}

fn weekday(c: &mut Cursor<'_>) -> Option<()> {
    named(c, &WEEKDAYS)?;
    c.one_of(&[".", ","]);
    (c.spaces() > 0).then_some(())
}

/// `2026-03-02`, `2026/03/02`
fn year_first(c: &mut Cursor<'_>) -> Option<Day> {
    let (year, _) = c.number(4, 4)?;
    let mark = c.one_of(&["-", "/"])?;
    let (month, _) = c.number(1, 2)?;
    c.eat(mark).then_some(())?;
    let (day, _) = c.number(1, 2)?;
    full(year, month, day)
}

/// `March 2, 2026`, `Mar 2nd`
fn month_first(c: &mut Cursor<'_>) -> Option<Day> {
    let month = month(c)?;
    (c.spaces() > 0).then_some(())?;
    let day = ordinal(c)?;
    let year = c.attempt(|c| {
        let comma = c.eat(",");
        (c.spaces() > 0 || comma).then_some(())?;
        year(c)
    });
    assemble(year, month, day)
}

/// `2 March 2026`, `2nd of March`
fn day_first(c: &mut Cursor<'_>) -> Option<Day> {
    let day = ordinal(c)?;
    (c.spaces() > 0).then_some(())?;
    c.attempt(|c| (c.one_word(&["of"]) && c.spaces() > 0).then_some(()));
    let month = month(c)?;
    let year = c.attempt(|c| {
        c.eat(",");
        (c.spaces() > 0).then_some(())?;
        year(c)
    });
    assemble(year, month, day)
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
    c.ends_word().then_some(day)
}

fn assemble(year: Option<i32>, month: i32, day: i32) -> Option<Day> {
    match year {
        Some(year) => full(year, month, day),
        // A leap year, so that 29 February is a day of some year.
        None => full(2024, month, day).and_then(|day| match day {
            Day::Full(date) => Some(Day::OfYear { month: date.month(), day: date.day() }),
            Day::OfYear { .. } => None,
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
            ("March 2, 2026: x", ": x"),
            ("Mon, 2 Mar 2026 14:02", " 14:02"),
            ("2nd of March 2026", ""),
            ("Monday March 2nd 2026", ""),
        ] {
            assert_eq!(read(text), Some((second, rest)), "{text}");
        }
        assert_eq!(read("Mar 2 14:02"), Some((Day::OfYear { month: 3, day: 2 }, " 14:02")));
        assert_eq!(read("Sept. 30"), Some((Day::OfYear { month: 9, day: 30 }, "")));
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "2026-02-30",
            "2022-02-??",
            "02/03/2026",
            "march 2",
            "Mars 2",
            "Marching 2",
            "2026-03-021",
            "2 pods",
            "Monday",
            "30 Feb",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_that_is_not_said_is_the_nearest() {
        let new_year = Day::OfYear { month: 1, day: 1 };
        assert_eq!(new_year.near(Some(date(2025, 12, 31))), Some(date(2026, 1, 1)));
        assert_eq!(new_year.near(None), None);
        assert_eq!(Day::OfYear { month: 2, day: 29 }.near(Some(date(2026, 3, 1))), None);
    }
}
