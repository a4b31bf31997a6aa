//! Trains the linear-chain CRF (Lafferty et al. 2001) with AdaGrad (Duchi et al. 2011) on one paragraph at a time.
//!
//! Features that are left out at random at each step keep the model from leaning on single words (Hinton et al. 2012).
//! Everything is seeded: the same input gives the same weights, bit for bit.

use rapporteur::training::{Chain, Decoder, Exact, LABELS, Row, WIDTH};
use std::collections::HashMap;

/// Paragraphs as one long list of tokens.
#[derive(Default)]
pub(crate) struct Data {
    /// For each paragraph its first token, and the number of tokens at the end.
    pub(crate) starts: Vec<usize>,
    /// For each token the start of its features, and the number of features at the end.
    offsets: Vec<usize>,
    features: Vec<u32>,
    labels: Vec<u8>,
    /// How much each paragraph counts.
    weights: Vec<f32>,
}

impl Data {
    pub(crate) fn push(&mut self, features: &[u32], label: u8) {
        self.offsets.push(self.features.len());
        self.features.extend(features);
        self.labels.push(label);
    }

    /// Ends a paragraph.
    pub(crate) fn end(&mut self, weight: f32) {
        let first = self.starts.last().copied().unwrap_or(0);
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        if self.labels.len() > first {
            self.starts.push(self.labels.len());
            self.weights.push(weight);
        }
    }
}

/// What training can be told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    /// Share of features that each step leaves out.
    pub(crate) dropout: f32,
    /// Features seen less often are left out.
    pub(crate) least: u32,
    /// AdaGrad's sum of squares to start with.
    pub(crate) damping: f32,
    pub(crate) seed: u64,
}

/// A model in training.
pub(crate) struct Crf {
    options: Options,
    hashes: Vec<u32>,
    /// How often the texts have each feature.
    seen: Vec<u32>,
    data: Data,
    weights: Vec<Row>,
    squares: Vec<Row>,
    /// Pruned weights stay 0.
    alive: Vec<[bool; WIDTH]>,
    transitions: [Row; LABELS],
    transition_squares: [Row; LABELS],
    start: Row,
    /// Sums of the weights so far, and how many: averages vary less than last values do (Polyak and Juditsky 1992).
    sums: Option<Sums>,
    random: Random,
}

/// Sums of weights, transitions and start, and of how many.
struct Sums {
    weights: Vec<Row>,
    transitions: [Row; LABELS],
    start: Row,
    count: f32,
}

const GONE: u32 = u32::MAX;

/// About what the model file pays for a feature's hash, and for each of its weights with its label.
const ROW_BITS: f32 = 9.0;
const WEIGHT_BITS: f32 = 6.0;
/// How far the worth of a weight follows the bend of the loss; 0 would be its size alone. By trial.
const BEND: f32 = 0.5;
/// Steps of the search for the price of a bit.
const HALVINGS: usize = 40;

