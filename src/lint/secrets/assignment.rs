//! LB505: values whose names say that they are secret: `password=…`, `api_key: …`, `Authorization: Bearer …`, `Set-Cookie: …`.
//!
//! The name alone is not enough, since people write about passwords. The value must be such as nobody writes in a sentence.

use super::keys::decoded;
use super::{Secret, formats, is_word, run};
use crate::diagnostic::{Level, Rule};
use crate::source::Span;

pub(super) static SECRET_ASSIGNMENT: Rule = Rule {
    code: "LB505",
    name: "secret-assignment",
    level: Level::Deny,
    finds: "A value that looks random, under a name that says it is secret.",
    why: "Passwords, tokens and session cookies reach a note in pasted logs and settings, and stay good for whoever reads it.",
    doubt: "What looks random may be an identifier that opens nothing.",
    bad: "    retry 3: client_secret=hX3vQ9-lookback-tR7pZw2K status=401\n",
    good: "    retry 3: client_secret=<redacted> status=401\n",
};

/// What a name says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// People may have chosen it.
    Password,
    /// A machine drew it.
    Token,
    /// A scheme and then a token.
    Authorization,
    /// Pairs of names and values.
    Cookie,
}

/// Names, with what they say and what their value is.
type Names = &'static [(&'static str, Kind, &'static str)];

/// How names end, without `_`, `-` and `.`.
const NAMES: Names = &[
    ("password", Kind::Password, "a password"),
    ("passwd", Kind::Password, "a password"),
    ("passphrase", Kind::Password, "a passphrase"),
    ("secret", Kind::Token, "a secret"),
    ("token", Kind::Token, "a token"),
    ("apikey", Kind::Token, "an API key"),
    ("accesskey", Kind::Token, "an access key"),
    ("secretkey", Kind::Token, "a secret key"),
    ("privatekey", Kind::Token, "a private key"),
    ("authkey", Kind::Token, "a key"),
    ("signingkey", Kind::Token, "a signing key"),
    ("encryptionkey", Kind::Token, "an encryption key"),
    ("masterkey", Kind::Token, "a master key"),
    ("secretkeybase", Kind::Token, "a secret key"),
    ("amzsignature", Kind::Token, "a signature that opens an address"),
    ("authorization", Kind::Authorization, "a credential"),
    ("cookie", Kind::Cookie, "a cookie"),
];

/// Names that are short enough to end other words, and so must be a whole one.
const WHOLE: Names = &[
    ("pwd", Kind::Password, "a password"),
    ("pass", Kind::Password, "a password"),
    ("sig", Kind::Token, "a signature that opens an address"),
];

/// Bytes of a name, at most.
const NAME: usize = 48;
/// Bytes of a value, at most. What is longer is data.
const VALUE: usize = 512;
/// Bytes of a header with cookies, at most.
const HEADER: usize = 4096;

/// What is assigned by the `=` or `:` here, if that is a secret. Says where the header ends, if one with cookies begins here.
pub(super) fn assigned(text: &str, at: usize, found: &mut Vec<Secret>) -> Option<usize> {
    let bytes = text.as_bytes();
    let sign = bytes[at];
    let closing = |byte: &&u8| matches!(**byte, b'"' | b'\'' | b'`' | b'*' | b'\\' | b' ');
    let (kind, what) = named(bytes, at - bytes[..at].iter().rev().take(3).take_while(closing).count(), WHOLE)?;
    let from = opened(bytes, at + 1);
    if from == at + 1 && matches!(bytes.get(from), Some(b'='))
        || bytes[at..].starts_with(b"==")
        || bytes[at..].starts_with(b"://")
    {
        return None;
    }
    let mut push = |hidden: Span| found.push(Secret::new(&SECRET_ASSIGNMENT, hidden.clone(), hidden, what));
    match kind {
        Kind::Cookie => {
            let end = run(bytes, from, HEADER, |byte| !matches!(byte, b'\n' | b'\r' | b'"' | b'`'));
            cookies(text, from..end).into_iter().for_each(push);
            return Some(end);
        }
        Kind::Authorization => {
            let scheme = run(bytes, from, 12, |byte| byte.is_ascii_alphabetic());
            let value = value(text, opened(bytes, scheme), sign);
            if bytes.get(scheme) == Some(&b' ') && (is_random(&text[value.clone()]) || is_basic(&text[value.clone()])) {
                push(value);
            }
        }
        Kind::Password | Kind::Token => {
            let value = value(text, from, sign);
            let secret = &text[value.clone()];
            if is_random(secret) || kind == Kind::Password && is_chosen(secret) {
                push(value);
            }
        }
    }
    None
}

