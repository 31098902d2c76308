//! The words of a note: what each key may say, and what it means.
//!
//! Only the words; what belongs to one (the day on which an action was done) stands with the model.

use crate::words::words;

words! {
    /// How far the note has come.
    pub enum Status {
        /// Being written. Built with a banner, and never into a public build.
        Draft = "draft",
        /// Written, not yet agreed on.
        InReview = "in-review",
        /// Agreed on.
        Reviewed = "reviewed",
    }
}

words! {
    /// Whether users were hurt.
    pub enum Kind {
        /// They were, or might have been.
        Incident = "incident",
        /// They were not, but it was close.
        NearMiss = "near-miss",
    }
}

words! {
    /// Who may read the note.
    pub enum Visibility {
        /// The team.
        Internal = "internal",
        /// Everyone: a public build may show it.
        Public = "public",
    }
}

words! {
    /// Where the fault lay.
    pub enum Layer {
        /// What runs in the user's browser or app.
        FrontEnd = "front-end",
        /// The services behind it.
        BackEnd = "back-end",
        /// Machines, network, configuration, certificates.
        Environment = "environment",
        /// Somebody else's service.
        ThirdParty = "third-party",
    }
}

words! {
    /// Who or what noticed.
    pub enum DetectionSource {
        /// Monitoring.
        Alert = "alert",
        /// A customer told the team.
        Customer = "customer",
        /// Somebody of the team saw it.
        Engineer = "engineer",
        /// Somebody else's service, or its status page.
        ThirdParty = "third-party",
    }
}

words! {
    /// What was tried to put a good copy back.
    pub enum Method {
        /// The version before.
        Rollback = "rollback",
        /// Data from a backup.
        Backup = "backup",
        /// The same version once more.
        Redeploy = "redeploy",
        /// Another branch.
        OtherBranch = "other-branch",
        /// Another machine, zone or region.
        Failover = "failover",
        /// Off and on again.
        Restart = "restart",
        /// More capacity.
        Scale = "scale",
        /// The configuration before.
        ConfigRevert = "config-revert",
        /// A change of the code, made in the incident.
        Hotfix = "hotfix",
        /// A feature switched off.
        FeatureFlag = "feature-flag",
        /// Somebody else restored it.
        Vendor = "vendor",
        /// Anything else; the text says what.
        Other = "other",
    }
}

words! {
    /// What an attempt to restore came to.
    pub enum Outcome {
        /// Users were served again.
        Worked = "worked",
        /// Some were.
        Partial = "partial",
        /// Nothing changed.
        NoEffect = "no-effect",
        /// It made things worse.
        Worse = "worse",
    }
}

words! {
    /// Whether a fix held where it was verified.
    pub enum Verdict {
        /// It did.
        Pass = "pass",
        /// It did not.
        Fail = "fail",
    }
}

words! {
    /// What a follow-up is for.
    pub enum ActionType {
        /// So that it does not happen again.
        Prevent = "prevent",
        /// So that it is seen sooner.
        Detect = "detect",
        /// So that it hurts less.
        Mitigate = "mitigate",
        /// How people work together.
        Process = "process",
        /// What was left broken.
        Repair = "repair",
    }
}

words! {
    /// What a row of a timeline tells.
    pub enum RowKind {
        /// Something was changed.
        Change = "change",
        /// Monitoring spoke.
        Alert = "alert",
        /// A person reported it.
        Report = "report",
        /// What was suspected then.
        Hypothesis = "hypothesis",
        /// What was decided.
        Decision = "decision",
        /// What was done.
        Action = "action",
        /// A problem met on the way.
        Problem = "problem",
        /// The milestone: it began.
        Started = "started",
        /// The milestone: it was noticed.
        Detected = "detected",
        /// The milestone: somebody took it on.
        Acknowledged = "acknowledged",
        /// The milestone: users are served again.
        Mitigated = "mitigated",
        /// The milestone: it is over.
        Resolved = "resolved",
    }
}

words! {
    /// The five points that every duration is computed from.
    pub enum Milestone {
        /// It began.
        Started = "started",
        /// It was noticed.
        Detected = "detected",
        /// Somebody took it on.
        Acknowledged = "acknowledged",
        /// Users are served again.
        Mitigated = "mitigated",
        /// It is over.
        Resolved = "resolved",
    }
}

words! {
    /// How much is known of a moment.
    pub enum Precision {
        /// An instant.
        Exact = "exact",
        /// Around an instant.
        Approximate = "approximate",
        /// Only the day.
        Day = "day",
        /// Nothing.
        Unknown = "unknown",
    }
}

words! {
    /// What a duration measures that a note states in so many words.
    pub enum Measure {
        /// How long it took to notice.
        Detect = "detect",
        /// How long it took until somebody took it on.
        Acknowledge = "acknowledge",
        /// How long it took until users were served again.
        Restore = "restore",
        /// How long it took until it was over.
        Resolve = "resolve",
        /// How long it lasted: until users were served again or until it was over, the note does not say which.
        Lasted = "lasted",
    }
}

words! {
    /// What a recurrence has to do with the earlier incident.
    pub enum Relation {
        /// The same contributing factor.
        SameFactor = "same-factor",
        /// The same symptom.
        SameSymptom = "same-symptom",
        /// The fix was not complete.
        FixIncomplete = "fix-incomplete",
        /// The fix caused it.
        CausedByFix = "caused-by-fix",
    }
}

words! {
    /// What an issue was in an incident.
    pub enum Role {
        /// It contributed.
        Factor = "factor",
        /// People saw it.
        Symptom = "symptom",
        /// It set the incident off.
        Trigger = "trigger",
    }
}

words! {
    /// How far a follow-up has come.
    pub enum ActionStatus {
        /// Not begun.
        Open = "open",
        /// Begun.
        InProgress = "in-progress",
        /// Done.
        Done = "done",
        /// Will not be done.
        Dropped = "dropped",
    }
}

impl Role {
    /// The key of the front matter under which it stands.
    pub fn key(self) -> &'static str {
        match self {
            Self::Factor => "factors",
            Self::Symptom => "symptoms",
            Self::Trigger => "trigger",
        }
    }
}

impl Measure {
    /// From which milestone to which it may run: people count from the beginning, or from when they knew of it.
    pub const fn between(self) -> &'static [(Milestone, Milestone)] {
        use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};
        match self {
            Self::Detect => &[(Started, Detected)],
            Self::Acknowledge => &[(Started, Acknowledged), (Detected, Acknowledged)],
            Self::Restore => &[(Started, Mitigated), (Detected, Mitigated)],
            Self::Resolve => &[(Started, Resolved), (Detected, Resolved)],
            Self::Lasted => &[(Started, Mitigated), (Detected, Mitigated), (Started, Resolved), (Detected, Resolved)],
        }
    }
}

impl RowKind {
    /// The milestone that a row of this kind marks.
    pub fn milestone(self) -> Option<Milestone> {
        Milestone::parse(self.as_str())
    }
}
