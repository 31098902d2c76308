//! Look-alikes: the incidents that say most nearly the same as one incident does.
//!
//! Each incident is a vector over terms: its issues, its services, and the words of its title, summary and factors. A term weighs
//! (1 + ln tf) × ln(1 + N ⁄ df), with tf its count in the note, N the number of notes and df that of notes that have the term;
//! issues and services, which somebody chose on purpose, weigh [`ISSUE`] and [`SERVICE`] times as much. The score of two incidents
//! is the cosine of their vectors: 0 for nothing in common, 1 for the same. Source: Salton and Buckley, *Term-weighting approaches
//! in automatic text retrieval* (1988).
//!
//! Comparing all pairs would be quadratic, so each note has a budget: only its strongest terms look for candidates, each among
//! the notes nearest in time that have it, and only the best candidates are compared in full. The score itself is never cut:
//! it is the same from both sides.

use super::issues::{IssueNo, Issues};
use super::{Chain, Issue, Relations};
use crate::corpus::{Corpus, IncidentNo};
use crate::incident::Incident;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// How many look-alikes an incident has at most.
const MOST: usize = 5;
/// Below this score two incidents are not alike.
const THRESHOLD: f32 = 0.2;
/// An issue weighs as much as this many words.
const ISSUE: f32 = 2.5;
/// A service weighs as much as this many words.
const SERVICE: f32 = 1.5;
/// A word in more than one note of so many, and in more than [`FEW`], tells nothing.
const COMMON: usize = 10;
/// A word in at most so many notes is never common.
const FEW: usize = 3;
/// The terms of a note that are kept, the heaviest first.
const TERMS: usize = 64;
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
                let joined = self.chain_of(no).is_some() && self.chain_of(no) == self.chain_of(alike.incident);
                if !joined && counts(alike.incident) {
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
    notes.into_par_iter().with_min_len(256).map_init(|| vec![0.0; corpus.len()], |sums, note| terms.look_alikes(note, sums)).collect()
}

/// What a term weighs in a note. The number of the term or of the note, whichever the list is not about.
type Weight = (u32, f32);

/// The vectors of all notes, and the notes of all terms.
struct Terms {
    /// What each term is. Issues come first, under their own numbers.
    vocabulary: Vec<Reason>,
    /// For each note its terms, in the order of the vocabulary; the squares of the weights sum up to 1.
    vectors: Vec<Vec<Weight>>,
    /// For each term its notes, newest first.
    postings: Vec<Vec<Weight>>,
}

impl Terms {
    fn of(corpus: &Corpus, issues: &Issues) -> Self {
        let mut vocabulary = Vocabulary::new(issues);
        let counts: Vec<_> = corpus.incidents().map(|(no, incident)| vocabulary.count(&issues.of[no.index()], incident)).collect();
        let vocabulary = vocabulary.terms;
        let mut found_in = vec![0_usize; vocabulary.len()];
        for &(term, _) in counts.iter().flatten() {
            found_in[term as usize] += 1;
        }
        let weight = |term: u32, count: u32| {
            let found = found_in[term as usize];
            let boost = match vocabulary[term as usize] {
                Reason::Issue(_) => ISSUE,
                Reason::Service(_) => SERVICE,
                Reason::Word(_) if found > FEW && found * COMMON > corpus.len() => return None,
                Reason::Word(_) => 1.0,
            };
            Some((term, boost * (1.0 + (count as f32).ln()) * (corpus.len() as f32 / found as f32).ln_1p()))
        };
        let vectors: Vec<_> = counts.par_iter().map(|counts| unit(counts.iter().filter_map(|&(term, count)| weight(term, count)))).collect();
        let mut postings = vec![Vec::new(); vocabulary.len()];
        for (note, vector) in vectors.iter().enumerate() {
            for &(term, weight) in vector {
                postings[term as usize].push((note as u32, weight));
            }
        }
        Self { vocabulary, vectors, postings }
    }

