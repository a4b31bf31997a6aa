//! Gradient boosting of trees whose levels ask one question each, for yes and no.
//!
//! Comes in: rows of numbers with a label and a weight. Goes out: a [`Forest`]. Numbers are first sorted into bins; each
//! level of a tree takes the question that makes the loss smallest over all rows. Every run with the same rows gives the
//! same forest: the random choice of features for a tree is a fixed sequence.

use rapporteur::article_training::{DEPTH, PlainTree};
use std::collections::HashMap;

/// A row of the training data.
pub(crate) struct Sample<'a> {
    pub(crate) row: &'a [f32],
    pub(crate) label: bool,
    pub(crate) weight: f32,
    /// Number of the page that it is from.
    pub(crate) page: usize,
}

/// How a forest grows.
pub(crate) struct Options {
    trees: usize,
    rate: f32,
    /// Added to the weight of every answer's rows: keeps answers from few rows small.
    calm: f32,
    /// Share of the features that a tree may ask about.
    share: f32,
    /// Share of the pages that a tree learns from: what is true of one page alone is not learnt well, and so it should be.
    pages: f32,
}

impl Options {
    /// For the forest that sees each paragraph by itself.
    pub(crate) fn first() -> Self {
        Self { trees: 250, rate: 0.12, calm: 1.0, share: 0.4, pages: 0.4 }
    }

    /// For the forest that sees what the first one thinks of the neighbours.
    pub(crate) fn second() -> Self {
        Self { trees: 300, rate: 0.08, calm: 3.0, share: 0.3, pages: 0.4 }
    }
}

/// Trees and where their sum starts.
#[derive(Default)]
pub(crate) struct Forest {
    start: f32,
    trees: Vec<PlainTree>,
    gains: Vec<(usize, f32)>,
}

impl Forest {
    pub(crate) fn chance(&self, row: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| answer(tree, row)).sum();
        1.0 / (1.0 + (-self.start - sum).exp())
    }

    pub(crate) fn plain(self) -> (f32, Vec<PlainTree>) {
        (self.start, self.trees)
    }
}

fn answer((questions, answers): &PlainTree, row: &[f32]) -> f32 {
    let place = questions
        .iter()
        .enumerate()
        .map(|(bit, (feature, bound))| usize::from(row[usize::from(*feature)] > *bound) << bit);
    answers[place.sum::<usize>()]
}

/// How much each feature lowered the loss, over several forests.
pub(crate) fn importance(forests: &[Forest]) -> HashMap<usize, f32> {
    let mut all = HashMap::new();
    for (feature, gain) in forests.iter().flat_map(|forest| &forest.gains) {
        *all.entry(*feature).or_default() += gain;
    }
    all
}

const BINS: usize = 48;

/// Bounds between the bins of each feature, and for each feature the bin of each row.
struct Binned {
    bounds: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn new(samples: &[Sample]) -> Self {
        let features = samples.first().map_or(0, |sample| sample.row.len());
        let (mut bounds, mut bins) = (Vec::new(), Vec::new());
        for feature in 0..features {
            let mut values: Vec<f32> = samples.iter().map(|sample| sample.row[feature]).collect();
            values.sort_by(f32::total_cmp);
            let mut own: Vec<f32> = Vec::new();
            let mut distinct = values.clone();
            distinct.dedup();
            if distinct.len() <= BINS {
                own.extend(distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0));
            } else {
                own.extend((1..BINS).map(|bin| values[bin * values.len() / BINS]));
                own.dedup();
            }
            bins.push(
                samples.iter().map(|sample| own.partition_point(|bound| *bound < sample.row[feature]) as u8).collect(),
            );
            bounds.push(own);
        }
        Self { bounds, bins }
    }
}

