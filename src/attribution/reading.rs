//! An attribution while it is in the making, in tokens.

use super::Draft;
use super::quoted;
use crate::text::Prose;
use std::ops::Range;

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
    pub(crate) fn draft(&self, prose: &Prose) -> Option<Draft> {
        let content: Vec<Range<usize>> =
            self.content.iter().filter_map(|tokens| quoted::trim(prose, tokens.clone())).collect();
        // Of a content alone nobody can tell who says it.
        if content.is_empty() || self.is_untagged() && self.keeps_speaker_of.is_none() {
            return None;
        }
        let span = |tokens: &Range<usize>| prose.span(tokens.start, tokens.end - 1);
        Some(Draft {
            kind: quoted::kind(prose, &content),
            source: self.source.as_ref().map(span),
            cue: self.cue.as_ref().map(span),
            content: content.iter().map(span).collect(),
            parent: None,
            keeps_speaker_of: self.keeps_speaker_of,
            hedged: false,
            confidence: self.confidence,
        })
    }
}
