//! What the stance model sees of one unit: the part of an attribution's content that lies in one sentence.
//!
//! In: the unit in tokens, its cue and kind. Out: hashed features, pushed into a buffer that the caller reuses. The
//! trainer and the engine call this one function, so they can never disagree.
//!
//! Known failure: irony; the words of praise count as praise.

use super::Scene;
use super::matching;
use crate::actor::MentionKind;
use crate::attribution::Draft;
use crate::lexicon::grammar::Class;
use crate::order::sort_by_numbers;
use crate::report::QuoteKind;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind};
use std::ops::Range;

/// How often a cue's features count, against one for those of a word.
const CUE_WEIGHT: usize = 2;

/// How many words a negation reaches.
const SCOPE: u32 = 4;

/// A piece of reported content within one sentence, with what introduces it.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Index of its draft.
    pub(crate) draft: usize,
    pub(crate) sentence: usize,
    /// Tokens of the content inside the sentence.
    pub(crate) tokens: Range<usize>,
    /// Tokens of the cue. Empty where the attribution has none.
    pub(crate) cue: Range<usize>,
    pub(crate) kind: QuoteKind,
}

/// The units of all attributions, by draft and sentence. Contents that only nest another attribution are left to it.
pub(crate) fn units(scene: &Scene) -> Vec<Unit> {
    let prose = scene.clauses.prose;
    let mut units = Vec::new();
    // Draft and sentence of each attribution inside another one.
    let inner = |draft: &Draft| Some((draft.parent? as u32, prose.sentence_of[prose.token_from(draft.cue?.start)]));
    let mut cues: Vec<(u32, u32)> = scene.drafts.iter().filter_map(inner).collect();
    sort_by_numbers(&mut cues, |(draft, sentence)| [*draft, *sentence, 0]);
    for (index, draft) in scene.drafts.iter().enumerate() {
        let cue = draft.cue.map_or(0..0, |cue| prose.tokens_in(cue));
        let first = units.len();
        for span in &draft.content {
            let range = prose.tokens_in(*span);
            let mut start = range.start;
            while start < range.end {
                let sentence = prose.sentence_of[start] as usize;
                let end = prose.sentences[sentence].tokens.end.min(range.end);
                let words = prose.tokens[start..end].iter().filter(|token| token.kind == Kind::Word).count();
                let known = units[first..].iter().any(|unit: &Unit| unit.sentence == sentence);
                let nested = cues.binary_search(&(index as u32, sentence as u32)).is_ok();
                if words > 0 && !known && !nested {
                    units.push(Unit { draft: index, sentence, tokens: start..end, cue: cue.clone(), kind: draft.kind });
                }
                start = end;
            }
        }
    }
    units
}

/// A hashed feature.
pub(crate) type Feature = u32;

/// Replaces the contents of `features` by those of `unit`.
pub(crate) fn extract(scene: &Scene, unit: &Unit, features: &mut Vec<Feature>) {
    let clauses = scene.clauses;
    let tokens = &clauses.prose.tokens;
    features.clear();
    let mut push = |template: u64, value: u64| features.push(hash(template, value));
    push(0, 0);
    push(1, unit.kind as u64);
    for token in unit.cue.clone() {
        let cue = stem(tokens[token].folded, clauses.prose.word(token));
        // What introduces a statement weighs as much as several of its words.
        (0..CUE_WEIGHT).for_each(|_| push(2, cue));
        push(20, cue ^ u64::from(unit.kind as u8) << 60);
    }
    if let Some(token) = unit.cue.clone().next() {
        match scene.reading(token) {
            Some(reading) => (0..CUE_WEIGHT).for_each(|_| push(3, stance_code(reading))),
            None => push(3, 99),
        }
    }
    let Predicate { subject, verb, .. } = predicate(scene, unit);
    push(21, subject);
    if let Some(verb) = verb {
        let word = stem(tokens[verb].folded, clauses.prose.word(verb));
        push(22, word);
        push(23, word ^ subject << 56);
    }
    let mut counts = [0_u32; 5];
    let mut since_negation = u32::MAX;
    let mut negated = false;
    let mut persons = 0;
    let mut before: u64 = 0;
    let mut words = 0;
    for token in unit.tokens.clone() {
        let current = &tokens[token];
        match current.kind {
            Kind::Stop if clauses.prose.word(token).starts_with(['?', '!']) => {
                push(4, u64::from(clauses.prose.word(token).as_bytes()[0]));
            }
            Kind::Word => {}
            _ => continue,
        }
        let word = stem(current.folded, clauses.prose.word(token));
        words += 1;
        push(5, word);
        push(6, word ^ before.rotate_left(17));
        if words <= 2 {
            push(7, word);
        }
        before = word;
        if since_negation < SCOPE {
            push(24, word);
        }
        since_negation = since_negation.saturating_add(1);
        if clauses.is(token, Class::Negation) {
            negated = true;
            since_negation = 0;
        }
        if let Some(person) = first_person(scene, token) {
            persons |= person;
        }
        if let Some(polarity) = clauses.lexicon.polarity.of(current.folded) {
            counts[polarity] += 1;
        }
        if clauses.is(token, Class::Modal) {
            push(8, current.folded);
            push(9, current.folded ^ u64::from(negated) ^ persons << 8);
        }
        if let Some(reading) = scene.reading(token) {
            let value = stance_code(reading);
            (0..CUE_WEIGHT).for_each(|_| push(10, value));
            push(11, value << 8 | persons);
            push(25, value << 8 | subject);
        }
    }
    for (polarity, count) in counts.iter().enumerate() {
        push(12, (polarity as u64) << 4 | u64::from((*count).min(3)));
        push(13, (polarity as u64) << 4 | u64::from((*count).min(2)) << 1 | u64::from(negated));
    }
    for (polarity, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        push(26, (polarity as u64) << 8 | subject << 1 | u64::from(*count > 1));
    }
    push(14, u64::from(counts[0].min(2)) << 4 | u64::from(counts[1].min(2)));
    push(15, u64::from(negated));
    push(16, persons);
    push(
        17,
        match words {
            0..=3 => 0,
            4..=7 => 1,
            8..=15 => 2,
            16..=25 => 3,
            _ => 4,
        },
    );
    push(18, unit.sentence.min(2) as u64);
    push(19, u64::from(clauses.prose.sentences[unit.sentence].tokens.len() > unit.tokens.len() + 12));
}

