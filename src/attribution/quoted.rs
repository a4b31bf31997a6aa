//! Readings of the sequence model in, readings that fit the quotation marks out.
//!
//! A content that lies in a quotation of some length is the whole quotation, without the marks and the frame's comma.
//! Quotations that no cue reached are parts of an interrupted quote (“…,” he said. “…”), of one that runs over paragraphs
//! (the opening mark is repeated), of a cue that ended its paragraph with a colon, or speech that keeps its speaker.
//! Scare quotes, titles and nicknames are short or stand inside a clause: they stay what the model made of them.
//!
//! Known failure: a quotation whose opening mark was lost is read as indirect.

use super::reading::Reading;
use crate::order::sort_by_numbers;
use crate::report::QuoteKind;
use crate::text::Prose;
use crate::text::quotation::Quotation;
use crate::text::token::Kind;
use std::ops::Range;

/// Fewer words in marks than this are a term, a title or a nickname, unless a cue takes them.
const SPEECH_WORDS: usize = 6;

/// Confidence of a quotation that is speech by its looks alone: about the share of such that are.
const UNTAGGED: f32 = 0.4;

/// Fits the readings to the quotations of the text.
pub(crate) fn settle(prose: &Prose, readings: &mut Vec<Reading>) {
    let speech = Speech::new(prose);
    readings.iter_mut().for_each(|reading| speech.fill(reading));
    speech.assign(readings);
}

/// Whether `token` is a word of quoted speech: inside a quotation of some length, where words are the speaker's own.
pub(crate) fn is_speech(prose: &Prose, token: usize) -> bool {
    let Some(mut index) = prose.inside[token].map(|index| index as usize) else { return false };
    // Inner quotations come behind the outer one that holds them.
    while prose.quotations[index].depth > 0 && index > 0 {
        index -= 1;
    }
    let quotation = &prose.quotations[index];
    quotation.open <= token && token <= quotation.close && words(prose, &quotation.inner()) >= SPEECH_WORDS
}

/// The outermost quotations that look like speech.
struct Speech<'p> {
    prose: &'p Prose<'p>,
    /// With their inner tokens, in order.
    quotations: Vec<(&'p Quotation, Range<usize>)>,
}

impl<'p> Speech<'p> {
    fn new(prose: &'p Prose<'p>) -> Self {
        let outer = prose.quotations.iter().filter(|quotation| quotation.depth == 0);
        let long = outer.filter_map(|quotation| Some((quotation, inner(prose, quotation)?)));
        let quotations =
            long.filter(|(quotation, inner)| words(prose, inner) >= SPEECH_WORDS && stands_alone(prose, quotation));
        Self { prose, quotations: quotations.collect() }
    }

    /// Index of the quotation that `token` lies in.
    fn at(&self, token: usize) -> Option<usize> {
        let index = self.quotations.partition_point(|(quotation, _)| quotation.open <= token).checked_sub(1)?;
        (token <= self.quotations[index].0.close).then_some(index)
    }

    /// Indexes of the quotations that a content begins in or reaches into.
    fn touched(&self, piece: &Range<usize>) -> Range<usize> {
        let behind = |token: usize| self.quotations.partition_point(|(quotation, _)| quotation.open < token);
        self.at(piece.start).unwrap_or_else(|| behind(piece.start))..behind(piece.end)
    }

    /// Lets contents that lie in one quotation fill it, where the frame stands outside.
    fn fill(&self, reading: &mut Reading) {
        let frame =
            [reading.cue.as_ref(), reading.source.as_ref()].map(|range| range.and_then(|range| self.at(range.start)));
        for piece in &mut reading.content {
            let (first, last) = (self.at(piece.start), self.at(piece.end - 1));
            if let Some(index) = first.filter(|_| first == last && !frame.contains(&first)) {
                *piece = self.quotations[index].1.clone();
            }
        }
        sort_by_numbers(&mut reading.content, |piece| [piece.start as u32, piece.end as u32, 0]);
        reading.content.dedup();
    }

    /// Gives each quotation that no frame took to the reading that it belongs to.
    fn assign(&self, readings: &mut Vec<Reading>) {
        let mut owners: Vec<Option<usize>> = vec![None; self.quotations.len()];
        for (index, reading) in readings.iter().enumerate() {
            for at in reading.content.iter().flat_map(|piece| self.touched(piece)) {
                if !reading.is_untagged() && owners[at].is_none() {
                    owners[at] = Some(index);
                }
            }
        }
        self.share_tags(readings, &mut owners);
        // The reading of the last quotation, and the token where that quotation ends.
        let mut last: Option<(usize, usize)> = None;
        for (at, (quotation, inner)) in self.quotations.iter().enumerate() {
            let mut owner = owners[at];
            if owner.is_none() {
                owner = self.owner(readings, quotation, last);
                if let Some(owner) = owner {
                    readings[owner].content.push(inner.clone());
                } else if let Some((speaker, _)) = last.filter(|(_, end)| self.follows(*end, quotation, 1)) {
                    let origin = readings[speaker].keeps_speaker_of.unwrap_or(speaker);
                    owner = Some(readings.len());
                    readings.push(Reading {
                        content: vec![inner.clone()],
                        keeps_speaker_of: Some(origin),
                        confidence: UNTAGGED,
                        ..Reading::default()
                    });
                }
            }
            last = owner.map(|owner| (owner, quotation.close)).or(last);
        }
    }

