//! Trains the weights that say which words name an issue: `cargo run --release --example train_issues -- DATA OUT`.
//!
//! DATA holds `gold/training`; OUT is `src/position/issue/weights.tsv`. Prints how well the words of held-out articles
//! are ranked, then trains on all of them. Deterministic: no randomness, a fixed order.
//!
//! Logistic regression with an L2 penalty on features of unit variance, by full-batch gradient steps scaled as in
//! AdaGrad (Duchi, Hazan and Singer 2011).

#[path = "../shared/files.rs"]
mod files;

use files::{byte_offsets, paths, read};
use rapporteur::Span;
use rapporteur::stance_training::{WORD_FEATURES, WordExample, word_weights_file, words_of_issues};
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

const WIDTH: usize = WORD_FEATURES.len();
const FOLDS: usize = 5;
const STEPS: usize = 1500;
const RATE: f32 = 0.1;
/// Strength of the L2 penalty; 20, 60 and 333 rank the held-out words as well (average precision .304 to .307).
const PENALTY: f32 = 150.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, out] = arguments.as_slice() else {
        eprintln!("usage: cargo run --release --example train_issues -- DATA OUT");
        return ExitCode::from(2);
    };
    match run(Path::new(data), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("train_issues: {what}");
            ExitCode::FAILURE
        }
    }
}

fn run(data: &Path, out: &Path) -> Result<(), String> {
    let mut articles = Vec::new();
    for path in paths(&data.join("gold/training"), "json")? {
        articles.push(article(&path)?);
    }
    let words: usize = articles.iter().map(Vec::len).sum();
    println!("{} articles, {words} words beside positions", articles.len());
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let parts = articles.iter().enumerate().partition::<Vec<_>, _>(|(index, _)| index % FOLDS == fold);
        let known: Vec<&WordExample> = parts.1.into_iter().flat_map(|(_, article)| article).collect();
        let weights = train(&known);
        for (row, is_right) in parts.0.into_iter().flat_map(|(_, article)| article) {
            judged.push((sum(&weights, row), *is_right));
        }
    }
    println!("average precision on held-out articles {:.3}", average_precision(judged));
    let weights = train(&articles.iter().flatten().collect::<Vec<_>>());
    std::fs::write(out, word_weights_file(weights)).map_err(|error| format!("{}: {error}", out.display()))
}

fn article(path: &Path) -> Result<Vec<WordExample>, String> {
    let gold: Value = serde_json::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = read(&path.with_extension("txt"))?;
    let at = byte_offsets(&text);
    let span = |value: &Value| {
        let end = |index: usize| at.get(value[index].as_u64()? as usize).copied();
        Some(Span::new(end(0)?, end(1)?))
    };
    let positions = gold["positions"].as_array().ok_or("no positions")?;
    let named = |position: &'_ Value| -> Option<(Span, Option<Span>, String)> {
        Some((span(&position["sentence"])?, span(&position["proposition"]), position["issue"].as_str()?.to_owned()))
    };
    let named: Vec<_> = positions.iter().filter_map(named).collect();
    let positions: Vec<_> =
        named.iter().map(|(sentence, matter, issue)| (*sentence, *matter, issue.as_str())).collect();
    Ok(words_of_issues(&text, &positions))
}

fn train(examples: &[&WordExample]) -> [f32; WIDTH] {
    let count = examples.len().max(1) as f32;
    let mut mean = [0.0_f32; WIDTH];
    let mut spread = [0.0_f32; WIDTH];
    for (row, _) in examples {
        mean.iter_mut().zip(row).for_each(|(mean, value)| *mean += value / count);
    }
    for (row, _) in examples {
        spread
            .iter_mut()
            .zip(mean.iter().zip(row))
            .for_each(|(sum, (mean, value))| *sum += (value - mean).powi(2) / count);
    }
    // The first feature is 1 everywhere: it keeps its mean and is not held back.
    (mean[0], spread[0]) = (0.0, 1.0);
    let scale = spread.map(|variance| 1.0 / variance.sqrt().max(1e-3));
    let rows: Vec<([f32; WIDTH], f32)> = examples
        .iter()
        .map(|(row, is_right)| {
            let mut even = [0.0; WIDTH];
            (0..WIDTH).for_each(|at| even[at] = (row[at] - mean[at]) * scale[at]);
            (even, f32::from(u8::from(*is_right)))
        })
        .collect();
    let mut weights = [0.0_f32; WIDTH];
    let mut squares = [0.0_f32; WIDTH];
    for _ in 0..STEPS {
        let mut slopes = weights.map(|weight| PENALTY * weight);
        slopes[0] = 0.0;
        for (row, wanted) in &rows {
            let error = 1.0 / (1.0 + (-sum(&weights, row)).exp()) - wanted;
            slopes.iter_mut().zip(row).for_each(|(slope, value)| *slope += error * value);
        }
        for at in 0..WIDTH {
            squares[at] += slopes[at] * slopes[at];
            weights[at] -= RATE * slopes[at] / (squares[at].sqrt() + 1e-6);
        }
    }
    (1..WIDTH).for_each(|at| {
        weights[at] *= scale[at];
        weights[0] -= weights[at] * mean[at];
    });
    weights
}

fn sum(weights: &[f32; WIDTH], row: &[f32; WIDTH]) -> f32 {
    weights.iter().zip(row).map(|(weight, value)| weight * value).sum()
}

/// Mean of the precision at each right word, words ranked over all positions.
fn average_precision(mut judged: Vec<(f32, bool)>) -> f32 {
    judged.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut right = 0;
    let mut total = 0.0;
    for (rank, _) in judged.iter().enumerate().filter(|(_, (_, is_right))| *is_right) {
        right += 1;
        total += right as f32 / (rank + 1) as f32;
    }
    total / right.max(1) as f32
}
