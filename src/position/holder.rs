//! Who holds the stance of a matched frame: subject, agent, possessor or speaker, as the kind of frame says.
//!
//! Example: "the plan was rejected by Kyiv" → Kyiv; "Macron's call for talks" → Macron.
//! Known failure: "the minister of the country that called for talks" → the minister.

use super::Scene;
use super::matching::Match;
use crate::actor::MentionKind;
use crate::lexicon::frames::FrameKind;
use crate::lexicon::grammar::Class;
use crate::report::Stance;
use crate::span::ActorId;
use crate::text::tag::Tag;
use crate::text::token::Kind;
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
        FrameKind::Content | FrameKind::Modal | FrameKind::Imperative => {
            // "“We will not accept it,” the minister said": the body that he speaks for.
            let token = reading.cue.start;
            let we = scene
                .clauses
                .mention_at(token)
                .filter(|_| reading.frame.kind == FrameKind::Modal && scene.clauses.is(token, Class::FirstPlural));
            we.and_then(|we| actor(scene, we)).or_else(|| scene.speaker_at(token))
        }
    }
}

/// The holder with those joined to it before the verb: "France and Italy, but not Spain, signed".
pub(crate) fn with_others(scene: &Scene, reading: &Match, holder: ActorId) -> Vec<ActorId> {
    let clauses = scene.clauses;
    let mut holders = vec![holder];
    let verbal = matches!(reading.frame.kind, FrameKind::Verb | FrameKind::Act | FrameKind::Adjective);
    let subject = clauses.subject(&reading.group).filter(|mention| {
        verbal && reading.holder.is_none() && !reading.group.passive && actor(scene, *mention) == Some(holder)
    });
    let mut first = subject.map_or(0, |mention| scene.mentions[mention].first);
    let mut joined = false;
    while first >= 2 {
        joined |= clauses.prose.word(first - 1).eq_ignore_ascii_case("and");
        let listed = joined && (clauses.kind(first - 1) == Kind::Comma || clauses.is(first - 1, Class::Conjunction));
        let Some(mention) = clauses.mention_ending(first - 2).filter(|_| listed) else { break };
        // "talks with France and Italy signed": an object is no subject.
        first = scene.mentions[mention].first;
        holders.extend(actor(scene, mention).filter(|other| !holders.contains(other)));
    }
    holders.reverse();
    holders
}

fn subject(scene: &Scene, reading: &Match) -> Option<ActorId> {
    let clauses = scene.clauses;
    // "lobbied them to support it": what others are to do is no stance of theirs yet.
    let somebody = |mention: usize| scene.mentions[mention].kind != MentionKind::Body;
    let told = |to: usize| to.checked_sub(1).and_then(|before| clauses.mention_ending(before)).is_some_and(somebody);
    let infinitive = reading.group.infinitive;
    if infinitive && told(reading.group_first) || !infinitive && is_nobody(scene, reading) {
        return None;
    }
    let mention = match clauses.subject(&reading.group) {
        Some(mention) => mention,
        None => {
            // "…, saying it was ready": no subject of its own, said by the speaker of the content.
            let opens = opens_clause(scene, reading);
            return scene.speaker_at(reading.cue.start).filter(|_| !reading.group.infinitive && opens);
        }
    };
    // "“We urge Tehran,” the spokesman said": asking is done by who speaks, whomever he speaks for.
    let we = scene.mentions[mention].kind == MentionKind::Pronoun
        && clauses.is(scene.mentions[mention].head, Class::FirstPlural);
    let asks = we && reading.frame.stance == Some(Stance::Demand);
    scene.speaker_at(reading.cue.start).filter(|_| asks).or_else(|| actor(scene, mention))
}

/// Whether a noun that is no actor stands beside the verb as its subject: "Kyiv says the protests | are in favour of it".
fn is_nobody(scene: &Scene, reading: &Match) -> bool {
    let clauses = scene.clauses;
    let words = (clauses.sentence(reading.cue.start).start..reading.group_first).rev();
    let beside = words.into_iter().find(|token| !clauses.is(*token, Class::Adverb));
    let other = [Class::Time, Class::Conjunction, Class::Relative, Class::Subordinator, Class::Preposition];
    beside.is_some_and(|beside| {
        matches!(clauses.tag(beside), Tag::Noun | Tag::Proper)
            && clauses.mention_at(beside).is_none()
            && !clauses.is_any(beside, &other)
    })
}

/// Whether no word stands before the verb that could be its subject.
fn opens_clause(scene: &Scene, reading: &Match) -> bool {
    let clauses = scene.clauses;
    let start = clauses.sentence(reading.cue.start).start;
    let Some(before) = reading.group_first.checked_sub(1).filter(|before| *before >= start) else { return true };
    clauses.kind(before) != Kind::Word
        || clauses.is_any(before, &[Class::Conjunction, Class::Subordinator, Class::Preposition])
        || scene.content_of[before] != scene.content_of[reading.cue.start]
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

pub(super) fn actor(scene: &Scene, mention: usize) -> Option<ActorId> {
    scene.cast.actor_of[mention]
}
