//! Tokens in, one part of speech a token out: a greedy tagger with the weights of an averaged perceptron (Collins 2002).
//!
//! Marks and numbers are told by their tokens; words get the tag whose features weigh most: the word, its ending, how it
//! is written, its neighbours, the two tags before. `examples/train_tagger` learns the weights from texts that a larger
//! tagger has tagged. "that" before a clause is [`Tag::Subordinator`], as a relative [`Tag::Pronoun`].
//!
//! Example: "Iran’s envoy said" → Proper, Possessive, Noun, Past. Known failure: a past tense after a noun that could
//! carry a participle ("the plan rejected Tuesday" against "the plan collapsed Tuesday") is a toss-up.

use super::token::{Kind, Token};
use crate::weights::{self, Table, WeightsError};
use std::sync::OnceLock;

/// Part of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Tag {
    /// "envoy", "talks"
    #[default]
    Noun,
    /// "Iran"
    Proper,
    /// Infinitive or imperative: "to sign", "must sign"
    Base,
    /// "signs", "they sign"
    Present,
    /// "signed"
    Past,
    /// "has signed", "was signed"
    Participle,
    /// "signing"
    Gerund,
    /// "will", "must"
    Modal,
    /// "nuclear"
    Adjective,
    /// "strongly", "not", and particles: "ruled out"
    Adverb,
    /// "the", "his"
    Determiner,
    /// "he", "who", "there", relative "which" and "that"
    Pronoun,
    /// "in", "to"
    Preposition,
    /// Opens a clause: "that", "because", "if"
    Subordinator,
    /// "and", "but"
    Conjunction,
    /// The clitic "’s" behind a noun
    Possessive,
    /// "12", "2016"
    Number,
    /// Any mark.
    Mark,
}

/// The tags that words can have.
pub const WORD_TAGS: [Tag; 16] = [
    Tag::Noun,
    Tag::Proper,
    Tag::Base,
    Tag::Present,
    Tag::Past,
    Tag::Participle,
    Tag::Gerund,
    Tag::Modal,
    Tag::Adjective,
    Tag::Adverb,
    Tag::Determiner,
    Tag::Pronoun,
    Tag::Preposition,
    Tag::Subordinator,
    Tag::Conjunction,
    Tag::Possessive,
];

const MAGIC: [u8; 4] = *b"RAPT";
const VERSION: u32 = 2;

impl Tag {
    /// A verb that carries its clause: present, past or modal.
    pub(crate) fn is_finite(self) -> bool {
        matches!(self, Self::Present | Self::Past | Self::Modal)
    }
}

/// Tags words.
#[derive(Clone, Debug)]
pub struct Tagger {
    /// Weights by [`WORD_TAGS`].
    pub table: Table<16>,
}

/// The tags of `tokens`, by the English tagger.
pub(crate) fn tag(text: &str, tokens: &[Token]) -> Vec<Tag> {
    static ENGLISH: OnceLock<Tagger> = OnceLock::new();
    let tagger =
        ENGLISH.get_or_init(|| Tagger::read(include_bytes!("tagger.bin")).unwrap_or_else(|error| panic!("{error}")));
    let mut tags = Vec::with_capacity(tokens.len());
    Features::new(text, tokens).run(
        |features| {
            let scores = tagger.table.score(features);
            let best = (1..scores.len()).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best });
            WORD_TAGS[best]
        },
        &mut tags,
    );
    tags
}

impl Tagger {
    /// The bytes of the model file.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.table.write(&mut body);
        weights::seal(MAGIC, VERSION, &body)
    }

    /// Reads what [`write`](Self::write) wrote.
    pub fn read(file: &[u8]) -> Result<Self, WeightsError> {
        Ok(Self { table: Table::read(&mut weights::open(file, MAGIC, VERSION)?)? })
    }
}

/// The features of the words of a text, for the tagger and its trainer.
pub(crate) struct Features<'t> {
    tokens: &'t [Token],
    /// By token: its last three letters in lower case, the last one lowest.
    endings: Vec<u32>,
}

impl<'t> Features<'t> {
    pub(crate) fn new(text: &str, tokens: &'t [Token]) -> Self {
        Self { tokens, endings: tokens.iter().map(|token| ending(token.span.of(text))).collect() }
    }

