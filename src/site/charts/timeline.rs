//! The timeline of an incident, true to time: a lane for each kind of row, behind them the state of the users.
//!
//! The words stand in the table beneath; the drawing shows when much happened and when nothing did, and leads to the rows.

use super::canvas::{Anchor, Canvas, Caption, number};
use super::phases::{Point, cut_mark};
use super::scale::{Cuts, Scale};
use super::text::{self, spread};
use super::{Clock, Page, State, Svg, both};
use crate::incident::{Milestone, RowKind};

/// A row whose instant is known.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// The number of the row in the table.
    pub row: usize,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The end, for a range.
    pub until: Option<i64>,
    /// Not to the minute.
    pub approximate: bool,
    /// What it tells; `None` where the note does not say.
    pub kind: Option<RowKind>,
    /// What happened, plain text.
    pub text: &'a str,
}

/// What the timeline shows.
#[derive(Debug, Clone, Copy)]
pub struct Timeline<'a> {
    /// The rows whose instant is known, in any order.
    pub events: &'a [Event<'a>],
    /// The milestones that are known.
    pub milestones: &'a [Point],
    /// By which times are told.
    pub clock: Clock<'a>,
}

/// The kinds that have a lane, from what set it off to what was done, with their words.
const LANES: [(Option<RowKind>, &str); 9] = [
    (Some(RowKind::Change), "change"),
    (Some(RowKind::Alert), "alert"),
    (Some(RowKind::Report), "report"),
    (Some(RowKind::Problem), "problem"),
    (Some(RowKind::Hypothesis), "hypothesis"),
    (Some(RowKind::Decision), "decision"),
    (Some(RowKind::Action), "action"),
    (Some(RowKind::Started), "milestone"),
    (None, "other"),
];

/// How high a line of marks is, with numbers and, where there are too many for numbers, without.
const LINE: f64 = 15.0;
const DENSE_LINE: f64 = 8.0;
/// The most lines that a lane has before its marks lose their numbers.
const NUMBERED_LINES: usize = 5;

/// The timeline; empty where nothing has a known instant. `id` is unique on the page; a mark leads to `#row-` and its number.
pub fn timeline(id: &str, timeline: &Timeline<'_>) -> Svg {
    let mut events = timeline.events.to_vec();
    events.sort_by_key(|event| (event.at, event.row));
    if events.is_empty() {
        return Svg::default();
    }
    let description =
        format!("{} rows on a time axis in {}, by kind. The table beneath has the words.", events.len(), timeline.clock.name);
    both(|page| {
        let caption = Caption { id, class: "chart-timeline", title: "Timeline of the incident", description: &description };
        draw(page, Canvas::new(page, caption), &events, timeline)
    })
}

fn draw(page: Page, mut canvas: Canvas<'_>, events: &[Event<'_>], timeline: &Timeline<'_>) -> String {
    let mut milestones = timeline.milestones.to_vec();
    milestones.sort_by_key(|point| (point.at, point.milestone));
    let mut times: Vec<i64> = events.iter().flat_map(|event| [Some(event.at), event.until]).flatten().collect();
    times.extend(milestones.iter().map(|point| point.at));
    times.sort_unstable();
    // On a wide page the names of the lanes stand beside them, on a narrow one above.
    let left = if page == Page::Wide { 78.0 } else { 6.0 };
    let right = page.width() - if page == Page::Wide { 24.0 } else { 20.0 };
    let scale = Scale::new(&times, (left, right), Cuts { most: 3, share: 0.6, from: i64::MIN, width: 44.0 });

    let top = if milestones.is_empty() { 8.0 } else { 46.0 };
    let mut lanes = Vec::new();
    let mut y = top + 4.0;
    for (kind, name) in LANES {
        let mine: Vec<&Event<'_>> = events.iter().filter(|event| lane_of(event.kind) == kind).collect();
        if !mine.is_empty() {
            let lane = Lane::new(name, &mine, &scale, page, y);
            y = lane.bottom;
            lanes.push(lane);
        }
    }

    states(&mut canvas, &scale, &milestones, (top, y));
    axis(&mut canvas, &scale, page, &timeline.clock, (top, y));
    for lane in &lanes {
        lane.draw(&mut canvas, page, &timeline.clock);
    }
    flags(&mut canvas, &scale, page, timeline, &milestones, (top, y));
    for (from, to) in scale.cuts() {
        let x = f64::midpoint(from, to);
        cut_mark(&mut canvas, x, y - 7.0, 14.0);
        if !milestones.is_empty() {
            cut_mark(&mut canvas, x, top - 8.0, 11.0);
        }
    }
    let zone = format!("{}{}", timeline.clock.name, if scale.cuts().next().is_some() { ", axis cut at //" } else { "" });
    canvas.text("soft", Anchor::End, (page.width(), y + 31.0), &text::fit(&zone, page.width()));
    canvas.finish(y + 36.0)
}

