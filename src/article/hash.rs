//! A quick hash for the tables and sets of the article stage, whose keys are short names and hashes of words.
//!
//! Comes in: bytes or numbers. Goes out: 64 bits. The standard hash guards against keys that were chosen to collide, and
//! takes a tenth of the stage's time. Known limit: a page could choose such words; its own analysis alone would be slow.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
pub(super) type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// FNV-1a for bytes, one multiplication for numbers.
#[derive(Default)]
pub(super) struct Quick(u64);

/// Puts `value` into a hash.
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.0 = mix(self.0, value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = mix(self.0, value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = mix(self.0, value);
    }

    fn write_usize(&mut self, value: usize) {
        self.0 = mix(self.0, value as u64);
    }

    fn finish(&self) -> u64 {
        mix(self.0, 0)
    }
}
