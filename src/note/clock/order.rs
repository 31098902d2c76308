//! Which number of `03/02/2026` is the month: decided by a text as a whole, never line by line.

use super::cursor;
use super::day::{Day, numbers};
use jiff::civil::Date;

/// Within so many days of the day that is known, a date is plainly meant.
const NEAR: i32 = 21;

/// Which number of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// `MM/DD/YYYY`
    #[default]
    MonthFirst,
    /// `DD/MM/YYYY`
    DayFirst,
}

impl Order {
    /// The order of the dates in a text. Dates beyond the twelfth of a month show it, or else that only one reading of a date is
    /// near to the day that is known. Where nothing does, dates with hyphens are taken with the day first, those with slashes with the
    /// month, and the place of the first of them is given back, too.
    pub fn of(text: &str, known: Option<Date>) -> (Self, Option<usize>) {
        let (mut month_first, mut day_first, mut either) = (0usize, 0usize, None);
        for mut cursor in cursor::numbers(text) {
            let written = cursor.rest;
            let Some((first, second, day)) = numbers(&mut cursor) else { continue };
            match day {
                Day::Either { .. } if first == second => {}
                Day::Either { .. } => either = either.or(Some((text.len() - written.len(), written, day))),
                _ if second > 12 => month_first += 1,
                _ => day_first += 1,
            }
        }
        let Some((at, written, day)) = either else { return (Self::default(), None) };
        if month_first != day_first {
            return (if month_first > day_first { Self::MonthFirst } else { Self::DayFirst }, None);
        }
        let away = |order| {
            let date = known.and_then(|known| day.near(Some(known), order)?.until(known).ok())?;
            Some(date.get_days().abs())
        };
        let hyphens = written.bytes().take(3).any(|byte| byte == b'-');
        match (away(Self::MonthFirst), away(Self::DayFirst)) {
            (Some(0..=NEAR), Some(far)) if far > NEAR => (Self::MonthFirst, None),
            (Some(far), Some(0..=NEAR)) if far > NEAR => (Self::DayFirst, None),
            _ => (if hyphens { Self::DayFirst } else { Self::MonthFirst }, Some(at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cursor::Cursor;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_text_as_a_whole_shows_which_number_is_the_month() {
        let day = |text: &str, known| {
            let (order, guessed) = Order::of(text, known);
            let (.., day) = numbers(&mut Cursor { rest: text }).unwrap();
            (day.near(None, order).unwrap().to_string(), guessed)
        };
        let second = |guessed| ("2026-03-02".to_owned(), guessed);
        let known = Some(date(2026, 3, 1));
        assert_eq!(day("03/02/2026 a, 03/14/2026 b", None), second(None));
        assert_eq!(day("02-03-2026 a, 14-03-2026 b", None), second(None));
        assert_eq!(day("02/03/2026 a", known), second(None));
        assert_eq!(day("03/02/2026 a", known), second(None));
        assert_eq!(day("03/02/2026 a", None), second(Some(0)));
        assert_eq!(day("02-03-2026 a", None), second(Some(0)));
        assert_eq!(day("03/03/2026 a", None), ("2026-03-03".to_owned(), None));
    }
}
