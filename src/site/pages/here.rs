//! Where a page is made: the site, and the place of the page in it.

use crate::site::Site;
use crate::site::routes::{Route, relative};

/// What a page knows while it is made: the site, and where it stands itself.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The whole site.
    pub site: &'a Site<'a>,
    /// The path of the page.
    pub path: &'a str,
}

impl Here<'_> {
    /// The relative address of another page.
    pub fn href(&self, route: &Route) -> String {
        relative(self.path, &route.path(self.site))
    }
}
