//! The names that an article offers for its matters: heads with modifiers and the names that belong to them.
//!
//! "a Turkish incursion into northern Iraq" offers "incursion", "Turkish incursion", "incursion into Iraq", "Turkish
//! incursion into Iraq" …; a head that comes without a name gets those that the article is mostly about, where they
//! share a sentence with it. Labels of the same words are one.

use super::super::Scene;
use super::names::Names;
use super::phrases::Phrase;
use super::words::Words;
use crate::actor::MentionKind;
use crate::lexicon::actors::Use;
use crate::lexicon::grammar::Class;
use crate::lexicon::phrase::FoldedSet;
use crate::text::tag::Tag;
use crate::text::token::{Folded, Kind};
use std::ops::Range;

/// Most words of a label; names of more are hard to read in a column's head.
pub(crate) const WORDS: usize = 5;
/// Most names in a label, its head included.
const NAMES: usize = 3;
/// Modifiers before a head that a label may keep, the head included.
const KEPT: usize = 3;

/// Labels that a phrase makes, on average.
const LABELS: usize = 2;

/// No word.
pub(crate) const NONE: u16 = u16::MAX;

/// A name for a matter.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    /// Numbers of its words, ascending, then [`NONE`].
    pub(crate) words: [u16; WORDS],
    /// Index of the phrase that it comes from.
    pub(crate) phrase: usize,
    /// How many common words before the head it keeps, the head included; 0 where the head is a name.
    pub(crate) kept: usize,
    /// How many common words of the tail it keeps.
    pub(crate) tail: usize,
    /// Names.
    pub(crate) names: [Option<Named>; NAMES],
}

impl Label {
    /// Whether the text has it in one phrase.
    pub(crate) fn is_told(&self) -> bool {
        !self.names.iter().flatten().any(|named| named.slot == Slot::Added)
    }
}

/// A name in a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub(crate) name: u32,
    /// Number of its spelling.
    pub(crate) form: usize,
    pub(crate) slot: Slot,
}

/// Where a name stands in a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// It is the head: "Brexit".
    Head,
    /// Before the head: "Turkish incursion", "Macron’s call".
    Before,
    /// Behind the phrase's preposition: "incursion into Iraq".
    Behind,
    /// Behind it and before a common word: "shootdown of a Turkish jet".
    Inside,
    /// The text does not tie it to the head.
    Added,
}

/// What a label is built of.
#[derive(Clone, Copy, Default)]
struct Parts {
    kept: usize,
    tail: usize,
    names: [Option<(u32, Slot)>; NAMES],
}

impl Parts {
    fn with(mut self, name: u32, slot: Slot) -> Option<Self> {
        let free = self.names.iter().position(Option::is_none)?;
        self.names[free] = Some((name, slot));
        Some(self)
    }

    fn holds(&self, name: u32) -> bool {
        self.names.iter().flatten().any(|(known, _)| *known == name)
    }
}

/// The common words before the head of a phrase, the head included, from the last possessor on; none where the head is
/// a name.
pub(crate) fn common(scene: &Scene, names: &Names, phrase: &Phrase) -> Last {
    let clauses = scene.clauses;
    let is_name = names.of[phrase.head()].is_some();
    let own = phrase.run.clone().rev().take_while(|token| !is_name && clauses.tag(*token) != Tag::Possessive);
    Last::of(own.filter(|token| is_common(scene, names, *token)))
}

/// The common words of a phrase's tail.
pub(crate) fn tail(scene: &Scene, names: &Names, phrase: &Phrase) -> Last {
    let carries = |token: &usize| matches!(scene.clauses.tag(*token), Tag::Noun | Tag::Adjective);
    Last::of(phrase.tail.clone().rev().filter(carries).filter(|token| is_common(scene, names, *token)))
}

/// The last tokens of some, at most [`KEPT`].
#[derive(Clone, Copy, Default)]
pub(crate) struct Last {
    tokens: [usize; KEPT],
    count: usize,
}

impl Last {
    /// From the last token to the first.
    fn of(backwards: impl Iterator<Item = usize>) -> Self {
        let mut last = Self::default();
        for (place, token) in last.tokens.iter_mut().rev().zip(backwards) {
            *place = token;
            last.count += 1;
        }
        last
    }

    /// The last `number` of them, in order.
    pub(crate) fn last(&self, number: usize) -> &[usize] {
        &self.tokens[KEPT - number.min(self.count)..]
    }
}

