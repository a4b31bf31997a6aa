//! Which paragraphs of a page are its article.
//!
//! Comes in: a [`Page`] and how likely each of its paragraphs is part of the article. Goes out: the headline and the
//! paragraphs, in reading order. Of several paragraphs with the same words one is kept, and a heading only where something
//! follows it.
//!
//! Known failure: a page of many short unrelated teasers with a sentence each looks like one article.

use super::hash::QuickSet;
use super::names::Kind;
use super::page::{Page, is_prose};
use super::paragraph::Paragraph;
use super::phrases::{self, Named};

/// A paragraph at least this likely is part of the article, …
const LIKELY: f32 = 0.48;
/// … and so is one that is this likely by comparison with the likeliest of its page.
const RATHER: f32 = 0.55;
/// An article without a paragraph of prose, such as a list of winners, has at least so many characters.
const LEAST: u32 = 200;
/// Blocks of these kinds are never the article's text, unless they hold this share of the page's prose or more.
const BESIDE: [Kind; 7] =
    [Kind::Byline, Kind::Caption, Kind::Comment, Kind::Footer, Kind::Form, Kind::Legal, Kind::Meta];
const SMALL: f32 = 0.25;
/// The author line is shorter than this, in characters.
const BYLINE: u32 = 80;

/// The parts of the page that are its article: indices of paragraphs.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) headline: Option<usize>,
    pub(super) paragraphs: Vec<usize>,
}

/// Chooses headline and paragraphs. Both are empty for a page without prose.
pub(super) fn from_chances(page: &Page, chances: &[f32]) -> Choice {
    let bound = bound(page, chances);
    let likely = |index: &usize| !is_beside(page, *index) && chances.get(*index).is_some_and(|chance| *chance >= bound);
    let mut chosen: Vec<usize> = (0..page.paragraphs.len()).filter(likely).collect();
    drop_repeated(page, &mut chosen);
    drop_empty_headings(page, &mut chosen);
    let chars: u32 = chosen.iter().map(|index| page.paragraphs[*index].chars).sum();
    if chars < LEAST && !chosen.iter().any(|index| is_prose(&page.paragraphs[*index])) {
        return Choice::default();
    }
    let headline = headline(page, &chosen);
    chosen.retain(|index| Some(*index) != headline);
    Choice { headline, paragraphs: chosen }
}

/// All paragraphs, for a document that is nothing but its article; the first is the headline where it is marked up as one.
pub(super) fn all(page: &Page) -> Choice {
    let is_headline = |paragraph: &&Paragraph| page.outline.blocks[paragraph.block].tag == "h1";
    let headline = page.paragraphs.first().filter(is_headline).map(|_| 0);
    Choice { headline, paragraphs: (usize::from(headline.is_some())..page.paragraphs.len()).collect() }
}

/// Whether a paragraph stands in a small block whose names say that it is not the article's text, or whose names and the
/// paragraph's first words say so together.
fn is_beside(page: &Page, index: usize) -> bool {
    let paragraph = &page.paragraphs[index];
    let around = &page.around[paragraph.block];
    let small = |kind: Kind| around[kind as usize] < SMALL;
    let named = || phrases::KINDS.into_iter().zip(phrases::named(&paragraph.words));
    BESIDE.into_iter().any(small) || named().any(|(kind, named)| named >= Named::AtStart && small(kind))
}

/// How likely a paragraph of the article is at least: less where even the likeliest are not sure.
fn bound(page: &Page, chances: &[f32]) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    for (paragraph, chance) in page.paragraphs.iter().zip(chances) {
        sum += chance * chance * paragraph.chars as f32;
        all += chance * paragraph.chars as f32;
    }
    (RATHER * sum / f32::max(all, 1.0)).min(LIKELY)
}

/// The author line that the page shows; `None` where it shows none.
pub(super) fn byline(page: &Page) -> Option<String> {
    let is_byline = |block: usize| page.kinds[block].has(Kind::Byline);
    let found = page.paragraphs.iter().find(|paragraph| is_byline(paragraph.block) && paragraph.chars < BYLINE);
    found.map(|paragraph| paragraph.text(page.outline))
}

/// A page for small and for large screens may hold a paragraph twice: the reader sees one, and so should the text.
fn drop_repeated(page: &Page, chosen: &mut Vec<usize>) {
    let mut seen = QuickSet::default();
    chosen.retain(|index| {
        let words = &page.paragraphs[*index].words;
        words.len() < 6 || seen.insert(words)
    });
}

/// A heading with no paragraph below it announces something that is not part of the article.
fn drop_empty_headings(page: &Page, chosen: &mut Vec<usize>) {
    let is_heading = |index: usize| page.kinds[page.paragraphs[index].block].has(Kind::Heading);
    while chosen.last().is_some_and(|last| is_heading(*last)) {
        chosen.pop();
    }
}

/// The heading that the page's title repeats, else the last first-level heading before the article's first paragraph.
fn headline(page: &Page, chosen: &[usize]) -> Option<usize> {
    let outline = page.outline;
    let is_heading = |index: &usize| page.kinds[page.paragraphs[*index].block].has(Kind::Heading);
    let first = *chosen.iter().find(|index| is_prose(&page.paragraphs[**index])).or(chosen.first())?;
    let titles = [outline.meta(&["og:title", "twitter:title"]).unwrap_or(""), outline.title.as_str()].map(letters);
    let before = || (0..first).filter(is_heading);
    let repeated = before().find(|index| {
        let heading = letters(&page.paragraphs[*index].text(outline));
        heading.len() > 10 && titles.iter().any(|title| title.contains(&heading))
    });
    repeated.or_else(|| before().rfind(|index| outline.blocks[page.paragraphs[*index].block].tag == "h1"))
}

fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
