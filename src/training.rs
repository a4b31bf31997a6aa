//! What the trainers in `examples` need of the engine: features and decoding are one code for both. No part of the API.

pub use crate::text::tag::{Tag, Tagger, Training as TaggerTraining, WORD_TAGS};
pub use crate::weights::{Feature, Table};
