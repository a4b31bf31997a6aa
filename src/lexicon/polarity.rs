//! Words that judge: evidence for the stance model.

use super::grammar::Grammar;
use super::inflect::Form;
use super::phrase::FoldedMap;
use super::table::{Error, rows, table};
use crate::text::token::{Folded, fold};

/// The rows of `polarity.tsv`; a word's polarity is its index here.
pub(crate) const POLARITIES: [&str; 5] = ["positive", "negative", "force", "refusal", "threat"];

/// Which word judges how.
pub(crate) struct Polarity {
    words: FoldedMap<u8>,
}

impl Polarity {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut polarity = Self { words: FoldedMap::default() };
        for row in rows("polarity.tsv", table!("en/polarity.tsv"), ["polarity", "words"])? {
            let [name, words] = row.cells;
            let Some(number) = POLARITIES.iter().position(|known| *known == name) else {
                return Err(row.error(|| format!("“{name}” is none of {}", POLARITIES.join(", "))));
            };
            for word in words.split(' ') {
                polarity.words.entry(fold(word)).or_insert(number as u8);
                if name != "refusal" {
                    for (form, word) in grammar.irregular.forms(word) {
                        if form != Form::Base {
                            polarity.words.entry(fold(&word)).or_insert(number as u8);
                        }
                    }
                }
            }
        }
        Ok(polarity)
    }

    /// Index into [`POLARITIES`].
    pub(crate) fn of(&self, word: Folded) -> Option<usize> {
        self.words.get(&word).map(|polarity| usize::from(*polarity))
    }
}
