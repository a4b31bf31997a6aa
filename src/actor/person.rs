//! Roles and descriptions: who "the Turkish leader", "the minister", "his French counterpart" are.
//!
//! Names with their titles come in, each person with office and state goes out; descriptions beside a name ("Dmitry
//! Peskov, the Kremlin’s spokesman,") are that person, the others whoever was called so. "President Macron … the president".
//!
//! Known failure: a description that only the world explains ("the former reality star") is a person of its own.

use super::mention::MentionKind;
use super::name;
use super::resolve::{Figure, Named, Scene};
use crate::lexicon::actors::{Gender, KnownId, NounClass, Part, is_initial};
use crate::lexicon::grammar::Class;
use crate::report::ActorKind;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind, Token};

/// Among so many people by name an office is looked for in the whole text.
const NAMED: usize = 200;

/// What stands in brackets behind a name has fewer tokens: "(D-Richmond)".
const BRACKET: usize = 8;

/// Among so many mentions behind an office its holder's name is looked for.
const NEXT: usize = 20;

/// A place behind a description has fewer tokens: "at the Lenox Group".
const PLACE: usize = 6;

impl Scene<'_, '_> {
    /// People by name; their titles give office, state and gender.
    pub(super) fn name_people(&mut self) {
        let (people, person_of) = name::people(self.prose, self.lexicon, self.mentions);
        let first = self.figures.len();
        for person in &people {
            let figure = self.figure(ActorKind::Person, person.fullest);
            self.figures[figure].gender = person.gender;
            (self.figures[figure].owner, self.figures[figure].titled) = (None, None);
            self.figures[figure].roles.clear();
        }
        for (index, person) in person_of.iter().enumerate() {
            let Some(person) = person else { continue };
            self.join(index, first + person);
            self.describe(first + person, index);
        }
        // What the text says of a person goes first; the table of office holders fills what it leaves open.
        for (person, figure) in people.iter().zip(first..) {
            let name = self.mentions[person.fullest].details.name.clone();
            let full = name.filter(|at| !is_initial(self.prose.word(*at)));
            let words: Vec<Folded> = full.map(|at| self.prose.tokens[at].folded).collect();
            let Some(holder) = self.lexicon.actors.office_holder(&words) else { continue };
            let figure = &mut self.figures[figure];
            if figure.owner.is_none_or(|owner| owner == holder.state) {
                figure.owner = Some(holder.state);
                let in_office = |role: &u16| self.lexicon.actors.noun_class(*role) == NounClass::Office;
                if !figure.roles.iter().any(in_office) {
                    figure.roles.push(holder.office);
                }
            }
        }
    }

    /// Takes over what a mention says of a person: office, state.
    pub(super) fn describe(&mut self, figure: usize, mention: usize) {
        let details = &self.mentions[mention].details;
        let figure = &mut self.figures[figure];
        if let Some(noun) = details.noun.filter(|noun| noun.class == NounClass::Courtesy) {
            if figure.gender == Gender::Unknown {
                figure.gender = noun.gender;
            }
        } else if let Some(noun) = details.noun {
            if !figure.roles.contains(&noun.row) && figure.roles.len() < 8 {
                figure.roles.push(noun.row);
            }
            let office = noun.class == NounClass::Office && details.role.end > details.role.start;
            let better = figure.titled.is_none_or(|old| {
                let old = &self.mentions[old].details;
                old.noun.is_none_or(|old| old.class != NounClass::Office)
            });
            if better && (office || figure.titled.is_none()) {
                figure.titled = Some(mention);
            }
            if figure.gender == Gender::Unknown {
                figure.gender = noun.gender;
            }
        }
        figure.owner = figure.owner.or(details.owner);
    }

    /// Descriptions beside a name are the named person, whatever was described so before.
    pub(super) fn name_appositions(&mut self) {
        for index in 0..self.mentions.len() {
            let describes = matches!(self.mentions[index].kind, MentionKind::Role | MentionKind::Unnamed);
            if !describes || self.of_mention[index].is_some() {
                continue;
            }
            if let Some(figure) = self.apposition(index) {
                for title in [Some(index), self.second_apposition(index)].into_iter().flatten() {
                    self.join(title, figure);
                    self.describe(figure, title);
                }
            }
        }
    }

