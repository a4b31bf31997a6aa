//! Whether a word in or behind a noun phrase is a verb: the tagger, corrected by what stands beside it.
//!
//! "states that" is no state, "exiles protested" are people, "a court disagreed" ends its phrase before the verb.
//!
//! Known failure: a noun in "-ed" behind one of the tables ("the ministry feed").

use super::phrase::{Piece, Reader};
use crate::lexicon::actors::Use;
use crate::text::tag::Tag;
use crate::text::token::{Case, Gap, Kind};

impl Reader<'_, '_> {
    /// A noun of the table that is a verb here: "will head", "states that". Behind an adjective of a state a further verb
    /// tells that it is none, whatever the tagger says: "Tibetan exiles protested".
    pub(super) fn is_verb_here(&self, at: usize, before: Option<Piece>) -> bool {
        let described = matches!(before, Some(Piece::Known(naming)) if naming.use_ == Use::Adjective);
        self.prose.tokens[at].case == Case::Lower
            && matches!(self.prose.tags[at], Tag::Base | Tag::Present | Tag::Past | Tag::Modal | Tag::Gerund)
            && !(described && self.next_in_sentence(at).is_some() && self.is_verb(at + 1))
    }

    /// Whether a noun phrase may end with token `last`: no further noun follows. What ends in "-ed" is most likely a verb,
    /// whatever the tagger says: "an appeals court disagreed".
    pub(super) fn ends_phrase(&self, last: usize) -> bool {
        self.next_in_sentence(last).is_none_or(|next| {
            next.kind != Kind::Word
                || next.gap == Gap::None
                || !matches!(self.prose.tags[last + 1], Tag::Noun | Tag::Proper)
                || self.lexicon.is_function_word(next.folded)
                || self.is_cue(last + 1)
                || next.case == Case::Lower && self.prose.word(last + 1).ends_with("ed")
        })
    }

    /// Whether the word is a form of a verb of speech or stance: "urge", "quit".
    pub(super) fn is_cue(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.case == Case::Lower && self.lexicon.cues.is_verb(token.folded))
    }

    /// Whether the word is a verb that may carry a clause.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.is_word()
                && token.case == Case::Lower
                && matches!(self.prose.tags[at], Tag::Present | Tag::Past | Tag::Modal | Tag::Base | Tag::Participle)
        })
    }
}