/// Rows that mark a milestone share a lane.
fn lane_of(kind: Option<RowKind>) -> Option<RowKind> {
    kind.map(|kind| if kind.milestone().is_some() { RowKind::Started } else { kind })
}

/// The state of the users, behind everything.
fn states(canvas: &mut Canvas<'_>, scale: &Scale, milestones: &[Point], (top, bottom): (f64, f64)) {
    let x = |milestone| milestones.iter().find(|point| point.milestone == milestone).map(|point| scale.x(point.at));
    for (state, from, to) in [
        (State::Hurting, x(Milestone::Started), x(Milestone::Mitigated)),
        (State::Recovering, x(Milestone::Mitigated), x(Milestone::Resolved)),
    ] {
        if let (Some(from), Some(to)) = (from, to) {
            canvas.rect(&format!("band {}", state.class()), (from, top), (to - from, bottom - top));
            canvas.state(state, (from, top - 5.0), (to - from, 5.0));
        }
    }
}

fn axis(canvas: &mut Canvas<'_>, scale: &Scale, page: Page, clock: &Clock<'_>, (top, bottom): (f64, f64)) {
    let left = scale.x(i64::MIN);
    canvas.line("axis", (left, bottom), (scale.x(i64::MAX), bottom));
    let mut taken = f64::MIN;
    for tick in scale.ticks(clock, if page == Page::Wide { 64.0 } else { 52.0 }) {
        canvas.line("tick", (tick.x, top), (tick.x, bottom + 4.0));
        let half = text::width(&tick.label) / 2.0;
        let x = tick.x.clamp(half, page.width() - half);
        // A label with its day is wider than the ticks are apart.
        if x - half >= taken {
            canvas.text("soft", Anchor::Middle, (x, bottom + 16.0), &tick.label);
            taken = x + half + 4.0;
        }
    }
}

/// The milestones above the lanes, each with a line down through them.
fn flags(
    canvas: &mut Canvas<'_>,
    scale: &Scale,
    page: Page,
    timeline: &Timeline<'_>,
    milestones: &[Point],
    (top, bottom): (f64, f64),
) {
    let wanted: Vec<f64> = milestones.iter().map(|point| scale.x(point.at)).collect();
    let times = timeline.clock.stamps(milestones);
    let widths: Vec<f64> =
        milestones.iter().zip(&times).map(|(point, time)| text::width(point.milestone.as_str()).max(text::width(time))).collect();
    let gap = if page == Page::Wide { 12.0 } else { 5.0 };
    let places = spread(&wanted, &widths, gap, (0.0, page.width()));
    for (((point, time), place), x) in milestones.iter().zip(&times).zip(places).zip(wanted) {
        canvas.text("label", Anchor::Middle, (place, 12.0), point.milestone.as_str());
        canvas.text("soft", Anchor::Middle, (place, 26.0), time);
        canvas.path("leader", &format!("M{} 30L{} {}", number(place), number(x), number(top - 6.0)));
        canvas.line(if point.approximate { "edge about" } else { "edge" }, (x, top - 6.0), (x, bottom));
    }
}

/// The marks of one kind.
struct Lane<'l> {
    name: &'static str,
    numbered: bool,
    /// Each with its place and its line.
    marks: Vec<(&'l Event<'l>, f64, f64, usize)>,
    top: f64,
    line: f64,
    bottom: f64,
}

impl<'l> Lane<'l> {
    fn new(name: &'static str, events: &[&'l Event<'l>], scale: &Scale, page: Page, y: f64) -> Self {
        let (numbered, marks, lines) = match Self::place(events, scale, true) {
            (marks, lines) if lines <= NUMBERED_LINES => (true, marks, lines),
            _ => {
                let (marks, lines) = Self::place(events, scale, false);
                (false, marks, lines)
            }
        };
        let top = if page == Page::Wide { y } else { y + 18.0 };
        let line = if numbered { LINE } else { DENSE_LINE };
        Self { name, numbered, marks, top, line, bottom: (top + lines as f64 * line + 3.0).max(top + LINE) }
    }

