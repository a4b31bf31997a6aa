//! Mentions and drafts in, a cast out: which mentions are one actor, and who speaks each draft.
//!
//! Names first, for the whole text; then roles, groups and pronouns in reading order, each by what stands before it;
//! then the first person inside quotes, by who speaks them. "Russian President Vladimir Putin … the president … he".
//!
//! Known failure: "it" stands for a state or body only where that is the subject of the sentence before.

use super::group::joined;
use super::mention::{Mention, MentionKind};
use super::pronoun::is_subject;
use crate::attribution::Draft;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Gender, KnownId, NounClass, Part};
use crate::report::{Actor, ActorKind};
use crate::span::{ActorId, Span};
use crate::text::Prose;
use crate::text::token::Folded;
use std::collections::HashMap;

/// How many mentions back an antecedent is looked for.
const WINDOW: usize = 60;

/// Who is who in one text.
pub(crate) struct Cast {
    /// By first mention; ids are indices.
    pub(crate) actors: Vec<Actor>,
    /// For each mention its actor.
    pub(crate) actor_of: Vec<Option<ActorId>>,
    /// For each draft who speaks it.
    pub(crate) speakers: Vec<Option<ActorId>>,
}

impl Cast {
    /// The state or body that `actor` speaks for.
    pub(crate) fn state_of(&self, actor: ActorId) -> Option<ActorId> {
        self.actors.get(actor.index())?.of
    }
}

/// Which mentions are one actor, and who is the speaker of each draft.
pub(crate) fn resolve(prose: &Prose, lexicon: &Lexicon, mentions: &[Mention], drafts: &[Draft]) -> Cast {
    let mut scene = Scene::new(prose, lexicon, mentions, drafts);
    scene.name_people();
    scene.name_bodies();
    scene.who_says_i();
    scene.name_appositions();
    scene.read();
    // Twice: who "I" is inside a quote may be the source of a quote inside it.
    for _ in 0..2 {
        if scene.speak() {
            scene.first_person();
        }
    }
    scene.collect();
    scene.cast()
}

/// The mention that names what a span names.
fn naming(prose: &Prose, lexicon: &Lexicon, mentions: &[Mention], span: Span) -> Option<usize> {
    let tokens = prose.tokens_in(span);
    let from = mentions.partition_point(|mention| mention.first + 40 < tokens.start);
    let mut best: Option<usize> = None;
    for (index, mention) in mentions.iter().enumerate().skip(from).take_while(|(_, mention)| mention.first < tokens.end)
    {
        // "polls in Virginia": a place inside is not who speaks.
        let place = mention.kind == MentionKind::State && mention.first > tokens.start && {
            let before = prose.tokens[mention.first - 1].folded;
            [Part::At, Part::Place, Part::Heading].iter().any(|part| lexicon.actors.is(before, *part))
        };
        if tokens.contains(&mention.head) && !place {
            let better = match best {
                None => true,
                Some(best) => mentions[best].details.nested && mention.first <= mentions[best].first,
            };
            // A mention that the found one lies in names the whole: "Iran" in "Iran’s parliament".
            let covers =
                best.is_some_and(|best| mention.first <= mentions[best].first && mention.last > mentions[best].last);
            if better || covers {
                best = Some(index);
            }
        }
    }
    best
}

/// An actor in the making.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) kind: ActorKind,
    pub(super) known: Option<KnownId>,
    /// The state or body that it belongs to.
    pub(super) owner: Option<KnownId>,
    /// Noun rows of the offices and descriptions it goes by.
    pub(super) roles: Vec<u16>,
    /// The mention whose title is shown.
    pub(super) titled: Option<usize>,
    /// The mention that gives the name, or the span of a source without any mention.
    pub(super) named: Named,
    pub(super) gender: Gender,
    pub(super) plural: bool,
    pub(super) mentions: Vec<usize>,
    pub(super) members: Vec<usize>,
    /// Spans of its own, for sources that no mention names.
    pub(super) spans: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Mention(usize),
    Span(Span),
    Members,
}

