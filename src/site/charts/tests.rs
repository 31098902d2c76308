use super::*;
use crate::incident::{Milestone, RowKind};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use std::collections::BTreeSet;

const UTC: Clock<'static> = Clock { offset: Offset::UTC, name: "UTC" };

/// Every drawing is well-formed, holds no style, script or address of another host, and gives no id twice.
fn check(svg: &Svg) {
    let (mut open, mut ids) = (Vec::new(), BTreeSet::new());
    for piece in svg.as_str().split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("every tag is closed");
        assert!(!text.contains('>'), "{piece}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{svg}");
            continue;
        }
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(
            ["svg", "title", "desc", "defs", "pattern", "line", "rect", "path", "text", "a"]
                .contains(&name.trim_end_matches('/')),
            "{tag}"
        );
        let parts: Vec<&str> = rest.trim_end_matches('/').split('"').collect();
        for pair in parts.chunks_exact(2) {
            let (name, value) = (pair[0].trim().trim_end_matches('='), pair[1]);
            assert!(name != "style" && !name.starts_with("on"), "{tag}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{tag}");
            assert!(name != "id" || ids.insert(value.to_owned()), "{value} twice");
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

fn count(svg: &Svg, what: &str) -> usize {
    svg.as_str().matches(what).count()
}

fn point(milestone: Milestone, at: i64) -> Point {
    Point { milestone, at, approximate: false }
}

fn event(row: usize, at: i64, kind: Option<RowKind>) -> Event<'static> {
    Event { row, at, until: None, approximate: false, kind, text: "<b>\"text\"</b> & more" }
}

#[test]
fn a_phase_bar_says_every_duration_that_is_known() {
    let points = [
        point(Milestone::Started, 0),
        point(Milestone::Detected, 420),
        Point { approximate: true, ..point(Milestone::Mitigated, 2340) },
        point(Milestone::Resolved, 90_000),
    ];
    let svg = phases("p", &Phases { points: &points, ongoing: false, clock: UTC });
    check(&svg);
    for words in
        [">7 min to detect<", ">~39 min to restore<", ">25 h to resolve<", ">2 Jan 01:00<", ">~00:39<", "not to scale at //"]
    {
        assert_eq!(count(&svg, words), 2, "{words}");
    }
    assert!(!svg.as_str().contains("acknowledge"));
}

#[test]
fn what_is_not_noted_is_said_and_nothing_is_made_up() {
    let points = [point(Milestone::Detected, 0), point(Milestone::Mitigated, 600)];
    let svg = phases("p", &Phases { points: &points, ongoing: false, clock: UTC });
    for words in ["no time of the start", "no time of the end"] {
        assert_eq!(count(&svg, words), 2, "{words}");
    }
    assert!(!svg.as_str().contains(" to "), "{svg}");
    let ongoing = phases("p", &Phases { points: &points, ongoing: true, clock: UTC });
    assert!(ongoing.as_str().contains("not over yet") && !ongoing.as_str().contains("no time of the end"));
    let one = phases("p", &Phases { points: &points[..1], ongoing: false, clock: UTC });
    assert_eq!(one, Svg::default());
}

#[test]
fn every_row_of_the_timeline_is_drawn_and_leads_to_its_row() {
    let events: Vec<_> = (1..=200).map(|row| event(row, (row as i64 * 7919) % 600, None)).collect();
    let svg = timeline("t", &Timeline { events: &events, milestones: &[], clock: UTC });
    check(&svg);
    for row in 1..=200 {
        assert_eq!(count(&svg, &format!("href=\"#row-{row}\"")), 2);
    }
}

#[test]
fn rows_of_one_kind_at_one_time_do_not_cover_each_other() {
    let events: Vec<_> = (1..=3).map(|row| event(row, 0, Some(RowKind::Alert))).chain([event(4, 60, None)]).collect();
    let svg = timeline("t", &Timeline { events: &events, milestones: &[], clock: UTC });
    let marks: BTreeSet<&str> =
        svg.as_str().split("<path class=\"mark\" d=\"").skip(1).filter_map(|mark| mark.split('"').next()).collect();
    assert_eq!(marks.len(), 8, "four places on each page");
}

