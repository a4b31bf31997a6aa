//! The noun phrases that can name a matter, each with the phrase that a preposition ties to it.
//!
//! "a Turkish incursion into northern Iraq" is one [`Phrase`]: head "incursion", run "Turkish incursion", tail "northern
//! Iraq". Known failure: a participle before the noun ("the frozen assets") is left out.

use super::super::Scene;
use crate::lexicon::grammar::Class;
use crate::text::tag::Tag;
use crate::text::token::Kind;
use std::ops::Range;

/// A tail is looked for behind the head no farther than this, in tokens.
const TAIL: usize = 6;

/// A noun phrase.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Modifiers, possessors and head.
    pub(crate) run: Range<usize>,
    /// The phrase behind the preposition, without determiner; empty where none is tied.
    pub(crate) tail: Range<usize>,
}

impl Phrase {
    /// Token of its head.
    pub(crate) fn head(&self) -> usize {
        self.run.end - 1
    }
}

/// The phrases of an article, in order.
pub(crate) fn all(scene: &Scene) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for sentence in &scene.clauses.prose.sentences {
        let end = sentence.tokens.end;
        let mut token = sentence.tokens.start;
        while token < end {
            let (run, next) = run(scene, token, end);
            token = next.max(token + 1);
            if !run.is_empty() && !scene.clauses.is(run.end - 1, Class::Time) {
                let tail = tail(scene, run.end, end);
                phrases.push(Phrase { run, tail });
            }
        }
    }
    phrases
}

/// Adjectives, nouns, names and their clitics from `start` on, without what says nothing; and where the run ends.
fn run(scene: &Scene, start: usize, end: usize) -> (Range<usize>, usize) {
    let clauses = scene.clauses;
    let fits = |token: usize| {
        clauses.kind(token) == Kind::Word
            && matches!(clauses.tag(token), Tag::Noun | Tag::Proper | Tag::Adjective | Tag::Possessive)
            && (!clauses.is_any(token, &[Class::Pronoun, Class::Determiner, Class::Possessive])
                || clauses.tag(token) == Tag::Proper)
    };
    let next = (start..end).find(|token| !fits(*token)).unwrap_or(end);
    let says_nothing = |token: usize| {
        clauses.tag(token) == Tag::Possessive
            || clauses.is(token, Class::Time)
            || clauses.tag(token) != Tag::Noun && clauses.is(token, Class::Vague)
    };
    let first = (start..next).find(|token| !says_nothing(*token)).unwrap_or(next);
    let hangs = |token: usize| matches!(clauses.tag(token), Tag::Adjective | Tag::Possessive);
    let last = (first..next).rev().find(|token| !hangs(*token)).map_or(first, |token| token + 1);
    (first..last, next)
}

/// What the preposition at `from` ties to the phrase before it: "incursion | into Iraq".
fn tail(scene: &Scene, from: usize, end: usize) -> Range<usize> {
    let clauses = scene.clauses;
    let none = from..from;
    if from + 1 >= end || !clauses.is(from, Class::Tie) {
        return none;
    }
    let start =
        (from + 1..end).find(|token| !clauses.is_any(*token, &[Class::Determiner, Class::Possessive])).unwrap_or(end);
    let (run, _) = run(scene, start, end.min(start + TAIL));
    let is_time = run.clone().any(|token| clauses.is(token, Class::Time));
    if run.start != start || is_time { none } else { run }
}
