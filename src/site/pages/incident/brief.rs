//! The incident in four lines: whom it hurt, how we got back up, whether it happened before, what is still open.

use super::super::here::Here;
use super::super::parts::{ActionView, Fact, elapsed, method_words};
use super::earlier_by;
use crate::corpus::IncidentNo;
use crate::incident::time::Elapsed;
use crate::incident::{Incident, Kind, Measure, Milestone, Outcome, Relation, Restore, Stated};
use crate::relate::{NEAREST, Shared};
use crate::site::html::{Html, escaped};
use crate::site::when;
use crate::words::{capital, listed, plural};

/// The four lines.
pub fn brief(
    here: Here<'_>,
    no: IncidentNo,
    earlier: &[Shared],
    actions: &[ActionView],
    piece: &impl Fn(&str) -> Html,
) -> Vec<Fact> {
    let incident = &here.site.corpus[no];
    vec![
        Fact { label: "Hurt", html: Html::made(hurt(incident, piece)) },
        Fact { label: "Back up", html: Html::made(back_up(incident)) },
        Fact { label: "Before", html: Html::made(before(here, no, earlier)) },
        Fact { label: "Open", html: Html::made(open(actions)) },
    ]
}

fn hurt(incident: &Incident, piece: &impl Fn(&str) -> Html) -> String {
    let milestones = &incident.milestones;
    let mut parts = Vec::new();
    let (start, end) = (milestones.get(Milestone::Started), milestones.get(Milestone::Mitigated));
    let restored = stated(incident, Measure::Restore).map(|time| format!("Users were hurt for {time}, as stated."));
    let told = restored.or_else(|| stated(incident, Measure::Lasted).map(|time| format!("It lasted {time}, as stated.")));
    match milestones.to_restore() {
        _ if incident.kind == Kind::NearMiss => parts.push("Nobody: it was a near miss.".to_owned()),
        Some(time) => parts.push(format!("Users were hurt for <strong>{}</strong>.", escaped(&elapsed(time)))),
        None if told.is_some() => parts.extend(told),
        None if incident.is_ongoing() && end.is_none() => parts.push("<strong>It is not over.</strong>".to_owned()),
        None => parts.push(format!(
            "How long users were hurt is not given here: {}.",
            match (start, end) {
                (None, None) => "there is no time of the start and none of the mitigation",
                (None, Some(_)) => "there is no time of the start",
                (Some(_), None) => "there is no time of the mitigation",
                (Some(start), Some(end)) if start.at.instant().is_some() && end.at.instant().is_some() => {
                    "the mitigation stands before the start"
                }
                (Some(_), Some(_)) => "the start or the mitigation is only known to the day",
            }
        )),
    }
    parts.extend(only_stated(incident));
    let impact = &incident.impact;
    let numbers: Vec<_> =
        [("user", impact.users), ("failed request", impact.requests_failed), ("support ticket", impact.support_tickets)]
            .into_iter()
            .filter_map(|(what, n)| Some(format!("{} {what}{}", when::number(n?), if n == Some(1) { "" } else { "s" })))
            .collect();
    if !numbers.is_empty() {
        parts.push(format!("{}.", numbers.join(", ")));
    }
    match impact.data_loss {
        Some(true) => parts.push("Data was lost.".to_owned()),
        Some(false) => parts.push("No data was lost.".to_owned()),
        None => {}
    }
    parts.extend(impact.summary.as_deref().map(|text| piece(text).to_string()));
    parts.join(" ")
}

/// The other durations that no times give but that the note states.
fn only_stated(incident: &Incident) -> Option<String> {
    let milestones = &incident.milestones;
    let durations = [
        (Measure::Detect, milestones.to_detect(), "to notice it"),
        (Measure::Acknowledge, milestones.to_acknowledge(), "to take it on"),
        (Measure::Resolve, milestones.to_resolve(), "until it was over"),
    ];
    let unknown = durations.into_iter().filter(|(_, computed, _)| computed.is_none());
    let told: Vec<String> =
        unknown.filter_map(|(measure, _, what)| Some(format!("{} {what}", stated(incident, measure)?))).collect();
    (!told.is_empty()).then(|| format!("It took {}, as stated.", listed(&told)))
}

/// What the note says first of how long something took, in HTML.
fn stated(incident: &Incident, measure: Measure) -> Option<String> {
    let stated = incident.stated.iter().find(|stated| stated.measure == measure)?;
    let Stated { seconds, approximate, .. } = *stated;
    let time = elapsed(Elapsed { seconds, approximate });
    let remark = stated.remark.as_ref().map(|remark| format!(" ({})", escaped(remark))).unwrap_or_default();
    Some(format!("<strong>{}</strong>{remark}", escaped(&time)))
}

