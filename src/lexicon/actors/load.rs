//! Reads the tables of actors.

use super::{
    Actors, Gender, Holder, Hypernym, Known, KnownId, Naming, Noun, NounClass, Part, Pronoun, PronounRole, Use,
    is_initial, name_key,
};
use crate::lexicon::grammar::{Class, Grammar};
use crate::lexicon::inflect::plural;
use crate::lexicon::phrase::{FoldedMap, Phrases};
use crate::lexicon::table::{Error, alternatives, rows, table};
use crate::lexicon::words;
use crate::report::ActorKind;
use crate::text::token::{Case, fold};
use std::collections::HashMap;

const USES: [(&str, Use); 6] = [
    ("name", Use::Name),
    ("adjective", Use::Adjective),
    ("people", Use::People),
    ("capital", Use::Capital),
    ("seat", Use::Seat),
    ("part", Use::Capital),
];

const NOUN_CLASSES: [(&str, NounClass); 13] = [
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
    ("law", NounClass::Law),
    ("courtesy", NounClass::Courtesy),
    ("place", NounClass::Place),
];

const RANKS: [&str; 9] = ["top", "any top", "any office", "any body", "any firm", "whole", "title", "words", "besides"];

const PARTS: [(&str, Part); 26] = [
    ("modifier", Part::Modifier),
    ("determiner", Part::Determiner),
    ("definite", Part::Definite),
    ("quantity", Part::Quantity),
    ("twice", Part::Twice),
    ("single", Part::Single),
    ("term", Part::Term),
    ("particle", Part::Particle),
    ("link", Part::Link),
    ("at", Part::At),
    ("place", Part::Place),
    ("heading", Part::Heading),
    ("motion", Part::Motion),
    ("rank", Part::Rank),
    ("relay", Part::Relay),
    ("saying", Part::Saying),
    ("weekday", Part::Weekday),
    ("partitive", Part::Partitive),
    ("infinitive", Part::Infinitive),
    ("month", Part::Month),
    ("owner", Part::Owner),
    ("author", Part::Author),
    ("issue", Part::Issue),
    ("area", Part::Area),
    ("posted", Part::Posted),
    ("title", Part::Title),
];

