//! Whatever somebody may put into a repository of notes, through the program: it is read, or refused with its place, and nothing
//! that stands whole is ever broken.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot run has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use support::{Repository, Run, tree};

const NOTE: &str = "+++\ntitle = \"Checkout is slow\"\nseverity = \"sev2\"\nstarted = 2026-03-02T14:02:00Z\n+++\n\nText.\n";
const PATH: &str = "incidents/2026-03-02-checkout.md";

/// A note with this body.
fn note(body: &str) -> String {
    format!("{NOTE}\n{body}\n")
}

/// The findings of `check`, as `code path:line`.
fn findings(repository: &Repository) -> Vec<String> {
    let findings = repository.run(&["check", "--format", "json"]).findings();
    findings.iter().map(|one| format!("{} {}:{}", one["code"], one["path"], one["line"]).replace('"', "")).collect()
}

fn text<'a>(site: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("{path} is not there"))).unwrap()
}

mod unreadable {
    use super::*;

    #[test]
    fn everything_that_is_no_note_is_said_in_one_run_and_nothing_is_written() {
        let repository = Repository::new(&[(PATH, NOTE)]);
        repository.write("incidents/bytes.md", b"+++\ntitle = \"\xe4rger\"\n+++\n");
        repository.write("incidents/empty.md", "");
        repository.write("incidents/half.md", "+++\ntitle = \"x\"\n");
        repository.write("incidents/plain.md", "# Notes\n");
        repository.write("incidents/toml.md", "+++\ntitle = \nseverity = \"sev1\nstarted = 2026-13-01\n+++\n");
        let run = repository.run(&["build"]);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert!(run.err.ends_with("7 faults in 5 files: nothing was written\n"), "{}", run.err);
        assert!(!repository.path("site").exists());
        let expected = [
            "LB008 incidents/bytes.md:2",
            "LB006 incidents/empty.md:1",
            "LB007 incidents/half.md:1",
            "LB006 incidents/plain.md:1",
            "LB005 incidents/toml.md:2",
            "LB005 incidents/toml.md:3",
            "LB005 incidents/toml.md:4",
        ];
        assert_eq!(findings(&repository), expected);
    }

    #[test]
    fn the_site_does_not_go_among_the_notes() {
        let repository = Repository::new(&[(PATH, NOTE)]);
        for out in ["incidents/site", "."] {
            let run = repository.run(&["build", "--out", out]);
            assert_eq!(run.code, Some(2), "{run:?}");
            assert!(run.err.contains("among its own notes"), "{run:?}");
        }
        assert!(!repository.path("incidents/site").exists());
    }

    #[test]
    fn a_chain_and_an_issue_of_one_name_have_a_page_each() {
        let first = NOTE.replace("+++\n\n", "symptoms = [\"checkout-502\"]\n+++\n\n");
        let second =
            first.replace("\n+++\n\n", "\n[[recurrence_of]]\nid = \"checkout-502\"\n+++\n\n").replace("03-02T", "03-03T");
        let repository = Repository::new(&[("incidents/checkout-502.md", first), ("incidents/checkout-502-again.md", second)]);
        let site = repository.build();
        assert!(text(&site, "recurring/checkout-502.html").contains("Symptom"));
        assert!(text(&site, "recurring/checkout-502-chain.html").contains("A chain that its notes link"));
    }

    #[test]
    fn two_notes_with_one_id_are_both_shown() {
        let repository = Repository::new(&[("incidents/2025/a.md", NOTE), ("incidents/2026/a/index.md", NOTE)]);
        let run = repository.run(&["build"]);
        assert_eq!(run.code, Some(1));
        for part in ["LB010", "incidents/2025/a.md", "incidents/2026/a/index.md"] {
            assert!(run.err.contains(part), "{part} is not in {}", run.err);
        }
    }

