//! Mentions and drafts in, a cast out: which mentions are one actor, and who speaks each draft.
//!
//! Names first, for the whole text; then roles, groups and pronouns in reading order, each by what stands before it;
//! then the first person inside quotes, by who speaks them. "Russian President Vladimir Putin … the president … he".
//!
//! Known failure: "it" stands for a state or body only where that is the subject of the sentence before.

use super::mention::{Mention, MentionKind};
use super::name;
use crate::attribution::Draft;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Gender, Hypernym, KnownId, Noun, NounClass, Part, Pronoun, PronounRole};
use crate::lexicon::grammar::Class;
use crate::report::{Actor, ActorKind};
use crate::span::{ActorId, Span};
use crate::text::Prose;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind, fold};
use std::collections::HashMap;

/// How many mentions back an antecedent is looked for.
const WINDOW: usize = 60;

/// What speaks for and against an antecedent, tried on the training articles.
mod weight {
    pub(super) const SENTENCE: i32 = 6;
    pub(super) const BEFORE: i32 = 2;
    pub(super) const SAME_SENTENCE: i32 = 2;
    pub(super) const SUBJECT: i32 = 6;
    pub(super) const SOURCE: i32 = 4;
    pub(super) const SPOKE: i32 = 6;
    pub(super) const QUOTED: i32 = 9;
    pub(super) const UNQUOTED: i32 = 2;
    pub(super) const NESTED: i32 = 4;
    pub(super) const NUMBER: i32 = 10;
    pub(super) const NAMED: i32 = 4;
    pub(super) const MOST_MENTIONS: i32 = 6;
}

/// Who is who in one text.
pub(crate) struct Cast {
    /// By first mention; ids are indices.
    pub(crate) actors: Vec<Actor>,
    /// For each mention its actor.
    pub(crate) actor_of: Vec<Option<ActorId>>,
    /// For each draft who speaks it.
    pub(crate) speakers: Vec<Option<ActorId>>,
}

impl Cast {
    /// The actor that the noun phrase `span` names: of the mentions whose head lies in it, the first outer one.
    pub(crate) fn actor_at(&self, prose: &Prose, mentions: &[Mention], span: Span) -> Option<ActorId> {
        self.actor_of[naming(prose, mentions, span)?]
    }

    /// The state or body that `actor` speaks for.
    pub(crate) fn state_of(&self, actor: ActorId) -> Option<ActorId> {
        self.actors.get(actor.index())?.of
    }
}

/// Which mentions are one actor, and who is the speaker of each draft.
pub(crate) fn resolve(prose: &Prose, lexicon: &Lexicon, mentions: &[Mention], drafts: &[Draft]) -> Cast {
    let mut scene = Scene::new(prose, lexicon, mentions, drafts);
    scene.name_people();
    scene.name_bodies();
    scene.name_appositions();
    scene.read();
    // Twice: who "I" is inside a quote may be the source of a quote inside it.
    for _ in 0..2 {
        scene.speak();
        scene.first_person();
    }
    scene.collect();
    scene.cast()
}

/// The mention that names what a span names.
fn naming(prose: &Prose, mentions: &[Mention], span: Span) -> Option<usize> {
    let tokens = prose.tokens_in(span);
    let from = mentions.partition_point(|mention| mention.first + 40 < tokens.start);
    let mut best: Option<usize> = None;
    for (index, mention) in mentions.iter().enumerate().skip(from).take_while(|(_, mention)| mention.first < tokens.end)
    {
        if tokens.contains(&mention.head) {
            let better = match best {
                None => true,
                Some(best) => mentions[best].details.nested && mention.first <= mentions[best].first,
            };
            // A mention that the found one lies in names the whole: "Iran" in "Iran’s parliament".
            let covers =
                best.is_some_and(|best| mention.first <= mentions[best].first && mention.last > mentions[best].last);
            if better || covers {
                best = Some(index);
            }
        }
    }
    best
}

/// For each name of a person, state or body the one that "and" joins to it.
fn joined(prose: &Prose, lexicon: &Lexicon, mentions: &[Mention]) -> Vec<Option<usize>> {
    let named = |mention: &Mention| {
        matches!(mention.kind, MentionKind::Name | MentionKind::State | MentionKind::Body) && !mention.details.nested
    };
    (0..mentions.len())
        .map(|index| {
            let mention = &mentions[index];
            let and = mention.first.checked_sub(1)?;
            let conjunction = lexicon.grammar.has(prose.tokens[and].folded, Class::Conjunction);
            let before = |other: &usize| mentions[*other].last + 1 == and && named(&mentions[*other]);
            let other = (index.saturating_sub(4)..index).rev().find(before)?;
            (conjunction && named(mention) && mentions[other].kind == mention.kind).then_some(other)
        })
        .collect()
}

