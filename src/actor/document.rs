//! Documents stand for their authors: "a UN report", "Ivanka Trump’s statement", "its report", "the statement" behind "said
//! in a statement".
//!
//! Known failure: an author behind "by" ("a statement by the ministry"); the document is then a source of its own.

use super::mention::{Mention, MentionKind};
use super::resolve::{Scene, naming};
use crate::lexicon::actors::{KnownId, Noun, NounClass, Part};
use crate::report::ActorKind;
use crate::text::tag::Tag;

/// So many attributions before and behind a document are asked who speaks in it.
const NEAR: usize = 4;

impl Scene<'_, '_> {
    /// The author of a document, as far as the text tells; else the document itself.
    pub(super) fn document(&mut self, index: usize, noun: Noun) -> usize {
        if let Some(figure) = self.possessor(index).or_else(|| self.speaks_in(index, noun)) {
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
        let document = |other: &usize| {
            self.mentions[*other]
                .details
                .noun
                .is_some_and(|other| other.class == NounClass::Document && other.row == noun.row)
        };
        let found = self.before(index).find(document).filter(|_| details.definite);
        let found = found.filter(|found| self.of_mention[*found].is_some_and(|found| self.has_marks(index, found)));
        match found {
            Some(found) => self.of_mention[found].unwrap_or(0),
            None => self.figure(ActorKind::Organisation, index),
        }
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
        let drafts = self.drafts[near].iter().filter(|draft| draft.parent.is_none());
        let source = drafts.filter_map(|draft| draft.source.zip(draft.cue)).find_map(|(source, cue)| {
            let source = naming(self.prose, self.lexicon, self.mentions, source)?;
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
