//! The grammar of times: what may stand at the beginning of a text, and how marks, days, times and zones follow each other.

use super::cursor::{self, Cursor};
use super::day::{self, Day};
use super::placeholder::placeholder;
use super::relative::relative;
use super::said::{Read, Said, Setting, Stamp};
use super::time::{Written, time};
use super::zone::{self, Zone};
use crate::source::Span;

/// Marks that people put around a time, the longest first.
const WRAPPERS: &[(&str, &str)] = &[
    ("**", "**"),
    ("__", "__"),
    ("~~", "~~"),
    ("{{", "}}"),
    ("`", "`"),
    ("*", "*"),
    ("_", "_"),
    ("[", "]"),
    ("(", ")"),
    ("<", ">"),
];

/// The time at the beginning of a text, if one stands there.
pub fn read(text: &str) -> Option<Read<'_>> {
    read_in(text, Setting::Text)
}

/// Whether a text that stands in a timeline begins with a time of day.
pub fn says_time(text: &str, setting: Setting) -> bool {
    read_in(text, setting).is_some_and(|read| read.has_time())
}

/// The time at the beginning of a text that stands in a timeline.
pub fn read_in(text: &str, setting: Setting) -> Option<Read<'_>> {
    let all = Cursor { rest: text };
    let mut start = all;
    let symbols = if setting.is_row() { start.symbols() } else { "" };
    let wrapped = start.clone_and(|c| wrapped(c, setting, 3));
    let found = wrapped.or_else(|| start.clone_and(|c| bare(c, setting).filter(|_| c.ends_time())));
    if let Some(((said, raw), end)) = found {
        return Some(Read { said, raw, len: all.until(&end).len(), symbols, open: "" });
    }
    let ((open, said, raw), end) = start.clone_and(|c| {
        let open = c.one_of(&["**", "__", "*", "_"])?;
        let (said, raw) = bare(c, setting).filter(|_| c.ends_time())?;
        c.rest.contains(open).then_some((open, said, raw))
    })?;
    Some(Read { said, raw, len: all.until(&end).len(), symbols, open })
}

/// A label and the time behind it, which ends the text: `First detected 2026-03-02 14:09`, `[Update – 14:30 UTC]`. Says how long
/// the label is.
pub fn read_behind(text: &str) -> Option<(usize, Read<'_>)> {
    // A remark in brackets may follow.
    let remark = text.trim_end().strip_suffix(')').and_then(|inner| inner.rfind('(')).filter(|at| !text[*at..].contains(':'));
    let text = remark.map_or(text, |at| &text[..at]);
    let inner = text.trim_end_matches([' ', '.', ':', ']', ')', '*', '_', '`']);
    // A label has a few words, and each may have parts.
    let begins = cursor::words(inner).map(|c| inner.len() - c.rest.len()).skip(1).take(24);
    // `(UTC+9:30)` is a zone.
    let mut begins = begins.filter(|at| !inner[..*at].ends_with(['+', '-', '−', '.', '/']));
    begins.find_map(|at| {
        let from = at - inner[..at].chars().rev().take_while(|c| matches!(c, '~' | '≈')).map(char::len_utf8).sum::<usize>();
        let read = read_in(&inner[from..], Setting::Row).filter(|read| read.len == inner.len() - from && read.open.is_empty())?;
        Some((from, read))
    })
}

/// The first date that is named anywhere in a text, such as a heading.
pub fn day_within(text: &str) -> Option<Day> {
    let mut days = cursor::words(text).filter_map(|mut c| Some((day::day(&mut c)?, c.rest)));
    let (day, behind) = days.find(|(day, _)| !matches!(day, Day::Weekday(_) | Day::Next))?;
    Some(day::with_year(day, behind))
}

/// The zones that stand behind times anywhere in a text, each with the place of its time.
pub fn zones_behind_times(text: &str) -> impl Iterator<Item = (Zone<'_>, Span)> {
    cursor::numbers(text).filter_map(|mut c| {
        let start = c;
        let (_, written) = time(&mut c, Setting::Text, false)?;
        let zone = zone_behind(&mut c, &written, false)?;
        let at = text.len() - start.rest.len();
        Some((zone, at..at + start.until(&c).len()))
    })
}

