//! How long users were hurt, as a bar small enough for a list: a log axis from a minute to a week.

use super::Svg;
use super::canvas::number;
use crate::site::duration::human;
use crate::site::html::escaped;

const WIDTH: f64 = 88.0;
const WEEK: f64 = 7.0 * 24.0 * 60.0;

/// A bar up to this duration, between ticks at an hour and a day. It says the duration itself, so nothing else needs to.
pub fn restore_bar(seconds: i64, approximate: bool) -> Svg {
    let place = |minutes: f64| (minutes.clamp(1.0, WEEK).ln() / WEEK.ln() * (WIDTH - 2.0)).max(1.5);
    let words = escaped(&format!("Users were hurt for {}", human(seconds, approximate)));
    let tick = |minutes: f64| number(place(minutes));
    Svg(format!(
        "<svg class=\"chart chart-restore\" width=\"{WIDTH}\" height=\"10\" viewBox=\"0 0 {WIDTH} 10\" role=\"img\" aria-label=\"{words}\">\
         <path class=\"axis\" d=\"M0 5H{WIDTH}M{} 1v8M{} 1v8\"/><rect class=\"hurting\" x=\"0\" y=\"2.5\" width=\"{}\" height=\"5\"/></svg>",
        tick(60.0),
        tick(1440.0),
        number(place(seconds as f64 / 60.0)),
    ))
}
