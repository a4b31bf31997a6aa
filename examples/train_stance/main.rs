//! Trains the stance model: `cargo run --release --example train_stance -- DATA OUT`.
//!
//! DATA holds `gold/training` and `polnear/train/text`; `polnear.tsv` beside this file tells the stances of 19,000
//! pieces of the latter, `statements.txt` is 5,602 snippets of our own. OUT is `src/position/stance.bin`. Prints the
//! accuracy of a cross-validation over articles, then trains on all of them. Deterministic: no randomness, a fixed
//! order, so the same input gives the same bytes.
//!
//! Multinomial logistic regression with an L2 penalty, by full-batch gradient steps scaled as in AdaGrad (Duchi,
//! Hazan and Singer 2011): a few thousand features and sentences need nothing larger.

mod data;
#[path = "../shared/files.rs"]
mod files;
mod statements;

use data::Example;
use rapporteur::Stance;
use rapporteur::stance_training::{Exact, Grid, LABELS, Table, model_file, quantise};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::ExitCode;

const FOLDS: usize = 5;
const STEPS: usize = 100;
const RATE: f32 = 0.25;
/// Strength of the L2 penalty; of 4, 5, 10 and 25 among the best in cross-validation.
const PENALTY: f32 = 5.0;
/// What an article of the gold standard counts against our own annotations.
const GOLD: f32 = 3.0;
/// A feature that fewer units show is noise.
const SEEN: usize = 2;
/// Weights that are kept in the end, the largest ones.
const KEEP: usize = 12_000;
/// Bits of a feature's hash: of a thousand unknown features ten find a stranger's weights.
const BITS: u32 = 21;
/// Nine magnitudes cost no F1.
const GRID: Grid = Grid { levels: 9, common: u32::MAX };
/// What the engine multiplies the probability of "no stance" by.
const NO_STANCE: f32 = 0.6;

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
    let own = statements::read(include_str!("statements.txt"))?;
    let units: usize = articles.iter().map(Vec::len).sum();
    println!(
        "{} articles with {units} units, {} units of PolNeAR",
        articles.len(),
        pieces.iter().map(Vec::len).sum::<usize>()
    );
    for of_gold in [true, false] {
        let mut judged = Vec::new();
        for fold in 0..FOLDS {
            let is_held = |index: usize, own: bool| own == of_gold && index % FOLDS == fold;
            let all = articles.iter().map(|article| (article, true)).chain(pieces.iter().map(|text| (text, false)));
            let (held, rest): (Vec<_>, Vec<_>) = all.enumerate().partition(|(index, (_, own))| is_held(*index, *own));
            let rest = rest.into_iter().map(|(_, (article, own))| (article, if own { GOLD } else { 1.0 }));
            let known = weighed(rest.chain(own.iter().map(|snippet| (snippet, 1.0))));
            let weights: HashMap<u32, Row> = train(&known).into_iter().collect();
            for (features, label) in held.into_iter().flat_map(|(_, (article, _))| article) {
                judged.push((score(features.iter().filter_map(|feature| weights.get(feature))), *label));
            }
        }
        println!("{}", if of_gold { "gold" } else { "polnear" });
        print_table(&judged);
    }
    let golds = articles.iter().map(|article| (article, GOLD));
    let weights = train(&weighed(golds.chain(pieces.iter().chain(&own).map(|text| (text, 1.0)))));
    let cut = u32::MAX >> (32 - BITS);
    let exact = weights.iter().map(|(hash, weights)| Exact { hash: hash & cut, seen: 0, weights: *weights });
    let (features, scale) = quantise(&exact.collect::<Vec<_>>(), GRID);
    let file = model_file(&Table::new(BITS, scale, &features));
    std::fs::write(out, &file).map_err(|error| format!("{}: {error}", out.display()))?;
    println!("{} features, {} bytes in {}", features.len(), file.len(), out.display());
    Ok(())
}

/// The examples with what each counts.
fn weighed<'e>(texts: impl Iterator<Item = (&'e Vec<Example>, f32)>) -> Vec<(&'e Example, f32)> {
    texts.flat_map(|(text, counts)| text.iter().map(move |example| (example, counts))).collect()
}

