//! Tokens in, one noun phrase out: "the ailing Cuban leader", "Iran’s parliament", "U.S. President Donald Trump".
//!
//! There is no part-of-speech tagger: a phrase is read left to right as long as its words are known to stand in one
//! (determiners, modifiers, nouns of the tables, names of the tables, capitals). An unknown word in lower case is
//! taken between a determiner and the first noun only.
//!
//! Known failure: a determiner-less phrase loses the unknown words before its head ("embattled ministers").

use super::word::Word;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Naming, Noun, NounClass, Part, Use};
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::FoldedMap;
use crate::text::Prose;
use crate::text::tag::Tag;
use crate::text::token::{Case, Gap, Kind, Token, fold};

/// No noun phrase of the news has more parts.
const LONGEST: usize = 24;
/// "all of the three" is the longest run of determiners.
const DETERMINERS: usize = 4;
/// No more unknown words stand between a determiner and its noun.
const UNKNOWN: usize = 3;

/// What a part of a noun phrase is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    Determiner,
    Modifier,
    /// A lower-case word that no table knows.
    Unknown,
    /// A capital that no table knows, or a particle within a name.
    Capital,
    Noun(Noun),
    Known(Naming),
}

/// One part: the tokens `first..=last`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) piece: Piece,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// What proves that a capital is a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// It is part of a person's full or titled name.
    Person,
    /// It speaks, and nothing more is known of it: most likely a body ("Toyota said").
    Speaks,
}

/// Reads noun phrases of one text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'p, 't> {
    pub(super) prose: &'p Prose<'t>,
    pub(super) lexicon: &'p Lexicon,
    /// For each token what the tables know of its word.
    pub(super) words: &'p [Word],
    /// Words of names that the text proves.
    pub(super) names: &'p FoldedMap<Proof>,
    /// Whether the sentence is a headline in title case: only proven names count.
    pub(super) headline: bool,
}

