//! What the tables of actors know of one word, in one look-up: its parts, and which of the other tables are worth a look.
//!
//! "new" has the trait of names (New Zealand) and is a modifier; a word without traits is in none of the tables.

use super::{Actors, Part};
use crate::text::token::Folded;

const PRONOUN: u32 = 1 << 27;
const NOUN: u32 = 1 << 28;
const NAMING: u32 = 1 << 29;
const REGION: u32 = 1 << 30;
const GIVEN: u32 = 1 << 31;

/// What a word may be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits(u32);

impl Traits {
    /// Whether the word plays this part in noun phrases.
    pub(crate) fn is(self, part: Part) -> bool {
        self.0 & 1 << part as u32 != 0
    }

    /// Whether it is a pronoun of the table.
    pub(crate) fn is_pronoun(self) -> bool {
        self.0 & PRONOUN != 0
    }

    /// Whether a noun of the table starts with it.
    pub(crate) fn starts_noun(self) -> bool {
        self.0 & NOUN != 0
    }

    /// Whether the name of a state or body starts with it.
    pub(crate) fn starts_naming(self) -> bool {
        self.0 & NAMING != 0
    }

    /// Whether the name of a region starts with it.
    pub(crate) fn starts_region(self) -> bool {
        self.0 & REGION != 0
    }

    /// Whether it is a given name.
    pub(crate) fn is_given_name(self) -> bool {
        self.0 & GIVEN != 0
    }
}

impl Actors {
    /// What the tables know of a word; no traits for one that is in none.
    pub(crate) fn traits(&self, word: Folded) -> Traits {
        self.traits.get(&word).copied().unwrap_or_default()
    }

    /// Collects the traits, once all tables are read.
    pub(super) fn collect_traits(&mut self) {
        let mut add = |word: Folded, bits: u32| self.traits.entry(word).or_default().0 |= bits;
        self.parts.iter().for_each(|(word, parts)| add(*word, *parts));
        self.pronouns.keys().for_each(|word| add(*word, PRONOUN));
        self.nouns.firsts().for_each(|word| add(word, NOUN));
        self.namings.firsts().for_each(|word| add(word, NAMING));
        self.regions.firsts().for_each(|word| add(word, REGION));
        self.given_names.keys().for_each(|word| add(*word, GIVEN));
    }
}