fn is_common(scene: &Scene, names: &Names, token: usize) -> bool {
    let clauses = scene.clauses;
    names.of[token].is_none()
        && clauses.kind(token) == Kind::Word
        && clauses.tag(token) != Tag::Possessive
        && clauses.prose.tokens[token].span.len() > 1
        && !clauses.is(token, Class::Time)
}

/// Collects labels.
pub(crate) struct Labels<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) names: &'a Names,
    pub(crate) words: &'a Words,
    phrases: &'a [Phrase],
    known: FoldedSet,
    pub(crate) all: Vec<Label>,
}

impl<'a> Labels<'a> {
    /// The labels that the words of `phrases` make; `holders` says for each actor whether it holds a position.
    pub(crate) fn of(
        scene: &'a Scene<'a>,
        names: &'a Names,
        words: &'a Words,
        phrases: &'a [Phrase],
        holders: &[bool],
    ) -> Self {
        let known = FoldedSet::with_capacity_and_hasher(LABELS * phrases.len(), Default::default());
        let all = Vec::with_capacity(LABELS * phrases.len());
        let mut labels = Self { scene, names, words, phrases, known, all };
        for (index, phrase) in phrases.iter().enumerate() {
            // Who takes a stance is not what it is about: "the Spanish government welcomed".
            let own = scene.clauses.mention_at(phrase.head()).filter(|own| scene.mentions[*own].head == phrase.head());
            let actor = own.and_then(|own| scene.cast.actor_of[own]);
            if !actor.is_some_and(|actor| holders[actor.index()]) {
                labels.told(index, phrase);
            }
        }
        labels
    }

    /// Labels of the phrase's own words.
    fn told(&mut self, index: usize, phrase: &Phrase) {
        let names = self.names;
        if let Some(own) = names.of[phrase.head()] {
            let name = &names.all[own as usize];
            if name.can_head && name.comes_back() {
                self.add_with(index, [Last::default(); 2], Parts::default(), &[(own, Slot::Head)]);
            }
            return;
        }
        let Some(bare) = can_head(self.scene, phrase.head()) else { return };
        let common = common(self.scene, names, phrase);
        let tail = tail(self.scene, names, phrase);
        let mut inside = phrase.run.clone().filter_map(|token| names.of[token]);
        let first = inside.next();
        let second = inside.find(|name| Some(*name) != first);
        let before = [first, second].map(|name| name.map(|name| (name, Slot::Before)));
        // What stands behind the preposition: nothing, a name, or common words with or without a name before them.
        let none = Parts::default();
        let with = |tail: usize, name: Option<(u32, Slot)>| Parts { tail, names: [name, None, None], ..none };
        let mut behind = [Some(none), None, None, None];
        if !phrase.tail.is_empty() {
            match names.of[phrase.tail.end - 1] {
                Some(name) => behind[1] = Some(with(0, Some((name, Slot::Behind)))),
                None if (1..3).contains(&tail.count) => {
                    let inside = phrase.tail.clone().find_map(|token| names.of[token]);
                    behind[1] = Some(with(1, None));
                    behind[2] = Some(with(tail.count, None));
                    behind[3] = inside.map(|name| with(1, Some((name, Slot::Inside))));
                }
                None => {}
            }
        }
        let words = [common, tail];
        for kept in 1..=common.count {
            for base in behind.iter().flatten() {
                let base = Parts { kept, ..*base };
                if bare || kept > 1 || base.tail > 0 || base.names[0].is_some() {
                    self.add(index, words, base);
                }
                for name in before.iter().flatten() {
                    self.add_with(index, words, base, &[*name]);
                }
                if let [Some(first), Some(second)] = before {
                    self.add_with(index, words, base, &[first, second]);
                }
            }
        }
    }

    /// Adds the label at `index` with the names that the article is mostly about.
    pub(crate) fn compose(&mut self, index: usize) {
        let label = &self.all[index];
        let phrase = &self.phrases[label.phrase];
        let head = phrase.head();
        // A name as head stands alone; "Macron’s war" would be an untruth of ours.
        let is_small = label.words.iter().filter(|word| **word != NONE).count() <= 3;
        if self.names.of[head].is_some() || !is_small {
            return;
        }
        let mask = self.words.of[head].map_or(0, |word| self.words.all[word as usize].mask);
        let mut base = Parts { kept: label.kept, tail: label.tail, names: [None; NAMES] };
        for (place, name) in base.names.iter_mut().zip(label.names) {
            *place = name.map(|named| (named.name, named.slot));
        }
        let all = &self.names.all;
        let fits = |name: &u32| {
            let known = &all[*name as usize];
            !base.holds(*name) && known.mask & mask != 0 && known.comes_back() && (known.can_head || known.is_place())
        };
        let index = label.phrase;
        let words = [common(self.scene, self.names, phrase), tail(self.scene, self.names, phrase)];
        let names = self.names;
        for name in names.main.iter().copied().filter(fits) {
            self.add_with(index, words, base, &[(name, Slot::Added)]);
        }
    }

