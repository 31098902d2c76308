//! LB511 and LB512: e-mail addresses (RFC 5322) and telephone numbers (E.164, and as North Americans write theirs).
//!
//! What belongs to nobody is passed over: addresses of a role, the names and numbers that are set aside for examples (RFC 2606,
//! RFC 6761, 555-01xx), logins and the like.

use super::{Secret, goes_on, is_word, run};
use crate::diagnostic::{Level, Rule};

pub(super) static EMAIL_ADDRESS: Rule = Rule {
    code: "LB511",
    name: "e-mail-address",
    level: Level::Warn,
    finds: "An e-mail address of a person.",
    why: "A note is read for years, by more people than the one whose address it is was asked about.",
    doubt: "What looks like a person may be a list or a robot.",
    bad: "The first report came from mara.lind@post.lookback.\n",
    good: "The first report came from a customer, through support@post.lookback.\n",
};

pub(super) static PHONE_NUMBER: Rule = Rule {
    code: "LB512",
    name: "phone-number",
    level: Level::Warn,
    finds: "A telephone number.",
    why: "A number belongs to somebody, and is called for years after the incident.",
    doubt: "A number of another kind may be grouped like one.",
    bad: "The carrier asked us to call +49 30 23125 042.\n",
    good: "The carrier asked us to call the number in the on-call book.\n",
};

/// Names before the `@` that stand for a role, a robot or a login, without `-`, `_` and `.`.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "abuse", "ctl", "i18n", "l10n", "locales", "majordomo", "accounts", "admin", "administrator", "alert", "alerting", "alerts", "all", "analytics", "announce",
    "api", "app", "apps", "bar", "billing", "board", "bot", "bounce", "bugs", "builds", "careers", "centos", "cert",
    "ci", "committee", "community", "compliance", "conduct", "contact", "core", "council", "cron", "csirt", "customer",
    "customers", "customersupport", "daemon", "data", "debian", "departments", "deploy", "dev", "developer", "developers",
    "devnull", "devops", "digital", "discuss", "dmarc", "docs", "donate", "donations", "donotreply", "ec2user", "editor",
    "email", "engineering", "enquiries", "errors", "events", "everyone", "feedback", "finance", "foo", "forum", "foundation",
    "git", "github", "governance", "grants", "group", "hello", "help", "helpdesk", "hostmaster", "hr", "incident",
    "incidents", "info", "infra", "infrastructure", "instr", "instructors", "it", "itsupport", "jobs", "legal", "list",
    "lists", "mail", "mailerdaemon", "maintainer", "maintainers", "marketing", "me", "media", "members", "monitoring", "name",
    "news", "newsletter", "no", "nobody", "noc", "noreply", "notification", "notifications", "notify", "office", "oncall",
    "open", "opensource", "operations", "operator", "ops", "orders", "organizers", "owner", "packages", "pagerduty",
    "partners", "patches", "payments", "pipeline", "platform", "postgres", "postmaster", "postmortem", "press", "privacy",
    "product", "production", "project", "psirt", "questions", "recruiting", "registrar", "registry", "releases", "reply",
    "report", "reports", "research", "robot", "root", "sales", "security", "server", "service", "services", "shop", "sig",
    "site", "somebody", "someone", "sponsor", "sponsors", "sponsorship", "sre", "staff", "status", "steering", "store",
    "students", "submissions", "subscribe", "support", "sysadmin", "system", "team", "tech", "techsupport", "templates",
    "test", "tickets", "training", "translations", "trust", "tsc", "ubuntu", "unsubscribe", "updates", "user", "username",
    "users", "vagrant", "volunteers", "web", "webmaster", "wg", "workspace", "www", "you", "youremail",
];

/// How names begin or end that stand for a role.
#[rustfmt::skip]
const ROLE_ENDS: &[&str] = &[
    "team", "noreply", "support", "oncall", "alerts", "notifications", "admin", "announce", "discuss", "list", "users",
    "security", "ops", "devel", "bot",
];

/// Names that are set aside for examples or for one's own network.
#[rustfmt::skip]
const NO_HOSTS: &[&str] = &[
    "example", "test", "invalid", "localhost", "local", "internal", "intranet", "lan", "corp", "home", "private", "svc",
    "cluster", "service", "socket", "timer", "mount", "slice", "target", "onion", "arpa",
];

/// How names of files end.
#[rustfmt::skip]
const FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "js",
    "ts", "tsx", "jsx", "json", "css", "html", "md", "txt", "yml", "yaml", "toml", "rb", "py", "go", "rs", "java", "log",
    "conf", "gz", "zip", "tgz", "tar", "xml", "pdf", "eml", "csv", "sql", "sh",
];

