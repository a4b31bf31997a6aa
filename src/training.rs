//! What the trainers in `examples` need of the engine: features and decoding are one code for both. No part of the API.

pub use crate::attribution::cues::{CueTable, Rate, key};
pub use crate::attribution::decode::{Chain, Decoder, Row};
use crate::attribution::engine::Engine;
use crate::attribution::features::Features;
pub use crate::attribution::label::{LABELS, OUTSIDE, ROLES, Role, is_first, may_follow, role};
pub use crate::attribution::model::{Model, WIDTH};
use crate::attribution::{Draft, find_with};
use crate::lexicon::Lexicon;
use crate::lexicon::grammar::Class;
use crate::span::Span;
use crate::text::Prose;
pub use crate::text::tag::{Tag, Tagger, Training as TaggerTraining, WORD_TAGS};
use crate::text::token::Folded;
pub use crate::weights::{Exact, Feature, Grid, Table, quantise};
use std::ops::Range;

/// A text, cut up as the engine does.
pub struct Text<'t>(Prose<'t>);

/// An attribution that the engine found. Spans are UTF-8 bytes.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who says it.
    pub source: Option<Span>,
    /// What signals it.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Whether it stands inside another one.
    pub nested: bool,
    /// From 0 to 1.
    pub confidence: f32,
}

impl<'t> Text<'t> {
    /// Cuts `text` up.
    pub fn new(text: &'t str) -> Self {
        Self(Prose::new(text, Lexicon::english()))
    }

    /// The span of each token.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Span> {
        self.0.tokens.iter().map(|token| token.span)
    }

    /// The paragraphs, as ranges of tokens.
    pub fn paragraphs(&self) -> Vec<Range<usize>> {
        self.0.paragraphs().collect()
    }

    /// The folded form of a word; `None` for numbers and marks.
    pub fn word(&self, token: usize) -> Option<Folded> {
        let token = &self.0.tokens[token];
        token.is_word().then_some(token.folded)
    }

    /// Whether the token is a word or a number.
    pub fn is_wordlike(&self, token: usize) -> bool {
        self.0.tokens[token].folded != 0
    }

    /// Whether the token may be the head of a cue: no function word, no adverb.
    pub fn may_head(&self, token: usize) -> bool {
        let word = &self.0.tokens[token];
        let light = [Class::Determiner, Class::Possessive, Class::Pronoun, Class::Preposition, Class::Conjunction];
        let helping = [Class::Be, Class::Have, Class::Do, Class::Modal, Class::Negation, Class::Adverb];
        let grammar = &Lexicon::english().grammar;
        word.is_word()
            && !grammar.is_any(word.folded, &light)
            && !grammar.is_any(word.folded, &helping)
            && !self.0.word(token).ends_with("ly")
    }

    /// Whether the token stands between quotation marks.
    pub fn is_quoted(&self, token: usize) -> bool {
        self.0.inside[token].is_some()
    }

    /// Gives `sink` the features of each token of the paragraphs, in order, then of each of `contents`.
    pub fn features(&self, cues: &CueTable, contents: &[Range<usize>], mut sink: impl FnMut(&[u32])) {
        let mut features = Features::new(&self.0, Lexicon::english(), cues);
        for paragraph in self.0.paragraphs() {
            features.paragraph(paragraph, &mut sink);
        }
        for content in contents {
            features.content(content.clone(), cues, &mut sink);
        }
    }
}

/// The engine with a model of the trainer's.
pub struct Finder(Engine);

impl Finder {
    /// An engine that labels with `model`.
    pub fn new(model: Model) -> Self {
        Self(Engine::new(model))
    }

    /// The attributions of a text.
    pub fn find(&self, text: &Text) -> Vec<Found> {
        let found = |draft: Draft| Found {
            source: draft.source,
            cue: draft.cue,
            content: draft.content,
            nested: draft.parent.is_some(),
            confidence: draft.confidence,
        };
        find_with(&self.0, &text.0, Lexicon::english()).into_iter().map(found).collect()
    }
}

/// How many times over each stage is run.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Mentions and their resolution.
    pub actors: u32,
    /// Quotes and reported speech.
    pub attributions: u32,
    /// Positions, issues and relations.
    pub positions: u32,
}

/// Runs the stages on a text so many times over, each at least once, and says how many actors, attributions and positions
/// they found together: what one stage costs is the difference of two calls.
pub fn run(text: &str, times: Times) -> usize {
    fn last<T>(times: u32, mut stage: impl FnMut() -> T) -> T {
        (1..times).for_each(|_| drop(stage()));
        stage()
    }
    let lexicon = Lexicon::english();
    let prose = Prose::new(text, lexicon);
    let mentions = last(times.actors, || crate::actor::mentions(&prose, lexicon));
    let clauses = crate::clause::Clauses::new(&prose, lexicon, &mentions);
    let drafts = last(times.attributions, || crate::attribution::find(&clauses));
    let cast = last(times.actors, || crate::actor::resolve(&prose, lexicon, &mentions, &drafts));
    let found = last(times.positions, || crate::position::find(&clauses, &mentions, &cast, &drafts));
    cast.actors.len() + drafts.len() + found.positions.len()
}
