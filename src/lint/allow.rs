//! What a note switches off, and how much each finding weighs in the end.
//!
//! `lookback.toml` weighs rules for the site. A note switches rules off for itself with `allow = ["LB3"]`, and for one place with a
//! comment that gives a reason: `<!-- lookback: allow LB301, LB302: the words of the customer -->` in its text, `# lookback: allow
//! LB402: …` in its front matter. A comment beside or in a line holds off what is found where this line begins it; one that has
//! its line for itself holds off what is found in what follows: in the text in the next lines, up to an empty one or a heading, and
//! between items in the next item; in the front matter in the key or the whole table that begins there. A table of Markdown ends
//! where a comment stands between its rows: there it goes into a cell.
//!
//! What switches nothing off is a finding itself, so that no exception outlives what it was made for. Of two that hold off the
//! same finding, neither is without use. What makes a note unreadable, and all of LB0, cannot be switched off.

use super::rules;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Level, Rule, rules as reading, sort};
use crate::incident::{Comment, Incident};
use crate::source::{SourceFile, Span};
use crate::words::did_you_mean;
use std::collections::HashMap;
use std::sync::Arc;

/// The one thing that a comment may say.
const ALLOW: &str = "allow";
const FORM: &str = "write `lookback: allow LB301: why it may stay`";

/// Gives every finding the weight that the team and the note give it, leaves out those that are switched off, and says which
/// exceptions are of no use; in the order in which people read.
pub fn weigh<'a>(
    mut findings: Vec<Diagnostic>,
    config: &Config,
    incidents: impl Iterator<Item = &'a Incident>,
) -> Vec<Diagnostic> {
    let with_some = incidents.filter(|incident| !incident.allow.is_empty() || !incident.comments.is_empty());
    let rules = rules();
    let mut notes: Vec<Exceptions<'_>> = with_some.map(|incident| Exceptions::of(incident, &rules)).collect();
    let places: HashMap<&str, usize> =
        notes.iter().enumerate().map(|(at, note)| (note.incident.file.path.as_str(), at)).collect();
    // Exceptions are looked through in the order of their places, too.
    sort(&mut findings);
    findings.retain_mut(|finding| {
        finding.level = config.lint_level(finding.rule);
        let note = places.get(finding.place.file.path.as_str()).and_then(|&at| notes.get_mut(at));
        let held = !finding.rule.is_fixed()
            && finding.level != Level::Off
            && note.is_some_and(|note| note.hold_off(finding.rule.code, finding.place.span.start));
        finding.level != Level::Off && !held
    });
    if !notes.is_empty() {
        findings.extend(notes.into_iter().flat_map(|note| note.faults(config, &rules)));
        sort(&mut findings);
    }
    findings
}

/// Reports every word in `[lint]` that looks like the code of a rule, but of none that there is.
pub fn check(lint: &config::Lint, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let rules = rules();
    lint.levels.iter().filter_map(|(code, span, _)| unknown(code, span, file, &rules)).collect()
}

/// One code, or how some begin, that a note switches off.
struct Exception<'a> {
    code: &'a str,
    /// Where the code stands.
    span: Span,
    /// The part of the note for which it is switched off.
    about: Span,
    /// Whether it has held off anything.
    used: bool,
}

/// Everything that one note switches off.
struct Exceptions<'a> {
    incident: &'a Incident,
    /// By where they begin to hold.
    all: Vec<Exception<'a>>,
    /// How many of them begin to hold at or before the last finding.
    begun: usize,
    /// Those of them that have not ended.
    holding: Vec<usize>,
    faults: Vec<Diagnostic>,
}

