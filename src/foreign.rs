//! Direct quotes in a text of any language, by quotation marks alone.
//!
//! Comes in: a text. Goes out: attributions of kind direct without source and cue. `„Wir bauen nicht“, sagte sie` has one
//! quote, "Wir bauen nicht". A mark closes only what the same habit of writing opened: „…“ in German, «…» in French, »…«
//! in Danish, 「…」 in Japanese.
//!
//! Known failure: a title of four words in quotation marks counts as a quote.

use crate::report::{Attribution, QuoteKind};
use crate::span::{AttributionId, Span};

/// Each opening mark with the marks that may close it.
const MARKS: [(char, &[char]); 10] = [
    ('„', &['“', '”', '"']),
    ('»', &['«', '»']),
    ('«', &['»']),
    ('“', &['”']),
    ('”', &['”']),
    ('"', &['"']),
    ('「', &['」']),
    ('『', &['』']),
    ('《', &['》']),
    ('‹', &['›']),
];

/// Words from which on it is a quote and no title or term in quotation marks; a Chinese or Japanese character is half a word.
const WORDS: usize = 4;
/// How sure it is that such a quote is one.
const CONFIDENCE: f32 = 0.7;

/// The direct quotes of a text, in its order, with UTF-8 offsets.
pub(crate) fn quotes(text: &str) -> Vec<Attribution> {
    let mut quotes = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let mut open: Option<(usize, &[char])> = None;
        for (at, char) in paragraph.char_indices() {
            match open {
                Some((from, closing)) if closing.contains(&char) && at > from => {
                    quotes.extend(quote(paragraph, from, at).map(|(from, to)| (start + from, start + to)));
                    open = None;
                }
                Some(_) => {}
                None => {
                    let pair = MARKS.iter().find(|(mark, _)| *mark == char);
                    open = pair.map(|(_, closing)| (at + char.len_utf8(), *closing));
                }
            }
        }
        start += paragraph.len();
    }
    let attribution = |(index, (from, to)): (usize, (usize, usize))| Attribution {
        id: AttributionId(index as u32),
        kind: QuoteKind::Direct,
        source: None,
        speaker: None,
        cue: None,
        content: vec![Span::new(from as u32, to as u32)],
        parent: None,
        hedged: false,
        confidence: CONFIDENCE,
    };
    quotes.into_iter().enumerate().map(attribution).collect()
}

/// What stands between two marks without white space and a comma at its end; `None` where it is too short for a quote.
fn quote(paragraph: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let inner = paragraph.get(from..to)?;
    let from = from + inner.len() - inner.trim_start().len();
    let words = inner.split_whitespace().count();
    let ideographs =
        inner.chars().filter(|char| matches!(char, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')).count();
    let content = inner.trim().trim_end_matches([',', '，', '、']).trim_end();
    (words.max(ideographs / 2) >= WORDS && !content.is_empty()).then_some((from, from + content.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_many_languages_pair() {
        for (text, expected) in [
            ("„Wir bauen das nicht“, sagte sie. Der „neue Hafen“ bleibt.", &["Wir bauen das nicht"][..]),
            ("»Das ist keine Politik, das ist Warten«, sagte er.", &["Das ist keine Politik, das ist Warten"]),
            ("« Nous ne signerons pas ce texte, » a-t-elle dit.", &["Nous ne signerons pas ce texte"]),
            ("”Vi skriver inte under det här”, säger hon.", &["Vi skriver inte under det här"]),
            (
                "“No vamos a firmar”, dijo. \"Es un mal acuerdo para todos\", añadió.",
                &["No vamos a firmar", "Es un mal acuerdo para todos"],
            ),
            ("首相は「会談は行わない、と伝えた」と述べた。", &["会談は行わない、と伝えた"]),
            ("Ein Zeichen „ohne Ende in diesem Absatz\n\n“Ein anderer Absatz hat es”.", &["Ein anderer Absatz hat es"]),
            ("„“ »« \" \"", &[]),
        ] {
            let found: Vec<&str> = quotes(text).iter().map(|quote| quote.content[0].of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