    #[test]
    fn the_last_site_stays_whole() {
        let repository = Repository::new(&[(PATH, NOTE)]);
        let before = repository.build();
        repository.write("incidents/2026-03-03-half.md", "+++\ntitle = \"x\"\n");
        repository.write(PATH, note("More."));
        assert_eq!(repository.run(&["build"]).code, Some(1));
        assert_eq!(tree(&repository.path("site")), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_of_the_folder_is_not_followed() {
        let repository = Repository::new(&[("secret.md", note("A secret.")), (PATH, NOTE.to_owned())]);
        std::os::unix::fs::symlink("../secret.md", repository.path("incidents/innocent.md")).unwrap();
        assert_eq!(findings(&repository), ["LB011 incidents/innocent.md:1"]);
        assert_eq!(repository.run(&["build"]).code, Some(1));
        assert!(!repository.path("site").exists());
    }
}

mod strange {
    use super::*;

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_no_page() {
        let body = "## Timeline (UTC)\n\n- 14:02 **change** A push\n- 14:09 **detected** An alarm\n\n```\na\nb\n```";
        let repository = Repository::new(&[(PATH, note(body))]);
        let unix = repository.build();
        repository.write(PATH, format!("\u{feff}{}", note(body).replace('\n', "\r\n")));
        let windows = repository.build();
        for path in ["incidents/2026-03-02-checkout.html", "index.html", "api/incidents.json"] {
            assert_eq!(text(&windows, path), text(&unix, path));
        }
    }

    #[test]
    fn a_note_of_five_megabytes_and_a_huge_table_are_pages() {
        let line = "Nothing much happened, and it took a line of the usual length to say so. ";
        let rows = "| 14:02 | Something happened |\n".repeat(5_000);
        let repository = Repository::new(&[
            (PATH, note(&line.repeat(5_000_000 / line.len()))),
            ("incidents/2026-03-03-table.md", note(&format!("## Timeline\n\n| Time (UTC) | Event |\n|--|--|\n{rows}"))),
        ]);
        let site = repository.build();
        assert!(site["incidents/2026-03-02-checkout.html"].len() > 4_900_000);
        assert_eq!(
            text(&site, "incidents/2026-03-03-table.html").matches("<td class=\"words\">Something happened</td>").count(),
            5_000
        );
    }

    #[test]
    fn a_repository_without_notes_is_a_page_that_says_how_to_begin() {
        let repository = Repository::new::<&str>(&[]);
        let site = repository.build();
        let home = text(&site, "index.html");
        assert!(home.contains("No notes yet") && home.contains("incidents/2026-03-02-what-happened.md"), "{home}");
    }

    #[test]
    fn without_a_folder_of_notes_the_run_says_how_to_name_one() {
        let repository = Repository::new::<&str>(&[]);
        fs::remove_dir(repository.path("incidents")).unwrap();
        for command in ["build", "check", "export"] {
            let run = repository.run(&["--root", ".", command]);
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
            assert!(run.err.contains("there is no folder of notes") && run.err.contains("--root"), "{}", run.err);
        }
    }
}

/// What an attacker would put into a note. Pages are looked at tag by tag: text that only speaks of tags may say what it likes.
mod hostile {
    use super::*;

    const SCRIPT: &str = "<script>alert(1)</script>";

    /// Every tag of a page.
    fn tags(page: &str) -> impl Iterator<Item = &str> {
        page.match_indices('<').map(|(at, _)| &page[at..]).filter_map(|rest| Some(&rest[..=rest.find('>')?]))
    }

    /// The values of an attribute that leads somewhere.
    fn targets(tag: &str) -> impl Iterator<Item = &str> {
        let names = [" href=\"", " src=\"", " action=\"", " data=\"", " xlink:href=\""];
        names.into_iter().filter_map(|name| tag.split_once(name)?.1.split('"').next())
    }

    /// Whether every tag of every page is one that lookback may write.
    fn assert_harmless(site: &BTreeMap<String, Vec<u8>>) {
        for path in site.keys().filter(|path| path.ends_with(".html")) {
            for tag in tags(text(site, path)) {
                let lower = tag.to_lowercase();
                for refused in ["<iframe", "<style", "<object", "<embed", "<base", "<form action=\"h", " style=", " on"] {
                    assert!(!lower.contains(refused) || refused == " on" && !is_handler(&lower), "{path}: {tag}");
                }
                assert!(!lower.starts_with("<script") || lower.starts_with("<script defer src=\""), "{path}: {tag}");
                for target in targets(&lower) {
                    let scheme = target.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
                    let fine = scheme.is_none_or(|(scheme, _)| ["http", "https", "mailto"].contains(&scheme));
                    assert!(
                        fine && (lower.starts_with("<a ") || !target.replace("https://site.example/", "").contains("//")),
                        "{path}: {tag}"
                    );
                }
            }
        }
    }

    /// ` onerror=` outside of a value.
    fn is_handler(tag: &str) -> bool {
        let outside: String = tag.split('"').step_by(2).collect();
        outside.split_whitespace().any(|word| word.starts_with("on") && word.contains('='))
    }

    #[test]
    fn a_script_in_any_field_reaches_no_file_as_one() {
        let list = format!("[\"{SCRIPT}\"]");
        let repository = Repository::new(&[
            (
                "lookback.toml",
                format!(
                    "[site]\ntitle = \"{SCRIPT}\"\ndescription = \"{SCRIPT}\"\nbase_url = \"https://site.example\"\nlanguage = \"\\\"><script>alert(1)</script>\"\n\
                     [[severity]]\nname = \"sev2\"\ntitle = \"{SCRIPT}\"\ndescription = \"{SCRIPT}\"\n\
                     [service.script-alert-1-script]\ntitle = \"{SCRIPT}\"\nowner = \"{SCRIPT}\"\ndescription = \"{SCRIPT}\"\n\
                     [issue.script-alert-1-script]\ntitle = \"{SCRIPT}\"\nowner = \"{SCRIPT}\"\ndescription = \"{SCRIPT}\"\n"
                ),
            ),
            (
                PATH,
                format!(
                    "+++\ntitle = \"{SCRIPT}\"\nseverity = \"sev2\"\nstarted = 2026-03-02T14:02:00Z\nsummary = \"{SCRIPT}\"\nservices = {list}\n\
                     environments = {list}\nowner = \"{SCRIPT}\"\nauthors = {list}\ntags = {list}\nsymptoms = {list}\nfactors = {list}\n\
                     [impact]\nsummary = \"{SCRIPT}\"\n[[restore]]\nmethod = \"other\"\ntext = \"{SCRIPT}\"\n\
                     [[problem]]\ntext = \"{SCRIPT}\"\n[[verification]]\nenvironment = \"{SCRIPT}\"\nby = \"{SCRIPT}\"\nresult = \"pass\"\n\
                     [[participant]]\nrole = \"{SCRIPT}\"\nname = \"{SCRIPT}\"\n\
                     [[action]]\ntext = \"{SCRIPT}\"\nowner = \"{SCRIPT}\"\npriority = \"{SCRIPT}\"\ntracking = \"{SCRIPT}\"\nstatus = \"dropped\"\nreason = \"{SCRIPT}\"\n\
                     [[timeline]]\nat = \"{SCRIPT}\"\ntext = \"{SCRIPT}\"\n\
                     [[timeline]]\nat = 2026-03-02T14:05:00Z\ntext = \"`{SCRIPT}`\"\n\
                     [extra]\nanything = \"{SCRIPT}\"\n+++\n\n## {SCRIPT}\n\n{SCRIPT}\n\n```{SCRIPT}\n{SCRIPT}\n```\n\n## Timeline\n\n- 14:02 {SCRIPT}\n\n## Action items\n\n- {SCRIPT} (owner: {SCRIPT})\n"
                ),
            ),
            // Seen twice, so that the pages of services and issues have something to show.
            (
                "incidents/2026-03-03-again.md",
                format!(
                    "+++\ntitle = '\"{SCRIPT}'\nseverity = \"sev2\"\nservices = {list}\nfactors = {list}\ntags = {list}\n+++\n`{SCRIPT}`\n"
                ),
            ),
        ]);
        let site = repository.build();
        assert_harmless(&site);
        for (path, bytes) in &site {
            assert!(!String::from_utf8_lossy(bytes).to_lowercase().contains("<script>"), "{path}");
        }
        for path in ["index.html", "feed.xml", "incidents/2026-03-02-checkout.html", "services/script-alert-1-script.html"] {
            assert!(text(&site, path).contains("&lt;script&gt;"), "{path}");
        }
        for path in site.keys().filter(|path| path.ends_with(".js") && path.starts_with("search/") || path.ends_with(".json")) {
            assert!(!text(&site, path).contains(['<', '>']), "{path}");
        }
        assert!(text(&site, "api/incidents.json").contains("\\u003cscript\\u003e"));
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        let body = "[a](javascript:alert(1)) [b](JavaScript:alert(1)) [c](java&#10;script:alert(1)) [d](&#106;avascript:alert(1))\n\
                    <javascript:alert(1)> [e](vbscript:x) [f](data:text/html;base64,PHN2Zz4=) [g][h] [i](//example.org/x) [j](  javascript:x)\n\
                    ![k](javascript:alert(1)) ![l](data:image/svg+xml;base64,AA) ![m](https://example.org/pixel.png) ![n](//example.org/p.png)\n\n\
                    <a href=\"javascript:alert(1)\">o</a> <a href=\"  java\tscript:alert(1)\">p</a> <a href=javascript:alert(1)>q</a>\n\n\
                    <a href=\"//example.org\">r</a> <img src=\"https://example.org/pixel.png\"> <svg><a xlink:href=\"javascript:1\">s</a></svg>\n\n\
                    [h]: javascript:alert(1)\n";
        let repository = Repository::new(&[
            (
                "lookback.toml",
                "[service.checkout]\nrunbook = \"javascript:alert(1)\"\ndescription = \"[a](javascript:alert(1))\"\n\
                 [[autolink]]\npattern = \"PAY-[0-9]+\"\nurl = \"javascript:alert('$0')\"\n"
                    .to_owned(),
            ),
            (
                PATH,
                NOTE.replace(
                    "+++\n\n",
                    "services = [\"checkout\"]\n[[action]]\ntext = \"PAY-1 [a](javascript:alert(1))\"\ntracking = \"javascript:alert(1)\"\n\
                     [[action]]\ntext = \"b\"\ntracking = \"PAY-2\"\n[[restore]]\nmethod = \"other\"\ntext = \"[a](javascript:1)\"\n+++\n\nPAY-123\n\n",
                ) + body,
            ),
        ]);
        assert_harmless(&repository.build());
    }

    #[test]
    fn raw_html_keeps_its_words_and_loses_what_could_run() {
        let body = "<img src=x onerror=alert(1)> <b onclick=\"alert(1)\">bold</b> <p style=\"position:fixed\">styled</p>\n\n\
                    <iframe src=\"https://example.org\"></iframe>\n\n<style>body { display: none }</style>\n\n\
                    <form action=\"https://example.org\"><input name=password></form>\n\n<base href=\"https://example.org\">\n\n\
                    <svg onload=alert(1)><script>alert(1)</script></svg>\n\n<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>\n\n\
                    <details open ontoggle=alert(1)><summary>more</summary>inside</details>\n\n<meta http-equiv=refresh content=\"0;url=https://example.org\">\n\n\
                    <div id=\"main\" class=\"banner\">taken</div>\n\n</main></body></html>\n\n<!-- <script>alert(1)</script> -->\n";
        let repository = Repository::new(&[(PATH, note(body))]);
        let site = repository.build();
        assert_harmless(&site);
        let page = text(&site, "incidents/2026-03-02-checkout.html");
        for word in ["bold", "styled", "inside", "taken"] {
            assert!(page.contains(word), "{word}");
        }
        for tag in ["<main", "</main>", "</html>", "id=\"main\"", "<meta http-equiv"] {
            assert_eq!(page.matches(tag).count(), 1, "{tag}");
        }
    }

    #[test]
    fn only_pictures_and_text_beside_a_note_are_published() {
        let body = "![a](a.svg) [b](b.html) [c](../secret.txt) ![d](d.png) [e](e.txt)";
        let repository = Repository::new(&[
            ("incidents/2026-03-02-checkout/index.md", note(body)),
            ("incidents/2026-03-02-checkout/a.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{SCRIPT}</svg>")),
            ("incidents/2026-03-02-checkout/b.html", SCRIPT.to_owned()),
            ("incidents/2026-03-02-checkout/d.png", SCRIPT.to_owned()),
            ("incidents/2026-03-02-checkout/e.txt", SCRIPT.to_owned()),
            ("incidents/2026-03-02-checkout/never-named.txt", "a secret".to_owned()),
            ("incidents/secret.txt", "a secret".to_owned()),
        ]);
        let site = repository.build();
        let beside: Vec<_> = site.keys().filter_map(|path| path.strip_prefix("incidents/2026-03-02-checkout/")).collect();
        assert_eq!(beside, ["e.txt"]);
        assert!(site.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("a secret")));
        let found = findings(&repository);
        let codes: Vec<_> = found.iter().filter_map(|found| found.split(' ').next()).collect();
        assert_eq!(codes, ["LB202", "LB202", "LB201", "LB202"], "{found:?}");
    }
}

