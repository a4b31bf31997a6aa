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
mod merge;
mod names;
mod phrases;
pub(crate) mod weights;
mod wording;
pub(crate) mod words;

use super::Scene;
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::FoldedMap;
use crate::order::sort_by_numbers;
use crate::report::{Issue, Position};
use crate::span::{ActorId, IssueId, Span};
use crate::text::token::{Folded, Kind, fold};
use labels::{Label, Labels, NONE, WORDS};
use names::Names;
use phrases::Phrase;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use weights::Weights;
use words::{Marks, Row, Words, score};

/// Words that are weighed anew beside each position, with those that stand there: the likeliest of the article.
const HEAVY: usize = 60;
/// Labels that are made of an article's phrases, the likeliest.
const LABELS: usize = 600;
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
/// What a label of the text's own words is worth against one that a name was added to.
const TOLD: f32 = 1.15;
/// What a word of the topic that the discourse was set to gains.
const CARRIED: f32 = 2.0;
/// For how many sentences a topic is carried on, unless another takes over.
const CARRY: usize = 8;
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
    /// The topic that the discourse was set to ("On Ukraine, …"); empty where none was.
    topic: Range<usize>,
}

impl Place {
    /// The place of a position at `at` with a proposition.
    pub(crate) fn new(scene: &Scene, at: u32, proposition: Option<Span>) -> Self {
        let prose = scene.clauses.prose;
        let token = prose.token_from(at).min(prose.tokens.len().saturating_sub(1));
        let sentence = prose.sentence_of[token] as usize;
        let proposition = proposition.map_or(token..token, |span| prose.tokens_in(span));
        Self { token, sentence, proposition, topic: 0..0 }
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
    let mut places: Vec<Place> = positions.iter().map(place).collect();
    carry(scene, &mut places);
    if places.is_empty() {
        return Vec::new();
    }
    let matters = Matters::of(scene, &places);
    let holders: Vec<ActorId> = positions.iter().flat_map(|position| position.holders.iter().copied()).collect();
    let labels = choose(scene, &matters, &places, &holders.into_iter().collect());
    let mut issues: Vec<Issue> = Vec::new();
    let mut known: FoldedMap<u32> = FoldedMap::default();
    for ((position, place), label) in positions.iter_mut().zip(&places).zip(&labels) {
        let (text, topic, span) = match label {
            Some(label) => {
                let phrase = &matters.phrases[label.phrase];
                let text = wording::write(scene, &matters.names, &matters.phrases, label);
                (text, topic(scene, phrase), wording::span(scene, phrase, label))
            }
            None => match wording::first_words(scene, place.proposition.clone()) {
                Some(span) => (span.of(scene.clauses.prose.text).to_owned(), None, span),
                None => continue,
            },
        };
        let id = IssueId(*known.entry(fold(&text)).or_insert(issues.len() as u32));
        if id.index() == issues.len() {
            issues.push(Issue { id, label: text, topic, mentions: vec![span] });
        }
        if let Some(span) = label.as_ref().and_then(|label| own_phrase(scene, &matters, label, place)) {
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
fn choose(scene: &Scene, matters: &Matters, places: &[Place], holders: &HashSet<ActorId>) -> Vec<Option<Label>> {
    let weights = Weights::english();
    let fixed: Vec<f32> = matters.fixed().iter().map(|row| score(weights, row)).collect();
    let resting: Vec<f32> = fixed.iter().map(|score| likelihood(*score)).collect();
    let mut heavy: Vec<u32> = (0..fixed.len() as u32).collect();
    heavy.sort_by(|one, other| fixed[*other as usize].total_cmp(&fixed[*one as usize]));
    heavy.truncate(HEAVY);
    let labels = offered(scene, matters, &resting, holders);
    let mut marks = Marks::default();
    let mut near: Vec<Vec<(u32, f32)>> = Vec::with_capacity(places.len());
    let mut means = vec![0.0_f32; labels.len()];
    let mut likely = resting.clone();
    for place in places {
        for word in &marks.touched {
            likely[*word as usize] = resting[*word as usize];
        }
        matters.words.mark(scene, place, &mut marks);
        let says = |token: &usize| !scene.clauses.lexicon.topics.is_vague(scene.clauses.prose.tokens[*token].folded);
        let topic = place.topic.clone().filter(says).filter_map(|token| matters.words.of[token]);
        let topic: Vec<u32> = topic.collect();
        marks.touched.extend(&topic);
        for word in heavy.iter().chain(&marks.touched) {
            let told = if topic.contains(word) { CARRIED } else { 0.0 };
            let gain = matters.words.gain(weights, *word as usize, &marks) + told;
            likely[*word as usize] = likelihood(fixed[*word as usize] + gain);
        }
        let best = best(&labels, &likely);
        for (label, hit) in &best {
            means[*label as usize] += hit / places.len() as f32;
        }
        near.push(best);
    }
    agree(scene, places, &mut near);
    let chosen = near.iter().map(|best| {
        let worth = |(label, hit): &(u32, f32)| hit + AGREE * means[*label as usize];
        best.iter().max_by(|one, other| worth(one).total_cmp(&worth(other))).map(|(label, _)| *label as usize)
    });
    let mut chosen: Vec<Option<usize>> = chosen.collect();
    merge::merge(scene, matters, &labels, &means, &mut chosen);
    chosen.into_iter().map(|label| Some(labels.get(label?)?.clone())).collect()
}

/// Gives positions on the same words one list of labels: "supports the northern route", "opposes the northern route".
fn agree(scene: &Scene, places: &[Place], near: &mut [Vec<(u32, f32)>]) {
    let clauses = scene.clauses;
    let says = |token: &usize| clauses.kind(*token) == Kind::Word && !clauses.is(*token, Class::Determiner);
    let mut same: HashMap<Vec<Folded>, Vec<usize>> = HashMap::new();
    for (index, place) in places.iter().enumerate() {
        let words = place.proposition.clone().take(AROUND).filter(says);
        let words: Vec<Folded> = words.map(|token| clauses.prose.tokens[token].folded).collect();
        if !words.is_empty() {
            same.entry(words).or_default().push(index);
        }
    }
    for places in same.into_values().filter(|places| places.len() > 1) {
        let mut all: Vec<(u32, f32)> = places.iter().flat_map(|place| near[*place].iter().copied()).collect();
        sort_by_numbers(&mut all, |(label, _)| [*label, 0, 0]);
        let mut sums: Vec<(u32, f32)> = Vec::new();
        for (label, hit) in all {
            let share = hit / places.len() as f32;
            match sums.last_mut().filter(|(last, _)| *last == label) {
                Some((_, sum)) => *sum += share,
                None => sums.push((label, share)),
            }
        }
        places.iter().for_each(|place| near[*place].clone_from(&sums));
    }
}

/// Tells each position, in order, which topic the discourse was last set to.
fn carry(scene: &Scene, places: &mut [Place]) {
    let sentences = &scene.clauses.prose.sentences;
    let mut topic = 0..0;
    let mut set = 0;
    let mut next = 0;
    for place in places {
        while let Some(sentence) = sentences.get(next).filter(|_| next <= place.sentence) {
            if let Some(found) = frame_topic(scene, &sentence.tokens) {
                (topic, set) = (found, next);
            }
            next += 1;
        }
        if place.sentence.saturating_sub(set) < CARRY {
            place.topic = topic.clone();
        }
    }
}

/// "On the Iranian nuclear issue, …": the phrase between "On" and the comma, where it names a matter.
fn frame_topic(scene: &Scene, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    if !matches!(clauses.prose.word(sentence.start), "On" | "Regarding" | "Concerning") {
        return None;
    }
    let comma = sentence.clone().take(10).find(|token| clauses.kind(*token) == Kind::Comma)?;
    let range = sentence.start + 1..comma;
    (!range.is_empty() && !range.clone().any(|token| clauses.is(token, Class::Time))).then_some(range)
}

/// How likely a word of this score belongs to the name.
fn likelihood(score: f32) -> f32 {
    (-POWER * (-score).exp().ln_1p()).exp()
}

/// The labels of an article that are worth comparing.
fn offered(scene: &Scene, matters: &Matters, likely: &[f32], holders: &HashSet<ActorId>) -> Vec<Label> {
    let mut labels = Labels::of(scene, &matters.names, &matters.words, &matters.phrases, holders);
    let worth: Vec<f32> = labels.all.iter().map(|label| sum(label, likely)).collect();
    let mut order: Vec<usize> = (0..worth.len()).collect();
    order.sort_by(|one, other| worth[*other].total_cmp(&worth[*one]));
    for index in order.iter().take(COMPOSED) {
        labels.compose(*index);
    }
    let composed = labels.all.split_off(order.len());
    order.iter().take(LABELS).map(|index| labels.all[*index].clone()).chain(composed).collect()
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
        let label = &labels[*label as usize];
        *worth = hit(label, of_words) * if label.is_told() { TOLD } else { 1.0 };
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
