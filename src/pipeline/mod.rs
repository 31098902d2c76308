//! The whole way, from a folder of notes to a folder of pages. Only this module knows all of it; each step knows its neighbours'
//! types and nothing else.

mod build;
mod mend;

pub use build::{Built, Order, build};
pub use mend::mend;

use crate::audience;
use crate::config::{self, Config};
use crate::corpus::{self, Corpus, IncidentNo};
use crate::diagnostic::{Diagnostic, Level, rules};
use crate::discover::{self, Discovered, NoteFile, attachment::Bundle};
use crate::error::Error;
use crate::fix::{Mending, Patch, Texts};
use crate::incident::Incident;
use crate::lint::secrets::{self, Secrets};
use crate::lint::{self, Lead, LookAlike, Subject};
use crate::note::{self, Note};
use crate::relate::{self, Reason, Relations};
use crate::site::places;
use crate::site::targets::{self, Attachments, Notes as NotePaths};
use crate::source::SourceFile;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// Every note of a repository, and everything that is to be said about them.
#[derive(Debug)]
pub struct Notes {
    /// The incidents that could be read.
    pub corpus: Corpus,
    /// What they say together.
    pub relations: Relations,
    /// Every finding with its weight, in the order in which people read: as fixes need them, and as nobody else gets them.
    findings: Vec<Diagnostic>,
    /// What nobody is shown.
    secrets: Secrets,
    /// The path of every note, whether it could be read or not.
    pub paths: Vec<String>,
    /// The day on which everything is looked at.
    today: Date,
    /// The folders of notes that have one, by the path of the note.
    bundles: BTreeMap<String, Bundle>,
    /// The files beside notes that the notes refer to and that may be published.
    attachments: Attachments,
    /// Whether pages tell when a note was last changed.
    dated: bool,
}

impl Notes {
    /// How many findings there are.
    pub fn found(&self) -> usize {
        self.findings.len()
    }

    /// The findings that are wanted, in the order in which people read, as they may be shown.
    pub fn findings(&self, wanted: impl Fn(&Diagnostic) -> bool) -> Vec<Diagnostic> {
        let mut findings: Vec<_> = self.findings.iter().filter(|finding| wanted(finding)).cloned().collect();
        self.secrets.conceal(&mut findings);
        findings
    }

    /// Those for which a note cannot be read.
    pub fn fatal(&self) -> Vec<Diagnostic> {
        self.findings(|finding| finding.level == Level::Fatal)
    }

    /// What a mending changes, as a patch of what may be shown; `prefix` is where the root stands in its repository.
    pub fn diff(&self, mending: &Mending, prefix: &str) -> Patch {
        mending.diff(prefix, |path, text| self.secrets.mask(path, text))
    }

    /// What everyone may read of them. The findings stay those of all notes.
    ///
    /// # Errors
    /// A file beside a note that cannot be read.
    pub fn public(self) -> Result<Self, Error> {
        let (config, incidents) = self.corpus.into_parts();
        let (config, incidents) = audience::public(config, incidents);
        // What is wrong between notes and with the files beside them has been said.
        let (corpus, _) = corpus::gather(config, incidents);
        let attachments = attachments(&corpus, &self.bundles, &mut Vec::new())?;
        let relations = relate::relate(&corpus, self.today);
        Ok(Self { corpus, relations, attachments, dated: false, ..self })
    }

    /// The findings about what not everyone should see and a build of these notes would show: secrets, and to everyone also
    /// personal data.
    pub fn exposed(&self, to_everyone: bool) -> Vec<Diagnostic> {
        let notes: BTreeMap<&str, &Incident> =
            self.corpus.incidents().map(|(_, incident)| (incident.file.path.as_str(), incident)).collect();
        self.findings(|finding| {
            let about = secrets::is_about(finding.rule) && (secrets::is_secret(finding.rule) || to_everyone);
            let note = notes.get(finding.place.file.path.as_str()).filter(|_| about);
            note.is_some_and(|note| !to_everyone || audience::shows(&self.corpus.config.public, note, &finding.place))
        })
    }
}

/// Reads `lookback.toml` and every note below `root`, finds what they say together as of `today`, and judges each.
///
/// # Errors
/// A folder that is not there, a file that cannot be read. What is wrong *in* a file is a finding.
pub fn read(root: &Path, today: Date) -> Result<Notes, Error> {
    read_with(root, today, &Texts::new())
}

/// As [`read`], with these texts of notes instead of those on disk, and with findings that are not yet fit to be shown.
fn read_with(root: &Path, today: Date, texts: &Texts) -> Result<Notes, Error> {
    let mut findings = Vec::new();
    let (config, file) = configured(root, &mut findings)?;
    let Discovered { notes: mut files, findings: found } = discover::notes(root, &config.paths.incidents)?;
    for note in &mut files {
        if let Some(text) = texts.get(&note.file.path) {
            note.file = Arc::clone(text);
        }
    }
    findings.extend(found);
    let paths = files.iter().map(|note| note.file.path.clone()).collect();
    // What could not be read as a text stands in its finding alone.
    let unread = findings.iter().map(|finding| &finding.place.file).filter(|unread| unread.path != config::FILE);
    let texts: Vec<_> = files.iter().map(|note| &note.file).chain(unread).chain(&file).cloned().collect();
    let secrets = Secrets::find(&texts, &config);
    findings.extend(secrets.findings());
    let notes: Vec<Note> =
        files.par_iter().map(|note| note::read(&note.file, &note.id, note.bundle.is_some(), &config)).collect();
    let mut incidents = Vec::with_capacity(notes.len());
    for note in notes {
        findings.extend(note.findings);
        incidents.extend(note.incident);
    }
    let (corpus, found) = corpus::gather(config, incidents);
    findings.extend(found);
    let bundles = files.into_iter().filter_map(|NoteFile { file, bundle, .. }| Some((file.path.clone(), bundle?))).collect();
    let attachments = attachments(&corpus, &bundles, &mut findings)?;
    let relations = relate::relate(&corpus, today);
    findings.extend(judged(&corpus, &relations, &bundles, today));
    let findings = lint::weigh(findings, &corpus.config, corpus.incidents().map(|(_, incident)| incident));
    Ok(Notes { corpus, relations, findings, secrets, paths, today, bundles, attachments, dated: true })
}

