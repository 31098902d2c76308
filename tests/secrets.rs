//! Secrets, through the program: nothing that it prints shows one, whatever it prints about, and a build says what it publishes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot run has failed")]

mod support;

use support::{Repository, Run, tree};

const FRONT: &str = "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n";

/// Parts of secrets that no run may show.
const HIDDEN: &[&str] = &[
    "IOSFODNN7",
    "iosfodnn7",
    "n0t-A-real",
    "bG9va2JhY2s6",
    "TG9va2JhY2sgaGFz",
    "mara.lind",
    "mara-lind",
    "maralind",
    "hunter2",
    "Tr0ub4dor",
    "3xx9Q",
    "2pvVuwtPaR",
    "S3cr3tPw9x",
    "Xk9mP2vL5",
    "wZWtyd1k0",
    "4929 1234",
    "9018203",
];

const BODY: &str = "The key AKIAIOSFODNN7LOOKBAC and postgres://billing:n0t-A-real-0ne@db.internal/x were in [the log](AKIAIOSFODNN7LOOKBAC.log).\n\n\
    - 14:02 **started** by mara.lind@post.lookback password=hunter2!\n- soon AKIAIOSFODNN7LOOKBAC\n\n```\nauthorization: Basic bG9va2JhY2s6aHVudGVyMg==\n\
    -----BEGIN EC PRIVATE KEY-----\nTG9va2JhY2sgaGFzIG5vIGtleXMsIG9ubHkgbm90ZXMgb2Ygd2hhdCB3ZW50\n-----END EC PRIVATE KEY-----\n```\n";

/// More of them, each where something looks at it: a heading that another repeats, links, cells, commands, a block without its end.
const MORE: &str = "## Key AKIAIOSFODNN7LOOKBAC of mara.lind@post.lookback\n\nSee [one](mara.lind@shop-lookback.com.md), [two](#key-akiaiosfodnn7lookbac) and \
    [it](#key-akiaiosfodnn7lookbac-of-mara-lind-post-lookback).\n\n## Key AKIAIOSFODNN7LOOKBAC of mara.lind@post.lookback\n\n\
    | DB_PASSWORD | Xk9mP2vL5qR8zz |\n|---|---|\n| -----BEGIN PRIVATE KEY-----<br>TG9va2JhY2sgaGFzIG5vIGtleXMsIG9ubHkgbm90ZXM<br>wZWtyd1k0 | [x](y.md) |\n\n\
    Call Tel. 030 9018203 with card 4929 1234 5678 9015, then `curl -u admin:2pvVuwtPaRHavaNp https://x` [z](Tr0ub4dor&3xx9Q.md)\n\n\
    - [ ] password: Tr0ub4dor&3xx9Q and mysql -pS3cr3tPw9x [z](S3cr3tPw9x.md)\n";

fn shows_none(run: &Run) {
    for secret in HIDDEN {
        assert!(!run.out.contains(secret) && !run.err.contains(secret), "{secret} in {run:?}");
    }
}

#[test]
fn no_finding_of_any_rule_shows_a_secret() {
    let repository = Repository::new(&[
        (
            "lookback.toml",
            "[site]\nbase_url = \"https://ci:n0t-A-real-0ne@pages.internal/\"\nAKIAIOSFODNN7LOOKBAC = 1\n".to_owned(),
        ),
        ("incidents/2026-03-02-a.md", format!("{FRONT}+++\n\n## Timeline (UTC)\n\n{BODY}")),
        (
            "incidents/2026-03-02-b.md",
            format!("{FRONT}stauts = \"AKIAIOSFODNN7LOOKBAC\"\nstatus = \"mara.lind@post.lookback\"\n+++\n{BODY}"),
        ),
        ("incidents/2026-03-02-c.md", format!("No front matter, but password=hunter2!\n{BODY}")),
        ("incidents/2026-03-02-d.md", format!("{FRONT}owner = hunter2!\n+++\n{BODY}{MORE}")),
        ("docs/e.md", format!("# AKIAIOSFODNN7LOOKBAC\n\nseverity: n0t\n\n## Timeline\n\n{BODY}{MORE}")),
    ]);
    let turned = "+++\nstarted = 2026-03-02T14:02:00Z\nsummary = \"password: Tr0ub4dor&3xx9Q\"\ntitle = \"Key AKIAIOSFODNN7LOOKBAC\"\nseverity = \"sev4\"\n+++\n";
    repository.write("incidents/2026-03-02-g.md", format!("{turned}\n{MORE}"));
    repository.write("incidents/2026-03-02-h.md", format!("{turned}\n{MORE}").replace('\n', "\r\n"));
    repository
        .write("incidents/2026-03-02-f.md", [FRONT.as_bytes(), b"+++\n\xff AKIAIOSFODNN7LOOKBAC password=hunter2!\n"].concat());
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--format", "gitlab"],
        &["check", "--format", "sarif"],
        &["check", "--diff"],
        &["build"],
        &["export"],
        &["import", "docs", "--to", "incidents", "--dry-run"],
    ] {
        let mut run = repository.run(args);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(!run.out.contains('␍'), "{run:?}");
        if args == ["check", "--diff"] {
            let said = "2 notes hold secrets, which are masked here: --fix writes them as they are\n";
            assert!(run.out.contains("+summary = \"password: ***************\"") && run.err.starts_with(said), "{run:?}");
        }
        if args == ["export"] {
            // The notes themselves, which are what is asked for.
            run.out.clear();
        }
        if args.contains(&"sarif") {
            // The rules come with their examples.
            run.out.drain(..run.out.find("\"results\": [").unwrap());
        }
        shows_none(&run);
    }
    let check = repository.run(&["check", "--format", "json"]);
    for code in ["LB001", "LB003", "LB005", "LB006", "LB008", "LB103", "LB501", "LB502", "LB504", "LB505", "LB511", "LB601"] {
        assert!(check.out.contains(&format!("\"{code}\"")), "{code} is not in {check:?}");
    }
    for format in ["json", "human"] {
        let fixed = repository.run(&["check", "--fix", "--format", format]);
        shows_none(&fixed);
        // The first has mended it all.
        let mended = "\"mended\": [\n    {\n      \"path\": \"incidents/2026-03-02-g.md\"";
        assert_eq!(fixed.out.contains(mended), format == "json", "{fixed:?}");
    }
    let note = String::from_utf8(tree(&repository.path("incidents"))["2026-03-02-g.md"].clone()).unwrap();
    assert!(
        note.starts_with("+++\ntitle = \"Key AKIAIOSFODNN7LOOKBAC\"\n")
            && note.contains("Tr0ub4dor&3xx9Q")
            && note.ends_with(MORE),
        "{note}"
    );
}