    /// Every mark in the first line that has room for it.
    fn place(events: &[&'l Event<'l>], scale: &Scale, numbered: bool) -> (Vec<(&'l Event<'l>, f64, f64, usize)>, usize) {
        let mut taken: Vec<f64> = Vec::new();
        let marks = events
            .iter()
            .map(|event| {
                let x = scale.x(event.at);
                let end = event.until.map_or(x, |until| scale.x(until)).max(x);
                let number = if numbered { text::width(&event.row.to_string()) + 6.0 } else { 0.0 };
                let line = taken.iter().position(|&taken| taken <= x - 4.0).unwrap_or(taken.len());
                let reach = end + 4.0 + number + if numbered { 2.0 } else { 0.0 };
                match taken.get_mut(line) {
                    Some(taken) => *taken = reach,
                    None => taken.push(reach),
                }
                (*event, x, end, line)
            })
            .collect();
        (marks, taken.len())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, page: Page, clock: &Clock<'_>) {
        match page {
            Page::Wide => canvas.text("soft", Anchor::End, (66.0, self.top + 11.0), self.name),
            Page::Narrow => canvas.text("soft halo", Anchor::Start, (0.0, self.top - 4.0), self.name),
        }
        canvas.line("hair", (if page == Page::Wide { 72.0 } else { 0.0 }, self.bottom), (page.width(), self.bottom));
        for (event, x, end, line) in &self.marks {
            let y = self.top + (*line as f64 + 0.5) * self.line;
            let size = if self.numbered { 4.0 } else { 3.0 };
            let about = if event.approximate { "~" } else { "" };
            let title = format!("{} · {about}{} {}", event.row, clock.time(event.at), event.text);
            canvas.link(&format!("#row-{}", event.row), &title, |canvas| {
                if end > x {
                    canvas.line("range", (*x, y), (*end, y));
                }
                shape(canvas, event.kind, event.approximate, (*x, y), size);
                if self.numbered {
                    canvas.text("label halo", Anchor::Start, (end + 7.0, y + 4.0), &event.row.to_string());
                }
            });
        }
    }
}

/// A shape for each kind, so that a mark is known without its lane; hollow where the time is approximate.
fn shape(canvas: &mut Canvas<'_>, kind: Option<RowKind>, approximate: bool, (x, y): (f64, f64), size: f64) {
    let at = |dx: f64, dy: f64| format!("{} {}", number(x + dx * size), number(y + dy * size));
    let polygon = |corners: &[(f64, f64)]| {
        let corners: Vec<String> = corners.iter().map(|&(dx, dy)| at(dx, dy)).collect();
        format!("M{}Z", corners.join("L"))
    };
    let d = match kind {
        Some(RowKind::Change) => polygon(&[(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)]),
        Some(RowKind::Alert) => polygon(&[(0.0, -1.0), (1.1, 0.9), (-1.1, 0.9)]),
        Some(RowKind::Report) => polygon(&[(-1.1, -0.9), (1.1, -0.9), (0.0, 1.0)]),
        Some(RowKind::Problem) => format!("M{}L{}M{}L{}", at(-0.9, -0.9), at(0.9, 0.9), at(-0.9, 0.9), at(0.9, -0.9)),
        Some(RowKind::Hypothesis) => polygon(&[(-1.1, -0.45), (1.1, -0.45), (1.1, 0.45), (-1.1, 0.45)]),
        Some(RowKind::Decision) => polygon(&[(-0.9, -1.0), (1.1, 0.0), (-0.9, 1.0)]),
        Some(RowKind::Action) => polygon(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        Some(_) => polygon(&[(-0.25, -1.4), (0.25, -1.4), (0.25, 1.4), (-0.25, 1.4)]),
        None => {
            let radius = number(size * 0.9);
            format!("M{}a{radius} {radius} 0 1 0 {1} 0a{radius} {radius} 0 1 0 -{1} 0Z", at(-0.9, 0.0), number(size * 1.8))
        }
    };
    canvas.path(if approximate { "mark about" } else { "mark" }, &d);
}
