//! Tokens in, hashed features out: what the sequence model knows of a token. The trainer and the engine share this.
//!
//! A feature is a template and a value mixed into 32 bits. Beside the words around a token the templates describe the
//! nearest possible cues to its left and right in the sentence: how far, how often they are cues in the training
//! texts, which commas, marks and small words stand between. Each sentence is read twice, so that all of it is linear.
//!
//! Example: of "plan" in "he said the plan failed" one feature is "two tokens behind a frequent cue, no comma between".
//! Known failure: a cue that its sentence does not hold ("He was clear. No deal.") is never near.

use super::cells::{self, Cell, EDGE, Joint, Quote, Shape, mark_quotation};
use super::cues::{CueTable, Rate};
use super::reach::{NOTHING, Reach};
use crate::lexicon::Lexicon;
use crate::text::Prose;
use std::ops::Range;

/// One text, ready to give the features of its paragraphs.
pub(crate) struct Features<'p> {
    prose: &'p Prose<'p>,
    cells: Vec<Cell>,
    /// For each token of the paragraph in work, what is to its right.
    right: Vec<Reach>,
    /// Of the sentence before the one in work.
    before: u32,
    /// 0 in a paragraph, 1 in an unquoted content, 2 in a quoted one.
    nested: u32,
}

/// A sentence of more tokens is no prose: a list, a table, a file of names.
const LONGEST: usize = 240;

/// Names of the templates, mixed into every feature.
#[derive(Clone, Copy)]
enum T {
    Bias,
    Word,
    WordBefore,
    WordAfter,
    WordTwoBefore,
    WordTwoAfter,
    PairBefore,
    PairAfter,
    SuffixLong,
    Quotes,
    Rate,
    RateBefore,
    RateAfter,
    RateTwoBefore,
    RateTwoAfter,
    Left,
    Right,
    LeftRight,
    LeftWord,
    LeftThat,
    LeftCommas,
    LeftJoints,
    LeftWordJoints,
    RightWord,
    RightCommas,
    RightJoints,
    RightJointsFar,
    Best,
    FromStart,
    ToEnd,
    InParagraph,
    SentencesBefore,
    LastMark,
    Commas,
    NextMark,
    NameLength,
    NameRight,
    NameLeft,
    Tag,
    TagPairBefore,
    TagPairAfter,
    TagTriple,
    TagRate,
    TagTripleAfter,
    TagTripleBefore,
    Takes,
    TakesForm,
    TakesNext,
    TakesBefore,
    LeftTakes,
    LeftTakesJoints,
    RightTakes,
    Nested,
    NestedRate,
    NestedFar,
}

impl<'p> Features<'p> {
    pub(crate) fn new(prose: &'p Prose<'p>, lexicon: &Lexicon, cues: &CueTable) -> Self {
        let cells = cells::all(prose, lexicon, cues);
        Self { prose, cells, right: Vec::new(), before: 0, nested: 0 }
    }

    /// Gives `sink` the features of each token of one paragraph, in order. Paragraphs are to come in order, too.
    pub(crate) fn paragraph(&mut self, paragraph: Range<usize>, mut sink: impl FnMut(&[u32])) {
        let mut buffer = Buffer { features: [0; MOST], count: 0 };
        let mut start = paragraph.start;
        let mut number = 0;
        while start < paragraph.end {
            let sentence = &self.prose.sentence_at(start).tokens;
            let sentence = start..sentence.end.clamp(start + 1, paragraph.end);
            self.sentence(&paragraph, sentence.clone(), number, &mut buffer, &mut sink);
            start = sentence.end;
            number += 1;
        }
    }

