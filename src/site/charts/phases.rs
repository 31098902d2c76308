//! The phase bar of an incident: how long users were hurt, how long recovering took, and how soon it was noticed.

use super::canvas::{Anchor, Canvas, Caption, number};
use super::scale::{Cuts, Scale};
use super::text::{self, spread};
use super::{Clock, Page, State, Svg, both};
use crate::incident::Milestone;
use crate::site::duration::human;
use crate::site::when::short;

/// A milestone whose instant is known.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// Which.
    pub milestone: Milestone,
    /// When, in seconds since 1970.
    pub at: i64,
    /// Not to the minute.
    pub approximate: bool,
}

/// What the phase bar shows.
#[derive(Debug, Clone, Copy)]
pub struct Phases<'a> {
    /// The milestones that are known, each at most once.
    pub points: &'a [Point],
    /// Whether the incident is not over.
    pub ongoing: bool,
    /// By which times are told.
    pub clock: Clock<'a>,
}

const BAR_TOP: f64 = 52.0;
const BAR: f64 = 16.0;
/// The room beside the bar for an end that nobody knows.
const STUB: f64 = 30.0;
/// How far from its end a cut is marked.
const CUT_MARK: f64 = 12.0;

/// The phase bar; empty where fewer than two milestones are known. `id` is unique on the page.
pub fn phases(id: &str, phases: &Phases<'_>) -> Svg {
    let mut points = phases.points.to_vec();
    points.sort_by_key(|point| (point.at, point.milestone));
    if points.len() < 2 {
        return Svg::default();
    }
    let description = describe(&points, phases);
    both(|page| {
        let caption = Caption { id, class: "chart-phases", title: "Phases of the incident", description: &description };
        let times: Vec<i64> = points.iter().map(|point| point.at).collect();
        let find = |milestone| points.iter().find(|point| point.milestone == milestone);
        let left = if find(Milestone::Started).is_some() { 1.0 } else { STUB };
        // Recovering may take days after an outage of minutes. The time in which users were hurt is never cut.
        let from = find(Milestone::Mitigated).map_or(i64::MAX, |point| point.at);
        let cuts = Cuts { most: 1, share: 0.85, from, width: page.width() * 0.25 };
        let scale = Scale::new(&times, (left, page.width() - STUB), cuts);
        let mut bar = Bar { points: &points, phases, page, scale, canvas: Canvas::new(page, caption) };
        bar.states();
        bar.milestones();
        let bottom = bar.durations();
        let bottom = bar.scale_note(bottom);
        bar.canvas.finish(bottom)
    })
}

fn describe(points: &[Point], phases: &Phases<'_>) -> String {
    let told = points.iter().map(|point| {
        let about = if point.approximate { "about " } else { "" };
        format!("{} {about}{} {}", point.milestone, short(phases.clock.local(point.at).date()), phases.clock.time(point.at))
    });
    let mut told = format!("{} ({}).", told.collect::<Vec<_>>().join(", "), phases.clock.name);
    let spans: Vec<_> = spans(points).into_iter().map(|span| span.words).collect();
    if !spans.is_empty() {
        told.push_str(&format!(" {}.", spans.join(", ")));
    }
    if phases.ongoing {
        told.push_str(" Not over yet.");
    }
    told
}

/// A duration between two milestones.
struct Span {
    from: i64,
    to: i64,
    words: String,
}

/// The durations that the milestones give, in the order in which they end.
fn spans(points: &[Point]) -> Vec<Span> {
    use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};
    let find = |milestone| points.iter().find(|point| point.milestone == milestone);
    let named = [
        (Started, Detected, "to detect"),
        (Detected, Acknowledged, "to acknowledge"),
        (Started, Mitigated, "to restore"),
        (Started, Resolved, "to resolve"),
    ];
    let known = named.into_iter().filter_map(|(from, to, words)| {
        let (from, to) = (find(from)?, find(to)?);
        let duration = human(to.at.saturating_sub(from.at), from.approximate || to.approximate);
        (from.at <= to.at).then(|| Span { from: from.at, to: to.at, words: format!("{duration} {words}") })
    });
    known.collect()
}

struct Bar<'b> {
    points: &'b [Point],
    phases: &'b Phases<'b>,
    page: Page,
    scale: Scale,
    canvas: Canvas<'b>,
}

