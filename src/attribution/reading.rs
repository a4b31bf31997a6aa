//! An attribution while it is in the making, in tokens.

use super::Draft;
use super::quoted;
use crate::lexicon::Lexicon;
use crate::lexicon::cues::Marker;
use crate::sort;
use crate::text::Prose;
use std::ops::Range;

/// A hedge stands at most this many tokens before the cue, or behind it.
const HEDGE_BEFORE: usize = 4;
const HEDGE_BEHIND: usize = 2;

/// Ranges of tokens that make an attribution. The content is in order; while it is empty the reading is a cue in search
/// of its content.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub(crate) source: Option<Range<usize>>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    /// Index of the reading whose speaker this one keeps.
    pub(crate) keeps_speaker_of: Option<usize>,
    pub(crate) confidence: f32,
}

impl Reading {
    /// Whether neither source nor cue is known.
    pub(crate) fn is_untagged(&self) -> bool {
        self.source.is_none() && self.cue.is_none()
    }

    /// The same in bytes; `None` where no word is left of the content, or no speaker.
    pub(crate) fn draft(&self, prose: &Prose, lexicon: &Lexicon) -> Option<Draft> {
        let content = self.pieces(prose);
        // Of a content alone nobody can tell who says it.
        if content.is_empty() || self.is_untagged() && self.keeps_speaker_of.is_none() {
            return None;
        }
        let span = |tokens: &Range<usize>| prose.span(tokens.start, tokens.end - 1);
        Some(Draft {
            kind: quoted::kind(prose, &content),
            source: self.source.as_ref().map(span),
            cue: self.cue.as_ref().map(|cue| span(&quoted::trim(prose, cue.clone()).unwrap_or(cue.clone()))),
            content: content.iter().map(span).collect(),
            parent: None,
            keeps_speaker_of: self.keeps_speaker_of,
            hedged: self.is_hedged(prose, lexicon),
            confidence: self.confidence,
        })
    }

    /// The content's pieces in order, trimmed, each token once.
    fn pieces(&self, prose: &Prose) -> Vec<Range<usize>> {
        let mut pieces: Vec<Range<usize>> = self.content.clone();
        sort::by(&mut pieces, |piece| sort::pair(piece.start as u32, piece.end as u32));
        let mut end = 0;
        for piece in &mut pieces {
            piece.start = piece.start.max(end);
            end = end.max(piece.end);
        }
        pieces.into_iter().filter_map(|piece| quoted::trim(prose, piece)).collect()
    }

    /// Whether the text keeps its distance around the cue: "reportedly", "is said to".
    fn is_hedged(&self, prose: &Prose, lexicon: &Lexicon) -> bool {
        let Some(cue) = self.cue.as_ref() else { return false };
        let sentence = &prose.sentence_at(cue.start).tokens;
        let from = cue.start.saturating_sub(HEDGE_BEFORE).max(sentence.start);
        let to = (cue.end + HEDGE_BEHIND).min(sentence.end);
        (from..to).any(|at| matches!(lexicon.cues.marker_at(&prose.tokens, at), Some((_, Marker::Hedge))))
    }
}
