//! The article of whole pages, written by us: each `tests/pages/NAME.html` gives the text of `NAME.txt`, natively here and in a
//! browser in `tests/browser/pages.test.mjs`. So both sides find the same article.
//!
//! A changed text is written by `RAPPORTEUR_BLESS=1 cargo test --test pages`; read it before it is kept.

#[path = "../src/bin/rapporteur/html.rs"]
mod html;

use rapporteur::{Span, read_article};
use std::path::{Path, PathBuf};

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files = std::fs::read_dir(folder).expect("the folder of pages");
    let mut pages: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    pages
}

#[test]
fn every_page_gives_its_article() {
    let mut wrong = Vec::new();
    for page in pages() {
        let source = std::fs::read_to_string(&page).expect("a page");
        let found = read_article(&html::outline(&source)).text;
        let text = page.with_extension("txt");
        if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
            std::fs::write(&text, format!("{found}\n")).expect("the text is written");
        }
        let expected = std::fs::read_to_string(&text).unwrap_or_default();
        if found != expected.trim_end() {
            wrong.push(format!("{}:\n{found}\n", page.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_of_an_article_is_found_again_in_the_runs() {
    for page in pages() {
        let outline = html::outline(&std::fs::read_to_string(&page).expect("a page"));
        let article = read_article(&outline);
        let mut at = 0;
        for word in article.text.split_whitespace() {
            let start = at + article.text[at..].find(word).expect("the word stands in the text");
            at = start + word.len();
            let ranges = article.ranges(Span::new(start as u32, at as u32));
            let marked: String = ranges
                .iter()
                .map(|range| {
                    let units: Vec<u16> = outline.runs[range.run as usize].text.encode_utf16().collect();
                    String::from_utf16_lossy(&units[range.start as usize..range.end as usize])
                })
                .collect();
            // Marks run over the places where a word may be parted, which are no part of the word.
            assert_eq!(marked.replace('\u{ad}', ""), word, "{}", page.display());
        }
    }
}

#[test]
fn of_an_article_in_another_language_the_quotes_are_found() {
    let source =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/hafen.html")).expect("a page");
    let (report, marks) = rapporteur::analyze_outline(&html::outline(&source));
    assert_eq!(report.language, "de");
    let text = report.text.as_deref().expect("the text of the page");
    let quotes: Vec<&str> = report.attributions.iter().map(|quote| quote.content[0].of(text)).collect();
    assert_eq!(
        quotes,
        ["Wir bauen nur, wenn die Zahlen stimmen", "Das ist keine Politik, das ist Warten auf besseres Wetter"]
    );
    assert_eq!(marks.len(), 2);
    assert!(report.positions.is_empty() && report.actors.is_empty());
}
