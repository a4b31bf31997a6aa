//! What sort of page it is, for what the reader is told beside the result.
//!
//! Comes in: the page's paragraphs, those of its article, and what the page says of itself. Goes out: a [`PageKind`]. A page
//! whose JSON-LD holds twice the words that it shows is cut short by a paywall. Known failure: a paywall of which the page
//! says nothing is not seen, and what it leaves counts as a short article.

use super::evidence::Linked;
use super::page::Page;
use serde::{Deserialize, Serialize};

/// What sort of page it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PageKind {
    /// It shows a whole article.
    #[default]
    Article,
    /// It shows an article of a few sentences, or the summary of one.
    Short,
    /// It shows the start of an article, and keeps the rest for those who pay.
    Cut,
    /// It shows no article.
    Nothing {
        /// Links found.
        links: u32,
        /// Texts found that are as long as a sentence.
        texts: u32,
    },
    /// It is no page of text: a picture, a film, a PDF file.
    Unsupported,
}

/// Letters of a short article at most; a Chinese or Japanese character counts for two.
const SHORT: usize = 600;
/// Letters of an article that is called cut at most: who has read so much has read an article.
const CUT: usize = 3000;

/// `text` is the article's, without its headline.
pub(super) fn kind(page: &Page, text: &str, linked: &Linked) -> PageKind {
    if ["application/pdf", "image/", "audio/", "video/"].iter().any(|kind| page.outline.document.starts_with(kind)) {
        return PageKind::Unsupported;
    }
    let letters = |text: &str| text.chars().map(|char| if char >= '\u{3000}' { 2 } else { 1 }).sum::<usize>();
    let shown = letters(text);
    if shown == 0 {
        let links = page.paragraphs.iter().map(|paragraph| paragraph.links).sum();
        let texts = page.paragraphs.iter().filter(|paragraph| super::page::is_prose(paragraph)).count() as u32;
        return PageKind::Nothing { links, texts };
    }
    let held_back = linked.body.as_deref().is_some_and(|body| letters(body) > 2 * shown);
    match shown {
        _ if page.outline.is_plain() => PageKind::Article,
        0..CUT if held_back || linked.paid => PageKind::Cut,
        0..SHORT => PageKind::Short,
        _ => PageKind::Article,
    }
}
