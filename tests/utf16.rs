//! Offsets in UTF-16: what a report hands to JavaScript must cut the same words out of the same text.

use proptest::prelude::*;
use rapporteur::{Actor, ActorId, ActorKind, Offsets, Report, Span};

/// A report with one actor that is mentioned at `mentions`.
fn report(mentions: Vec<Span>) -> Report {
    let mut report = Report::empty();
    report.actors.push(Actor {
        id: ActorId(0),
        name: "Putin".to_owned(),
        kind: ActorKind::Person,
        role: None,
        country: None,
        of: None,
        mentions,
        members: Vec::new(),
    });
    report
}

/// The mention `words` of `text` as JavaScript's `text.slice(start, end)` would need it.
fn units(text: &str, words: &str) -> [u32; 2] {
    let start = text.find(words).expect("the words are in the text") as u32;
    let mut report = report(vec![Span::new(start, start + words.len() as u32)]);
    report.to_utf16(text);
    let span = report.actors[0].mentions[0];
    [span.start, span.end]
}

#[test]
fn characters_count_as_javascript_counts_them() {
    for (text, expected) in [
        ("Putin", [0, 5]),
        ("“Putin”", [1, 6]),               // three bytes, one unit
        ("🕊Putin", [2, 7]),                // four bytes, two units
        ("👩‍👩‍👧‍👦 Putin", [12, 17]),            // one picture of seven characters
        ("🇺🇦🇷🇺Putin", [8, 13]),            // flags are pairs of characters
        ("e\u{301}é Putin", [4, 9]),       // an accent of its own is a unit of its own
        ("אמר Putin", [4, 9]),             // in the order of the letters, not of their display
        ("\u{202b}Putin\u{202c}", [1, 6]), // marks of direction count
        ("\u{feff}Putin", [1, 6]),         // so does a byte order mark
        ("a\r\nPutin\0", [3, 8]),
    ] {
        assert_eq!(units(text, "Putin"), expected, "{text:?}");
    }
}

#[test]
fn a_second_conversion_changes_nothing() {
    let mut once = report(vec![Span::new(4, 9)]);
    once.to_utf16("🕊Putin");
    let mut twice = once.clone();
    twice.to_utf16("🕊Putin");
    assert_eq!(once.offsets, Offsets::Utf16);
    assert_eq!(twice, once);
}

#[test]
fn spans_beyond_the_text_end_with_it() {
    let mut report = report(vec![Span::new(4, 99)]);
    report.to_utf16("🕊Putin");
    assert_eq!(report.actors[0].mentions, [Span::new(2, 7)]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// All spans of a text at once, in an order that is not that of the text.
    #[test]
    fn every_span_cuts_the_same_words(text in any::<String>()) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let spans: Vec<(usize, usize)> = bounds.iter().rev().map(|&start| (start, *bounds.last().unwrap_or(&0))).collect();
        let mut report = report(spans.iter().map(|&(start, end)| Span::new(start as u32, end as u32)).collect());
        report.to_utf16(&text);
        let units: Vec<u16> = text.encode_utf16().collect();
        for (&(start, end), span) in spans.iter().zip(&report.actors[0].mentions) {
            let words = String::from_utf16(&units[span.start as usize..span.end as usize]);
            prop_assert_eq!(words.as_deref().ok(), Some(&text[start..end]));
        }
    }
}
