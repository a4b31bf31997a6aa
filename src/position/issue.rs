//! Names the issue of each position: of all names that the article offers for its matters the one that most likely
//! shares half of its words with the name that a reader would give.
//!
//! The [`labels`] are phrases of the article, with the names that it is about; [`words`] says how likely each word
//! belongs to the name of the position's matter. Positions of one article agree on a label where their own likelihoods
//! are close: a column of the matrix each.
//!
//! Known failure: a name that no noun phrase of the article carries ("withdrawal", where the text says "leave") is not
//! found.

mod labels;
mod names;
mod phrases;
pub(crate) mod weights;
mod wording;
pub(crate) mod words;

use super::Scene;
use crate::lexicon::phrase::FoldedMap;
use crate::order::sort_by_numbers;
use crate::report::{Issue, Position};
use crate::span::{IssueId, Span};
use crate::text::token::{Kind, fold};
use labels::{Label, Labels, NONE, WORDS};
use names::Names;
use phrases::Phrase;
use std::ops::Range;
use weights::Weights;
use words::{Marks, Row, Words, likelihood};

/// Words that are weighed beside each position: the likeliest of the article.
const HEAVY: usize = 400;
/// Labels that are made of an article's phrases.
const LABELS: usize = 1200;
/// Of these so many get the names that the article is about.
const COMPOSED: usize = 80;
/// Labels that are compared for each position.
const NEAR: usize = 40;
/// What the mean over the article weighs against the position's own likelihood.
const AGREE: f32 = 0.25;
/// Names of matters share words more often than if each stood alone.
const POWER: f32 = 0.8;
/// How many words readers' names have, as on the training articles: shares of one to five.
const LENGTHS: [f32; WORDS] = [0.04, 0.32, 0.45, 0.16, 0.03];
/// A position's own phrase is looked for so far around it, in tokens.
const AROUND: usize = 60;

/// Where a position stands.
pub(crate) struct Place {
    /// A token of it.
    pub(crate) token: usize,
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Tokens of its proposition; may be empty.
    pub(crate) proposition: Range<usize>,
}

impl Place {
    /// The place of a position at `at` with a proposition.
    pub(crate) fn new(scene: &Scene, at: u32, proposition: Option<Span>) -> Self {
        let prose = scene.clauses.prose;
        let token = prose.token_from(at).min(prose.tokens.len().saturating_sub(1));
        let sentence = prose.sentence_of[token] as usize;
        Self { token, sentence, proposition: proposition.map_or(token..token, |span| prose.tokens_in(span)) }
    }
}

/// An article with its words counted.
pub(crate) struct Matters {
    names: Names,
    phrases: Vec<Phrase>,
    pub(crate) words: Words,
}

impl Matters {
    /// Counts the words of an article beside its positions.
    pub(crate) fn of(scene: &Scene, places: &[Place]) -> Self {
        let names = Names::of(scene);
        let phrases = phrases::all(scene);
        let mut words = Words::of(scene, &names, phrases.iter().map(Phrase::head));
        words.count(scene, places);
        Self { names, phrases, words }
    }

    /// What is known of each word before a position is looked at.
    pub(crate) fn fixed(&self) -> Vec<Row> {
        self.words.all.iter().map(|word| self.words.fixed(&self.names, word)).collect()
    }
}

/// Fills in the issue of each position and returns the issues, by first position.
pub(crate) fn name(scene: &Scene, positions: &mut [Position]) -> Vec<Issue> {
    let place = |position: &Position| Place::new(scene, position.cue.start, position.proposition);
    let places: Vec<Place> = positions.iter().map(place).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let matters = Matters::of(scene, &places);
    let labels = choose(scene, &matters, &places);
    let mut issues: Vec<Issue> = Vec::new();
    let mut known: FoldedMap<u32> = FoldedMap::default();
    for ((position, place), label) in positions.iter_mut().zip(&places).zip(&labels) {
        let Some(label) = label else { continue };
        let text = wording::write(scene, &matters.names, &matters.phrases, label);
        let id = IssueId(*known.entry(fold(&text)).or_insert(issues.len() as u32));
        if id.index() == issues.len() {
            let phrase = &matters.phrases[label.phrase];
            let mentions = vec![wording::span(scene, phrase, label)];
            issues.push(Issue { id, label: text, topic: topic(scene, phrase), mentions });
        }
        if let Some(span) = own_phrase(scene, &matters, label, place) {
            let mentions = &mut issues[id.index()].mentions;
            if mentions.last() != Some(&span) {
                mentions.push(span);
            }
        }
        position.issue = Some(id);
    }
    for issue in &mut issues {
        sort_by_numbers(&mut issue.mentions, |span| [span.start, span.end, 0]);
        issue.mentions.dedup();
    }
    issues
}

