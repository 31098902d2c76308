use super::*;
use jiff::civil::{date, time};
use jiff::tz::{Offset, TimeZone};
use proptest::prelude::*;

/// What was read, in a short notation: `~day time zone – day time zone`, and what is left.
fn shown(text: &str) -> Option<(String, &str)> {
    let read = read(text)?;
    let one = |stamp: &Stamp<'_>| {
        let day = stamp.day.map(|day| match day {
            Day::Full(date) => date.to_string(),
            Day::OfYear { month, day } => format!("{month}/{day}"),
            Day::Either { first, second, year } => {
                format!("{first}|{second}/{}", year.map(|year| year.to_string()).unwrap_or_default())
            }
            Day::Weekday(weekday) => format!("{weekday:?}"),
            Day::Next => "next".to_owned(),
        });
        let zone = stamp.zone.as_ref().map(|zone| match zone {
            Zone::Known(zone) => zone.to_fixed_offset().map_or("zone".to_owned(), |offset| offset.to_string()),
            Zone::Unclear { letters, .. } => format!("{letters}?"),
        });
        let time = stamp.time.map(|time| time.to_string().replace(":00", "").replace('T', ""));
        [day, time, zone].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let said = match &read.said {
        Said::Unknown => "unknown".to_owned(),
        Said::Relative { seconds, approximate, at } => {
            let at = at.as_ref().map(|at| format!(" = {}", one(at))).unwrap_or_default();
            format!("{}T{seconds:+}{at}", if *approximate { "~" } else { "" })
        }
        Said::Known { approximate, from, until } => {
            let until = until.as_ref().map(|until| format!(" – {}", one(until))).unwrap_or_default();
            format!("{}{}{until}", if *approximate { "~" } else { "" }, one(from))
        }
    };
    Some((said, &text[read.len..]))
}

#[track_caller]
fn reads(text: &str, said: &str, rest: &str) {
    assert_eq!(shown(text), Some((said.to_owned(), rest)), "{text}");
}

#[test]
fn times_of_both_clocks() {
    reads("14:02 text", "14:02", " text");
    reads("14:02:30 - text", "14:02:30", " - text");
    reads("9:05: text", "09:05", ": text");
    reads("2:14 pm text", "14:14", " text");
    reads("2PM – text", "14", " – text");
    reads("12:05 a.m., text", "00:05", ", text");
}

#[test]
fn dates_before_times() {
    reads("2026-03-02T14:02:31.123Z text", "2026-03-02 14:02:31 +00", " text");
    reads("2026-03-02 14:02 UTC", "2026-03-02 14:02 +00", "");
    reads("2026-03-02, 14:02", "2026-03-02 14:02", "");
    reads("2026-03-02 - 14:02 - text", "2026-03-02 14:02", " - text");
    reads("March 2, 2026 at 2:14 pm PST: x", "2026-03-02 14:14 -08", ": x");
    reads("2 Mar 14:02", "3/2 14:02", "");
    reads("2026-03-02 text", "2026-03-02", " text");
    reads("2026-03-02 ??:?? text", "2026-03-02", " text");
}

#[test]
fn approximate_times_and_ranges() {
    reads("~14:15–14:20 We", "~14:15 – 14:20", " We");
    reads("ca. 14:15 We", "~14:15", " We");
    reads("Around 2pm, we", "~14", ", we");
    reads("14:15 - 14:20 - text", "14:15 – 14:20", " - text");
    reads("2026-03-02 ~14:15 We", "~2026-03-02 14:15", " We");
    reads("14:15 to ~14:20 UTC", "~14:15 +00 – 14:20 +00", "");
    reads("14:15 until further notice", "14:15", " until further notice");
    reads("14:15 - 2 pods", "14:15", " - 2 pods");
    reads("2:14–2:20 pm", "14:14 – 14:20", "");
    reads("11:50–12:10 pm", "11:50 – 12:10", "");
    reads("2026-03-02 – 2026-03-04", "2026-03-02 – 2026-03-04", "");
    reads("7-13th Nov - x", "11/7 – 11/13", " - x");
    reads("March 7–13, 2026: x", "2026-03-07 – 2026-03-13", ": x");
    reads("2026-03-02 23:50 – 2026-03-03 00:10", "2026-03-02 23:50 – 2026-03-03 00:10", "");
}

