//! What is found and what is left alone, format by format; that nothing found is shown; and that none of it takes long.

use super::{RULES, Secret, Secrets, find, formats, sought};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Fix, Level, rules};
use crate::source::SourceFile;
use proptest::prelude::*;

/// Code and text of each.
fn found(text: &str) -> Vec<(&'static str, &str)> {
    find(text, RULES).iter().map(|secret| (secret.rule.code, &text[secret.span.clone()])).collect()
}

fn hidden(text: &str) -> Vec<&str> {
    find(text, RULES).iter().map(|secret| &text[secret.hidden.clone()]).collect()
}

/// A note with one of everything, and the texts that nothing may show.
const ALL: &str = "key AKIAIOSFODNN7LOOKBAC and\n-----BEGIN PRIVATE KEY-----\nTG9va2JhY2sgaGFzIG5vIGtleXMsIG9ubHkgbm90ZXM\n-----END PRIVATE KEY-----\n\
    t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsb29rYmFjayJ9.bm8tc2lnbmF0dXJlLWF0LWFsbA\n\
    postgres://billing:n0t-A-real-0ne@db.internal/x password=\"hunter2\\\"quoted\" mara.lind@post.lookback +49 30 23125 042, 44.128.77.37\n\
    card 4929 1234 5678 9015\n";

#[test]
fn every_format_is_found_whole_and_keeps_its_beginning() {
    for (what, key) in formats::samples::every() {
        for text in [
            key.clone(),
            format!("export KEY=\"{key}\"."),
            format!("`{key}`,"),
            format!("{{\\\"k\\\":\\\"x\\n{key}\\n\\\"}}"),
            format!("?k%3D{key}&a=b"),
        ] {
            let secrets = find(&text, RULES);
            assert_eq!(secrets.iter().map(|secret| secret.what).collect::<Vec<_>>(), [what], "{text}");
            assert_eq!(&text[secrets[0].span.clone()], key, "{text}");
            assert!(secrets[0].hidden.len() < secrets[0].span.len() && secrets[0].hidden.end == secrets[0].span.end, "{text}");
        }
        assert!(found(&format!("data{key}")).iter().all(|(code, _)| *code != "LB501"), "inside a word: {key}");
    }
    assert_eq!(found("AKIAIOSFODNN7LOOKBACAKIA AKIAIOSFODNN7LOOKBAC_2"), [], "part of something longer");
    assert_eq!(found("bot123456789:AAlookback-is-not-a-bot-0123456789x1"), []);
    assert_eq!(found("/bot123456789:AAlookback-is-not-a-bot-01234x17qz9/send").len(), 1);
    assert_eq!(found("123456789:AAlookback-is-not-a-bot-01234x17qz9").len(), 1);
}

