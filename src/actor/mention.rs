//! Prose in, mentions out: every noun phrase that names somebody who can speak or act, and every pronoun.
//!
//! "The Kremlin said Putin met Iran’s parliament speaker" has five: the Kremlin, Putin, Iran, Iran’s parliament
//! speaker. Headlines in title case are read last, with the names that the text below them taught.
//!
//! Known failure: a person named by one unknown capital only, who never speaks, is no mention.

use super::name;
use super::phrase::{Item, Piece, Proof, Reader};
use super::word::Word;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{KnownId, Noun, NounClass, Part};
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::{FoldedMap, FoldedSet};
use crate::order::sort_by_numbers;
use crate::text::Prose;
use crate::text::tag::Tag;
use crate::text::token::{Case, Kind, Token};
use std::ops::Range;

/// A noun phrase that names somebody who can speak or act.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// First token: determiner and title included.
    pub(crate) first: usize,
    /// Last token: apposition and relative clause excluded.
    pub(crate) last: usize,
    /// Token of the head noun or surname.
    pub(crate) head: usize,
    pub(crate) kind: MentionKind,
    pub(super) details: Details,
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MentionKind {
    /// A person by name.
    Name,
    State,
    /// Organisation, ministry, parliament, medium.
    Body,
    /// "the Turkish leader", "the minister"
    Role,
    /// "a French diplomatic source", "officials"
    Unnamed,
    /// "both sides", "European allies"
    Group,
    Pronoun,
}

/// What resolution needs to know of a mention.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    /// Tokens of the proper name, without title.
    pub(super) name: Range<usize>,
    /// The state or body of the tables that the mention names.
    pub(super) known: Option<KnownId>,
    /// The state or body that modifies the head: "U.S." in "U.S. officials", "Iran" in "Iran’s parliament".
    pub(super) owner: Option<KnownId>,
    /// The noun that heads the phrase, or the title before a name.
    pub(super) noun: Option<Noun>,
    /// The noun before a document: "cabinet" in "the cabinet statement".
    pub(super) author: Option<Noun>,
    /// Tokens of that noun and the modifiers that belong to the office: "deputy foreign minister".
    pub(super) role: Range<usize>,
    /// Whether the phrase points back: "the", "both", a possessive.
    pub(super) definite: bool,
    /// Whether it brings in somebody new: "a", "another".
    pub(super) indefinite: bool,
    pub(super) plural: bool,
    /// Whether it lies inside a longer mention.
    pub(super) nested: bool,
}

/// All mentions, by start. They do not overlap, except that a possessive or a modifier may lie inside a longer one:
/// "Iran" inside "Iran’s parliament".
pub(crate) fn mentions(prose: &Prose, lexicon: &Lexicon) -> Vec<Mention> {
    let headlines: Vec<bool> = (0..prose.sentences.len()).map(|index| is_headline(prose, lexicon, index)).collect();
    // Once for the names that the text proves, once for all mentions: a surname that is a word as well ("May"), or that
    // stands in a headline, counts where the text proves it.
    let unproven = FoldedMap::default();
    let noun = |(token, tag): &(&Token, &Tag)| token.case == Case::Lower && **tag == Tag::Noun;
    let words = prose.tokens.iter().zip(&prose.tags).filter(noun).map(|(token, _)| token.folded).collect();
    let seen: Vec<Word> = prose.tokens.iter().map(|token| Word::of(token, lexicon)).collect();
    let mut finder = Finder::new(prose, lexicon, &seen, &unproven, &words);
    let mut ends = Vec::with_capacity(prose.sentences.len()); // how many mentions up to the end of each sentence
    for (sentence, headline) in prose.sentences.iter().zip(&headlines) {
        if !headline {
            finder.sentence(sentence.tokens.clone());
        }
        ends.push(finder.found.len());
    }
    let names = finder.proven_names();
    let mut first = finder.found.into_iter();
    let mut finder = Finder::new(prose, lexicon, &seen, &names, &words);
    let mut start = 0;
    for ((sentence, headline), end) in prose.sentences.iter().zip(&headlines).zip(ends) {
        let before = first.by_ref().take(end - start);
        start = end;
        // Where no name stands, a second reading finds the same.
        let tokens = &prose.tokens[sentence.tokens.clone()];
        if *headline || tokens.iter().any(|token| token.is_capital() && names.contains_key(&token.folded)) {
            before.for_each(drop);
            finder.reader.headline = *headline;
            finder.sentence(sentence.tokens.clone());
        } else {
            finder.found.extend(before);
        }
    }
    finder.drop_stray_capitals();
    let mut found = finder.found;
    sort_by_numbers(&mut found, |mention| [mention.first as u32, !(mention.last as u32), 0]);
    join_titles(prose, lexicon, &mut found);
    sort_by_numbers(&mut found, |mention| [mention.first as u32, !(mention.last as u32), 0]);
    let mut end = 0; // token behind the outermost mention so far
    for mention in &mut found {
        mention.details.nested = mention.last < end;
        end = end.max(mention.last + 1);
    }
    found
}

