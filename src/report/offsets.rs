//! The unit that the offsets of a report count in: UTF-8 bytes inside Rust, UTF-16 code units outside of it.
//!
//! One walk over the text moves all offsets: "é," ends at byte 3 and at unit 2. Known limit: an offset inside a character
//! moves to the character's end.

use super::{Offsets, Report};
use crate::order::sort_by_numbers;
use crate::span::Span;

impl Report {
    /// Turns every offset from UTF-8 bytes of `text` into UTF-16 code units, in one walk over the text.
    /// `text` must be the text that the report was made from; a report in UTF-16 already stays as it is.
    ///
    /// ```
    /// let text = "“Née” was all that she said.";
    /// let mut report = rapporteur::analyze(text);
    /// report.to_utf16(text);
    /// assert!(report.spans().iter().all(|span| span.end as usize <= text.encode_utf16().count()));
    /// ```
    pub fn to_utf16(&mut self, text: &str) {
        self.count_in(Offsets::Utf16, text, char::len_utf8, char::len_utf16);
    }

    /// The way back: from UTF-16 code units of `text` into UTF-8 bytes. A report in UTF-8 stays as it is.
    ///
    /// ```
    /// let text = "“Née” was all that she said.";
    /// let mut report = rapporteur::analyze(text);
    /// report.to_utf16(text);
    /// report.to_utf8(text);
    /// assert_eq!(report, rapporteur::analyze(text));
    /// ```
    pub fn to_utf8(&mut self, text: &str) {
        self.count_in(Offsets::Utf8, text, char::len_utf16, char::len_utf8);
    }

    fn count_in(&mut self, unit: Offsets, text: &str, old: fn(char) -> usize, new: fn(char) -> usize) {
        if self.offsets == unit {
            return;
        }
        self.offsets = unit;
        let mut offsets = self.offsets_mut();
        sort_by_numbers(&mut offsets, |offset| [**offset, 0, 0]);
        let (mut at, mut units) = (0, 0);
        let mut chars = text.chars();
        for offset in offsets {
            while at < *offset {
                let Some(char) = chars.next() else { break };
                at += old(char) as u32;
                units += new(char) as u32;
            }
            *offset = units;
        }
    }

    /// Every span of the report, in no particular order.
    ///
    /// ```
    /// assert!(rapporteur::analyze("").spans().is_empty());
    /// ```
    pub fn spans(&self) -> Vec<Span> {
        let mut report = self.clone();
        report.spans_mut().into_iter().map(|span| *span).collect()
    }

    fn offsets_mut(&mut self) -> Vec<&mut u32> {
        self.spans_mut().into_iter().flat_map(|span| [&mut span.start, &mut span.end]).collect()
    }

    fn spans_mut(&mut self) -> Vec<&mut Span> {
        let mut spans: Vec<&mut Span> = Vec::new();
        for actor in &mut self.actors {
            spans.extend(&mut actor.mentions);
        }
        for attribution in &mut self.attributions {
            spans.extend(&mut attribution.source);
            spans.extend(&mut attribution.cue);
            spans.extend(&mut attribution.content);
        }
        for issue in &mut self.issues {
            spans.extend(&mut issue.mentions);
        }
        for position in &mut self.positions {
            spans.push(&mut position.cue);
            spans.extend(&mut position.proposition);
            spans.push(&mut position.sentence);
        }
        spans
    }
}
