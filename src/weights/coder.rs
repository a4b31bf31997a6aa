//! Bits in, few bytes out, and back: the binary range coder of LZMA (Martin 1979, Pavlov 1998) with adaptive odds.
//!
//! Each decision has a context, whose odds follow what was coded in it before, so numbers that are mostly alike cost less
//! than a bit. A model file is smaller by a third than as plain bytes in gzip. Known failure: a decoder past the end of
//! its bytes goes on with zeros; [`Decoder::is_spent`] tells.

/// The odds of a bit in one context: how likely a 0 is, in 65536ths, and how many bits it has seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    zero: u16,
    seen: u16,
}

/// Odds learn from at most this many bits back.
const MEMORY: u16 = 250;

impl Default for Odds {
    fn default() -> Self {
        Self { zero: 1 << 15, seen: 0 }
    }
}

impl Odds {
    fn learn(&mut self, bit: bool) {
        self.seen = (self.seen + 1).min(MEMORY);
        let pace = i32::from(self.seen) + 1;
        let aim = if bit { 0 } else { 65535 };
        let zero = i32::from(self.zero) + (aim - i32::from(self.zero)) / pace;
        self.zero = zero.clamp(64, 65535 - 64) as u16;
    }

    /// The part of `range` that stands for a 0: never none of it, never all.
    fn bound(self, range: u32) -> u32 {
        (range >> 16) * u32::from(self.zero)
    }
}

/// Below this the range is widened by a byte.
const NARROW: u32 = 1 << 24;

/// Writes decisions.
pub(super) struct Encoder {
    low: u64,
    range: u32,
    /// The last byte, which a carry may still raise, and how many bytes of 255 stand behind it.
    last: u8,
    held: usize,
    bytes: Vec<u8>,
    started: bool,
}

impl Encoder {
    pub(super) fn new() -> Self {
        Self { low: 0, range: u32::MAX, last: 0, held: 0, bytes: Vec::new(), started: false }
    }

    pub(super) fn bit(&mut self, odds: &mut Odds, bit: bool) {
        let bound = odds.bound(self.range);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        odds.learn(bit);
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || self.low > 0xffff_ffff {
            let carry = (self.low >> 32) as u8;
            if self.started {
                self.bytes.push(self.last.wrapping_add(carry));
            }
            self.bytes.extend(std::iter::repeat_n(0xff_u8.wrapping_add(carry), self.held));
            self.held = 0;
            self.started = true;
            self.last = (self.low >> 24) as u8;
        } else {
            self.held += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    /// All bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        (0..5).for_each(|_| self.shift());
        self.bytes
    }
}

/// Reads decisions.
pub(super) struct Decoder<'b> {
    bytes: std::slice::Iter<'b, u8>,
    range: u32,
    code: u32,
    spent: usize,
}

impl<'b> Decoder<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let mut decoder = Self { bytes: bytes.iter(), range: u32::MAX, code: 0, spent: 0 };
        (0..4).for_each(|_| decoder.code = decoder.code << 8 | decoder.next());
        decoder
    }

    fn next(&mut self) -> u32 {
        let byte = self.bytes.next();
        self.spent += usize::from(byte.is_none());
        byte.copied().unwrap_or(0).into()
    }

    #[inline]
    pub(super) fn bit(&mut self, odds: &mut Odds) -> bool {
        let bound = odds.bound(self.range);
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        odds.learn(bit);
        while self.range < NARROW {
            self.range <<= 8;
            self.code = self.code << 8 | self.next();
        }
        bit
    }

    /// Whether more was read than the bytes hold.
    pub(super) fn is_spent(&self) -> bool {
        self.spent > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back_and_odds_pay() {
        // Mostly zeros, then mostly ones, then as many of both.
        let bits: Vec<bool> = (0..9000_u32)
            .map(|at| {
                let noise = at.wrapping_mul(0x9e37_79b1) >> 16;
                noise % 100 < [2, 98, 50][at as usize / 3000]
            })
            .collect();
        let (mut encoder, mut odds) = (Encoder::new(), Odds::default());
        bits.iter().for_each(|bit| encoder.bit(&mut odds, *bit));
        let bytes = encoder.finish();
        assert!(bytes.len() < 750, "{} bytes", bytes.len());
        let (mut decoder, mut odds) = (Decoder::new(&bytes), Odds::default());
        let read: Vec<bool> = (0..bits.len()).map(|_| decoder.bit(&mut odds)).collect();
        assert_eq!(read, bits);
        assert!(!decoder.is_spent());
        let (mut cut, mut odds) = (Decoder::new(&bytes[..bytes.len() / 2]), Odds::default());
        (0..bits.len()).for_each(|_| _ = cut.bit(&mut odds));
        assert!(cut.is_spent());
    }
}
