//! Rows that are rows of a table, with a column of times or dates.

use super::{Rows, after_separator, kind};
use crate::incident::RowKind;
use crate::note::blocks::TableRow;
use crate::note::clock::{self, Day, Read, Said, Setting, Stamp, Zone};
use crate::note::text::trimmed;
use crate::note::timeline::Candidate;
use crate::source::Span;

/// What the columns of a table hold.
#[derive(Default)]
struct Columns<'a> {
    date: Option<usize>,
    time: Option<usize>,
    until: Option<usize>,
    kind: Option<usize>,
    /// Days of the week beside a date say nothing more.
    weekday: Option<usize>,
    zone: Option<Zone<'a>>,
}

/// The rows of a table with a column of times or dates, by its head and by what stands in it. `sure` says that it stands in a
/// timeline; elsewhere two rows have to say a time under a head that announces times, and most have to tell something.
pub fn table<'a>(text: &'a str, block: &Span, rows: &[TableRow], sure: bool) -> Option<Rows<'a>> {
    let (head, below) = rows.split_first()?;
    let heads: Vec<&'a str> = head.cells.iter().map(|cell| &text[cell.clone()]).collect();
    // A table always has a head; some put their first row there.
    let headless = heads.first().is_some_and(|head| clock::read_in(head, Setting::Row).is_some());
    let below = if headless { rows } else { below };
    let columns = columns(text, &heads, below);
    if !sure && (headless || columns.date.or(columns.time).is_none()) {
        return None;
    }
    let named = columns.date.or(columns.time).is_some();
    let columns = if named { columns } else { Columns { time: Some(0), ..columns } };
    let mut found = Rows::default();
    for row in below {
        let candidate = table_row(text, row, &columns);
        // What kramdown reads as attributes of the table, `{: .striped}`, is no row.
        if candidate.said.is_some() || !candidate.text.is_empty() || !candidate.raw.starts_with("{:") {
            found.rows.push(candidate);
        }
    }
    found.taken = vec![block.clone()];
    let said = found.rows.iter().any(|row| row.said.is_some());
    let told = || found.rows.iter().filter(|row| tells(&row.text)).count() * 2 >= found.rows.len();
    (if sure { said || named && !found.rows.is_empty() } else { found.timed() >= 2 && told() }).then_some(found)
}

/// Whether a text has words of a sentence; names and figures are data that somebody measured.
fn tells(text: &str) -> bool {
    let word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    text.split(|c: char| c.is_whitespace() || ",.;:".contains(c)).filter(word).nth(1).is_some()
}

fn columns<'a>(text: &'a str, heads: &[&'a str], below: &[TableRow]) -> Columns<'a> {
    let said = |head: &str, words: &[&str]| {
        let mut parts = head.split(|c: char| !c.is_alphabetic());
        parts.any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
    };
    let cells = |at: usize| below.iter().filter_map(move |row| row.cells.get(at)).map(|cell| &text[cell.clone()]);
    let holds = |at: usize, what: fn(&Read<'_>) -> bool| {
        cells(at).any(|cell| clock::read_in(cell, Setting::Rows).is_some_and(|read| what(&read)))
    };
    let column = |words: &[&str], what: fn(&Read<'_>) -> bool| {
        (0..heads.len()).find(|at| heads.get(*at).is_some_and(|head| said(head, words)) && holds(*at, what))
    };
    let is_date = |read: &Read<'_>| !matches!(read.day_alone(), Some(Day::Weekday(_)));
    let zoned = || (0..heads.len()).find(|at| clock::zone_within(heads[*at]).is_some() && holds(*at, |read| read.has_time()));
    let time = column(&["time", "when", "timestamp", "start", "started", "begin", "from", "timing"], |_| true).or_else(zoned);
    // A column that is named for times but holds none that can be read still says where its rows are.
    let time = time.or_else(|| (0..heads.len()).find(|at| said(heads[*at], &["time", "timestamp", "datetime"])));
    let date = column(&["date", "day", "datetime"], is_date).filter(|date| Some(*date) != time);
    let weekday = column(&["day", "weekday"], |read| matches!(read.day_alone(), Some(Day::Weekday(_))));
    let until = column(&["end", "ended", "until", "to"], |read| read.has_time()).filter(|until| Some(*until) != time);
    let kind = (0..heads.len()).find(|at| said(heads[*at], &["kind", "type"]));
    let zone = [time, date].into_iter().flatten().find_map(|at| clock::zone_within(heads.get(at)?));
    Columns { date, time, until, kind, weekday: weekday.filter(|at| date.is_some() && date != Some(*at)), zone }
}

fn table_row<'a>(text: &'a str, row: &TableRow, columns: &Columns<'a>) -> Candidate<'a> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| &text[cell.clone()]);
    let (date, time) = (cell(columns.date), cell(columns.time));
    let read = |cell| clock::read_in(cell, Setting::Rows);
    let (date_read, time_read) = (read(date), read(time));
    let until = read(cell(columns.until)).filter(Read::has_time);
    let mut told: Vec<&str> = Vec::new();
    let mut raw = Vec::new();
    for (cell, read) in [(date, &date_read), (time, &time_read)] {
        raw.push(read.as_ref().map_or(cell, |read| read.raw));
        told.extend(read.as_ref().map(|read| after_separator(&cell[read.len..])));
    }
    raw.retain(|raw| !raw.is_empty());
    let mut said = match (date_read.map(|read| read.said), time_read.map(|read| read.said)) {
        // A date or a time that is written but cannot be read is not replaced by one from elsewhere.
        (None, _) if !date.is_empty() => None,
        (_, None) if !time.is_empty() => None,
        (Some(Said::Known { from: Stamp { day, .. }, .. }), Some(Said::Known { approximate, from, until })) => {
            Some(Said::Known { approximate, from: Stamp { day: from.day.or(day), ..from }, until })
        }
        (Some(day @ Said::Known { .. }), _) => Some(day),
        (day, time) => time.or(day),
    };
    let mut ends = false;
    if let (Some(Said::Known { until: end @ None, .. }), Some(Read { said: Said::Known { from, .. }, len, .. })) =
        (&mut said, until)
    {
        *end = Some(from);
        told.push(after_separator(&cell(columns.until)[len..]));
        ends = true;
    }
    let marked = RowKind::parse(&cell(columns.kind).trim_matches('*').to_lowercase());
    let weekday = cell(columns.weekday);
    let is_weekday = read(weekday).is_some_and(|read| !weekday[read.len..].contains(char::is_alphanumeric));
    let used = [
        columns.date,
        columns.time,
        columns.weekday.filter(|_| is_weekday),
        columns.until.filter(|_| ends),
        columns.kind.filter(|_| marked.is_some()),
    ];
    told.extend(row.cells.iter().enumerate().filter(|(at, _)| !used.contains(&Some(*at))).map(|(_, cell)| &text[cell.clone()]));
    told.retain(|part| !part.is_empty());
    // In a cell a pipe is written with a backslash, also where it stands in code.
    let told = told.join(" — ").replace("\\|", "|");
    let (kind, rest) = if marked.is_some() { (marked, told.as_str()) } else { kind(&told) };
    let said_in =
        [columns.time, columns.date].into_iter().flatten().filter_map(|at| row.cells.get(at)).find(|cell| !cell.is_empty());
    Candidate {
        said,
        raw: raw.join(" "),
        said_at: said_in.unwrap_or(&row.span).clone(),
        heading: None,
        zone: columns.zone.clone(),
        kind,
        text: rest.to_owned(),
        span: trimmed(text, row.span.clone()),
    }
}
