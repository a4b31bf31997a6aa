//! A report together with its text: which words a span stands for, what an actor is called, who speaks through whom.
//!
//! In "The Kremlin said Putin “rejected” it" the inner attribution is by "Vladimir Putin, according to the Kremlin".
//!
//! Known failure: a reporter named by "his office" keeps these words, and the reader must find out whose it is.

use crate::lexicon::Lexicon;
use crate::lexicon::grammar::Class;
use crate::report::{Actor, Attribution, Offsets, Report};
use crate::span::{ActorId, AttributionId, Span};
use crate::text::token::fold;
use serde::Serialize;

/// Parts several names in one cell or line.
pub(crate) const AND: &str = "; ";
const NOT_NAMED: &str = "Speaker not named";
const ACCORDING_TO: &str = ", according to ";

/// A report and the text that it was made from.
pub(crate) struct Reading<'a> {
    pub(crate) report: &'a Report,
    pub(crate) text: &'a str,
    /// Every offset of the report, ascending.
    places: Vec<Place>,
}

/// One offset of the report in all units.
struct Place {
    offset: u32,
    byte: u32,
    /// Unicode code points before it.
    point: u32,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(report: &'a Report, text: &'a str) -> Self {
        let mut offsets: Vec<u32> = report.spans().into_iter().flat_map(|span| [span.start, span.end]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut chars = text.chars();
        let (mut at, mut byte, mut point) = (0, 0, 0);
        let mut places = Vec::with_capacity(offsets.len());
        for offset in offsets {
            while at < offset {
                let Some(char) = chars.next() else { break };
                byte += char.len_utf8() as u32;
                point += 1;
                at += match report.offsets {
                    Offsets::Utf8 => char.len_utf8() as u32,
                    Offsets::Utf16 => char.len_utf16() as u32,
                };
            }
            places.push(Place { offset, byte, point });
        }
        Self { report, text, places }
    }

    /// The span in bytes.
    pub(crate) fn bytes(&self, span: Span) -> Span {
        Span::new(
            self.place(span.start).map_or(0, |place| place.byte),
            self.place(span.end).map_or(0, |place| place.byte),
        )
    }

    /// The span in code points.
    pub(crate) fn points(&self, span: Span) -> Span {
        Span::new(
            self.place(span.start).map_or(0, |place| place.point),
            self.place(span.end).map_or(0, |place| place.point),
        )
    }

    /// The words of the span.
    pub(crate) fn words(&self, span: Span) -> &'a str {
        self.bytes(span).of(self.text)
    }

    fn place(&self, offset: u32) -> Option<&Place> {
        self.places.binary_search_by_key(&offset, |place| place.offset).ok().map(|index| &self.places[index])
    }

