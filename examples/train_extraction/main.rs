//! Trains the classifier of paragraphs in `src/article/model.bin` and measures it on sites that it has not seen.
//!
//! Comes in: a folder of saved pages with gold (`manifest.jsonl`, `gold/`), and their outlines as `npm run extract --
//! --outlines FILE` writes them. Goes out: precision, recall and F1 by cross-validation over sites, and with `--out` a model
//! trained on all pages.
//!
//!     cargo run --release --example train_extraction -- --pages DIR --outlines FILE [--out src/article/model.bin]
//!         [--texts FILE] [--show all]
//!
//! `--texts` writes the articles of the cross-validation as the scorer reads them, `--show all` prints every paragraph with
//! what was thought of it.
//!
//! Known limit: the pages themselves are their publishers', so only the numbers that come out can be kept here.

mod boost;
mod shingles;

use boost::{Forest, Options, Sample};
use rapporteur::{Outline, article_training as stage};
use serde::Deserialize;
use shingles::{Gold, Score};
use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

const FOLDS: usize = 5;

#[derive(Deserialize)]
struct Record {
    id: String,
    gold: PathBuf,
    lang: String,
    title: String,
    url: String,
    split: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    outline: Outline,
}

struct Page {
    record: Record,
    outline: Outline,
    gold: Gold,
    /// Whether each paragraph is part of the article, and how much it weighs.
    labels: Vec<bool>,
    weights: Vec<f32>,
    rows: Vec<Vec<f32>>,
    guesses: Vec<f32>,
    chances: Vec<f32>,
    fold: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument = |name: &str| arguments.iter().position(|given| given == name).and_then(|at| arguments.get(at + 1));
    let folder = PathBuf::from(argument("--pages").ok_or("--pages DIR is missing")?);
    let outlines = argument("--outlines").ok_or("--outlines FILE is missing")?;
    let mut pages = load(&folder, Path::new(outlines))?;
    eprintln!("{} pages, {} paragraphs", pages.len(), pages.iter().map(|page| page.labels.len()).sum::<usize>());
    report("everything known", &pages, |page| page.labels.iter().map(|label| f32::from(u8::from(*label))).collect());

    // Guesses for each page from a forest that has not seen its site; the second forest learns from such guesses only.
    let forests = cross(&pages, &Options::first());
    for page in &mut pages {
        page.guesses = page.rows.iter().map(|row| forests[page.fold].chance(row)).collect();
    }
    report("first forest", &pages, |page| page.guesses.clone());
    for page in &mut pages {
        page.rows = stage::rows(&page.outline, Some(page.guesses.clone()));
    }
    let forests = cross(&pages, &Options::second());
    for page in &mut pages {
        page.chances = page.rows.iter().map(|row| forests[page.fold].chance(row)).collect();
    }
    report("second forest", &pages, |page| page.chances.clone());
    if let Some(out) = argument("--texts") {
        let texts: HashMap<_, _> =
            pages.iter().map(|page| (&page.record.id, stage::body(&page.outline, &page.chances))).collect();
        std::fs::write(out, serde_json::to_string(&texts)?)?;
    }
    if argument("--show").is_some() {
        pages.iter().for_each(show);
    }
    importance(&pages, &forests);
    let Some(out) = argument("--out") else { return Ok(()) };
    let second = boost::train(&samples(&pages, |_| true), &Options::second());
    for page in &mut pages {
        page.rows = stage::rows(&page.outline, None);
    }
    let first = boost::train(&samples(&pages, |_| true), &Options::first());
    for page in &mut pages {
        page.guesses = page.rows.iter().map(|row| first.chance(row)).collect();
        let rows = stage::rows(&page.outline, Some(page.guesses.clone()));
        page.chances = rows.iter().map(|row| second.chance(row)).collect();
    }
    report("trained on all pages", &pages, |page| page.chances.clone());
    std::fs::write(out, stage::model([first, second].map(Forest::plain)))?;
    Ok(())
}

