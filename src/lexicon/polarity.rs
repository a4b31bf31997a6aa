//! Words that judge, and the pronouns of the first person: evidence for the stance model.

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
    persons: FoldedMap<u64>,
}

impl Polarity {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut polarity = Self { words: FoldedMap::default(), persons: FoldedMap::default() };
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
        for (person, word) in grammar.first_person() {
            polarity.persons.insert(word, person);
        }
        Ok(polarity)
    }

    /// Index into [`POLARITIES`].
    pub(crate) fn of(&self, word: Folded) -> Option<usize> {
        self.words.get(&word).map(|polarity| usize::from(*polarity))
    }

    /// 1 for the singular of the first person, 2 for the plural.
    pub(crate) fn first_person(&self, word: Folded) -> Option<u64> {
        self.persons.get(&word).copied()
    }
}
