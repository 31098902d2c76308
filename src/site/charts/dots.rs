//! Durations on a logarithmic axis, a dot each, in a lane for each kind of incident.
//!
//! Durations spread from minutes to weeks, and one long outage would press all others into a corner of a plain axis. Where there
//! are too many for dots, columns stand for them, so that a drawing never grows with the notes.

use super::canvas::{Anchor, Canvas, Caption, number};
use super::text;
use super::{Page, Svg, both};
use crate::site::duration::{DAY, HOUR, MINUTE, human};

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

/// As many dots of a lane are drawn one by one.
pub const ONE_BY_ONE: usize = 300;

const DOT: f64 = 6.0;
const STEP: f64 = 8.0;
/// How high columns are that stand for many dots.
const COLUMN: f64 = 64.0;
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
    let seconds = || lanes.iter().flat_map(|lane| lane.dots).map(|dot| dot.seconds.max(1));
    let (Some(shortest), Some(longest)) = (seconds().min(), seconds().max()) else { return Svg::default() };
    let description = format!(
        "{} durations from {} to {} on a logarithmic axis, a lane for each of {} kinds.",
        seconds().count(),
        human(shortest, false),
        human(longest, false),
        lanes.len()
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
        let (placed, height) = place(lane, axis);
        let bottom = top + height;
        rows.push((lane, placed, top, bottom));
        y = bottom + 6.0;
    }
    for &(tick, label) in axis.ticks {
        let x = axis.x(tick);
        canvas.line("tick", (x, 18.0), (x, y));
        let half = text::width(label) / 2.0;
        canvas.text("soft", Anchor::Middle, (x.clamp(half, page.width() - half), 12.0), label);
    }
    let mut medians = false;
    for (lane, placed, top, bottom) in rows {
        canvas.line("hair", (0.0, bottom + 6.0), (page.width(), bottom + 6.0));
        let (name_at, room) = match page {
            Page::Wide => ((0.0, bottom - 1.0), axis.left - 10.0),
            Page::Narrow => ((0.0, top - 7.0), page.width()),
        };
        canvas.link(lane.href, lane.name, |canvas| {
            canvas.text("label halo", Anchor::Start, name_at, &text::fit(lane.name, room));
        });
        if let Some(median) = lane.median {
            medians = true;
            let x = axis.x(median) + DOT / 2.0;
            canvas.line("median", (x, top - 3.0), (x, bottom + 3.0));
        }
        match placed {
            Placed::Dots(placed) => {
                for (dot, x, row) in placed {
                    let class = if dot.approximate { "mark about" } else { "mark" };
                    let at = (x, bottom - DOT - row as f64 * STEP);
                    canvas.link(dot.href, dot.title, |canvas| canvas.rect(class, at, (DOT, DOT)));
                }
            }
            Placed::Columns(columns) => {
                let tallest = columns.iter().map(|(_, count)| *count).max().unwrap_or(1) as f64;
                let path = columns.iter().map(|(x, count)| {
                    let height = (*count as f64 / tallest * COLUMN).max(1.0);
                    format!("M{} {}v-{}h{DOT}v{}z", number(*x), number(bottom), number(height), number(height))
                });
                canvas.path("mark", &path.collect::<String>());
            }
        }
    }
    let bottom = key(&mut canvas, page, lanes, medians, y + 24.0);
    canvas.finish(bottom)
}

/// The dots of a lane, each with its place and its row from below, or columns with how many each stands for.
enum Placed<'d> {
    Dots(Vec<(&'d Dot<'d>, f64, usize)>),
    Columns(Vec<(f64, usize)>),
}

/// Every dot in the lowest row that has room for it; returns how high the lane gets, too.
fn place<'d>(lane: &DotLane<'d>, axis: &Axis) -> (Placed<'d>, f64) {
    let mut dots: Vec<(&Dot<'_>, f64)> = lane.dots.iter().map(|dot| (dot, axis.x(dot.seconds))).collect();
    if dots.len() > ONE_BY_ONE {
        let column = |x: f64| ((x - axis.left) / STEP).floor() * STEP + axis.left;
        let mut columns: Vec<(f64, usize)> = Vec::new();
        dots.sort_by(|a, b| a.1.total_cmp(&b.1));
        for (_, x) in dots {
            match columns.last_mut() {
                Some((at, count)) if *at == column(x) => *count += 1,
                _ => columns.push((column(x), 1)),
            }
        }
        return (Placed::Columns(columns), COLUMN);
    }
    dots.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.href.cmp(b.0.href)));
    let mut taken: Vec<f64> = Vec::new();
    let placed: Vec<_> = dots
        .into_iter()
        .map(|(dot, x)| {
            let row = taken.iter().position(|taken| *taken <= x).unwrap_or(taken.len());
            match taken.get_mut(row) {
                Some(taken) => *taken = x + STEP,
                None => taken.push(x + STEP),
            }
            (dot, x, row)
        })
        .collect();
    (Placed::Dots(placed), taken.len().max(1) as f64 * STEP)
}

/// What the marks mean; returns how far down it reaches.
fn key(canvas: &mut Canvas<'_>, page: Page, lanes: &[DotLane<'_>], medians: bool, y: f64) -> f64 {
    let (mut x, mut y) = (0.0, y);
    let mut say = |canvas: &mut Canvas<'_>, words: &str, draw: &dyn Fn(&mut Canvas<'_>, f64, f64)| {
        let width = DOT + 6.0 + text::width(words) + 16.0;
        if x > 0.0 && x + width > page.width() {
            (x, y) = (0.0, y + 18.0);
        }
        draw(canvas, x, y);
        canvas.text("soft", Anchor::Start, (x + DOT + 6.0, y), words);
        x += width;
    };
    let one_by_one = || lanes.iter().filter(|lane| lane.dots.len() <= ONE_BY_ONE).flat_map(|lane| lane.dots);
    if one_by_one().any(|dot| !dot.approximate) {
        say(canvas, "an incident", &|canvas, x, y| canvas.rect("mark", (x, y - 8.0), (DOT, DOT)));
    }
    if one_by_one().any(|dot| dot.approximate) {
        say(canvas, "about as long", &|canvas, x, y| canvas.rect("mark about", (x, y - 8.0), (DOT, DOT)));
    }
    if lanes.iter().any(|lane| lane.dots.len() > ONE_BY_ONE) {
        say(canvas, "many incidents: the taller, the more", &|canvas, x, y| canvas.rect("mark", (x, y - 10.0), (DOT, 10.0)));
    }
    if medians {
        say(canvas, "half took no longer", &|canvas, x, y| canvas.line("median", (x + 3.0, y - 12.0), (x + 3.0, y + 2.0)));
    }
    y + 6.0
}
