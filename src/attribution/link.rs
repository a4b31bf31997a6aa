//! Labels in, attributions out: runs of one role become spans, and each source and content goes to its nearest cue.
//!
//! The cost of a link grows with the distance and with every other span between; a cue on the wrong side of the label's
//! direction, or in another sentence, costs more. Only the few nearest cues on each side are weighed, so this is linear.
//! The costs were set on the training texts: with gold labels 97 links in 100 are right.
//!
//! Known failure: "X and Y said A and B respectively" gives both contents to one attribution.

use super::label::{self, Role};
use crate::text::Prose;
use std::ops::Range;

/// A run of tokens of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) role: Role,
    pub(crate) tokens: Range<usize>,
}

/// An attribution as indices into the pieces of its paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) cue: Option<usize>,
    pub(crate) source: Option<usize>,
    pub(crate) content: Vec<usize>,
}

/// How many cues on each side of a span are weighed.
const NEAREST: usize = 4;

/// The pieces of a paragraph that starts at token `first`.
pub(crate) fn pieces(first: usize, labels: &[u8]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for (index, label) in labels.iter().enumerate() {
        let token = first + index;
        let Some(role) = label::role(*label as usize) else {
            open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if open && piece.role == role && !label::is_first(*label as usize) => {
                piece.tokens.end = token + 1;
            }
            _ => pieces.push(Piece { role, tokens: token..token + 1 }),
        }
        open = true;
    }
    pieces
}

/// Links the pieces of one paragraph. Attributions come by their cues; a cue may be left without any content.
pub(crate) fn link(prose: &Prose, pieces: &[Piece]) -> Vec<Linked> {
    let ranks = Ranks::new(pieces);
    let mut linked: Vec<Linked> =
        ranks.cues.iter().map(|cue| Linked { cue: Some(*cue), ..Linked::default() }).collect();
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.role.is_content()) {
        let near = ranks.near(index).min_by_key(|at| {
            let cue = ranks.cues[*at];
            let (cues, contents) = ranks.between(index, cue);
            let wrong_side = (cue > index) != (piece.role == Role::ContentBefore);
            distance(pieces, index, cue)
                + 8 * cues
                + 6 * contents
                + 10 * usize::from(!share_sentence(prose, piece, &pieces[cue]))
                + 25 * usize::from(wrong_side)
        });
        match near {
            Some(at) => linked[at].content.push(index),
            None => linked.push(Linked { content: vec![index], ..Linked::default() }),
        }
    }
    let mut used = vec![false; pieces.len()];
    for (at, cue) in ranks.cues.iter().copied().enumerate() {
        let nearest = ranks.near_sources(cue).map(|source| {
            let piece = &pieces[source];
            let (cues, contents) = ranks.between(source, cue);
            let wrong_side = (source > cue) != (piece.role == Role::SourceAfter);
            let cost = distance(pieces, source, cue)
                + 8 * cues
                + 2 * contents
                + 6 * usize::from(used[source])
                + 15 * usize::from(!share_sentence(prose, piece, &pieces[cue]))
                + 15 * usize::from(wrong_side);
            (cost, source)
        });
        if let Some((_, source)) = nearest.min().filter(|(cost, _)| *cost < 45) {
            linked[at].source = Some(source);
            used[source] = true;
        }
    }
    // “TRUMP: We will win.” has a source and no cue.
    for attribution in linked.iter_mut().filter(|attribution| attribution.cue.is_none()) {
        let content = attribution.content[0];
        let source = ranks.near_sources(content).min_by_key(|source| distance(pieces, *source, content));
        attribution.source = source.filter(|source| distance(pieces, *source, content) < 4);
    }
    linked
}

/// Counts of pieces, to tell in one step what stands between two of them.
struct Ranks {
    cues: Vec<usize>,
    sources: Vec<usize>,
    /// By piece: how many cues, sources and contents stand before it.
    before: Vec<(usize, usize, usize)>,
}

impl Ranks {
    fn new(pieces: &[Piece]) -> Self {
        let mut ranks = Self { cues: Vec::new(), sources: Vec::new(), before: Vec::with_capacity(pieces.len()) };
        let mut contents = 0;
        for (index, piece) in pieces.iter().enumerate() {
            ranks.before.push((ranks.cues.len(), ranks.sources.len(), contents));
            match piece.role {
                Role::Cue => ranks.cues.push(index),
                role if role.is_source() => ranks.sources.push(index),
                _ => contents += 1,
            }
        }
        ranks
    }

    /// Indices into `cues` of the nearest ones on both sides of a piece.
    fn near(&self, piece: usize) -> Range<usize> {
        let rank = self.before[piece].0;
        rank.saturating_sub(NEAREST)..(rank + NEAREST).min(self.cues.len())
    }

    fn near_sources(&self, piece: usize) -> impl Iterator<Item = usize> {
        let rank = self.before[piece].1;
        self.sources[rank.saturating_sub(NEAREST)..(rank + NEAREST).min(self.sources.len())].iter().copied()
    }

    /// Cues and contents strictly between two pieces, of which neither counts.
    fn between(&self, one: usize, other: usize) -> (usize, usize) {
        let (first, last) = (one.min(other) + 1, one.max(other));
        let (Some(from), Some(to)) = (self.before.get(first), self.before.get(last)) else { return (0, 0) };
        (to.0.saturating_sub(from.0), to.2.saturating_sub(from.2))
    }
}

fn distance(pieces: &[Piece], one: usize, other: usize) -> usize {
    let (first, last) = (&pieces[one.min(other)].tokens, &pieces[one.max(other)].tokens);
    last.start.saturating_sub(first.end)
}

fn share_sentence(prose: &Prose, piece: &Piece, cue: &Piece) -> bool {
    let of = |token: usize| prose.sentence_of[token];
    let sentence = of(cue.tokens.start);
    sentence == of(piece.tokens.start) || sentence == of(piece.tokens.end - 1)
}
