//! Where actors stand: stance frames matched over the tokens, with holder, addressee, proposition and flags.
//!
//! Clauses, cast and attributions in, [`Position`]s out, by the start of their cue. Example: in "Macron used the call
//! to urge a ceasefire" the frame "urge P" has the holder Macron and the proposition "a ceasefire".
//!
//! What no frame names ("no way we will disarm") is left to the learned model of [`content`].
//!
//! Known failure: two stances of one holder in one sentence of reported content are one.

mod content;
mod ellipsis;
mod extent;
mod features;
mod holder;
mod issue;
mod matching;
mod model;
mod relation;
mod scene;
mod spoken;
#[doc(hidden)]
pub mod training;

use crate::actor::{Cast, Mention};
use crate::attribution::{Draft, quoted};
use crate::clause::Clauses;
use crate::lexicon::cues::Marker;
use crate::lexicon::frames::{Frame, FrameKind};
use crate::lexicon::grammar::Class;
use crate::order::sort_by_numbers;
use crate::report::{Issue, Position, Relation, Stance};
use crate::span::{ActorId, AttributionId, PositionId, Span};
use crate::text::sentence::Sentence;
use crate::text::tag::Tag;
use crate::text::token::Kind;
use matching::Match;
use scene::Scene;
use std::ops::Range;

/// Confidence of a frame's reading, by the share of such positions that are right on the training articles.
const VERBAL: f32 = 0.6;
/// The same for frames inside a reported content.
const IN_CONTENT: f32 = 0.4;

/// What the position stage finds.
pub(crate) struct Stances {
    pub(crate) positions: Vec<Position>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) relations: Vec<Relation>,
}

/// Finds positions, names their issues and relates them.
pub(crate) fn find(clauses: &Clauses, mentions: &[Mention], cast: &Cast, drafts: &[Draft]) -> Stances {
    let scene = Scene::new(clauses, mentions, cast, drafts);
    let mut positions = Vec::new();
    for sentence in &clauses.prose.sentences {
        positions.extend(by_frames(&scene, sentence));
    }
    let carried = content::judge(&scene, &positions);
    positions.extend(carried);
    sort_by_numbers(&mut positions, |position| [position.cue.start, position.cue.end, 0]);
    for (index, position) in positions.iter_mut().enumerate() {
        position.id = PositionId(index as u32);
    }
    let issues = issue::name(&scene, &mut positions);
    let relations = relation::find(&scene, &positions);
    Stances { positions, issues, relations }
}

/// The positions that the frames find in a sentence.
fn by_frames(scene: &Scene, sentence: &Sentence) -> impl Iterator<Item = Position> {
    let mut found: Vec<(&Match, Position)> = Vec::new();
    // Verbs without a stance of their own that others hang on: "tried to".
    let mut attempts: Vec<&Match> = Vec::new();
    let mut unsaid = Vec::new();
    for token in sentence.tokens.clone() {
        unsaid.extend(ellipsis::at(scene, token, &sentence.tokens, &found));
        let Some(reading) = scene.reading(token) else { continue };
        if reading.stance().is_none() {
            attempts.push(reading);
            continue;
        }
        // A verb that another frame's proposition starts with is that frame's matter: "refused to condemn".
        if found.iter().any(|(outer, _)| outer.governs(reading))
            || is_act(reading) && attempts.iter().any(|outer| outer.governs(reading))
            || gives_way(scene, reading)
        {
            continue;
        }
        let Some(position) = judge(scene, reading, &sentence.tokens, sentence.span) else { continue };
        let said = |(outer, known): &(&Match, Position)| outer.covers(reading) && known.holders == position.holders;
        if !found.iter().any(said) {
            found.push((reading, position));
        }
    }
    found.into_iter().map(|(_, position)| position).chain(unsaid)
}

/// Whether the stance is in what is done, so that nobody takes it who only wants or tries to.
fn is_act(reading: &Match) -> bool {
    reading.frame.kind == FrameKind::Act || matches!(reading.frame.stance, Some(Stance::Agree | Stance::Reject))
}

