//! Whether a description can be of somebody whom the text has described before: "the minister" of a foreign minister, "the
//! Trump campaign" not of the Clinton campaign.
//!
//! What sets one holder of an office apart from another counts: names and parties ("the Democratic nominee"), and words
//! such as "former" or "deputy". Such a description joins only somebody of whom the text has said the same, for a wrong
//! merge is worse than a missed one.
//!
//! Known failure: "the Indiana native" is a new person unless the text has said "Indiana" of him.

use super::body::last_word;
use super::resolve::{Figure, Scene};
use crate::lexicon::actors::{NounClass, Part};
use crate::lexicon::grammar::Class;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind};

/// So many mentions of somebody, first and last, are compared with a description.
const COMPARED: usize = 6;

impl Scene<'_, '_> {
    /// Whether nothing in the description of mention `index` sets it apart from `figure`.
    pub(super) fn is_like(&self, index: usize, figure: usize) -> bool {
        self.is_same_term(index, &self.figures[figure])
            && self.is_same_rank(index, figure)
            && self.has_marks(index, figure)
    }

    /// Whether both are of the first or both of the second rank: "the presidential nominee" is not the one for vice
    /// president.
    pub(super) fn is_same_rank(&self, index: usize, figure: usize) -> bool {
        let second = |mention: usize| {
            let mention = &self.mentions[mention];
            let head = mention.details.role.end.max(mention.head);
            (mention.first..head).any(|at| self.lexicon.actors.is(self.prose.tokens[at].folded, Part::Rank))
        };
        let titled = self.figures[figure].titled.unwrap_or(index);
        second(index) == second(titled)
    }

    /// Whether the names and parties around the head of mention `index` stand in some mention of `figure` too. States and
    /// bodies of the tables are compared as owners, where the mention has one.
    pub(super) fn has_marks(&self, index: usize, figure: usize) -> bool {
        let mention = &self.mentions[index];
        let mut at = mention.first;
        while at <= mention.last {
            let owned = mention.details.owner.and(self.lexicon.actors.naming(&self.prose.tokens, at));
            if let Some((length, _)) = owned {
                at += length;
                continue;
            }
            if at != mention.head && self.is_mark(at) && !self.has_said(figure, self.prose.tokens[at].folded) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Whether a mention of the figure has the word.
    fn has_said(&self, figure: usize, word: Folded) -> bool {
        let mentions = &self.figures[figure].mentions;
        let said = |other: &usize| {
            let other = &self.mentions[*other];
            self.prose.tokens[other.first..=other.last].iter().any(|token| token.folded == word)
        };
        mentions.iter().take(COMPARED).any(said) || mentions.iter().rev().take(COMPARED).any(said)
    }

    /// Whether a word is a name, or one for a member of a party.
    fn is_mark(&self, at: usize) -> bool {
        let token = &self.prose.tokens[at];
        let plain = self.lexicon.actors.is(token.folded, Part::Modifier)
            || self.lexicon.grammar.has(token.folded, Class::Determiner)
            || self.lexicon.is_function_word(token.folded);
        let noun = self.lexicon.actors.noun(&self.prose.tokens, at).map(|(_, noun)| noun.class);
        token.is_capital()
            && !(self.opens_sentence(at) && plain && self.prose.tags[at] != Tag::Proper)
            && noun.is_none_or(|class| class == NounClass::Person)
    }

    /// Whether the token opens its sentence, so that its capital says nothing.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|before| self.prose.sentence_of[*before] == self.prose.sentence_of[at]);
        before.is_none_or(|before| matches!(self.prose.tokens[before].kind, Kind::Quote | Kind::Colon | Kind::Stop))
    }

    /// The word of a description that sets its holder apart from today's: "former", "next", "deputy".
    pub(super) fn term(&self, mention: usize) -> Option<Folded> {
        let mention = &self.mentions[mention];
        let words = self.prose.tokens[mention.first..mention.head].iter().map(|token| token.folded);
        words.into_iter().find(|word| self.lexicon.actors.is(*word, Part::Term))
    }

    /// Whether a description with such a word is one that the text has given the person before.
    fn is_same_term(&self, index: usize, figure: &Figure) -> bool {
        let Some(term) = self.term(index) else { return true };
        let described = figure.mentions.iter().rev().take(8);
        described.into_iter().any(|mention| *mention != index && self.term(*mention) == Some(term))
    }

    /// Whether two nouns can be one office: "minister" and "foreign minister"; not "president" and "vice president".
    pub(super) fn is_role(&self, one: u16, other: u16) -> bool {
        let actors = &self.lexicon.actors;
        let shortens = |long: u16, short: u16| {
            !actors.is_whole(long) && last_word(actors.noun_name(long)) == actors.noun_name(short)
        };
        actors.is_same_office(one, other) || shortens(one, other) || shortens(other, one)
    }
}
