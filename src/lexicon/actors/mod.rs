//! What the tables know of those who speak: states, bodies, the nouns that people and organs go by, pronouns.
//!
//! A name is found case-sensitively where case tells it from a word ("US" from "us", "Lords" from "lords").

mod load;
mod traits;

use crate::lexicon::phrase::{FoldedMap, Phrases};
use crate::report::ActorKind;
use crate::text::token::{Case, Folded, Token};
pub(crate) use traits::Traits;

/// Index of a state or body of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KnownId(u16);

/// A state or body of the tables.
#[derive(Debug)]
pub(crate) struct Known {
    /// The name that a report shows.
    pub(crate) name: &'static str,
    pub(crate) kind: ActorKind,
    /// ISO 3166-1 code of the state it is, or belongs to; empty for international bodies.
    pub(crate) country: &'static str,
    /// The state that it is an organ or a part of; `None` for a state itself.
    pub(crate) state: Option<KnownId>,
    /// Whether it relays what others say.
    pub(crate) medium: bool,
}

/// How a word names a state or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// "Iran", "the IAEA"
    Name,
    /// "Iranian"
    Adjective,
    /// "Iranians"
    People,
    /// "Tehran": the state only where it acts
    Capital,
    /// "Kremlin"
    Seat,
}

/// A phrase that names a state or body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Naming {
    pub(crate) known: KnownId,
    pub(crate) use_: Use,
    /// How the first word must be written.
    case: Case,
}

/// What a common noun says of the actor that it heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// One person by the office held.
    Office,
    /// Any other noun for one person.
    Person,
    /// One who speaks unnamed.
    Source,
    /// A group.
    Members,
    /// An organisation.
    Body,
    /// An organ of a state.
    Government,
    /// A state as its rulers.
    Regime,
    /// A state by another word.
    State,
    Medium,
    /// Stands for its author.
    Document,
    /// A text that says something and that nobody speaks: "the treaty".
    Law,
    /// "Mrs"
    Courtesy,
    /// No actor.
    Place,
}

/// One form of a noun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noun {
    /// Row of the table: the same for singular and plural.
    pub(crate) row: u16,
    pub(crate) class: NounClass,
    pub(crate) plural: bool,
    pub(crate) gender: Gender,
}

/// Grammatical gender as far as words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Unknown,
    Male,
    Female,
    /// A thing, body or state.
    Neuter,
}

impl Gender {
    /// Whether one actor can have both.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }

    fn read(cell: &str) -> Option<Self> {
        Some(match cell {
            "" => Self::Unknown,
            "m" => Self::Male,
            "f" => Self::Female,
            "n" => Self::Neuter,
            _ => return None,
        })
    }
}

/// A pronoun of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pronoun {
    /// 1, 2, 3; 0 for the relative "who".
    pub(crate) person: u8,
    pub(crate) plural: bool,
    pub(crate) gender: Gender,
    pub(crate) role: PronounRole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PronounRole {
    Subject,
    Object,
    Reflexive,
    Possessive,
}

/// What a word does inside noun phrases and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Part {
    /// Stands before a head without a determiner: "senior", "former".
    Modifier,
    /// Starts a noun phrase: "the", "some", "three".
    Determiner,
    /// "of" behind a quantity.
    Partitive,
    /// "to" before a verb.
    Infinitive,
    /// Points back: "the", "those", "both".
    Definite,
    /// "some", "hundreds": may be followed by "of the".
    Quantity,
    /// "two", "both".
    Twice,
    /// "one"
    Single,
    /// Sets the holder of an office apart from today's: "former", "next".
    Term,
    /// Sets a lower office apart from the one without it: "vice".
    Rank,
    /// Inside a name, in lower case: "von", "al".
    Particle,
    /// Binds the parts of a body's name: "of", "for".
    Link,
    /// Binds a place to those who are there: "policemen in Sadr City".
    At,
    /// What follows is a place rather than an actor: "in", "visited".
    Place,
    /// What follows is a place where motion goes before ("flew to"), else an actor ("appealed to").
    Heading,
    /// A word of motion or distance.
    Motion,
    /// Passes on what somebody else said: "quoted".
    Relay,
    /// "as" in "quoted him as saying".
    Saying,
    /// No part of a name.
    Weekday,
    /// No part of a name, except behind one: "Theresa May".
    Month,
    /// A noun whose possessive stands inside a body's name: "People’s", "Workers’".
    Owner,
    /// Stands between a document and its author: "by".
    Author,
    /// Makes its subject the author of a document: "released".
    Issue,
    /// Before "of" it makes a state or city a place: "parts of", "north of".
    Area,
    /// Is sent to a state, or serves somebody: "ambassador to China".
    Posted,
    /// Binds the parts of a body's title only: "Commission on Presidential Debates".
    Title,
}

