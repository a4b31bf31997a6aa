//! Pronouns of the third person: for each the antecedent that most speaks for.
//!
//! Near, a subject, a speaker, named often, of the right gender and number; whom only a quotation names is not meant
//! outside it. "Macron met Putin. He said …" is Macron.
//!
//! Known failure: two men in one sentence, where only sense tells who "he" is.

use super::mention::{Mention, MentionKind};
use super::resolve::{Named, Scene};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Gender, NounClass, Part, Pronoun, PronounRole};
use crate::lexicon::grammar::Class;
use crate::report::ActorKind;
use crate::text::Prose;
use crate::text::tag::Tag;
use crate::text::token::Kind;

/// So many tokens before a possessive its own subject may end.
const REACH: usize = 14;

/// What speaks for and against an antecedent, tried on the training articles.
mod weight {
    pub(super) const SENTENCE: i32 = 6;
    pub(super) const BEFORE: i32 = 2;
    pub(super) const SAME_SENTENCE: i32 = 2;
    pub(super) const SUBJECT: i32 = 4;
    pub(super) const SOURCE: i32 = 6;
    pub(super) const SPOKE: i32 = 6;
    pub(super) const QUOTED: i32 = 13;
    pub(super) const UNQUOTED: i32 = 2;
    pub(super) const NESTED: i32 = 4;
    pub(super) const NUMBER: i32 = 10;
    pub(super) const NAMED: i32 = 8;
    pub(super) const MOST_MENTIONS: i32 = 6;
    pub(super) const CHAIN: i32 = 2;
    pub(super) const OPENS: i32 = 2;
    pub(super) const CLAUSE: i32 = 8;
    pub(super) const PARAGRAPH: i32 = 3;
    /// What an antecedent of "it" needs, for "it" often stands for no actor: alone, and with rivals.
    pub(super) const LONE_THING: i32 = -2;
    pub(super) const THING: i32 = 2;
    /// "calls it", "against it": hardly ever an actor.
    pub(super) const OBJECT: i32 = 8;
    /// What one of "they" needs with rivals, for "they" are often people whom no phrase names, or things.
    pub(super) const MANY: i32 = 0;
}

