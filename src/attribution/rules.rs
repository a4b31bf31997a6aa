//! Attributions by rule: each reporting cue of the tables, its subject, and the content that its row says it takes.
//!
//! Clauses in, [`Draft`]s out, ordered by their first span, contents inside other contents linked by `parent`.
//! Example: `The Kremlin stated that Putin emphasized the need for talks` is one attribution with another inside.
//!
//! Known failure: a content that leaves its sentence without quotation marks ends too early.

use super::Draft;
use super::quoted;
use crate::actor::MentionKind;
use crate::clause::{Clauses, VerbGroup};
use crate::lexicon::cues::{Cue, Marker};
use crate::lexicon::grammar::Class;
use crate::lexicon::inflect::Form;
use crate::report::QuoteKind;
use crate::span::Span;
use crate::text::tag::Tag;
use crate::text::token::Kind;
use std::ops::Range;

/// Confidence of a rule that found source, cue and content; the share of such attributions that are right on the
/// training articles.
const SURE: f32 = 0.7;
/// The same where no source was found.
const UNSURE: f32 = 0.4;

/// A cue with what it reports, in tokens.
struct Found {
    source: Option<usize>,
    cue: Range<usize>,
    content: Vec<Range<usize>>,
    hedged: bool,
}

/// All attributions of a text, by the start of their first span.
pub(crate) fn find(clauses: &Clauses) -> Vec<Draft> {
    let prose = clauses.prose;
    let mut found: Vec<Found> = Vec::new();
    for sentence in &prose.sentences {
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let (width, attribution) = read(clauses, token, &sentence.tokens);
            found.extend(attribution);
            token += width;
        }
    }
    let mut drafts: Vec<Draft> = found.into_iter().filter_map(|found| draft(clauses, found)).collect();
    quoted::complete(clauses, &mut drafts);
    order(&mut drafts);
    drafts
}

/// Sorts drafts by their first span and links each to the smallest content that holds it wholly.
pub(crate) fn order(drafts: &mut Vec<Draft>) {
    let mut places: Vec<usize> = (0..drafts.len()).collect();
    places.sort_by_key(|place| (drafts[*place].start(), std::cmp::Reverse(drafts[*place].end())));
    let mut moved = vec![0; drafts.len()];
    places.iter().enumerate().for_each(|(new, old)| moved[*old] = new);
    *drafts = places.into_iter().map(|old| drafts[old].clone()).collect();
    let mut open: Vec<usize> = Vec::new();
    for index in 0..drafts.len() {
        drafts[index].keeps_speaker_of = drafts[index].keeps_speaker_of.map(|old| moved[old]);
        let (start, end) = (drafts[index].start(), drafts[index].end());
        open.retain(|outer| drafts[*outer].end() > start);
        let inside = |outer: &usize| {
            let holds = |span: &Span| span.start <= start && end <= span.end;
            drafts[*outer].content.iter().any(holds) && drafts[*outer].cue != drafts[index].cue
        };
        drafts[index].parent = open.iter().rev().copied().find(inside);
        open.push(index);
    }
}

/// Reads what starts at `token`: how many tokens to step over, and an attribution where a cue stands there.
fn read(clauses: &Clauses, token: usize, sentence: &Range<usize>) -> (usize, Option<Found>) {
    let prose = clauses.prose;
    if quoted::is_speech(prose, token) {
        return (1, None);
    }
    let tokens = &prose.tokens;
    if let Some((width, Marker::Attribution)) = clauses.lexicon.cues.marker_at(tokens, token) {
        return (width, according_to(clauses, token..token + width, sentence));
    }
    let Some((width, cue)) = clauses.lexicon.cues.at(tokens, token) else { return (1, None) };
    let end = token + width;
    if end > sentence.end {
        return (1, None);
    }
    let group = clauses.verb_group(token);
    // Wishes of others are no speech: "expects Kyiv to recognise".
    if !clauses.reads_as_verb(&group, cue.form) || cue.takes(Cue::SILENT) && group.infinitive {
        return (1, None);
    }
    (width, verbal(clauses, token..end, &group, &cue, sentence))
}

