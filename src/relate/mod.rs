//! What incidents say together: what keeps coming back, what was still open when it did, what looks alike, what is left to do.
//!
//! Everything is computed once from a [`Corpus`], in time that grows with the notes, and holds numbers of incidents and never
//! copies of them. No page asks for a fact that is not defined here, so that each figure has one definition: the doc comment of
//! its field. No means, because one long outage moves them and nobody has ever had the mean one; no counts of people.

mod chains;
mod follow_up;
mod groups;
mod issues;
mod metrics;
mod open_when_recurred;
mod recurrence;
mod seen;
mod similar;

pub use chains::{Chain, ChainNo};
pub use follow_up::{FollowUp, FollowUps};
pub use groups::{Group, Groups, ServiceGroup};
pub use issues::{Issue, IssueNo};
pub use metrics::{Attempts, Durations, FOR_A_90TH, FOR_A_MEDIAN, Meetings, Metrics, Noticed};
pub use open_when_recurred::{OpenWhenRecurred, StillOpen};
pub use recurrence::{Hurt, Recurrence, Restores, Trend, worked};
pub use seen::{NEAREST, Shared};
pub use similar::{LookAlike, Reason, Unlinked};

use crate::corpus::{Corpus, IncidentNo};
use chains::Chains;
use issues::Issues;
use jiff::civil::Date;

/// Every fact across incidents.
#[derive(Debug)]
pub struct Relations {
    issues: Issues,
    chains: Chains,
    similar: Vec<Vec<LookAlike>>,
    /// Every action: what is open, done and dropped.
    pub follow_ups: FollowUps,
    /// Incidents that are not over (`Incident::is_ongoing`), newest first.
    pub ongoing: Vec<IncidentNo>,
    /// Incidents by service, tag, severity and year.
    pub groups: Groups,
}

/// Works out every fact across incidents as of `today`.
pub fn relate(corpus: &Corpus, today: Date) -> Relations {
    let issues = Issues::of(corpus);
    let similar = similar::look_alikes(corpus, &issues);
    let follow_ups = FollowUps::of(corpus, today);
    Relations {
        chains: Chains::of(corpus),
        ongoing: corpus.incidents().filter(|(_, incident)| incident.is_ongoing()).map(|(no, _)| no).collect(),
        groups: Groups::of(corpus, &follow_ups),
        issues,
        similar,
        follow_ups,
    }
}

impl Relations {
    /// Every factor, symptom and trigger that was seen twice or more, by slug.
    pub fn recurring(&self) -> impl Iterator<Item = (IssueNo, &Issue)> {
        let all = self.issues.all.iter().enumerate().map(|(index, issue)| (IssueNo::at(index), issue));
        all.filter(|(_, issue)| issue.is_recurring())
    }

    /// One issue.
    pub fn issue(&self, no: IssueNo) -> &Issue {
        &self.issues.all[no.index()]
    }

    /// The issue with this slug.
    pub fn find_issue(&self, slug: &str) -> Option<IssueNo> {
        self.issues.find(slug)
    }

    /// The issues of an incident, each once, by slug.
    pub fn issues_of(&self, incident: IncidentNo) -> &[IssueNo] {
        &self.issues.of[incident.index()]
    }

    /// Every explicit chain, the one with the newest first note first.
    pub fn chains(&self) -> impl Iterator<Item = (ChainNo, &Chain)> {
        self.chains.all.iter().enumerate().map(|(index, chain)| (ChainNo::at(index), chain))
    }

    /// One chain.
    pub fn chain(&self, no: ChainNo) -> &Chain {
        &self.chains.all[no.index()]
    }

    /// The chain in which an incident stands.
    pub fn chain_of(&self, incident: IncidentNo) -> Option<ChainNo> {
        self.chains.of[incident.index()]
    }

    /// Whether one chain holds both.
    pub fn are_joined(&self, one: IncidentNo, other: IncidentNo) -> bool {
        self.chain_of(one).is_some() && self.chain_of(one) == self.chain_of(other)
    }

    /// The incidents that look most like this one, most alike first: at most five.
    pub fn similar(&self, incident: IncidentNo) -> &[LookAlike] {
        &self.similar[incident.index()]
    }
}