impl Bar<'_> {
    fn at(&self, milestone: Milestone) -> Option<f64> {
        self.points.iter().find(|point| point.milestone == milestone).map(|point| self.scale.x(point.at))
    }

    /// The bar itself. Where nobody wrote down when users were served again, it is left empty up to the end: they may have been
    /// hurt until then.
    fn states(&mut self) {
        let middle = BAR_TOP + BAR / 2.0;
        let (start, mitigated, resolved) =
            (self.at(Milestone::Started), self.at(Milestone::Mitigated), self.at(Milestone::Resolved));
        let last = self.points.last().map_or(0.0, |point| self.scale.x(point.at));
        let hurting_from = start.unwrap_or_else(|| self.points.first().map_or(0.0, |point| self.scale.x(point.at)));
        if start.is_none() {
            self.open_end(State::Hurting, hurting_from, -1.0);
        }
        match (mitigated, resolved) {
            (Some(mitigated), Some(resolved)) => {
                self.state(State::Hurting, hurting_from, mitigated);
                self.state(State::Recovering, mitigated, resolved);
            }
            (Some(mitigated), None) => {
                self.state(State::Hurting, hurting_from, mitigated);
                self.open_end(State::Recovering, mitigated, 1.0);
            }
            (None, Some(resolved)) => {
                let noticed = [self.at(Milestone::Detected), self.at(Milestone::Acknowledged)];
                let hurting_to = noticed.into_iter().flatten().fold(hurting_from, f64::max).min(resolved);
                self.state(State::Hurting, hurting_from, hurting_to);
                self.canvas.rect("unclear", (hurting_to, BAR_TOP + 0.5), (resolved - hurting_to, BAR - 1.0));
                self.inside("soft", "no time of mitigation", hurting_to, resolved);
            }
            (None, None) => {
                self.state(State::Hurting, hurting_from, last);
                self.open_end(State::Hurting, last, 1.0);
            }
        }
        if let Some(resolved) = resolved {
            self.canvas.line("over", (resolved, middle), (self.page.width(), middle));
        }
        let cuts: Vec<(f64, f64)> = self.scale.cuts().collect();
        for (_, to) in cuts {
            // Near the end, where it leaves room for the word.
            cut_mark(&mut self.canvas, to - CUT_MARK, BAR_TOP - 3.0, BAR + 6.0);
        }
    }

    fn state(&mut self, state: State, from: f64, to: f64) {
        // Even what took a second is seen.
        let width = (to - from).max(1.0);
        self.canvas.state(state, (from, BAR_TOP), (width, BAR));
        match state {
            State::Hurting => self.inside("on-hurting", "users hurting", from, to),
            State::Recovering => {
                let cut = self.scale.cuts().next().map_or(0.0, |_| CUT_MARK);
                self.inside("label halo", "recovering", from, to - cut);
            }
        }
    }

    /// Words in the longest stretch of the bar without a line through it, if they fit.
    fn inside(&mut self, class: &str, words: &str, from: f64, to: f64) {
        let between = self.points.iter().map(|point| self.scale.x(point.at)).filter(|x| (from..=to).contains(x));
        let edges: Vec<f64> = [from].into_iter().chain(between).chain([to]).collect();
        let longest = edges.windows(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])));
        if let Some(stretch) = longest.filter(|stretch| stretch[1] - stretch[0] >= text::width(words) + 6.0) {
            let middle = f64::midpoint(stretch[0], stretch[1]);
            self.canvas.text(class, Anchor::Middle, (middle, BAR_TOP + 12.0), words);
        }
    }

    /// An end that is not known: the bar goes on in ever thinner slices.
    fn open_end(&mut self, state: State, from: f64, direction: f64) {
        for (distance, width) in [(0.0, 8.0), (10.0, 5.0), (17.5, 3.0), (23.5, 1.5)] {
            let x = from + direction * distance - if direction < 0.0 { width } else { 0.0 };
            self.canvas.state(state, (x, BAR_TOP), (width, BAR));
        }
    }

    /// The names and times above the bar, each with a line to its place.
    fn milestones(&mut self) {
        let times = self.phases.clock.stamps(self.points);
        let labels: Vec<(&str, String)> = self.points.iter().map(|point| point.milestone.as_str()).zip(times).collect();
        let wanted: Vec<f64> = self.points.iter().map(|point| self.scale.x(point.at)).collect();
        let widths: Vec<f64> = labels.iter().map(|(name, time)| text::width(name).max(text::width(time))).collect();
        let gap = if self.page == Page::Wide { 14.0 } else { 5.0 };
        let places = spread(&wanted, &widths, gap, (0.0, self.page.width()));
        for (((name, time), point), (place, x)) in labels.iter().zip(self.points).zip(places.iter().zip(&wanted)) {
            self.canvas.text("label", Anchor::Middle, (*place, 12.0), name);
            self.canvas.text("soft", Anchor::Middle, (*place, 27.0), time);
            let (place, top) = (number(*place), number(BAR_TOP - 5.0));
            self.canvas.path("leader", &format!("M{place} 32L{} {top}", number(*x)));
            let edge = if point.approximate { "edge about" } else { "edge" };
            self.canvas.line(edge, (*x, BAR_TOP - 5.0), (*x, BAR_TOP + BAR + 5.0));
        }
    }

    /// The durations below the bar, drawn as a draughtsman would; returns how far down they reach.
    fn durations(&mut self) -> f64 {
        let mut y = BAR_TOP + BAR + 22.0;
        for Span { from, to, words } in spans(self.points) {
            let (from, to) = (self.scale.x(from), self.scale.x(to));
            self.canvas.path(
                "measure",
                &format!("M{0} {2}v8M{1} {2}v8M{0} {3}H{1}", number(from), number(to), number(y - 8.0), number(y - 4.0)),
            );
            let width = text::width(&words);
            if to + 6.0 + width <= self.page.width() {
                self.canvas.text("label", Anchor::Start, (to + 6.0, y), &words);
            } else if from - 6.0 - width >= 0.0 {
                self.canvas.text("label", Anchor::End, (from - 6.0, y), &words);
            } else {
                let middle = f64::midpoint(from, to);
                self.canvas.rect("gap", (middle - width / 2.0 - 5.0, y - 10.0), (width + 10.0, 13.0));
                self.canvas.text("label", Anchor::Middle, (middle, y), &words);
            }
            y += 18.0;
        }
        y - 14.0
    }

    /// The scale, the zone, and what the bar does not know; returns how far down it reaches.
    fn scale_note(&mut self, bottom: f64) -> f64 {
        let mut y = bottom + 16.0;
        let (step, width) = self.scale.sample(40.0);
        let (top, right, middle) = (number(y - 7.0), number(1.0 + width), number(y - 4.0));
        self.canvas.path("measure", &format!("M1 {top}v6M{right} {top}v6M1 {middle}H{right}"));
        let known = |milestone| self.points.iter().any(|point| point.milestone == milestone);
        let over = !self.phases.ongoing;
        let notes = [
            (true, human(step, false)),
            (self.scale.cuts().next().is_some(), "not to scale at //".to_owned()),
            (true, format!("times in {}", self.phases.clock.name)),
            (!known(Milestone::Started), "no time of the start".to_owned()),
            (!known(Milestone::Resolved) && over, "no time of the end".to_owned()),
            (!over, "not over yet".to_owned()),
        ];
        let mut x = width + 8.0;
        let mut line = String::new();
        for (_, note) in notes.into_iter().filter(|(applies, _)| *applies) {
            if !line.is_empty() && x + text::width(&format!("{line} · {note}")) > self.page.width() {
                self.canvas.text("soft", Anchor::Start, (x, y), &line);
                line.clear();
                (x, y) = (0.0, y + 16.0);
            }
            line.push_str(if line.is_empty() { "" } else { " · " });
            line.push_str(&note);
        }
        self.canvas.text("soft", Anchor::Start, (x, y), &text::fit(&line, self.page.width() - x));
        y + 5.0
    }
}

/// Two slanted strokes through a bar or an axis that is cut here.
pub(super) fn cut_mark(canvas: &mut Canvas<'_>, x: f64, y: f64, height: f64) {
    let slant = height / 4.0;
    let (top, bottom) = (number(y), number(y + height));
    let stroke = |x: f64| format!("M{} {bottom}L{} {top}", number(x - slant), number(x + slant));
    let gap = format!(
        "M{} {bottom}L{} {top}L{} {top}L{} {bottom}Z",
        number(x - 3.0 - slant),
        number(x - 3.0 + slant),
        number(x + 3.0 + slant),
        number(x + 3.0 - slant)
    );
    canvas.path("gap", &gap);
    canvas.path("break", &format!("{}{}", stroke(x - 3.0), stroke(x + 3.0)));
}
