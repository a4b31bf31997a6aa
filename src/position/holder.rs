//! Who holds the stance of a matched frame: subject, agent, possessor or speaker, as the kind of frame says.
//!
//! Example: "the plan was rejected by Kyiv" → Kyiv; "Macron's call for talks" → Macron.
//! Known failure: "the minister of the country that called for talks" → the minister.

use super::Scene;
use super::matching::Match;
use crate::actor::MentionKind;
use crate::lexicon::frames::FrameKind;
use crate::lexicon::grammar::Class;
use crate::span::ActorId;
use std::ops::Range;

/// The holder's actor; `None` where the text names nobody.
pub(crate) fn of(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> Option<ActorId> {
    if let Some(token) = reading.holder {
        return actor(scene, scene.clauses.mention_starting(token)?);
    }
    match reading.frame.kind {
        FrameKind::Verb | FrameKind::Act => {
            if reading.group.passive {
                return actor(scene, scene.clauses.agent(reading.group.verb)?);
            }
            subject(scene, reading)
        }
        FrameKind::Adjective => subject(scene, reading),
        FrameKind::Noun => actor(scene, possessor(scene, reading, sentence)?),
        FrameKind::Content | FrameKind::Modal | FrameKind::Imperative => scene.speaker_at(reading.cue.start),
    }
}

fn subject(scene: &Scene, reading: &Match) -> Option<ActorId> {
    let clauses = scene.clauses;
    // "lobbied them to support it": what others are to do is no stance of theirs yet.
    let somebody = |mention: usize| scene.mentions[mention].kind != MentionKind::Body;
    let told = |to: usize| to.checked_sub(1).and_then(|before| clauses.mention_ending(before)).is_some_and(somebody);
    if reading.group.infinitive && told(reading.group_first) {
        return None;
    }
    let mention = match clauses.subject(&reading.group) {
        Some(mention) => mention,
        None => {
            // "…, saying it was ready": no subject of its own, said by the speaker of the content.
            return scene.speaker_at(reading.cue.start).filter(|_| !reading.group.infinitive);
        }
    };
    actor(scene, mention)
}

/// "Macron's call", "his call", "the call by Macron".
fn possessor(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> Option<usize> {
    let clauses = scene.clauses;
    let head = reading.cue.start;
    for token in (sentence.start..head).rev().take(4) {
        if clauses.is(token, Class::Possessive) {
            return clauses.mention_starting(token);
        }
        if matches!(clauses.prose.word(token), "'s" | "’s" | "'" | "’") {
            return token
                .checked_sub(1)
                .and_then(|owner| clauses.mention_ending(owner))
                .or_else(|| clauses.mention_at(token));
        }
        if clauses.is_any(token, &[Class::Preposition, Class::Determiner, Class::Be]) {
            break;
        }
    }
    // A state's adjective before the noun: "Russian opposition to".
    let before = head.checked_sub(1).filter(|before| *before >= sentence.start)?;
    clauses
        .mention_ending(before)
        .filter(|mention| matches!(scene.mentions[*mention].kind, MentionKind::State | MentionKind::Body))
}

fn actor(scene: &Scene, mention: usize) -> Option<ActorId> {
    scene.cast.actor_of[mention]
}
