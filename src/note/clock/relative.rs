//! Times that are told from the beginning: `T+3m`, `T0`, `+00:03`.

use super::cursor::Cursor;
use super::duration::{clock, units};

/// The seconds from the beginning.
pub fn relative(c: &mut Cursor<'_>) -> Option<i64> {
    c.attempt(|c| {
        let named = c.one_of(&["T", "t"]).is_some();
        if named && c.attempt(|c| (c.eat("0") && c.ends_word()).then_some(())).is_some() {
            return Some(0);
        }
        c.attempt(|c| (c.spaces() > 0).then_some(()));
        let sign = if c.one_of(&["-", "−"]).is_some() { -1 } else { i64::from(c.eat("+")) };
        // `-3m` alone is a bullet of three metres as well.
        (sign == 1 || named && sign == -1).then_some(())?;
        c.spaces();
        let said = c.attempt(clock).or_else(|| units(c)).map(|(seconds, _)| seconds);
        let seconds = said.or_else(|| named.then(|| minutes(c))?)?;
        c.ends_word().then_some(sign * seconds)
    })
}

fn minutes(c: &mut Cursor<'_>) -> Option<i64> {
    c.number(1, 4).map(|(minutes, _)| i64::from(minutes) * 60)
}
