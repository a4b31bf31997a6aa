//! Sparse weights: from the bytes of a model file into a table that one memory access asks for a feature, and back.
//!
//! A file starts with magic bytes, version, length and checksum. Features are hashes, cut to a number of bits, and are
//! stored as the Rice-coded gaps between them in order; then the values that weights have; then, range-coded, which labels
//! each feature has a weight for, and which value. The less values, the smaller the file. A file that is cut short, changed
//! or of another version is a [`WeightsError`].
//!
//! Known failure: hashes are cut, so a few unknown features in a thousand find a stranger's weights.

mod coder;
mod levels;

pub use levels::{Exact, Grid, quantise};

use coder::{Decoder, Encoder, Odds};
use std::collections::BTreeSet;
use std::fmt;

/// What is wrong with a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightsError(pub &'static str);

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a model of the program is broken: {}; train it again", self.0)
    }
}

impl std::error::Error for WeightsError {}

/// The weights of one feature, by label. A hash of 0 is no feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature<const WIDTH: usize> {
    /// Cut to the bits of its table.
    pub hash: u32,
    /// In units of the table's scale.
    pub weights: [i8; WIDTH],
}

/// Weights by feature. `WIDTH` is the number of labels, padded to what vector instructions like; at most 16.
#[derive(Clone, Debug)]
pub struct Table<const WIDTH: usize> {
    bits: u32,
    /// What one unit of a weight is worth.
    pub scale: f32,
    /// Open addressing: a feature lies at its hash's low bits or behind; a hash of 0 is a free slot.
    hashes: Vec<u32>,
    /// The weights of each slot; apart from the hashes, so that a feature without weights costs one access to less memory.
    rows: Vec<Packed>,
}

/// The weights of one feature, packed so that a few additions sum them up for all labels at once, also where the compiler
/// saves bytes rather than time: label `n` in byte `n`, lowest first, each raised by [`RAISED`] so that none is negative.
type Packed = [u64; 2];

const RAISED: u8 = 128;

fn pack<const WIDTH: usize>(weights: &[i8; WIDTH]) -> Packed {
    let mut packed = [0; 2];
    for (label, weight) in weights.iter().enumerate() {
        packed[label / 8] |= u64::from((*weight as u8).wrapping_add(RAISED)) << (label % 8 * 8);
    }
    packed
}

fn unpack<const WIDTH: usize>(packed: &Packed) -> [i8; WIDTH] {
    std::array::from_fn(|label| (packed[label / 8].to_le_bytes()[label % 8]).wrapping_sub(RAISED) as i8)
}

/// Every second byte of a word, as a number of 16 bits.
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

