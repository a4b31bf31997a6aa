//! The text of the article and its map back to the page.
//!
//! Comes in: runs of the outline, paragraph by paragraph. Goes out: the text, and a list of pieces, each of them copied
//! from one run unchanged. `"He\n  said"` gives the text `"He said"` in two pieces, because of the white space left out.
//!
//! Known limit: where white space was collapsed, a range over it ends before the white space that was left out.

use super::RunRange;
use crate::outline::Outline;
use crate::span::Span;
use std::ops::Range;

/// Longest piece, in bytes. A span's place is found by counting from the start of its piece, so pieces must stay short
/// for a page that is one huge text node.
const LONGEST: u32 = 256;

/// Pieces in the order of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    pieces: Vec<Piece>,
}

/// A stretch of text copied from one run.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Byte offset of its first byte in the text.
    at: u32,
    /// Length in bytes.
    len: u32,
    run: u32,
    /// UTF-16 offset of its first unit in the run.
    unit: u32,
    /// Length in UTF-16 units.
    units: u32,
}

impl Map {
    /// Appends the text of the runs to `text` as a paragraph of its own: a blank line before it (unless it is the first),
    /// white space collapsed, a line feed for a line break, none at either end, soft hyphens left out.
    pub(super) fn append(&mut self, text: &mut String, outline: &Outline, runs: Range<usize>) {
        let mut separator = if text.is_empty() { "" } else { "\n\n" };
        // White space met since the last word, to be written only if another word follows.
        let mut gap: Option<Gap> = None;
        for index in runs {
            let Some(run) = outline.runs.get(index) else { break };
            let mut unit = 0;
            for char in run.text.chars() {
                if run.line_break || is_space(char) {
                    let gap = gap.get_or_insert(Gap { run: index as u32, unit, line: false });
                    gap.line |= run.line_break;
                } else if !is_invisible(char) {
                    if let Some(gap) = gap.take()
                        && separator.is_empty()
                        && !text.is_empty()
                    {
                        self.push(text, if gap.line { '\n' } else { ' ' }, gap.run, gap.unit);
                    }
                    text.push_str(std::mem::take(&mut separator));
                    self.push(text, char, index as u32, unit);
                }
                unit += char.len_utf16() as u32;
            }
        }
    }

    fn push(&mut self, text: &mut String, char: char, run: u32, unit: u32) {
        let at = text.len() as u32;
        let bytes = char.len_utf8() as u32;
        text.push(char);
        if let Some(last) = self.pieces.last_mut() {
            let touches = last.at + last.len == at && last.unit + last.units == unit;
            if last.run == run && touches && last.len < LONGEST {
                last.len += bytes;
                last.units += char.len_utf16() as u32;
                return;
            }
        }
        self.pieces.push(Piece { at, len: bytes, run, unit, units: char.len_utf16() as u32 });
    }

    /// See [`ArticleText::ranges`](super::ArticleText::ranges).
    pub(super) fn ranges(&self, text: &str, span: Span) -> Vec<RunRange> {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= span.start);
        let mut ranges: Vec<RunRange> = Vec::new();
        for piece in &self.pieces[first..] {
            if piece.at >= span.end {
                break;
            }
            let from = span.start.max(piece.at);
            let to = span.end.min(piece.at + piece.len);
            let start = piece.unit + units(text, piece.at, from);
            let end = start + units(text, from, to);
            match ranges.last_mut() {
                // White space that was left out of the text lies between the two parts: the mark runs through it.
                Some(last) if last.run == piece.run => last.end = end,
                _ if end > start => ranges.push(RunRange { run: piece.run, start, end }),
                _ => {}
            }
        }
        ranges
    }
}

struct Gap {
    run: u32,
    unit: u32,
    line: bool,
}

/// Marks of where a word may be parted, and of where it may not: soft hyphen, zero-width space, word joiner, byte order mark.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// What a browser collapses. A no-break space is kept, as it is on the page.
fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

fn units(text: &str, from: u32, to: u32) -> u32 {
    text.get(from as usize..to as usize).unwrap_or("").chars().map(|char| char.len_utf16() as u32).sum()
}
