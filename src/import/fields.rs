//! Which key means what, in the headers of the generators and templates that people come from.
//!
//! A table as data. Keys are compared by their letters and digits alone: `resolvedWhen`, `resolved_when` and `Resolved when` are
//! one. What a value may say is decided where it is read.

use crate::incident::Milestone;

/// What a key of a header is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The day of the incident, or of what was written about it.
    Date,
    /// One of the five points in time.
    At(Milestone),
    /// How bad it was.
    Severity,
    /// How far the note has come.
    Status,
    /// Whether it is a draft.
    Draft,
    /// Whether it is published.
    Published,
    /// `incident` or `near-miss`.
    Kind,
    /// One or two sentences.
    Summary,
    /// What was affected.
    Services,
    /// Where it happened.
    Environments,
    /// The team that owns the follow-up.
    Owner,
    /// Who wrote it.
    Authors,
    /// Free words.
    Tags,
    /// Who may read it.
    Visibility,
    /// For times that name no zone.
    Timezone,
    /// Old addresses.
    Aliases,
    /// What people saw.
    Symptoms,
    /// What contributed.
    Factors,
    /// What set it off.
    Trigger,
    /// Where the fault lay.
    Layer,
    /// Whom it hurt.
    Impact,
    /// A table of whatever the site added.
    Extra,
}

impl Field {
    /// The key of a note that holds it, for those that labelled lines of a text fill as they stand.
    pub fn labelled_key(self) -> Option<&'static str> {
        Some(match self {
            Self::Services => "services",
            Self::Environments => "environments",
            Self::Owner => "owner",
            Self::Authors => "authors",
            Self::Tags => "tags",
            _ => return None,
        })
    }
}

use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};

/// Every meaning with the keys that have it, the plainest first.
const KEYS: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "headline", "incidenttitle", "name"]),
    (
        Field::Date,
        &[
            "incidentdate",
            "dateofincident",
            "dateofoutage",
            "occurred",
            "occurredon",
            "date",
            "day",
            "created",
            "createdat",
            "createdon",
            "datecreated",
            "published",
            "publishedat",
            "publishedon",
            "publishdate",
            "pubdate",
            "datepublished",
        ],
    ),
    (
        Field::At(Started),
        &[
            "started",
            "startedat",
            "start",
            "starttime",
            "startdate",
            "starts",
            "startat",
            "began",
            "beganat",
            "begin",
            "begintime",
            "beginning",
            "incidentstart",
            "incidentstarted",
            "outagestart",
            "impactstart",
            "occurredat",
            "happenedat",
        ],
    ),
    (
        Field::At(Detected),
        &[
            "detected",
            "detectedat",
            "detect",
            "detecttime",
            "detectiontime",
            "timedetected",
            "firstdetected",
            "noticed",
            "noticedat",
        ],
    ),
    (
        Field::At(Acknowledged),
        &["acknowledged", "acknowledgedat", "ack", "acked", "ackedat", "acktime", "acknowledgetime", "responded", "respondedat"],
    ),
    (
        Field::At(Mitigated),
        &[
            "mitigated",
            "mitigatedat",
            "mitigationtime",
            "restored",
            "restoredat",
            "repaired",
            "repairedat",
            "recovered",
            "recoveredat",
            "impactend",
        ],
    ),
    (
        Field::At(Resolved),
        &[
            "resolved",
            "resolvedwhen",
            "resolvedat",
            "resolvedon",
            "resolutiontime",
            "ended",
            "endedat",
            "end",
            "endtime",
            "enddate",
            "ends",
            "endat",
            "finished",
            "finishedat",
            "incidentend",
            "outageend",
            "closed",
            "closedat",
            "fixed",
            "fixedat",
        ],
    ),
    (Field::Severity, &["severity", "sev", "incidentseverity", "severitylevel", "sevlevel", "priority"]),
    (Field::Status, &["status", "state", "reviewstatus", "postmortemstatus"]),
    (Field::Draft, &["draft"]),
    (Field::Published, &["published"]),
    (Field::Kind, &["kind", "type", "incidenttype"]),
    (Field::Summary, &["summary", "description", "excerpt", "abstract", "tldr", "subtitle"]),
    (
        Field::Services,
        &[
            "services",
            "service",
            "affected",
            "affects",
            "affectedservices",
            "affectedservice",
            "affectedcomponents",
            "affectedsystems",
            "impactedservices",
            "impacted",
            "components",
            "component",
            "systems",
            "system",
        ],
    ),
    (Field::Environments, &["environments", "environment", "env", "envs"]),
    (Field::Owner, &["owner", "owners", "team", "owningteam", "ownerteam", "incidentowner", "postmortemowner"]),
    (Field::Authors, &["authors", "author", "writtenby", "createdby", "writer", "by"]),
    (Field::Tags, &["tags", "tag", "categories", "category", "labels", "label", "keywords", "topics"]),
    (Field::Visibility, &["visibility"]),
    (Field::Timezone, &["timezone", "tz", "zone"]),
    (Field::Aliases, &["aliases", "alias", "redirectfrom", "redirectsfrom"]),
    (Field::Symptoms, &["symptoms", "symptom"]),
    (Field::Factors, &["factors", "factor", "contributingfactors", "rootcauses", "rootcause", "causes", "cause"]),
    (Field::Trigger, &["trigger", "triggeredby"]),
    (Field::Layer, &["layer"]),
    (Field::Impact, &["impact", "customerimpact", "userimpact"]),
    (Field::Extra, &["extra"]),
];

/// What a key may mean, the plainer meaning first, with how plain it is: 0 is the plainest.
pub fn meanings(key: &str) -> impl Iterator<Item = (Field, usize)> {
    let letters: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    KEYS.iter().filter_map(move |(field, keys)| Some((*field, keys.iter().position(|known| *known == letters)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_known_however_they_are_written() {
        for key in ["resolvedWhen", "resolved_when", "Resolved when", "RESOLVED-WHEN"] {
            assert_eq!(meanings(key).next().map(|(field, _)| field), Some(Field::At(Milestone::Resolved)), "{key}");
        }
        assert!(["weight", "", "layout", "résolu"].iter().all(|key| meanings(key).next().is_none()));
    }

    #[test]
    fn a_word_is_listed_once_for_a_meaning_and_as_it_is_compared() {
        for (field, keys) in KEYS {
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{field:?}");
            assert!(keys.iter().all(|key| key.chars().all(|c| c.is_ascii_lowercase())), "{field:?}");
        }
    }
}
