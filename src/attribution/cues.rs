//! Which words are cues, and how often: learned from the training texts, and part of the model file.
//!
//! The sequence model alone sees two words around a token; this table lets its features look for a cue anywhere in the
//! sentence. Known failure: a word that the training texts lack is no cue from afar, whatever its form.

use crate::lexicon::phrase::FoldedMap;
use crate::text::token::Folded;

/// How often a word outside quotation marks is the head of a cue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rate {
    /// Less than 10 in 100, or seen less than four times.
    #[default]
    Never,
    /// 10 to 25 in 100: "makes", "goes".
    Rarely,
    /// 25 to 45 in 100.
    Sometimes,
    /// 45 to 70 in 100.
    Often,
    /// 70 in 100 and more: "said".
    Mostly,
}

impl Rate {
    /// The rate that is stored as `byte`.
    pub(crate) fn from_byte(byte: u8) -> Self {
        [Self::Never, Self::Rarely, Self::Sometimes, Self::Often, Self::Mostly]
            .get(byte as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The rate of a word that was a cue `cues` times out of `all`.
    pub fn of(cues: u32, all: u32) -> Self {
        // One more occurrence that is no cue keeps rare words from being sure.
        match 100 * cues / (all + 1) {
            _ if all < 4 => Self::Never,
            70.. => Self::Mostly,
            45.. => Self::Often,
            25.. => Self::Sometimes,
            10.. => Self::Rarely,
            _ => Self::Never,
        }
    }
}

/// The words with a rate, by a hash of 32 bits.
#[derive(Clone, Debug, Default)]
pub struct CueTable(FoldedMap<Rate>);

impl CueTable {
    /// A table of words, given by their [`key`].
    pub fn new(words: impl IntoIterator<Item = (u32, Rate)>) -> Self {
        Self(words.into_iter().map(|(word, rate)| (Folded::from(word), rate)).collect())
    }

    /// The rate of a word; [`Rate::Never`] for those that the table lacks.
    pub fn rate(&self, word: Folded) -> Rate {
        self.0.get(&Folded::from(key(word))).copied().unwrap_or_default()
    }

    /// All words, in the order of their hashes.
    pub fn sorted(&self) -> Vec<(u32, Rate)> {
        let mut words: Vec<_> = self.0.iter().map(|(word, rate)| (*word as u32, *rate)).collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        words
    }
}

/// What a word is called in the table.
pub fn key(word: Folded) -> u32 {
    (word ^ word >> 32) as u32
}
