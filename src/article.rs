//! Which blocks of a page are its article, and how a place in the article's text is found again on the page.
//!
//! Comes in: an [`Outline`]. Goes out: an [`ArticleText`], the text with blank lines between paragraphs, what the page
//! says of itself, and the map from any span of the text back to text runs. A headline "Talks end", a share count "427"
//! and a paragraph "They met." give the text `"Talks end\n\nThey met."`.
//!
//! The page is cut into paragraphs; a small classifier says of each how likely it is part of the article, from generic signs
//! (prose or not, links, the names that authors give their blocks, phrases, JSON-LD, the neighbours); a few rules choose. No
//! site has a rule of its own. Known failure: a second article below the first counts as part of it.

mod choose;
mod evidence;
mod features;
mod guesses;
mod hash;
mod map;
mod model;
mod names;
mod page;
mod paragraph;
mod phrases;
mod state;
pub mod training;

use crate::outline::Outline;
use crate::report::Article;
use crate::span::Span;
use choose::Choice;
use evidence::Linked;
use map::Map;
use model::Model;
use page::Page;
pub use state::PageKind;

/// The text of a page's article.
#[derive(Clone, Debug, Default)]
pub struct ArticleText {
    /// The headline where the page shows one, then the paragraphs, parted by blank lines; white space is collapsed.
    /// Empty where the page holds no article.
    pub text: String,
    /// What the page says of its article.
    pub about: Article,
    /// Where the first paragraph after the headline starts in the text, in bytes.
    start: usize,
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
    /// The text without the headline.
    ///
    /// ```
    /// let page = r#"{ "blocks": [[null, "article"], [0, "h1"], [0, "p"], [0, "p"]], "runs": [[1, "Talks end in Geneva"],
    ///     [2, "The ministers of both countries met on Monday, and said that they would not sign the agreement."],
    ///     [3, "They will meet again in May, the chair of the conference told reporters after the talks."]] }"#;
    /// let article = rapporteur::read_article(&serde_json::from_str(page).unwrap());
    /// assert!(article.text.starts_with("Talks end in Geneva\n\nThe ministers"));
    /// assert!(article.body().starts_with("The ministers"));
    /// ```
    pub fn body(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

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
    let linked = evidence::linked(outline);
    let paragraphs = paragraph::cut(outline);
    let page = Page::new(outline, &paragraphs, &linked);
    let Choice { headline, paragraphs: chosen } = if outline.is_plain() {
        choose::all(&page)
    } else {
        choose::from_chances(&page, &Model::shipped().judge(&page))
    };
    let mut text = String::new();
    let mut map = Map::default();
    for index in headline.iter().chain(&chosen) {
        map.append(&mut text, outline, paragraphs[*index].runs.clone());
    }
    let start = headline.map_or(0, |_| text.find("\n\n").map_or(text.len(), |end| end + 2));
    let kind = state::kind(&page, text.get(start..).unwrap_or_default(), &linked);
    let about = Article { page: kind, ..about(&page, headline, linked) };
    ArticleText { text, about, start, map }
}

fn about(page: &Page, headline: Option<usize>, linked: Linked) -> Article {
    let outline = page.outline;
    let meta = |names: &[&str]| outline.meta(names).map(str::to_owned);
    Article {
        headline: headline
            .map(|index| page.paragraphs[index].text(outline))
            .or(linked.headline)
            .or_else(|| meta(&["og:title", "twitter:title"]))
            .or_else(|| present(&outline.title)),
        byline: choose::byline(page)
            .or(linked.author)
            .or_else(|| meta(&["author", "article:author", "parsely-author"])),
        published: meta(&["article:published_time", "datePublished"])
            .or(linked.published)
            .or_else(|| meta(&["date", "dc.date", "parsely-pub-date", "time"])),
        publisher: meta(&["og:site_name", "application-name"]).or(linked.publisher).or_else(|| host(&outline.url)),
        url: present(&outline.url),
        language_declared: present(&outline.language),
        translated: outline.translated,
        page: PageKind::default(),
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