/// Bytes around a value in a cell of a table, at most.
const PADDING: usize = 80;

/// The secret in the cell of a table that begins with this bar, if the cell before it says so: `| DB_PASSWORD | … |`.
pub(super) fn cell(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let is_padding = |byte: u8| matches!(byte, b' ' | b'\t' | b'`' | b'*');
    let before = bytes[..at].iter().rev().take(PADDING).take_while(|byte| is_padding(**byte)).count();
    let (kind, what) = named(bytes, at - before, &[])?;
    let value = value(text, run(bytes, at + 1, PADDING, is_padding), b':');
    let is_whole = bytes.get(run(bytes, value.end, PADDING, is_padding)) == Some(&b'|');
    let secret = &text[value.clone()];
    // Cells hold names and numbers of all kinds; a password of one word with a number is none of those that nobody would guess.
    let is_one =
        is_random(secret) || kind == Kind::Password && is_chosen(secret) && secret.len() >= 8 && is_mixed(secret.as_bytes());
    (is_whole && is_one).then(|| Secret::new(&SECRET_ASSIGNMENT, value.clone(), value, what))
}

/// The password behind the colon of `curl -u user:password`.
pub(super) fn login(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let is_user = |byte: &&u8| is_word(**byte) || matches!(**byte, b'.' | b'@' | b'"' | b'\'');
    let user = at - bytes[..at].iter().rev().take(NAME).take_while(is_user).count();
    let is_login =
        bytes[at] == b':' && user < at && [&b"-u "[..], b"--user "].iter().any(|option| bytes[..user].ends_with(option));
    if !is_login || !is_behind(bytes, user, &[b"curl"]) {
        return None;
    }
    password(text, at + 1)
}

/// The password of `mysql -ppassword`, whose dash this is.
pub(super) fn flag(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    if !bytes[at..].starts_with(b"-p") || !bytes[..at].ends_with(b" ") || !is_behind(bytes, at, &[b"mysql", b"mariadb"]) {
        return None;
    }
    password(text, at + "-p".len() + usize::from(matches!(bytes.get(at + 2), Some(b'"' | b'\''))))
}

fn password(text: &str, from: usize) -> Option<Secret> {
    let value = value(text, from, b':');
    let is_one = is_random(&text[value.clone()]) || is_chosen(&text[value.clone()]);
    is_one.then(|| Secret::new(&SECRET_ASSIGNMENT, value.clone(), value, "a password"))
}

/// Bytes of a command before an option, at most.
const COMMAND: usize = 200;

/// Whether one of these commands stands before this place of a line.
fn is_behind(bytes: &[u8], at: usize, commands: &[&[u8]]) -> bool {
    let line = &bytes[at.saturating_sub(COMMAND)..at];
    let line = &line[line.iter().rposition(|byte| matches!(byte, b'\n' | b';' | b'|' | b'&')).map_or(0, |end| end + 1)..];
    commands.iter().any(|command| line.windows(command.len()).any(|part| part == *command))
}

/// What the name that ends here says, if it says anything; it may also be a whole one of these.
fn named(bytes: &[u8], end: usize, whole: Names) -> Option<(Kind, &'static str)> {
    // Nearly every colon and equals sign is told apart by the last letter before it.
    if !matches!(bytes[..end].last()?.to_ascii_lowercase(), b'd' | b'e' | b't' | b'n' | b'y' | b's' | b'g') {
        return None;
    }
    let mut name = [0; NAME];
    let (mut start, mut last_word) = (NAME, None);
    for &byte in bytes[..end].iter().rev().take(NAME) {
        if byte.is_ascii_alphanumeric() {
            start -= 1;
            name[start] = byte.to_ascii_lowercase();
        } else if matches!(byte, b'_' | b'-' | b'.') {
            last_word.get_or_insert(start);
        } else {
            break;
        }
    }
    let known = |names: Names, is: &dyn Fn(&[u8]) -> bool| {
        names.iter().find(|(word, ..)| is(word.as_bytes())).map(|(_, kind, what)| (*kind, *what))
    };
    let last_word = &name[last_word.unwrap_or(start)..];
    known(NAMES, &|word| name[start..].ends_with(word)).or_else(|| known(whole, &|word| last_word == word))
}

