//! The stances that reported content carries without a stance verb: "we're doing great", "the plan is dead".
//!
//! In: the scene and the positions that the frames found. Out: a position for each unit of content that the model gives a
//! stance and no frame does; the speaker holds it, or the body that a "we" in the unit stands for.
//!
//! Known failure: a unit with two stances gets one.

use super::features::{self, Unit};
use super::model::{self, LABELS, StanceModel};
use super::{Scene, extent, has_marker, is_conditional_in};
use crate::lexicon::cues::Marker;
use crate::lexicon::grammar::Class;
use crate::report::{Position, Stance};
use crate::span::{ActorId, AttributionId, PositionId, Span};
use crate::text::tag::Tag;
use crate::text::token::Kind;

/// What "no stance" weighs against the stances. Units without a stance outnumber each single one; half of what the
/// training texts show gives the best F1 in cross-validation on them.
const NO_STANCE: f32 = 0.6;

/// Less likely stances are guesses.
const LEAST: f32 = 0.35;

/// Propositions end with their first clause, unless it is shorter than this, in tokens.
const LEAST_CLAUSE: usize = 4;

/// Where no clause ends, propositions are cut here.
const PROPOSITION: usize = 25;

/// The positions of the model, in the order of their units.
pub(crate) fn judge(scene: &Scene, framed: &[Position]) -> Vec<Position> {
    let model = StanceModel::english();
    let mut features = Vec::new();
    let mut positions = Vec::new();
    for unit in features::units(scene) {
        let Some(speaker) = scene.cast.speakers[unit.draft] else { continue };
        let holder = spoken_for(scene, &unit, speaker).unwrap_or(speaker);
        let span = scene.clauses.prose.span(unit.tokens.start, unit.tokens.end - 1);
        let sentence = &scene.clauses.prose.sentences[unit.sentence];
        let is_framed = |position: &&Position| {
            position.sentence == sentence.span
                && (position.holders.contains(&holder)
                    || position.holders.contains(&speaker)
                    || position.reported_by == Some(speaker))
        };
        if framed.iter().any(|position| is_framed(&position)) {
            continue;
        }
        features::extract(scene, &unit, &mut features);
        let Some((stance, confidence)) = choose(model.judge(&features)) else { continue };
        positions.push(Position {
            id: PositionId(0),
            holders: vec![holder],
            stance,
            plover: stance.plover(),
            strength: strength(scene, &unit),
            cue: cue(scene, &unit),
            proposition: Some(proposition(scene, &unit, stance).unwrap_or(span)),
            sentence: sentence.span,
            issue: None,
            addressees: Vec::new(),
            conditional: is_conditional_in(scene, unit.tokens.clone()),
            earlier: has_marker(scene, &sentence.tokens, Marker::Earlier),
            reported_by: Some(speaker).filter(|speaker| *speaker != holder),
            attribution: Some(AttributionId(unit.draft as u32)),
            confidence,
            rule: "content".to_owned(),
        });
    }
    positions
}

/// The likeliest stance, if "no stance" is not likelier.
fn choose(mut judged: [f32; LABELS]) -> Option<(Stance, f32)> {
    judged[0] *= NO_STANCE;
    let best = (0..LABELS).max_by(|one, other| judged[*one].total_cmp(&judged[*other]))?;
    Some((model::stance(best)?, judged[best])).filter(|(_, likelihood)| *likelihood >= LEAST)
}

/// The body that the unit's statement is about, where the speaker speaks for it: "we support", "his country will". "Our
/// troops" or "help us" leave the statement the speaker's own, and so does what the body is, has or did.
fn spoken_for(scene: &Scene, unit: &Unit, speaker: ActorId) -> Option<ActorId> {
    let (mention, is_us) = features::subject(scene, unit);
    let mention = mention?;
    let subject = scene.cast.actor_of[mention]?;
    let (clauses, verb) = (scene.clauses, scene.mentions[mention].last + 1);
    let is_intent = if is_us {
        !clauses.is(scene.mentions[mention].head, Class::Possessive)
            && !clauses.is(verb, Class::Have)
            && clauses.prose.tags.get(verb) != Some(&Tag::Past)
    } else {
        clauses.is(verb, Class::Modal) && scene.speaks_for(speaker, subject)
    };
    is_intent.then_some(subject)
}

