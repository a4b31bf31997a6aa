//! The learned stage: labels of each paragraph's tokens, spans of labels, links of spans, readings of links.
//!
//! Known failure: PolNeAR, which the model learned from, has outer attributions only, so a paragraph gives no attribution
//! inside another.

use super::decode::{Chain, Decoder, Row};
use super::features::Features;
use super::label::{OUTSIDE, Role};
use super::link::{self, Linked, Piece};
use super::model::{Model, WIDTH};
use super::reading::Reading;
use crate::lexicon::Lexicon;
use crate::text::Prose;
use std::ops::Range;
use std::sync::OnceLock;

/// A content of less tokens has no attribution inside it.
const SHORTEST: usize = 6;

/// Nested attributions are shown from this confidence on: the training texts have few of them to learn from.
const NESTED: f32 = 0.6;

/// Pieces of one content are at most this many words apart to be joined.
const GAP: usize = 2;

/// A token is likely content from this probability on.
const LIKELY: f32 = 0.12;
const LIKELY_SOURCE: f32 = 0.2;

/// A model, ready to label.
pub(crate) struct Engine {
    model: Model,
    chain: Chain,
}

/// What the stages of one text share.
pub(crate) struct Work<'p> {
    features: Features<'p>,
    decoder: Decoder,
    scores: Vec<Row>,
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

    /// Starts on a text.
    pub(crate) fn start<'p>(&self, prose: &'p Prose<'p>, lexicon: &Lexicon) -> Work<'p> {
        let features = Features::new(prose, lexicon, &self.model.cues);
        Work { features, decoder: Decoder::default(), scores: Vec::new() }
    }

    /// The outer attributions of a text, paragraph by paragraph.
    pub(crate) fn find(&self, prose: &Prose, work: &mut Work) -> Vec<Reading> {
        let mut readings = Vec::new();
        for paragraph in prose.paragraphs() {
            if !work.features.may_report(&paragraph) {
                continue;
            }
            work.scores.clear();
            work.features.paragraph(paragraph.clone(), |features| work.scores.push(self.score(features)));
            self.decode(prose, paragraph.start, work, &mut readings);
        }
        readings
    }

    /// The attributions inside the contents of `readings`. To come after [`find`](Self::find).
    pub(crate) fn find_nested(&self, prose: &Prose, readings: &[Reading], work: &mut Work) -> Vec<Reading> {
        let mut nested = Vec::new();
        for content in readings.iter().flat_map(|reading| &reading.content) {
            self.read_content(prose, content.clone(), work, &mut nested);
        }
        nested.retain(|reading| reading.cue.is_some() && reading.confidence >= NESTED);
        nested
    }

    /// Reads a content as a text of its own: the attributions inside it. Pieces of less than a few words have none.
    fn read_content(&self, prose: &Prose, content: Range<usize>, work: &mut Work, readings: &mut Vec<Reading>) {
        if content.len() < SHORTEST || !work.features.may_hold_cue(content.clone(), &self.model.cues) {
            return;
        }
        work.scores.clear();
        work.features.content(content.clone(), &self.model.cues, |features| work.scores.push(self.score(features)));
        self.decode(prose, content.start, work, readings);
    }

    fn decode(&self, prose: &Prose, first: usize, work: &mut Work, readings: &mut Vec<Reading>) {
        work.decoder.run(&self.chain, &work.scores);
        let pieces = link::pieces(first, &work.decoder.labels);
        for linked in link::link(prose, &pieces) {
            let mut reading = reading(&pieces, &linked, confidence(&work.decoder, first, &pieces, &linked));
            join(prose, first, &work.decoder.labels, &mut reading.content);
            if reading.content.is_empty() {
                let roles = [Role::ContentBefore, Role::ContentAfter];
                let likeliest = likely(prose, first, &work.decoder, &reading, roles, LIKELY);
                let Some((content, sure)) = likeliest else { continue };
                reading.content.push(content);
                reading.confidence = reading.confidence.min(sure);
            }
            if reading.source.is_none() {
                let roles = [Role::SourceBefore, Role::SourceAfter];
                let source = likely(prose, first, &work.decoder, &reading, roles, LIKELY_SOURCE);
                reading.source = source.map(|(source, _)| source);
            }
            readings.push(reading);
        }
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

/// Joins pieces that a word or two parts: the model lost the thread there, speakers do not.
fn join(prose: &Prose, first: usize, labels: &[u8], content: &mut Vec<Range<usize>>) {
    let lost = |at: usize| prose.tokens[at].is_word() && labels[at - first] as usize == OUTSIDE;
    content.dedup_by(|next, piece| {
        let gap = piece.end..next.start;
        let joins = gap.start <= gap.end && gap.len() <= GAP && (piece.end..next.start).all(lost);
        if joins {
            piece.end = next.end;
        }
        joins
    });
}

/// The likeliest content of a cue that has none in the best sequence, and how likely it is: a cue never stands alone, but
/// where content before and content behind share the odds, neither is the best label.
fn likely(
    prose: &Prose,
    first: usize,
    decoder: &Decoder,
    reading: &Reading,
    roles: [Role; 2],
    least: f32,
) -> Option<(Range<usize>, f32)> {
    let cue = reading.cue.as_ref()?;
    let sentence = &prose.sentence_at(cue.start).tokens;
    let (from, to) = (sentence.start.max(first), sentence.end.min(first + decoder.labels.len()));
    let odds = |at: usize| -> f32 {
        let row = &decoder.marginals[at - first];
        let free = decoder.labels[at - first] as usize == OUTSIDE;
        if free { roles.iter().map(|role| row[role.first()] + row[role.later()]).sum() } else { 0.0 }
    };
    let mut best: Option<(Range<usize>, f32)> = None;
    let mut start = from;
    while start < to {
        let end = (start..to).find(|at| odds(*at) < least).unwrap_or(to);
        let sum: f32 = (start..end).map(odds).sum();
        if end > start && best.as_ref().is_none_or(|(_, best)| sum > *best) {
            best = Some((start..end, sum));
        }
        start = end + 1;
    }
    best.map(|(tokens, sum)| (tokens.clone(), sum / tokens.len() as f32))
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
