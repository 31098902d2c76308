//! What the front matter says, typed.

use super::keys::KEYS;
use crate::address::Address;
use crate::config::{Config, ZONE_HELP, zone};
use crate::diagnostic::{Diagnostic, Fix, rules};
use crate::incident::body::Body;
use crate::incident::time::{Moment, Time};
use crate::incident::{
    Action, ActionStatus, Detection, Impact, Incident, Kind, Milestone, Milestones, Name, Participant, Problem, Progress,
    RecurrenceOf, Restore, Row, Severity, Status, Verification, Visibility, leading_date,
};
use crate::note::clock::{self, Said};
use crate::note::is_id;
use crate::note::placing::{Around, Placing};
use crate::shape::{self, Disorder, Fields, Written};
use crate::source::{SourceFile, Span};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What the front matter says.
#[derive(Debug)]
pub struct Front {
    /// Everything but what the body adds. Where something fatal was found, the fields that it hit hold stand-ins, and this never
    /// leaves the reader.
    pub incident: Incident,
    /// The milestones that have a key, each with its place. `detected` may come from a detection.
    pub milestones: Vec<(Milestone, Time, Span)>,
    /// Where `status` stands.
    pub status: Span,
}

/// Reads the TOML of a note. The zone that it says is set in `placing`, and whatever is wrong is reported there.
pub fn read(toml: Span, id: &str, bundle: bool, config: &Config, placing: &mut Placing<'_>) -> Front {
    let file = Arc::clone(placing.file);
    let mut findings = Vec::new();
    let front = shape::read(&file, toml.clone(), KEYS, &mut findings, |fields, _| {
        Reader { fields, placing, config, day: leading_date(id) }.front(id, bundle)
    });
    if findings.is_empty() {
        findings.extend(disorder(&file, toml));
    }
    placing.findings.append(&mut findings);
    front
}

/// Keys that stand in another order than that of the format.
fn disorder(file: &Arc<SourceFile>, toml: Span) -> Option<Diagnostic> {
    let text = &file.text[toml.clone()];
    let Disorder { name, above, sorted } = shape::disorder(text, KEYS)?;
    let message = format!("`{}` stands below `{}`", &text[name.clone()], &text[above.clone()]);
    let placed = |span: Span| toml.start + span.start..toml.start + span.end;
    let finding = Diagnostic::new(&rules::FRONT_MATTER_ORDER, file, placed(name), message)
        .also(file.place(placed(above)), "the format describes this later");
    Some(match sorted {
        Some(sorted) => {
            finding.fix(Fix { what: "put the front matter in order, with its comments".to_owned(), edits: vec![(toml, sorted)] })
        }
        None => finding.help("move it by hand: `--fix` moves whole lines, and here that would change what they say"),
    })
}

struct Reader<'a, 'p> {
    fields: Fields<'a>,
    placing: &'a mut Placing<'p>,
    config: &'a Config,
    /// The day of a string that says only a time.
    day: Option<Date>,
}

impl Reader<'_, '_> {
    fn bad(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.placing.report(&rules::BAD_VALUE, span, message, help);
    }

