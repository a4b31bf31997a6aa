//! The topic table: what news is disputed about; and the words that name no matter by themselves.

use super::grammar::{Class, Grammar};
use super::phrase::Phrases;
use super::table::{Error, alternatives, rows, table};
use crate::text::token::{Folded, Token, fold};

/// Terms of all topics.
pub(crate) struct Topics {
    ids: Vec<&'static str>,
    terms: Phrases<u16>,
}

impl Topics {
    /// Reads the terms, and tells the grammar the vague words and the ties.
    pub(super) fn load(grammar: &mut Grammar) -> Result<Self, Error> {
        let mut topics = Self { ids: Vec::new(), terms: Phrases::default() };
        for row in rows("matters.tsv", table!("en/matters.tsv"), ["kind", "words"])? {
            let [kind, words] = row.cells;
            let class = match kind {
                "vague" => Class::Vague,
                "tie" => Class::Tie,
                _ => return Err(row.error(|| format!("“{kind}” is neither vague nor tie"))),
            };
            grammar.add(words.split(' ').map(fold), class);
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

    /// The words that terms start with.
    pub(super) fn firsts(&self) -> impl Iterator<Item = Folded> {
        self.terms.firsts()
    }

    /// The term that starts at token `at`: how many tokens, and its topic.
    pub(crate) fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, u16)> {
        self.terms.longest(tokens, at)
    }

    /// The id of a topic.
    pub(crate) fn name(&self, topic: u16) -> &'static str {
        self.ids[topic as usize]
    }
}
