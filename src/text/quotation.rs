//! Tokens in, pairs of quotation marks out: which stretches of text stand in marks, and how deep.
//!
//! Curly and angled marks say whether they open; straight marks are read from the white space around them.
//! A mark that nothing closes ends with its paragraph, unless the next paragraph opens again with the same mark: then
//! the quotation runs on over both (the press's convention for speech of several paragraphs). Where a later paragraph
//! closes it without opening it again, it runs on over all between ([`across`]). Apostrophes are told from single marks
//! by what stands beside them and by whether a partner follows.
//!
//! Known failure: a plural possessive inside single marks ('the allies' plan') ends the quotation early.

mod across;

use super::token::{Gap, Kind, Token};
use crate::order::sort_by_numbers;
use std::ops::Range;

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Token of the opening mark; where `opened` is false, the first token inside.
    pub(crate) open: usize,
    /// Whether a mark opens it: a paragraph in the middle of a speech may have none.
    pub(crate) opened: bool,
    /// Token of the closing mark; where `closed` is false, the last token inside.
    pub(crate) close: usize,
    /// Whether a mark closes it.
    pub(crate) closed: bool,
    /// Whether the quotation of the paragraph before runs on here.
    pub(crate) continues: bool,
    /// 0 for an outermost quotation.
    pub(crate) depth: u8,
    /// The pair of marks.
    pub(crate) style: Style,
}

impl Quotation {
    /// A quotation of one paragraph, from its opening mark to what ends it, both included.
    fn new(tokens: Range<usize>, closed: bool, depth: u8, style: Style) -> Self {
        Self { open: tokens.start, opened: true, close: tokens.end, closed, continues: false, depth, style }
    }

    /// The tokens between the marks. Empty where nothing stands between them.
    pub(crate) fn inner(&self) -> Range<usize> {
        self.open + usize::from(self.opened)..if self.closed { self.close } else { self.close + 1 }
    }
}

/// Which marks go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Double,
    Single,
    Angle,
    Corner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    Either,
    /// An apostrophe, or a mark of inches.
    None,
}

/// No text nests deeper; more open marks than that are lost ones.
const DEPTH: usize = 4;

/// The marks of a paragraph that found no partner in it.
#[derive(Clone, Copy, Default)]
struct Left {
    /// The outermost mark that opens a speech.
    opened: Option<(usize, Style)>,
    /// The first mark that ends a sentence, before any other of its style.
    closed: Option<(usize, Style)>,
}

/// Pairs the marks of each paragraph. Also returns, for each token, the innermost quotation around it.
pub(crate) fn pair(text: &str, tokens: &[Token], paragraphs: &[Range<usize>]) -> (Vec<Quotation>, Vec<Option<u32>>) {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut runs_on = None; // style of a quotation that the last paragraph left open
    let mut speech = None;
    for paragraph in paragraphs {
        let first = quotations.len();
        let left = pair_paragraph(text, tokens, paragraph, &mut quotations);
        if let Some(opening) = quotations.get_mut(first) {
            opening.continues = opening.open == paragraph.start && runs_on == Some(opening.style);
        }
        let left_open = quotations[first..].iter().find(|quotation| !quotation.closed && quotation.depth == 0);
        runs_on = left_open.map(|quotation| quotation.style);
        speech = across::follow(speech, left, paragraph, first, &mut quotations);
    }
    sort_by_numbers(&mut quotations, |quotation| [quotation.open as u32, u32::from(quotation.depth), 0]);
    let inside = fill(&quotations, tokens.len());
    (quotations, inside)
}

