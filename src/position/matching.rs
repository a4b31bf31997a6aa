//! Matches stance frames at a token: the head word leads to its frames, each frame's steps are tried once from left to
//! right, the most specific frame that fits wins.
//!
//! Example: at "urged" in "Paris urged Tehran to halt enrichment" the frame "urge A to P" yields the addressee "Tehran"
//! and the proposition "halt enrichment".
//!
//! Known failure: an addressee with a relative clause ("urged those who fight to stop") is cut too late.

use super::{Scene, extent, spoken};
use crate::clause::VerbGroup;
use crate::lexicon::frames::{Frame, FrameKind, Step, bit};
use crate::lexicon::grammar::Class;
use crate::lexicon::inflect::Form;
use crate::report::Stance;
use crate::text::token::{Folded, Kind};
use std::ops::Range;

/// Most words between a head and the words that its frame still asks for.
const ADDRESSEE_WORDS: usize = 14;

/// A frame that fits, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Match<'l> {
    pub(crate) frame: &'l Frame,
    /// Head and the frame's own words around it.
    pub(crate) cue: Range<usize>,
    /// The verb that the frame hangs on: the head, or the copula before an adjective.
    pub(crate) group: VerbGroup,
    /// First token of the head with its auxiliaries.
    pub(crate) group_first: usize,
    pub(crate) proposition: Option<Range<usize>>,
    pub(crate) addressee: Option<Range<usize>>,
    /// Token where the holder named by the frame itself starts ("criticism from H").
    pub(crate) holder: Option<usize>,
    pub(crate) negated: bool,
}

impl Match<'_> {
    /// The frame's stance, turned where it is negated.
    pub(crate) fn stance(&self) -> Option<Stance> {
        if self.negated { self.frame.negated } else { self.frame.stance }
    }

    /// Whether `other` says no more than this one: a judgement within its proposition, as the "must" of "insisted that Kyiv
    /// must", or the same stance once more in the same speech.
    pub(crate) fn covers(&self, other: &Match) -> bool {
        let within = |range: &Range<usize>| range.contains(&other.cue.start);
        other.frame.kind.is_spoken()
            && (self.proposition.as_ref().is_some_and(within) || self.stance() == other.stance())
    }

    /// Whether the other match is only what this one is about: the verb that its proposition starts with.
    pub(crate) fn governs(&self, other: &Match) -> bool {
        let start = self.proposition.as_ref().map(|range| range.start);
        start.is_some_and(|start| {
            start == other.group.verb || start == other.group_first || start + 1 == other.group.verb && other.negated
        }) || self.cue.contains(&other.cue.start)
    }
}

/// The best frame that starts at `token`.
pub(crate) fn at<'l>(scene: &Scene<'l>, token: usize, sentence: &Range<usize>) -> Option<Match<'l>> {
    let clauses = scene.clauses;
    if !clauses.is(token, Class::Frame) {
        return None;
    }
    let heads = clauses.lexicon.frames.at(clauses.prose.tokens[token].folded);
    let group = clauses.verb_group(token);
    // Most frames ask for words of their own behind the head, and most texts have others there.
    let mut next = 0;
    for behind in token + 1..sentence.end {
        next |= bit(clauses.prose.tokens[behind].folded);
        if !clauses.is_any(behind, &[Class::Adverb, Class::Negation]) && clauses.kind(behind) != Kind::Quote {
            break;
        }
    }
    let all = &clauses.lexicon.frames.all;
    let mut likely = heads.iter().filter(|head| head.next == u64::MAX || head.next & next != 0);
    likely.find_map(|head| fit(scene, &all[usize::from(head.frame)], head.form, group, sentence))
}

