//! A time axis: true to scale, cut where nothing happens for most of it, and ticks at times that people would choose.

use super::Clock;
use crate::site::duration::{DAY, HOUR, MINUTE};
use crate::site::when::short;
use jiff::civil::Date;

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

/// Where an axis may be cut because most of it would be empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cuts {
    /// At most so many.
    pub(super) most: usize,
    /// Only a stretch that is more than this share of what is not yet cut.
    pub(super) share: f64,
    /// Only what begins then or later.
    pub(super) from: i64,
    /// How wide a cut is drawn.
    pub(super) width: f64,
}

impl Cuts {
    /// An axis that is true to scale all the way.
    pub(super) const NONE: Self = Self { most: 0, share: 1.0, from: 0, width: 0.0 };
}

/// A stretch of time and where it is drawn.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: i64,
    to: i64,
    left: f64,
    right: f64,
    cut: bool,
}

/// A time axis from left to right.
#[derive(Debug)]
pub(super) struct Scale {
    /// In order, each beginning where the one before ends; never empty.
    pieces: Vec<Piece>,
    /// Units of the drawing for a second, where the axis is not cut.
    per_second: f64,
}

/// A tick of the axis.
#[derive(Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) label: String,
}

impl Scale {
    /// An axis over these times (ascending) between `left` and `right`, cut between two of them where `cuts` allows it.
    pub(super) fn new(times: &[i64], (left, right): (f64, f64), cuts: Cuts) -> Self {
        let mut gaps: Vec<(i64, i64)> =
            times.windows(2).filter_map(|pair| (pair[0] < pair[1]).then_some((pair[0], pair[1]))).collect();
        if gaps.is_empty() {
            let at = times.first().copied().unwrap_or_default();
            gaps.push((at, at.saturating_add(1)));
        }
        let mut longest: Vec<usize> = (0..gaps.len()).filter(|&i| gaps[i].0 >= cuts.from).collect();
        longest.sort_by(|&a, &b| length(gaps[b]).total_cmp(&length(gaps[a])));
        let mut uncut: f64 = gaps.iter().copied().map(length).sum();
        let mut cut = Vec::new();
        // Half of the stretches stay true to scale, or two rows a minute apart would fill the drawing.
        for i in longest.into_iter().take(cuts.most.min(gaps.len() / 2)) {
            if length(gaps[i]) <= cuts.share * uncut {
                break;
            }
            uncut -= length(gaps[i]);
            cut.push(i);
        }
        let per_second = (right - left - cuts.width * cut.len() as f64) / uncut;
        let mut at = left;
        let mut pieces = Vec::with_capacity(gaps.len());
        for (i, &(from, to)) in gaps.iter().enumerate() {
            let is_cut = cut.contains(&i);
            let width = if is_cut { cuts.width } else { length((from, to)) * per_second };
            pieces.push(Piece { from, to, left: at, right: at + width, cut: is_cut });
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

    /// Where it is cut, from where to where.
    pub(super) fn cuts(&self) -> impl Iterator<Item = (f64, f64)> {
        self.pieces.iter().filter(|piece| piece.cut).map(|piece| (piece.left, piece.right))
    }

    /// A round length of time that is at least `room` wide, and how wide it is.
    pub(super) fn sample(&self, room: f64) -> (i64, f64) {
        let step = self.step(room);
        (step, step as f64 * self.per_second)
    }

    fn step(&self, room: f64) -> i64 {
        STEPS.into_iter().find(|&step| step as f64 * self.per_second >= room).unwrap_or(STEPS[STEPS.len() - 1])
    }

    /// Ticks at round times of the clock, at least `room` apart; none in a cut.
    pub(super) fn ticks(&self, clock: &Clock<'_>, room: f64) -> Vec<Tick> {
        let step = self.step(room);
        let offset = i64::from(clock.offset.seconds());
        let mut ticks: Vec<Tick> = Vec::new();
        let mut named = clock.local(self.pieces[0].from).date();
        for piece in self.pieces.iter().filter(|piece| !piece.cut) {
            let mut local = piece.from.saturating_add(offset);
            local += (-local).rem_euclid(step);
            while local - offset <= piece.to {
                let at = local - offset;
                let x = self.x(at);
                if ticks.last().is_none_or(|last| x - last.x >= room * 0.999) {
                    ticks.push(Tick { x, label: label(at, step, clock, named) });
                    named = clock.local(at).date();
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

/// The time of a tick; with its day where that is another than the one `named` last.
fn label(at: i64, step: i64, clock: &Clock<'_>, named: Date) -> String {
    let local = clock.local(at);
    let time = if step < MINUTE { format!("{}:{:02}", clock.time(at), local.second()) } else { clock.time(at) };
    match local.date() {
        date if step >= DAY || (date != named && time == "00:00") => short(date),
        date if date != named => format!("{} {time}", short(date)),
        _ => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;
    use proptest::prelude::*;

    const TWO: Cuts = Cuts { most: 2, share: 0.6, from: i64::MIN, width: 44.0 };
    const UTC: Clock<'static> = Clock { offset: Offset::UTC, name: "UTC" };

    #[test]
    fn an_axis_is_true_to_scale_and_its_ticks_are_round() {
        let scale = Scale::new(&[14 * HOUR + 2 * MINUTE, 15 * HOUR + 2 * MINUTE], (0.0, 600.0), TWO);
        assert_eq!(scale.x(14 * HOUR + 32 * MINUTE), 300.0);
        let labels: Vec<_> = scale.ticks(&UTC, 60.0).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["14:10", "14:20", "14:30", "14:40", "14:50", "15:00"]);
    }

    #[test]
    fn ticks_are_round_on_the_clock_of_the_reader_and_name_the_day_at_midnight() {
        let clock = Clock { offset: Offset::from_seconds(5 * 3600 + 1800).unwrap(), name: "+05:30" };
        let scale = Scale::new(&[17 * HOUR, 20 * HOUR], (0.0, 300.0), TWO);
        let labels: Vec<_> = scale.ticks(&clock, 60.0).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["23:00", "2 Jan", "01:00"]);
    }

    #[test]
    fn the_axis_is_cut_where_nothing_happens_for_most_of_it() {
        let scale = Scale::new(&[0, 600, 1200, 1200 + 72 * HOUR], (0.0, 644.0), TWO);
        assert_eq!(scale.cuts().collect::<Vec<_>>(), [(600.0, 644.0)]);
        assert_eq!(scale.x(600), 300.0);
        let scale = Scale::new(&[0, 60, 7 * HOUR, 72 * HOUR], (0.0, 644.0), TWO);
        assert_eq!(scale.cuts().count(), 1, "a minute does not fill the axis");
    }

    proptest! {
        #[test]
        fn times_keep_their_order_and_stay_on_the_axis(mut times in proptest::collection::vec(-4_000_000_000i64..4_000_000_000, 0..40), at: i64) {
            times.sort_unstable();
            let scale = Scale::new(&times, (10.0, 700.0), TWO);
            prop_assert!((9.999..=700.001).contains(&scale.x(at)));
            for pair in times.windows(2) {
                prop_assert!(scale.x(pair[0]) <= scale.x(pair[1]) + 1e-6);
            }
            let ticks = scale.ticks(&UTC, 60.0);
            prop_assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= 59.0));
        }
    }
}