/// The e-mail address around this `@`.
pub(super) fn email(bytes: &[u8], at: usize) -> Option<Secret> {
    let is_local = |byte: u8| is_word(byte) || matches!(byte, b'.' | b'+' | b'%');
    let start = at - bytes[..at].iter().rev().take(65).take_while(|byte| is_local(**byte)).count();
    let start = start + bytes[start..at].iter().take_while(|byte| matches!(byte, b'.' | b'-' | b'+' | b'%' | b'_')).count();
    let local = std::str::from_utf8(&bytes[start..at]).ok()?;
    let joined = start.checked_sub(1).map(|before| bytes[before]);
    if local.is_empty() || local.len() > 64 || joined.is_some_and(|byte| matches!(byte, b'/' | b'@' | b'$') || !byte.is_ascii()) {
        return None;
    }
    let word = bytes[..start].iter().rev().take(64).take_while(|byte| !byte.is_ascii_whitespace()).count();
    if joined == Some(b':') && bytes[start - word..start].windows(3).any(|part| part == b"://") {
        return None;
    }
    let end = run(bytes, at + 1, 253, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    let domain = std::str::from_utf8(&bytes[at + 1..end]).ok()?.trim_end_matches(['.', '-']);
    let domain = without_ending(domain);
    let end = at + 1 + domain.len();
    let (host, top) = domain.rsplit_once('.')?;
    let is_path = matches!(bytes.get(end), Some(b':'))
        && bytes.get(end + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'~'));
    let is_host =
        top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && host.split('.').all(|label| !label.is_empty());
    if !is_host
        || is_path
        || bytes.get(end) == Some(&b'@')
        || goes_on(bytes, end)
        || is_nobodys(local, &domain.to_ascii_lowercase())
    {
        return None;
    }
    // The last part of the host tells nothing of the person, and the whole would be hard to find again without it.
    Some(Secret::new(&EMAIL_ADDRESS, start..end, start..end - top.len() - 1, "an e-mail address"))
}

/// Ends of hosts behind which another one is that of a file.
const TOPS: &[&str] =
    &["com", "org", "net", "io", "co", "dev", "app", "eu", "de", "fr", "uk", "nl", "ch", "at", "es", "it", "pl", "se"];

/// A host without the ending of the file that bears an address as its name: `a@b.com.md`.
fn without_ending(domain: &str) -> &str {
    let host = domain.rsplit_once('.').filter(|(_, ending)| FILES.contains(&ending.to_ascii_lowercase().as_str()));
    let is_host = |host: &&str| host.rsplit_once('.').is_some_and(|(_, top)| TOPS.contains(&top.to_ascii_lowercase().as_str()));
    host.map(|(host, _)| host).filter(is_host).unwrap_or(domain)
}

/// Whether an address stands for a role, a robot, a list or an example, and not for a person.
pub(in crate::lint) fn is_nobodys(local: &str, domain: &str) -> bool {
    let local = local.to_ascii_lowercase();
    let (local, _) = local.split_once('+').unwrap_or((&local, ""));
    let name = local.replace(['-', '_', '.'], "");
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_example = [
        "example.com",
        "example.org",
        "example.net",
        "example.edu",
        "domain.com",
        "email.com",
        "company.com",
        "noreply.github.com",
    ]
    .iter()
    .any(|known| domain.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.')));
    let is_list = ["lists.", "groups.", "googlegroups.", "noreply.", "bounces.", "mailman.", "freelists.", "packages."]
        .iter()
        .any(|begin| domain.starts_with(begin));
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_number = name.len() >= 16 && digits * 3 >= name.len() || digits == name.len();
    is_example
        || is_list
        || name.len() == 1 && domain.split('.').next() == Some(name.as_str())
        || is_number
        || NO_HOSTS.contains(&top)
        || FILES.contains(&top)
        || ROLES.contains(&name.as_str())
        || local.split(['-', '_', '.']).any(|word| ROLES.contains(&word))
        || ROLE_ENDS.iter().any(|end| name.ends_with(end) || name.starts_with(end))
        || domain.ends_with(".amazonaws.com")
        || domain.ends_with(".iam.gserviceaccount.com")
}

/// Digits of a telephone number at least and at most, with the country.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=15;

/// Bytes of a telephone number as people write it, at most.
const WRITTEN: usize = 24;

/// The number that begins with this `+` or `(`.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<Secret> {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'_' | b'=' | b'/' | b')' | b'-')) {
        return None;
    }
    if bytes[at] == b'(' {
        return american(bytes, at, at + 1, &[b")", b") "]);
    }
    let end = run(bytes, at + 1, WRITTEN, |byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'(' | b')'));
    let written = &bytes[at + 1..end];
    let trailing = written.iter().rev().take_while(|byte| !byte.is_ascii_digit()).count();
    let written = &written[..written.len() - trailing];
    let end = end - trailing;
    let digits: Vec<u8> = written.iter().copied().filter(u8::is_ascii_digit).collect();
    // Two separators in a row end a number.
    let is_grouped =
        written.windows(2).all(|pair| pair[0].is_ascii_digit() || pair[1].is_ascii_digit() || pair == b") " || pair == b" (");
    // One in one piece may be a count of seconds, and one that ends like a date is one.
    let is_time = digits.len() == written.len() && digits.len() < 11 || matches!(written, [.., b'-', _, _, b'-', _, _]);
    let has_country = match digits[..] {
        [b'1', area, _, _, exchange, ..] => {
            digits.len() == 11 && [area, exchange].iter().all(|digit| matches!(digit, b'2'..=b'9'))
        }
        [b'2'..=b'9', ..] => DIGITS.contains(&digits.len()),
        _ => false,
    };
    let is_one = has_country && is_grouped && !is_time && !digits.ends_with(b"00000") && !is_set_aside(&digits);
    (is_one && !goes_on(bytes, end) && bytes.get(end) != Some(&b':'))
        .then(|| Secret::new(&PHONE_NUMBER, at..end, at + 1..end, "a telephone number"))
}

