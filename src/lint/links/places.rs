//! Links to places on pages, and headings that make such places unsure.

use super::super::{Lead, Lint, Report, Subject};
use super::SUGGESTIONS;
use crate::diagnostic::{Level, Rule};
use crate::incident::Incident;
use crate::incident::body::Section;
use crate::words::{did_you_mean, listed};
use std::collections::{BTreeMap, HashMap, HashSet};

/// As many headings are named where none is near to what was written.
const NAMED: usize = 5;

pub(super) static BROKEN_FRAGMENT: Lint = Lint {
    rule: Rule {
        code: "LB203",
        name: "broken-fragment",
        level: Level::Deny,
        finds: "A link to a heading that the page does not have.",
        why: "A reader who follows it lands at the top of a page and has to look for what was meant.",
        doubt: "",
        bad: "What helped stands [below](#the-rollback).\n\n## How we got back up\n\nWith a rollback.\n",
        good: "What helped stands [below](#how-we-got-back-up).\n\n## How we got back up\n\nWith a rollback.\n",
    },
    check: broken_fragments,
};

fn broken_fragments(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut found = 0;
    for link in &subject.incident.body.links {
        let Lead::Note { no, place: false } = (subject.leads)(&link.target) else { continue };
        let (path, fragment) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let page = if path.is_empty() { "this page".to_owned() } else { format!("`{path}`") };
        let mut finding = report.finding(link.span.clone(), format!("{page} has no heading `#{fragment}`"));
        if no != subject.no {
            let other = &subject.corpus[no];
            finding = finding.also(other.place(&other.title_span), "the note that it leads to");
        }
        found += 1;
        report.add(match (found <= SUGGESTIONS).then(|| help(&subject.corpus[no], fragment)).flatten() {
            Some(help) => finding.help(help),
            None => finding.help("link to the page alone"),
        });
    }
}

fn help(incident: &Incident, fragment: &str) -> Option<String> {
    let anchors: Vec<&str> =
        incident.body.sections.iter().map(|section| section.anchor.as_str()).filter(|anchor| !anchor.is_empty()).collect();
    if let Some(meant) = did_you_mean(&fragment.to_lowercase(), anchors.iter().copied()) {
        return Some(format!("did you mean `#{meant}`?"));
    }
    let mut named: Vec<String> = anchors.iter().take(NAMED).map(|anchor| format!("`#{anchor}`")).collect();
    if anchors.len() > NAMED {
        named.push(format!("{} more", anchors.len() - NAMED));
    }
    (!named.is_empty()).then(|| format!("its headings are {}", listed(&named)))
}

pub(super) static DUPLICATE_HEADING: Lint = Lint {
    rule: Rule {
        code: "LB207",
        name: "duplicate-heading",
        level: Level::Warn,
        finds: "Two headings with the same words, where one of them is linked to or known for what stands below it.",
        why: "Their addresses are told apart by a number alone, and a heading put in between moves it: links then lead to another place.",
        doubt: "A note that tells of two incidents may need every heading twice; two notes would serve it better.",
        bad: "## Impact\n\nNobody could pay.\n\n## Impact\n\nNobody could log in.\n",
        good: "## Impact\n\nNobody could pay.\n\n## Impact on logins\n\nNobody could log in.\n",
    },
    check: duplicate_headings,
};

/// One finding for all headings with the same words, at the second of them.
fn duplicate_headings(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let mut words: BTreeMap<String, Vec<&Section>> = BTreeMap::new();
    for section in incident.body.sections.iter().filter(|section| !section.heading.trim().is_empty()) {
        words.entry(section.heading.trim().to_lowercase()).or_default().push(section);
    }
    words.retain(|_, same| same.len() > 1);
    if words.is_empty() {
        return;
    }
    let own = incident.body.links.iter().filter_map(|link| link.target.strip_prefix('#'));
    let linked: HashSet<&str> = own.filter_map(|fragment| Some(incident.body.find(fragment)?.anchor.as_str())).collect();
    let parents = parents(&incident.body.sections);
    let parent = |section: &Section| parents.get(section.anchor.as_str()).copied();
    let mut found: Vec<(&Section, &Section)> = Vec::new();
    for same in words.values() {
        let is_linked = same.iter().any(|section| linked.contains(section.anchor.as_str()));
        let known = || same.windows(2).find(|pair| pair[0].topic.is_some() && parent(pair[0]) == parent(pair[1]));
        if let (true, [first, second, ..]) = (is_linked, same.as_slice()) {
            found.push((first, second));
        } else if let Some([first, second]) = known() {
            found.push((first, second));
        }
    }
    found.sort_by_key(|(_, second)| second.span.start);
    for (first, second) in found {
        let heading = |section: &Section| incident.first_line(&section.span);
        let finding = report.finding(heading(second), format!("two headings say “{}”", second.heading.trim()));
        let finding = finding.also(incident.place(&heading(first)), "the first one");
        report.add(finding.help(format!(
            "say in each heading what is its own; as it is, `#{}` and `#{}` lead to them",
            first.anchor, second.anchor
        )));
    }
}

/// The section in which each section stands, by their anchors; none for those at the top.
fn parents(sections: &[Section]) -> HashMap<&str, &str> {
    let mut open: Vec<&Section> = Vec::new();
    let mut parents = HashMap::new();
    for section in sections {
        while open.pop_if(|above| above.level >= section.level).is_some() {}
        if let Some(above) = open.last() {
            parents.insert(section.anchor.as_str(), above.anchor.as_str());
        }
        open.push(section);
    }
    parents
}
