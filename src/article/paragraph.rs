//! The page cut into paragraphs, and what can be counted in each of them.
//!
//! Comes in: an [`Outline`]. Goes out: [`Paragraph`]s in reading order: runs of one block that follow each other, cut where
//! two line breaks meet. `<div>One.<br><br>Two.</div>` has two. Text for screen readers alone is left out; what a page has
//! not unfolded yet is not.
//!
//! Known failure: a text in which single line breaks part the paragraphs is one long paragraph.

use crate::outline::{Outline, Run};
use std::ops::Range;

/// As many words of a paragraph as are looked at one by one; longer paragraphs say no more.
const WORDS: usize = 300;

/// Runs that form one paragraph. Characters are counted without white space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Indices of its runs.
    pub(super) runs: Range<usize>,
    /// Index of the block that holds it.
    pub(super) block: usize,
    /// Hashes of its first words, in lower case.
    pub(super) words: Vec<u32>,
    /// Characters, of which …
    pub(super) chars: u32,
    /// … in links,
    pub(super) linked: u32,
    /// … emphasised,
    pub(super) bold: u32,
    pub(super) digits: u32,
    pub(super) capitals: u32,
    pub(super) letters: u32,
    pub(super) commas: u32,
    /// Signs that end a sentence.
    pub(super) stops: u32,
    pub(super) quotes: u32,
    /// Pieces of text in links.
    pub(super) links: u32,
    /// Whether it ends as a sentence does, quotation marks and brackets aside.
    pub(super) closed: bool,
    /// Its last character, closing marks aside; NUL where it has none.
    pub(super) last: char,
    /// Its first character.
    pub(super) first: char,
}

impl Paragraph {
    /// The words of the paragraph, parted by single spaces.
    pub(super) fn text(&self, outline: &Outline) -> String {
        let text: String = outline.runs[self.runs.clone()].iter().map(|run| run.text.as_str()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Share of its characters that lies in links, 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    fn read(&mut self, run: &Run, words: &mut Words) {
        self.links += u32::from(run.link);
        for char in run.text.chars() {
            words.read(char, &mut self.words);
            if char.is_whitespace() || char == '\u{ad}' {
                continue;
            }
            self.chars += 1;
            self.linked += u32::from(run.link);
            self.bold += u32::from(run.emphasis);
            if self.chars == 1 {
                self.first = char;
            }
            if char.is_alphabetic() {
                self.letters += 1;
                self.capitals += u32::from(char.is_uppercase());
            } else {
                self.digits += u32::from(char.is_ascii_digit());
                self.commas += u32::from(matches!(char, ',' | '،' | '、' | '，'));
                self.stops += u32::from(is_stop(char));
                self.quotes += u32::from(is_quote(char));
            }
            if !(is_quote(char) || matches!(char, ')' | ']')) {
                self.last = char;
            }
        }
    }
}

/// Cuts a page into paragraphs; none of them is empty.
pub(super) fn cut(outline: &Outline) -> Vec<Paragraph> {
    let clipped = clipped(outline);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    let mut breaks = 0;
    for (index, run) in outline.runs.iter().enumerate() {
        breaks = match run {
            Run { line_break: true, .. } => breaks + 1,
            run if breaks > 0 && run.text.trim().is_empty() => breaks,
            _ => 0,
        };
        let next = outline.runs.get(index + 1);
        if next.is_some_and(|next| next.block == run.block) && breaks < 2 {
            continue;
        }
        if clipped.get(run.block as usize) == Some(&false) {
            paragraphs.extend(paragraph(outline, start..index + 1));
        }
        (start, breaks) = (index + 1, 0);
    }
    paragraphs
}

/// For each block whether it is in a box of one pixel, which is how authors hide text from the eye alone.
fn clipped(outline: &Outline) -> Vec<bool> {
    let mut clipped = vec![false; outline.blocks.len()];
    for (index, block) in outline.blocks.iter().enumerate() {
        let speck = block.width == 1 && block.height == 1;
        clipped[index] = speck || outline.parent(index).is_some_and(|parent| clipped[parent]);
    }
    clipped
}

fn paragraph(outline: &Outline, runs: Range<usize>) -> Option<Paragraph> {
    let block = outline.runs.get(runs.start)?.block as usize;
    let mut paragraph = Paragraph { block, runs: runs.clone(), ..Paragraph::default() };
    let mut words = Words::default();
    for run in outline.runs.get(runs)? {
        paragraph.read(run, &mut words);
    }
    words.end(&mut paragraph.words);
    paragraph.closed = is_stop(paragraph.last);
    (paragraph.chars > 0).then_some(paragraph)
}

/// The hashes of all words of a text.
pub(super) fn words(text: &str) -> Vec<u32> {
    let (mut words, mut found) = (Words { limit: usize::MAX, ..Words::default() }, Vec::new());
    for char in text.chars() {
        words.read(char, &mut found);
    }
    words.end(&mut found);
    found
}

/// Cuts text into words, a character at a time: letters and digits in a row; a Chinese, Japanese or Thai character and the
/// sign © are words of their own.
struct Words {
    hash: u32,
    open: bool,
    limit: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self { hash: FNV, open: false, limit: WORDS }
    }
}

/// Start and factor of the FNV-1a hash.
const FNV: u32 = 0x811c_9dc5;
const FACTOR: u32 = 0x0100_0193;

impl Words {
    fn read(&mut self, char: char, words: &mut Vec<u32>) {
        if words.len() >= self.limit || matches!(char, '\'' | '’' | '\u{ad}') {
            return;
        }
        if char.is_ascii() {
            if char.is_ascii_alphanumeric() {
                self.add(char.to_ascii_lowercase());
            } else {
                self.end(words);
            }
        } else if is_word_of_its_own(char) {
            self.end(words);
            self.add(char);
            self.end(words);
        } else if char.is_alphanumeric() {
            char.to_lowercase().for_each(|char| self.add(char));
        } else {
            self.end(words);
        }
    }

    fn add(&mut self, char: char) {
        self.open = true;
        self.hash = (self.hash ^ char as u32).wrapping_mul(FACTOR);
    }

    fn end(&mut self, words: &mut Vec<u32>) {
        if self.open {
            words.push(self.hash);
        }
        (self.open, self.hash) = (false, FNV);
    }
}

fn is_word_of_its_own(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}' | '\u{f900}'..='\u{faff}' | '©')
}

fn is_stop(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '｡')
}

fn is_quote(char: char) -> bool {
    matches!(char, '"' | '”' | '’' | '\'' | '»' | '«' | '“' | '„' | '」' | '「' | '』' | '『')
}
