//! Weights as a trainer has them in, weights of few different values out: what a model file stores in few bits.
//!
//! Rare features get the nearest of a few levels, which are placed where the squared error is least (Lloyd 1982). Common
//! features keep the full grid of a signed byte: they weigh at almost every token, so that an error of theirs never
//! averages out. Known failure: "common" is a number that the trainer picks by trial.

use super::Feature;

/// The weights of a feature before they are cut to bytes.
#[derive(Clone, Debug)]
pub struct Exact<const WIDTH: usize> {
    /// Cut to the bits of its table.
    pub hash: u32,
    /// How often the training texts have it.
    pub seen: u32,
    /// By label; 0 is no weight.
    pub weights: [f32; WIDTH],
}

/// How weights are cut to bytes.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// How many magnitudes the weights of rare features can have, at least 1.
    pub levels: usize,
    /// Features seen this often and more are common.
    pub common: u32,
}

/// Steps of Lloyd's algorithm; it settles long before.
const STEPS: usize = 60;

/// The features that have a weight left, in signed bytes, and what a unit is worth.
pub fn quantise<const WIDTH: usize>(features: &[Exact<WIDTH>], grid: Grid) -> (Vec<Feature<WIDTH>>, f32) {
    let sizes = |is_common: bool| {
        let wanted = features.iter().filter(move |feature| (feature.seen >= grid.common) == is_common);
        wanted.flat_map(|feature| feature.weights).map(f32::abs).filter(|size| *size > 0.0)
    };
    let levels = levels(sizes(false).collect(), grid.levels.max(1));
    let top = sizes(true).chain(levels.iter().copied()).fold(0.0, f32::max);
    let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
    let byte = |weight: f32, seen: u32| -> i8 {
        let size = match seen >= grid.common || weight == 0.0 {
            true => weight.abs(),
            false => nearest(&levels, weight.abs()),
        };
        ((size / scale).round() * weight.signum()) as i8
    };
    let bytes = features.iter().map(|Exact { hash, seen, weights }| Feature {
        hash: *hash,
        weights: weights.map(|weight| byte(weight, *seen)),
    });
    (bytes.filter(|feature| feature.weights.iter().any(|weight| *weight != 0)).collect(), scale)
}

/// At most `count` rising levels for `sizes`; none for none.
fn levels(mut sizes: Vec<f32>, count: usize) -> Vec<f32> {
    if sizes.is_empty() {
        return Vec::new();
    }
    sizes.sort_unstable_by(f32::total_cmp);
    let mut levels: Vec<f32> = (0..count).map(|at| sizes[sizes.len() * (2 * at + 1) / (2 * count)]).collect();
    for _ in 0..STEPS {
        let between = |at: usize| (levels[at] + levels[at + 1]) / 2.0;
        let mut bounds: Vec<usize> =
            (0..count - 1).map(|at| sizes.partition_point(|size| *size < between(at))).collect();
        bounds.insert(0, 0);
        bounds.push(sizes.len());
        for (level, cell) in levels.iter_mut().zip(bounds.windows(2)) {
            let cell = &sizes[cell[0]..cell[1].max(cell[0])];
            if !cell.is_empty() {
                *level = cell.iter().sum::<f32>() / cell.len() as f32;
            }
        }
    }
    levels
}

fn nearest(levels: &[f32], size: f32) -> f32 {
    let away = |level: &f32| (level - size).abs();
    levels.iter().copied().min_by(|one, other| away(one).total_cmp(&away(other))).unwrap_or(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_weights_share_levels_and_common_ones_keep_theirs() {
        let exact = |hash, seen, one, other| Exact { hash, seen, weights: [one, other] };
        let features =
            [exact(1, 5, 1.0, -1.2), exact(2, 5, 3.0, 0.0), exact(3, 500, 0.5, -6.35), exact(4, 5, 0.0, 0.0)];
        let (bytes, scale) = quantise(&features, Grid { levels: 2, common: 100 });
        let weights: Vec<[i8; 2]> = bytes.iter().map(|feature| feature.weights).collect();
        assert!((scale - 0.05).abs() < 1e-6);
        assert_eq!(weights, [[22, -22], [60, 0], [10, -127]]);
    }
}
