//! How lists of follow-ups are called, beyond the names that everybody uses.

use super::facts::kind;
use super::wording::{Words, bare, listed, phrases};

/// What lists of follow-ups are called, by the last word of their headings.
static ACTIONS: Words = Words::new(|| {
    listed(
        "action actions follow-up follow-ups followup followups improvement improvements items measure measures recommendations \
     remediation remediations steps tasks todos ups work",
    )
});

/// Words that may stand before it. A kind of work that is not here may be anything: `Actions taken`, `Steps to reproduce`.
static KINDS: Words = Words::new(|| {
    listed(
        "action additional and corrective detection documentation follow follow-up followup further future immediate incident \
     infrastructure key long long-term medium medium-term mid mid-term mitigation monitoring next open or our outstanding \
     permanent planned possible post post-incident post-mortem postmortem potential prevention preventative preventive \
     process proposed recommended remaining remedial remediation required resolution resulting retrospective review short short-term \
     suggested systemic tech technical term the to-do tooling upcoming",
    )
});

/// Words of which one has to stand before a word that could be any list.
static NEXT: Words = Words::new(|| {
    listed(
        "action additional corrective follow follow-up followup further future long-term next open outstanding planned \
     preventative preventive prevention proposed recommended remaining remedial remediation required resulting short-term \
     term to-do upcoming",
    )
});

/// Ways of asking for it.
static PREVENTING: Words = Words::new(|| listed("again future recur recurrence recurring reoccur reoccurrence repeat happening"));

/// Beginnings of headings that tell what is being done.
const DOING: &[&str] = &[
    "what we will do",
    "what we'll do",
    "what will we do",
    "what we're doing",
    "what we are doing",
    "what are we doing",
    "what are we going to do",
    "what we're going to do",
    "what we plan",
    "what we're changing",
    "what we are changing",
    "what we're improving",
    "what we are improving",
    "how we're improving",
    "how we are improving",
];

/// Headings that are called by what comes, and by nothing else; longer ones tell of other plans.
static PLANS: Words = Words::new(|| {
    phrases(
        "plan, plans, the plan, our plan, our plans, future plans, plan of action, going forward, moving forward, looking ahead, \
         looking forward, the way forward, way forward, the path forward, path forward, where we go from here, areas for improvement, \
         areas of improvement, opportunities for improvement, what comes next, commitments, our commitments",
    )
});

/// Beginnings of questions that ask for what is to come.
const ASKING: &[&str] = &["how are we going to", "how will we", "how do we", "how can we", "how we will", "how we'll"];

/// Words of which one has to stand behind them: `How do we deploy?` asks for something else.
static BETTER: Words = Words::new(|| listed("better improve future again"));

/// `Corrective and preventative measures`, `Long-term improvements (next quarter)`, `What is being done to prevent future incidents?`
pub fn is_some_actions(heading: &str) -> bool {
    let name = heading.split(['(', ':', '[']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default();
    let words = || {
        name.split(|c: char| c.is_whitespace() || matches!(c, '/' | '&' | ',' | '–' | '—' | '?' | '#'))
            .filter(|word| !word.is_empty())
    };
    let Some(last) = words().next_back() else { return false };
    let kinds = || words().take(words().count() - 1);
    let any_list =
        matches!(last, "items" | "measure" | "measures" | "steps" | "tasks" | "work" | "ups" | "action" | "remediation");
    let items = last == "items" && kinds().any(|word| word == "resolution");
    let listed = ACTIONS.contains(last)
        && kinds().all(|word| KINDS.contains(word) || ACTIONS.contains(word))
        && (!any_list || items || kinds().any(|word| NEXT.contains(word)));
    let fix = matches!(last, "fix" | "fixes" | "solution" | "solutions")
        && kinds().any(|word| matches!(word, "long-term" | "long" | "permanent" | "future" | "planned" | "proposed"))
        && kinds().all(|word| KINDS.contains(word));
    let prevented =
        words().take(8).any(|word| matches!(word, "prevent" | "preventing" | "avoid" | "avoiding" | "prevention" | "stop"))
            && words().any(|word| PREVENTING.contains(word));
    let asked = ASKING.iter().any(|asking| name.starts_with(asking)) && words().any(|word| BETTER.contains(word));
    let already = kinds().any(|word| word == "already") && matches!(last, "taken" | "done" | "completed" | "implemented");
    let taken = already && words().any(|word| matches!(word, "action" | "actions" | "measures" | "improvements" | "changes"));
    listed
        || fix
        || prevented
        || asked
        || taken
        || PLANS.contains(name.trim())
        || DOING.iter().any(|doing| name.starts_with(doing))
}

/// Words that tell of what kind follow-ups are.
static TELLING: Words = Words::new(|| {
    listed(
        "detection documentation immediate infrastructure long long-term medium medium-term mid mid-term mitigation monitoring \
     process prevention short short-term tech technical tooling",
    )
});

/// Whether a heading of follow-ups says of what kind they are: `Process improvements`, and not just `Action items`.
pub fn names_kind_of_actions(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    words.any(|word| TELLING.contains(word))
}

/// Whether a heading is nothing but a type of follow-ups. Above other things, `Detection` tells how the incident was noticed.
pub fn is_type(heading: &str) -> bool {
    kind(heading).is_some()
}

/// Whether a heading lists what was done at once. Where a note tells how the incident ended, that is part of the story.
pub fn is_immediate(heading: &str) -> bool {
    let first = heading.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    first.eq_ignore_ascii_case("immediate")
}

/// What people call the parts of the text below a follow-up.
static EXPLAINING: Words = Words::new(|| {
    phrases(
        "acceptance criteria, approach, background, checklist, comment, comments, context, definition of done, dependencies, \
         description, detail, details, discussion, example, examples, implementation, justification, motivation, note, notes, \
         outcome, problem, progress, proposal, rationale, reason, reasoning, risks, scope, solution, status, steps, sub-tasks, \
         subtasks, success criteria, summary, tasks, update, updates, what, why, how",
    )
});

/// Whether a heading below a follow-up explains it.
pub fn explains(heading: &str) -> bool {
    EXPLAINING.contains(bare(heading).trim_end_matches('?').to_lowercase().as_str())
}

/// What stands at the end of notes and belongs to nothing above it.
static APART: Words = Words::new(|| {
    phrases(
        "acknowledgements, acknowledgments, additional information, additional notes, additional resources, appendices, \
     appendix, attachments, attendees, authors, background, changelog, conclusion, conclusions, contact, contacts, \
     contributors, credits, definitions, documentation links, external links, faq, footnotes, further information, \
     further reading, glossary, links, meeting notes, more information, notes, open questions, participants, \
     questions, reading list, references, related, related documents, related incidents, related issues, related \
     links, related reading, resources, responders, reviewers, revision, see also, sign-off, sources, supporting \
     information, supporting documents, thanks, useful links",
    )
});

/// Whether a heading opens something that belongs to no section above it.
pub fn is_apart(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let name = heading.trim_matches(|c: char| !c.is_alphanumeric());
    APART.contains(name)
        || [" reading", " links", " references"].iter().any(|end| name.ends_with(end))
        || name.starts_with("appendix ")
        || name.starts_with("notes to ")
        || name.starts_with("notes for ")
}
