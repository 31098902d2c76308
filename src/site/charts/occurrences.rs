//! The occurrences of a recurring issue on an axis over the years, with the intervals between them.

use super::canvas::{Anchor, Canvas, Caption, number};
use super::scale::{Cuts, Scale};
use super::text::{self, spread};
use super::year::{MARK, key, weight};
use super::{Page, Svg, both, month, start_of};
use crate::incident::time::days_between;
use crate::site::duration::Interval;
use crate::site::when::short;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// One time that it happened.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'a> {
    /// The day under which the incident is filed.
    pub date: Date,
    /// 0 is the worst.
    pub severity: usize,
    /// Where it leads.
    pub href: &'a str,
    /// What it was, in words.
    pub title: &'a str,
}

/// What the axis shows.
#[derive(Debug, Clone, Copy)]
pub struct Occurrences<'a> {
    /// In any order.
    pub occurrences: &'a [Occurrence<'a>],
    /// The words for the severities, the worst first.
    pub severities: &'a [String],
    /// The axis goes on until today: how long it has been quiet is a fact, too.
    pub today: Date,
}

const AXIS: f64 = 52.0;

/// The occurrences; empty where there are none. `id` is unique on the page.
pub fn occurrences(id: &str, shown: &Occurrences<'_>) -> Svg {
    let mut all = shown.occurrences.to_vec();
    all.sort_by_key(|one| (one.date, one.href));
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Svg::default() };
    let title = format!("{} occurrences", all.len());
    let intervals: Vec<String> = all.windows(2).map(|pair| interval(pair[0].date, pair[1].date).0).collect();
    let description =
        format!("From {} to {}. Between them: {}.", long_day(first.date), long_day(last.date), intervals.join(", "));
    let end = shown.today.max(last.date);
    both(|page| {
        let caption = Caption { id, class: "chart-occurrences", title: &title, description: &description };
        let room = (6.0, page.width() - 10.0);
        let scale = Scale::new(&[start_of(first.date), start_of(end)], room, Cuts::NONE);
        draw(page, Canvas::new(page, caption), &all, &scale, (first.date, end), shown.severities)
    })
}