/// The weights of each feature, by feature.
fn train(examples: &[(&Example, f32)]) -> Vec<(u32, Row)> {
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|((features, _), _)| features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let features: Vec<u32> = seen.into_iter().filter(|(_, count)| *count >= SEEN).map(|(feature, _)| feature).collect();
    let place = |feature: &u32| features.binary_search(feature).ok();
    let placed = |(features, label): &Example| (features.iter().filter_map(place).collect(), *label);
    let examples: Vec<((Vec<usize>, usize), f32)> =
        examples.iter().map(|(example, counts)| (placed(example), *counts)).collect();
    let mut weights: Vec<Row> = vec![[0.0; LABELS]; features.len()];
    let mut squares = weights.clone();
    // Pruned step by step, the weights that stay learn what the others knew: two points of F1 better than at once.
    for share in [4, 2, 1] {
        descend(&examples, &mut weights, &mut squares);
        prune(&mut weights, KEEP * share);
    }
    descend(&examples, &mut weights, &mut squares);
    features.into_iter().zip(weights).collect()
}

/// Steps down the slope; weights that were pruned stay zero.
fn descend(examples: &[((Vec<usize>, usize), f32)], weights: &mut [Row], squares: &mut [Row]) {
    let is_alive =
        |row: &Row, square: &Row, label: usize| u16::from(row[label] != 0.0 || square[label] == 0.0) << label;
    let alive: Vec<u16> = (weights.iter().zip(squares.iter()))
        .map(|(row, square)| (0..LABELS).fold(0, |bits, label| bits | is_alive(row, square, label)))
        .collect();
    for _ in 0..STEPS {
        let mut slopes: Vec<Row> = weights.iter().map(|row| row.map(|weight| PENALTY * weight)).collect();
        for ((features, label), counts) in examples {
            let mut error = softmax(&score(features.iter().map(|feature| &weights[*feature])));
            error[*label] -= 1.0;
            for feature in features {
                slopes[*feature].iter_mut().zip(error).for_each(|(sum, error)| *sum += counts * error);
            }
        }
        for (((row, square), slope), alive) in weights.iter_mut().zip(squares.iter_mut()).zip(&slopes).zip(&alive) {
            for label in 0..LABELS {
                if alive >> label & 1 == 1 {
                    square[label] += slope[label] * slope[label];
                    row[label] -= RATE * slope[label] / (square[label].sqrt() + 1e-6);
                }
            }
        }
    }
}

/// Sets all but the largest weights to zero.
fn prune(weights: &mut [Row], keep: usize) {
    let mut sizes: Vec<f32> = weights.iter().flatten().map(|weight| weight.abs()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    let least = sizes.get(keep).copied().unwrap_or(0.0);
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

fn print_table(judged: &[(Row, usize)]) {
    for no_stance in [1.0_f32, 0.8, 0.6, 0.4, 0.3, 0.2] {
        let mut table = [[0_usize; LABELS]; LABELS];
        for (scores, label) in judged {
            let mut scores = *scores;
            scores[0] += no_stance.ln();
            let best = (0..LABELS).max_by(|one, other| scores[*one].total_cmp(&scores[*other])).unwrap_or(0);
            table[*label][best] += 1;
        }
        let right: usize = (1..LABELS).map(|label| table[label][label]).sum();
        let found: usize = table[1..].iter().flat_map(|row| &row[1..]).sum();
        let gold: usize = table[1..].iter().flatten().sum();
        let given: usize = table.iter().flat_map(|row| &row[1..]).sum();
        let f1 = |hit: usize| 2.0 * hit as f32 / (gold + given).max(1) as f32;
        println!(
            "no stance × {no_stance}: {gold} gold, {given} given, F1 {:.3}, of any stance {:.3}",
            f1(right),
            f1(found)
        );
        if no_stance == NO_STANCE {
            for (label, row) in table.iter().enumerate().skip(1) {
                let given: usize = table.iter().map(|row| row[label]).sum();
                let name = Stance::ALL[label - 1].name();
                println!("  {name:8} gold {:4}  given {given:4}  right {:4}", row.iter().sum::<usize>(), row[label]);
            }
        }
    }
}
