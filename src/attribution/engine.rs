//! The learned stage: labels of each paragraph's tokens, spans of labels, links of spans, readings of links.
//!
//! Known failure: PolNeAR, which the model learned from, has outer attributions only, so a paragraph gives no attribution
//! inside another.

use super::decode::{Chain, Decoder, Row};
use super::features::Features;
use super::link::{self, Linked, Piece};
use super::model::{Model, WIDTH};
use super::reading::Reading;
use crate::lexicon::Lexicon;
use crate::text::Prose;
use std::sync::OnceLock;

/// A model, ready to label.
pub(crate) struct Engine {
    model: Model,
    chain: Chain,
}

impl Engine {
    pub(crate) fn new(model: Model) -> Self {
        let chain = Chain::new(&model);
        Self { model, chain }
    }

    /// The engine that the program was built with.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Engine> = OnceLock::new();
        ENGLISH.get_or_init(|| Self::new(Model::english()))
    }

    /// The outer attributions of a text, paragraph by paragraph.
    pub(crate) fn find(&self, prose: &Prose, lexicon: &Lexicon) -> Vec<Reading> {
        let mut features = Features::new(prose, lexicon, &self.model.cues);
        let mut decoder = Decoder::default();
        let mut scores: Vec<Row> = Vec::new();
        let mut readings = Vec::new();
        for paragraph in prose.paragraphs() {
            scores.clear();
            features.paragraph(paragraph.clone(), |features| scores.push(self.score(features)));
            decoder.run(&self.chain, &scores);
            let pieces = link::pieces(paragraph.start, &decoder.labels);
            for linked in link::link(prose, &pieces) {
                let confidence = confidence(&decoder, paragraph.start, &pieces, &linked);
                readings.push(reading(&pieces, &linked, confidence));
            }
        }
        readings
    }

    fn score(&self, features: &[u32]) -> Row {
        let scores = self.model.table.score(features);
        std::array::from_fn::<f32, WIDTH, _>(|label| f32::from(scores[label]) * self.model.table.scale)
    }
}

fn reading(pieces: &[Piece], linked: &Linked, confidence: f32) -> Reading {
    let tokens = |index: &usize| pieces[*index].tokens.clone();
    Reading {
        source: linked.source.as_ref().map(tokens),
        cue: linked.cue.as_ref().map(tokens),
        content: linked.content.iter().map(tokens).collect(),
        keeps_speaker_of: None,
        confidence,
    }
}

/// The lowest of the mean marginals of cue, source and content.
fn confidence(decoder: &Decoder, first: usize, pieces: &[Piece], linked: &Linked) -> f32 {
    let mean = |index: &usize| {
        let tokens = &pieces[*index].tokens;
        let marginal = |at: usize| decoder.marginals[at - first][decoder.labels[at - first] as usize];
        tokens.clone().map(marginal).sum::<f32>() / tokens.len() as f32
    };
    linked.content.iter().chain(&linked.cue).chain(&linked.source).map(mean).fold(1.0, f32::min)
}
