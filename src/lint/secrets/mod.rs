//! LB5xx: secrets and personal data, wherever they stand in a file: in its front matter, its text, its code and its logs.
//!
//! One pass over the bytes: most are of no interest, a few may begin or join something, and what looks there reads no
//! further than that something may be long. Whether a file could be read as a note makes no difference, which is why these rules
//! look at files and not, as lints do, at incidents. [`Secrets`] holds what was found, and hides it in everything that is shown.
//! Nothing here asks anybody whether a secret is still good.

mod address;
mod assignment;
mod card;
mod formats;
mod keys;
mod mask;
mod network;
mod personal;
#[cfg(test)]
mod tests;

pub use mask::Secrets;
pub(super) use personal::is_nobodys;

use crate::config::Config;
use crate::diagnostic::{Level, Rule};
use crate::source::Span;

/// The rules about secrets and personal data, in the order of the codes.
pub(super) static RULES: &[&Rule] = &[
    &formats::ACCESS_KEY,
    &keys::PRIVATE_KEY,
    &keys::TOKEN,
    &address::PASSWORD_IN_ADDRESS,
    &assignment::SECRET_ASSIGNMENT,
    &personal::EMAIL_ADDRESS,
    &personal::PHONE_NUMBER,
    &network::PUBLIC_IP_ADDRESS,
    &card::PAYMENT_CARD,
];

/// Whether a rule is one of these.
pub fn is_about(rule: &Rule) -> bool {
    RULES.iter().any(|known| std::ptr::eq(*known, rule))
}

/// Whether a rule finds what opens something or pays for something, and not what tells of a person. Such things are hidden
/// whatever a site or a note allows: who keeps a key in a note has not asked for it in every log.
pub fn is_secret(rule: &Rule) -> bool {
    is_about(rule) && rule.level == Level::Deny
}

/// Something in a text that not everyone should see.
#[derive(Debug, Clone)]
struct Secret {
    /// The rule that finds it.
    rule: &'static Rule,
    /// All of it.
    span: Span,
    /// What of it nobody needs to see to know what it is: a key without its public prefix.
    hidden: Span,
    /// What it is, with its article.
    what: &'static str,
}

impl Secret {
    fn new(rule: &'static Rule, span: Span, hidden: Span, what: &'static str) -> Self {
        Self { rule, span, hidden, what }
    }

    /// What is hidden, without what only stands between its lines.
    fn own(&self, text: &str) -> Vec<Span> {
        if std::ptr::eq(self.rule, &keys::PRIVATE_KEY) {
            return keys::lines(text.as_bytes(), self.hidden.clone());
        }
        vec![self.hidden.clone()]
    }
}

/// The rules whose secrets are hidden on a site, the surest first: all that find what opens something, and those about people that
/// it does not switch off. What it switches off comes last, so that it takes no finding away from what it does not.
fn sought(config: &Config) -> Vec<&'static Rule> {
    let is_off = |rule: &&Rule| config.lint_level(rule) == Level::Off;
    let (off, on): (Vec<_>, Vec<_>) = RULES.iter().copied().partition(is_off);
    on.into_iter().chain(off.into_iter().filter(|rule| is_secret(rule))).collect()
}

/// Everything in a text that these rules find, the surest first; in the order of the text, and no two overlap.
fn find(text: &str, sought: &[&'static Rule]) -> Vec<Secret> {
    let rank = |secret: &Secret| sought.iter().position(|rule| std::ptr::eq(*rule, secret.rule));
    let mut found = scan(text);
    found.retain(|secret| rank(secret).is_some());
    found.sort_by_key(|secret| (secret.span.start, rank(secret)));
    let mut apart: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match apart.last_mut() {
            Some(last) if secret.span.start < last.span.end => {
                let is_surer = rank(&secret) < rank(last);
                join(last, secret, is_surer);
            }
            _ => apart.push(secret),
        }
    }
    apart
}

/// One place is one finding: that of the surer rule (the second, if that `is_surer`), which hides what either of them would.
fn join(first: &mut Secret, second: Secret, is_surer: bool) {
    let end = first.span.end.max(second.span.end);
    let hidden_to = first.hidden.end.max(second.hidden.end);
    if is_surer {
        let from = if first.hidden.start < second.span.start { first.hidden.start } else { second.hidden.start };
        *first = Secret { span: first.span.start..end, hidden: from..hidden_to, ..second };
    } else {
        first.span.end = end;
        first.hidden.end = hidden_to;
    }
}

