//! Completes the model's readings by grammar: a source where the model left one out, the rest of a content that it cut
//! to a stub; and keeps marks and the conjunction "that" out of spans, as the guidelines ask.
//!
//! Example: in "Macron, however, reiterated the need for talks" the model finds cue and content, the clause its subject.
//! Known failure: a subject in the sentence before ("He paused. Then said no.") is not looked for.

use super::quoted;
use super::reading::Reading;
use super::rules;
use crate::clause::Clauses;
use crate::lexicon::grammar::Class;
use crate::text::tag::Tag;
use crate::text::token::Kind;
use std::ops::Range;

/// At most this many tokens stand between a frame and the content behind it, the comma included.
const FRAME: usize = 8;

/// Contents of at most this many words are stubs where the grammar offers more.
const STUB: usize = 3;

/// Completes each reading in place, and drops those that report nothing.
pub(crate) fn all(clauses: &Clauses, readings: &mut [Reading]) {
    let empty = |reading: &&mut Reading| {
        is_act(clauses, reading) || says_nothing(clauses, reading) || names_title(clauses, reading)
    };
    readings.iter_mut().filter(empty).for_each(|reading| reading.content.clear());
    for reading in readings {
        reading.source = reading.source.take().and_then(|source| trim(clauses, source));
        reading.source.take_if(|source| is_owner(clauses, source, reading.cue.as_ref()));
        if reading.source.is_none() {
            reading.source = subject(clauses, reading);
        }
        if let Some(content) = stub(clauses, reading).and_then(|cue| rules::content(clauses, cue)) {
            reading.content = vec![content];
        }
        let whole = reading.cue.as_ref().and_then(|cue| rules::sentence_of(clauses, cue));
        if let (Some(whole), [piece]) = (whole, reading.content.as_slice()) {
            // The model may stop at a relative clause: "the talks, which lasted two hours, covered the war".
            if whole.start == piece.start && piece.end < whole.end {
                reading.content = vec![whole];
            }
        }
        if let Some(before) = before_frame(clauses, reading) {
            reading.content.insert(0, before);
        }
        // "which she called a threat": the relative stands for what is judged, it says nothing.
        if reading.content.len() > 1 {
            reading.content.retain(|piece| piece.len() > 1 || !clauses.is(piece.start, Class::Relative));
        }
        for piece in &mut reading.content {
            let that = clauses.prose.word(piece.start).eq_ignore_ascii_case("that")
                && clauses.tag(piece.start) == Tag::Subordinator;
            if that && piece.len() > 1 {
                piece.start += 1;
            }
        }
    }
}

/// Whether a reading is somebody's act or judgement, told without a word of theirs: "agreed to talks", "condemned the
/// attack". PolNeAR, which the model learned from, has some of these; the guidelines do not.
fn is_act(clauses: &Clauses, reading: &Reading) -> bool {
    let verb = reading.cue.as_ref().and_then(|cue| verb(clauses, cue));
    let [piece] = reading.content.as_slice() else { return false };
    verb.is_some_and(|verb| clauses.lexicon.cues.is_act(clauses.prose.tokens[verb].folded) && piece.start > verb)
        && piece.clone().all(|token| clauses.prose.inside[token].is_none())
        && !rules::is_clause(clauses, piece.start, piece.end)
}

/// "said nothing", "said so": a pronoun alone reports no words.
fn says_nothing(clauses: &Clauses, reading: &Reading) -> bool {
    let [piece] = reading.content.as_slice() else { return false };
    let light = [Class::Pronoun, Class::Determiner, Class::Adverb, Class::Negation];
    piece.len() <= 2
        && piece.clone().all(|token| clauses.prose.inside[token].is_none() && clauses.is_any(token, &light))
}

/// "wrote the novel “The Last Winter”": a phrase around a title in capital letters reports no words.
/// What somebody is called does: "called him “Crooked Anton”".
fn names_title(clauses: &Clauses, reading: &Reading) -> bool {
    let [piece] = reading.content.as_slice() else { return false };
    let marked = |token: &usize| clauses.prose.inside[*token].is_some() && clauses.kind(*token) == Kind::Word;
    let is_title = |token: usize| {
        clauses.prose.tokens[token].is_capital() || clauses.lexicon.is_function_word(clauses.prose.tokens[token].folded)
    };
    let plain = piece.clone().take_while(|token| clauses.kind(*token) != Kind::Quote);
    piece.clone().filter(marked).count() > 1
        && piece.clone().filter(marked).all(is_title)
        && clauses.tag(piece.start) == Tag::Determiner
        && plain.last().is_some_and(|token| clauses.tag(token) == Tag::Noun)
}

