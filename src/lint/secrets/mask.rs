//! What was found in the files of a repository, and the hiding of it in everything that is shown.
//!
//! Secrets are hidden also where the site or a note allows them, and personal data where the site does not: a reason to keep
//! something in a note is none to print it into the log of every build. Every character becomes one of the same length in bytes,
//! so that spans, lines and columns stay what they are.

use super::{Secret, find, sought};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::{SourceFile, Span};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What was found in files.
#[derive(Debug)]
pub struct Secrets {
    /// The rules that were looked for.
    sought: Vec<&'static Rule>,
    /// Only files that hold some, by their paths.
    files: BTreeMap<String, Found>,
}

/// What was found in one file.
#[derive(Debug)]
struct Found {
    file: Arc<SourceFile>,
    /// The file as it may be shown.
    shown: Arc<SourceFile>,
    secrets: Vec<Secret>,
    /// Every piece of [`PIECE`] bytes of what is hidden, and what is hidden whole where it is shorter: a message may quote a part.
    pieces: HashSet<Box<[u8]>>,
}

/// Bytes of something hidden that give it away.
const PIECE: usize = 8;
/// Bytes of a secret that is hidden wherever it stands: what is shorter may be an ordinary word.
const REPEATED: usize = 6;
/// What is shorter hides nothing: it would blot out ordinary words.
const SHORTEST: usize = 4;

impl Secrets {
    /// Looks for them in files.
    pub fn find(files: &[Arc<SourceFile>], config: &Config) -> Self {
        let sought = sought(config);
        let found = files.par_iter().filter_map(|file| Found::in_file(file, &sought).map(|found| (file.path.clone(), found)));
        Self { files: found.collect::<Vec<_>>().into_iter().collect(), sought }
    }

    /// A finding for each.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let of_file = |found: &Found| found.secrets.iter().map(|secret| finding(found, secret)).collect::<Vec<_>>();
        self.files.values().flat_map(of_file).collect()
    }

    /// Hides them in what findings quote and say. What would write one loses its edits: they could be neither shown nor, with
    /// stars in them, applied.
    pub fn conceal(&self, findings: &mut [Diagnostic]) {
        findings.par_iter_mut().for_each(|finding| {
            // What those about secrets say was made of what may be shown.
            if !super::is_about(finding.rule) {
                self.conceal_words(finding);
            }
            for place in std::iter::once(&mut finding.place).chain(finding.also.iter_mut().map(|(place, _)| place)) {
                if let Some(found) =
                    self.files.get(&place.file.path).filter(|found| found.shown.text.len() == place.file.text.len())
                {
                    place.file = Arc::clone(&found.shown);
                }
            }
        });
    }

    fn conceal_words(&self, finding: &mut Diagnostic) {
        let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
        let found: Vec<&Found> = places.filter_map(|place| self.files.get(&place.file.path)).collect();
        let hide = |text: &mut String| self.hide(&found, text);
        hide(&mut finding.message);
        hide(&mut finding.label);
        finding.also.iter_mut().for_each(|(_, label)| hide(label));
        finding.help.as_mut().into_iter().for_each(hide);
        if let Some(fix) = &mut finding.fix {
            hide(&mut fix.what);
            // Stars must never be written into a note: what cannot be shown whole is not shown at all.
            if fix.edits.iter().any(|(_, new)| matches!(self.hidden(&found, new), Cow::Owned(_))) {
                fix.edits.clear();
            }
        }
    }

    /// A text about a file, as it may be shown.
    pub fn mask<'t>(&self, path: &str, text: &'t str) -> Cow<'t, str> {
        self.hidden(&self.about(path), text)
    }

    /// Hides them in a text about a file.
    pub fn conceal_text(&self, path: &str, text: &mut String) {
        self.hide(&self.about(path), text);
    }

    /// A line of a file, counted from 1, as it may be shown; `None` if nothing in the file is hidden.
    pub fn line_text(&self, path: &str, line: usize) -> Option<&str> {
        self.files.get(path).map(|found| found.shown.line_text(line))
    }

    /// What was found in the file of this path.
    fn about(&self, path: &str) -> Vec<&Found> {
        self.files.get(path).into_iter().collect()
    }

    fn hide(&self, files: &[&Found], text: &mut String) {
        if let Cow::Owned(hidden) = self.hidden(files, text) {
            *text = hidden;
        }
    }

    fn hidden<'t>(&self, files: &[&Found], text: &'t str) -> Cow<'t, str> {
        let mut spans: Vec<_> = find(text, &self.sought).iter().flat_map(|secret| secret.own(text)).collect();
        for found in files {
            found.quoted(text, &mut spans);
        }
        if spans.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(starred(text, spans)) }
    }
}

