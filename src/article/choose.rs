//! Which paragraphs of a page are its article.
//!
//! Comes in: an [`Outline`]. Goes out: the headline and the paragraphs, in reading order. Every paragraph has a worth:
//! prose counts for the article, clutter and links count against it. The article is the block whose paragraphs are worth
//! most together; of several, the innermost. `<main><p>Two sentences …</p><ul>links</ul></main>` gives the `<p>`.
//!
//! Known failure: a page of many short unrelated teasers with a sentence each looks like one article.

use super::names::{self, Kind};
use crate::outline::{Outline, Run};
use std::ops::Range;

/// Prose shorter than this, in characters, says little about where the article is.
const PROSE: usize = 80;
/// Share of the page's prose above which a block is not clutter, whatever its names say.
const MOST: f64 = 0.6;
/// Added worth of a block whose names suggest the article, as a share of its own worth.
const HINT: f64 = 0.05;

/// The parts of the page that are its article.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) headline: Option<Paragraph>,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// Runs that form one paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// Indices of its runs.
    pub(super) runs: Range<usize>,
    block: usize,
    /// Characters, those of links among them, white space left out.
    chars: usize,
    linked: usize,
    /// Whether it ends as a sentence does.
    closed: bool,
}

impl Paragraph {
    /// The words of the paragraph, parted by single spaces.
    pub(super) fn text(&self, outline: &Outline) -> String {
        let text: String = outline.runs[self.runs.clone()].iter().map(|run| run.text.as_str()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_prose(&self) -> bool {
        self.chars >= PROSE / 2 && self.linked * 2 < self.chars && (self.closed || self.chars >= PROSE * 2)
    }

    /// What the paragraph says for (above 0) or against the article being around it.
    fn worth(&self, clutter: bool) -> f64 {
        let chars = self.chars as f64;
        match (clutter, self.is_prose()) {
            (false, true) => chars,
            (true, true) => -chars / 4.0,
            _ => -(self.linked as f64) - 2.0,
        }
    }
}

/// Chooses headline and paragraphs. Both are empty for a page without prose.
pub(super) fn choose(outline: &Outline) -> Choice {
    let kinds: Vec<Kind> = outline.blocks.iter().map(names::kind).collect();
    let paragraphs = paragraphs(outline);
    let clutter = clutter(outline, &kinds, &paragraphs);
    let Some(article) = article_block(outline, &kinds, &paragraphs, &clutter) else { return Choice::default() };
    let inside = inside(outline, article);
    let wanted = |paragraph: &&Paragraph| {
        let kind = kinds[paragraph.block];
        let short = !kind.heading && !paragraph.closed && paragraph.chars < PROSE / 2;
        inside[paragraph.block] && !clutter[paragraph.block] && !kind.byline && !short && mostly_unlinked(paragraph)
    };
    let mut chosen: Vec<Paragraph> = paragraphs.iter().filter(wanted).cloned().collect();
    drop_empty_headings(&mut chosen, &kinds);
    let headline = headline(outline, &kinds, &paragraphs, &clutter, &chosen);
    if let Some(headline) = &headline {
        chosen.retain(|paragraph| paragraph.runs != headline.runs);
    }
    Choice { headline, paragraphs: chosen }
}

/// The author line that the page shows; `None` where it shows none.
pub(super) fn byline(outline: &Outline) -> Option<String> {
    let paragraphs = paragraphs(outline);
    let is_byline = |paragraph: &&Paragraph| {
        let own = outline.blocks.get(paragraph.block).is_some_and(|block| names::kind(block).byline);
        own && paragraph.chars > 0 && paragraph.chars < PROSE
    };
    paragraphs.iter().find(is_byline).map(|paragraph| paragraph.text(outline))
}

/// Runs of one block that follow each other, cut at two line breaks in a row. Hidden blocks give none.
fn paragraphs(outline: &Outline) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    let mut breaks = 0;
    for (index, run) in outline.runs.iter().enumerate() {
        breaks = match run {
            Run { line_break: true, .. } => breaks + 1,
            run if run.text.trim().is_empty() => breaks,
            _ => 0,
        };
        let next = outline.runs.get(index + 1);
        if next.is_some_and(|next| next.block == run.block) && breaks < 2 {
            continue;
        }
        if let Some(paragraph) = paragraph(outline, start..index + 1) {
            paragraphs.push(paragraph);
        }
        (start, breaks) = (index + 1, 0);
    }
    paragraphs
}

fn paragraph(outline: &Outline, runs: Range<usize>) -> Option<Paragraph> {
    let block = outline.runs.get(runs.start)?.block as usize;
    if outline.blocks.get(block)?.hidden {
        return None;
    }
    let (mut chars, mut linked, mut closed) = (0, 0, false);
    for run in &outline.runs[runs.clone()] {
        for char in run.text.chars().filter(|char| !char.is_whitespace()) {
            chars += 1;
            linked += usize::from(run.link);
            closed = ends_sentence(char) || (closed && is_closing_mark(char));
        }
    }
    (chars > 0).then_some(Paragraph { runs, block, chars, linked, closed })
}

fn ends_sentence(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | ':' | '。' | '！' | '？' | '؟')
}