#[test]
fn a_minus_is_an_offset_only_where_iso_would_put_one() {
    reads("09:00-10:00", "09 – 10", "");
    reads("2026-03-02 09:00-10:00", "2026-03-02 09 – 10", "");
    reads("2026-03-02 09:37 -08:00", "2026-03-02 09:37 -08", "");
    reads("2026-03-02T09:00-08:00", "2026-03-02 09 -08", "");
    reads("2026-03-02T09:00:00-08:00", "2026-03-02 09 -08", "");
    reads("09:00 -0800", "09 -08", "");
    reads("09:00 +01:00", "09 +01", "");
    reads("09:00 - 10:00", "09 – 10", "");
}

#[test]
fn zones_behind_times() {
    reads("14:02Z text", "14:02 +00", " text");
    reads("14:02 (CET) text", "14:02 +01", " text");
    reads("14:02 UTC+2 – 14:20 text", "14:02 +02 – 14:20 +02", " text");
    reads("14:02 IST text", "14:02 IST?", " text");
    reads("14:02 Europe/Berlin text", "14:02 zone", " text");
    reads("14:02 PD paged", "14:02", " PD paged");
}

#[test]
fn wrappers_close_right_behind_the_time() {
    reads("**14:02** text", "14:02", " text");
    reads("**14:02 UTC:** text", "14:02 +00", " text");
    reads("`14:02` text", "14:02", " text");
    reads("[14:02] text", "14:02", " text");
    reads("**[14:02]** text", "14:02", " text");
    reads("{{ 14:02 }}", "14:02", "");
    reads("**14:02 text**", "14:02", " text**");
    assert_eq!(read("**14:02 text**").unwrap().open, "**");
    assert_eq!(read("`14:02 job` failed"), None);
}

