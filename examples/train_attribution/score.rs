//! The measures that training steers by: contents paired when half of their words agree, "joint" when their sources
//! share a word as well. A short form of the measure that the project is judged by; it differs in how it cuts words.

use crate::corpus::{Document, Gold};
use rapporteur::training::{Finder, Found};
use std::collections::BTreeSet;

/// Counts of joint hits, predictions and gold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) hits: usize,
    pub(crate) contents: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

impl Tally {
    pub(crate) fn precision(&self) -> f64 {
        100.0 * self.hits as f64 / self.found.max(1) as f64
    }

    pub(crate) fn recall(&self) -> f64 {
        100.0 * self.hits as f64 / self.gold.max(1) as f64
    }

    pub(crate) fn f1(&self) -> f64 {
        200.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// Scores an engine on `documents`; only what it is at least `confidence` sure of.
pub(crate) fn score<'d>(finder: &Finder, documents: impl IntoIterator<Item = &'d Document>, confidence: f32) -> Tally {
    let mut tally = Tally::default();
    for document in documents {
        let spans: Vec<_> = document.text.tokens().collect();
        let words = |range: &rapporteur::Span| -> Vec<usize> {
            let first = spans.partition_point(|span| span.end <= range.start);
            let last = spans.partition_point(|span| span.start < range.end);
            (first..last).filter(|token| document.text.is_wordlike(*token)).collect()
        };
        let found = finder.find(&document.text);
        let found: Vec<Gold> = found
            .iter()
            .filter(|found| !found.nested && found.confidence >= confidence)
            .map(|Found { source, cue, content, .. }| Gold {
                source: source.iter().flat_map(words).collect(),
                cue: cue.iter().flat_map(words).collect(),
                content: content.iter().flat_map(words).collect(),
            })
            .collect();
        add(&mut tally, document, &found);
    }
    tally
}

fn add(tally: &mut Tally, document: &Document, found: &[Gold]) {
    let set = |tokens: &[usize]| -> BTreeSet<usize> {
        tokens.iter().copied().filter(|token| document.text.is_wordlike(*token)).collect()
    };
    let gold: Vec<_> = document.gold.iter().map(|gold| (set(&gold.content), set(&gold.source))).collect();
    let found: Vec<_> = found.iter().map(|found| (set(&found.content), set(&found.source))).collect();
    tally.gold += gold.len();
    tally.found += found.len();
    let mut pairs = Vec::new();
    for (i, (content, source)) in found.iter().enumerate() {
        for (j, (gold_content, gold_source)) in gold.iter().enumerate() {
            let both = content.intersection(gold_content).count();
            let all = content.len().max(gold_content.len());
            if 2 * both >= all && both > 0 {
                let agree = !source.is_disjoint(gold_source) || source.is_empty() && gold_source.is_empty();
                pairs.push((all as f64 / both as f64, !agree, i, j));
            }
        }
    }
    pairs.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    let (mut used, mut used_gold) = (BTreeSet::new(), BTreeSet::new());
    for (_, disagree, i, j) in pairs {
        if !used.contains(&i) && !used_gold.contains(&j) {
            used.insert(i);
            used_gold.insert(j);
            tally.contents += 1;
            tally.hits += usize::from(!disagree);
        }
    }
}
