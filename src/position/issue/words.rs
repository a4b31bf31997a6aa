//! How likely each word of an article stands in the name that a reader would give to a position's matter.
//!
//! Logistic regression over features of the word in its article (how often, where first, in the title, what it names)
//! and beside the position (in its proposition, its sentence, the sentences before). The weights of `weights.tsv` are
//! learned by `examples/train_issues`. First place and frequency are the usual evidence of keyphrase extraction
//! (Hasan and Ng 2014, "Automatic Keyphrase Extraction: A Survey of the State of the Art").

use super::super::Scene;
use super::Place;
use super::labels::NONE;
use super::names::{MASKED, Names, Sort, bit};
use super::weights::Weights;
use crate::actor::MentionKind;
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::FoldedMap;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind};
use std::ops::Range;
use std::sync::OnceLock;

/// A proposition's words are read up to here, in tokens.
const PROPOSITION: usize = 60;
/// How far around a position its sentence is read, and back from its sentence the text before, in tokens.
const AROUND: usize = 150;
/// Sentences before a position that its words are looked for in.
pub(crate) const BEFORE: usize = 2;
/// How many words of a proposition are asked which words go with them.
const ASKED: usize = 8;

/// Columns of [`Row`].
pub(crate) const WIDTH: usize = 44;

/// The last columns are those that depend on the position.
const MOVING: usize = 11;

/// Values of the features, in the order of [`FEATURES`].
pub(crate) type Row = [f32; WIDTH];

/// Names of the features.
pub(crate) const FEATURES: [&str; WIDTH] = [
    "always",
    "sentences",
    "count",
    "in title",
    "in lead",
    "first place",
    "spread",
    "noun",
    "adjective",
    "proper",
    "head",
    "plural",
    "term",
    "vague",
    "state",
    "person",
    "body",
    "other name",
    "first name",
    "second name",
    "third name",
    "score of name",
    "speaks",
    "person speaks",
    "reported",
    "people",
    "common in title",
    "possessor",
    "behind preposition",
    "propositions",
    "position sentences",
    "share of propositions",
    "share of position sentences",
    "goes with proposition",
    "in proposition",
    "in proposition, sentences",
    "in proposition, noun",
    "in sentence",
    "in sentence, sentences",
    "in sentence, noun",
    "before",
    "before, sentences",
    "before, noun",
    "near",
];

/// What a word of the article is.
#[derive(Clone, Default)]
pub(crate) struct Word {
    pub(crate) folded: Folded,
    /// A bit for each of the first sentences that hold it.
    pub(crate) mask: u128,
    sentences: u32,
    /// Logarithm of one more than its sentences.
    log: f32,
    count: u32,
    first: u32,
    last: u32,
    nouns: u32,
    adjectives: u32,
    propers: u32,
    heads: u32,
    reported: u32,
    possessors: u32,
    behind: u32,
    is_term: bool,
    is_vague: bool,
    is_plural: bool,
    is_people: bool,
    named: u32,
    name: Option<u32>,
    propositions: u32,
    position_sentences: u32,
}

/// The words of an article that can stand in a name.
pub(crate) struct Words {
    pub(crate) all: Vec<Word>,
    /// For each token its word.
    pub(crate) of: Vec<Option<u32>>,
    sentences: usize,
    positions: f32,
}

/// Where the words of a position stand: a mark for each word.
#[derive(Default)]
pub(crate) struct Marks {
    /// 3 in the proposition, 2 in the sentence, 1 before; 0 elsewhere.
    places: Vec<u8>,
    pub(crate) touched: Vec<u32>,
    /// Masks of the nouns and names of the proposition that stand in several sentences, and in how many.
    asked: Vec<(u128, f32)>,
    sentence: usize,
    /// A bit for each sentence up to the position's.
    so_far: u128,
}

impl Marks {
    /// Whether the word stands in the proposition, in the sentence or before.
    pub(crate) fn holds(&self, word: u32) -> bool {
        self.places[word as usize] > 0
    }
}

