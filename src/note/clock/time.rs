//! Clock times, as people write them: `14:02`, `2:02 pm`, `14h02`, `1402`.
//!
//! Reads the numbers and which half of the day they are in, never a day or a zone.

use super::Setting;
use super::cursor::Cursor;
use jiff::civil::Time;

/// How a time was written, as far as it matters for what stands around it.
#[derive(Debug, Default, Clone, Copy)]
pub struct Written {
    /// With `~`, `ca.`, or a question mark.
    pub approximate: bool,
    /// With `am` or `pm`.
    pub half: Option<Half>,
    /// To the second.
    pub seconds: bool,
    /// Behind a `T`, as ISO 8601 writes it.
    pub joined: bool,
    /// Behind `between`.
    pub between: bool,
}

/// Half of the day on a 12-hour clock.
#[derive(Debug, Clone, Copy)]
pub enum Half {
    /// Before noon.
    Am,
    /// From noon on.
    Pm,
}

impl Half {
    /// The time of day that is meant by a time on the clock face.
    pub fn of(self, time: Time) -> Option<Time> {
        let hour = match (self, time.hour()) {
            (Self::Am, 12) => 0,
            // `00:25 am` and `14:02 pm` say the same thing twice.
            (Self::Am, hour @ 0..12) => hour,
            (Self::Pm, hour @ 1..12) => hour + 12,
            (Self::Pm, hour @ 12..) => hour,
            // `23:00 AM`: one of the two is a slip, and the 24-hour clock is the more exact one.
            (Self::Am, hour @ 13..) => hour,
            _ => return None,
        };
        Time::new(hour, time.minute(), time.second(), 0).ok()
    }
}

/// The time at the cursor. `dated` says that a day stands before it, which makes a time of `14.02`.
pub fn time(c: &mut Cursor<'_>, setting: Setting, dated: bool) -> Option<(Time, Written)> {
    c.attempt(|c| {
        if let Some(time) = c.attempt(blurred) {
            return Some((time, Written { approximate: true, ..Written::default() }));
        }
        let (time, seconds, whole) = c.attempt(|c| colons(c)).or_else(|| c.attempt(|c| other_marks(c, setting, dated)))?;
        let half = c.attempt(half);
        if half.is_none() && !whole {
            return None;
        }
        let time = half.map_or(Some(time), |half| half.of(time))?;
        c.attempt(|c| {
            c.spaces();
            c.one_word(&["h", "hrs", "hr", "hours", "uhr"]).then_some(())
        });
        // `23:04+`: then or later.
        let later = |c: &mut Cursor<'_>| (c.eat("+") && !c.rest.starts_with(|c: char| c.is_alphanumeric())).then_some(());
        let approximate = c.eat("~")
            || c.attempt(later).is_some()
            || c.attempt(|c| (c.eat("ish") && c.ends_word()).then_some(())).is_some()
            || c.attempt(|c| (c.eat("?") && !c.rest.starts_with('?')).then_some(())).is_some();
        Some((time, Written { approximate, half, seconds, ..Written::default() }))
    })
}

/// `14:2x`: some minute from twenty past on.
fn blurred(c: &mut Cursor<'_>) -> Option<Time> {
    let (hour, _) = c.number(1, 2)?;
    c.eat(":").then_some(())?;
    let (tens, _) = c.number(1, 1)?;
    c.one_of(&["x", "X", "?"])?;
    (c.ends_word() || c.rest.starts_with('Z')).then(|| new(hour, Some(tens * 10), None))?
}

/// `14:02`, `14:02:30`, `14`: the time, whether it has seconds, and whether it is one without `am` or `pm` behind it.
fn colons(c: &mut Cursor<'_>) -> Option<(Time, bool, bool)> {
    let (hour, _) = c.number(1, 2)?;
    let minute = c.attempt(|c| c.eat(":").then(|| c.number(2, 2))?).map(|(minute, _)| minute);
    let second = minute.and_then(|_| c.attempt(|c| c.eat(":").then(|| c.number(2, 2))?)).map(|(second, _)| second);
    if second.is_some() {
        c.attempt(|c| c.one_of(&[".", ","]).and_then(|_| c.number(1, 9)));
    }
    // A number alone is an hour only with `am` or `pm` behind it; `14.02` and `1402` are read elsewhere.
    let whole = minute.is_some();
    (whole || !c.rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | 'h'))).then_some(())?;
    Some((new(hour, minute, second)?, second.is_some(), whole))
}

/// `14h02`, `14.02`, `1402`
fn other_marks(c: &mut Cursor<'_>, setting: Setting, dated: bool) -> Option<(Time, bool, bool)> {
    let start = *c;
    let (hour, digits) = c.number(1, 2)?;
    let mark = c.one_of(&["h", "."]);
    let (minute, _) = c.number(2, 2)?;
    let time = new(hour, Some(minute), None)?;
    let mut behind = *c;
    let half = behind.attempt(half).is_some();
    let meant = match mark {
        Some("h") => c.ends_word(),
        // `14.02` is a number as often as a time.
        Some(_) => {
            let number = c.rest.starts_with(|c: char| matches!(c, '.' | '%') || c.is_ascii_digit());
            !number && (half || dated && digits == 2 || setting.is_among_times())
        }
        None => digits == 2 && (half || compact(start, *c, setting, dated)),
    };
    meant.then_some((time, false, true))
}

/// Whether four digits are a time: with a mark that says so, or where there are times all around. `2021:` is rather a year.
fn compact(start: Cursor<'_>, c: Cursor<'_>, setting: Setting, dated: bool) -> bool {
    let year = ["19", "20"].iter().any(|century| start.rest.starts_with(century));
    let mut behind = c;
    let marked = behind.eat("Z") || behind.eat("h") || {
        behind.spaces();
        super::zone::zone(&mut behind).is_some() || behind.one_word(&["hrs", "hours"])
    };
    let hyphen = c.rest.starts_with("- ") || c.rest.starts_with("-\t");
    // `1402 errors` is a number of errors.
    let counts = c.rest.trim_start_matches([' ', '\t']).starts_with(char::is_lowercase);
    let spaced = c.rest.starts_with([' ', '\t']) && !counts;
    let ends = hyphen || spaced || c.rest.is_empty() || c.rest.starts_with([':', '–', ',', ']', ')', '*', '<']);
    match setting {
        Setting::Rows | Setting::Line => ends || marked,
        Setting::Row => marked || dated && ends || c.rest.starts_with(':') && !year,
        Setting::Text => marked && !year,
    }
}

fn new(hour: i32, minute: Option<i32>, second: Option<i32>) -> Option<Time> {
    let part = |number: Option<i32>| i8::try_from(number.unwrap_or(0)).ok();
    Time::new(part(Some(hour))?, part(minute)?, part(second)?, 0).ok()
}

fn half(c: &mut Cursor<'_>) -> Option<Half> {
    let apart = c.spaces() > 0;
    let word = c.take_while(|c| c.is_ascii_alphabetic() || c == '.').to_ascii_lowercase();
    let half = match word.as_str() {
        "am" | "a.m." | "a.m" | "am." => Half::Am,
        "pm" | "p.m." | "p.m" | "pm." => Half::Pm,
        "a" if !apart => Half::Am,
        "p" if !apart => Half::Pm,
        _ => return None,
    };
    c.ends_word().then_some(half)
}
