//! The weights of the sequence model, as `examples/train_attribution` writes them to `model.bin`: transitions, the cue
//! table, and the features with their weights by label (`weights` has the coding and the checks).

use super::cues::{CueTable, Rate};
use super::label::LABELS;
use crate::weights::{self, Table, WeightsError};

/// Labels padded to a width that vector instructions like.
pub const WIDTH: usize = 12;

const MAGIC: [u8; 4] = *b"RAPA";
const VERSION: u32 = 2;

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model {
    /// From label (row) to label.
    pub transitions: [[f32; WIDTH]; LABELS],
    /// Of the first token of a paragraph.
    pub start: [f32; WIDTH],
    /// Which words are cues.
    pub cues: CueTable,
    /// Weights of the features.
    pub table: Table<WIDTH>,
}

impl Model {
    /// The model that the program was built with. The tests prove that it can be read.
    pub fn english() -> Self {
        Self::read(include_bytes!("model.bin")).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The bytes of the model file.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for row in self.transitions.iter().chain([&self.start]) {
            row[..LABELS].iter().for_each(|value| body.extend(value.to_le_bytes()));
        }
        let cues = self.cues.sorted();
        weights::write_hashes(&mut body, 32, cues.iter().map(|(word, _)| *word));
        body.extend(cues.iter().map(|(_, rate)| *rate as u8));
        self.table.write(&mut body);
        weights::seal(MAGIC, VERSION, &body)
    }

    /// Reads what [`write`](Self::write) wrote.
    pub fn read(file: &[u8]) -> Result<Self, WeightsError> {
        let mut body = weights::open(file, MAGIC, VERSION)?;
        let (mut transitions, mut start) = ([[0.0; WIDTH]; LABELS], [0.0; WIDTH]);
        for row in transitions.iter_mut().chain([&mut start]) {
            for value in &mut row[..LABELS] {
                *value = body.f32()?;
            }
        }
        let words = body.hashes()?;
        let rates = body.take(words.len())?.iter().map(|rate| Rate::from_byte(*rate));
        let cues = CueTable::new(words.into_iter().zip(rates));
        Ok(Self { transitions, start, cues, table: Table::read(&mut body)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_can_be_read() {
        let file = include_bytes!("model.bin");
        let model = Model::read(file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(model.write(), file);
    }
}