/// Whether the verb behind a modal has a frame of its own, which says more: "we will | support", "they should | condemn".
fn gives_way(scene: &Scene, reading: &Match) -> bool {
    let Some(range) = reading.proposition.as_ref().filter(|_| reading.frame.kind == FrameKind::Modal) else {
        return false;
    };
    let verb = range.clone().take(3).find(|token| !scene.clauses.is(*token, Class::Adverb));
    let own = verb.and_then(|verb| scene.reading(verb));
    own.is_some_and(|own| own.frame.kind != FrameKind::Modal)
}

/// Turns a match into a position, where somebody holds it and negation leaves a stance.
fn judge(scene: &Scene, reading: &Match, sentence: &Range<usize>, span: Span) -> Option<Position> {
    let frame = reading.frame;
    let stance = reading.stance()?;
    let subject = holder::of(scene, reading, sentence)?;
    let holder = jointly(scene, reading, subject);
    if is_aside(scene, reading, holder, sentence) {
        return None;
    }
    let plover = if reading.negated { stance.plover() } else { frame.plover };
    let cue = scene.clauses.prose.span(reading.cue.start, reading.cue.end - 1);
    let proposition =
        extent::of(scene, reading, sentence).map(|range| scene.clauses.prose.span(range.start, range.end - 1));
    let addressees: Vec<ActorId> = reading
        .addressee
        .clone()
        .and_then(|range| range.filter_map(|token| scene.clauses.mention_at(token)).next())
        .and_then(|mention| scene.cast.actor_of[mention])
        .filter(|addressee| *addressee != holder)
        .into_iter()
        .collect();
    let (attribution, reported_by) = reporter(scene, reading.cue.start, holder);
    Some(Position {
        id: PositionId(0),
        holders: if holder == subject { holder::with_others(scene, reading, holder) } else { vec![holder] },
        stance,
        plover,
        strength: strength(scene, reading, frame, sentence),
        cue,
        proposition,
        sentence: span,
        issue: None,
        addressees,
        conditional: is_conditional(scene, reading, sentence),
        earlier: has_marker(scene, sentence, Marker::Earlier) || is_dated(scene, reading, sentence),
        reported_by,
        attribution,
        confidence: if frame.kind.is_spoken() { IN_CONTENT } else { VERBAL },
        rule: frame.name.clone(),
    })
}

/// Whether the frame is no stance of its holder here: what others do in a quoted speech is the speaker's matter, and what
/// somebody would do if is nobody's.
fn is_aside(scene: &Scene, reading: &Match, holder: ActorId, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let token = reading.cue.start;
    let speaker = scene.speaker_at(token);
    // A third party's acts and refusals in a speech, and all of its stances in a quoted one.
    let told =
        matches!(reading.frame.kind, FrameKind::Act | FrameKind::Noun) || quoted::is_speech(clauses.prose, token);
    // "its envoy"
    let own = clauses.subject(&reading.group).is_some_and(|mention| {
        let first = scene.mentions[mention].first;
        scene.is_reported(first) && clauses.is(first, Class::Possessive)
    });
    if told && !own && speaker.is_some_and(|speaker| speaker != holder && !scene.are_one_side(speaker, holder)) {
        return true;
    }
    (sentence.start..reading.group_first)
        .rev()
        .take(12)
        .take_while(|before| !matches!(clauses.kind(*before), Kind::Comma | Kind::Stop | Kind::Quote))
        .any(|before| clauses.is(before, Class::Condition))
}

/// The group that speaks where the holder is one of several: "Norway and Iceland agreed to" is held by both.
fn jointly(scene: &Scene, reading: &Match, holder: ActorId) -> ActorId {
    let draft = reading.cue.clone().find_map(|token| scene.cue_of[token]);
    let speaker = draft.and_then(|draft| scene.cast.speakers[draft as usize]);
    let joins = |speaker: &ActorId| scene.cast.actors[speaker.index()].members.contains(&holder);
    speaker.filter(joins).unwrap_or(holder)
}