/// The label of each position; `None` where the article has no noun.
fn choose(scene: &Scene, matters: &Matters, places: &[Place]) -> Vec<Option<Label>> {
    let weights = Weights::english();
    let mut rows = matters.fixed();
    let likely: Vec<f32> = rows.iter().map(|row| likelihood(weights, row)).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|one, other| likely[*other].total_cmp(&likely[*one]));
    order.truncate(HEAVY);
    let labels = offered(scene, matters, &likely);
    let mut marks = Marks::default();
    let mut near: Vec<Vec<(u32, f32)>> = Vec::with_capacity(places.len());
    let mut means = vec![0.0_f32; labels.len()];
    let mut of_words = vec![0.0_f32; rows.len()];
    for place in places {
        matters.words.mark(scene, place, &mut marks);
        for word in &order {
            matters.words.beside(*word, &marks, &mut rows[*word]);
            of_words[*word] = likelihood(weights, &rows[*word]).powf(POWER);
        }
        let best = best(&labels, &of_words);
        for (label, hit) in &best {
            means[*label as usize] += hit / places.len() as f32;
        }
        near.push(best);
    }
    let chosen = near.iter().map(|best| {
        let worth = |(label, hit): &(u32, f32)| hit + AGREE * means[*label as usize];
        best.iter().max_by(|one, other| worth(one).total_cmp(&worth(other))).map(|(label, _)| *label as usize)
    });
    chosen.map(|label| Some(labels.get(label?)?.clone())).collect()
}

/// The labels of an article that are worth comparing.
fn offered(scene: &Scene, matters: &Matters, likely: &[f32]) -> Vec<Label> {
    let mut labels = Labels::of(scene, &matters.names, &matters.words, &matters.phrases);
    let worth = |label: &Label| sum(label, likely);
    labels.all.sort_by(|one, other| worth(other).total_cmp(&worth(one)));
    labels.all.truncate(LABELS);
    for index in 0..labels.all.len().min(COMPOSED) {
        labels.compose(index);
    }
    labels.all
}

fn sum(label: &Label, likely: &[f32]) -> f32 {
    label.words.iter().take_while(|word| **word != NONE).map(|word| likely[usize::from(*word)]).sum()
}

/// The labels that most likely name the matter, with their likelihoods.
fn best(labels: &[Label], of_words: &[f32]) -> Vec<(u32, f32)> {
    let mut best: Vec<(u32, f32)> =
        labels.iter().enumerate().map(|(index, label)| (index as u32, sum(label, of_words))).collect();
    if best.len() > NEAR {
        best.select_nth_unstable_by(NEAR, |one, other| other.1.total_cmp(&one.1));
        best.truncate(NEAR);
    }
    for (label, worth) in &mut best {
        *worth = hit(&labels[*label as usize], of_words);
    }
    sort_by_numbers(&mut best, |(label, _)| [*label, 0, 0]);
    best
}

/// How likely at least half of the label's words, and of the reader's, are common to both, if each word stands alone.
fn hit(label: &Label, of_words: &[f32]) -> f32 {
    // shares[n]: how likely n of the words are right.
    let mut shares = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0_f32];
    let mut count = 0;
    for word in label.words.iter().take_while(|word| **word != NONE) {
        let right = of_words[usize::from(*word)];
        count += 1;
        for number in (0..=count).rev() {
            let more = if number > 0 { shares[number - 1] * right } else { 0.0 };
            shares[number] = shares[number] * (1.0 - right) + more;
        }
    }
    let by_length = LENGTHS.iter().enumerate().map(|(index, length)| {
        let needed = (index + 1).max(count).div_ceil(2);
        length * shares[needed..].iter().sum::<f32>()
    });
    by_length.sum()
}

/// The phrase with the label's head beside the position.
fn own_phrase(scene: &Scene, matters: &Matters, label: &Label, place: &Place) -> Option<Span> {
    let sentence = &scene.clauses.prose.sentences[place.sentence].tokens;
    let head = matters.words.of[matters.phrases[label.phrase].head()]?;
    let from = sentence.start.max(place.token.saturating_sub(AROUND));
    let start = matters.phrases.partition_point(|phrase| phrase.run.start < from);
    let near =
        matters.phrases[start..].iter().take_while(|phrase| phrase.run.end <= sentence.end.min(place.token + AROUND));
    let own = near.into_iter().find(|phrase| matters.words.of[phrase.head()] == Some(head))?;
    Some(wording::span(scene, own, label))
}

/// The topic of the last term in the phrase.
fn topic(scene: &Scene, phrase: &Phrase) -> Option<String> {
    let topics = &scene.clauses.lexicon.topics;
    let tokens = &scene.clauses.prose.tokens;
    let terms = phrase.run.clone().chain(phrase.tail.clone()).filter(|token| tokens[*token].kind == Kind::Word);
    let topic = terms.filter_map(|token| topics.at(tokens, token)).next_back();
    topic.map(|(_, topic)| topics.name(topic).to_owned())
}
