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

/// Trees and where their sum starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Forest {
    pub(super) start: f32,
    pub(super) trees: Vec<Tree>,
}

/// Questions, each "is this feature above this number", and an answer for each row of replies, the first reply as the lowest bit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    pub(super) questions: Vec<(u8, f32)>,
    pub(super) answers: Vec<f32>,
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
        let mut row = Vec::new();
        let first = (0..page.paragraphs.len()).map(|index| {
            row.clear();
            page.describe(index, &mut |_, value| row.push(value));
            self.first.chance(&row)
        });
        let guesses = page.guesses(first.collect());
        let second = (0..page.paragraphs.len()).map(|index| {
            row.clear();
            page.describe(index, &mut |_, value| row.push(value));
            page.describe_guesses(&guesses, index, &mut |_, value| row.push(value));
            self.second.chance(&row)
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
    pub(super) fn chance(&self, row: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| tree.answer(row)).sum();
        1.0 / (1.0 + (-self.start - sum).exp())
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let start = number(bytes)?;
        let count = number(bytes)? as usize;
        let mut trees = Vec::new();
        for _ in 0..count {
            let depth = take::<1>(bytes)?[0];
            let mut tree = Tree::default();
            for _ in 0..depth {
                tree.questions.push((take::<1>(bytes)?[0], number(bytes)?));
            }
            for _ in 0..1_u32.checked_shl(depth.into())? {
                tree.answers.push(f32::from(i16::from_le_bytes(take(bytes)?)) / SCALE);
            }
            trees.push(tree);
        }
        Some(Self { start, trees })
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.start.to_le_bytes());
        bytes.extend((self.trees.len() as f32).to_le_bytes());
        for tree in &self.trees {
            bytes.push(tree.questions.len() as u8);
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
    fn answer(&self, row: &[f32]) -> f32 {
        let mut place = 0;
        for (bit, (feature, bound)) in self.questions.iter().enumerate() {
            let above = row.get(usize::from(*feature)).is_some_and(|value| value > bound);
            place |= usize::from(above) << bit;
        }
        self.answers.get(place).copied().unwrap_or(0.0)
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
