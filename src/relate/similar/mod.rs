//! Look-alikes: the incidents that say most nearly the same as one incident does.
//!
//! The score is the cosine of two vectors of weighted terms, which [`terms`] makes: 0 for nothing in common, 1 for the same.
//! Comparing all pairs would be quadratic, so each note has a budget: only its heaviest terms look for candidates, each among
//! the notes nearest in time that have it, and only the best candidates are compared in full. The score itself is never cut:
//! it is the same from both sides.

mod terms;

use super::issues::{IssueNo, Issues};
use super::{Chain, Issue, Relations};
use crate::corpus::{Corpus, IncidentNo};
use rayon::prelude::*;
use std::sync::Arc;
use terms::{Terms, Weight, cosine, heaviest, shared};

/// How many look-alikes an incident has at most.
const MOST: usize = 5;
/// Below this score two incidents are not alike.
const THRESHOLD: f32 = 0.2;
/// The terms of a note that look for candidates, the heaviest first.
const SEEKERS: usize = 16;
/// The notes that a term looks at, half of them on either side in time.
const WINDOW: usize = 128;
/// The candidates that are compared in full.
const CANDIDATES: usize = 24;
/// The reasons that are told.
const REASONS: usize = 6;

/// Something that two incidents share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A factor, symptom or trigger.
    Issue(IssueNo),
    /// A service, by slug.
    Service(Arc<str>),
    /// A word of title, summary or factors, in lower case.
    Word(Arc<str>),
}

/// An incident that looks like another one.
#[derive(Debug, Clone, PartialEq)]
pub struct LookAlike {
    /// The other one.
    pub incident: IncidentNo,
    /// From 0 to 1, to three decimals; the same from both sides.
    pub score: f32,
    /// What they share: issues, then services, then words, the heaviest first. A word that stands in an issue or service that is
    /// told is not told again.
    pub reasons: Vec<Reason>,
}

/// Two incidents that look alike, and that no chain joins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unlinked {
    /// The older one.
    pub earlier: IncidentNo,
    /// The newer one.
    pub later: IncidentNo,
    /// As in [`LookAlike`].
    pub score: f32,
}

impl Relations {
    /// Occurrences of an issue that look alike, and that no chain joins; most alike first.
    pub fn unlinked_in(&self, issue: &Issue) -> Vec<Unlinked> {
        self.unlinked(&issue.recurrence.occurrences, |other| issue.recurrence.position(other).is_some())
    }

    /// Incidents outside a chain that look like one of its members; most alike first.
    pub fn unlinked_to(&self, chain: &Chain) -> Vec<Unlinked> {
        self.unlinked(&chain.recurrence.occurrences, |_| true)
    }

    fn unlinked(&self, occurrences: &[IncidentNo], counts: impl Fn(IncidentNo) -> bool) -> Vec<Unlinked> {
        let mut pairs = Vec::new();
        for &no in occurrences {
            for alike in self.similar(no) {
                if !self.are_joined(no, alike.incident) && counts(alike.incident) {
                    let (later, earlier) = (no.min(alike.incident), no.max(alike.incident));
                    pairs.push(Unlinked { earlier, later, score: alike.score });
                }
            }
        }
        pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (a.later, a.earlier).cmp(&(b.later, b.earlier))));
        pairs.dedup();
        pairs
    }
}

/// The look-alikes of every incident, most alike first; of two that are equally alike the newer one first.
pub(super) fn look_alikes(corpus: &Corpus, issues: &Issues) -> Vec<Vec<LookAlike>> {
    let terms = Terms::of(corpus, issues);
    let notes = 0..corpus.len();
    // The sums live as long as a worker has work, so that a note costs what it touches and not what there is.
    notes
        .into_par_iter()
        .with_min_len(256)
        .map_init(|| vec![0.0; corpus.len()], |sums, note| terms.look_alikes(note, issues, sums))
        .collect()
}