#[test]
fn placeholders_are_unknown() {
    for text in ["??:?? x", "--:-- x", "HH:mm x", "**??:??** x", "22:XX x", "2X:XX x", "24:XX x", "2022-02-?? x", "2022-MM-DD x"]
    {
        reads(text, "unknown", " x");
    }
    reads("2026-03-02 14:?? x", "2026-03-02", " x");
    reads("14:02-14:?? x", "14:02", " x");
    for text in ["?? x", "XX x", "HH x", "Mm:x", "a:?? x"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn what_is_no_time_is_not_read() {
    for text in [
        "",
        "text",
        "24:00",
        "14:60",
        "14:02:99",
        "1402",
        "2021: a year",
        "At 14:02",
        "16:9 screens",
        "14.02",
        "3 pods",
        "5 am-based jobs",
        "14:02x",
        "1:30:00:00",
        "99%",
        "–",
        "**",
        "~",
        "about it",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_heading_may_name_a_day() {
    assert_eq!(day_within("Timeline (March 2, 2026)"), Some(Day::Full(date(2026, 3, 2))));
    assert_eq!(day_within("Timeline of 2 events"), None);
    assert_eq!(day_within("November 8–20, 2023"), Some(Day::Full(date(2023, 11, 8))));
    assert_eq!(day_within("June 15-ongoing, 2024"), Some(Day::Full(date(2024, 6, 15))));
    assert_eq!(day_within("March 2 – pods at 2023"), Some(Day::Full(date(2023, 3, 2))));
    assert_eq!(day_within("March 2: 2023 pods"), Some(Day::OfYear { month: 3, day: 2 }));
}

#[test]
fn in_a_timeline_more_is_a_time() {
    let row = |text: &str| {
        let read = read_in(text, Setting::Row)?;
        Some((read.raw.to_owned(), text[read.len..].to_owned()))
    };
    let own = |raw: &str, rest: &str| Some((raw.to_owned(), rest.to_owned()));
    assert_eq!(row("At 14:02, x"), own("14:02", ", x"));
    assert_eq!(row("Between 02:00 and 02.30 PM x"), own("02:00 and 02.30 PM", " x"));
    assert_eq!(row("1625: x"), own("1625", ": x"));
    assert_eq!(row("1402 UTC x"), own("1402 UTC", " x"));
    assert_eq!(row("2026-03-02 1402 X"), own("2026-03-02 1402", " X"));
    assert_eq!(row("14h02 x"), own("14h02", " x"));
    assert_eq!(row("\u{1f534} 14:02 x"), own("14:02", " x"));
    assert_eq!((row("2021: x"), row("1402 x"), row("14.02 x"), row("On call x")), (None, None, None, None));
    let rows = |text: &str| read_in(text, Setting::Rows).map(|read| read.raw.to_owned());
    assert_eq!(
        (rows("2021: x").as_deref(), rows("1402 X").as_deref(), rows("14.02 x").as_deref()),
        (Some("2021"), Some("1402"), Some("14.02"))
    );
    assert_eq!((rows("14.02.1"), rows("99.9% x"), rows("1499 X"), rows("1402 errors")), (None, None, None, None));
}

#[test]
fn the_order_of_day_and_time_and_a_second_clock() {
    reads("14:02 UTC, 2 March 2026: x", "2026-03-02 14:02 +00", ": x");
    reads("2 pm PST March 2nd x", "3/2 14 -08", " x");
    reads("13:14 EDT (17:14 UTC) x", "13:14 -04", " x");
    reads("13:14 EDT / 17:14 UTC x", "13:14 -04", " x");
    reads("13:14 (see 17:14)", "13:14", " (see 17:14)");
    reads("Mon 14:02 x", "Monday 14:02", " x");
    reads("03/02/2026 14:02 x", "3|2/2026 14:02", " x");
    reads("10:45~ x", "~10:45", " x");
    reads("10:45a – x", "10:45", " – x");
    reads("23:00 AM x", "23", " x");
    reads("14:02 [CET] x", "14:02 +01", " x");
    reads("14:02 (approx.) x", "~14:02", " x");
    reads("14:02 or so x", "~14:02", " x");
    reads("16:2x x", "~16:20", " x");
    reads("2026-03-02 06:2xZ x", "~2026-03-02 06:20 +00", " x");
    reads("23:04+ x", "~23:04", " x");
    reads("c. 14:02 x", "~14:02", " x");
    reads("14:02 -> 14:10 x", "14:02 – 14:10", " x");
    reads("14:02 … 14:10 x", "14:02 – 14:10", " x");
    reads("20:00ish x", "~20", " x");
}

#[test]
fn times_may_be_told_from_the_beginning() {
    reads("T+3m x", "T+180", " x");
    reads("T+1h20m: x", "T+4800", ": x");
    reads("T0 x", "T+0", " x");
    reads("T-5 min x", "T-300", " x");
    reads("+00:03 x", "T+180", " x");
    reads("~T+90s x", "~T+90", " x");
    reads("T+0 (14:02 UTC) x", "T+0 = 14:02 +00", " x");
    for text in ["T x", "T1000 x", "+1 x", "-3m x", "-00:03 x", "T+x"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_time_may_stand_behind_its_label() {
    let behind = |text: &str| read_behind(text).map(|(at, read)| (text[..at].to_owned(), read.raw.to_owned()));
    let own = |label: &str, raw: &str| Some((label.to_owned(), raw.to_owned()));
    assert_eq!(behind("First detected 2026-03-02 14:09"), own("First detected ", "2026-03-02 14:09"));
    assert_eq!(behind("**Repaired**: ~14:41 UTC"), own("**Repaired**: ", "~14:41 UTC"));
    assert_eq!(behind("[Update - 2026-03-02 15h50 UTC]"), own("[Update - ", "2026-03-02 15h50 UTC"));
    assert_eq!(behind("Detected 2026-03-02 (to be confirmed)"), own("Detected ", "2026-03-02"));
    assert_eq!(behind("(UTC+9:30)"), None);
    assert_eq!((behind("The pods were back"), behind("14:02"), behind("from 14:02 on")), (None, None, None));
}

#[test]
fn the_offset_of_a_zone_is_kept() {
    let Said::Known { from, .. } = read("14:02 EDT").unwrap().said else { panic!() };
    assert_eq!(from.time, Some(time(14, 2, 0, 0)));
    assert_eq!(from.zone, Some(Zone::Known(TimeZone::fixed(Offset::constant(-4)))));
}

proptest! {
    #[test]
    fn anything_is_read_or_left_and_never_cut_within_a_character(
        text in "(\\*\\*|`|\\[|~|ca\\. )?([0-9?]{1,4}([-:/–. TZ]|March| pm|é|UTC|to ){0,2}){0,6}\\PC{0,8}"
    ) {
        if let Some(read) = read(&text) {
            prop_assert!(text.is_char_boundary(read.len));
            prop_assert!(text[..read.len].contains(read.raw));
            prop_assert!(!read.raw.is_empty());
        }
    }

    #[test]
    fn every_minute_of_the_day_is_read(hour in 0i8..24, minute in 0i8..60, second in 0i8..60) {
        let text = format!("{hour:02}:{minute:02}:{second:02}");
        let Some(Read { said: Said::Known { from, .. }, len: 8, .. }) = read(&text) else { panic!("{text}") };
        prop_assert_eq!(from.time, Some(time(hour, minute, second, 0)));
    }
}
