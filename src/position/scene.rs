//! What the position stage reads, with what it looks up once: whose content each token stands in, which frame it heads.
//!
//! In: clauses, mentions, cast and attributions. Out: a [`Scene`] that every rule of the stage asks. Known failure: of two
//! frames of one head word, the less specific one is never seen.

use super::matching::{self, Match};
use crate::actor::{Cast, Mention};
use crate::attribution::Draft;
use crate::clause::Clauses;
use crate::lexicon::cues::Marker;
use crate::lexicon::grammar::Class;
use crate::span::ActorId;

/// Everything that the stage reads.
pub(crate) struct Scene<'a> {
    pub(crate) clauses: &'a Clauses<'a>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) cast: &'a Cast,
    pub(crate) drafts: &'a [Draft],
    /// For each token the innermost draft whose content covers it.
    pub(super) content_of: Vec<Option<u32>>,
    /// For each token the draft whose cue covers it.
    pub(super) cue_of: Vec<Option<u32>>,
    /// The readings of frames, by their head.
    readings: Vec<Match<'a>>,
    /// For each token the reading of the frame that it heads.
    reading_of: Vec<Option<u32>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(clauses: &'a Clauses<'a>, mentions: &'a [Mention], cast: &'a Cast, drafts: &'a [Draft]) -> Self {
        let mut content_of = vec![None; clauses.prose.tokens.len()];
        let mut cue_of = vec![None; clauses.prose.tokens.len()];
        // Drafts come outermost first: inner ones overwrite.
        for (index, draft) in drafts.iter().enumerate() {
            for span in &draft.content {
                content_of[clauses.prose.tokens_in(*span)].fill(Some(index as u32));
            }
            if let Some(cue) = draft.cue {
                cue_of[clauses.prose.tokens_in(cue)].fill(Some(index as u32));
            }
        }
        let reading_of = vec![None; clauses.prose.tokens.len()];
        let mut scene = Self { clauses, mentions, cast, drafts, content_of, cue_of, readings: Vec::new(), reading_of };
        for sentence in &clauses.prose.sentences {
            for token in sentence.tokens.clone() {
                if let Some(reading) = matching::at(&scene, token, &sentence.tokens) {
                    scene.reading_of[token] = Some(scene.readings.len() as u32);
                    scene.readings.push(reading);
                }
            }
        }
        scene
    }

    /// The reading of the frame that `token` heads.
    pub(super) fn reading(&self, token: usize) -> Option<&Match<'a>> {
        self.reading_of.get(token).copied().flatten().map(|index| &self.readings[index as usize])
    }

    /// The marker that starts at `token`.
    pub(super) fn marker_at(&self, token: usize) -> Option<Marker> {
        let clauses = self.clauses;
        let starts = clauses.is(token, Class::Marker);
        starts.then(|| clauses.lexicon.cues.marker_at(&clauses.prose.tokens, token)).flatten().map(|(_, marker)| marker)
    }

    /// The speaker of the innermost content around `token`.
    pub(crate) fn speaker_at(&self, token: usize) -> Option<ActorId> {
        let mut draft = self.content_of[token].map(|draft| draft as usize);
        while let Some(index) = draft {
            if let Some(speaker) = self.cast.speakers[index] {
                return Some(speaker);
            }
            draft = self.drafts[index].parent;
        }
        None
    }

    /// Whether `body` is what `speaker` speaks for, the state or one of its bodies.
    pub(crate) fn speaks_for(&self, speaker: ActorId, body: ActorId) -> bool {
        let first = self.cast.state_of(speaker);
        first == Some(body) || first.is_some_and(|first| self.cast.state_of(first) == Some(body))
    }

    /// Whether one of the two speaks for the other: a department and its envoy.
    pub(super) fn are_one_side(&self, one: ActorId, other: ActorId) -> bool {
        self.speaks_for(one, other) || self.speaks_for(other, one)
    }

    /// Whether `token` stands in a reported content.
    pub(crate) fn is_reported(&self, token: usize) -> bool {
        self.content_of[token].is_some()
    }
}
