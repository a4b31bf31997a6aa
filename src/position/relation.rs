//! Contrasts and agreements: pairs of positions of different holders on one issue that pull in opposite directions, or
//! that a connective of the text sets against or beside each other.
//!
//! Known failure: opposed propositions under one stance ("demands a truce", "demands a war") pass as no contrast.

use super::{Scene, are_opposed, has_marker};
use crate::lexicon::cues::Marker;
use crate::report::{Position, Relation, RelationKind, Stance};

/// How many earlier positions on an issue each position is compared with.
const LOOK_BACK: usize = 8;

/// The relations, by their later position.
pub(crate) fn find(scene: &Scene, positions: &[Position]) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut by_issue: Vec<Vec<usize>> = Vec::new();
    for (index, later) in positions.iter().enumerate() {
        let Some(issue) = later.issue else { continue };
        if by_issue.len() <= issue.index() {
            by_issue.resize(issue.index() + 1, Vec::new());
        }
        let marked = marker(scene, later);
        for earlier in by_issue[issue.index()].iter().rev().take(LOOK_BACK) {
            let earlier = &positions[*earlier];
            if earlier.holders.iter().any(|holder| later.holders.contains(holder)) {
                continue;
            }
            let kind = if are_opposed(earlier.stance, later.stance) || marked == Some(RelationKind::Contrast) {
                RelationKind::Contrast
            } else if earlier.stance == later.stance && matches!(later.stance, Stance::Support | Stance::Agree)
                || marked == Some(RelationKind::Agreement)
            {
                RelationKind::Agreement
            } else {
                continue;
            };
            relations.push(Relation { kind, positions: [earlier.id, later.id], issue });
        }
        by_issue[issue.index()].push(index);
    }
    relations
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
