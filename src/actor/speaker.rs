//! Who speaks each draft, and who "I" and "we" are inside what is said.
//!
//! A source is the mention that heads it, several joined ones are a group, and one that no mention names is an actor of
//! its own. "We" of an official is the state or body spoken for: "“We reject it,” the Iranian minister said".
//!
//! Known failure: "we" of somebody without an office is always he or she alone.

use super::mention::MentionKind;
use super::resolve::{Figure, Named, Scene, naming};
use crate::lexicon::actors::{Gender, NounClass};
use crate::lexicon::grammar::Class;
use crate::report::ActorKind;
use crate::span::Span;
use crate::text::token::Kind;

impl Scene<'_, '_> {
    /// Who speaks each draft, as far as the sources are known by now.
    pub(super) fn speak(&mut self) {
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            if self.speakers[index].is_none() {
                self.speakers[index] = match (draft.source, draft.keeps_speaker_of) {
                    (Some(source), _) => self.source(source),
                    (None, Some(kept)) => self.speakers.get(kept).copied().flatten(),
                    (None, None) => None,
                };
            }
        }
    }

    pub(super) fn source(&mut self, span: Span) -> Option<usize> {
        let Some(first) = naming(self.prose, self.mentions, span) else { return Some(self.stranger(span)) };
        if self.mentions[first].kind == MentionKind::Pronoun && self.of_mention[first].is_none() {
            return None;
        }
        let Some(figure) = self.of_mention[first] else { return Some(self.stranger(span)) };
        // "Merkel and Macron said": one joint source.
        let mut members = vec![figure];
        let mut last = self.mentions[first].last;
        let end = self.prose.tokens_in(span).end;
        for (other, mention) in self.mentions.iter().enumerate().skip(first + 1).take(8) {
            if mention.first >= end {
                break;
            }
            let joined = mention.first > last
                && (last + 1..mention.first).all(|at| {
                    let token = &self.prose.tokens[at];
                    token.kind == Kind::Comma || self.lexicon.grammar.has(token.folded, Class::Conjunction)
                })
                && (last + 1..mention.first).any(|at| self.prose.tokens[at].kind != Kind::Comma);
            if let (true, Some(member)) = (joined, self.of_mention[other]) {
                if !members.contains(&member) {
                    members.push(member);
                }
                last = mention.last;
            }
        }
        Some(if members.len() == 1 { figure } else { self.joint(members, Some(span)) })
    }

    /// A source that no mention names: an actor of its own.
    pub(super) fn stranger(&mut self, span: Span) -> usize {
        let plural = self.prose.tokens_in(span).next_back().is_some_and(|last| self.prose.word(last).ends_with('s'));
        let kind = if plural { ActorKind::Group } else { ActorKind::Unnamed };
        self.bare(kind, Named::Span(span), Some(span))
    }

    pub(super) fn bare(&mut self, kind: ActorKind, named: Named, span: Option<Span>) -> usize {
        self.figures.push(Figure {
            kind,
            known: None,
            owner: None,
            roles: Vec::new(),
            titled: None,
            named,
            gender: Gender::Unknown,
            plural: kind == ActorKind::Group,
            mentions: Vec::new(),
            members: Vec::new(),
            span,
        });
        self.figures.len() - 1
    }

    /// I is the speaker; "we" the state or body that an official speaks for, else the speaker.
    pub(super) fn first_person(&mut self) {
        for (index, draft) in self.drafts.iter().enumerate() {
            let Some(speaker) = self.speakers[index] else { continue };
            for content in &draft.content {
                let tokens = self.prose.tokens_in(*content);
                let from = self.mentions.partition_point(|mention| mention.first < tokens.start);
                for mention in from..self.mentions.len() {
                    if self.mentions[mention].first >= tokens.end {
                        break;
                    }
                    if self.mentions[mention].kind != MentionKind::Pronoun {
                        continue;
                    }
                    let head = self.prose.tokens[self.mentions[mention].head].folded;
                    let Some(pronoun) = self.lexicon.actors.pronoun(head).filter(|pronoun| pronoun.person == 1) else {
                        continue;
                    };
                    let figure = if pronoun.plural { self.spoken_for(speaker, mention) } else { speaker };
                    self.of_mention[mention] = Some(figure);
                }
            }
        }
    }

    pub(super) fn spoken_for(&mut self, speaker: usize, mention: usize) -> usize {
        let figure = &self.figures[speaker];
        let speaks_for =
            |role: &u16| matches!(self.lexicon.actors.noun_class(*role), NounClass::Office | NounClass::Source);
        let official = figure.roles.iter().any(speaks_for);
        match figure.owner {
            Some(owner) if official && matches!(figure.kind, ActorKind::Person | ActorKind::Unnamed) => {
                self.of_known(owner, mention)
            }
            _ => speaker,
        }
    }
}
