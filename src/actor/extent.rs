//! How far a mention reaches, and whether it names an actor or only a place.
//!
//! "of" and "for" go on a name or an office ("Ministry of External Relations", "leader of the PKK"), "in" and "at" say
//! where unnamed people are ("policemen in Sadr City"). A capital city is its state where it acts or is acted upon.
//!
//! Known failure: "talks with Geneva" cannot be told from "talks with Tehran".

use super::mention::Finder;
use super::phrase::Reader;
use crate::lexicon::actors::{KnownId, Part};
use crate::lexicon::grammar::Class;
use crate::text::tag::Tag;
use crate::text::token::{Case, Gap, Token};

impl Finder<'_, '_> {
    /// Where a phrase ends that "of" or "for" goes on: "Ministry of External Relations", "leader of the PKK". Behind
    /// nouns for unnamed people a place may follow as well: "policemen in Sadr City".
    pub(super) fn linked(&self, last: usize, proper: bool, place: bool) -> usize {
        let Reader { prose, lexicon, .. } = self.reader;
        let mut end = last;
        for _ in 0..3 {
            let Some(link) = self.reader.next_in_sentence(end) else { break };
            let links = lexicon.actors.is(link.folded, Part::Link)
                || proper && end == last && lexicon.actors.is(link.folded, Part::Title)
                || place && end == last && lexicon.actors.is(link.folded, Part::At);
            if !links || link.is_capital() {
                break;
            }
            let mut at = end + 2;
            // "Committee for a Responsible Federal Budget"
            let article = if proper { Part::Determiner } else { Part::Definite };
            if self.reader.token(at).is_some_and(|token| lexicon.actors.is(token.folded, article)) {
                at += 1;
            }
            let from = at;
            let named = |at: usize| !proper && at > from && self.starts_name(at);
            while at < from + 6 && at < prose.tokens.len() && self.binds(at, end, proper) && !named(at) {
                at += lexicon.actors.naming(&prose.tokens, at).map_or(1, |(length, _)| length);
            }
            if at == from && !proper {
                match self.plain_tail(from) {
                    Some(last) => end = last,
                    None => break,
                }
                continue;
            }
            if at == from {
                break;
            }
            // "head of al-Sadr’s Basra office"
            if let Some(next) = self.reader.possessive_after(at - 1).filter(|_| !proper) {
                let mut items = Vec::new();
                self.reader.read(next, &mut items);
                match items.last() {
                    Some(item) => end = item.last,
                    None => end = at - 1,
                }
                break;
            }
            end = at - 1;
        }
        end
    }

    /// Where a phrase ends whose head is sent or serves: "ambassador to China", "a top aide to al-Sadr".
    pub(super) fn posted(&self, head: usize) -> usize {
        let Reader { prose, lexicon, .. } = self.reader;
        let to = self.reader.next_in_sentence(head).is_some_and(|to| lexicon.actors.is(to.folded, Part::Infinitive));
        if !to || !lexicon.actors.is(prose.tokens[head].folded, Part::Posted) {
            return head;
        }
        let article = self.reader.token(head + 2).is_some_and(|token| lexicon.actors.is(token.folded, Part::Definite));
        let from = head + 2 + usize::from(article);
        let end = (from..prose.tokens.len().min(from + 6)).take_while(|at| self.binds(*at, head, false)).last();
        end.unwrap_or(head)
    }

    /// Whether a given name and a further capital stand at token `at`.
    pub(super) fn starts_name(&self, at: usize) -> bool {
        let Reader { prose, lexicon, .. } = self.reader;
        prose.tokens[at].is_capital()
            && lexicon.actors.given_name(prose.tokens[at].folded).is_some()
            && self.reader.next_in_sentence(at).is_some_and(Token::is_capital)
    }

    /// The last token of words in lower case that start at `from` and that another "of" goes on: "the armed wing of".
    pub(super) fn plain_tail(&self, from: usize) -> Option<usize> {
        let Reader { prose, lexicon, .. } = self.reader;
        let plain = |at: &usize| {
            prose.tokens.get(*at).is_some_and(|token| {
                token.is_word() && token.case == Case::Lower && !lexicon.is_function_word(token.folded)
            })
        };
        let end = (from..from + 4).take_while(plain).last()?;
        let of = self.reader.next_in_sentence(end).is_some_and(|next| lexicon.actors.is(next.folded, Part::Link));
        of.then_some(end)
    }

