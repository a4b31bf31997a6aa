//! What the tables know of those who speak: states, bodies, the nouns that people and organs go by, pronouns.
//!
//! A name is found case-sensitively where case tells it from a word ("US" from "us", "Lords" from "lords").

use super::grammar::{Class, Grammar};
use super::inflect::plural;
use super::phrase::{FoldedMap, Phrases};
use super::table::{Error, alternatives, rows};
use super::words;
use crate::report::ActorKind;
use crate::text::token::{Case, Folded, Token, fold};
use std::collections::HashMap;

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
    /// The state itself: an organ's state, a state's own id.
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

const USES: [(&str, Use); 5] = [
    ("name", Use::Name),
    ("adjective", Use::Adjective),
    ("people", Use::People),
    ("capital", Use::Capital),
    ("seat", Use::Seat),
];

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
    /// "Mrs"
    Courtesy,
    /// No actor.
    Place,
}

const NOUN_CLASSES: [(&str, NounClass); 12] = [
    ("office", NounClass::Office),
    ("person", NounClass::Person),
    ("source", NounClass::Source),
    ("members", NounClass::Members),
    ("body", NounClass::Body),
    ("government", NounClass::Government),
    ("regime", NounClass::Regime),
    ("state", NounClass::State),
    ("medium", NounClass::Medium),
    ("document", NounClass::Document),
    ("courtesy", NounClass::Courtesy),
    ("place", NounClass::Place),
];

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
    /// No part of a name.
    Weekday,
    /// No part of a name, except behind one: "Theresa May".
    Month,
    /// A noun whose possessive stands inside a body's name: "People’s", "Workers’".
    Owner,
}

const PARTS: [(&str, Part); 17] = [
    ("modifier", Part::Modifier),
    ("determiner", Part::Determiner),
    ("definite", Part::Definite),
    ("quantity", Part::Quantity),
    ("twice", Part::Twice),
    ("single", Part::Single),
    ("particle", Part::Particle),
    ("link", Part::Link),
    ("at", Part::At),
    ("place", Part::Place),
    ("heading", Part::Heading),
    ("motion", Part::Motion),
    ("weekday", Part::Weekday),
    ("partitive", Part::Partitive),
    ("infinitive", Part::Infinitive),
    ("month", Part::Month),
    ("owner", Part::Owner),
];

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
    pronouns: FoldedMap<Pronoun>,
    parts: FoldedMap<u32>,
    given_names: FoldedMap<Gender>,
    holders: FoldedMap<Holder>,
    /// Rows of nouns for any top office, and of the top offices.
    general: Vec<u16>,
    top: Vec<u16>,
    hypernyms: Vec<(u16, Hypernym)>,
}

