//! LB513: addresses on the public internet, of both kinds.
//!
//! Passed over is what leads nowhere from outside (RFC 6890), what is set aside for documentation (RFC 5737, RFC 3849) and for protocols, the
//! resolvers that everyone asks, whole networks, and what is more likely a version.

use super::{Secret, is_word, run};
use crate::diagnostic::{Level, Rule};
use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) static PUBLIC_IP_ADDRESS: Rule = Rule {
    code: "LB513",
    name: "public-ip-address",
    level: Level::Warn,
    finds: "An address on the public internet.",
    why: "It leads to a person's connection, or to a machine that everyone can reach.",
    doubt: "A version in four parts looks like one.",
    bad: "    14:02:11 44.128.77.37 POST /login 429\n",
    good: "    14:02:11 203.0.113.37 POST /login 429\n",
};

/// Resolvers that everyone asks.
const RESOLVERS: &[[u8; 4]] = &[
    [8, 8, 8, 8],
    [8, 8, 4, 4],
    [1, 1, 1, 1],
    [1, 0, 0, 1],
    [9, 9, 9, 9],
    [149, 112, 112, 112],
    [208, 67, 222, 222],
    [208, 67, 220, 220],
    [4, 2, 2, 1],
    [4, 2, 2, 2],
];

/// The address of four numbers that begins here.
pub(super) fn v4(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let end = run(bytes, at, 15, |byte| byte.is_ascii_digit() || byte == b'.');
    let end = end - bytes[at..end].iter().rev().take_while(|byte| **byte == b'.').count();
    let address: Ipv4Addr = text.get(at..end)?.parse().ok()?;
    let octets = address.octets();
    let goes_on = bytes.get(end).is_some_and(|byte| is_word(*byte) || *byte == b'%')
        || bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(|byte| is_word(*byte));
    if goes_on || is_network(bytes, end) || is_version(bytes, at, octets) || !is_public(octets) || RESOLVERS.contains(&octets) {
        return None;
    }
    Some(Secret::new(&PUBLIC_IP_ADDRESS, at..end, at..end, "a public address"))
}

fn is_public([a, b, c, d]: [u8; 4]) -> bool {
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special && d != 0
}

/// Whether `/24` follows: the name of a network, and of nobody in it.
fn is_network(bytes: &[u8], end: usize) -> bool {
    let digits = end + 1;
    bytes.get(end) == Some(&b'/') && bytes.get(digits).is_some_and(u8::is_ascii_digit) && !bytes[digits..].starts_with(b"32")
}

/// Words before a version.
const VERSIONS: &[&str] = &[
    "version", "versions", "release", "build", "v", "firmware", "agent", "driver", "package", "kernel", "upgrade", "upgraded",
    "patch",
];

/// Whether four numbers are a version (or an object identifier): with small ones first, or behind a word or a product that says so.
fn is_version(bytes: &[u8], at: usize, octets: [u8; 4]) -> bool {
    let before = &bytes[at.saturating_sub(16)..at];
    if octets[0] < 32 && octets[1] < 32
        || before.ends_with(b"/") && before.iter().rev().nth(1).is_some_and(u8::is_ascii_alphabetic)
    {
        return true;
    }
    let is_blank = |byte: &&u8| matches!(**byte, b' ' | b':' | b'=' | b'"' | b'`' | b'*');
    let before = &before[..before.len() - before.iter().rev().take_while(is_blank).count()];
    let word = before.len() - before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    VERSIONS.iter().any(|version| version.as_bytes().eq_ignore_ascii_case(&before[word..]))
}

/// The address of eight groups that begins here. Those that anyone can reach begin with a group of four digits, `2000` to `3fff`.
pub(super) fn v6(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let is_group = |group: &[u8]| group.iter().all(u8::is_ascii_hexdigit);
    if !matches!(bytes.get(at..at + 5), Some([b'2' | b'3', group @ .., b':']) if is_group(group)) || bytes[..at].ends_with(b":") {
        return None;
    }
    let end = run(bytes, at, 45, |byte| byte.is_ascii_hexdigit() || byte == b':');
    let end = end - usize::from(bytes[at..end].ends_with(b":") && !bytes[at..end].ends_with(b"::"));
    let address: Ipv6Addr = text.get(at..end)?.parse().ok()?;
    let [first, second, ..] = address.segments();
    let is_example = first == 0x2001 && (second == 0x0DB8 || second < 0x0200) || first == 0x3FFF && second < 0x1000;
    let is_resolver = matches!((first, second), (0x2001, 0x4860) | (0x2606, 0x4700) | (0x2620, 0x00FE))
        && text[at..end].ends_with(['8', '4', '1']);
    let ends_network = text[at..end].ends_with("::");
    let goes_on =
        bytes.get(end).is_some_and(|byte| is_word(*byte)) || is_network(bytes, end) && !bytes[end..].starts_with(b"/128");
    (!is_example && !is_resolver && !ends_network && !goes_on)
        .then(|| Secret::new(&PUBLIC_IP_ADDRESS, at..end, at..end, "a public address"))
}