/// "The Senator and former diplomat Arthur Virgílio": two titles before one name are one mention, and so are an office
/// with "of" and the name behind it: "Mayor of London Sadiq Khan".
fn join_titles(prose: &Prose, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    let mut joined = vec![false; found.len()];
    for index in 1..found.len() {
        let before = (index.saturating_sub(3)..index).rev();
        let mut before = before.filter(|other| found[*other].last < found[index].first);
        let Some(title) = before.find(|other| matches!(found[*other].kind, MentionKind::Role | MentionKind::Unnamed))
        else {
            continue;
        };
        let (index_of_title, title, name) = (title, &found[title], &found[index]);
        let titled = name.details.noun.is_some_and(|noun| noun.class.is_human() && noun.class != NounClass::Courtesy);
        let open = lexicon.grammar.has(prose.tokens[name.first].folded, Class::Determiner);
        let free = !title.details.plural && name.kind == MentionKind::Name && !open;
        let and = title.last + 2 == name.first
            && lexicon.grammar.has(prose.tokens[title.last + 1].folded, Class::Conjunction);
        let of = title.last + 1 == name.first && title.last > title.head && name.details.noun.is_none();
        if free && (and && titled && name.details.owner.is_none() || of) {
            let (first, details) = (title.first, title.details.clone());
            let name = &mut found[index];
            name.first = first;
            name.details.owner = name.details.owner.or(details.owner);
            if name.details.noun.is_none() {
                name.details.noun = details.noun;
                name.details.role = details.role;
            }
            joined[index_of_title] = true;
        }
    }
    let mut joined = joined.into_iter();
    found.retain(|_| !joined.next().unwrap_or(false));
}

/// Whether most longer words of a sentence without a stop, or of one that stands alone, start with a capital: their case
/// says nothing.
fn is_headline(prose: &Prose, lexicon: &Lexicon, index: usize) -> bool {
    let sentence = &prose.sentences[index];
    let tokens = sentence.tokens.clone();
    let stopped = prose.tokens[tokens.end - 1].kind == Kind::Stop || prose.word(tokens.end - 1).ends_with('.');
    let beside = |other: Option<usize>| {
        other.and_then(|other| prose.sentences.get(other)).is_some_and(|other| other.paragraph == sentence.paragraph)
    };
    if beside(Some(index + 1)) || stopped && beside(index.checked_sub(1)) {
        return false;
    }
    let long = |token: &&Token| token.is_word() && token.span.len() > 3 && !lexicon.is_function_word(token.folded);
    let mut all = prose.tokens[tokens.clone()].iter().filter(|token| token.is_word());
    if all.clone().count() > 1 && all.all(|token| token.case == Case::Upper || token.span.len() == 1) {
        return true;
    }
    let (mut words, mut capitals) = (0, 0);
    for token in prose.tokens[tokens].iter().filter(long) {
        words += 1;
        capitals += usize::from(token.is_capital());
    }
    if stopped { words >= 5 && capitals == words } else { words >= 3 && capitals * 10 >= words * 7 }
}

pub(super) struct Finder<'p, 't> {
    pub(super) reader: Reader<'p, 't>,
    found: Vec<Mention>,
    items: Vec<Item>,
    /// The nouns that the text writes in lower case.
    pub(super) words: &'p FoldedSet,
}

