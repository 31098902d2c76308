//! LB501: keys that say by their beginning who issued them.
//!
//! The formats are data, as those who issue the keys describe them. What is only shaped like a key and was plainly typed by a
//! person (`ghp_xxxxxxxx…`) is none.

use super::{Secret, goes_on, run};
use crate::diagnostic::{Level, Rule};
use std::ops::RangeInclusive;

pub(super) static ACCESS_KEY: Rule = Rule {
    code: "LB501",
    name: "access-key",
    level: Level::Deny,
    finds: "A key whose beginning says that it opens something: of AWS, GitHub, Slack, Stripe and others.",
    why: "Whoever reads the note can use the key, and git keeps it for as long as the repository lives.",
    doubt: "A key that was revoked long ago looks like one that is in use, and so does an example that says nowhere that it is one.",
    bad: "The job still ran with `ghp_ThisIsShapedLikeAKey0butOpensNothing`.\n",
    good: "The job still ran with the key of the old deploy user.\n",
};

/// What the rest of a key is made of.
#[derive(Clone, Copy)]
enum Made {
    /// Capitals and the digits 2 to 7.
    Base32,
    /// Digits and `a` to `f`.
    Hex,
    /// Letters and digits.
    Alnum,
    /// Letters, digits, `_` and `-`.
    Word,
    /// The same, of capitals, small letters and digits at once: the beginning alone says too little.
    Mixed,
    /// Words with dots between them.
    Dotted,
    /// Base64.
    Base64,
    /// The path of an address.
    Path,
}

impl Made {
    fn holds(self, byte: u8) -> bool {
        match self {
            Self::Base32 => matches!(byte, b'A'..=b'Z' | b'2'..=b'7'),
            Self::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            Self::Alnum => byte.is_ascii_alphanumeric(),
            Self::Word | Self::Mixed => super::is_word(byte),
            Self::Dotted => super::is_word(byte) || byte == b'.',
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
            Self::Path => super::is_word(byte) || byte == b'/',
        }
    }
}

/// One format.
struct Format {
    /// What it is, with its article.
    what: &'static str,
    /// How such keys begin; any of these.
    begins: &'static [&'static str],
    /// What follows.
    made: Made,
    /// How many bytes of it.
    length: RangeInclusive<usize>,
}