/// A number as North Americans group it: `415-555-2671`.
pub(super) fn grouped_number(bytes: &[u8], at: usize) -> Option<Secret> {
    american(bytes, at, at, &[b"-"])
}

/// Words behind which a number is that of a telephone.
const ANNOUNCED_BY: &[&str] = &["tel", "phone", "telefon", "telephone", "mobile", "mobil", "fon", "handy"];

/// A number as it is dialled within a country, behind a word that says so: `Tel. 030 9018203`.
pub(super) fn announced_number(bytes: &[u8], at: usize) -> Option<Secret> {
    let between = bytes[..at].iter().rev().take(3).take_while(|byte| matches!(byte, b' ' | b'.' | b':')).count();
    let before = &bytes[..at - between];
    let word = before.iter().rev().take(12).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &before[before.len() - word..];
    let is_announced = between > 0 && ANNOUNCED_BY.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
    if bytes[at] != b'0' || !is_announced {
        return None;
    }
    let end = run(bytes, at, WRITTEN, |byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'/' | b'-'));
    let written = &bytes[at..end];
    let written = &written[..written.len() - written.iter().rev().take_while(|byte| !byte.is_ascii_digit()).count()];
    let groups: Vec<&[u8]> = written.split(|byte| !byte.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let end = at + written.len();
    let is_one = (9..=14).contains(&count) && groups[0].len() >= 3 && !written.starts_with(b"0800") && !goes_on(bytes, end);
    is_one.then(|| Secret::new(&PHONE_NUMBER, at..end, at..end, "a telephone number"))
}

/// Three digits, three digits and four.
fn american(bytes: &[u8], start: usize, at: usize, behind: &[&[u8]]) -> Option<Secret> {
    let digits = |from: usize, count: usize| bytes.get(from..from + count).filter(|part| part.iter().all(u8::is_ascii_digit));
    let area = digits(at, 3)?;
    let behind = behind.iter().rev().find(|text| bytes[at + 3..].starts_with(text))?;
    let exchange_at = at + 3 + behind.len();
    let exchange = digits(exchange_at, 3)?;
    let line = digits(exchange_at + 4, 4)?;
    let end = exchange_at + 8;
    let is_free = area[0] == b'8' && area[1] == area[2];
    let is_one = bytes[exchange_at + 3] == b'-' && !is_free && [area, exchange].iter().all(|part| matches!(part[0], b'2'..=b'9'));
    let all = [b"1", area, exchange, line].concat();
    let goes_on =
        goes_on(bytes, end) || bytes.get(end) == Some(&b'-') && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    (is_one && !goes_on && !is_set_aside(&all)).then(|| Secret::new(&PHONE_NUMBER, start..end, start..end, "a telephone number"))
}

/// Whether a number is kept for stories, or free to call.
fn is_set_aside(digits: &[u8]) -> bool {
    match digits {
        [b'1', _, _, _, b'5', b'5', b'5', b'0', b'1', ..] => digits.len() == 11,
        [b'1', b'8', a, b, ..] => a == b,
        _ => [b"447700900".as_slice(), b"442079460"].iter().any(|begin| digits.starts_with(begin)),
    }
}
