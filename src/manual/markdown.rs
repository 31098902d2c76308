//! The manual as Markdown.

use super::families;
use crate::diagnostic::{Rule, example};
use crate::words::capital;
use std::fmt::Write as _;

/// What stands above all rules.
const BEGINNING: &str = "# The rules of `lookback check`

A rule finds one kind of fault, says where it is, why it matters and how to mend it. This page is made by `lookback explain --all --format markdown`; `lookback explain LB101` shows one rule in the terminal.

A rule weighs as much as its level says:

- *fatal*: the note cannot be read, and nothing is built;
- *deny*: `lookback check` ends with exit code 1; a build goes on;
- *warn*: it is reported;
- *off*: nobody hears of it, unless a team switches it on.

A team gives rules another weight in `lookback.toml`, by their codes or by how codes begin; the longest one that fits wins:

```toml
[lint]
deny  = [\"LB104\"]
warn  = [\"LB1\"]
allow = [\"LB110\"]
```

A note switches rules off for itself with `allow = [\"LB105\"]` in its front matter. A place in the text has its own comment above it, with the reason: `<!-- lookback: allow LB105: two threads, one after the other -->`, which holds up to the next empty line, so for all of a list or a table, and between items for the next one; at the end of a line it holds for that line. In the front matter it is `# lookback: allow LB113: the clock of that server is wrong`. LB0 cannot be switched off.

An example is the text of a note, or a whole note with its front matter; where its name matters, or where it takes more files than one, the path stands above it.
";

/// These rules, family by family.
pub fn markdown(rules: &[&'static Rule]) -> String {
    let mut out = BEGINNING.to_owned();
    for (family, rules) in families(rules) {
        let _ = write!(out, "\n## {}xx {}\n\n{}\n\n", family.prefix, family.title, family.about);
        out.push_str("| rule | level | what it finds |\n|---|---|---|\n");
        for rule in &rules {
            let _ = writeln!(out, "| [{0}](#{0}) {1} | {2} | {3} |", rule.code, rule.name, rule.level, rule.finds);
        }
        rules.iter().for_each(|rule| explained(&mut out, rule));
    }
    out
}

fn explained(out: &mut String, rule: &Rule) {
    let _ = write!(out, "\n<a id=\"{0}\"></a>\n\n### {0} {1}\n\n", rule.code, rule.name);
    let _ = write!(out, "*{}.* {}\n\n{}\n", capital(rule.level.as_str()), rule.finds, rule.why);
    if !rule.doubt.is_empty() {
        let _ = write!(out, "\nIt may be wrong: {}\n", rule.doubt);
    }
    for (title, example) in [("Bad", rule.bad), ("Good", rule.good)] {
        if example.is_empty() {
            continue;
        }
        let _ = write!(out, "\n{title}:\n");
        for (path, text) in example::parts(example) {
            let fence = example::fence(text);
            let path = path.map(|path| format!("\n`{path}`\n")).unwrap_or_default();
            let _ = write!(out, "{path}\n{fence}text\n{text}{fence}\n");
        }
    }
}
