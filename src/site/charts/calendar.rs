//! The last year as a calendar, a column for each week: on which days users were hurt, and for how long.

use super::canvas::{Anchor, Canvas, Caption, number};
use super::{Page, State, Svg, both, month};
use super::{text, year};
use crate::site::duration::{DAY, HOUR, MINUTE};
use jiff::ToSpan;
use jiff::civil::Date;

/// A day with incidents.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    /// Which.
    pub date: Date,
    /// How long users were hurt, all incidents of the day together, in seconds; `None` where no note says.
    pub hurting: Option<i64>,
    /// The worst of the day; 0 is the worst of all.
    pub severity: usize,
    /// Where it leads.
    pub href: &'a str,
    /// What happened, in words.
    pub title: &'a str,
}

/// What the calendar shows.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// The last day shown.
    pub today: Date,
    /// The days with incidents, each once; those outside the year are left out.
    pub days: &'a [Day<'a>],
}

const WEEKS: i64 = 53;
const LEFT: f64 = 32.0;

/// The first day of the 53 weeks up to today; `None` at the beginning of all days.
pub fn calendar_start(today: Date) -> Option<Date> {
    let back = i64::from(today.weekday().to_monday_zero_offset()) + (WEEKS - 1) * 7;
    today.checked_sub(back.days()).ok()
}

/// The calendar of the 53 weeks up to today. `id` is unique on the page.
pub fn calendar(id: &str, calendar: &Calendar<'_>) -> Svg {
    let Some(first) = calendar_start(calendar.today) else { return Svg::default() };
    let mut days: Vec<&Day<'_>> = calendar.days.iter().filter(|day| (first..=calendar.today).contains(&day.date)).collect();
    days.sort_by_key(|day| day.date);
    let description = format!(
        "{} days with incidents in the year up to {}; the longer users were hurt, the larger the square.",
        days.len(),
        calendar.today
    );
    both(|page| {
        // A phone has no room for 53 columns: there the year stands in two halves, one below the other.
        let columns = if page == Page::Wide { WEEKS } else { (WEEKS + 1) / 2 };
        let cell = (page.width() - LEFT) / columns as f64;
        let caption = Caption { id, class: "chart-calendar", title: "Calendar of the last year", description: &description };
        let mut sheet = Sheet { page, first, last: calendar.today, columns, cell, canvas: Canvas::new(page, caption) };
        sheet.empty_days();
        for day in &days {
            sheet.day(day);
        }
        sheet.key()
    })
}

struct Sheet<'s> {
    page: Page,
    first: Date,
    last: Date,
    /// Weeks side by side.
    columns: i64,
    cell: f64,
    canvas: Canvas<'s>,
}

impl Sheet<'_> {
    /// The middle of a day's cell.
    fn at(&self, date: Date) -> (f64, f64) {
        let days = (super::start_of(date) - super::start_of(self.first)) / DAY;
        let (band, column, row) = (days / 7 / self.columns, days / 7 % self.columns, days % 7);
        (LEFT + (column as f64 + 0.5) * self.cell, self.top(band) + (row as f64 + 0.5) * self.cell)
    }

    fn top(&self, band: i64) -> f64 {
        18.0 + band as f64 * (7.0 * self.cell + 26.0)
    }

    fn bands(&self) -> i64 {
        (WEEKS + self.columns - 1) / self.columns
    }

    /// A dot for every day, the names of months and of some weekdays. The dots are one path: 365 elements would weigh more
    /// than the rest of the page.
    fn empty_days(&mut self) {
        let mut day = self.first;
        let mut dots = String::new();
        for band in 0..self.bands() {
            for (row, name) in [(0.0, "Mon"), (2.0, "Wed"), (4.0, "Fri")] {
                self.canvas.text("soft", Anchor::Start, (0.0, self.top(band) + (row + 0.5) * self.cell + 4.0), name);
            }
        }
        while day <= self.last {
            let (x, y) = self.at(day);
            dots.push_str(&format!("M{} {}h0", number(x), number(y)));
            if day.day() == 1 {
                // As on every axis of years, a year stands for its January.
                let name = if day.month() == 1 { day.year().to_string() } else { month(day).to_owned() };
                let top = y - (f64::from(day.weekday().to_monday_zero_offset()) + 0.5) * self.cell;
                let left = x - self.cell / 2.0;
                if left + text::width(&name) <= self.page.width() {
                    self.canvas.text("soft", Anchor::Start, (left, top - 6.0), &name);
                }
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        self.canvas.path("days", &dots);
    }

    fn day(&mut self, day: &Day<'_>) {
        let (x, y) = self.at(day.date);
        let cell = self.cell;
        self.canvas.link(day.href, day.title, |canvas| {
            // The whole cell can be hit, not only the mark.
            canvas.rect("hit", (x - cell / 2.0, y - cell / 2.0), (cell, cell));
            square(canvas, day.hurting, day.severity, (x, y), cell);
        });
    }

    fn key(mut self) -> String {
        let y = self.top(self.bands()) - 26.0 + 20.0;
        let mut x = LEFT;
        self.canvas.text("soft", Anchor::Start, (x, y + 4.0), "users hurt");
        x += text::width("users hurt") + 12.0;
        for (seconds, words) in [(Some(MINUTE), "1 min"), (Some(HOUR), "1 h"), (Some(DAY), "1 day"), (None, "unknown")] {
            square(&mut self.canvas, seconds, 2, (x, y), self.cell);
            self.canvas.text("soft", Anchor::Start, (x + 9.0, y + 4.0), words);
            x += text::width(words) + 24.0;
        }
        self.canvas.finish(y + 12.0)
    }
}

/// Larger the longer users were hurt, from a minute to a day in equal steps for equal factors; hollow where nobody knows, with a
/// frame as heavy as the severity.
fn square(canvas: &mut Canvas<'_>, hurting: Option<i64>, severity: usize, (x, y): (f64, f64), cell: f64) {
    match hurting {
        Some(seconds) => {
            let share = (seconds.max(60) as f64 / 60.0).ln() / 1440_f64.ln();
            let side = 3.5 + share.min(1.0) * (cell - 5.5);
            canvas.state(State::Hurting, (x - side / 2.0, y - side / 2.0), (side, side));
        }
        None => {
            let (side, line) = (6.0, year::weight(severity).min(2.4) / 2.0);
            let inner = side - 2.0 * line;
            let corner = (number(x - side / 2.0), number(y - side / 2.0));
            let hole = (number(x - side / 2.0 + line), number(y - side / 2.0 + line));
            let frame = format!("M{} {}h{side}v{side}h-{side}z", corner.0, corner.1);
            canvas.path("mark", &format!("{frame}M{} {}v{inner}h{inner}v-{inner}z", hole.0, hole.1));
        }
    }
}
