//! What a first guess at each paragraph says of the others: the classifier's second look.
//!
//! Comes in: a [`Page`] and for each of its paragraphs how likely it is part of the article. Goes out: [`Guesses`], their
//! sums over blocks, and from these a row of numbers for each paragraph: what is thought of its neighbours and of its kin.
//! Between two paragraphs that are surely the article, a short one is likely part of it too. Guesses are compared with the
//! mean of their page, because on an unusual page all of them are low.
//!
//! Known failure: where the first guess takes a list of teasers for the article, the second look agrees.

use super::features::{flag, log};
use super::hash::QuickMap;
use super::page::Page;

/// The share of the guessed article that its core holds.
const CORE: f32 = 0.85;
/// No paragraph of the article is that many characters away.
const FAR: f32 = 100_000.0;

/// First guesses at how likely each paragraph is part of the article, and their sums.
#[derive(Default)]
pub(super) struct Guesses {
    pub(super) each: Vec<f32>,
    blocks: Vec<f32>,
    looks: QuickMap<u64, (f32, f32)>,
    before: Vec<f32>,
    all: f32,
    since: Vec<f32>,
    until: Vec<f32>,
    /// The mean guess of the paragraphs that are guessed to be the article: what a guess is to be compared with.
    level: f32,
    /// The innermost block that holds nearly all of the guessed article, and for each block whether it lies in it.
    core: usize,
    in_core: Vec<bool>,
    /// For each block the part of the core, or of the page around it, that it lies in: guessed characters, and all.
    twig: Vec<(f32, f32)>,
    /// The block whose own children hold most of the guessed article.
    home: usize,
}

impl Page<'_> {
    /// What a first guess at the probability of each paragraph says of one of them: its neighbours' and its kin's.
    pub(super) fn describe_guesses(&self, guesses: &Guesses, index: usize, put: &mut impl FnMut(&'static str, f32)) {
        let level = guesses.level;
        let at = |distance: isize| {
            index.checked_add_signed(distance).and_then(|at| guesses.each.get(at)).map_or(-1.0, |guess| guess / level)
        };
        put("guess", at(0));
        put("guess level", level);
        for (name, distance) in
            [("guess -1", -1), ("guess -2", -2), ("guess -3", -3), ("guess 1", 1), ("guess 2", 2), ("guess 3", 3)]
        {
            put(name, at(distance));
        }
        let block = self.paragraphs[index].block;
        let parent = self.outline.parent(block).unwrap_or(block);
        let grand = self.outline.parent(parent).unwrap_or(parent);
        let chars = self.paragraphs[index].chars as f32;
        let own = guesses.each[index] * chars;
        for (name, block) in [
            ("guess own", block),
            ("guess parent", parent),
            ("guess grand", grand),
            ("guess branch", self.branch[block]),
        ] {
            // Of the others alone: what a paragraph's own guess says is known already.
            let rest = self.sums[block].chars - chars;
            put(name, if rest > 0.5 { (guesses.blocks[block] - own).max(0.0) / rest / level } else { -1.0 });
        }
        put("in core", flag(guesses.in_core[block]));
        put("below core", self.depth[block] as f32 - self.depth[guesses.core] as f32);
        put("core share", guesses.blocks[guesses.core] / self.sums[guesses.core].chars.max(1.0));
        let (mass, all) = guesses.twig[block];
        put("twig guess", if all - chars > 0.5 { (mass - own).max(0.0) / (all - chars) / level } else { -1.0 });
        put("twig size", log(all));
        put("home", flag(parent == guesses.home));
        let (hit, all) = guesses.looks.get(&self.look[block]).copied().unwrap_or_default();
        put("guess alike", if all - chars > 0.5 { (hit - own).max(0.0) / (all - chars) / level } else { -1.0 });
        put("alike mass", hit / guesses.all.max(1.0));
        put("guessed before", guesses.before[index] / guesses.all.max(1.0));
        put("guessed after", (guesses.all - guesses.before[index] - own) / guesses.all.max(1.0));
        put("guess since", guesses.since[index]);
        put("guess until", guesses.until[index]);
        put("guess total", log(guesses.all));
    }

    /// Sums up a first guess.
    pub(super) fn guesses(&self, each: Vec<f32>) -> Guesses {
        let mut hit = vec![0.0; self.sums.len()];
        let mut guesses = Guesses::default();
        for (paragraph, guess) in self.paragraphs.iter().zip(&each) {
            let chars = paragraph.chars as f32;
            hit[paragraph.block] += guess * chars;
            let look = guesses.looks.entry(self.look[paragraph.block]).or_default();
            look.0 += guess * chars;
            look.1 += chars;
            guesses.before.push(guesses.all);
            guesses.all += guess * chars;
        }
        for index in (0..hit.len()).rev() {
            if let Some(parent) = self.outline.parent(index) {
                hit[parent] += hit[index];
            }
        }
        let most = hit.iter().enumerate().filter(|(_, hit)| **hit >= CORE * guesses.all).map(|(index, _)| index);
        guesses.core = most.max().unwrap_or(0);
        let mut homes: QuickMap<usize, f32> = QuickMap::default();
        for (paragraph, guess) in self.paragraphs.iter().zip(&each) {
            let parent = self.outline.parent(paragraph.block).unwrap_or(paragraph.block);
            *homes.entry(parent).or_default() += guess * paragraph.chars as f32;
        }
        let home = homes.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        guesses.home = home.map_or(0, |(block, _)| *block);
        guesses.in_core = vec![false; hit.len()];
        let mut twigs: Vec<usize> = (0..hit.len()).collect();
        for index in 0..hit.len() {
            let parent = self.outline.parent(index);
            guesses.in_core[index] = index == guesses.core || parent.is_some_and(|parent| guesses.in_core[parent]);
            if let Some(parent) = parent.filter(|parent| *parent != guesses.core && (hit[*parent] < CORE * guesses.all))
            {
                twigs[index] = twigs[parent];
            }
        }
        guesses.twig = twigs.iter().map(|twig| (hit[*twig], self.sums[*twig].chars)).collect();
        guesses.blocks = hit;
        let weighed =
            self.paragraphs.iter().zip(&each).map(|(paragraph, guess)| guess * guess * paragraph.chars as f32);
        guesses.level = (weighed.sum::<f32>() / guesses.all.max(1.0)).max(0.05);
        let bound = 0.5 * guesses.level;
        let far = |chars: f32| log(chars);
        let mut gap = FAR;
        for (paragraph, guess) in self.paragraphs.iter().zip(&each) {
            guesses.since.push(far(gap));
            gap = if *guess > bound { 0.0 } else { gap + paragraph.chars as f32 };
        }
        gap = FAR;
        for (paragraph, guess) in self.paragraphs.iter().zip(&each).rev() {
            guesses.until.push(far(gap));
            gap = if *guess > bound { 0.0 } else { gap + paragraph.chars as f32 };
        }
        guesses.until.reverse();
        guesses.each = each;
        guesses
    }
}
