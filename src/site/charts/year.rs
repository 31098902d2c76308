//! The incidents of a year on one axis, a lane for each service.

use super::canvas::{Anchor, Canvas, Caption, Key};
use super::scale::{Cuts, Scale};
use super::text;
use super::{Page, State, Svg, both, month, start_of};
use crate::site::duration::DAY;
use jiff::civil::{Date, date};

/// An incident.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// The day under which it is filed.
    pub date: Date,
    /// How long users were hurt, in seconds.
    pub hurting: Option<i64>,
    /// 0 is the worst.
    pub severity: usize,
    /// Where it leads.
    pub href: &'a str,
    /// What it was, in words, with its day and its severity.
    pub title: &'a str,
}

/// A service and its incidents of the year.
#[derive(Debug, Clone, Copy)]
pub struct Lane<'a> {
    /// The service.
    pub name: &'a str,
    /// Its page.
    pub href: &'a str,
    /// Its incidents, in any order.
    pub marks: &'a [Mark<'a>],
}

/// What the year shows.
#[derive(Debug, Clone, Copy)]
pub struct Year<'a> {
    /// Which.
    pub year: i16,
    /// From top to bottom.
    pub lanes: &'a [Lane<'a>],
    /// The words for the severities, the worst first.
    pub severities: &'a [String],
    /// Where the year ends for now, if it is not over.
    pub today: Option<Date>,
}

const LINE: f64 = 13.0;
pub(super) const MARK: f64 = 11.0;

/// The year; empty where it has no lanes. `id` is unique on the page.
pub fn year(id: &str, year: &Year<'_>) -> Svg {
    if year.lanes.is_empty() {
        return Svg::default();
    }
    let title = format!("Incidents of {}", year.year);
    let description = format!(
        "A mark for each incident at its day, in a lane for each of {} services; the worse, the heavier.",
        year.lanes.len()
    );
    both(|page| {
        let caption = Caption { id, class: "chart-year", title: &title, description: &description };
        draw(page, Canvas::new(page, caption), year)
    })
}

/// How heavy a mark is.
pub(super) fn weight(severity: usize) -> f64 {
    match severity {
        0 => 5.0,
        1 => 3.2,
        2 => 1.8,
        _ => 1.0,
    }
}

fn draw(page: Page, mut canvas: Canvas<'_>, year: &Year<'_>) -> String {
    let (left, right) = match page {
        Page::Wide => (128.0, page.width() - 34.0),
        Page::Narrow => (1.0, page.width() - 1.0),
    };
    let (first, last) = (date(year.year, 1, 1), date(year.year, 12, 31));
    let scale = Scale::new(&[start_of(first), start_of(last) + DAY], (left, right), Cuts::NONE);
    let mut y = 22.0;
    let mut rows = Vec::new();
    for lane in year.lanes {
        let top = if page == Page::Wide { y } else { y + 17.0 };
        let (marks, lines) = place(lane, &scale);
        y = top + (lines.max(1) as f64) * LINE + 5.0;
        rows.push((lane, marks, top, y));
    }
    for number in 1..=12 {
        let month_start = date(year.year, number, 1);
        let (from, to) = (scale.x(start_of(month_start)), scale.x(start_of(month_start.last_of_month())));
        canvas.line("tick", (from, 18.0), (from, y));
        let name = if page == Page::Wide { month(month_start) } else { month(month_start).get(..1).unwrap_or_default() };
        canvas.text("soft", Anchor::Middle, (f64::midpoint(from, to), 12.0), name);
    }
    if let Some(today) = year.today.filter(|today| (first..=last).contains(today)) {
        let x = scale.x(start_of(today));
        canvas.line("leader", (x, 18.0), (x, y + 4.0));
        let half = text::width("today") / 2.0;
        canvas.text("soft", Anchor::Middle, (x.clamp(half, page.width() - half), y + 16.0), "today");
    }
    for (lane, marks, top, bottom) in rows {
        canvas.line("hair", (0.0, bottom), (page.width(), bottom));
        let count = lane.marks.len().to_string();
        let (name_at, count_at) = match page {
            Page::Wide => ((0.0, top + 11.0), (page.width(), top + 11.0)),
            Page::Narrow => ((0.0, top - 3.0), (page.width(), top - 3.0)),
        };
        let room = if page == Page::Wide { left - 10.0 } else { page.width() - 40.0 };
        canvas
            .link(lane.href, lane.name, |canvas| canvas.text("label halo", Anchor::Start, name_at, &text::fit(lane.name, room)));
        canvas.text("soft halo", Anchor::End, count_at, &count);
        for (mark, x, line) in marks {
            let y = top + line as f64 * LINE + 1.0;
            canvas.link(mark.href, mark.title, |canvas| draw_mark(canvas, mark, &scale, x, y));
        }
    }
    let any_long = year.lanes.iter().flat_map(|lane| lane.marks).any(|mark| hurting_shows(mark, &scale));
    let key = key(&mut canvas, page, year.severities, any_long, y + 34.0);
    canvas.finish(key)
}

