//! A page made ready for the classifier: its paragraphs, what blocks are called, and sums over blocks.
//!
//! Comes in: the outline, its paragraphs, and what the page says of itself. Goes out: a [`Page`]. All sums over blocks are
//! made once, from the last block to the first, so the cost is linear in the page, however deep it nests. The block that
//! most likely holds the article is found by a rule of thumb: prose counts for it, links and clutter against it.
//!
//! Known failure: on a page of several articles the longest one counts as the main block.

use super::evidence::{Evidence, Linked};
use super::hash::{QuickMap, mix};
use super::names::{self, Kind, Kinds};
use super::paragraph::Paragraph;
use crate::outline::Outline;

/// Prose shorter than this, in characters, says little about where the article is.
const PROSE: u32 = 80;
/// Stands for "none" where a share of 0 to 1 is asked for.
const NONE: f32 = 2.0;
/// Paragraphs between which nothing is near any more.
const FAR: u32 = 99;

/// Sums over a block and all blocks in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) chars: f32,
    pub(super) linked: f32,
    pub(super) prose: f32,
    pub(super) paragraphs: f32,
    pub(super) prose_paragraphs: f32,
    pub(super) worth: f32,
}

/// All that the features of a page's paragraphs are computed from.
pub(super) struct Page<'a> {
    pub(super) outline: &'a Outline,
    pub(super) paragraphs: &'a [Paragraph],
    pub(super) evidence: Evidence,
    pub(super) kinds: Vec<Kinds>,
    pub(super) sums: Vec<Sum>,
    pub(super) all: Sum,
    /// For each block and kind, the share of the page's prose in the innermost block of that kind around it.
    pub(super) around: Vec<[f32; Kind::ALL.len()]>,
    pub(super) depth: Vec<u32>,
    /// The block that holds most of the article by a rule of thumb, and for each block whether it lies in it.
    pub(super) main: usize,
    pub(super) in_main: Vec<bool>,
    /// For each block in the main block, the child of the main block that it lies in (or is).
    pub(super) branch: Vec<usize>,
    /// Prose by block, and by the look of block and parent.
    pub(super) looks: QuickMap<u64, f32>,
    pub(super) look: Vec<u64>,
    /// Prose before each paragraph.
    pub(super) before: Vec<f32>,
    pub(super) headline: Option<usize>,
    pub(super) repeated: Vec<bool>,
    /// Paragraphs since the last one that is prose, and to the next.
    pub(super) since: Vec<u32>,
    pub(super) until: Vec<u32>,
}

/// Whether a paragraph reads as running text.
pub(super) fn is_prose(paragraph: &Paragraph) -> bool {
    paragraph.chars >= PROSE / 2
        && paragraph.linked * 2 < paragraph.chars
        && (paragraph.closed || paragraph.chars >= PROSE * 2)
}

impl<'a> Page<'a> {
    pub(super) fn new(outline: &'a Outline, paragraphs: &'a [Paragraph], linked: &Linked) -> Self {
        let blocks = outline.blocks.len();
        let evidence = Evidence::new(outline, linked);
        let kinds: Vec<Kinds> = outline.blocks.iter().map(names::kinds).collect();
        let look = looks(outline);
        let mut page = Page {
            outline,
            paragraphs,
            evidence,
            kinds,
            sums: vec![Sum::default(); blocks],
            all: Sum::default(),
            around: Vec::with_capacity(blocks),
            depth: vec![0; blocks],
            main: 0,
            in_main: vec![false; blocks],
            branch: (0..blocks).collect(),
            looks: QuickMap::default(),
            look,
            before: Vec::with_capacity(paragraphs.len()),
            headline: None,
            repeated: Vec::with_capacity(paragraphs.len()),
            since: vec![FAR; paragraphs.len()],
            until: vec![FAR; paragraphs.len()],
        };
        page.add_up();
        page.look_around();
        page.find_main();
        page.walk();
        page
    }

    fn add_up(&mut self) {
        for paragraph in self.paragraphs {
            let prose = is_prose(paragraph);
            let [chars, linked] = [paragraph.chars, paragraph.linked].map(|count| count as f32);
            let sum = Sum {
                chars,
                linked,
                prose: if prose { chars } else { 0.0 },
                paragraphs: 1.0,
                prose_paragraphs: f32::from(u8::from(prose)),
                worth: 0.0,
            };
            self.sums[paragraph.block].add(&sum);
            self.all.add(&sum);
        }
        for index in (0..self.sums.len()).rev() {
            if let Some(parent) = self.outline.parent(index) {
                let sum = self.sums[index];
                self.sums[parent].add(&sum);
            }
        }
    }

