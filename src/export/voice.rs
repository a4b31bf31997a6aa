//! Share of voice: how many of the attributed words are whose.
//!
//! A report with its text goes in, one [`Voice`] a speaker comes out. In "The Kremlin said Putin rejected the plan" two
//! words ("Putin rejected") are the Kremlin's and two Putin's, if "the plan" is what Putin rejected.
//!
//! Known failure: what a group says counts for the group, not for its members.

use super::reading::Reading;
use crate::order::sort_by_numbers;
use crate::span::{ActorId, Span};

/// How much of the attributed words is whose.
pub(crate) struct Voice {
    /// `None` where the text does not name the speaker.
    pub(crate) speaker: Option<ActorId>,
    pub(crate) statements: usize,
    /// Words of a statement within another count for the inner one's speaker only.
    pub(crate) words: usize,
}

/// The voices, the one with the most words first; those with as many in the order of the text.
pub(crate) fn voices(reading: &Reading<'_>) -> Vec<Voice> {
    let attributions = &reading.report.attributions;
    let words =
        |span: Span| reading.words(span).split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let mut own: Vec<usize> =
        attributions.iter().map(|attribution| attribution.content.iter().copied().map(words).sum()).collect();
    let all = own.clone();
    for (inner, attribution) in attributions.iter().enumerate() {
        if let Some(outer) = attribution.parent.and_then(|id| own.get_mut(id.index())) {
            *outer = outer.saturating_sub(all[inner]);
        }
    }
    let mut voices: Vec<Voice> = Vec::new();
    let mut place: Vec<Option<usize>> = vec![None; reading.report.actors.len() + 1];
    for (attribution, words) in attributions.iter().zip(own) {
        let speaker = attribution.speaker.filter(|&id| reading.actor(id).is_some());
        let slot = &mut place[speaker.map_or(0, |id| id.index() + 1)];
        let index = *slot.get_or_insert(voices.len());
        if index == voices.len() {
            voices.push(Voice { speaker, statements: 0, words: 0 });
        }
        voices[index].statements += 1;
        voices[index].words += words;
    }
    sort_by_numbers(&mut voices, |voice| [!(voice.words as u32), 0, 0]);
    voices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    #[test]
    fn words_within_words_count_once() {
        let (text, report) = example::report();
        let voices = voices(&Reading::new(&report, text));
        let counts: Vec<_> =
            voices.iter().map(|voice| (voice.speaker.map(|id| id.0), voice.statements, voice.words)).collect();
        assert_eq!(counts, [(Some(1), 1, 5), (Some(2), 1, 4), (Some(0), 1, 2)]);
    }

    #[test]
    fn words_of_nobody_are_counted_too() {
        let (text, mut report) = example::report();
        report.attributions[2].speaker = None;
        let voices = voices(&Reading::new(&report, text));
        assert!(voices.iter().any(|voice| voice.speaker.is_none() && voice.words == 4));
    }
}
