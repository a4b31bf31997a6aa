//! The matters that an article is about: noun phrases that come back, stand in its lead or hold a term of the topic table.
//!
//! Prose with its tags in, [`Matters`] out. Phrases with one head, or with terms of one topic, are one matter ("the incursion", "a Turkish incursion
//! into Iraq"); the fullest of them names it. Weights follow the usual evidence of keyphrase extraction (frequency and
//! first place: Hasan and Ng 2014, "Automatic Keyphrase Extraction: A Survey of the State of the Art").
//!
//! Known failure: synonyms that no topic joins ("the vote", "the ballot") stay two matters.

use super::Scene;
use crate::actor::MentionKind;
use crate::lexicon::grammar::Class;
use crate::span::Span;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind};
use std::collections::HashMap;
use std::ops::Range;

/// A phrase is looked for behind its head no farther than this, in tokens.
const TAIL: usize = 5;
/// Names of more words are hard to read in a column's head.
const LONGEST: usize = 4;
/// What standing in the first two sentences is worth, in sentences.
const LEAD: f32 = 2.0;
/// What a term of the topic table is worth.
const TERM: f32 = 1.0;

/// A matter of the article.
pub(crate) struct Matter {
    /// Its fullest phrase.
    pub(crate) name: Span,
    /// Number of its topic in the table.
    pub(crate) topic: Option<u16>,
    /// Sentences that speak of it, with what its place and its words are worth.
    pub(crate) weight: f32,
    /// Stems of the names in its name, but for those of states, which many matters share.
    words: Vec<Folded>,
}

/// All matters, and where they are spoken of.
pub(crate) struct Matters {
    pub(crate) all: Vec<Matter>,
    /// Head tokens with the index of their matter, ascending.
    heads: Vec<(u32, u16)>,
}

/// A noun phrase with its head.
struct Phrase {
    tokens: Range<usize>,
    head: usize,
    key: Folded,
    topic: Option<u16>,
    sentence: usize,
}

impl Matters {
    /// Collects the matters of an article.
    pub(crate) fn of(scene: &Scene) -> Self {
        let mut phrases = Vec::new();
        for (index, sentence) in scene.clauses.prose.sentences.iter().enumerate() {
            collect(scene, index, sentence.tokens.clone(), &mut phrases);
        }
        let mut groups: HashMap<Folded, u16> = HashMap::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        for (index, phrase) in phrases.iter().enumerate() {
            let number = *groups.entry(phrase.key).or_insert(members.len().min(usize::from(u16::MAX)) as u16);
            match members.get_mut(usize::from(number)) {
                Some(group) => group.push(index),
                None => members.push(vec![index]),
            }
        }
        let all = members.iter().map(|group| matter(scene, &phrases, group)).collect();
        let heads = phrases
            .iter()
            .filter_map(|phrase| Some((phrase.head as u32, *groups.get(&phrase.key)?)))
            .collect::<Vec<_>>();
        Self { all, heads }
    }

    /// The first matter that a phrase in `tokens` names and the article comes back to; else the first one.
    pub(crate) fn named_in(&self, tokens: &Range<usize>) -> Option<usize> {
        self.heads_in(tokens).find(|matter| self.is_central(*matter)).or_else(|| self.heads_in(tokens).next())
    }

    /// The weightiest matter whose name shares a name with `tokens`.
    pub(crate) fn touched_by(&self, scene: &Scene, tokens: &Range<usize>) -> Option<usize> {
        let stems: Vec<Folded> = tokens.clone().filter_map(|token| content_stem(scene, token)).collect();
        (0..self.all.len().min(HEAVY))
            .filter(|matter| self.all[*matter].words.iter().any(|word| stems.contains(word)))
            .max_by(|one, other| self.weight(*one).total_cmp(&self.weight(*other)))
    }

