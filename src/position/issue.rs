//! Names the matter of each position: a term of the topic table in its proposition, else in its sentence, else the
//! matter that the discourse is about ("On Ukraine, …").
//!
//! Known failure: two matters of one topic with different words ("the truce", "the ceasefire") become two issues.

use super::Scene;
use super::matter::Matters;
use crate::lexicon::grammar::Class;
use crate::order::sort_by_numbers;
use crate::report::{Issue, Position};
use crate::span::{IssueId, Span};
use crate::text::token::Kind;
use std::ops::Range;

/// Fills in the issue of each position and returns the issues, by first mention.
pub(crate) fn name(scene: &Scene, positions: &mut [Position]) -> Vec<Issue> {
    if positions.is_empty() {
        return Vec::new();
    }
    let matters = Matters::of(scene);
    let main = (0..matters.all.len())
        .max_by(|one, other| matters.all[*one].weight.total_cmp(&matters.all[*other].weight))
        .filter(|main| matters.is_central(*main));
    let mut issues: Vec<Issue> = Vec::new();
    let mut carried = None;
    let mut next = 0;
    let prose = scene.clauses.prose;
    for sentence in &prose.sentences {
        if let Some(frame) = frame_topic(scene, &sentence.tokens) {
            carried = matters.named_in(&frame).or_else(|| matters.touched_by(scene, &frame));
        }
        while let Some(position) = positions.get_mut(next).filter(|position| position.cue.start < sentence.span.end) {
            next += 1;
            let range = position.proposition.map_or(0..0, |span| prose.tokens_in(span));
            let central = |matter: &usize| matters.is_central(*matter);
            let found = matters
                .named_in(&range)
                .filter(central)
                .or_else(|| matters.touched_by(scene, &range).filter(central))
                .or(carried)
                .or_else(|| matters.named_in(&sentence.tokens).filter(central))
                .or_else(|| matters.before(sentence.tokens.start).filter(central))
                .or(main)
                .or_else(|| matters.named_in(&range));
            let (label, topic, mentions) = match found {
                Some(matter) => {
                    let matter = &matters.all[matter];
                    let topic = matter.topic.map(|topic| scene.clauses.lexicon.topics.name(topic).to_owned());
                    (matter.name.of(prose.text).to_owned(), topic, vec![matter.name])
                }
                None => match head_phrase(scene, range) {
                    Some(named) => named,
                    None => continue,
                },
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
            sort_by_numbers(&mut issue.mentions, |span| [span.start, span.end, 0]);
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
fn frame_topic(scene: &Scene, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    if !matches!(clauses.prose.word(sentence.start), "On" | "Regarding" | "Concerning") {
        return None;
    }
    let comma = sentence.clone().take(10).find(|token| clauses.kind(*token) == Kind::Comma)?;
    let range = sentence.start + 1..comma;
    (!range.is_empty() && !range.clone().any(|token| clauses.is(token, Class::Time))).then_some(range)
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