/// The attribution's cue; where the unit's sentence has none, the first word of the unit.
fn cue(scene: &Scene, unit: &Unit) -> Span {
    let tokens = &scene.clauses.prose.tokens;
    let sentence = scene.clauses.prose.sentences[unit.sentence].span;
    scene.drafts[unit.draft].cue.filter(|cue| sentence.contains(*cue)).unwrap_or_else(|| {
        let word = unit.tokens.clone().find(|token| tokens[*token].kind == Kind::Word).unwrap_or(unit.tokens.start);
        tokens[word].span
    })
}

/// The statement without the marks around it, a condition or place before it, who speaks, and what hangs behind its first
/// clause; the subject alone of what is judged.
fn proposition(scene: &Scene, unit: &Unit, stance: Stance) -> Option<Span> {
    let clauses = scene.clauses;
    let kept = |token: &usize| !matches!(clauses.kind(*token), Kind::Quote | Kind::Comma | Kind::Stop | Kind::Dash);
    let mut start = unit.tokens.clone().find(kept)?;
    let end = unit.tokens.clone().rev().find(kept)? + 1;
    if clauses.is_any(start, &[Class::Subordinator, Class::Condition, Class::Preposition]) {
        let comma = (start..end).find(|token| clauses.kind(*token) == Kind::Comma);
        start = comma.map_or(start, |comma| comma + 1);
    }
    // "I think that | the vote"
    let opinion = (start..end.min(start + 4)).find(|token| clauses.is(*token, Class::Opinion));
    start = opinion.map_or(start, |opinion| opinion + 1);
    let skip = [Class::Conjunction, Class::Connective];
    while start < end
        && (clauses.is_any(start, &skip) || !kept(&start) || clauses.prose.word(start) == "that" && opinion.is_some())
    {
        start += 1;
    }
    let own = match stance {
        Stance::Offer | Stance::Reject => clauses.is(start, Class::Pronoun),
        Stance::Assert => false,
        _ => clauses.is_any(start, &[Class::FirstSingular, Class::FirstPlural]) && clauses.is(start, Class::Pronoun),
    };
    let auxiliary = [Class::Be, Class::Have, Class::Do, Class::Modal, Class::Negation, Class::Adverb];
    if own {
        let verb =
            (start + 1..end).find(|token| !clauses.is_any(*token, &auxiliary) && clauses.prose.word(*token) != "to");
        start = verb.unwrap_or(start);
    }
    let clause = extent::end(scene, start, end);
    // "we will not | pay while": an act is told in few words.
    let act = own && matches!(stance, Stance::Offer | Stance::Reject | Stance::Demand);
    let least = if act { 2 } else { LEAST_CLAUSE };
    let end = if clause >= start + least { clause } else { end.min(start + PROPOSITION) };
    let judged =
        matches!(stance, Stance::Support | Stance::Oppose | Stance::Reject) && !clauses.is(start, Class::Pronoun);
    let be = |token: &usize| {
        judged
            && clauses.is(*token, Class::Be)
            && !clauses.is_possessive(*token)
            && !clauses.is(token - 1, Class::Relative)
            && clauses.tag(token + 1) != Tag::Gerund
    };
    let end = (start + 1..end - 1).find(be).map_or(end, |be| clauses.verb_group(be).first);
    (start < end).then(|| clauses.prose.span(start, end - 1))
}

fn strength(scene: &Scene, unit: &Unit) -> u8 {
    let mut strength = 2;
    for token in unit.cue.clone().chain(unit.tokens.clone()) {
        match scene.marker_at(token) {
            Some(Marker::Intensifier) => return 3,
            Some(Marker::Downtoner) => strength = 1,
            _ => {}
        }
    }
    strength
}