impl<'a> Cursor<'a> {
    /// Takes symbols that are no marks of Markdown and none that belong to a time, and the space behind them.
    fn symbols(&mut self) -> &'a str {
        let symbols =
            self.take_while(|c| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !"≈–—−→“”‘’".contains(c));
        self.spaces();
        symbols
    }

    fn clone_and<T>(&self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<(T, Self)> {
        let mut ahead = *self;
        read(&mut ahead).map(|found| (found, ahead))
    }

    /// Whether nothing follows that would make something else of a time: `14:02:99`, `12:30x`.
    fn ends_time(&self) -> bool {
        let mut next = self.rest.chars();
        match next.next() {
            Some(':') => !next.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => !c.is_alphanumeric() && !matches!(c, '~' | '?' | '%' | '_' | '/' | '+'),
            None => true,
        }
    }
}

fn wrapped<'a>(c: &mut Cursor<'a>, setting: Setting, depth: u8) -> Option<(Said<'a>, &'a str)> {
    WRAPPERS.iter().find_map(|(open, close)| {
        c.attempt(|c| {
            c.eat(open).then_some(())?;
            c.spaces();
            let within = if depth > 0 { c.attempt(|c| wrapped(c, setting, depth - 1)) } else { None };
            let found = within.or_else(|| bare(c, setting))?;
            c.eat(":");
            c.spaces();
            c.eat(close).then_some(found)
        })
    })
}

fn bare<'a>(c: &mut Cursor<'a>, setting: Setting) -> Option<(Said<'a>, &'a str)> {
    c.spaces();
    let mut start = *c;
    let said = if let Some(said) = c.attempt(from_beginning) {
        said
    } else if let Some((said, behind)) = c.attempt(|c| {
        let between = setting.is_row() && lead_in(c);
        let behind = *c;
        Some((known(c, setting, between)?, behind))
    }) {
        start = behind;
        said
    } else {
        placeholder(c)?;
        Said::Unknown
    };
    Some((said, start.until(c)))
}

/// A word before a time that says nothing more: `At 14:02`. `Between 14:02 and 14:05` is a range, and then this is true.
fn lead_in(c: &mut Cursor<'_>) -> bool {
    let word = c.attempt(|c| {
        let word = c.word();
        let known = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        if known(&["update", "updated", "edit"]) {
            c.one_of(&[":", " -", " –"]);
        } else if !known(&["at", "on", "by", "from", "between", "since"]) {
            return None;
        }
        (c.spaces() > 0).then_some(word)
    });
    word.is_some_and(|word| word.eq_ignore_ascii_case("between"))
}

fn from_beginning<'a>(c: &mut Cursor<'a>) -> Option<Said<'a>> {
    let approximate = approximation(c);
    let seconds = relative(c)?;
    let at = c.attempt(|c| {
        c.spaces();
        c.eat("(").then_some(())?;
        let (at, _) = stamp(c, Setting::Text)?;
        (at.time.is_some() && c.eat(")")).then_some(at)
    });
    Some(Said::Relative { seconds, approximate, at })
}

fn known<'a>(c: &mut Cursor<'a>, setting: Setting, between: bool) -> Option<Said<'a>> {
    let mut approximate = approximation(c);
    if let Some((first, last)) = c.attempt(|c| day::range(c).filter(|_| c.ends_time())) {
        let day = |day| Stamp { day: Some(day), time: None, zone: None };
        return Some(Said::Known { approximate, from: day(first), until: Some(day(last)) });
    }
    let (mut from, written) = stamp(c, setting)?;
    approximate |= written.approximate;
    let mut until = None;
    if let Some(end) = c.attempt(|c| range_end(c, &from, setting, between || written.between)) {
        if let Some((end, end_written)) = end {
            approximate |= end_written.approximate;
            from.zone = from.zone.or_else(|| end.zone.clone());
            if let (None, Some(half), Some(start), Some(last)) = (written.half, end_written.half, from.time, end.time) {
                // `2:14–2:20 pm`; but the start of `11:50–12:10 pm` is in the morning.
                from.time = half.of(start).filter(|start| *start <= last).or(Some(start));
            }
            until = Some(Stamp { zone: end.zone.or_else(|| from.zone.clone()), ..end });
        }
    } else {
        c.attempt(|c| in_another_zone(c, &from));
    }
    approximate |= c.attempt(approximation_behind).is_some();
    Some(Said::Known { approximate, from, until })
}

