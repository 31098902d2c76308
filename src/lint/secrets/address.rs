//! LB504: addresses with a password in them (RFC 3986, `userinfo`): `postgres://user:password@host`.

use super::assignment::is_stand_in;
use super::{Secret, run};
use crate::diagnostic::{Level, Rule};

pub(super) static PASSWORD_IN_ADDRESS: Rule = Rule {
    code: "LB504",
    name: "password-in-address",
    level: Level::Deny,
    finds: "An address or connection string with a password in it.",
    why: "Whoever reads the note knows where the door is and has the key to it.",
    doubt: "",
    bad: "    connect postgres://billing:n0t-A-real-0ne@db.internal:5432/billing: timeout\n",
    good: "    connect postgres://billing:***@db.internal:5432/billing: timeout\n",
};

/// Hosts that are set aside for examples (RFC 2606).
const EXAMPLES: &[&[u8]] = &[b"example.com", b"example.org", b"example.net"];

/// Bytes between `://` and `@`, at most.
const USERINFO: usize = 200;

/// The password behind the `://` whose colon this is.
pub(super) fn password(bytes: &[u8], at: usize) -> Option<Secret> {
    let from = at + "://".len();
    let scheme =
        bytes[..at].iter().rev().take(16).take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-')).count();
    if !bytes[at..].starts_with(b"://") || scheme == 0 {
        return None;
    }
    let end = run(bytes, from, USERINFO, |byte| !byte.is_ascii_whitespace() && !b"/?#\"'`<>|\\".contains(&byte));
    let userinfo = &bytes[from..from + bytes[from..end].iter().rposition(|byte| *byte == b'@')?];
    let colon = userinfo.iter().position(|byte| *byte == b':')?;
    let (user, password) = (&userinfo[..colon], &userinfo[colon + 1..]);
    let text = std::str::from_utf8(password).ok()?;
    let host = &bytes[from + userinfo.len() + 1..end];
    let is_example = EXAMPLES.iter().any(|example| host.windows(example.len()).any(|part| part == *example));
    let is_one = text.len() >= 2 && user != password && !text.contains(',') && !is_example && !is_stand_in(text);
    let hidden = from + colon + 1..from + userinfo.len();
    is_one.then(|| Secret::new(&PASSWORD_IN_ADDRESS, at - scheme..hidden.end + 1, hidden, "an address with a password"))
}
