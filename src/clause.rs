//! The little syntax that the stages share: verb groups, their subjects and agents, and where a phrase ends.
//!
//! No parser: closed-class words, verb endings and mentions carry it. A subject is looked for beside its verb first,
//! then to the left across infinitives ("used the call to urge"), coordination ("condemned … and called for") and
//! participles ("…, maintaining that").
//!
//! Known failure: a reduced relative clause ("the plan proposed by Paris was welcomed") may yield the agent twice.

use crate::actor::{Mention, MentionKind};
use crate::lexicon::Lexicon;
use crate::lexicon::grammar::{Class, Classes};
use crate::lexicon::inflect::Form;
use crate::text::Prose;
use crate::text::tag::Tag;
use crate::text::token::{Gap, Kind};
use std::ops::Range;

/// How far a subject may stand from its verb, in tokens: keeps every search linear.
const REACH: usize = 60;

/// A main verb with everything that stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VerbGroup {
    /// First token: auxiliary, "to" or adverb.
    pub(crate) first: usize,
    /// Token of the main verb.
    pub(crate) verb: usize,
    pub(crate) negated: bool,
    /// A form of "be" stands before a form that can be a participle.
    pub(crate) passive: bool,
    /// "to" stands before it.
    pub(crate) infinitive: bool,
    /// An auxiliary or a modal stands before it: it is a verb, no noun.
    pub(crate) finite: bool,
    /// The modal ("would", "must"), if any.
    pub(crate) modal: Option<usize>,
}

/// What the later stages ask about clauses.
pub(crate) struct Clauses<'a> {
    pub(crate) prose: &'a Prose<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) mentions: &'a [Mention],
    /// For each token the outermost mention that covers it.
    mention_at: Vec<Option<u32>>,
    /// For each token the classes of its word: looked up once, asked by every rule.
    classes: Vec<Classes>,
}

impl<'a> Clauses<'a> {
    pub(crate) fn new(prose: &'a Prose<'a>, lexicon: &'a Lexicon, mentions: &'a [Mention]) -> Self {
        let mut mention_at: Vec<Option<u32>> = vec![None; prose.tokens.len()];
        for (index, mention) in mentions.iter().enumerate() {
            for place in &mut mention_at[mention.first..=mention.last] {
                let outer = place.is_some_and(|old| {
                    let old = &mentions[old as usize];
                    old.last - old.first >= mention.last - mention.first
                });
                if !outer {
                    *place = Some(index as u32);
                }
            }
        }
        let classes = prose.tokens.iter().map(|token| lexicon.grammar.classes(token.folded)).collect();
        Self { prose, lexicon, mentions, mention_at, classes }
    }

    /// Whether `token` is in the class; no class behind the last token.
    pub(crate) fn is(&self, token: usize, class: Class) -> bool {
        self.classes.get(token).is_some_and(|classes| classes.has(class))
    }

    pub(crate) fn is_any(&self, token: usize, classes: &[Class]) -> bool {
        self.classes.get(token).is_some_and(|own| own.has_any(classes))
    }

    pub(crate) fn kind(&self, token: usize) -> Kind {
        self.prose.tokens[token].kind
    }

    /// The outermost mention that covers `token`; none behind the last token.
    pub(crate) fn mention_at(&self, token: usize) -> Option<usize> {
        self.mention_at.get(token).copied().flatten().map(|index| index as usize)
    }

    /// The mention that ends with `token`.
    pub(crate) fn mention_ending(&self, token: usize) -> Option<usize> {
        self.mention_at(token).filter(|index| self.mentions[*index].last == token)
    }

    /// The mention that starts with `token`.
    pub(crate) fn mention_starting(&self, token: usize) -> Option<usize> {
        self.mention_at(token).filter(|index| self.mentions[*index].first == token)
    }

