//! Writes a label out: the phrase's own words where it has them, names that were added in the form that their sort takes.
//!
//! Examples: "Turkish incursion into Iraq" from the text; "Iraqi crackdown in Basra", "Kavanaugh's nomination" composed.
//! Known failure: a plural head behind a possessor keeps the number that the text gave it.

use super::super::Scene;
use super::labels::{self, Label, Named, Slot};
use super::names::{Form, Names};
use super::phrases::Phrase;
use crate::lexicon::grammar::Class;
use crate::span::Span;
use crate::text::tag::Tag;
use crate::text::token::{Case, Kind};
use std::ops::Range;

/// Words of a proposition that stand for a label at most.
const FIRST: usize = 5;

/// The label as a reader would write it.
pub(crate) fn write(scene: &Scene, names: &Names, phrases: &[Phrase], label: &Label) -> String {
    let phrase = &phrases[label.phrase];
    let writer = Writer { scene, names, phrase };
    let at = |slot: Slot| label.names.iter().flatten().filter(move |named| named.slot == slot);
    if let Some(head) = at(Slot::Head).next() {
        return writer.name(head);
    }
    let common = labels::common(scene, names, phrase);
    let mut core = writer.words(common.last(label.kept));
    let tail = labels::tail(scene, names, phrase);
    let tail = writer.words(tail.last(label.tail));
    let behind =
        at(Slot::Inside).map(|named| writer.name(named)).chain(at(Slot::Behind).map(|named| writer.behind(named)));
    let behind: Vec<String> = behind.chain(Some(tail).filter(|tail| !tail.is_empty())).collect();
    if !behind.is_empty() {
        core = format!("{core} {} {}", scene.clauses.prose.word(phrase.run.end), behind.join(" "));
    }
    for named in at(Slot::Before).collect::<Vec<_>>().into_iter().rev() {
        core = writer.before(named, &core, writer.is_possessor(named));
    }
    // What the article is about, where the text does not say how the two belong together: "Basra: airstrikes".
    let added: Vec<String> = at(Slot::Added).map(|named| writer.name(named)).collect();
    if added.is_empty() { core } else { format!("{}: {core}", added.join(" and ")) }
}

/// The part of the phrase that the label says.
pub(crate) fn span(scene: &Scene, phrase: &Phrase, label: &Label) -> Span {
    let slots = |named: &Named| matches!(named.slot, Slot::Behind | Slot::Inside);
    let needs_tail = label.tail > 0 || label.names.iter().flatten().any(slots);
    let end = if needs_tail && !phrase.tail.is_empty() { phrase.tail.end } else { phrase.run.end };
    scene.clauses.prose.span(phrase.run.start, end - 1)
}

/// Where the article offers no label: the first words of a proposition, without its determiner.
pub(crate) fn first_words(scene: &Scene, range: Range<usize>) -> Option<Span> {
    let clauses = scene.clauses;
    let opens = |token: &usize| {
        clauses.is_any(*token, &[Class::Determiner, Class::Possessive, Class::Adverb])
            || clauses.kind(*token) == Kind::Quote
    };
    let content = |token: &usize| {
        matches!(clauses.kind(*token), Kind::Word | Kind::Number)
            && !clauses.is_any(*token, &[Class::Pronoun, Class::Be, Class::Modal, Class::Relative])
    };
    let hangs = |token: &usize| {
        clauses.is_any(*token, &[Class::Preposition, Class::Conjunction, Class::Determiner, Class::Possessive])
    };
    let start = range.clone().find(|token| !opens(token))?;
    let end =
        (start..range.end.min(start + FIRST)).find(|token| !content(token)).unwrap_or(range.end.min(start + FIRST));
    let last = (start..end).rev().find(|token| !hangs(token))?;
    Some(clauses.prose.span(start, last))
}

struct Writer<'a> {
    scene: &'a Scene<'a>,
    names: &'a Names,
    phrase: &'a Phrase,
}

impl Writer<'_> {
    /// Common words; capitals of headlines and of sentences' first words are written small.
    fn words(&self, tokens: &[usize]) -> String {
        let prose = self.scene.clauses.prose;
        let word = |token: &usize| match prose.tokens[*token].case {
            Case::Capital => prose.word(*token).to_lowercase(),
            _ => prose.word(*token).to_owned(),
        };
        tokens.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    fn form(&self, named: &Named) -> &Form {
        &self.names.all[named.name as usize].forms[named.form]
    }

    fn name(&self, named: &Named) -> String {
        let tokens = &self.form(named).tokens;
        let prose = self.scene.clauses.prose;
        prose.span(tokens.start, tokens.end - 1).of(prose.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A name behind a preposition, with the article that the text gives it: "in the United States".
    fn behind(&self, named: &Named) -> String {
        let before = self.form(named).tokens.start.checked_sub(1);
        let the = before.is_some_and(|before| self.scene.clauses.prose.word(before).eq_ignore_ascii_case("the"));
        if the { format!("the {}", self.name(named)) } else { self.name(named) }
    }

    /// Whether the text makes the name the possessor of the phrase.
    fn is_possessor(&self, named: &Named) -> bool {
        let last = self.phrase.run.clone().rev().find(|token| self.names.of[*token] == Some(named.name));
        last.is_some_and(|last| self.scene.clauses.prose.tags.get(last + 1) == Some(&Tag::Possessive))
    }

    fn before(&self, named: &Named, core: &str, owns: bool) -> String {
        let name = self.name(named);
        let clitic = match name.ends_with('s') {
            _ if !owns => "",
            true => "’",
            false => "’s",
        };
        format!("{name}{clitic} {core}")
    }
}
