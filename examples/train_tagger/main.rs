//! Trains the part-of-speech tagger: `cargo run --release --example train_tagger -- TAGS OUT TEXTS…`.
//!
//! TAGS holds a file `<stem>.tags` for each `<stem>.txt` in the folders TEXTS, one token a line: start and end in code
//! points, Penn Treebank tag, dependency label. spaCy's small English model (MIT) wrote ours; see
//! `src/text/TAGGER_CARD.md`. The same input gives the same bytes. Every tenth text is kept to measure on.

use rapporteur::training::{Feature, Table, Tag, Tagger, TaggerTraining, WORD_TAGS};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Weights that are kept, passes, and bits of a feature's hash.
const KEEP: usize = 12_000;
const PASSES: usize = 5;
const BITS: u32 = 20;

/// A text with the tag of each token; `None` where the larger tagger cut or tagged otherwise.
struct Tagged {
    text: TaggerTraining<'static>,
    tags: Vec<Option<Tag>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [tags, out, folders @ ..] = &arguments[..] else { return Err("usage: train_tagger TAGS OUT TEXTS…".into()) };
    let mut texts = Vec::new();
    for folder in folders {
        let mut paths =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        for path in paths {
            texts.push(read(&path, tags)?);
        }
    }
    let keep = std::env::var("KEEP").ok().and_then(|keep| keep.parse().ok()).unwrap_or(KEEP);
    let (kept, learnt): (Vec<_>, Vec<_>) = texts.into_iter().enumerate().partition(|(at, _)| at % 10 == 9);
    let (kept, learnt): (Vec<_>, Vec<_>) =
        (kept.into_iter().map(|(_, text)| text).collect(), learnt.into_iter().map(|(_, text)| text).collect());
    let mut perceptron = Perceptron::default();
    for pass in 0..PASSES {
        let wrong = perceptron.pass(&learnt, pass);
        println!("pass {pass}: {:.2} % wrong", 100.0 * wrong);
    }
    println!("all weights: {:.2} % right", 100.0 * accuracy(&perceptron.table(), &kept));
    perceptron.prune(keep);
    for pass in 0..3 {
        perceptron.pass(&learnt, PASSES + pass);
    }
    let tagger = Tagger { table: perceptron.table() };
    let bytes = tagger.write();
    println!("{keep} weights: {:.2} % right, {} bytes", 100.0 * accuracy(&tagger.table, &kept), bytes.len());
    fs::write(out, bytes)?;
    Ok(())
}

/// Averaged perceptron (Collins 2002).
#[derive(Default)]
struct Perceptron {
    rows: HashMap<u32, [Weight; 16]>,
    /// After pruning: which weights may be other than 0.
    alive: Option<HashSet<(u32, usize)>>,
    steps: u32,
}

/// A weight, its sum over all steps so far, and the step at which it last changed.
#[derive(Clone, Copy, Default)]
struct Weight {
    value: f32,
    sum: f32,
    step: u32,
}

impl Perceptron {
    /// Learns each text once, in an order that depends on `pass`. Returns the share of words that were wrong.
    fn pass(&mut self, texts: &[Tagged], pass: usize) -> f64 {
        let (mut wrong, mut words) = (0, 0);
        for at in 0..texts.len() {
            let tagged = &texts[(at * 7919 + pass * 31) % texts.len()];
            let mut at = 0;
            let wanted: Vec<Option<Tag>> = tagged.tags.clone();
            let order: Vec<usize> = tagged.text.words().collect();
            tagged.text.run(|features| {
                let wanted = wanted[order[at]];
                at += 1;
                let features: Vec<u32> = features.iter().map(|feature| feature & (u32::MAX >> (32 - BITS))).collect();
                let guess = self.guess(&features);
                let Some(tag) = wanted else { return guess };
                words += 1;
                self.steps += 1;
                if tag != guess {
                    wrong += 1;
                    self.change(&features, tag as usize, 1.0);
                    self.change(&features, guess as usize, -1.0);
                }
                guess
            });
        }
        f64::from(wrong) / f64::from(words.max(1))
    }

