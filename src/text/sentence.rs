//! Tokens in, paragraphs and sentences out.
//!
//! A line break ends a paragraph unless the text is wrapped at a column. A stop ends a sentence unless the next word
//! goes on in lower case or the stop belongs to an abbreviation that goes on ("U.S. President"). Closing marks stay
//! with the sentence that they close.
//!
//! Known failure: an abbreviation that is the last word of a sentence and is followed by a name joins two sentences.

use super::token::{Gap, Kind, Token};
use crate::lexicon::Lexicon;
use crate::span::Span;
use std::ops::Range;

/// A run of tokens that a reader would call one sentence.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    /// Indices of its tokens. Never empty.
    pub(crate) tokens: Range<usize>,
    /// Counts paragraphs from 0.
    pub(crate) paragraph: u32,
}

/// Longer runs without a stop are cut: what looks inside a sentence stays linear in the text.
const LONGEST: usize = 250;

/// Lines of a wrapped text end within these columns.
const WRAP: Range<u32> = 50..100;

/// The paragraphs, as ranges of tokens that cover all of them.
pub(crate) fn paragraphs(tokens: &[Token]) -> Vec<Range<usize>> {
    let wrapped = is_wrapped(tokens);
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for index in 1..tokens.len() {
        let ends = match tokens[index].gap {
            Gap::Blank => true,
            Gap::Line => !wrapped && (!tokens[index].case_goes_on() || ends_sentence(&tokens[index - 1])),
            Gap::None | Gap::Space => false,
        };
        if ends {
            paragraphs.push(start..index);
            start = index;
        }
    }
    if start < tokens.len() {
        paragraphs.push(start..tokens.len());
    }
    paragraphs
}

/// The sentences, and for each token the index of its sentence.
pub(crate) fn split(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Range<usize>],
    lexicon: &Lexicon,
) -> (Vec<Sentence>, Vec<u32>) {
    let mut sentences: Vec<Sentence> = Vec::with_capacity(tokens.len() / 16 + 1);
    let mut sentence_of = Vec::with_capacity(tokens.len());
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let mut start = paragraph.start;
        let mut index = start;
        while index < paragraph.end {
            let last = closing_end(text, tokens, index, paragraph.end);
            let ends = last + 1 == paragraph.end
                || last - start >= LONGEST
                || is_boundary(tokens, index, last, paragraph.end, lexicon);
            index = last + 1;
            if !ends {
                continue;
            }
            sentence_of.resize(index, sentences.len() as u32);
            let span = Span::new(tokens[start].span.start, tokens[last].span.end);
            sentences.push(Sentence { span, tokens: start..index, paragraph: number as u32 });
            start = index;
        }
    }
    (sentences, sentence_of)
}

/// The last of the closing marks behind the stop at `index`; `index` itself where it is no stop.
fn closing_end(text: &str, tokens: &[Token], index: usize, end: usize) -> usize {
    let mut last = index;
    if tokens[index].kind != Kind::Stop {
        return last;
    }
    while last + 1 < end {
        let next = &tokens[last + 1];
        let closes = match next.kind {
            Kind::Close => true,
            // A straight mark glued to the stop closes; with a space before it, it opens the next sentence.
            Kind::Quote => next.gap == Gap::None && !matches!(next.span.of(text), "“" | "„" | "«" | "‘" | "「"),
            _ => false,
        };
        if !closes {
            break;
        }
        last += 1;
    }
    last
}

fn is_boundary(tokens: &[Token], stop: usize, last: usize, end: usize, lexicon: &Lexicon) -> bool {
    let Some(next) = first_word(tokens, last + 1, end) else { return false };
    match tokens[stop].kind {
        Kind::Stop => {
            if next.case_goes_on() {
                return false;
            }
            // “Why?” Trump asked: the tag belongs to its question.
            !(last > stop && tokens[last].kind == Kind::Quote && is_tag(tokens, last + 1, end, lexicon))
        }
        Kind::Word if lexicon.ends_with_stop(&tokens[stop]) => {
            // Behind an abbreviation only a word that starts sentences does.
            tokens[last + 1].kind != Kind::Comma
                && next.is_capital()
                && lexicon.is_function_word(next.folded)
                && !lexicon.is_title(tokens[stop].folded)
        }
        _ => false,
    }
}

/// Whether a speech tag starts at `from`: at most four words up to a cue, then the end of the clause.
fn is_tag(tokens: &[Token], from: usize, end: usize, lexicon: &Lexicon) -> bool {
    let words = tokens[from..end].iter().take(6).take_while(|token| token.is_word());
    words.skip(1).any(|token| lexicon.is_speech_verb(token.folded))
        && !tokens[from..end].iter().take(6).any(|token| token.kind == Kind::Quote)
}

fn first_word(tokens: &[Token], from: usize, end: usize) -> Option<&Token> {
    tokens[from..end]
        .iter()
        .take(4)
        .find(|token| matches!(token.kind, Kind::Word | Kind::Number))
        .or(tokens[from..end].first())
}

fn ends_sentence(token: &Token) -> bool {
    matches!(token.kind, Kind::Stop | Kind::Quote | Kind::Close | Kind::Colon)
}

/// Whether most line breaks stand within a sentence, behind lines of one length: a text wrapped at a column.
fn is_wrapped(tokens: &[Token]) -> bool {
    let (mut breaks, mut wrapped, mut line) = (0, 0, 0);
    for pair in tokens.windows(2) {
        if pair[1].gap < Gap::Line {
            continue;
        }
        if pair[1].gap == Gap::Line {
            breaks += 1;
            let width = pair[0].span.end - line;
            wrapped += usize::from(WRAP.contains(&width) && !ends_sentence(&pair[0]));
        }
        line = pair[1].span.start;
    }
    breaks > 2 && wrapped * 2 > breaks
}

impl Token {
    /// Written so that it goes on with what stands before it: a word in lower case.
    fn case_goes_on(&self) -> bool {
        self.kind == Kind::Word && self.case == super::token::Case::Lower
    }
}