    /// "Dmitry Peskov, the Kremlin’s spokesman," and "Trump’s press secretary, Sarah Sanders,".
    pub(super) fn apposition(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        // "Ivanka Trump, the nominee’s daughter,": not the nominee.
        let owns = mention.details.nested && self.prose.tags.get(mention.last + 1) == Some(&Tag::Possessive);
        if mention.details.plural || owns {
            return None;
        }
        let kind = |at: usize| self.prose.tokens.get(at).map(|token| token.kind);
        let comma = |at: usize| kind(at) == Some(Kind::Comma);
        // "Jennifer McClellan (D-Richmond), a corporate attorney,": what stands in brackets does not count.
        let behind = |last: usize| {
            let closing = (last + 2..last + BRACKET).find(|at| kind(*at) == Some(Kind::Close));
            closing.filter(|_| kind(last + 1) == Some(Kind::Open)).unwrap_or(last)
        };
        // A name directly before, parted by a comma; what follows is a mark, a preposition or the verb.
        let before = (index.saturating_sub(4)..index).rev().find(|other| {
            let other = &self.mentions[*other];
            let end = behind(other.last);
            other.kind == MentionKind::Name && end + 2 == mention.first && comma(end + 1)
        });
        let joined = |at: usize| {
            self.prose.tokens.get(at).is_some_and(|token| self.lexicon.grammar.has(token.folded, Class::Conjunction))
        };
        let alone = || !joined(mention.last + 1) || self.second_apposition(index).is_some();
        if let Some(before) = before.filter(|_| alone()) {
            return self.of_mention[before];
        }
        // "His former partner at Lenox, Lawrence Cummings,": nor does where he is.
        let at = self.prose.tokens.get(mention.last + 1).is_some_and(|at| self.lexicon.actors.is(at.folded, Part::At));
        let plain = |at: &usize| !self.prose.tokens.get(*at).is_some_and(Token::is_capital);
        let place = (mention.last + 2..mention.last + PLACE).find(plain);
        let place = place.filter(|end| at && *end > mention.last + 2 && comma(*end));
        let end = place.map_or(mention.last, |comma| comma - 1);
        let after = (index + 1..self.mentions.len().min(index + 6)).find(|other| {
            let other = &self.mentions[*other];
            other.kind == MentionKind::Name && end + 2 == other.first && comma(end + 1)
        });
        after
            .filter(|after| {
                let end = self.mentions[*after].last + 1;
                if place.is_some() {
                    return comma(end);
                }
                self.prose.tokens.get(end).is_none_or(|token| !token.is_word() || self.prose.tags[end].is_finite())
            })
            .and_then(|after| self.of_mention[after])
    }

    /// "Terry Branstad, the ambassador to China and the former governor of Iowa,": the second of two descriptions.
    fn second_apposition(&self, index: usize) -> Option<usize> {
        let and = self.mentions[index].last + 1;
        let token = self.prose.tokens.get(and)?;
        let second = (index + 1..self.mentions.len().min(index + 5)).find(|other| {
            let other = &self.mentions[*other];
            let comma = self.prose.tokens.get(other.last + 1).is_some_and(|token| token.kind == Kind::Comma);
            other.first == and + 1 && !other.details.plural && !other.details.nested && comma
        })?;
        let describes = matches!(self.mentions[second].kind, MentionKind::Role | MentionKind::Unnamed);
        (describes && self.lexicon.grammar.has(token.folded, Class::Conjunction)).then_some(second)
    }

    /// "the Turkish leader", "the minister", "the official".
    pub(super) fn described(&mut self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let noun = mention.details.noun?;
        let owner = mention.details.owner;
        // "the former first lady and senator": one person.
        let before = index.checked_sub(1).filter(|before| {
            let (end, and) = (self.mentions[*before].last, mention.first.wrapping_sub(1));
            end + 1 == and && self.lexicon.grammar.has(self.prose.tokens[and].folded, Class::Conjunction)
        });
        if let Some(before) = before.filter(|before| self.is_second_title(*before, index)) {
            return self.of_mention[before];
        }
        if mention.details.definite || noun.class == NounClass::Office && !mention.details.indefinite {
            let holds = |figure: &Figure| {
                let role = |role: &u16| self.is_role(*role, noun.row);
                matches!(figure.kind, ActorKind::Person | ActorKind::Unnamed)
                    && figure.plural == mention.details.plural
                    && self.is_of(figure, owner)
                    && noun.gender.agrees(figure.gender)
                    && figure.roles.iter().any(role)
            };
            let of = |other: &usize| &self.figures[self.of_mention[*other].unwrap_or(0)];
            if let Some(found) = self
                .before(index)
                .find(|other| holds(of(other)) && self.is_like(index, self.of_mention[*other].unwrap_or(0)))
            {
                return self.of_mention[found];
            }
            // "the Turkish leader": whoever holds an office of that state.
            let office = noun.class == NounClass::Office && self.term(index).is_none();
            if let (true, Some(owner)) = (office, owner) {
                let leads = |figure: &Figure| {
                    figure.kind == ActorKind::Person && figure.owner == Some(owner) && self.leads(figure, noun.row)
                };
                let like = |other: &usize| self.has_marks(index, self.of_mention[*other].unwrap_or(0));
                if let Some(found) = self.before(index).find(|other| leads(of(other)) && like(other)) {
                    return self.of_mention[found];
                }
            }
            // The name may come later, or have come long before.
            if office {
                let holds = |index_of: &usize| {
                    let figure = &self.figures[*index_of];
                    figure.kind == ActorKind::Person
                        && matches!(figure.named, Named::Mention(named) if self.mentions[named].kind == MentionKind::Name)
                        && figure.roles.iter().any(|role| self.is_role(*role, noun.row))
                        && (figure.owner == owner || figure.owner.is_none())
                        && noun.gender.agrees(figure.gender)
                        && self.has_marks(index, *index_of)
                        && self.is_same_rank(index, *index_of)
                };
                // People by name come first in the list.
                let mut named = (0..self.figures.len().min(NAMED)).filter(holds);
                if let (Some(only), None) = (named.next(), named.next()) {
                    return Some(only);
                }
            }
        }
        if let Some(figure) = self.named_next(index) {
            return Some(figure);
        }
        let one = mention.details.definite && !mention.details.plural;
        if let Some(figure) = one.then(|| self.spoke_before(index)).flatten() {
            return Some(figure);
        }
        let kind = if mention.kind == MentionKind::Role { ActorKind::Person } else { ActorKind::Unnamed };
        Some(self.figure(kind, index))
    }