fn fit<'l>(
    scene: &Scene,
    frame: &'l Frame,
    form: Form,
    group: VerbGroup,
    sentence: &Range<usize>,
) -> Option<Match<'l>> {
    let clauses = scene.clauses;
    let token = group.verb;
    if frame.kind.is_spoken() && !scene.is_reported(token) {
        return None;
    }
    let mut found = Match {
        frame,
        cue: token..token + 1,
        group,
        group_first: group.first,
        proposition: None,
        addressee: None,
        holder: None,
        negated: group.negated,
    };
    let mut steps = frame.steps.as_slice();
    let mut after = token + 1;
    match frame.kind {
        FrameKind::Verb | FrameKind::Act => {
            let is_modal = clauses.is(token, Class::Modal);
            if is_modal && !spoken::follows_subject(scene, &group, sentence)
                || !is_modal && !clauses.reads_as_verb(&group, form)
            {
                return None;
            }
            // "it fell, allowing him to go": what came of it is no act of anybody.
            let outcome = frame.kind == FrameKind::Act && form == Form::Gerund && !group.finite;
            if outcome && scene.is_reported(token) {
                return None;
            }
            if group.passive && matches!(form, Form::Past | Form::Participle) {
                // What the passive verb is said of stands before it, its particle behind it: "was ruled out by Kyiv".
                let own = steps.iter().take_while(|step| matches!(step, Step::Word(_))).count();
                let subject = left_phrase(scene, group.first, sentence);
                match steps.get(own)? {
                    Step::Proposition | Step::OptionalProposition => found.proposition = subject,
                    Step::Addressee | Step::Somebody => found.addressee = subject,
                    _ => return None,
                }
                if !follow(scene, &mut found, &steps[..own], token + 1, sentence) {
                    return None;
                }
                steps = &steps[own + 1..];
                after = found.cue.end;
            }
        }
        FrameKind::Noun => {
            if clauses.kind(token) != Kind::Word || group.finite || group.infinitive {
                return None;
            }
        }
        FrameKind::Adjective => {
            if !group.passive && !follows_copula(scene, token, sentence) {
                return None;
            }
        }
        FrameKind::Content | FrameKind::Modal | FrameKind::Imperative => {
            if clauses.is_possessive(token) || !spoken::is_own(scene, token) {
                return None;
            }
            if spoken::is_background(scene, token, form, sentence) || is_untold(scene, frame, &group, form) {
                return None;
            }
            found.negated ^= spoken::is_doubted(scene, group.first, sentence);
            if frame.kind == FrameKind::Imperative && !spoken::opens_speech(scene, token, sentence) {
                return None;
            }
        }
    }
    let fits = follow(scene, &mut found, steps, after, sentence);
    found.negated |= fits && !frame.kind.is_spoken() && spoken::denies_its_subject(scene, &group);
    fits.then_some(found)
}

/// Whether the verb of a wrong tells of none here: "torture is unacceptable", "the wish to undermine", "are harassed".
fn is_untold(scene: &Scene, frame: &Frame, group: &VerbGroup, form: Form) -> bool {
    let clauses = scene.clauses;
    let noun = matches!(form, Form::Base | Form::Present) && !clauses.looks_like_verb(group.verb);
    frame.steps.contains(&Step::OptionalProposition)
        && (noun || group.infinitive || group.passive && clauses.agent(group.verb).is_none())
}

