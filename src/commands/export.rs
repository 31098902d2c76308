//! `lookback export`: every note as one JSON object a line.
//!
//! The fields and their order are a contract, and their descriptions are what [`schema`] says of them. Names are as written, times as precise as they are known.

use super::{End, World, print};
use crate::corpus::IncidentNo;
use crate::diagnostic::human;
use crate::error::Error;
use crate::incident::time::Moment;
use crate::incident::{ActionStatus, Incident, Milestone, Name, Precision, Relation, RowKind, Status};
use crate::pipeline::{self, Notes};
use crate::relate::{Reason, Relations};
use crate::site::markdown::plain;
use jiff::civil::Date;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One incident.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "A line of `lookback export`")]
struct Note<'a> {
    /// The path of the note from the root; for one that was imported, that of the document, from the argument of `import`.
    source: &'a str,
    /// What the address of its page is made of.
    id: &'a str,
    /// What happened.
    title: &'a str,
    /// The day on which it happened.
    date: Option<Date>,
    /// A name from lookback.toml.
    severity: &'a str,
    status: Status,
    /// What was affected.
    services: Vec<&'a str>,
    /// What contributed.
    factors: Vec<&'a str>,
    /// What people saw.
    symptoms: Vec<&'a str>,
    /// The points that every duration is computed from: each a date-time with its offset, a day, or null.
    #[schemars(schema_with = "milestones")]
    milestones: BTreeMap<&'static str, Option<String>>,
    /// The rows, in the order of the note; no milestones or detections.
    timeline: Vec<Row<'a>>,
    /// The follow-ups.
    actions: Vec<Action<'a>>,
    /// Earlier incidents that this one repeats.
    recurrence_of: Vec<Recurrence<'a>>,
    /// Other incidents that look like it, the nearest first.
    similar: Vec<Similar<'a>>,
}

/// A row of the timeline.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Row<'a> {
    /// When: a date-time with its offset, a day, or null.
    at: Option<String>,
    /// The end of a range.
    until: Option<String>,
    precision: Precision,
    /// The time as it is written.
    raw: &'a str,
    kind: Option<RowKind>,
    /// What happened, as plain text.
    text: String,
}

/// A follow-up.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Action<'a> {
    /// What is to be done, as plain text.
    text: String,
    status: ActionStatus,
    /// The team or role that takes care of it.
    owner: Option<&'a str>,
    /// By when, if the note says so.
    due: Option<Date>,
    /// A URL or a ticket key.
    link: Option<&'a str>,
}

/// An earlier incident.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Recurrence<'a> {
    /// Its id.
    id: &'a str,
    relation: Option<Relation>,
}

/// Another incident.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Similar<'a> {
    /// Its id.
    id: &'a str,
    /// How near, the higher the nearer.
    score: f32,
    /// What the two share.
    reasons: Vec<String>,
}

fn milestones(_: &mut SchemaGenerator) -> Schema {
    let names = Milestone::MEANINGS.iter();
    let each: Map<_, _> =
        names.map(|&(name, means)| (name.to_owned(), json!({ "description": means, "type": ["string", "null"] }))).collect();
    json_schema!({ "type": "object", "properties": each, "required": Milestone::WORDS })
}

/// The schema of a line. What it does not name may come in later versions.
pub fn schema() -> Value {
    SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<Note<'_>>().to_value()
}

/// Prints every note that could be read; notes that could not are reported on standard error, and the exit code is 1.
pub fn run(world: &World) -> Result<End, Error> {
    let notes = pipeline::read(&world.root, world.today)?;
    let fatal = notes.fatal();
    eprint!("{}", human::render(&fatal, world.colour_err));
    print(|out| {
        for (no, incident) in notes.corpus.incidents().rev() {
            serde_json::to_writer(&mut *out, &note(&notes, no, incident))?;
            writeln!(out)?;
        }
        Ok(())
    })?;
    Ok(if fatal.is_empty() { End::Well } else { End::Findings })
}

fn note<'a>(notes: &'a Notes, no: IncidentNo, incident: &'a Incident) -> Note<'a> {
    let Notes { corpus, relations, .. } = notes;
    let imported = incident.extra.get("imported_from").and_then(toml::Value::as_str);
    let milestones = Milestone::ALL.iter();
    Note {
        source: imported.unwrap_or(&incident.file.path),
        id: &incident.id,
        title: &incident.title,
        date: incident.date,
        severity: &corpus.config.level(incident.severity).name,
        status: incident.status,
        services: texts(&incident.services),
        factors: texts(&incident.factors),
        symptoms: texts(&incident.symptoms),
        milestones: milestones
            .map(|&one| (one.as_str(), incident.milestones.get(one).and_then(|time| time.at.machine())))
            .collect(),
        timeline: incident
            .timeline
            .iter()
            .map(|row| Row {
                at: row.time.at.machine(),
                until: row.time.until.as_ref().and_then(Moment::machine),
                precision: row.time.at.precision(),
                raw: &row.time.raw,
                kind: row.kind,
                text: plain(&row.text),
            })
            .collect(),
        actions: incident
            .actions
            .iter()
            .map(|action| Action {
                text: plain(&action.text),
                status: action.progress.status(),
                owner: action.owner.as_deref(),
                due: action.due,
                link: action.tracking.as_deref(),
            })
            .collect(),
        recurrence_of: incident.recurrence_of.iter().map(|link| Recurrence { id: &link.id, relation: link.relation }).collect(),
        similar: relations
            .similar(no)
            .iter()
            .map(|other| Similar {
                id: &corpus[other.incident].id,
                score: other.score,
                reasons: other.reasons.iter().map(|reason| reason_words(relations, reason)).collect(),
            })
            .collect(),
    }
}

fn texts(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| name.text.as_str()).collect()
}

fn reason_words(relations: &Relations, reason: &Reason) -> String {
    match reason {
        Reason::Issue(issue) => relations.issue(*issue).name.slug.clone(),
        Reason::Service(slug) => format!("service {slug}"),
        Reason::Word(word) => format!("word {word}"),
    }
}