impl<'p, 't> Finder<'p, 't> {
    pub(super) fn new(
        prose: &'p Prose<'t>,
        lexicon: &'p Lexicon,
        seen: &'p [Word],
        names: &'p FoldedMap<Proof>,
        words: &'p FoldedSet,
    ) -> Self {
        let reader = Reader { prose, lexicon, words: seen, names, headline: false };
        Self { reader, found: Vec::new(), items: Vec::new(), words }
    }

    pub(super) fn sentence(&mut self, tokens: Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            self.pronoun(at);
            at = self.opens_phrase(at).then(|| self.noun_phrase(at)).flatten().unwrap_or(at + 1);
        }
    }

    /// Whether a noun phrase can start at token `at`: not at a mark, a conjunction or a preposition, so most tokens need no
    /// look into the tables.
    fn opens_phrase(&self, at: usize) -> bool {
        let Reader { prose, words, .. } = self.reader;
        let token = &prose.tokens[at];
        let Word { traits, classes } = words[at];
        let binds = matches!(prose.tags[at], Tag::Modal | Tag::Preposition | Tag::Subordinator | Tag::Conjunction);
        let opens = traits.is(Part::Determiner) || traits.is(Part::Particle) || classes.has(Class::Determiner);
        let binds = binds && token.case == Case::Lower && classes.is_function_word() && !opens;
        token.kind == Kind::Word && !binds || token.kind == Kind::Number
    }

    pub(super) fn pronoun(&mut self, at: usize) {
        if !self.reader.words[at].traits.is_pronoun() {
            return;
        }
        let token = &self.reader.prose.tokens[at];
        let shouted = token.case == Case::Upper && token.span.len() > 1;
        if shouted || !token.is_word() {
            return;
        }
        // "World War I ended"
        let numeral = token.is_capital() && token.span.len() == 1 && {
            let named = |before: &Token| before.is_capital() && before.span.len() > 1;
            self.reader.previous_in_sentence(at).is_some_and(named) && self.reader.prose.tags[at - 1] == Tag::Proper
        };
        if numeral {
            return;
        }
        let details = Details::default();
        self.found.push(Mention { first: at, last: at, head: at, kind: MentionKind::Pronoun, details });
    }

    /// Reads the noun phrase that starts at token `at`, with those inside it; returns where to read on.
    pub(super) fn noun_phrase(&mut self, at: usize) -> Option<usize> {
        let mut items = std::mem::take(&mut self.items);
        let mut start = at;
        let mut end = None;
        let mut owner = None;
        // Each turn reads what follows one possessive: "Iran" ’s "parliament" ’s "speaker".
        for _ in 0..4 {
            self.reader.read(start, &mut items);
            let Some(last) = items.last().map(|item| item.last) else { break };
            self.join_owner(&mut items);
            let last = last.max(items.last().map_or(last, |item| item.last));
            let possessive = self.reader.possessive_after(last);
            let mention = self.classify(&items, at, owner, possessive);
            // What "of" adds to an office is read again, for the mentions in it: "leader of the PKK".
            end = Some(
                mention
                    .as_ref()
                    .filter(|mention| !mention.details.name.is_empty())
                    .map_or(last, |mention| mention.last)
                    + 1,
            );
            let tail = mention.as_ref().map_or(last, |mention| mention.last);
            owner = mention.as_ref().and_then(|mention| mention.details.known);
            if let Some(mention) = mention {
                self.found.push(mention);
            }
            let Some(next) = self.reader.possessive_after(tail) else { break };
            start = next;
            if self.reader.token(start).is_none()
                || self.reader.prose.sentence_of[start] != self.reader.prose.sentence_of[at]
            {
                break;
            }
        }
        self.items = items;
        end
    }

    /// "Kurdistan Workers’ Party", "Tigray People’s Liberation Front": the possessive belongs to the name.
    pub(super) fn join_owner(&self, items: &mut Vec<Item>) {
        let Some(last) = items.last().map(|item| item.last) else { return };
        let token = &self.reader.prose.tokens[last];
        if !token.is_capital() || !self.reader.is(last, Part::Owner) {
            return;
        }
        let Some(next) = self.reader.possessive_after(last) else { return };
        if !self.reader.token(next).is_some_and(Token::is_capital) {
            return;
        }
        let mut tail = Vec::new();
        self.reader.read(next, &mut tail);
        if let Some(item) = items.last_mut() {
            item.piece = Piece::Capital;
            item.last = next - 1;
        }
        items.append(&mut tail);
    }

    /// The words of names that the text proves: several words, a title, a known office holder, or a verb of speech.
    pub(super) fn proven_names(&self) -> FoldedMap<Proof> {
        let mut names = FoldedMap::default();
        for mention in self.found.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let Some(proof) = self.proof(mention) else { continue };
            for index in mention.details.name.clone() {
                let token = &self.reader.prose.tokens[index];
                let stem = name::stem(self.reader.prose, self.reader.lexicon, index);
                let long = token.span.len() > 2 && token.is_capital();
                // "Chavez" of "Hugo Chávez"
                let plain = long.then(|| name::plain(self.reader.prose.word(index))).flatten();
                for word in [Some(stem), long.then_some(token.folded), plain].into_iter().flatten() {
                    let known = names.entry(word).or_insert(proof);
                    if proof == Proof::Person {
                        *known = proof;
                    }
                }
            }
        }
        names
    }

    /// What proves the name of a mention; nothing for one bare capital that does not speak.
    pub(super) fn proof(&self, mention: &Mention) -> Option<Proof> {
        let Reader { prose, lexicon, .. } = self.reader;
        if mention.details.name.len() != 1 || mention.details.noun.is_some() {
            return Some(Proof::Person);
        }
        let word = prose.tokens[mention.head].folded;
        if lexicon.actors.office_holder(&[word]).is_some() {
            return Some(Proof::Person);
        }
        let speaks = self.reader.token(mention.last + 1).is_some_and(|next| lexicon.is_speech_verb(next.folded));
        // "the association in Bergen said"
        let place = self.reader.previous_in_sentence(mention.first).is_some_and(|before| {
            lexicon.actors.is(before.folded, Part::Place) || lexicon.actors.is(before.folded, Part::At)
        });
        let speaks = (speaks || self.takes_a_stance(mention)) && !place;
        let proper = !self.reader.opens_sentence(mention.first) || prose.tags[mention.head] == Tag::Proper;
        let proof = if lexicon.actors.given_name(word).is_some() { Proof::Person } else { Proof::Speaks };
        (speaks && proper).then_some(proof)
    }

    /// Whether a verb of a stance says what the mention did: "Fornost on Monday welcomed", "opposed by Fornost".
    fn takes_a_stance(&self, mention: &Mention) -> bool {
        let Reader { prose, lexicon, .. } = self.reader;
        let judges = |at: usize| {
            let told = |_: &&Token| matches!(prose.tags[at], Tag::Past | Tag::Participle | Tag::Present);
            self.reader.token(at).filter(told).is_some_and(|token| lexicon.frames.is_told(token.folded))
        };
        let next = self.reader.past_times(mention.last + 1, Class::Have);
        let by = |at: &usize| prose.word(*at).eq_ignore_ascii_case("by");
        let agent = mention.first.checked_sub(1).filter(by);
        // "opposed earlier by Fornost"
        let verb = agent.and_then(|by| (by.saturating_sub(2)..by).rev().find(|at| prose.tags[*at] != Tag::Adverb));
        judges(next) || verb.is_some_and(judges)
    }

    /// Drops single capitals that are no names: first words of sentences, places. Those that only speak are bodies.
    pub(super) fn drop_stray_capitals(&mut self) {
        let mut found = std::mem::take(&mut self.found);
        found.retain_mut(|mention| {
            if mention.kind != MentionKind::Name || mention.details.name.len() != 1 || mention.details.noun.is_some() {
                return true;
            }
            let stem = name::stem(self.reader.prose, self.reader.lexicon, mention.head);
            match self.reader.names.get(&stem) {
                Some(Proof::Person) => true,
                Some(Proof::Speaks) => {
                    mention.kind = MentionKind::Body;
                    true
                }
                None => false,
            }
        });
        self.found = found;
    }
}
