//! How long a site of 1,000 notes takes, step by step: reading them, relating them, indexing them for search, and a whole build by
//! the program, into an empty folder and once more with nothing changed.
//!
//! ```text
//! cargo bench                    # 1,000 notes
//! cargo bench -- 10000           # as many as you like
//! ```
//!
//! To compare two states of the code, run both on the same machine with nothing else to do, and twice in turns (`A B A B`): a
//! difference that is smaller than the one between two runs of the same state is none. Compare the *best* times; whatever
//! disturbs a run makes it slower and never faster. To see that time grows no faster than the notes, run 1,000 and 10,000 and
//! compare the times *a note*.
//!
//! The notes are made from their numbers, so that every run has the same ones. Nothing here fails because something was slow:
//! how fast it has to be depends on the machine. It fails if a note was not read, because then the times would mean nothing. The
//! timer is a loop over `Instant`: runs take from milliseconds to seconds, and there is nothing for statistics to find between them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use lookback::diagnostic::Level;
use lookback::history::History;
use lookback::pipeline;
use lookback::relate::relate;
use lookback::site::Site;
use lookback::site::targets::Attachments;
use lookback::site::theme::Theme;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How often each step is timed.
const RUNS: usize = 7;

const TODAY: Date = date(2026, 6, 1);

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let count: usize = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1000).max(1);
    let folder = tempfile::TempDir::new()?;
    let root = folder.path();
    for nth in 0..count {
        let (id, text) = note(nth, count)?;
        let year = root.join("incidents").join(&id[..4]);
        fs::create_dir_all(&year)?;
        fs::write(year.join(format!("{id}.md")), text)?;
    }

    println!("{count} notes, {RUNS} runs each\n{:24}{:>12}{:>12}{:>12}{:>14}", "", "best", "middle", "worst", "best a note");
    let notes = time("read and judge", count, || pipeline::read(root, TODAY))??;
    if let Some(finding) = notes.findings(|finding| finding.level != Level::Warn).first() {
        return Err(format!("{} has a finding: {}", finding.place.file.path, finding.message).into());
    }
    if notes.corpus.len() != count {
        return Err(format!("{} of {count} notes were read", notes.corpus.len()).into());
    }
    let relations = time("relate", count, || relate(&notes.corpus, TODAY))?;
    let (history, theme, attachments) = (History::default(), Theme::new(Vec::new())?, Attachments::default());
    time("index for search", count, || Site::new(&notes.corpus, &relations, &history, &theme, &attachments, TODAY))?;

    let mut fresh = 0;
    time("build", count, || {
        fresh += 1;
        build(root, &root.join(format!("site-{fresh}")))
    })??;
    time("build, nothing changed", count, || build(root, &root.join("site-1")))??;
    Ok(())
}

/// Does something several times, prints how long it took, and gives what came of it.
fn time<T>(name: &str, count: usize, mut step: impl FnMut() -> T) -> Result<T, Box<dyn Error>> {
    let mut times: Vec<Duration> = Vec::new();
    let mut made = None;
    for _ in 0..RUNS {
        drop(made.take());
        let start = Instant::now();
        made = Some(step());
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    println!(
        "{name:24}{:>12}{:>12}{:>12}{:>11.1} µs",
        milliseconds(times[0]),
        milliseconds(times[RUNS / 2]),
        milliseconds(times[RUNS - 1]),
        times[0].as_secs_f64() * 1e6 / count as f64,
    );
    made.ok_or_else(|| "nothing was timed".into())
}

/// The whole way, as a person goes it.
fn build(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_lookback"));
    program.args(["build", "--base-url", "https://example.org/", "--today", &TODAY.to_string(), "--root"]).arg(root);
    let output = program.arg("--out").arg(out).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

const SERVICES: &[&str] =
    &["checkout", "search", "billing", "login", "catalogue", "gateway", "mail", "reports", "stock", "queue"];
const FACTORS: &[&str] = &[
    "config-push-without-canary",
    "expired-certificate",
    "missing-index",
    "retry-storm",
    "disk-full",
    "dns-ttl",
    "flag-left-on",
    "quota-reached",
    "clock-skew",
    "leaked-connections",
    "schema-change",
    "cold-cache",
];
const SYMPTOMS: &[&str] = &["http-502", "slow-answers", "stale-data", "lost-messages", "failed-logins"];
const METHODS: &[&str] = &["rollback", "restart", "failover", "config-revert", "scale", "hotfix"];
const SENTENCES: &[&str] = &[
    "The pool of connections was exhausted within two minutes of the deploy to `eu-west-1`.",
    "Requests to the *payment provider* timed out, and each of them was tried three times.",
    "Nobody saw the warning, since its channel had been muted during the migration.",
    "The certificate of the vault had expired, and the renewal had been failing for a week.",
    "A query without an index held its lock for 40 s; ECONNRESET followed everywhere.",
    "After the restart the cache was cold, and the database took all of the load.",
    "The dashboard showed `node_cpu_total` at its limit on four of six machines.",
    "It made sense then: the same change had gone through staging without a trace.",
];

/// One of a list, chosen by a number and by what it is chosen for.
fn one<'t>(of: &[&'t str], nth: usize, what: usize) -> &'t str {
    // Steps that share no divisor with the length of a list go through all of it.
    of[(nth * 7 + what * 13 + nth / of.len()) % of.len()]
}

/// The note of this number: its id and its text, about 2 kB. Days are spread over twelve years, whatever the count.
fn note(nth: usize, count: usize) -> Result<(String, String), jiff::Error> {
    let day = date(2014, 1, 1).checked_add(i64::try_from(nth * 4380 / count).unwrap_or(0).days())?;
    let (service, factor) = (one(SERVICES, nth, 0), one(FACTORS, nth, 1));
    let (symptom, method) = (one(SYMPTOMS, nth, 2), one(METHODS, nth, 3));
    let paragraph = |what: usize| (0..3).map(|i| one(SENTENCES, nth, what * 3 + i)).collect::<Vec<_>>().join(" ");
    let (severity, minute, done) = (1 + nth % 4, nth % 50, if nth.is_multiple_of(3) { "x" } else { " " });
    let text = format!(
        r#"+++
title = "{service} answers with {symptom} ({nth})"
severity = "sev{severity}"
status = "reviewed"
services = ["{service}", "{other}"]
environments = ["production"]
owner = "team-{service}"
tags = ["{method}"]
symptoms = ["{symptom}"]
factors = ["{factor}"]
started = {day}T14:02:00Z
mitigated = {day}T15:{minute:02}:00Z
resolved = {day}T19:15:00Z

[[restore]]
method = "restart"
at = {day}T14:20:00Z
outcome = "no-effect"

[[restore]]
method = "{method}"
at = {day}T14:40:00Z
outcome = "worked"
+++

## Summary

{first}

## Timeline

All times in UTC.

- 14:02 **change** Change {nth} reaches {service}
- 14:09 **detected** Pager: the error ratio of {service} is above 2 %
- ~14:15–14:20 {second}
- 14:40 **action** {method} of `{service}-{nth}`
- 15:{minute:02} **mitigated** Users are served again

## Contributing factors

{third}

{fourth}

## Action items

- [{done}] Keep {factor} from happening in {service} (owner: team-{service}, type: prevent, PAY-{nth})
- [ ] See {symptom} sooner (type: detect)
"#,
        other = one(SERVICES, nth, 1),
        first = paragraph(0),
        second = one(SENTENCES, nth, 5),
        third = paragraph(1),
        fourth = paragraph(2),
    );
    Ok((format!("{day}-{service}-{nth}"), text))
}