/// Walks the steps from token `at`; false where one of them does not fit.
fn follow(scene: &Scene, found: &mut Match, steps: &[Step], mut at: usize, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let end = sentence.end;
    let is = |token: usize, words: &[Folded]| token < end && words.contains(&clauses.prose.tokens[token].folded);
    let noun = found.frame.kind == FrameKind::Noun;
    // Where the proposition starts within the frame's own words: "| Open the border".
    let imperative = found.frame.kind == FrameKind::Imperative && steps.len() == 1;
    let mut opening = imperative.then_some(found.cue.start);
    for (index, step) in steps.iter().enumerate() {
        match step {
            Step::Word(words) | Step::Opening(words) => {
                // A negation may stand inside a frame: "is not opposed to", "urged Turkey not to".
                let skipped = |at: usize| {
                    clauses.is_any(at, &[Class::Adverb, Class::Negation]) || clauses.kind(at) == Kind::Quote
                };
                while at < end && skipped(at) && !is(at, words) {
                    let turns = !matches!(found.frame.kind, FrameKind::Verb | FrameKind::Act)
                        || matches!(step, Step::Opening(_));
                    found.negated |= clauses.is(at, Class::Negation) && turns;
                    at += 1;
                }
                if !is(at, words) {
                    return false;
                }
                if matches!(step, Step::Opening(_)) {
                    opening = Some(at);
                    found.proposition = Some(at..extent::end(scene, at + 1, end));
                }
                at += 1;
                found.cue.end = at;
            }
            Step::Optional(words) => {
                let adverb = |at: &usize| *at < end && clauses.is(*at, Class::Adverb);
                let behind = (at..).find(|at| !adverb(at)).unwrap_or(at);
                // "is clearly a good"
                if is(behind, words) {
                    at = behind;
                }
                // "vowed never to", "pledged not to": the promise is a refusal.
                if at < end && clauses.is(at, Class::Negation) && is(at + 1, words) {
                    found.negated = !found.negated;
                    at += 1;
                }
                if is(at, words) {
                    at += 1;
                    if at < end && clauses.is(at, Class::Negation) {
                        found.negated = !found.negated;
                        at += 1;
                    }
                }
            }
            Step::Gap => {
                let Some(Step::Word(words) | Step::Opening(words)) = steps.get(index + 1) else { continue };
                let limit = end.min(at + Frame::GAP + 1);
                let inside =
                    |token: &usize| !matches!(clauses.kind(*token), Kind::Comma | Kind::Stop | Kind::Semicolon);
                let mut gap = (at..limit).take_while(inside);
                let Some(place) = gap.find(|token| is(*token, words)) else { return false };
                at = place;
            }
            Step::Addressee | Step::Somebody => {
                let start = at;
                let stop = match steps.get(index + 1) {
                    Some(Step::Word(words)) => (start..end.min(start + ADDRESSEE_WORDS))
                        .take_while(|token| !matches!(clauses.kind(*token), Kind::Stop | Kind::Semicolon | Kind::Quote))
                        // "urge a truce and to push for talks": the second infinitive is the frame's own.
                        .take_while(|token| !clauses.is(*token, Class::Conjunction) || !is(token + 1, words))
                        .take_while(|token| {
                            *token == start
                                || is(*token, words)
                                || !clauses.prose.word(*token).eq_ignore_ascii_case("that")
                        })
                        .find(|token| {
                            (is(*token, words) || words_negated(scene, *token, words))
                                && !clauses.is(token - 1, Class::Conjunction)
                                && !leads_to_place(scene, *token)
                        }),
                    // "at Moscow": a place that no mention names is one blamed.
                    _ => (start..end.min(start + ADDRESSEE_WORDS))
                        .find_map(|token| {
                            clauses.mention_starting(token).map(|mention| scene.mentions[mention].last + 1)
                        })
                        .or_else(|| starts_phrase(scene, start, end).then(|| clauses.phrase_end(start, end))),
                };
                let somebody = |stop: usize| {
                    *step != Step::Somebody || (start..stop).any(|token| clauses.mention_at(token).is_some())
                };
                match stop.filter(|stop| *stop > start && named(scene, start..*stop) && somebody(*stop)) {
                    Some(stop) => {
                        found.addressee = Some(start..stop);
                        at = stop;
                    }
                    None => return false,
                }
            }
            Step::Proposition | Step::OptionalProposition => {
                if found.frame.kind.is_spoken() {
                    // "must not", "should never".
                    while at < end && clauses.is(at, Class::Negation) && !clauses.is(at, Class::Determiner) {
                        found.negated = !found.negated;
                        at += 1;
                    }
                }
                if at < end && clauses.prose.word(at).eq_ignore_ascii_case("that") {
                    at += 1;
                }
                if !starts_phrase(scene, at, end) {
                    // A frame with words of its own stands without its proposition: "They reached an agreement."
                    let is_word =
                        |step: &Step| matches!(step, Step::Word(_) | Step::Opening(_) | Step::OptionalProposition);
                    return index + 1 == steps.len() && steps.iter().any(is_word);
                }
                let Some(stop) = proposition_end(scene, &steps[index + 1..], at, end, noun) else { return false };
                // "suggested the vote should be held": one matter in two pieces.
                let first =
                    found.proposition.as_ref().map(|range| range.start).filter(|start| *start >= found.cue.start);
                found.proposition = Some(opening.or(first).unwrap_or(at)..stop);
                at = stop;
            }
            Step::Holder => {
                let holder = (at..end.min(at + 3)).find(|token| clauses.mention_starting(*token).is_some());
                if holder.is_none() {
                    return false;
                }
                found.holder = holder;
            }
        }
    }
    true
}