mod output {
    use super::*;

    #[test]
    fn a_folder_with_somebodys_files_is_refused_untouched() {
        let repository = Repository::new(&[(PATH, NOTE), ("site/thesis.tex", "years of work")]);
        let run = repository.run(&["build"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
        assert!(run.err.contains("was not made by lookback") && run.err.contains("--out"), "{}", run.err);
        assert_eq!(tree(&repository.path("site")), BTreeMap::from([("thesis.tex".to_owned(), b"years of work".to_vec())]));
    }

    #[test]
    fn a_second_build_writes_nothing() {
        let repository = Repository::new(&[(PATH, NOTE)]);
        repository.build();
        let modified = |path| fs::metadata(repository.path(path)).unwrap().modified().unwrap();
        let before = modified("site/index.html");
        let run = repository.run(&["build"]);
        assert!(run.out.contains("(0 new or changed)"), "{}", run.out);
        assert_eq!(modified("site/index.html"), before);
    }

    #[test]
    fn the_page_of_a_note_that_is_gone_goes_too() {
        let repository = Repository::new(&[(PATH, NOTE), ("incidents/2025-01-01-old.md", NOTE)]);
        assert!(repository.build().contains_key("incidents/2025-01-01-old.html"));
        fs::remove_file(repository.path("incidents/2025-01-01-old.md")).unwrap();
        let site = repository.build();
        assert!(!site.contains_key("incidents/2025-01-01-old.html"));
        assert!(site.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("2025-01-01-old")));
        assert!(site.contains_key("incidents/2026-03-02-checkout.html"));
    }
}

mod templates {
    use super::*;