    /// Pushes a tag for each token; `choose` gives that of a word from its features.
    pub(crate) fn run(&self, mut choose: impl FnMut(&[u32]) -> Tag, tags: &mut Vec<Tag>) {
        let word = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).map_or(1, name);
        let ending = |at: usize| self.endings.get(at).copied().unwrap_or(0);
        for (at, token) in self.tokens.iter().enumerate() {
            let tag = match token.kind {
                Kind::Word => {
                    let before = at.checked_sub(1).map_or(Tag::Mark, |at| tags[at]) as u32;
                    let before_that = at.checked_sub(2).map_or(Tag::Mark, |at| tags[at]) as u32;
                    let this = name(token);
                    let starts = u32::from(at == 0 || matches!(self.tokens[at - 1].kind, Kind::Stop | Kind::Quote));
                    let shape = token.case as u32 * 2 + starts;
                    let next = self.tokens.get(at + 1);
                    let next_shape = next.map_or(0, |next| next.case as u32 * 16 + next.kind as u32);
                    let ending_here = ending(at);
                    choose(&[
                        mix(1, this, 0),
                        mix(2, ending_here, shape),
                        mix(3, ending_here & 0xffff, before),
                        mix(4, before, before_that),
                        mix(5, this, before),
                        mix(6, word(at.checked_sub(1)), 0),
                        mix(7, word(Some(at + 1)), 0),
                        mix(8, ending(at + 1), before),
                        mix(9, word(Some(at + 2)), 0),
                        mix(10, word(at.checked_sub(2)), 0),
                        mix(11, shape, next_shape),
                        mix(12, this, word(Some(at + 1))),
                        mix(13, shape, before),
                        mix(14, this, word(at.checked_sub(1))),
                    ])
                }
                Kind::Number => Tag::Number,
                _ => Tag::Mark,
            };
            tags.push(tag);
        }
    }
}

/// What a token is called in features: its word, or its kind.
fn name(token: &Token) -> u32 {
    match token.kind {
        Kind::Word => (token.folded ^ token.folded >> 32) as u32,
        kind => 2 + kind as u32,
    }
}

/// The last three letters, in lower case where they are ASCII.
pub(crate) fn ending(word: &str) -> u32 {
    let bytes = word.as_bytes();
    bytes[bytes.len().saturating_sub(3)..]
        .iter()
        .fold(0, |ending, byte| ending << 8 | u32::from(byte.to_ascii_lowercase()))
}

#[inline]
fn mix(template: u32, value: u32, other: u32) -> u32 {
    let value = value ^ other.wrapping_mul(0x27d4_eb2f).rotate_left(13);
    let mut hash = value.wrapping_mul(0x9e37_79b1) ^ template.wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 15).wrapping_mul(0x2c1b_3c6d);
    hash = (hash ^ hash >> 12).wrapping_mul(0x297a_2d39);
    hash ^ hash >> 15
}

/// What `examples/train_tagger` needs beside the public types.
pub struct Training<'t> {
    tokens: Vec<Token>,
    text: &'t str,
}

impl<'t> Training<'t> {
    /// Cuts `text` up.
    pub fn new(text: &'t str) -> Self {
        let lexicon = crate::lexicon::Lexicon::english();
        Self { tokens: super::token::tokenize(text, |word| lexicon.is_abbreviation(word)), text }
    }

    /// Byte ranges of the tokens.
    pub fn spans(&self) -> impl Iterator<Item = crate::span::Span> {
        self.tokens.iter().map(|token| token.span)
    }

    /// Indices of the tokens that are words.
    pub fn words(&self) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(|at| self.tokens[*at].is_word())
    }

    /// Tags the text; `choose` is given the features of each word and answers its tag.
    pub fn run(&self, choose: impl FnMut(&[u32]) -> Tag) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(self.tokens.len());
        Features::new(self.text, &self.tokens).run(choose, &mut tags);
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tagger_can_be_read() {
        let file = include_bytes!("tagger.bin");
        let tagger = Tagger::read(file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(tagger.write(), file);
    }

    #[test]
    fn tags_words_by_their_context() {
        let tags = |text: &str| {
            let lexicon = crate::lexicon::Lexicon::english();
            tag(text, &super::super::token::tokenize(text, |word| lexicon.is_abbreviation(word)))
        };
        use Tag::*;
        assert_eq!(tags("Iran’s envoy said"), [Proper, Possessive, Noun, Past]);
        assert_eq!(
            tags("He said that the talks will not be held in 2016."),
            [Pronoun, Past, Subordinator, Determiner, Noun, Modal, Adverb, Base, Participle, Preposition, Number, Mark]
        );
    }
}
