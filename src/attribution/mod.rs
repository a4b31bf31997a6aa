//! Who said what, as spans: sources, cues and contents, before anybody knows which actor a source is.

use crate::report::QuoteKind;
use crate::span::Span;

/// An attribution whose source is still only a span of text. Drafts are ordered by the start of their first span.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: QuoteKind,
    /// The noun phrase that names who says it.
    pub(crate) source: Option<Span>,
    pub(crate) cue: Option<Span>,
    /// In order, never empty.
    pub(crate) content: Vec<Span>,
    /// Index of the draft that this one is nested in.
    pub(crate) parent: Option<usize>,
    /// Index of the draft whose speaker this quote keeps, where it runs on without a source of its own.
    pub(crate) keeps_speaker_of: Option<usize>,
    pub(crate) hedged: bool,
    pub(crate) confidence: f32,
}
