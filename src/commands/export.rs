//! `lookback export`: every note as one JSON object a line.
//!
//! The fields and their order are a contract. Names are as written, times as precise as they are known.

use super::{End, World, print};
use crate::corpus::IncidentNo;
use crate::diagnostic::{Level, human};
use crate::error::Error;
use crate::incident::time::Moment;
use crate::incident::{ActionStatus, Incident, Milestone, Name, Relation, RowKind, Status};
use crate::pipeline::{self, Notes};
use crate::relate::{Reason, Relations};
use crate::site::markdown::plain;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Note<'a> {
    source: &'a str,
    id: &'a str,
    title: &'a str,
    date: Option<Date>,
    severity: &'a str,
    status: Status,
    services: Vec<&'a str>,
    factors: Vec<&'a str>,
    symptoms: Vec<&'a str>,
    milestones: BTreeMap<&'static str, Option<String>>,
    timeline: Vec<Row<'a>>,
    actions: Vec<Action<'a>>,
    recurrence_of: Vec<Recurrence<'a>>,
    similar: Vec<Similar<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    at: Option<String>,
    until: Option<String>,
    precision: &'static str,
    raw: &'a str,
    kind: Option<RowKind>,
    text: String,
}

#[derive(Serialize)]
struct Action<'a> {
    text: String,
    status: ActionStatus,
    owner: Option<&'a str>,
    due: Option<Date>,
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct Recurrence<'a> {
    id: &'a str,
    relation: Option<Relation>,
}

#[derive(Serialize)]
struct Similar<'a> {
    id: &'a str,
    score: f32,
    reasons: Vec<String>,
}

/// Prints every note that could be read; notes that could not are reported on standard error, and the exit code is 1.
pub fn run(world: &World) -> Result<End, Error> {
    let notes = pipeline::read(&world.root, world.today)?;
    let fatal: Vec<_> = notes.findings.iter().filter(|finding| finding.level == Level::Fatal).collect();
    eprint!("{}", human::render(fatal.iter().copied(), world.colour_err));
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
