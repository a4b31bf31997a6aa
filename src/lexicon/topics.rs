//! The topic table: what news is disputed about; and the words that name no matter by themselves.

use super::phrase::{FoldedMap, Phrases};
use super::table::{Error, alternatives, rows, table};
use crate::text::token::{Folded, Token, fold};

/// Terms of all topics.
pub(crate) struct Topics {
    ids: Vec<&'static str>,
    terms: Phrases<u16>,
    vague: FoldedMap<()>,
    ties: FoldedMap<()>,
}

impl Topics {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut topics = Self {
            ids: Vec::new(),
            terms: Phrases::default(),
            vague: FoldedMap::default(),
            ties: FoldedMap::default(),
        };
        for row in rows("matters.tsv", table!("en/matters.tsv"), ["kind", "words"])? {
            let [kind, words] = row.cells;
            let list = match kind {
                "vague" => &mut topics.vague,
                "tie" => &mut topics.ties,
                _ => return Err(row.error(|| format!("“{kind}” is neither vague nor tie"))),
            };
            list.extend(words.split(' ').map(|word| (fold(word), ())));
        }
        for row in rows("topics.tsv", table!("en/topics.tsv"), ["topic", "label", "terms"])? {
            let [id, _, terms] = row.cells;
            let number = topics.ids.len() as u16;
            topics.ids.push(id);
            for term in alternatives(terms) {
                topics.terms.add(term, number);
                if !term.ends_with('s') && !term.contains('-') {
                    topics.terms.add(&format!("{term}s"), number);
                }
            }
        }
        Ok(topics)
    }

    /// The term that starts at token `at`: how many tokens, and its topic.
    pub(crate) fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, u16)> {
        self.terms.longest(tokens, at)
    }

    /// The id of a topic.
    pub(crate) fn name(&self, topic: u16) -> &'static str {
        self.ids[topic as usize]
    }

    /// Whether the word names no matter by itself: "people", "statement".
    pub(crate) fn is_vague(&self, word: Folded) -> bool {
        self.vague.contains_key(&word)
    }

    /// Whether the preposition ties a noun to what it is about: "incursion into Iraq".
    pub(crate) fn is_tie(&self, word: Folded) -> bool {
        self.ties.contains_key(&word)
    }
}
