//! Ticket keys of follow-ups that lead nowhere.

use super::super::{Lint, Report, Subject};
use crate::diagnostic::{Level, Rule};
use crate::words::plural;

pub(super) static UNKNOWN_TICKET: Lint = Lint {
    rule: Rule {
        code: "LB206",
        name: "unknown-ticket",
        level: Level::Warn,
        finds: "A ticket key of a follow-up that no `[[autolink]]` of `lookback.toml` makes a link of.",
        why: "Whoever wants to know how far it has come has to know where the ticket is, and search for it there.",
        doubt: "",
        bad: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments, PAY-123)\n",
        good: "## Action items\n\n- [ ] Add a canary stage to config pushes (owner: team-payments, PAY-123)\n=== lookback.toml\n[[autolink]]\npattern = '\\bPAY-\\d+'\nurl = \"https://tickets.example/$0\"\n",
    },
    check: unknown_tickets,
};

/// One pattern mends all keys of a project, so one finding a note says it of all of them.
fn unknown_tickets(subject: &Subject<'_>, report: &mut Report<'_>) {
    let autolinks = &subject.corpus.config.autolinks;
    let keys = subject.incident.actions.iter().filter_map(|action| Some((action, Key::of(action.tracking.as_deref()?)?)));
    let mut unknown = keys.filter(|(_, key)| !autolinks.iter().any(|autolink| autolink.pattern.is_match(key.text)));
    let Some((action, key)) = unknown.next() else { return };
    let more = unknown.count();
    let written = &subject.incident.file.text[action.span.clone()];
    let span = match written.find(key.text) {
        Some(at) => action.span.start + at..action.span.start + at + key.text.len(),
        None => action.span.clone(),
    };
    let others = match more {
        0 => String::new(),
        1 => ", nor does 1 other key of this note".to_owned(),
        more => format!(", nor do {} of this note", plural(more, "other key")),
    };
    let finding = report.finding(span, format!("`{}` does not lead to its ticket{others}", key.text));
    report.add(finding.help(format!(
        "write the address itself, or say in lookback.toml where such keys lead:\n[[autolink]]\npattern = '{}'\nurl = \"https://…/{}\"",
        key.pattern, key.group
    )));
}

/// What looks like the key of a ticket, and the pattern of its like.
struct Key<'t> {
    text: &'t str,
    pattern: String,
    /// What of it goes into an address.
    group: &'static str,
}

impl<'t> Key<'t> {
    fn of(tracking: &'t str) -> Option<Self> {
        let text = tracking.trim();
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let in_capitals = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if let Some((project, number)) = text.split_once('-')
            && in_capitals(project)
            && is_number(number)
        {
            return Some(Self { text, pattern: format!("\\b{project}-\\d+"), group: "$0" });
        }
        let (repository, number) = text.split_once(['#', '!'])?;
        let is_path = repository.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.'));
        let sign = if text.contains('#') { '#' } else { '!' };
        let pattern = format!("{}{sign}(\\d+)", repository.replace('.', "\\."));
        (is_path && is_number(number)).then_some(Self { text, pattern, group: "$1" })
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_are_told_from_other_words() {
        let pattern = |text: &str| Key::of(text).map(|key| key.pattern);
        assert_eq!(pattern("PAY-123").as_deref(), Some("\\bPAY-\\d+"));
        assert_eq!(pattern("#12").as_deref(), Some("#(\\d+)"));
        assert_eq!(pattern("team/web.app#12").as_deref(), Some("team/web\\.app#(\\d+)"));
        assert_eq!(pattern("!7").as_deref(), Some("!(\\d+)"));
        for other in ["https://t.example/PAY-1", "T12345", "the board", "PAY-", "-1", "#", "a b#1", "Q3-2026x"] {
            assert_eq!(pattern(other), None, "{other}");
        }
    }
}
