//! Durations on a logarithmic axis, a dot each, in a lane for each kind of incident.
//!
//! Durations spread from minutes to weeks, and one long outage would press all others into a corner of a plain axis. Where there
//! are too many of one length for dots, columns stand for them, so that a drawing never grows with the notes.

use super::canvas::{Anchor, Canvas, Caption, Key, number};
use super::text;
use super::{Page, Svg, both};
use crate::site::duration::{DAY, HOUR, MINUTE, human};
use crate::words::plural;

/// One duration.
#[derive(Debug, Clone, Copy)]
pub struct Dot<'a> {
    /// How long.
    pub seconds: i64,
    /// About.
    pub approximate: bool,
    /// Where it leads.
    pub href: &'a str,
    /// What it was, in words.
    pub title: &'a str,
}

/// The durations of one kind.
#[derive(Debug, Clone, Copy)]
pub struct DotLane<'a> {
    /// What they have in common.
    pub name: &'a str,
    /// The page of it.
    pub href: &'a str,
    /// In any order.
    pub dots: &'a [Dot<'a>],
    /// The median, if there are enough for one.
    pub median: Option<i64>,
}

const DOT: f64 = 6.0;
const STEP: f64 = 8.0;
/// As many dots stand on each other; a lane that needs more rows shows columns.
const ROWS: usize = 8;
/// How high the tallest column is.
const COLUMN: f64 = STEP * ROWS as f64;
const TOP: f64 = 22.0;

/// Where the axis may begin and end, and be labelled.
const TICKS: [(i64, &str); 11] = [
    (1, "1 s"),
    (10, "10 s"),
    (MINUTE, "1 min"),
    (10 * MINUTE, "10 min"),
    (HOUR, "1 h"),
    (6 * HOUR, "6 h"),
    (DAY, "1 d"),
    (7 * DAY, "7 d"),
    (30 * DAY, "30 d"),
    (365 * DAY, "1 y"),
    (3650 * DAY, "10 y"),
];

/// The lanes; empty where no duration is known. `id` is unique on the page.
pub fn dots(id: &str, title: &str, lanes: &[DotLane<'_>]) -> Svg {
    let seconds = || lanes.iter().flat_map(|lane| lane.dots).map(|dot| dot.seconds.max(0));
    let (Some(shortest), Some(longest)) = (seconds().min(), seconds().max()) else { return Svg::default() };
    let description = format!(
        "{} from {} to {} on a logarithmic axis, in {}.",
        plural(seconds().count(), "duration"),
        human(shortest, false),
        human(longest, false),
        plural(lanes.len(), "lane")
    );
    both(|page| {
        let caption = Caption { id, class: "chart-dots", title, description: &description };
        let left = if page == Page::Wide { 84.0 } else { 1.0 };
        let axis = Axis::new(shortest, longest, (left, page.width() - DOT - 1.0));
        draw(page, Canvas::new(page, caption), lanes, &axis)
    })
}

/// A logarithmic axis between two of the ticks.
struct Axis {
    ticks: &'static [(i64, &'static str)],
    left: f64,
    right: f64,
}

impl Axis {
    fn new(shortest: i64, longest: i64, (left, right): (f64, f64)) -> Self {
        let last = TICKS.len() - 1;
        let from = TICKS.partition_point(|(tick, _)| *tick <= shortest).saturating_sub(1).min(last - 1);
        let to = TICKS.partition_point(|(tick, _)| *tick < longest).clamp(from + 1, last);
        Self { ticks: &TICKS[from..=to], left, right }
    }

    /// Where a duration is drawn; what lies outside goes to the nearer end.
    fn x(&self, seconds: i64) -> f64 {
        let log = |seconds: i64| (seconds.max(1) as f64).ln();
        let (first, last) = (log(self.ticks[0].0), log(self.ticks[self.ticks.len() - 1].0));
        let share = (log(seconds) - first) / (last - first);
        self.left + share.clamp(0.0, 1.0) * (self.right - self.left)
    }
}

