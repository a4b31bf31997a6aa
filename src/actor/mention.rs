//! Prose in, mentions out: every noun phrase that names somebody who can speak or act, and every pronoun.
//!
//! "The Kremlin said Putin met Iran’s parliament speaker" has five: the Kremlin, Putin, Iran, Iran’s parliament
//! speaker. Headlines in title case are read last, with the names that the text below them taught.
//!
//! Known failure: a person named by one unknown capital only, who never speaks, is no mention.

use super::name;
use super::phrase::{Item, Piece, Proof, Reader};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{KnownId, Noun, NounClass, Part, Use};
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::FoldedMap;
use crate::report::ActorKind;
use crate::text::Prose;
use crate::text::tag::Tag;
use crate::text::token::{Case, Gap, Kind, Token};
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
    let headlines: Vec<bool> =
        prose.sentences.iter().map(|sentence| is_headline(prose, lexicon, sentence.tokens.clone())).collect();
    // Twice: a surname that is a word as well ("May"), or that stands in a headline, counts where the text proves it.
    let mut names = FoldedMap::default();
    for _ in 0..2 {
        let mut finder = Finder::new(prose, lexicon, &names);
        for (sentence, _) in prose.sentences.iter().zip(&headlines).filter(|(_, headline)| !**headline) {
            finder.sentence(sentence.tokens.clone());
        }
        names = finder.proven_names();
    }
    let mut finder = Finder::new(prose, lexicon, &names);
    for (sentence, headline) in prose.sentences.iter().zip(&headlines) {
        finder.reader.headline = *headline;
        finder.sentence(sentence.tokens.clone());
    }
    finder.drop_stray_capitals();
    let mut found = finder.found;
    found.sort_by_key(|mention| (mention.first, std::cmp::Reverse(mention.last)));
    join_titles(prose, lexicon, &mut found);
    let mut end = 0; // token behind the outermost mention so far
    for mention in &mut found {
        mention.details.nested = mention.last < end;
        end = end.max(mention.last + 1);
    }
    found
}

/// "The Senator and former diplomat Arthur Virgílio": two titles before one name are one mention.
fn join_titles(prose: &Prose, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    let mut joined = vec![false; found.len()];
    for index in 1..found.len() {
        let (title, name) = (&found[index - 1], &found[index]);
        let titled = name.details.noun.is_some_and(|noun| noun.class.is_human() && noun.class != NounClass::Courtesy);
        let open = lexicon.grammar.has(prose.tokens[name.first].folded, Class::Determiner);
        let single = matches!(title.kind, MentionKind::Role | MentionKind::Unnamed) && !title.details.plural;
        let and = title.last + 2 == name.first
            && lexicon.grammar.has(prose.tokens[title.last + 1].folded, Class::Conjunction);
        if single && and && titled && !open && name.kind == MentionKind::Name && name.details.owner.is_none() {
            let (first, owner) = (title.first, title.details.owner);
            found[index].first = first;
            found[index].details.owner = owner;
            joined[index - 1] = true;
        }
    }
    let mut joined = joined.into_iter();
    found.retain(|_| !joined.next().unwrap_or(false));
}

/// Whether most longer words of a sentence without a stop start with a capital: their case says nothing.
fn is_headline(prose: &Prose, lexicon: &Lexicon, tokens: Range<usize>) -> bool {
    if prose.tokens[tokens.end - 1].kind == Kind::Stop {
        return false;
    }
    let long = |token: &&Token| token.is_word() && token.span.len() > 3 && !lexicon.is_function_word(token.folded);
    let (mut words, mut capitals) = (0, 0);
    for token in prose.tokens[tokens].iter().filter(long) {
        words += 1;
        capitals += usize::from(token.is_capital());
    }
    words >= 3 && capitals * 10 >= words * 7
}

struct Finder<'p, 't> {
    reader: Reader<'p, 't>,
    found: Vec<Mention>,
    items: Vec<Item>,
}

impl<'p, 't> Finder<'p, 't> {
    fn new(prose: &'p Prose<'t>, lexicon: &'p Lexicon, names: &'p FoldedMap<Proof>) -> Self {
        let reader = Reader { prose, lexicon, names, headline: false };
        Self { reader, found: Vec::new(), items: Vec::new() }
    }

