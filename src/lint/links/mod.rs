//! LB2xx: links of a note that lead nowhere.

mod keys;
mod places;
mod references;

use super::{Lead, Lint, Report, Subject};
use crate::corpus::IncidentNo;
use crate::diagnostic::{Level, Rule};
use crate::words::did_you_mean;

pub(super) const LINTS: &[&Lint] = &[
    &BROKEN_LINK,
    &places::BROKEN_FRAGMENT,
    &references::UNUSED_REFERENCE,
    &references::UNDEFINED_REFERENCE,
    &keys::UNKNOWN_TICKET,
    &places::DUPLICATE_HEADING,
];

/// For as many broken links of a note it is looked for what was meant; who has more of them has moved whole folders.
const SUGGESTIONS: usize = 50;

static BROKEN_LINK: Lint = Lint {
    rule: Rule {
        code: "LB201",
        name: "broken-link",
        level: Level::Deny,
        finds: "A relative link or image that leads nowhere.",
        why: "A reader who follows it in the worst week finds nothing.",
        doubt: "",
        bad: "What the browser says stands in [the log](login.log).\n",
        good: "What the browser says stands in [the log](https://logs.example/login).\n",
    },
    check: broken_links,
};

fn broken_links(subject: &Subject<'_>, report: &mut Report<'_>) {
    let links = &subject.incident.body.links;
    let broken = links.iter().filter(|link| (subject.leads)(&link.target) == Lead::Nowhere);
    for (nth, link) in broken.enumerate() {
        let meant = (nth < SUGGESTIONS).then(|| meant(subject, &link.target)).flatten();
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if subject.incident.bundle => {
                "link another note by its .md file, or a file beside this note's index.md".to_owned()
            }
            None => {
                "link another note by its .md file; a file can stand beside a note that is the index.md of a folder of its own"
                    .to_owned()
            }
        };
        let finding = report.finding(link.span.clone(), format!("`{}` leads nowhere", link.target));
        report.add(finding.help(help));
    }
}

/// What was meant by a target that leads nowhere: a note by its id, or a file or a note that is called nearly the same.
fn meant(subject: &Subject<'_>, target: &str) -> Option<String> {
    let (path, fragment) = target.find('#').map_or((target, ""), |at| target.split_at(at));
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    let page = path.strip_suffix("/index.md").or_else(|| path.strip_suffix(".md")).unwrap_or(path);
    let id = page.rsplit('/').next().unwrap_or_default();
    let corpus = subject.corpus;
    let note = |no: IncidentNo| format!("{}{fragment}", relative(&subject.incident.file.path, &corpus[no].file.path));
    let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
    let elsewhere = || subject.beside.iter().map(String::as_str).find(|file| file.rsplit('/').next() == Some(name));
    let file = || elsewhere().or_else(|| did_you_mean(path, subject.beside.iter().map(String::as_str)));
    let by_id = corpus.find(id).map(note);
    by_id.or_else(|| file().map(str::to_owned)).or_else(|| corpus.meant(id).map(note))
}

/// The path of one file as it is written in another.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let most = folders.len().min(parts.len()).saturating_sub(1);
    let shared = (0..most).take_while(|&nth| folders[nth] == parts[nth]).count();
    let up = std::iter::repeat_n("..", folders.len() - 1 - shared);
    up.chain(parts[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn a_note_is_named_as_it_is_written_in_another() {
        assert_eq!(relative("incidents/a.md", "incidents/b.md"), "b.md");
        assert_eq!(relative("incidents/2026/a.md", "incidents/2025/b/index.md"), "../2025/b/index.md");
        assert_eq!(relative("incidents/2026/a/index.md", "incidents/b.md"), "../../b.md");
        assert_eq!(relative("incidents/a.md", "incidents/a.md"), "a.md");
    }
}