    fn with_template(name: &str, template: &str) -> (Repository, Run) {
        let repository = Repository::new(&[(PATH, NOTE)]);
        repository.write(&format!("templates/{name}"), template);
        let run = repository.run(&["build"]);
        (repository, run)
    }

    #[test]
    fn a_fault_is_shown_at_its_line_and_nothing_is_written() {
        for (template, part) in
            [("\n{% if %}", "2 |"), ("\n\n{{ no_such_fact }}", "no_such_fact"), ("\n{{ page_title | shout }}", "shout")]
        {
            let (repository, run) = with_template("incident.html", template);
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{template}");
            assert!(
                run.err.contains("cannot be used") && run.err.contains("incident.html:") && run.err.contains(part),
                "{}",
                run.err
            );
            assert!(!repository.path("site").exists());
        }
    }

    #[test]
    fn one_that_fails_on_a_single_note_leaves_every_page_whole() {
        let (repository, _) = with_template("incident.html", "{{ page_title }}");
        let before = tree(&repository.path("site"));
        // The newest note is the one that is tried before anything is written.
        repository.write("incidents/2026-03-03-newer.md", NOTE.replace("03-02", "03-03"));
        let fails = "{% if newer %}{{ gone }}{% else %}{{ page_title }}{% endif %}";
        repository.write("templates/incident.html", fails);
        let run = repository.run(&["build"]);
        assert!(run.code == Some(2) && run.err.contains("gone"), "{run:?}");
        let after = tree(&repository.path("site"));
        assert_eq!(text(&after, "incidents/2026-03-02-checkout.html"), "Checkout is slow");
        let is_whole = |path: &&String| text(&after, path).trim_end().ends_with("</html>") || path.starts_with("incidents/2026-");
        assert_eq!(before.keys().filter(|path| path.ends_with(".html")).find(|path| !is_whole(path)), None);
        repository.write("templates/incident.html", "{{ page_title }}");
        assert!(repository.build().contains_key("incidents/2026-03-03-newer.html"));
    }

