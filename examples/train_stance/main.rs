//! Trains the stance model: `cargo run --release --example train_stance -- DATA OUT`.
//!
//! DATA holds `gold/training` and `polnear/train/text`; `polnear.tsv` beside this file tells the stances of 3,000 pieces of
//! the latter. OUT is `src/position/stance.bin`. Prints the
//! accuracy of a cross-validation over articles, then trains on all of them. Deterministic: no randomness, a fixed
//! order, so the same input gives the same bytes.
//!
//! Multinomial logistic regression with an L2 penalty, by full-batch gradient steps scaled as in AdaGrad (Duchi,
//! Hazan and Singer 2011): a few thousand features and sentences need nothing larger.

mod data;

use data::Example;
use rapporteur::Stance;
use rapporteur::stance_training::{LABELS, model_file};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::ExitCode;

const FOLDS: usize = 9;
const STEPS: usize = 200;
const RATE: f32 = 0.25;
/// Strength of the L2 penalty; of 1, 3, 10, 33 and 100 the best in cross-validation.
const PENALTY: f32 = 10.0;
/// A feature that fewer units show is noise.
const SEEN: usize = 2;
/// Weights that are kept, the largest ones.
const KEEP: usize = 16_000;
/// What the engine multiplies the probability of "no stance" by.
const NO_STANCE: f32 = 0.4;

type Row = [f32; LABELS];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, out] = arguments.as_slice() else {
        eprintln!("usage: cargo run --release --example train_stance -- DATA OUT");
        return ExitCode::from(2);
    };
    match run(Path::new(data), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("train_stance: {what}");
            ExitCode::FAILURE
        }
    }
}

fn run(data: &Path, out: &Path) -> Result<(), String> {
    let articles = data::gold(&data.join("gold/training"))?;
    let pieces = data::pieces(include_str!("polnear.tsv"), &data.join("polnear/train/text"))?;
    let units: usize = articles.iter().map(Vec::len).sum();
    println!("{} articles with {units} units, {} units of PolNeAR", articles.len(), pieces.len());
    let mut table = [[0_usize; LABELS]; LABELS];
    for fold in 0..FOLDS {
        let (held, rest): (Vec<_>, Vec<_>) = articles.iter().enumerate().partition(|(index, _)| index % FOLDS == fold);
        let known: Vec<&Example> = rest.into_iter().flat_map(|(_, article)| article).chain(&pieces).collect();
        let weights: HashMap<u32, Row> = train(&known).into_iter().collect();
        for (features, label) in held.into_iter().flat_map(|(_, article)| article) {
            let mut scores = score(features.iter().filter_map(|feature| weights.get(feature)));
            scores[0] += NO_STANCE.ln();
            let best = (0..LABELS).max_by(|one, other| scores[*one].total_cmp(&scores[*other])).unwrap_or(0);
            table[*label][best] += 1;
        }
    }
    print_table(&table);
    let all: Vec<&Example> = articles.iter().flatten().chain(&pieces).collect();
    let weights = train(&all);
    let file = model_file(&weights);
    std::fs::write(out, &file).map_err(|error| format!("{}: {error}", out.display()))?;
    println!("{} features, {} bytes in {}", weights.len(), file.len(), out.display());
    Ok(())
}

/// The weights of each feature, by feature.
fn train(examples: &[&Example]) -> Vec<(u32, Row)> {
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|(features, _)| features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let features: Vec<u32> = seen.into_iter().filter(|(_, count)| *count >= SEEN).map(|(feature, _)| feature).collect();
    let place = |feature: &u32| features.binary_search(feature).ok();
    let examples: Vec<(Vec<usize>, usize)> =
        examples.iter().map(|(own, label)| (own.iter().filter_map(place).collect(), *label)).collect();
    let mut weights: Vec<Row> = vec![[0.0; LABELS]; features.len()];
    let mut squares = weights.clone();
    for _ in 0..STEPS {
        let mut slopes: Vec<Row> = weights.iter().map(|row| row.map(|weight| PENALTY * weight)).collect();
        for (features, label) in &examples {
            let mut error = softmax(&score(features.iter().map(|feature| &weights[*feature])));
            error[*label] -= 1.0;
            for feature in features {
                slopes[*feature].iter_mut().zip(error).for_each(|(sum, error)| *sum += error);
            }
        }
        for ((row, square), slope) in weights.iter_mut().zip(&mut squares).zip(&slopes) {
            for label in 0..LABELS {
                square[label] += slope[label] * slope[label];
                row[label] -= RATE * slope[label] / (square[label].sqrt() + 1e-6);
            }
        }
    }
    prune(&mut weights);
    features.into_iter().zip(weights).collect()
}

/// Sets all but the largest weights to zero.
fn prune(weights: &mut [Row]) {
    let mut sizes: Vec<f32> = weights.iter().flatten().map(|weight| weight.abs()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    let least = sizes.get(KEEP).copied().unwrap_or(0.0);
    weights.iter_mut().flatten().filter(|weight| weight.abs() <= least).for_each(|weight| *weight = 0.0);
}

fn score<'w>(rows: impl Iterator<Item = &'w Row>) -> Row {
    let mut scores = [0.0; LABELS];
    for row in rows {
        scores.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
    scores
}

fn softmax(scores: &Row) -> Row {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - top).exp());
    let total: f32 = powers.iter().sum();
    powers.map(|power| power / total)
}

fn print_table(table: &[[usize; LABELS]; LABELS]) {
    let name = |label: usize| if label == 0 { "none" } else { Stance::ALL[label - 1].name() };
    let total: usize = table.iter().flatten().sum();
    let right: usize = (0..LABELS).map(|label| table[label][label]).sum();
    let (mut hit, mut gold, mut predicted) = (0, 0, 0);
    for label in 1..LABELS {
        let own: usize = table[label].iter().sum();
        let given: usize = table.iter().map(|row| row[label]).sum();
        println!("{:8} gold {own:4}  predicted {given:4}  right {:4}", name(label), table[label][label]);
        hit += table[label][label];
        gold += own;
        predicted += given;
    }
    let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
    println!(
        "cross-validation: accuracy {:.3}, stances P {:.3} R {:.3}",
        share(right, total),
        share(hit, predicted),
        share(hit, gold)
    );
}
