//! A time axis: true to scale, with breaks where nothing happens for most of it, and ticks at times that people would choose.

use super::{Clock, day};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The distances between ticks, in seconds.
const STEPS: [i64; 24] = [
    1,
    5,
    10,
    15,
    30,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
];

/// How wide a break is.
const BREAK: f64 = 44.0;

/// A stretch of time and where it is drawn.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: i64,
    to: i64,
    left: f64,
    right: f64,
    broken: bool,
}

/// A time axis from left to right.
#[derive(Debug)]
pub(super) struct Scale {
    /// In order, each beginning where the one before ends; never empty.
    pieces: Vec<Piece>,
    /// Units of the drawing for a second, where the axis is not broken.
    per_second: f64,
}

/// A tick of the axis.
#[derive(Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) label: String,
}

impl Scale {
    /// An axis over these times (ascending) between `left` and `right`. Where the time between two of them is more than `share` of
    /// what is not yet broken, the axis is broken there, at most `breaks` times.
    pub(super) fn new(times: &[i64], (left, right): (f64, f64), share: f64, breaks: usize) -> Self {
        let mut gaps: Vec<(i64, i64)> =
            times.windows(2).filter_map(|pair| (pair[0] < pair[1]).then_some((pair[0], pair[1]))).collect();
        if gaps.is_empty() {
            let at = times.first().copied().unwrap_or_default();
            gaps.push((at, at.saturating_add(1)));
        }
        let mut by_length: Vec<usize> = (0..gaps.len()).collect();
        by_length.sort_by_key(|&i| (std::cmp::Reverse(length(gaps[i]) as i64), i));
        let mut unbroken: f64 = gaps.iter().copied().map(length).sum();
        let mut broken = Vec::new();
        for &i in by_length.iter().take(breaks.min(gaps.len() - 1)) {
            if length(gaps[i]) <= share * unbroken {
                break;
            }
            unbroken -= length(gaps[i]);
            broken.push(i);
        }
        let per_second = (right - left - BREAK * broken.len() as f64) / unbroken;
        let mut at = left;
        let mut pieces = Vec::with_capacity(gaps.len());
        for (i, &(from, to)) in gaps.iter().enumerate() {
            let broken = broken.contains(&i);
            let width = if broken { BREAK } else { length((from, to)) * per_second };
            pieces.push(Piece { from, to, left: at, right: at + width, broken });
            at += width;
        }
        Self { pieces, per_second }
    }

    /// Where a time is drawn; what lies outside goes to the nearer end.
    pub(super) fn x(&self, at: i64) -> f64 {
        let i = self.pieces.partition_point(|piece| piece.to < at).min(self.pieces.len() - 1);
        let Piece { from, to, left, right, .. } = self.pieces[i];
        let share = length((from, at)) / length((from, to));
        left + share.clamp(0.0, 1.0) * (right - left)
    }

    /// The middles of the breaks.
    pub(super) fn breaks(&self) -> impl Iterator<Item = f64> {
        self.pieces.iter().filter(|piece| piece.broken).map(|piece| (piece.left + piece.right) / 2.0)
    }

    /// A round length of time that is at least `room` wide, and how wide it is.
    pub(super) fn sample(&self, room: f64) -> (i64, f64) {
        let step = self.step(room);
        (step, step as f64 * self.per_second)
    }

    fn step(&self, room: f64) -> i64 {
        STEPS.into_iter().find(|&step| step as f64 * self.per_second >= room).unwrap_or(STEPS[STEPS.len() - 1])
    }

    /// Ticks at round times of the clock, at least `room` apart; none in a break.
    pub(super) fn ticks(&self, clock: &Clock<'_>, room: f64) -> Vec<Tick> {
        let step = self.step(room);
        let offset = i64::from(clock.offset.seconds());
        let mut ticks: Vec<Tick> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| !piece.broken) {
            let mut local = piece.from.saturating_add(offset);
            local += (-local).rem_euclid(step);
            while local - offset <= piece.to {
                let x = self.x(local - offset);
                if ticks.last().is_none_or(|last| x - last.x >= room * 0.999) {
                    ticks.push(Tick { x, label: label(local - offset, step, clock) });
                }
                local += step;
            }
        }
        ticks
    }
}

fn length((from, to): (i64, i64)) -> f64 {
    to as f64 - from as f64
}

fn label(at: i64, step: i64, clock: &Clock<'_>) -> String {
    let local = clock.local(at);
    if step >= DAY || (local.hour(), local.minute(), local.second()) == (0, 0, 0) {
        day(local.date())
    } else if step < MINUTE {
        format!("{}:{:02}", clock.time(at), local.second())
    } else {
        clock.time(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;
    use proptest::prelude::*;

    const UTC: Clock<'static> = Clock { offset: Offset::UTC, name: "UTC" };

    #[test]
    fn an_axis_is_true_to_scale_and_its_ticks_are_round() {
        let scale = Scale::new(&[14 * HOUR + 2 * MINUTE, 15 * HOUR + 2 * MINUTE], (0.0, 600.0), 0.6, 2);
        assert_eq!(scale.x(14 * HOUR + 32 * MINUTE), 300.0);
        let labels: Vec<_> = scale.ticks(&UTC, 60.0).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["14:10", "14:20", "14:30", "14:40", "14:50", "15:00"]);
    }

    #[test]
    fn ticks_are_round_on_the_clock_of_the_reader_and_name_the_day_at_midnight() {
        let clock = Clock { offset: Offset::from_seconds(5 * 3600 + 1800).unwrap(), name: "+05:30" };
        let scale = Scale::new(&[17 * HOUR, 20 * HOUR], (0.0, 300.0), 0.6, 2);
        let labels: Vec<_> = scale.ticks(&clock, 60.0).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["23:00", "2 Jan", "01:00"]);
    }

    #[test]
    fn the_axis_breaks_where_nothing_happens_for_most_of_it() {
        let scale = Scale::new(&[0, 600, 1200, 1200 + 72 * HOUR], (0.0, 644.0), 0.6, 2);
        assert_eq!(scale.breaks().collect::<Vec<_>>(), [622.0]);
        assert_eq!(scale.x(600), 300.0);
    }

    proptest! {
        #[test]
        fn times_keep_their_order_and_stay_on_the_axis(mut times in proptest::collection::vec(-4_000_000_000i64..4_000_000_000, 0..40), at: i64) {
            times.sort_unstable();
            let scale = Scale::new(&times, (10.0, 700.0), 0.6, 2);
            prop_assert!((9.999..=700.001).contains(&scale.x(at)));
            for pair in times.windows(2) {
                prop_assert!(scale.x(pair[0]) <= scale.x(pair[1]) + 1e-6);
            }
            let ticks = scale.ticks(&UTC, 60.0);
            prop_assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= 59.0));
        }
    }
}
