//! The classifier of paragraphs: two small forests of decision trees, the second of which sees what the first thinks of a
//! paragraph's neighbours.
//!
//! Comes in: the features of a page's paragraphs. Goes out: for each how likely it is part of the article, 0 to 1. All nodes
//! of one level of a tree ask the same question, so a tree is a list of questions and a table of answers.
//! `examples/train_extraction.rs` makes `model.bin`; MODEL.md says from what.
//!
//! Known limit: what the classifier has learned is the taste of the collections that it was trained on: headings and lists
//! are part of an article there, captions are not.

use super::page::Page;
use std::sync::LazyLock;

/// Levels of a tree.
pub(super) const DEPTH: usize = 3;

/// Guesses below this stay what they are: most paragraphs of a page are links and labels.
const HOPELESS: f32 = 0.02;
/// So many trees are asked before it is seen whether the others can change the answer, …
const ENOUGH: usize = 100;
/// … which they cannot from here on.
const SURE: f32 = -5.5;

/// Room for the features of a paragraph: as many as a byte can number.
pub(super) type Row = [f32; 256];

/// Trees and where their sum starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forest {
    pub(super) start: f32,
    pub(super) trees: Vec<Tree>,
}

/// Questions, each "is this feature above this number", and an answer for each row of replies, the first reply as the lowest
/// bit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tree {
    pub(super) questions: [(u8, f32); DEPTH],
    pub(super) answers: [f32; 1 << DEPTH],
}

/// Guesses first alone, then by the company.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Model {
    pub(super) first: Forest,
    pub(super) second: Forest,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("model.bin")).unwrap_or_default());

impl Model {
    /// The model of the program.
    pub(super) fn shipped() -> &'static Self {
        &MODEL
    }

    /// For each paragraph of a page, how likely it is part of the article.
    pub(super) fn judge(&self, page: &Page) -> Vec<f32> {
        let mut rows = vec![Filled::default(); page.paragraphs.len()];
        let first = rows.iter_mut().enumerate().map(|(index, row)| {
            page.describe(index, &mut |_, value| row.push(value));
            self.first.chance(&row.values)
        });
        let guesses = page.guesses(first.collect());
        let hopeless = |index: usize| guesses.each[index] < HOPELESS;
        let second = rows.iter_mut().enumerate().map(|(index, row)| {
            if hopeless(index) {
                return 0.0;
            }
            page.describe_guesses(&guesses, index, &mut |_, value| row.push(value));
            self.second.chance(&row.values)
        });
        second.collect()
    }

    /// Reads what [`Model::write`] wrote; `None` for anything else.
    pub(super) fn read(mut bytes: &[u8]) -> Option<Self> {
        let model = Self { first: Forest::read(&mut bytes)?, second: Forest::read(&mut bytes)? };
        bytes.is_empty().then_some(model)
    }

    /// The model as bytes, numbers with the low byte first.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.first.write(&mut bytes);
        self.second.write(&mut bytes);
        bytes
    }
}

impl Forest {
    /// How likely the forest thinks a row is, 0 to 1.
    pub(super) fn chance(&self, row: &Row) -> f32 {
        let (head, tail) = self.trees.split_at(ENOUGH.min(self.trees.len()));
        let mut sum = self.start + head.iter().map(|tree| tree.answer(row)).sum::<f32>();
        if sum > SURE {
            sum += tail.iter().map(|tree| tree.answer(row)).sum::<f32>();
        }
        1.0 / (1.0 + (-sum).exp())
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let start = number(bytes)?;
        let count = number(bytes)? as usize;
        let mut trees = Vec::new();
        for _ in 0..count {
            let mut tree = Tree::default();
            for question in &mut tree.questions {
                *question = (take::<1>(bytes)?[0], number(bytes)?);
            }
            for answer in &mut tree.answers {
                *answer = f32::from(i16::from_le_bytes(take(bytes)?)) / SCALE;
            }
            trees.push(tree);
        }
        Some(Self { start, trees })
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.start.to_le_bytes());
        bytes.extend((self.trees.len() as f32).to_le_bytes());
        for tree in &self.trees {
            for (feature, bound) in &tree.questions {
                bytes.push(*feature);
                bytes.extend(bound.to_le_bytes());
            }
            for answer in &tree.answers {
                bytes.extend(((answer * SCALE) as i16).to_le_bytes());
            }
        }
    }
}

/// Answers are kept as whole numbers of this fraction.
const SCALE: f32 = 8192.0;

impl Tree {
    fn answer(&self, row: &Row) -> f32 {
        let mut place = 0;
        for (bit, (feature, bound)) in self.questions.iter().enumerate() {
            place |= usize::from(row[usize::from(*feature)] > *bound) << bit;
        }
        self.answers[place]
    }
}

/// A row that is filled from the left. Features beyond its end are left out: the tests count them.
#[derive(Clone)]
pub(super) struct Filled {
    pub(super) values: Row,
    len: usize,
}

impl Default for Filled {
    fn default() -> Self {
        Self { values: [0.0; 256], len: 0 }
    }
}

impl Filled {
    pub(super) fn push(&mut self, value: f32) {
        if let Some(place) = self.values.get_mut(self.len) {
            *place = value;
        }
        self.len += 1;
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

fn number(bytes: &mut &[u8]) -> Option<f32> {
    take(bytes).map(f32::from_le_bytes)
}
