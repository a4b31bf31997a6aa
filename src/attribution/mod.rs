//! Who said what, as spans: sources, cues and contents, before anybody knows which actor a source is.
//!
//! A linear-chain CRF labels each token (`features`, `model`, `decode`), runs of labels become spans and are linked to
//! their cues (`link`), and quotation marks are then taken at their word (`quoted`). `MODEL_CARD.md` tells how the model
//! was made and what it can do.

mod cells;
mod complete;
mod confidence;
pub(crate) mod cues;
pub(crate) mod decode;
pub(crate) mod engine;
pub(crate) mod features;
pub(crate) mod label;
mod lanes;
mod layout;
mod link;
pub(crate) mod model;
mod order;
pub(crate) mod quoted;
mod reach;
mod reading;
mod rules;

use crate::actor::Cast;
use crate::clause::Clauses;
use crate::lexicon::Lexicon;
use crate::report::{Attribution, QuoteKind};
use crate::span::{AttributionId, Span};
use crate::text::Prose;
use engine::Engine;
use reading::Reading;

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
    let mut readings = learned(Engine::english(), clauses.prose, clauses.lexicon);
    complete::all(clauses, &mut readings);
    confidence::weigh(clauses, &mut readings);
    rules::add(clauses, &mut readings);
    drafts(clauses.prose, clauses.lexicon, &readings)
}

/// What an engine of the trainer's finds by itself.
pub(crate) fn find_with(engine: &Engine, prose: &Prose, lexicon: &Lexicon) -> Vec<Draft> {
    drafts(prose, lexicon, &learned(engine, prose, lexicon))
}

fn learned(engine: &Engine, prose: &Prose, lexicon: &Lexicon) -> Vec<Reading> {
    let mut work = engine.start(prose, lexicon);
    let mut readings = engine.find(prose, &mut work);
    layout::read(prose, &mut readings);
    quoted::settle(prose, &mut readings);
    readings.extend(engine.find_nested(prose, &readings, &mut work));
    readings
}

fn drafts(prose: &Prose, lexicon: &Lexicon, readings: &[Reading]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::with_capacity(readings.len());
    let mut moved = vec![None; readings.len()];
    for (index, reading) in readings.iter().enumerate() {
        if let Some(draft) = reading.draft(prose, lexicon) {
            moved[index] = Some(drafts.len());
            drafts.push(draft);
        }
    }
    for draft in &mut drafts {
        draft.keeps_speaker_of = draft.keeps_speaker_of.and_then(|reading| moved[reading]);
    }
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
