//! The text layer: tokens, sentences, quotation marks, parts of speech. Everything above reads a [`Prose`] and adds nothing to it.

pub(crate) mod quotation;
pub(crate) mod sentence;
pub(crate) mod tag;
pub(crate) mod token;

use crate::lexicon::Lexicon;
use crate::span::Span;
use quotation::Quotation;
use sentence::Sentence;
use std::ops::Range;
use tag::Tag;
use token::Token;

/// One text, cut up once.
pub(crate) struct Prose<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    /// Pairs of quotation marks, by the opening mark.
    pub(crate) quotations: Vec<Quotation>,
    /// For each token the innermost quotation around it: an index into `quotations`. Marks belong to their own one.
    pub(crate) inside: Vec<Option<u32>>,
    /// For each token the index of its sentence.
    pub(crate) sentence_of: Vec<u32>,
    /// For each token its part of speech.
    pub(crate) tags: Vec<Tag>,
}

impl<'t> Prose<'t> {
    /// Cuts `text` up.
    pub(crate) fn new(text: &'t str, lexicon: &Lexicon) -> Self {
        let tokens = token::tokenize(text, |word| lexicon.is_abbreviation(word));
        let paragraphs = sentence::paragraphs(&tokens);
        let (quotations, inside) = quotation::pair(text, &tokens, &paragraphs);
        let (sentences, sentence_of) = sentence::split(text, &tokens, &paragraphs, lexicon);
        let tags = tag::tag(text, &tokens);
        Self { text, tokens, sentences, quotations, inside, sentence_of, tags }
    }

    /// The span from token `first` to token `last`, both included.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.tokens[first].span.start, self.tokens[last].span.end)
    }

    /// The text of token `index`.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        self.tokens[index].span.of(self.text)
    }

    /// The sentence that token `index` stands in.
    pub(crate) fn sentence_at(&self, index: usize) -> &Sentence {
        &self.sentences[self.sentence_of[index] as usize]
    }

    /// The paragraphs, as ranges of tokens.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        self.sentences.chunk_by(|one, next| one.paragraph == next.paragraph).filter_map(|sentences| {
            let (first, last) = (sentences.first()?, sentences.last()?);
            Some(first.tokens.start..last.tokens.end)
        })
    }

    /// The index of the first token that starts at or behind byte `at`; the number of tokens where none does.
    pub(crate) fn token_from(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < at)
    }

    /// The tokens that lie in `span`.
    pub(crate) fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_from(span.start);
        first..self.tokens.partition_point(|token| token.span.start < span.end).max(first)
    }
}
