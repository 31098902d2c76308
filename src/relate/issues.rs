//! Issues: every factor, symptom and trigger, known by its slug, with the incidents in which it was seen.

use super::recurrence::Recurrence;
use crate::corpus::{Corpus, IncidentNo};
use crate::incident::{Name, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The place of an issue among all issues, which are in the order of their slugs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueNo(u32);

impl IssueNo {
    /// The number as an index into `Relations::issues`.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn at(index: usize) -> Self {
        assert!(index <= u32::MAX as usize, "more issues than can be numbered");
        Self(index as u32)
    }
}

/// A factor, symptom or trigger. One slug is one issue, whatever it was in each incident.
#[derive(Debug)]
pub struct Issue {
    /// As the oldest of its incidents writes it.
    pub name: Name,
    /// What it was in at least one incident.
    pub roles: BTreeSet<Role>,
    /// Where it was seen, and what came of it.
    pub recurrence: Recurrence,
}

impl Issue {
    /// Seen twice or more.
    pub fn is_recurring(&self) -> bool {
        self.recurrence.occurrences.len() >= 2
    }
}

/// All issues, and those of each incident.
#[derive(Debug)]
pub(super) struct Issues {
    /// By slug.
    pub all: Vec<Issue>,
    /// For each incident, each issue once, by slug.
    pub of: Vec<Vec<IssueNo>>,
}

impl Issues {
    pub fn of(corpus: &Corpus) -> Self {
        type Seen<'a> = (&'a Name, BTreeSet<Role>, Vec<IncidentNo>);
        let mut seen: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
        for (no, incident) in corpus.incidents().rev() {
            for (role, name) in incident.issues() {
                let (_, roles, occurrences) = seen.entry(&name.slug).or_insert_with(|| (name, BTreeSet::new(), Vec::new()));
                roles.insert(role);
                if occurrences.last() != Some(&no) {
                    occurrences.push(no);
                }
            }
        }
        let mut of = vec![Vec::new(); corpus.len()];
        let mut all = Vec::with_capacity(seen.len());
        for (index, (name, roles, occurrences)) in seen.into_values().enumerate() {
            for occurrence in &occurrences {
                of[occurrence.index()].push(IssueNo::at(index));
            }
            all.push(Issue { name: name.clone(), roles, recurrence: Recurrence::of(corpus, occurrences) });
        }
        Self { all, of }
    }

    pub fn find(&self, slug: &str) -> Option<IssueNo> {
        self.all.binary_search_by(|issue| issue.name.slug.as_str().cmp(slug)).ok().map(IssueNo::at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;

    #[test]
    fn one_slug_is_one_issue_in_every_role_and_once_an_incident() {
        let (corpus, _) = gather(
            crate::config::Config::default(),
            vec![
                Sample::new("2026-01-01-a").factor("DNS TTL").trigger("dns-ttl").build(),
                Sample::new("2026-01-02-b").symptom("dns-ttl").symptom("http-502").build(),
            ],
        );
        let issues = Issues::of(&corpus);
        let dns = issues.find("dns-ttl").unwrap();
        assert_eq!(issues.all[dns.index()].name.text, "DNS TTL");
        assert_eq!(issues.all[dns.index()].roles.iter().copied().collect::<Vec<_>>(), Role::ALL);
        assert_eq!(issues.all[dns.index()].recurrence.occurrences, [IncidentNo::at(1), IncidentNo::at(0)]);
        let http = issues.find("http-502").unwrap();
        assert_eq!(issues.of, [vec![dns, http], vec![dns]]);
        assert!(issues.all[dns.index()].is_recurring() && !issues.all[http.index()].is_recurring());
        assert_eq!(issues.find("http-503"), None);
    }
}
