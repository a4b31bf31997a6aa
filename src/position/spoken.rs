//! What stands around a frame's words in a speech: whose pronoun, whose thought, background or an order.
//!
//! In: a token or verb group that a frame fits. Out: whether the frame is a stance there, or turned.
//!
//! Known failure: a relative clause with a noun as its subject ("prisoners whom the army has to feed").

use super::Scene;
use crate::actor::MentionKind;
use crate::clause::VerbGroup;
use crate::lexicon::grammar::Class;
use crate::lexicon::inflect::Form;
use crate::text::token::Kind;
use std::ops::Range;

/// Whether the verb's subject is nobody: "no country supports", "neither Egypt nor Israel was keen".
pub(super) fn denies_its_subject(scene: &Scene, group: &VerbGroup) -> bool {
    let clauses = scene.clauses;
    let first = clauses.subject(group).map(|mention| scene.mentions[mention].first);
    first.is_some_and(|first| clauses.is(first, Class::Negation) || first > 0 && clauses.is(first - 1, Class::Negation))
}

/// Whether the clause of the frame is what somebody does not think: "I do not think | we should".
pub(super) fn is_doubted(scene: &Scene, from: usize, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let clause = (sentence.start..from).rev().take(8).take_while(|token| clauses.kind(*token) == Kind::Word);
    let opinion = clause.into_iter().find(|token| clauses.is(*token, Class::Opinion));
    opinion.is_some_and(|opinion| opinion > sentence.start && clauses.is(opinion - 1, Class::Negation))
}

/// Whether what a frame says is told as background: "having to", "the stolen goods", "who they have to", in a quote "had to".
pub(super) fn is_background(scene: &Scene, token: usize, form: Form, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let auxiliary = clauses.is_any(token, &[Class::Be, Class::Have]);
    if auxiliary && form == Form::Gerund
        || clauses.is(token, Class::Have) && form == Form::Past && clauses.prose.inside[token].is_some()
    {
        return true;
    }
    let before = (token > sentence.start).then(|| token - 1);
    let described = matches!(form, Form::Past | Form::Participle)
        && !auxiliary
        && before.is_some_and(|before| clauses.is_any(before, &[Class::Determiner, Class::Possessive]));
    let related = |subject: usize| {
        clauses.is(subject, Class::Pronoun)
            && subject > sentence.start
            && clauses.is(subject - 1, Class::Relative)
            && !clauses.prose.word(subject - 1).eq_ignore_ascii_case("that")
    };
    described || related(token) || before.is_some_and(related)
}

/// Whether a pronoun that a frame starts with stands for whoever speaks: "we will", or "it would" in "Kyiv said it would".
pub(super) fn is_own(scene: &Scene, token: usize) -> bool {
    let clauses = scene.clauses;
    let Some(mention) = clauses.mention_at(token) else { return true };
    if scene.mentions[mention].kind != MentionKind::Pronoun || is_first_person(scene, token) {
        return true;
    }
    let (Some(actor), Some(speaker)) = (scene.cast.actor_of[mention], scene.speaker_at(token)) else { return false };
    actor == speaker || scene.speaks_for(speaker, actor)
}

fn is_first_person(scene: &Scene, token: usize) -> bool {
    scene.clauses.is_any(token, &[Class::FirstSingular, Class::FirstPlural])
}

/// Whether the word is the first of a sentence of quoted speech, but for "please", "and", "do".
pub(super) fn opens_speech(scene: &Scene, token: usize, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    if clauses.prose.inside[token].is_none() || clauses.mention_at(token).is_some() {
        return false;
    }
    let opener = |before: &usize| {
        clauses.kind(*before) == Kind::Word
            && (clauses.is_any(*before, &[Class::Conjunction, Class::Connective])
                || clauses.prose.word(*before).eq_ignore_ascii_case("please"))
    };
    let first = (sentence.start..token).rev().find(|before| !opener(before));
    first.is_none_or(|before| matches!(clauses.kind(before), Kind::Quote | Kind::Colon | Kind::Semicolon | Kind::Dash))
}

/// Whether what stands before a modal can be who acts: "Kyiv will", "and will", no "the talks will".
pub(super) fn follows_subject(scene: &Scene, group: &VerbGroup, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let before = group.first.checked_sub(1).filter(|before| *before >= sentence.start);
    before.is_some_and(|before| {
        clauses.kind(before) != Kind::Word
            || clauses.mention_ending(before).is_some()
            || clauses.is_any(before, &[Class::Relative, Class::Conjunction, Class::Time])
    })
}