impl Reader<'_, '_> {
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.prose.tokens.get(at)
    }

    /// The token behind `at` if it belongs to the same sentence.
    pub(super) fn next_in_sentence(&self, at: usize) -> Option<&Token> {
        let next = self.prose.tokens.get(at + 1)?;
        (self.prose.sentence_of[at] == self.prose.sentence_of[at + 1]).then_some(next)
    }

    /// The token before `at` if it belongs to the same sentence.
    pub(super) fn previous_in_sentence(&self, at: usize) -> Option<&Token> {
        let previous = self.prose.tokens.get(at.checked_sub(1)?)?;
        (self.prose.sentence_of[at] == self.prose.sentence_of[at - 1]).then_some(previous)
    }

    /// Whether the token opens its sentence, marks of quotation aside: its capital says nothing.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        self.previous_in_sentence(at).is_none_or(|token| matches!(token.kind, Kind::Quote | Kind::Colon | Kind::Stop))
    }

    /// Reads the parts from `start` on into `items`, up to where the phrase must end or a possessive follows.
    pub(super) fn read(&self, start: usize, items: &mut Vec<Item>) {
        items.clear();
        let sentence = self.prose.sentence_of[start];
        let mut at = start;
        let (mut nominal, mut unknown) = (false, 0);
        // "Ohio’s tax commissioner": a possessive opens a phrase as an article does.
        let owned = self.previous_in_sentence(start).is_some() && self.prose.tags[start - 1] == Tag::Possessive;
        let opened = owned.then_some(Piece::Determiner);
        while items.len() < LONGEST && at < self.prose.tokens.len() {
            let token = &self.prose.tokens[at];
            if self.prose.sentence_of[at] != sentence || at > start && token.gap >= Gap::Line {
                break;
            }
            let before = items.last().map(|item| item.piece).or(opened);
            let joined = self.joins_title(at, items).then_some(Item { piece: Piece::Capital, first: at, last: at });
            let Some(item) = joined.or_else(|| self.item(at, before)) else { break };
            match item.piece {
                Piece::Determiner if items.len() >= DETERMINERS => break,
                Piece::Determiner if items.iter().any(|item| !matches!(item.piece, Piece::Determiner)) => break,
                Piece::Determiner => {}
                Piece::Unknown if nominal && !self.is_compound(at) => break,
                Piece::Unknown if unknown == UNKNOWN || self.is_counted(at) => break,
                Piece::Unknown => unknown += 1,
                Piece::Noun(_) | Piece::Capital => nominal = true,
                Piece::Modifier | Piece::Known(_) => {}
            }
            items.push(item);
            at = item.last + 1;
        }
        while let Some(item) = items.last() {
            // "the shipowners’ association": whoever owns is no actor of the tables, but the whole is one.
            let owns = matches!(item.piece, Piece::Unknown) && self.possessive_after(item.last).is_some();
            if owns || !matches!(item.piece, Piece::Determiner | Piece::Modifier | Piece::Unknown) {
                break;
            }
            items.pop();
        }
    }

    /// Where to read on behind a possessive mark that follows token `last`.
    pub(super) fn possessive_after(&self, last: usize) -> Option<usize> {
        let tokens = &self.prose.tokens;
        let next = self.next_in_sentence(last)?;
        let glued = next.gap == Gap::None;
        let word = next.span.of(self.prose.text);
        let clitic = glued && matches!(word, "’s" | "'s" | "’S" | "'S");
        let bare = glued
            && matches!(word, "’" | "'")
            && self.prose.word(last).ends_with(['s', 'S'])
            && tokens.get(last + 2).is_some_and(|token| token.is_word() && token.gap != Gap::None);
        (clitic || bare).then_some(last + 2)
    }

    fn item(&self, at: usize, before: Option<Piece>) -> Option<Item> {
        let tokens = &self.prose.tokens;
        let token = &tokens[at];
        let actors = &self.lexicon.actors;
        let item = |piece, length: usize| Some(Item { piece, first: at, last: at + length - 1 });
        // "60 Minutes", "the 27-nation bloc"
        let number = (token.kind == Kind::Number).then(|| self.naming(at)).flatten();
        if let Some((length, naming)) = number.filter(|(length, _)| *length > 1) {
            return item(Piece::Known(naming), length);
        }
        match token.kind {
            // "in 2013 doctors said": a year counts nothing.
            Kind::Number if before.is_none() && self.is_year(at) => return None,
            Kind::Number if before.is_none() => return item(Piece::Determiner, 1),
            Kind::Number => return item(Piece::Modifier, 1),
            Kind::Word => {}
            _ => return None,
        }
        if self.is_part_of_name(at, before) {
            return item(Piece::Capital, 1);
        }
        let naming = self.naming(at);
        if let Some(length) = self.region(at).filter(|length| naming.is_none_or(|(other, _)| other <= *length)) {
            return item(Piece::Modifier, length);
        }
        let noun = self.noun(at).filter(|(length, _)| *length > 1 || !self.is_verb_here(at, before));
        let noun = noun.filter(|(_, noun)| !actors.is_title(noun.row) || self.ends_title(at, before));
        match (naming, noun) {
            (Some((length, naming)), Some((other, _))) if length >= other => return item(Piece::Known(naming), length),
            (_, Some((length, noun))) => return item(Piece::Noun(noun), length),
            (Some((length, naming)), None) => return item(Piece::Known(naming), length),
            (None, None) => {}
        }
        if self.has(at, Class::Possessive)
            || self.is(at, Part::Determiner) && (token.case == Case::Lower || before.is_none())
            || self.is_partitive(at, before)
        {
            return item(Piece::Determiner, 1);
        }
        if self.is(at, Part::Modifier) {
            // "Christian Aid", "Sky News": at the end of a name it is part of it.
            let ends_name = matches!(before, Some(Piece::Capital))
                && token.is_capital()
                && !self.headline
                && !self.next_in_sentence(at).is_some_and(Token::is_capital)
                && self.noun(at + 1).is_none();
            return item(if ends_name { Piece::Capital } else { Piece::Modifier }, 1);
        }
        if self.is_particle(at, before.is_some()) || self.has_particle(at) {
            return item(Piece::Capital, 1);
        }
        if self.words[at].classes.is_function_word() || self.is(at, Part::Weekday) || self.is(at, Part::Month) {
            return None;
        }
        // "No. Donald Trump is": the answer is no part of the name.
        let stopped =
            self.prose.word(at).strip_suffix('.').is_some_and(|word| self.lexicon.is_function_word(fold(word)));
        // "Senator Graham Says": a headline's verb.
        let says = matches!(before, Some(Piece::Capital)) && self.lexicon.is_speech_verb(token.folded);
        if token.is_capital() && !stopped && !says {
            let verb = self.opens_sentence(at)
                && !self.names.contains_key(&token.folded)
                && !matches!(self.prose.tags[at], Tag::Proper | Tag::Noun | Tag::Adjective);
            let given = self.headline
                && self.words[at].traits.is_given_name()
                && tokens.get(at + 1).is_some_and(|next| self.names.get(&next.folded) == Some(&Proof::Person));
            return if self.headline && !given || verb { None } else { item(Piece::Capital, 1) };
        }
        let clitic = token.gap == Gap::None && at > 0 && tokens[at - 1].is_word();
        let tag = self.prose.tags[at];
        // "Kyiv required Tehran": what can be a verb behind a name is most likely that.
        let verb = matches!(before, Some(Piece::Known(naming)) if naming.use_ != Use::Adjective)
            && (self.is_cue(at) || self.prose.word(at).ends_with("ed"));
        let stands_before = match before {
            // Without a determiner only what describes: "embattled ministers".
            None => tag == Tag::Adjective,
            Some(_) => matches!(tag, Tag::Adjective | Tag::Noun | Tag::Participle | Tag::Gerund),
        };
        if clitic || verb || !stands_before { None } else { item(Piece::Unknown, 1) }
    }

    /// Whether a capital is a surname although a table knows it as a word: "John Major", "Theresa May", later "May".
    fn is_part_of_name(&self, at: usize, before: Option<Piece>) -> bool {
        let token = &self.prose.tokens[at];
        // "Bill Clinton", "Will Smith"
        let given = token.case == Case::Capital && !self.headline && self.words[at].traits.is_given_name();
        let surname = || {
            self.next_in_sentence(at).is_some_and(Token::is_capital)
                && self.noun(at + 1).is_none()
                && self.naming(at + 1).is_none()
                && self.naming(at).is_none()
        };
        if given && (!self.opens_sentence(at) || !self.words[at].classes.is_function_word()) && surname() {
            return true;
        }
        if !token.is_capital() || self.next_in_sentence(at).is_some_and(|next| next.kind == Kind::Number) {
            return false;
        }
        let proven = self.names.contains_key(&token.folded);
        let word = self.words[at].classes.is_function_word();
        match before {
            // "Lindsey Graham Says"; "Edward Said" is a name.
            Some(Piece::Capital) if self.says(at) => false,
            Some(Piece::Capital) => {
                let given = self.words[at - 1].traits.is_given_name();
                let known = self.naming(at).is_none_or(|(length, _)| length == 1);
                let noun = self.noun(at).is_none_or(|(length, _)| length == 1);
                known && noun && (given || proven) && (!word || self.is(at, Part::Month))
            }
            // "Mrs May", "President Pope"
            Some(Piece::Noun(noun)) if noun.class.is_human() => self.is(at, Part::Month),
            _ if self.headline => {
                !word && self.names.get(&token.folded) == Some(&Proof::Person) && self.naming(at).is_none()
            }
            _ if proven && word => !self.opens_sentence(at) || self.is_verb(at + 1),
            _ => proven && !self.next_in_sentence(at).is_some_and(Token::is_capital) && self.naming(at).is_none(),
        }
    }

    /// A noun between two of the tables, none of them a name: "attorney oversight board".
    fn is_compound(&self, at: usize) -> bool {
        let noun = |at: usize| {
            self.prose.tokens.get(at).is_some_and(|token| token.case == Case::Lower && token.gap == Gap::Space)
                && self.noun(at).is_some_and(|(_, noun)| noun.class.is_body())
        };
        self.prose.tags[at] == Tag::Noun
            && self.prose.tokens[at - 1].case == Case::Lower
            && self.next_in_sentence(at).is_some()
            && noun(at + 1)
    }

    /// A verb of speech in the present: "Says".
    fn says(&self, at: usize) -> bool {
        self.lexicon.is_speech_verb(self.prose.tokens[at].folded) && self.prose.word(at).ends_with('s')
    }

    /// Whether a number stands behind a preposition of time and looks like a year.
    fn is_year(&self, at: usize) -> bool {
        let digits = self.prose.word(at);
        let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        let preposition = |before: &Token| self.lexicon.grammar.has(before.folded, Class::Preposition);
        year && self.previous_in_sentence(at).is_some_and(preposition)
    }

    /// A plural behind a quantity is counted, so it heads the phrase: "several hours".
    fn is_counted(&self, at: usize) -> bool {
        let counts = |token: &Token| token.kind == Kind::Number || self.lexicon.actors.is(token.folded, Part::Quantity);
        self.prose.word(at).ends_with('s') && self.previous_in_sentence(at).is_some_and(counts)
    }

    /// The "of" of "some of the policemen", "hundreds of protesters".
    fn is_partitive(&self, at: usize, before: Option<Piece>) -> bool {
        matches!(before, Some(Piece::Determiner)) && self.is(at, Part::Partitive) && self.is(at - 1, Part::Quantity)
    }

    /// A particle in lower case with a capital behind it, at most one particle between: "de la Cruz", "bin Laden".
    fn is_particle(&self, at: usize, inside: bool) -> bool {
        let token = &self.prose.tokens[at];
        if token.case != Case::Lower || !self.is(at, Part::Particle) {
            return false;
        }
        if !inside && (self.lexicon.is_function_word(token.folded) || token.span.len() < 2) {
            return false;
        }
        let before = !inside || at > 0 && self.prose.tokens[at - 1].is_capital();
        let next = |step: usize| self.prose.tokens.get(at + step);
        let particle = |token: &Token| self.lexicon.actors.is(token.folded, Part::Particle);
        let chained = at > 0 && particle(&self.prose.tokens[at - 1]);
        (before || chained)
            && (next(1).is_some_and(Token::is_capital)
                || next(1).is_some_and(particle) && next(2).is_some_and(Token::is_capital))
    }

    /// "al-Sadr", "d’Estaing": a particle glued to a capital.
    fn has_particle(&self, at: usize) -> bool {
        let token = &self.prose.tokens[at];
        if token.case != Case::Lower {
            return false;
        }
        let word = self.prose.word(at);
        word.split_once(['-', '\'', '’'])
            .is_some_and(|(first, rest)| first.len() <= 3 && rest.starts_with(char::is_uppercase))
    }
}

impl Item {
    pub(super) fn noun(&self) -> Option<Noun> {
        match self.piece {
            Piece::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    pub(super) fn naming(&self) -> Option<Naming> {
        match self.piece {
            Piece::Known(naming) => Some(naming),
            _ => None,
        }
    }

    pub(super) fn is_adjective(&self) -> bool {
        self.naming().is_some_and(|naming| naming.use_ == Use::Adjective)
    }
}

impl NounClass {
    /// Whether the noun heads one human being.
    pub(super) fn is_human(self) -> bool {
        matches!(self, Self::Office | Self::Person | Self::Source | Self::Courtesy)
    }

    /// Whether the noun heads an organisation or organ.
    pub(super) fn is_body(self) -> bool {
        matches!(self, Self::Body | Self::Government | Self::Medium)
    }
}