impl Crf {
    /// Takes `data`, with features cut to `bits` bits.
    pub(crate) fn new(mut data: Data, bits: u32, options: Options) -> Self {
        let cut = u32::MAX >> (32 - bits);
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for feature in &mut data.features {
            *feature &= cut;
            *counts.entry(*feature).or_default() += 1;
        }
        let mut hashes: Vec<u32> = counts
            .iter()
            .filter(|(hash, count)| **count >= options.least && **hash != 0)
            .map(|(hash, _)| *hash)
            .collect();
        hashes.sort_unstable();
        let ids: HashMap<u32, u32> = hashes.iter().enumerate().map(|(id, hash)| (*hash, id as u32)).collect();
        for feature in &mut data.features {
            *feature = ids.get(feature).copied().unwrap_or(GONE);
        }
        if data.offsets.len() == data.labels.len() {
            data.offsets.push(data.features.len());
        }
        let count = hashes.len();
        Self {
            options,
            seen: hashes.iter().map(|hash| counts[hash]).collect(),
            hashes,
            data,
            weights: vec![[0.0; WIDTH]; count],
            squares: vec![[options.damping; WIDTH]; count],
            alive: vec![[true; WIDTH]; count],
            transitions: [[0.0; WIDTH]; LABELS],
            transition_squares: [[1.0; WIDTH]; LABELS],
            start: [0.0; WIDTH],
            sums: None,
            random: Random(options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
        }
    }

    /// One pass over the paragraphs in random order; `rate` scales the steps. Returns the mean loss of a token.
    pub(crate) fn epoch(&mut self, rate: f32) -> f64 {
        let mut order: Vec<usize> = (0..self.data.starts.len() - 1).collect();
        for index in (1..order.len()).rev() {
            order.swap(index, self.random.below(index + 1));
        }
        let mut decoder = Decoder::default();
        let (mut scores, mut kept): (Vec<Row>, Vec<u32>) = Default::default();
        let mut bounds = Vec::new();
        let mut loss = 0.0;
        let threshold = (self.options.dropout * 65536.0) as u32;
        let boost = 1.0 / (1.0 - self.options.dropout);
        let quarter = order.len().div_ceil(4);
        for (count, paragraph) in order.into_iter().enumerate() {
            if count % quarter == quarter - 1 {
                self.average();
            }
            let tokens = self.data.starts[paragraph]..self.data.starts[paragraph + 1];
            let weight = self.data.weights[paragraph];
            scores.clear();
            kept.clear();
            bounds.clear();
            for token in tokens.clone() {
                bounds.push(kept.len());
                let mut score = [0.0; WIDTH];
                for id in &self.data.features[self.data.offsets[token]..self.data.offsets[token + 1]] {
                    if *id == GONE || self.random.next() & 0xffff < threshold {
                        continue;
                    }
                    kept.push(*id);
                    score.iter_mut().zip(&self.weights[*id as usize]).for_each(|(score, weight)| *score += weight);
                }
                scores.push(score.map(|score| score * boost));
            }
            bounds.push(kept.len());
            let chain = Chain::from_scores(&self.transitions, &self.start);
            decoder.forward_backward(&chain, &scores);
            let labels = self.data.labels[tokens.clone()].to_vec();
            self.step_transitions(&decoder, &chain, &labels, rate * weight);
            for (index, label) in labels.iter().enumerate() {
                let mut gradient = decoder.marginals[index];
                loss -= f64::from(gradient[*label as usize].max(1e-20).ln());
                gradient[*label as usize] -= 1.0;
                gradient.iter_mut().filter(|value| value.abs() < 1e-3).for_each(|value| *value = 0.0);
                if gradient.iter().all(|value| *value == 0.0) {
                    continue;
                }
                gradient.iter_mut().for_each(|value| *value *= weight);
                for id in &kept[bounds[index]..bounds[index + 1]] {
                    let id = *id as usize;
                    let (weights, squares, alive) = (&mut self.weights[id], &mut self.squares[id], &self.alive[id]);
                    for label in 0..WIDTH {
                        let slope = gradient[label];
                        squares[label] += slope * slope;
                        let step = rate * slope / squares[label].sqrt();
                        if alive[label] {
                            weights[label] -= step;
                        }
                    }
                }
            }
        }
        loss / self.data.labels.len() as f64
    }

    /// Starts to average over the weights after each further quarter of an epoch.
    pub(crate) fn start_averaging(&mut self) {
        self.sums = Some(Sums {
            weights: vec![[0.0; WIDTH]; self.weights.len()],
            transitions: [[0.0; WIDTH]; LABELS],
            start: [0.0; WIDTH],
            count: 0.0,
        });
    }

    fn average(&mut self) {
        if let Some(sums) = &mut self.sums {
            let add = |sum: &mut Row, row: &Row| sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            sums.weights.iter_mut().zip(&self.weights).for_each(|(sum, row)| add(sum, row));
            sums.transitions.iter_mut().zip(&self.transitions).for_each(|(sum, row)| add(sum, row));
            add(&mut sums.start, &self.start);
            sums.count += 1.0;
        }
    }

    /// The averages of the weights; the weights themselves before averaging began.
    pub(crate) fn averages(&self) -> Weights {
        let Some(Sums { weights, transitions, start, count }) = &self.sums else {
            return self.exact(&self.weights, self.transitions, self.start);
        };
        let mean = |row: &Row| row.map(|value| value / count);
        let weights: Vec<Row> = weights.iter().map(mean).collect();
        self.exact(&weights, transitions.map(|row| mean(&row)), mean(start))
    }

    fn exact(&self, weights: &[Row], transitions: [Row; LABELS], start: Row) -> Weights {
        let features = self.hashes.iter().zip(&self.seen).zip(weights);
        let features = features.map(|((hash, seen), weights)| Exact { hash: *hash, seen: *seen, weights: *weights });
        let features = features.filter(|feature| feature.weights.iter().any(|weight| *weight != 0.0)).collect();
        Weights { features, transitions, start }
    }

    fn step_transitions(&mut self, decoder: &Decoder, chain: &Chain, labels: &[u8], rate: f32) {
        let mut gradient = [[0.0; WIDTH]; LABELS];
        for index in 1..labels.len() {
            for (sums, row) in gradient.iter_mut().zip(decoder.pairs(chain, index - 1)) {
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            gradient[labels[index - 1] as usize][labels[index] as usize] -= 1.0;
        }
        for (from, row) in gradient.iter().enumerate() {
            for (to, slope) in row.iter().enumerate() {
                let squares = &mut self.transition_squares[from][to];
                *squares += slope * slope;
                self.transitions[from][to] -= rate * slope / (*squares + 1e-6).sqrt();
            }
        }
        for (label, start) in self.start.iter_mut().enumerate() {
            let slope = decoder.marginals[0][label] - f32::from(u8::from(labels[0] as usize == label));
            *start -= 0.02 * slope;
        }
    }

    /// Keeps the weights that are worth most for what they cost in the model file, `bits` in all; the others stay 0 from
    /// now on. What a weight is worth follows from its size and from how much the loss bends with it (Le Cun, Denker and
    /// Solla 1990), of which AdaGrad's sums tell.
    pub(crate) fn prune(&mut self, bits: f64) {
        let worth = |weights: &Row, squares: &Row| -> Row {
            std::array::from_fn(|label| weights[label] * weights[label] * squares[label].powf(BEND))
        };
        let rows: Vec<Row> =
            self.weights.iter().zip(&self.squares).map(|(weights, squares)| worth(weights, squares)).collect();
        let cost = |price: f32| rows.iter().map(|row| f64::from(kept(row, price).1)).sum::<f64>();
        let (mut low, mut high) = (0.0, rows.iter().flatten().copied().fold(0.0, f32::max));
        if cost(low) <= bits {
            return;
        }
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            if cost(middle) > bits { low = middle } else { high = middle }
        }
        for ((weights, alive), row) in self.weights.iter_mut().zip(&mut self.alive).zip(&rows) {
            let (kept, _) = kept(row, high);
            for label in (0..WIDTH).filter(|label| !kept[*label]) {
                (weights[label], alive[label]) = (0.0, false);
            }
        }
    }
}

/// Which weights of a feature are worth their `price` a bit, and the bits that they cost.
fn kept(worth: &Row, price: f32) -> ([bool; WIDTH], f32) {
    let kept = worth.map(|worth| worth > price * WEIGHT_BITS);
    let (mut gain, mut cost) = (0.0, ROW_BITS);
    for worth in worth.iter().zip(&kept).filter_map(|(worth, kept)| kept.then_some(worth)) {
        gain += worth - price * WEIGHT_BITS;
        cost += WEIGHT_BITS;
    }
    if gain > price * ROW_BITS { (kept, cost) } else { ([false; WIDTH], 0.0) }
}

/// Weights before they are cut to bytes.
#[derive(Clone)]
pub(crate) struct Weights {
    pub(crate) features: Vec<Exact<WIDTH>>,
    pub(crate) transitions: [Row; LABELS],
    pub(crate) start: Row,
}

/// Xorshift (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as u32
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }
}
