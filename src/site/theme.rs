//! Templates and assets: lookback's own, built into the binary, and the team's in their place.
//!
//! A file in the team's `templates/` replaces the one of the same name; as a template it may extend the one that it replaces as
//! `default/<name>`. Every template is compiled before a page is rendered. This module never reads a disk.

use crate::error::Error;
use serde::Serialize;
use std::borrow::Cow;
use tera::{ErrorKind, Tera};

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),+] };
}

const TEMPLATES: &[(&str, &str)] = built_in![
    "base.html",
    "home.html",
    "incident.html",
    "incidents.html",
    "year.html",
    "timeline.html",
    "recurring.html",
    "issue.html",
    "services.html",
    "service.html",
    "actions.html",
    "insights.html",
    "tags.html",
    "listing.html",
    "search.html",
    "not-found.html",
    "moved.html",
    "parts/lists.html",
    "parts/search.html",
];

const ASSETS: &[(&str, &str)] = built_in![
    "assets/style.css",
    "assets/charts.css",
    "assets/search-core.js",
    "assets/search-words.js",
    "assets/search.js",
    "assets/sort.js",
];

/// One file of the team's `templates/`: its name below that folder, with forward slashes, and its text.
#[derive(Debug, Clone)]
pub struct Override {
    /// `incident.html`, `assets/style.css`.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Compiled templates and the assets that go with them.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    assets: Vec<(&'static str, Cow<'static, str>)>,
}

impl Theme {
    /// lookback's own theme with the team's files in place of those that they replace.
    ///
    /// # Errors
    /// A template with a fault, shown with its line; a file that replaces nothing and that no template could include.
    pub fn new(overrides: Vec<Override>) -> Result<Self, Error> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml"]);
        tera.set_fallback_prefixes(["default/"]).map_err(fault)?;
        tera.add_raw_templates(TEMPLATES.iter().map(|(name, text)| (format!("default/{name}"), *text))).map_err(fault)?;
        let mut assets: Vec<_> = ASSETS.iter().map(|(name, text)| (*name, Cow::Borrowed(*text))).collect();
        let mut templates = Vec::new();
        for Override { name, text } in overrides {
            match assets.iter_mut().find(|(known, _)| *known == name) {
                Some((_, asset)) => *asset = Cow::Owned(text),
                None if name.ends_with(".html") => templates.push((name, text)),
                None => {
                    let known: Vec<_> = ASSETS.iter().map(|(known, _)| *known).collect();
                    let report =
                        format!("it replaces nothing: a template ends in .html, and the assets are {}", known.join(", "));
                    return Err(Error::Template { name, report });
                }
            }
        }
        tera.add_raw_templates(templates).map_err(fault)?;
        Ok(Self { tera, assets })
    }

    /// The names of the assets, below the site's root.
    pub fn assets() -> impl Iterator<Item = &'static str> {
        ASSETS.iter().map(|(name, _)| *name)
    }

    /// The text of an asset.
    pub fn asset(&self, name: &str) -> &str {
        self.assets.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
    }

    /// A page from its template and its view.
    ///
    /// # Errors
    /// A template that asks for what the view does not have, shown with its line.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Error> {
        let context = tera::Context::from_serialize(view).map_err(fault)?;
        self.tera.render(template, &context).map_err(fault)
    }
}

fn fault(error: tera::Error) -> Error {
    let name = match error.kind() {
        ErrorKind::SyntaxError(fault) | ErrorKind::RenderingError(fault) => fault.filename(),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl,
        ErrorKind::MissingParent { current, .. } => current,
        _ => "",
    };
    Error::Template { name: name.to_owned(), report: error.to_string() }
}
