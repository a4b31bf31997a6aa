//! The word tables of `en/`, read and checked once. Words live here, logic elsewhere: a linguist edits the tables.
//!
//! Every look-up is by [`Folded`] word (lower case, straight apostrophes) or by token phrase, never by regex.

pub(crate) mod actors;
pub(crate) mod cues;
pub(crate) mod frames;
pub(crate) mod grammar;
pub(crate) mod inflect;
pub(crate) mod phrase;
pub(crate) mod polarity;
pub(crate) mod table;
pub(crate) mod topics;

use crate::text::token::{Folded, Token};
use actors::Actors;
use cues::Cues;
use frames::Frames;
use grammar::{Class, Grammar};
use polarity::Polarity;
use std::sync::OnceLock;
pub(crate) use table::Error;
use topics::Topics;

/// All tables of one language.
pub(crate) struct Lexicon {
    pub(crate) grammar: Grammar,
    pub(crate) actors: Actors,
    pub(crate) cues: Cues,
    pub(crate) frames: Frames,
    pub(crate) topics: Topics,
    pub(crate) polarity: Polarity,
}

impl Lexicon {
    /// The English tables. Read at the first call; the tests prove that they can be read.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        ENGLISH.get_or_init(|| Self::load().unwrap_or_else(|error| panic!("a table of the program is broken: {error}")))
    }

    fn load() -> Result<Self, Error> {
        let mut grammar = Grammar::load()?;
        let actors = Actors::load(&grammar)?;
        let cues = Cues::load(&grammar)?;
        let frames = Frames::load(&grammar)?;
        let topics = Topics::load(&mut grammar)?;
        let polarity = Polarity::load(&grammar)?;
        grammar.add(frames.heads(), Class::Frame);
        grammar.add(cues.markers(), Class::Marker);
        grammar.add(topics.firsts(), Class::Term);
        grammar.add(actors.namings(), Class::Naming);
        Ok(Self { grammar, actors, cues, frames, topics, polarity })
    }

    /// Whether the word keeps the full stop behind it ("Mr", "gen").
    pub(crate) fn is_abbreviation(&self, word: Folded) -> bool {
        self.grammar.has(word, Class::Abbreviation)
    }

    /// Whether the token is an abbreviation that was written with its full stop.
    pub(crate) fn ends_with_stop(&self, token: &Token) -> bool {
        self.grammar.is_stopped(token.folded)
    }

    /// Whether the word is no name even where it starts with a capital letter: "The", "But", "In".
    pub(crate) fn is_function_word(&self, word: Folded) -> bool {
        self.grammar.is_function_word(word)
    }

    /// Whether an abbreviation of a title: "Mr.", "Gen.". A name follows, never a new sentence.
    pub(crate) fn is_title(&self, word: Folded) -> bool {
        self.grammar.has(word, Class::TitleAbbreviation)
    }

    /// Whether a form of a verb of speech that can tag a quote: "said", "asks".
    pub(crate) fn is_speech_verb(&self, word: Folded) -> bool {
        self.grammar.has(word, Class::Tag)
    }
}

/// The folded words of a phrase as the tokenizer would cut it; marks are 0, as in a text.
pub(crate) fn words(phrase: &str) -> Vec<Folded> {
    crate::text::token::tokenize(phrase, |_| true).iter().map(|token| token.folded).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_table_can_be_read() {
        assert_eq!(super::Lexicon::load().err(), None);
    }
}
