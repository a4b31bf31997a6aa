//! What the page says of its article outside of the shown text: JSON-LD and OpenGraph, to compare paragraphs with.
//!
//! Comes in: an [`Outline`]. Goes out: [`Evidence`], word sequences of `articleBody`, of the description and of the title.
//! A paragraph that stands word for word in `articleBody` is most likely part of the article.
//!
//! Known limit: where `articleBody` is cut short, as on pages with a paywall, it says nothing about the rest; so it is
//! only ever one sign among many, and never text to mark.

use super::hash::QuickSet;
use super::paragraph;
use crate::outline::Outline;

/// Words in a row that are compared.
const ROW: usize = 4;
/// An `articleBody` of fewer words is a teaser.
const TEASER: usize = 60;

/// What JSON-LD says of the page's article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) body: Option<String>,
    /// Whether only those who pay may read all of it.
    pub(super) paid: bool,
}

/// Texts of the page's data, as sets of hashed words or rows of words.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Rows of words of `articleBody`; `None` where there is none of some length.
    body: Option<QuickSet<u32>>,
    description: QuickSet<u32>,
    title: QuickSet<u32>,
}

impl Evidence {
    /// Collects what the page says.
    pub(super) fn new(outline: &Outline, linked: &Linked) -> Self {
        let body = linked.body.as_deref().map(paragraph::words).filter(|words| words.len() >= TEASER);
        let rows = |words: &[u32]| words.windows(ROW).map(hash).collect();
        let described =
            ["og:description", "description", "twitter:description"].iter().filter_map(|name| outline.meta(&[name]));
        let titles = [outline.meta(&["og:title", "twitter:title"]).unwrap_or(""), &outline.title];
        Self {
            body: body.map(|words| rows(&words)),
            description: described.flat_map(|text| rows(&paragraph::words(text))).collect(),
            title: titles.iter().flat_map(|text| paragraph::words(text)).collect(),
        }
    }

    /// Share of a paragraph's rows of words that `articleBody` holds, 0 to 1; -1 where nothing can be compared.
    pub(super) fn in_body(&self, words: &[u32]) -> f32 {
        self.body.as_ref().map_or(-1.0, |body| share(words.windows(ROW), |row| body.contains(&hash(row))))
    }

    /// The same for the page's descriptions.
    pub(super) fn in_description(&self, words: &[u32]) -> f32 {
        if self.description.is_empty() {
            -1.0
        } else {
            share(words.windows(ROW), |row| self.description.contains(&hash(row)))
        }
    }

    /// Share of a paragraph's words that the page's title holds, 0 to 1; -1 without words.
    pub(super) fn in_title(&self, words: &[u32]) -> f32 {
        share(words.iter(), |word| self.title.contains(word))
    }
}

fn share<T>(items: impl ExactSizeIterator<Item = T>, wanted: impl Fn(T) -> bool) -> f32 {
    let all = items.len();
    if all == 0 { -1.0 } else { items.filter_map(|item| wanted(item).then_some(())).count() as f32 / all as f32 }
}

fn hash(row: &[u32]) -> u32 {
    row.iter().fold(0, |hash: u32, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1))
}

/// Collects what the page's JSON-LD says of articles; the first word on each field counts.
pub(super) fn linked(outline: &Outline) -> Linked {
    let mut linked = Linked::default();
    let is_article = |kind: &str| kind.ends_with("Article") || kind.ends_with("Posting");
    for entry in outline.data.iter().filter(|entry| entry.kind.split(' ').any(is_article)) {
        linked.paid |= entry.free == "false";
        for (field, value) in [
            (&mut linked.headline, &entry.headline),
            (&mut linked.author, &entry.author),
            (&mut linked.published, &entry.published),
            (&mut linked.publisher, &entry.publisher),
            (&mut linked.body, &entry.body),
        ] {
            if field.is_none() && !value.trim().is_empty() {
                *field = Some(value.trim().to_owned());
            }
        }
    }
    linked
}
