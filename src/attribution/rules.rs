//! Attributions by rule: each reporting cue of the tables, its subject, and the content that its row says it takes.
//!
//! The sequence model learned outer attributions from political news. The rules add what it does not give: attributions
//! inside reported content, and plain frames that it was too unsure of. Example: in "The Kremlin stated that Putin
//! emphasized the need for talks" the model finds "The Kremlin stated", the rules "Putin emphasized".
//!
//! Known failure: a content that leaves its sentence without quotation marks ends too early.

use super::quoted;
use super::reading::Reading;
use crate::clause::{Clauses, VerbGroup};
use crate::lexicon::cues::{Cue, Marker};
use crate::lexicon::grammar::Class;
use crate::lexicon::inflect::Form;
use crate::text::tag::Tag;
use crate::text::token::Kind;
use std::ops::Range;

/// Confidence of what the rules alone found: the share of such readings that are right on the training articles, rounded.
const CONFIDENCE: f32 = 0.4;

/// A headline has at most this many tokens.
const HEADLINE: usize = 20;

/// Adds the readings that the model did not give: those inside one of its contents, and those whose content no other
/// reading touches.
pub(crate) fn add(clauses: &Clauses, readings: &mut Vec<Reading>) {
    let prose = clauses.prose;
    // For each token whether a cue, a content or a source of the model covers it.
    let mut cued = vec![false; prose.tokens.len()];
    let mut content = vec![0_u32; prose.tokens.len()];
    for (index, reading) in readings.iter().enumerate() {
        reading.cue.iter().for_each(|cue| cued[cue.clone()].fill(true));
        reading.content.iter().for_each(|piece| content[piece.clone()].fill(index as u32 + 1));
    }
    if let Some(found) = headline(clauses).filter(|found| fits(clauses, found, &cued, &content)) {
        readings.push(found);
    }
    for sentence in &prose.sentences {
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let (width, found) = read(clauses, token, &sentence.tokens);
            if let Some(found) = found.filter(|found| fits(clauses, found, &cued, &content)) {
                readings.push(found);
            }
            token += width;
        }
    }
}

/// Whether the rules read the same: the same source says at least half of the same content.
pub(crate) fn agree(clauses: &Clauses, reading: &Reading) -> bool {
    let (Some(cue), Some(source)) = (&reading.cue, &reading.source) else { return false };
    let sentence = clauses.sentence(cue.start);
    let found = cue.clone().rev().find_map(|token| read(clauses, token, &sentence).1);
    let Some(found) = found else { return false };
    let shared =
        |one: &Range<usize>, other: &Range<usize>| one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let both: usize =
        found.content.iter().flat_map(|one| reading.content.iter().map(move |other| shared(one, other))).sum();
    let size = |content: &[Range<usize>]| content.iter().map(ExactSizeIterator::len).sum::<usize>();
    found.source.is_some_and(|found| shared(&found, source) > 0)
        && 2 * both >= size(&found.content).max(size(&reading.content))
}

/// What a headline says that names its speaker behind a dash or before a colon: "Talks have failed – minister".
fn headline(clauses: &Clauses) -> Option<Reading> {
    let line = clauses.prose.paragraphs().next().filter(|line| line.len() <= HEADLINE)?;
    let ends = clauses.kind(line.end - 1) == Kind::Stop;
    let parts = |kind: Kind| line.clone().find(|token| clauses.kind(*token) == kind);
    let speaker = |from: usize, end: usize| {
        let mention = clauses.mention_starting(from)?;
        let whole = clauses.mentions[mention].last + 1 == end && clauses.can_be_subject(mention);
        whole.then_some(mention)
    };
    let (mark, source, content) = match (parts(Kind::Dash), parts(Kind::Colon)) {
        (Some(dash), None) => (dash, speaker(dash + 1, line.end)?, line.start..dash),
        (None, Some(colon)) => (colon, speaker(line.start, colon)?, colon + 1..line.end),
        _ => return None,
    };
    let says = content.clone().any(|token| clauses.tag(token).is_finite());
    let mut found = reading(clauses, source, mark..mark + 1, trim(clauses, content)?);
    found.cue = None;
    (!ends && says).then_some(found)
}

/// What a source named before its sentence says: the whole of "According to Kyiv, …". `None` for any other cue.
pub(crate) fn sentence_of(clauses: &Clauses, cue: &Range<usize>) -> Option<Range<usize>> {
    let marker = clauses.lexicon.cues.marker_at(&clauses.prose.tokens, cue.start);
    let sentence = clauses.sentence(cue.start);
    let opens = matches!(marker, Some((_, Marker::Attribution))) && cue.start == sentence.start;
    let reading = opens.then(|| according_to(clauses, cue.clone(), &sentence)).flatten()?;
    reading.content.into_iter().next()
}