/// What the lints find, note by note.
fn judged(corpus: &Corpus, relations: &Relations, bundles: &BTreeMap<String, Bundle>, today: Date) -> Vec<Diagnostic> {
    let paths = NotePaths::of(corpus);
    let incidents: Vec<_> = corpus.incidents().collect();
    let judge = |&(no, incident): &(IncidentNo, &Incident)| {
        // A file that is there and not published has its own finding.
        let bundle = bundles.get(&incident.file.path);
        let leads = |target: &str| match paths.lead(corpus, no, target) {
            Some((no, fragment)) => {
                Lead::Note { no, place: fragment.is_none_or(|fragment| places::find(&corpus[no], fragment).is_some()) }
            }
            None if bundle.is_some_and(|bundle| bundled(bundle, target).is_some()) => Lead::File,
            None => Lead::Nowhere,
        };
        let beside = bundle.map_or(&[][..], |bundle| &bundle.files);
        let alike = || relations.similar(no).iter().map(|other| look_alike(corpus, relations, no, other)).collect();
        lint::judge(&Subject::new(corpus, no, today, &leads, beside, &alike))
    };
    incidents.par_iter().flat_map_iter(judge).collect()
}

fn look_alike(corpus: &Corpus, relations: &Relations, no: IncidentNo, other: &relate::LookAlike) -> LookAlike {
    let named = |reason: &Reason| match reason {
        Reason::Issue(issue) => corpus.config.issue_title(&relations.issue(*issue).name),
        Reason::Service(slug) => slug.to_string(),
        Reason::Word(word) => format!("“{word}”"),
    };
    LookAlike {
        incident: other.incident,
        score: other.score,
        shared: other.reasons.iter().map(named).collect(),
        joined: relations.are_joined(no, other.incident),
    }
}

/// Reads `lookback.toml`, if there is one; where it has faults for which nothing can be done with it, gives those.
///
/// # Errors
/// A file that cannot be read.
pub fn configuration(root: &Path) -> Result<Result<Option<Config>, Vec<Diagnostic>>, Error> {
    let mut findings = Vec::new();
    let (config, file) = configured(root, &mut findings)?;
    findings.retain(|finding| finding.level == Level::Fatal);
    if findings.is_empty() {
        return Ok(Ok(file.map(|_| config)));
    }
    Secrets::find(file.as_slice(), &config).conceal(&mut findings);
    Ok(Err(findings))
}

/// The configuration and its file, if there is one. What is wrong in it goes to `findings`.
fn configured(root: &Path, findings: &mut Vec<Diagnostic>) -> Result<(Config, Option<Arc<SourceFile>>), Error> {
    let path = root.join(config::FILE);
    match fs::read(&path) {
        Ok(bytes) => match discover::text(config::FILE.to_owned(), bytes) {
            Ok(file) => {
                let config = config::read(&file, findings);
                findings.extend(audience::check(&config.public, &file));
                findings.extend(lint::check(&config.lint, &file));
                Ok((config, Some(file)))
            }
            Err(finding) => {
                let file = Arc::clone(&finding.place.file);
                findings.push(*finding);
                Ok((Config::default(), Some(file)))
            }
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok((Config::default(), None)),
        Err(error) => Err(Error::read(path)(error)),
    }
}

/// The files beside notes that are published: those that a note refers to, if they are what may be published.
fn attachments(
    corpus: &Corpus,
    bundles: &BTreeMap<String, Bundle>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Attachments, Error> {
    let mut attachments = Attachments::default();
    for (no, incident) in corpus.incidents() {
        let Some(bundle) = bundles.get(&incident.file.path) else { continue };
        let mut files = BTreeSet::new();
        for link in &incident.body.links {
            let Some(file) = bundled(bundle, &link.target) else { continue };
            match bundle.refusal(&file)? {
                None => {
                    files.insert(file);
                }
                Some(refusal) => findings.push(
                    Diagnostic::new(
                        &rules::REFUSED_FILE,
                        &incident.file,
                        link.span.clone(),
                        format!("`{file}` is not published"),
                    )
                    .label(refusal.to_string()),
                ),
            }
        }
        attachments.insert(no, files.into_iter().collect());
    }
    Ok(attachments)
}

/// The file of a note's own folder that a link of the note names.
fn bundled(bundle: &Bundle, target: &str) -> Option<String> {
    targets::join("", target).filter(|file| bundle.files.contains(file))
}
