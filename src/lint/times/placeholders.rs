//! LB115: what a template left to be filled in, and nobody did.

use super::{Lint, Report, Subject, Teller, Told, and_more, times};
use crate::diagnostic::{Level, Rule};
use crate::incident::body::{SYNTAX, Topic};
use crate::incident::time::Moment;
use crate::incident::{Incident, Milestone, Status};
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB115",
        name: "placeholder-left-in",
        level: Level::Warn,
        finds: "A time or a text that was to be filled in, in a note that is no draft: `HH:mm`, `TODO`, `[insert …]`.",
        why: "What was left open in the week of the incident is known to nobody a year later. Fill it in, take it out, or say that nobody knows: `??:??` does.",
        doubt: "",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "in-review"
started  = 2026-03-02T14:02:00Z
+++

A push of the configuration broke checkout. TODO: how many customers?
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "in-review"
started  = 2026-03-02T14:02:00Z
+++

A push of the configuration broke checkout. About 1,200 customers could not pay.
"#,
    },
    check,
};

/// How a time looks that nobody filled in. `??:??` is none: it says that nobody knows.
static TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)--:--|\bh?h:mm|\b[0-9x]{1,2}:x|\bxx:|\byyyy|\bdd\b").ok());

/// How a text looks that nobody filled in. Capitals tell a mark for oneself from a word; words end where ASCII does, which is far
/// faster to find.
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)(?:TODO|TBD|TBC|FIXME|XXX)(?-u:\b)",
        r"|(?-u:\b)(?i:lorem ipsum)(?-u:\b)",
        r"|<(?i:fill|insert|add|describe|enter|your|placeholder)(?-u:\b)[^<>\n]{0,80}>",
        r"|\[(?i:fill|insert|add|describe|enter|your|placeholder)(?-u:\b)[^\[\]\n]{0,80}\]",
    ))
    .ok()
});

/// What a template leaves in a list of follow-ups.
static ROWS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\[(?:follow-up )?action item[^\[\]\n]{0,20}\]|\byyyy-mm-dd\b|\{\{ ?[\w.-]{1,80} ?\}\}|<(?:action|description|summary|owner|date)(?: [^<>\n]{0,80})?>").ok()
});

/// How many other places are shown with the first.
const SHOWN: usize = 3;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.incident.status != Status::Draft {
        unknown_times(subject.incident, report);
        open_words(subject.incident, report);
    }
}

fn unknown_times(incident: &Incident, report: &mut Report<'_>) {
    let is_open =
        |told: &Told<'_>| told.time.at == Moment::Unknown && TIME.as_ref().is_some_and(|time| time.is_match(&told.time.raw));
    let mut others = Vec::new();
    for told in times(incident).filter(is_open) {
        let Teller::Milestone(milestone) = told.by else {
            others.push((told.place(incident), told));
            continue;
        };
        let message = match milestone {
            Milestone::Resolved => "nobody says when it was over".to_owned(),
            milestone => format!("nobody says when it was {milestone}"),
        };
        let help =
            format!("write the time or the day, as soon as somebody knows it; until then no duration to `{milestone}` is known");
        report.add(report.finding(told.place(incident), message).help(help));
    }
    if let Some((place, told)) = others.iter().min_by_key(|(place, _)| place.start) {
        let message = format!("`{}` is no time yet{}", told.time.raw, and_more(others.len()));
        report.add(
            report
                .finding(place.clone(), message)
                .help("logs, chats and pagers keep the time; a rough one (`~14:15`) is better than none"),
        );
    }
}

fn open_words(incident: &Incident, report: &mut Report<'_>) {
    let Some(words) = WORDS.as_ref() else { return };
    let text = incident.file.text.as_str();
    let within = |span: &Span| {
        let part = text.get(span.clone()).unwrap_or_default();
        words.find_iter(part).map(|found| span.start + found.start()..span.start + found.end()).collect::<Vec<_>>()
    };
    let is_open = |place: &Span| !is_spoken_of(text, place, incident.body.span.start);
    let mut found: Vec<Span> = std::iter::once(&incident.title_span).chain(&incident.prose).flat_map(within).collect();
    let in_body = within(&incident.body.span);
    // Most notes have none, and need not be parsed for it.
    if !in_body.is_empty() {
        let hidden = hidden(incident, text);
        found.extend(
            in_body.into_iter().filter(|place| !is_in(&hidden, place.start)).filter(|place| !text[place.end..].starts_with('(')),
        );
    }
    found.retain(is_open);
    found.extend(rows(incident, text));
    found.sort_by_key(|place| place.start);
    let Some(first) = found.first() else { return };
    let message = format!("`{}` was to be filled in{}", &text[first.clone()], and_more(found.len()));
    let finding = report.finding(first.clone(), message);
    let others = found.iter().skip(1).take(SHOWN);
    let finding = others.fold(finding, |finding, place| finding.also(incident.place(place), "and this one"));
    report.add(finding.help("write what it stands for, or take it out; work that is left is an action"));
}

