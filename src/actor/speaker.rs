//! Who speaks each draft, and who "I" and "we" are inside what is said.
//!
//! A source is the mention that heads it, several joined ones are a group, and one that no mention names is an actor of
//! its own. "We" of an official is the state or body spoken for: "“We reject it,” the Iranian minister said".
//!
//! Known failure: "we" of somebody without an office is always he or she alone.

use super::mention::MentionKind;
use super::resolve::{Figure, Named, Scene};
use crate::lexicon::actors::{Gender, NounClass, Part};
use crate::lexicon::grammar::Class;
use crate::report::{ActorKind, QuoteKind};
use crate::span::Span;
use crate::text::tag::Tag;
use crate::text::token::{Gap, Kind};

/// In so many mentions of one content the first person is looked for.
const CONTENT: usize = 300;

impl Scene<'_, '_> {
    /// Who speaks each draft, as far as the sources are known by now; whether any speaker is new.
    pub(super) fn speak(&mut self) -> bool {
        let mut new = false;
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            if self.speakers[index].is_none() {
                self.speakers[index] = match (draft.source, draft.keeps_speaker_of) {
                    (Some(source), _) => self.relayed(index).or_else(|| self.source(index, source)),
                    (None, Some(kept)) => self.speakers.get(kept).copied().flatten(),
                    (None, None) => None,
                };
                new |= self.speakers[index].is_some();
            }
        }
        new
    }

    /// Whoever says "I" is a person: a capital of which the text says nothing else ("Clinton said") may be a body.
    pub(super) fn who_says_i(&mut self) {
        for (index, draft) in self.drafts.iter().enumerate() {
            let Some(source) = self.sources[index].filter(|source| self.mentions[*source].kind == MentionKind::Body)
            else {
                continue;
            };
            let Some(figure) = self.of_mention[source] else { continue };
            let bare = self.figures[figure].known.is_none() && self.figures[figure].roles.is_empty();
            let quoted =
                draft.content.iter().filter(|content| bare && draft.kind == QuoteKind::Direct && content.end > 0);
            let says_i = quoted.flat_map(|content| self.prose.tokens_in(*content)).any(|at| {
                self.lexicon
                    .actors
                    .pronoun(self.prose.tokens[at].folded)
                    .is_some_and(|pronoun| pronoun.person == 1 && !pronoun.plural)
            });
            if says_i {
                self.figures[figure].kind = ActorKind::Person;
                self.figures[figure].gender = Gender::Unknown;
            }
        }
    }

    /// "TASS quoted him as saying": a medium relays, the one quoted speaks.
    fn relayed(&self, index: usize) -> Option<usize> {
        let draft = &self.drafts[index];
        let source = self.sources[index]?;
        let medium =
            self.figures[self.of_mention[source]?].known.filter(|known| self.lexicon.actors.known(*known).medium);
        let cue = medium.and(draft.cue).and_then(|cue| self.prose.tokens_in(cue).next_back())?;
        let relays = self.lexicon.actors.is(self.prose.tokens[cue].folded, Part::Relay);
        let object =
            (source + 1..self.mentions.len().min(source + 6)).find(|other| self.mentions[*other].first == cue + 1)?;
        let saying = self.prose.tokens.get(self.mentions[object].last + 1);
        let saying = saying.is_some_and(|token| self.lexicon.actors.is(token.folded, Part::Saying));
        self.of_mention[object].filter(|_| relays && saying)
    }

    fn source(&mut self, draft: usize, span: Span) -> Option<usize> {
        let Some(first) = self.sources[draft] else { return self.stranger(span) };
        if self.mentions[first].kind == MentionKind::Pronoun && self.of_mention[first].is_none() {
            return None;
        }
        let Some(figure) = self.of_mention[first] else { return self.stranger(span) };
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
            // "the former first lady and senator": one person, for one article stands before both.
            let one = joined && self.is_second_title(first, other);
            if let (true, Some(member)) = (joined && !one, self.of_mention[other]) {
                if !members.contains(&member) {
                    members.push(member);
                }
                last = mention.last;
            }
        }
        Some(if members.len() == 1 { figure } else { self.joint(members, Some(span)) })
    }

    /// Whether two descriptions with one article before both are of one person.
    pub(super) fn is_second_title(&self, first: usize, other: usize) -> bool {
        let (first, other) = (&self.mentions[first], &self.mentions[other]);
        let single = |kind: MentionKind| matches!(kind, MentionKind::Role | MentionKind::Unnamed);
        let article = |at: usize| self.lexicon.grammar.has(self.prose.tokens[at].folded, Class::Determiner);
        single(first.kind)
            && single(other.kind)
            && !first.details.plural
            && !other.details.plural
            && article(first.first)
            && !article(other.first)
    }

    /// A source that no mention names: an actor of its own, if its head can be one. Nobody speaks a treaty, or "having".
    pub(super) fn stranger(&mut self, span: Span) -> Option<usize> {
        let tokens = self.prose.tokens_in(span);
        // "the video of the incident": what "of" and a clause add says nothing of the head.
        let goes_on = |at: &usize| {
            let token = &self.prose.tokens[*at];
            !token.is_word() && token.kind != Kind::Number
                || self.lexicon.grammar.is_any(token.folded, &[Class::Relative, Class::Preposition, Class::Time])
        };
        let first = tokens.clone().find(|at| !goes_on(at))?;
        let head = (first..tokens.end).take_while(|at| !goes_on(at)).last()?;
        let class = self.lexicon.actors.noun(&self.prose.tokens, head).map(|(_, noun)| noun.class);
        let law = matches!(class, Some(NounClass::Law | NounClass::Place));
        let word = &self.prose.tokens[head];
        let names = match self.prose.tags[head] {
            Tag::Noun | Tag::Proper | Tag::Number => true,
            Tag::Adjective => head > first || word.is_capital(),
            Tag::Participle => head > first,
            _ => {
                self.lexicon.actors.is(word.folded, Part::Quantity)
                    || head > first && !self.lexicon.is_function_word(word.folded)
            }
        };
        let nobody =
            (tokens.start..head).any(|at| self.lexicon.grammar.has(self.prose.tokens[at].folded, Class::Negation));
        let counted = tokens.clone().any(|at| self.prose.tokens[at].kind == Kind::Number)
            || tokens.clone().any(|at| self.lexicon.actors.is(self.prose.tokens[at].folded, Part::Quantity));
        let thing =
            class.is_none() && !counted && self.prose.tags[head] == Tag::Noun && !is_agent(self.prose.word(head));
        // "Super" of "Super PAC donations": a name cut off.
        let cut = word.is_capital()
            && self.prose.tokens.get(head + 1).is_some_and(|next| {
                next.is_capital()
                    && next.gap == Gap::Space
                    && self.prose.sentence_of[head + 1] == self.prose.sentence_of[head]
            });
        if law || nobody || thing || cut || !names {
            return None;
        }
        // "Obama Seeks More": whom the text names elsewhere.
        if head == first
            && word.is_capital()
            && let Some(figure) = self.namesake(head)
        {
            if !self.figures[figure].spans.is_empty() {
                self.figures[figure].spans.push(span);
            }
            return Some(figure);
        }
        let plural = class != Some(NounClass::Document)
            && self.prose.tags[head] == Tag::Noun
            && self.prose.word(head).ends_with('s');
        // "Politifact then ruled": what speaks under a name of one word is most likely a body.
        let body = head == first && word.is_capital() && self.prose.tags[head] == Tag::Proper;
        let counted = self.prose.tags[head] == Tag::Number || first < head && counted;
        // "― Nell Carden Grey"
        let given = head > first && word.is_capital() && {
            let word = self.prose.tokens[first].folded;
            self.prose.tokens[first].is_capital() && self.lexicon.actors.given_name(word).is_some()
        };
        let kind = match (plural || counted, body) {
            _ if given => ActorKind::Person,
            (_, true) => ActorKind::Organisation,
            (true, _) => ActorKind::Group,
            _ => ActorKind::Unnamed,
        };
        // A span that breaks off behind a preposition is named without it.
        let last = tokens
            .clone()
            .rev()
            .find(|at| *at == head || !goes_on(at) && !self.lexicon.is_function_word(self.prose.tokens[*at].folded));
        let named = self.prose.span(tokens.start, last.unwrap_or(head));
        let figure = self.bare(kind, Named::Span(named), Some(span));
        if body {
            self.of_name.insert(word.folded, figure);
        }
        Some(figure)
    }

    /// The person or body whose name the word ends, or is.
    fn namesake(&self, word: usize) -> Option<usize> {
        let folded = self.prose.tokens[word].folded;
        let person = |figure: &&Figure| {
            let Named::Mention(mention) = figure.named else { return false };
            let name = &self.mentions[mention].details.name;
            figure.kind == ActorKind::Person && !name.is_empty() && self.prose.tokens[name.end - 1].folded == folded
        };
        let body = self.of_name.get(&folded).copied();
        body.or_else(|| self.figures.iter().position(|figure| person(&figure)))
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
            spans: span.into_iter().collect(),
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
                for mention in from..self.mentions.len().min(from + CONTENT) {
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

/// Whether a noun that no table knows sounds like people: "speechwriters", "columnist", not "efforts", "slide".
fn is_agent(noun: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "er", "or", "ist", "ian", "ant", "ent", "ee", "eer", "ese", "man", "men", "woman", "women", "people", "folk",
        "crat",
    ];
    const THINGS: [&str; 3] = ["ment", "center", "letter"];
    let noun = noun.strip_suffix('s').unwrap_or(noun);
    noun.starts_with(char::is_uppercase)
        || ENDINGS.iter().any(|ending| noun.ends_with(ending)) && !THINGS.iter().any(|ending| noun.ends_with(ending))
}