#[test]
fn a_fix_writes_what_stands_in_the_note_and_no_report_shows_it() {
    let note = |front: &str| format!("+++\n{front}+++\n{BODY}");
    let (title, rest) = (
        "title = \"Checkout answers 502\"\n",
        "severity = \"sev4\"\nauthors = [\"mara.lind@post.lookback\"]\nstarted = 2026-03-02T14:02:00Z\n\n[extra]\npassword = \"n0t-A-real-0ne\"\n",
    );
    let path = "incidents/2026-03-02-a.md";
    let repository = Repository::new(&[(path, note(&rest.replace("\nstarted", &format!("\n{title}started"))))]);
    for args in [&["check"][..], &["check", "--format", "json"], &["check", "--format", "sarif"], &["check", "--diff"]] {
        let mut run = repository.run(args);
        assert!(run.out.contains("LB601") || run.out.contains(&format!("+{title}")), "{run:?}");
        // The rules of a SARIF log have their examples with them.
        run.out = run.out.split("\"results\"").last().unwrap().to_owned();
        shows_none(&run);
    }
    let run = repository.run(&["check", "--fix"]);
    assert!(run.out.contains("mended incidents/2026-03-02-a.md"), "{run:?}");
    shows_none(&run);
    let written = std::fs::read_to_string(repository.path(path)).unwrap();
    assert_eq!(written, note(&format!("{title}{rest}")));
}

#[test]
fn an_import_writes_what_the_document_says_and_tells_nothing_of_it() {
    let document =
        format!("---\npassword: hunter2!\nseverity: AKIAIOSFODNN7LOOKBAC\n---\n# Hub (2026-03-02)\n\n## Timeline\n\n{BODY}");
    let repository = Repository::new(&[("docs/e.md", document)]);
    for args in [&["--dry-run", "--format", "json"][..], &[]] {
        let run = repository.run(&[&["import", "docs", "--to", "incidents"], args].concat());
        assert!(run.out.contains("****"), "{run:?}");
        shows_none(&run);
    }
    let notes = tree(&repository.path("incidents"));
    let note = String::from_utf8_lossy(&notes["2026-03-02-hub.md"]);
    assert!(note.contains(BODY), "{note}");
}

#[test]
fn a_build_warns_of_secrets_and_a_public_one_of_people_too() {
    let public = "visibility = \"public\"\nstatus = \"in-review\"\nauthors = [\"mara.lind@post.lookback\"]\nsummary = \"With password=hunter2! it worked.\"\n";
    let config = |fields: &str| format!("[audience.public]\nfields = [{fields}]\nsections = [\"impact\"]\n");
    let repository = Repository::new(&[
        ("lookback.toml", config("")),
        (
            "incidents/2026-03-02-a.md",
            format!("{FRONT}{public}+++\n\n## Impact\n\nThe key AKIAIOSFODNN7LOOKBAC.\n\n## Notes\n\npassword=hunter2!\n"),
        ),
    ]);
    let warned = |args: &[&str]| {
        let run = repository.run(args);
        assert_eq!(run.code, Some(0), "{run:?}");
        shows_none(&run);
        run.err
    };
    let team = warned(&["build"]);
    assert!(team.starts_with("warning: 3 secrets in 1 note would be published"), "{team}");
    let everyone = ["build", "--audience", "public", "--out", "public"];
    let narrow = warned(&everyone);
    assert!(narrow.starts_with("warning: 1 secret in 1 note") && narrow.contains(":13:9: `AKIA****************`"), "{narrow}");
    repository.write("lookback.toml", format!("{}[lint]\nwarn = [\"LB5\"]\n", config("")));
    assert_eq!(warned(&everyone), narrow, "a level is not a permission");
    repository.write("lookback.toml", config("\"authors\", \"summary\""));
    let wide = warned(&everyone);
    assert!(wide.starts_with("warning: 3 private details in 1 note") && wide.contains("`**************.lookback`"), "{wide}");
}

#[test]
fn what_a_note_allows_for_itself_is_hidden_all_the_same() {
    let allows = format!("{FRONT}allow = [\"LB5\"]\n+++\n\nSee [it](AKIAIOSFODNN7LOOKBAC.log).\n");
    let repository = Repository::new(&[("incidents/2026-03-02-a.md", allows)]);
    let run = repository.run(&["check"]);
    assert!(run.out.contains("LB201") && !run.out.contains("LB501"), "{run:?}");
    shows_none(&run);
    for allowed in ["LB501", "LB5"] {
        repository.write("lookback.toml", format!("[lint]\nallow = [\"{allowed}\"]\n"));
        let run = repository.run(&["check"]);
        assert!(run.out.contains("LB201") && !run.out.contains("LB501"), "{run:?}");
        shows_none(&run);
        repository.build();
    }
}
