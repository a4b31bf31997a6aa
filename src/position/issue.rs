//! Names the matter of each position: a term of the topic table in its proposition, else in its sentence, else the
//! matter that the discourse is about ("On Ukraine, …").
//!
//! Known failure: two matters of one topic with different words ("the truce", "the ceasefire") become two issues.

use super::Scene;
use crate::lexicon::grammar::Class;
use crate::report::{Issue, Position};
use crate::sort;
use crate::span::{IssueId, Span};
use crate::text::token::Kind;
use std::ops::Range;

/// Fills in the issue of each position and returns the issues, by first mention.
pub(crate) fn name(scene: &Scene, positions: &mut [Position]) -> Vec<Issue> {
    let mut issues: Vec<Issue> = Vec::new();
    let mut carried: Option<(String, Option<String>, Vec<Span>)> = None;
    let mut next = 0;
    let prose = scene.clauses.prose;
    for sentence in &prose.sentences {
        if let Some(topic) = frame_topic(scene, &sentence.tokens) {
            carried = Some(topic);
        }
        while let Some(position) = positions.get_mut(next).filter(|position| position.cue.start < sentence.span.end) {
            next += 1;
            let named = position.proposition.and_then(|span| {
                let range = prose.tokens_in(span);
                term_in(scene, range.clone(), &sentence.tokens).or_else(|| head_phrase(scene, range))
            });
            let (label, topic, mentions) = match named
                .or_else(|| carried.clone())
                .or_else(|| term_in(scene, sentence.tokens.clone(), &sentence.tokens))
            {
                Some(named) => named,
                None => continue,
            };
            position.issue = Some(enter(&mut issues, label, topic, &mentions));
        }
    }
    issues
}

fn enter(issues: &mut Vec<Issue>, label: String, topic: Option<String>, mentions: &[Span]) -> IssueId {
    let known = issues.iter_mut().find(|issue| issue.label.eq_ignore_ascii_case(&label));
    match known {
        Some(issue) => {
            for mention in mentions.iter().filter(|mention| !issue.mentions.contains(mention)).collect::<Vec<_>>() {
                issue.mentions.push(*mention);
            }
            sort::by(&mut issue.mentions, |span| sort::pair(span.start, span.end));
            issue.id
        }
        None => {
            let id = IssueId(issues.len() as u32);
            issues.push(Issue { id, label, topic, mentions: mentions.to_vec() });
            id
        }
    }
}

type Named = (String, Option<String>, Vec<Span>);

/// "On the Iranian nuclear issue, …": the phrase between "On" and the comma, where it names a matter.
fn frame_topic(scene: &Scene, sentence: &Range<usize>) -> Option<Named> {
    let clauses = scene.clauses;
    if !matches!(clauses.prose.word(sentence.start), "On" | "Regarding" | "Concerning") {
        return None;
    }
    let comma = sentence.clone().take(10).find(|token| clauses.kind(*token) == Kind::Comma)?;
    let range = sentence.start + 1..comma;
    if range.is_empty() || range.clone().any(|token| clauses.is(token, Class::Time)) {
        return None;
    }
    term_in(scene, range.clone(), sentence).or_else(|| head_phrase(scene, range))
}

/// The noun phrase around the first term of the topic table in `range`.
fn term_in(scene: &Scene, range: Range<usize>, sentence: &Range<usize>) -> Option<Named> {
    let prose = scene.clauses.prose;
    let (token, width, topic) = range.into_iter().find_map(|token| {
        scene.clauses.lexicon.topics.at(&prose.tokens, token).map(|(width, topic)| (token, width, topic))
    })?;
    let phrase = phrase_around(scene, token..(token + width).min(sentence.end), sentence);
    let label = scene.clauses.lexicon.topics.name(topic).to_owned();
    let span = prose.span(phrase.start, phrase.end - 1);
    Some((span.of(prose.text).to_owned(), Some(label), vec![span]))
}

/// A term with the names and adjectives before it and the place behind it: "Iran's nuclear programme",
/// "ceasefire in Ukraine".
fn phrase_around(scene: &Scene, term: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let clauses = scene.clauses;
    let mut start = term.start;
    while start > sentence.start && term.start - start < 4 {
        let before = start - 1;
        let fits = clauses.mention_at(before).is_some() && !clauses.is(before, Class::Pronoun)
            || matches!(clauses.prose.word(before), "'s" | "’s")
            || clauses.lexicon.topics.is_qualifier(clauses.prose.tokens[before].folded);
        if !fits {
            break;
        }
        start = before;
    }
    if matches!(clauses.prose.word(start), "'s" | "’s") {
        start = term.start;
    }
    let mut end = term.end;
    if end + 1 < sentence.end && matches!(clauses.prose.word(end), "in" | "with" | "on" | "against" | "between") {
        let from = if clauses.is(end + 1, Class::Determiner) { end + 2 } else { end + 1 };
        if from < sentence.end && (clauses.mention_at(from).is_some() || clauses.prose.tokens[from].is_capital()) {
            end = clauses
                .mention_at(from)
                .map_or(from + 1, |mention| (scene.mentions[mention].last + 1).min(sentence.end));
        }
    }
    start..end
}

/// Where no term is known: the first words of the noun phrase, without its determiner.
fn head_phrase(scene: &Scene, range: Range<usize>) -> Option<Named> {
    let clauses = scene.clauses;
    let mut start = range.start;
    while start < range.end
        && (clauses.is_any(start, &[Class::Determiner, Class::Possessive, Class::Adverb])
            || clauses.kind(start) == Kind::Quote)
    {
        start += 1;
    }
    let content = |token: usize| {
        matches!(clauses.kind(token), Kind::Word | Kind::Number)
            && !clauses.is_any(token, &[Class::Pronoun, Class::Be, Class::Modal, Class::Relative])
    };
    let mut end = start;
    while end < range.end && end - start < 5 && content(end) {
        end += 1;
    }
    while end > start
        && clauses.is_any(end - 1, &[Class::Preposition, Class::Conjunction, Class::Determiner, Class::Possessive])
    {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    let span = clauses.prose.span(start, end - 1);
    Some((span.of(clauses.prose.text).to_owned(), None, vec![span]))
}