impl<const WIDTH: usize> Table<WIDTH> {
    /// A table of `features`, whose hashes are cut to `bits` already.
    pub fn new(bits: u32, scale: f32, features: &[Feature<WIDTH>]) -> Self {
        let size = (features.len() * 5 / 3 + 1).next_power_of_two();
        let (mut hashes, mut rows) = (vec![0; size], vec![[0; 2]; size]);
        for feature in features.iter().filter(|feature| feature.hash != 0) {
            let mut at = feature.hash as usize & (size - 1);
            while hashes[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            (hashes[at], rows[at]) = (feature.hash, pack(&feature.weights));
        }
        Self { bits, scale, hashes, rows }
    }

    /// The features, by their hashes.
    pub fn features(&self) -> Vec<Feature<WIDTH>> {
        let slots = self.hashes.iter().zip(&self.rows).filter(|(hash, _)| **hash != 0);
        let mut features: Vec<_> =
            slots.map(|(hash, weights)| Feature { hash: *hash, weights: unpack(weights) }).collect();
        features.sort_unstable_by_key(|feature| feature.hash);
        features
    }

    /// The sums of the weights of `features`, in units of the scale.
    #[inline]
    pub fn score(&self, features: &[u32]) -> [i16; WIDTH] {
        // The labels 0 2 4 6, 1 3 5 7, 8 10 12 14 and 9 11 13 15, in 16 bits each: room for 257 features.
        let (mut a, mut b, mut c, mut d, mut found) = (0u64, 0u64, 0u64, 0u64, 0i16);
        let cut = u32::MAX >> (32 - self.bits);
        // Equal lengths, told to the compiler once, spare it a check at each access.
        let (hashes, rows) = (&self.hashes[..], &self.rows[..self.hashes.len()]);
        let last = hashes.len() - 1;
        for feature in features {
            let hash = feature & cut;
            let mut at = hash as usize & last;
            while hashes[at] != hash && hashes[at] != 0 {
                at = (at + 1) & last;
            }
            // A free slot has weights of 0, so the hash 0 needs no care.
            if hashes[at] != 0 {
                let [low, high] = rows[at];
                a += low & EVEN;
                b += low >> 8 & EVEN;
                c += high & EVEN;
                d += high >> 8 & EVEN;
                found += 1;
            }
        }
        let raised = found * i16::from(RAISED);
        std::array::from_fn(|label| {
            let sums = if label < 8 { [a, b] } else { [c, d] };
            (sums[label % 2] >> (label / 2 % 4 * 16)) as u16 as i16 - raised
        })
    }

    /// Appends the table to the body of a file.
    pub(crate) fn write(&self, body: &mut Vec<u8>) {
        body.extend(self.bits.to_le_bytes());
        body.extend(self.scale.to_le_bytes());
        let features = self.features();
        write_hashes(body, self.bits, features.iter().map(|feature| feature.hash));
        let weights = || features.iter().flat_map(|feature| feature.weights).filter(|weight| *weight != 0);
        let levels: Vec<i8> = weights().collect::<BTreeSet<_>>().into_iter().collect();
        body.push(levels.len() as u8);
        body.extend(levels.iter().map(|level| *level as u8));
        let mut encoder = Encoder::new();
        let mut contexts = Contexts::<WIDTH>::new(levels.len());
        for feature in &features {
            contexts.mask(mask(&feature.weights), |odds, bit| {
                encoder.bit(odds, bit);
                bit
            });
            for (label, weight) in feature.weights.iter().enumerate().filter(|(_, weight)| **weight != 0) {
                let level = levels.partition_point(|level| level < weight);
                contexts.level(label, level, |odds, bit| {
                    encoder.bit(odds, bit);
                    bit
                });
            }
        }
        let code = encoder.finish();
        body.extend((code.len() as u32).to_le_bytes());
        body.extend(code);
    }

    /// Reads what [`write`](Self::write) wrote.
    pub(crate) fn read(body: &mut Reader) -> Result<Self, WeightsError> {
        let (bits, scale) = (body.u32()?, body.f32()?);
        if !(1..=32).contains(&bits) {
            return Err(WeightsError("hashes of no or of more than 32 bits"));
        }
        let hashes = body.hashes()?;
        let count = usize::from(body.take(1)?[0]);
        let levels = body.take(count)?;
        let length = body.u32()? as usize;
        let mut decoder = Decoder::new(body.take(length)?);
        let mut contexts = Contexts::<WIDTH>::new(count);
        let mut features = Vec::with_capacity(hashes.len());
        for hash in hashes {
            let mut weights = [0; WIDTH];
            let mut left = contexts.mask(0, |odds, _| decoder.bit(odds));
            while left != 0 {
                let label = left.trailing_zeros() as usize;
                let level = contexts.level(label, 0, |odds, _| decoder.bit(odds));
                weights[label] = *levels.get(level).ok_or(WeightsError("a weight of no level"))? as i8;
                left &= left - 1;
            }
            features.push(Feature { hash, weights });
        }
        if decoder.is_spent() {
            return Err(WeightsError("it ends too early"));
        }
        Ok(Self::new(bits, scale, &features))
    }
}

/// Which labels have a weight, the first one lowest.
fn mask<const WIDTH: usize>(weights: &[i8; WIDTH]) -> u16 {
    weights.iter().enumerate().fold(0, |mask, (label, weight)| mask | u16::from(*weight != 0) << label)
}

/// The odds that the masks and weights of a table are coded with.
struct Contexts<const WIDTH: usize> {
    /// Of a weight's being there, by label and by which of the labels before it have one.
    masks: Vec<Odds>,
    /// By label and by the level's bits so far.
    levels: Vec<Odds>,
    /// Bits of a level.
    depth: u32,
}

/// Label, whether the two labels before it have a weight, how many of all before do.
const MASKS: usize = 4 * 4;

impl<const WIDTH: usize> Contexts<WIDTH> {
    fn new(levels: usize) -> Self {
        let depth = usize::BITS - levels.saturating_sub(1).leading_zeros();
        Self { masks: vec![Odds::default(); WIDTH * MASKS], levels: vec![Odds::default(); WIDTH << depth], depth }
    }

    /// Codes a mask. `code` is given the odds and the bit of `mask`, and answers the bit.
    fn mask(&mut self, mask: u16, mut code: impl FnMut(&mut Odds, bool) -> bool) -> u16 {
        let (mut coded, mut seen) = (0_u16, 0);
        for label in 0..WIDTH {
            let before = (u32::from(coded) << 2 >> label & 3) as usize;
            let odds = &mut self.masks[label * MASKS + before * 4 + seen];
            if code(odds, mask >> label & 1 == 1) {
                coded |= 1 << label;
                seen = (seen + 1).min(3);
            }
        }
        coded
    }

