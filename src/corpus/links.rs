//! Recurrence links: which of them can be true.
//!
//! A link that cannot be (to nowhere, to the note itself, to a later note, round in a circle) is reported and left out; the note
//! stays. What chains the others form is found in `relate`.

use super::{IncidentNo, Link, numbered, top};
use crate::diagnostic::{Diagnostic, rules};
use crate::incident::{Incident, RecurrenceOf};
use crate::words::did_you_mean;
use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

/// How many ids on each side of an unknown one are tried as what was meant. Ids begin with a day, so the neighbours in the
/// alphabet are the notes of the same days; trying all of them would be quadratic where many links are broken.
const NEIGHBOURS: usize = 64;

/// How many other links of a circle are shown with the one that closes it.
const SHOWN: usize = 8;

/// Every `recurrence_of` that leads from a note to an earlier one, newest note first.
pub(super) fn links(
    incidents: &[Incident],
    addresses: &BTreeMap<String, IncidentNo>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Link> {
    let mut links = Vec::new();
    for (later, incident) in numbered(incidents) {
        for said in &incident.recurrence_of {
            let Some(&earlier) = addresses.get(&said.id) else {
                findings.push(unknown(incident, said, addresses));
                continue;
            };
            match fault(incident, said, &incidents[earlier.index()]) {
                Some(finding) => findings.push(finding),
                None => links.push((Link { later, earlier, relation: said.relation }, said)),
            }
        }
    }
    open_circles(incidents, links, findings)
}

fn finding(incident: &Incident, said: &RecurrenceOf, message: String) -> Diagnostic {
    Diagnostic::new(&rules::BAD_RECURRENCE, &incident.file, said.span.clone(), message)
}

/// The id or alias that was meant by one that there is not.
pub(super) fn near<'a>(id: &str, addresses: &'a BTreeMap<String, IncidentNo>) -> Option<&'a str> {
    let before = addresses.range::<str, _>((Bound::Unbounded, Bound::Excluded(id))).rev().take(NEIGHBOURS);
    let after = addresses.range::<str, _>((Bound::Excluded(id), Bound::Unbounded)).take(NEIGHBOURS);
    did_you_mean(id, before.chain(after).map(|(known, _)| known.as_str()))
}

fn unknown(incident: &Incident, said: &RecurrenceOf, addresses: &BTreeMap<String, IncidentNo>) -> Diagnostic {
    let finding = finding(incident, said, format!("no note has the id `{}`", said.id));
    match near(&said.id, addresses) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("give the id of the earlier note: the name of its file or folder"),
    }
}

/// What is wrong with a link to a note that is there.
fn fault(incident: &Incident, said: &RecurrenceOf, other: &Incident) -> Option<Diagnostic> {
    if std::ptr::eq(incident, other) {
        let finding = finding(incident, said, "the note says that it repeats itself".to_owned());
        return Some(finding.help("give the id of the earlier note"));
    }
    let (day, others) = incident.date.zip(other.date).filter(|(day, others)| others > day)?;
    let message = format!("`{}` is of {others}, after this note, which is of {day}", said.id);
    Some(
        finding(incident, said, message)
            .also(other.place(&top(other)), "the later note")
            .help("the later note names the earlier one: move the link there"),
    )
}

/// Leaves out each link that closes a circle, and reports it. Days rule out most circles; notes of one day, or without one, can
/// still form them. A depth-first walk: a link is at fault if it leads back to a note that the walk is still in.
fn open_circles(incidents: &[Incident], links: Vec<(Link, &RecurrenceOf)>, findings: &mut Vec<Diagnostic>) -> Vec<Link> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Inside,
        Done,
    }
    let mut seen = vec![Seen::Not; incidents.len()];
    let mut at_fault = HashSet::new();
    let from = |no: IncidentNo| links.partition_point(|(link, _)| link.later < no);
    for start in (0..incidents.len()).map(IncidentNo::at) {
        if seen[start.index()] != Seen::Not {
            continue;
        }
        seen[start.index()] = Seen::Inside;
        // Each step: the note, and which of its links comes next.
        let mut way = vec![(start, from(start))];
        while let Some((no, next)) = way.last_mut() {
            let Some((link, said)) = links.get(*next).filter(|(link, _)| link.later == *no) else {
                seen[no.index()] = Seen::Done;
                way.pop();
                continue;
            };
            let this = *next;
            *next += 1;
            match seen[link.earlier.index()] {
                Seen::Done => {}
                Seen::Not => {
                    seen[link.earlier.index()] = Seen::Inside;
                    way.push((link.earlier, from(link.earlier)));
                }
                Seen::Inside => {
                    at_fault.insert(this);
                    let message = format!("the links from `{}` lead round in a circle", said.id);
                    let mut finding = finding(&incidents[link.later.index()], said, message)
                        .label("this closes the circle")
                        .help("only one of two notes can be the earlier one: take the link out that is not true");
                    let round = way.iter().skip_while(|(no, _)| *no != link.earlier).filter_map(|&(_, next)| links.get(next - 1));
                    for (link, said) in round.filter(|(other, _)| other != link).take(SHOWN) {
                        finding = finding.also(incidents[link.later.index()].place(&said.span), "part of the circle");
                    }
                    findings.push(finding);
                }
            }
        }
    }
    links.into_iter().enumerate().filter(|(index, _)| !at_fault.contains(index)).map(|(_, (link, _))| link).collect()
}