/// An actor in the making.
#[derive(Clone, Debug)]
struct Figure {
    kind: ActorKind,
    known: Option<KnownId>,
    /// The state or body that it belongs to.
    owner: Option<KnownId>,
    /// Noun rows of the offices and descriptions it goes by.
    roles: Vec<u16>,
    /// The mention whose title is shown.
    titled: Option<usize>,
    /// The mention that gives the name, or the span of a source without any mention.
    named: Named,
    gender: Gender,
    plural: bool,
    mentions: Vec<usize>,
    members: Vec<usize>,
    /// A span of its own, for a source that no mention names.
    span: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
enum Named {
    Mention(usize),
    Span(Span),
    Members,
}

struct Scene<'a, 't> {
    prose: &'a Prose<'t>,
    lexicon: &'a Lexicon,
    mentions: &'a [Mention],
    drafts: &'a [Draft],
    figures: Vec<Figure>,
    of_mention: Vec<Option<usize>>,
    of_known: HashMap<KnownId, usize>,
    of_name: HashMap<Folded, usize>,
    /// Organs by noun and owner: "Iran’s parliament".
    of_organ: HashMap<(u16, Option<KnownId>), usize>,
    of_members: HashMap<Vec<usize>, usize>,
    speakers: Vec<Option<usize>>,
    /// For each mention the draft in whose source it lies.
    tags: Vec<Option<usize>>,
    /// For each mention the one that "and" joins to it: "Merkel" for "Macron" in "Merkel and Macron".
    joined: Vec<Option<usize>>,
}

impl<'a, 't> Scene<'a, 't> {
    fn new(prose: &'a Prose<'t>, lexicon: &'a Lexicon, mentions: &'a [Mention], drafts: &'a [Draft]) -> Self {
        let mut tags = vec![None; mentions.len()];
        for (index, draft) in drafts.iter().enumerate() {
            if let Some(mention) = draft.source.and_then(|source| naming(prose, mentions, source)) {
                tags[mention] = Some(index);
            }
        }
        Self {
            prose,
            lexicon,
            mentions,
            drafts,
            figures: Vec::new(),
            of_mention: vec![None; mentions.len()],
            of_known: HashMap::new(),
            of_name: HashMap::new(),
            of_organ: HashMap::new(),
            of_members: HashMap::new(),
            speakers: vec![None; drafts.len()],
            tags,
            joined: joined(prose, lexicon, mentions),
        }
    }

    fn figure(&mut self, kind: ActorKind, mention: usize) -> usize {
        let details = &self.mentions[mention].details;
        self.figures.push(Figure {
            kind,
            known: details.known,
            owner: details.owner,
            roles: details.noun.map(|noun| noun.row).into_iter().collect(),
            titled: details.noun.map(|_| mention),
            named: Named::Mention(mention),
            gender: details.noun.map_or(Gender::Unknown, |noun| noun.gender),
            plural: details.plural,
            mentions: Vec::new(),
            members: Vec::new(),
            span: None,
        });
        self.figures.len() - 1
    }

    fn join(&mut self, mention: usize, figure: usize) {
        self.of_mention[mention] = Some(figure);
        self.figures[figure].mentions.push(mention);
    }

    /// People by name; their titles give office, state and gender.
    fn name_people(&mut self) {
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
            let words: Vec<Folded> = self.prose.tokens[name].iter().map(|token| token.folded).collect();
            let Some(holder) = self.lexicon.actors.office_holder(&words) else { continue };
            let figure = &mut self.figures[figure];
            if figure.owner.is_none_or(|owner| owner == holder.state) {
                figure.owner = Some(holder.state);
                if !figure.roles.contains(&holder.office) {
                    figure.roles.push(holder.office);
                }
            }
        }
    }

