//! What an article names: states and bodies of the tables, people by their surnames, and what else is written as a name.
//!
//! Each [`Name`] counts its sentences, so that the names that an article is about can be told from those in passing.
//! Known failure: a body whose short form shares no actor with its long one is two names.

use super::super::Scene;
use crate::actor::MentionKind;
use crate::lexicon::actors::{KnownId, Use};
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::{FoldedMap, Folding};
use crate::order::sort_by_numbers;
use crate::report::ActorKind;
use crate::text::tag::Tag;
use crate::text::token::{Case, Folded, Kind, Token};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

/// Sentences that masks can tell apart; an article rarely has more.
pub(crate) const MASKED: usize = 128;
/// Spellings and actors of a name that are told apart.
const KEPT: usize = 8;
/// A name that is none of the tables' has at most this many tokens.
const WIDEST: usize = 2;

/// What sort of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A state of the tables, as a noun, an adjective or by its capital.
    State,
    Person,
    Body,
    Other,
}

/// A spelling of a name.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The first place that is spelled so.
    pub(crate) tokens: Range<usize>,
    /// How it names a state.
    pub(crate) use_: Option<Use>,
}

/// A name of the article.
pub(crate) struct Name {
    pub(crate) sort: Sort,
    /// Its commonest spellings, at most three.
    pub(crate) forms: Vec<Form>,
    /// A bit for each of the first [`MASKED`] sentences that hold it.
    pub(crate) mask: u128,
    /// Sentences that hold it, with what the title and the lead are worth.
    pub(crate) score: f32,
    /// Attributions that it is the speaker of.
    pub(crate) spoken: u32,
    /// How many names weigh more.
    pub(crate) rank: usize,
    /// Whether a matter can go by this name alone: no state, no medium, nobody who speaks.
    pub(crate) can_head: bool,
}

impl Name {
    /// Whether more sentences than one hold it: a name in passing says nothing of what the article is about.
    pub(crate) fn comes_back(&self) -> bool {
        self.mask.count_ones() > 1
    }

    /// Whether it names a state.
    pub(crate) fn is_place(&self) -> bool {
        self.sort == Sort::State && !self.is_seat()
    }

    /// Whether it is mostly called by its seat: "the Kremlin".
    fn is_seat(&self) -> bool {
        self.forms.first().is_some_and(|form| form.use_ == Some(Use::Seat))
    }
}

/// All names, and for each token the name that it is part of.
pub(crate) struct Names {
    pub(crate) all: Vec<Name>,
    pub(crate) of: Vec<Option<u32>>,
    /// The weightiest names, best first.
    pub(crate) main: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Known(KnownId),
    Actor(u32),
    Words(Folded),
}

/// A place where a name stands.
struct Place {
    key: Key,
    tokens: Range<usize>,
    sort: Sort,
    actor: Option<u32>,
    can_head: bool,
}

/// How often a name is spelled in one way, and where first.
struct Spelling {
    folded: Folded,
    count: u32,
    tokens: Range<usize>,
}

impl Names {
    /// Collects the names of an article.
    pub(crate) fn of(scene: &Scene) -> Self {
        let prose = scene.clauses.prose;
        let mut spoken = vec![0_u32; scene.cast.actors.len()];
        for speaker in scene.cast.speakers.iter().flatten() {
            spoken[speaker.index()] += 1;
        }
        let mut numbers: HashMap<Key, u32, BuildHasherDefault<Folding>> = HashMap::default();
        let mut names = Self { all: Vec::new(), of: vec![None; prose.tokens.len()], main: Vec::new() };
        let mut spellings: Vec<Vec<Spelling>> = Vec::new();
        let mut actors: Vec<Vec<u32>> = Vec::new();
        let mut last: Vec<usize> = Vec::new();
        for place in places(scene) {
            let number = *numbers.entry(place.key).or_insert(names.all.len() as u32);
            let index = number as usize;
            if index == names.all.len() {
                names.all.push(Name {
                    sort: place.sort,
                    forms: Vec::new(),
                    mask: 0,
                    score: 0.0,
                    spoken: 0,
                    rank: 0,
                    can_head: place.can_head,
                });
                spellings.push(Vec::new());
                actors.push(Vec::new());
                last.push(usize::MAX);
            }
            names.of[place.tokens.clone()].fill(Some(number));
            let sentence = prose.sentence_of[place.tokens.start] as usize;
            let name = &mut names.all[index];
            if last[index] != sentence {
                last[index] = sentence;
                name.score += 1.0
                    + match sentence {
                        0 => 3.0,
                        1 | 2 if name.mask & 0b110 == 0 => 2.0,
                        _ => 0.0,
                    };
                name.mask |= bit(sentence);
            }
            let folded = words(&prose.tokens, place.tokens.clone());
            let own = &mut spellings[index];
            match own.iter().position(|known| known.folded == folded) {
                Some(known) => own[known].count += 1,
                // A name of many spellings keeps its first ones.
                None if own.len() < KEPT => own.push(Spelling { folded, count: 1, tokens: place.tokens }),
                None => {}
            }
            if let Some(actor) =
                place.actor.filter(|actor| actors[index].len() < KEPT && !actors[index].contains(actor))
            {
                actors[index].push(actor);
            }
        }
        for ((name, mut spellings), actors) in names.all.iter_mut().zip(spellings).zip(actors) {
            sort_by_numbers(&mut spellings, |spelling| [!spelling.count, 0, 0]);
            let forms = if name.sort == Sort::State { 3 } else { 1 };
            let tables = &scene.clauses.lexicon.actors;
            let form = |Spelling { tokens, .. }| {
                let use_ = tables.naming(&prose.tokens, tokens.start).map(|(_, naming)| naming.use_);
                Form { use_: use_.filter(|_| name.sort == Sort::State), tokens }
            };
            name.forms = spellings.into_iter().take(forms).map(form).collect();
            name.spoken = actors.iter().map(|actor| spoken[*actor as usize]).sum();
            name.can_head &= name.spoken == 0;
        }
        let mut order: Vec<u32> = (0..names.all.len() as u32).collect();
        sort_by_numbers(&mut order, |name| [falling(names.all[*name as usize].score), 0, 0]);
        for (rank, number) in order.iter().enumerate() {
            names.all[*number as usize].rank = rank;
        }
        order.truncate(4);
        names.main = order;
        names
    }
}

