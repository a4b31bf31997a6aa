//! The page as the browser sent it: blocks and text runs, in document order, with nothing decided yet.
//!
//! Comes in from `www/page/outline.ts`, which walks the live DOM once and lists what it meets; goes out to
//! [`article`](crate::article), which decides which blocks are the article. `<p>He <a>said</a> no.</p>` arrives as one
//! block and three runs. Blocks and runs are written as JSON arrays, with values from the end left out, or as objects:
//!
//! ```
//! let outline: rapporteur::Outline = serde_json::from_str(r#"{
//!     "blocks": [[null, "p"]],
//!     "runs": [[0, "He "], [0, "said", true], { "block": 0, "text": " no." }]
//! }"#).unwrap();
//! assert!(outline.runs[1].link);
//! ```
//!
//! Known limit: text inside frames of another origin and inside closed shadow roots is not in the outline.

use serde::Deserialize;

/// One page. Every field may be missing: an empty outline is a page without text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Outline {
    /// Address of the page; empty where it has none.
    pub url: String,
    /// `document.title`.
    pub title: String,
    /// What `<html lang>` declares; empty where it declares nothing.
    pub language: String,
    /// Whether the browser put its own translation in place of the page's words.
    pub translated: bool,
    /// MIME type of the document; empty for HTML. All of a "text/plain" is its article.
    pub document: String,
    /// Names and contents of `<meta>` elements, and `("time", …)` for each `<time datetime>`, in document order.
    pub meta: Vec<(String, String)>,
    /// What stands at the top of the page's JSON-LD, in lists and graphs there too, in document order.
    pub data: Vec<Entry>,
    /// Elements that begin a line of their own and hold text, parents before children.
    pub blocks: Vec<Block>,
    /// Pieces of text, in reading order.
    pub runs: Vec<Run>,
}

/// One object of JSON-LD; a field that it does not have is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Its types, parted by spaces ("NewsArticle").
    pub kind: String,
    /// `headline`.
    pub headline: String,
    /// Names of its authors, parted by commas.
    pub author: String,
    /// `datePublished`.
    pub published: String,
    /// Name of its publisher.
    pub publisher: String,
    /// `articleBody`.
    pub body: String,
    /// `isAccessibleForFree`, in lower case ("false").
    pub free: String,
}

/// An element that begins a line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Block {
    /// Index of the block around it; `None` for the outermost.
    pub parent: Option<u32>,
    /// Name of the element, in lower case ("p", "h1", "li").
    pub tag: String,
    /// Its `role` attribute, in lower case; empty where it has none.
    pub role: String,
    /// Its id, classes and `itemprop`, as written, parted by spaces.
    pub tokens: String,
    /// Whether the reader cannot see it, now: it is not displayed, or it takes part in the layout without being painted.
    pub hidden: bool,
    /// Width of its box, in CSS pixels; 0 together with `height` where it is not known.
    pub width: u32,
    /// Height of its box, in CSS pixels; 0 too where the box is wider than a pixel.
    pub height: u32,
}

/// The text of one text node, or a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Run {
    /// Index of the innermost block around it.
    pub block: u32,
    /// The text node's data, white space as in the source; a line feed for `<br>`.
    pub text: String,
    /// Whether it lies in a link.
    pub link: bool,
    /// Whether it is emphasised (`<b>`, `<strong>`, `<em>`, `<i>`).
    pub emphasis: bool,
    /// Whether it is a `<br>`.
    #[serde(rename = "break")]
    pub line_break: bool,
}

impl Outline {
    /// Index of the block around block `index`. `None` for an outermost block, and for a parent that does not come
    /// before its child, which no walk over a page can give: so no chain of parents is ever circular.
    ///
    /// ```
    /// let outline: rapporteur::Outline =
    ///     serde_json::from_str(r#"{ "blocks": [{ "tag": "div" }, { "tag": "p", "parent": 0 }] }"#).unwrap();
    /// assert_eq!((outline.parent(1), outline.parent(0), outline.parent(9)), (Some(0), None, None));
    /// ```
    pub fn parent(&self, index: usize) -> Option<usize> {
        let parent = self.blocks.get(index)?.parent? as usize;
        (parent < index).then_some(parent)
    }

    /// Whether it is a plain text, and so all of it is the article.
    ///
    /// ```
    /// let text = rapporteur::Outline { document: "text/plain".to_owned(), ..Default::default() };
    /// assert!(text.is_plain() && !rapporteur::Outline::default().is_plain());
    /// ```
    pub fn is_plain(&self) -> bool {
        self.document == "text/plain"
    }

    /// The content of the first `<meta>` of one of these names, the earlier name first. Never empty.
    ///
    /// ```
    /// let outline = rapporteur::Outline {
    ///     meta: vec![("og:title".to_owned(), " Talks end ".to_owned())],
    ///     ..Default::default()
    /// };
    /// assert_eq!(outline.meta(&["twitter:title", "og:title"]), Some("Talks end"));
    /// ```
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        let find =
            |wanted: &&str| self.meta.iter().find(|(name, content)| name == wanted && !content.trim().is_empty());
        names.iter().find_map(find).map(|(_, content)| content.trim())
    }
}
