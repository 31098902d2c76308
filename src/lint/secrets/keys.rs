//! LB502 and LB503: private keys in PEM blocks (RFC 7468), and JSON web tokens (RFC 7519).

use super::{Secret, is_word, run};
use crate::diagnostic::{Level, Rule};

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

/// What a block may hold beside Base64: white space, also escaped or quoted, and headers.
const AROUND: &[u8] = b" \t\r\n\\\"'>|,:+/=-.";

/// Letters in one run that make a block more than its first line in a sentence.
const BODY: usize = 40;

/// The block of a private key that begins here.
pub(super) fn block(bytes: &[u8], at: usize) -> Option<Secret> {
    let label = bytes.get(at..)?.strip_prefix(b"-----BEGIN ")?;
    let label = &label[..run(label, 0, 64, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ')];
    let is_private = label.windows(b"PRIVATE KEY".len()).any(|part| part == b"PRIVATE KEY");
    let from = at + "-----BEGIN ".len() + label.len();
    if !is_private || !bytes[from..].starts_with(b"-----") {
        return None;
    }
    let from = from + "-----".len();
    let (mut end, mut letters, mut longest) = (from, 0, 0);
    while let Some(&byte) = bytes.get(end) {
        let is_letter = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        if !(is_letter || AROUND.contains(&byte)) || bytes[end..].starts_with(b"-----") {
            break;
        }
        letters = if is_letter { letters + 1 } else { 0 };
        longest = longest.max(letters);
        end += 1;
    }
    (longest >= BODY).then(|| Secret::new(&PRIVATE_KEY, at..end, from..end, "a private key"))
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
