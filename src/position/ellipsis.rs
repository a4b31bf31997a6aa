//! A second holder who does not: "Berlin backs the ban; by contrast, Budapest does not."
//!
//! In: a token and the stances found before it in its sentence. Out: the last one's matter with the stance turned, held by
//! the subject of the form of "do".
//!
//! Known failure: "Budapest does" with no negation, and a second sentence ("Budapest does not.").

use super::Scene;
use super::holder;
use super::matching::Match;
use crate::lexicon::grammar::Class;
use crate::report::Position;
use crate::text::token::Kind;
use std::ops::Range;

/// The position of who "does not" at `token`, if a verb of the same sentence says what.
pub(super) fn at(
    scene: &Scene,
    token: usize,
    sentence: &Range<usize>,
    said: &[(&Match, Position)],
) -> Option<Position> {
    let clauses = scene.clauses;
    let not = token + 1;
    let bare = clauses.is(token, Class::Do)
        && not < sentence.end
        && clauses.is(not, Class::Negation)
        && (not + 1 == sentence.end || clauses.kind(not + 1) != Kind::Word);
    let (reading, position) = said.last().filter(|_| bare)?;
    let stance = if reading.negated { reading.frame.stance } else { reading.frame.negated }?;
    let other = holder::actor(scene, clauses.subject(&clauses.verb_group(token))?)?;
    (!position.holders.contains(&other)).then(|| Position {
        holders: vec![other],
        stance,
        plover: stance.plover(),
        cue: clauses.prose.span(token, not),
        addressees: Vec::new(),
        ..position.clone()
    })
}