impl Scene<'_, '_> {
    pub(super) fn pronoun(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let pronoun = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded)?;
        if pronoun.gender == Gender::Neuter && pronoun.role == PronounRole::Subject && self.is_expletive(mention.head) {
            return None;
        }
        match pronoun.person {
            3 => self.antecedent(index, self.as_it_stands(mention.head, pronoun)),
            0 => self.relative(index),
            _ => None,
        }
    }

    /// Whom "who" and "which" go on: the mention that ends before. "Democrats on Capitol Hill, who" are the Democrats.
    fn relative(&self, index: usize) -> Option<usize> {
        let first = self.mentions[index].first;
        let comma = |at: usize| self.prose.tokens[at].kind == Kind::Comma;
        let ends = |other: &usize| {
            let end = self.mentions[*other].last + 1;
            end == first || end + 1 == first && comma(end)
        };
        let beside = self.before(index).find(ends)?;
        let human = self.prose.word(first).eq_ignore_ascii_case("who");
        let speaks = |other: &usize| {
            let figure = self.of_mention[*other].map(|figure| self.figures[figure].kind);
            !human || matches!(figure, Some(ActorKind::Person | ActorKind::Unnamed | ActorKind::Group))
        };
        // A state or body behind a preposition only says where they are.
        let preposition = |at: &usize| self.lexicon.grammar.has(self.prose.tokens[*at].folded, Class::Preposition);
        let at = self.mentions[beside].first.checked_sub(1).filter(preposition);
        let whole = at.and_then(|at| self.before(index).find(|other| self.mentions[*other].last + 1 == at));
        self.of_mention[whole.filter(|_| !speaks(&beside)).unwrap_or(beside)]
    }

    /// "it is normal for", "it was announced that": stands for nobody. "it is deploying", "it has" may.
    pub(super) fn is_expletive(&self, it: usize) -> bool {
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

    /// "calls it", "richer for it": the object of a verb or preposition, which has the same form as the subject.
    fn as_it_stands(&self, at: usize, pronoun: Pronoun) -> Pronoun {
        let prose = self.prose;
        let before = at.checked_sub(1).filter(|before| prose.sentence_of[*before] == prose.sentence_of[at]);
        let governed = before.is_some_and(|before| {
            let word = prose.tokens[before].folded;
            self.lexicon.grammar.has(word, Class::Preposition) && !self.lexicon.grammar.has(word, Class::Subordinator)
                || matches!(prose.tags[before], Tag::Base | Tag::Gerund | Tag::Present | Tag::Past | Tag::Participle)
        });
        let acts = prose.tokens.get(at + 1).is_some() && {
            prose.sentence_of[at + 1] == prose.sentence_of[at]
                && (prose.tags[at + 1].is_finite() || prose.tags[at + 1] == Tag::Adverb)
        };
        let object = pronoun.gender == Gender::Neuter && pronoun.role == PronounRole::Subject && governed && !acts;
        if object { Pronoun { role: PronounRole::Object, ..pronoun } } else { pronoun }
    }

    /// The subject of the clause that a possessive or reflexive stands in: "Israel had failed to ease its blockade".
    fn clause_subject(&self, index: usize, pronoun: Pronoun) -> Option<usize> {
        if !matches!(pronoun.role, PronounRole::Possessive | PronounRole::Reflexive) {
            return None;
        }
        let own = self.mentions[index].first;
        let wall = [Class::Subordinator, Class::Relative];
        let other = self.before(index).take_while(|other| {
            let end = self.mentions[*other].last;
            self.prose.sentence_of[end] == self.prose.sentence_of[own] && own.saturating_sub(end) < REACH
        });
        let subject = other.into_iter().find(|other| self.subjects[*other])?;
        let free = (self.mentions[subject].last + 1..own).all(|at| {
            let token = &self.prose.tokens[at];
            token.is_word() && !self.lexicon.grammar.is_any(token.folded, &wall)
        });
        self.of_mention[subject].filter(|figure| free && self.agrees(*figure, pronoun))
    }

    /// The best antecedent of a pronoun of the third person: near, a subject, of the right gender and number.
    pub(super) fn antecedent(&self, index: usize, pronoun: Pronoun) -> Option<usize> {
        let own = &self.mentions[index];
        let here = self.prose.sentence_of[own.first];
        let quoted = self.prose.inside[own.first];
        let speaker = self.speaker_around(index);
        let spoke = self.tags[index].and_then(|draft| self.speaker_before(draft));
        // "his brother Raul": the whole is not whom the pronoun in it stands for; "his letter" is.
        let whole = index.checked_sub(1).filter(|other| {
            let other = &self.mentions[*other];
            let document = other.details.noun.is_some_and(|noun| noun.class == NounClass::Document);
            other.first == own.first && other.last > own.last && !document
        });
        let whole = whole.and_then(|whole| self.of_mention[whole]);
        let clause = self.clause_subject(index, pronoun);
        if clause.is_some() && pronoun.role == PronounRole::Reflexive {
            return clause;
        }
        let mut subject = None;
        let mut best: Option<(i32, usize)> = None;
        let mut rivals = false; // more than one can be meant
        for other in self.before(index) {
            let mention = &self.mentions[other];
            let figure = self.of_mention[other].unwrap_or(0);
            let distance = here.saturating_sub(self.prose.sentence_of[mention.first]) as i32;
            if distance > 3 {
                break;
            }
            if self.is_own_subject(mention, own, pronoun) {
                subject = Some(figure);
            }
            if !self.agrees(figure, pronoun) || [speaker, whole, subject].contains(&Some(figure)) {
                continue;
            }
            let mut score = self.salience(figure) - weight::SENTENCE * distance - weight::BEFORE * distance.min(1);
            if self.subjects[other] {
                score += weight::SUBJECT;
            } else if pronoun.gender == Gender::Neuter
                && matches!(pronoun.role, PronounRole::Subject | PronounRole::Object)
            {
                score -= weight::SUBJECT;
            }
            if self.tags[other].is_some() {
                score += weight::SOURCE;
            }
            if clause == Some(figure) {
                score += weight::CLAUSE;
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
            // "their" may be an organisation’s, hardly a state’s.
            let state = self.figures[figure].kind == ActorKind::State;
            if pronoun.plural && state && pronoun.role != PronounRole::Subject {
                continue;
            }
            if pronoun.plural && !self.figures[figure].plural {
                score -= weight::NUMBER;
            }
            if distance == 0 && pronoun.role != PronounRole::Subject {
                score += weight::SAME_SENTENCE;
            }
            if distance <= 1 && self.is_pronoun_like(mention, pronoun) {
                score += weight::CHAIN;
            }
            if mention.first == self.prose.sentence_at(mention.first).tokens.start {
                score += weight::OPENS;
            }
            if self.prose.sentence_at(mention.first).paragraph != self.prose.sentence_at(own.first).paragraph {
                score -= weight::PARAGRAPH;
            }
            rivals |= best.is_some_and(|(_, best)| best != figure);
            if best.is_none_or(|(old, _)| score > old) {
                best = Some((score, figure));
            }
        }
        // Behind a long speech "he" is still who gave it, whomever the speech names.
        let spoke = spoke.filter(|figure| self.agrees(*figure, pronoun) && !pronoun.plural);
        let Some((score, figure)) = best.filter(|(score, _)| spoke.is_none() || *score >= 0) else { return spoke };
        let least = match (pronoun.plural, pronoun.gender) {
            (true, _) if rivals => weight::MANY,
            (false, Gender::Neuter) if pronoun.role == PronounRole::Object => weight::OBJECT,
            (false, Gender::Neuter) if rivals => weight::THING,
            (false, Gender::Neuter) => weight::LONE_THING,
            _ => return Some(figure),
        };
        (score >= least).then_some(figure)
    }

    /// "He … he": whether a mention is a pronoun of the same gender and number, which the next one most likely goes on.
    fn is_pronoun_like(&self, mention: &Mention, pronoun: Pronoun) -> bool {
        let other = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded);
        mention.kind == MentionKind::Pronoun
            && other.is_some_and(|other| other.gender == pronoun.gender && other.plural == pronoun.plural)
    }

    /// Whether `mention` is the subject of the very verb that an object pronoun belongs to: "Bush praised him".
    pub(super) fn is_own_subject(&self, mention: &Mention, own: &Mention, pronoun: Pronoun) -> bool {
        if pronoun.role != PronounRole::Object || own.first < mention.last || own.first - mention.last > 12 {
            return false;
        }
        let wall = [Class::Conjunction, Class::Subordinator, Class::Relative];
        (mention.last + 1..own.first).all(|at| {
            let token = &self.prose.tokens[at];
            // "criticised Bush and called him": the subject goes on.
            let goes_on = self.lexicon.grammar.has(token.folded, Class::Conjunction) && {
                let tag = self.prose.tags[at + 1];
                tag.is_finite() || tag == Tag::Base
            };
            token.is_word() && (goes_on || !self.lexicon.grammar.is_any(token.folded, &wall))
        }) && self.prose.sentence_of[mention.last] == self.prose.sentence_of[own.first]
    }

    /// Who spoke the last draft before `draft` that stands in no other one.
    pub(super) fn speaker_before(&self, draft: usize) -> Option<usize> {
        let outer = |other: &usize| self.drafts[*other].parent.is_none() && self.drafts[*other].source.is_some();
        let before = (0..draft).rev().take(4).find(outer)?;
        self.of_mention[self.sources[before]?]
    }

    /// How much a text is about a figure: by how often it is named.
    pub(super) fn salience(&self, figure: usize) -> i32 {
        let figure = &self.figures[figure];
        let named = i32::from(
            figure.kind == ActorKind::Person
                && matches!(figure.named, Named::Mention(mention) if self.mentions[mention].kind == MentionKind::Name),
        );
        weight::NAMED * named + (figure.mentions.len() as i32).min(weight::MOST_MENTIONS)
    }

    pub(super) fn agrees(&self, figure: usize, pronoun: Pronoun) -> bool {
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

    /// Who speaks the quotation around a mention, where his or her name alone tells: the speaker is not "he" in it.
    pub(super) fn speaker_around(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        self.prose.inside[mention.first]?;
        let span = self.prose.tokens[mention.first].span;
        let around = |draft: &usize| self.drafts[*draft].content.iter().any(|content| content.contains(span));
        let at = self.drafts.partition_point(|draft| draft.content[0].start <= span.start);
        let draft = (at.saturating_sub(4)..at).rev().find(around)?;
        self.of_mention[self.sources[draft]?]
    }
}

/// Whether the mention is the subject of a verb: one follows, adverbs and what stands between commas aside.
pub(super) fn is_subject(prose: &Prose, lexicon: &Lexicon, mention: &Mention) -> bool {
    let mut at = mention.last + 1;
    let same = |at: usize| prose.tokens.get(at).is_some() && prose.sentence_of[at] == prose.sentence_of[mention.last];
    let aside = if same(at) { prose.tokens[at].kind } else { Kind::Word };
    if matches!(aside, Kind::Comma | Kind::Open) {
        let end = if aside == Kind::Open { Kind::Close } else { aside };
        let closing = (at + 1..at + 16).take_while(|at| same(*at)).find(|at| prose.tokens[*at].kind == end);
        at = closing.map_or(at, |closing| closing + 1);
    }
    // "France and Russia both hold seats"
    while same(at) && (prose.tags[at] == Tag::Adverb || lexicon.actors.is(prose.tokens[at].folded, Part::Twice)) {
        at += 1;
    }
    let before =
        mention.first.checked_sub(1).filter(|before| prose.sentence_of[*before] == prose.sentence_of[mention.first]);
    let inverted = before.is_some_and(|before| lexicon.is_speech_verb(prose.tokens[before].folded));
    same(at) && prose.tags[at].is_finite() || inverted
}