/// A number that sorts larger weights first; for weights of 0 and more.
pub(crate) fn falling(weight: f32) -> u32 {
    !weight.to_bits()
}

/// The bit of a sentence; none for those behind the masks' end.
pub(crate) fn bit(sentence: usize) -> u128 {
    if sentence < MASKED { 1 << sentence } else { 0 }
}

/// One number for the words of a range.
fn words(tokens: &[Token], range: Range<usize>) -> Folded {
    tokens[range].iter().fold(0, |sum: Folded, token| sum.wrapping_mul(31).wrapping_add(token.folded))
}

/// Where names stand, in order.
fn places(scene: &Scene) -> Vec<Place> {
    let clauses = scene.clauses;
    let tokens = &clauses.prose.tokens;
    // A headline's capitals name nothing: what the text also writes small is a common word.
    let mut common: FoldedMap<bool> = FoldedMap::default();
    for (token, tag) in tokens.iter().zip(&clauses.prose.tags) {
        if *tag == Tag::Proper {
            common.insert(token.folded, false);
        }
    }
    for token in tokens.iter().filter(|token| token.is_word() && token.case == Case::Lower) {
        if let Some(common) = common.get_mut(&token.folded) {
            *common = true;
        }
    }
    let naming = |token: usize| {
        let opens = clauses.is(token, Class::Naming);
        opens.then(|| clauses.lexicon.actors.naming(tokens, token)).flatten()
    };
    let writes_name = |token: usize| {
        clauses.kind(token) == Kind::Word
            && clauses.tag(token) == Tag::Proper
            && !clauses.is_any(token, &[Class::Time, Class::TitleAbbreviation, Class::Determiner])
            && common.get(&tokens[token].folded) != Some(&true)
    };
    let mut places = Vec::new();
    let mut token = 0;
    while token < tokens.len() {
        if clauses.tag(token) != Tag::Proper && !clauses.is(token, Class::Naming) {
            token += 1;
            continue;
        }
        let mention = clauses.mention_at(token).map(|index| (index, &scene.mentions[index]));
        let actor = mention.and_then(|(index, _)| scene.cast.actor_of[index]).map(|actor| actor.0);
        if let Some((width, naming)) = naming(token) {
            let end = (token + width).min(tokens.len());
            let known = clauses.lexicon.actors.known(naming.known);
            let is_place = matches!(naming.use_, Use::Capital | Use::Seat);
            let key = if is_place { Key::Words(words(tokens, token..end)) } else { Key::Known(naming.known) };
            let sort = if known.kind == ActorKind::State { Sort::State } else { Sort::Body };
            let can_head = sort == Sort::Body && !known.medium;
            places.push(Place { key, tokens: token..end, sort, actor, can_head });
            token = end;
            continue;
        }
        let person = mention.filter(|(_, mention)| mention.kind == MentionKind::Name);
        if let (Some((_, person)), Some(actor), Tag::Proper) = (person, actor, clauses.tag(token)) {
            let surname = person.last;
            places.push(Place {
                key: Key::Actor(actor),
                tokens: surname..surname + 1,
                sort: Sort::Person,
                actor: Some(actor),
                can_head: true,
            });
            token = surname + 1;
            continue;
        }
        let sentence = clauses.prose.sentence_of[token];
        let goes_on = |next: usize| {
            writes_name(next)
                && clauses.prose.sentence_of[next] == sentence
                && clauses.mention_at(next) == mention.map(|(index, _)| index)
                && (next == token || naming(next).is_none())
        };
        let end = (token..tokens.len()).find(|next| !goes_on(*next)).unwrap_or(tokens.len());
        if end == token || tokens[token].span.len() < 2 {
            token = end.max(token + 1);
            continue;
        }
        let own = token.max(end.saturating_sub(WIDEST))..end;
        let body = mention.filter(|(_, mention)| mention.kind == MentionKind::Body).and(actor);
        let words = words(tokens, own.clone());
        let sort = if body.is_some() { Sort::Body } else { Sort::Other };
        places.push(Place {
            key: body.map_or(Key::Words(words), Key::Actor),
            tokens: own,
            sort,
            actor,
            can_head: true,
        });
        token = end;
    }
    places
}
