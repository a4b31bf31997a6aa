//! Who said what, in which words, and where each side stands: speakers, quotes and diplomatic positions in news text.
//!
//! ```
//! let report = rapporteur::analyze("“We will not sign,” the minister said.");
//! let quote = &report.attributions[0];
//! assert_eq!(quote.content[0].of("“We will not sign,” the minister said."), "We will not sign");
//! ```
//!
//! [`analyze`] is the table of contents: text is cut up, mentions are found, then who said what, then which mentions
//! are one actor, then where actors stand. Each stage is a free function that reads the earlier ones and returns one
//! value; none can fail. Words live in the tables of `src/lexicon/en`.

mod actor;
mod article;
mod attribution;
mod clause;
pub mod export;
mod foreign;
mod language;
mod lexicon;
mod marks;
mod order;
mod outline;
mod position;
mod report;
mod span;
mod text;
#[doc(hidden)]
pub mod training;
pub mod view;
#[cfg(target_arch = "wasm32")]
pub mod web;
mod weights;

use lexicon::Lexicon;
#[doc(hidden)]
pub use position::training as stance_training;

#[doc(hidden)]
pub use article::training as article_training;
pub use article::{ArticleText, PageKind, RunRange, read as read_article};
pub use marks::{Item, Layer, Mark};
pub use outline::{Block, Entry, Outline, Run};
pub use report::{
    Actor, ActorKind, Article, Attribution, Issue, Offsets, Plover, Position, QuoteKind, Relation, RelationKind,
    Report, Stance, VERSION,
};
pub use span::{ActorId, AttributionId, IssueId, PositionId, Span};

/// Statements of at least this confidence are shown to readers at first. On PolNeAR's dev texts, 86 in 100 of them have the
/// right source and content (`src/attribution/MODEL_CARD.md`).
pub const SHOWN_CONFIDENCE: f32 = 0.6;

/// Finds speakers, quotes and positions in the plain text of one article. Never fails; the report of a text without
/// any is empty. Offsets are UTF-8 bytes of `text`; of a text of 4 GiB or more only the start is read.
///
/// ```
/// let report = rapporteur::analyze("France supports the nuclear deal.");
/// assert_eq!(report.positions[0].stance, rapporteur::Stance::Support);
/// ```
pub fn analyze(text: &str) -> Report {
    let lexicon = Lexicon::english();
    let prose = text::Prose::new(readable(text), lexicon);
    let mentions = actor::mentions(&prose, lexicon);
    let clauses = clause::Clauses::new(&prose, lexicon, &mentions);
    let drafts = attribution::find(&clauses);
    let cast = actor::resolve(&prose, lexicon, &mentions, &drafts);
    let stances = position::find(&clauses, &mentions, &cast, &drafts);
    let attributions = attribution::report(&drafts, &cast);
    Report {
        actors: cast.actors,
        attributions,
        issues: stances.issues,
        positions: stances.positions,
        relations: stances.relations,
        ..Report::empty()
    }
}

/// Finds the same in the article of a web page, and says where on the page to paint it. The report carries the article's
/// text, in UTF-8 offsets, and what the page says of it; the marks are sorted by layer. A page without an article gives an
/// empty report and no marks. Of an article in another language than English only the direct quotes are found, by their
/// quotation marks, without speakers.
///
/// ```
/// let page = r#"{ "document": "text/plain", "blocks": [[null, "pre"]],
///     "runs": [[0, "“We will not sign the deal,” the minister said."]] }"#;
/// let (report, marks) = rapporteur::analyze_outline(&serde_json::from_str(page).unwrap());
/// let text = report.text.unwrap();
/// assert_eq!(report.attributions[0].content[0].of(&text), "We will not sign the deal");
/// assert!(marks.iter().any(|mark| mark.layer == rapporteur::Layer::Direct));
/// ```
pub fn analyze_outline(outline: &Outline) -> (Report, Vec<Mark>) {
    let article = article::read(outline);
    let language = language::of(&article.text, article.about.language_declared.as_deref());
    let mut report = if language == language::FULL {
        analyze(&article.text)
    } else {
        Report { attributions: foreign::quotes(readable(&article.text)), language, ..Report::empty() }
    };
    let marks = marks::marks(&report, &article);
    report.article = Some(article.about);
    report.text = Some(article.text);
    (report, marks)
}

/// The part of a text that spans can count in: all of it, short of 4 GiB.
fn readable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
