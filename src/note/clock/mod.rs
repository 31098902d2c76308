//! Reads one time, as people write it, at the beginning of a text.
//!
//! Says what stands there and how long it is, and nothing more: which day, year or zone is meant where the text says none is
//! found out elsewhere. What has two meanings is not read.

mod cursor;
mod day;
mod zone;

pub use day::Day;
pub use zone::{Zone, within as zone_within};

use cursor::Cursor;
use jiff::civil::Time;

/// What a text says of when.
#[derive(Debug, Clone, PartialEq)]
pub enum Said<'a> {
    /// That nobody knows: `??:??`, `--:--`, `HH:mm`.
    Unknown,
    /// A moment or a range.
    Known {
        /// `~`, `ca.`: of both ends.
        approximate: bool,
        /// The moment, or the start of the range.
        from: Stamp<'a>,
        /// The end of the range.
        until: Option<Stamp<'a>>,
    },
}

/// One moment as written. A day, a time, or both are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp<'a> {
    /// The day, if it is said here.
    pub day: Option<Day>,
    /// The time, if it is said here.
    pub time: Option<Time>,
    /// The zone, if it is said here.
    pub zone: Option<Zone<'a>>,
}

/// A time at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<'a> {
    /// What it says.
    pub said: Said<'a>,
    /// The words, without what is wrapped around them.
    pub raw: &'a str,
    /// How many bytes of the text were taken, with what is wrapped around the words.
    pub len: usize,
}

/// Marks that people put around a time, the longest first.
const WRAPPERS: &[(&str, &str)] =
    &[("**`", "`**"), ("**", "**"), ("__", "__"), ("`", "`"), ("*", "*"), ("_", "_"), ("[", "]"), ("(", ")")];

/// The time at the beginning of a text, if one stands there.
pub fn read(text: &str) -> Option<Read<'_>> {
    let start = Cursor { rest: text };
    let wrapped = WRAPPERS.iter().find_map(|(open, close)| start.clone_and(|c| wrapped(c, open, close)));
    let ((said, raw), end) = wrapped.or_else(|| start.clone_and(|c| bare(c).filter(|_| c.ends_time())))?;
    Some(Read { said, raw, len: start.until(&end).len() })
}

/// The first complete date that is named anywhere in a text, such as a heading.
pub fn day_within(text: &str) -> Option<Day> {
    cursor::words(text).filter_map(|mut c| day::day(&mut c)).find(|day| matches!(day, Day::Full(_)))
}

impl<'a> Cursor<'a> {
    fn clone_and<T>(&self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<(T, Self)> {
        let mut ahead = *self;
        read(&mut ahead).map(|found| (found, ahead))
    }

    /// Whether nothing follows that would make something else of a time: `14:02:99`, `10:45~`, `12:30x`.
    fn ends_time(&self) -> bool {
        let mut next = self.rest.chars();
        match next.next() {
            Some(':') => !next.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => !c.is_alphanumeric() && !matches!(c, '~' | '?' | '%' | '_' | '/' | '+'),
            None => true,
        }
    }
}

fn wrapped<'a>(c: &mut Cursor<'a>, open: &str, close: &str) -> Option<(Said<'a>, &'a str)> {
    c.eat(open).then_some(())?;
    c.spaces();
    let found = bare(c)?;
    c.attempt(|c| {
        c.eat(":");
        c.spaces();
        c.eat(close).then_some(found)
    })
}

fn bare<'a>(c: &mut Cursor<'a>) -> Option<(Said<'a>, &'a str)> {
    c.spaces();
    let start = *c;
    let said = if c.one_of(PLACEHOLDERS).is_some() { Said::Unknown } else { known(c)? };
    Some((said, start.until(c)))
}

/// What stands in a template, or where nobody knew.
const PLACEHOLDERS: &[&str] = &["??:??", "?:??", "--:--", "HH:MM", "HH:mm", "hh:mm", "XX:XX", "xx:xx"];

fn known<'a>(c: &mut Cursor<'a>) -> Option<Said<'a>> {
    let mut approximate = approximation(c);
    let (mut from, written) = stamp(c)?;
    approximate |= written.approximate;
    let mut until = None;
    if let Some((end, end_written)) = c.attempt(|c| range_end(c, &from)) {
        approximate |= end_written.approximate;
        from.zone = from.zone.or_else(|| end.zone.clone());
        if let (None, Some(half), Some(start), Some(last)) = (written.half, end_written.half, from.time, end.time) {
            // `2:14–2:20 pm`; but the start of `11:50–12:10 pm` is in the morning.
            from.time = half.of(start).filter(|start| *start <= last).or(Some(start));
        }
        until = Some(Stamp { zone: end.zone.or_else(|| from.zone.clone()), ..end });
    }
    Some(Said::Known { approximate, from, until })
}

fn approximation(c: &mut Cursor<'_>) -> bool {
    let about = c.attempt(|c| {
        if c.one_of(&["~", "≈"]).is_none() {
            c.one_word(&["ca", "circa", "approx", "approximately", "about", "around"]).then_some(())?;
            c.eat(".");
        }
        Some(())
    });
    c.spaces();
    about.is_some()
}