/// Where a value begins behind blanks, quotation marks and the rest of `:=` and `=>`.
fn opened(bytes: &[u8], from: usize) -> usize {
    run(bytes, from, 6, |byte| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'`' | b'*' | b'\\' | b'=' | b'>'))
}

/// The value that begins here.
fn value(text: &str, from: usize, sign: u8) -> Span {
    let bytes = text.as_bytes();
    let end = quoted(bytes, from).unwrap_or_else(|| unquoted(bytes, from, sign));
    let trailing = bytes[from..end].iter().rev().take_while(|byte| matches!(byte, b'.' | b':' | b'*')).count();
    let end = end - trailing;
    // What is longer than a value may be is cut anywhere, also in a character, and is none; what ends in dots was cut by hand.
    let is_cut = end - from > VALUE || trailing > 1 || bytes[end..].starts_with("…".as_bytes());
    if is_cut || !text.is_char_boundary(end) || !text.is_char_boundary(from) { from..from } else { from..end }
}

/// Where a value ends that stands behind this sign and in no quotation marks. In a query an `&` joins it to the next name;
/// elsewhere it belongs to it.
fn unquoted(bytes: &[u8], from: usize, sign: u8) -> usize {
    let goes_on = |byte: u8| !byte.is_ascii_whitespace() && !b"\"'`,;&)]}|\\".contains(&byte);
    let mut end = run(bytes, from, VALUE, goes_on);
    while end - from <= VALUE && bytes.get(end) == Some(&b'&') {
        let rest = &bytes[end..];
        let next = run(rest, 1, NAME, |byte| is_word(byte) || matches!(byte, b'.' | b'%' | b'[' | b']'));
        let is_joined = sign == b'=' && (matches!(rest.get(next), Some(b'=')) || !rest.get(1).is_some_and(|byte| goes_on(*byte)));
        if is_joined || [&b"&quot;"[..], b"&lt;", b"&gt;", b"&#39;"].iter().any(|mark| rest.starts_with(mark)) {
            break;
        }
        let mark = if rest.starts_with(b"&amp;") { "&amp;".len() } else { 1 };
        end = run(bytes, end + mark, VALUE, goes_on);
    }
    end
}

/// Where a value without blanks ends that stands in quotation marks.
fn quoted(bytes: &[u8], from: usize) -> Option<usize> {
    let mark = match bytes[..from] {
        [.., b'\\', _] => return None,
        [.., mark @ (b'"' | b'\'')] => mark,
        _ => return None,
    };
    let mut end = from;
    while end - from <= VALUE {
        match *bytes.get(end)? {
            b'\\' => end += 2,
            byte if byte == mark => return Some(end),
            byte if byte.is_ascii_whitespace() => return None,
            _ => end += 1,
        }
    }
    None
}

/// The values of the cookies in a header.
fn cookies(text: &str, header: Span) -> Vec<Span> {
    let mut values = Vec::new();
    let mut at = header.start;
    for pair in text.as_bytes()[header].split(|byte| *byte == b';') {
        if let Some(equals) = pair.iter().position(|byte| *byte == b'=') {
            let value = value(text, at + equals + 1, b'=');
            if is_random(&text[value.clone()]) {
                values.push(value);
            }
        }
        at += pair.len() + 1;
    }
    values
}

/// `user:password` in Base64.
fn is_basic(value: &str) -> bool {
    value.len() >= 8 && decoded(value.as_bytes()).is_some_and(|pair| pair.is_ascii() && pair.contains(&b':'))
}

/// Beginnings of values that name a secret, or are made of one, without telling it.
#[rustfmt::skip]
const REFERENCES: &[&str] = &[
    "sha1:", "sha256:", "sha384:", "sha512:", "md5:", "sha1-", "sha256-", "sha512-", "/", "./", "~/", "http:", "https:",
    "arn:", "vault:", "secret/", "projects/", "process.env", "os.environ", "env.", "secrets.", "var.", "ENC[", "$2a$", "$2b$",
    "$2y$", "$argon2", "op:", "ssm:", "kms:", "urn:",
];

