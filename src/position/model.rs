//! The stance model: how likely each stance is for a unit of reported content. Multinomial logistic regression
//! (maximum entropy, Berger et al. 1996) over the hashed features of [`features`](super::features).
//!
//! The file `stance.bin` is written by `examples/train_stance` as a table of [`weights`](crate::weights).
//!
//! Known failure: stances of few training sentences (agree, assert) are rarely chosen.

use super::features::Feature;
use crate::report::Stance;
use crate::weights::{self, Table, WeightsError};
use std::sync::OnceLock;

/// No stance, then the stances in the order of [`Stance::ALL`].
pub(crate) const LABELS: usize = 11;

const MAGIC: [u8; 4] = *b"RAPS";
const VERSION: u32 = 2;

/// Weights, ready to use.
pub(crate) struct StanceModel {
    table: Table<LABELS>,
}

impl StanceModel {
    /// The model of the program. The tests prove that it can be read.
    pub(crate) fn english() -> &'static Self {
        static MODEL: OnceLock<StanceModel> = OnceLock::new();
        MODEL.get_or_init(|| Self::read(include_bytes!("stance.bin")).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Reads a model file; the error says what is wrong with it.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        Ok(Self { table: Table::read(&mut weights::open(bytes, MAGIC, VERSION)?)? })
    }

    /// The probability of each label, summing to 1.
    pub(crate) fn judge(&self, features: &[Feature]) -> [f32; LABELS] {
        softmax(&self.table.score(features).map(|sum| f32::from(sum) * self.table.scale))
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

/// The model file of a table.
pub(crate) fn write(table: &Table<LABELS>) -> Vec<u8> {
    let mut body = Vec::new();
    table.write(&mut body);
    weights::seal(MAGIC, VERSION, &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_model_reads_back() {
        let mut weights = [0; LABELS];
        (weights[3], weights[10]) = (3, -1);
        let file = write(&Table::new(24, 0.5, &[weights::Feature { hash: 7, weights }]));
        let judged = StanceModel::read(&file).map(|model| model.judge(&[7]));
        assert!(judged.is_ok_and(|judged| judged[3] > 0.2 && judged[10] < judged[0]));
        assert!(StanceModel::read(&file[..file.len() - 1]).is_err());
    }

    #[test]
    fn the_committed_model_can_be_read() {
        assert_eq!(StanceModel::read(include_bytes!("stance.bin")).err(), None);
    }
}