    /// A tag behind the last piece of a speech that runs on is the tag of all of it.
    fn share_tags(&self, readings: &mut [Reading], owners: &mut [Option<usize>]) {
        for at in (1..self.quotations.len()).rev().filter(|at| self.quotations[*at].0.continues) {
            let (before, Some(owner)) = (owners[at - 1], owners[at]) else { continue };
            let piece = &self.quotations[at - 1].1;
            if let Some(other) = before.filter(|other| *other != owner) {
                // A sentence with a frame of its own before the speech is no tag of it.
                let is_told = |content: &Range<usize>| content.start < piece.start && self.at(content.start).is_none();
                let told = &mut readings[other].content;
                if !told.iter().any(is_told) {
                    continue;
                }
                told.retain(|content| content.start < piece.start);
                // The sentence without its stop.
                let open = self.quotations[at - 1].0.open;
                let end = open - usize::from(open > 0 && self.prose.tokens[open - 1].kind == Kind::Stop);
                told.iter_mut().for_each(|content| content.end = content.end.min(end));
            }
            if before != Some(owner) {
                owners[at - 1] = Some(owner);
                readings[owner].content.push(piece.clone());
            }
        }
    }

    /// The reading that a quotation without a frame of its own goes on with.
    fn owner(&self, readings: &[Reading], quotation: &Quotation, last: Option<(usize, usize)>) -> Option<usize> {
        let (owner, end) = last?;
        if quotation.continues {
            return Some(owner);
        }
        // “A,” he said. / “B.”: the next sentence goes on, in a paragraph of its own as well.
        let next = self.prose.sentence_of[end] + 1 >= self.prose.sentence_of[quotation.open];
        ((next || self.follows(end, quotation, 0)) && !readings[owner].content.is_empty()).then_some(owner)
    }

    /// Whether `quotation` stands at most `apart` paragraphs behind token `end`.
    fn follows(&self, end: usize, quotation: &Quotation, apart: u32) -> bool {
        let paragraph = |token: usize| self.prose.sentence_at(token).paragraph;
        paragraph(end) + apart >= paragraph(quotation.open)
    }
}

/// The tokens inside the marks without the frame's comma. `None` where no word stands there.
fn inner(prose: &Prose, quotation: &Quotation) -> Option<Range<usize>> {
    let mut inner = quotation.inner();
    while !inner.is_empty() && matches!(prose.tokens[inner.end - 1].kind, Kind::Comma) {
        inner.end -= 1;
    }
    (words(prose, &inner) > 0).then_some(inner)
}

fn words(prose: &Prose, range: &Range<usize>) -> usize {
    let tokens = prose.tokens[range.clone()].iter();
    tokens.filter(|token| matches!(token.kind, Kind::Word | Kind::Number)).take(SPEECH_WORDS).count()
}

/// Whether the quotation is a sentence or more by itself, no part of a clause around it.
fn stands_alone(prose: &Prose, quotation: &Quotation) -> bool {
    let opens = quotation.open == 0
        || prose.sentence_of[quotation.open] != prose.sentence_of[quotation.open - 1]
        || matches!(prose.tokens[quotation.open - 1].kind, Kind::Stop | Kind::Comma | Kind::Colon | Kind::Quote);
    let sentence = prose.sentence_at(quotation.close);
    let goes_on = quotation.close + 1 < sentence.tokens.end
        && prose.tokens[quotation.close + 1].kind == Kind::Word
        && !matches!(prose.tokens[quotation.close - 1].kind, Kind::Comma | Kind::Stop);
    opens && !goes_on
}

/// A content without the frame's marks at its edges; `None` where nothing is left. Marks whose partner stands inside stay,
/// and a closing mark right behind the content joins its opening one inside: a mixed content keeps its own marks.
pub(crate) fn trim(prose: &Prose, tokens: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let kind = |at: usize| prose.tokens[at].kind;
    let own = |at: usize| {
        prose.inside[at].map(|index| &prose.quotations[index as usize]).filter(|own| own.opened && own.closed)
    };
    while start < end && matches!(kind(start), Kind::Quote | Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop) {
        if own(start).is_some_and(|own| own.open == start && own.close + 1 < end) {
            break;
        }
        start += 1;
    }
    while start < end && matches!(kind(end - 1), Kind::Quote | Kind::Comma | Kind::Colon | Kind::Dash) {
        if own(end - 1).is_some_and(|own| own.close == end - 1 && own.open >= start) {
            break;
        }
        end -= 1;
    }
    let opens = |own: &&Quotation| own.open + 1 == start && own.close + 1 < end;
    if let Some(own) = (start < end).then(|| own(start)).flatten().filter(opens) {
        start = own.open;
    }
    if let Some(own) = (start < end).then(|| own(end - 1)).flatten() {
        let near = own.close >= end && own.close <= end + 1;
        if near && own.open > start && (end..own.close).all(|at| matches!(kind(at), Kind::Comma | Kind::Stop)) {
            end = own.close + 1;
        }
    }
    (start < end).then_some(start..end)
}

/// How much of the content stands in marks.
pub(crate) fn kind(prose: &Prose, content: &[Range<usize>]) -> QuoteKind {
    let (mut quoted, mut plain) = (false, false);
    for token in content.iter().cloned().flatten() {
        if !matches!(prose.tokens[token].kind, Kind::Word | Kind::Number) {
            continue;
        }
        match prose.inside[token] {
            Some(_) => quoted = true,
            None => plain = true,
        }
    }
    match (quoted, plain) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}
