//! What the tables know of each token of a text: looked up once, for the phrases are read twice and ask often.
//!
//! "the" is a determiner and may start a name ("the Hague"), most words are in no table at all.

use super::phrase::Reader;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Naming, Noun, Part, Traits};
use crate::lexicon::grammar::{Class, Classes};
use crate::text::token::Token;

/// What the tables know of one token, looked up once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) traits: Traits,
    pub(super) classes: Classes,
}

impl Word {
    /// What the tables know of a token.
    pub(super) fn of(token: &Token, lexicon: &Lexicon) -> Self {
        Self { traits: lexicon.actors.traits(token.folded), classes: lexicon.grammar.classes(token.folded) }
    }
}

impl Reader<'_, '_> {
    /// Whether token `at` plays a part in noun phrases.
    pub(super) fn is(&self, at: usize, part: Part) -> bool {
        self.words[at].traits.is(part)
    }

    /// Whether token `at` is in a class of the grammar.
    pub(super) fn has(&self, at: usize, class: Class) -> bool {
        self.words[at].classes.has(class)
    }

    /// The first token from `at` on that is no time and none of `class`: "Moscow on Tuesday | rejected".
    pub(super) fn past_times(&self, at: usize, class: Class) -> usize {
        let is = |at: usize, class| self.words.get(at).is_some_and(|word| word.classes.has(class));
        let time = |at: usize| is(at, Class::Time) || is(at, Class::Preposition) && is(at + 1, Class::Time);
        (at..self.words.len()).find(|at| !is(*at, class) && !time(*at)).unwrap_or(self.words.len().max(at))
    }

    /// How many tokens a region takes that starts at token `at`.
    pub(super) fn region(&self, at: usize) -> Option<usize> {
        let starts = self.words[at].traits.starts_region();
        starts.then(|| self.lexicon.actors.region(&self.prose.tokens, at)).flatten()
    }

    /// The longest noun of the table that starts at token `at`.
    pub(super) fn noun(&self, at: usize) -> Option<(usize, Noun)> {
        let starts = self.words.get(at).is_some_and(|word| word.traits.starts_noun());
        starts.then(|| self.lexicon.actors.noun(&self.prose.tokens, at)).flatten()
    }

    /// The longest name of a state or body that starts at token `at`.
    pub(super) fn naming(&self, at: usize) -> Option<(usize, Naming)> {
        let starts = self.words.get(at).is_some_and(|word| word.traits.starts_naming());
        starts.then(|| self.lexicon.actors.naming(&self.prose.tokens, at)).flatten()
    }
}
