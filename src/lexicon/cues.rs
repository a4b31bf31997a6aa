//! The reporting cues and what each can take as its content, and the markers of hedging, time, contrast and strength.

use super::grammar::Grammar;
use super::inflect::Form;
use super::phrase::{FoldedMap, Phrases};
use super::table::{Error, rows, table};
use crate::text::token::{Folded, Token, fold};

/// What a cue can take as its content; names as in the column "takes" of `cues.tsv`.
const TAKES: [(&str, u32); 18] = [
    ("that", Cue::THAT),
    ("to", Cue::TO),
    ("np", Cue::NP),
    ("inside", Cue::INSIDE),
    ("told", Cue::TOLD),
    ("quote", Cue::QUOTE),
    ("silent", Cue::SILENT),
    ("as", Cue::AS),
    ("of", Cue::PREPOSITION),
    ("for", Cue::PREPOSITION),
    ("on", Cue::PREPOSITION),
    ("about", Cue::PREPOSITION),
    ("against", Cue::PREPOSITION),
    ("over", Cue::PREPOSITION),
    ("from", Cue::PREPOSITION),
    ("at", Cue::PREPOSITION),
    ("with", Cue::PREPOSITION),
    ("noun", Cue::NOUN),
];

/// A cue as it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    takes: u32,
    /// Row of `cues.tsv`, from 0.
    pub(crate) row: u16,
    pub(crate) form: Form,
}

impl Cue {
    pub(crate) const THAT: u32 = 1;
    pub(crate) const TO: u32 = 2;
    pub(crate) const NP: u32 = 4;
    pub(crate) const INSIDE: u32 = 8;
    pub(crate) const TOLD: u32 = 16;
    pub(crate) const QUOTE: u32 = 32;
    pub(crate) const SILENT: u32 = 64;
    pub(crate) const AS: u32 = 128;
    pub(crate) const PREPOSITION: u32 = 256;
    pub(crate) const NOUN: u32 = 512;

    /// All that it can take, as bits.
    pub(crate) fn bits(&self) -> u32 {
        self.takes
    }

    /// Whether it can take `what`, one of the constants.
    pub(crate) fn takes(&self, what: u32) -> bool {
        self.takes & what != 0
    }
}

/// What a marker marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Attribution,
    Hedge,
    Earlier,
    Contrast,
    Agreement,
    Intensifier,
    Downtoner,
}

const MARKERS: [(&str, Marker); 7] = [
    ("attribution", Marker::Attribution),
    ("hedge", Marker::Hedge),
    ("earlier", Marker::Earlier),
    ("contrast", Marker::Contrast),
    ("agreement", Marker::Agreement),
    ("intensifier", Marker::Intensifier),
    ("downtoner", Marker::Downtoner),
];

/// Both tables.
pub(crate) struct Cues {
    phrases: Phrases<Cue>,
    markers: Phrases<Marker>,
    verbs: FoldedMap<()>,
    /// Forms of the verbs of `acts.tsv`.
    acts: FoldedMap<()>,
    /// Prepositions that some cue takes its content with, by row.
    prepositions: Vec<Vec<Folded>>,
}

impl Cues {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut cues = Self {
            phrases: Phrases::default(),
            markers: Phrases::default(),
            verbs: FoldedMap::default(),
            acts: FoldedMap::default(),
            prepositions: Vec::new(),
        };
        for row in rows("cues.tsv", table!("en/cues.tsv"), ["cue", "takes", "example"])? {
            let [verb, takes, _] = row.cells;
            let mut bits = 0;
            let mut prepositions = Vec::new();
            for word in takes.split(' ') {
                let Some((_, bit)) = TAKES.iter().find(|(name, _)| *name == word) else {
                    return Err(row.error(|| format!("“{word}” is nothing a cue can take; see the head of the table")));
                };
                bits |= bit;
                if *bit == Cue::PREPOSITION || *bit == Cue::AS {
                    prepositions.push(fold(word));
                }
            }
            let number = cues.prepositions.len() as u16;
            cues.prepositions.push(prepositions);
            for (form, phrase) in grammar.irregular.forms(verb) {
                let old = cues.phrases.add(&phrase, Cue { takes: bits, row: number, form });
                if old.is_some_and(|old| old.row != number && form == Form::Base) {
                    return Err(row.error(|| format!("“{verb}” stands here twice")));
                }
                cues.verbs.insert(fold(phrase.split(' ').next().unwrap_or(&phrase)), ());
            }
        }
        for row in rows("acts.tsv", table!("en/acts.tsv"), ["verb", "example"])? {
            for (_, form) in grammar.irregular.forms(row.cells[0]) {
                cues.acts.insert(fold(&form), ());
            }
        }
        for row in rows("markers.tsv", table!("en/markers.tsv"), ["kind", "phrase", "example"])? {
            let [kind, phrase, _] = row.cells;
            let Some((_, marker)) = MARKERS.iter().find(|(name, _)| *name == kind) else {
                return Err(row.error(|| format!("“{kind}” is no kind of marker")));
            };
            if cues.markers.add(phrase, *marker).is_some() {
                return Err(row.error(|| format!("“{phrase}” stands here twice")));
            }
        }
        Ok(cues)
    }

    /// The cue that starts at token `at`: how many tokens it takes, and what it is.
    pub(crate) fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, Cue)> {
        self.phrases.longest(tokens, at)
    }

    /// The words that markers start with.
    pub(super) fn markers(&self) -> impl Iterator<Item = Folded> {
        self.markers.firsts()
    }

    /// The marker that starts at token `at`.
    pub(crate) fn marker_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Marker)> {
        self.markers.longest(tokens, at)
    }

    /// Whether `word` is a form of a cue verb.
    pub(crate) fn is_verb(&self, word: Folded) -> bool {
        self.verbs.contains_key(&word)
    }

    /// Whether `word` is a form of a verb that acts or judges, and reports only with a clause or a quotation.
    pub(crate) fn is_act(&self, word: Folded) -> bool {
        self.acts.contains_key(&word)
    }

    /// Whether the cue takes its content behind the preposition `word`.
    pub(crate) fn takes_behind(&self, cue: &Cue, word: Folded) -> bool {
        self.prepositions[cue.row as usize].contains(&word)
    }
}
