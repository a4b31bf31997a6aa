//! Names the issue of each position: the matter that its proposition names, else the one that the discourse is about
//! ("On Ukraine, …"), else one of its sentence or of those before, else what the article is mostly about.
//!
//! Known failure: a pronoun in the proposition ("this must stop") is not followed to the phrase that it stands for.

use super::Scene;
use super::matter::Matters;
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::FoldedMap;
use crate::order::sort_by_numbers;
use crate::report::{Issue, Position};
use crate::span::{IssueId, Span};
use crate::text::token::{Kind, fold};
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
    // The issue of each label, whatever its case.
    let mut known: FoldedMap<u32> = FoldedMap::default();
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
            let (span, topic) = match found {
                Some(matter) => (matters.all[matter].name, matters.all[matter].topic),
                None => match head_phrase(scene, range) {
                    Some(span) => (span, None),
                    None => continue,
                },
            };
            let label = span.of(prose.text);
            let id = IssueId(*known.entry(fold(label)).or_insert(issues.len() as u32));
            match issues.get_mut(id.index()) {
                Some(issue) if issue.mentions.contains(&span) => {}
                Some(issue) => {
                    issue.mentions.push(span);
                    sort_by_numbers(&mut issue.mentions, |span| [span.start, span.end, 0]);
                }
                None => {
                    let topic = topic.map(|topic| scene.clauses.lexicon.topics.name(topic).to_owned());
                    issues.push(Issue { id, label: label.to_owned(), topic, mentions: vec![span] });
                }
            }
            position.issue = Some(id);
        }
    }
    issues
}

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
fn head_phrase(scene: &Scene, range: Range<usize>) -> Option<Span> {
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
    Some(clauses.prose.span(start, end - 1))
}