    fn add_with(&mut self, phrase: usize, words: [Last; 2], parts: Parts, names: &[(u32, Slot)]) {
        let with = |parts: Parts, (name, slot): &(u32, Slot)| parts.with(*name, *slot).filter(|_| !parts.holds(*name));
        if let Some(parts) = names.iter().try_fold(parts, with) {
            self.add(phrase, words, parts);
        }
    }

    /// Adds a label in each spelling of its names that English allows, where its words are new; `words` are the common
    /// ones before and behind the preposition.
    fn add(&mut self, phrase: usize, [common, tail]: [Last; 2], parts: Parts) {
        let phrase_of = &self.phrases[phrase];
        let spellings = parts.names.map(|name| name.map_or(1, |(name, _)| self.names.all[name as usize].forms.len()));
        for number in 0..spellings.iter().product() {
            let mut rest = number;
            let mut names = [None; NAMES];
            for ((place, name), count) in names.iter_mut().zip(parts.names).zip(spellings) {
                *place = name.map(|(name, slot)| Named { name, form: rest % count, slot });
                rest /= count;
            }
            if !names.iter().flatten().all(|named| self.reads(named, phrase_of)) {
                continue;
            }
            let kept = common.last(parts.kept).iter().chain(tail.last(parts.tail)).copied();
            let named = names
                .iter()
                .flatten()
                .flat_map(|named| self.names.all[named.name as usize].forms[named.form].tokens.clone());
            let Some(words) = self.sorted(kept.chain(named)) else { continue };
            if self.known.insert(key(&words)) {
                self.all.push(Label { words, phrase, kept: parts.kept, tail: parts.tail, names });
            }
        }
    }

    /// Whether the spelling can stand in its slot: the text's own where the text has the name there.
    fn reads(&self, named: &Named, phrase: &Phrase) -> bool {
        let name = &self.names.all[named.name as usize];
        let form = &name.forms[named.form];
        let tokens = &self.scene.clauses.prose.tokens;
        let is_there = |range: &Range<usize>| {
            let own = range.clone().rev().find(|token| self.names.of[*token] == Some(named.name));
            own.is_some_and(|own| tokens[own].folded == tokens[form.tokens.end - 1].folded)
        };
        match named.slot {
            Slot::Head => named.form == 0,
            Slot::Before => is_there(&phrase.run),
            Slot::Behind | Slot::Inside => is_there(&phrase.tail),
            Slot::Added => !matches!(form.use_, Some(Use::Adjective | Use::People)),
        }
    }

    /// The words of tokens, ascending; `None` for no word and for too many.
    fn sorted(&self, tokens: impl Iterator<Item = usize>) -> Option<[u16; WORDS]> {
        let mut words = [NONE; WORDS];
        let mut count = 0;
        for word in tokens.filter_map(|token| self.words.of[token]).filter_map(|word| u16::try_from(word).ok()) {
            if word != NONE && !words.contains(&word) {
                *words.get_mut(count)? = word;
                count += 1;
            }
        }
        words.sort_unstable();
        (count > 0).then_some(words)
    }
}

/// Whether a common noun can be a matter by itself ("sanctions"), or with what describes it only ("the right plan", "the
/// government of the north"); `None` for one person's title.
fn can_head(scene: &Scene, head: usize) -> Option<bool> {
    let clauses = scene.clauses;
    let mention = clauses.mention_at(head).map(|mention| &scene.mentions[mention]).filter(|own| own.head == head);
    let kind = mention.map(|mention| mention.kind);
    if matches!(kind, Some(MentionKind::Name | MentionKind::Role)) {
        return None;
    }
    Some(kind.is_none() && !clauses.is(head, Class::Vague))
}

/// One number for the words of a label: FNV-1a by words.
fn key(words: &[u16; WORDS]) -> Folded {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ Folded::from(*word)).wrapping_mul(0x0100_0000_01b3))
}