impl Actors {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut actors = Self {
            known: Vec::new(),
            namings: Phrases::default(),
            regions: Phrases::default(),
            nouns: Phrases::default(),
            noun_names: Vec::new(),
            noun_classes: Vec::new(),
            alike: Vec::new(),
            pronouns: FoldedMap::default(),
            parts: FoldedMap::default(),
            traits: FoldedMap::default(),
            given_names: FoldedMap::default(),
            holders: FoldedMap::default(),
            general: Vec::new(),
            top: Vec::new(),
            hypernyms: Vec::new(),
            whole: Vec::new(),
            titles: Vec::new(),
            utterances: Vec::new(),
            besides: Vec::new(),
        };
        actors.load_states_and_bodies()?;
        actors.load_nouns(grammar)?;
        actors.load_given_names()?;
        actors.load_office_holders()?;
        let columns = ["word", "person", "number", "gender", "case", "example"];
        for row in rows("pronouns.tsv", table!("../en/pronouns.tsv"), columns)? {
            let [word, person, number, gender, case, _] = row.cells;
            let role = match case {
                "subject" => PronounRole::Subject,
                "object" => PronounRole::Object,
                "reflexive" => PronounRole::Reflexive,
                "possessive" => PronounRole::Possessive,
                _ => {
                    return Err(
                        row.error(|| format!("the case “{case}” is none of subject, object, reflexive, possessive"))
                    );
                }
            };
            let (Ok(person), Some(gender)) = (person.parse(), Gender::read(gender)) else {
                return Err(row.error(|| "person must be a number and gender one of m, f, n or empty".to_owned()));
            };
            actors.pronouns.insert(fold(word), Pronoun { person, plural: number == "more", gender, role });
        }
        for row in rows("modifiers.tsv", table!("../en/modifiers.tsv"), ["class", "words", "example"])? {
            let [name, words, _] = row.cells;
            let Some((_, part)) = PARTS.iter().find(|(known, _)| *known == name) else {
                return Err(
                    row.error(|| format!("the class “{name}” is none of {}", PARTS.map(|(known, _)| known).join(", ")))
                );
            };
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                *actors.parts.entry(fold(word)).or_default() |= 1 << *part as u32;
            }
        }
        actors.collect_traits();
        Ok(actors)
    }

    fn load_states_and_bodies(&mut self) -> Result<(), Error> {
        let mut states: HashMap<&str, KnownId> = HashMap::new();
        let more = rows("state_names.tsv", table!("../en/state_names.tsv"), ["code", "use", "words", "example"])?;
        let generated = rows("states.tsv", table!("../en/states.tsv"), ["code", "name", "adjectives", "capital"])?;
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
                    row.error(|| format!("the use “{use_}” is none of {}", USES.map(|(known, _)| known).join(", ")))
                );
            };
            let id = match states.get(code) {
                Some(id) => *id,
                None => {
                    let name = alternatives(words).next().unwrap_or(code);
                    let id = self.push(name, ActorKind::State, &code[..2], states.get(&code[..2]).copied(), false);
                    states.insert(code, id);
                    id
                }
            };
            for form in alternatives(words) {
                self.name(form, id, *use_);
            }
        }
        for row in rows("bodies.tsv", table!("../en/bodies.tsv"), ["name", "kind", "country", "forms", "example"])? {
            let [name, kind, country, forms, _] = row.cells;
            let actor_kind = match kind {
                "organisation" | "medium" => ActorKind::Organisation,
                "government" => ActorKind::Government,
                "office" => ActorKind::Office,
                "state" => ActorKind::State,
                _ => {
                    return Err(
                        row.error(|| format!("the kind “{kind}” is none of organisation, government, office, medium"))
                    );
                }
            };
            let state = states.get(country).copied();
            if !country.is_empty() && state.is_none() {
                return Err(row.error(|| format!("no state has the code “{country}”")));
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
        let place = self.namings.place(form);
        match place {
            // "NATO|Nato": either is right.
            Some(naming) if naming.known == known && naming.use_ == use_ && case as u8 <= naming.case as u8 => {
                naming.case = case;
            }
            Some(_) => {}
            None => *place = Some(Naming { known, use_, case }),
        }
    }

    fn load_nouns(&mut self, grammar: &Grammar) -> Result<(), Error> {
        for row in rows("nouns.tsv", table!("../en/nouns.tsv"), ["noun", "class", "gender", "rank", "example"])? {
            let [noun, class, gender, rank, _] = row.cells;
            let Some((_, class)) = NOUN_CLASSES.iter().find(|(known, _)| *known == class) else {
                let known = NOUN_CLASSES.map(|(known, _)| known).join(", ");
                return Err(row.error(|| format!("the class “{class}” is none of {known}")));
            };
            let Some(gender) = Gender::read(gender) else {
                return Err(row.error(|| format!("the gender “{gender}” is none of m, f or empty")));
            };
            let mut forms = alternatives(noun);
            let singular = forms.next().unwrap_or_default();
            let regular = || (*class != NounClass::Courtesy).then(|| plural(singular));
            // "Yahoo News", "Acme Holdings": one body.
            let title = alternatives(rank).any(|rank| rank == "title");
            let plural = forms.next().map(str::to_owned).or_else(regular).filter(|_| !title);
            let index = self.noun_names.len() as u16;
            self.alike.push(index);
            for rank in alternatives(rank) {
                match rank {
                    "top" => self.top.push(index),
                    "any top" => self.general.push((index, false)),
                    "any office" => self.general.push((index, true)),
                    "any body" => self.hypernyms.push((index, Hypernym::Body)),
                    "any firm" => self.hypernyms.push((index, Hypernym::Firm)),
                    "whole" => self.whole.push(index),
                    "title" => self.titles.push(index),
                    "words" => self.utterances.push(index),
                    "besides" => self.besides.push(index),
                    _ => {
                        let other = rank.strip_prefix("as ");
                        let other = other.and_then(|other| self.noun_names.iter().position(|noun| *noun == other));
                        let Some(other) = other else {
                            let known = || RANKS.join(", ");
                            return Err(
                                row.error(|| format!("the rank “{rank}” is none of {}, nor a row above", known()))
                            );
                        };
                        self.alike[index as usize] = other as u16;
                    }
                }
            }
            self.noun_names.push(singular);
            self.noun_classes.push(*class);
            let noun = Noun { row: index, class: *class, plural: false, gender };
            // "authorities|authorities" has no singular.
            if plural.as_deref() != Some(singular) {
                self.add_noun(grammar, singular, noun);
            }
            if let Some(plural) = plural {
                self.add_noun(grammar, &plural, Noun { plural: true, ..noun });
            }
        }
        Ok(())
    }

    /// Adds a form; "Dr" is "Dr." as well.
    fn add_noun(&mut self, grammar: &Grammar, form: &str, noun: Noun) {
        self.nouns.add(form, noun);
        let is_stopped = |word: &str| grammar.has(fold(word), Class::Abbreviation);
        if form.split(' ').any(is_stopped) {
            let stopped = |word| if is_stopped(word) { format!("{word}.") } else { word.to_owned() };
            self.nouns.add(&form.split(' ').map(stopped).collect::<Vec<_>>().join(" "), noun);
        }
    }

    fn load_given_names(&mut self) -> Result<(), Error> {
        for row in rows("given_names.tsv", table!("../en/given_names.tsv"), ["gender", "region", "names"])? {
            let [gender, _, names] = row.cells;
            let Some(gender) = Gender::read(gender) else {
                return Err(row.error(|| "the gender must be m or f".to_owned()));
            };
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
        for row in rows("office_holders.tsv", table!("../en/office_holders.tsv"), columns)? {
            let [name, alone, code, office] = row.cells;
            let Some(state) =
                self.known.iter().position(|known| known.kind == ActorKind::State && known.country == code)
            else {
                return Err(row.error(|| format!("no state has the code “{code}”")));
            };
            let Some(office) = self.noun_names.iter().position(|noun| *noun == office) else {
                return Err(row.error(|| format!("“{office}” is no noun of nouns.tsv")));
            };
            let holder = Holder { state: KnownId(state as u16), office: office as u16 };
            let names: Vec<_> = name.split(' ').filter(|word| !is_initial(word)).flat_map(words).collect();
            self.holders.entry(name_key(&names)).or_insert(holder);
            if let ("yes", Some(surname)) = (alone, names.last()) {
                self.holders.entry(*surname).or_insert(holder);
            }
        }
        Ok(())
    }
}
