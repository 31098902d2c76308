//! LB514: numbers of payment cards (ISO/IEC 7812): the issuer's beginning and length, and the check digit.
//!
//! One number in ten has the right check digit, so that a number in one piece must also stand behind a word that says what it is.

use super::{Secret, goes_on, run};
use crate::diagnostic::{Level, Rule};

pub(super) static PAYMENT_CARD: Rule = Rule {
    code: "LB514",
    name: "payment-card",
    level: Level::Deny,
    finds: "The number of a payment card.",
    why: "Where a card's number is kept, the rules of the card industry hold for the whole place, and it is not yours to publish.",
    doubt: "",
    bad: "    charge declined card=4929 1234 5678 9015 code=51\n",
    good: "    charge declined card=4242 4242 4242 4242 code=51\n",
};

/// Digits and separators, at most.
const WRITTEN: usize = 23;

/// The card whose number begins here.
pub(super) fn card(bytes: &[u8], at: usize) -> Option<Secret> {
    // What begins with another digit is issued by no bank.
    if !matches!(bytes[at], b'2'..=b'6') {
        return None;
    }
    let end = run(bytes, at, WRITTEN, |byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
    let groups: Vec<&[u8]> = bytes[at..end].split(|byte| !byte.is_ascii_digit()).collect();
    let digits_in_one = groups.first().filter(|first| first.len() >= 13);
    let (digits, end): (Vec<u8>, usize) = match digits_in_one {
        Some(whole) => (whole.to_vec(), at + whole.len()),
        None => grouped(&groups).map(|digits| (digits, at))?,
    };
    let end = if digits_in_one.is_some() { end } else { end + digits.len() + separators(digits.len()) };
    let goes_on = goes_on(bytes, end)
        || matches!(bytes.get(end), Some(b'-' | b'.' | b':')) && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    let is_one = !goes_on && is_issued(&digits) && has_check_digit(&digits) && !is_for_tests(&digits);
    if !is_one || digits_in_one.is_some() && !is_named(bytes, at) {
        return None;
    }
    Some(Secret::new(&PAYMENT_CARD, at..end, at..end, "the number of a payment card"))
}

/// The digits of a number in the groups in which it stands on a card.
fn grouped(groups: &[&[u8]]) -> Option<Vec<u8>> {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let count = match lengths[..] {
        [4, 4, 4, 4, ..] => 4,
        [4, 6, 5 | 4, ..] => 3,
        _ => return None,
    };
    Some(groups[..count].concat())
}

fn separators(digits: usize) -> usize {
    if digits == 16 { 3 } else { 2 }
}

/// Whether an issuer has such numbers, of this length.
fn is_issued(digits: &[u8]) -> bool {
    let begin = digits.iter().take(4).fold(0_u32, |begin, digit| begin * 10 + u32::from(digit - b'0'));
    match begin {
        4000..=4999 => matches!(digits.len(), 13 | 16 | 19),
        5100..=5599 | 2221..=2720 | 3528..=3589 => digits.len() == 16,
        3400..=3499 | 3700..=3799 => digits.len() == 15,
        3000..=3059 | 3600..=3699 | 3800..=3899 => digits.len() == 14,
        6011 | 6440..=6599 => matches!(digits.len(), 16 | 19),
        6200..=6299 => (16..=19).contains(&digits.len()),
        _ => false,
    }
}

/// Luhn's check.
fn has_check_digit(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(nth, digit)| {
            let value = u32::from(digit - b'0') << (nth % 2);
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Numbers that issuers and payment services give out for tests. Others of them are nearly all zeros.
const FOR_TESTS: &[&[u8]] = &[
    b"4242424242424242",
    b"4111111111111111",
    b"4012888888881881",
    b"5555555555554444",
    b"5105105105105100",
    b"5200828282828210",
    b"2223003122003222",
    b"378282246310005",
    b"371449635398431",
    b"378734493671000",
    b"6011111111111117",
    b"6011000990139424",
    b"6011981111111113",
    b"3056930009020004",
    b"30569309025904",
    b"38520000023237",
    b"36227206271667",
    b"3566002020360505",
    b"3530111333300000",
    b"4917610000000000",
    b"5610591081018250",
];

fn is_for_tests(digits: &[u8]) -> bool {
    let mut seen = [false; 10];
    digits.iter().for_each(|digit| seen[usize::from(digit - b'0')] = true);
    FOR_TESTS.contains(&digits) || seen.iter().filter(|seen| **seen).count() < 4 || digits.windows(6).any(|six| six == b"000000")
}

/// Words that say of a number behind them that it is a card's.
const NAMES: &[&[u8]] = &[b"card", b"visa", b"master", b"amex", b"pan", b"discover", b"credit", b"debit", b"cc"];

/// Bytes before a number in which its name may stand.
const BEFORE: usize = 32;

fn is_named(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(BEFORE)..at];
    // A word before another number is about that one.
    let line = before.iter().rposition(|byte| *byte == b'\n' || byte.is_ascii_digit()).map_or(before, |end| &before[end + 1..]);
    let stands = |name: &&[u8]| {
        (0..line.len()).any(|from| {
            let is_here = line[from..].get(..name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name));
            let is_whole = from.checked_sub(1).is_none_or(|before| !line[before].is_ascii_alphabetic());
            is_here && is_whole && (name.len() > 3 || !line.get(from + name.len()).is_some_and(u8::is_ascii_alphabetic))
        })
    };
    NAMES.iter().any(stands)
}
