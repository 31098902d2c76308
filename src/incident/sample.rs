//! Incidents for tests, in one line each.
//!
//! A [`Sample`] is a valid incident on the day that its id begins with; every method adds one fact. [`Sample::build`] writes the
//! facts that have places into a front matter, so that findings have something to point at.

use super::time::{Instant, Moment, Time};
use super::*;
use crate::source::SourceFile;
use jiff::tz::Offset;
use std::fmt::Write as _;

/// An incident under construction.
pub(crate) struct Sample(Incident);

impl Sample {
    /// A `sev2` incident, reviewed, on the day that the id begins with.
    pub(crate) fn new(id: &str) -> Self {
        Self(Incident {
            file: SourceFile::new("", ""),
            id: id.to_owned(),
            aliases: Vec::new(),
            bundle: false,
            title: id.to_owned(),
            title_span: 0..0,
            severity: Severity(1),
            status: Status::Reviewed,
            kind: Kind::Incident,
            summary: None,
            services: Vec::new(),
            environments: Vec::new(),
            owner: None,
            authors: Vec::new(),
            tags: Vec::new(),
            visibility: Visibility::Internal,
            date: id.get(..10).and_then(|day| day.parse().ok()),
            milestones: Milestones::default(),
            stated: Vec::new(),
            symptoms: Vec::new(),
            factors: Vec::new(),
            trigger: None,
            layer: None,
            allow: Vec::new(),
            comments: Vec::new(),
            impact: Impact::default(),
            detections: Vec::new(),
            restores: Vec::new(),
            problems: Vec::new(),
            verifications: Vec::new(),
            participants: Vec::new(),
            actions: Vec::new(),
            timeline: Vec::new(),
            recurrence_of: Vec::new(),
            body: Body::default(),
            prose: Vec::new(),
            extra: toml::Table::new(),
        })
    }

    /// Changes whatever has no method of its own.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Incident)) -> Self {
        change(&mut self.0);
        self
    }

    pub(crate) fn title(self, title: &str) -> Self {
        self.with(|incident| incident.title = title.to_owned())
    }

    pub(crate) fn summary(self, summary: &str) -> Self {
        self.with(|incident| incident.summary = Some(summary.to_owned()))
    }

    pub(crate) fn alias(self, alias: &str) -> Self {
        self.with(|incident| incident.aliases.push(alias.to_owned()))
    }

    pub(crate) fn factor(self, factor: &str) -> Self {
        self.with(|incident| incident.factors.extend(Name::new(factor)))
    }

    pub(crate) fn symptom(self, symptom: &str) -> Self {
        self.with(|incident| incident.symptoms.extend(Name::new(symptom)))
    }

    pub(crate) fn trigger(self, trigger: &str) -> Self {
        self.with(|incident| incident.trigger = Name::new(trigger).ok())
    }

    pub(crate) fn service(self, service: &str) -> Self {
        self.with(|incident| incident.services.extend(Name::new(service)))
    }

    pub(crate) fn tag(self, tag: &str) -> Self {
        self.with(|incident| incident.tags.extend(Name::new(tag)))
    }

    pub(crate) fn recurrence_of(self, id: &str) -> Self {
        let relation = Some(Relation::SameFactor);
        self.with(|incident| incident.recurrence_of.push(RecurrenceOf { id: id.to_owned(), relation, span: 0..0 }))
    }

    pub(crate) fn restore(self, method: Method, outcome: Outcome) -> Self {
        self.with(|incident| incident.restores.push(Restore { method, at: None, outcome: Some(outcome), text: None, span: 0..0 }))
    }

    pub(crate) fn action(self, text: &str, progress: Progress) -> Self {
        self.with(|incident| {
            incident.actions.push(Action {
                id: None,
                text: text.to_owned(),
                kind: None,
                owner: None,
                priority: None,
                due: None,
                tracking: None,
                progress,
                span: 0..0,
            });
        })
    }

    pub(crate) fn open_action(self, text: &str) -> Self {
        self.action(text, Progress::Open)
    }

    pub(crate) fn done_action(self, text: &str, closed: &str) -> Self {
        self.action(text, Progress::Done { closed: closed.parse().ok() })
    }

    /// Users are served again this many minutes after the start.
    pub(crate) fn mitigated_after(self, minutes: i64) -> Self {
        self.after(Milestone::Mitigated, minutes)
    }

    /// Starts as many minutes after 10:00 UTC of its day.
    pub(crate) fn started_after(self, minutes: i64) -> Self {
        let start = self.minute(minutes);
        self.with(|incident| {
            incident.milestones.set(Milestone::Started, start);
        })
    }

    /// Sets `started`, and this milestone as many minutes later.
    pub(crate) fn after(self, milestone: Milestone, minutes: i64) -> Self {
        let (start, at) = (self.minute(0), self.minute(minutes));
        self.with(|incident| {
            incident.milestones.set(Milestone::Started, start);
            incident.milestones.set(milestone, at);
        })
    }

    /// Samples start at 10:00 UTC of their day.
    fn minute(&self, minutes: i64) -> Time {
        let start = self.0.date.unwrap().at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let at = start + jiff::SignedDuration::from_mins(minutes);
        Time { at: Moment::Exact(Instant { at, offset: Offset::UTC }), until: None, raw: at.to_string() }
    }

    /// The incident, in a file `incidents/<id>.md` that holds its names and links.
    pub(crate) fn build(self) -> Incident {
        let mut incident = self.0;
        let mut text = format!("+++\ntitle = \"{}\"\n", incident.title);
        let texts = |names: &[Name]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
        for (key, values) in [
            ("aliases", incident.aliases.clone()),
            ("services", texts(&incident.services)),
            ("tags", texts(&incident.tags)),
            ("symptoms", texts(&incident.symptoms)),
            ("factors", texts(&incident.factors)),
        ] {
            writeln!(text, "{key} = {values:?}").unwrap();
        }
        if let Some(trigger) = &incident.trigger {
            writeln!(text, "trigger = {:?}", trigger.text).unwrap();
        }
        for link in &mut incident.recurrence_of {
            text.push_str("[[recurrence_of]]\nid = ");
            let start = text.len();
            write!(text, "{:?}", link.id).unwrap();
            link.span = start..text.len();
            text.push('\n');
        }
        text.push_str("+++\n");
        incident.body.span = text.len()..text.len();
        incident.file = SourceFile::new(format!("incidents/{}.md", incident.id), text);
        incident
    }
}
