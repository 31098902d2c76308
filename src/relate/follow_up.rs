//! Follow-up: every action of every incident, when it is due and how old it is.

use crate::corpus::{ActionNo, Corpus};
use crate::incident::time::days_between;
use crate::incident::{Due, Progress};
use jiff::civil::Date;
use std::cmp::Reverse;

/// One action as of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// The action.
    pub action: ActionNo,
    /// The day that the note gives, else the day that follows from the severity; `None` if neither says one.
    pub due: Option<Due>,
    /// Open, and due before today: on the day itself it is not overdue yet.
    pub overdue: bool,
    /// Days from the incident to today; once closed, to the day on which it was. `None` where one of the two days is unknown, or
    /// where the incident is of a day after.
    pub age: Option<u32>,
}

impl FollowUp {
    /// An action as of `today`.
    pub fn of(corpus: &Corpus, no: ActionNo, today: Date) -> Self {
        let (incident, action) = (&corpus[no.incident], &corpus[no]);
        let due = incident.due(action, corpus.config.level(incident.severity).action_due_days);
        let open = action.progress.is_open();
        let end = if open { Some(today) } else { action.progress.closed() };
        Self {
            action: no,
            due,
            overdue: open && due.is_some_and(|due| due.date < today),
            age: incident.date.zip(end).and_then(|(from, to)| days_between(from, to)),
        }
    }
}

/// Every action of every incident.
#[derive(Debug, Default)]
pub struct FollowUps {
    /// Open or in progress, the earliest due first: so the overdue ones lead. Without a due day last.
    pub open: Vec<FollowUp>,
    /// Done, the last closed first; without a day last.
    pub done: Vec<FollowUp>,
    /// Dropped, the last closed first; without a day last.
    pub dropped: Vec<FollowUp>,
    /// Whether any open action has an owner. Where none has, owners are not told here, and nothing is said of who has none.
    pub owned: bool,
}

impl FollowUps {
    pub(super) fn of(corpus: &Corpus, today: Date) -> Self {
        let mut all = Self::default();
        for (no, incident) in corpus.incidents() {
            for (index, action) in incident.actions.iter().enumerate() {
                let follow_up = FollowUp::of(corpus, ActionNo { incident: no, action: index }, today);
                match action.progress {
                    Progress::Open | Progress::InProgress => all.open.push(follow_up),
                    Progress::Done { .. } => all.done.push(follow_up),
                    Progress::Dropped { .. } => all.dropped.push(follow_up),
                }
            }
        }
        // Sorting is stable: what is due on one day stays in the order of the corpus, newest incident first.
        all.owned = all.open.iter().any(|follow_up| {
            let ActionNo { incident, .. } = follow_up.action;
            corpus[incident].owner_of(&corpus[follow_up.action]).is_some()
        });
        all.open.sort_by_key(|follow_up| (follow_up.due.is_none(), follow_up.due.map(|due| due.date)));
        for closed in [&mut all.done, &mut all.dropped] {
            closed.sort_by_key(|follow_up| Reverse(corpus[follow_up.action].progress.closed()));
        }
        all
    }

    /// The overdue ones, the longest overdue first.
    pub fn overdue(&self) -> &[FollowUp] {
        &self.open[..self.open.partition_point(|follow_up| follow_up.overdue)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;

    #[test]
    fn the_overdue_lead_and_the_day_itself_is_in_time() {
        let (corpus, _) = gather(
            Config::default(),
            vec![
                // sev2: due 30 days after the incident.
                Sample::new("2026-01-01-a").open_action("due 31 January").build(),
                Sample::new("2026-01-30-b").open_action("due 1 March").build(),
                Sample::new("2026-02-10-c")
                    .open_action("said")
                    .with(|incident| incident.actions[0].due = "2026-02-28".parse().ok())
                    .done_action("done", "2026-02-12")
                    .action("done some day", Progress::Done { closed: None })
                    .action("dropped", Progress::Dropped { closed: None, reason: None })
                    .build(),
                Sample::new("undated").open_action("no day").build(),
            ],
        );
        let all = FollowUps::of(&corpus, "2026-03-01".parse().unwrap());
        let told = |list: &[FollowUp]| -> Vec<(String, bool, Option<u32>)> {
            list.iter().map(|f| (corpus[f.action].text.clone(), f.overdue, f.age)).collect()
        };
        assert_eq!(
            told(&all.open),
            [
                ("due 31 January".to_owned(), true, Some(59)),
                ("said".to_owned(), true, Some(19)),
                ("due 1 March".to_owned(), false, Some(30)),
                ("no day".to_owned(), false, None),
            ]
        );
        assert_eq!(all.overdue().len(), 2);
        let by_severity = |at: usize| all.open[at].due.unwrap().by_severity.map(u16::from);
        assert_eq!((by_severity(0), by_severity(1)), (Some(30), None));
        assert_eq!(told(&all.done), [("done".to_owned(), false, Some(2)), ("done some day".to_owned(), false, None)]);
        assert_eq!(all.dropped.len(), 1);
        assert!(!all.owned);
    }

    #[test]
    fn one_owner_is_enough_to_say_of_others_that_they_have_none() {
        let owned = |sample: Sample| {
            let (corpus, _) =
                gather(Config::default(), vec![sample.build(), Sample::new("2026-01-01-b").open_action("b").build()]);
            FollowUps::of(&corpus, "2026-03-01".parse().unwrap()).owned
        };
        let owner = |incident: &mut crate::incident::Incident| incident.owner = Some("team-web".to_owned());
        assert!(owned(Sample::new("2026-01-01-a").open_action("a").with(owner)));
        assert!(!owned(Sample::new("2026-01-01-a").done_action("a", "2026-02-01").with(owner)), "only what is open counts");
        assert!(!owned(Sample::new("2026-01-01-a").open_action("a").with(|incident| incident.owner = Some("TBD".to_owned()))));
    }

    #[test]
    fn a_severity_may_give_no_day() {
        let mut config = Config::default();
        for level in &mut config.severities {
            level.action_due_days = None;
        }
        let said = |incident: &mut crate::incident::Incident| incident.actions[0].due = "2026-02-28".parse().ok();
        let (corpus, _) = gather(
            config,
            vec![
                Sample::new("2026-01-01-a").open_action("no day").build(),
                Sample::new("2026-02-10-b").open_action("said").with(said).build(),
            ],
        );
        let all = FollowUps::of(&corpus, "2026-03-01".parse().unwrap());
        let due: Vec<_> = all.open.iter().map(|f| (corpus[f.action].text.as_str(), f.due.is_some(), f.overdue)).collect();
        assert_eq!(due, [("said", true, true), ("no day", false, false)]);
    }
}
