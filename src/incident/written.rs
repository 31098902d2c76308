//! Where a note says something. The model carries no place for each name and each milestone, because only a finding asks for one:
//! it is looked for here.

use super::{Incident, Milestone, RowKind};
use crate::source::Span;

impl Incident {
    /// Where a text stands as a value of the front matter: the first string of this text behind its key, with its quotes. Text
    /// that is written with escapes is not found.
    pub fn written(&self, key: &str, text: &str) -> Option<Span> {
        let front = self.front();
        let after_key = front.find(&format!("\n{key}")).unwrap_or(0);
        let quoted = |quote: char| {
            let at = after_key + front[after_key..].find(&format!("{quote}{text}{quote}"))?;
            Some(at..at + text.len() + 2)
        };
        quoted('"').or_else(|| quoted('\''))
    }

    /// Where a milestone is told: at its key, else in the row or by the signal that it comes from, else with the note as a whole.
    pub fn told(&self, milestone: Milestone) -> Span {
        let Some(time) = self.milestones.get(milestone) else { return self.title_span.clone() };
        let rows = self.timeline.iter().filter(|row| row.kind.and_then(RowKind::milestone) == Some(milestone));
        let rows = rows.map(|row| (&row.time, &row.span));
        let signals = self.detections.iter().filter(|_| milestone == Milestone::Detected);
        let signals = signals.filter_map(|signal| Some((signal.at.as_ref()?, &signal.span)));
        let told = || rows.chain(signals).find(|(at, _)| *at == time).map(|(_, span)| self.narrowed(span, &time.raw));
        self.at_key(milestone.as_str(), &time.raw).or_else(told).unwrap_or_else(|| self.title_span.clone())
    }

    /// Where these words stand in a part of the note; the whole part if they are written otherwise. A table of the front matter is
    /// a part that is known by its header, and reaches to the next one.
    pub fn narrowed(&self, part: &Span, words: &str) -> Span {
        let text = match self.front().get(part.start..) {
            Some(table) if table.starts_with('[') => table.find("\n[").map_or(table, |end| &table[..end]),
            _ => self.file.text.get(part.clone()).unwrap_or_default(),
        };
        let found = text.find(words).filter(|_| !words.is_empty());
        found.map_or_else(|| part.clone(), |at| part.start + at..part.start + at + words.len())
    }

    /// Whether a part of the note stands in the front matter; else it stands in the text.
    pub fn is_in_front_matter(&self, part: &Span) -> bool {
        part.start < self.body.span.start
    }

    /// The first line of a part of the note: what is said of the whole is said there.
    pub fn first_line(&self, part: &Span) -> Span {
        let line = self.file.text.get(part.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        part.start..part.start + line.trim_end().len()
    }

    /// A value as it is written behind a key of the note itself.
    fn at_key(&self, key: &str, raw: &str) -> Option<Span> {
        let mut start = 0;
        for line in self.front().split_inclusive('\n').take_while(|line| !line.starts_with('[')) {
            let value = line.trim_start().strip_prefix(key).map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
            if value.is_some() {
                return Some(self.narrowed(&(start..start + line.trim_end().len()), raw));
            }
            start += line.len();
        }
        None
    }

    fn front(&self) -> &str {
        self.file.text.get(..self.body.span.start).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::incident::sample::Sample;
    use crate::incident::{Incident, Milestone};
    use crate::note;
    use crate::source::SourceFile;
    use proptest::prelude::*;

    fn read(front: &str, body: &str) -> Incident {
        let text = format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n{front}\n+++\n{body}");
        note::read(&SourceFile::new("a.md", text), "2026-03-02-a", false, &Config::default()).incident.unwrap()
    }

    fn told(incident: &Incident, milestone: Milestone) -> &str {
        &incident.file.text[incident.told(milestone)]
    }

    #[test]
    fn the_place_of_a_name_is_under_its_key() {
        let incident = Sample::new("2026-01-02-b").title("DNS TTL").symptom("DNS TTL").build();
        let place = incident.written("symptoms", "DNS TTL").unwrap();
        assert!(incident.file.text[..place.start].ends_with("symptoms = ["));
        assert_eq!(incident.written("symptoms", "elsewhere"), None);
    }

    #[test]
    fn a_milestone_is_told_at_its_key_in_its_row_or_by_its_signal() {
        let keys = read("started = \"~2026-03-02 14:00 UTC\"\n[[detection]]\nsource = \"alert\"\nat = 2026-03-02T14:09:00Z", "");
        assert_eq!(told(&keys, Milestone::Started), "~2026-03-02 14:00 UTC");
        assert_eq!(told(&keys, Milestone::Detected), "2026-03-02T14:09:00Z");
        let signal = keys.detections[0].span.clone();
        assert_eq!(&keys.file.text[keys.narrowed(&signal, "2026-03-02T14:09:00Z")], "2026-03-02T14:09:00Z");
        let row = read("", "## Timeline (UTC)\n- 14:02 a\n- 14:05 **started** b\n");
        assert_eq!(told(&row, Milestone::Started), "14:05");
        assert_eq!(told(&row, Milestone::Resolved), "\"x\"");
    }

    proptest! {
        #[test]
        fn whatever_a_name_holds_its_place_is_its_text_or_none(name in "\\PC+", title in "\\PC*") {
            let incident = Sample::new("2026-01-02-b").title(&title).symptom(&name).build();
            let place = incident.written("symptoms", &name).map(|span| incident.file.text[span].to_owned());
            prop_assert!(place.as_ref().is_none_or(|text| [format!("\"{name}\""), format!("'{name}'")].contains(text)), "{place:?}");
        }
    }
}
