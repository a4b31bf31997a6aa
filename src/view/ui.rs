//! The words that the product says to its readers, from the table `lexicon/ui.tsv`, in the language asked for.
//!
//! ```
//! let ui = rapporteur::view::Ui::new("en-GB");
//! assert_eq!(ui.get("tab.quotes"), "Quotes");
//! assert_eq!(ui.fill("voices.share", &[("share", "42")]), "42 %");
//! assert_eq!(ui.count("speaker.quotes", 1), "1 quote");
//! assert_eq!(rapporteur::view::Ui::new("uk").count("speaker.quotes", 3), "3 цитати");
//! ```
//!
//! A program that was built without the feature `whole`, as an embed's WASM is, has English alone and learns the language that
//! it needs. Known limit: what is filled in keeps the form in which the article has it, whatever case a language would ask for.

use super::plural;
use crate::lexicon::table::{self, table};
use std::collections::HashMap;
use std::sync::RwLock;

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Ui {
    language: &'static str,
    texts: HashMap<&'static str, &'static str>,
}

/// Columns of the table after the key; the first one is what any other language falls back to.
pub(super) const LANGUAGES: [&str; 6] = ["en", "fr", "de", "es", "uk", "ar"];
#[cfg(feature = "whole")]
const COLUMNS: [&str; 7] = ["key", "en", "fr", "de", "es", "uk", "ar"];
#[cfg(not(feature = "whole"))]
const COLUMNS: [&str; 2] = ["key", "en"];

/// What was learned: languages with their rows of a key, a tab and a text.
static LEARNED: RwLock<Vec<(&'static str, &'static str)>> = RwLock::new(Vec::new());

/// First strong isolate and pop directional isolate (UAX 9): English names in an Arabic sentence keep their own order.
const ISOLATE: [&str; 2] = ["\u{2068}", "\u{2069}"];

impl Ui {
    /// The words for a BCP 47 language; English where the table has no column for it.
    ///
    /// ```
    /// assert_eq!(rapporteur::view::Ui::new("en-GB").get("tab.quotes"), "Quotes");
    /// ```
    pub fn new(language: &str) -> Self {
        let wanted = place(language);
        let learned = learned(LANGUAGES[wanted]);
        let held = if wanted + 1 < COLUMNS.len() { wanted } else { 0 };
        let mut texts: HashMap<_, _> = rows().into_iter().map(|row| (row.cells[0], row.cells[held + 1])).collect();
        texts.extend(learned.unwrap_or_default().lines().filter_map(|row| row.split_once('\t')));
        Self { language: LANGUAGES[if learned.is_some() { wanted } else { held }], texts }
    }

    /// Learns the words of one of the table's languages, for a program that has English alone: from now on,
    /// [`new`](Self::new) gives them. A row has a key, a tab and a text; a key without a row keeps the text that it has. What
    /// was learned is kept as long as the program runs, so a language is learned once; any other one is ignored.
    ///
    /// ```
    /// use rapporteur::view::Ui;
    /// Ui::learn("de", "tab.quotes\tAussagen");
    /// assert_eq!((Ui::new("de").get("tab.quotes"), Ui::new("de").get("tab.speakers")), ("Aussagen", "Sprecher"));
    /// ```
    pub fn learn(language: &str, words: &str) {
        let (language, Ok(mut all)) = (LANGUAGES[place(language)], LEARNED.write()) else { return };
        if language != LANGUAGES[0] && !all.iter().any(|(known, _)| *known == language) {
            all.push((language, Box::leak(words.into())));
        }
    }

    /// The language of the words, as BCP 47 has it.
    ///
    /// ```
    /// use rapporteur::view::Ui;
    /// assert_eq!((Ui::new("de-AT").language(), Ui::new("ja").language()), ("de", "en"));
    /// ```
    pub const fn language(&self) -> &'static str {
        self.language
    }

    /// Which way it is written: "ltr" or "rtl", as the attribute `dir` has it.
    ///
    /// ```
    /// use rapporteur::view::Ui;
    /// assert_eq!((Ui::new("ar").direction(), Ui::new("fr").direction()), ("rtl", "ltr"));
    /// ```
    pub fn direction(&self) -> &'static str {
        if self.language == "ar" { "rtl" } else { "ltr" }
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
        fill(self.get(key), values, self.isolate())
    }

    /// The text of `key` in the form that the language has for a number ("key.one", "key.few", …), with `{count}` filled in.
    ///
    /// ```
    /// let ui = rapporteur::view::Ui::new("en");
    /// assert_eq!((ui.count("speaker.quotes", 1), ui.count("speaker.quotes", 2)), ("1 quote".into(), "2 quotes".into()));
    /// ```
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = plural::form(self.language, count);
        fill(self.look_up(&format!("{key}.{form}")), &[("count", &count.to_string())], ["", ""])
    }

    fn isolate(&self) -> [&'static str; 2] {
        if self.direction() == "rtl" { ISOLATE } else { ["", ""] }
    }
}

