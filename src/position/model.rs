//! The stance model: how likely each stance is for a unit of reported content. Multinomial logistic regression
//! (maximum entropy, Berger et al. 1996) over the hashed features of [`features`](super::features), int8 weights.
//!
//! The file `stance.bin` is written by `examples/train_stance.rs`: magic, version, scale, number of rows, checksum,
//! then for each feature, ascending, its hash, a bit for each label that has a weight, and those weights.
//!
//! Known failure: stances of fewer than twenty training sentences (warn, agree) are rarely chosen.

use super::features::Feature;
use crate::report::Stance;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

/// No stance, then the stances in the order of [`Stance::ALL`].
pub(crate) const LABELS: usize = 11;

const MAGIC: &[u8; 4] = b"RPST";
const VERSION: u8 = 1;
const HEADER: usize = 17;

type Rows = HashMap<Feature, [i8; LABELS], BuildHasherDefault<crate::lexicon::phrase::Folding>>;

/// Weights, ready to use.
pub(crate) struct StanceModel {
    rows: Rows,
    scale: f32,
}

impl StanceModel {
    /// The model of the program. The tests prove that it can be read.
    pub(crate) fn english() -> &'static Self {
        static MODEL: OnceLock<StanceModel> = OnceLock::new();
        MODEL.get_or_init(|| {
            Self::read(include_bytes!("stance.bin")).unwrap_or_else(|what| panic!("stance.bin: {what}"))
        })
    }

    /// Reads a model file; the error says what is wrong with it.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        let word = |at: usize| -> Option<u32> { Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
        if bytes.get(..4) != Some(MAGIC) || bytes.get(4) != Some(&VERSION) {
            return Err(format!("no stance model of version {VERSION}; write it anew with examples/train_stance.rs"));
        }
        let (Some(scale), Some(count), Some(sum)) = (word(5), word(9), word(13)) else {
            return Err("the head is cut off".to_owned());
        };
        if checksum(&bytes[HEADER..]) != sum {
            return Err("the checksum does not fit: the file was changed or cut off".to_owned());
        }
        let mut rows = Rows::default();
        let mut at = HEADER;
        for _ in 0..count {
            let (Some(feature), Some(mask)) = (word(at), bytes.get(at + 4..at + 6)) else {
                return Err(format!("shorter than its {count} rows"));
            };
            let mask = u16::from_le_bytes([mask[0], mask[1]]);
            at += 6;
            let mut row = [0; LABELS];
            for (label, weight) in row.iter_mut().enumerate() {
                if mask >> label & 1 == 1 {
                    *weight = *bytes.get(at).ok_or_else(|| format!("shorter than its {count} rows"))? as i8;
                    at += 1;
                }
            }
            rows.insert(feature, row);
        }
        Ok(Self { rows, scale: f32::from_bits(scale) })
    }

    /// The probability of each label, summing to 1.
    pub(crate) fn judge(&self, features: &[Feature]) -> [f32; LABELS] {
        let mut sums = [0_i32; LABELS];
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight));
            }
        }
        softmax(&sums.map(|sum| sum as f32 * self.scale))
    }
}

/// Scores as probabilities.
pub(crate) fn softmax(scores: &[f32; LABELS]) -> [f32; LABELS] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - top).exp());
    let total: f32 = powers.iter().sum();
    powers.map(|power| power / total)
}

/// The label's stance; `None` for no stance.
pub(crate) fn stance(label: usize) -> Option<Stance> {
    Stance::ALL.get(label.checked_sub(1)?).copied()
}

/// Writes weights as a model file. Rows without any weight are left out.
pub(crate) fn write(weights: &[(Feature, [f32; LABELS])]) -> Vec<u8> {
    let top = weights.iter().flat_map(|(_, row)| row).fold(0_f32, |top, weight| top.max(weight.abs()));
    let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
    let mut body = Vec::new();
    let mut count = 0_u32;
    for (feature, row) in weights {
        let row = row.map(|weight| (weight / scale).round() as i8);
        if row.iter().all(|weight| *weight == 0) {
            continue;
        }
        count += 1;
        let mask = row.iter().enumerate().fold(0_u16, |mask, (label, weight)| mask | u16::from(*weight != 0) << label);
        body.extend(feature.to_le_bytes());
        body.extend(mask.to_le_bytes());
        body.extend(row.iter().filter(|weight| **weight != 0).map(|weight| *weight as u8));
    }
    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend(MAGIC);
    file.push(VERSION);
    file.extend(scale.to_bits().to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    file
}

/// FNV-1a, 32 bits: finds a broken file, guards against nothing else.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_model_reads_back() {
        let mut row = [0.0; LABELS];
        row[3] = 1.5;
        row[10] = -0.5;
        let file = write(&[(7, row), (9, [0.0; LABELS])]);
        let model = StanceModel::read(&file).map(|model| model.judge(&[7]));
        assert!(model.is_ok_and(|judged| judged[3] > 0.2 && judged[10] < judged[0]));
    }

    #[test]
    fn a_broken_file_says_what_is_wrong() {
        let file = write(&[(7, [1.0; LABELS])]);
        let error = |bytes: &[u8]| StanceModel::read(bytes).err().unwrap_or_default();
        assert!(error(b"").contains("train_stance"));
        assert!(error(&file[..10]).contains("cut off"));
        assert!(error(&file[..file.len() - 1]).contains("checksum"));
        let mut changed = file;
        changed[HEADER + 3] ^= 1;
        assert!(error(&changed).contains("checksum"));
    }

    #[test]
    fn the_committed_model_can_be_read() {
        assert_eq!(StanceModel::read(include_bytes!("stance.bin")).err(), None);
    }
}