    /// The verb group whose main verb is `verb`.
    pub(crate) fn verb_group(&self, verb: usize) -> VerbGroup {
        let mut group = VerbGroup {
            first: verb,
            verb,
            negated: false,
            passive: false,
            infinitive: false,
            finite: false,
            modal: None,
        };
        let start = self.prose.sentence_at(verb).tokens.start;
        let mut be = false;
        while group.first > start {
            let before = group.first - 1;
            if self.mention_at(before).is_some_and(|mention| self.mentions[mention].kind != MentionKind::Pronoun)
                && !self.is_any(before, &[Class::Be, Class::Have, Class::Do, Class::Modal])
            {
                break;
            }
            if self.is(before, Class::Negation) {
                group.negated = true;
            } else if self.is(before, Class::Modal) && self.kind(before) == Kind::Word {
                group.modal = Some(before);
                group.finite = true;
            } else if self.is(before, Class::Be) && !self.is_possessive(before) {
                be = true;
                group.finite = true;
            } else if self.is_any(before, &[Class::Have, Class::Do]) {
                group.finite = true;
            } else if self.prose.word(before).eq_ignore_ascii_case("to") {
                group.infinitive = true;
                group.first = before;
                break;
            } else if !self.is(before, Class::Adverb) && self.tag(before) != Tag::Adverb {
                break;
            }
            group.first = before;
        }
        // Leading adverbs belong to the clause ("Yesterday Kyiv …"), not to the group.
        while group.first < verb && self.is(group.first, Class::Adverb) && !self.is(group.first, Class::Negation) {
            group.first += 1;
        }
        group.passive = be && !self.prose.word(verb).ends_with("ing");
        group
    }

    pub(crate) fn tag(&self, token: usize) -> Tag {
        self.prose.tags[token]
    }

    /// Whether the word of `group` is a verb here, no noun of the same spelling ("the claims", "a report").
    pub(crate) fn reads_as_verb(&self, group: &VerbGroup, form: Form) -> bool {
        if group.finite || group.infinitive {
            return !group.passive || self.agent(group.verb).is_some();
        }
        let start = self.prose.sentence_at(group.verb).tokens.start;
        let before = self.skip_time(group.first, start).checked_sub(1).filter(|before| *before >= start);
        let subject_before = before
            .is_some_and(|before| self.mention_ending(before).is_some_and(|mention| self.can_be_subject(mention)));
        match self.tag(group.verb) {
            Tag::Past | Tag::Present | Tag::Base => {
                before.is_none_or(|before| !matches!(self.tag(before), Tag::Determiner | Tag::Possessive))
            }
            // The tagger cannot tell "Paris urged" from "the man urged to leave"; a subject beside the verb can.
            Tag::Participle => {
                subject_before
                    || before.is_some_and(|before| self.is_any(before, &[Class::Conjunction, Class::Relative]))
            }
            Tag::Gerund => {
                form == Form::Gerund
                    && before.is_none_or(|before| {
                        matches!(self.kind(before), Kind::Comma | Kind::Quote | Kind::Dash)
                            || self.is_any(before, &[Class::Conjunction, Class::Subordinator, Class::Preposition])
                            || subject_before
                    })
            }
            // Headlines and short sentences mislead the tagger: a subject beside a verb's form decides.
            _ => matches!(form, Form::Past | Form::Present) && subject_before,
        }
    }

    /// Whether a clitic "'s" marks a possessor: it is a verb only behind a pronoun ("he's", "that's").
    pub(crate) fn is_possessive(&self, token: usize) -> bool {
        matches!(self.prose.word(token), "'s" | "’s")
            && !token.checked_sub(1).is_some_and(|before| self.is_any(before, &[Class::Pronoun, Class::Relative]))
    }

    /// The mention that is the subject of `group`, found beside it or across the clause.
    pub(crate) fn subject(&self, group: &VerbGroup) -> Option<usize> {
        let start = self.prose.sentence_at(group.verb).tokens.start;
        let beside = self.skip_left(group.first, start);
        // "The association in Bergen denied": a place or an owner stands between.
        let object = beside
            .checked_sub(1)
            .and_then(|last| self.mention_ending(last))
            .filter(|mention| self.is_object(*mention, start));
        if let Some(object) = object.filter(|_| !group.infinitive) {
            let first = self.mentions[object].first;
            let head = (start + 1 < first).then(|| self.mention_ending(first - 2)).flatten();
            let is_head = |mention: &usize| self.can_be_subject(*mention) && !self.is_object(*mention, start);
            if let Some(mention) = head.filter(is_head) {
                return Some(mention);
            }
            // "Ann, the head of the desk at Acme, asked"; not "the sides of Oslo asked", "about 20 people asked".
            let own = matches!(self.prose.word(first - 1), "of" | "by") || self.kind(first) == Kind::Number;
            if !own && !self.is(first - 1, Class::Subordinator) && self.tag(group.verb) != Tag::Gerund {
                return self.subject_across(group);
            }
        }
        if !group.infinitive && beside > start {
            if let Some(mention) = self.mention_ending(beside - 1).filter(|mention| self.can_be_subject(*mention)) {
                return Some(mention);
            }
            // "Peskov, who said": the antecedent of the relative.
            if self.is(beside - 1, Class::Relative) && !self.prose.word(beside - 1).eq_ignore_ascii_case("that") {
                let before = self.skip_left(beside - 1, start);
                if let Some(mention) = before.checked_sub(1).and_then(|last| self.mention_ending(last)) {
                    return Some(mention);
                }
            }
        }
        self.subject_across(group)
    }

