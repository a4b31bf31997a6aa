//! The topic table: what news is disputed about, and the words that may stand before a term ("nuclear", "peace").

use super::phrase::{FoldedMap, Phrases};
use super::table::{Error, alternatives, rows, table};
use crate::text::token::{Folded, Token, fold};

/// Terms of all topics.
pub(crate) struct Topics {
    ids: Vec<&'static str>,
    terms: Phrases<u16>,
    qualifiers: FoldedMap<()>,
}

impl Topics {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut topics = Self { ids: Vec::new(), terms: Phrases::default(), qualifiers: FoldedMap::default() };
        for row in rows("topics.tsv", table!("en/topics.tsv"), ["topic", "label", "terms"])? {
            let [id, _, terms] = row.cells;
            let number = topics.ids.len() as u16;
            topics.ids.push(id);
            for term in alternatives(terms) {
                topics.terms.add(term, number);
                if !term.ends_with('s') && !term.contains('-') {
                    topics.terms.add(&format!("{term}s"), number);
                }
                if let Some((qualifiers, _)) = term.rsplit_once(' ') {
                    for word in qualifiers.split(' ').filter(|word| word.len() > 3) {
                        topics.qualifiers.insert(fold(word), ());
                    }
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

    /// Whether the word may stand before a term: "peace talks", "nuclear programme".
    pub(crate) fn is_qualifier(&self, word: Folded) -> bool {
        self.qualifiers.contains_key(&word)
    }
}