/// A source without the commas and marks of its frame.
fn trim(clauses: &Clauses, mut source: Range<usize>) -> Option<Range<usize>> {
    let is_mark = |token: usize| !matches!(clauses.kind(token), Kind::Word | Kind::Number);
    while !source.is_empty() && is_mark(source.start) {
        source.start += 1;
    }
    while !source.is_empty() && is_mark(source.end - 1) {
        source.end -= 1;
    }
    (!source.is_empty()).then_some(source)
}

/// Whether a source only owns what stands behind it, and the cue is a verb elsewhere: "praised France’s army, saying …".
fn is_owner(clauses: &Clauses, source: &Range<usize>, cue: Option<&Range<usize>>) -> bool {
    clauses.tag(source.end - 1) == Tag::Possessive
        && cue.is_some_and(|cue| cue.start != source.end && verb(clauses, cue).is_some())
}

/// The subject, or the agent, of the verb in a cue.
fn subject(clauses: &Clauses, reading: &Reading) -> Option<Range<usize>> {
    let verb = verb(clauses, reading.cue.as_ref()?)?;
    let group = clauses.verb_group(verb);
    let mention = if group.passive { clauses.agent(verb) } else { clauses.subject(&group) };
    let mention = &clauses.mentions[mention?];
    let source = mention.first..mention.last + 1;
    let inside = reading.content.iter().any(|piece| piece.start < source.end && source.start < piece.end);
    (!inside && !clauses.is(mention.head, Class::Possessive)).then_some(source)
}

/// The cue of a reading whose content is only the head of a clause that goes on.
fn stub<'r>(clauses: &Clauses, reading: &'r Reading) -> Option<&'r Range<usize>> {
    let cue = reading.cue.as_ref()?;
    let [piece] = reading.content.as_slice() else { return None };
    let word = |token: &usize| matches!(clauses.kind(*token), Kind::Word);
    let short = piece.clone().filter(word).count() <= STUB && piece.start >= cue.end && piece.start - cue.end < STUB;
    let goes_on = piece.end < clauses.sentence(cue.start).end && clauses.kind(piece.end) == Kind::Word;
    (short && goes_on && !quoted::is_speech(clauses.prose, piece.start)).then_some(cue)
}

/// The part of a content that stands before its frame: "The talks" of "The talks, the minister said, have failed". The
/// content behind such a frame starts with a verb that has no subject of its own.
fn before_frame(clauses: &Clauses, reading: &Reading) -> Option<Range<usize>> {
    let (cue, source) = (reading.cue.as_ref()?, reading.source.as_ref()?);
    let [piece] = reading.content.as_slice() else { return None };
    let (first, last) = (source.start.min(cue.start), source.end.max(cue.end));
    let start = clauses.sentence(cue.start).start;
    let comma = |token: usize| clauses.kind(token) == Kind::Comma;
    // A place and a day may stand behind the verb: "the minister said in Bergen on Monday".
    let framed = first > start + 1 && comma(first - 1) && piece.start > last && comma(piece.start - 1);
    if !framed || piece.start - last > FRAME {
        return None;
    }
    let goes_on = clauses.tag(piece.start).is_finite()
        || clauses.is_any(piece.start, &[Class::Be, Class::Have, Class::Do, Class::Modal]);
    let before = trim(clauses, start..first - 1)?;
    let plain = before.clone().all(|token| {
        clauses.prose.inside[token].is_none() && !clauses.tag(token).is_finite() && clauses.kind(token) == Kind::Word
    });
    (goes_on && plain).then_some(before)
}

/// The main verb of a cue: its last word that is a verb.
fn verb(clauses: &Clauses, cue: &Range<usize>) -> Option<usize> {
    let is_verb = |token: &usize| {
        matches!(clauses.tag(*token), Tag::Base | Tag::Present | Tag::Past | Tag::Participle | Tag::Gerund)
            && !clauses.is_any(*token, &[Class::Be, Class::Have, Class::Do])
    };
    cue.clone().rev().find(is_verb)
}