    /// The weightiest matter that the last phrases before `token` name.
    pub(crate) fn before(&self, token: usize) -> Option<usize> {
        let end = self.heads.partition_point(|(head, _)| (*head as usize) < token);
        let near = self.heads[..end].iter().rev().take(NEAR).map(|(_, matter)| usize::from(*matter));
        near.max_by(|one, other| self.weight(*one).total_cmp(&self.weight(*other)))
    }

    /// Whether the article comes back to the matter, or the topic table knows it.
    pub(crate) fn is_central(&self, matter: usize) -> bool {
        self.all[matter].weight >= CENTRAL
    }

    fn heads_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
        let start = self.heads.partition_point(|(head, _)| (*head as usize) < tokens.start);
        let end = self.heads.partition_point(|(head, _)| (*head as usize) < tokens.end);
        self.heads[start..end].iter().map(|(_, matter)| usize::from(*matter))
    }

    fn weight(&self, matter: usize) -> f32 {
        self.all[matter].weight
    }
}

/// From this weight on a matter is more than a phrase in passing.
const CENTRAL: f32 = 2.0;
/// How many matters are compared word by word: those that an article names first.
const HEAVY: usize = 200;
/// How many phrases back the discourse is asked for its matter.
const NEAR: usize = 8;

/// The matter of a group of phrases with one head.
fn matter(scene: &Scene, phrases: &[Phrase], group: &[usize]) -> Matter {
    let prose = scene.clauses.prose;
    let mut weight = 0.0;
    let mut last = usize::MAX;
    let mut best = group[0];
    let mut best_score = f32::MIN;
    for index in group {
        let phrase = &phrases[*index];
        if phrase.sentence != last {
            weight += 1.0;
            last = phrase.sentence;
        }
        let words = phrase.tokens.clone().filter(|token| content_stem(scene, *token).is_some()).count();
        let named = phrase.tokens.clone().any(|token| prose.tags[token] == Tag::Proper);
        let size = if words > LONGEST { 0.0 } else { words as f32 };
        let score = size + if named { 1.0 } else { 0.0 } - phrase.sentence.min(20) as f32 / 20.0;
        if score > best_score {
            best_score = score;
            best = *index;
        }
    }
    let first = &phrases[group[0]];
    let topic = group.iter().find_map(|index| phrases[*index].topic);
    if first.sentence < 2 {
        weight += LEAD;
    }
    if topic.is_some() {
        weight += TERM;
    }
    let tokens = phrases[best].tokens.clone();
    Matter {
        name: prose.span(tokens.start, tokens.end - 1),
        topic,
        weight,
        words: tokens
            .filter(|token| prose.tags[*token] == Tag::Proper && !is_state(scene, *token))
            .filter_map(|token| content_stem(scene, token))
            .collect(),
    }
}

/// The noun phrases of a sentence whose heads can name a matter.
fn collect(scene: &Scene, sentence: usize, tokens: Range<usize>, phrases: &mut Vec<Phrase>) {
    let mut token = tokens.start;
    while token < tokens.end {
        let run = run(scene, token, tokens.end);
        if run.is_empty() {
            token += 1;
            continue;
        }
        token = run.end;
        let head = run.end - 1;
        let topics = &scene.clauses.lexicon.topics;
        let term = |token| topics.at(&scene.clauses.prose.tokens, token).map(|(width, topic)| (token + width, topic));
        let topic = run.clone().filter_map(term).next_back();
        let is_term = topic.is_some_and(|(end, _)| end > head);
        if !is_term && !can_name(scene, head) {
            continue;
        }
        let Some(stem) = content_stem(scene, head) else { continue };
        let topic = topic.map(|(_, topic)| topic);
        // What the table puts under one topic is one matter, whatever its words: "nuclear programme", "enrichment".
        let key = topic.filter(|_| is_term).map_or(stem, Folded::from);
        let whole = run.start..tail(scene, run.end, tokens.end);
        phrases.push(Phrase { tokens: whole, head, key, topic, sentence });
    }
}

