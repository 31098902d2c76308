//! A line of a list as a drawing: when something happened, on one axis for all lines, so that they can be compared at a glance.
//!
//! A strip is small and without words: its line says the same, so it is hidden from those who do not see it, and nothing in it
//! leads anywhere. However often the thing happened, a strip stays small.

use super::canvas::number;
use super::scale::{Cuts, Scale};
use super::text;
use super::year::weight;
use super::{Svg, start_of};
use crate::site::duration::DAY;
use jiff::civil::{Date, date};

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 16.0;
const MARK: f64 = 10.0;
/// A line for a year at least as far from the next one, so that their numbers have room.
const ROOM: f64 = 44.0;

/// The strips of a list: they share an axis of whole years.
#[derive(Debug)]
pub struct Strips {
    scale: Scale,
    /// The years that have a line, and where.
    lines: Vec<(i16, f64)>,
}

impl Strips {
    /// From the year of the first day to that of the last one.
    pub fn new(first: Date, last: Date) -> Self {
        let (first, last) = (first.year(), last.year().max(first.year()));
        let times = [start_of(date(first, 1, 1)), start_of(date(last, 12, 31)) + DAY];
        // The marks of its very last days still have room.
        let scale = Scale::new(&times, (1.0, WIDTH - weight(0) - 1.0), Cuts::NONE);
        let a_year = WIDTH / f64::from(last - first + 1);
        let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|&step| f64::from(step) * a_year >= ROOM).unwrap_or(1000);
        let years = (first..=last).filter(|year| year.rem_euclid(step) == 0);
        let lines = years.map(|year| (year, scale.x(start_of(date(year, 1, 1))))).collect();
        Self { scale, lines }
    }

    /// The numbers of the years, for the head of the list.
    pub fn head(&self) -> Svg {
        let labels = self.lines.iter().map(|(year, x)| (year.to_string(), x + 3.0));
        // A number stands to the right of the line at which its year begins.
        let labels = labels.filter(|(label, x)| x + text::width(label) <= WIDTH);
        let drawn = labels.map(|(label, x)| format!("<text class=\"soft\" x=\"{}\" y=\"12\">{label}</text>", number(x)));
        self.strip(&drawn.collect::<String>())
    }

    /// When it happened: the days, each with how bad it was (0 is the worst). A day outside the axis is drawn at its nearer end.
    pub fn marks(&self, days: impl IntoIterator<Item = (Date, usize)>) -> Svg {
        let mark = |(day, severity)| {
            let x = self.scale.x(start_of(day));
            (x, x + weight(severity))
        };
        let mut marks: Vec<(f64, f64)> = days.into_iter().map(mark).collect();
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

    fn strip(&self, drawn: &str) -> Svg {
        let lines: String = self.lines.iter().map(|(_, x)| format!("M{} 0V{HEIGHT}", number(*x))).collect();
        Svg(format!(
            "<svg class=\"chart strip\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
             aria-hidden=\"true\" focusable=\"false\"><path class=\"tick\" d=\"{lines}\"/>{drawn}</svg>"
        ))
    }
}
