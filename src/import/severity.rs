//! Which severity of `lookback.toml` a word of another system means.

use crate::config::Config;
use regex::Regex;
use std::sync::LazyLock;

/// `SEV-2`, `sev 2`, `S2`, `P1`, `Severity 3 (minor)`, `2`.
static NUMBERED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:sev(?:erity)?|s|p|prio(?:rity)?|level)?[\s_.:-]*(\d)(?:[^\d.].*)?$").ok());

/// Words of systems that have an order and no numbers: cState, Statuspage. The second is the rank, from the worst; `None` is the
/// least severe of all.
const RANKED: &[(&str, Option<usize>)] = &[
    ("down", Some(0)),
    ("disrupted", Some(1)),
    ("notice", None),
    ("major-outage", Some(0)),
    ("partial-outage", Some(1)),
    ("degraded-performance", Some(2)),
    ("critical", Some(0)),
    ("major", Some(1)),
    ("minor", Some(2)),
    ("high", Some(1)),
    ("medium", Some(2)),
    ("moderate", Some(2)),
    ("low", None),
    ("none", None),
    ("maintenance", None),
];

/// The name of the severity that a word means: what `[import.severity]` says, else a severity of this name or title, else the one
/// that has the same number, else the rank of a word that is known.
pub fn find<'c>(word: &str, config: &'c Config) -> Option<&'c str> {
    named(word, config).or_else(|| ranked(word, config))
}

/// The severity that is said among other words: `Critical (SEV-1)`, `High — all users`. A name or a number counts before a rank, and
/// where two are named (a template that lists them all), none is meant.
pub fn within<'c>(words: &str, config: &'c Config) -> Option<&'c str> {
    let parts = || words.split(['(', ')', '[', ']', ',', ';', '/', '|', '–', '—', ':']).flat_map(|part| part.split(" - "));
    let parts = || parts().map(|part| part.trim_matches(|c: char| !c.is_alphanumeric())).filter(|part| !part.is_empty());
    for find in [named, ranked] {
        let mut found: Vec<&str> = parts().filter_map(|part| find(part, config)).collect();
        found.dedup();
        match found[..] {
            [] => {}
            [only] => return Some(only),
            _ => return None,
        }
    }
    find(parts().next()?.split_whitespace().next()?, config)
}

fn named<'c>(word: &str, config: &'c Config) -> Option<&'c str> {
    if let Some(said) = config.import.severities.get(word) {
        return Some(said);
    }
    let slug = slug::slugify(word);
    let levels = &config.severities;
    let named = levels.iter().find(|level| level.slug() == slug || slug::slugify(&level.title) == slug);
    let named = named.or_else(|| {
        let number = NUMBERED.as_ref()?.captures(word.trim())?.get(1)?.as_str();
        let mut same = levels.iter().filter(|level| numbers(&level.name) == number);
        let same = same.next().filter(|_| same.next().is_none());
        // Where nothing is called 0, it is worse than 1: the worst there is.
        let is_zero = number == "0" && word.trim().starts_with(char::is_alphabetic);
        same.or_else(|| levels.first().filter(|_| is_zero && !levels.iter().any(|level| numbers(&level.name) == number)))
    });
    named.map(|level| level.name.as_str())
}

fn ranked<'c>(word: &str, config: &'c Config) -> Option<&'c str> {
    let slug = slug::slugify(word);
    let (_, rank) = RANKED.iter().find(|(known, _)| *known == slug)?;
    let levels = &config.severities;
    let level = levels.get(rank.unwrap_or(usize::MAX).min(levels.len().saturating_sub(1)));
    level.map(|level| level.name.as_str())
}

/// The least severe, for a document that says none.
pub fn least(config: &Config) -> &str {
    config.severities.last().map_or("", |level| level.name.as_str())
}

fn numbers(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Renames, SeverityLevel};

    #[test]
    fn words_of_other_systems_are_the_severities_of_this_one() {
        let config = Config::default();
        for (word, name) in [
            ("sev2", "sev2"),
            ("SEV-2", "sev2"),
            ("Sev 2", "sev2"),
            ("S2", "sev2"),
            ("P1", "sev1"),
            ("2", "sev2"),
            ("sev3 (minor)", "sev3"),
            ("down", "sev1"),
            ("Disrupted", "sev2"),
            ("notice", "sev4"),
            ("major", "sev2"),
            ("SEV-0", "sev1"),
            ("p0", "sev1"),
            ("High", "sev2"),
            ("medium", "sev3"),
            ("moderate", "sev3"),
            ("low", "sev4"),
        ] {
            assert_eq!(find(word, &config), Some(name), "{word}");
        }
        for word in ["0", "P7", "", "2.5", "12", "severe"] {
            assert_eq!(find(word, &config), None, "{word}");
        }
        assert_eq!(least(&config), "sev4");
    }

    #[test]
    fn a_severity_is_found_among_other_words_if_only_one_is_meant() {
        let config = Config::default();
        for (words, name) in [
            ("Critical (SEV-2)", Some("sev2")),
            ("High — all users impacted", Some("sev2")),
            ("Major (High Impact, Service Degradation)", Some("sev2")),
            ("P2 Medium", Some("sev2")),
            ("Minor outage", Some("sev3")),
            ("🔴 SEV-1", Some("sev1")),
            ("SEV1 / SEV2 / SEV3", None),
            ("critical/major/minor", None),
            ("Data loss (telemetry only)", None),
            ("", None),
        ] {
            assert_eq!(within(words, &config), name, "{words}");
        }
    }

    #[test]
    fn what_the_team_says_goes_first_and_a_name_before_a_rank() {
        let level = |name: &str| SeverityLevel {
            name: name.to_owned(),
            title: name.to_owned(),
            description: None,
            action_due_days: None,
        };
        let mut config = Config { severities: vec![level("blocker"), level("major")], ..Config::default() };
        assert_eq!(find("Major", &config), Some("major"));
        assert_eq!((find("critical", &config), find("notice", &config)), (Some("blocker"), Some("major")));
        config.import.severities = Renames::new([("MAJOR".to_owned(), "blocker".to_owned())]);
        assert_eq!(find("major", &config), Some("blocker"));
    }
}
