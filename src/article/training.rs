//! What the trainer of the article stage (`examples/train_extraction.rs`) sees of it. Not for other use: it changes with the
//! features.
//!
//! Comes in: outlines, and forests in the form of plain lists. Goes out: the numbers that the classifier sees of each
//! paragraph, the article that given probabilities lead to, and a model as bytes.

use super::model::{Forest, Model, Tree};
use super::page::Page;
use super::{choose, evidence, paragraph};
use crate::outline::Outline;

/// Levels of a tree.
pub const DEPTH: usize = super::model::DEPTH;

/// A tree: questions (feature, bound) and answers.
pub type PlainTree = ([(u8, f32); DEPTH], [f32; 1 << DEPTH]);

/// The paragraphs of a page, each as one line.
pub fn paragraphs(outline: &Outline) -> Vec<String> {
    paragraph::cut(outline).iter().map(|paragraph| paragraph.text(outline)).collect()
}

/// Names of the features of the first forest, or of the second.
pub fn names(outline: &Outline, guesses: Option<Vec<f32>>) -> Vec<&'static str> {
    let mut names = Vec::new();
    each_row(outline, guesses, |page, index, guesses| {
        if index == 0 {
            page.describe(index, &mut |name, _| names.push(name));
            if let Some(guesses) = guesses {
                page.describe_guesses(guesses, index, &mut |name, _| names.push(name));
            }
        }
    });
    names
}

/// Features of each paragraph for the first forest; with the guesses of the first, for the second.
pub fn rows(outline: &Outline, guesses: Option<Vec<f32>>) -> Vec<Vec<f32>> {
    let mut rows = Vec::new();
    each_row(outline, guesses, |page, index, guesses| {
        let mut row = Vec::new();
        page.describe(index, &mut |_, value| row.push(value));
        if let Some(guesses) = guesses {
            page.describe_guesses(guesses, index, &mut |_, value| row.push(value));
        }
        rows.push(row);
    });
    rows
}

fn each_row(
    outline: &Outline,
    guesses: Option<Vec<f32>>,
    mut each: impl FnMut(&Page, usize, Option<&super::guesses::Guesses>),
) {
    let paragraphs = paragraph::cut(outline);
    let page = Page::new(outline, &paragraphs, &evidence::linked(outline));
    let guesses = guesses.map(|guesses| page.guesses(guesses));
    for index in 0..paragraphs.len() {
        each(&page, index, guesses.as_ref());
    }
}

/// The article without its headline, if each paragraph is as likely part of it as `chances` says.
pub fn body(outline: &Outline, chances: &[f32]) -> String {
    let paragraphs = paragraph::cut(outline);
    let page = Page::new(outline, &paragraphs, &evidence::linked(outline));
    let choice = choose::from_chances(&page, chances);
    let texts = choice.paragraphs.iter().map(|index| paragraphs[*index].text(outline));
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The file of a model of two forests, each with the number that its sum starts from.
pub fn model(forests: [(f32, Vec<PlainTree>); 2]) -> Vec<u8> {
    let [first, second] = forests.map(|(start, trees)| {
        let trees = trees.into_iter().map(|(questions, answers)| Tree { questions, answers });
        Forest { start, trees: trees.collect() }
    });
    Model { first, second }.write()
}
