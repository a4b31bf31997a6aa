//! Attributions told by layout alone: a name and a colon at the head of a paragraph ("PENCE: …", "Q: …"), and a name
//! behind a quotation and a dash (“…” — Karen Bobadilla).
//!
//! Known failure: a list of terms with colons in capital letters looks like a transcript.

use super::reading::Reading;
use crate::text::Prose;
use crate::text::token::{Case, Gap, Kind, Token};
use std::collections::HashMap;
use std::ops::Range;

/// A speaker's name has at most this many tokens.
const NAME: usize = 6;
/// Layout is plain to see; what it is wrong about is whether a name is a speaker's.
const CONFIDENCE: f32 = 0.9;

/// Adds the attributions that layout tells; readings that they swallow lose their place where they have no frame.
pub(crate) fn read(prose: &Prose, readings: &mut Vec<Reading>) {
    transcript(prose, readings);
    signatures(prose, readings);
}

/// Paragraphs that start with a speaker's name and a colon, where the text has several of them.
fn transcript(prose: &Prose, readings: &mut Vec<Reading>) {
    let mut turns: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut count: HashMap<u64, u32> = HashMap::new();
    for paragraph in prose.paragraphs() {
        if let Some(colon) = speaker(prose, &paragraph) {
            let first = paragraph.start + usize::from(prose.tokens[paragraph.start].kind == Kind::Quote);
            *count.entry(prose.tokens[first].folded).or_default() += 1;
            turns.push((first..colon, colon + 1..paragraph.end));
        }
    }
    let repeated = count.values().any(|count| *count > 1);
    for (source, content) in turns.into_iter().filter(|_| repeated) {
        readings.retain(|reading| {
            !reading.content.iter().all(|piece| content.start <= piece.start && piece.end <= content.end)
                || reading.cue.is_some()
        });
        readings.push(Reading {
            source: Some(source),
            content: vec![content],
            confidence: CONFIDENCE,
            ..Reading::default()
        });
    }
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

/// “…” — Name: the rest of the paragraph names who says it.
fn signatures(prose: &Prose, readings: &mut Vec<Reading>) {
    for quotation in prose.quotations.iter().filter(|quotation| quotation.depth == 0 && quotation.closed) {
        if prose.tokens.get(quotation.close + 1).is_none_or(|next| next.kind != Kind::Dash) {
            continue;
        }
        let from = quotation.close + 2;
        let end = (from..prose.tokens.len().min(from + NAME))
            .find(|at| prose.tokens[*at].gap >= Gap::Line || !prose.tokens[*at].is_word())
            .unwrap_or(prose.tokens.len().min(from + NAME));
        let capital = prose.tokens.get(from).is_some_and(|first| first.is_capital());
        if !capital || end == from || quotation.inner().len() < 4 {
            continue;
        }
        let content = quotation.inner();
        readings.retain(|reading| {
            let inside = |piece: &Range<usize>| content.start <= piece.start && piece.end <= content.end;
            !reading.content.iter().all(inside) || reading.cue.as_ref().is_some_and(inside)
        });
        readings.push(Reading {
            source: Some(from..end),
            content: vec![content],
            confidence: CONFIDENCE,
            ..Reading::default()
        });
    }
}
