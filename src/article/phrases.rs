//! What the words of a paragraph give away, from the table `lexicon/page_phrases.tsv`.
//!
//! Comes in: the hashed words of a paragraph. Goes out: for each [`Kind`] how it is named. "Read more: talks end" starts
//! with a phrase of related articles.
//!
//! Known failure: "Image is everything, he said." starts like a caption; phrases are one sign among many.

use super::hash::QuickMap;
use super::names::Kind;
use super::paragraph;
use crate::lexicon::table::{self, table};
use std::sync::LazyLock;

/// Only so many words from the start are searched: further in, phrases are prose.
const REACH: usize = 40;
/// Words that may follow for a phrase to be nearly all of its paragraph.
const REST: usize = 2;

/// How a paragraph names a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    #[default]
    Not,
    Inside,
    AtStart,
    Wholly,
}

/// Phrases by the hash of their first word: the hashes of the others, and what the phrase speaks of.
type Phrases = QuickMap<u32, Vec<(Vec<u32>, Kind)>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for (kind, phrase) in rows() {
        if let [first, rest @ ..] = paragraph::words(phrase).as_slice() {
            phrases.entry(*first).or_default().push((rest.to_vec(), kind));
        }
    }
    phrases
});

/// Every row of the table: kind and phrase. A row that the table's own test refuses is left out.
pub(super) fn rows() -> impl Iterator<Item = (Kind, &'static str)> {
    let rows = table::rows("page_phrases.tsv", table!("../lexicon/page_phrases.tsv"), ["kind", "phrase"]);
    rows.unwrap_or_default().into_iter().filter_map(|row| Some((Kind::parse(row.cells[0])?, row.cells[1])))
}

/// The kinds that phrases of the table speak of.
pub(super) const KINDS: [Kind; 10] = [
    Kind::Related,
    Kind::Subscribe,
    Kind::Share,
    Kind::Comment,
    Kind::Legal,
    Kind::Ad,
    Kind::Caption,
    Kind::Time,
    Kind::Byline,
    Kind::Note,
];

/// How the words name each of [`KINDS`].
pub(super) fn named(words: &[u32]) -> [Named; KINDS.len()] {
    let mut all = [Named::Not; KINDS.len()];
    for (index, word) in words.iter().take(REACH).enumerate() {
        let Some(candidates) = PHRASES.get(word) else { continue };
        for (rest, kind) in candidates {
            if !words[index + 1..].starts_with(rest) {
                continue;
            }
            let named = match index {
                0 if words.len() <= 1 + rest.len() + REST => Named::Wholly,
                0 => Named::AtStart,
                _ => Named::Inside,
            };
            if let Some(place) = KINDS.iter().position(|known| known == kind) {
                all[place] = all[place].max(named);
            }
        }
    }
    all
}