    /// The same for a content inside its quotation marks and outside of its frame, as a text of its own: what somebody
    /// says that others said. To come after all paragraphs.
    pub(crate) fn content(&mut self, content: Range<usize>, cues: &CueTable, sink: impl FnMut(&[u32])) {
        let prose = self.prose;
        let is_speech =
            self.cells[content.start].quote == Quote::Inside && self.cells[content.end - 1].quote == Quote::Inside;
        if is_speech {
            for at in content.clone() {
                self.cells[at].quote = Quote::Outside;
            }
            let first = prose.quotations.partition_point(|quotation| quotation.open < content.start);
            let inner = prose.quotations[first..].iter().take_while(|quotation| quotation.close < content.end);
            for quotation in inner.filter(|quotation| quotation.depth == 1) {
                mark_quotation(&mut self.cells, quotation);
            }
            for at in content.clone() {
                let cell = &mut self.cells[at];
                if prose.tokens[at].is_word() && cell.quote != Quote::Inside {
                    cell.rate = cues.rate(prose.tokens[at].folded);
                }
            }
        }
        self.before = 0;
        self.nested = 1 + u32::from(is_speech);
        self.paragraph(content, sink);
        self.nested = 0;
    }

    /// Whether a paragraph can hold an attribution: it has a possible cue or an opening mark, and its sentences are of a
    /// length that people write. Spares the work of all others.
    pub(crate) fn may_report(&self, paragraph: &Range<usize>) -> bool {
        let mut hint = false;
        let mut start = paragraph.start;
        for at in paragraph.clone() {
            let cell = &self.cells[at];
            hint |= cell.rate != Rate::Never || cell.takes != 0 || cell.quote == Quote::Opening;
            if self.prose.sentence_of[at] != self.prose.sentence_of[start] {
                start = at;
            }
            if at - start > LONGEST {
                return false;
            }
        }
        hint
    }

    /// Whether a word that is a cue more often than not stands in `tokens`.
    pub(crate) fn may_hold_cue(&self, mut tokens: Range<usize>, cues: &CueTable) -> bool {
        let often = |at: usize| cues.rate(self.prose.tokens[at].folded) >= Rate::Often;
        tokens.any(|at| self.prose.tokens[at].is_word() && often(at))
    }