    fn front(mut self, id: &str, bundle: bool) -> Front {
        let fields = self.fields.clone();
        if let Some(name) = fields.text("timezone") {
            match zone(&name) {
                Some(zone) => self.placing.zone = Some(zone),
                None => self.bad(fields.span_of("timezone"), format!("\"{name}\" is no time zone"), ZONE_HELP),
            }
        }
        let mut milestones = Vec::new();
        for &milestone in Milestone::ALL {
            if let Some(time) = self.time(&fields, milestone.as_str()) {
                if milestone == Milestone::Started {
                    self.day = time.at.day().or(self.day);
                }
                milestones.push((milestone, time, fields.span_of(milestone.as_str())));
            }
        }
        let detections = self.detections();
        if !milestones.iter().any(|(milestone, ..)| *milestone == Milestone::Detected)
            && let Some((time, span)) = earliest(&detections)
        {
            milestones.push((Milestone::Detected, time, span));
        }
        let actions = self.actions();
        let incident = Incident {
            file: Arc::clone(self.placing.file),
            id: id.to_owned(),
            aliases: self.aliases(),
            bundle,
            title: fields.text("title").unwrap_or_default().trim().to_owned(),
            title_span: fields.span_of("title"),
            severity: self.severity().unwrap_or(Severity(0)),
            status: fields.word("status").unwrap_or(Status::Draft),
            kind: fields.word("kind").unwrap_or(Kind::Incident),
            summary: fields.text("summary").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
            services: self.names("services"),
            environments: texts(&fields, "environments"),
            owner: fields.text("owner"),
            authors: texts(&fields, "authors"),
            tags: self.names("tags"),
            visibility: fields.word("visibility").unwrap_or(Visibility::Internal),
            date: None,
            milestones: Milestones::default(),
            stated: Vec::new(),
            symptoms: self.names("symptoms"),
            factors: self.names("factors"),
            trigger: fields.text("trigger").and_then(|text| self.name("trigger", &text, fields.span_of("trigger"))),
            layer: fields.word("layer"),
            allow: self.allow(),
            comments: Vec::new(),
            impact: fields.table("impact").as_ref().map(impact).unwrap_or_default(),
            detections: detections.into_iter().map(|(detection, _)| detection).collect(),
            restores: self.restores(),
            problems: self.problems(&actions),
            verifications: self.verifications(),
            participants: fields.tables("participant").iter().filter_map(participant).collect(),
            actions,
            timeline: self.rows(),
            recurrence_of: fields.tables("recurrence_of").iter().filter_map(recurrence).collect(),
            body: Body::default(),
            prose: fields.markdown(),
            extra: fields.anything("extra"),
        };
        Front { incident, milestones, status: fields.span_of("status") }
    }

    fn severity(&mut self) -> Option<Severity> {
        let name = self.fields.text("severity").filter(|name| !name.trim().is_empty())?;
        let severity = self.config.severity(&name);
        if severity.is_none() {
            let known: Vec<_> = self.config.severities.iter().map(|level| level.name.as_str()).collect();
            let help = shape::choices(&name, &known);
            self.bad(self.fields.span_of("severity"), format!("there is no severity \"{name}\""), help);
        }
        severity
    }