/// "According to the Kremlin, …" and "…, according to the Kremlin".
fn according_to(clauses: &Clauses, cue: Range<usize>, sentence: &Range<usize>) -> Option<Found> {
    let source = (cue.end..sentence.end.min(cue.end + 3)).find_map(|token| clauses.mention_starting(token));
    let behind = source.map_or(cue.end + 1, |mention| clauses.mentions[mention].last + 1);
    let starts =
        cue.start == sentence.start || clauses.kind(cue.start - 1) != Kind::Comma && cue.start < sentence.start + 4;
    let content = if starts {
        let comma = (behind..sentence.end).take(20).find(|token| clauses.kind(*token) == Kind::Comma)?;
        comma + 1..sentence.end
    } else {
        sentence.start..cue.start
    };
    let content = trim(clauses, content)?;
    Some(Found { source, cue, content: vec![content], hedged: false })
}

fn verbal(
    clauses: &Clauses,
    cue_tokens: Range<usize>,
    group: &VerbGroup,
    cue: &Cue,
    sentence: &Range<usize>,
) -> Option<Found> {
    let hedged =
        is_hedged(clauses, group.first.saturating_sub(4).max(sentence.start)..sentence.end.min(cue_tokens.end + 2));
    let quote_before = quoted::ends_before(clauses, group, sentence);
    let mut inverted = None;
    if let Some(mention) = clauses.mention_starting(cue_tokens.end) {
        // “…,” said Olmert: the source stands behind its cue.
        let tagged = quote_before.is_some() || quoted::comma_before(clauses, group, sentence);
        if tagged
            && cue.takes(Cue::QUOTE | Cue::THAT)
            && !group.finite
            && ends_tag(clauses, clauses.mentions[mention].last + 1, sentence.end)
        {
            inverted = Some(mention);
        }
    }
    let source = match inverted {
        Some(mention) => Some(mention),
        None if group.passive => clauses.agent(group.verb),
        None => clauses.subject(group),
    };
    if let Some(found) = tag(clauses, &cue_tokens, group, cue, sentence, source, quote_before, inverted.is_some()) {
        return Some(Found { hedged, ..found });
    }
    let content = content_behind(clauses, cue_tokens.end, cue, sentence)?;
    source?;
    Some(Found { source, cue: cue_tokens, content: vec![content], hedged })
}

/// A cue that tags what stands before it: “…,” he said. The deal is dead, the French presidency said.
#[allow(clippy::too_many_arguments, reason = "all of it is what one clause says")]
fn tag(
    clauses: &Clauses,
    cue_tokens: &Range<usize>,
    group: &VerbGroup,
    cue: &Cue,
    sentence: &Range<usize>,
    source: Option<usize>,
    quote_before: Option<Range<usize>>,
    inverted: bool,
) -> Option<Found> {
    if !cue.takes(Cue::QUOTE | Cue::THAT) || cue.takes(Cue::INSIDE) && quote_before.is_none() {
        return None;
    }
    let source_index = source?;
    let source = &clauses.mentions[source_index];
    let frame_end = if inverted { source.last + 1 } else { cue_tokens.end };
    if let Some(quote) = quote_before {
        return Some(Found {
            source: Some(source_index),
            cue: cue_tokens.clone(),
            content: vec![quote],
            hedged: false,
        });
    }
    let frame_start = if inverted { group.first } else { source.first };
    let comma =
        frame_start.checked_sub(1).filter(|comma| *comma > sentence.start && clauses.kind(*comma) == Kind::Comma)?;
    if cue.takes(Cue::QUOTE) && ends_tag(clauses, frame_end, sentence.end) && frame_end > source.first {
        let content = trim(clauses, sentence.start..comma)?;
        // A tag reports a clause, never a phrase of time or place ("On Tuesday, he said.").
        if content.len() > 3 && !clauses.is(content.start, Class::Preposition) {
            return Some(Found {
                source: Some(source_index),
                cue: cue_tokens.clone(),
                content: vec![content],
                hedged: false,
            });
        }
    }
    None
}

