//! Who said what, as spans: sources, cues and contents, before anybody knows which actor a source is.
//!
//! A linear-chain CRF labels each token (`features`, `model`, `decode`), runs of labels become spans and are linked to
//! their cues (`link`), and quotation marks are then taken at their word (`quoted`). `MODEL_CARD.md` tells how the model
//! was made and what it can do.

pub(crate) mod cues;
pub(crate) mod decode;
pub(crate) mod engine;
pub(crate) mod features;
pub(crate) mod label;
mod link;
pub(crate) mod model;
mod order;
mod quoted;

use crate::actor::Cast;
use crate::clause::Clauses;
use crate::report::{Attribution, QuoteKind};
use crate::span::{AttributionId, Span};

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

/// Every attribution of a text, by the start of its first span, each linked to the content that it is nested in.
pub(crate) fn find(clauses: &Clauses) -> Vec<Draft> {
    let mut drafts = engine::Engine::english().find(clauses.prose, clauses.lexicon);
    quoted::complete(clauses.prose, &mut drafts);
    order::order(&mut drafts);
    drafts
}

/// The drafts with their speakers, as the report lists them.
pub(crate) fn report(drafts: &[Draft], cast: &Cast) -> Vec<Attribution> {
    let entry = |(index, draft): (usize, &Draft)| Attribution {
        id: AttributionId(index as u32),
        kind: draft.kind,
        source: draft.source,
        speaker: cast.speakers[index],
        cue: draft.cue,
        content: draft.content.clone(),
        parent: draft.parent.map(|parent| AttributionId(parent as u32)),
        hedged: draft.hedged,
        confidence: draft.confidence,
    };
    drafts.iter().enumerate().map(entry).collect()
}