const fn format(what: &'static str, begins: &'static [&'static str], made: Made, length: RangeInclusive<usize>) -> Format {
    Format { what, begins, made, length }
}

/// The formats, as their issuers' manuals, and the public lists of GitHub's and GitLab's secret scanning, describe them.
#[rustfmt::skip]
static FORMATS: &[Format] = &[
    format("an access key of AWS", &["AKIA", "ASIA", "ABIA", "ACCA"], Made::Base32, 16..=16),
    format("a token of GitHub", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], Made::Alnum, 36..=251),
    format("a token of GitHub", &["github_pat_"], Made::Word, 36..=255),
    format("a token of GitLab", &["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "gloas-", "glsoat-", "glffct-", "GR1348941"], Made::Dotted, 20..=320),
    format("a token of Slack", &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xapp-"], Made::Dotted, 20..=300),
    format("an address that posts to Slack", &["hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/"], Made::Path, 30..=120),
    format("an address that posts to Discord", &["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"], Made::Path, 70..=110),
    format("a key of Stripe", &["sk_live_", "rk_live_"], Made::Alnum, 16..=247),
    format("a webhook secret of Stripe", &["whsec_"], Made::Base64, 32..=64),
    format("a key of Google", &["AIza"], Made::Word, 35..=35),
    format("a token of Google", &["ya29."], Made::Dotted, 30..=2000),
    format("a client secret of Google", &["GOCSPX-"], Made::Word, 28..=28),
    format("a token of npm", &["npm_"], Made::Alnum, 36..=36),
    format("a token of PyPI", &["pypi-AgE"], Made::Word, 50..=1000),
    format("a token of RubyGems", &["rubygems_"], Made::Hex, 48..=48),
    format("a token of crates.io", &["cio"], Made::Mixed, 32..=32),
    format("a key of SendGrid", &["SG."], Made::Dotted, 66..=66),
    format("a key of Twilio", &["SK"], Made::Hex, 32..=32),
    format("a key of Mailgun", &["key-"], Made::Hex, 32..=32),
    format("a key of OpenRouter", &["sk-or-v1-"], Made::Hex, 64..=64),
    format("a key of a language model", &["sk-"], Made::Mixed, 32..=300),
    format("a key of a language model", &["gsk_", "xai-", "pplx-"], Made::Alnum, 40..=100),
    format("a token of Hugging Face", &["hf_"], Made::Alnum, 34..=40),
    format("a key of an Azure storage account", &["AccountKey="], Made::Base64, 86..=88),
    format("a key of an Azure service bus", &["SharedAccessKey="], Made::Base64, 43..=44),
    format("a token of Docker Hub", &["dckr_pat_", "dckr_oat_"], Made::Word, 27..=40),
    format("a token of DigitalOcean", &["dop_v1_", "doo_v1_", "dor_v1_"], Made::Hex, 64..=64),
    format("a token of Shopify", &["shpat_", "shpca_", "shppa_", "shpss_"], Made::Hex, 32..=32),
    format("a token of Square", &["sq0atp-", "sq0csp-"], Made::Word, 22..=43),
    format("a token of HashiCorp Vault", &["hvs.", "hvb.", "hvr."], Made::Word, 24..=300),
    format("a token of Grafana", &["glsa_"], Made::Word, 41..=41),
    format("a token of Grafana", &["glc_"], Made::Base64, 40..=400),
    format("a token of Sentry", &["sntrys_", "sntryu_"], Made::Base64, 40..=400),
    format("a key of New Relic", &["NRAK-"], Made::Alnum, 27..=27),
    format("a token of Databricks", &["dapi"], Made::Hex, 32..=32),
    format("a token of Atlassian", &["ATATT3", "ATCTT3", "ATBB"], Made::Mixed, 24..=400),
    format("a key of Linear", &["lin_api_", "lin_oauth_"], Made::Alnum, 40..=64),
    format("a token of Notion", &["ntn_", "secret_"], Made::Mixed, 40..=50),
    format("a token of Doppler", &["dp.pt.", "dp.st.", "dp.ct.", "dp.sa."], Made::Dotted, 40..=60),
    format("a token of Pulumi", &["pul-"], Made::Hex, 40..=40),
    format("a password of PlanetScale", &["pscale_tkn_", "pscale_pw_", "pscale_oauth_"], Made::Dotted, 32..=64),
    format("a token of Supabase", &["sbp_"], Made::Hex, 40..=40),
    format("a token of Buildkite", &["bkua_"], Made::Hex, 40..=40),
    format("a token of CircleCI", &["CCIPAT_", "CCIPRJ_"], Made::Word, 40..=80),
    format("a token of Figma", &["figd_"], Made::Word, 38..=60),
    format("a key of Tailscale", &["tskey-"], Made::Word, 24..=80),
    format("a key of Alibaba Cloud", &["LTAI"], Made::Mixed, 16..=20),
    format("a key of age", &["AGE-SECRET-KEY-1"], Made::Alnum, 58..=58),
    format("a token of 1Password", &["ops_eyJ"], Made::Base64, 200..=2000),
    format("a token of PostHog", &["phx_"], Made::Alnum, 40..=60),
    format("a token of Dynatrace", &["dt0c01.", "dt0s16."], Made::Dotted, 89..=89),
    format("a key of Airtable", &["pat"], Made::Dotted, 79..=79),
];

/// Bytes of a word by which formats are told apart: with fewer, many words would begin like a key.
const TOLD_BY: usize = 3;

/// The formats that may have a byte at each of the first places, bit by bit.
static BY_BYTE: [[u64; 128]; TOLD_BY] = {
    let mut by_byte = [[0; 128]; TOLD_BY];
    let mut nth = 0;
    while nth < FORMATS.len() {
        let begins = FORMATS[nth].begins;
        let mut each = 0;
        while each < begins.len() {
            let begin = begins[each].as_bytes();
            let mut at = 0;
            while at < TOLD_BY {
                if at < begin.len() {
                    by_byte[at][begin[at] as usize] |= 1 << nth;
                } else {
                    // What follows a short beginning may be anything.
                    let mut byte = 0;
                    while byte < 128 {
                        by_byte[at][byte] |= 1 << nth;
                        byte += 1;
                    }
                }
                at += 1;
            }
            each += 1;
        }
        nth += 1;
    }
    by_byte
};

/// The formats that may begin here, bit by bit.
fn may_begin(bytes: &[u8], at: usize) -> u64 {
    let of = |(place, byte): (&[u64; 128], &u8)| place.get(usize::from(*byte)).copied().unwrap_or_default();
    bytes.get(at..at + TOLD_BY).map_or(0, |begin| BY_BYTE.iter().zip(begin).map(of).fold(u64::MAX, |all, one| all & one))
}

/// The key that begins here.
pub(super) fn key(bytes: &[u8], at: usize) -> Option<Secret> {
    let mut may_be = may_begin(bytes, at);
    while may_be != 0 {
        let format = &FORMATS[may_be.trailing_zeros() as usize];
        may_be &= may_be - 1;
        let rest = &bytes[at..];
        let Some(begin) = format.begins.iter().find(|begin| rest.starts_with(begin.as_bytes())) else { continue };
        let from = at + begin.len();
        let end = ends(bytes, from, format);
        let secret = &bytes[from..end];
        if format.length.contains(&secret.len()) && !goes_on(bytes, end) && is_made(format.made, secret) {
            return Some(Secret::new(&ACCESS_KEY, at..end, from..end, format.what));
        }
    }
    None
}

/// Where the rest of a key ends: a full stop or a dash behind it belongs to the sentence.
fn ends(bytes: &[u8], from: usize, format: &Format) -> usize {
    let end = run(bytes, from, *format.length.end(), |byte| format.made.holds(byte));
    let trailing = bytes[from..end].iter().rev().take_while(|byte| matches!(byte, b'.' | b'-' | b'/')).count();
    end - trailing
}

fn is_made(made: Made, secret: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| secret.iter().any(is);
    let mixed = || has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit);
    looks_issued(secret) && (!matches!(made, Made::Mixed) || mixed())
}

/// How the keys end that AWS prints in its manuals.
const EXAMPLES: &[&[u8]] = &[b"EXAMPLE", b"EXAMPLEKEY"];

/// Whether no person typed this to stand for a key: nothing is repeated, and many characters are used.
pub(super) fn looks_issued(secret: &[u8]) -> bool {
    let mut seen = [false; 256];
    let (mut distinct, mut repeated, mut before) = (0, 0, None);
    for &byte in secret {
        distinct += usize::from(!std::mem::replace(&mut seen[usize::from(byte)], true));
        repeated = if before == Some(byte) { repeated + 1 } else { 0 };
        before = Some(byte);
        // A key of Azure may end in several `A`s, but not begin so.
        if repeated >= 4 {
            return false;
        }
    }
    distinct >= 8 && !has_word(secret) && !EXAMPLES.iter().any(|end| secret.ends_with(end))
}

/// Words with which people say that something is no key.
const STAND_INS: &[&[u8]] = &[b"your", b"xxxx", b"redacted", b"placeholder", b"1234567890", b"abcdefghij", b"changeme", b"dummy"];

fn has_word(secret: &[u8]) -> bool {
    let begins = |at: usize| {
        STAND_INS.iter().any(|word| secret[at..].get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word)))
    };
    (0..secret.len()).any(begins)
}