    pub(super) fn binds(&self, at: usize, end: usize, proper: bool) -> bool {
        let Reader { prose, lexicon, .. } = self.reader;
        let token = &prose.tokens[at];
        let and = || {
            lexicon.grammar.has(token.folded, Class::Conjunction)
                && self.reader.next_in_sentence(at).is_some_and(Token::is_capital)
        };
        prose.sentence_of[at] == prose.sentence_of[end]
            && (token.is_capital() || proper && token.is_word() && and())
            && !lexicon.actors.is(token.folded, Part::Month)
            && !lexicon.actors.is(token.folded, Part::Weekday)
            && !(lexicon.is_function_word(token.folded) && token.is_capital())
    }

    /// The first state or body that tokens `first..=last` name.
    pub(super) fn known_in(&self, first: usize, last: usize) -> Option<KnownId> {
        (first..=last)
            .find_map(|at| self.reader.lexicon.actors.naming(&self.reader.prose.tokens, at))
            .map(|(_, naming)| naming.known)
    }

    /// Whether a noun that no table knows follows, which the name only modifies: "U.S. helicopters".
    pub(super) fn modifies(&self, last: usize) -> bool {
        self.reader.next_in_sentence(last).is_some_and(|next| {
            next.is_word()
                && next.case == Case::Lower
                && next.gap == Gap::Space
                && self.reader.prose.tags[last + 1] == Tag::Noun
                && !self.reader.lexicon.is_function_word(next.folded)
                && !self.reader.is_cue(last + 1)
        })
    }

    pub(super) fn follows_preposition(&self, first: usize) -> bool {
        self.reader
            .previous_in_sentence(first)
            .is_some_and(|before| self.reader.lexicon.grammar.has(before.folded, Class::Preposition))
    }

    /// Whether a state or city named at token `first` is only the place of something: "in Iran", "the ambassador to
    /// China", "north of Paris".
    pub(super) fn is_place(&self, first: usize) -> bool {
        let actors = &self.reader.lexicon.actors;
        let Some(before) = self.reader.previous_in_sentence(first) else { return false };
        let area = || {
            let of = actors.is(before.folded, Part::Partitive);
            of && self.reader.previous_in_sentence(first - 1).is_some_and(|area| actors.is(area.folded, Part::Area))
        };
        let headed = || {
            actors.is(before.folded, Part::Heading)
                && self.reader.previous_in_sentence(first - 1).is_some_and(|it| actors.is(it.folded, Part::Motion))
        };
        actors.is(before.folded, Part::Place) || area() || headed()
    }

    /// Whether a capital city stands for its state here: it acts ("Tehran denies", "Moscow’s demands") or is acted upon
    /// ("urged Tehran", "talks between Moscow and Kyiv"), and is no place ("in Paris", "visited Rome").
    pub(super) fn acts(&self, first: usize, last: usize, possessive: bool) -> bool {
        let Reader { prose, lexicon, .. } = self.reader;
        let before = self.reader.previous_in_sentence(first).filter(|before| before.is_word());
        if before.is_some() && self.is_place(first) {
            return false;
        }
        // "the road to Kyiv was closed"
        if before.is_some_and(|before| lexicon.actors.is(before.folded, Part::Heading)) && self.moves(first) {
            return false;
        }
        // "Oslo strongly condemned", "Moscow on Tuesday rejected"
        let verb = self.reader.past_times(last + 1, Class::Adverb);
        if possessive || self.reader.is_verb(verb) || self.reader.is_cue(verb) {
            return true;
        }
        // At the start of a sentence a plain word behind it is most likely its verb: "Kyiv quit the talks".
        let plain = self
            .reader
            .next_in_sentence(last)
            .is_some_and(|next| next.is_word() && next.case == Case::Lower && !lexicon.is_function_word(next.folded));
        if plain && self.reader.opens_sentence(first) {
            return true;
        }
        let Some(before) = before else { return false };
        if lexicon.actors.is(before.folded, Part::Heading) {
            return true;
        }
        if lexicon.grammar.has(before.folded, Class::Conjunction) {
            let known = |start: usize| {
                lexicon.actors.naming(&prose.tokens, start).is_some_and(|(length, _)| start + length + 1 == first)
            };
            return first >= 2 && (known(first - 2) || first >= 3 && known(first - 3));
        }
        lexicon.grammar.has(before.folded, Class::Preposition)
            || self.reader.is_verb(first - 1)
            || self.reader.is_cue(first - 1)
    }

    /// Whether the preposition before token `first` tells where something goes: "flew to Paris".
    fn moves(&self, first: usize) -> bool {
        let Reader { lexicon, .. } = self.reader;
        self.reader.previous_in_sentence(first - 1).is_none_or(|moved| {
            !moved.is_word() || lexicon.actors.is(moved.folded, Part::Motion) || lexicon.is_function_word(moved.folded)
        })
    }
}
