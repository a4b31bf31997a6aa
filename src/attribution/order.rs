//! Drafts in any order in, drafts by their first span out, each linked to the content that it is nested in.

use super::Draft;
use crate::order::sort_by_numbers;
use crate::span::Span;

/// Sorts drafts by their first span and links each to the smallest content that holds it wholly.
pub(crate) fn order(drafts: &mut Vec<Draft>) {
    let mut places: Vec<usize> = (0..drafts.len()).collect();
    sort_by_numbers(&mut places, |place| [drafts[*place].start(), !drafts[*place].end(), 0]);
    let mut moved = vec![0; drafts.len()];
    places.iter().enumerate().for_each(|(new, old)| moved[*old] = new);
    *drafts = places.into_iter().map(|old| drafts[old].clone()).collect();
    let mut open: Vec<usize> = Vec::new();
    for index in 0..drafts.len() {
        drafts[index].keeps_speaker_of = drafts[index].keeps_speaker_of.map(|old| moved[old]);
        let (start, end) = (drafts[index].start(), drafts[index].end());
        open.retain(|outer| drafts[*outer].end() > start);
        let inside = |outer: &usize| {
            let holds = |span: &Span| span.start <= start && end <= span.end;
            drafts[*outer].content.iter().any(holds) && drafts[*outer].cue != drafts[index].cue
        };
        drafts[index].parent = open.iter().rev().copied().find(inside);
        open.push(index);
    }
}

impl Draft {
    /// Byte offset of the first of its spans.
    pub(crate) fn start(&self) -> u32 {
        let spans = self.source.iter().chain(&self.cue).chain(&self.content);
        spans.map(|span| span.start).min().unwrap_or(0)
    }

    /// Byte offset of the end of the last of its spans.
    pub(crate) fn end(&self) -> u32 {
        let spans = self.source.iter().chain(&self.cue).chain(&self.content);
        spans.map(|span| span.end).max().unwrap_or(0)
    }
}