/// Adjectives, nouns, names and their clitics from `start` on, without what says nothing.
fn run(scene: &Scene, start: usize, end: usize) -> Range<usize> {
    let clauses = scene.clauses;
    let fits = |token: usize| {
        clauses.kind(token) == Kind::Word
            && matches!(clauses.tag(token), Tag::Noun | Tag::Proper | Tag::Adjective | Tag::Possessive)
            && !clauses.is_any(token, &[Class::Pronoun, Class::Determiner, Class::Possessive])
    };
    let mut last = start;
    while last < end && fits(last) {
        last += 1;
    }
    let mut first = start;
    while first < last
        && (clauses.tag(first) == Tag::Possessive || clauses.lexicon.topics.is_vague(folded(scene, first)))
    {
        first += 1;
    }
    while last > first && matches!(clauses.tag(last - 1), Tag::Adjective | Tag::Possessive) {
        last -= 1;
    }
    if last > first { first..last } else { start..start }
}

/// Whether the token can be the head of a matter: a common noun, or a name that is nobody's.
fn can_name(scene: &Scene, head: usize) -> bool {
    let clauses = scene.clauses;
    if clauses.lexicon.topics.is_vague(folded(scene, head)) || clauses.is(head, Class::Time) || is_state(scene, head) {
        return false;
    }
    match clauses.mention_at(head) {
        None => true,
        Some(mention) => {
            let mention = &scene.mentions[mention];
            mention.kind == MentionKind::Body && mention.last == head && clauses.tag(head) == Tag::Noun
        }
    }
}

/// The end of the phrase with what its preposition ties to it: "incursion | into Iraq". `from` where there is nothing.
fn tail(scene: &Scene, from: usize, end: usize) -> usize {
    let clauses = scene.clauses;
    if from + 1 >= end || !clauses.lexicon.topics.is_tie(folded(scene, from)) {
        return from;
    }
    let mut start = from + 1;
    while start < end && clauses.is_any(start, &[Class::Determiner, Class::Possessive]) {
        start += 1;
    }
    let run = run(scene, start, end.min(from + TAIL));
    let named = run.clone().any(|token| clauses.tag(token) == Tag::Proper || clauses.mention_at(token).is_some());
    let of = clauses.prose.word(from).eq_ignore_ascii_case("of");
    if run.is_empty() || !(named || of) || run.clone().any(|token| clauses.is(token, Class::Time)) {
        return from;
    }
    let and = run.end + 1 < end && clauses.is(run.end, Class::Conjunction);
    match clauses.prose.word(from).eq_ignore_ascii_case("between") && and {
        true => self::run(scene, run.end + 1, end.min(run.end + TAIL)).end.max(run.end),
        false => run.end,
    }
}

/// Whether the token names a state or a place of one, as a mention or not ("in Ukraine").
fn is_state(scene: &Scene, token: usize) -> bool {
    let clauses = scene.clauses;
    let mention = clauses.mention_at(token).map(|mention| scene.mentions[mention].kind);
    mention == Some(MentionKind::State) || clauses.lexicon.actors.naming(&clauses.prose.tokens, token).is_some()
}

fn folded(scene: &Scene, token: usize) -> Folded {
    scene.clauses.prose.tokens[token].folded
}

/// A word's letters without the ending of the plural; nothing for words that carry no content.
fn content_stem(scene: &Scene, token: usize) -> Option<Folded> {
    let prose = scene.clauses.prose;
    let word = prose.word(token);
    let tagged = matches!(prose.tags[token], Tag::Noun | Tag::Proper | Tag::Adjective);
    if !tagged || prose.tokens[token].kind != Kind::Word || word.len() < 2 {
        return None;
    }
    let stem = word
        .strip_suffix("ies")
        .or_else(|| word.strip_suffix('y'))
        .or_else(|| word.strip_suffix('s').filter(|_| !word.ends_with("ss") && word.len() > 3));
    Some(crate::text::token::fold(stem.unwrap_or(word)))
}
