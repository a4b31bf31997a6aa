//! What is known of each paragraph of a page, as numbers for the classifier.
//!
//! Comes in: a [`Page`]. Goes out: one row of numbers for each paragraph: its own words, the blocks around it, its place on
//! the page, its neighbours. `<p>They met.</p>` has 8 characters, 0 links, and a full stop at its end.
//!
//! Known limit: numbers are of the outline alone; what a page looks like (columns, colours) does not count.

use super::names::Kind;
use super::page::{Page, is_prose};
use super::phrases;

impl Page<'_> {
    /// Gives each feature of a paragraph, with its name, to `put`; always the same ones in the same order.
    pub(super) fn describe(&self, index: usize, put: &mut impl FnMut(&'static str, f32)) {
        self.describe_text(index, put);
        self.describe_blocks(index, put);
        self.describe_place(index, put);
        for (distance, names) in [
            (-1, ["prev chars", "prev linked", "prev near", "prev heading", "prev closed"]),
            (-2, ["prev2 chars", "prev2 linked", "prev2 near", "prev2 heading", "prev2 closed"]),
            (1, ["next chars", "next linked", "next near", "next heading", "next closed"]),
            (2, ["next2 chars", "next2 linked", "next2 near", "next2 heading", "next2 closed"]),
        ] {
            let values = index.checked_add_signed(distance).and_then(|at| self.neighbour(index, at));
            for (name, value) in names.into_iter().zip(values.unwrap_or([-1.0; 5])) {
                put(name, value);
            }
        }
    }

    fn describe_text(&self, index: usize, put: &mut impl FnMut(&'static str, f32)) {
        let paragraph = &self.paragraphs[index];
        let chars = paragraph.chars.max(1) as f32;
        let per = |count: u32| count as f32 / chars;
        put("chars", log(chars));
        put("words", log(paragraph.words.len() as f32));
        put("linked", paragraph.link_share());
        put("bold", per(paragraph.bold));
        put("links", log(paragraph.links as f32));
        put("closed", flag(paragraph.closed));
        put("colon", flag(paragraph.last == ':'));
        put("stops", per(paragraph.stops));
        put("stop count", log(paragraph.stops as f32));
        put("commas", per(paragraph.commas));
        put("digits", per(paragraph.digits));
        put("quotes", per(paragraph.quotes));
        put("letters", per(paragraph.letters));
        put("capitals", paragraph.capitals as f32 / paragraph.letters.max(1) as f32);
        put("word length", chars / paragraph.words.len().max(1) as f32);
        put(
            "first",
            match paragraph.first {
                char if char.is_lowercase() => 0.0,
                char if char.is_uppercase() => 1.0,
                char if char.is_alphabetic() => 2.0,
                char if char.is_ascii_digit() => 4.0,
                '"' | '“' | '„' | '«' | '»' | '‘' | '\'' | '–' | '—' => 3.0,
                _ => 5.0,
            },
        );
        for (kind, named) in PHRASE_NAMES.into_iter().zip(phrases::named(&paragraph.words)) {
            put(kind, named as u8 as f32);
        }
        put("in title", self.evidence.in_title(&paragraph.words));
        put("in description", self.evidence.in_description(&paragraph.words));
        put("in body", self.evidence.in_body(&paragraph.words));
        put("repeated", flag(self.repeated[index]));
        let tag = self.outline.blocks[paragraph.block].tag.as_str();
        put("tag", TAGS.iter().position(|known| known.contains(&tag)).unwrap_or(TAGS.len()) as f32);
    }

    fn describe_blocks(&self, index: usize, put: &mut impl FnMut(&'static str, f32)) {
        let block = self.paragraphs[index].block;
        for ((name, _), share) in Kind::ALL.into_iter().zip(self.around[block]) {
            put(name, share);
        }
        let parent = self.outline.parent(block).unwrap_or(block);
        let grand = self.outline.parent(parent).unwrap_or(parent);
        put("depth", self.depth[block] as f32);
        put("in main", flag(self.in_main[block]));
        put("below main", self.depth[block] as f32 - self.depth.get(self.main).copied().unwrap_or(0) as f32);
        put("main share", self.share(self.main));
        let branch = self.branch[block];
        for (block, [prose, linked, count, proses, size]) in [
            (block, ["own prose", "own linked", "own count", "own proses", "own size"]),
            (parent, ["parent prose", "parent linked", "parent count", "parent proses", "parent size"]),
            (grand, ["grand prose", "grand linked", "grand count", "grand proses", "grand size"]),
            (branch, ["branch prose", "branch linked", "branch count", "branch proses", "branch size"]),
        ] {
            let sum = &self.sums[block];
            put(prose, self.share(block));
            put(linked, sum.linked / sum.chars.max(1.0));
            put(count, log(sum.paragraphs));
            put(proses, sum.prose_paragraphs / sum.paragraphs.max(1.0));
            put(size, log(sum.chars));
        }
        let alike = self.looks.get(&self.look[block]).copied().unwrap_or(0.0);
        put("alike", alike / self.all.prose.max(1.0));
        put("same parent", self.sums[parent].prose / self.sums.get(self.main).map_or(1.0, |sum| sum.prose.max(1.0)));
    }

    fn describe_place(&self, index: usize, put: &mut impl FnMut(&'static str, f32)) {
        let all = self.all.prose.max(1.0);
        let own = if is_prose(&self.paragraphs[index]) { self.paragraphs[index].chars as f32 } else { 0.0 };
        put("prose before", self.before[index] / all);
        put("prose after", (self.all.prose - self.before[index] - own) / all);
        let after = self.headline.map_or(-100.0, |headline| index as f32 - headline as f32);
        put("after headline", after.clamp(-100.0, 100.0));
        put(
            "prose since headline",
            self.headline.map_or(-1.0, |headline| log((self.before[index] - self.before[headline]).max(0.0))),
        );
        put("since prose", self.since[index] as f32);
        put("until prose", self.until[index] as f32);
        put("place", index as f32 / self.paragraphs.len() as f32);
        put("page prose", log(self.all.prose));
        put("page linked", self.all.linked / self.all.chars.max(1.0));
    }

    fn neighbour(&self, index: usize, at: usize) -> Option<[f32; 5]> {
        let (own, other) = (&self.paragraphs[index], self.paragraphs.get(at)?);
        let parents = [own, other].map(|paragraph| self.outline.parent(paragraph.block));
        let near = match () {
            () if own.block == other.block => 3.0,
            () if parents[0] == parents[1] => 2.0,
            () if self.branch[own.block] == self.branch[other.block] => 1.0,
            () => 0.0,
        };
        let heading = flag(self.kinds[other.block].has(Kind::Heading));
        Some([log(other.chars as f32), other.link_share(), near, heading, flag(other.closed)])
    }

    fn share(&self, block: usize) -> f32 {
        self.sums.get(block).map_or(0.0, |sum| sum.prose) / self.all.prose.max(1.0)
    }
}

/// Tags that look alike to the classifier.
const TAGS: [&[&str]; 12] = [
    &["p"],
    &["li"],
    &["h1"],
    &["h2"],
    &["h3"],
    &["h4", "h5", "h6"],
    &["div"],
    &["span", "a", "time", "small", "strong", "b", "em"],
    &["blockquote", "q"],
    &["td", "th", "dd", "dt", "tr"],
    &["figcaption", "figure", "caption"],
    &["section", "article", "main", "header", "body"],
];

const PHRASE_NAMES: [&str; phrases::KINDS.len()] = [
    "says related",
    "says subscribe",
    "says share",
    "says comment",
    "says legal",
    "says ad",
    "says caption",
    "says time",
    "says byline",
    "says note",
];

pub(super) fn log(value: f32) -> f32 {
    (1.0 + value).ln()
}

pub(super) fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}
