//! The parts of one noun phrase in, a mention out: what its head says of whom it names.
//!
//! "the Turkish leader" is a role of Turkey, "Iraqi officials" unnamed sources, "the charity Christian Aid" a body,
//! "cleric Muqtada al-Sadr" a person with a description.
//!
//! Known failure: a name that ends in a word of the tables and is none of them ("the band The Police") misleads.

use super::mention::{Details, Finder, Mention, MentionKind};
use super::phrase::{Item, Piece, Proof, Reader};
use crate::lexicon::actors::{KnownId, Noun, NounClass, Part, Use};
use crate::lexicon::grammar::Class;
use crate::report::ActorKind;
use crate::text::tag::Tag;
use crate::text::token::{Case, fold};

impl Finder<'_, '_> {
    /// What the parts name together, if anybody. `from` is the first token of the whole phrase, possessives included.
    pub(super) fn classify(
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
    pub(super) fn headed_by_noun(
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
        let last = match noun.class {
            NounClass::Document => head.last,
            _ if last == head.last && noun.class.is_human() => self.posted(last),
            _ => last,
        };
        // "low voter turnout"
        let bare_person = noun.class == NounClass::Person && !details.definite && !details.indefinite && !capital;
        // "POLITICO’s Battleground States average": the plural only modifies.
        if noun.plural && capital && !possessive && last == head.last && self.modifies(last) {
            return None;
        }
        let valid = possessive
            || last > head.last
            || noun.plural
            || noun.class.is_human() && !bare_person
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
            _ if noun.plural && noun.class.is_human() && self.is_one_of(items) => {
                details.plural = false;
                details.indefinite = true;
                MentionKind::Unnamed
            }
            NounClass::Office | NounClass::Person if noun.plural => MentionKind::Group,
            NounClass::Place => return None,
            // "a Security Council resolution" is words of the Council, "the resolution" of nobody.
            NounClass::Law if noun.plural || !self.is_body(details.owner) => return None,
            NounClass::Law => MentionKind::Body,
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
        if proper && kind == MentionKind::Body && !matches!(noun.class, NounClass::Document | NounClass::Law) {
            details.name = self.proper_start(items)..last + 1;
        }
        // "the Organisation of Coastal Towns"
        if capital && last > head.last && noun.class == NounClass::Body && kind == MentionKind::Body {
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
    pub(super) fn named(&self, items: &[Item], from: usize, mut details: Details) -> Option<Mention> {
        let run = self.name_start(items);
        let first = self.first_of_name(items, run);
        // "Mayor of London Sadiq Khan": the place belongs to the office.
        let of = first > items[run].first && run <= 1 && self.follows_office(items[run].first, from);
        let from = if of { first } else { from };
        let mut last = items.last()?.last;
        let title = items[..run].last().and_then(Item::noun);
        details.owner =
            details.owner.or_else(|| items[..run].iter().rev().find_map(Item::naming).map(|naming| naming.known));
        let words = last + 1 - first;
        let upper = words == 1 && self.reader.prose.tokens[first].case == Case::Upper;
        let kind = match title.map(|noun| noun.class) {
            Some(NounClass::Place | NounClass::Law) => return None,
            Some(class) if class.is_human() => MentionKind::Name,
            Some(NounClass::Members) if title.is_some_and(|noun| !noun.plural) => MentionKind::Body,
            Some(_) => MentionKind::Body,
            None if upper && !self.is_person(first) => MentionKind::Body,
            None if words > 1 && self.is_thing(items, run, first, last) => MentionKind::Body,
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
        // "The Daily Beast": the noun is part of the name.
        let proper = items[..run].last().filter(|item| {
            title.is_some_and(|noun| noun.class.is_body()) && {
                self.reader.prose.tokens[item.first].is_capital() && !self.reader.opens_sentence(item.first)
            }
        });
        details.name = proper.map_or(first, |item| item.first)..last + 1;
        Some(Mention { first: from, last, head: last, kind, details })
    }

    /// "Iran", "our dear neighbour Turkey", "the Kremlin", "the Swiss".
    pub(super) fn known(&self, items: &[Item], from: usize, mut details: Details, possessive: bool) -> Option<Mention> {
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

    /// Whether a name of several words is no person's: "the Silver Lining", "Patriot Coal" where the text has "coal".
    fn is_thing(&self, items: &[Item], run: usize, first: usize, last: usize) -> bool {
        let Reader { prose, lexicon, .. } = self.reader;
        // A given name, a particle ("al-Qirbi") or an initial is a person's.
        let personal = |at: usize| {
            let word = prose.word(at);
            lexicon.actors.given_name(prose.tokens[at].folded).is_some()
                || prose.tokens[at].case == Case::Lower
                || lexicon.actors.is(fold(word.split(['-', '’', '\'']).next().unwrap_or(word)), Part::Particle)
                || word.len() == 2 && word.ends_with('.')
        };
        if (first..=last).any(personal) {
            return false;
        }
        let article = run == 1 && lexicon.actors.is(prose.tokens[items[0].first].folded, Part::Definite);
        article || self.words.contains(&prose.tokens[last].folded)
    }

    /// Whether the owner is a body of the tables, not a state.
    fn is_body(&self, owner: Option<KnownId>) -> bool {
        owner.is_some_and(|owner| self.reader.lexicon.actors.known(owner).kind != ActorKind::State)
    }

    /// Whether the text proves a word a person's name: "TRUMP" in a transcript.
    pub(super) fn is_person(&self, token: usize) -> bool {
        self.reader.names.get(&self.reader.prose.tokens[token].folded) == Some(&Proof::Person)
    }

    /// "one of the women" is one woman.
    pub(super) fn is_one_of(&self, items: &[Item]) -> bool {
        let first = |item: &Item| self.reader.prose.tokens[item.first].folded;
        matches!(items, [one, of, ..] if self.reader.lexicon.actors.is(first(one), Part::Single)
            && self.reader.lexicon.actors.is(first(of), Part::Partitive))
    }

    /// The token that the name proper starts at, in a run of capitals that starts with item `run`: what stands before a
    /// given name is none of it where it describes ("the New Mitt Romney") or belongs to an office ("of London Sadiq Khan").
    fn first_of_name(&self, items: &[Item], run: usize) -> usize {
        let first = items[run].first;
        let last = items[items.len() - 1].last;
        let tokens = &self.reader.prose.tokens;
        let given = (first + 1..last).find(|at| self.starts_name(*at));
        let Some(given) = given.filter(|_| self.reader.lexicon.actors.given_name(tokens[first].folded).is_none())
        else {
            return first;
        };
        let describes = given == first + 1
            && (self.reader.lexicon.actors.is(tokens[first].folded, Part::Modifier)
                || self.reader.prose.tags[first] == Tag::Adjective);
        let from = items[0].first;
        if describes || run <= 1 && self.follows_office(first, from) { given } else { first }
    }

    /// Whether "of" or "of the" behind an office stands before token `first`.
    fn follows_office(&self, first: usize, from: usize) -> bool {
        let link = from.checked_sub(1).filter(|_| first <= from + 1);
        let linked =
            link.is_some_and(|link| self.reader.lexicon.actors.is(self.reader.prose.tokens[link].folded, Part::Link));
        linked && from >= 2 && {
            let office = self.reader.lexicon.actors.noun(&self.reader.prose.tokens, from - 2);
            office.is_some_and(|(_, noun)| noun.class == NounClass::Office)
        }
    }

    /// The index of the item that the name at the end of `items` starts with.
    pub(super) fn name_start(&self, items: &[Item]) -> usize {
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
    pub(super) fn proper_start(&self, items: &[Item]) -> usize {
        let mut first = items[items.len() - 1].first;
        for item in items[..items.len() - 1].iter().rev() {
            let token = &self.reader.prose.tokens[item.first];
            // The "and" of "Securities and Exchange Commission" counts as a capital.
            let lower = !token.is_capital() && !matches!(item.piece, Piece::Capital);
            if lower || matches!(item.piece, Piece::Determiner) {
                break;
            }
            first = item.first;
        }
        first
    }

    /// The token that an office starts at: "deputy" in "Russian deputy foreign minister".
    pub(super) fn role_start(&self, items: &[Item]) -> usize {
        let mut items = items.iter().rev();
        let Some(head) = items.next() else { return 0 };
        let mut first = head.first;
        for item in items {
            match item.piece {
                Piece::Noun(noun) if noun.plural => break,
                Piece::Modifier | Piece::Noun(_) if !item.is_adjective() => first = item.first,
                _ => break,
            }
        }
        first
    }
}