pub(super) struct Scene<'a, 't> {
    pub(super) prose: &'a Prose<'t>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) mentions: &'a [Mention],
    pub(super) drafts: &'a [Draft],
    pub(super) figures: Vec<Figure>,
    pub(super) of_mention: Vec<Option<usize>>,
    pub(super) of_known: HashMap<KnownId, usize>,
    pub(super) of_name: HashMap<Folded, usize>,
    /// Organs by noun and owner: "Iran’s parliament".
    pub(super) of_organ: HashMap<(u16, Option<KnownId>), usize>,
    pub(super) of_members: HashMap<Vec<usize>, usize>,
    pub(super) speakers: Vec<Option<usize>>,
    /// For each draft the mention that its source names.
    pub(super) sources: Vec<Option<usize>>,
    /// For each mention whether it is the subject of a verb.
    pub(super) subjects: Vec<bool>,
    /// For each mention the draft in whose source it lies.
    pub(super) tags: Vec<Option<usize>>,
    /// For each mention the one that "and" joins to it: "Merkel" for "Macron" in "Merkel and Macron".
    pub(super) joined: Vec<Option<usize>>,
}

impl<'a, 't> Scene<'a, 't> {
    pub(super) fn new(
        prose: &'a Prose<'t>,
        lexicon: &'a Lexicon,
        mentions: &'a [Mention],
        drafts: &'a [Draft],
    ) -> Self {
        let mut tags = vec![None; mentions.len()];
        let source = |draft: &Draft| draft.source.and_then(|source| naming(prose, lexicon, mentions, source));
        let sources: Vec<_> = drafts.iter().map(source).collect();
        for (index, mention) in sources.iter().enumerate() {
            if let Some(mention) = mention {
                tags[*mention] = Some(index);
            }
        }
        Self {
            prose,
            lexicon,
            mentions,
            drafts,
            figures: Vec::new(),
            of_mention: vec![None; mentions.len()],
            of_known: HashMap::new(),
            of_name: HashMap::new(),
            of_organ: HashMap::new(),
            of_members: HashMap::new(),
            speakers: vec![None; drafts.len()],
            sources,
            tags,
            subjects: mentions.iter().map(|mention| is_subject(prose, lexicon, mention)).collect(),
            joined: joined(prose, lexicon, mentions),
        }
    }

    pub(super) fn figure(&mut self, kind: ActorKind, mention: usize) -> usize {
        let details = &self.mentions[mention].details;
        self.figures.push(Figure {
            kind,
            known: details.known,
            owner: details.owner,
            roles: details.noun.map(|noun| noun.row).into_iter().collect(),
            titled: details.noun.map(|_| mention),
            named: Named::Mention(mention),
            gender: details.noun.map_or(Gender::Unknown, |noun| noun.gender),
            plural: details.plural,
            mentions: Vec::new(),
            members: Vec::new(),
            spans: Vec::new(),
        });
        self.figures.len() - 1
    }

    pub(super) fn join(&mut self, mention: usize, figure: usize) {
        self.of_mention[mention] = Some(figure);
        self.figures[figure].mentions.push(mention);
    }

    /// Roles, groups, unnamed sources and pronouns in reading order.
    pub(super) fn read(&mut self) {
        for index in 0..self.mentions.len() {
            self.place(index);
        }
    }

    /// Gives a mention its figure, unless it has one.
    pub(super) fn place(&mut self, index: usize) {
        if self.of_mention[index].is_some() {
            return;
        }
        let mention = &self.mentions[index];
        let figure = match mention.kind {
            MentionKind::Name => None,
            MentionKind::State => self.state(index),
            MentionKind::Body => Some(self.organ(index)),
            MentionKind::Role | MentionKind::Unnamed => self.described(index),
            MentionKind::Group => Some(self.group(index)),
            MentionKind::Pronoun => self.pair(index).or_else(|| self.pronoun(index)),
        };
        if let Some(figure) = figure {
            self.join(index, figure);
            let class = mention.details.noun.map(|noun| noun.class);
            if self.figures[figure].kind == ActorKind::Person && class.is_some_and(NounClass::is_human) {
                self.describe(figure, index);
            }
        }
    }

    /// The mentions before `index`, latest first, within reach.
    pub(super) fn before(&self, index: usize) -> impl Iterator<Item = usize> + use<'_, 'a, 't> {
        (index.saturating_sub(WINDOW)..index).rev().filter(|other| self.of_mention[*other].is_some())
    }

    /// Gives every figure its mentions.
    pub(super) fn collect(&mut self) {
        for figure in &mut self.figures {
            figure.mentions.clear();
        }
        for (mention, figure) in self.of_mention.iter().enumerate() {
            if let Some(figure) = figure {
                self.figures[*figure].mentions.push(mention);
            }
        }
    }
}
