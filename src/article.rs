//! Which blocks of a page are its article, and how a place in the article's text is found again on the page.
//!
//! Comes in: an [`Outline`]. Goes out: an [`ArticleText`], the text with blank lines between paragraphs, what the page
//! says of itself, and the map from any span of the text back to text runs. A headline "Talks end", a share count "427"
//! and a paragraph "They met." give the text `"Talks end\n\nThey met."`.
//!
//! The signals are generic (prose or not, density of links, the names that authors give their blocks, from the table
//! `lexicon/page.tsv`); no site has a rule of its own. Known failure: readers' comments in blocks that no name gives away
//! count as part of the article.

mod choose;
mod map;
mod names;

use crate::outline::Outline;
use crate::report::Article;
use crate::span::Span;
use choose::{Choice, Paragraph};
use map::Map;

/// The text of a page's article.
#[derive(Clone, Debug, Default)]
pub struct ArticleText {
    /// The headline where the page shows one, then the paragraphs, parted by blank lines; white space is collapsed.
    /// Empty where the page holds no article.
    pub text: String,
    /// What the page says of its article.
    pub about: Article,
    map: Map,
}

/// Part of one text run of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunRange {
    /// Index into [`Outline::runs`](crate::Outline::runs).
    pub run: u32,
    /// UTF-16 offset of the first unit, into the run's text.
    pub start: u32,
    /// UTF-16 offset one past the last unit; greater than `start`.
    pub end: u32,
}

impl ArticleText {
    /// Where a span of the text stands on the page: parts of runs, in reading order, touching parts of one run joined.
    /// Empty where the span covers only the blank lines between paragraphs.
    ///
    /// ```
    /// let page = r#"{ "blocks": [{ "tag": "p" }], "runs": [{ "block": 0, "text": "  They met. " }] }"#;
    /// let outline = serde_json::from_str(page).unwrap();
    /// let article = rapporteur::read_article(&outline);
    /// assert!(article.text.is_empty() || article.ranges(rapporteur::Span::new(0, 4))[0].start == 2);
    /// ```
    pub fn ranges(&self, span: Span) -> Vec<RunRange> {
        self.map.ranges(&self.text, span)
    }
}

/// Takes the article out of a page.
///
/// ```
/// let article = rapporteur::read_article(&rapporteur::Outline::default());
/// assert_eq!(article.text, "");
/// ```
pub fn read(outline: &Outline) -> ArticleText {
    let Choice { headline, paragraphs } = choose::choose(outline);
    let mut text = String::new();
    let mut map = Map::default();
    for paragraph in headline.iter().chain(&paragraphs) {
        map.append(&mut text, outline, paragraph.runs.clone());
    }
    let about = about(outline, headline.as_ref());
    ArticleText { text, about, map }
}

fn about(outline: &Outline, headline: Option<&Paragraph>) -> Article {
    let shown = headline.map(|paragraph| paragraph.text(outline));
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Article {
        headline: shown
            .or_else(|| owned(outline.meta(&["og:title", "twitter:title"])))
            .or_else(|| present(&outline.title)),
        byline: choose::byline(outline)
            .or_else(|| owned(outline.meta(&["author", "article:author", "parsely-author"]))),
        published: owned(outline.meta(&[
            "article:published_time",
            "datePublished",
            "date",
            "dc.date",
            "parsely-pub-date",
            "time",
        ])),
        publisher: owned(outline.meta(&["og:site_name", "application-name"])).or_else(|| host(&outline.url)),
        url: present(&outline.url),
        language_declared: present(&outline.language),
    }
}

fn present(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// "www.example.org" of "https://www.example.org/a", without its "www.".
fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    present(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests;