    /// The names of a list. One that is written twice is one; two that would have one page are a finding.
    fn names(&mut self, key: &str) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        let mut known: HashMap<String, (usize, Span)> = HashMap::new();
        for (text, span) in self.fields.texts(key) {
            let Some(name) = self.name(key, &text, span.clone()) else { continue };
            match known.get(&name.slug) {
                None => {
                    known.insert(name.slug.clone(), (names.len(), span));
                    names.push(name);
                }
                Some((at, first)) if names[*at].text != name.text => {
                    let file = self.placing.file;
                    let message = format!("\"{}\" and \"{}\" would have one page", names[*at].text, name.text);
                    let finding = Diagnostic::new(&rules::NAMES_COLLIDE, file, span, message);
                    self.placing.findings.push(
                        finding
                            .also(file.place(first.clone()), "the first of the two")
                            .help(format!("both have the address `{}`; write one of them with other words", name.slug)),
                    );
                }
                Some(_) => {}
            }
        }
        names
    }

    fn name(&mut self, key: &str, text: &str, span: Span) -> Option<Name> {
        let name = Name::new(text.trim());
        name.map_err(|help| self.bad(span, format!("`{key}` cannot hold \"{text}\""), help)).ok()
    }

    fn aliases(&mut self) -> Vec<String> {
        let aliases = self.fields.texts("aliases");
        for (alias, span) in aliases.iter().filter(|(alias, _)| !is_id(alias)) {
            self.placing.report(
                &rules::BAD_ID,
                span.clone(),
                format!("the alias \"{alias}\" is no id"),
                "an id holds lower case letters, digits and hyphens",
            );
        }
        aliases.into_iter().map(|(alias, _)| alias).collect()
    }

    fn allow(&mut self) -> Vec<(String, Span)> {
        let allow = self.fields.texts("allow");
        for (code, span) in &allow {
            if let Some((fault, help)) = rules::fault(code) {
                self.bad(span.clone(), format!("\"{code}\" {fault}"), help);
            }
        }
        allow
    }

    /// A time with the words in which it is written.
    fn time(&mut self, fields: &Fields<'_>, key: &str) -> Option<Time> {
        let (written, span) = fields.moment(key)?;
        let text = match written {
            Written::Stamp(stamp) => {
                let raw = self.placing.file.text[span.clone()].trim().to_owned();
                return Some(Time { at: self.placing.toml(stamp, &span), until: None, raw });
            }
            Written::Text(text) => text.trim().to_owned(),
        };
        let (at, until) = match clock::read(&text).filter(|read| read.len == text.len()).map(|read| read.said) {
            Some(Said::Known { approximate, from, until }) => {
                let around = Around { day: self.day, zone: None, approximate, span: &span };
                let at = self.placing.stamp(&from, &around);
                let around = Around { day: at.day(), ..around };
                (at, until.filter(|_| at != Moment::Unknown).map(|until| self.placing.stamp(&until, &around)))
            }
            Some(Said::Unknown) => (Moment::Unknown, None),
            Some(Said::Relative { .. }) | None => {
                let message = format!("`{key}`: \"{text}\" is not read as a time");
                let help = "a date-time (2026-03-02T14:02:00Z), a date, or a string such as \"~2026-03-02 14:15 UTC\"";
                // A row stays in the timeline as it is written; a milestone would be lost.
                match Milestone::parse(key) {
                    Some(_) => self.bad(span, message, help),
                    None => self.placing.not_read(span, message, help),
                }
                (Moment::Unknown, None)
            }
        };
        Some(Time { at, until, raw: text })
    }

    /// A link that a page may show: nothing that a browser would run.
    fn link(&mut self, fields: &Fields<'_>) -> Option<String> {
        let link = fields.text("link")?;
        let refused = Address::of(&link) == Address::Refused;
        if refused {
            self.bad(
                fields.span_of("link"),
                "this link does not lead to a web address",
                "it begins with https://, http:// or mailto:, or is a path",
            );
        }
        (!refused).then_some(link)
    }

    /// Each with its place.
    fn detections(&mut self) -> Vec<(Detection, Span)> {
        let mut detections = Vec::new();
        for fields in self.fields.tables("detection") {
            let at = self.time(&fields, "at");
            let link = self.link(&fields);
            if let Some(source) = fields.word("source") {
                detections.push((Detection { source, at, link, span: fields.span.clone() }, fields.span_of("at")));
            }
        }
        detections
    }

    fn restores(&mut self) -> Vec<Restore> {
        let mut restores = Vec::new();
        for fields in self.fields.tables("restore") {
            let at = self.time(&fields, "at");
            if let Some(method) = fields.word("method") {
                let (outcome, text) = (fields.word("outcome"), fields.text("text"));
                restores.push(Restore { method, at, outcome, text, span: fields.span.clone() });
            }
        }
        restores
    }

    fn problems(&mut self, actions: &[Action]) -> Vec<Problem> {
        let ids: Vec<&str> = actions.iter().filter_map(|action| action.id.as_deref()).collect();
        let mut problems = Vec::new();
        for fields in self.fields.tables("problem") {
            let action = fields.text("action");
            if let Some(id) = action.as_deref().filter(|id| !ids.contains(id)) {
                let help = shape::choices(id, &ids);
                self.bad(fields.span_of("action"), format!("no action has the id \"{id}\""), help);
            }
            problems.extend(fields.text("text").map(|text| Problem { text, action, span: fields.span.clone() }));
        }
        problems
    }

    fn verifications(&mut self) -> Vec<Verification> {
        let mut verifications = Vec::new();
        for fields in self.fields.tables("verification") {
            let round = fields.count("round").map(u32::try_from);
            if !matches!(round, None | Some(Ok(1..))) {
                self.bad(fields.span_of("round"), "there is no such round", "rounds are counted from 1");
            }
            let at = self.time(&fields, "at");
            if let (Some(environment), Some(result)) = (fields.text("environment"), fields.word("result")) {
                let round = round.and_then(Result::ok).unwrap_or(1);
                let by = fields.text("by");
                verifications.push(Verification { environment, round, by, at, result, span: fields.span.clone() });
            }
        }
        verifications
    }

    fn actions(&mut self) -> Vec<Action> {
        let mut ids = HashSet::new();
        let mut actions = Vec::new();
        for fields in self.fields.tables("action") {
            let id = fields.text("id");
            if id.as_ref().is_some_and(|id| !ids.insert(id.clone())) {
                self.bad(fields.span_of("id"), "two actions have this id", "give each action an id of its own");
            }
            let progress = self.progress(&fields);
            if let Some(text) = fields.text("text") {
                actions.push(Action {
                    id,
                    text: text.trim().to_owned(),
                    kind: fields.word("type"),
                    owner: fields.text("owner"),
                    priority: fields.text("priority"),
                    due: fields.day("due"),
                    tracking: fields.text("tracking"),
                    progress,
                    span: fields.span.clone(),
                });
            }
        }
        actions
    }

    fn progress(&mut self, fields: &Fields<'_>) -> Progress {
        let (closed, reason) = (fields.day("closed"), fields.text("reason"));
        let status = fields.word("status").unwrap_or(ActionStatus::Open);
        if closed.is_some() && matches!(status, ActionStatus::Open | ActionStatus::InProgress) {
            self.bad(
                fields.span_of("closed"),
                "`closed` on an action that is open",
                "say `status = \"done\"` or `status = \"dropped\"`, too",
            );
        }
        if reason.is_some() && status != ActionStatus::Dropped {
            self.bad(
                fields.span_of("reason"),
                "`reason` on an action that was not dropped",
                "say `status = \"dropped\"`, too, or leave it out",
            );
        }
        match status {
            ActionStatus::Open => Progress::Open,
            ActionStatus::InProgress => Progress::InProgress,
            ActionStatus::Done => Progress::Done { closed },
            ActionStatus::Dropped => Progress::Dropped { closed, reason },
        }
    }

    fn rows(&mut self) -> Vec<Row> {
        let mut rows = Vec::new();
        for fields in self.fields.tables("timeline") {
            let until = self.time(&fields, "until");
            let link = self.link(&fields);
            if let (Some(mut time), Some(text)) = (self.time(&fields, "at"), fields.text("text")) {
                time.until = until.map(|until| until.at).or(time.until);
                if time.at.instant().zip(time.until.and_then(|until| until.instant())).is_some_and(|(at, end)| end.at < at.at) {
                    self.placing.report(
                        &rules::TIME_BACKWARDS,
                        fields.span_of("until"),
                        "this range ends before it begins",
                        "`until` is the later one",
                    );
                }
                rows.push(Row { time, kind: fields.word("kind"), text: text.trim().to_owned(), link, span: fields.span.clone() });
            }
        }
        rows
    }
}