/// The token of a Telegram bot: its number, a colon and 35 characters, the first two of them `AA`. In addresses, behind `bot`.
pub(super) fn bot(bytes: &[u8], at: usize) -> Option<Secret> {
    let number = at + if bytes[at..].starts_with(b"bot") { 3 } else { 0 };
    let colon = run(bytes, number, 10, |byte| byte.is_ascii_digit());
    let from = colon + 1;
    if !(8..=10).contains(&(colon - number)) || !bytes[colon..].starts_with(b":AA") {
        return None;
    }
    let end = run(bytes, from, 35, super::is_word);
    let is_one = end - from == 35 && looks_issued(&bytes[from..end]);
    is_one.then(|| Secret::new(&ACCESS_KEY, at..end, from..end, "a token of a Telegram bot"))
}

#[cfg(test)]
pub(super) mod samples {
    use super::{FORMATS, Made};

    /// A key of every format and beginning, made by drawing from its alphabet.
    pub fn every() -> Vec<(&'static str, String)> {
        let mut state = 0x2545_F491_u32;
        let mut draw = move |most: usize| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as usize % most
        };
        let mut keys = Vec::new();
        for format in FORMATS {
            let alphabet: Vec<char> =
                (0..=127_u8).filter(|byte| format.made.holds(*byte) && !b"-_./=+".contains(byte)).map(char::from).collect();
            for begin in format.begins {
                for length in [*format.length.start(), *format.length.end()] {
                    let mut key = (*begin).to_owned();
                    key.extend((0..length).map(|_| alphabet[draw(alphabet.len())]));
                    if matches!(format.made, Made::Mixed) {
                        key.replace_range(key.len() - 3.., "aB7");
                    }
                    keys.push((format.what, key));
                }
            }
        }
        keys
    }
}
