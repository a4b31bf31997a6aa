//! Contrasts and agreements: pairs of positions of different sides on one issue that pull in opposite directions, or
//! that a connective of the text sets against or beside each other.
//!
//! Two sides meet at most once on an issue in each way: the matrix shows the rest. A person and the state behind are one
//! side. Known failure: opposed propositions under one stance ("demands a truce", "demands a war") pass as no contrast.

use super::{Scene, are_opposed, has_marker};
use crate::lexicon::cues::Marker;
use crate::lexicon::phrase::FoldedSet;
use crate::report::{Position, Relation, RelationKind, Stance};
use crate::span::{ActorId, IssueId, Span};
use crate::text::tag::Tag;
use crate::text::token::Folded;

/// How many earlier positions on an issue each position is compared with.
const LOOK_BACK: usize = 8;

/// Propositions are compared up to here, in tokens.
const LONGEST: usize = 40;

/// The relations, by their later position.
pub(crate) fn find(scene: &Scene, positions: &[Position]) -> Vec<Relation> {
    let mut relations: Vec<Relation> = Vec::new();
    let mut told = FoldedSet::default();
    let mut by_issue: Vec<Vec<usize>> = Vec::new();
    let prose = scene.clauses.prose;
    let sides: Vec<Vec<ActorId>> = positions.iter().map(|position| sides(scene, position)).collect();
    let words: Vec<Option<Vec<Folded>>> =
        positions.iter().map(|position| position.proposition.map(|span| words(scene, span))).collect();
    for (index, later) in positions.iter().enumerate() {
        let Some(issue) = later.issue else { continue };
        if by_issue.len() <= issue.index() {
            by_issue.resize(issue.index() + 1, Vec::new());
        }
        let marked = marker(scene, later);
        for (back, earlier) in by_issue[issue.index()].iter().rev().take(LOOK_BACK).enumerate() {
            if sides[*earlier].iter().any(|side| sides[index].contains(side)) {
                continue;
            }
            // A connective speaks of the position before it, not of all that were told.
            let place = |position: &Position| prose.sentence_of[prose.token_from(position.cue.start)];
            let near = || place(later).saturating_sub(place(&positions[*earlier])) <= 1;
            let said = marked.filter(|_| back == 0 && near());
            let same = || share_matter(words[*earlier].as_deref(), words[index].as_deref());
            let Some(kind) = relate(&positions[*earlier], later, said, same) else { continue };
            if told.insert(key(kind, issue, &sides[*earlier], &sides[index])) {
                relations.push(Relation { kind, positions: [positions[*earlier].id, later.id], issue });
            }
        }
        by_issue[issue.index()].push(index);
    }
    relations
}

/// One number for a kind of relation of two sides on an issue, the same whoever spoke first.
fn key(kind: RelationKind, issue: IssueId, one: &[ActorId], other: &[ActorId]) -> Folded {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    let ids = one.iter().map(|id| id.0).chain([u32::MAX]).chain(other.iter().map(|id| id.0));
    // FNV-1a by words.
    [kind as u32, issue.0]
        .into_iter()
        .chain(ids)
        .fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ Folded::from(word)).wrapping_mul(0x0100_0000_01b3))
}

/// `said` is what a connective says of the two, `same` whether their propositions are about the same.
fn relate(
    earlier: &Position,
    later: &Position,
    said: Option<RelationKind>,
    same: impl Fn() -> bool,
) -> Option<RelationKind> {
    let both = |stance: Stance| earlier.stance == stance && later.stance == stance;
    if are_opposed(earlier.stance, later.stance) && same() || said == Some(RelationKind::Contrast) {
        Some(RelationKind::Contrast)
    } else {
        ((both(Stance::Support) || both(Stance::Agree)) && same() || said == Some(RelationKind::Agreement))
            .then_some(RelationKind::Agreement)
    }
}

/// The nouns, names and adjectives of a proposition, each once.
fn words(scene: &Scene, proposition: Span) -> Vec<Folded> {
    let prose = scene.clauses.prose;
    let mut words: Vec<Folded> = Vec::new();
    for token in prose.tokens_in(proposition).take(LONGEST) {
        let carries = matches!(prose.tags[token], Tag::Noun | Tag::Proper | Tag::Adjective | Tag::Gerund);
        if carries && !words.contains(&prose.tokens[token].folded) {
            words.push(prose.tokens[token].folded);
        }
    }
    words
}

/// Whether two propositions share a third of the words of the shorter one; a pronoun may stand for any.
fn share_matter(earlier: Option<&[Folded]>, later: Option<&[Folded]>) -> bool {
    let (Some(earlier), Some(later)) = (earlier, later) else { return false };
    let shared = earlier.iter().filter(|word| later.contains(word)).count();
    3 * shared >= earlier.len().min(later.len())
}

/// The states and bodies that the holders stand for, or the holders themselves, each once; of groups those of the members.
fn sides(scene: &Scene, position: &Position) -> Vec<ActorId> {
    let mut sides = Vec::new();
    for holder in &position.holders {
        let members = &scene.cast.actors[holder.0 as usize].members;
        let own = if members.is_empty() { std::slice::from_ref(holder) } else { &members[..] };
        for actor in own {
            let side = scene.cast.state_of(*actor).unwrap_or(*actor);
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
    }
    sides
}

/// What a connective in the position's sentence says.
fn marker(scene: &Scene, position: &Position) -> Option<RelationKind> {
    let sentence = scene.clauses.prose.tokens_in(position.sentence);
    if has_marker(scene, &sentence, Marker::Contrast) {
        Some(RelationKind::Contrast)
    } else {
        has_marker(scene, &sentence, Marker::Agreement).then_some(RelationKind::Agreement)
    }
}