    /// Takes over what a mention says of a person: office, state.
    fn describe(&mut self, figure: usize, mention: usize) {
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
                old.role.len() < details.role.len() && old.noun.is_none_or(|old| old.class != NounClass::Office)
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

    /// States and bodies by name.
    fn name_bodies(&mut self) {
        for index in 0..self.mentions.len() {
            let mention = &self.mentions[index];
            if let (Some(known), MentionKind::State | MentionKind::Body) = (mention.details.known, mention.kind) {
                let figure = self.of_known(known, index);
                self.join(index, figure);
                self.introduce_abbreviation(index, figure);
            } else if mention.kind == MentionKind::Body && !mention.details.name.is_empty() && !self.is_organ(mention) {
                let name = self.name_key(mention);
                let figure = match self.of_name.get(&name) {
                    Some(figure) => *figure,
                    None => {
                        let kind = self.body_kind(mention);
                        let figure = self.figure(kind, index);
                        self.of_name.insert(name, figure);
                        figure
                    }
                };
                self.join(index, figure);
                self.introduce_abbreviation(index, figure);
            }
        }
    }

    /// "the International Atomic Energy Agency (IAEA)": the abbreviation names the same body.
    fn introduce_abbreviation(&mut self, mention: usize, figure: usize) {
        let last = self.mentions[mention].last;
        let bracket = self.prose.tokens.get(last + 1).is_some_and(|token| token.kind == Kind::Open);
        let closed = self.prose.tokens.get(last + 3).is_some_and(|token| token.kind == Kind::Close);
        if let (true, true, Some(token)) = (bracket, closed, self.prose.tokens.get(last + 2)) {
            if token.is_capital() {
                self.of_name.entry(token.folded).or_insert(figure);
            }
        }
    }

    fn name_key(&self, mention: &Mention) -> Folded {
        let tokens = &self.prose.tokens[mention.details.name.clone()];
        match tokens {
            [one] => one.folded,
            _ => tokens.iter().fold(0, |key: u64, token| key.rotate_left(7) ^ token.folded),
        }
    }

    /// "Turkish Parliament": an organ of a state, named by noun and state alone.
    fn is_organ(&self, mention: &Mention) -> bool {
        let Some(noun) = mention.details.noun else { return false };
        let before = mention.details.name.start..mention.head;
        noun.class == NounClass::Government
            && mention.details.owner.is_some()
            && self
                .lexicon
                .actors
                .naming(&self.prose.tokens, before.start)
                .is_some_and(|(length, _)| length >= before.len())
    }

    fn body_kind(&self, mention: &Mention) -> ActorKind {
        match mention.details.noun.map(|noun| noun.class) {
            Some(NounClass::Government) => ActorKind::Government,
            Some(NounClass::Regime) => ActorKind::Government,
            Some(NounClass::State) => ActorKind::State,
            _ => ActorKind::Organisation,
        }
    }

    fn of_known(&mut self, known: KnownId, mention: usize) -> usize {
        if let Some(figure) = self.of_known.get(&known) {
            return *figure;
        }
        let kind = self.lexicon.actors.known(known).kind;
        let figure = self.figure(kind, mention);
        self.figures[figure].known = Some(known);
        self.figures[figure].gender = Gender::Neuter;
        self.figures[figure].roles.clear();
        self.of_known.insert(known, figure);
        figure
    }

    /// A document stands for its author: "a UN report" and "the report" behind it for the UN.
    fn document(&mut self, index: usize, noun: Noun) -> usize {
        let details = &self.mentions[index].details;
        if let Some(author) = details.author {
            let found = self.before(index).find(|other| {
                self.mentions[*other].details.noun.is_some_and(|noun| noun.row == author.row)
                    && (details.owner.is_none() || self.mentions[*other].details.owner == details.owner)
            });
            if let Some(found) = found {
                return self.of_mention[found].unwrap_or(0);
            }
        } else if let Some(owner) = details.owner {
            return self.of_known(owner, index);
        }
        let document = |other: &usize| {
            self.mentions[*other]
                .details
                .noun
                .is_some_and(|other| other.class == NounClass::Document && other.row == noun.row)
        };
        let found = self.before(index).find(document).filter(|_| details.definite);
        match found {
            Some(found) => self.of_mention[found].unwrap_or(0),
            None => self.figure(ActorKind::Organisation, index),
        }
    }

    /// Descriptions beside a name are the named person, whatever was described so before.
    fn name_appositions(&mut self) {
        for index in 0..self.mentions.len() {
            if matches!(self.mentions[index].kind, MentionKind::Role | MentionKind::Unnamed) {
                if let Some(figure) = self.apposition(index) {
                    self.join(index, figure);
                    self.describe(figure, index);
                }
            }
        }
    }

    /// Roles, groups, unnamed sources and pronouns in reading order.
    fn read(&mut self) {
        for index in 0..self.mentions.len() {
            if self.of_mention[index].is_some() {
                continue;
            }
            let mention = &self.mentions[index];
            let figure = match mention.kind {
                MentionKind::Name => None,
                MentionKind::State => self.state(index),
                MentionKind::Body => Some(self.organ(index)),
                MentionKind::Role | MentionKind::Unnamed => self.described(index),
                MentionKind::Group => Some(self.group(index)),
                MentionKind::Pronoun => self.pair(index).or_else(|| self.pronoun(index)),
            };
            if let Some(figure) = figure {
                self.join(index, figure);
                let class = mention.details.noun.map(|noun| noun.class);
                if self.figures[figure].kind == ActorKind::Person && class.is_some_and(NounClass::is_human) {
                    self.describe(figure, index);
                }
            }
        }
    }

    /// The mentions before `index`, latest first, within reach.
    fn before(&self, index: usize) -> impl Iterator<Item = usize> + use<'_, 'a, 't> {
        (index.saturating_sub(WINDOW)..index).rev().filter(|other| self.of_mention[*other].is_some())
    }

    /// "the government", "the country", "Cuba’s government": a state by its rulers or by another word.
    fn state(&mut self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let details = &mention.details;
        if let Some(owner) = details.owner {
            return Some(self.of_known(owner, index));
        }
        // "his country": the state of whom the pronoun stands for.
        let possessor = (index..self.mentions.len().min(index + 3)).find(|other| {
            let other = &self.mentions[*other];
            other.kind == MentionKind::Pronoun && other.first == mention.first
        });
        if let Some(possessor) = possessor {
            let figure = self.pronoun(possessor)?;
            let owner = self.figures[figure].owner.or(self.figures[figure].known)?;
            let owner = self.lexicon.actors.known(owner).state.unwrap_or(owner);
            return Some(self.of_known(owner, index));
        }
        let state = |other: &usize| {
            let figure = &self.figures[self.of_mention[*other].unwrap_or(0)];
            figure.kind == ActorKind::State
        };
        let found = self.before(index).find(state);
        found.and_then(|found| self.of_mention[found])
    }

