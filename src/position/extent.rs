//! What a stance is about, in as few words as say it (guidelines, section 7.1): where the matter starts and where it ends.
//!
//! In: a frame that fits, or the place where a matter starts. Out: the tokens of the proposition. Example: in "The vote
//! must be held again on Sunday" the demand is "The vote must be held again".
//!
//! Known failure: purposes ("be boycotted to show solidarity") and places ("at a rally") stay in the matter.

use super::Scene;
use super::matching::Match;
use crate::lexicon::frames::FrameKind;
use crate::lexicon::grammar::Class;
use crate::report::Stance;
use crate::text::tag::Tag;
use crate::text::token::Kind;
use std::ops::Range;

/// How far a subject may reach from its verb, in tokens: keeps the search linear.
const REACH: usize = 40;

/// Where the matter that starts at `from` ends: its phrase, without relative clauses, times and what else is said.
pub(super) fn end(scene: &Scene, from: usize, limit: usize) -> usize {
    let clauses = scene.clauses;
    let word = |token: usize| if token < limit { clauses.prose.word(token) } else { "" };
    let mut end = clauses.phrase_end(from, limit);
    // "visas given to", "English as well as French", "to try and to convict"
    while matches!((word(end), word(end + 1)), ("given", "to" | "by") | ("as", "well"))
        || clauses.is(end, Class::Conjunction) && word(end + 1) == "to" && from > 0 && word(from - 1) == "to"
    {
        end = clauses.phrase_end(end + 1, limit);
    }
    (from + 2..end.saturating_sub(1)).find(|token| leaves(scene, from, *token)).unwrap_or(end)
}

/// Whether the word at `token`, not the last one, leads away from the matter that starts at `from`.
fn leaves(scene: &Scene, from: usize, token: usize) -> bool {
    let clauses = scene.clauses;
    let word = clauses.prose.word(token);
    let related = |token: usize| clauses.is(token, Class::Relative) && clauses.prose.word(token) != "that";
    let said = |token: usize| {
        clauses.tag(token) == Tag::Gerund && clauses.lexicon.cues.is_verb(clauses.prose.tokens[token].folded)
    };
    if clauses.kind(token) != Kind::Word {
        return false;
    }
    // "those who fight"
    related(token) && !clauses.is(token - 1, Class::Pronoun)
        || clauses.is(token, Class::Preposition)
            && (related(token + 1) || clauses.is(token + 1, Class::Time) || word == "by" && said(token + 1))
        || matches!(word, "during" | "despite" | "amid")
        || word == "but" && !(from..token).any(|before| clauses.is(before, Class::Negation))
        || said(token)
            && !clauses.is_any(token - 1, &[Class::Preposition, Class::Be, Class::Determiner, Class::Adverb])
            && clauses.mention_ending(token - 1).is_none_or(|mention| scene.mentions[mention].first != from)
        || clauses.is(token, Class::Conjunction)
            && (clause_follows(scene, token + 1) || clauses.prose.word(token + 1) == "that")
            && from.checked_sub(1).is_none_or(|before| clauses.prose.word(before) != "that")
}

/// Whether a subject and its verb follow: "and | sanctions must".
fn clause_follows(scene: &Scene, from: usize) -> bool {
    let clauses = scene.clauses;
    let verb = [Class::Modal, Class::Be, Class::Have, Class::Do];
    let mut window = (from..from + 6).take_while(|token| {
        clauses.prose.tokens.get(*token).is_some_and(|token| token.kind == Kind::Word)
            && !clauses.is_any(*token, &[Class::Relative, Class::Conjunction])
    });
    window.find(|token| clauses.is_any(*token, &verb)).is_some_and(|verb| verb > from && !clauses.is_possessive(verb))
}