    /// The nearest mention to the left that a verb follows, not the infinitive itself; within the quotation that `group`
    /// stands in.
    fn subject_across(&self, group: &VerbGroup) -> Option<usize> {
        let from = if group.infinitive { group.first } else { group.verb + 1 };
        let (start, quotation) = (self.prose.sentence_at(group.verb).tokens.start, self.prose.inside[group.first]);
        let mut token = group.first;
        while token > start && from - token < REACH {
            token -= 1;
            if self.prose.inside[token] != quotation {
                // A quotation between subject and verb is stepped over; the edge of our own one is a wall.
                if quotation.is_some() {
                    return None;
                }
                continue;
            }
            let Some(mention) = self.mention_ending(token) else { continue };
            if self.can_be_subject(mention) && self.verb_follows(token + 1, from) && !self.is_object(mention, start) {
                return Some(mention);
            }
            token = self.mentions[mention].first;
        }
        None
    }

    /// The mention that "by" names as the agent of a passive verb.
    pub(crate) fn agent(&self, verb: usize) -> Option<usize> {
        let end = self.prose.sentence_at(verb).tokens.end;
        (verb + 1..end.min(verb + 8))
            .take_while(|token| self.kind(*token) != Kind::Stop)
            .find(|token| self.prose.word(*token).eq_ignore_ascii_case("by"))
            .and_then(|by| (by + 1..end.min(by + 3)).find_map(|token| self.mention_starting(token)))
    }

    /// Steps left over adverbs, and over what stands between two commas behind a subject ("Macron, however, …").
    fn skip_left(&self, from: usize, start: usize) -> usize {
        let mut at = self.skip_time(from, start);
        while at > start && self.is(at - 1, Class::Adverb) && self.kind(at - 1) == Kind::Word {
            at -= 1;
        }
        at = self.skip_time(at, start);
        // "the European Union (EU) agrees"
        if at > start && self.kind(at - 1) == Kind::Close {
            at = (start..at).rev().take(8).find(|token| self.kind(*token) == Kind::Open).unwrap_or(at);
        }
        if at > start && matches!(self.kind(at - 1), Kind::Comma | Kind::Dash) {
            let opening = (start..at - 1).rev().take(14).find(|token| self.kind(*token) == self.kind(at - 1));
            let aside = |opening: &usize| {
                *opening > start
                    && self.mention_ending(opening - 1).is_some()
                    && !self.verb_follows(opening + 1, at - 1)
            };
            if let Some(opening) = opening.filter(aside) {
                return opening;
            }
        }
        at
    }

    /// Steps left over a time between subject and verb: "Macron Wednesday rejected", "Iran on Tuesday threatened".
    fn skip_time(&self, from: usize, start: usize) -> usize {
        let mut at = from;
        while at > start && self.is(at - 1, Class::Time) && self.kind(at - 1) == Kind::Word {
            at -= 1;
        }
        if at < from && at > start && self.is(at - 1, Class::Preposition) {
            at -= 1;
        }
        at
    }

