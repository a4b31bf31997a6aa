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
use crate::span::{IssueId, Span};
use crate::text::token::{Kind, fold};
use labels::{Label, Labels, NONE, WORDS};
use names::{Names, falling};
use phrases::Phrase;
use std::ops::Range;
use std::sync::OnceLock;
use weights::Weights;
use words::{BEFORE, Marks, Row, Words, score};

/// Words that are weighed anew beside each position, with those that stand there: the likeliest of the article.
const HEAVY: usize = 30;
/// Labels that are made of an article's phrases, the likeliest.
const LABELS: usize = 250;
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
const TOLD: f32 = 1.3;
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
    pub(crate) fn fixed(&self) -> impl Iterator<Item = Row> {
        self.words.all.iter().map(|word| self.words.fixed(&self.names, word))
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
    let mut holders = vec![false; scene.cast.actors.len()];
    for holder in positions.iter().flat_map(|position| &position.holders) {
        holders[holder.index()] = true;
    }
    let labels = choose(scene, &matters, &places, &holders);
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
fn choose(scene: &Scene, matters: &Matters, places: &[Place], holders: &[bool]) -> Vec<Option<Label>> {
    let weights = Weights::english();
    let fixed: Vec<f32> = matters.fixed().map(|row| score(weights, &row)).collect();
    let curve = Curve::get();
    // Behind the words stands the likelihood of no word.
    let resting: Vec<f32> = fixed.iter().map(|score| curve.at(*score)).chain([0.0]).collect();
    let heavy = largest(resting[..fixed.len()].iter().copied(), HEAVY);
    let labels = offered(scene, matters, &resting, holders);
    let none = fixed.len();
    let packed: Vec<[u16; WORDS]> = labels.iter().map(|label| label.words.map(|word| word.min(none as u16))).collect();
    let mut offered = vec![false; none + 1];
    packed.iter().flatten().for_each(|word| offered[usize::from(*word)] = true);
    let mut marks = Marks::default();
    let mut near: Vec<Vec<(u32, f32)>> = Vec::with_capacity(places.len());
    let mut means = vec![0.0_f32; labels.len()];
    let mut likely = resting.clone();
    for place in places {
        for word in &marks.touched {
            likely[*word as usize] = resting[*word as usize];
        }
        matters.words.mark(scene, place, BEFORE, &mut marks);
        let says = |token: &usize| !scene.clauses.is(*token, Class::Vague);
        let topic = place.topic.clone().filter(says).filter_map(|token| matters.words.of[token]);
        let topic: Vec<u32> = topic.collect();
        marks.touched.extend(&topic);
        let heavy = heavy.iter().map(|(word, _)| word).filter(|word| !marks.holds(**word));
        for word in heavy.chain(&marks.touched).filter(|word| offered[**word as usize]) {
            let told = if topic.contains(word) { CARRIED } else { 0.0 };
            let gain = matters.words.gain(weights, *word as usize, &marks) + told;
            likely[*word as usize] = curve.at(fixed[*word as usize] + gain);
        }
        let best = best(&labels, &packed, &likely);
        for (label, hit) in &best {
            means[*label as usize] += hit / places.len() as f32;
        }
        near.push(best);
    }
    agree(scene, places, &mut near);
    let chosen = near.iter().map(|best| {
        let worth = |(label, hit): &(u32, f32)| (hit + AGREE * means[*label as usize]).to_bits();
        best.iter().max_by_key(|best| (worth(best), best.0)).map(|(label, _)| *label as usize)
    });
    let mut chosen: Vec<Option<usize>> = chosen.collect();
    merge::merge(scene, matters, &labels, &means, &mut chosen);
    chosen.into_iter().map(|label| Some(labels.get(label?)?.clone())).collect()
}

/// Gives positions on the same words one list of labels: "supports the northern route", "opposes the northern route".
fn agree(scene: &Scene, places: &[Place], near: &mut [Vec<(u32, f32)>]) {
    let clauses = scene.clauses;
    let says = |token: &usize| clauses.kind(*token) == Kind::Word && !clauses.is(*token, Class::Determiner);
    let mut same: FoldedMap<Vec<usize>> = FoldedMap::default();
    for (index, place) in places.iter().enumerate() {
        let words = place.proposition.clone().take(AROUND).filter(says);
        let words = words.map(|token| clauses.prose.tokens[token].folded);
        // FNV-1a by words.
        let folded = words.reduce(|sum, word| (sum ^ word).wrapping_mul(0x0100_0000_01b3));
        if let Some(folded) = folded {
            same.entry(folded).or_default().push(index);
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

/// How likely a word of a score belongs to the name: the logistic function to the power of [`POWER`], by straight lines
/// between steps, for it is asked of some hundred words beside each position.
struct Curve([f32; Curve::STEPS + 2]);

impl Curve {
    /// Scores beyond are as likely as this one, at both ends.
    const REACH: f32 = 16.0;
    const STEPS: usize = 4096;

    fn get() -> &'static Self {
        static CURVE: OnceLock<Curve> = OnceLock::new();
        CURVE.get_or_init(|| {
            let score = |step: usize| step as f32 * 2.0 * Self::REACH / Self::STEPS as f32 - Self::REACH;
            Self(std::array::from_fn(|step| (-POWER * (-score(step)).exp().ln_1p()).exp()))
        })
    }

    fn at(&self, score: f32) -> f32 {
        let steps = Self::STEPS as f32;
        let place = ((score + Self::REACH) * (steps / (2.0 * Self::REACH))).clamp(0.0, steps);
        let step = place as usize;
        self.0[step] + (self.0[step + 1] - self.0[step]) * (place - step as f32)
    }
}

/// The largest of some weights, at most `count`, with their places; in no order.
fn largest(weights: impl Iterator<Item = f32>, count: usize) -> Vec<(u32, f32)> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(2 * count);
    let mut least = f32::MIN;
    let keep = |best: &mut Vec<(u32, f32)>| {
        best.select_nth_unstable_by(count - 1, |one, other| other.1.total_cmp(&one.1));
        best.truncate(count);
        best[count - 1].1
    };
    for (place, weight) in weights.enumerate() {
        if weight > least {
            best.push((place as u32, weight));
            if best.len() == 2 * count {
                least = keep(&mut best);
            }
        }
    }
    if best.len() > count {
        keep(&mut best);
    }
    best
}

/// The labels of an article that are worth comparing.
fn offered(scene: &Scene, matters: &Matters, likely: &[f32], holders: &[bool]) -> Vec<Label> {
    let mut labels = Labels::of(scene, &matters.names, &matters.words, &matters.phrases, holders);
    let none = likely.len() - 1;
    let sum = |label: &Label| label.words.iter().map(|word| likely[usize::from(*word).min(none)]).sum();
    let told = labels.all.len();
    let mut order = largest(labels.all.iter().map(sum), LABELS);
    sort_by_numbers(&mut order, |(label, worth)| [falling(*worth), *label, 0]);
    for (index, _) in order.iter().take(COMPOSED) {
        labels.compose(*index as usize);
    }
    let composed = labels.all.split_off(told);
    order.iter().map(|(index, _)| labels.all[*index as usize].clone()).chain(composed).collect()
}

/// The labels that most likely name the matter, with their likelihoods, in no order; `packed` are their words.
fn best(labels: &[Label], packed: &[[u16; WORDS]], of_words: &[f32]) -> Vec<(u32, f32)> {
    let sum = |words: &[u16; WORDS]| words.iter().map(|word| of_words[usize::from(*word)]).sum();
    let mut best = largest(packed.iter().map(sum), NEAR);
    for (label, worth) in &mut best {
        let label = &labels[*label as usize];
        *worth = hit(label, of_words) * if label.is_told() { TOLD } else { 1.0 };
    }
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
    // From now on: how likely n of the words or more are right.
    for number in (0..count).rev() {
        shares[number] += shares[number + 1];
    }
    let by_length = LENGTHS.iter().enumerate();
    by_length.map(|(index, length)| length * shares[(index + 1).max(count).div_ceil(2)]).sum()
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