fn is_closing_mark(char: char) -> bool {
    matches!(char, '"' | '”' | '’' | '\'' | '»' | '“' | ')' | ']')
}

fn mostly_unlinked(paragraph: &Paragraph) -> bool {
    paragraph.linked * 2 <= paragraph.chars || (paragraph.closed && paragraph.chars >= PROSE)
}

/// For each block whether it or a block around it is clutter. A block with most of the page's prose never is.
fn clutter(outline: &Outline, kinds: &[Kind], paragraphs: &[Paragraph]) -> Vec<bool> {
    let mut prose = vec![0.0; outline.blocks.len()];
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.is_prose()) {
        prose[paragraph.block] += paragraph.chars as f64;
    }
    let all: f64 = prose.iter().sum();
    add_up(outline, &mut prose);
    let mut clutter = vec![false; outline.blocks.len()];
    for (index, kind) in kinds.iter().enumerate() {
        let named = kind.clutter && prose[index] < all * MOST;
        clutter[index] = named || outline.parent(index).is_some_and(|parent| clutter[parent]);
    }
    clutter
}

/// The innermost block whose paragraphs are worth most together.
fn article_block(outline: &Outline, kinds: &[Kind], paragraphs: &[Paragraph], clutter: &[bool]) -> Option<usize> {
    let mut worth = vec![0.0; outline.blocks.len()];
    for paragraph in paragraphs {
        worth[paragraph.block] += paragraph.worth(clutter[paragraph.block]);
    }
    add_up(outline, &mut worth);
    for (worth, kind) in worth.iter_mut().zip(kinds) {
        if kind.body && *worth > 0.0 {
            *worth *= 1.0 + HINT;
        }
    }
    // Children come after their parents: at equal worth the last one is the innermost.
    let best = worth.iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (*best.1 > 0.0).then_some(best.0)
}

/// Adds to each block what the blocks inside it hold.
fn add_up(outline: &Outline, values: &mut [f64]) {
    for index in (0..values.len()).rev() {
        if let Some(parent) = outline.parent(index) {
            values[parent] += values[index];
        }
    }
}

/// For each block whether it is `article` or lies in it.
fn inside(outline: &Outline, article: usize) -> Vec<bool> {
    let mut inside = vec![false; outline.blocks.len()];
    for index in 0..inside.len() {
        inside[index] = index == article || outline.parent(index).is_some_and(|parent| inside[parent]);
    }
    inside
}

/// A heading with no paragraph below it announces something that is not part of the article.
fn drop_empty_headings(chosen: &mut Vec<Paragraph>, kinds: &[Kind]) {
    while chosen.last().is_some_and(|last| kinds[last.block].heading) {
        chosen.pop();
    }
}

/// The heading that the page's title repeats, else the last first-level heading before the article's first paragraph.
fn headline(
    outline: &Outline,
    kinds: &[Kind],
    paragraphs: &[Paragraph],
    clutter: &[bool],
    chosen: &[Paragraph],
) -> Option<Paragraph> {
    let first = chosen.iter().find(|paragraph| !kinds[paragraph.block].heading)?.runs.start;
    let titles = [outline.meta(&["og:title", "twitter:title"]).unwrap_or(""), outline.title.as_str()].map(letters);
    let before = || {
        let headings =
            paragraphs.iter().filter(|paragraph| kinds[paragraph.block].heading && !clutter[paragraph.block]);
        headings.filter(|paragraph| paragraph.runs.start < first)
    };
    let repeated = before().find(|paragraph| {
        let heading = letters(&paragraph.text(outline));
        heading.len() > 10 && titles.iter().any(|title| title.contains(&heading))
    });
    repeated.or_else(|| before().rfind(|paragraph| outline.blocks[paragraph.block].tag == "h1")).cloned()
}

fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
