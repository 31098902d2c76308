//! Incidents as vectors over what they name and say.
//!
//! Terms are the issues and services of an incident, and the words of its title, summary and factors. A term weighs
//! (1 + ln tf) × ln(1 + N ⁄ df), with tf its count in the note, N the number of notes and df that of notes that have it; an issue,
//! which somebody chose on purpose, weighs [`ISSUE`] times as much. Source: Salton and Buckley,
//! *Term-weighting approaches in automatic text retrieval* (1988). Knows nothing of which notes are worth comparing.

use super::Reason;
use crate::corpus::Corpus;
use crate::incident::Incident;
use crate::relate::issues::{IssueNo, Issues};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// An issue weighs as much as this many words.
const ISSUE: f32 = 2.5;
/// A word in more than one note of so many, and in more than [`FEW`], tells nothing.
const COMMON: usize = 10;
/// A word in at most so many notes is never common.
const FEW: usize = 3;
/// The terms of a note that are kept, the heaviest first.
const TERMS: usize = 64;

/// A number and what it weighs: a term in a list of a note, a note in a list of a term.
pub(super) type Weight = (u32, f32);

/// The vectors of all notes, and the notes of all terms.
pub(super) struct Terms {
    /// What each term is. Issues come first, under their own numbers.
    pub vocabulary: Vec<Reason>,
    /// For each note its terms, in the order of the vocabulary; the squares of the weights sum up to 1.
    pub vectors: Vec<Vec<Weight>>,
    /// For each term its notes, newest first.
    pub postings: Vec<Vec<Weight>>,
}

impl Terms {
    pub fn of(corpus: &Corpus, issues: &Issues) -> Self {
        let mut vocabulary = Vocabulary::new(issues);
        let counts: Vec<_> =
            corpus.incidents().map(|(no, incident)| vocabulary.count(&issues.of[no.index()], incident)).collect();
        let vocabulary = vocabulary.terms;
        let mut found_in = vec![0_usize; vocabulary.len()];
        for &(term, _) in counts.iter().flatten() {
            found_in[term as usize] += 1;
        }
        let weight = |term: u32, count: u32| {
            let found = found_in[term as usize];
            let boost = match vocabulary[term as usize] {
                Reason::Issue(_) => ISSUE,
                Reason::Word(_) if found > FEW && found * COMMON > corpus.len() => return None,
                Reason::Service(_) | Reason::Word(_) => 1.0,
            };
            Some((term, boost * (1.0 + (count as f32).ln()) * (corpus.len() as f32 / found as f32).ln_1p()))
        };
        let vectors: Vec<_> =
            counts.par_iter().map(|counts| unit(counts.iter().filter_map(|&(term, count)| weight(term, count)))).collect();
        let mut postings = vec![Vec::new(); vocabulary.len()];
        for (note, vector) in vectors.iter().enumerate() {
            for &(term, weight) in vector {
                postings[term as usize].push((note as u32, weight));
            }
        }
        Self { vocabulary, vectors, postings }
    }
}

/// The heaviest first; of two that weigh the same, the one with the lower number.
pub(super) fn heaviest(a: &Weight, b: &Weight) -> Ordering {
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
pub(super) fn shared<'a>(a: &'a [Weight], b: &'a [Weight]) -> impl Iterator<Item = Weight> + 'a {
    let mut rest = b;
    a.iter().filter_map(move |&(term, weight)| {
        rest = &rest[rest.iter().take_while(|(other, _)| *other < term).count()..];
        rest.first().filter(|(other, _)| *other == term).map(|(_, other)| (term, weight * other))
    })
}

pub(super) fn cosine(a: &[Weight], b: &[Weight]) -> f32 {
    shared(a, b).map(|(_, weight)| weight).sum()
}

/// Numbers for terms, in the order in which they are met.
struct Vocabulary {
    terms: Vec<Reason>,
    services: HashMap<Arc<str>, u32>,
    words: HashMap<Arc<str>, u32>,
}

impl Vocabulary {
    fn new(issues: &Issues) -> Self {
        let terms = (0..issues.all.len()).map(|issue| Reason::Issue(IssueNo::at(issue))).collect();
        Self { terms, services: HashMap::new(), words: HashMap::new() }
    }

    /// The terms of a note, each with how often it stands there.
    fn count(&mut self, issues: &[IssueNo], incident: &Incident) -> Vec<(u32, u32)> {
        let mut found: Vec<u32> = issues.iter().map(|issue| issue.index() as u32).collect();
        for service in &incident.services {
            found.push(number(&mut self.terms, &mut self.services, &service.slug, Reason::Service));
        }
        let texts = [Some(&incident.title), incident.summary.as_ref()];
        for text in texts.into_iter().flatten().chain(incident.factors.iter().map(|factor| &factor.text)) {
            for word in words(&text.to_lowercase()) {
                found.push(number(&mut self.terms, &mut self.words, word, Reason::Word));
            }
        }
        found.sort_unstable();
        found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
    }
}

/// The number of a term; a new one if it is met for the first time.
fn number(terms: &mut Vec<Reason>, known: &mut HashMap<Arc<str>, u32>, text: &str, reason: fn(Arc<str>) -> Reason) -> u32 {
    if let Some(&number) = known.get(text) {
        return number;
    }
    let (number, text) = (terms.len() as u32, Arc::<str>::from(text));
    terms.push(reason(Arc::clone(&text)));
    known.insert(text, number);
    number
}

/// Runs of letters and digits: of three characters or more, or of two with a digit (`s3`, `5x`), but for what is rather a part of a
/// date.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let tells = |run: &&str| run.chars().nth(2).is_some() || run.chars().nth(1).is_some() && run.chars().any(char::is_numeric);
    text.split(|c: char| !c.is_alphanumeric()).filter(tells).filter(|run| !is_part_of_date(run))
}

/// `09`, `2026`
fn is_part_of_date(run: &str) -> bool {
    let year = run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    (run.len() == 2 || year) && run.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_runs_of_letters_and_digits_that_can_tell_something() {
        let found: Vec<_> = words("the api answers 502 on s3: `econnreset` at 7 \u{fc}ber-nacht, 2026-03-09").collect();
        assert_eq!(found, ["the", "api", "answers", "502", "s3", "econnreset", "\u{fc}ber", "nacht"]);
    }

    #[test]
    fn what_both_vectors_have_makes_the_cosine() {
        let (a, b) = ([(1, 0.6), (3, 0.8)], [(0, 0.5), (3, 0.5), (4, 0.5)]);
        assert_eq!(shared(&a, &b).collect::<Vec<_>>(), [(3, 0.4)]);
        assert_eq!(cosine(&a, &b), 0.4);
        assert_eq!(cosine(&a, &[]), 0.0);
    }

    proptest! {
        #[test]
        fn a_vector_has_length_one_and_the_same_cosine_from_both_sides(
            a in proptest::collection::btree_map(0_u32..200, 0.1_f32..50.0, 1..100),
            b in proptest::collection::btree_map(0_u32..200, 0.1_f32..50.0, 1..100),
        ) {
            let (a, b) = (unit(a.into_iter()), unit(b.into_iter()));
            prop_assert!(a.len() <= TERMS && a.is_sorted_by_key(|weight| weight.0));
            prop_assert!((cosine(&a, &a) - 1.0).abs() < 1e-4);
            prop_assert!((cosine(&a, &b) - cosine(&b, &a)).abs() < 1e-6);
        }

        #[test]
        fn any_text_can_be_cut_into_words(text in "\\PC*") {
            prop_assert!(words(&text).all(|word| !word.is_empty()));
        }
    }
}
