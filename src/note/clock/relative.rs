//! Times that are told from the beginning: `T+3m`, `T0`, `+00:03`.

use super::cursor::Cursor;

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
        let seconds = c.attempt(clock).or_else(|| units(c)).or_else(|| named.then(|| minutes(c))?)?;
        c.ends_word().then_some(sign * seconds)
    })
}

/// `00:03`: hours and minutes, perhaps seconds.
fn clock(c: &mut Cursor<'_>) -> Option<i64> {
    let (hours, _) = c.number(1, 3)?;
    c.eat(":").then_some(())?;
    let (minutes, _) = c.number(2, 2)?;
    let seconds = c.attempt(|c| c.eat(":").then(|| c.number(2, 2))?).map_or(0, |(seconds, _)| seconds);
    Some(i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(seconds))
}

/// `1h20m`, `3 min`, `90s`
fn units(c: &mut Cursor<'_>) -> Option<i64> {
    let mut total = None;
    while let Some(seconds) = c.attempt(unit) {
        total = Some(total.unwrap_or(0) + seconds);
    }
    total
}

fn unit(c: &mut Cursor<'_>) -> Option<i64> {
    c.spaces();
    let (number, _) = c.number(1, 5)?;
    c.spaces();
    let seconds = match c.word().to_ascii_lowercase().as_str() {
        "d" | "day" | "days" => 86_400,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        _ => return None,
    };
    Some(i64::from(number) * seconds)
}

fn minutes(c: &mut Cursor<'_>) -> Option<i64> {
    c.number(1, 4).map(|(minutes, _)| i64::from(minutes) * 60)
}