impl Words {
    /// Counts the words of an article, the first 65,535; `heads` are the heads of its noun phrases.
    pub(crate) fn of(scene: &Scene, names: &Names, heads: impl Iterator<Item = usize>) -> Self {
        let clauses = scene.clauses;
        let prose = clauses.prose;
        let mut index: FoldedMap<u32> = FoldedMap::default();
        let mut words = Self {
            all: Vec::new(),
            of: vec![None; prose.tokens.len()],
            sentences: prose.sentences.len(),
            positions: 0.0,
        };
        for (token, text) in prose.tokens.iter().enumerate() {
            let carries = matches!(prose.tags[token], Tag::Noun | Tag::Proper | Tag::Adjective | Tag::Gerund);
            let new = words.all.len() as u32;
            if text.kind == Kind::Word && carries && text.span.len() > 1 && new < u32::from(NONE) {
                let number = *index.entry(text.folded).or_insert(new);
                words.of[token] = Some(number);
                if number == new {
                    words.all.push(Word { folded: text.folded, first: u32::MAX, ..Word::default() });
                }
            }
        }
        let topics = &clauses.lexicon.topics;
        let mut term_end = 0;
        for (token, text) in prose.tokens.iter().enumerate() {
            if clauses.is(token, Class::Term) {
                let width = topics.at(&prose.tokens, token).map_or(0, |(width, _)| width);
                term_end = term_end.max(token + width);
            }
            // A verb of the same spelling is the same word.
            if text.kind == Kind::Word && words.of[token].is_none() {
                words.of[token] = index.get(&text.folded).copied();
            }
            let Some(number) = words.of[token] else { continue };
            let word = &mut words.all[number as usize];
            let sentence = prose.sentence_of[token];
            if word.first == u32::MAX {
                word.first = sentence;
            }
            if word.count == 0 || word.last != sentence {
                word.sentences += 1;
            }
            word.last = sentence;
            word.mask |= bit(sentence as usize);
            word.count += 1;
            match prose.tags[token] {
                Tag::Noun => word.nouns += 1,
                Tag::Adjective => word.adjectives += 1,
                Tag::Proper => word.propers += 1,
                _ => {}
            }
            word.reported += u32::from(scene.is_reported(token));
            word.possessors += u32::from(prose.tags.get(token + 1) == Some(&Tag::Possessive));
            word.behind += u32::from(token > 0 && prose.tags[token - 1] == Tag::Preposition);
            word.is_term |= token < term_end;
            word.is_vague = clauses.is(token, Class::Vague);
            word.is_plural = prose.word(token).ends_with('s');
            let mention = clauses.mention_at(token).map(|mention| scene.mentions[mention].kind);
            word.is_people |= matches!(mention, Some(MentionKind::Role | MentionKind::Unnamed | MentionKind::Group));
            if let Some(name) = names.of[token] {
                word.named += 1;
                word.name = word.name.or(Some(name));
            }
        }
        for head in heads {
            if let Some(number) = words.of[head] {
                words.all[number as usize].heads += 1;
            }
        }
        for word in &mut words.all {
            word.log = log(word.sentences);
        }
        words
    }

    /// Counts in how many propositions and sentences of positions each word stands.
    pub(crate) fn count(&mut self, scene: &Scene, places: &[Place]) {
        self.positions = places.len() as f32;
        let mut marks = Marks::default();
        for place in places {
            self.mark(scene, place, 0, &mut marks);
            for number in &marks.touched {
                let word = &mut self.all[*number as usize];
                match marks.places[*number as usize] {
                    3 => {
                        word.propositions += 1;
                        word.position_sentences += 1;
                    }
                    2 => word.position_sentences += 1,
                    _ => {}
                }
            }
        }
    }

    /// Marks where the words of a position stand: in its proposition, its sentence, and some `sentences` before.
    pub(crate) fn mark(&self, scene: &Scene, place: &Place, sentences: usize, marks: &mut Marks) {
        let prose = scene.clauses.prose;
        marks.places.resize(self.all.len(), 0);
        for number in marks.touched.drain(..) {
            marks.places[number as usize] = 0;
        }
        marks.asked.clear();
        let sentence = &prose.sentences[place.sentence].tokens;
        let first = &prose.sentences[place.sentence.saturating_sub(sentences)].tokens;
        let proposition = place.proposition.start..place.proposition.end.min(place.proposition.start + PROPOSITION);
        let around = sentence.start.max(place.token.saturating_sub(AROUND))..sentence.end.min(place.token + AROUND);
        let before = first.start.max(sentence.start.saturating_sub(AROUND))..sentence.start;
        for token in proposition.clone() {
            let noun = matches!(prose.tags[token], Tag::Noun | Tag::Proper);
            if let Some(number) = self.of[token].filter(|_| noun && marks.asked.len() < ASKED) {
                let mask = self.all[number as usize].mask;
                if mask.count_ones() > 1 {
                    marks.asked.push((mask, mask.count_ones() as f32));
                }
            }
        }
        let mut put = |range: Range<usize>, mark: u8| {
            for number in self.of[range].iter().flatten() {
                let place = &mut marks.places[*number as usize];
                if *place == 0 {
                    *place = mark;
                    marks.touched.push(*number);
                }
            }
        };
        put(proposition, 3);
        put(around, 2);
        put(before, 1);
        marks.sentence = place.sentence;
        marks.so_far = u128::MAX >> (MASKED - 1 - place.sentence.min(MASKED - 1));
    }

