//! What a note says once, for all rows of its timelines: the day, the zone, which number of a date is the month.
//!
//! Looks only where people say such things: in the front matter, the title, a line `Date: …`, a paragraph about all times.

use super::{about_times, remarks};
use crate::diagnostic::rules;
use crate::incident::time::Moment;
use crate::incident::{Milestone, leading_date};
use crate::note::blocks::{Block, Shape};
use crate::note::clock::{self, Day, Order, Zone};
use crate::note::facts::Fact;
use crate::note::front_matter::Front;
use crate::note::placing::Placing;
use crate::note::text::first_line;
use crate::source::Span;
use jiff::civil::Date;

/// What is known before the first row is read.
#[derive(Debug)]
pub struct Known<'a> {
    /// What the front matter says of the beginning.
    pub started: Option<Moment>,
    /// The day of `started`, else that of the title, of a line that says when it began, of a line `Date: …`, of another milestone, of
    /// the id.
    pub day: Option<Date>,
    /// The zone of all times of the body.
    pub zone: Option<Zone<'a>>,
    /// Where nobody says one, the zone of the times in its prose, if all of them have the same.
    pub elsewhere: Option<(Zone<'a>, Span)>,
    /// Where the first date stands of which nothing shows which number is the month.
    guessed: Option<usize>,
}

/// Labels of a line that says on what day it was, in lower case.
const DATE_LABELS: &[&str] = &[
    "date",
    "dates",
    "when",
    "incident date",
    "date of incident",
    "date of the incident",
    "outage date",
    "date of outage",
    "event date",
    "date/time",
    "date and time",
    "date occurred",
    "occurred",
];

impl<'a> Known<'a> {
    /// Looks through the front matter and the blocks of a body, of which a line may say when it began; the order of dates is set in
    /// `placing`.
    pub fn of(
        text: &'a str,
        body: &Span,
        blocks: &[Block],
        facts: &[Fact<'_>],
        front: &Front,
        begun: Option<Day>,
        placing: &mut Placing<'_>,
    ) -> Self {
        let incident = &front.incident;
        let started = front.milestones.iter().find(|(of, ..)| *of == Milestone::Started).map(|(_, time, _)| time.at);
        let other = front.milestones.iter().filter_map(|(_, time, _)| time.at.day()).min();
        let filed = started.and_then(|moment| moment.day()).or_else(|| leading_date(&incident.id)).or(other);
        let (order, guessed) = Order::of(&text[body.clone()], filed);
        placing.order = order;
        let near = |day: Day| day.near(filed, order);
        let title = clock::day_within(&incident.title).or_else(|| titles(blocks).find_map(clock::day_within)).and_then(near);
        let line = dated_line(text, blocks, facts).and_then(|(day, place)| Some((near(day)?, place)));
        if let (Some(title), Some((day, place))) = (title, &line)
            && title != *day
        {
            placing.report(
                &rules::DAYS_DISAGREE,
                place.clone(),
                format!("here it was on {day}, and in the title on {title}"),
                "correct the one that is wrong; until then rows without a day have that of the title",
            );
        }
        let day = started.and_then(|moment| moment.day()).or(title);
        let day = day.or_else(|| begun.and_then(near)).or(line.map(|(day, _)| day)).or(filed);
        let zone = remarks(text, blocks).find_map(about_times);
        let unsaid = zone.is_none() && placing.zone.is_none();
        let elsewhere = if unsaid { zone_in_prose(text, blocks) } else { None };
        Self { started, day, zone, elsewhere, guessed: guessed.map(|at| body.start + at) }
    }

    /// Reports, once for the whole note, that the order of its dates is a guess.
    pub fn report_guess(&self, text: &str, placing: &mut Placing<'_>) {
        let Some(at) = self.guessed else { return };
        let (which, example) = match placing.order {
            Order::MonthFirst => ("month", "2026-03-02"),
            Order::DayFirst => ("day", "2026-02-03"),
        };
        let written = text[at..].bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-')).count();
        placing.report(
            &rules::AMBIGUOUS_DATE,
            at..at + written,
            format!("nothing shows whether the month or the day comes first in the dates of this note; taken as the {which}"),
            format!("write the year first: `{example}`"),
        );
    }
}

/// The zone behind the times in paragraphs, if they agree on one.
fn zone_in_prose<'a>(text: &'a str, blocks: &[Block]) -> Option<(Zone<'a>, Span)> {
    let mut found: Option<(Zone<'a>, Span)> = None;
    for block in blocks.iter().filter(|block| matches!(block.shape, Shape::Paragraph)) {
        for (zone, place) in clock::zones_behind_times(&text[block.span.clone()]) {
            match &found {
                Some((first, _)) if *first != zone => return None,
                Some(_) => {}
                None => found = Some((zone, block.span.start + place.start..block.span.start + place.end)),
            }
        }
    }
    found
}

/// The headings that are titles of all of the body.
fn titles(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().filter_map(|block| match &block.shape {
        Shape::Heading { level: 1, text, .. } => Some(text.as_str()),
        _ => None,
    })
}

/// The day in a line such as `**Date:** 2 March 2026`, or under a heading of such a name, and where that stands.
fn dated_line(text: &str, blocks: &[Block], facts: &[Fact<'_>]) -> Option<(Day, Span)> {
    let lines = facts.iter().filter(|fact| is_date_label(fact.label));
    let mut lines = lines.filter_map(|fact| Some((clock::day_within(&text[fact.value.clone()])?, fact.span.clone())));
    lines.next().or_else(|| {
        let mut pairs =
            blocks.windows(2).filter(|pair| matches!(&pair[0].shape, Shape::Heading { text, .. } if is_date_label(text)));
        pairs.find_map(|pair| Some((clock::day_within(&text[pair[1].span.clone()])?, first_line(text, &pair[1].span))))
    })
}

fn is_date_label(label: &str) -> bool {
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    label.len() <= 24 && DATE_LABELS.contains(&label.to_lowercase().as_str())
}
