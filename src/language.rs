//! Which language a text is in, by its small words and its script.
//!
//! Comes in: the text of an article and what the page declares. Goes out: a BCP 47 code. "Der Senat hat die Entscheidung …"
//! is "de", whatever the page declares: many pages declare the language of their template. Words live in
//! `lexicon/languages.tsv`.
//!
//! Known failure: an article that quotes at length in another language counts as being in that language if most of it is.

use crate::lexicon::table::{self, Row, table};
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// As many letters of a text as are looked at.
const REACH: usize = 20_000;
/// Small words that a text must have before it is believed more than what the page declares.
const ENOUGH: u32 = 8;

/// The language that is read fully.
pub(crate) const FULL: &str = "en";

/// The language of a text; what is declared where the text is too short to tell, and English where nothing is.
pub(crate) fn of(text: &str, declared: Option<&str>) -> String {
    let declared = declared.and_then(|declared| declared.split(['-', '_']).next()).unwrap_or(FULL).to_lowercase();
    if let Some(code) = by_script(text) {
        return code.to_owned();
    }
    let counts = counts(text);
    let count = |code: &str| counts.get(code).copied().unwrap_or(0);
    let Some(best) = counts.keys().copied().max_by_key(|code| (count(code), *code == declared, *code)) else {
        return declared;
    };
    // Sister languages share their small words: the page knows better which of them it is in.
    let close = count(&declared) * 5 >= count(best) * 4;
    if count(best) < ENOUGH || close { declared } else { best.to_owned() }
}

/// The name of a language, in English; the code itself for a language that the table does not know.
pub(crate) fn name(code: &str) -> &str {
    let script = SCRIPTS.into_iter().find(|script| script.code == code).map(|script| script.name);
    script.or_else(|| rows().iter().find(|row| row.cells[0] == code).map(|row| row.cells[1])).unwrap_or(code)
}

/// A language that its script alone gives away.
struct Script {
    code: &'static str,
    name: &'static str,
    letters: RangeInclusive<char>,
    /// One letter of so many is enough.
    of: usize,
}

/// Japanese is written with Chinese characters too, so its own letters are asked for first.
const SCRIPTS: [Script; 4] = [
    Script { code: "ja", name: "Japanese", letters: '\u{3040}'..='\u{30ff}', of: 10 },
    Script { code: "ko", name: "Korean", letters: '\u{ac00}'..='\u{d7a3}', of: 3 },
    Script { code: "zh", name: "Chinese", letters: '\u{4e00}'..='\u{9fff}', of: 3 },
    Script { code: "th", name: "Thai", letters: '\u{0e00}'..='\u{0e7f}', of: 3 },
];

fn by_script(text: &str) -> Option<&'static str> {
    let letters: Vec<char> = text.chars().filter(|char| char.is_alphabetic()).take(REACH).collect();
    let found = SCRIPTS.into_iter().find(|script| {
        let own = letters.iter().filter(|letter| script.letters.contains(letter)).count();
        own > 0 && own * script.of > letters.len()
    });
    found.map(|script| script.code)
}

/// How many words of the text are small words of each language.
fn counts(text: &str) -> HashMap<&'static str, u32> {
    let mut counts = HashMap::new();
    let start = text.char_indices().nth(REACH).map_or(text, |(end, _)| &text[..end]);
    for word in start.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty()) {
        for code in WORDS.get(word.to_lowercase().as_str()).into_iter().flatten() {
            *counts.entry(*code).or_default() += 1;
        }
    }
    counts
}

/// Languages by small word.
static WORDS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in rows() {
        for word in table::alternatives(row.cells[2]) {
            words.entry(word).or_default().push(row.cells[0]);
        }
    }
    words
});

fn rows() -> &'static [Row<4>] {
    static ROWS: LazyLock<Vec<Row<4>>> = LazyLock::new(|| {
        // A table that cannot be read leaves English alone, and the test below fails.
        table::rows("languages.tsv", table!("lexicon/languages.tsv"), ["code", "name", "words", "example"])
            .unwrap_or_default()
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_recognised_by_its_example() {
        assert!(rows().len() > 30);
        for row in rows() {
            let [code, _, _, example] = row.cells;
            let text = [example; 8].join(" ");
            assert_eq!(of(&text, Some(code)), code, "declared: {example}");
            assert_ne!(of(&text, Some("xx")), "xx", "{example} has too few small words");
        }
    }

    #[test]
    fn a_text_is_believed_more_than_its_page() {
        let german = "Der Senat hat die Entscheidung über den neuen Hafen auf das nächste Jahr verschoben, sagte er. Das ist nicht neu.";
        assert_eq!(of(german, Some("en-US")), "de");
        let english =
            "He said that the talks had failed, and that they would not be held again for the time being. It was late.";
        assert_eq!(of(english, Some("de")), "en");
        assert_eq!(of("Nein.", Some("de-AT")), "de");
        assert_eq!(of("", None), "en");
        assert_eq!(of("首相は火曜日、会談は行わないと述べた。", Some("en")), "ja");
        assert_eq!(of("总理星期二表示，会谈将不会举行。", None), "zh");
        assert_eq!(name("ja"), "Japanese");
        assert_eq!(name("xx"), "xx");
    }
}