    fn look_around(&mut self) {
        for index in 0..self.sums.len() {
            let parent = self.outline.parent(index);
            let mut around = parent.map_or([NONE; Kind::ALL.len()], |parent| self.around[parent]);
            let share = self.sums[index].prose / self.all.prose.max(1.0);
            for (place, (_, kind)) in around.iter_mut().zip(Kind::ALL) {
                if self.kinds[index].has(kind) {
                    *place = share;
                }
            }
            self.around.push(around);
            self.depth[index] = parent.map_or(0, |parent| self.depth[parent] + 1);
        }
    }

    /// The block whose paragraphs are worth most: prose counts for it, links and clutter against it; the innermost of several.
    fn find_main(&mut self) {
        for paragraph in self.paragraphs {
            let clutter = self.is_clutter(paragraph.block);
            let chars = paragraph.chars as f32;
            self.sums[paragraph.block].worth += match (clutter, is_prose(paragraph)) {
                (false, true) => chars,
                (true, true) => -chars / 4.0,
                _ => -(paragraph.linked as f32) - 2.0,
            };
        }
        for index in (0..self.sums.len()).rev() {
            if let Some(parent) = self.outline.parent(index) {
                self.sums[parent].worth += self.sums[index].worth;
            }
        }
        let best = self.sums.iter().enumerate().max_by(|a, b| a.1.worth.total_cmp(&b.1.worth));
        self.main = best.map_or(0, |(index, _)| index);
        for index in self.main..self.in_main.len() {
            let parent = self.outline.parent(index);
            self.in_main[index] = index == self.main || parent.is_some_and(|parent| self.in_main[parent]);
            if let Some(parent) =
                parent.filter(|parent| self.in_main[index] && *parent != self.main && index != self.main)
            {
                self.branch[index] = self.branch[parent];
            }
        }
    }

    /// Whether a small block around says that this is no article.
    fn is_clutter(&self, block: usize) -> bool {
        CLUTTER.iter().any(|kind| self.around[block][*kind as usize] < 0.5)
    }

    fn walk(&mut self) {
        let mut before = 0.0;
        let mut seen: QuickMap<u64, usize> = QuickMap::default();
        self.repeated = vec![false; self.paragraphs.len()];
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            self.before.push(before);
            if is_prose(paragraph) {
                before += paragraph.chars as f32;
                *self.looks.entry(self.look[paragraph.block]).or_default() += paragraph.chars as f32;
                self.since[index] = 0;
                self.until[index] = 0;
            }
            let text = paragraph.words.iter().fold(7, |hash: u64, word| mix(hash, u64::from(*word)));
            if let Some(first) = seen.insert(text, index) {
                self.repeated[first] = true;
                self.repeated[index] = true;
            }
            let heading = self.kinds[paragraph.block].has(Kind::Heading);
            let first_level = self.outline.blocks[paragraph.block].tag == "h1";
            let titled = paragraph.words.len() > 2 && self.evidence.in_title(&paragraph.words) > 0.8;
            if self.headline.is_none() && heading && (titled || first_level && paragraph.words.len() > 3) {
                self.headline = Some(index);
            }
        }
        for index in 1..self.since.len() {
            self.since[index] = self.since[index].min(self.since[index - 1] + 1);
        }
        for index in (1..self.until.len()).rev() {
            self.until[index - 1] = self.until[index - 1].min(self.until[index] + 1);
        }
    }
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.prose += other.prose;
        self.paragraphs += other.paragraphs;
        self.prose_paragraphs += other.prose_paragraphs;
        self.worth += other.worth;
    }
}

/// Kinds of blocks that are no article, unless they hold most of the page.
const CLUTTER: [Kind; 16] = [
    Kind::Ad,
    Kind::Bio,
    Kind::Caption,
    Kind::Comment,
    Kind::Footer,
    Kind::Form,
    Kind::Legal,
    Kind::Media,
    Kind::Nav,
    Kind::Related,
    Kind::Share,
    Kind::Side,
    Kind::Subscribe,
    Kind::Table,
    Kind::Tags,
    Kind::Live,
];

/// For each block a hash of what it and its parent are called, numbers left out: paragraphs of one text look alike.
fn looks(outline: &Outline) -> Vec<u64> {
    let own: Vec<u64> = outline
        .blocks
        .iter()
        .map(|block| {
            let letters = block.tokens.bytes().filter(|byte| !byte.is_ascii_digit());
            block
                .tag
                .bytes()
                .chain([b' '])
                .chain(letters)
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| mix(hash, u64::from(byte)))
        })
        .collect();
    (0..own.len())
        .map(|index| outline.parent(index).map_or(own[index], |parent| mix(own[parent], own[index])))
        .collect()
}
