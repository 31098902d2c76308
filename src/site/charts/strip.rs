//! A line of a table as a drawing: when something happened, on one axis for all lines, so that they can be compared at a glance.
//!
//! A strip is small and without words: its line of the table says the same, so it is hidden from those who do not see it, and
//! nothing in it leads anywhere. However often the thing happened, a strip stays small.

use super::canvas::number;
use super::scale::{Cuts, Scale};
use super::text;
use super::year::weight;
use super::{Svg, start_of};
use jiff::civil::{Date, date};

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 16.0;
const MARK: f64 = 10.0;
/// A line for a year at least as far from the next one, so that their numbers have room.
const ROOM: f64 = 44.0;

/// The axis that all strips of a table share: whole years.
#[derive(Debug)]
pub struct Years {
    first: i16,
    /// The last one that is shown; the axis ends with it.
    last: i16,
    scale: Scale,
}

impl Years {
    /// From the year of the first day to that of the last one; `None` where a day after them is beyond the calendar.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        let (first, last) = (first.year(), last.year().max(first.year()));
        let end = last.checked_add(1).and_then(|year| Date::new(year, 1, 1).ok())?;
        // The marks of its very first and last days still have room.
        let room = (1.0, WIDTH - weight(0) - 1.0);
        let scale = Scale::new(&[start_of(date(first, 1, 1)), start_of(end)], room, Cuts::NONE);
        Some(Self { first, last, scale })
    }

    /// The numbers of the years, for the head of the table.
    pub fn head(&self) -> Svg {
        let mut drawn = String::new();
        for (year, x) in self.lines() {
            let label = year.to_string();
            // A number stands to the right of the line at which its year begins.
            if x + 3.0 + text::width(&label) <= WIDTH {
                drawn.push_str(&format!("<text class=\"soft\" x=\"{}\" y=\"12\">{label}</text>", number(x + 3.0)));
            }
        }
        self.strip(&drawn)
    }

    /// When it happened: the days, each with how bad it was (0 is the worst).
    pub fn marks(&self, days: impl IntoIterator<Item = (Date, usize)>) -> Svg {
        let shown = days.into_iter().filter(|(day, _)| (self.first..=self.last).contains(&day.year()));
        let mut marks: Vec<(f64, f64)> = shown
            .map(|(day, severity)| {
                let x = self.scale.x(start_of(day));
                (x, x + weight(severity))
            })
            .collect();
        marks.sort_by(|a, b| a.0.total_cmp(&b.0));
        // Marks that touch look like one, and are drawn as one.
        let mut joined: Vec<(f64, f64)> = Vec::new();
        for (from, to) in marks {
            match joined.last_mut() {
                Some((_, end)) if from <= *end => *end = end.max(to),
                _ => joined.push((from, to)),
            }
        }
        let top = number((HEIGHT - MARK) / 2.0);
        let path = joined.iter().map(|(from, to)| {
            let width = number(to - from);
            format!("M{} {top}h{width}v{MARK}h-{width}z", number(*from))
        });
        let middle = number(HEIGHT / 2.0);
        self.strip(&format!(
            "<path class=\"hair\" d=\"M0 {middle}H{WIDTH}\"/><path class=\"mark\" d=\"{}\"/>",
            path.collect::<String>()
        ))
    }

    /// The years that a line stands for, and where.
    fn lines(&self) -> impl Iterator<Item = (i16, f64)> {
        let x = |year: i16| self.scale.x(start_of(date(year, 1, 1)));
        let a_year = (WIDTH / f64::from(self.last - self.first + 1)).max(0.01);
        let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|&step| f64::from(step) * a_year >= ROOM).unwrap_or(1000);
        (self.first..=self.last).filter(move |year| year.rem_euclid(step) == 0).map(move |year| (year, x(year)))
    }

    fn strip(&self, drawn: &str) -> Svg {
        let lines: String = self.lines().map(|(_, x)| format!("M{} 0V{HEIGHT}", number(x))).collect();
        Svg(format!(
            "<svg class=\"chart strip\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
             aria-hidden=\"true\" focusable=\"false\"><path class=\"tick\" d=\"{lines}\"/>{drawn}</svg>"
        ))
    }
}