#[test]
fn the_worse_an_incident_the_heavier_its_mark() {
    let mark = |severity| Mark { date: civil::date(2026, 3, 2), hurting: None, severity, href: "x.html", title: "x" };
    let marks = [mark(3), mark(0)];
    let lanes = [Lane { name: "checkout & <co>", href: "s.html", marks: &marks }];
    let svg = year("y", &Year { year: 2026, lanes: &lanes, severities: &[], today: None });
    check(&svg);
    assert!(count(&svg, "width=\"5\" height=\"11\"") == 2 && count(&svg, "width=\"1\" height=\"11\"") == 2, "{svg}");
}

#[test]
fn the_calendar_shows_the_year_and_nothing_else() {
    let today = civil::date(2026, 11, 22);
    let day =
        |back: i64| Day { date: today.saturating_sub(back.days()), hurting: Some(60), severity: 1, href: "x.html", title: "x" };
    let svg = calendar("c", &Calendar { today, days: &[day(0), day(364), day(400)] });
    check(&svg);
    assert_eq!(count(&svg, "<a href"), 4);
}

#[test]
fn every_interval_is_told_where_there_is_room() {
    let at = |days: i64| Occurrence {
        date: civil::date(2024, 1, 1).saturating_add(days.days()),
        severity: 1,
        href: "x.html",
        title: "x",
    };
    let all = [at(0), at(204), at(250)];
    let svg = occurrences("o", &Occurrences { occurrences: &all, severities: &[], today: civil::date(2025, 1, 1) });
    check(&svg);
    for words in [">7 months<", ">46 days<", ">4 months quiet<"] {
        assert_eq!(count(&svg, words), 2, "{words}: {svg}");
    }
}

#[test]
fn dots_stand_in_their_lanes_and_many_become_columns() {
    let dot = |minutes: i64| Dot { seconds: minutes * MINUTE, approximate: minutes == 7, href: "a.html", title: "it" };
    let few: Vec<_> = [7, 7, 90, 60_000].map(dot).into();
    let lane = DotLane { name: "Sev 1", href: "sev1.html", dots: &few, median: Some(7 * MINUTE) };
    let svg = dots("d", "How long", &[lane]);
    check(&svg);
    assert_eq!(count(&svg, "<title>it</title>"), 2 * 4);
    for words in [">1 min<", ">1 h<", ">1 y<", ">half took no longer<", ">about as long<", "</title><text class=\"label halo\""] {
        assert_eq!(count(&svg, words), 2, "{words}: {svg}");
    }
    let many: Vec<_> = (1..5000).map(dot).collect();
    let svg = dots("d", "How long", &[DotLane { name: "Sev 1", href: "sev1.html", dots: &many, median: None }]);
    check(&svg);
    assert_eq!(count(&svg, "<title>it</title>"), 0);
    assert_eq!(count(&svg, "the taller, the more"), 2);
    assert!(svg.as_str().len() < 20_000, "{}", svg.as_str().len());
    let alike: Vec<_> = (0..299).map(|_| dot(60)).collect();
    let lane = |dots| DotLane { name: "Sev 1", href: "sev1.html", dots, median: None };
    let svg = dots("d", "How long", &[lane(&alike[..8]), lane(&alike)]);
    check(&svg);
    assert_eq!(count(&svg, "<title>it</title>"), 2 * 8, "a drawing does not grow with what is alike");
    assert!(dots("d", "How long", &[DotLane { name: "Sev 1", href: "sev1.html", dots: &[], median: None }]).as_str().is_empty());
}

