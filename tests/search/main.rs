//! What the browser's half of the search is held to: how words are read and stemmed, and a small index.
//!
//! `node --test tests/search/` reads the same files. After a change that is meant, write them anew with `SNAPSHOTS=overwrite`.

use lookback::site::search::words::{Reader, Terms};
use lookback::site::search::{Document, Label, Restored, Section, build};
use snapbox::{Data, IntoData, assert_data_eq};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(name)
}

fn held(name: &str, actual: Vec<u8>) {
    let actual = String::from_utf8_lossy(&actual).into_owned();
    assert_data_eq!(actual.raw(), Data::read_from(&path(name), Some(snapbox::data::DataFormat::Text)).raw());
}

/// Roots of the field, and endings that take every branch of the stemmer.
const ROOTS: &str = "access alert allocat canar certif commun compil connect crash deploy detect di ee expir fly gener hop incid latenc log \
    migrat node oper outag pag plann quer region relat releas repl restor retr roll sky stopp surviv timeout us wak y yield";
const ENDINGS: &str = "- a able ability al alize alli ally ance ancy ant ate ated ately ates ating ation ational ations ative atively ator \
    bb bbed bli bly e ed edly eed eedly ement ence ency ent ently er ers es fulli fully fulness ible ic ical icate icity ie ied ies ing \
    ingly ings ion ional ism ist iti ity ive ively iveness iviti ization ize ized izer l lessly li lled lling ll ly ment ments ness ogi \
    ology ous ously ousness s s-s ses sses tion tional ted tting us uses ution y yed ying ys";
const WORDS: &str = "abbeys after agreed andes apologies arsenal atlas bias biased bled buses canning capability cosmos cried cries daily \
    dying dyed early earring eyes failure failover failures feed flies flying gas generally generate generic gently ghosts goes hesitate \
    howe hugely idly inning is its kiwis lying news nightly only outing outage outages postgres proceed queries queuing redis related says \
    say singly skies skis this ties tied toys trying ugly used useful using utilities was welfare yes yesterday youth syzygy oo ee cwm ay \
    yyy ayyy eyey by my shy toy enjoy enjoying playing plays replayed keyed keying";

#[test]
fn stems() {
    let ends = ENDINGS.split_whitespace().map(|ending| ending.trim_matches('-'));
    let made = ROOTS.split_whitespace().flat_map(|root| ends.clone().map(move |end| format!("{root}{end}")));
    let words: BTreeSet<String> = made.chain(WORDS.split_whitespace().map(str::to_owned)).collect();
    let terms = Terms::default();
    let lines: Vec<String> = words.iter().map(|word| format!("  \"{word}\": \"{}\"", terms.of(word))).collect();
    held("stems.json", format!("{{\n{}\n}}\n", lines.join(",\n")).into_bytes());
}

const TEXTS: &[&str] = &[
    "Checkout answers 502 after a config push (us-east-1), ECONNRESET; node_cpu_total > 90 %.",
    "PAY-123 v1.2.3 10.0.0.1 2026-03-02T14:02:00Z 14:02–14:41 https://status.example.com/a_b?c=d#e-f",
    "the team's ‘quotes’ didn’t: 'x' rock'n'roll O'Neil's -- a--b __init__ e.g. end.Next ..dots.. trailing-",
    "TooManyRedirects kubeApiserver HTTPServer iPhone15Pro eBPF GitHub x86_64 k8s",
    "Ärger ΟΔΟΣ ΣΑΣ İstanbul naïve cafe\u{301} ½ x² Ⅷ ﬁn ß ẞ é-É",
    "数据库DB障害、データベース 서버장애 привет-мир กขค",
    "𠮷野家 𝔘nicode 👩‍💻 ok",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab \
     éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-tail",
    "",
];

#[test]
fn words() {
    let read = |text: &&str| {
        let mut all = Vec::new();
        let count = Reader::default().read(text, |word, at| all.push((word.to_owned(), at)));
        let vector = serde_json::json!({ "text": text, "words": count, "tokens": all });
        format!("  {vector}")
    };
    let lines: Vec<String> = TEXTS.iter().map(read).collect();
    held("words.json", format!("[\n{}\n]\n", lines.join(",\n")).into_bytes());
}