fn draw(page: Page, mut canvas: Canvas<'_>, lanes: &[DotLane<'_>], axis: &Axis) -> String {
    let mut y = TOP;
    let mut rows = Vec::new();
    for lane in lanes {
        let top = if page == Page::Wide { y + 6.0 } else { y + 22.0 };
        let placed = Placed::of(lane, axis);
        let bottom = top + placed.height();
        rows.push((lane, placed, top, bottom));
        y = bottom + 6.0;
    }
    for &(tick, label) in axis.ticks {
        let x = axis.x(tick) + DOT / 2.0;
        canvas.line("tick", (x, 18.0), (x, y));
        let half = text::width(label) / 2.0;
        canvas.text("soft", Anchor::Middle, (x.clamp(half, page.width() - half), 12.0), label);
    }
    // One measure for the columns of all lanes.
    let tallest = rows.iter().flat_map(|(_, placed, ..)| placed.columns()).map(|(_, count)| *count).max().unwrap_or(1) as f64;
    for (lane, placed, top, bottom) in &rows {
        canvas.line("hair", (0.0, bottom + 6.0), (page.width(), bottom + 6.0));
        let (name_at, room) = match page {
            Page::Wide => ((0.0, bottom - 1.0), axis.left - 10.0),
            Page::Narrow => ((0.0, top - 7.0), page.width()),
        };
        canvas.link(lane.href, lane.name, |canvas| {
            canvas.text("label halo", Anchor::Start, name_at, &text::fit(lane.name, room));
        });
        if let Some(median) = lane.median {
            let x = axis.x(median) + DOT / 2.0;
            canvas.line("median", (x, top - 3.0), (x, bottom + 3.0));
        }
        for (dot, x, row) in placed.dots() {
            let at = (*x, bottom - DOT - *row as f64 * STEP);
            canvas.link(dot.href, dot.title, |canvas| canvas.rect(class(dot), at, (DOT, DOT)));
        }
        let columns = placed.columns().iter().map(|(x, count)| {
            let height = number((*count as f64 / tallest * COLUMN).max(1.0));
            format!("M{} {}v-{height}h{DOT}v{height}z", number(*x), number(*bottom))
        });
        let columns: String = columns.collect();
        if !columns.is_empty() {
            canvas.path("mark", &columns);
        }
    }
    let placed: Vec<&Placed<'_>> = rows.iter().map(|(_, placed, ..)| placed).collect();
    let medians = lanes.iter().any(|lane| lane.median.is_some());
    let bottom = key(&mut canvas, page, &placed, medians, y + 24.0);
    canvas.finish(bottom)
}

fn class(dot: &Dot<'_>) -> &'static str {
    if dot.approximate { "mark about" } else { "mark" }
}

/// The dots of a lane, each with its place and its row from below, or columns with how many each stands for.
enum Placed<'d> {
    Dots(Vec<(&'d Dot<'d>, f64, usize)>),
    Columns(Vec<(f64, usize)>),
}

impl<'d> Placed<'d> {
    /// Every dot in the lowest row that has room for it; columns where that takes too many rows.
    fn of(lane: &DotLane<'d>, axis: &Axis) -> Self {
        let mut dots: Vec<(&Dot<'_>, f64)> = lane.dots.iter().map(|dot| (dot, axis.x(dot.seconds))).collect();
        dots.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.href.cmp(b.0.href)));
        // Where each row is free again.
        let mut free = [f64::MIN; ROWS];
        let placed = dots.iter().map(|&(dot, x)| {
            let row = free.iter().position(|free| *free <= x)?;
            free[row] = x + STEP;
            Some((dot, x, row))
        });
        match placed.collect() {
            Some(placed) => Self::Dots(placed),
            None => Self::Columns(columns(dots.iter().map(|(_, x)| *x), axis)),
        }
    }

    fn dots(&self) -> &[(&'d Dot<'d>, f64, usize)] {
        if let Self::Dots(dots) = self { dots } else { &[] }
    }

    fn columns(&self) -> &[(f64, usize)] {
        if let Self::Columns(columns) = self { columns } else { &[] }
    }

    fn height(&self) -> f64 {
        match self {
            Self::Dots(dots) => (dots.iter().map(|(_, _, row)| row + 1).max().unwrap_or(1) as f64) * STEP,
            Self::Columns(_) => COLUMN,
        }
    }
}

/// How many of these places (ascending) lie in each column.
fn columns(places: impl Iterator<Item = f64>, axis: &Axis) -> Vec<(f64, usize)> {
    let mut columns: Vec<(f64, usize)> = Vec::new();
    for x in places {
        let left = ((x - axis.left) / STEP).floor() * STEP + axis.left;
        match columns.last_mut() {
            Some((at, count)) if *at == left => *count += 1,
            _ => columns.push((left, 1)),
        }
    }
    columns
}

/// What the marks mean; returns how far down it reaches.
fn key(canvas: &mut Canvas<'_>, page: Page, placed: &[&Placed<'_>], medians: bool, y: f64) -> f64 {
    let mut key = Key::at(page, y);
    let mut say = |canvas: &mut Canvas<'_>, words: &str, draw: &dyn Fn(&mut Canvas<'_>, f64, f64)| {
        let (x, y) = key.place(DOT + 6.0 + text::width(words));
        draw(canvas, x, y);
        canvas.text("soft", Anchor::Start, (x + DOT + 6.0, y), words);
    };
    let dots = || placed.iter().flat_map(|placed| placed.dots()).map(|(dot, ..)| dot);
    if dots().any(|dot| !dot.approximate) {
        say(canvas, "an incident", &|canvas, x, y| canvas.rect("mark", (x, y - 8.0), (DOT, DOT)));
    }
    if dots().any(|dot| dot.approximate) {
        say(canvas, "about as long", &|canvas, x, y| canvas.rect("mark about", (x, y - 8.0), (DOT, DOT)));
    }
    if placed.iter().any(|placed| !placed.columns().is_empty()) {
        say(canvas, "many incidents: the taller, the more", &|canvas, x, y| canvas.rect("mark", (x, y - 10.0), (DOT, 10.0)));
    }
    if medians {
        say(canvas, "half took no longer", &|canvas, x, y| canvas.line("median", (x + 3.0, y - 12.0), (x + 3.0, y + 2.0)));
    }
    key.bottom()
}
