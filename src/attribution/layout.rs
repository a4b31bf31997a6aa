//! Attributions told by layout alone: a name and a colon at the head of a paragraph ("PENCE: …", "Q: …"), and a name
//! behind a quotation and a dash (“…” — Karen Bobadilla).
//!
//! Known failure: a list of terms with colons in capital letters looks like a transcript.

use super::reading::Reading;
use crate::sort;
use crate::text::Prose;
use crate::text::token::{Case, Gap, Kind, Token};
use std::collections::HashMap;
use std::ops::Range;

/// A speaker's name has at most this many tokens.
const NAME: usize = 6;
/// A signed quotation has at least this many tokens.
const SHORTEST: usize = 4;
/// Layout is plain to see; what it is wrong about is whether a name is a speaker's.
const CONFIDENCE: f32 = 0.9;

/// Adds the attributions that layout tells. Readings inside them that have no cue of their own give way.
pub(crate) fn read(prose: &Prose, readings: &mut Vec<Reading>) {
    let mut told = transcript(prose);
    told.extend(signatures(prose));
    if told.is_empty() {
        return;
    }
    sort::by(&mut told, |(_, content)| content.start as u64);
    let covered = |piece: &Range<usize>| {
        let behind = told.partition_point(|(_, content)| content.start <= piece.start);
        // Contents of turns may hold quotations that are signed: the last few are enough to look at.
        told[..behind].iter().rev().take(3).any(|(_, content)| piece.end <= content.end)
    };
    readings.retain(|reading| reading.cue.is_some() || !reading.content.iter().all(covered));
    readings.extend(told.into_iter().map(|(source, content)| Reading {
        source: Some(source),
        content: vec![content],
        confidence: CONFIDENCE,
        ..Reading::default()
    }));
}

/// A speaker's name and what is said.
type Turn = (Range<usize>, Range<usize>);

/// Paragraphs that start with a speaker's name and a colon, where one speaker has several of them.
fn transcript(prose: &Prose) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut count: HashMap<u64, u32> = HashMap::new();
    for paragraph in prose.paragraphs() {
        if let Some(colon) = speaker(prose, &paragraph) {
            let first = paragraph.start + usize::from(prose.tokens[paragraph.start].kind == Kind::Quote);
            *count.entry(prose.tokens[first].folded).or_default() += 1;
            turns.push((first..colon, colon + 1..paragraph.end));
        }
    }
    if count.values().all(|count| *count < 2) {
        turns.clear();
    }
    turns
}

/// The colon behind the speaker's name at the head of a paragraph: words in capital letters, or one letter.
fn speaker(prose: &Prose, paragraph: &Range<usize>) -> Option<usize> {
    let first = paragraph.start + usize::from(prose.tokens[paragraph.start].kind == Kind::Quote);
    let colon = (first..paragraph.end.min(first + NAME)).find(|at| prose.tokens[*at].kind == Kind::Colon)?;
    let name = &prose.tokens[first..colon];
    let is_name =
        |token: &Token| token.case == Case::Upper || token.is_capital() && token.span.len() <= 2 || !token.is_word();
    (!name.is_empty() && name[0].is_word() && name.iter().all(is_name) && colon + 1 < paragraph.end).then_some(colon)
}

/// “…” — Name: a name behind a dash behind a quotation, with nothing but marks behind it.
fn signatures(prose: &Prose) -> impl Iterator<Item = Turn> {
    let outer = prose.quotations.iter().filter(|quotation| quotation.depth == 0 && quotation.closed);
    outer.filter_map(|quotation| {
        let dash = quotation.close + 1;
        prose.tokens.get(dash).filter(|token| token.kind == Kind::Dash)?;
        let name = dash + 1..prose.tokens.len().min(dash + 1 + NAME);
        let ends = |at: &usize| prose.tokens[*at].gap >= Gap::Line || !prose.tokens[*at].is_word();
        let end = name.clone().find(ends).unwrap_or(name.end);
        let named = end > name.start && prose.tokens[name.start].is_capital();
        (named && quotation.inner().len() >= SHORTEST).then(|| (name.start..end, quotation.inner()))
    })
}