/// The content that the rules see behind the cue in `cue`; `None` where no row of the table stands there.
pub(crate) fn content(clauses: &Clauses, cue: &Range<usize>) -> Option<Range<usize>> {
    let sentence = clauses.sentence(cue.start);
    let at =
        |token: usize| clauses.lexicon.cues.at(&clauses.prose.tokens, token).map(|(width, cue)| (token + width, cue));
    let (end, cue) = cue.clone().rev().find_map(at)?;
    content_behind(clauses, end, &cue, &sentence)
}

/// Whether a reading stands in a gap of the model's, or wholly inside one of its contents; or, behind "according to",
/// around them.
fn fits(clauses: &Clauses, found: &Reading, cued: &[bool], content: &[u32]) -> bool {
    let Some(cue) = &found.cue else {
        // A headline's mark is its cue, and belongs to no span.
        return found.content.iter().chain(&found.source).cloned().flatten().all(|token| content[token] == 0);
    };
    let Some(source) = &found.source else { return false };
    if cued[cue.clone()].contains(&true) {
        return false;
    }
    let around = content[cue.start];
    let frame = |level: u32| source.clone().chain(cue.clone()).all(|token| content[token] == level);
    let whole = |piece: &Range<usize>| {
        let parted = |token: usize| token == 0 || token >= content.len() || content[token - 1] != content[token];
        (content[piece.start] == 0 || parted(piece.start)) && (content[piece.end - 1] == 0 || parted(piece.end))
    };
    let marker = clauses.lexicon.cues.marker_at(&clauses.prose.tokens, cue.start);
    frame(around) && found.content.iter().cloned().flatten().all(|token| content[token] == around)
        || matches!(marker, Some((_, Marker::Attribution))) && frame(0) && found.content.iter().all(whole)
}

/// Reads what starts at `token`: how many tokens to step over, and an attribution where a cue stands there.
fn read(clauses: &Clauses, token: usize, sentence: &Range<usize>) -> (usize, Option<Reading>) {
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
fn according_to(clauses: &Clauses, cue: Range<usize>, sentence: &Range<usize>) -> Option<Reading> {
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
    Some(reading(clauses, source?, cue, content))
}

fn verbal(
    clauses: &Clauses,
    cue_tokens: Range<usize>,
    group: &VerbGroup,
    cue: &Cue,
    sentence: &Range<usize>,
) -> Option<Reading> {
    let source = if group.passive { clauses.agent(group.verb) } else { clauses.subject(group) }?;
    let content = match tagged(clauses, &cue_tokens, cue, sentence, source) {
        Some(content) => content,
        None => content_behind(clauses, cue_tokens.end, cue, sentence)?,
    };
    Some(reading(clauses, source, cue_tokens, content))
}

fn reading(clauses: &Clauses, source: usize, cue: Range<usize>, content: Range<usize>) -> Reading {
    let source = &clauses.mentions[source];
    Reading {
        source: Some(source.first..source.last + 1),
        cue: Some(cue),
        content: vec![content],
        confidence: CONFIDENCE,
        ..Reading::default()
    }
}

/// What a cue tags that stands before it: "The deal is dead, the French presidency said."
fn tagged(
    clauses: &Clauses,
    cue_tokens: &Range<usize>,
    cue: &Cue,
    sentence: &Range<usize>,
    source: usize,
) -> Option<Range<usize>> {
    if !cue.takes(Cue::QUOTE) || cue.takes(Cue::INSIDE) || !ends_tag(clauses, cue_tokens.end, sentence.end) {
        return None;
    }
    let comma = clauses.mentions[source].first.checked_sub(1)?;
    if comma <= sentence.start || clauses.kind(comma) != Kind::Comma {
        return None;
    }
    let content = trim(clauses, sentence.start..comma)?;
    // A tag reports a clause, never a phrase of time or place ("On Tuesday, he said.").
    (content.len() > 3 && !clauses.is(content.start, Class::Preposition)).then_some(content)
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
    } else if cue.takes(Cue::NP)
        || cue.takes(Cue::THAT) && (whole && !cue.takes(Cue::SILENT) || has_auxiliary(clauses, at, sentence.end))
    {
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
pub(crate) fn is_clause(clauses: &Clauses, from: usize, end: usize) -> bool {
    clauses.tag(from) != Tag::Gerund
        && (from..end.min(from + 30)).take_while(|token| clauses.kind(*token) != Kind::Comma).any(|token| {
            clauses.is_any(token, &[Class::Be, Class::Have, Class::Do, Class::Modal]) && !clauses.is_possessive(token)
                || token > from && matches!(clauses.tag(token), Tag::Present | Tag::Past | Tag::Modal)
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