fn label(title: &str) -> Label<'_> {
    Label { slug: title.to_lowercase().replace(' ', "-").into(), title: title.into() }
}

struct Note {
    id: &'static str,
    title: &'static str,
    severity: usize,
    status: &'static str,
    services: &'static [&'static str],
    factors: &'static [&'static str],
    tags: &'static [&'static str],
    restore: Option<i64>,
    summary: &'static str,
    sections: &'static [(&'static str, &'static str, &'static str)],
}

const NOTES: &[Note] = &[
    Note {
        id: "2024-06-11-dns-delay",
        title: "Names resolve slowly in us-east-1",
        severity: 3,
        status: "Reviewed",
        services: &["DNS"],
        factors: &["Cache without limit"],
        tags: &["network"],
        restore: Some(5400),
        summary: "The resolver's cache filled up. Everything waited for names.",
        sections: &[
            ("timeline", "Timeline", "09:10 Alerts about latency. 10:40 The resolver was restarted."),
            ("lessons", "Lessons", "Caches need limits."),
        ],
    },
    Note {
        id: "2025-11-20-checkout-502",
        title: "Checkout answers 502 after a deployment",
        severity: 2,
        status: "Reviewed",
        services: &["Checkout", "Payments"],
        factors: &["Config push without canary"],
        tags: &["config", "http"],
        restore: Some(2340),
        summary: "A deployment carried a wrong upstream. Rolled back after 39 minutes.",
        sections: &[
            ("", "", "Customers saw errors."),
            (
                "how-we-got-back-up",
                "How we got back up",
                "The rollback worked: deploying the version before, then draining ECONNRESET connections.",
            ),
            ("action-items", "Action items", "PAY-123 Add a canary stage to deployments."),
        ],
    },
    Note {
        id: "2025-12-03-login-certificate",
        title: "Login fails: a certificate expired",
        severity: 1,
        status: "In review",
        services: &["Login"],
        factors: &["No alert before expiry"],
        tags: &["certificate"],
        restore: None,
        summary: "<b>Nobody</b> was told & nobody could log in.",
        sections: &[(
            "what-happened",
            "What happened",
            "The certificate of the login service expired at midnight. node_cpu_total was normal; deploy jobs were stopped.",
        )],
    },
    Note {
        id: "2026-03-02-checkout-timeout",
        title: "Payments time out at checkout",
        severity: 2,
        status: "Draft",
        services: &["Checkout"],
        factors: &["Config push without canary", "Cache without limit"],
        tags: &["config"],
        restore: Some(600),
        summary: "Config push 4711 halved a timeout in us-west-2.",
        sections: &[
            ("timeline", "Timeline", "14:02 Config push 4711. 14:12 Config reverted by deployment tooling; timeouts stop."),
            ("数据", "数据", "数据库 at 10.0.0.1"),
        ],
    },
];

fn document(note: &Note) -> Document<'_> {
    Document {
        url: format!("incidents/{}.html", note.id).into(),
        title: note.title.into(),
        date: note.id.get(..10).and_then(|day| day.parse().ok()),
        severity: (
            note.severity,
            Label { slug: format!("sev{}", note.severity).into(), title: format!("SEV{}", note.severity).into() },
        ),
        status: label(note.status),
        services: note.services.iter().copied().map(label).collect(),
        factors: note.factors.iter().copied().map(label).collect(),
        tags: note.tags.iter().copied().map(label).collect(),
        restored: note.restore.map(|seconds| Restored { seconds, words: format!("{seconds} s") }),
        summary: note.summary.into(),
        sections: note
            .sections
            .iter()
            .map(|&(anchor, heading, text)| Section { anchor: anchor.into(), heading: heading.into(), text: text.into() })
            .collect(),
    }
}

#[test]
fn golden_index() {
    let index = build(NOTES, document);
    for (nth, file) in index.files().iter().enumerate() {
        held(&file.replace("search/", "golden/"), index.render(nth));
    }
}