    /// Codes the index of a level, its highest bit first.
    fn level(&mut self, label: usize, level: usize, mut code: impl FnMut(&mut Odds, bool) -> bool) -> usize {
        let tree = &mut self.levels[label << self.depth..];
        let mut node = 1;
        for bit in (0..self.depth).rev() {
            node = node << 1 | usize::from(code(&mut tree[node], level >> bit & 1 == 1));
        }
        node - (1 << self.depth)
    }
}

/// A file of `body` with its head.
pub(crate) fn seal(magic: [u8; 4], version: u32, body: &[u8]) -> Vec<u8> {
    let mut file = Vec::from(magic);
    [version, body.len() as u32, checksum(body)].iter().for_each(|number| file.extend(number.to_le_bytes()));
    file.extend(body);
    file
}

/// Checks the head of a file and gives its body.
pub(crate) fn open(file: &[u8], magic: [u8; 4], version: u32) -> Result<Reader<'_>, WeightsError> {
    let mut body = Reader(file);
    if body.take(4)? != magic {
        return Err(WeightsError("it does not start with its magic bytes"));
    }
    if body.u32()? != version {
        return Err(WeightsError("it is of another version"));
    }
    let (length, sum) = (body.u32()? as usize, body.u32()?);
    if body.0.len() != length {
        return Err(WeightsError("it is cut short or has bytes to spare"));
    }
    if checksum(body.0) != sum {
        return Err(WeightsError("its checksum does not fit"));
    }
    Ok(body)
}

/// FNV-1a over the bytes.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Writes rising numbers below 2^`bits` as the Rice code of their gaps: for numbers drawn evenly, as hashes are, that is
/// within a few hundredths of a bit of what they hold (Rice and Plaunt 1971).
pub(crate) fn write_hashes(body: &mut Vec<u8>, bits: u32, numbers: impl ExactSizeIterator<Item = u32>) {
    let count = numbers.len() as u32;
    let mean = (1u64 << bits) / u64::from(count.max(1));
    let low = mean.max(1).ilog2();
    let mut code = Bits::default();
    let mut last = 0;
    for number in numbers {
        let gap = number - last;
        last = number;
        (0..gap >> low).for_each(|_| code.push(true));
        code.push(false);
        (0..low).for_each(|bit| code.push(gap >> bit & 1 != 0));
    }
    [count, low, code.bytes.len() as u32].iter().for_each(|number| body.extend(number.to_le_bytes()));
    body.extend(code.bytes);
}

/// Bits, the lowest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    length: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.length.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.length % 8);
        }
        self.length += 1;
    }
}

/// The rest of a file.
#[derive(Debug)]
pub(crate) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub(crate) fn take(&mut self, count: usize) -> Result<&'b [u8], WeightsError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(WeightsError("it ends too early"))?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, WeightsError> {
        self.take(4)?.try_into().map(u32::from_le_bytes).map_err(|_| WeightsError("it ends too early"))
    }

    pub(crate) fn f32(&mut self) -> Result<f32, WeightsError> {
        self.u32().map(f32::from_bits)
    }

    /// Reads what [`write_hashes`] wrote.
    pub(crate) fn hashes(&mut self) -> Result<Vec<u32>, WeightsError> {
        let (count, low, length) = (self.u32()? as usize, self.u32()?, self.u32()? as usize);
        let bytes = self.take(length)?;
        if low > 31 || count > 8 * bytes.len() {
            return Err(WeightsError("a list of hashes is broken"));
        }
        let mut numbers = Vec::with_capacity(count);
        let (mut at, mut last) = (0usize, 0u32);
        // The next bits, lowest first; 0 behind the end.
        let peek = |at: usize| -> u64 {
            let rest = &bytes[(at / 8).min(bytes.len())..];
            let word = match rest.first_chunk::<8>() {
                Some(word) => u64::from_le_bytes(*word),
                None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
            };
            word >> (at % 8)
        };
        for _ in 0..count {
            let mut high = 0;
            loop {
                let ones = peek(at).trailing_ones().min(32);
                high += ones;
                at += ones as usize;
                if ones < 32 {
                    break;
                }
            }
            let rest = peek(at + 1) as u32 & ((1u64 << low) - 1) as u32;
            at += 1 + low as usize;
            last = last.wrapping_add(high << low | rest);
            numbers.push(last);
        }
        Ok(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_file_is_a_clear_error() {
        let weights = [0, -3, 127, 0];
        let table = Table::new(24, 0.5, &[Feature { hash: 5, weights }, Feature { hash: 0xff_ffff, weights }]);
        let mut body = Vec::new();
        table.write(&mut body);
        let file = seal(*b"TEST", 1, &body);
        let read = |file: &[u8]| open(file, *b"TEST", 1).and_then(|mut body| Table::<4>::read(&mut body));
        assert_eq!(read(&file).map(|read| read.features()), Ok(table.features()));
        assert_eq!(read(&file).map(|read| read.score(&[0x1200_0005, 7])), Ok(weights.map(i16::from)));
        for length in 0..file.len() {
            assert!(read(&file[..length]).is_err());
        }
        let mut changed = file.clone();
        changed[20] ^= 1;
        assert_eq!(read(&changed).err(), Some(WeightsError("its checksum does not fit")));
        assert!(open(&file, *b"REST", 1).is_err() && open(&file, *b"TEST", 2).is_err());
    }
}
