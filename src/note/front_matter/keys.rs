//! The keys of a note's front matter.

use crate::config::{ZONE, ZONES};
use crate::diagnostic::rules::CODE;
use crate::incident::{
    ActionStatus, ActionType, DetectionSource, Kind as IncidentKind, Layer, Method, Outcome, Relation, RowKind, Status, Verdict,
    Visibility,
};
use crate::shape::{Key, Kind, key, required};

/// How the id of a note is written.
const ID: &str = "^[a-z0-9-]+$";

const IMPACT: &[Key] = &[
    key("summary", Kind::Markdown, "Whom it hurt, in words."),
    key("users", Kind::Count, "How many users."),
    key("requests_failed", Kind::Count, "How many requests."),
    key("support_tickets", Kind::Count, "How many support tickets."),
    key("data_loss", Kind::Flag, "Whether data was lost."),
];
const DETECTION: &[Key] = &[
    required("source", Kind::Word(DetectionSource::MEANINGS), "Who or what noticed."),
    key("at", Kind::Moment, "When."),
    key("link", Kind::Title, "Where to see it: a web address, or a path from the note."),
];
const RESTORE: &[Key] = &[
    required("method", Kind::Word(Method::MEANINGS), "What was tried."),
    key("at", Kind::Moment, "When."),
    key("outcome", Kind::Word(Outcome::MEANINGS), "What came of it."),
    key("text", Kind::Markdown, "What was done and what happened."),
];
const PROBLEM: &[Key] = &[
    required("text", Kind::Markdown, "What was noticed."),
    key("action", Kind::Title, "The id of the action that takes care of it."),
];
const VERIFICATION: &[Key] = &[
    required("environment", Kind::Title, "Where it was verified."),
    key("round", Kind::Count, "In which round, from 1.").or("1"),
    key("by", Kind::Title, "A role or a team."),
    key("at", Kind::Moment, "When."),
    required("result", Kind::Word(Verdict::MEANINGS), "Whether the fix held."),
];
const PARTICIPANT: &[Key] =
    &[required("role", Kind::Title, "The role."), key("name", Kind::Title, "The name, if the team wants it there.")];
const ACTION: &[Key] = &[
    key("id", Kind::Title, "A name for it inside the note, for `problem.action`."),
    required("text", Kind::Markdown, "What is to be done."),
    key("type", Kind::Word(ActionType::MEANINGS), "What it is for."),
    key("owner", Kind::Title, "The team or role that takes care of it."),
    key("priority", Kind::Title, "As the team writes it."),
    key("due", Kind::Day, "By when."),
    key("tracking", Kind::Title, "A URL or a ticket key."),
    key("status", Kind::Word(ActionStatus::MEANINGS), "How far it has come.").or("open"),
    key("closed", Kind::Day, "When it was done or dropped."),
    key("reason", Kind::Markdown, "Why it was dropped."),
];
const ROW: &[Key] = &[
    required("at", Kind::Moment, "When."),
    key("until", Kind::Moment, "The end of a range."),
    key("kind", Kind::Word(RowKind::MEANINGS), "What it tells."),
    required("text", Kind::Markdown, "What happened."),
    key("link", Kind::Title, "Where to see it: a web address, or a path from the note."),
];
const RECURRENCE: &[Key] = &[
    required("id", Kind::Title, "The id of the earlier note."),
    key("relation", Kind::Word(Relation::MEANINGS), "What the two share."),
];

/// The keys of a note.
pub const KEYS: &[Key] = &[
    required("title", Kind::Title, "What happened, in a sentence."),
    required("severity", Kind::Title, "How bad it was: a name from lookback.toml, `sev1` to `sev4` if that says nothing."),
    key("status", Kind::Word(Status::MEANINGS), "How far the note has come; `draft` if it is left out.").or("draft"),
    key("kind", Kind::Word(IncidentKind::MEANINGS), "Whether users were hurt; `incident` if it is left out.").or("incident"),
    key("summary", Kind::Markdown, "One or two sentences; else the first paragraph of `## Summary`, else of the body."),
    key("services", Kind::Texts, "What was affected."),
    key("environments", Kind::Texts, "Where it happened."),
    key("owner", Kind::Title, "The team that owns the follow-up."),
    key("authors", Kind::Texts, "Who wrote the note."),
    key("tags", Kind::Texts, "Free words."),
    key("visibility", Kind::Word(Visibility::MEANINGS), "Who may read it; `internal` if it is left out.").or("internal"),
    key("timezone", Kind::Title, "For times that name no zone: an IANA name or a fixed offset.").like(ZONE).such_as(ZONES),
    key("aliases", Kind::Texts, "Old ids, whose addresses lead here.").like(ID),
    key("started", Kind::Moment, "When it began."),
    key("detected", Kind::Moment, "When it was noticed; else the earliest detection."),
    key("acknowledged", Kind::Moment, "When somebody took it on."),
    key("mitigated", Kind::Moment, "When users were served again."),
    key("resolved", Kind::Moment, "When it was over."),
    key("symptoms", Kind::Texts, "What people saw."),
    key("factors", Kind::Texts, "Contributing factors; there is hardly ever only one."),
    key("trigger", Kind::Title, "What set it off."),
    key("layer", Kind::Word(Layer::MEANINGS), "Where the fault lay."),
    key("allow", Kind::Texts, "Codes of lint rules, or prefixes, that this note switches off.").like(CODE),
    key("impact", Kind::Table(IMPACT), "Whom it hurt."),
    key("detection", Kind::Tables(DETECTION), "Every signal that something was wrong."),
    key("restore", Kind::Tables(RESTORE), "Every attempt to put a good copy back, also those that did not work."),
    key("problem", Kind::Tables(PROBLEM), "Every problem noticed on the way."),
    key("verification", Kind::Tables(VERIFICATION), "Every check that it is over."),
    key("participant", Kind::Tables(PARTICIPANT), "Who took part."),
    key("action", Kind::Tables(ACTION), "Every follow-up."),
    key("timeline", Kind::Tables(ROW), "Rows of the timeline, put among those of the body by time."),
    key("recurrence_of", Kind::Tables(RECURRENCE), "Earlier incidents that this one repeats."),
    key("extra", Kind::Anything, "Whatever the team adds; reaches the templates."),
];