    fn sentence(
        &mut self,
        paragraph: &Range<usize>,
        sentence: Range<usize>,
        number: u32,
        out: &mut Buffer,
        sink: &mut impl FnMut(&[u32]),
    ) {
        self.look_right(&sentence);
        let cells = &self.cells[..];
        let at = |index: usize, step: isize| -> &Cell {
            match index.checked_add_signed(step) {
                Some(index) if paragraph.contains(&index) => &cells[index],
                _ => &EDGE,
            }
        };
        let inside = &cells[sentence.clone()];
        let rates = |wanted: Rate| inside.iter().any(|cell| cell.rate == wanted);
        let quotes = if inside.iter().any(|cell| matches!(cell.quote, Quote::Opening | Quote::Closing)) {
            1
        } else {
            2 * u32::from(inside[0].quote == Quote::Inside)
        };
        let best = [Rate::Mostly, Rate::Often, Rate::Sometimes].into_iter().find(|rate| rates(*rate));
        let best = best.unwrap_or(Rate::Never) as u32;
        let here = best * 4 + quotes;
        let before = std::mem::replace(&mut self.before, here);
        let paragraph_quotes = u32::from(cells[paragraph.start].quote == Quote::Opening) * 2
            + u32::from(
                cells[paragraph.end - 1].quote == Quote::Closing || at(paragraph.end - 1, -1).quote == Quote::Closing,
            );

        let mut left = NOTHING;
        let mut last_mark: Option<usize> = None;
        let mut commas = 0u32;
        for index in sentence.clone() {
            let token = &cells[index];
            let (b, bb, a, aa) = (at(index, -1), at(index, -2), at(index, 1), at(index, 2));
            let quote = token.quote as u32;
            out.count = 0;
            out.put(T::Bias, 0);
            out.put(T::Word, token.word);
            out.put(T::WordBefore, b.word);
            out.put(T::WordAfter, a.word);
            out.put(T::WordTwoBefore, bb.word);
            out.put(T::WordTwoAfter, aa.word);
            out.put2(T::PairBefore, b.word, token.word);
            out.put2(T::PairAfter, token.word, a.word);
            out.put(T::SuffixLong, token.suffix);
            out.put(T::Quotes, b.quote as u32 * 64 + quote * 8 + a.quote as u32);
            out.put(T::Rate, token.rate as u32);
            out.put(T::RateBefore, b.rate as u32);
            out.put(T::RateAfter, a.rate as u32);
            out.put(T::RateTwoBefore, bb.rate as u32);
            out.put(T::RateTwoAfter, aa.rate as u32);

            let right = self.right[index - sentence.start];
            let left_rate = rate_of(cells, left.cue);
            let right_rate = rate_of(cells, right.cue);
            let left_far = if left.cue == usize::MAX { 15 } else { bucket(index - left.cue) };
            let right_far = if right.cue == usize::MAX { 15 } else { bucket(right.cue - index) };
            out.put(T::Left, left_rate * 16 + left_far);
            out.put(T::Right, right_rate * 16 + right_far);
            out.put(T::LeftRight, left_rate * 64 + right_rate * 8 + quote);
            if left.cue != usize::MAX {
                let word = cells[left.cue].word;
                out.put2(T::LeftWord, word, left_far.min(4));
                let that = left.that || token.joint == Joint::That;
                out.put(T::LeftThat, left_rate * 2 + u32::from(that));
                out.put(T::LeftCommas, (left.commas.min(2) * 8 + left_rate) * 8 + quote);
                out.put2(T::LeftJoints, left.joints, left_rate * 8 + quote);
                out.put2(T::LeftWordJoints, word, left.joints & 0x1ff);
            }
            if right.cue != usize::MAX {
                out.put(T::RightWord, cells[right.cue].word);
                let commas = right.commas + u32::from(token.joint == Joint::Comma);
                out.put(T::RightCommas, (commas.min(2) * 8 + right_rate) * 8 + quote);
                out.put2(T::RightJoints, right.joints, right_rate * 8 + quote);
                out.put2(T::RightJointsFar, right.joints & 0x1ff, right_far * 8 + token.shape as u32);
            }
            out.put(T::Best, here * 8 + quote);
            out.put(T::FromStart, bucket(index - sentence.start));
            out.put(T::ToEnd, bucket(sentence.end - 1 - index));
            out.put(T::InParagraph, (number.min(3) * 4 + paragraph_quotes / 2) * 8 + quote);
            out.put(T::SentencesBefore, (before * 32 + here) * 8 + quote);
            if let Some(mark) = last_mark {
                out.put2(T::LastMark, cells[mark].word, bucket(index - mark));
            }
            out.put(T::Commas, commas.min(3));
            let next = (index + 1..sentence.end.min(index + 12))
                .find(|next| !matches!(cells[*next].joint, Joint::No) && cells[*next].shape == Shape::Mark);
            if let Some(next) = next {
                out.put2(T::NextMark, cells[next].word, bucket(next - index));
            }
            if is_name(token.shape) {
                let first = (sentence.start..index).rev().take(6).take_while(|at| is_name(cells[*at].shape)).count();
                let rest = (index + 1..sentence.end).take(6).take_while(|at| is_name(cells[*at].shape)).count();
                let (first, last) = (index - first, index + rest);
                let starts = u32::from(first == sentence.start);
                out.put(T::NameLength, ((last - first + 1).min(4) as u32) * 2 + starts);
                let behind = at(last, 1);
                let value = match behind.rate {
                    Rate::Never if behind.shape == Shape::Mark => behind.word,
                    rate => rate as u32,
                };
                out.put(T::NameRight, value);
                out.put(T::NameLeft, if first > sentence.start { cells[first - 1].word } else { 0 });
            }
            let (tag, tb, tbb, ta, taa) = (token.tag, b.tag, bb.tag, a.tag, aa.tag);
            out.put(T::Tag, tag);
            out.put(T::TagPairBefore, tb * 32 + tag);
            out.put(T::TagPairAfter, tag * 32 + ta);
            out.put(T::TagTriple, (tb * 32 + tag) * 32 + ta);
            out.put(T::TagRate, tag * 8 + token.rate as u32);
            out.put(T::TagTripleAfter, (tag * 32 + ta) * 32 + taa);
            out.put(T::TagTripleBefore, (tbb * 32 + tb) * 32 + tag);
            if token.takes != 0 {
                out.put(T::Takes, token.takes >> 3);
                out.put(T::TakesForm, token.takes);
                out.put2(T::TakesNext, token.takes >> 3, a.joint as u32 * 32 + ta);
            }
            if b.takes != 0 {
                out.put2(T::TakesBefore, b.takes >> 3, token.joint as u32 * 32 + tag);
            }
            if left.cue != usize::MAX && cells[left.cue].takes != 0 {
                let takes = cells[left.cue].takes >> 3;
                let that = u32::from(left.that || token.joint == Joint::That);
                out.put2(T::LeftTakes, takes, that * 64 + left.commas.min(2) * 8 + quote);
                out.put2(T::LeftTakesJoints, takes, left.joints & 0x1ff);
            }
            if right.cue != usize::MAX && cells[right.cue].takes != 0 {
                out.put2(T::RightTakes, cells[right.cue].takes >> 3, right.joints & 0x1ff);
            }
            if self.nested > 0 {
                out.put(T::Nested, self.nested);
                out.put(T::NestedRate, token.rate as u32 * 4 + self.nested);
                out.put(T::NestedFar, (left_rate * 8 + right_rate) * 4 + self.nested);
            }
            sink(&out.features[..out.count]);

            if is_cue(token.rate) {
                left = Reach { cue: index, ..NOTHING };
            } else if left.cue != usize::MAX {
                left.pass(token.joint);
            }
            if token.shape == Shape::Mark {
                last_mark = Some(index);
                commas += u32::from(token.joint == Joint::Comma);
            }
        }
    }

