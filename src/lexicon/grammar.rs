//! The closed classes of English: determiners, pronouns, auxiliaries, conjunctions, prepositions, abbreviations.

use super::inflect::{Form, Irregular};
use super::phrase::FoldedMap;
use super::table::{Error, rows, table};
use crate::text::token::{Folded, fold};

/// A class of words. A word may be in several ("that": determiner, relative, complementizer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// "the", "a", "this", "some"
    Determiner,
    /// "his", "their", "its", "my"
    Possessive,
    /// "he", "they", "who", "himself"
    Pronoun,
    /// "who", "which", "that"
    Relative,
    /// "of", "in", "with"
    Preposition,
    /// "and", "or", "but"
    Conjunction,
    /// "because", "while", "if"
    Subordinator,
    /// "if", "unless"
    Condition,
    /// "is", "was", "been"
    Be,
    /// "has", "had"
    Have,
    /// "does", "did"
    Do,
    /// "will", "must", "would"
    Modal,
    /// "not", "never", "n’t"
    Negation,
    /// Adverbs that stand between subject and verb: "also", "still", "repeatedly".
    Adverb,
    /// "Monday", "January", "yesterday"
    Time,
    /// "one", "two", "hundred"
    Numeral,
    /// Interjections and adverbs that start sentences: "However", "Meanwhile"
    Connective,
    /// Keeps its full stop: "Mr", "Sen", "Jan"
    Abbreviation,
    /// An abbreviation before a name: "Mr", "Gen"
    TitleAbbreviation,
    /// "i", "me", "my"
    FirstSingular,
    /// "we", "us", "our"
    FirstPlural,
    /// Verbs that state a quality: "remains", "seems".
    Copula,
    /// Verbs of thinking, whose negation belongs to what is thought: "I do not think we should".
    Opinion,
    /// A form of a verb of speech that can tag a quote.
    Tag,
    /// Heads a stance frame: "urged", "call".
    Frame,
    /// Opens a marker of time, contrast or strength: "by", "strongly".
    Marker,
    /// Opens a term of a topic: "nuclear".
    Term,
    /// Opens a name of a state or body: "United", "French".
    Naming,
    /// Names no matter by itself: "people", "statement".
    Vague,
    /// A preposition that ties a noun to what it is about: "incursion into Iraq".
    Tie,
}

const CLASSES: [(&str, Class); 23] = [
    ("determiner", Class::Determiner),
    ("possessive", Class::Possessive),
    ("pronoun", Class::Pronoun),
    ("relative", Class::Relative),
    ("preposition", Class::Preposition),
    ("conjunction", Class::Conjunction),
    ("subordinator", Class::Subordinator),
    ("condition", Class::Condition),
    ("be", Class::Be),
    ("have", Class::Have),
    ("do", Class::Do),
    ("modal", Class::Modal),
    ("negation", Class::Negation),
    ("adverb", Class::Adverb),
    ("time", Class::Time),
    ("numeral", Class::Numeral),
    ("connective", Class::Connective),
    ("first singular", Class::FirstSingular),
    ("first plural", Class::FirstPlural),
    ("copula", Class::Copula),
    ("opinion", Class::Opinion),
    ("abbreviation", Class::Abbreviation),
    ("title abbreviation", Class::TitleAbbreviation),
];

/// Classes whose words are no part of a name.
const FUNCTION: [Class; 17] = [
    Class::Determiner,
    Class::Possessive,
    Class::Pronoun,
    Class::Relative,
    Class::Preposition,
    Class::Conjunction,
    Class::Subordinator,
    Class::Condition,
    Class::Be,
    Class::Have,
    Class::Do,
    Class::Modal,
    Class::Negation,
    Class::Adverb,
    Class::Time,
    Class::Numeral,
    Class::Connective,
];

/// The classes of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Classes(u32);

