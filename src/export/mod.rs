//! A report in the formats of other tools: [`markdown`] to read, [`csv_rows`] for event data and discourse networks,
//! [`jsonld`] for annotation tools.
//!
//! A report and the text it was made from go in, a string comes out. The report may count in either unit of
//! [`Offsets`](crate::Offsets). Nothing here fails: a span that does not fit the text stands for no words.
//!
//! ```
//! let text = "“We will not sign,” the minister said.";
//! let report = rapporteur::analyze(text);
//! assert!(rapporteur::export::markdown(&report, text).starts_with("# "));
//! ```

mod csv;
pub(crate) mod fragment;
mod jsonld;
mod markdown;
pub(crate) mod reading;
pub(crate) mod voice;

pub use self::csv::{AGREEMENT, COLUMNS as CSV_COLUMNS, csv_header, csv_rows};
pub use self::jsonld::jsonld;
pub use self::markdown::markdown;

#[cfg(test)]
pub(crate) mod example;