/// Prints each paragraph: whether it is part of the gold text, the guess, the chance, and its words.
fn show(page: &Page) {
    println!("=== {} {}", page.record.id, page.record.url);
    for (index, text) in stage::paragraphs(&page.outline).iter().enumerate() {
        let (label, guess, chance) = (u8::from(page.labels[index]), page.guesses[index], page.chances[index]);
        println!("{label} {guess:.2} {chance:.2} {}", text.chars().take(120).collect::<String>());
    }
}

/// Prints the features by how much they helped.
fn importance(pages: &[Page], forests: &[Forest]) {
    let Some(page) = pages.first() else { return };
    let names = stage::names(&page.outline, Some(page.guesses.clone()));
    let mut used: Vec<_> = boost::importance(forests).into_iter().collect();
    used.sort_by(|a, b| b.1.total_cmp(&a.1));
    let used: Vec<_> = used.iter().map(|(feature, gain)| format!("{} {gain:.0}", names[*feature])).collect();
    eprintln!("{}", used.join(", "));
}

fn load(folder: &Path, outlines: &Path) -> Result<Vec<Page>, Box<dyn Error>> {
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl"))?;
    let records: Vec<Record> = manifest.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut records: HashMap<String, Record> =
        records.into_iter().filter(|record| record.split == "dev").map(|record| (record.id.clone(), record)).collect();
    let mut pages = Vec::new();
    for line in BufReader::new(std::fs::File::open(outlines)?).lines() {
        let Line { id, outline } = serde_json::from_str(&line?)?;
        let Some(record) = records.remove(&id) else { continue };
        let gold = Gold::new(&std::fs::read_to_string(folder.join(&record.gold))?, &record.title);
        let texts = stage::paragraphs(&outline);
        let (labels, weights) = gold.labels(&texts);
        let rows = stage::rows(&outline, None);
        let fold = hash(&site(&record.url)) as usize % FOLDS;
        pages.push(Page { record, gold, labels, weights, rows, guesses: vec![], chances: vec![], fold, outline });
    }
    Ok(pages)
}

/// "bbc.co.uk" of "https://www.bbc.co.uk/news": what one publisher runs is never split between folds.
fn site(url: &str) -> String {
    let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    let keep = if labels.len() > 2 && labels[labels.len() - 2].len() <= 3 { 3 } else { 2 };
    labels[labels.len().saturating_sub(keep)..].join(".")
}

fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) >> 7
}

fn samples(pages: &[Page], wanted: impl Fn(&Page) -> bool) -> Vec<Sample<'_>> {
    let mut samples = Vec::new();
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| wanted(page)) {
        for ((row, label), weight) in page.rows.iter().zip(&page.labels).zip(&page.weights) {
            samples.push(Sample { row, label: *label, weight: *weight, page: index });
        }
    }
    samples
}

/// For each fold a forest trained on the others.
fn cross(pages: &[Page], options: &Options) -> Vec<Forest> {
    let train = |fold: usize| boost::train(&samples(pages, |page| page.fold != fold), options);
    std::thread::scope(|scope| {
        let folds: Vec<_> = (0..FOLDS).map(|fold| scope.spawn(move || train(fold))).collect();
        folds.into_iter().map(|fold| fold.join().expect("training does not panic")).collect()
    })
}

fn report(name: &str, pages: &[Page], chances: impl Fn(&Page) -> Vec<f32>) {
    let mut groups: HashMap<&str, Vec<Score>> = HashMap::new();
    for page in pages {
        let score = page.gold.score(&stage::body(&page.outline, &chances(page)));
        groups.entry(if page.record.lang == "en" { "English" } else { "other" }).or_default().push(score);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(group, _)| *group);
    for (group, scores) in groups {
        let mean = |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
        let bad = scores.iter().filter(|score| score.f < 0.5).count();
        let (p, r, f) = (mean(|score| score.p), mean(|score| score.r), mean(|score| score.f));
        eprintln!("{name:22} {group:8} P {p:.4} R {r:.4} F1 {f:.4}, {bad} of {} below 0.5", scores.len());
    }
}
