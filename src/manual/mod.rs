//! The manual of the rules: what each finds, why, where it may be wrong, a bad and a good note, and how to switch it off.
//!
//! Made from the rules alone, for a terminal (`terminal`) and as Markdown (`markdown`); a test holds `docs/rules.md` to it. Knows no
//! repository: how a team weighs a rule is said by `check`.

mod markdown;
mod terminal;

pub use markdown::markdown;
pub use terminal::{list, terminal};

use crate::diagnostic::{Level, Rule};
use crate::error::Error;
use crate::words::did_you_mean;

/// Rules about one thing, whose codes begin alike.
struct Family {
    prefix: &'static str,
    title: &'static str,
    /// What it is about, in a sentence or two.
    about: &'static str,
}

const FAMILIES: &[Family] = &[
    Family {
        prefix: "LB0",
        title: "Front matter",
        about: "What a note cannot be read without, or not be put in order with the others. A build stops at what is fatal here, and nobody switches these rules off: each of them is mended in a line.",
    },
    Family {
        prefix: "LB1",
        title: "Times",
        about: "Durations are computed and never typed by hand, so a time that is wrong makes every figure behind it wrong. A time that nobody can place is kept as it is written, and said.",
    },
    Family {
        prefix: "LB2",
        title: "Links",
        about: "A note is read again in the worst week of the next year. Whatever it leads to has to be there then.",
    },
    Family {
        prefix: "LB3",
        title: "Blameless language",
        about: "People do what makes sense to them with what they know at that moment. Sentences that judge them end the search for what made it sensible, and with it the learning.",
    },
    Family {
        prefix: "LB4",
        title: "Follow-up",
        about: "What was learned is worth what is done about it: by whom, until when, and where everybody can see how far it has come.",
    },
    Family {
        prefix: "LB5",
        title: "Secrets and personal data",
        about: "A note is copied, indexed and kept for years, and git forgets nothing. What must not be there is best found before it is pushed. Whatever prints a note's words masks keys, tokens, passwords and cards, also where `[lint]` or `allow` lets them be; personal data is masked unless `[lint]` allows it.",
    },
    Family {
        prefix: "LB6",
        title: "Form",
        about: "What reads the same either way and is easier to review in one form. `lookback check --fix` puts it right.",
    },
];

/// The rules that a word names: a code, how some codes begin, or a name; case makes no difference.
///
/// # Errors
/// A word that names none, with the nearest that is known.
pub fn find(rules: &[&'static Rule], word: &str) -> Result<Vec<&'static Rule>, Error> {
    let (code, name) = (word.to_ascii_uppercase(), word.to_ascii_lowercase());
    let is_code = code.strip_prefix("LB").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let named = |rule: &&&Rule| if is_code { rule.code.starts_with(&code) } else { rule.name == name };
    let found: Vec<_> = rules.iter().filter(named).copied().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let known = rules.iter().map(|rule| if is_code { rule.code } else { rule.name });
    let meant = did_you_mean(if is_code { &code } else { &name }, known);
    let mend =
        meant.map_or_else(|| "`lookback explain` lists all of them.".to_owned(), |meant| format!("Did you mean `{meant}`?"));
    Err(Error::NoRule { word: word.to_owned(), mend })
}

/// Rules in the order of their codes, family by family.
fn families<'r>(rules: &'r [&'static Rule]) -> impl Iterator<Item = (&'static Family, Vec<&'static Rule>)> + use<'r> {
    let of = |family: &Family| rules.iter().filter(|rule| rule.code.starts_with(family.prefix)).copied().collect::<Vec<_>>();
    FAMILIES.iter().map(move |family| (family, of(family))).filter(|(_, rules)| !rules.is_empty())
}

/// What the weight of a rule does, in a few words.
fn weight(rule: &Rule) -> &'static str {
    match rule.level {
        Level::Fatal => "fatal: nothing is built",
        Level::Deny => "deny: `check` ends with exit code 1",
        Level::Warn => "warn: reported",
        Level::Off => "off, unless a team switches it on",
    }
}

/// How a rule is given another weight, each way with what is written.
fn ways(rule: &Rule) -> Vec<(&'static str, String)> {
    let code = rule.code;
    if rule.is_fixed() {
        return Vec::new();
    }
    let site = match rule.level {
        Level::Off => ("on for the site, in lookback.toml", format!("[lint]\nwarn = [\"{code}\"]")),
        _ => ("for the site, in lookback.toml", format!("[lint]\nallow = [\"{code}\"]")),
    };
    vec![
        site,
        ("for a note, in its front matter", format!("allow = [\"{code}\"]")),
        ("for a place in the text, above it", format!("<!-- lookback: allow {code}: the reason -->")),
        ("for a place in the front matter, above it", format!("# lookback: allow {code}: the reason")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;

    fn codes(word: &str) -> Result<Vec<&'static str>, String> {
        find(&lint::rules(), word).map(|rules| rules.iter().map(|rule| rule.code).collect()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_rule_is_found_by_its_code_its_family_and_its_name() {
        assert_eq!(codes("lb101"), Ok(vec!["LB101"]));
        assert_eq!(codes("Milestone-Twice"), Ok(vec!["LB101"]));
        assert_eq!(codes("LB02").unwrap()[..2], ["LB020", "LB021"]);
        assert_eq!(codes("lb").unwrap().len(), lint::rules().len());
        assert_eq!(
            codes("milestone-twise"),
            Err("there is no rule `milestone-twise`\nDid you mean `milestone-twice`?".to_owned())
        );
        assert_eq!(codes("unheard"), Err("there is no rule `unheard`\n`lookback explain` lists all of them.".to_owned()));
    }

    #[test]
    fn every_rule_is_in_a_family() {
        let rules = lint::rules();
        assert_eq!(families(&rules).map(|(_, rules)| rules.len()).sum::<usize>(), rules.len());
    }
}