/// Grows a forest.
pub(crate) fn train(samples: &[Sample], options: &Options) -> Forest {
    let binned = Binned::new(samples);
    let yes: f32 = samples.iter().filter(|sample| sample.label).map(|sample| sample.weight).sum();
    let all: f32 = samples.iter().map(|sample| sample.weight).sum();
    let mut forest = Forest { start: (yes / (all - yes)).ln(), ..Forest::default() };
    let mut sums = vec![forest.start; samples.len()];
    let mut dice = Dice(1);
    let pages = samples.iter().map(|sample| sample.page + 1).max().unwrap_or(0);
    for _ in 0..options.trees {
        let seen: Vec<bool> = (0..pages).map(|_| dice.roll() < options.pages).collect();
        let slopes: Vec<(f32, f32)> = samples
            .iter()
            .zip(&sums)
            .map(|(sample, sum)| {
                let chance = 1.0 / (1.0 + (-sum).exp());
                let weight = if seen[sample.page] { sample.weight } else { 0.0 };
                (weight * (f32::from(u8::from(sample.label)) - chance), weight * chance * (1.0 - chance))
            })
            .collect();
        let features: Vec<usize> = (0..binned.bins.len()).filter(|_| dice.roll() < options.share).collect();
        let mut places = vec![0_usize; samples.len()];
        // A level without a question that helps asks one that nothing answers with yes.
        let mut questions = [(0, f32::INFINITY); DEPTH];
        for (level, question) in questions.iter_mut().enumerate() {
            let Some((gain, feature, bin)) = best(&binned, &features, &places, &slopes, 1 << level, options.calm)
            else {
                break;
            };
            for (place, own) in places.iter_mut().zip(&binned.bins[feature]) {
                *place |= usize::from(*own > bin) << level;
            }
            *question = (feature as u8, binned.bounds[feature][usize::from(bin)]);
            forest.gains.push((feature, gain));
        }
        let mut totals = [(0.0, 0.0); 1 << DEPTH];
        for (place, (first, second)) in places.iter().zip(&slopes) {
            totals[*place].0 += first;
            totals[*place].1 += second;
        }
        let answers =
            totals.map(|(first, second): (f32, f32)| (options.rate * first / (second + options.calm)).clamp(-3.0, 3.0));
        for (sum, place) in sums.iter_mut().zip(&places) {
            *sum += answers[*place];
        }
        forest.trees.push((questions, answers));
    }
    forest
}

/// The question that lowers the loss most: by how much, the feature, and the last bin below its bound.
fn best(
    binned: &Binned,
    features: &[usize],
    places: &[usize],
    slopes: &[(f32, f32)],
    leaves: usize,
    calm: f32,
) -> Option<(f32, usize, u8)> {
    let worth = |(first, second): (f32, f32)| first * first / (second + calm);
    let mut found: Option<(f32, usize, u8)> = None;
    for feature in features {
        let bounds = binned.bounds[*feature].len();
        let mut sums = vec![(0.0_f32, 0.0_f32); leaves * (BINS + 1)];
        for ((place, bin), (first, second)) in places.iter().zip(&binned.bins[*feature]).zip(slopes) {
            let sum = &mut sums[place * (BINS + 1) + usize::from(*bin)];
            sum.0 += first;
            sum.1 += second;
        }
        let mut gains = vec![0.0; bounds];
        for leaf in sums.chunks(BINS + 1) {
            let all = leaf.iter().fold((0.0, 0.0), |all, sum| (all.0 + sum.0, all.1 + sum.1));
            let mut below = (0.0, 0.0);
            for (gain, sum) in gains.iter_mut().zip(leaf) {
                below = (below.0 + sum.0, below.1 + sum.1);
                *gain += worth(below) + worth((all.0 - below.0, all.1 - below.1)) - worth(all);
            }
        }
        for (bin, gain) in gains.into_iter().enumerate() {
            if gain > 1e-4 && found.is_none_or(|(most, ..)| gain > most) {
                found = Some((gain, *feature, bin as u8));
            }
        }
    }
    found
}

/// A fixed sequence of numbers from 0 to 1 that looks random.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }
}