    fn look_alikes(&self, note: usize, sums: &mut [f32]) -> Vec<LookAlike> {
        let mut found: Vec<_> = self
            .candidates(note, sums)
            .into_iter()
            .map(|other| (other, round(cosine(&self.vectors[note], &self.vectors[other as usize]))))
            .filter(|(_, score)| *score >= THRESHOLD)
            .collect();
        found.sort_by(heaviest);
        found.truncate(MOST);
        let look_alike = |(other, score)| LookAlike {
            incident: IncidentNo::at(other as usize),
            score,
            reasons: self.reasons(&self.vectors[note], &self.vectors[other as usize]),
        };
        found.into_iter().map(look_alike).collect()
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

    fn reasons(&self, a: &[Weight], b: &[Weight]) -> Vec<Reason> {
        let kind = |term: u32| match self.vocabulary[term as usize] {
            Reason::Issue(_) => 0,
            Reason::Service(_) => 1,
            Reason::Word(_) => 2,
        };
        let mut both: Vec<_> = shared(a, b).collect();
        both.sort_by(|a, b| kind(a.0).cmp(&kind(b.0)).then_with(|| heaviest(a, b)));
        both.into_iter().map(|(term, _)| self.vocabulary[term as usize].clone()).take(REASONS).collect()
    }
}

/// The heaviest first; of two that weigh the same, the one with the lower number.
fn heaviest(a: &Weight, b: &Weight) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The heaviest terms as a vector of length 1.
fn unit(weights: impl Iterator<Item = Weight>) -> Vec<Weight> {
    let mut vector: Vec<_> = weights.collect();
    vector.sort_by(heaviest);
    vector.truncate(TERMS);
    vector.sort_by_key(|&(term, _)| term);
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    vector
}

/// The terms of both vectors, each with what it adds to the cosine.
fn shared<'a>(a: &'a [Weight], b: &'a [Weight]) -> impl Iterator<Item = Weight> + 'a {
    let mut rest = b;
    a.iter().filter_map(move |&(term, weight)| {
        rest = &rest[rest.iter().take_while(|(other, _)| *other < term).count()..];
        rest.first().filter(|(other, _)| *other == term).map(|(_, other)| (term, weight * other))
    })
}

fn cosine(a: &[Weight], b: &[Weight]) -> f32 {
    shared(a, b).map(|(_, weight)| weight).sum()
}

/// To three decimals, so that the last bit of a logarithm, which differs between machines, never reaches a page.
fn round(score: f32) -> f32 {
    (score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

/// Numbers for terms, in the order in which they are met.
struct Vocabulary<'a> {
    terms: Vec<Reason>,
    services: HashMap<&'a str, u32>,
    words: HashMap<Arc<str>, u32>,
}

impl<'a> Vocabulary<'a> {
    fn new(issues: &Issues) -> Self {
        let terms = (0..issues.all.len()).map(|issue| Reason::Issue(IssueNo::at(issue))).collect();
        Self { terms, services: HashMap::new(), words: HashMap::new() }
    }

    /// The terms of a note, each with how often it stands there.
    fn count(&mut self, issues: &[IssueNo], incident: &'a Incident) -> Vec<(u32, u32)> {
        let mut found: Vec<u32> = issues.iter().map(|issue| issue.index() as u32).collect();
        for service in &incident.services {
            let terms = &mut self.terms;
            found.push(*self.services.entry(&service.slug).or_insert_with(|| next(terms, Reason::Service(service.slug.as_str().into()))));
        }
        let texts = [Some(&incident.title), incident.summary.as_ref()];
        for text in texts.into_iter().flatten().chain(incident.factors.iter().map(|factor| &factor.text)) {
            for word in words(text) {
                let known = self.words.get(word.as_str()).copied();
                found.push(known.unwrap_or_else(|| {
                    let word: Arc<str> = word.into();
                    let term = next(&mut self.terms, Reason::Word(Arc::clone(&word)));
                    self.words.insert(word, term);
                    term
                }));
            }
        }
        found.sort_unstable();
        found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
    }
}

fn next(terms: &mut Vec<Reason>, term: Reason) -> u32 {
    terms.push(term);
    (terms.len() - 1) as u32
}

/// Runs of letters and digits in lower case: of three characters or more, or of two with a digit (`s3`, `5x`).
fn words(text: &str) -> impl Iterator<Item = String> {
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let tells = |run: &&str| run.chars().nth(2).is_some() || run.chars().nth(1).is_some() && run.chars().any(char::is_numeric);
    runs.filter(tells).map(str::to_lowercase)
}
