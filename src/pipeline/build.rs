//! Pages of notes that were read, and their files onto the disk.

use super::Notes;
use crate::config;
use crate::corpus::IncidentNo;
use crate::discover::{self, attachment::Bundle};
use crate::error::Error;
use crate::history::History;
use crate::publish::{self, Pages, Published};
use crate::site::Site;
use crate::site::routes::Route;
use crate::site::theme::{Override, Theme};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

/// What a build is asked for.
#[derive(Debug)]
pub struct Order<'a> {
    /// The root of the notes repository.
    pub root: &'a Path,
    /// Where the site goes.
    pub out: &'a Path,
    /// Where it will be, if the command line says so.
    pub base_url: Option<String>,
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// How many pages for people there are.
    pub pages: usize,
    /// What reached the disk.
    pub published: Published,
}

/// Makes the site. Every template is compiled, and one page of each kind is made, before anything is written.
///
/// # Errors
/// A template with a fault, an output folder that is not ours, a disk that is full.
pub fn build(mut notes: Notes, order: &Order<'_>, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Built, Error> {
    if let Some(url) = &order.base_url {
        notes.corpus.config.site.base_url = Some(config::base_url(url));
    }
    let incidents = order.root.join(&notes.corpus.config.paths.incidents);
    if order.out.starts_with(&incidents) || incidents.starts_with(order.out) {
        return Err(Error::AmongNotes { path: order.out.to_owned() });
    }
    let theme = Theme::new(overrides(&order.root.join(&notes.corpus.config.paths.templates))?)?;
    let history = if notes.dated { History::read(order.root, &notes.corpus.config.paths.incidents) } else { History::default() };
    let site = Site::new(&notes.corpus, &notes.relations, &history, &theme, &notes.attachments, notes.today);
    let routes = site.plan();
    let paths = routes.iter().map(|route| route.path(&site)).collect();
    let plan = Plan { site, routes, paths, bundles: &notes.bundles };
    plan.rehearse()?;
    let of = plan.routes.len();
    let published = publish::publish(&plan, order.out, &|done| progress(done, of))?;
    Ok(Built { pages: plan.routes.iter().filter(|route| route.is_page()).count(), published })
}

/// The team's own templates and assets.
fn overrides(folder: &Path) -> Result<Vec<Override>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut overrides = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Read { path: folder.to_owned(), source: error.into() })?;
        if !entry.file_type().is_file() || entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        overrides
            .push(Override { name: discover::slashed(folder, path), text: fs::read_to_string(path).map_err(Error::read(path))? });
    }
    Ok(overrides)
}

/// The routes of a site, and where the bytes of each come from.
struct Plan<'a> {
    site: Site<'a>,
    routes: Vec<Route>,
    paths: Vec<String>,
    bundles: &'a BTreeMap<String, Bundle>,
}

impl Plan<'_> {
    /// Makes one page of each kind and drops it: a template that asks for what is not there shows it before anything is written.
    fn rehearse(&self) -> Result<(), Error> {
        let mut kinds = HashSet::new();
        let first = |nth: &usize| self.routes[*nth].is_page() && kinds.insert(std::mem::discriminant(&self.routes[*nth]));
        let chosen: Vec<usize> = (0..self.routes.len()).filter(first).collect();
        chosen.into_par_iter().try_for_each(|nth| self.render(nth).map(drop))
    }

    fn attachment(&self, no: IncidentNo, file: &str) -> Result<Vec<u8>, Error> {
        self.bundles.get(&self.site.corpus[no].file.path).map_or_else(|| Ok(Vec::new()), |bundle| bundle.read(file))
    }
}

impl Pages for Plan<'_> {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, nth: usize) -> Result<Cow<'_, [u8]>, Error> {
        match &self.routes[nth] {
            Route::Attachment(no, file) => self.attachment(*no, file).map(Cow::Owned),
            route => self.site.render(route, &self.paths[nth], &self.routes),
        }
    }
}
