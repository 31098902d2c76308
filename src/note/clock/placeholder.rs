//! What stands where nobody knew, or where a template was not filled in: `??:??`, `--:--`, `HH:mm`, `22:XX`, `2022-02-??`.

use super::cursor::Cursor;

/// `2022-MM-DD` with a part in words.
const LONGEST: usize = 16;

/// Takes a placeholder for a time or a date.
pub fn placeholder(c: &mut Cursor<'_>) -> Option<()> {
    c.attempt(|c| {
        if c.eat("--:--") {
            return c.ends_word().then_some(());
        }
        let part = |c: char| c.is_ascii_digit() || "?XxHhMmDdYy".contains(c);
        let mut ahead = *c;
        ahead.take_while(part);
        // A time has colons, a date has hyphens or slashes; what has both is a range.
        let time = ahead.rest.starts_with(':');
        let token = c.take_while(|c| part(c) || if time { c == ':' } else { matches!(c, '-' | '/') });
        (token.len() <= LONGEST).then_some(())?;
        let parts: Vec<&str> = token.trim_end_matches(':').split([':', '-', '/']).collect();
        let unknown = parts.iter().filter(|part| is_unknown(part)).count();
        let numbers = parts.iter().filter(|part| is_number(part)).count();
        // One part alone, `??`, is a question and no time.
        (parts.len() > 1 && unknown > 0 && unknown + numbers == parts.len() && c.ends_word()).then_some(())
    })
}

/// `??`, `XX`, `HH`, `YYYY`, `2X`, `20XX`
fn is_unknown(part: &str) -> bool {
    let letters = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let known = part.len() - letters.len();
    let same = letters.chars().next().is_some_and(|first| letters.chars().all(|c| c == first));
    same && matches!((known, letters.len()), (0, 1..=4) | (1, 1) | (2, 2))
}

fn is_number(part: &str) -> bool {
    (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}
