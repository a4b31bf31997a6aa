//! What quotation marks say about attributions, exactly: which quotations are speech, where a quoted content starts
//! and ends, how much of a content is quoted, and the quotes that run on behind their tag or into the next paragraph.
//!
//! Known failure: a quotation whose opening mark was lost is read as indirect.

use super::Draft;
use crate::report::QuoteKind;
use crate::span::Span;
use crate::text::Prose;
use crate::text::quotation::{Quotation, Style};
use crate::text::token::Kind;
use std::ops::Range;

/// Fewer words in marks than this are a term, a title or a nickname, unless a tag says otherwise.
const SPEECH_WORDS: usize = 6;

fn words(prose: &Prose, range: &Range<usize>) -> usize {
    prose.tokens[range.clone()]
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
        .take(SPEECH_WORDS)
        .count()
}

/// The tokens inside the marks without the frame's comma. `None` where no word stands there.
fn inner(prose: &Prose, quotation: &Quotation) -> Option<Range<usize>> {
    let mut inner = quotation.inner();
    while !inner.is_empty() && matches!(prose.tokens[inner.end - 1].kind, Kind::Comma) {
        inner.end -= 1;
    }
    (words(prose, &inner) > 0).then_some(inner)
}

/// A content without the marks at its edges; `None` where nothing is left.
pub(crate) fn trim(prose: &Prose, tokens: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let kind = |at: usize| prose.tokens[at].kind;
    while start < end && matches!(kind(start), Kind::Quote | Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop) {
        start += 1;
    }
    while start < end && matches!(kind(end - 1), Kind::Quote | Kind::Comma | Kind::Colon | Kind::Dash) {
        end -= 1;
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

/// Adds the quotations that no cue reached: parts of an interrupted quote and of one that runs over paragraphs go to
/// their attribution, speech without any tag becomes an attribution that keeps the last speaker.
pub(crate) fn complete(prose: &Prose, drafts: &mut Vec<Draft>) {
    let mut taken: Vec<(Span, usize)> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        taken.extend(draft.content.iter().map(|span| (*span, index)));
    }
    taken.sort_unstable();
    let mut last: Option<(usize, usize)> = None; // draft, and the token where its last quotation or frame ended
    for quotation in
        prose.quotations.iter().filter(|quotation| quotation.depth == 0 && quotation.style != Style::Single)
    {
        let Some(range) = inner(prose, quotation) else { continue };
        let span = prose.span(range.start, range.end - 1);
        let from = taken.partition_point(|(taken, _)| taken.start < span.start);
        let before = taken[..from].iter().rev().take(3).find(|(taken, _)| taken.overlaps(span));
        if let Some((_, draft)) = taken[from..].first().filter(|(taken, _)| taken.overlaps(span)).or(before) {
            last = Some((*draft, quotation.close));
            continue;
        }
        if words(prose, &range) < SPEECH_WORDS || !stands_alone(prose, quotation) {
            continue;
        }
        let paragraph = prose.sentence_at(quotation.open).paragraph;
        let Some((draft, end)) = last.filter(|(_, end)| prose.sentence_at(*end).paragraph + 1 >= paragraph) else {
            continue;
        };
        let same_paragraph = prose.sentence_at(end).paragraph == paragraph;
        if same_paragraph && drafts[draft].is_direct() || quotation.continues {
            drafts[draft].content.push(span);
        } else if drafts[draft].kind != QuoteKind::Indirect {
            let origin = drafts[draft].keeps_speaker_of.unwrap_or(draft);
            drafts.push(untagged(span, origin));
            // `order` sorts the drafts later; until then the indices stay.
            last = Some((drafts.len() - 1, quotation.close));
            continue;
        }
        last = Some((draft, quotation.close));
    }
    drafts.iter_mut().for_each(|draft| draft.content.sort_unstable());
}

fn untagged(span: Span, origin: usize) -> Draft {
    Draft {
        kind: QuoteKind::Direct,
        source: None,
        cue: None,
        content: vec![span],
        parent: None,
        keeps_speaker_of: Some(origin),
        hedged: false,
        confidence: 0.5,
    }
}

/// Whether the quotation is a sentence or more by itself, no part of a clause around it.
fn stands_alone(prose: &Prose, quotation: &Quotation) -> bool {
    let opens = quotation.open == 0
        || prose.sentence_of[quotation.open] != prose.sentence_of[quotation.open - 1]
        || matches!(prose.tokens[quotation.open - 1].kind, Kind::Stop | Kind::Comma | Kind::Colon | Kind::Quote);
    let sentence = prose.sentence_at(quotation.close);
    opens && (quotation.close + 1 >= sentence.tokens.end || prose.tokens[quotation.close + 1].kind == Kind::Comma)
}