    /// Whether, from `from`, a verb comes before a noun does: adverbs, auxiliaries, then a word with a verb's look.
    fn verb_follows(&self, from: usize, before: usize) -> bool {
        let mut token = from;
        while token < before {
            match self.kind(token) {
                // "Ann, the head of Acme, a firm, said", "the men - all of them old - said"
                mark @ (Kind::Comma | Kind::Dash) if token == from => {
                    let closing = |at: usize| (at + 1..before.min(at + 14)).find(|other| self.kind(*other) == mark);
                    let Some(end) = closing(token) else { return false };
                    token = closing(end).filter(|_| self.is(end + 1, Class::Determiner)).unwrap_or(end);
                }
                Kind::Word if self.is_any(token, &[Class::Be, Class::Have, Class::Do, Class::Modal]) => return true,
                Kind::Word if self.is_any(token, &[Class::Adverb, Class::Relative, Class::Time]) => {}
                Kind::Word if self.is(token, Class::Preposition) && self.is(token + 1, Class::Time) => {}
                Kind::Word => return self.looks_like_verb(token),
                _ => return false,
            }
            token += 1;
        }
        false
    }

    /// Whether a word is a verb by its tag.
    pub(crate) fn looks_like_verb(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::Base | Tag::Present | Tag::Past | Tag::Participle | Tag::Modal)
    }

    /// Objects and places are no subjects: "with Macron", "to Iran", "in Paris".
    fn is_object(&self, mention: usize, start: usize) -> bool {
        let first = self.mentions[mention].first;
        first > start && self.is(first - 1, Class::Preposition)
    }

    pub(crate) fn can_be_subject(&self, mention: usize) -> bool {
        let possessive = self.prose.tokens.get(self.mentions[mention].last + 1).is_some_and(|next| {
            next.gap == Gap::None && matches!(next.span.of(self.prose.text), "'s" | "’s" | "'" | "’")
        });
        !possessive && !self.is(self.mentions[mention].head, Class::Possessive)
    }

    /// The end (exclusive) of the noun phrase, clause or infinitive that starts at `from`: where the sentence, a
    /// clause mark, a subordinate clause or a coordinated verb begins. Never before `from`.
    pub(crate) fn phrase_end(&self, from: usize, limit: usize) -> usize {
        let mut token = from;
        let mut bracket = false;
        while token < limit {
            let ends = match self.kind(token) {
                Kind::Stop | Kind::Semicolon | Kind::Colon | Kind::Dash => true,
                Kind::Close if bracket => {
                    bracket = false;
                    false
                }
                Kind::Close => true,
                Kind::Comma => !self.is_list_comma(token, limit),
                Kind::Open => {
                    bracket = true;
                    false
                }
                Kind::Word => {
                    token > from
                        && (self.is(token, Class::Subordinator) && !self.prose.word(token).eq_ignore_ascii_case("that")
                            || self.is(token, Class::Conjunction) && self.verb_of_frame_follows(token + 1, limit))
                }
                _ => false,
            };
            if ends {
                break;
            }
            token += 1;
        }
        token
    }

    /// "program, ballistic missiles, and influence": a comma inside a list ends nothing.
    fn is_list_comma(&self, comma: usize, limit: usize) -> bool {
        let window = comma + 1..limit.min(comma + 8);
        let Some(next) = window.clone().next() else { return false };
        if self.is_any(next, &[Class::Relative, Class::Subordinator, Class::Connective, Class::Adverb])
            || self.prose.word(next).ends_with("ing")
            || self.mention_at(next).is_some()
                && self.verb_follows(self.mentions[self.mention_at(next).unwrap_or(0)].last + 1, limit)
        {
            return false;
        }
        let and = window.into_iter().find(|token| matches!(self.prose.word(*token), "and" | "or"));
        and.is_some_and(|and| {
            !(comma + 1..and).any(|token| self.is_any(token, &[Class::Be, Class::Modal, Class::Relative]))
                && !self.verb_of_frame_follows(and + 1, limit)
        })
    }

    /// Whether a verb that goes on with the frame's own clause follows: "and called for", "and to push", "and Kyiv said".
    fn verb_of_frame_follows(&self, from: usize, limit: usize) -> bool {
        let mut token = from;
        while token < limit && (self.tag(token) == Tag::Adverb || self.is_any(token, &[Class::Have, Class::Modal])) {
            token += 1;
        }
        token < limit
            && (self.prose.word(token).eq_ignore_ascii_case("to")
                || matches!(self.tag(token), Tag::Past | Tag::Present | Tag::Modal)
                || self
                    .mention_starting(token)
                    .is_some_and(|mention| self.verb_follows(self.mentions[mention].last + 1, limit)))
    }

    /// The tokens of the sentence that `token` stands in.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        self.prose.sentence_at(token).tokens.clone()
    }
}