impl Terms {
    fn look_alikes(&self, note: usize, issues: &Issues, sums: &mut [f32]) -> Vec<LookAlike> {
        let vector = &self.vectors[note];
        let other = |other: u32| &self.vectors[other as usize];
        let candidates = self.candidates(note, sums).into_iter();
        let scored = candidates.map(|no| (no, round(cosine(vector, other(no)))));
        let mut found: Vec<_> = scored.filter(|&(no, score)| score >= THRESHOLD && self.is_telling(vector, other(no))).collect();
        found.sort_by(heaviest);
        found.truncate(MOST);
        let look_alike = |(no, score)| {
            let reasons = self.reasons(vector, other(no), issues);
            LookAlike { incident: IncidentNo::at(no as usize), score, reasons }
        };
        found.into_iter().map(look_alike).collect()
    }

    /// Two incidents that share nothing but a service are neighbours, not look-alikes.
    fn is_telling(&self, a: &[Weight], b: &[Weight]) -> bool {
        shared(a, b).any(|(term, _)| !matches!(self.vocabulary[term as usize], Reason::Service(_)))
    }

    /// The notes that share most with one note, as far as its budget sees. `sums` is zero before and after.
    fn candidates(&self, note: usize, sums: &mut [f32]) -> Vec<u32> {
        let mut seekers: Vec<_> =
            self.vectors[note].iter().copied().filter(|&(term, _)| self.postings[term as usize].len() > 1).collect();
        seekers.sort_by(heaviest);
        let mut touched = Vec::new();
        for (term, weight) in seekers.into_iter().take(SEEKERS) {
            let notes = &self.postings[term as usize];
            let at = notes.partition_point(|&(other, _)| (other as usize) < note);
            let start = at.saturating_sub(WINDOW / 2).min(notes.len().saturating_sub(WINDOW));
            for &(other, others) in notes[start..].iter().take(WINDOW) {
                let sum = &mut sums[other as usize];
                if *sum == 0.0 {
                    touched.push(other);
                }
                *sum += weight * others;
            }
        }
        let mut candidates: Vec<_> = touched
            .into_iter()
            .map(|other| (other, std::mem::take(&mut sums[other as usize])))
            .filter(|&(other, sum)| other as usize != note && sum >= THRESHOLD / 2.0)
            .collect();
        if candidates.len() > CANDIDATES {
            candidates.select_nth_unstable_by(CANDIDATES, heaviest);
            candidates.truncate(CANDIDATES);
        }
        candidates.into_iter().map(|(other, _)| other).collect()
    }

    fn reasons(&self, a: &[Weight], b: &[Weight], issues: &Issues) -> Vec<Reason> {
        let mut both: Vec<_> = shared(a, b).collect();
        both.sort_by(heaviest);
        let terms = both.iter().map(|&(term, _)| &self.vocabulary[term as usize]);
        let (words, mut told): (Vec<_>, Vec<_>) = terms.partition(|reason| matches!(reason, Reason::Word(_)));
        told.sort_by_key(|reason| matches!(reason, Reason::Service(_)));
        let slugs: Vec<&str> = told.iter().map(|reason| reason.text(issues)).collect();
        let told_already = |word: &&Reason| slugs.iter().any(|slug| slug.split('-').any(|part| part == word.text(issues)));
        told.extend(words.into_iter().filter(|word| !told_already(word)));
        told.into_iter().take(REASONS).cloned().collect()
    }
}

impl Reason {
    fn text<'a>(&'a self, issues: &'a Issues) -> &'a str {
        match self {
            Self::Issue(issue) => &issues.all[issue.index()].name.slug,
            Self::Service(slug) => slug,
            Self::Word(word) => word,
        }
    }
}

