//! A trie over folded words: finds the longest phrase of a table that starts at a token, one look-up a word.

use super::words;
use crate::text::token::{Folded, Gap, Token};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Maps from folded words need no second hash.
pub(crate) type FoldedMap<V> = HashMap<Folded, V, BuildHasherDefault<Folding>>;

/// A set of folded words.
pub(crate) type FoldedSet = HashSet<Folded, BuildHasherDefault<Folding>>;

/// Takes a [`Folded`] as it is, mixed once more so that the map's low bits differ.
#[derive(Default)]
pub(crate) struct Folding(u64);

impl Hasher for Folding {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, folded: u64) {
        self.0 = (self.0 ^ folded).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }

    fn write_u32(&mut self, node: u32) {
        self.0 = (self.0 ^ u64::from(node)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17);
    }
}

/// Phrases with a value each.
#[derive(Debug)]
pub(crate) struct Phrases<V> {
    /// By the first word: node reached.
    first: FoldedMap<u32>,
    /// By node and next word: node reached.
    next: HashMap<(u32, Folded), u32, BuildHasherDefault<Folding>>,
    /// By node: the value of the phrase that ends there.
    values: Vec<Option<V>>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self { first: HashMap::default(), next: HashMap::default(), values: vec![None] }
    }
}

impl<V: Copy> Phrases<V> {
    /// Adds a phrase as the tokenizer would cut it. Returns the value it had before, which is kept.
    pub(crate) fn add(&mut self, phrase: &str, value: V) -> Option<V> {
        let place = self.place(phrase);
        place.replace(value).inspect(|old| *place = Some(*old))
    }

    /// Where the value of a phrase stands, `None` for a new one.
    pub(crate) fn place(&mut self, phrase: &str) -> &mut Option<V> {
        let mut node = 0;
        for word in words(phrase) {
            let free = self.values.len() as u32;
            node = if node == 0 {
                *self.first.entry(word).or_insert(free)
            } else {
                *self.next.entry((node, word)).or_insert(free)
            };
            if node == free {
                self.values.push(None);
            }
        }
        &mut self.values[node as usize]
    }

    /// The words that phrases start with.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = Folded> {
        self.first.keys().copied()
    }

    /// The longest phrase that starts at token `at` within its paragraph: how many tokens it takes, and its value.
    pub(crate) fn longest(&self, tokens: &[Token], at: usize) -> Option<(usize, V)> {
        let mut node = *self.first.get(&tokens.get(at)?.folded)?;
        let mut best = self.values[node as usize].map(|value| (1, value));
        for (length, token) in tokens[at + 1..].iter().enumerate() {
            if token.gap == Gap::Blank {
                break;
            }
            let Some(reached) = self.next.get(&(node, token.folded)) else { break };
            node = *reached;
            if let Some(value) = self.values[node as usize] {
                best = Some((length + 2, value));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    #[test]
    fn the_longest_phrase_wins_and_the_first_value_stays() {
        let mut phrases = Phrases::default();
        assert_eq!(phrases.add("White House", 1), None);
        assert_eq!(phrases.add("white house press office", 2), None);
        assert_eq!(phrases.add("White House", 3), Some(1));
        let tokens = tokenize("the White House press room", |_| false);
        assert_eq!(phrases.longest(&tokens, 1), Some((2, 1)));
        assert_eq!(phrases.longest(&tokens, 0), None);
    }
}
