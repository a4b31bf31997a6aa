//! What a reader is shown, before any of it becomes an element: names, sentences, numbers, choices.
//!
//! Comes in: a report with its text. Goes out: plain values that every home of the sidebar draws the same way. An
//! attribution inside another one reads "Putin, according to the Kremlin". Everything here is pure and tested natively;
//! the words come from one table, `lexicon/ui.tsv`.
//!
//! Known limit: sentences are built from patterns, so a verb and a colon stand before
//! the proposition as the article words it: "demands: move it south".

mod chain;
mod filter;
mod note;
mod notice;
mod plural;
mod summary;
mod sure;
mod ui;
mod wording;

pub use filter::Filter;
pub use note::Note;
pub use summary::{Cell, Matrix, Summary, Voice, summarize};
pub use sure::{Kept, at_least};
pub use ui::Ui;
pub use wording::{Card, View};

#[cfg(test)]
mod tests;
