//! The weights of the features of [`words`](super::words), read from `weights.tsv`.

use super::words::{FEATURES, WIDTH};
use std::sync::OnceLock;

/// A weight for each feature.
pub(crate) struct Weights(pub(crate) [f32; WIDTH]);

impl Weights {
    /// The weights of the program. The tests prove that they can be read.
    pub(crate) fn english() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Self::read(include_str!("weights.tsv")).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Reads rows of a feature's name and its weight; the error says what is wrong.
    pub(crate) fn read(table: &str) -> Result<Self, String> {
        let mut weights = [f32::NAN; WIDTH];
        for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let read = || {
                let (name, weight) = line.split_once('\t')?;
                let place = FEATURES.iter().position(|known| *known == name)?;
                Some((place, weight.parse().ok()?))
            };
            let (place, weight) =
                read().ok_or_else(|| format!("weights.tsv: “{line}” is no feature and its weight"))?;
            weights[place] = weight;
        }
        match weights.iter().position(|weight| !weight.is_finite()) {
            Some(missing) => Err(format!("weights.tsv: “{}” has no weight", FEATURES[missing])),
            None => Ok(Self(weights)),
        }
    }

    /// The table of the weights.
    pub(crate) fn table(&self) -> String {
        let rows = FEATURES.iter().zip(self.0).map(|(name, weight)| format!("{name}\t{weight:.4}\n"));
        "# Weights of the words in the name of an issue, by examples/train_issues.\nfeature\tweight\n".to_owned()
            + &rows.collect::<String>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_weights_can_be_read() {
        assert_eq!(Weights::read(include_str!("weights.tsv")).err(), None);
        assert!(Weights::read("feature\tweight\nnear\t1\n").is_err());
    }

    #[test]
    fn a_written_table_reads_back() {
        let weights = Weights([0.25; WIDTH]);
        assert_eq!(Weights::read(&weights.table()).map(|read| read.0), Ok(weights.0));
    }
}