    /// "The foreign minister said …. Ri Yong Ho added": a name that opens one of the next sentences, the first time and with
    /// no description of its own, is of whom the text has just described.
    fn named_next(&self, index: usize) -> Option<usize> {
        let details = &self.mentions[index].details;
        let noun =
            details.noun.filter(|noun| noun.class == NounClass::Office && !noun.plural && !details.indefinite)?;
        self.tags[index]?;
        let here = self.prose.sentence_of[self.mentions[index].first];
        let behind = index + 1..self.mentions.len().min(index + NEXT);
        let near = |other: &usize| self.prose.sentence_of[self.mentions[*other].first] <= here + 2;
        behind.take_while(near).find_map(|other| {
            let mention = &self.mentions[other];
            let figure =
                self.of_mention[other].filter(|_| mention.kind == MentionKind::Name && self.tags[other].is_some())?;
            let person = &self.figures[figure];
            let bare = person.roles.is_empty() && person.mentions.first() == Some(&other);
            let fits = self.is_of(person, details.owner) && noun.gender.agrees(person.gender);
            let behind = self.prose.sentence_of[mention.first] > here;
            (person.kind == ActorKind::Person && behind && self.opens_sentence(mention.first) && bare && fits)
                .then_some(figure)
        })
    }

    /// Whether a person can be described by an owner: nothing speaks against it, or it is a body of the person's state
    /// ("the GOP nominee").
    fn is_of(&self, figure: &Figure, owner: Option<KnownId>) -> bool {
        let (Some(owner), Some(own)) = (owner, figure.owner) else { return true };
        owner == own || self.lexicon.actors.known(owner).state == Some(own)
    }

    /// "The Wellingborough MP added": a new description of whom the text has just let speak, and has not described yet or
    /// may describe so besides.
    pub(super) fn spoke_before(&self, index: usize) -> Option<usize> {
        let details = &self.mentions[index].details;
        let spoke = self.tags[index].and_then(|draft| self.speaker_before(draft));
        let figure = spoke.or_else(|| self.acted_before(index))?;
        let person = &self.figures[figure];
        let named = matches!(person.named, Named::Mention(named) if self.mentions[named].kind == MentionKind::Name);
        let noun = details.noun?;
        // "the diplomat" may be a minister, "the senator" a candidate.
        let general = self.leads(person, noun.row);
        // "the Indiana governor" is no Trump
        let part = details.owner.is_some_and(|owner| self.lexicon.actors.known(owner).state.is_some());
        let from = !part || details.owner == person.owner;
        let opens = self.opens_sentence(self.mentions[index].first);
        let besides = || {
            opens
                && from
                && self.lexicon.actors.is_besides(noun.row)
                && self.is_same_rank(index, figure)
                && self.has_marks(index, figure)
        };
        let open = spoke.is_some() && (person.roles.is_empty() || general) || besides();
        (person.kind == ActorKind::Person
            && named
            && open
            && self.is_of(person, details.owner)
            && noun.gender.agrees(person.gender))
        .then_some(figure)
    }

    /// The subject of the sentence before, for a description that opens its sentence.
    fn acted_before(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let here = self.prose.sentence_of[mention.first];
        if self.prose.sentence_at(mention.first).tokens.start != mention.first || !self.subjects[index] {
            return None;
        }
        let near = |other: &usize| here - self.prose.sentence_of[self.mentions[*other].first] <= 1;
        let acts = |other: &usize| self.subjects[*other] && !self.mentions[*other].details.nested;
        let mut subjects = self.before(index).take_while(near).filter(acts).filter_map(|other| self.of_mention[other]);
        // Two who act can both be meant.
        let first = subjects.next()?;
        subjects.all(|other| other == first).then_some(first)
    }

    /// Whether a person may be called by the general noun of `row`: "the leader" for a president.
    pub(super) fn leads(&self, figure: &Figure, row: u16) -> bool {
        figure.roles.iter().any(|role| self.lexicon.actors.stands_for(row, *role))
    }
}