#[cfg(test)]
mod tests {
    use crate::corpus::IncidentNo;
    use crate::corpus::tests::gathered;
    use crate::incident::sample::Sample;
    use proptest::prelude::*;

    #[test]
    fn a_link_that_cannot_be_true_is_reported_and_left_out() {
        let (corpus, findings) = gathered(vec![
            Sample::new("2026-01-01-a"),
            Sample::new("2026-01-02-b").alias("old-b").recurrence_of("2026-01-01-a").recurrence_of("2026-01-03-c"),
            Sample::new("2026-01-03-c").recurrence_of("old-b").recurrence_of("2026-01-03-c").recurrence_of("2026-01-01-aa"),
        ]);
        let links: Vec<_> = corpus.links().iter().map(|link| (link.later.index(), link.earlier.index())).collect();
        assert_eq!(links, [(0, 1), (1, 2)]);
        let places: Vec<_> = findings.iter().map(|(_, place, _)| place.as_str()).collect();
        assert_eq!(places, ["\"2026-01-03-c\"", "\"2026-01-03-c\"", "\"2026-01-01-aa\""]);
        assert!(findings[2].2.contains("did you mean `2026-01-01-a`"), "{findings:?}");
    }

    #[test]
    fn a_circle_is_opened_at_one_link() {
        let (corpus, findings) = gathered(vec![
            Sample::new("2026-01-01-a").recurrence_of("2026-01-01-b"),
            Sample::new("2026-01-01-b").recurrence_of("2026-01-01-c"),
            Sample::new("2026-01-01-c").recurrence_of("2026-01-01-a"),
            Sample::new("2026-01-01-d").recurrence_of("2026-01-01-c"),
        ]);
        assert_eq!(corpus.links().len(), 3);
        let (code, place, _) = &findings[0];
        assert_eq!((findings.len(), *code, place.as_str()), (1, "LB022", "\"2026-01-01-a\""));
    }

    const IDS: [&str; 8] = ["2026-01-01-a", "2026-01-01-b", "2026-01-01-c", "2026-01-02-d", "2026-01-02-e", "x", "y", "nowhere"];

    proptest! {
        #[test]
        fn every_link_is_kept_or_reported_and_none_of_the_kept_leads_back(
            said in proptest::collection::vec((0_usize..7, 0_usize..8), 0..20),
        ) {
            let samples = IDS[..7].iter().enumerate().map(|(note, id)| {
                let links = said.iter().filter(|(from, _)| *from == note);
                links.fold(Sample::new(id), |sample, (_, to)| sample.recurrence_of(IDS[*to]))
            });
            let (corpus, findings) = gathered(samples.collect());
            prop_assert_eq!(corpus.links().len() + findings.len(), said.len());
            // Whatever only leads to what is settled is settled; what is left over at the end stands in a circle.
            let mut settled: Vec<IncidentNo> = Vec::new();
            for _ in 0..corpus.len() {
                for (no, _) in corpus.incidents() {
                    let mut from = corpus.links().iter().filter(|link| link.later == no);
                    if !settled.contains(&no) && from.all(|link| settled.contains(&link.earlier)) {
                        settled.push(no);
                    }
                }
            }
            prop_assert_eq!(settled.len(), corpus.len());
        }
    }
}