    /// "Iran’s parliament", "the ministry".
    fn organ(&mut self, index: usize) -> usize {
        let mention = &self.mentions[index];
        let Some(noun) = mention.details.noun else { return self.figure(ActorKind::Organisation, index) };
        let owner = mention.details.owner;
        if noun.class == NounClass::Document {
            return self.document(index, noun);
        }
        if owner.is_none() && mention.details.definite {
            let noun_name = last_word(self.lexicon.actors.noun_name(noun.row));
            let same = |other: &usize| {
                let figure = &self.figures[self.of_mention[*other].unwrap_or(0)];
                let known = figure.known.map(|known| last_word(self.lexicon.actors.known(known).name));
                matches!(figure.kind, ActorKind::Government | ActorKind::Organisation)
                    && (known.is_some_and(|known| known.eq_ignore_ascii_case(noun_name))
                        || figure.roles.iter().any(|role| last_word(self.lexicon.actors.noun_name(*role)) == noun_name))
            };
            if let Some(found) = self.before(index).find(same) {
                return self.of_mention[found].unwrap_or(0);
            }
            // "the group", "the party": the body spoken of last.
            let hypernym = self.lexicon.actors.hypernym(noun.row).filter(|_| mention.head == mention.first + 1);
            if let Some(hypernym) = hypernym {
                let here = self.prose.sentence_of[mention.first];
                let body = |other: &usize| {
                    let figure = &self.figures[self.of_mention[*other].unwrap_or(0)];
                    let medium = figure.known.is_some_and(|known| self.lexicon.actors.known(known).medium);
                    figure.kind == ActorKind::Organisation
                        && !medium
                        && (hypernym == Hypernym::Body || figure.known.is_none())
                        && here - self.prose.sentence_of[self.mentions[*other].first] <= 3
                };
                if let Some(found) = self.before(index).find(body) {
                    return self.of_mention[found].unwrap_or(0);
                }
            }
        }
        let kind = self.body_kind(mention);
        if let Some(figure) = self.of_organ.get(&(noun.row, owner)) {
            return *figure;
        }
        let figure = self.figure(kind, index);
        self.figures[figure].gender = Gender::Neuter;
        self.of_organ.insert((noun.row, owner), figure);
        figure
    }

    /// "Dmitry Peskov, the Kremlin’s spokesman," and "Trump’s press secretary, Sarah Sanders,".
    fn apposition(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        if mention.details.plural {
            return None;
        }
        let comma = |at: usize| self.prose.tokens.get(at).is_some_and(|token| token.kind == Kind::Comma);
        // A name directly before, parted by a comma; what follows is a mark, a preposition or the verb.
        let before = (index.saturating_sub(4)..index).rev().find(|other| {
            let other = &self.mentions[*other];
            other.kind == MentionKind::Name && other.last + 2 == mention.first && comma(other.last + 1)
        });
        let joined = |at: usize| {
            self.prose.tokens.get(at).is_some_and(|token| self.lexicon.grammar.has(token.folded, Class::Conjunction))
        };
        if let Some(before) = before.filter(|_| !joined(mention.last + 1)) {
            return self.of_mention[before];
        }
        let after = (index + 1..self.mentions.len().min(index + 6)).find(|other| {
            let other = &self.mentions[*other];
            other.kind == MentionKind::Name && mention.last + 2 == other.first && comma(mention.last + 1)
        });
        after
            .filter(|after| {
                let end = self.mentions[*after].last + 1;
                self.prose.tokens.get(end).is_none_or(|token| !token.is_word() || self.prose.tags[end].is_finite())
            })
            .and_then(|after| self.of_mention[after])
    }

    /// "the Turkish leader", "the minister", "the official".
    fn described(&mut self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let noun = mention.details.noun?;
        let owner = mention.details.owner;
        if mention.details.definite || noun.class == NounClass::Office && !mention.details.indefinite {
            let holds = |figure: &Figure| {
                let role = |role: &u16| self.is_role(*role, noun.row);
                matches!(figure.kind, ActorKind::Person | ActorKind::Unnamed)
                    && figure.plural == mention.details.plural
                    && (owner.is_none() || figure.owner.is_none() || figure.owner == owner)
                    && noun.gender.agrees(figure.gender)
                    && figure.roles.iter().any(role)
            };
            let of = |other: &usize| &self.figures[self.of_mention[*other].unwrap_or(0)];
            if let Some(found) = self.before(index).find(|other| holds(of(other))) {
                return self.of_mention[found];
            }
            // "the Turkish leader": whoever holds an office of that state.
            if let (NounClass::Office, Some(owner)) = (noun.class, owner) {
                let leads = |figure: &Figure| {
                    figure.kind == ActorKind::Person && figure.owner == Some(owner) && self.leads(figure, noun.row)
                };
                if let Some(found) = self.before(index).find(|other| leads(of(other))) {
                    return self.of_mention[found];
                }
            }
            // The name may come later, or have come long before.
            if noun.class == NounClass::Office {
                let mut named = (0..self.figures.len()).filter(|figure| {
                    let figure = &self.figures[*figure];
                    figure.kind == ActorKind::Person && matches!(figure.named, Named::Mention(named) if self.mentions[named].kind == MentionKind::Name)
                        && figure.roles.iter().any(|role| self.is_role(*role, noun.row)) && (figure.owner == owner || figure.owner.is_none()) && noun.gender.agrees(figure.gender)
                });
                if let (Some(only), None) = (named.next(), named.next()) {
                    return Some(only);
                }
            }
        }
        if mention.details.definite && !mention.details.plural {
            if let Some(figure) = self.spoke_before(index) {
                return Some(figure);
            }
        }
        let kind = if mention.kind == MentionKind::Role { ActorKind::Person } else { ActorKind::Unnamed };
        Some(self.figure(kind, index))
    }

