//! Trains the attribution model: `cargo run --release --example train_attribution -- DATA OUT [--without PUBLISHER]`.
//!
//! DATA holds `polnear/train`, `polnear/dev` and `gold/training`; OUT becomes the model file. The same input gives the
//! same bytes. `--without` leaves the texts of one publisher out and measures on them: what the model is worth on texts
//! of a publisher that it never saw.

mod corpus;
mod crf;
#[path = "../shared/files.rs"]
mod files;
mod score;

use corpus::{Counts, Document};
use crf::{Crf, Data, Options, Weights};
use rapporteur::training::{CueTable, Finder, Grid, Model, Role, Table, quantise};
use std::error::Error;
use std::path::Path;

/// Bits of a feature's hash: more of them cost bytes, less of them mix features up.
const BITS: u32 = 20;
/// Bits of the finished model's features and weights by a rough count; the file is a tenth smaller.
const KEEP: f64 = 540_000.0;
/// The same after the first pruning; each epoch from then on keeps the same share of it (Zhu and Gupta 2017).
const WIDE: f64 = 8_000_000.0;
/// Four magnitudes for the weights of rare features.
const GRID: Grid = Grid { levels: 4, common: 5_000 };
/// Epochs before the first pruning, and from then to the last one. The weights of all later epochs are averaged.
const FIRST: usize = 3;
const PRUNING: usize = 6;
/// Training stops after this many epochs that were no better on dev than the best one, and takes that one.
const PATIENCE: usize = 4;
/// How much an article of our own counts, and the inside of its contents. They are few, and PolNeAR has no such inside.
const OWN: f32 = 1.0;
const NESTED: f32 = 2.0;
/// Added to the score of a cue's first token. A missed cue costs a whole attribution, a false one often nothing, and the
/// loss of single tokens knows neither.
const CUE_BOOST: f32 = 0.6;

const OPTIONS: Options = Options { epochs: 24, rate: 0.1, dropout: 0.5, least: 4, damping: 50.0, seed: 1 };

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (data, out, without) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [data, out] => (Path::new(data), out, None),
        [data, out, "--without", publisher] => (Path::new(data), out, Some(publisher)),
        _ => return Err("usage: train_attribution DATA OUT [--without PUBLISHER]".into()),
    };
    let texts = corpus::polnear(&data.join("polnear/train"))?;
    let dev = corpus::polnear(&data.join("polnear/dev"))?;
    let own = corpus::articles(&data.join("gold/training"))?;
    let (left_out, texts): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|document| Some(document.publisher()) == without);
    let model = train(&texts, &own, &dev);
    if !left_out.is_empty() {
        report("publisher left out", &model, &left_out);
    }
    let bytes = model.write();
    println!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

/// Trains on `texts` and `own`; `dev` tells when to stop.
fn train(texts: &[Document], own: &[Document], dev: &[Document]) -> Model {
    let counts = Counts::of(texts);
    let cues = counts.table(None);
    let mut data = Data::default();
    for document in texts {
        // A text's own words would give its cues away: its table is made without them.
        gather(&mut data, document, &counts.table(Some(&Counts::of([document]))));
    }
    own.iter().for_each(|document| gather(&mut data, document, &cues));
    let mut crf = Crf::new(data, BITS, OPTIONS);
    let mut best: Option<(f64, Model)> = None;
    let mut since = 0;
    for epoch in 0..OPTIONS.epochs {
        if (FIRST..=FIRST + PRUNING).contains(&epoch) {
            let share = (epoch - FIRST) as f64 / PRUNING as f64;
            crf.prune(WIDE * (KEEP / WIDE).powf(share));
        }
        if epoch == FIRST + PRUNING {
            crf.start_averaging();
        }
        let loss = crf.epoch(OPTIONS.rate * (1.0 - 0.9 * epoch as f32 / OPTIONS.epochs as f32));
        print!("epoch {}: loss of a token {loss:.4}", epoch + 1);
        if epoch < FIRST + PRUNING {
            println!();
            continue;
        }
        // What would be shipped is what is measured: averages, cut to bytes.
        let model = model(crf.averages(), &cues);
        let f1 = score::score(&Finder::new(model.clone()), dev, 0.0).f1();
        println!(", joint F1 on dev {f1:.2}");
        since += 1;
        if best.as_ref().is_none_or(|(best, _)| f1 > *best) {
            best = Some((f1, model));
            since = 0;
        }
        if since == PATIENCE {
            break;
        }
    }
    let model = best.map_or_else(|| model(crf.averages(), &cues), |(_, model)| model);
    report("dev", &model, dev);
    model
}

/// Adds the paragraphs of a document, and the inside of its contents where that is annotated.
fn gather(data: &mut Data, document: &Document, cues: &CueTable) {
    let (labels, inner) = (document.labels(), document.nested_labels());
    let contents = document.contents();
    let weight = if document.nested.is_some() { OWN } else { 1.0 };
    let outer = document.text.paragraphs().into_iter().map(|sequence| (sequence, &labels, weight));
    let sequences = outer.chain(contents.iter().cloned().map(|sequence| (sequence, &inner, NESTED)));
    let mut places = sequences.flat_map(|(sequence, labels, weight)| {
        let last = sequence.end - 1;
        sequence.map(move |token| (labels[token], (token == last).then_some(weight)))
    });
    document.text.features(cues, &contents, |features| {
        if let Some((label, end)) = places.next() {
            data.push(features, label);
            if let Some(weight) = end {
                data.end(weight);
            }
        }
    });
}

fn model(mut weights: Weights, cues: &CueTable) -> Model {
    for row in weights.transitions.iter_mut().chain([&mut weights.start]) {
        row[Role::Cue.first()] += CUE_BOOST;
    }
    let (features, scale) = quantise(&weights.features, GRID);
    let table = Table::new(BITS, scale, &features);
    Model { transitions: weights.transitions, start: weights.start, cues: cues.clone(), table }
}

fn report(what: &str, model: &Model, documents: &[Document]) {
    let finder = Finder::new(model.clone());
    for confidence in [0.0, 0.7] {
        let tally = score::score(&finder, documents, confidence);
        let (p, r, f) = (tally.precision(), tally.recall(), tally.f1());
        println!("{what}, confidence {confidence}: joint P {p:.1} R {r:.1} F1 {f:.1}");
    }
}