fn back_up(incident: &Incident) -> String {
    let worked: Vec<&Restore> = incident.restores.iter().filter(|restore| restore.outcome == Some(Outcome::Worked)).collect();
    let others = incident.restores.len() - worked.len();
    let Some(first) = worked.first() else {
        return match incident.restores.len() {
            0 => "What was tried is not given here.".to_owned(),
            n => format!("{}; none of them is noted as the one that worked.", plural(n, "attempt")),
        };
    };
    let since = Elapsed::between(incident.milestones.get(Milestone::Started), first.at.as_ref());
    let after = since.map(|since| format!(", begun {} after the start", escaped(&elapsed(since)))).unwrap_or_default();
    let mut methods: Vec<String> = Vec::new();
    for restore in &worked {
        let words = method_words(restore.method);
        if !methods.contains(&words) {
            methods.push(words);
        }
    }
    let rest = match others {
        0 => String::new(),
        1 => " One other attempt did not, or only in part.".to_owned(),
        n => format!(" {n} other attempts did not, or only in part."),
    };
    format!("<strong>{}</strong> worked{after}.{rest}", capital(&listed(&methods)))
}

fn before(here: Here<'_>, no: IncidentNo, earlier: &[Shared]) -> String {
    let site = here.site;
    // What the note itself links says more than what merely shares a factor.
    let Some(last) = earlier.iter().find(|other| other.link.is_some()).or(earlier.first()) else {
        return match site.relations.issues_of(no).is_empty() {
            true => "No factor, symptom or trigger is given here to tell it by.".to_owned(),
            false => "Nothing like it is known here.".to_owned(),
        };
    };
    let how = if last.link.is_some() { "<strong>Yes.</strong> A recurrence of" } else { "The last that was like it is" };
    let link = here.incident(last.incident);
    let ago = earlier_by(site.corpus[no].date, site.corpus[last.incident].date);
    let ago = ago.map(|ago| format!(", {ago}")).unwrap_or_default();
    let shared: Vec<_> = last.issues.iter().map(|issue| escaped(&here.issue(*issue).text)).collect();
    let shared = if shared.is_empty() { String::new() } else { format!(" ({})", shared.join(", ")) };
    let more = match earlier.len() - 1 {
        0 => String::new(),
        // Of so many only the nearest are looked for, and how many there are is not known here.
        _ if earlier.len() >= NEAREST => " <a href=\"#before\">More</a>.".to_owned(),
        n => format!(" <a href=\"#before\">{n} more</a>."),
    };
    format!("{how} <a href=\"{}\">{}</a>{ago}{shared}.{more}", escaped(&link.href), escaped(&link.title))
}

fn open(actions: &[ActionView]) -> String {
    let open = actions.iter().filter(|action| action.open).count();
    let overdue = actions.iter().filter(|action| action.overdue).count();
    match (actions.len(), open) {
        (0, _) => "No follow-up is given here.".to_owned(),
        (_, 0) => format!("Nothing: {} closed.", plural(actions.len(), "action")),
        (all, open) => {
            let overdue = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
            format!("<strong>{open} of {}</strong> <a href=\"#actions\">still to do</a>{overdue}.", plural(all, "action"))
        }
    }
}

/// What a recurrence has to do with the earlier incident, in plain words.
pub(super) fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::SameFactor => "the same factor",
        Relation::SameSymptom => "the same symptom",
        Relation::FixIncomplete => "its fix was not complete",
        Relation::CausedByFix => "its fix caused this",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    fn told(sample: Sample, measures: &[(Measure, i64, Option<&str>)]) -> String {
        let stated = measures.iter().map(|(measure, minutes, remark)| Stated {
            measure: *measure,
            seconds: minutes * 60,
            approximate: false,
            finest: 60,
            raw: String::new(),
            remark: remark.map(str::to_owned),
            span: 0..0,
        });
        hurt(&sample.with(|incident| incident.stated = stated.collect()).build(), &|text| Html::made(text.to_owned()))
    }

    #[test]
    fn what_no_times_give_is_told_as_stated() {
        let note = || Sample::new("2026-03-02-a");
        assert_eq!(told(note(), &[(Measure::Restore, 31, None)]), "Users were hurt for <strong>31 min</strong>, as stated.");
        assert_eq!(
            told(note(), &[(Measure::Lasted, 45, Some("in <shop> hours"))]),
            "It lasted <strong>45 min</strong> (in &lt;shop&gt; hours), as stated."
        );
        let all = [(Measure::Resolve, 50, None), (Measure::Detect, 5, None), (Measure::Restore, 31, None)];
        assert_eq!(
            told(note().mitigated_after(30), &all),
            "Users were hurt for <strong>30 min</strong>. It took <strong>5 min</strong> to notice it and <strong>50 min</strong> until it was over, as stated."
        );
        assert_eq!(told(note().after(Milestone::Resolved, 50), &all[..1]).matches("as stated").count(), 0);
    }
}