    fn look_right(&mut self, sentence: &Range<usize>) {
        self.right.clear();
        let mut reach = NOTHING;
        for index in sentence.clone().rev() {
            self.right.push(reach);
            let cell = &self.cells[index];
            if is_cue(cell.rate) {
                reach = Reach { cue: index, ..NOTHING };
            } else if reach.cue != usize::MAX {
                reach.pass(cell.joint);
            }
        }
        self.right.reverse();
    }
}

/// The features of one token.
struct Buffer {
    features: [u32; MOST],
    count: usize,
}

/// No token has more features.
const MOST: usize = 80;

impl Buffer {
    #[inline(always)]
    fn put(&mut self, template: T, value: u32) {
        let mut hash = (value ^ (template as u32 + 1).wrapping_mul(0x85eb_ca6b)).wrapping_mul(0x9e37_79b1);
        hash = (hash ^ hash >> 15).wrapping_mul(0x2c1b_3c6d);
        if let Some(place) = self.features.get_mut(self.count) {
            *place = hash ^ hash >> 14;
            self.count += 1;
        }
    }

    #[inline(always)]
    fn put2(&mut self, template: T, value: u32, other: u32) {
        self.put(template, value ^ other.wrapping_mul(0x27d4_eb2f).rotate_left(13));
    }
}

fn rate_of(cells: &[Cell], cue: usize) -> u32 {
    cells.get(cue).map_or(7, |cell| cell.rate as u32)
}

/// Whether a word is a cue often enough to look for from afar.
fn is_cue(rate: Rate) -> bool {
    matches!(rate, Rate::Mostly | Rate::Often | Rate::Sometimes)
}

fn is_name(shape: Shape) -> bool {
    matches!(shape, Shape::Capital | Shape::Upper | Shape::Letter)
}

/// Distances that differ less count as one, the farther the coarser.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..4 => distance as u32,
        4..6 => 4,
        6..9 => 5,
        9..15 => 6,
        15..25 => 7,
        _ => 8,
    }
}