    pub(crate) fn actor(&self, id: ActorId) -> Option<&'a Actor> {
        self.report.actors.get(id.index())
    }

    /// The names of actors, each once.
    pub(crate) fn names(&self, ids: &[ActorId]) -> Vec<&'a str> {
        let mut names = Vec::new();
        for actor in ids.iter().filter_map(|&id| self.actor(id)) {
            if !names.contains(&actor.name.as_str()) {
                names.push(&actor.name);
            }
        }
        names
    }

    /// The countries of actors, each once: their own, else that of the body they speak for or of a group's members.
    pub(crate) fn countries(&self, ids: &[ActorId]) -> Vec<&'a str> {
        let mut countries = Vec::new();
        let mut waiting: Vec<ActorId> = ids.iter().rev().copied().collect();
        let mut seen = Vec::new();
        while let Some(id) = waiting.pop() {
            let Some(actor) = self.actor(id) else { continue };
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            match &actor.country {
                Some(country) if !countries.contains(&country.as_str()) => countries.push(country),
                Some(_) => {}
                None => waiting.extend(actor.members.iter().rev().chain(&actor.of)),
            }
        }
        countries
    }

    /// Who says it, and through whom: "Vladimir Putin, according to the Kremlin".
    pub(crate) fn speaker(&self, attribution: &Attribution) -> String {
        let mut said_by = match (attribution.speaker.and_then(|id| self.actor(id)), attribution.source) {
            (Some(actor), _) => actor.name.clone(),
            (None, Some(source)) => self.words(source).to_owned(),
            (None, None) => NOT_NAMED.to_owned(),
        };
        for reporter in self.reporters(attribution) {
            said_by.push_str(ACCORDING_TO);
            said_by.push_str(&reporter);
        }
        said_by
    }

    /// Those who report an attribution, from the inside out, in the text's own words.
    pub(crate) fn reporters(&self, attribution: &Attribution) -> Vec<String> {
        let mut reporters = Vec::new();
        let mut last_speaker = attribution.speaker;
        let mut outer = attribution.parent;
        for _ in 0..self.report.attributions.len() {
            let Some(reporting) = outer.and_then(|id: AttributionId| self.report.attributions.get(id.index())) else {
                break;
            };
            if reporting.speaker.is_none() || reporting.speaker != last_speaker {
                reporters.extend(self.own_words(reporting));
            }
            last_speaker = reporting.speaker;
            outer = reporting.parent;
        }
        reporters
    }

    /// How the text names the source, fit for the middle of a sentence; the name where the text has a mere "she".
    fn own_words(&self, attribution: &Attribution) -> Option<String> {
        let name = || attribution.speaker.and_then(|id| self.actor(id)).map(|actor| actor.name.clone());
        let Some(source) = attribution.source else { return name() };
        let source = self.words(source);
        let lexicon = Lexicon::english();
        let first = source.split_whitespace().next().unwrap_or_default();
        if first.len() == source.len() && lexicon.grammar.has(fold(first), Class::Pronoun) {
            return name().or_else(|| Some(source.to_owned()));
        }
        if lexicon.is_function_word(fold(first)) {
            return Some(first.to_lowercase() + &source[first.len()..]);
        }
        Some(source.to_owned())
    }
}

/// The name that the JSON report has for a kind or category.
pub(crate) fn name(category: impl Serialize) -> String {
    match serde_json::to_value(category) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    #[test]
    fn words_are_the_same_in_either_unit() {
        let (text, mut report) = example::report();
        let in_bytes = Reading::new(&report, text);
        let expected: Vec<String> = report.spans().iter().map(|&span| in_bytes.words(span).to_owned()).collect();
        let points: Vec<Span> = report.spans().iter().map(|&span| in_bytes.points(span)).collect();
        report.to_utf16(text);
        let in_units = Reading::new(&report, text);
        let found: Vec<String> = report.spans().iter().map(|&span| in_units.words(span).to_owned()).collect();
        assert_eq!(found, expected);
        for (span, words) in points.into_iter().zip(expected) {
            let counted: String = text.chars().skip(span.start as usize).take(span.len() as usize).collect();
            assert_eq!(counted, words);
        }
    }

    #[test]
    fn a_statement_names_its_whole_chain() {
        let (text, report) = example::report();
        let reading = Reading::new(&report, text);
        let speakers: Vec<String> = report.attributions.iter().map(|found| reading.speaker(found)).collect();
        assert_eq!(speakers, ["Russia", "Vladimir Putin, according to the Kremlin", "Emmanuel Macron"]);
    }

    #[test]
    fn countries_come_from_the_body_or_the_members() {
        let (text, mut report) = example::report();
        report.actors[1].country = None;
        let reading = Reading::new(&report, text);
        assert_eq!(reading.countries(&[ActorId(1)]), ["RU"], "Putin’s state");
        assert_eq!(reading.countries(&[ActorId(3), ActorId(2)]), ["RU", "FR"], "both leaders, and one of them again");
    }

    #[test]
    fn a_broken_report_is_still_read() {
        let (text, mut report) = example::report();
        report.attributions[0].parent = Some(AttributionId(1));
        report.attributions[2].speaker = Some(ActorId(99));
        report.attributions[2].source = Some(Span::new(7, 9_999));
        let reading = Reading::new(&report, text);
        let speakers: Vec<String> = report.attributions.iter().map(|found| reading.speaker(found)).collect();
        assert_eq!(speakers.len(), 3);
    }
}