/// The same moment once more, on another clock: `13:14 EDT (17:14 UTC)`.
fn in_another_zone(c: &mut Cursor<'_>, said: &Stamp<'_>) -> Option<()> {
    said.time?;
    c.spaces();
    let close = if c.eat("(") { ")" } else { c.eat("/").then_some("")? };
    c.spaces();
    let (again, _) = stamp(c, Setting::Text)?;
    (again.time.is_some() && again.zone.is_some() && c.eat(close)).then_some(())
}

pub fn approximation(c: &mut Cursor<'_>) -> bool {
    let about = c.attempt(|c| {
        if c.one_of(&["~", "≈"]).is_none() {
            let word = c.one_word(&["ca", "circa", "approx", "approximately", "about", "around", "roughly"]);
            (c.eat(if word { "." } else { "c." }) || word).then_some(())?;
        }
        Some(())
    });
    c.spaces();
    about.is_some()
}

/// `14:02 (approx.)`
fn approximation_behind(c: &mut Cursor<'_>) -> Option<()> {
    c.spaces();
    if c.attempt(|c| (c.one_word(&["or"]) && c.spaces() > 0 && c.one_word(&["so"])).then_some(())).is_some() {
        return Some(());
    }
    (c.eat("(") && approximation(c)).then_some(())?;
    c.eat(".");
    c.eat(")").then_some(())
}

/// The end of a range; none if a placeholder stands there.
fn range_end<'a>(c: &mut Cursor<'a>, from: &Stamp<'a>, setting: Setting, between: bool) -> Option<Option<(Stamp<'a>, Written)>> {
    let spaced = c.spaces() > 0;
    if c.one_of(&["->", "=>", "-", "–", "—", "→", "...", "…"]).is_none() {
        (spaced && c.one_word(if between { &["and", "to"] } else { &["to", "until", "till"] })).then_some(())?;
    }
    c.spaces();
    if placeholder(c).is_some() {
        return Some(None);
    }
    let approximate = approximation(c);
    let (end, written) = stamp(c, setting)?;
    let written = Written { approximate: approximate | written.approximate, ..written };
    // From a time to a time, or from a day to a day. Anything else is the text of the row.
    (end.time.is_some() == from.time.is_some() && c.ends_time()).then_some(Some((end, written)))
}

/// A day, a time, or both in any order, and the zone.
fn stamp<'a>(c: &mut Cursor<'a>, setting: Setting) -> Option<(Stamp<'a>, Written)> {
    let Some(day) = day::day(c) else {
        let (time, written) = time(c, setting, false)?;
        let zone = c.attempt(|c| zone_behind(c, &written, false));
        let day = c.attempt(|c| {
            c.eat(",");
            (c.spaces() > 0).then_some(())?;
            c.attempt(|c| (c.one_word(&["on"]) && c.spaces() > 0).then_some(()));
            day::day(c).filter(|day| !matches!(day, Day::Weekday(_)))
        });
        return Some((Stamp { day, time: Some(time), zone }, written));
    };
    let timed = c.attempt(|c| {
        let joined = c.eat("T");
        // The space behind a weekday is taken already.
        if !joined && !matches!(day, Day::Weekday(_)) {
            c.one_of(&[",", ":"]);
            (c.spaces() > 0).then_some(())?;
        }
        c.attempt(|c| (c.one_of(&["-", "–", "—", "@", "|"]).is_some() && c.spaces() > 0).then_some(()));
        let between = lead_in(c);
        if placeholder(c).is_some() {
            return Some((Stamp { day: Some(day), time: None, zone: None }, Written::default()));
        }
        let approximate = approximation(c);
        let (time, written) = time(c, setting, true)?;
        let written = Written { joined, between, approximate: approximate | written.approximate, ..written };
        let zone = c.attempt(|c| zone_behind(c, &written, true));
        Some((Stamp { day: Some(day), time: Some(time), zone }, written))
    });
    Some(timed.unwrap_or_else(|| (Stamp { day: Some(day), time: None, zone: None }, Written::default())))
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
    let close = if c.eat("(") { ")" } else { c.eat("[").then_some("]")? };
    let zone = zone::zone(c)?;
    c.eat(close).then_some(zone)
}