    /// "The Wellingborough MP added": a new description of whom the text has just let speak and not described yet.
    fn spoke_before(&self, index: usize) -> Option<usize> {
        let details = &self.mentions[index].details;
        let figure = self.speaker_before(self.tags[index]?)?;
        let person = &self.figures[figure];
        let named = matches!(person.named, Named::Mention(named) if self.mentions[named].kind == MentionKind::Name);
        let owner = details.owner.is_none() || person.owner.is_none() || details.owner == person.owner;
        let gender = details.noun.is_none_or(|noun| noun.gender.agrees(person.gender));
        (person.kind == ActorKind::Person && named && person.roles.is_empty() && owner && gender).then_some(figure)
    }

    /// Whether two nouns can be one office: "minister" and "foreign minister".
    fn is_role(&self, one: u16, other: u16) -> bool {
        let (one, other) = (self.lexicon.actors.noun_name(one), self.lexicon.actors.noun_name(other));
        one == other || last_word(one) == other || one == last_word(other)
    }

    /// Whether a person may be called by the general noun of `row`: "the leader" for a president.
    fn leads(&self, figure: &Figure, row: u16) -> bool {
        self.lexicon.actors.is_general(row) && figure.roles.iter().any(|role| self.lexicon.actors.is_top(*role))
    }

    /// "the two leaders", "both sides", "European allies".
    fn group(&mut self, index: usize) -> usize {
        let mention = &self.mentions[index];
        let noun = mention.details.noun;
        let twice =
            (mention.first..mention.head).any(|at| self.lexicon.actors.is(self.prose.tokens[at].folded, Part::Twice));
        let of = |other: &usize| &self.figures[self.of_mention[*other].unwrap_or(0)];
        let same = |other: &usize| {
            let figure = of(other);
            let role = noun.is_some_and(|noun| figure.roles.contains(&noun.row));
            figure.kind == ActorKind::Group && role && (mention.details.definite || self.same_words(*other, index))
        };
        if let Some(found) = self.before(index).find(same) {
            return self.of_mention[found].unwrap_or(0);
        }
        let figure = self.figure(ActorKind::Group, index);
        self.figures[figure].plural = true;
        if twice && noun.is_some_and(|noun| noun.plural) {
            let human = noun.is_some_and(|noun| noun.class == NounClass::Office);
            let mut members: Vec<usize> = Vec::new();
            for other in self.before(index) {
                let member = self.of_mention[other].unwrap_or(0);
                let kind = self.figures[member].kind;
                let fits = if human {
                    kind == ActorKind::Person
                } else {
                    matches!(kind, ActorKind::Person | ActorKind::State)
                };
                let alike = members.first().is_none_or(|first| self.figures[*first].kind == kind);
                if fits && alike && !members.contains(&member) && members.len() < 2 {
                    members.push(member);
                }
            }
            if members.len() == 2 {
                members.sort_unstable();
                if let Some(known) = self.of_members.get(&members) {
                    return *known;
                }
                self.of_members.insert(members.clone(), figure);
                self.figures[figure].members = members;
            }
        }
        figure
    }

    /// Whether two phrases are the same words: "pro-independence groups".
    fn same_words(&self, one: usize, other: usize) -> bool {
        let words = |mention: usize| {
            let mention = &self.mentions[mention];
            self.prose.tokens[mention.first..=mention.last].iter().map(|token| token.folded)
        };
        words(one).eq(words(other))
    }