    #[test]
    fn one_of_the_teams_own_extends_the_one_that_it_replaces() {
        let own = "{% extends \"default/incident.html\" %}{% block main %}<p>Of our own</p>{{ super() }}{% endblock main %}";
        let (repository, run) = with_template("incident.html", own);
        assert_eq!(run.code, Some(0), "{run:?}");
        let site = tree(&repository.path("site"));
        let page = text(&site, "incidents/2026-03-02-checkout.html");
        assert!(page.contains("<p>Of our own</p>") && page.contains("<h1>Checkout is slow</h1>"), "{page}");
        assert!(!text(&site, "index.html").contains("Of our own"));
    }

    #[test]
    fn an_asset_of_the_teams_own_replaces_the_default() {
        let (repository, run) = with_template("assets/style.css", "body { color: teal }");
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(fs::read_to_string(repository.path("site/assets/style.css")).unwrap(), "body { color: teal }");
    }
}

#[cfg(unix)]
#[test]
fn whoever_reads_may_have_seen_enough() {
    let repository = Repository::new(&[(PATH, NOTE)]);
    for verb in ["build", "check", "export"] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_lookback"))
            .arg(verb)
            .current_dir(repository.path("."))
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr.len()), (Some(0), 0), "{verb}: {ended:?}");
    }
}
