//! What a document is called: what its header says, else its heading, else the name of its file.

use super::dates;
use crate::incident::body::{SYNTAX, Section};
use crate::words::capital;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// Headings that say what stands below them and not what happened, beside those of known sections. Compared as slugs.
const NO_TITLES: &[&str] = &[
    "background",
    "call-recording",
    "context",
    "details",
    "events",
    "incident",
    "incident-name",
    "incident-report",
    "issue-name",
    "name",
    "introduction",
    "post-mortem",
    "postmortem",
    "rca",
    "report",
    "retrospective",
    "title",
    "what-happened",
];
/// Facts that some templates put into headings: `## Owner: …`.
const LABELS: &[&str] =
    &["author", "authors", "date", "involved", "meeting-scheduled-for", "owner", "owners", "severity", "status"];
/// Letters in the part of a file's name that comes from the title.
const LONGEST: usize = 60;

/// The heading that says what the document is about: the first one, if it is of level 1 or the very first thing; else the only one
/// of level 1. The heading of a section is no title.
pub fn heading<'s>(text: &str, sections: &'s [Section]) -> Option<&'s Section> {
    let is_title = |section: &&Section| section.topic.is_none() && !name(&section.heading).is_empty();
    let mut headings = sections.iter().filter(|section| section.level > 0);
    let first = headings.next()?;
    let is_first_thing = sections.first().is_some_and(|before| text[before.span.start..first.span.start].trim().is_empty());
    if is_title(&first) && (first.level == 1 || is_first_thing) {
        return Some(first);
    }
    if first.level == 1 && slug::slugify(&first.heading) == "title" {
        // A template whose title was to be filled in, and was, in the line below.
        return headings.next().filter(is_title);
    }
    let mut main = sections.iter().filter(|section| section.level == 1);
    main.next().filter(|_| main.next().is_none()).filter(is_title)
}

/// A heading as a title; empty where it is none.
pub fn name(heading: &str) -> &str {
    let heading = heading.trim();
    let (label, rest) = heading.split_once(':').unwrap_or((heading, ""));
    let label = slug::slugify(label);
    if label == "title" {
        return rest.trim();
    }
    let is_none = NO_TITLES.contains(&slug::slugify(heading).as_str()) || LABELS.contains(&label.as_str());
    if is_none || slug::slugify(heading).is_empty() { "" } else { heading }
}

/// Whether a heading says the same as the title: the same words, but for marks, case and a date.
pub fn repeats(heading: &str, title: &str) -> bool {
    let words = |text: &str| slug::slugify(text);
    let bare = |text: &str| words(&dates::without(text));
    words(heading) == words(title) || (!bare(title).is_empty() && bare(heading) == bare(title))
}

/// The place of the heading of a section, with the end of its line and the blank one below it.
pub fn place(text: &str, section: &Section) -> Range<usize> {
    let first = Parser::new_ext(&text[section.span.clone()], SYNTAX).into_offset_iter().next();
    let Some((Event::Start(Tag::Heading { .. }), range)) = first else { return section.span.start..section.span.start };
    let mut end = section.span.start + range.end;
    if !text[..end].ends_with('\n') {
        end += text[end..].find('\n').map_or(text.len() - end, |at| at + 1);
    }
    let below = text[end..].split_inclusive('\n').next().filter(|line| line.trim().is_empty());
    section.span.start..end + below.map_or(0, str::len)
}

/// The name of a file as a title: `003-checkout_slow` is `Checkout slow`.
pub fn from_name(stem: &str) -> String {
    let words = dates::without(stem).replace(['-', '_'], " ");
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let words = capital(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    if slug::slugify(&words).is_empty() { format!("Incident {stem}").trim().to_owned() } else { words }
}

/// The part of an id that comes from the title, cut where a word ends; from the file's name where the title leaves nothing.
pub fn slug(title: &str, stem: &str) -> String {
    let slugs = [title, stem].map(|text| cut(&slug::slugify(dates::without(text))));
    slugs.into_iter().find(|slug| !slug.is_empty()).unwrap_or_else(|| "incident".to_owned())
}

/// At most so many letters, and whole words if the first one is not longer.
pub fn cut(slug: &str) -> String {
    let Some(start) = slug.get(..LONGEST) else { return slug.to_owned() };
    let whole = slug[LONGEST..].starts_with('-') || slug.len() == LONGEST;
    let end = if whole { LONGEST } else { start.rfind('-').unwrap_or(LONGEST) };
    slug[..end].trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::SourceFile;

    fn title(body: &str) -> Option<(String, String)> {
        let file = SourceFile::new("a.md", format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n+++\n{body}"));
        let incident = crate::note::read(&file, "2026-03-02-a", false, &Config::default()).incident.unwrap();
        let section = heading(&file.text, &incident.body.sections)?;
        Some((name(&section.heading).to_owned(), file.text[place(&file.text, section)].to_owned()))
    }

    #[test]
    fn the_heading_of_the_whole_document_is_its_title() {
        let own = |name: &str, text: &str| Some((name.to_owned(), text.to_owned()));
        assert_eq!(title("# Hub *down*\n\nText\n"), own("Hub down", "# Hub *down*\n\n"));
        assert_eq!(title("Hub down\n===\nText"), own("Hub down", "Hub down\n===\n"));
        assert_eq!(title("\n## Hub down ##\n\n# Timeline\n"), own("Hub down", "## Hub down ##\n\n"));
        assert_eq!(title("![](x.png)\n\n# Hub down"), own("Hub down", "# Hub down"));
        assert_eq!(title("## Summary\n\n# Hub down\n"), own("Hub down", "# Hub down\n"));
        assert_eq!(title("# Title:\n### Hub down\n"), own("Hub down", "### Hub down\n"));
        assert_eq!(title("# Title: Hub down\n"), own("Hub down", "# Title: Hub down\n"));
    }

    #[test]
    fn the_heading_of_a_part_is_not() {
        for body in [
            "## Issue summary\n",
            "# Summary\n\n# Timeline\n",
            "## Owner: @x\n# Overview\n",
            "Text\n\n## Hub\n",
            "# Postmortem\n",
            "# …\n",
            "```\n# x\n```\n",
        ] {
            assert_eq!(title(body), None, "{body:?}");
        }
    }

    #[test]
    fn a_heading_repeats_the_title_whatever_its_marks_and_its_date() {
        assert!(repeats("2026-03-02 - Hub down!", "Hub *Down*") && repeats("Incident on 2026-03-02", "Incident on 2026-03-02"));
        assert!(!repeats("Hub down again", "Hub down") && !repeats("2026-03-02", "2026-03-03"));
    }

    #[test]
    fn names_are_cut_where_words_end() {
        assert_eq!(from_name("003-hub_down-2026-03-02"), "Hub down");
        assert_eq!((from_name("2026-03-02"), from_name("")), ("Incident 2026-03-02".to_owned(), "Incident".to_owned()));
        assert_eq!(slug("2026-03-02, Hub — Ärger", "x"), "hub-arger");
        assert_eq!((slug("2026-03-02", "2026-03-02-hub"), slug("…", "…")), ("hub".to_owned(), "incident".to_owned()));
        assert_eq!(cut(&"word-".repeat(30)), ["word"; 12].join("-"));
        assert_eq!(cut(&"w".repeat(90)).len(), 60);
    }
}
