//! Scores of tokens in, the best labels and their probabilities out: the linear-chain CRF of Lafferty, McCallum and
//! Pereira (2001), decoded by Viterbi's algorithm, marginals by the forward-backward algorithm.
//!
//! All sums run over arrays of [`WIDTH`] numbers by vector instructions (`lanes`), and use an exponential of our
//! own: native and WASM builds give the same bits. Known failure: a paragraph is one sequence, so a label never depends
//! on the paragraph before.

use super::label::{LABELS, OUTSIDE, may_follow};
use super::lanes::Lanes;
use super::model::{Model, WIDTH};

/// One number a label.
pub type Row = [f32; WIDTH];

/// As good as impossible, and small enough to add up without overflow.
const NEVER: f32 = -1e6;

/// Transition scores, ready to decode with.
pub struct Chain {
    /// From label (row) to label; [`NEVER`] where no label may follow.
    scores: [Row; LABELS],
    /// The exponentials, and their transpose.
    weights: [Row; LABELS],
    transposed: [Row; LABELS],
    start: Row,
}

/// Decodes paragraphs, reusing its buffers.
#[derive(Default)]
pub struct Decoder {
    forward: Vec<Row>,
    backward: Vec<Row>,
    best: Vec<Row>,
    emit: Vec<Row>,
    /// By token, the probability of each label; empty where the best sequence holds nothing.
    pub marginals: Vec<Row>,
    /// By token, the label of the best sequence.
    pub labels: Vec<u8>,
}

impl Chain {
    /// The transitions of a model.
    pub fn new(model: &Model) -> Self {
        Self::from_scores(&model.transitions, &model.start)
    }

    /// `transitions` from label (row) to label; those that labels rule out are overruled.
    pub fn from_scores(transitions: &[Row; LABELS], start: &Row) -> Self {
        let mut chain = Self {
            scores: [[NEVER; WIDTH]; LABELS],
            weights: [[0.0; WIDTH]; LABELS],
            transposed: [[0.0; WIDTH]; LABELS],
            start: [NEVER; WIDTH],
        };
        for (from, row) in transitions.iter().enumerate() {
            for to in (0..LABELS).filter(|to| may_follow(from, *to)) {
                chain.scores[from][to] = row[to];
                chain.weights[from][to] = exp(row[to]);
                chain.transposed[to][from] = chain.weights[from][to];
            }
        }
        for label in (0..LABELS).filter(|label| may_follow(OUTSIDE, *label)) {
            chain.start[label] = start[label];
        }
        chain
    }
}

impl Decoder {
    /// Finds the labels and marginals of a sequence of token scores (`WIDTH` numbers each, the padding ignored).
    pub fn run(&mut self, chain: &Chain, scores: &[Row]) {
        self.viterbi(chain, scores);
        self.marginals.clear();
        if self.labels.iter().any(|label| *label as usize != OUTSIDE) {
            self.forward_backward(chain, scores);
        }
    }

    fn viterbi(&mut self, chain: &Chain, scores: &[Row]) {
        self.best.clear();
        self.labels.clear();
        self.labels.resize(scores.len(), 0);
        let mut best = chain.start;
        for (index, score) in scores.iter().enumerate() {
            if index > 0 {
                let mut next = Lanes::splat(NEVER * 4.0);
                for (best, transitions) in best.iter().zip(&chain.scores) {
                    next = next.max(Lanes::splat(*best) + Lanes::of(transitions));
                }
                best = next.row();
            }
            best = (Lanes::of(&best) + Lanes::of(score)).row();
            self.best.push(best);
        }
        let Some(last) = self.best.last() else { return };
        let mut label = arg_max(last);
        for index in (0..self.labels.len()).rev() {
            self.labels[index] = label as u8;
            if index > 0 {
                let before = &self.best[index - 1];
                let sums: Row = std::array::from_fn(|from| match chain.scores.get(from) {
                    Some(transitions) => before[from] + transitions[label],
                    None => f32::MIN,
                });
                label = arg_max(&sums);
            }
        }
    }

