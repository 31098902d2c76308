//! LB502 and LB503: private keys in PEM blocks (RFC 7468), and JSON web tokens (RFC 7519).

use super::{Secret, is_word, run};
use crate::diagnostic::{Level, Rule};
use crate::source::Span;

pub(super) static PRIVATE_KEY: Rule = Rule {
    code: "LB502",
    name: "private-key",
    level: Level::Deny,
    finds: "A private key.",
    why: "Whoever has it can pass for its owner, and read what was meant for the owner alone.",
    doubt: "",
    bad: "```\n-----BEGIN EC PRIVATE KEY-----\nTG9va2JhY2sgaGFzIG5vIGtleXMsIG9ubHkgbm90ZXMgb2Ygd2hhdCB3ZW50\n-----END EC PRIVATE KEY-----\n```\n",
    good: "The handshake failed, since the file began with `-----BEGIN CERTIFICATE-----` and held no private key.\n",
};

pub(super) static TOKEN: Rule = Rule {
    code: "LB503",
    name: "token",
    level: Level::Deny,
    finds: "A JSON web token.",
    why: "Until it expires, whoever has it is let in as the one to whom it was issued; afterwards it still tells who that was.",
    doubt: "A token may have expired.",
    bad: "    Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsb29rYmFjayJ9.bm8tc2lnbmF0dXJlLWF0LWFsbA\n",
    good: "    Authorization: Bearer <token of the checkout service>\n",
};

/// What may stand between the lines of a block: white space, and what quotes them.
const AROUND: &[u8] = b" \t\r\n\\\"'`>|,*-";

/// Letters in one run that are no words.
const LONG: usize = 40;
/// Letters in one run that are no word if several kinds of them take turns.
const MIXED: usize = 16;
/// Letters of a body in one run, right before its end.
const CLOSED: usize = 6;

/// The block of a private key that begins here. It may have lost its end.
pub(super) fn block(bytes: &[u8], at: usize) -> Option<Secret> {
    let label = bytes.get(at..)?.strip_prefix(b"-----BEGIN ")?;
    let label = &label[..run(label, 0, 64, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ')];
    let is_private = label.windows(b"PRIVATE KEY".len()).any(|part| part == b"PRIVATE KEY");
    let from = at + "-----BEGIN ".len() + label.len();
    if !is_private || !bytes[from..].starts_with(b"-----") {
        return None;
    }
    let body = body(bytes, from + "-----".len())?;
    Some(Secret::new(&PRIVATE_KEY, at..body.end, body, "a private key"))
}

/// Base64 in lines, behind the headers that may stand above it.
fn body(bytes: &[u8], from: usize) -> Option<Span> {
    let mut body: Option<Span> = None;
    let mut at = behind_headers(bytes, from);
    loop {
        let start = behind_gap(bytes, at);
        let end = run(bytes, start, usize::MAX, is_base64);
        let (gap, line) = (&bytes[at..start], &bytes[start..end]);
        let is_line = match &body {
            None => is_drawn(line) || line.len() >= CLOSED && is_mixed(line) && ends_block(bytes, end),
            // The last line is short, and has nothing else in it.
            Some(_) => is_drawn(line) || !line.is_empty() && follows(gap) && is_alone(bytes, end),
        };
        if !is_line {
            return body;
        }
        body = Some(body.map_or(start, |body| body.start)..end);
        at = end;
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn is_mixed(line: &[u8]) -> bool {
    line.iter().any(u8::is_ascii_lowercase) && line.iter().skip(1).any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_drawn(line: &[u8]) -> bool {
    line.len() >= LONG || line.len() >= MIXED && is_mixed(line) && line.iter().any(u8::is_ascii_digit)
}

/// Whether a line stands right below another, and in no list.
fn follows(gap: &[u8]) -> bool {
    gap.iter().filter(|byte| **byte == b'\n').count() < 2 && !gap.iter().any(|byte| matches!(byte, b'-' | b'*'))
}

fn is_alone(bytes: &[u8], end: usize) -> bool {
    let end = run(bytes, end, usize::MAX, |byte| matches!(byte, b' ' | b'\t'));
    matches!(bytes.get(end), None | Some(b'\n' | b'\r' | b'\\' | b'"' | b'\'' | b'`' | b'<' | b'|'))
        || bytes[end..].starts_with(b"-----")
}

fn ends_block(bytes: &[u8], end: usize) -> bool {
    bytes[behind_gap(bytes, end)..].starts_with(b"-----END")
}

/// Bytes of a header, at most.
const HEADER: usize = 200;
/// Headers of a block, at most.
const HEADERS: usize = 8;

/// Where the body begins behind lines such as `Proc-Type: 4,ENCRYPTED`.
fn behind_headers(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    for _ in 0..HEADERS {
        let start = behind_gap(bytes, at);
        let name = run(bytes, start, 24, |byte| byte.is_ascii_alphabetic() || byte == b'-');
        if name == start || !bytes[name..].starts_with(b": ") {
            break;
        }
        at = run(bytes, name, HEADER, |byte| !matches!(byte, b'\n' | b'\\' | b'<'));
    }
    at
}

fn behind_gap(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let length @ 1.. = gap(bytes, at) {
        at += length;
    }
    at
}

/// Bytes of what stands here between the lines of a block, if it does.
fn gap(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..).unwrap_or_default() {
        rest if rest.starts_with(b"-----") => 0,
        [b'\\', b'n' | b'r' | b't', ..] => 2,
        [b'<', b'b' | b'B', b'r' | b'R', rest @ ..] => {
            let end = run(rest, 0, 4, |byte| matches!(byte, b' ' | b'/'));
            if rest.get(end) == Some(&b'>') { "<br".len() + end + 1 } else { 0 }
        }
        [byte, ..] => usize::from(AROUND.contains(byte)),
        [] => 0,
    }
}

/// The lines of a block without what stands between them.
pub(super) fn lines(bytes: &[u8], block: Span) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let mut at = block.start;
    while at < block.end {
        match (gap(bytes, at), lines.last_mut()) {
            (0, Some(last)) if last.end == at => last.end += 1,
            (0, _) => lines.push(at..at + 1),
            _ => {}
        }
        at += gap(bytes, at).max(1);
    }
    lines
}

/// Bytes that a token may hold at most; those of real ones are below a tenth of it.
const TOKEN_LENGTH: usize = 16_384;

/// The JSON web token that begins here: three parts, the first of which says how the last was made.
pub(super) fn token(bytes: &[u8], at: usize) -> Option<Secret> {
    if !bytes[at..].starts_with(b"eyJ") {
        return None;
    }
    let end = run(bytes, at, TOKEN_LENGTH, |byte| is_word(byte) || byte == b'.');
    let mut parts = bytes[at..end].split(|byte| *byte == b'.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let header: serde_json::Value = serde_json::from_slice(&decoded(header)?).ok()?;
    let is_one = header.get("alg").is_some() && claims.len() >= 4 && signature.len() >= 16;
    let end = at + header_len(bytes, at) + 1 + claims.len() + 1 + signature.len();
    is_one.then(|| Secret::new(&TOKEN, at..end, at + 3..end, "a JSON web token"))
}

fn header_len(bytes: &[u8], at: usize) -> usize {
    run(bytes, at, TOKEN_LENGTH, is_word) - at
}

/// Base64 of either alphabet, with or without `=` behind it.
pub(super) fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3 + 3), 0_u32, 0_u32);
    for &byte in text.iter().take_while(|byte| **byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        (bits, held) = ((bits << 6 | u32::from(value)) & 0xFFFF, held + 6);
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xFF) as u8);
        }
    }
    Some(out)
}
