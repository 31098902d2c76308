//! LB112: what happened tomorrow.

use super::{Lint, Report, Subject, and_more, is_later, times};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB112",
        name: "in-the-future",
        level: Level::Warn,
        finds: "A milestone, row, signal, attempt or check that is later than today.",
        why: "A note tells what happened. With a time that is still to come the note is filed too high in every list, and its durations are too long.",
        doubt: "",
        bad: "## Timeline (UTC)\n\n- 2026-03-02 14:02 The push begins\n- 2026-12-02 14:41 It is taken back\n",
        good: "## Timeline (UTC)\n\n- 2026-03-02 14:02 The push begins\n- 2026-03-02 14:41 It is taken back\n",
    },
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (incident, today) = (subject.incident, subject.today);
    let late = times(incident).filter_map(|told| Some((told, told.last_day().filter(|day| is_later(*day, today))?)));
    let late: Vec<_> = late.map(|(told, day)| (told.place(incident), told, day)).collect();
    let Some((place, told, day)) = late.iter().min_by_key(|(place, ..)| place.start) else { return };
    let said = format!("`{}` is on {day}, and today is {today}{}", told.time.raw, and_more(late.len()));
    report.add(
        report
            .finding(place.clone(), said)
            .help("correct the year, the month or the day; what is still to be done is an action, with its `due`"),
    );
}