/// Which bodies a general noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hypernym {
    /// Any: "the group".
    Body,
    /// Those that no table knows, for the table's are no firms: "the company".
    Firm,
}

/// The office that a person is known for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder {
    pub(crate) state: KnownId,
    /// Noun row of the office.
    pub(crate) office: u16,
}

/// "J." or "J": no part of the key of a name.
pub(crate) fn is_initial(word: &str) -> bool {
    word.ends_with('.') || word.chars().count() < 2
}

/// One key for a name of several words; of one word it is the word.
fn name_key(words: &[Folded]) -> Folded {
    words.iter().fold(0, |key: u64, word| key.rotate_left(9) ^ word)
}

/// The tables of actors.
pub(crate) struct Actors {
    known: Vec<Known>,
    namings: Phrases<Naming>,
    /// Names that contain the name of a state and are none: "Latin American".
    regions: Phrases<()>,
    nouns: Phrases<Noun>,
    noun_names: Vec<&'static str>,
    noun_classes: Vec<NounClass>,
    /// For each row of a noun the first row that names the same office: "prime minister" for "premier".
    alike: Vec<u16>,
    pronouns: FoldedMap<Pronoun>,
    parts: FoldedMap<u32>,
    /// What each word of the tables may be or start, parts included: one look-up for all.
    traits: FoldedMap<Traits>,
    given_names: FoldedMap<Gender>,
    holders: FoldedMap<Holder>,
    /// Rows of nouns for any top office, and of the top offices.
    general: Vec<(u16, bool)>,
    top: Vec<u16>,
    hypernyms: Vec<(u16, Hypernym)>,
    /// Rows of offices whose last word alone is another office: "vice president".
    whole: Vec<u16>,
    /// Rows of nouns that name a body only at the end of its name: "News".
    titles: Vec<u16>,
    /// Rows of documents that are somebody's words: "statement".
    utterances: Vec<u16>,
    /// Rows of what somebody may be besides an office: "senator", "businessman".
    besides: Vec<u16>,
}

impl Actors {
    /// What the dated table knows of a person by that name, its words folded.
    pub(crate) fn office_holder(&self, name: &[Folded]) -> Option<Holder> {
        self.holders.get(&name_key(name)).copied()
    }

    /// The usual gender of a given name; `None` for a word that is none.
    pub(crate) fn given_name(&self, word: Folded) -> Option<Gender> {
        self.given_names.get(&word).copied()
    }

    /// The state or body of that id.
    pub(crate) fn known(&self, id: KnownId) -> &Known {
        &self.known[id.0 as usize]
    }

