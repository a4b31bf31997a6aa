//! The figures become actors: sorted by first mention, with name, role, state and what they speak for.
//!
//! Known failure: the name of a description is its first wording, although a later one may be fuller.

use super::mention::MentionKind;
use super::resolve::{Cast, Figure, Named, Scene};
use crate::lexicon::actors::{KnownId, NounClass, Part};
use crate::lexicon::grammar::Class;
use crate::order::sort_by_numbers;
use crate::report::{Actor, ActorKind};
use crate::span::{ActorId, Span};
use crate::text::token::fold;

impl Scene<'_, '_> {
    /// Turns figures into actors, by first mention.
    pub(super) fn cast(mut self) -> Cast {
        // The state or body spoken for must be an actor itself to be referred to.
        for index in 0..self.figures.len() {
            if let (Some(owner), Some(mention)) = (self.owner_of(index), self.figures[index].mentions.first().copied())
            {
                self.of_known(owner, mention);
            }
        }
        let mut order: Vec<(u32, usize)> = Vec::new();
        for (index, figure) in self.figures.iter().enumerate() {
            let first =
                figure.mentions.iter().map(|mention| self.prose.tokens[self.mentions[*mention].first].span.start).min();
            let span = figure.spans.first().map(|span| span.start);
            let named = if let Named::Mention(mention) = figure.named {
                Some(self.prose.tokens[self.mentions[mention].first].span.start)
            } else {
                None
            };
            order.push((first.or(span).or(named).unwrap_or(u32::MAX), index));
        }
        sort_by_numbers(&mut order, |(at, _)| [*at, 0, 0]);
        let mut id_of = vec![ActorId(0); self.figures.len()];
        for (id, (_, index)) in order.iter().enumerate() {
            id_of[*index] = ActorId(id as u32);
        }
        let actors = order.iter().map(|(_, index)| self.actor(*index, &id_of)).collect();
        Cast {
            actors,
            actor_of: self.of_mention.iter().map(|figure| figure.map(|figure| id_of[figure])).collect(),
            speakers: self.speakers.iter().map(|figure| figure.map(|figure| id_of[figure])).collect(),
        }
    }

    pub(super) fn owner_of(&self, index: usize) -> Option<KnownId> {
        let figure = &self.figures[index];
        let own_state = figure.known.and_then(|known| self.lexicon.actors.known(known).state);
        figure.owner.filter(|owner| Some(*owner) != figure.known).or(own_state)
    }

    pub(super) fn actor(&self, index: usize, id_of: &[ActorId]) -> Actor {
        let figure = &self.figures[index];
        let mut mentions: Vec<Span> = figure
            .mentions
            .iter()
            .filter(|mention| self.is_listed(figure, **mention))
            .map(|mention| self.prose.span(self.mentions[*mention].first, self.mentions[*mention].last))
            .collect();
        if figure.mentions.is_empty() {
            mentions.extend(&figure.spans);
        }
        sort_by_numbers(&mut mentions, |span| [span.start, span.end, 0]);
        let owner = self.owner_of(index);
        let code = figure.known.or(owner).map(|known| self.lexicon.actors.known(known).country);
        Actor {
            id: id_of[index],
            name: self.name(figure),
            kind: figure.kind,
            role: figure
                .titled
                .filter(|_| figure.kind == ActorKind::Person)
                .map(|mention| self.role(mention))
                .filter(|role| !role.is_empty()),
            country: code.filter(|code| !code.is_empty()).map(str::to_owned),
            of: owner
                .and_then(|owner| self.of_known.get(&owner))
                .map(|figure| id_of[*figure])
                .filter(|of| *of != id_of[index]),
            mentions,
            members: figure.members.iter().map(|member| id_of[*member]).collect(),
        }
    }

    /// Whether a mention is shown as one of its actor. Not shown are "who" and "which", "we" of one person who speaks for no
    /// body (whoever else is meant), and a document that says nothing here: "released a statement".
    fn is_listed(&self, figure: &Figure, index: usize) -> bool {
        let mention = &self.mentions[index];
        if mention.kind == MentionKind::Pronoun {
            let pronoun = self.lexicon.actors.pronoun(self.prose.tokens[mention.head].folded);
            let one = figure.kind == ActorKind::Person;
            return pronoun.is_none_or(|pronoun| pronoun.person > 1 || pronoun.person == 1 && !(pronoun.plural && one));
        }
        let document = mention.details.noun.is_some_and(|noun| noun.class == NounClass::Document);
        !document || self.tags[index].is_some() || self.subjects[index]
    }

    pub(super) fn name(&self, figure: &Figure) -> String {
        if let Some(known) = figure.known {
            return self.lexicon.actors.known(known).name.to_owned();
        }
        match figure.named {
            Named::Mention(mention) => {
                let mention = &self.mentions[mention];
                let tokens = if mention.details.name.is_empty() {
                    mention.first..mention.last + 1
                } else {
                    mention.details.name.clone()
                };
                self.plain(self.prose.span(tokens.start, tokens.end - 1))
            }
            Named::Span(span) => self.plain(span),
            Named::Members => {
                let names: Vec<String> =
                    figure.members.iter().map(|member| self.name(&self.figures[*member])).collect();
                names.join(" and ")
            }
        }
    }

    pub(super) fn role(&self, mention: usize) -> String {
        let role = self.mentions[mention].details.role.clone();
        if role.is_empty() {
            String::new()
        } else {
            self.prose.span(role.start, role.end - 1).of(self.prose.text).to_owned()
        }
    }

    /// The text of a span on one line, without its article.
    pub(super) fn plain(&self, span: Span) -> String {
        let text = span.of(self.prose.text).split_whitespace().collect::<Vec<_>>().join(" ");
        match text.split_once(' ') {
            // "Many of his supporters" stays whole.
            Some((first, rest))
                if self.lexicon.grammar.has(fold(first), Class::Determiner)
                    && rest
                        .split(' ')
                        .next()
                        .is_some_and(|word| !self.lexicon.actors.is(fold(word), Part::Partitive)) =>
            {
                rest.to_owned()
            }
            _ => text,
        }
    }
}