/// Rows of follow-ups as their template has them, one place for each line.
fn rows(incident: &Incident, text: &str) -> Vec<Span> {
    let Some(pattern) = ROWS.as_ref() else { return Vec::new() };
    let sections = incident.body.sections.iter().filter(|section| section.topic == Some(Topic::Actions));
    let lines = sections.flat_map(|section| {
        let mut at = section.span.start;
        text.get(section.span.clone()).unwrap_or_default().split_inclusive('\n').map(move |line| {
            at += line.len();
            (at - line.len(), line)
        })
    });
    // Nobody sees what stands in a comment; code shows how to write one.
    let mut hidden = false;
    let shown = lines.filter(|(_, line)| {
        let was = hidden || line.contains("<!--");
        hidden = was && !line.contains("-->");
        !was && !line.contains('`')
    });
    let found = shown.filter_map(|(at, line)| {
        let found = pattern.find(line)?;
        let link = line[found.end()..].starts_with('(');
        (!link).then(|| at + found.start()..at + found.end())
    });
    found.collect()
}

/// Whether such a word is only spoken of: `the TODO list`, `"TODO"`, `an XXX-large box`.
fn is_spoken_of(text: &str, place: &Span, body: usize) -> bool {
    let (before, behind) = (&text[..place.start], &text[place.end..]);
    // The quotes of a front matter are no quotation.
    let quoted = place.start >= body && before.ends_with(['"', '“', '‘', '\'', '”']) && behind.starts_with(['"', '”', '’', '\'']);
    let part = behind.starts_with('-') && behind[1..].starts_with(char::is_alphanumeric);
    let next = behind.strip_prefix(' ').and_then(|next| next.split(|c: char| !c.is_alphanumeric()).next()).unwrap_or_default();
    let last = before.strip_suffix(' ').map_or("", |before| {
        let start = before.char_indices().rev().find(|(_, c)| !c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8());
        &before[start..]
    });
    let todo = text.get(place.clone()) == Some("TODO");
    let noun = todo && ["a", "the", "this", "that", "our", "each", "every"].iter().any(|word| word.eq_ignore_ascii_case(last));
    let listed =
        todo && matches!(next.to_lowercase().as_str(), "list" | "lists" | "item" | "items" | "comment" | "comments" | "app");
    quoted || part || noun || listed
}

/// Where no mark is looked for, in order: code, comments, and the follow-ups, whose own rules ask for more. Not what is masked for
/// the rules about prose: `<insert …>` is HTML, and a mark in a quotation is one, too.
fn hidden(incident: &Incident, text: &str) -> Vec<Span> {
    let body = &incident.body.span;
    let mut hidden = Vec::new();
    for (event, span) in Parser::new_ext(&text[body.clone()], SYNTAX).into_offset_iter() {
        let span = body.start + span.start..body.start + span.end;
        match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => hidden.push(span),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => hidden.extend(comments(text, span)),
            _ => {}
        }
    }
    let sections = incident.body.sections.iter().filter(|section| section.topic == Some(Topic::Actions));
    hidden.extend(sections.map(|section| section.span.clone()));
    hidden.extend(incident.actions.iter().map(|action| action.span.clone()));
    hidden.sort_by_key(|span| span.start);
    // What lies in another one adds nothing.
    let mut end = 0;
    hidden.retain(|span| {
        let adds = span.end > end;
        end = end.max(span.end);
        adds
    });
    hidden
}

/// The insides of comments in a piece of HTML; of one that has no end, up to the next one.
fn comments(text: &str, html: Span) -> impl Iterator<Item = Span> {
    let mut end = html.start;
    let opened = text[html].split_inclusive("<!--").map(move |piece| {
        let start = end;
        end += piece.len();
        (start, piece)
    });
    opened.skip(1).map(|(start, piece)| start..start + piece.find("-->").unwrap_or(piece.len()))
}

/// Whether a place lies in one of these spans, of which both starts and ends are in order.
fn is_in(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.contains(&at))
}