impl Classes {
    /// Whether the word is in `class`.
    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u32 != 0
    }

    /// Whether the word is in any of `classes`.
    pub(crate) fn has_any(self, classes: &[Class]) -> bool {
        self.0 & classes.iter().fold(0, |mask, class| mask | 1 << *class as u32) != 0
    }

    /// Whether the word is no name even where it starts with a capital letter.
    pub(crate) fn is_function_word(self) -> bool {
        self.0 & FUNCTION.iter().fold(0, |mask, class| mask | 1 << *class as u32) != 0
    }
}

/// Which classes each word is in.
pub(crate) struct Grammar {
    classes: FoldedMap<u32>,
    /// Abbreviations together with their full stop.
    stopped: FoldedMap<()>,
    pub(crate) irregular: Irregular,
}

impl Grammar {
    pub(crate) fn load() -> Result<Self, Error> {
        let irregular = Irregular::load("irregular.tsv", table!("en/irregular.tsv"))?;
        let mut grammar = Self { classes: FoldedMap::default(), stopped: FoldedMap::default(), irregular };
        for row in rows("grammar.tsv", table!("en/grammar.tsv"), ["class", "words"])? {
            let [name, words] = row.cells;
            let Some((_, class)) = CLASSES.iter().find(|(known, _)| *known == name) else {
                let known = CLASSES.map(|(known, _)| known).join(", ");
                return Err(row.error(|| format!("the class “{name}” is none of {known}")));
            };
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                grammar.mark(word, *class);
            }
        }
        for row in rows("tags.tsv", table!("en/tags.tsv"), ["verb"])? {
            for (form, word) in grammar.irregular.forms(row.cells[0]) {
                if form != Form::Base {
                    grammar.mark(&word, Class::Tag);
                }
            }
        }
        Ok(grammar)
    }

    fn mark(&mut self, word: &str, class: Class) {
        *self.classes.entry(fold(word)).or_default() |= 1 << class as u32;
        if matches!(class, Class::Abbreviation | Class::TitleAbbreviation) {
            let stopped = format!("{word}.");
            *self.classes.entry(fold(&stopped)).or_default() |= 1 << class as u32;
            *self.classes.entry(fold(word)).or_default() |= 1 << Class::Abbreviation as u32;
            self.stopped.insert(fold(&stopped), ());
        }
    }

    /// Puts words of another table in a class, so that a text's tokens are looked up once for all tables.
    pub(super) fn add(&mut self, words: impl Iterator<Item = Folded>, class: Class) {
        for word in words {
            *self.classes.entry(word).or_default() |= 1 << class as u32;
        }
    }

    /// Whether `word` is in `class`.
    pub(crate) fn has(&self, word: Folded, class: Class) -> bool {
        self.classes.get(&word).is_some_and(|classes| classes & 1 << class as u32 != 0)
    }

    /// All classes of `word`, a bit each.
    pub(crate) fn classes(&self, word: Folded) -> Classes {
        Classes(self.classes.get(&word).copied().unwrap_or(0))
    }

    /// Whether `word` is in any of `classes`.
    pub(crate) fn is_any(&self, word: Folded, classes: &[Class]) -> bool {
        let mask = classes.iter().fold(0, |mask, class| mask | 1 << *class as u32);
        self.classes.get(&word).is_some_and(|own| own & mask != 0)
    }

    /// Whether `word` is a verb that states a quality: "is", "remains".
    pub(crate) fn is_copula(&self, word: Folded) -> bool {
        self.is_any(word, &[Class::Be, Class::Copula])
    }

    /// The verbs that state a quality as "be" does, in no order.
    pub(crate) fn copulas(&self) -> impl Iterator<Item = Folded> + '_ {
        self.classes.keys().copied().filter(|word| self.has(*word, Class::Copula))
    }

    pub(crate) fn is_function_word(&self, word: Folded) -> bool {
        self.is_any(word, &FUNCTION)
    }

    /// Whether `word` is a known abbreviation, its full stop included.
    pub(crate) fn is_stopped(&self, word: Folded) -> bool {
        self.stopped.contains_key(&word)
    }
}
