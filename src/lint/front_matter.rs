//! LB02x: what the front matter says about the note as a whole. Nobody switches these off: they cost one line to mend.

use super::times::days_apart;
use super::{Lint, Report, Subject};
use crate::diagnostic::{Level, Rule};
use crate::incident::{Status, leading_date};
use crate::words::did_you_mean;

pub(super) const LINTS: &[&Lint] = &[&MISSING_SUMMARY, &ID_AND_DATE_DISAGREE, &UNKNOWN_SERVICE];

static MISSING_SUMMARY: Lint = Lint {
    rule: Rule {
        code: "LB024",
        name: "missing-summary",
        level: Level::Warn,
        finds: "A note that is no draft and has no summary.",
        why: "Lists, search results and feeds show two sentences of a note. Without them a reader has to open it to learn whether it is the one.",
        doubt: "",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "in-review"
+++

## Timeline (UTC)

- 2026-03-02 14:02 The push begins
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "in-review"
summary  = "A push of the configuration broke checkout; for 39 minutes nobody could pay."
+++

## Timeline (UTC)

- 2026-03-02 14:02 The push begins
"#,
    },
    check: missing_summary,
};

fn missing_summary(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    if incident.status == Status::Draft || incident.summary.is_some() {
        return;
    }
    let finding = report.finding(incident.title_span.clone(), "nothing says in brief what happened");
    report.add(finding.help("add `summary = \"…\"` with whom it hurt, how and for how long, or a section `## Summary`"));
}

static ID_AND_DATE_DISAGREE: Lint = Lint {
    rule: Rule {
        code: "LB025",
        name: "id-and-date-disagree",
        level: Level::Warn,
        finds: "An id that begins with one day, and a note that happened on another.",
        why: "People find a note by the day in its address. A note that is filed under another day looks like two incidents, or like none. A day more or less is fine: zones explain it.",
        doubt: "",
        bad: r#"=== incidents/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-02-03T14:02:00Z
+++
"#,
        good: r#"=== incidents/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
+++
"#,
    },
    check: id_and_date_disagree,
};

fn id_and_date_disagree(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let Some((filed, date)) = leading_date(&incident.id).zip(incident.date) else { return };
    if days_apart(filed, date) <= 1 {
        return;
    }
    let (what, place) = match incident.milestones.known().find(|(_, time)| time.at.day() == Some(date)) {
        Some((milestone, _)) => (format!("it was {milestone}"), incident.told(milestone)),
        None => ("its first row is".to_owned(), incident.title_span.clone()),
    };
    let finding = report.finding(place, format!("the id begins with {filed}, but {what} on {date}"));
    let rest = incident.id.get("2026-03-02".len()..).unwrap_or_default();
    report.add(finding.help(format!(
        "correct the date if it is wrong; else name the note `{date}{rest}` and keep the old address: `aliases = [\"{}\"]`",
        incident.id
    )));
}

static UNKNOWN_SERVICE: Lint = Lint {
    rule: Rule {
        code: "LB026",
        name: "unknown-service",
        level: Level::Warn,
        finds: "A service that is not among those that `lookback.toml` describes.",
        why: "The page of a service is read before the next deploy. A name with a slip in it gets a page of its own, and the incident is missing from the right one. Where `lookback.toml` describes no service, every name is welcome.",
        doubt: "",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
services = ["chekout"]
+++
=== lookback.toml
[service.checkout]
owner = "team-payments"
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
services = ["checkout"]
+++
=== lookback.toml
[service.checkout]
owner = "team-payments"
"#,
    },
    check: unknown_service,
};

fn unknown_service(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (incident, config) = (subject.incident, &subject.corpus.config);
    for service in incident.services.iter().filter(|service| !config.is_described(service)) {
        let place = incident.written("services", &service.text).unwrap_or_else(|| incident.title_span.clone());
        let finding = report.finding(place, format!("`lookback.toml` describes no service `{}`", service.slug));
        report.add(finding.help(match did_you_mean(&service.slug, config.services.keys().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("describe it there with `[service.{}]`, or name one that stands there", service.slug),
        }));
    }
}
