//! LB201: relative links of a note that lead nowhere.

use crate::diagnostic::{Diagnostic, rules};
use crate::incident::Incident;

/// Every relative link and image of the body whose target `leads` does not know.
pub fn broken_links(incident: &Incident, leads: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let broken = incident.body.links.iter().filter(|link| !leads(&link.target));
    broken
        .map(|link| {
            Diagnostic::new(&rules::BROKEN_LINK, &incident.file, link.span.clone(), format!("`{}` leads nowhere", link.target))
                .help("link another note by its .md file, or a file beside this note's index.md")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::body::Link;
    use crate::incident::sample::Sample;

    #[test]
    fn only_what_leads_nowhere_is_reported() {
        let link = |target: &str| Link { target: target.to_owned(), span: 0..0 };
        let incident =
            Sample::new("2026-01-01-a").with(|incident| incident.body.links = vec![link("b.md"), link("gone.md")]).build();
        let found = broken_links(&incident, |target| target == "b.md");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("gone.md"));
    }
}