/// Where the proposition that starts at `at` ends: before the frame's next word, else with its phrase.
fn proposition_end(scene: &Scene, rest: &[Step], at: usize, end: usize, noun: bool) -> Option<usize> {
    let clauses = scene.clauses;
    let is = |token: usize, words: &[Folded]| words.contains(&clauses.prose.tokens[token].folded);
    let next = rest.iter().find_map(|step| match step {
        Step::Word(words) => Some(words),
        _ => None,
    });
    let Some(words) = next else {
        // "Peru's call for talks was": the sentence's own verb ends what a noun is about.
        let verb = |token: &usize| noun && clauses.is_any(*token, &[Class::Be, Class::Have, Class::Do, Class::Modal]);
        let limit = (at..end).find(verb).unwrap_or(end);
        return Some(extent::end(scene, at, limit)).filter(|stop| *stop > at);
    };
    let mut stop = (at..end.min(at + ADDRESSEE_WORDS)).find(|token| is(*token, words))?;
    if let Some(Step::Optional(words)) = rest.first() {
        stop -= usize::from(stop > at && is(stop - 1, words));
    }
    (stop > at).then_some(stop)
}

/// "not to" where the frame asks for "to": the infinitive is negated, the stance stays.
fn words_negated(scene: &Scene, token: usize, words: &[Folded]) -> bool {
    scene.clauses.is(token, Class::Negation)
        && scene.clauses.prose.tokens.get(token + 1).is_some_and(|next| words.contains(&next.folded))
}

/// "told reporters on a visit to | the port": a "to" with a noun phrase behind it opens no infinitive.
fn leads_to_place(scene: &Scene, to: usize) -> bool {
    let clauses = scene.clauses;
    clauses.prose.word(to) == "to"
        && (clauses.is_any(to + 1, &[Class::Determiner, Class::Possessive, Class::Numeral])
            || clauses.mention_starting(to + 1).is_some())
}

/// An addressee is a noun phrase: it holds a name or starts with a determiner, pronoun or plural.
fn named(scene: &Scene, range: Range<usize>) -> bool {
    let clauses = scene.clauses;
    let verb = range.clone().any(|token| clauses.is_any(token, &[Class::Be, Class::Modal]));
    !verb
        && (range.clone().any(|token| clauses.mention_at(token).is_some() || clauses.prose.tokens[token].is_capital())
            || clauses.is_any(range.start, &[Class::Determiner, Class::Possessive, Class::Pronoun])
            || clauses.prose.word(range.end - 1).ends_with('s'))
}

/// Whether a noun phrase, clause or infinitive can start at `at`.
fn starts_phrase(scene: &Scene, at: usize, end: usize) -> bool {
    if at >= end {
        return false;
    }
    match scene.clauses.kind(at) {
        Kind::Word => {
            let class =
                [Class::Preposition, Class::Conjunction, Class::Subordinator, Class::Be, Class::Have, Class::Modal];
            // "must be", "denied having": no auxiliary of a clause.
            let bare = ["be", "being", "having"];
            !scene.clauses.is_any(at, &class)
                || scene.clauses.is_any(at, &[Class::Determiner, Class::Negation, Class::Pronoun])
                || bare.iter().any(|word| scene.clauses.prose.word(at).eq_ignore_ascii_case(word))
        }
        Kind::Number | Kind::Quote => true,
        _ => false,
    }
}

/// The noun phrase that ends before `end`: back to a comma, a conjunction of clauses or the start of the clause.
fn left_phrase(scene: &Scene, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    let mut start = end;
    while start > sentence.start {
        let before = start - 1;
        let stops = match clauses.kind(before) {
            Kind::Word => {
                clauses.is_any(before, &[Class::Subordinator, Class::Relative, Class::Be, Class::Modal])
                    && !clauses.is(before, Class::Determiner)
                    || clauses.prose.word(before).eq_ignore_ascii_case("that")
            }
            Kind::Number => false,
            _ => true,
        };
        if stops {
            break;
        }
        start = before;
    }
    (start < end).then_some(start..end)
}

/// Whether the word before is a verb that states a quality: "remains concerned", "seems ready".
fn follows_copula(scene: &Scene, token: usize, sentence: &Range<usize>) -> bool {
    let clauses = scene.clauses;
    let before = (sentence.start..token).rev().take(3).find(|token| !clauses.is(*token, Class::Adverb));
    before.is_some_and(|before| clauses.lexicon.grammar.is_copula(clauses.prose.tokens[before].folded))
}
