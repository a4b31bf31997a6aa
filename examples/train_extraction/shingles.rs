//! The scorer's measure, and from it which paragraphs are part of an article.
//!
//! Comes in: a gold text and the paragraphs of a page. Goes out: labels, weights, and precision, recall and F1 over rows of
//! four words, as `score_extraction.py` counts them: a headline equal to the page's title does not count.

use std::collections::HashMap;

const ROW: usize = 4;

/// A gold text, as rows of words with their counts.
pub(crate) struct Gold {
    rows: HashMap<Vec<String>, u32>,
    words: Vec<String>,
    title: Vec<String>,
}

/// Of one page.
pub(crate) struct Score {
    pub(crate) p: f64,
    pub(crate) r: f64,
    pub(crate) f: f64,
}

impl Gold {
    pub(crate) fn new(text: &str, title: &str) -> Self {
        let title = words(title);
        let words = untitled(words(text), &title);
        Self { rows: count(&words), words, title }
    }

    /// Precision, recall and F1 of a text.
    pub(crate) fn score(&self, text: &str) -> Score {
        let found = count(&untitled(words(text), &self.title));
        let hit: u32 = self.rows.iter().map(|(row, n)| found.get(row).copied().unwrap_or(0).min(*n)).sum();
        let [all, found] = [&self.rows, &found].map(|rows| f64::from(rows.values().sum::<u32>()));
        let share = |all: f64| if all > 0.0 { f64::from(hit) / all } else { 0.0 };
        let (p, r) = (share(found), share(all));
        Score { p, r, f: if hit > 0 { 2.0 * p * r / (p + r) } else { 0.0 } }
    }

    /// For each paragraph whether it is in the gold text, and its share of the gold text.
    pub(crate) fn labels(&self, paragraphs: &[String]) -> (Vec<bool>, Vec<f32>) {
        let words: Vec<Vec<String>> = paragraphs.iter().map(|text| words(text)).collect();
        let mut labels = vec![false; words.len()];
        let mut left = self.rows.clone();
        // Longer ones first: of a sentence and its pull quote, the sentence is the article's.
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(words[*index].len()));
        for index in order.into_iter().filter(|index| words[*index].len() >= ROW) {
            let rows = count(&words[index]);
            let hit: u32 = rows.iter().map(|(row, n)| left.get(row).copied().unwrap_or(0).min(*n)).sum();
            labels[index] = hit * 2 >= rows.values().sum::<u32>();
            if labels[index] {
                for (row, n) in rows {
                    left.entry(row).and_modify(|count| *count = count.saturating_sub(n));
                }
            }
        }
        // Shorter ones count where they stand beside a paragraph of the article as they do in the gold text.
        let gold = format!(" {} ", self.words.join(" "));
        for index in (0..words.len()).filter(|index| (1..ROW).contains(&words[*index].len())) {
            let own = words[index].join(" ");
            let before = (0..index).rev().take(3).find(|at| labels[*at]).map(|at| {
                let before = &words[at];
                format!(" {} {own} ", before[before.len().saturating_sub(3)..].join(" "))
            });
            let after = (index + 1..words.len()).take(3).find(|at| labels[*at]).map(|at| {
                let after = &words[at];
                format!(" {own} {} ", after[..after.len().min(3)].join(" "))
            });
            labels[index] = [before, after].iter().flatten().any(|place| gold.contains(place.as_str()));
        }
        let all = self.words.len().max(100) as f32;
        let weights = words.iter().map(|words| (words.len() as f32 + 2.0) / all).collect();
        (labels, weights)
    }
}

fn untitled(words: Vec<String>, title: &[String]) -> Vec<String> {
    if title.len() > 2 && words.starts_with(title) { words[title.len()..].to_vec() } else { words }
}

fn count(words: &[String]) -> HashMap<Vec<String>, u32> {
    let mut rows = HashMap::new();
    let size = ROW.min(words.len()).max(1);
    for row in words.windows(size) {
        *rows.entry(row.to_vec()).or_default() += 1;
    }
    rows
}

/// Letters and digits in a row; a character of Chinese, Japanese or Thai is a word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for char in text.chars().flat_map(char::to_lowercase).chain([' ']) {
        let alone = matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}' | '\u{f900}'..='\u{faff}');
        if alone || !char.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if alone {
                words.push(char.to_string());
            }
        } else {
            word.push(char);
        }
    }
    words
}