/// Which of the table's languages a BCP 47 language is; the first one where it is none of them.
fn place(language: &str) -> usize {
    let primary = language.split('-').next().unwrap_or_default();
    LANGUAGES.iter().position(|known| known.eq_ignore_ascii_case(primary)).unwrap_or(0)
}

fn learned(language: &str) -> Option<&'static str> {
    let all = LEARNED.read().ok()?;
    all.iter().find(|(known, _)| *known == language).map(|(_, words)| *words)
}

fn fill(pattern: &str, values: &[(&str, &str)], [open, close]: [&str; 2]) -> String {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(open);
        filled.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        filled.push_str(close);
        rest = after;
    }
    filled + rest
}

fn rows() -> Vec<table::Row<{ COLUMNS.len() }>> {
    table::rows("ui.tsv", table!("../lexicon/ui.tsv", COLUMNS.len()), COLUMNS)
        .unwrap_or_else(|error| panic!("a table of the program is broken: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Stance;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_cell_is_filled_and_no_key_stands_twice() {
        let mut keys = Vec::new();
        let mut wrong = Vec::new();
        for row in rows() {
            let (key, cells) = (row.cells[0], &row.cells[1..]);
            keys.push(key);
            let form = plural::FORMS.into_iter().find(|form| key.ends_with(&format!(".{form}")));
            // Verbs for one and for many holders, two names that are joined and other matters are no numbers.
            let form = form.filter(|_| !["stance.", "join.", "matrix."].iter().any(|start| key.starts_with(start)));
            for (language, cell) in LANGUAGES.into_iter().zip(cells) {
                let needed = form.is_none_or(|form| plural::forms(language).contains(form));
                if needed == cell.is_empty() {
                    wrong.push(format!("{key}, {language}: {}", if needed { "missing" } else { "unused" }));
                }
            }
        }
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!((wrong, keys.len()), (Vec::new(), all));
    }

    #[test]
    fn translations_fill_in_the_same_names() {
        let names = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            names.sort();
            names
        };
        let mut wrong = Vec::new();
        for row in rows().iter().filter(|row| !row.cells[1].is_empty()) {
            // One or two of a thing may be said in words: "quotation", "two quotations".
            let spelled = [".one", ".two"].iter().any(|form| row.cells[0].ends_with(form));
            for cell in row.cells[2..].iter().filter(|cell| !cell.is_empty() && !spelled) {
                if names(cell) != names(row.cells[1]) {
                    wrong.push(format!("{}: {cell}", row.cells[0]));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    /// Every key stands in the sources between quotation marks, whole or as the beginning or end of one that is put together.
    #[test]
    fn no_text_is_missing_or_unused() {
        let sources = sources();
        let ui = Ui::new("en");
        let mut wrong = Vec::new();
        for call in ["ui.get(\"", "ui.fill(\"", "texts.get(\"", "texts.fill(\"", " data-text=\"", " data-label=\""] {
            let asked = sources.split(call).skip(1).filter_map(|rest| rest.split('"').next());
            wrong.extend(asked.filter(|key| ui.look_up(key).is_empty()).map(|key| format!("{key} is missing")));
        }
        let counted = sources.split("ui.count(\"").skip(1).filter_map(|rest| rest.split('"').next());
        wrong.extend(counted.filter(|key| ui.count(key, 2).is_empty()).map(|key| format!("{key} is missing")));
        let assembled =
            ["stance.", "strength.", "kind.", "layer.", "notice.", "manifest.", "options.palette.", "options.style."];
        for row in rows() {
            let key = row.cells[0];
            let form = plural::FORMS.into_iter().find_map(|form| key.strip_suffix(&format!(".{form}")));
            let used = [Some(key), form].into_iter().flatten().any(|key| sources.contains(&format!("\"{key}\"")))
                || assembled.iter().any(|start| key.starts_with(start));
            if !used {
                wrong.push(format!("{key} is unused"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    /// Everything that asks for texts: the sidebar, and the pages of the extension, whose quotation marks are made alike.
    fn sources() -> String {
        let mut sources = String::new();
        for folder in ["src/view", "src/web", "src/web/sidebar", "www/extension", "www/demo", "www/embed"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|kind| kind == "rs" || kind == "ts" || kind == "html") {
                    sources += &fs::read_to_string(&path).unwrap().replace('\'', "\"");
                }
            }
        }
        sources
    }

    #[test]
    fn what_is_filled_in_keeps_its_own_direction() {
        let ui = Ui::new("ar-EG");
        assert_eq!((ui.language(), ui.direction()), ("ar", "rtl"));
        assert!(ui.fill("speaker.show", &[("name", "Macron")]).contains("\u{2068}Macron\u{2069}"));
        assert_eq!(Ui::new("xx").language(), "en");
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
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")], ["", ""]), "{b} and 2");
        assert_eq!(fill("{a", &[("a", "1")], ["", ""]), "{a");
    }
}
