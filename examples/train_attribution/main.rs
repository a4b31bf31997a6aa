//! Trains the attribution model: `cargo run --release --example train_attribution -- DATA OUT`.
//!
//! DATA holds `polnear/train`, `polnear/dev` and `gold/training`; OUT becomes the model file. The same input gives the
//! same bytes.

mod corpus;
mod crf;
mod score;

use corpus::{Counts, Document};
use crf::{Crf, Data, Options, Weights};
use rapporteur::training::{CueTable, Finder, Model, Role, Table};
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
    let without = rest.iter().find_map(|arg| arg.strip_prefix("without=")).unwrap_or("");
    let (held, train): (Vec<_>, Vec<_>) = train.into_iter().partition(|document| document.publisher() == without);
    let keep = opt("keep", 80_000.0) as usize;
    let bits = opt("bits", 24.0) as u32;
    let options = Options {
        epochs: opt("epochs", 12.0) as usize,
        rate: opt("rate", 0.1),
        dropout: opt("dropout", 0.5),
        least: opt("least", 4.0) as u32,
        decay: opt("decay", 0.0),
        damping: opt("damping", 50.0),
        seed: opt("seed", 1.0) as u64,
    };
    let extra_weight = opt("extra", 1.0);
    let counts = Counts::of(&train);
    let cues = counts.table(None);
    println!("{} + {} documents, {} cue words", train.len(), extra.len(), cues.sorted().len());
    let mut data = Data::default();
    for document in &train {
        gather(&mut data, document, &counts.table(Some(&Counts::of([document]))), 1.0, 0.0);
    }
    if extra_weight > 0.0 {
        extra.iter().for_each(|document| gather(&mut data, document, &cues, extra_weight, opt("nested", 2.0)));
    }
    let mut crf = Crf::new(data, bits, options);
    let start = opt("start", 3.0) as usize;
    let tail = opt("tail", 3.0) as usize;
    for epoch in 0..options.epochs {
        if epoch >= start && epoch + tail <= options.epochs {
            // Ever fewer weights, each time by the same factor.
            let steps = (options.epochs - tail - start) as f32;
            let share = (epoch - start) as f32 / steps.max(1.0);
            crf.prune((opt("wide", 800_000.0) * (keep as f32 / opt("wide", 800_000.0)).powf(share)) as usize);
        }
        if epoch + tail == options.epochs {
            crf.start_averaging();
        }
        let loss = crf.epoch(options.rate * (1.0 - 0.9 * epoch as f32 / options.epochs as f32));
        if opt("verbose", 0.0) > 0.0 {
            report(
                &format!("epoch {epoch}, loss {loss:.4}"),
                &model(&crf.weights(), bits, &cues),
                &dev,
                crf.weights().count(),
            );
        }
    }
    crf.take_averages();
    let weights = crf.weights();
    // A missed cue costs more than a false one: its whole attribution is lost, which the loss of single tokens ignores.
    let mut weights = weights;
    weights
        .transitions
        .iter_mut()
        .chain([&mut weights.start])
        .for_each(|row| row[Role::Cue.first()] += opt("boost", 0.4));
    let model = model(&weights, bits, &cues);
    report("dev", &model, &dev, weights.count());
    report("held", &model, &held, weights.count());
    let bytes = model.write();
    println!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

fn gather(data: &mut Data, document: &Document, cues: &CueTable, weight: f32, nested: f32) {
    let (labels, inner) = (document.labels(), document.nested_labels());
    let contents = document.contents();
    let outer = document.text.paragraphs().into_iter().map(|sequence| (sequence, &labels, weight));
    let sequences = outer.chain(contents.iter().cloned().map(|sequence| (sequence, &inner, nested)));
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