    /// The name of the state with that ISO 3166-1 code.
    pub(crate) fn state_name(&self, code: &str) -> Option<&'static str> {
        let state = |known: &&Known| known.kind == ActorKind::State && known.country == code && known.state.is_none();
        self.known.iter().find(state).map(|known| known.name)
    }

    /// The words that names of states and bodies start with.
    pub(super) fn namings(&self) -> impl Iterator<Item = Folded> {
        self.namings.firsts()
    }

    /// The longest name of a state or body that starts at token `at`.
    pub(crate) fn naming(&self, tokens: &[Token], at: usize) -> Option<(usize, Naming)> {
        let (length, naming) = self.namings.longest(tokens, at)?;
        let written = tokens[at].case;
        let right = match naming.case {
            Case::Upper => written == Case::Upper,
            Case::Capital => written != Case::Lower,
            Case::Lower => true,
        };
        right.then_some((length, naming))
    }

    /// The class of a noun.
    pub(crate) fn noun_class(&self, row: u16) -> NounClass {
        self.noun_classes[row as usize]
    }

    /// How many tokens a region takes that starts at token `at`: "Latin American".
    pub(crate) fn region(&self, tokens: &[Token], at: usize) -> Option<usize> {
        self.regions.longest(tokens, at).map(|(length, ())| length)
    }

    /// The longest noun of the table that starts at token `at`.
    pub(crate) fn noun(&self, tokens: &[Token], at: usize) -> Option<(usize, Noun)> {
        self.nouns.longest(tokens, at)
    }

    /// The singular of a noun, as the table has it.
    pub(crate) fn noun_name(&self, row: u16) -> &'static str {
        self.noun_names[row as usize]
    }

    /// Whether two rows name one office: "premier" and "prime minister".
    pub(crate) fn is_same_office(&self, one: u16, other: u16) -> bool {
        self.alike[one as usize] == self.alike[other as usize]
    }

    /// Whether the last word of the office is another office: "president" of "vice president".
    pub(crate) fn is_whole(&self, row: u16) -> bool {
        self.whole.contains(&row)
    }

    /// Whether the noun names a body only as the last word of its name: "Yahoo News".
    pub(crate) fn is_title(&self, row: u16) -> bool {
        self.titles.contains(&row)
    }

    /// Whether the document is the words of whoever is named before it: "statement", not "survey".
    pub(crate) fn is_utterance(&self, row: u16) -> bool {
        self.utterances.contains(&row)
    }

    /// Whether somebody may be called so besides any other office: "senator", "businessman".
    pub(crate) fn is_besides(&self, row: u16) -> bool {
        self.besides.contains(&row)
    }

    /// Which bodies the noun may stand for when it is all that the text says: "the group".
    pub(crate) fn hypernym(&self, row: u16) -> Option<Hypernym> {
        self.hypernyms.iter().find(|(noun, _)| *noun == row).map(|(_, hypernym)| *hypernym)
    }

    /// Whether the noun of `general` stands for the holder of the office of `role`: "leader" for a president,
    /// "counterpart" for anybody in office.
    pub(crate) fn stands_for(&self, general: u16, role: u16) -> bool {
        let any = self.general.iter().find(|(row, _)| *row == general).map(|(_, any)| *any);
        any.is_some_and(|any| if any { self.noun_class(role) == NounClass::Office } else { self.is_top(role) })
    }

    /// Whether the office leads a state or body: "president".
    fn is_top(&self, row: u16) -> bool {
        self.top.contains(&row)
    }

    pub(crate) fn pronoun(&self, word: Folded) -> Option<Pronoun> {
        self.pronouns.get(&word).copied()
    }

    pub(crate) fn is(&self, word: Folded, part: Part) -> bool {
        self.parts.get(&word).is_some_and(|parts| parts & 1 << part as u32 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::token::tokenize;

    fn named(text: &str) -> Option<(&'static str, Use)> {
        let actors = &Lexicon::english().actors;
        let tokens = tokenize(text, |_| false);
        actors.naming(&tokens, 0).map(|(_, naming)| (actors.known(naming.known).name, naming.use_))
    }

    #[test]
    fn case_tells_names_from_words() {
        assert_eq!(named("US"), Some(("United States", Use::Name)));
        assert_eq!(named("us"), None);
        assert_eq!(named("Iranian"), Some(("Iran", Use::Adjective)));
        assert_eq!(named("Kremlin"), Some(("Russia", Use::Seat)));
        assert_eq!(named("Turks"), Some(("Turkey", Use::People)));
    }
}