#[test]
fn a_key_that_stands_for_one_is_none() {
    for text in [
        "AKIAXXXXXXXXXXXXXXXX",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "glpat-your-access-token-here-please",
        "sk-fading-circle-container-with-three-dots-2",
        "the prefix `ghp_` and `AKIA`",
        "SK-2026-03-02",
        "token_of_the_pypi-AgE",
        "AKIAIOSFODNN7EXAMPLE",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn blocks_of_private_keys_are_hidden_to_their_end_and_public_ones_are_not() {
    let body = "TG9va2JhY2sgaGFzIG5vIGtleXMsIG9ubHkgbm90ZXMgb2Ygd2hhdCB3ZW50";
    for (kind, between) in [
        ("RSA PRIVATE KEY", "\n"),
        ("OPENSSH PRIVATE KEY", "\\n"),
        ("PGP PRIVATE KEY BLOCK", "\n\n"),
        ("ENCRYPTED PRIVATE KEY", "\n> "),
    ] {
        let text = format!("a -----BEGIN {kind}-----{between}{body}{between}{body}{between}-----END {kind}-----");
        assert_eq!(hidden(&text).len(), 1, "{text}");
        assert_eq!(hidden(&text)[0].matches(body).count(), 2, "{text}");
    }
    assert_eq!(found(&format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----")), []);
    assert_eq!(found(&format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----")), []);
    assert_eq!(found("the line -----BEGIN PRIVATE KEY----- was missing from the file, and ...\n-----END PRIVATE KEY-----"), []);
}

#[test]
fn a_block_is_hidden_line_by_line_also_if_it_has_lost_its_end() {
    let line = "TG9va2JhY2sgaGFzIG5vIGtleXMsIG9ubHkgbm90ZXMgb2Ygd2hhdCB3ZW50";
    let stars = "*".repeat(line.len());
    let begin = "-----BEGIN RSA PRIVATE KEY-----";
    for (text, expected) in [
        (
            format!("| {begin}<br>{line}<br />{line}<br>cZ4=<br>-----END"),
            format!("| {begin}<br>{stars}<br />{stars}<br>****<br>-----END"),
        ),
        (format!("> {begin}\n> {line}\n> Q==\n\nThen it went on"), format!("> {begin}\n> {stars}\n> ***\n\nThen it went on")),
        (format!("{begin}\n{line}\n\n- [ ] rotate it"), format!("{begin}\n{stars}\n\n- [ ] rotate it")),
        (format!("{begin}\n{line}\n- rotate\n"), format!("{begin}\n{stars}\n- rotate\n")),
        (
            format!("{begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES,0A1B\n\n{line}"),
            format!("{begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES,0A1B\n\n{stars}"),
        ),
        (format!("\"{begin}\\n{line}\\ncZ4=\\n-----END\""), format!("\"{begin}\\n{stars}\\n****\\n-----END\"")),
        (format!("{begin} MIIEvQ2x -----END RSA PRIVATE KEY-----"), format!("{begin} ******** -----END RSA PRIVATE KEY-----")),
        (format!("```\n{begin}\n{line}\n```\n\nAfterwards\n"), format!("```\n{begin}\n{stars}\n```\n\nAfterwards\n")),
    ] {
        let secrets = Secrets::find(&[SourceFile::new("a.md", text.as_str())], &Config::default());
        assert_eq!(secrets.mask("a.md", &text), expected);
        let mut shown = secrets.findings();
        secrets.conceal(&mut shown);
        assert_eq!(shown.len(), 1, "{text}");
        assert_eq!(shown[0].place.file.text, expected);
    }
}

#[test]
fn a_token_has_a_header_that_says_how_it_was_signed() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsb29rYmFjayJ9.bm8tc2lnbmF0dXJlLWF0LWFsbA";
    assert_eq!(found(&format!("Cookie: a={token}; b=1")), [("LB503", token)]);
    assert_eq!(found("eyJ4IjoxfQ.eyJzdWIiOiJsb29rYmFjayJ9.bm8tc2lnbmF0dXJlLWF0LWFsbA"), [], "no `alg`");
    assert_eq!(found("eyJhbGciOiJIUzI1NiJ9 alone"), []);
}

#[test]
fn addresses_tell_passwords_from_what_stands_for_them() {
    for text in [
        "postgres://user:pw@host",
        "redis://:a1b2c3@cache:6379/0",
        "https://bot:s3%40cret@git.internal/x.git",
        "amqp+ssl://a:b-c@x",
        "mongodb+srv://app:Zq8w@c0.internal/db",
    ] {
        assert_eq!(found(text).first().map(|(code, _)| *code), Some("LB504"), "{text}");
    }
    for text in [
        "postgres://user:***@host",
        "postgres://user:$PASS@host",
        "postgres://user:${DB_PASSWORD}@host",
        "postgres://user:<password>@host",
        "postgres://user:password@host",
        "postgres://postgres:postgres@localhost",
        "postgres://user:{{ .Values.password }}@host",
        "https://user:secret1@example.com/",
        "https://host:8080/a@b",
        "http://a.internal:80,http://b.internal:81/x@y",
        "ssh://git@host:22/x",
        "git@github.com:lookback/lookback.git",
        "see https://host/@user: it works",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn values_are_secret_if_their_name_and_their_look_say_so() {
    for (text, value) in [
        ("password=hunter2 user=x", "hunter2"),
        ("\"password\": \"tr0ub4dor&3\"", "tr0ub4dor&3"),
        ("**Password:** `P@ssw0rd!`", "P@ssw0rd!"),
        ("{\\\"api_key\\\":\\\"9f86d081884c7d659a2feaa0c55ad015\\\"}", "9f86d081884c7d659a2feaa0c55ad015"),
        ("X-Api-Key: Zx81kQ0pLm55Tt2w", "Zx81kQ0pLm55Tt2w"),
        ("AWS_SECRET_ACCESS_KEY = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEQ9", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEQ9"),
        ("Authorization: Bearer 7cX9q2VbN4mZ0sLd", "7cX9q2VbN4mZ0sLd"),
        ("authorization: Basic bG9va2JhY2s6aHVudGVyMg==", "bG9va2JhY2s6aHVudGVyMg=="),
        ("Set-Cookie: sid=4kT9x0Qp7LzM2wVb8; Path=/; HttpOnly", "4kT9x0Qp7LzM2wVb8"),
        ("client_secret => 'aB3-dE5_fG7.hJ9kL1mN3pQ5'", "aB3-dE5_fG7.hJ9kL1mN3pQ5"),
        ("password: Tr0ub4dor&3xx9Q", "Tr0ub4dor&3xx9Q"),
        ("password: Tr0ub4dor&amp;3xx9Q", "Tr0ub4dor&amp;3xx9Q"),
        ("password=Tr0ub4dor&3xx9Q and", "Tr0ub4dor&3xx9Q"),
        ("password=Tr0ub4dor&user=x&b=c", "Tr0ub4dor"),
        ("password=Tr0ub4dor&& make", "Tr0ub4dor"),
        ("curl -u admin:2pvVuwtPaRHavaNp https://x", "2pvVuwtPaRHavaNp"),
        ("curl -s --user \"admin:2pvVuwtPaRHavaNp\" https://x", "2pvVuwtPaRHavaNp"),
        ("mysql -h db -pS3cr3tPw9x app", "S3cr3tPw9x"),
        ("mysqldump -u app -p'S3cr3tPw9x' app", "S3cr3tPw9x"),
        ("| DB_PASSWORD | Xk9mP2vL5qR8zz |", "Xk9mP2vL5qR8zz"),
        ("| `api_token`        | `7cX9q2VbN4mZ0sLdq` |", "7cX9q2VbN4mZ0sLdq"),
        ("https://x.internal/hook?access_token=q1W2e3R4t5Y6u7I8&a=b", "q1W2e3R4t5Y6u7I8"),
    ] {
        assert_eq!(found(text), [("LB505", value)], "{text}");
    }
    for text in [
        "password: rotated on 2026-03-02",
        "The password: it was too short",
        "password=*** token=<redacted> secret=[FILTERED]",
        "password=$DB_PASSWORD secret=${{ secrets.DEPLOY_TOKEN_2 }}",
        "token: \"process.env.GITHUB_TOKEN_V2\" secret: vault:kv/prod/db2 password_file: /run/secrets/db1",
        "secret: checkout-tls-2026-03-02 secretName: default-token-x7f9q",
        "token=550e8400-e29b-41d4-a716-446655440000",
        "image digest=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "commit=3e2c1f0a9b8d7c6e5f4a3b2c1d0e9f8a7b6c5d4e",
        "request_id: 7cX9q2VbN4mZ0sLd trace=9f86d081884c7d659a2feaa0c55ad015",
        "let token = self.next_token2(); if token == abcdefgh12345678ijkl {}",
        "max_tokens: 4096 passing=12 bypass: 1.2.3 compass=north1 keystroke=q1",
        "pass: ed25519.PrivateKey PASSWORD=MAX_PASSWORD_2",
        "Cookie: theme=dark; lang=en-GB; seen=1",
        "Authorization: Bearer <token> and Authorization: required",
        "token: a1b2c3d4e5f6a7b8…",
        "password=1234567890abcdef...",
        "curl -u \"$USER:$PASSWORD\" https://x and curl -u admin: && docker run -u app1:group1",
        "mysql -p3306 -proot -p; mkdir -pS3cr3tPw9x | ssh -p S3cr3tPw9x",
        "| Password | Username2 | reset password | step2a | pass | a1b2c3d4e5 |",
        "| token | sha256sum | secret | `vault:kv/prod/db2` |\n|---|---|",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn addresses_of_people_are_told_from_those_of_roles_and_from_other_things() {
    for text in [
        "mara.lind@post.lookback",
        "<jonas@mail.shop>",
        "mailto:a.turner+x@uni.lookback.",
        "x@y.co",
        "bob@shop.lookback",
        "[x](mara.lind@shop-lookback.com.md)",
        "alice@post.lookback",
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
    for text in [
        "jane@example.com a@sub.example.org x@shop.example y@host.test z@db.internal",
        "security@post.lookback noreply@post.lookback payments-team@post.lookback sre@lists.lookback.org",
        "git@github.com:a/b.git root@web1.lookback.io deploy@host.shop:/srv/www",
        "lodash@4.17.21 logo@2x.png getty@tty1.service actions/checkout@v4 @scope/name@latest.js",
        "https://abc123@o12.sentry.shop/1 user@host @someone a@b",
        "support@shop.lookback bob@example.com alice@shop.test",
        "53834631+bot@users.noreply.github.com 0100018f-a1b2c3d4e5f60718@mail.shop",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    assert_eq!(hidden("mara.lind@post.lookback"), ["mara.lind@post"]);
}

#[test]
fn telephone_numbers_are_grouped_as_people_group_them() {
    for text in [
        "+49 30 23125 042",
        "+1 (415) 624-2671",
        "(415) 624-2671",
        "415-624-2671",
        "+4930231250420",
        "tel:+1-415-624-2671",
        "Tel. 030 9018203",
        "Phone: 030/9018203",
        "mobil 0170-9018203",
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
    for text in [
        "+1 415 555 0123 and (212) 555-0100 and 212-555-0199",
        "1-800-624-2671 and (800) 624-2671",
        "2026-03-02T10:00:00+0200 1772445600 +1772445600 a+15551234567",
        "123-456-7890 415-624-26711 415-624-2671-a 0x415-624-2671",
        "tel 03/04/2026 10 phone 0800 9018203 hotel 030 9018203 tel. 2026-03-02 order 030 9018203 phone: 030",
        "+10000000000 +12345 +1,234,567,890 +262142-12-31",
        "order 4156242671, 415 624 2671, 200-300-4000s",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn addresses_are_public_if_anyone_can_reach_them() {
    for text in [
        "44.128.77.37",
        "[44.128.77.37:443]",
        "from=44.128.77.37,",
        "/44.128.77.37:80",
        "2a02:6b8:0:1::feed",
        "[2a02:6b8::2:42]:443",
        "44.128.77.37/32",
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
    for text in [
        "10.0.0.1 172.20.1.2 192.168.1.1 127.0.0.1 169.254.1.1 100.64.0.1 224.0.0.1 255.255.255.255 0.0.0.0",
        "192.0.2.7 198.51.100.7 203.0.113.7 2001:db8::7 fe80::1 fd00::1 ::1 8.8.8.8 1.1.1.1",
        "1.2.3.4 v44.128.77.37 version 44.128.77.37 Chrome/103.77.37.12 44.128.77.37-rc1 44.128.77.37.5 2.5.29.32",
        "44.128.0.0/16 256.1.1.1 044.128.77.37 44.128.77 44.128.77.37.html",
        "12:34:56 00:1a:2b:3c:4d:5e std::fs::read a::b 2001:4860:4860::8888",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn cards_are_grouped_or_named_and_no_numbers_of_another_kind() {
    for text in [
        "4929 1234 5678 9015",
        "4929-1234-5678-9015",
        "card=4929123456789015",
        "\"pan\": \"4929123456789015\"",
        "Visa ending: 4929123456789015.",
    ] {
        assert_eq!(found(text).iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["LB514"], "{text}");
    }
    for text in [
        "card 4242 4242 4242 4242 and 4111111111111111 and 4000 0000 0000 0002",
        "order 4929123456789015 epoch 1772445600000000000 4929 1234 5678 9016",
        "card 49291234567890151 card 4929123456789015-7 company 4929123456789015",
        "4929 1234 5678 90155",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn what_a_pasted_log_is_full_of_is_left_alone() {
    for text in [
        "SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDBWUqUOcTV3dJoI7E SHA1: 3e2c1f0a9b8d7c6e5f4a3b2c1d0e9f8a7b6c5d4e",
        "checkout-7d9f8b6c5d-x2x4z restarted 550e8400-e29b-41d4-a716-446655440000 took 1.234567s",
        "arn:aws:iam::123456789012:role/deploy AROAIOSFODNN7Q2EXAM ami-0abcdef1234567890 vpc-12ab34cd",
        "$1,234.56 €4.929,12 2026-03-02 14:02:11.123456789 +0000 UTC m=+0.000012345",
        "registry.internal/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHcheckoutdeploykeyisapublickey0123 deploy",
        "goroutine 1 [running]: main.main() /src/main.go:12 +0x1d 0xc000123456",
        "ticket 4929000000000015 4571234567890123 tracking 1Z999AA10123456784",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn one_place_is_one_finding_and_hides_what_any_rule_would() {
    assert_eq!(found("password=AKIAIOSFODNN7LOOKBAC"), [("LB501", "AKIAIOSFODNN7LOOKBAC")]);
    let text = "https://ci:glpat-q1W2e3R4t5Y6u7I8o9P0@git.internal/a.git";
    assert_eq!((found(text).len(), found(text)[0].0), (1, "LB501"));
    assert!(hidden(text)[0].contains("q1W2e3R4t5Y6u7I8o9P0"));
}

#[test]
fn what_a_site_allows_of_people_is_not_hidden_and_secrets_are() {
    let mut config = Config::default();
    config.lint.levels = vec![("LB511".to_owned(), 0..0, Level::Off)];
    let text = "mara.lind@post.lookback AKIAIOSFODNN7LOOKBAC";
    assert_eq!(find(text, &sought(&config)).iter().map(|secret| secret.rule.code).collect::<Vec<_>>(), ["LB501"]);
    let secrets = Secrets::find(&[SourceFile::new("a.md", text)], &config);
    assert_eq!(secrets.mask("a.md", text), "mara.lind@post.lookback AKIA****************");
    config.lint.levels = vec![("LB5".to_owned(), 0..0, Level::Off)];
    assert_eq!(find(text, &sought(&config)).len(), 1, "a key is hidden whatever is allowed");
    config.lint.levels = vec![("LB501".to_owned(), 0..0, Level::Off)];
    assert_eq!(find("password=AKIAIOSFODNN7LOOKBAC", &sought(&config))[0].rule.code, "LB505");
}

/// What a finding says and quotes, in one text.
fn told(finding: &Diagnostic) -> String {
    let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
    let quoted: String = places.map(|place| place.file.text.as_str()).collect();
    format!(
        "{} {} {:?} {:?} {quoted}",
        finding.message,
        finding.label,
        finding.help,
        finding.also.iter().map(|(_, label)| label).collect::<Vec<_>>()
    )
}

#[test]
fn no_finding_shows_what_was_found_however_it_is_quoted() {
    let file = SourceFile::new("a.md", ALL);
    let other = SourceFile::new("b.md", "nothing");
    let secrets = Secrets::find(&[file.clone(), other.clone()], &Config::default());
    let message = "`hunter2\"quoted` `IOSFODNN7…` `n0t-A-real` `TG9va2JhY2s` `mara.lind` `44.128.77.37`";
    let finding = || Diagnostic::new(&rules::BAD_VALUE, &other, 0..3, message).help(message).label(message);
    let mut findings = secrets.findings();
    assert_eq!(findings.len(), 9);
    findings.push(finding().also(file.place(4..9), message));
    secrets.conceal(&mut findings);
    for finding in &findings {
        let told = told(finding);
        for secret in [
            "IOSFODNN7",
            "TG9va2JhY2s",
            "bm8tc2lnb",
            "n0t-A-real",
            "hunter2",
            "quoted",
            "mara.lind",
            "23125 042",
            "44.128.77.37",
            "5678 9015",
        ] {
            assert!(!told.contains(secret), "{secret} in {told}");
        }
    }
    assert!(findings.iter().any(|finding| finding.message.starts_with("`AKIA****************`")));
    let shown = findings.iter().find(|finding| finding.place.file.path == "a.md").map(|finding| &finding.place.file);
    assert_eq!(shown.map(|file| file.text.len()), Some(ALL.len()));
}

#[test]
fn a_fix_that_writes_a_secret_is_told_without_what_it_writes() {
    let file = SourceFile::new("a.md", ALL);
    let secrets = Secrets::find(std::slice::from_ref(&file), &Config::default());
    let told = |new: &str| {
        let fix = Fix { what: format!("write {new}"), edits: vec![(0..0, "x".to_owned()), (4..24, new.to_owned())] };
        let mut findings = [Diagnostic::new(&rules::BAD_VALUE, &file, 4..24, "x").fix(fix)];
        secrets.conceal(&mut findings);
        findings[0].fix.as_ref().map(|fix| (fix.what.clone(), fix.edits.len()))
    };
    assert_eq!(told("AKIAIOSFODNN7LOOKBAC"), Some(("write AKIA****************".to_owned(), 0)));
    assert_eq!(told("it"), Some(("write it".to_owned(), 2)));
}

/// Bytes that one pass may take much longer for than for others, repeated.
const NASTY: &[&str] = &[
    "a",
    "1",
    "-",
    "=",
    ":",
    "@",
    "+",
    "(",
    "eyJ",
    "eyJ-",
    "eyJ/",
    "sk-",
    "sk-/",
    "AccountKey=",
    "hooks.slack.com/services/",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----A",
    "a://",
    "a://b:c",
    "x@",
    "a@b.",
    "password=",
    "password=a1",
    "Cookie:",
    "Cookie: a=b;",
    "1.1.",
    "2a02:",
    "1234 ",
    "4929 ",
    "+1 ",
    "|",
    "token|",
    " -p",
    "mysql -pa",
    "curl -u a:",
    "a&",
    "password=a&",
    "-----BEGIN PRIVATE KEY-----a: ",
    "-----BEGIN PRIVATE KEY-----TG9va2JhY2sgaGFzIG5v\nq<br>",
    "tel 030 ",
    "\\n",
    "%20",
    "ß",
    "🞶",
];

#[test]
fn the_time_grows_with_the_text_and_no_faster() {
    for part in NASTY {
        let text = part.repeat(100_000 / part.len());
        let started = std::time::Instant::now();
        find(&text, RULES);
        assert!(started.elapsed().as_secs() < 5, "{part:?} takes {:?}", started.elapsed());
    }
}

proptest! {
    #[test]
    fn whatever_stands_in_a_text_spans_fit_and_masks_keep_places(
        parts in prop::collection::vec(prop_oneof![
            prop::sample::select(NASTY.to_vec()).prop_map(str::to_owned),
            "[a-zA-Z0-9_.:/@+=%\\\\\"' \n-]{0,24}",
            "\\PC{0,6}",
            prop::sample::select(ALL.lines().collect::<Vec<_>>()).prop_map(str::to_owned),
        ], 0..24)
    ) {
        let text = parts.concat();
        let secrets: Vec<Secret> = find(&text, RULES);
        let mut end = 0;
        for Secret { span, hidden, .. } in &secrets {
            prop_assert!(end <= span.start && span.start <= hidden.start && hidden.start < hidden.end && hidden.end <= span.end);
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            prop_assert!(text.is_char_boundary(hidden.start) && text.is_char_boundary(hidden.end));
            end = span.end;
        }
        let file = SourceFile::new("", text.clone());
        let all = Secrets::find(std::slice::from_ref(&file), &Config::default());
        let masked = all.mask("", &file.text);
        prop_assert_eq!(masked.len(), file.text.len());
        prop_assert_eq!(masked.matches('\n').count(), file.text.matches('\n').count());
        prop_assert_eq!(masked.chars().count(), file.text.chars().count());
    }
}