/// The mention that the unit's first predicate is about, and whether that is "we".
pub(super) fn subject(scene: &Scene, unit: &Unit) -> (Option<usize>, bool) {
    let Predicate { subject, mention, .. } = predicate(scene, unit);
    (mention, subject == US)
}

/// The unit's first predicate.
struct Predicate {
    /// Who it is about: nobody, the speaker, "we", the reader, a state or body, a person, another noun.
    subject: u64,
    /// The mention of the same, where there is one.
    mention: Option<usize>,
    verb: Option<usize>,
}

/// The code of "we" as a subject, after [`first_person`].
const US: u64 = 2;

/// 1 for the singular of the first person, 2 for the plural.
fn first_person(scene: &Scene, token: usize) -> Option<u64> {
    let is = |class: Class| scene.clauses.is(token, class);
    if is(Class::FirstSingular) { Some(1) } else { is(Class::FirstPlural).then_some(US) }
}

/// The first predicate among the first words of the unit.
fn predicate(scene: &Scene, unit: &Unit) -> Predicate {
    let clauses = scene.clauses;
    let (mut subject, mut named) = (0, None);
    for token in unit.tokens.clone().take(20) {
        let word = &clauses.prose.tokens[token];
        if word.kind != Kind::Word {
            continue;
        }
        if clauses.looks_like_verb(token) && !clauses.is_any(token, &[Class::Be, Class::Have, Class::Do, Class::Modal])
        {
            return Predicate { subject, mention: named, verb: Some(token) };
        }
        if let Some(person) = first_person(scene, token) {
            subject = person;
            named = clauses.mention_at(token);
        } else if clauses.prose.word(token).eq_ignore_ascii_case("you") {
            subject = 3;
        } else if let Some(mention) = clauses.mention_at(token) {
            named = Some(mention);
            subject = match scene.mentions[mention].kind {
                MentionKind::State | MentionKind::Body => 4,
                MentionKind::Pronoun => 5,
                _ => 6,
            };
        } else if clauses.tag(token) == Tag::Noun && subject == 0 {
            subject = 7;
        }
    }
    Predicate { subject, mention: named, verb: None }
}

/// A frame's stance and whether it is negated.
fn stance_code(reading: &matching::Match) -> u64 {
    reading.frame.stance.map_or(98, |stance| stance as u64 * 2 + u64::from(reading.negated))
}

/// Equal for most forms of one word: the first letters of long words, without the endings of short ones.
fn stem(folded: Folded, word: &str) -> u64 {
    if word.len() < 6 || !word.is_ascii() {
        return folded;
    }
    let bytes = &word.as_bytes()[..word.len().min(8) - usize::from(word.len() < 8)];
    let keep = if word.len() < 8 { word.len() - 2 } else { 6 };
    bytes[..keep]
        .iter()
        .fold(0x9e37_79b9, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

fn hash(template: u64, value: u64) -> Feature {
    let mixed = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((mixed ^ mixed >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
}
