//! Trains the attribution model: `cargo run --release --example train_attribution -- DATA OUT`.
//!
//! DATA holds `polnear/train`, `polnear/dev` and `gold/training`; OUT becomes the model file. The same input gives the
//! same bytes.

mod corpus;
mod crf;
mod score;

use corpus::{Counts, Document};
use crf::{Crf, Data, Options, Weights};
use rapporteur::training::{CueTable, Finder, Model, Table};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, out, rest @ ..] = &arguments[..] else {
        return Err("usage: train_attribution DATA OUT".into());
    };
    let opt = |name: &str, default: f32| {
        rest.iter().find_map(|arg| arg.strip_prefix(name)?.strip_prefix('=')?.parse().ok()).unwrap_or(default)
    };
    let train = corpus::polnear(&Path::new(data).join("polnear/train"))?;
    let dev = corpus::polnear(&Path::new(data).join("polnear/dev"))?;
    let extra = corpus::articles(&Path::new(data).join("gold/training"))?;
    let keep = opt("keep", 80_000.0) as usize;
    let bits = opt("bits", 24.0) as u32;
    let options = Options {
        epochs: opt("epochs", 10.0) as usize,
        rate: opt("rate", 0.1),
        dropout: opt("dropout", 0.5),
        least: opt("least", 4.0) as u32,
        decay: opt("decay", 0.0),
        damping: opt("damping", 50.0),
        seed: opt("seed", 1.0) as u64,
    };
    let extra_weight = opt("extra", 0.0);
    let counts = Counts::of(&train);
    let cues = counts.table(None);
    println!("{} + {} documents, {} cue words", train.len(), extra.len(), cues.sorted().len());
    let mut data = Data::default();
    for document in &train {
        gather(&mut data, document, &counts.table(Some(&Counts::of([document]))), 1.0);
    }
    if extra_weight > 0.0 {
        extra.iter().for_each(|document| gather(&mut data, document, &cues, extra_weight));
    }
    let mut crf = Crf::new(data, bits, options);
    for epoch in 0..options.epochs {
        if epoch == opt("average", 2.0) as usize {
            crf.start_averaging();
        }
        let loss = crf.epoch(options.rate * (1.0 - 0.8 * epoch as f32 / options.epochs as f32));
        report(
            &format!("epoch {epoch}, loss {loss:.4}"),
            &model(&crf.weights(), bits, &cues),
            &dev,
            crf.weights().count(),
        );
    }
    crf.take_averages();
    report("averaged", &model(&crf.weights(), bits, &cues), &dev, crf.weights().count());
    crf.prune(keep);
    report("pruned", &model(&crf.weights(), bits, &cues), &dev, crf.weights().count());
    crf.start_averaging();
    for step in 0..3 {
        crf.epoch(options.rate * (0.3 - 0.1 * step as f32));
    }
    crf.take_averages();
    let weights = crf.weights();
    let model = model(&weights, bits, &cues);
    report("tuned", &model, &dev, weights.count());
    let bytes = model.write();
    println!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

fn gather(data: &mut Data, document: &Document, cues: &CueTable, weight: f32) {
    let labels = document.labels();
    let ends: Vec<usize> = document.text.paragraphs().iter().map(|paragraph| paragraph.end).collect();
    let mut token = 0;
    let mut paragraph = 0;
    document.text.features(cues, |features| {
        data.push(features, labels[token]);
        token += 1;
        if token == ends[paragraph] {
            data.end(weight);
            paragraph += 1;
        }
    });
}

fn model(weights: &Weights, bits: u32, cues: &CueTable) -> Model {
    let (features, scale) = weights.quantised();
    let table = Table::new(bits, scale, &features);
    Model { transitions: weights.transitions, start: weights.start, cues: cues.clone(), table }
}

fn report(what: &str, model: &Model, documents: &[Document], weights: usize) {
    let tally = score::score(&Finder::new(model.clone()), documents, 0.0);
    let (p, r, f) = (tally.precision(), tally.recall(), tally.f1());
    println!("{what}: joint P {p:.1} R {r:.1} F1 {f:.2}, contents {}, {weights} weights", tally.contents);
}
