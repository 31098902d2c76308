//! The incidents of each service, tag, severity and year. Every list is newest first.

use super::follow_up::{FollowUp, FollowUps};
use super::recurrence::{Restores, worked};
use crate::corpus::{Corpus, IncidentNo};
use crate::incident::{Name, Severity};
use std::collections::BTreeMap;

/// The incidents of one name.
#[derive(Debug)]
pub struct Group {
    /// As the oldest of its incidents writes it.
    pub name: Name,
    /// Its incidents.
    pub incidents: Vec<IncidentNo>,
}

/// The incidents of one service, and what to know before it is touched.
#[derive(Debug)]
pub struct ServiceGroup {
    /// The service and its incidents.
    pub group: Group,
    /// What restored it.
    pub worked: Restores,
    /// What is still to do, in the order of [`FollowUps::open`].
    pub open: Vec<FollowUp>,
}

/// Incidents by what they have in common.
#[derive(Debug)]
pub struct Groups {
    /// By the slug of the service.
    pub services: BTreeMap<String, ServiceGroup>,
    /// By the slug of the tag.
    pub tags: BTreeMap<String, Group>,
    /// By severity, the worst first; a severity without incidents is not in it.
    pub severities: BTreeMap<Severity, Vec<IncidentNo>>,
    /// By year. Incidents without a day are in none.
    pub years: BTreeMap<i16, Vec<IncidentNo>>,
}

impl Groups {
    pub(super) fn of(corpus: &Corpus, follow_ups: &FollowUps) -> Self {
        let mut severities: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut years: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (no, incident) in corpus.incidents() {
            severities.entry(incident.severity).or_default().push(no);
            if let Some(year) = incident.year() {
                years.entry(year).or_default().push(no);
            }
        }
        Self { services: services(corpus, follow_ups), tags: by_name(corpus, |no| &corpus[no].tags), severities, years }
    }
}

fn services(corpus: &Corpus, follow_ups: &FollowUps) -> BTreeMap<String, ServiceGroup> {
    let mut services: BTreeMap<_, _> = by_name(corpus, |no| &corpus[no].services)
        .into_iter()
        .map(|(slug, group)| {
            let worked = worked(group.incidents.iter().map(|&no| &corpus[no]));
            (slug, ServiceGroup { group, worked, open: Vec::new() })
        })
        .collect();
    for follow_up in &follow_ups.open {
        for name in &corpus[follow_up.action.incident].services {
            if let Some(service) = services.get_mut(&name.slug)
                && service.open.last() != Some(follow_up)
            {
                service.open.push(*follow_up);
            }
        }
    }
    services
}

/// Goes from the oldest incident to the newest, because the oldest decides how a name is written.
fn by_name<'a>(corpus: &'a Corpus, names: impl Fn(IncidentNo) -> &'a [Name]) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (no, _) in corpus.incidents().rev() {
        for name in names(no) {
            let new = || Group { name: name.clone(), incidents: Vec::new() };
            let group = groups.entry(name.slug.clone()).or_insert_with(new);
            if group.incidents.last() != Some(&no) {
                group.incidents.push(no);
            }
        }
    }
    for group in groups.values_mut() {
        group.incidents.reverse();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;
    use crate::incident::{Method, Outcome};

    #[test]
    fn groups_are_newest_first_and_count_an_incident_once() {
        let (corpus, _) = gather(
            Config::default(),
            vec![
                Sample::new("2025-12-31-a").service("API").tag("dns").restore(Method::Rollback, Outcome::Worked).build(),
                Sample::new("2026-01-01-b").service("api").service("API").open_action("x").build(),
                Sample::new("undated").tag("dns").build(),
            ],
        );
        let groups = Groups::of(&corpus, &FollowUps::of(&corpus, "2026-03-01".parse().unwrap()));
        let [undated, a, b] = ["undated", "2025-12-31-a", "2026-01-01-b"].map(|id| corpus.find(id).unwrap());
        let api = &groups.services["api"];
        assert_eq!((api.group.name.text.as_str(), &api.group.incidents), ("API", &vec![b, a]));
        assert_eq!(api.worked, Restores::from([(Method::Rollback, 1)]));
        assert_eq!(api.open.len(), 1);
        assert_eq!(groups.tags["dns"].incidents, [a, undated]);
        assert_eq!(groups.years, BTreeMap::from([(2025, vec![a]), (2026, vec![b])]));
        assert_eq!(groups.severities[&Severity(1)].len(), 3);
    }
}