/// What a byte may have to do with a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Nothing,
    /// Begins a key, a token or an address, if it begins a word.
    Letter,
    /// Begins an address, a telephone number or a card, if it begins a word.
    Digit,
    /// Begins a telephone number.
    Plus,
    /// Ends the name of a value.
    Assigns,
    /// Joins the halves of an e-mail address.
    At,
    /// Begins a block, or an option of a command.
    Dash,
    /// Stands between two cells of a table.
    Bar,
}

static ROLES: [Role; 256] = {
    let mut roles = [Role::Nothing; 256];
    let mut byte = 0;
    while byte < 256 {
        roles[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Role::Letter,
            b'0'..=b'9' => Role::Digit,
            b'+' | b'(' => Role::Plus,
            b'=' | b':' => Role::Assigns,
            b'@' => Role::At,
            b'-' => Role::Dash,
            b'|' => Role::Bar,
            _ => Role::Nothing,
        };
        byte += 1;
    }
    roles
};

fn scan(text: &str) -> Vec<Secret> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // Where a header with cookies ends, which has been looked at as a whole.
    let mut header = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let whole = match ROLES[usize::from(byte)] {
            Role::Nothing => None,
            Role::Letter | Role::Digit if !begins_word(bytes, at) => None,
            Role::Letter => formats::key(bytes, at).or_else(|| keys::token(bytes, at)).or_else(|| formats::bot(bytes, at)),
            Role::Digit => network::v4(text, at)
                .or_else(|| card::card(bytes, at))
                .or_else(|| personal::grouped_number(bytes, at))
                .or_else(|| personal::announced_number(bytes, at))
                .or_else(|| network::v6(text, at))
                .or_else(|| formats::bot(bytes, at)),
            Role::Plus => personal::number(bytes, at),
            Role::Dash => keys::block(bytes, at).or_else(|| assignment::flag(text, at)),
            Role::Bar => assignment::cell(text, at),
            Role::At => personal::email(bytes, at),
            Role::Assigns => {
                // What is assigned may itself be a key, which is looked for in its own right.
                found.extend(address::password(bytes, at).or_else(|| assignment::login(text, at)));
                if at >= header {
                    header = assignment::assigned(text, at, &mut found).unwrap_or(header);
                }
                None
            }
        };
        at = match whole {
            Some(secret) => {
                let end = secret.span.end.max(at + 1);
                found.push(secret);
                end
            }
            None => next(bytes, at),
        };
    }
    found
}

/// Where something else may begin: behind the letters and digits that are here, unless they are the rest of an escape.
fn next(bytes: &[u8], at: usize) -> usize {
    let is_letter = |byte: &u8| matches!(ROLES[usize::from(*byte)], Role::Letter | Role::Digit);
    let letters = |most: usize| bytes[at..].iter().take(most).take_while(|byte| is_letter(byte)).count().max(1);
    match &bytes[..at] {
        [.., b'\\'] => at + 1,
        [.., b'%'] => at + letters(2),
        _ => at + letters(usize::MAX),
    }
}

/// Whether a word may begin here: after anything that words are not made of, or after `\n` or `%20` in a text that was escaped.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    let Some(&before) = at.checked_sub(1).and_then(|before| bytes.get(before)) else { return true };
    if !(is_word(before) || before == b'.') {
        return true;
    }
    match &bytes[..at] {
        [.., b'\\', b'n' | b'r' | b't'] => true,
        [.., b'%', high, low] => high.is_ascii_hexdigit() && low.is_ascii_hexdigit(),
        _ => false,
    }
}

/// A byte of a word, as identifiers, keys and host names are made.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Where the run of such bytes ends that begins at `from`, but not beyond `most` bytes and one.
fn run(bytes: &[u8], from: usize, most: usize, is: impl Fn(u8) -> bool) -> usize {
    let window = &bytes[from.min(bytes.len())..bytes.len().min(from.saturating_add(most).saturating_add(1))];
    from + window.iter().take_while(|byte| is(**byte)).count()
}

/// Whether the text goes on in the same word.
fn goes_on(bytes: &[u8], end: usize) -> bool {
    bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