/// Whether a tag ends at `from`: with the sentence, a comma, or a few words of time, place and person told.
fn ends_tag(clauses: &Clauses, from: usize, end: usize) -> bool {
    let Some(next) = (from < end).then(|| clauses.kind(from)) else { return true };
    matches!(next, Kind::Comma | Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Close | Kind::Quote)
        || clauses
            .is_any(from, &[Class::Preposition, Class::Time, Class::Adverb, Class::Subordinator, Class::Conjunction])
            && !clauses.prose.word(from).eq_ignore_ascii_case("that")
        || clauses.mention_starting(from).is_some_and(|mention| {
            let last = clauses.mentions[mention].last + 1;
            last >= end
                || matches!(clauses.kind(last), Kind::Comma | Kind::Stop)
                || clauses.is_any(last, &[Class::Preposition, Class::Time])
        })
}

/// The content behind a cue, by what the cue's row takes.
fn content_behind(clauses: &Clauses, from: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Range<usize>> {
    let prose = clauses.prose;
    let mut at = from;
    while at < sentence.end && clauses.is(at, Class::Adverb) {
        at += 1;
    }
    if at >= sentence.end {
        return None;
    }
    if cue.takes(Cue::INSIDE) {
        return trim(clauses, at..clauses.phrase_end(at, sentence.end));
    }
    if cue.takes(Cue::TOLD) || prose.word(at).eq_ignore_ascii_case("to") && !cue.takes(Cue::TO) {
        at = skip_told(clauses, at, sentence.end);
    }
    if at < sentence.end && clauses.is(at, Class::Time) && clauses.kind(at) == Kind::Word {
        at += 1; // "said Tuesday that"
    }
    if at >= sentence.end {
        return None;
    }
    let word = prose.word(at);
    if let Some(quote) = quoted::starts_at(clauses, at, sentence) {
        return Some(quote);
    }
    let folded = prose.tokens[at].folded;
    // A clause goes on to the end of its sentence, a phrase ends where phrases end.
    let mut whole = is_clause(clauses, at, sentence.end);
    let start = if word.eq_ignore_ascii_case("that") && cue.takes(Cue::THAT) {
        whole = true;
        at + 1
    } else if word.eq_ignore_ascii_case("to") && cue.takes(Cue::TO) {
        whole = false;
        at
    } else if clauses.lexicon.cues.takes_behind(cue, folded) {
        whole = false;
        at + 1
    } else if clauses.is(at, Class::Preposition) && !clauses.is(at, Class::Determiner)
        || prose.tokens[at].kind != Kind::Word
            && prose.tokens[at].kind != Kind::Number
            && prose.tokens[at].kind != Kind::Quote
    {
        return None;
    } else if cue.takes(Cue::NP) || whole && cue.takes(Cue::THAT) && !cue.takes(Cue::SILENT) {
        at
    } else if cue.takes(Cue::THAT) && has_auxiliary(clauses, at, sentence.end) {
        at
    } else {
        return None;
    };
    let end = if whole { content_end(clauses, start, sentence) } else { clauses.phrase_end(start, sentence.end) };
    trim(clauses, start..end)
}

/// Steps over the person told: "told reporters", "told Reuters on Monday", "said to allies".
fn skip_told(clauses: &Clauses, from: usize, end: usize) -> usize {
    let to = clauses.prose.word(from).eq_ignore_ascii_case("to") || clauses.prose.word(from).eq_ignore_ascii_case("in");
    let at = from + usize::from(to);
    let behind = match (at < end).then(|| clauses.mention_at(at)).flatten() {
        Some(mention) => clauses.mentions[mention].last + 1,
        None => {
            // No known person: up to "that", a comma or a quotation.
            let stop = (at..end.min(at + 12)).find(|token| {
                clauses.prose.word(*token).eq_ignore_ascii_case("that")
                    || matches!(clauses.kind(*token), Kind::Comma | Kind::Quote | Kind::Colon)
            });
            return stop.unwrap_or(from);
        }
    };
    // "that" may stand behind a place or a day.
    let that = (behind..end.min(behind + 8)).find(|token| clauses.prose.word(*token).eq_ignore_ascii_case("that"));
    that.unwrap_or(behind)
}

/// Whether a clause with a verb of its own starts at `from`: a verb stands before the next comma.
fn is_clause(clauses: &Clauses, from: usize, end: usize) -> bool {
    clauses.tag(from) != Tag::Gerund
        && (from..end.min(from + 30)).take_while(|token| clauses.kind(*token) != Kind::Comma).any(|token| {
            clauses.is_any(token, &[Class::Be, Class::Have, Class::Do, Class::Modal]) && !clauses.is_possessive(token)
                || token > from && clauses.kind(token) == Kind::Word && clauses.looks_like_verb(token)
        })
}

/// Whether an auxiliary stands before an infinitive does: "believes talks have failed", not "expects talks to fail".
fn has_auxiliary(clauses: &Clauses, from: usize, end: usize) -> bool {
    let clause = (from..end.min(from + 12)).take_while(|token| clauses.prose.word(*token) != "to");
    clause.skip(1).any(|token| {
        clauses.is_any(token, &[Class::Be, Class::Have, Class::Do, Class::Modal]) && !clauses.is_possessive(token)
    })
}

/// Where a content that starts at `from` ends: with its sentence, or where the frame's next verb begins.
fn content_end(clauses: &Clauses, from: usize, sentence: &Range<usize>) -> usize {
    let tokens = &clauses.prose.tokens;
    let cue_at = |token: usize| clauses.lexicon.cues.at(tokens, token).map(|(_, cue)| cue.form);
    (from + 1..sentence.end)
        .find(|token| {
            let next = token + 1;
            let ends = match clauses.kind(*token) {
                Kind::Semicolon => true,
                // The reporter goes on about the speaker: ", adding that", ", referring to", ", but".
                Kind::Comma if next < sentence.end => {
                    let gerund =
                        clauses.tag(next) == Tag::Gerund && !clauses.lexicon.is_function_word(tokens[next].folded);
                    let contrast = matches!(clauses.lexicon.cues.marker_at(tokens, next), Some((1, Marker::Contrast)));
                    gerund || contrast
                }
                Kind::Word if next < sentence.end && clauses.is(*token, Class::Conjunction) => {
                    cue_at(next) == Some(Form::Past)
                }
                _ => false,
            };
            ends && !quoted::is_speech(clauses.prose, *token)
        })
        .unwrap_or(sentence.end)
}

/// Cuts marks of the frame off both ends; `None` where no word is left.
fn trim(clauses: &Clauses, range: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (range.start, range.end);
    while start < end && matches!(clauses.kind(start), Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop) {
        start += 1;
    }
    while start < end
        && matches!(clauses.kind(end - 1), Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop | Kind::Semicolon)
    {
        end -= 1;
    }
    (start..end).any(|token| matches!(clauses.kind(token), Kind::Word | Kind::Number)).then_some(start..end)
}

fn is_hedged(clauses: &Clauses, mut window: Range<usize>) -> bool {
    window.any(|token| matches!(clauses.lexicon.cues.marker_at(&clauses.prose.tokens, token), Some((_, Marker::Hedge))))
}

fn draft(clauses: &Clauses, found: Found) -> Option<Draft> {
    let prose = clauses.prose;
    let source = found.source.map(|mention| &clauses.mentions[mention]);
    let cue = prose.span(found.cue.start, found.cue.end - 1);
    let content: Vec<Span> = found.content.iter().map(|range| prose.span(range.start, range.end - 1)).collect();
    if source.is_some_and(|source| source.kind == MentionKind::Pronoun && clauses.is(source.head, Class::Possessive)) {
        return None;
    }
    Some(Draft {
        kind: quoted::kind(prose, &found.content),
        source: source.map(|source| prose.span(source.first, source.last)),
        cue: Some(cue),
        content,
        parent: None,
        keeps_speaker_of: None,
        hedged: found.hedged,
        confidence: if source.is_some() { SURE } else { UNSURE },
    })
}

impl Draft {
    /// Byte offset of the first of its spans.
    pub(crate) fn start(&self) -> u32 {
        let spans = self.source.iter().chain(&self.cue).chain(&self.content);
        spans.map(|span| span.start).min().unwrap_or(0)
    }

    /// Byte offset of the end of the last of its spans.
    pub(crate) fn end(&self) -> u32 {
        let spans = self.source.iter().chain(&self.cue).chain(&self.content);
        spans.map(|span| span.end).max().unwrap_or(0)
    }

    /// Whether all of the content stands in marks.
    pub(crate) fn is_direct(&self) -> bool {
        self.kind == QuoteKind::Direct
    }
}