/// Letters and digits that a machine drew.
fn is_random(value: &str) -> bool {
    let bytes = value.as_bytes();
    let is_plain = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_./+=%~!@#$^*&".contains(byte));
    if bytes.len() < 16 || !is_plain || is_stand_in(value) || is_uuid(bytes) || refers(value) {
        return false;
    }
    // Names are words between dashes, and a word has its number at one end.
    let drawn = bytes.split(|byte| matches!(byte, b'-' | b'_' | b'.')).any(|part| part.len() >= 8 && is_mixed(part));
    let has = |is: fn(&u8) -> bool| bytes.iter().any(is);
    let is_path = bytes.contains(&b'/') && !(has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase));
    let is_hex = bytes.iter().all(u8::is_ascii_hexdigit);
    drawn && !is_path && entropy(bytes) >= if is_hex { 2.8 } else { 3.3 } && formats::looks_issued(bytes)
}

/// Whether letters and digits take turns.
fn is_mixed(part: &[u8]) -> bool {
    let begins_number = |pair: &[u8]| !pair[0].is_ascii_digit() && pair[1].is_ascii_digit();
    let numbers = part.windows(2).filter(|pair| begins_number(pair)).count() + usize::from(part[0].is_ascii_digit());
    numbers >= 2 && part.iter().any(u8::is_ascii_alphabetic)
}

/// A word that a person made so that nobody would guess it.
fn is_chosen(value: &str) -> bool {
    let bytes = value.as_bytes();
    let has = |is: &dyn Fn(&u8) -> bool| bytes.iter().any(is);
    let letter = has(&u8::is_ascii_alphabetic) || !value.is_ascii();
    let symbol = has(&|byte| b"!@#$%^&*+?~".contains(byte));
    let long_enough = bytes.len() >= 6 && has(&u8::is_ascii_digit) || bytes.len() >= 8 && symbol;
    let is_code = has(&|byte| b"([{<".contains(byte)) || value.contains("::") || is_name(bytes);
    letter && long_enough && bytes.len() <= 64 && !is_code && !is_stand_in(value) && !is_uuid(bytes) && !refers(value)
}

/// Whether this is how programs name a constant, or a part of something: `MAX_PASSWORD_2`, `ed25519.PrivateKey`.
fn is_name(value: &[u8]) -> bool {
    let is_constant =
        value.contains(&b'_') && value.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_');
    let is_part = |part: &[u8]| {
        part.first().is_some_and(u8::is_ascii_alphabetic) && part.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    is_constant || value.contains(&b'.') && value.split(|byte| *byte == b'.').all(is_part)
}

fn refers(value: &str) -> bool {
    REFERENCES.iter().any(|begin| value.starts_with(begin)) || value.contains("://")
}

fn is_uuid(value: &[u8]) -> bool {
    value.len() == 36
        && value
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() })
}

/// Shannon's entropy, in bits a byte.
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    bytes.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
    let total = bytes.len() as f64;
    counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / total).map(|share| -share * share.log2()).sum()
}

/// Words that stand where a secret stood, or will stand.
#[rustfmt::skip]
const STAND_INS: &[&str] = &[
    "password", "passwd", "passphrase", "pass", "secret", "token", "changeme", "change-me", "change_me", "example",
    "placeholder", "redacted", "removed", "hidden", "masked", "omitted", "filtered", "sanitized", "scrubbed", "none", "null",
    "nil", "true", "false", "undefined", "empty", "unset", "foo", "bar", "baz", "abc", "xyz", "123",
];

/// How words begin or end that stand for a secret.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "your", "my-", "my_", "example", "placeholder", "redacted", "[redacted", "[filtered", "(redacted", "[masked", "[removed",
    "insert", "dummy", "sample",
];

/// Whether something stands for a secret: `***`, `<password>`, `$PASS`, `{{ token }}`, `%s`.
pub(super) fn is_stand_in(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let first = value.bytes().next().unwrap_or(b'*');
    matches!(first, b'<' | b'{' | b'[' | b'(')
        || first == b'$'
            && value[1..].starts_with(|c: char| c == '{' || c == '(' || c.is_ascii_uppercase())
            && !value[1..].contains('$')
        || first == b'%' && !value[1..].starts_with(|c: char| c.is_ascii_hexdigit() && value.len() > 3)
        || value.contains("***")
        || value.contains("...")
        || value.contains('…')
        || lower.contains("xxxx")
        || value.chars().all(|c| c == value.chars().next().unwrap_or(c))
        || STAND_INS.contains(&lower.as_str())
        || AROUND.iter().any(|word| lower.starts_with(word) || lower.ends_with(word))
}
