//! States, organs and bodies: "Tehran", "Iran’s parliament", "the ministry", "the country", "a UN report".
//!
//! What the tables know is one actor under all its names; an organ is told by its noun and its state; a body by its name
//! or the abbreviation that the text puts in brackets behind it. "the International Maritime Bureau (IMB) … the IMB".
//!
//! Known failure: "the country" of a place that no table knows is the state that the text is about.

use super::mention::{Mention, MentionKind};
use super::resolve::{Named, Scene};
use crate::lexicon::actors::{Gender, Hypernym, KnownId, Noun, NounClass, Part};
use crate::report::ActorKind;
use crate::text::token::{Case, Folded, Kind};

/// What "the government" stands for: for each time a state was named before, for being a subject, against each sentence
/// in between up to [`FAR`]; tried on the training articles.
const NAMED: i32 = 2;
const SUBJECT: i32 = 2;
const SENTENCE: i32 = 2;
const FAR: i32 = 4;

impl Scene<'_, '_> {
    /// States and bodies by name.
    pub(super) fn name_bodies(&mut self) {
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
    pub(super) fn introduce_abbreviation(&mut self, mention: usize, figure: usize) {
        let last = self.mentions[mention].last;
        let bracket = self.prose.tokens.get(last + 1).is_some_and(|token| token.kind == Kind::Open);
        let closed = self.prose.tokens.get(last + 3).is_some_and(|token| token.kind == Kind::Close);
        let inside = self.prose.tokens.get(last + 2).filter(|token| token.case == Case::Upper && bracket && closed);
        // "the Review Conference on the Non-Proliferation Treaty (NPT)": only the last part of the name.
        let name = self.mentions[mention].details.name.clone();
        let titled = name.clone().any(|at| self.lexicon.actors.is(self.prose.tokens[at].folded, Part::Title));
        let initial = |at: usize| self.prose.word(at).chars().next();
        let part = titled && initial(name.start) != initial(last + 2);
        if let Some(token) = inside.filter(|_| !part) {
            self.of_name.entry(token.folded).or_insert(figure);
        }
    }

    pub(super) fn name_key(&self, mention: &Mention) -> Folded {
        let tokens = &self.prose.tokens[mention.details.name.clone()];
        match tokens {
            [one] => one.folded,
            _ => tokens.iter().fold(0, |key: u64, token| key.rotate_left(7) ^ token.folded),
        }
    }

    /// "Turkish Parliament": an organ of a state, named by noun and state alone.
    pub(super) fn is_organ(&self, mention: &Mention) -> bool {
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

    pub(super) fn body_kind(&self, mention: &Mention) -> ActorKind {
        match mention.details.noun.map(|noun| noun.class) {
            Some(NounClass::Government) => ActorKind::Government,
            Some(NounClass::Regime) => ActorKind::Government,
            Some(NounClass::State) => ActorKind::State,
            _ => ActorKind::Organisation,
        }
    }

    pub(super) fn of_known(&mut self, known: KnownId, mention: usize) -> usize {
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

    /// "the government", "the country", "Cuba’s government": a state by its rulers or by another word.
    pub(super) fn state(&mut self, index: usize) -> Option<usize> {
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
        self.leading_state(index)
    }

    /// The state that the text before a mention is about: named often and not far back. "Iran’s government … France … the
    /// government" is most likely Iran’s.
    fn leading_state(&self, index: usize) -> Option<usize> {
        let here = self.prose.sentence_of[self.mentions[index].first];
        let mut scores: Vec<(usize, i32)> = Vec::new(); // figure and score, the latest first
        for other in self.before(index) {
            let figure = self.of_mention[other].unwrap_or(0);
            // A part of a state ("Texas") has no government that the news calls so without a name.
            let part = self.figures[figure].known.is_some_and(|known| self.lexicon.actors.known(known).state.is_some());
            if self.figures[figure].kind != ActorKind::State || part {
                continue;
            }
            let mention = &self.mentions[other];
            let distance = here.saturating_sub(self.prose.sentence_of[mention.first]) as i32;
            let subject = if self.subjects[other] { SUBJECT } else { 0 };
            match scores.iter_mut().find(|(known, _)| *known == figure) {
                Some((_, score)) => *score += NAMED,
                None => scores.push((figure, subject + NAMED - SENTENCE * distance.min(FAR))),
            }
        }
        let best = scores.iter().map(|(_, score)| *score).max()?;
        scores.iter().find(|(_, score)| *score == best).map(|(figure, _)| *figure)
    }

    /// "Iran’s parliament", "the ministry".
    pub(super) fn organ(&mut self, index: usize) -> usize {
        let mention = &self.mentions[index];
        let Some(noun) = mention.details.noun else { return self.figure(ActorKind::Organisation, index) };
        let owner = mention.details.owner;
        if matches!(noun.class, NounClass::Document | NounClass::Law) {
            return self.document(index, noun);
        }
        if owner.is_none() && mention.details.definite {
            if let Some(figure) = self.body_that_spoke(index, noun) {
                self.figures[figure].roles.push(noun.row);
                return figure;
            }
            // "the court" may be an appeals court, "the Supreme Court" is not.
            let called = |name: &str| is_called(name, self.lexicon.actors.noun_name(noun.row));
            let same = |other: &usize| {
                let figure = &self.figures[self.of_mention[*other].unwrap_or(0)];
                let known = figure.known.map(|known| self.lexicon.actors.known(known).name);
                matches!(figure.kind, ActorKind::Government | ActorKind::Organisation)
                    && self.has_marks(index, self.of_mention[*other].unwrap_or(0))
                    && (known.is_some_and(called)
                        || figure.roles.iter().any(|role| called(self.lexicon.actors.noun_name(*role))))
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
        // "a company" is a new one each time; a state has one navy, and the news one "police".
        let new = mention.details.indefinite || owner.is_none() && noun.class != NounClass::Government;
        let known = self.of_organ.get(&(noun.row, owner)).copied();
        if let Some(figure) = known.filter(|figure| !new && self.has_marks(index, *figure)) {
            return figure;
        }
        let figure = self.figure(kind, index);
        self.figures[figure].gender = Gender::Neuter;
        self.of_organ.entry((noun.row, owner)).or_insert(figure);
        figure
    }

    /// "Amnesty said …. The human-rights organisation added": a new description of the body that spoke last.
    fn body_that_spoke(&self, index: usize, noun: Noun) -> Option<usize> {
        let mention = &self.mentions[index];
        let described = mention.head > mention.first + 1 && self.lexicon.actors.hypernym(noun.row).is_some();
        let figure = self.speaker_before(self.tags[index].filter(|_| described)?)?;
        let Named::Mention(named) = self.figures[figure].named else { return None };
        let has_name = !self.mentions[named].details.name.is_empty();
        (self.figures[figure].kind == ActorKind::Organisation && has_name && self.has_marks(index, figure))
            .then_some(figure)
    }
}

/// The last word of a phrase: what it is in general.
pub(super) fn last_word(phrase: &str) -> &str {
    phrase.rsplit(' ').next().unwrap_or(phrase)
}

/// Whether a noun is the head of a name, in any case: "court" of "appeals court", "ministry" of "ministry of justice".
fn is_called(name: &str, noun: &str) -> bool {
    let Some(rest) = name.len().checked_sub(noun.len()) else { return false };
    let ends = name.get(rest..).is_some_and(|end| end.eq_ignore_ascii_case(noun));
    let starts = name.get(..noun.len()).is_some_and(|start| start.eq_ignore_ascii_case(noun));
    ends && name[..rest].chars().next_back().is_none_or(|char| char == ' ')
        || starts && name[noun.len()..].starts_with(" of ")
}