    fn sentence(&mut self, tokens: Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            self.pronoun(at);
            at = self.noun_phrase(at).unwrap_or(at + 1);
        }
    }

    fn pronoun(&mut self, at: usize) {
        let token = &self.reader.prose.tokens[at];
        let shouted = token.case == Case::Upper && token.span.len() > 1;
        let Some(_) = self.reader.lexicon.actors.pronoun(token.folded).filter(|_| token.is_word() && !shouted) else {
            return;
        };
        let details = Details::default();
        self.found.push(Mention { first: at, last: at, head: at, kind: MentionKind::Pronoun, details });
    }

    /// Reads the noun phrase that starts at token `at`, with those inside it; returns where to read on.
    fn noun_phrase(&mut self, at: usize) -> Option<usize> {
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
            let possessive = self.possessive_after(last);
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
            let Some(next) = self.possessive_after(tail) else { break };
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

    /// Where to read on behind a possessive mark that follows token `last`.
    fn possessive_after(&self, last: usize) -> Option<usize> {
        let tokens = &self.reader.prose.tokens;
        let next = self.reader.next_in_sentence(last)?;
        let glued = next.gap == Gap::None;
        let word = next.span.of(self.reader.prose.text);
        let clitic = glued && matches!(word, "’s" | "'s" | "’S" | "'S");
        let bare = glued
            && matches!(word, "’" | "'")
            && self.reader.prose.word(last).ends_with(['s', 'S'])
            && tokens.get(last + 2).is_some_and(|token| token.is_word() && token.gap != Gap::None);
        (clitic || bare).then_some(last + 2)
    }

    /// "Kurdistan Workers’ Party", "Tigray People’s Liberation Front": the possessive belongs to the name.
    fn join_owner(&self, items: &mut Vec<Item>) {
        let Some(last) = items.last().map(|item| item.last) else { return };
        let token = &self.reader.prose.tokens[last];
        if !token.is_capital() || !self.reader.lexicon.actors.is(token.folded, Part::Owner) {
            return;
        }
        let Some(next) = self.possessive_after(last) else { return };
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

    /// What the parts name together, if anybody. `from` is the first token of the whole phrase, possessives included.
    fn classify(
        &self,
        items: &[Item],
        from: usize,
        owner: Option<KnownId>,
        possessive: Option<usize>,
    ) -> Option<Mention> {
        let last = items.last()?;
        let mut details = Details { owner, definite: owner.is_some() || from < items[0].first, ..Details::default() };
        for item in items {
            if matches!(item.piece, Piece::Determiner) {
                let token = &self.reader.prose.tokens[item.first];
                details.definite |= self.reader.lexicon.actors.is(token.folded, Part::Definite)
                    || self.reader.lexicon.grammar.has(token.folded, Class::Possessive);
            }
        }
        details.indefinite = !details.definite && matches!(items[0].piece, Piece::Determiner);
        match last.piece {
            Piece::Noun(noun) => self.headed_by_noun(items, noun, from, details, possessive.is_some()),
            Piece::Capital => self.named(items, from, details),
            Piece::Known(_) => self.known(items, from, details, possessive.is_some()),
            Piece::Determiner | Piece::Modifier | Piece::Unknown => None,
        }
    }

    /// "the Turkish leader", "Iraqi officials", "Dublin City Council".
    fn headed_by_noun(
        &self,
        items: &[Item],
        noun: Noun,
        from: usize,
        mut details: Details,
        possessive: bool,
    ) -> Option<Mention> {
        let head = items.last()?;
        details.noun = Some(noun);
        details.plural = noun.plural;
        details.owner = details
            .owner
            .or_else(|| items[..items.len() - 1].iter().rev().find_map(Item::naming).map(|naming| naming.known));
        details.role = self.role_start(items)..head.last + 1;
        let capital = self.reader.prose.tokens[head.last].is_capital();
        // "Al Arabiya television", "the NATO alliance": the noun says what the named body is.
        let body = items[..items.len() - 1].last().and_then(Item::naming).map(|naming| naming.known);
        let body = body.filter(|known| self.reader.lexicon.actors.known(*known).kind != ActorKind::State);
        let classifies = noun.class == NounClass::Medium || self.reader.lexicon.actors.hypernym(noun.row).is_some();
        if let (Some(known), true, false) = (body, classifies && !capital, noun.plural) {
            let details = Details { known: Some(known), noun: None, ..details };
            return Some(Mention { first: from, last: head.last, head: head.last, kind: MentionKind::Body, details });
        }
        // "Jeane Freeman MSP": letters behind a name.
        let upper = self.reader.prose.tokens[head.last].case == Case::Upper && head.first == head.last;
        if upper && noun.class.is_human() && items.len() > 2 && matches!(items[items.len() - 2].piece, Piece::Capital) {
            let mut named = self.named(&items[..items.len() - 1], from, details)?;
            if named.details.name.len() > 1 {
                named.last = head.last;
                named.details.noun = named.details.noun.or(Some(noun));
                return Some(named);
            }
            details = Details { noun: Some(noun), ..named.details };
        }
        let proper = capital && self.proper_start(items) < head.first;
        let place = matches!(noun.class, NounClass::Source | NounClass::Members)
            || noun.class == NounClass::Person && noun.plural;
        let last = self.linked(head.last, noun.class.is_body() && capital, place);
        details.owner = details.owner.or_else(|| self.known_in(head.last + 1, last));
        let last = if noun.class == NounClass::Document { head.last } else { last };
        let valid = possessive
            || last > head.last
            || noun.plural
            || noun.class.is_human()
            || self.reader.ends_phrase(head.last);
        if !valid {
            return None;
        }
        // "side", "family" alone name nobody; "police", "parliament" do.
        let alone = from == head.first && last == head.last && !capital && !noun.plural && !possessive;
        if alone && matches!(noun.class, NounClass::Person | NounClass::Source | NounClass::Body | NounClass::Document)
        {
            return None;
        }
        // "as President", "for mayor": an office, not who holds it.
        let bare = from == head.first || details.role.start == from;
        if noun.class == NounClass::Office
            && !noun.plural
            && bare
            && last == head.last
            && self.follows_preposition(from)
        {
            return None;
        }
        let kind = match noun.class {
            NounClass::Office | NounClass::Person if noun.plural => MentionKind::Group,
            NounClass::Place => return None,
            _ if noun.plural && noun.class.is_human() && self.is_one_of(items) => {
                details.plural = false;
                details.indefinite = true;
                MentionKind::Unnamed
            }
            NounClass::Courtesy => MentionKind::Role,
            NounClass::Office if details.indefinite => MentionKind::Unnamed,
            NounClass::Office => MentionKind::Role,
            NounClass::Person if details.definite => MentionKind::Role,
            NounClass::Person | NounClass::Source => MentionKind::Unnamed,
            NounClass::Members => MentionKind::Group,
            NounClass::Body | NounClass::Government | NounClass::Medium if noun.plural => MentionKind::Group,
            NounClass::State if noun.plural => MentionKind::Group,
            NounClass::Body | NounClass::Government | NounClass::Medium => MentionKind::Body,
            NounClass::Regime if noun.plural => MentionKind::Group,
            NounClass::Regime | NounClass::State if details.indefinite => return None,
            NounClass::Regime => MentionKind::State,
            // "the state of Iowa" is none.
            NounClass::State if last > head.last || !details.definite => return None,
            NounClass::State => MentionKind::State,
            NounClass::Document if noun.plural => return None,
            NounClass::Document => {
                details.author =
                    items[..items.len() - 1].last().and_then(Item::noun).filter(|noun| noun.class.is_body());
                MentionKind::Body
            }
        };
        if proper && kind == MentionKind::Body && noun.class != NounClass::Document {
            details.name = self.proper_start(items)..last + 1;
        }
        // "the Maliki government" is a body of its own.
        let capital_before = items[..items.len() - 1].last().filter(|item| matches!(item.piece, Piece::Capital));
        if let (NounClass::Regime, Some(capital), false) = (noun.class, capital_before, noun.plural) {
            details.name = capital.first..head.last + 1;
            return Some(Mention { first: from, last: head.last, head: head.last, kind: MentionKind::Body, details });
        }
        Some(Mention { first: from, last, head: head.last, kind, details })
    }

    /// A run of capitals, with a title or description before it: "cleric Muqtada al-Sadr", "the charity Christian Aid".
    fn named(&self, items: &[Item], from: usize, mut details: Details) -> Option<Mention> {
        let run = self.name_start(items);
        let first = items[run].first;
        let mut last = items.last()?.last;
        let title = items[..run].last().and_then(Item::noun);
        details.owner =
            details.owner.or_else(|| items[..run].iter().rev().find_map(Item::naming).map(|naming| naming.known));
        let words = last + 1 - first;
        let upper = words == 1 && self.reader.prose.tokens[first].case == Case::Upper;
        let kind = match title.map(|noun| noun.class) {
            Some(class) if class.is_human() => MentionKind::Name,
            Some(NounClass::Members) if title.is_some_and(|noun| !noun.plural) => MentionKind::Body,
            Some(_) => MentionKind::Body,
            None if upper => MentionKind::Body,
            None => MentionKind::Name,
        };
        details.noun = title;
        if let Some(noun) = title {
            details.plural = noun.plural && kind == MentionKind::Body;
            details.role = self.role_start(&items[..run])..first;
        }
        if kind == MentionKind::Body {
            last = self.linked(last, true, false);
        }
        details.name = first..last + 1;
        Some(Mention { first: from, last, head: last, kind, details })
    }

    /// "Iran", "our dear neighbour Turkey", "the Kremlin", "the Swiss".
    fn known(&self, items: &[Item], from: usize, mut details: Details, possessive: bool) -> Option<Mention> {
        let item = items.last()?;
        let naming = item.naming()?;
        let known = self.reader.lexicon.actors.known(naming.known);
        let kind = if known.kind == ActorKind::State { MentionKind::State } else { MentionKind::Body };
        let acts = match naming.use_ {
            Use::Adjective => {
                details.definite && from < item.first && self.reader.ends_phrase(item.last) && !possessive
            }
            Use::Capital => items.len() == 1 && self.acts(from, item.last, possessive),
            // "eight Israelis" are no state.
            Use::People => !details.indefinite && !self.is_place(from),
            Use::Name | Use::Seat if self.modifies(item.last) => false,
            Use::Name | Use::Seat if kind == MentionKind::State => possessive || !self.is_place(from),
            Use::Name | Use::Seat => true,
        };
        if !acts {
            return None;
        }
        details.known = Some(naming.known);
        details.name = item.first..item.last + 1;
        details.noun = items[..items.len() - 1].last().and_then(Item::noun);
        let titled = details.noun.is_some_and(|noun| noun.class == NounClass::Office);
        if titled && item.first == item.last && naming.use_ == Use::Name && kind == MentionKind::State {
            // "President Jordan" is a person of that name.
            details.role = self.role_start(&items[..items.len() - 1])..item.first;
            details.known = None;
            return Some(Mention { first: from, last: item.last, head: item.last, kind: MentionKind::Name, details });
        }
        Some(Mention { first: from, last: item.last, head: item.last, kind, details })
    }

    /// Whether a noun that no table knows follows, which the name only modifies: "U.S. helicopters".
    fn modifies(&self, last: usize) -> bool {
        self.reader.next_in_sentence(last).is_some_and(|next| {
            next.is_word()
                && next.case == Case::Lower
                && next.gap == Gap::Space
                && self.reader.prose.tags[last + 1] == Tag::Noun
                && !self.reader.lexicon.is_function_word(next.folded)
                && !self.reader.is_cue(last + 1)
        })
    }

    /// "one of the women" is one woman.
    fn is_one_of(&self, items: &[Item]) -> bool {
        let first = |item: &Item| self.reader.prose.tokens[item.first].folded;
        matches!(items, [one, of, ..] if self.reader.lexicon.actors.is(first(one), Part::Single)
            && self.reader.lexicon.actors.is(first(of), Part::Partitive))
    }

    fn follows_preposition(&self, first: usize) -> bool {
        self.reader
            .previous_in_sentence(first)
            .is_some_and(|before| self.reader.lexicon.grammar.has(before.folded, Class::Preposition))
    }

    /// Whether a state named at token `first` is only the place of something: "in Iran", "to China".
    fn is_place(&self, first: usize) -> bool {
        self.reader
            .previous_in_sentence(first)
            .is_some_and(|before| self.reader.lexicon.actors.is(before.folded, Part::Place))
    }

    /// Whether a capital city stands for its state here: it acts ("Tehran denies", "Moscow’s demands") or is acted upon
    /// ("urged Tehran", "talks between Moscow and Kyiv"), and is no place ("in Paris", "visited Rome").
    fn acts(&self, first: usize, last: usize, possessive: bool) -> bool {
        let Reader { prose, lexicon, .. } = self.reader;
        let before = self.reader.previous_in_sentence(first).filter(|before| before.is_word());
        if before.is_some_and(|before| lexicon.actors.is(before.folded, Part::Place)) {
            return false;
        }
        if possessive || self.reader.is_verb(last + 1) || self.reader.is_cue(last + 1) {
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
            let moved = self.reader.previous_in_sentence(first - 1).is_none_or(|moved| {
                !moved.is_word()
                    || lexicon.actors.is(moved.folded, Part::Motion)
                    || lexicon.is_function_word(moved.folded)
            });
            return !moved;
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

    /// The index of the item that the name at the end of `items` starts with.
    fn name_start(&self, items: &[Item]) -> usize {
        let mut run = items.len() - 1;
        while run > 0 {
            let item = &items[run - 1];
            let token = &self.reader.prose.tokens[item.first];
            let joins = match item.piece {
                Piece::Capital => true,
                Piece::Modifier => token.is_capital() && !self.reader.opens_sentence(item.first),
                Piece::Known(naming) => {
                    item.first == item.last
                        && matches!(naming.use_, Use::Name | Use::Capital)
                        && token.case == Case::Capital
                }
                Piece::Noun(_) | Piece::Determiner | Piece::Unknown => false,
            };
            if !joins {
                break;
            }
            run -= 1;
        }
        run
    }

    /// The token that the capitals before the head noun start at: "Dublin City Council".
    fn proper_start(&self, items: &[Item]) -> usize {
        let mut first = items[items.len() - 1].first;
        for item in items[..items.len() - 1].iter().rev() {
            let token = &self.reader.prose.tokens[item.first];
            if !token.is_capital() || matches!(item.piece, Piece::Determiner) {
                break;
            }
            first = item.first;
        }
        first
    }

    /// The token that an office starts at: "deputy" in "Russian deputy foreign minister".
    fn role_start(&self, items: &[Item]) -> usize {
        let mut items = items.iter().rev();
        let Some(head) = items.next() else { return 0 };
        let mut first = head.first;
        for item in items {
            match item.piece {
                Piece::Modifier | Piece::Noun(_) if !item.is_adjective() => first = item.first,
                _ => break,
            }
        }
        first
    }

    /// Where a phrase ends that "of" or "for" goes on: "Ministry of External Relations", "leader of the PKK". Behind
    /// nouns for unnamed people a place may follow as well: "policemen in Sadr City".
    fn linked(&self, last: usize, proper: bool, place: bool) -> usize {
        let Reader { prose, lexicon, .. } = self.reader;
        let mut end = last;
        for _ in 0..3 {
            let Some(link) = self.reader.next_in_sentence(end) else { break };
            let links = lexicon.actors.is(link.folded, Part::Link)
                || place && end == last && lexicon.actors.is(link.folded, Part::At);
            if !links || link.is_capital() {
                break;
            }
            let mut at = end + 2;
            if self.reader.token(at).is_some_and(|token| lexicon.actors.is(token.folded, Part::Definite)) {
                at += 1;
            }
            let from = at;
            while at < from + 6 && at < prose.tokens.len() && self.binds(at, end, proper) {
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
            if let Some(next) = self.possessive_after(at - 1).filter(|_| !proper) {
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

    /// The last token of words in lower case that start at `from` and that another "of" goes on: "the armed wing of".
    fn plain_tail(&self, from: usize) -> Option<usize> {
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

    fn binds(&self, at: usize, end: usize, proper: bool) -> bool {
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
    fn known_in(&self, first: usize, last: usize) -> Option<KnownId> {
        (first..=last)
            .find_map(|at| self.reader.lexicon.actors.naming(&self.reader.prose.tokens, at))
            .map(|(_, naming)| naming.known)
    }

    /// The words of names that the text proves: several words, a title, a known office holder, or a verb of speech.
    fn proven_names(&self) -> FoldedMap<Proof> {
        let mut names = FoldedMap::default();
        for mention in self.found.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let Some(proof) = self.proof(mention) else { continue };
            for index in mention.details.name.clone() {
                let token = &self.reader.prose.tokens[index];
                let stem = name::stem(self.reader.prose, self.reader.lexicon, index);
                let long = token.span.len() > 2 && token.is_capital();
                for word in [Some(stem), long.then_some(token.folded)].into_iter().flatten() {
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
    fn proof(&self, mention: &Mention) -> Option<Proof> {
        let Reader { prose, lexicon, .. } = self.reader;
        if mention.details.name.len() != 1 || mention.details.noun.is_some() {
            return Some(Proof::Person);
        }
        if lexicon.actors.office_holder(&[prose.tokens[mention.head].folded]).is_some() {
            return Some(Proof::Person);
        }
        let speaks = self.reader.token(mention.last + 1).is_some_and(|next| lexicon.is_speech_verb(next.folded));
        let proper = !self.reader.opens_sentence(mention.first) || prose.tags[mention.head] == Tag::Proper;
        (speaks && proper).then_some(Proof::Speaks)
    }

    /// Drops single capitals that are no names: first words of sentences, places. Those that only speak are bodies.
    fn drop_stray_capitals(&mut self) {
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