/// The proposition of a frame that fits: what its words lead to, with the subject where the clause states the matter.
pub(super) fn of(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> Option<Range<usize>> {
    let frame = reading.frame;
    let found = reading.proposition.clone().filter(|range| !range.is_empty());
    if frame.kind.is_spoken() {
        return found.map_or_else(
            || own_clause(scene, reading, sentence),
            |found| Some(with_subject(scene, reading, found, sentence)),
        );
    }
    match found {
        Some(found) => Some(reason(scene, reading, &found, sentence).unwrap_or(found)),
        None => unsaid(scene, reading, sentence),
    }
}

/// What somebody is criticised or thanked for, instead of who it is: "condemned Norway for | whaling".
fn reason(scene: &Scene, reading: &Match, found: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    let behind = scene.mentions[clauses.mention_starting(found.start)?].last + 1;
    let end = clauses.phrase_end(found.start, sentence.end);
    let leads = |token: &usize| match clauses.prose.word(*token) {
        "for" | "on" => *token == behind,
        word => matches!(word, "over" | "about"),
    };
    let start = Some((behind..end).find(leads)? + 1).filter(|start| *start < end)?;
    let own = clauses.tag(start) == Tag::Gerund || clauses.is(start, Class::Possessive);
    let fits = match reading.stance()? {
        Stance::Oppose | Stance::Accuse | Stance::Warn => true,
        Stance::Support => own,
        _ => false,
    };
    fits.then(|| start..self::end(scene, start, end))
}

/// The matter of a frame that has none of its own: "rejected | the claims", "blamed | the crew".
fn unsaid(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    let start = match (&reading.addressee, reading.frame.kind) {
        (Some(addressee), _) => addressee.start,
        (None, FrameKind::Verb | FrameKind::Act) => reading.cue.start + 1,
        _ => return None,
    };
    let start = start + usize::from(clauses.is(start, Class::Preposition));
    // "denied a claim that | it lost"
    let limit = clauses.phrase_end(start, sentence.end);
    let that = (start + 1..limit.saturating_sub(1)).find(|token| clauses.prose.word(*token) == "that");
    let start = that.filter(|that| !clauses.looks_like_verb(that + 1)).map_or(start, |that| that + 1);
    let end = end(scene, start, sentence.end);
    (start < end).then_some(start..end)
}

/// The matter of a frame in a speech together with its subject, or the subject alone where that is what is judged.
fn with_subject(scene: &Scene, reading: &Match, found: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let clauses = scene.clauses;
    let first = reading.group_first;
    let start = subject_start(scene, first, sentence);
    let be = clauses.is(reading.cue.start, Class::Be);
    let stance = reading.stance();
    // Who is accused is no part of the matter: "the envoy is | meddling in the vote".
    let named = start >= first || clauses.mention_starting(start).is_some();
    if named && !be && stance == Some(Stance::Accuse) && found.start >= reading.cue.end {
        return reading.cue.start..found.end;
    }
    if start >= first || found.start < reading.cue.end {
        return found;
    }
    let own = clauses.is_any(start, &[Class::FirstSingular, Class::FirstPlural, Class::Preposition])
        || start + 1 == first && clauses.is(found.start, Class::Pronoun)
        || matches!(clauses.prose.word(start), "you" | "You" | "it" | "It" | "there" | "There" | "let" | "Let");
    if own || clauses.kind(first - 1) == Kind::Quote {
        return found;
    }
    let pronoun = clauses.is(start, Class::Pronoun);
    let open = matches!(clauses.prose.word(found.start - 1), "to" | "that" | "for");
    match stance {
        Some(Stance::Support | Stance::Oppose) if be && !open => start..first,
        // Nor is a name that has to act: "Kyiv must | accept the terms".
        Some(Stance::Demand) if named && start + 1 == first && !pronoun && found.len() > 2 => found,
        Some(Stance::Demand | Stance::Accuse | Stance::Assert | Stance::Deny | Stance::Warn) => start..found.end,
        _ => found,
    }
}

/// Where the subject of the clause whose verbs start at `from` starts; `from` where it has none.
fn subject_start(scene: &Scene, from: usize, sentence: &Range<usize>) -> usize {
    let clauses = scene.clauses;
    let mut start = from;
    while start > sentence.start && from - start < REACH {
        let before = start - 1;
        if scene.content_of[before] != scene.content_of[from]
            || !matches!(clauses.kind(before), Kind::Word | Kind::Number | Kind::Quote)
            || clauses.is_any(before, &[Class::Subordinator, Class::Relative, Class::Opinion])
        {
            break;
        }
        if clauses.is_any(before, &[Class::Be, Class::Have, Class::Do, Class::Modal]) && !clauses.is_possessive(before)
        {
            // "control was lost and | troops must"
            let and = (start..from).find(|token| clauses.is(*token, Class::Conjunction));
            start = and.map_or(from, |and| and + 1);
            break;
        }
        start = before;
    }
    let opens = |token: &usize| {
        clauses.kind(*token) == Kind::Word && !clauses.is_any(*token, &[Class::Conjunction, Class::Connective])
    };
    (start..from).find(opens).unwrap_or(from)
}

/// The clause around a cue that judges its own subject: "acting alone | is unacceptable", "the story | has to be told".
fn own_clause(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    let judges = !reading.frame.name.contains(" P");
    if let Some(behind) = judges.then(|| extraposed(scene, reading, sentence)).flatten() {
        return Some(behind);
    }
    // "an | outrageous delay"
    let behind = reading.cue.end;
    if judges
        && behind < sentence.end
        && clauses.tag(behind) == Tag::Noun
        && !clauses.looks_like_verb(reading.cue.start)
    {
        return Some(reading.cue.start..end(scene, behind, sentence.end));
    }
    let start = subject_start(scene, reading.group_first, sentence);
    // "the | deal is dead": the frame's first word is what it judges.
    let bare = (start..reading.group_first).all(|token| clauses.is(token, Class::Determiner));
    let pronoun = clauses.is(start, Class::Pronoun) && start + 1 == reading.group_first;
    // "the blockade is illegal" is said of it, "the blockade is a shame" judges it.
    let whole = match reading.stance() {
        Some(Stance::Oppose) => pronoun,
        stance => matches!(stance, Some(Stance::Accuse | Stance::Assert | Stance::Warn)),
    };
    let end = if judges && bare && !whole && !clauses.is(reading.cue.start, Class::Be) {
        reading.cue.start + 1
    } else if judges && !whole && start < reading.group_first {
        reading.group_first
    } else {
        end(scene, reading.cue.end, sentence.end)
    };
    (start < end).then_some(start..end)
}

/// What an "it" before the cue stands for: "it is necessary to | respond", "it was vital that | talks resume".
fn extraposed(scene: &Scene, reading: &Match, sentence: &Range<usize>) -> Option<Range<usize>> {
    let clauses = scene.clauses;
    let word = |token: usize| clauses.prose.word(token);
    let before = (sentence.start..reading.group_first).next_back()?;
    let opener = Some(reading.cue.end).filter(|opener| *opener + 1 < sentence.end)?;
    let opens = clauses.is(opener, Class::Subordinator) || matches!(word(opener), "to" | "for" | "that");
    let end = end(scene, opener + 1, sentence.end);
    (word(before).eq_ignore_ascii_case("it") && opens && opener + 1 < end).then_some(opener + 1..end)
}