    /// Fills `marginals` alone.
    pub fn forward_backward(&mut self, chain: &Chain, scores: &[Row]) {
        self.emit.clear();
        self.forward.clear();
        self.marginals.clear();
        self.marginals.resize(scores.len(), [0.0; WIDTH]);
        self.backward.clear();
        self.backward.resize(scores.len(), [1.0; WIDTH]);
        let mut forward = [0.0; WIDTH];
        for (index, score) in scores.iter().enumerate() {
            let top = score[arg_max(score)];
            let mut emit: Row = score.map(|score| exp(score - top));
            emit[LABELS..].fill(0.0);
            forward = if index == 0 { chain.start.map(exp) } else { weighted(&forward, &chain.weights) };
            forward = (Lanes::of(&forward) * Lanes::of(&emit)).row();
            normalise(&mut forward);
            self.emit.push(emit);
            self.forward.push(forward);
        }
        let mut backward = [1.0f32; WIDTH];
        for index in (0..scores.len()).rev() {
            if index + 1 < scores.len() {
                let ahead = (Lanes::of(&backward) * Lanes::of(&self.emit[index + 1])).row();
                backward = weighted(&ahead, &chain.transposed);
                normalise(&mut backward);
            }
            let mut marginal = (Lanes::of(&self.forward[index]) * Lanes::of(&backward)).row();
            normalise(&mut marginal);
            self.marginals[index] = marginal;
            self.backward[index] = backward;
        }
    }

    /// The probability of each pair of labels of token `index` and the next one: what the trainer needs beside the
    /// marginals.
    pub fn pairs(&self, chain: &Chain, index: usize) -> [Row; LABELS] {
        let mut pairs = chain.weights;
        let mut sum = 0.0;
        for (from, row) in pairs.iter_mut().enumerate() {
            for (to, value) in row.iter_mut().enumerate() {
                *value *= self.forward[index][from] * self.emit[index + 1][to] * self.backward[index + 1][to];
                sum += *value;
            }
        }
        pairs.iter_mut().flatten().for_each(|value| *value /= sum);
        pairs
    }
}

fn normalise(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    let factor = if sum > 0.0 { 1.0 / sum } else { 1.0 };
    *row = (Lanes::of(row) * Lanes::splat(factor)).row();
}

/// The sum of the rows of `weights`, each as often as `row` says.
#[inline(always)]
fn weighted(row: &Row, weights: &[Row; LABELS]) -> Row {
    let mut sums = Lanes::splat(0.0);
    for (value, weights) in row.iter().zip(weights) {
        sums = sums + Lanes::splat(*value) * Lanes::of(weights);
    }
    sums.row()
}

fn arg_max(row: &Row) -> usize {
    (1..LABELS).fold(0, |best, label| if row[label] > row[best] { label } else { best })
}

/// e to the power of `x`, within 2e-7 of the value, the same bits on every platform: 2 to the whole part of the power
/// by the exponent bits, to the rest by a polynomial (Cody and Waite 1980).
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = (x + 12_582_912.0) - 12_582_912.0; // rounds to the nearest whole number
    let rest = (x - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) << 23) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close() {
        for step in -800..=800 {
            let x = step as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn labels_that_may_not_follow_never_do() {
        let chain = Chain::from_scores(&[[0.0; WIDTH]; LABELS], &[0.0; WIDTH]);
        let mut scores = vec![[0.0; WIDTH]; 3];
        scores[1][2] = 9.0; // a later token of a cue
        let mut decoder = Decoder::default();
        decoder.run(&chain, &scores);
        assert_eq!(decoder.labels, [1, 2, 0]);
        let sum: f32 = decoder.marginals[1].iter().sum();
        assert!((sum - 1.0).abs() < 1e-5 && decoder.marginals[1][2] > 0.8);
    }
}
