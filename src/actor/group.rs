//! Groups and their members: "the two leaders", "both sides", "Merkel and Macron", "they" after two joined names.
//!
//! Known failure: a group of three or more by number alone ("the three ministers") has no members.

use super::mention::{Mention, MentionKind};
use super::resolve::{Named, Scene};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{NounClass, Part};
use crate::lexicon::grammar::Class;
use crate::order::sort_by_numbers;
use crate::report::ActorKind;
use crate::span::Span;
use crate::text::Prose;

impl Scene<'_, '_> {
    /// "the two leaders", "both sides", "European allies".
    pub(super) fn group(&mut self, index: usize) -> usize {
        let mention = &self.mentions[index];
        let noun = mention.details.noun;
        let twice =
            (mention.first..mention.head).any(|at| self.lexicon.actors.is(self.prose.tokens[at].folded, Part::Twice));
        let of = |other: &usize| &self.figures[self.of_mention[*other].unwrap_or(0)];
        let same = |other: &usize| {
            let figure = of(other);
            let role = noun.is_some_and(|noun| figure.roles.contains(&noun.row));
            figure.kind == ActorKind::Group && role && (mention.details.definite || self.same_words(*other, index))
        };
        if let Some(found) = self.before(index).find(same) {
            return self.of_mention[found].unwrap_or(0);
        }
        let mut members = Vec::new();
        if twice && noun.is_some_and(|noun| noun.plural) {
            members = self.leading_two(index, noun.is_some_and(|noun| noun.class == NounClass::Office));
            sort_by_numbers(&mut members, |member| [*member as u32, 0, 0]);
        }
        if let Some(known) = self.of_members.get(&members).filter(|_| members.len() == 2) {
            return *known;
        }
        let figure = self.figure(ActorKind::Group, index);
        self.figures[figure].plural = true;
        if members.len() == 2 {
            self.of_members.insert(members.clone(), figure);
            self.figures[figure].members = members;
        }
        figure
    }

    /// The two persons, or states, that the text before a mention is about: named most often, the later one first. They
    /// need not stand last: "a U.S. president was briefed. … The two leaders" are the two whose call it was.
    fn leading_two(&self, index: usize, human: bool) -> Vec<usize> {
        let mut counts: Vec<(usize, usize)> = Vec::new(); // figure and mentions, the latest first
        for other in self.before(index) {
            let figure = self.of_mention[other].unwrap_or(0);
            match counts.iter_mut().find(|(known, _)| *known == figure) {
                Some((_, count)) => *count += 1,
                None => counts.push((figure, 1)),
            }
        }
        let best = |kind: ActorKind| {
            let mut alike: Vec<_> = counts.iter().filter(|(figure, _)| self.figures[*figure].kind == kind).collect();
            sort_by_numbers(&mut alike, |(_, count)| [!(*count as u32), 0, 0]); // stable: the later one of two equals
            alike.into_iter().take(2).map(|(figure, _)| *figure).collect::<Vec<_>>()
        };
        let persons = best(ActorKind::Person);
        if human || persons.len() == 2 { persons } else { best(ActorKind::State) }
    }

    /// Whether two phrases are the same words: "pro-independence groups".
    pub(super) fn same_words(&self, one: usize, other: usize) -> bool {
        let words = |mention: usize| {
            let mention = &self.mentions[mention];
            self.prose.tokens[mention.first..=mention.last].iter().map(|token| token.folded)
        };
        words(one).eq(words(other))
    }

    /// "Putin and Macron held a call, marking their first exchange": two joined subjects of this sentence or the last.
    pub(super) fn pair(&mut self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let pronoun = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded)?;
        if pronoun.person != 3 || !pronoun.plural {
            return None;
        }
        let here = self.prose.sentence_of[mention.first];
        let near = |other: &usize| here - self.prose.sentence_of[self.mentions[*other].first] <= 1;
        let plural = |other: &usize| {
            let figure = self.of_mention[*other].map(|figure| &self.figures[figure]);
            figure.is_some_and(|figure| figure.plural) || self.joined[*other].is_some()
        };
        let nearest = self.before(index).take_while(near).find(plural)?;
        let first = self.joined[nearest].filter(|_| self.subjects[nearest])?;
        let members = vec![self.of_mention[first]?, self.of_mention[nearest]?];
        (members[0] != members[1]).then(|| self.joint(members, None))
    }

    pub(super) fn joint(&mut self, mut members: Vec<usize>, span: Option<Span>) -> usize {
        sort_by_numbers(&mut members, |member| [*member as u32, 0, 0]);
        if let Some(figure) = self.of_members.get(&members) {
            return *figure;
        }
        let figure = self.bare(ActorKind::Group, Named::Members, span);
        self.of_members.insert(members.clone(), figure);
        self.figures[figure].members = members;
        figure
    }
}

/// For each name of a person, state or body the one that "and" joins to it.
pub(super) fn joined(prose: &Prose, lexicon: &Lexicon, mentions: &[Mention]) -> Vec<Option<usize>> {
    let named = |mention: &Mention| {
        matches!(mention.kind, MentionKind::Name | MentionKind::State | MentionKind::Body) && !mention.details.nested
    };
    (0..mentions.len())
        .map(|index| {
            let mention = &mentions[index];
            let and = mention.first.checked_sub(1)?;
            let conjunction = lexicon.grammar.has(prose.tokens[and].folded, Class::Conjunction);
            let before = |other: &usize| mentions[*other].last + 1 == and && named(&mentions[*other]);
            let other = (index.saturating_sub(4)..index).rev().find(before)?;
            (conjunction && named(mention) && mentions[other].kind == mention.kind).then_some(other)
        })
        .collect()
}