#[test]
fn a_strip_shows_each_day_on_the_axis_of_its_list_and_stays_small() {
    let day = civil::date;
    let strips = Strips::new(day(2011, 4, 21), day(2026, 11, 27));
    check(&strips.head());
    for words in [">2015<", ">2020<"] {
        assert_eq!(count(&strips.head(), words), 1, "{words}: {}", strips.head());
    }
    let marks = |days: &[(Date, usize)]| count(&strips.marks(days.iter().copied()), "v10h-");
    assert_eq!(marks(&[(day(2011, 4, 21), 0), (day(2020, 1, 1), 0), (day(2026, 11, 27), 0)]), 3);
    assert_eq!(marks(&[(day(2020, 1, 1), 3), (day(2020, 1, 1), 0), (day(2020, 1, 2), 3)]), 1, "those that touch are one");
    assert_eq!(marks(&[(day(2010, 12, 31), 0), (day(2027, 1, 1), 0)]), 2, "nothing is left out");
    let often = strips.marks((0..5000).map(|back| (day(2026, 11, 27).saturating_sub(back.days()), 0)));
    check(&often);
    assert!(often.as_str().len() < 1000, "{}", often.as_str().len());
}

#[test]
fn strips_of_one_year_and_of_all_years_are_whole() {
    for (first, last) in [(civil::date(2026, 3, 2), civil::date(2026, 3, 2)), (Date::MIN, Date::MAX)] {
        let strips = Strips::new(first, last);
        check(&strips.head());
        check(&strips.marks([(first, 0), (last, 9)]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn drawings_are_whole_whatever_the_times(
        times in proptest::collection::vec(-60_000_000_000i64..250_000_000_000, 1..12),
        near in proptest::collection::vec(0i64..4000, 0..12),
        text in ".{0,20}",
        kind in 0usize..12,
        flags: (bool, bool),
    ) {
        let mut points: Vec<Point> = Vec::new();
        for (milestone, at) in Milestone::ALL.iter().zip(near.iter().chain(&times)) {
            points.push(Point { milestone: *milestone, at: *at, approximate: flags.0 });
        }
        check(&phases("p", &Phases { points: &points, ongoing: flags.1, clock: Clock { offset: Offset::constant(-5), name: &text } }));
        let kind = RowKind::ALL.get(kind).copied();
        let events: Vec<Event<'_>> = near.iter().chain(&times).enumerate()
            .map(|(row, at)| Event { row, at: *at, until: flags.0.then_some(at + 60), approximate: flags.1, kind, text: &text })
            .collect();
        check(&timeline("t", &Timeline { events: &events, milestones: &points, clock: UTC }));
    }

    #[test]
    fn drawings_are_whole_whatever_the_days(days in proptest::collection::vec(0i64..4000, 0..30), text in ".{0,20}", seconds: i64) {
        let today = civil::date(2026, 2, 28);
        let date = |back: i64| today.saturating_sub(back.days());
        let severities = vec![text.clone(); 5];
        let marks: Vec<Mark<'_>> = days.iter().map(|back| Mark { date: date(*back), hurting: Some(seconds), severity: 2, href: &text, title: &text }).collect();
        let lanes = [Lane { name: &text, href: &text, marks: &marks }];
        check(&year("y", &Year { year: 2025, lanes: &lanes, severities: &severities, today: Some(today) }));
        let all: Vec<_> = days.iter().map(|back| Occurrence { date: date(*back), severity: 9, href: &text, title: &text }).collect();
        check(&occurrences("o", &Occurrences { occurrences: &all, severities: &severities, today }));
        let all: Vec<_> = days.iter().map(|back| Day { date: date(*back), hurting: Some(seconds), severity: 0, href: &text, title: &text }).collect();
        check(&calendar("c", &Calendar { today, days: &all }));
        let all: Vec<_> = days.iter().map(|back| Dot { seconds: seconds.saturating_add(*back), approximate: false, href: &text, title: &text }).collect();
        check(&dots("d", &text, &[DotLane { name: &text, href: &text, dots: &all, median: Some(seconds) }]));
    }
}