    /// The features that a word has wherever the position stands; the others are 0.
    pub(crate) fn fixed(&self, names: &Names, word: &Word) -> Row {
        let share = |number: u32| number as f32 / word.count.max(1) as f32;
        let flag = |is: bool| f32::from(u8::from(is));
        let name = word.name.filter(|_| 2 * word.named > word.count).map(|name| &names.all[name as usize]);
        let sort = |sort: Sort| flag(name.is_some_and(|name| name.sort == sort));
        let ranks = |rank: usize| flag(name.is_some_and(|name| name.rank == rank));
        let speaks = name.map_or(0.0, |name| log(name.spoken));
        let in_title = flag(word.first == 0);
        let positions = self.positions.max(1.0);
        let mut row = [0.0; WIDTH];
        let fixed = [
            1.0,
            word.log,
            log(word.count),
            in_title,
            flag(word.mask & 0b110 != 0),
            1.0 / (1.0 + word.first as f32),
            (word.last - word.first.min(word.last)) as f32 / self.sentences.max(1) as f32,
            share(word.nouns),
            share(word.adjectives),
            share(word.propers),
            share(word.heads),
            flag(word.is_plural && name.is_none()),
            flag(word.is_term),
            flag(word.is_vague),
            sort(Sort::State),
            sort(Sort::Person),
            sort(Sort::Body),
            sort(Sort::Other),
            ranks(0),
            ranks(1),
            ranks(2),
            name.map_or(0.0, |name| name.score.ln_1p()),
            speaks,
            speaks * sort(Sort::Person),
            share(word.reported),
            flag(word.is_people),
            in_title * flag(name.is_none()),
            flag(word.possessors > 0),
            flag(word.behind > 0),
            log(word.propositions),
            log(word.position_sentences),
            word.propositions as f32 / positions,
            word.position_sentences as f32 / positions,
        ];
        row[..fixed.len()].copy_from_slice(&fixed);
        row
    }

    /// Adds the features that the position gives to a word.
    pub(crate) fn beside(&self, number: usize, marks: &Marks, row: &mut Row) {
        row[WIDTH - MOVING..].fill(0.0);
        for (column, value) in self.moving(number, marks) {
            row[WIDTH - MOVING + column] = value;
        }
    }

    /// The columns that are not 0, with their values.
    fn moving(&self, number: usize, marks: &Marks) -> [(usize, f32); 5] {
        let word = &self.all[number];
        let mark = marks.places[number];
        let mut goes = 0.0;
        if mark != 3 {
            let share = |(asked, sentences): &(u128, f32)| (asked & word.mask).count_ones() as f32 / sentences;
            goes = marks.asked.iter().map(share).fold(0.0, f32::max);
        }
        let (at, stands) = if mark > 0 { (1 + 3 * usize::from(3 - mark), 1.0) } else { (1, 0.0) };
        let noun = f32::from(u8::from(2 * word.nouns > word.count));
        let seen = word.mask & marks.so_far;
        let mut near = 0.0;
        if seen != 0 {
            let last = MASKED - 1 - seen.leading_zeros() as usize;
            near = 1.0 / (1 + marks.sentence.saturating_sub(last)) as f32;
        }
        [(0, goes), (at, stands), (at + 1, stands * word.log), (at + 2, stands * noun), (MOVING - 1, near)]
    }

    /// What the position adds to a word's score.
    pub(crate) fn gain(&self, weights: &Weights, number: usize, marks: &Marks) -> f32 {
        let weights = &weights.0[WIDTH - MOVING..];
        self.moving(number, marks).iter().map(|(column, value)| weights[*column] * value).sum()
    }
}

/// The logarithm of one more; most of an article's numbers are small.
fn log(number: u32) -> f32 {
    static SMALL: OnceLock<[f32; 64]> = OnceLock::new();
    let of = |number: usize| (number as f32).ln_1p();
    let number = number as usize;
    SMALL.get_or_init(|| std::array::from_fn(of)).get(number).copied().unwrap_or_else(|| of(number))
}

/// The score of a row.
pub(crate) fn score(weights: &Weights, row: &Row) -> f32 {
    weights.0.iter().zip(row).map(|(weight, value)| weight * value).sum()
}
