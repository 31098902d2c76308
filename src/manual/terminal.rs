//! The manual for a terminal.

use super::{families, ways, weight};
use crate::diagnostic::{Level, Rule, example};
use std::fmt::Write as _;

/// Columns of a line.
const WIDTH: usize = 80;
/// What stands before whatever is quoted.
const INDENT: &str = "    ";

/// All rules, one a line, family by family.
pub fn list(rules: &[&'static Rule]) -> String {
    let mut out = String::new();
    let longest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for (family, rules) in families(rules) {
        let _ = writeln!(out, "{}xx  {}", family.prefix, family.title);
        for rule in rules {
            let _ = writeln!(out, "  {}  {:<5}  {:<longest$}  {}", rule.code, rule.level.as_str(), rule.name, rule.finds);
        }
        out.push('\n');
    }
    out + "lookback explain LB101 says why, and shows a bad and a good note\n"
}

/// These rules, one below the other.
pub fn terminal(rules: &[&'static Rule]) -> String {
    rules.iter().map(|rule| explained(rule)).collect::<Vec<_>>().join("\n\n")
}

fn explained(rule: &Rule) -> String {
    let mut out = format!("{} {} ({})\n\n", rule.code, rule.name, weight(rule));
    wrap(&mut out, rule.finds);
    out.push('\n');
    wrap(&mut out, &format!("Why: {}", rule.why));
    if !rule.doubt.is_empty() {
        out.push('\n');
        wrap(&mut out, &format!("It may be wrong: {}", rule.doubt));
    }
    for (title, example) in [("Bad", rule.bad), ("Good", rule.good)] {
        for (nth, (path, text)) in example::parts(example).into_iter().filter(|(_, text)| !text.is_empty()).enumerate() {
            let title = if nth == 0 { format!("{title}:") } else { String::new() };
            let title = [title, path.map(|path| format!("  {path}")).unwrap_or_default()];
            let _ = writeln!(out, "\n{}\n", title.concat());
            quote(&mut out, text);
        }
    }
    let ways = ways(rule);
    if ways.is_empty() {
        out.push_str("\nLB0 cannot be switched off.\n");
    } else {
        let _ = writeln!(out, "\nTo switch it {}:", if rule.level == Level::Off { "on, and off again" } else { "off" });
        for (where_, written) in ways {
            let _ = writeln!(out, "\n  {where_}:");
            quote(&mut out, &written);
        }
    }
    out
}

fn quote(out: &mut String, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "{}", format!("{INDENT}{line}").trim_end());
    }
}

/// Lines that are not longer than a terminal is wide.
fn wrap(out: &mut String, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if column > 0 && column + 1 + letters > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += letters;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;

    #[test]
    fn every_rule_is_explained_in_lines_that_fit() {
        for rule in lint::rules() {
            let shown = terminal(&[rule]);
            for part in [rule.code, rule.name, rule.level.as_str(), "Why: "] {
                assert!(shown.contains(part), "{part} is not in\n{shown}");
            }
            assert_eq!(shown.contains("cannot be switched off"), rule.is_fixed(), "{shown}");
            let prose = shown.lines().filter(|line| !line.starts_with(' '));
            assert!(prose.into_iter().all(|line| line.chars().count() <= WIDTH), "{shown}");
        }
    }

    #[test]
    fn the_list_has_every_rule_once() {
        let rules = lint::rules();
        let list = list(&rules);
        assert!(rules.iter().all(|rule| list.matches(&format!("  {}  ", rule.code)).count() == 1), "{list}");
    }
}
