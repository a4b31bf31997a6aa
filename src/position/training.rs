//! What the trainer of the stance model needs of the crate: annotated articles in, features and labels out, weights in,
//! a model file out. Not part of the public interface.

use super::features::{self, Unit};
use super::{Scene, model};
use crate::attribution::Draft;
use crate::clause::Clauses;
use crate::lexicon::Lexicon;
use crate::report::{QuoteKind, Stance};
use crate::span::Span;
use crate::text::Prose;
pub use crate::weights::{Exact, Grid, Table, quantise};

/// Labels of the model: no stance, then [`Stance::ALL`].
pub const LABELS: usize = model::LABELS;

/// One annotated attribution, with the stances that its speaker takes in it.
pub struct Annotated {
    /// How much is quoted.
    pub kind: QuoteKind,
    /// Bytes of the source.
    pub source: Option<Span>,
    /// Bytes of the cue.
    pub cue: Option<Span>,
    /// Bytes of the content.
    pub content: Vec<Span>,
    /// Index of the attribution around it.
    pub parent: Option<usize>,
    /// Sentence, proposition and stance of each position that the speaker holds.
    pub positions: Vec<(Span, Option<Span>, Stance)>,
}

/// The features and the label of every unit of an article.
pub fn examples(text: &str, annotated: &[Annotated]) -> Vec<(Vec<u32>, usize)> {
    let lexicon = Lexicon::english();
    let prose = Prose::new(text, lexicon);
    let mentions = crate::actor::mentions(&prose, lexicon);
    let clauses = Clauses::new(&prose, lexicon, &mentions);
    let draft = |gold: &Annotated| Draft {
        kind: gold.kind,
        source: gold.source,
        cue: gold.cue,
        content: gold.content.clone(),
        parent: gold.parent,
        keeps_speaker_of: None,
        hedged: false,
        confidence: 1.0,
    };
    let drafts: Vec<Draft> = annotated.iter().map(draft).collect();
    let cast = crate::actor::resolve(&prose, lexicon, &mentions, &drafts);
    let scene = Scene::new(&clauses, &mentions, &cast, &drafts);
    let mut buffer = Vec::new();
    let example = |unit: Unit| {
        features::extract(&scene, &unit, &mut buffer);
        (buffer.clone(), label(&prose, &unit, &annotated[unit.draft]))
    };
    features::units(&scene).into_iter().map(example).collect()
}

fn label(prose: &Prose, unit: &Unit, gold: &Annotated) -> usize {
    let sentence = prose.sentences[unit.sentence].span;
    let content = prose.span(unit.tokens.start, unit.tokens.end - 1);
    let here = gold.positions.iter().filter(|(span, ..)| span.overlaps(sentence));
    // The first of several: the annotations name the stronger one first.
    let best = here.min_by_key(|(_, proposition, _)| !proposition.is_some_and(|span| span.overlaps(content)));
    best.map_or(0, |(.., stance)| 1 + Stance::ALL.iter().position(|known| known == stance).unwrap_or(0))
}

/// The model file of a table.
pub fn model_file(table: &Table<LABELS>) -> Vec<u8> {
    model::write(table)
}