impl<'a> Exceptions<'a> {
    fn of(incident: &'a Incident, rules: &[&'static Rule]) -> Self {
        let mut note = Self { incident, all: Vec::new(), begun: 0, holding: Vec::new(), faults: Vec::new() };
        let everywhere = 0..incident.file.text.len() + 1;
        for (code, span) in &incident.allow {
            note.add(code, span.clone(), &everywhere, rules);
        }
        for comment in &incident.comments {
            note.comment(comment, rules);
        }
        note.all.sort_by_key(|exception| exception.about.start);
        note
    }

    fn add(&mut self, code: &'a str, span: Span, about: &Span, rules: &[&'static Rule]) {
        match unknown(code, &span, &self.incident.file, rules) {
            Some(finding) => self.faults.push(finding),
            None => self.all.push(Exception { code, span, about: about.clone(), used: false }),
        }
    }

    fn comment(&mut self, comment: &Comment, rules: &[&'static Rule]) {
        let text = self.incident.file.text.as_str();
        let Some(about) = &comment.about else {
            let message = "text behind this comment makes it part of a line of HTML, and it switches nothing off";
            return self.bad(
                comment.span.clone(),
                message,
                "put the comment at the end of its line, or on a line of its own above",
            );
        };
        let words = &text[comment.words.clone()];
        let first = words.split_whitespace().next().unwrap_or_default();
        if first != ALLOW {
            let message = format!("`{}` says nothing to lookback", text[comment.span.clone()].trim());
            return self.bad(comment.span.clone(), message, FORM);
        }
        let (codes, reason) = words[ALLOW.len()..].split_once(':').unwrap_or((&words[ALLOW.len()..], ""));
        let start = comment.words.start + ALLOW.len();
        let codes: Vec<(&str, Span)> = parts(codes, start).collect();
        let whole = match (codes.first(), codes.last()) {
            (Some((_, first)), Some((_, last))) => first.start..last.end,
            _ => return self.bad(comment.span.clone(), "this comment names no rule", FORM),
        };
        if !reason.contains(char::is_alphanumeric) {
            let help = format!("say behind a colon why it may stay: `lookback: allow {}: …`", &text[whole.clone()]);
            return self.bad(whole, "without a reason this comment switches nothing off", &help);
        }
        for (code, span) in codes {
            match reading::fault(code) {
                Some((fault, help)) => {
                    let meant = meant(code, rules).filter(|_| !reading::is_fixed(code));
                    let help = meant.map_or_else(|| help.to_owned(), |meant| format!("did you mean `{meant}`?"));
                    self.bad(span, format!("`{code}` {fault}"), &help);
                }
                None => self.add(code, span, about, rules),
            }
        }
    }

    fn bad(&mut self, span: Span, message: impl Into<String>, help: &str) {
        let finding = Diagnostic::new(&reading::BAD_SUPPRESSION, &self.incident.file, span, message);
        self.faults.push(finding.help(help));
    }

    /// Whether a finding at this place is held off. Findings come in the order of their places.
    fn hold_off(&mut self, code: &str, at: usize) -> bool {
        while self.all.get(self.begun).is_some_and(|exception| exception.about.start <= at) {
            self.holding.push(self.begun);
            self.begun += 1;
        }
        let all = &mut self.all;
        self.holding.retain(|&nth| at < all[nth].about.end);
        let mut held = false;
        for &nth in &self.holding {
            if code.starts_with(all[nth].code) {
                all[nth].used = true;
                held = true;
            }
        }
        held
    }

    /// What is wrong with them, when every finding has been seen.
    fn faults(self, config: &Config, rules: &[&'static Rule]) -> Vec<Diagnostic> {
        let Self { incident, all, mut faults, .. } = self;
        let unused = all.into_iter().filter(|exception| !exception.used);
        faults.extend(unused.map(|Exception { code, span, about, .. }| {
            let mut meant = rules.iter().filter(|rule| rule.code.starts_with(code));
            let (message, help) = if meant.all(|rule| config.lint_level(rule) == Level::Off) {
                (format!("`{code}` is off for the whole site already"), "take it out")
            } else if ends_paragraph(&incident.file.text, &span, &about) {
                (
                    format!("`{code}` switches nothing off here"),
                    "it holds for this line; put it on a line of its own above the paragraph, or take it out",
                )
            } else {
                (format!("`{code}` switches nothing off here"), "take it out: what it was made for is gone, or stands elsewhere")
            };
            Diagnostic::new(&reading::UNUSED_SUPPRESSION, &incident.file, span, message).help(help)
        }));
        faults
    }
}

/// Whether a comment stands in a line that goes on from the line above it.
fn ends_paragraph(text: &str, comment: &Span, line: &Span) -> bool {
    let above = text.get(..line.start).and_then(|above| above.strip_suffix('\n')?.lines().next_back());
    line.contains(&comment.start)
        && comment.start < text.len()
        && above.is_some_and(|above| above.starts_with(char::is_alphanumeric))
}

/// The words of a list, each with its place.
fn parts(list: &str, start: usize) -> impl Iterator<Item = (&str, Span)> {
    let mut at = start;
    list.split_inclusive(|c: char| c == ',' || c.is_whitespace()).filter_map(move |part| {
        let from = at;
        at += part.len();
        let word = part.trim_end_matches(|c: char| c == ',' || c.is_whitespace());
        (!word.is_empty()).then(|| (word, from..from + word.len()))
    })
}

/// A code that looks right, and with which the code of no rule begins. What cannot be a code at all is found where it is read.
fn unknown(code: &str, span: &Span, file: &Arc<SourceFile>, rules: &[&'static Rule]) -> Option<Diagnostic> {
    if reading::fault(code).is_some() || rules.iter().any(|rule| rule.code.starts_with(code)) {
        return None;
    }
    let finding = Diagnostic::new(&reading::BAD_SUPPRESSION, file, span.clone(), format!("no rule has the code `{code}`"));
    Some(match meant(code, rules) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("name the code that a finding shows, or how some of them begin, as in LB3"),
    })
}

/// The code that was meant by a word: a code in small letters or with one other digit, or the name of a rule.
fn meant(word: &str, rules: &[&'static Rule]) -> Option<&'static str> {
    let capitals = word.to_uppercase();
    let others = |code: &str| code.bytes().zip(capitals.bytes()).filter(|(a, b)| a != b).count();
    let weighed = || rules.iter().filter(|rule| !rule.is_fixed());
    let same_length = || weighed().filter(|rule| rule.code.len() == word.len());
    let by_code = || same_length().min_by_key(|rule| others(rule.code)).filter(|rule| others(rule.code) <= 1);
    let by_name = || {
        let name = did_you_mean(word, weighed().map(|rule| rule.name))?;
        weighed().find(|rule| rule.name == name)
    };
    by_code().or_else(by_name).map(|rule| rule.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    /// A note with this text, of which each span is said about another.
    fn note(text: &str, allow: &[&str], comments: &[(&str, &str)]) -> Incident {
        let mut incident = Sample::new("2026-01-01-a").build();
        let find = |words: &str| {
            let at = text.find(words).unwrap();
            at..at + words.len()
        };
        incident.file = SourceFile::new("a.md", text);
        incident.allow = allow.iter().map(|code| ((*code).to_owned(), 0..1)).collect();
        let comments =
            comments.iter().map(|(words, about)| Comment { span: find(words), words: find(words), about: Some(find(about)) });
        incident.comments = comments.collect();
        incident
    }

    /// What is left of findings at these words, and what is said of the exceptions.
    fn left(incident: &Incident, config: &Config, findings: &[(&'static Rule, &str)]) -> Vec<(&'static str, String)> {
        let at = |words: &str| incident.file.text.find(words).unwrap();
        let findings = findings.iter().map(|(rule, words)| Diagnostic::new(rule, &incident.file, at(words)..at(words), *words));
        let left = weigh(findings.collect(), config, [incident].into_iter());
        left.into_iter().map(|finding| (finding.rule.code, finding.message)).collect()
    }

    #[test]
    fn a_note_switches_off_what_it_allows_for_itself_and_never_lb0() {
        let findings = [(&reading::NO_ZONE, "text"), (&reading::NO_DATE, "text")];
        let left = |allow: &[&str]| -> Vec<&str> {
            let left = left(&note("text", allow, &[]), &Config::default(), &findings);
            left.into_iter().map(|(code, _)| code).collect()
        };
        assert_eq!(left(&["LB10"]), ["LB020"]);
        assert_eq!(left(&["LB10", "LB104"]), ["LB020"], "either of them is of use");
        assert_eq!(left(&["LB2"]), ["LB020", "LB027", "LB104"]);
        assert_eq!(left(&["LB999"]), ["LB020", "LB028", "LB104"]);
    }

    #[test]
    fn a_comment_holds_for_its_place_only() {
        let text = "allow LB104, LB105: why | one | two";
        let note = note(text, &[], &[("allow LB104, LB105: why", "one")]);
        let left = left(&note, &Config::default(), &[(&reading::NO_ZONE, "one"), (&reading::NO_ZONE, "two")]);
        let own = |code, message: &str| (code, message.to_owned());
        assert_eq!(left, [own("LB027", "`LB105` switches nothing off here"), own("LB104", "two")]);
    }

    #[test]
    fn a_comment_says_which_rules_and_why() {
        for (words, message) in [
            ("allow LB104", "without a reason this comment switches nothing off"),
            ("allow LB104: …", "without a reason this comment switches nothing off"),
            ("allow", "this comment names no rule"),
            ("allow : why", "this comment names no rule"),
            ("alow LB104: why", "`alow LB104: why` says nothing to lookback"),
            ("allow LB0: why", "`LB0` has the same weight everywhere"),
            ("allow no-zone: why", "`no-zone` is no code of a rule"),
            ("allow LB199: why", "no rule has the code `LB199`"),
        ] {
            let text = format!("{words} | one");
            let left = left(&note(&text, &[], &[(words, "one")]), &Config::default(), &[(&reading::NO_ZONE, "one")]);
            assert_eq!(left, [("LB028", message.to_owned()), ("LB104", "one".to_owned())], "{words}");
        }
    }

    #[test]
    fn what_cannot_be_switched_off_is_called_so() {
        let note = note("allow LB001: why | one", &[], &[("allow LB001: why", "one")]);
        let left = weigh(Vec::new(), &Config::default(), [&note].into_iter());
        assert!(left[0].help.as_deref().is_some_and(|help| help.starts_with("nothing of LB0 can be switched off")), "{left:?}");
    }

    #[test]
    fn a_comment_at_the_end_of_a_paragraph_holds_for_its_line() {
        let text = "one\ntwo allow LB104: why\n";
        let line = "two allow LB104: why";
        let note = note(text, &[], &[("allow LB104: why", line)]);
        let left = weigh(Vec::new(), &Config::default(), [&note].into_iter());
        assert!(left[0].help.as_deref().is_some_and(|help| help.starts_with("it holds for this line")), "{left:?}");
    }

    #[test]
    fn what_the_site_has_off_needs_no_exception() {
        let levels = vec![("LB1".to_owned(), 0..0, Level::Off)];
        let config = Config { lint: config::Lint { levels, people: Vec::new() }, ..Config::default() };
        let left = left(&note("one", &["LB104"], &[]), &config, &[(&reading::NO_ZONE, "one")]);
        assert_eq!(left, [("LB027", "`LB104` is off for the whole site already".to_owned())]);
    }

    #[test]
    fn what_was_meant_is_near_or_nothing() {
        let rules = rules();
        for (word, code) in [
            ("lb104", Some("LB104")),
            ("LB184", Some("LB104")),
            ("no-zone", Some("LB104")),
            ("no-zones", Some("LB104")),
            ("LB999", None),
        ] {
            assert_eq!(meant(word, &rules), code, "{word}");
        }
    }
}