/// The attribution that carries the position, and who reports it where that is not the holder.
fn reporter(scene: &Scene, token: usize, holder: ActorId) -> (Option<AttributionId>, Option<ActorId>) {
    let carrier = scene.cue_of[token].or(scene.content_of[token]);
    let mut draft = carrier.map(|draft| draft as usize);
    let mut reporter = None;
    while let Some(index) = draft {
        if let Some(speaker) = scene.cast.speakers[index].filter(|speaker| *speaker != holder) {
            reporter = Some(speaker);
            break;
        }
        draft = scene.drafts[index].parent;
    }
    (carrier.map(AttributionId), reporter)
}

fn strength(scene: &Scene, reading: &Match, frame: &Frame, sentence: &Range<usize>) -> u8 {
    let from = reading.group_first.saturating_sub(2).max(sentence.start);
    let window = from..(reading.cue.end + 1).min(sentence.end);
    let mut strength = frame.strength;
    for token in window {
        match scene.marker_at(token) {
            Some(Marker::Intensifier) => strength = 3,
            Some(Marker::Downtoner) if frame.strength < 3 && strength < 3 => strength = 1,
            _ => {}
        }
    }
    strength
}

/// Whether a clause of condition stands in the sentence, at the same level of quotation.
fn is_conditional(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> bool {
    let inside = &scene.clauses.prose.inside;
    let level = inside[reading.cue.start];
    let (start, end) = (sentence.start, sentence.end);
    is_conditional_in(scene, (start..end).filter(|token| inside[*token] == level))
}

/// Whether one of the tokens opens a condition: "if", "unless".
fn is_conditional_in(scene: &Scene, mut tokens: impl Iterator<Item = usize>) -> bool {
    tokens.any(|token| scene.clauses.prose.tokens[token].is_word() && scene.clauses.is(token, Class::Condition))
}

fn has_marker(scene: &Scene, sentence: &Range<usize>, wanted: Marker) -> bool {
    sentence.clone().any(|token| scene.marker_at(token) == Some(wanted))
}

/// Whether a year dates what was done: "approved the treaty in 2019".
fn is_dated(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let year = |token: usize| {
        let word = clauses.prose.word(token);
        clauses.kind(token) == Kind::Number
            && word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && clauses.prose.word(token - 1).eq_ignore_ascii_case("in")
    };
    matches!(reading.frame.kind, FrameKind::Verb | FrameKind::Act)
        && matches!(clauses.tag(reading.group.verb), Tag::Past | Tag::Participle)
        && (sentence.start + 1..sentence.end).any(year)
}

/// Whether two stances on one matter pull in opposite directions.
pub(crate) fn are_opposed(one: Stance, other: Stance) -> bool {
    let side = |stance| match stance {
        Stance::Support | Stance::Agree | Stance::Offer => Some(true),
        Stance::Oppose | Stance::Reject => Some(false),
        _ => None,
    };
    matches!((side(one), side(other)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    /// Every row of `frames.tsv` finds its stance in its own example, by its own words.
    #[test]
    fn every_frame_fires_on_its_example() {
        let mut silent = Vec::new();
        for frame in &Lexicon::english().frames.all {
            let report = crate::analyze(frame.example);
            let fires =
                |position: &crate::Position| position.rule == frame.name && Some(position.stance) == frame.stance;
            if frame.stance.is_none() != report.positions.is_empty()
                || frame.stance.is_some() && !report.positions.iter().any(fires)
            {
                let found: Vec<&str> = report.positions.iter().map(|position| position.rule.as_str()).collect();
                silent.push(format!("{} | {} | found {found:?}", frame.name, frame.example));
            }
        }
        assert!(silent.is_empty(), "{} frames are silent:\n{}", silent.len(), silent.join("\n"));
    }
}
