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
use serde_json::Value;

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

/// Reads the page's JSON-LD; what is no JSON is passed over, as browsers and search engines do.
pub(super) fn linked(outline: &Outline) -> Linked {
    let mut linked = Linked::default();
    for data in &outline.data {
        let Ok(value) = serde_json::from_str::<Value>(data) else { continue };
        // A list and no recursion: only what stands at the top, in a list or in a graph is about the page.
        let mut ahead = vec![&value];
        while let Some(value) = ahead.pop() {
            match value {
                Value::Array(items) => ahead.extend(items.iter().rev()),
                Value::Object(fields) => {
                    ahead.extend(fields.get("@graph"));
                    if is_article(fields.get("@type")) {
                        linked.take(value);
                    }
                }
                _ => {}
            }
        }
    }
    linked
}

impl Linked {
    fn take(&mut self, value: &Value) {
        let free = &value["isAccessibleForFree"];
        self.paid |=
            free.as_bool() == Some(false) || free.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false"));
        let fields = [
            (&mut self.headline, &value["headline"]),
            (&mut self.author, &value["author"]),
            (&mut self.published, &value["datePublished"]),
            (&mut self.publisher, &value["publisher"]),
            (&mut self.body, &value["articleBody"]),
        ];
        for (field, value) in fields {
            if field.is_none() {
                *field = name(value);
            }
        }
    }
}

/// "Ann and Bo" of `"Ann and Bo"`, of `{"name": "Ann and Bo"}` and of a list that starts with either.
fn name(value: &Value) -> Option<String> {
    let value = if let Value::Array(items) = value { items.first()? } else { value };
    let text = value.as_str().or_else(|| value["name"].as_str())?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_article(kind: Option<&Value>) -> bool {
    let named =
        |value: &Value| value.as_str().is_some_and(|name| name.ends_with("Article") || name.ends_with("Posting"));
    kind.is_some_and(|kind| named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named)))
}
