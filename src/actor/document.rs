//! Documents stand for their authors: "a UN report", "Ivanka Trump’s statement", "its report", "the statement" behind "said
//! in a statement", "a statement by the ministry", "the government released a statement".
//!
//! Known failure: an author whom only another sentence names ("The report, by two professors, … They found").

use super::mention::{Mention, MentionKind};
use super::resolve::{Named, Scene};
use crate::lexicon::actors::{KnownId, Noun, NounClass, Part};
use crate::report::ActorKind;
use crate::text::tag::Tag;

/// So many attributions before and behind a document are asked who speaks in it.
const NEAR: usize = 4;

/// So many tokens at most stand between an author and the end of the verb of issuing: "has now released".
const ISSUES: usize = 4;

impl Scene<'_, '_> {
    /// The author of a document, as far as the text tells; else the document itself.
    pub(super) fn document(&mut self, index: usize, noun: Noun) -> usize {
        if let Some(figure) = self.possessor(index).or_else(|| self.speaks_in(index, noun)) {
            return figure;
        }
        let known = self.named_before(index, noun).filter(|figure| !self.is_document(*figure));
        if let Some(figure) = known.or_else(|| self.signed_by(index)).or_else(|| self.issued_by(index, noun)) {
            return figure;
        }
        let details = &self.mentions[index].details;
        if let Some(author) = details.author {
            let found = self.before(index).find(|other| {
                self.mentions[*other].details.noun.is_some_and(|noun| noun.row == author.row)
                    && (details.owner.is_none() || self.mentions[*other].details.owner == details.owner)
            });
            if let Some(found) = found {
                return self.of_mention[found].unwrap_or(0);
            }
        } else if let Some(owner) = details.owner.filter(|owner| self.is_author(index, *owner)) {
            return self.of_known(owner, index);
        }
        match self.named_before(index, noun) {
            Some(figure) => figure,
            None => self.figure(ActorKind::Organisation, index),
        }
    }

    /// Whom the last document of that noun stands for, if this one can be the same.
    fn named_before(&self, index: usize, noun: Noun) -> Option<usize> {
        let document = |other: &usize| {
            let other = self.mentions[*other].details.noun;
            other.is_some_and(|other| other.class == NounClass::Document && other.row == noun.row)
        };
        let found = self.before(index).find(document).filter(|_| self.mentions[index].details.definite);
        found.and_then(|found| self.of_mention[found]).filter(|figure| self.has_marks(index, *figure))
    }

    /// Whether a figure is a document whose author the text does not tell.
    fn is_document(&self, figure: usize) -> bool {
        let Named::Mention(named) = self.figures[figure].named else { return false };
        let noun = self.mentions[named].details.noun;
        self.figures[figure].known.is_none() && noun.is_some_and(|noun| noun.class == NounClass::Document)
    }

    /// Who the possessive before a document stands for: "Ivanka Trump’s statement", "his letter".
    fn possessor(&self, index: usize) -> Option<usize> {
        let document = &self.mentions[index];
        let beside = index.saturating_sub(3)..self.mentions.len().min(index + 4);
        let inside = |other: &Mention| other.first == document.first && other.last < document.head;
        let owners = beside.filter(|other| inside(&self.mentions[*other]));
        let owner = owners.max_by_key(|other| self.mentions[*other].last)?;
        let mention = &self.mentions[owner];
        if mention.kind == MentionKind::Pronoun {
            let third = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded);
            return third.filter(|pronoun| pronoun.person == 3).and_then(|_| self.pronoun(owner));
        }
        let possessive = self.prose.tags.get(mention.last + 1) == Some(&Tag::Possessive);
        self.of_mention[owner].filter(|_| possessive)
    }

    /// "a statement by the ministry", "a letter from two senators".
    fn signed_by(&mut self, index: usize) -> Option<usize> {
        let document = &self.mentions[index];
        let by = document.last + 1;
        let signed = self.prose.tokens.get(by).is_some_and(|token| self.lexicon.actors.is(token.folded, Part::Author));
        let author = (index + 1..self.mentions.len().min(index + 4))
            .find(|other| signed && self.mentions[*other].first == by + 1)?;
        if self.mentions[author].kind == MentionKind::Pronoun {
            return None;
        }
        self.place(author);
        self.of_mention[author]
    }

    /// "The government released a statement": the subject of a verb of issuing, close before.
    fn issued_by(&self, index: usize, noun: Noun) -> Option<usize> {
        let document = &self.mentions[index];
        let verb = document.first.checked_sub(1)?;
        let issued = self.lexicon.actors.is_utterance(noun.row)
            && !document.details.definite
            && self.lexicon.actors.is(self.prose.tokens[verb].folded, Part::Issue);
        let same = |other: &usize| {
            let mention = &self.mentions[*other];
            let end = mention.last;
            self.prose.sentence_of[end] == self.prose.sentence_of[verb]
                && verb.saturating_sub(end) <= ISSUES
                && !mention.details.nested
        };
        let author = (index.saturating_sub(4)..index).rev().filter(|_| issued).find(same)?;
        self.of_mention[author].filter(|_| self.subjects[author])
    }

    /// Who says something in a statement: "The ministry said in a statement that …".
    fn speaks_in(&self, index: usize, noun: Noun) -> Option<usize> {
        let mention = &self.mentions[index];
        let sentence = self.prose.sentence_of[mention.first];
        let before = mention.first.checked_sub(1).filter(|before| self.prose.sentence_of[*before] == sentence)?;
        let within = self.lexicon.actors.is(self.prose.tokens[before].folded, Part::At);
        if !within || !self.lexicon.actors.is_utterance(noun.row) {
            return None;
        }
        let start = self.prose.tokens[mention.first].span.start;
        let at = self.drafts.partition_point(|draft| draft.content[0].start <= start);
        let near = at.saturating_sub(NEAR)..self.drafts.len().min(at + NEAR);
        let source = near.filter(|draft| self.drafts[*draft].parent.is_none()).find_map(|draft| {
            let (source, cue) = self.sources[draft].zip(self.drafts[draft].cue)?;
            let here = self.prose.sentence_of[self.prose.tokens_in(cue).start] == sentence;
            (here && source != index).then_some(source)
        })?;
        self.of_mention[source]
    }

    /// Whether the state or body before a document wrote it: "a UN report", "Iran’s report", "a Russian statement"; not
    /// "an American survey", whose adjective says where it was made.
    fn is_author(&self, index: usize, owner: KnownId) -> bool {
        let mention = &self.mentions[index];
        let statement = mention.details.noun.is_some_and(|noun| self.lexicon.actors.is_utterance(noun.row));
        let title = self.prose.tokens[mention.head].is_capital() && !self.opens_sentence(mention.head);
        let possessive = (mention.first..mention.head).any(|at| self.prose.tags[at] == Tag::Possessive);
        let body = self.lexicon.actors.known(owner).kind != ActorKind::State;
        !title && (statement || possessive || body)
    }
}
