//! What one token brings to the features of itself and its neighbours: its word, how it is written, where it stands to
//! quotation marks, whether it joins clauses, how often it is a cue, its part of speech.
//!
//! Example: "said" outside of marks is a word that is mostly a cue; inside of speech it is no cue at all.
//! Known failure: a quotation whose marks were lost is outside.

use super::cues::{CueTable, Rate};
use crate::lexicon::Lexicon;
use crate::lexicon::grammar::Class;
use crate::text::Prose;
use crate::text::quotation::Quotation;
use crate::text::token::{Case, Kind, Token};

/// What each token brings to the features, computed once a text.
#[derive(Clone, Copy)]
pub(crate) struct Cell {
    /// Of the folded word; of the mark for marks; one value for all numbers of a length.
    pub(crate) word: u32,
    pub(crate) suffix: u32,
    pub(crate) shape: Shape,
    pub(crate) quote: Quote,
    pub(crate) rate: Rate,
    pub(crate) joint: Joint,
    /// What the cue of the table that starts here can take, and its form; 0 where none starts.
    pub(crate) takes: u32,
    /// Part of speech; [`NO_TAG`] outside the paragraph.
    pub(crate) tag: u32,
}

/// How a token is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Edge,
    Lower,
    Capital,
    Upper,
    /// "I", "A"
    Letter,
    Number,
    Mark,
}

/// Where a token stands to the outermost quotation marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quote {
    Edge,
    Outside,
    Opening,
    Inside,
    Closing,
}

/// Small words and marks that join or part clauses; `No` for all others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    No,
    Comma,
    Quote,
    Bracket,
    Colon,
    Dash,
    That,
    To,
    As,
    And,
    Who,
    In,
    If,
    Be,
}

pub(crate) const EDGE: Cell = Cell {
    word: 1,
    suffix: 1,
    shape: Shape::Edge,
    quote: Quote::Edge,
    rate: Rate::Never,
    joint: Joint::No,
    takes: 0,
    tag: NO_TAG,
};

const NO_TAG: u32 = 31;

/// The cells of all tokens.
pub(crate) fn all(prose: &Prose, lexicon: &Lexicon, cues: &CueTable) -> Vec<Cell> {
    let mut cells: Vec<Cell> = prose.tokens.iter().map(|token| cell(prose.text, token, lexicon)).collect();
    for quotation in prose.quotations.iter().filter(|quotation| quotation.depth == 0) {
        mark_quotation(&mut cells, quotation);
    }
    for ((cell, token), tag) in cells.iter_mut().zip(&prose.tokens).zip(&prose.tags) {
        cell.tag = *tag as u32;
        // Inside quotation marks people quote others rarely, and say "I think" often.
        if token.is_word() && cell.quote != Quote::Inside {
            cell.rate = cues.rate(token.folded);
        }
    }
    for (at, cell) in cells.iter_mut().enumerate() {
        if let Some((_, cue)) = lexicon.cues.at(&prose.tokens, at) {
            cell.takes = cue.bits() << 3 | cue.form as u32;
        }
    }
    cells
}

fn cell(text: &str, token: &Token, lexicon: &Lexicon) -> Cell {
    let word = token.span.of(text);
    let shape = match (token.kind, token.case) {
        (Kind::Number, _) => Shape::Number,
        (Kind::Word, Case::Lower) => Shape::Lower,
        (Kind::Word, Case::Upper) => Shape::Upper,
        (Kind::Word, Case::Capital) if word.len() == 1 => Shape::Letter,
        (Kind::Word, Case::Capital) => Shape::Capital,
        _ => Shape::Mark,
    };
    let hash = match token.kind {
        Kind::Number => 16 + word.len().min(8) as u32,
        Kind::Word => (token.folded ^ token.folded >> 32) as u32,
        _ => word.chars().next().map_or(0, |mark| 32 + mark as u32),
    };
    let mut suffix = 0;
    for (index, char) in word.chars().rev().take(3).enumerate() {
        let lower = char.to_ascii_lowercase() as u32 & 0xff;
        suffix |= lower << (8 * (2 - index));
    }
    Cell {
        word: hash,
        suffix,
        shape,
        quote: Quote::Outside,
        rate: Rate::Never,
        joint: joint(word, token, lexicon),
        takes: 0,
        tag: NO_TAG,
    }
}

fn joint(word: &str, token: &Token, lexicon: &Lexicon) -> Joint {
    match token.kind {
        Kind::Comma => Joint::Comma,
        Kind::Quote => Joint::Quote,
        Kind::Open | Kind::Close => Joint::Bracket,
        Kind::Colon | Kind::Semicolon => Joint::Colon,
        Kind::Dash => Joint::Dash,
        Kind::Word => {
            let is = |class| lexicon.grammar.has(token.folded, class);
            if word.eq_ignore_ascii_case("that") {
                Joint::That
            } else if word.eq_ignore_ascii_case("to") {
                Joint::To
            } else if word.eq_ignore_ascii_case("as") {
                Joint::As
            } else if is(Class::Conjunction) {
                Joint::And
            } else if is(Class::Relative) {
                Joint::Who
            } else if is(Class::Subordinator) {
                Joint::If
            } else if is(Class::Be) || is(Class::Have) || is(Class::Modal) {
                Joint::Be
            } else if is(Class::Preposition) {
                Joint::In
            } else {
                Joint::No
            }
        }
        _ => Joint::No,
    }
}

/// Marks the tokens of a quotation.
pub(crate) fn mark_quotation(cells: &mut [Cell], quotation: &Quotation) {
    for cell in &mut cells[quotation.open..=quotation.close] {
        cell.quote = Quote::Inside;
    }
    if quotation.opened {
        cells[quotation.open].quote = Quote::Opening;
    }
    if quotation.closed {
        cells[quotation.close].quote = Quote::Closing;
    }
}