    fn guess(&self, features: &[u32]) -> Tag {
        let mut scores = [0.0; 16];
        for row in features.iter().filter_map(|feature| self.rows.get(feature)) {
            scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight.value);
        }
        WORD_TAGS[(1..16).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best })]
    }

    fn change(&mut self, features: &[u32], tag: usize, by: f32) {
        for feature in features {
            if self.alive.as_ref().is_some_and(|alive| !alive.contains(&(*feature, tag))) {
                continue;
            }
            let weight = &mut self.rows.entry(*feature).or_default()[tag];
            weight.sum += (self.steps - weight.step) as f32 * weight.value;
            weight.step = self.steps;
            weight.value += by;
        }
    }

    fn averages(&self) -> Vec<(u32, [f32; 16])> {
        let average = |weight: &Weight| {
            (weight.sum + (self.steps - weight.step) as f32 * weight.value) / self.steps.max(1) as f32
        };
        let mut rows: Vec<_> =
            self.rows.iter().map(|(hash, row)| (*hash, row.map(|weight| average(&weight)))).collect();
        rows.sort_unstable_by_key(|(hash, _)| *hash);
        rows
    }

    /// Keeps the `count` averages of largest magnitude, and goes on from them.
    fn prune(&mut self, count: usize) {
        let averages = self.averages();
        let mut sizes: Vec<f32> =
            averages.iter().flat_map(|(_, row)| row).map(|weight| weight.abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_unstable_by(|one, other| other.total_cmp(one));
        let least = sizes.get(count).copied().unwrap_or(0.0);
        self.rows.clear();
        self.steps = 0;
        let mut alive = HashSet::new();
        for (hash, row) in averages {
            for (tag, weight) in row.iter().enumerate().filter(|(_, weight)| weight.abs() > least) {
                alive.insert((hash, tag));
                self.rows.entry(hash).or_default()[tag].value = *weight;
            }
        }
        self.alive = Some(alive);
    }

    fn table(&self) -> Table<16> {
        let averages = self.averages();
        let top = averages.iter().flat_map(|(_, row)| row).fold(0.0f32, |top, weight| top.max(weight.abs()));
        let scale = top / 127.0;
        let feature = |(hash, row): &(u32, [f32; 16])| Feature {
            hash: *hash,
            weights: row.map(|weight| (weight / scale).round() as i8),
        };
        let features: Vec<_> = averages.iter().map(feature).filter(|feature| feature.weights != [0; 16]).collect();
        Table::new(BITS, scale, &features)
    }
}

fn accuracy(table: &Table<16>, texts: &[Tagged]) -> f64 {
    let (mut right, mut words) = (0, 0);
    for tagged in texts {
        let tags = tagged.text.run(|features| {
            let scores = table.score(features);
            WORD_TAGS[(1..16).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best })]
        });
        let order: HashSet<usize> = tagged.text.words().collect();
        for (_, (tag, wanted)) in tags.iter().zip(&tagged.tags).enumerate().filter(|(at, _)| order.contains(at)) {
            if let Some(wanted) = wanted {
                words += 1;
                right += u32::from(tag == wanted);
            }
        }
    }
    f64::from(right) / f64::from(words.max(1))
}

fn read(path: &Path, tags: &Path) -> Result<Tagged, Box<dyn Error>> {
    let text: &'static str = String::leak(fs::read_to_string(path)?);
    let mut bytes: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
    bytes.push(text.len() as u32);
    let file = tags.join(path.file_stem().unwrap_or_default()).with_extension("tags");
    let rows = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut silver = Vec::new();
    for (line, row) in rows.lines().enumerate() {
        let cells: Vec<&str> = row.split(' ').collect();
        let parsed = (|| {
            Some((
                *bytes.get(cells.first()?.parse::<usize>().ok()?)?,
                *bytes.get(cells.get(1)?.parse::<usize>().ok()?)?,
            ))
        })();
        let (start, end) = parsed.ok_or_else(|| format!("{}:{}: no token", file.display(), line + 1))?;
        silver.push((start, end, tag(cells.get(2).unwrap_or(&""), cells.get(3).unwrap_or(&""))));
    }
    let training = TaggerTraining::new(text);
    // Where one of our tokens holds several of theirs ("long-term"), the last one counts.
    let tags = training.spans().map(|span| {
        let behind = silver.partition_point(|(start, _, _)| *start < span.end);
        silver[..behind]
            .last()
            .filter(|(start, end, _)| *start >= span.start && *end <= span.end)
            .and_then(|(_, _, tag)| *tag)
    });
    let tags = tags.collect();
    Ok(Tagged { text: training, tags })
}

/// Our tag for one of the Penn Treebank; `None` for marks and what is no English word.
fn tag(penn: &str, dependency: &str) -> Option<Tag> {
    Some(match penn {
        "NN" | "NNS" => Tag::Noun,
        "NNP" | "NNPS" => Tag::Proper,
        "VB" => Tag::Base,
        "VBP" | "VBZ" => Tag::Present,
        "VBD" => Tag::Past,
        "VBN" => Tag::Participle,
        "VBG" => Tag::Gerund,
        "MD" => Tag::Modal,
        // Numbers in words ("two") stand where adjectives do.
        "JJ" | "JJR" | "JJS" | "CD" => Tag::Adjective,
        "RB" | "RBR" | "RBS" | "RP" => Tag::Adverb,
        "WRB" => Tag::Subordinator,
        "DT" | "PDT" | "PRP$" | "WP$" => Tag::Determiner,
        "PRP" | "WP" | "EX" | "WDT" => Tag::Pronoun,
        "IN" if dependency == "mark" => Tag::Subordinator,
        "IN" | "TO" => Tag::Preposition,
        "CC" => Tag::Conjunction,
        "POS" => Tag::Possessive,
        _ => return None,
    })
}