impl Actors {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut actors = Self {
            known: Vec::new(),
            namings: Phrases::default(),
            regions: Phrases::default(),
            nouns: Phrases::default(),
            noun_names: Vec::new(),
            noun_classes: Vec::new(),
            pronouns: FoldedMap::default(),
            parts: FoldedMap::default(),
            given_names: FoldedMap::default(),
            holders: FoldedMap::default(),
            general: Vec::new(),
            top: Vec::new(),
            hypernyms: Vec::new(),
        };
        actors.load_states_and_bodies()?;
        actors.load_nouns(grammar)?;
        actors.load_given_names()?;
        actors.load_office_holders()?;
        for row in
            rows("pronouns.tsv", include_str!("en/pronouns.tsv"), ["word", "person", "number", "gender", "case"])?
        {
            let [word, person, number, gender, case] = row.cells;
            let role = match case {
                "subject" => PronounRole::Subject,
                "object" => PronounRole::Object,
                "reflexive" => PronounRole::Reflexive,
                "possessive" => PronounRole::Possessive,
                _ => {
                    return Err(
                        row.error(format!("the case “{case}” is none of subject, object, reflexive, possessive"))
                    );
                }
            };
            let (Ok(person), Some(gender)) = (person.parse(), Gender::read(gender)) else {
                return Err(row.error("person must be a number and gender one of m, f, n or empty"));
            };
            actors.pronouns.insert(fold(word), Pronoun { person, plural: number == "more", gender, role });
        }
        for row in rows("modifiers.tsv", include_str!("en/modifiers.tsv"), ["class", "words"])? {
            let [name, words] = row.cells;
            let Some((_, part)) = PARTS.iter().find(|(known, _)| *known == name) else {
                return Err(
                    row.error(format!("the class “{name}” is none of {}", PARTS.map(|(known, _)| known).join(", ")))
                );
            };
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                *actors.parts.entry(fold(word)).or_default() |= 1 << *part as u32;
            }
        }
        Ok(actors)
    }

    fn load_states_and_bodies(&mut self) -> Result<(), Error> {
        let mut states: HashMap<&str, KnownId> = HashMap::new();
        let more = rows("state_names.tsv", include_str!("en/state_names.tsv"), ["code", "use", "words", "example"])?;
        let generated = rows("states.tsv", include_str!("en/states.tsv"), ["code", "name", "adjectives", "capital"])?;
        for row in &generated {
            let [code, name, ..] = row.cells;
            let id = self.push(name, ActorKind::State, code, None, false);
            self.name(name, id, Use::Name);
            states.insert(code, id);
        }
        // By hand before by package: where two states share a word, the first row keeps it.
        for row in &more {
            let [code, use_, words, _] = row.cells;
            if use_ == "region" {
                for form in alternatives(words) {
                    self.regions.add(form, ());
                }
                continue;
            }
            let Some((_, use_)) = USES.iter().find(|(known, _)| *known == use_) else {
                return Err(
                    row.error(format!("the use “{use_}” is none of {}", USES.map(|(known, _)| known).join(", ")))
                );
            };
            let id = match states.get(code) {
                Some(id) => *id,
                None => {
                    let name = alternatives(words).next().unwrap_or(code);
                    let id = self.push(name, ActorKind::State, &code[..2], None, false);
                    states.insert(code, id);
                    id
                }
            };
            for form in alternatives(words) {
                self.name(form, id, *use_);
            }
        }
        for row in rows("bodies.tsv", include_str!("en/bodies.tsv"), ["name", "kind", "country", "forms", "example"])? {
            let [name, kind, country, forms, _] = row.cells;
            let actor_kind = match kind {
                "organisation" | "medium" => ActorKind::Organisation,
                "government" => ActorKind::Government,
                "office" => ActorKind::Office,
                "state" => ActorKind::State,
                _ => {
                    return Err(
                        row.error(format!("the kind “{kind}” is none of organisation, government, office, medium"))
                    );
                }
            };
            let state = states.get(country).copied();
            if !country.is_empty() && state.is_none() {
                return Err(row.error(format!("no state has the code “{country}”")));
            }
            let id = match state {
                Some(state) if actor_kind == ActorKind::State => state,
                _ => self.push(name, actor_kind, country, state, kind == "medium"),
            };
            self.name(name, id, Use::Name);
            for form in alternatives(forms) {
                // "(Brussels)" names the body only where it acts.
                match form.strip_prefix('(').and_then(|form| form.strip_suffix(')')) {
                    Some(seat) => self.name(seat, id, Use::Capital),
                    None => self.name(form, id, Use::Name),
                }
            }
        }
        for row in &generated {
            let [code, _, adjectives, capital] = row.cells;
            let id = states[code];
            for adjective in alternatives(adjectives) {
                self.name(adjective, id, Use::Adjective);
                if adjective.ends_with(['n', 'i']) {
                    self.name(&format!("{adjective}s"), id, Use::People);
                }
            }
            if !capital.is_empty() {
                self.name(capital, id, Use::Capital);
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        name: &'static str,
        kind: ActorKind,
        country: &'static str,
        state: Option<KnownId>,
        medium: bool,
    ) -> KnownId {
        let id = KnownId(self.known.len() as u16);
        self.known.push(Known { name, kind, country, state, medium });
        id
    }

    fn name(&mut self, form: &str, known: KnownId, use_: Use) {
        let form = form.strip_prefix("the ").unwrap_or(form);
        let first = form.split([' ', '-']).next().unwrap_or("");
        let letters = || first.chars().filter(|char| char.is_alphabetic());
        let case = if letters().count() > 1 && letters().all(char::is_uppercase) {
            Case::Upper
        } else if first.starts_with(char::is_uppercase) {
            Case::Capital
        } else {
            Case::Lower
        };
        self.namings.add(form, Naming { known, use_, case });
    }

    fn load_nouns(&mut self, grammar: &Grammar) -> Result<(), Error> {
        for row in rows("nouns.tsv", include_str!("en/nouns.tsv"), ["noun", "class", "gender", "rank", "example"])? {
            let [noun, class, gender, rank, _] = row.cells;
            let Some((_, class)) = NOUN_CLASSES.iter().find(|(known, _)| *known == class) else {
                let known = NOUN_CLASSES.map(|(known, _)| known).join(", ");
                return Err(row.error(format!("the class “{class}” is none of {known}")));
            };
            let Some(gender) = Gender::read(gender) else {
                return Err(row.error(format!("the gender “{gender}” is none of m, f or empty")));
            };
            let mut forms = alternatives(noun);
            let singular = forms.next().unwrap_or_default();
            let regular = || (*class != NounClass::Courtesy).then(|| plural(singular));
            let plural = forms.next().map(str::to_owned).or_else(regular);
            let index = self.noun_names.len() as u16;
            match rank {
                "" => {}
                "top" => self.top.push(index),
                "any top" => self.general.push(index),
                "any body" => self.hypernyms.push((index, Hypernym::Body)),
                "any firm" => self.hypernyms.push((index, Hypernym::Firm)),
                _ => return Err(row.error(format!("the rank “{rank}” is none of top, any top, any body, any firm"))),
            }
            self.noun_names.push(singular);
            self.noun_classes.push(*class);
            let noun = Noun { row: index, class: *class, plural: false, gender };
            self.nouns.add(singular, noun);
            // "Dr" is "Dr." as well.
            if singular.split(' ').any(|word| grammar.has(fold(word), Class::TitleAbbreviation)) {
                let stopped = |word: &str| {
                    let stop = grammar.has(fold(word), Class::Abbreviation);
                    if stop { format!("{word}.") } else { word.to_owned() }
                };
                self.nouns.add(&singular.split(' ').map(stopped).collect::<Vec<_>>().join(" "), noun);
            }
            if let Some(plural) = plural {
                self.nouns.add(&plural, Noun { row: index, class: *class, plural: true, gender });
            }
        }
        Ok(())
    }

    fn load_given_names(&mut self) -> Result<(), Error> {
        for row in rows("given_names.tsv", include_str!("en/given_names.tsv"), ["gender", "region", "names"])? {
            let [gender, _, names] = row.cells;
            let Some(gender) = Gender::read(gender) else { return Err(row.error("the gender must be m or f")) };
            for name in names.split(' ').filter(|name| !name.is_empty()) {
                let known = self.given_names.entry(fold(name)).or_insert(gender);
                if *known != gender {
                    *known = Gender::Unknown;
                }
            }
        }
        Ok(())
    }

    fn load_office_holders(&mut self) -> Result<(), Error> {
        let columns = ["name", "alone", "code", "office"];
        for row in rows("office_holders.tsv", include_str!("en/office_holders.tsv"), columns)? {
            let [name, alone, code, office] = row.cells;
            let Some(state) =
                self.known.iter().position(|known| known.kind == ActorKind::State && known.country == code)
            else {
                return Err(row.error(format!("no state has the code “{code}”")));
            };
            let Some(office) = self.noun_names.iter().position(|noun| *noun == office) else {
                return Err(row.error(format!("“{office}” is no noun of nouns.tsv")));
            };
            let holder = Holder { state: KnownId(state as u16), office: office as u16 };
            let names = words(name);
            self.holders.entry(name_key(&names)).or_insert(holder);
            if let ("yes", Some(surname)) = (alone, names.last()) {
                self.holders.entry(*surname).or_insert(holder);
            }
        }
        Ok(())
    }

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

    /// Which bodies the noun may stand for when it is all that the text says: "the group".
    pub(crate) fn hypernym(&self, row: u16) -> Option<Hypernym> {
        self.hypernyms.iter().find(|(noun, _)| *noun == row).map(|(_, hypernym)| *hypernym)
    }

    /// Whether the noun stands for the holder of any top office: "leader".
    pub(crate) fn is_general(&self, row: u16) -> bool {
        self.general.contains(&row)
    }

    /// Whether the office leads a state or body: "president".
    pub(crate) fn is_top(&self, row: u16) -> bool {
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