fn pair_paragraph(text: &str, tokens: &[Token], paragraph: &Range<usize>, quotations: &mut Vec<Quotation>) -> Left {
    let mut open: Vec<(usize, Style)> = Vec::new();
    let mut left = Left::default();
    let first = quotations.len();
    for index in paragraph.clone() {
        if tokens[index].kind != Kind::Quote {
            continue;
        }
        let Some(style) = style(tokens[index].span.of(text)) else { continue };
        let partner = open.iter().rposition(|(_, opened)| *opened == style);
        let role = match role(text, tokens, index, paragraph, style) {
            Role::Either if partner.is_some() => Role::Close,
            Role::Either => Role::Open,
            // A second opening mark of one kind within a paragraph is a lost closing mark, as is a closing one alone.
            role => role,
        };
        match (role, partner) {
            (Role::Open, Some(lost)) if style != Style::Single => {
                // The earlier mark was never closed: it reached up to here.
                let (start, style) = open[lost];
                open.truncate(lost);
                let depth = open.len() as u8;
                quotations.push(Quotation::new(start..index - 1, false, depth, style));
                open.push((index, style));
            }
            (Role::Open, None) if open.len() < DEPTH => open.push((index, style)),
            (Role::Close, Some(partner)) => {
                let (start, style) = open[partner];
                open.truncate(partner);
                let depth = open.len() as u8;
                quotations.push(Quotation::new(start..index, true, depth, style));
            }
            (Role::Close, None) if left.closed.is_none() && ends_sentence(tokens, index, paragraph) => {
                let is_first = quotations[first..].iter().all(|quotation| quotation.style != style);
                left.closed = is_first.then_some((index, style));
            }
            _ => {}
        }
    }
    left.opened = open.first().copied().filter(|(start, _)| opens_speech(tokens, *start, paragraph));
    for (depth, (start, style)) in open.into_iter().enumerate() {
        // A single mark that nothing closes was an apostrophe.
        if style != Style::Single && start + 1 < paragraph.end {
            quotations.push(Quotation::new(start..paragraph.end - 1, false, depth as u8, style));
        }
    }
    left
}

/// Whether a sentence or a clause ends before the mark.
fn ends_sentence(tokens: &[Token], mark: usize, paragraph: &Range<usize>) -> bool {
    mark > paragraph.start && matches!(tokens[mark - 1].kind, Kind::Stop | Kind::Comma)
}

/// Whether the mark stands where speech begins: first in its paragraph or behind a comma, a colon or a sentence.
fn opens_speech(tokens: &[Token], mark: usize, paragraph: &Range<usize>) -> bool {
    mark == paragraph.start || matches!(tokens[mark - 1].kind, Kind::Stop | Kind::Comma | Kind::Colon)
}

fn fill(quotations: &[Quotation], tokens: usize) -> Vec<Option<u32>> {
    let mut inside = vec![None; tokens];
    // Outer quotations come first: inner ones overwrite. Depth is bounded, so this stays linear.
    for (index, quotation) in quotations.iter().enumerate() {
        inside[quotation.open..=quotation.close].fill(Some(index as u32));
    }
    inside
}

fn style(mark: &str) -> Option<Style> {
    Some(match mark {
        "\"" | "“" | "”" | "„" | "‟" | "''" | "``" | "＂" => Style::Double,
        "'" | "‘" | "’" | "‚" | "‛" | "`" => Style::Single,
        "«" | "»" | "‹" | "›" => Style::Angle,
        "「" | "」" | "『" | "』" => Style::Corner,
        _ => return None,
    })
}

fn role(text: &str, tokens: &[Token], index: usize, paragraph: &Range<usize>, style: Style) -> Role {
    let token = &tokens[index];
    let next = tokens.get(index + 1).filter(|_| index + 1 < paragraph.end);
    let space_before = token.gap != Gap::None || index == paragraph.start;
    let space_after = next.is_none_or(|next| next.gap != Gap::None);
    let after_opener = index > paragraph.start
        && (matches!(tokens[index - 1].kind, Kind::Open | Kind::Dash)
            || tokens[index - 1].kind == Kind::Quote
                && (tokens[index - 1].gap != Gap::None || index - 1 == paragraph.start));
    match token.span.of(text) {
        "“" | "„" | "‟" | "「" | "『" | "``" => Role::Open,
        // ‘90s and ’tis are apostrophes; ‘no’ is a quotation.
        "‘" | "‚" | "‛" | "`" => match next {
            Some(next) if next.kind == Kind::Number && next.gap == Gap::None => Role::None,
            _ => Role::Open,
        },
        "”" if space_before && !space_after => Role::Open,
        "”" | "」" | "』" => Role::Close,
        "«" | "‹" if space_after && !space_before => Role::Close,
        "»" | "›" if space_before && !space_after => Role::Open,
        "«" | "‹" => Role::Open,
        "»" | "›" => Role::Close,
        "’" | "'" if space_before && space_after => Role::None,
        "’" if space_before => match next {
            Some(next) if next.kind == Kind::Number => Role::None,
            _ => Role::Open,
        },
        _ if style == Style::Single && after_opener && !space_after => Role::Open,
        "’" => Role::Close,
        _ if (space_before || after_opener) && !space_after => match next {
            Some(next) if style == Style::Single && next.kind == Kind::Number => Role::None,
            _ => Role::Open,
        },
        _ if space_after && !space_before => Role::Close,
        _ if style == Style::Single => Role::Close,
        _ => Role::Either,
    }
}