fn draw(
    page: Page,
    mut canvas: Canvas<'_>,
    all: &[Occurrence<'_>],
    scale: &Scale,
    (first, end): (Date, Date),
    severities: &[String],
) -> String {
    let places: Vec<f64> = all.iter().map(|one| scale.x(start_of(one.date))).collect();
    canvas.line("axis", (0.0, AXIS), (page.width(), AXIS));
    let ticks_end = ticks(&mut canvas, page, scale, (first, end));

    let dates: Vec<String> = all.iter().map(|one| long_day(one.date)).collect();
    let months: Vec<String> = all.iter().map(|one| format!("{} {}", month(one.date), one.date.year())).collect();
    let labels = labels(&[&dates, &months], &places, page);
    for ((one, x), label) in all.iter().zip(&places).zip(labels) {
        canvas.link(one.href, &format!("{} · {}", long_day(one.date), one.title), |canvas| {
            let weight = weight(one.severity);
            canvas.rect("mark", (x - weight / 2.0, AXIS - MARK - 3.0), (weight, MARK + 3.0));
            if let Some((place, label)) = label {
                canvas.path("leader", &format!("M{} 17L{} {}", number(place), number(*x), number(AXIS - MARK - 5.0)));
                canvas.text("label", Anchor::Middle, (place, 12.0), &label);
            }
        });
    }

    let mut gaps: Vec<(f64, f64)> = places.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let (mut long, mut short): (Vec<String>, Vec<String>) =
        all.windows(2).map(|pair| interval(pair[0].date, pair[1].date)).unzip();
    if let Some(last) = all.last().filter(|last| last.date < end) {
        gaps.push((scale.x(start_of(last.date)), scale.x(start_of(end))));
        let (quiet, brief) = interval(last.date, end);
        long.push(format!("{quiet} quiet"));
        short.push(format!("{brief} quiet"));
    }
    let middles: Vec<f64> = gaps.iter().map(|(from, to)| f64::midpoint(*from, *to)).collect();
    let labels = self::labels(&[&long, &short], &middles, page);
    let y = ticks_end + 14.0;
    for ((from, to), label) in gaps.into_iter().zip(labels) {
        let (from, to) = (from + 1.5, (to - 1.5).max(from + 2.0));
        let (left, right, top) = (number(from), number(to), number(y - 4.0));
        canvas.path("measure", &format!("M{left} {0}v8M{right} {0}v8M{left} {1}H{right}", top, number(y)));
        if let Some((place, label)) = label {
            let middle = f64::midpoint(from, to);
            if (place - middle).abs() > (to - from) / 2.0 {
                canvas.path("leader", &format!("M{} {}L{} {}", number(middle), number(y + 1.0), number(place), number(y + 12.0)));
            }
            canvas.text("soft", Anchor::Middle, (place, y + 24.0), &label);
        }
    }
    let bottom = key(&mut canvas, page, severities, false, y + 52.0);
    canvas.finish(bottom)
}

/// Where labels go that are wanted at these places: all of them in the first wording that has room; else those of the shortest
/// wording that have room where they are.
fn labels(wordings: &[&[String]], wanted: &[f64], page: Page) -> Vec<Option<(f64, String)>> {
    const GAP: f64 = 10.0;
    let widths = |words: &[String]| words.iter().map(|word| text::width(word)).collect::<Vec<f64>>();
    for words in wordings {
        let widths = widths(words);
        if widths.iter().map(|width| width + GAP).sum::<f64>() <= page.width() + GAP {
            let places = spread(wanted, &widths, GAP, (0.0, page.width()));
            // A line that leads far away crosses the words of others.
            if places.iter().zip(wanted).all(|(place, wanted)| (place - wanted).abs() < 85.0) {
                return places.into_iter().zip(words.iter().cloned()).map(Some).collect();
            }
        }
    }
    let words = wordings.last().copied().unwrap_or_default();
    let mut taken = 0.0;
    let free = wanted.iter().zip(words).zip(widths(words)).map(|((x, word), width)| {
        let place = x.clamp(width / 2.0, page.width() - width / 2.0);
        (place - width / 2.0 >= taken).then(|| {
            taken = place + width / 2.0 + GAP;
            (place, word.clone())
        })
    });
    free.collect()
}

/// Ticks at the beginning of years, or of months where the axis is short; returns how far down they reach.
fn ticks(canvas: &mut Canvas<'_>, page: Page, scale: &Scale, (first, end): (Date, Date)) -> f64 {
    let months = i64::from(end.year() - first.year()) * 12 + i64::from(end.month() - first.month()) + 1;
    let room = |step: i64| page.width() / (months as f64 / step as f64).max(1.0);
    let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000];
    let step = steps.into_iter().find(|&step| room(step) >= 60.0).unwrap_or(24_000);
    let mut at = date(first.year(), 1, 1);
    let mut named = None;
    while at <= end {
        if at >= first {
            let x = scale.x(start_of(at));
            canvas.line("tick", (x, AXIS), (x, AXIS + 6.0));
            let label = match named.replace(at.year()) {
                Some(year) if year == at.year() => month(at).to_owned(),
                _ if at.month() == 1 => at.year().to_string(),
                _ => format!("{} {}", month(at), at.year()),
            };
            let half = text::width(&label) / 2.0;
            canvas.text("soft", Anchor::Middle, (x.clamp(half, page.width() - half), AXIS + 18.0), &label);
        }
        let Ok(next) = at.checked_add(step.months()) else { break };
        at = next;
    }
    AXIS + 22.0
}

/// `3 Mar 2026`.
fn long_day(date: Date) -> String {
    format!("{} {}", short(date), date.year())
}

/// The time between two days, in full and short.
fn interval(from: Date, to: Date) -> (String, String) {
    let interval = Interval::of(days_between(from, to).unwrap_or(0));
    (interval.to_string(), interval.short())
}