/// The first signal whose time is known.
fn earliest(detections: &[(Detection, Span)]) -> Option<(Time, Span)> {
    let timed = detections.iter().filter_map(|(detection, span)| Some((detection.at.as_ref()?, span)));
    let known = timed.filter(|(time, _)| time.at.day().is_some());
    // A day alone is the last choice on its day: it cannot be compared with instants.
    let first = known.min_by_key(|(time, _)| match time.at.instant() {
        Some(instant) => (false, Some(instant.at), None),
        None => (true, None, time.at.day()),
    });
    first.map(|(time, span)| (time.clone(), span.clone()))
}

fn texts(fields: &Fields<'_>, key: &str) -> Vec<String> {
    fields.texts(key).into_iter().map(|(text, _)| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn impact(fields: &Fields<'_>) -> Impact {
    Impact {
        summary: fields.text("summary"),
        users: fields.count("users"),
        requests_failed: fields.count("requests_failed"),
        support_tickets: fields.count("support_tickets"),
        data_loss: fields.flag("data_loss"),
    }
}

fn participant(fields: &Fields<'_>) -> Option<Participant> {
    Some(Participant { role: fields.text("role")?, name: fields.text("name") })
}

fn recurrence(fields: &Fields<'_>) -> Option<RecurrenceOf> {
    Some(RecurrenceOf { id: fields.text("id")?, relation: fields.word("relation"), span: fields.span_of("id") })
}