/// Every incident in the first line of the lane that has room for it.
fn place<'m>(lane: &Lane<'m>, scale: &Scale) -> (Vec<(&'m Mark<'m>, f64, usize)>, usize) {
    let mut marks: Vec<&Mark<'_>> = lane.marks.iter().collect();
    marks.sort_by_key(|mark| (mark.date, mark.severity, mark.href));
    let mut taken: Vec<f64> = Vec::new();
    let placed = marks
        .into_iter()
        .map(|mark| {
            let x = scale.x(start_of(mark.date));
            let reach = x + weight(mark.severity).max(hurting_width(mark, scale)) + 1.5;
            let line = taken.iter().position(|&taken| taken <= x).unwrap_or(taken.len());
            match taken.get_mut(line) {
                Some(taken) => *taken = reach,
                None => taken.push(reach),
            }
            (mark, x, line)
        })
        .collect();
    (placed, taken.len())
}

/// How wide the time in which users were hurt is on this axis.
fn hurting_width(mark: &Mark<'_>, scale: &Scale) -> f64 {
    let start = start_of(mark.date);
    mark.hurting.map_or(0.0, |seconds| scale.x(start.saturating_add(seconds.max(0))) - scale.x(start))
}

/// Whether it is wide enough to be told from the mark.
fn hurting_shows(mark: &Mark<'_>, scale: &Scale) -> bool {
    hurting_width(mark, scale) > weight(mark.severity) + 3.0
}

/// Its weight tells the severity; where the scale lets it be seen, a bar tells how long users were hurt.
fn draw_mark(canvas: &mut Canvas<'_>, mark: &Mark<'_>, scale: &Scale, x: f64, y: f64) {
    if hurting_shows(mark, scale) {
        canvas.state(State::Hurting, (x, y + 3.0), (hurting_width(mark, scale), MARK - 6.0));
    }
    canvas.rect("mark", (x, y), (weight(mark.severity), MARK));
}

/// What the weights mean; returns how far down it reaches.
pub(super) fn key(canvas: &mut Canvas<'_>, page: Page, severities: &[String], hurting: bool, y: f64) -> f64 {
    let mut key = Key::at(page, y);
    for (severity, word) in severities.iter().take(4).enumerate() {
        let word = match severities.len() {
            5.. if severity == 3 => format!("{word} and below"),
            _ => word.clone(),
        };
        let mark = weight(severity) + 5.0;
        let (x, y) = key.place(mark + text::width(&word));
        canvas.rect("mark", (x, y - 10.0), (weight(severity), MARK));
        canvas.text("soft", Anchor::Start, (x + mark, y), &word);
    }
    if hurting {
        let words = "users hurting, where long enough to show";
        let (x, y) = key.place(24.0 + text::width(words));
        canvas.state(State::Hurting, (x, y - 7.0), (18.0, MARK - 6.0));
        canvas.text("soft", Anchor::Start, (x + 24.0, y), words);
    }
    key.bottom()
}