    /// "Putin and Macron held a call, marking their first exchange": two joined subjects of this sentence or the last.
    fn pair(&mut self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let pronoun = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded)?;
        if pronoun.person != 3 || !pronoun.plural {
            return None;
        }
        let here = self.prose.sentence_of[mention.first];
        let near = |other: &usize| here - self.prose.sentence_of[self.mentions[*other].first] <= 1;
        let plural = |other: &usize| {
            let figure = self.of_mention[*other].map(|figure| &self.figures[figure]);
            figure.is_some_and(|figure| figure.plural) || self.joined[*other].is_some()
        };
        let nearest = self.before(index).take_while(near).find(plural)?;
        let first = self.joined[nearest].filter(|_| self.is_subject(&self.mentions[nearest]))?;
        let members = vec![self.of_mention[first]?, self.of_mention[nearest]?];
        (members[0] != members[1]).then(|| self.joint(members, None))
    }

    fn pronoun(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let pronoun = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded)?;
        if pronoun.gender == Gender::Neuter && pronoun.role == PronounRole::Subject && self.is_expletive(mention.head) {
            return None;
        }
        match pronoun.person {
            3 => self.antecedent(index, pronoun),
            0 => self
                .before(index)
                .find(|other| {
                    self.mentions[*other].last + 1 == mention.first || {
                        self.mentions[*other].last + 2 == mention.first
                            && self.prose.tokens[mention.first - 1].kind == Kind::Comma
                    }
                })
                .and_then(|other| self.of_mention[other]),
            _ => None,
        }
    }

    /// "it is normal for", "it was announced that": stands for nobody. "it is deploying", "it has" may.
    fn is_expletive(&self, it: usize) -> bool {
        let class = |at: usize, classes: &[Class]| {
            self.prose.tokens.get(at).is_some_and(|token| self.lexicon.grammar.is_any(token.folded, classes))
        };
        let mut at = it + 1;
        while at < it + 4 && class(at, &[Class::Modal, Class::Negation, Class::Adverb]) {
            at += 1;
        }
        class(at, &[Class::Be])
            && self.prose.tokens.get(at + 1).is_some_and(|next| !next.span.of(self.prose.text).ends_with("ing"))
    }

    /// The best antecedent of a pronoun of the third person: near, a subject, of the right gender and number.
    fn antecedent(&self, index: usize, pronoun: Pronoun) -> Option<usize> {
        let own = &self.mentions[index];
        let here = self.prose.sentence_of[own.first];
        let quoted = self.prose.inside[own.first];
        let speaker = self.speaker_around(index);
        let spoke = self.tags[index].and_then(|draft| self.speaker_before(draft));
        let mut best: Option<(i32, usize)> = None;
        for other in self.before(index) {
            let mention = &self.mentions[other];
            let figure = self.of_mention[other].unwrap_or(0);
            let distance = here.saturating_sub(self.prose.sentence_of[mention.first]) as i32;
            if distance > 3 {
                break;
            }
            if !self.agrees(figure, pronoun) || speaker == Some(figure) || self.is_own_subject(mention, own, pronoun) {
                continue;
            }
            let mut score = self.salience(figure) - weight::SENTENCE * distance - weight::BEFORE * distance.min(1);
            if self.is_subject(mention) {
                score += weight::SUBJECT;
            } else if pronoun.gender == Gender::Neuter && pronoun.role == PronounRole::Subject {
                score -= weight::SUBJECT;
            }
            if self.tags[other].is_some() {
                score += weight::SOURCE;
            }
            if spoke == Some(figure) {
                score += weight::SPOKE;
            }
            // Outside a quotation nobody refers to those whom only the quotation names.
            match (self.prose.inside[mention.first], quoted) {
                (Some(inside), quoted) if quoted != Some(inside) => score -= weight::QUOTED,
                (None, Some(_)) => score -= weight::UNQUOTED,
                _ => {}
            }
            if mention.details.nested {
                let possessive = pronoun.role == PronounRole::Possessive;
                score -= if possessive { weight::NESTED / 2 } else { weight::NESTED };
            }
            if pronoun.plural && !self.figures[figure].plural {
                score -= weight::NUMBER;
            }
            if distance == 0 && pronoun.role != PronounRole::Subject {
                score += weight::SAME_SENTENCE;
            }
            if best.is_none_or(|(old, _)| score > old) {
                best = Some((score, figure));
            }
        }
        let (score, figure) = best?;
        let strict = pronoun.gender == Gender::Neuter;
        (!strict || score >= 0).then_some(figure)
    }

    /// Whether `mention` is the subject of the very verb that an object pronoun belongs to: "Bush praised him".
    fn is_own_subject(&self, mention: &Mention, own: &Mention, pronoun: Pronoun) -> bool {
        if pronoun.role != PronounRole::Object || own.first < mention.last || own.first - mention.last > 12 {
            return false;
        }
        let wall = [Class::Conjunction, Class::Subordinator, Class::Relative];
        (mention.last + 1..own.first).all(|at| {
            let token = &self.prose.tokens[at];
            token.is_word() && !self.lexicon.grammar.is_any(token.folded, &wall)
        }) && self.prose.sentence_of[mention.last] == self.prose.sentence_of[own.first]
    }

    /// Who spoke the last draft before `draft` that stands in no other one.
    fn speaker_before(&self, draft: usize) -> Option<usize> {
        let before =
            self.drafts[..draft].iter().rev().take(4).find(|other| other.parent.is_none() && other.source.is_some())?;
        let source = naming(self.prose, self.mentions, before.source?)?;
        self.of_mention[source]
    }

    /// How much a text is about a figure: by how often it is named.
    fn salience(&self, figure: usize) -> i32 {
        let figure = &self.figures[figure];
        let named = i32::from(
            figure.kind == ActorKind::Person
                && matches!(figure.named, Named::Mention(mention) if self.mentions[mention].kind == MentionKind::Name),
        );
        weight::NAMED * named + (figure.mentions.len() as i32).min(weight::MOST_MENTIONS)
    }

    fn agrees(&self, figure: usize, pronoun: Pronoun) -> bool {
        let figure = &self.figures[figure];
        match (pronoun.plural, pronoun.gender) {
            (true, _) => {
                let medium = figure.known.is_some_and(|known| self.lexicon.actors.known(known).medium);
                figure.plural || !medium && !matches!(figure.kind, ActorKind::Person | ActorKind::Unnamed)
            }
            (false, Gender::Neuter) => {
                !figure.plural
                    && matches!(
                        figure.kind,
                        ActorKind::State | ActorKind::Government | ActorKind::Organisation | ActorKind::Office
                    )
            }
            (false, gender) => {
                !figure.plural
                    && matches!(figure.kind, ActorKind::Person | ActorKind::Unnamed)
                    && gender.agrees(figure.gender)
            }
        }
    }

    /// Whether the mention is the subject of a verb: one follows, adverbs and what stands between commas aside.
    fn is_subject(&self, mention: &Mention) -> bool {
        let prose = self.prose;
        let mut at = mention.last + 1;
        let same =
            |at: usize| prose.tokens.get(at).is_some() && prose.sentence_of[at] == prose.sentence_of[mention.last];
        if same(at) && prose.tokens[at].kind == Kind::Comma {
            let closing = (at + 1..at + 16).take_while(|at| same(*at)).find(|at| prose.tokens[*at].kind == Kind::Comma);
            at = closing.map_or(at, |closing| closing + 1);
        }
        while same(at) && prose.tags[at] == Tag::Adverb {
            at += 1;
        }
        let before = mention
            .first
            .checked_sub(1)
            .filter(|before| prose.sentence_of[*before] == prose.sentence_of[mention.first]);
        let inverted = before.is_some_and(|before| self.lexicon.is_speech_verb(prose.tokens[before].folded));
        same(at) && prose.tags[at].is_finite() || inverted
    }

    /// Who speaks the quotation around a mention, where his or her name alone tells: the speaker is not "he" in it.
    fn speaker_around(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        self.prose.inside[mention.first]?;
        let span = self.prose.tokens[mention.first].span;
        let around = |draft: &&Draft| draft.content.iter().any(|content| content.contains(span));
        let at = self.drafts.partition_point(|draft| draft.content[0].start <= span.start);
        let draft = self.drafts[at.saturating_sub(4)..at].iter().rev().find(around)?;
        let source = naming(self.prose, self.mentions, draft.source?)?;
        self.of_mention[source]
    }

    /// Who speaks each draft, as far as the sources are known by now.
    fn speak(&mut self) {
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            if self.speakers[index].is_none() {
                self.speakers[index] = match (draft.source, draft.keeps_speaker_of) {
                    (Some(source), _) => self.source(source),
                    (None, Some(kept)) => self.speakers.get(kept).copied().flatten(),
                    (None, None) => None,
                };
            }
        }
    }

    fn source(&mut self, span: Span) -> Option<usize> {
        let Some(first) = naming(self.prose, self.mentions, span) else { return Some(self.stranger(span)) };
        if self.mentions[first].kind == MentionKind::Pronoun && self.of_mention[first].is_none() {
            return None;
        }
        let Some(figure) = self.of_mention[first] else { return Some(self.stranger(span)) };
        // "Merkel and Macron said": one joint source.
        let mut members = vec![figure];
        let mut last = self.mentions[first].last;
        let end = self.prose.tokens_in(span).end;
        for (other, mention) in self.mentions.iter().enumerate().skip(first + 1).take(8) {
            if mention.first >= end {
                break;
            }
            let joined = mention.first > last
                && (last + 1..mention.first).all(|at| {
                    let token = &self.prose.tokens[at];
                    token.kind == Kind::Comma || self.lexicon.grammar.has(token.folded, Class::Conjunction)
                })
                && (last + 1..mention.first).any(|at| self.prose.tokens[at].kind != Kind::Comma);
            if let (true, Some(member)) = (joined, self.of_mention[other]) {
                if !members.contains(&member) {
                    members.push(member);
                }
                last = mention.last;
            }
        }
        Some(if members.len() == 1 { figure } else { self.joint(members, Some(span)) })
    }

    fn joint(&mut self, mut members: Vec<usize>, span: Option<Span>) -> usize {
        members.sort_unstable();
        if let Some(figure) = self.of_members.get(&members) {
            return *figure;
        }
        let figure = self.bare(ActorKind::Group, Named::Members, span);
        self.of_members.insert(members.clone(), figure);
        self.figures[figure].members = members;
        figure
    }

    /// A source that no mention names: an actor of its own.
    fn stranger(&mut self, span: Span) -> usize {
        let tokens = self.prose.tokens_in(span);
        let plural = tokens.clone().next_back().is_some_and(|last| self.prose.word(last).ends_with('s'));
        let kind = if plural { ActorKind::Group } else { ActorKind::Unnamed };
        self.bare(kind, Named::Span(span), Some(span))
    }

    fn bare(&mut self, kind: ActorKind, named: Named, span: Option<Span>) -> usize {
        self.figures.push(Figure {
            kind,
            known: None,
            owner: None,
            roles: Vec::new(),
            titled: None,
            named,
            gender: Gender::Unknown,
            plural: kind == ActorKind::Group,
            mentions: Vec::new(),
            members: Vec::new(),
            span,
        });
        self.figures.len() - 1
    }

    /// I is the speaker; "we" the state or body that an official speaks for, else the speaker.
    fn first_person(&mut self) {
        for (index, draft) in self.drafts.iter().enumerate() {
            let Some(speaker) = self.speakers[index] else { continue };
            for content in &draft.content {
                let tokens = self.prose.tokens_in(*content);
                let from = self.mentions.partition_point(|mention| mention.first < tokens.start);
                for mention in from..self.mentions.len() {
                    if self.mentions[mention].first >= tokens.end {
                        break;
                    }
                    if self.mentions[mention].kind != MentionKind::Pronoun {
                        continue;
                    }
                    let head = self.prose.tokens[self.mentions[mention].head].folded;
                    let Some(pronoun) = self.lexicon.actors.pronoun(head).filter(|pronoun| pronoun.person == 1) else {
                        continue;
                    };
                    let figure = if pronoun.plural { self.spoken_for(speaker, mention) } else { speaker };
                    self.of_mention[mention] = Some(figure);
                }
            }
        }
    }

    /// Gives every figure its mentions.
    fn collect(&mut self) {
        for figure in &mut self.figures {
            figure.mentions.clear();
        }
        for (mention, figure) in self.of_mention.iter().enumerate() {
            if let Some(figure) = figure {
                self.figures[*figure].mentions.push(mention);
            }
        }
    }

    fn spoken_for(&mut self, speaker: usize, mention: usize) -> usize {
        let figure = &self.figures[speaker];
        let speaks_for =
            |role: &u16| matches!(self.lexicon.actors.noun_class(*role), NounClass::Office | NounClass::Source);
        let official = figure.roles.iter().any(speaks_for);
        match figure.owner {
            Some(owner) if official && matches!(figure.kind, ActorKind::Person | ActorKind::Unnamed) => {
                self.of_known(owner, mention)
            }
            _ => speaker,
        }
    }

    /// Turns figures into actors, by first mention.
    fn cast(mut self) -> Cast {
        // The state or body spoken for must be an actor itself to be referred to.
        for index in 0..self.figures.len() {
            if let (Some(owner), Some(mention)) = (self.owner_of(index), self.figures[index].mentions.first().copied())
            {
                self.of_known(owner, mention);
            }
        }
        let mut order: Vec<(u32, usize)> = Vec::new();
        for (index, figure) in self.figures.iter().enumerate() {
            let first =
                figure.mentions.iter().map(|mention| self.prose.tokens[self.mentions[*mention].first].span.start).min();
            let span = figure.span.map(|span| span.start);
            let named = if let Named::Mention(mention) = figure.named {
                Some(self.prose.tokens[self.mentions[mention].first].span.start)
            } else {
                None
            };
            order.push((first.or(span).or(named).unwrap_or(u32::MAX), index));
        }
        order.sort_unstable();
        let mut id_of = vec![ActorId(0); self.figures.len()];
        for (id, (_, index)) in order.iter().enumerate() {
            id_of[*index] = ActorId(id as u32);
        }
        let actors = order.iter().map(|(_, index)| self.actor(*index, &id_of)).collect();
        Cast {
            actors,
            actor_of: self.of_mention.iter().map(|figure| figure.map(|figure| id_of[figure])).collect(),
            speakers: self.speakers.iter().map(|figure| figure.map(|figure| id_of[figure])).collect(),
        }
    }

    fn owner_of(&self, index: usize) -> Option<KnownId> {
        let figure = &self.figures[index];
        let own_state = figure.known.and_then(|known| self.lexicon.actors.known(known).state);
        figure.owner.filter(|owner| Some(*owner) != figure.known).or(own_state)
    }

    fn actor(&self, index: usize, id_of: &[ActorId]) -> Actor {
        let figure = &self.figures[index];
        let mut mentions: Vec<Span> = figure
            .mentions
            .iter()
            .filter(|mention| !self.is_relative(**mention))
            .map(|mention| self.prose.span(self.mentions[*mention].first, self.mentions[*mention].last))
            .collect();
        if let (Some(span), true) = (figure.span, figure.mentions.is_empty()) {
            mentions.push(span);
        }
        mentions.sort_unstable_by_key(|span| (span.start, span.end));
        let owner = self.owner_of(index);
        let code = figure.known.or(owner).map(|known| self.lexicon.actors.known(known).country);
        Actor {
            id: id_of[index],
            name: self.name(figure),
            kind: figure.kind,
            role: figure
                .titled
                .filter(|_| figure.kind == ActorKind::Person)
                .map(|mention| self.role(mention))
                .filter(|role| !role.is_empty()),
            country: code.filter(|code| !code.is_empty()).map(str::to_owned),
            of: owner
                .and_then(|owner| self.of_known.get(&owner))
                .map(|figure| id_of[*figure])
                .filter(|of| *of != id_of[index]),
            mentions,
            members: figure.members.iter().map(|member| id_of[*member]).collect(),
        }
    }

    fn is_relative(&self, mention: usize) -> bool {
        let head = self.prose.tokens[self.mentions[mention].head].folded;
        self.mentions[mention].kind == MentionKind::Pronoun
            && self.lexicon.actors.pronoun(head).is_some_and(|pronoun| pronoun.person == 0)
    }

    fn name(&self, figure: &Figure) -> String {
        if let Some(known) = figure.known {
            return self.lexicon.actors.known(known).name.to_owned();
        }
        match figure.named {
            Named::Mention(mention) => {
                let mention = &self.mentions[mention];
                let tokens = if mention.details.name.is_empty() {
                    mention.first..mention.last + 1
                } else {
                    mention.details.name.clone()
                };
                self.plain(self.prose.span(tokens.start, tokens.end - 1))
            }
            Named::Span(span) => self.plain(span),
            Named::Members => {
                let names: Vec<String> =
                    figure.members.iter().map(|member| self.name(&self.figures[*member])).collect();
                names.join(" and ")
            }
        }
    }

    fn role(&self, mention: usize) -> String {
        let role = self.mentions[mention].details.role.clone();
        if role.is_empty() {
            String::new()
        } else {
            self.prose.span(role.start, role.end - 1).of(self.prose.text).to_owned()
        }
    }

    /// The text of a span on one line, without its article.
    fn plain(&self, span: Span) -> String {
        let text = span.of(self.prose.text).split_whitespace().collect::<Vec<_>>().join(" ");
        match text.split_once(' ') {
            Some((first, rest)) if self.lexicon.grammar.has(fold(first), Class::Determiner) && !rest.is_empty() => {
                rest.to_owned()
            }
            _ => text,
        }
    }
}

fn last_word(phrase: &str) -> &str {
    phrase.rsplit(' ').next().unwrap_or(phrase)
}