/// To three decimals, so that the last bit of a logarithm, which differs between machines, never reaches a page.
fn round(score: f32) -> f32 {
    (score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::gather;
    use crate::incident::sample::Sample;
    use crate::relate::relate;

    fn related(samples: Vec<Sample>) -> (Corpus, Relations) {
        let (corpus, _) = gather(Config::default(), samples.into_iter().map(Sample::build).collect());
        let relations = relate(&corpus, "2026-06-01".parse().unwrap());
        (corpus, relations)
    }

    fn alike(corpus: &Corpus, relations: &Relations, id: &str) -> Vec<String> {
        let found = relations.similar(corpus.find(id).unwrap());
        found.iter().map(|alike| corpus[alike.incident].id[11..].to_owned()).collect()
    }

    fn some() -> Vec<Sample> {
        vec![
            Sample::new("2026-01-01-a").title("Checkout answers 502").factor("config-push").service("checkout"),
            Sample::new("2026-01-02-b").title("Invoices are printed twice").factor("retry-without-key").service("billing"),
            Sample::new("2026-01-03-c").title("Checkout fails again").factor("config-push").service("checkout"),
            Sample::new("2026-01-04-d").title("Search is slow").summary("The certificate of the vault had expired"),
            Sample::new("2026-01-05-e").title("Nobody can sign in").summary("An expired certificate, once more the vault"),
            Sample::new("2026-01-06-f").title("Nightly export is late"),
        ]
    }

    #[test]
    fn incidents_are_alike_by_what_they_name_and_by_what_they_say() {
        let (corpus, relations) = related(some());
        assert_eq!(alike(&corpus, &relations, "2026-01-01-a"), ["c"]);
        assert_eq!(alike(&corpus, &relations, "2026-01-05-e"), ["d"]);
        assert!(alike(&corpus, &relations, "2026-01-06-f").is_empty());
        let c = &relations.similar(corpus.find("2026-01-01-a").unwrap())[0];
        let push = relations.find_issue("config-push").unwrap();
        assert_eq!(c.reasons, [Reason::Issue(push), Reason::Service("checkout".into())], "no word is told twice");
        let d = &relations.similar(corpus.find("2026-01-05-e").unwrap())[0];
        assert!(d.reasons.contains(&Reason::Word("certificate".into())), "{d:?}");
        assert_eq!(d.score, relations.similar(d.incident)[0].score);
    }

    #[test]
    fn the_same_words_in_the_same_note_score_one() {
        let (_, relations) = related(vec![
            Sample::new("2026-01-01-a").title("Disk full on db-7").factor("disk"),
            Sample::new("2026-01-02-b").title("Disk full on db-7").factor("disk"),
        ]);
        assert_eq!(relations.similar(IncidentNo::at(0))[0].score, 1.0);
    }

    #[test]
    fn a_service_alone_makes_no_look_alike() {
        let (_, relations) = related(vec![
            Sample::new("2026-01-01-a").title("Late").service("api"),
            Sample::new("2026-01-02-b").title("Slow").service("api"),
        ]);
        assert!(relations.similar(IncidentNo::at(0)).is_empty());
    }

    #[test]
    fn look_alikes_that_a_chain_joins_are_not_unlinked() {
        let unlinked = |samples| {
            let (_, relations) = related(samples);
            let push = relations.issue(relations.find_issue("config-push").unwrap());
            relations.unlinked_in(push).iter().map(|pair| (pair.earlier.index(), pair.later.index())).collect::<Vec<_>>()
        };
        assert_eq!(unlinked(some()), [(5, 3)]);
        let mut linked = some();
        let c = linked.remove(2).recurrence_of("2026-01-01-a");
        linked.push(c);
        assert_eq!(unlinked(linked), []);
    }

    #[test]
    fn what_looks_like_a_member_of_a_chain_is_told() {
        let mut samples = some();
        samples.push(Sample::new("2026-01-07-g").title("Unlike").recurrence_of("2026-01-01-a"));
        let (corpus, relations) = related(samples);
        let pairs = relations.unlinked_to(relations.chains().next().unwrap().1);
        assert_eq!(pairs.len(), 1);
        assert_eq!((corpus[pairs[0].earlier].id.as_str(), corpus[pairs[0].later].id.as_str()), ("2026-01-01-a", "2026-01-03-c"));
    }

    #[test]
    fn a_note_costs_its_budget_however_many_are_like_it() {
        let samples = (0..1000).map(|number| {
            let day = jiff::civil::date(2020, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
            Sample::new(&format!("{day}-x")).title("Disk full").factor("disk")
        });
        let (corpus, relations) = related(samples.collect());
        let (no, _) = corpus.incidents().nth(500).unwrap();
        let found = relations.similar(no);
        assert_eq!(found.len(), MOST);
        assert!(found.iter().all(|alike| alike.incident.index().abs_diff(500) <= WINDOW / 2));
    }
}