impl Found {
    fn in_file(file: &Arc<SourceFile>, sought: &[&'static Rule]) -> Option<Self> {
        let secrets = find(&file.text, sought);
        if secrets.is_empty() {
            return None;
        }
        let mut pieces = HashSet::new();
        let mut spans: Vec<Span> = secrets.iter().flat_map(|secret| secret.own(&file.text)).collect();
        for span in &spans {
            for form in forms(&file.text[span.clone()]) {
                let form = form.trim().as_bytes();
                if form.len() >= PIECE {
                    pieces.extend(form.windows(PIECE).map(Box::from));
                } else if form.len() >= SHORTEST {
                    pieces.insert(Box::from(form));
                }
            }
        }
        again(&file.text, &secrets, &mut spans);
        let shown = file.shown_as(starred(&file.text, spans));
        Some(Self { file: Arc::clone(file), shown, secrets, pieces })
    }

    /// Where a text quotes what is hidden in the file, or a part of it.
    fn quoted(&self, text: &str, spans: &mut Vec<Span>) {
        let bytes = text.as_bytes();
        for from in 0..bytes.len() {
            let is_hidden = |length: usize| bytes.get(from..from + length).is_some_and(|part| self.pieces.contains(part));
            if let Some(length) = (SHORTEST..=PIECE).rev().find(|length| is_hidden(*length)) {
                spans.push(from..from + length);
            }
        }
    }
}

/// Where a secret stands once more, without the name or the beginning that told what it is, or as a link writes it.
fn again(text: &str, secrets: &[Secret], spans: &mut Vec<Span>) {
    let own = secrets.iter().flat_map(|secret| secret.own(text)).filter_map(|span| text.get(span));
    let forms: BTreeSet<Cow<'_, str>> = own.flat_map(forms).collect();
    let values: BTreeSet<&[u8]> = forms.iter().map(|form| form.as_bytes()).collect();
    // By how they begin, so that most places need one look; of each only the lengths, of which there are few.
    let mut lengths: HashMap<&[u8], BTreeSet<usize>> = HashMap::new();
    for value in &values {
        if let Some(begin) = value.get(..REPEATED) {
            lengths.entry(begin).or_default().insert(value.len());
        }
    }
    if lengths.is_empty() {
        return;
    }
    for (from, begin) in text.as_bytes().windows(REPEATED).enumerate() {
        let known = lengths.get(begin).into_iter().flatten().rev();
        let mut ends = known.map(|length| from + length);
        spans.extend(
            ends.find(|end| text.as_bytes().get(from..*end).is_some_and(|value| values.contains(value))).map(|end| from..end),
        );
    }
}

/// A text as it stands in a file, as readers of TOML, of addresses and of HTML would have it, and as it stands in the address of a
/// heading.
fn forms(text: &str) -> Vec<Cow<'_, str>> {
    let mut forms = vec![Cow::Borrowed(text), Cow::Owned(slug::slugify(text))];
    if text.contains('\\') {
        forms.push(Cow::Owned(text.replace("\\\\", "\u{0}").replace('\\', "").replace('\u{0}', "\\")));
    }
    if text.contains('%') {
        forms.push(Cow::Owned(unescaped(text)));
    }
    if text.contains('&') {
        let mut plain = text.to_owned();
        for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            plain = plain.replace(entity, c);
        }
        forms.push(Cow::Owned(plain));
    }
    forms
}

/// Without the `%40` of addresses.
fn unescaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let escaped = more.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &more[2..];
            }
            None => {
                out.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A text with stars in these spans. Blanks stay, so that lines do.
fn starred(text: &str, mut spans: Vec<Span>) -> String {
    spans.sort_by_key(|span| span.start);
    let mut out = String::with_capacity(text.len());
    for span in spans {
        let before = (0..=span.start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        out.push_str(text.get(out.len()..before).unwrap_or_default());
        let after = (span.end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        out.extend(text.get(out.len()..after).unwrap_or_default().chars().map(star));
    }
    out.push_str(&text[out.len()..]);
    out
}

/// A character of the same length that tells nothing.
fn star(c: char) -> char {
    match c.len_utf8() {
        _ if c.is_whitespace() => c,
        1 => '*',
        2 => '·',
        3 => '•',
        _ => '🞶',
    }
}

/// Characters of a secret that a message quotes.
const QUOTED: usize = 28;

fn finding(found: &Found, secret: &Secret) -> Diagnostic {
    let line = found.shown.text[secret.span.clone()].lines().next().unwrap_or_default();
    let cut = line.char_indices().nth(QUOTED).map_or(line.len(), |(at, _)| at);
    let dots = if cut < line.len() { "…" } else { "" };
    let help = if secret.rule.code < "LB51" {
        "revoke it where it was issued, then take it out of the note: what was committed once stays in the history"
    } else {
        "say whose it is in words, or leave it out"
    };
    Diagnostic::new(secret.rule, &found.file, secret.span.clone(), format!("`{}{dots}` is {}", &line[..cut], secret.what))
        .help(help)
}