fn range_end<'a>(c: &mut Cursor<'a>, from: &Stamp<'a>) -> Option<(Stamp<'a>, Written)> {
    let spaced = c.spaces() > 0;
    if c.one_of(&["-", "–", "—", "→"]).is_none() {
        (spaced && c.one_word(&["to", "until", "till"])).then_some(())?;
    }
    c.spaces();
    let approximate = approximation(c);
    let (end, written) = stamp(c)?;
    let written = Written { approximate: approximate | written.approximate, ..written };
    // From a time to a time, or from a day to a day. Anything else is the text of the row.
    (end.time.is_some() == from.time.is_some() && c.ends_time()).then_some((end, written))
}

/// A day, a time, or both, and the zone.
fn stamp<'a>(c: &mut Cursor<'a>) -> Option<(Stamp<'a>, Written)> {
    let day = day::day(c);
    if day.is_none() {
        let (time, written) = time(c)?;
        let zone = c.attempt(|c| zone_behind(c, &written, false));
        return Some((Stamp { day, time: Some(time), zone }, written));
    }
    let timed = c.attempt(|c| {
        let joined = c.eat("T");
        if !joined {
            c.one_of(&[","]);
            (c.spaces() > 0).then_some(())?;
            c.attempt(|c| {
                (c.one_of(&["-", "–", "—"]).is_some() || c.one_word(&["at"])).then_some(())?;
                (c.spaces() > 0).then_some(())
            });
        }
        if c.one_of(PLACEHOLDERS).is_some() {
            return Some((Stamp { day, time: None, zone: None }, Written::default()));
        }
        let approximate = approximation(c);
        let (time, written) = time(c)?;
        let written = Written { joined, approximate, ..written };
        let zone = c.attempt(|c| zone_behind(c, &written, true));
        Some((Stamp { day, time: Some(time), zone }, written))
    });
    Some(timed.unwrap_or_else(|| (Stamp { day, time: None, zone: None }, Written::default())))
}

/// How a time was written, as far as it matters for what stands around it.
#[derive(Default)]
struct Written {
    approximate: bool,
    half: Option<Half>,
    seconds: bool,
    joined: bool,
}

/// Half of the day on a 12-hour clock.
#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
}

impl Half {
    fn of(self, time: Time) -> Option<Time> {
        let hour = match (self, time.hour()) {
            (Self::Am, 12) => 0,
            (Self::Am, hour @ 0..12) => hour,
            (Self::Pm, hour @ 1..12) => hour + 12,
            // `14:02 pm` says the same thing twice.
            (Self::Pm, hour @ 12..) => hour,
            _ => return None,
        };
        Time::new(hour, time.minute(), time.second(), 0).ok()
    }
}

/// `14:02`, `14:02:30`, `2:02 pm`, `2 pm`.
fn time(c: &mut Cursor<'_>) -> Option<(Time, Written)> {
    c.attempt(|c| {
        let (hour, _) = c.number(1, 2)?;
        let minute = c.attempt(|c| c.eat(":").then(|| c.number(2, 2))?).map(|(minute, _)| minute);
        let second = minute.and_then(|_| c.attempt(|c| c.eat(":").then(|| c.number(2, 2))?)).map(|(second, _)| second);
        if second.is_some() {
            c.attempt(|c| c.one_of(&[".", ","]).and_then(|_| c.number(1, 9)));
        }
        let part = |number: Option<i32>| i8::try_from(number.unwrap_or(0)).ok();
        let time = Time::new(part(Some(hour))?, part(minute)?, part(second)?, 0).ok()?;
        let half = c.attempt(half);
        if half.is_none() && minute.is_none() {
            return None;
        }
        let time = half.map_or(Some(time), |half| half.of(time))?;
        Some((time, Written { half, seconds: second.is_some(), ..Written::default() }))
    })
}

fn half(c: &mut Cursor<'_>) -> Option<Half> {
    c.spaces();
    let half = match c.one_of(&["am", "AM", "a.m.", "A.M.", "pm", "PM", "p.m.", "P.M."])? {
        "am" | "AM" | "a.m." | "A.M." => Half::Am,
        _ => Half::Pm,
    };
    c.ends_word().then_some(half)
}

/// The zone behind a time. `09:00-10:00` is a range; the same minus is an offset where the time is written as ISO does (behind a
/// `T`, with seconds) or where it stands off from a time with a date, `2026-03-02 09:00 -08:00`.
fn zone_behind<'a>(c: &mut Cursor<'a>, written: &Written, dated: bool) -> Option<Zone<'a>> {
    let spaced = c.spaces() > 0;
    if let Some(zone) = c.attempt(|c| bracketed(c)).or_else(|| zone::zone(c)) {
        return Some(zone);
    }
    let colon = c.rest.as_bytes().get(3) == Some(&b':');
    let range = c.rest.starts_with('-') && colon && !written.joined && !written.seconds && !(dated && spaced);
    let offset = c.attempt(|c| (!range).then(|| zone::offset(c))?.filter(|_| c.ends_time()))?;
    Some(Zone::Known(offset.to_time_zone()))
}

fn bracketed<'a>(c: &mut Cursor<'a>) -> Option<Zone<'a>> {
    c.eat("(").then_some(())?;
    let zone = zone::zone(c)?;
    c.eat(")").then_some(zone)
}

#[cfg(test)]
mod tests;
