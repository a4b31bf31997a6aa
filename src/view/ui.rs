//! The words that the product says to its readers, from the table `lexicon/ui.tsv`, in the language asked for.
//!
//! ```
//! let ui = rapporteur::view::Ui::new("en-GB");
//! assert_eq!(ui.get("tab.quotes"), "Quotes");
//! assert_eq!(ui.fill("voices.share", &[("share", "42")]), "42 %");
//! assert_eq!(ui.count("speaker.quotes", 1), "1 quote");
//! ```
//!
//! Known limit: two forms of number ("one", "many") are too few for some languages.

use crate::lexicon::table;
use std::collections::HashMap;

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Ui {
    texts: HashMap<&'static str, &'static str>,
}

/// Columns of the table after the key; the first one is what any other language falls back to.
const LANGUAGES: [&str; 1] = ["en"];

impl Ui {
    /// The words for a BCP 47 language; English where the table has no column for it.
    ///
    /// ```
    /// assert_eq!(rapporteur::view::Ui::new("en-GB").get("tab.quotes"), "Quotes");
    /// ```
    pub fn new(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        let column = LANGUAGES.iter().position(|known| known.eq_ignore_ascii_case(primary)).unwrap_or(0);
        Self { texts: rows().into_iter().map(|row| (row.cells[0], row.cells[column + 1])).collect() }
    }

    /// The text of a key; the key itself where the table does not have it, which a test rules out.
    ///
    /// ```
    /// assert_eq!(rapporteur::view::Ui::new("en").get("tab.speakers"), "Speakers");
    /// ```
    pub fn get(&self, key: &'static str) -> &'static str {
        self.texts.get(key).copied().unwrap_or(key)
    }

    /// The text of a key that is put together at run time; empty where the table does not have it.
    pub(crate) fn look_up(&self, key: &str) -> &'static str {
        self.texts.get(key).copied().unwrap_or("")
    }

    /// The text of a key with its `{names}` filled in. What is filled in is not looked at again.
    ///
    /// ```
    /// assert!(rapporteur::view::Ui::new("en").fill("voices.share", &[("share", "40")]).starts_with("40"));
    /// ```
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The text of `key.one` or `key.many`, with `{count}` filled in.
    ///
    /// ```
    /// assert_eq!(rapporteur::view::Ui::new("en").count("voices.words", 1), "1 word");
    /// ```
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = if count == 1 { "one" } else { "many" };
        fill(self.look_up(&format!("{key}.{form}")), &[("count", &count.to_string())])
    }
}

fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled + rest
}

fn rows() -> Vec<table::Row<2>> {
    table::rows("ui.tsv", include_str!("../lexicon/ui.tsv"), ["key", "en"])
        .unwrap_or_else(|error| panic!("a table of the program is broken: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Stance;
    use std::fs;
    use std::path::Path;

    #[test]
    fn no_key_stands_twice_and_none_is_empty() {
        let mut keys: Vec<_> = rows().iter().map(|row| row.cells[0]).collect();
        assert!(rows().iter().all(|row| row.cells.iter().all(|cell| !cell.is_empty())));
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn every_key_that_the_code_asks_for_is_in_the_table() {
        let ui = Ui::new("en");
        let mut missing = Vec::new();
        for folder in ["src/view", "src/web", "src/web/sidebar"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "rs") {
                    let source = fs::read_to_string(&path).unwrap();
                    let tail = |call| source.split(call).skip(1).filter_map(|rest: &str| rest.split('"').next());
                    missing.extend(
                        tail("ui.get(\"")
                            .chain(tail("ui.fill(\""))
                            .filter(|key| ui.look_up(key).is_empty())
                            .map(String::from),
                    );
                    missing.extend(
                        tail("ui.count(\"")
                            .filter(|key| ui.count(key, 1).is_empty() || ui.count(key, 2).is_empty())
                            .map(String::from),
                    );
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_stance_has_its_words_and_a_sign_of_its_own() {
        let ui = Ui::new("en");
        let mut signs = Vec::new();
        for stance in Stance::ALL {
            for form in ["", ".many", ".name", ".sign"] {
                assert_ne!(ui.look_up(&format!("stance.{}{form}", stance.name())), "", "{stance:?}{form}");
            }
            signs.push(ui.look_up(&format!("stance.{}.sign", stance.name())));
        }
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), Stance::ALL.len());
    }

    #[test]
    fn braces_in_what_is_filled_in_stay_as_they_are() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{a", &[("a", "1")]), "{a");
    }
}
