//! What JavaScript sees of the core: analysis as plain objects, and the sidebar.
//!
//! Comes in: strings and outlines from the page. Goes out: reports as plain JS objects with UTF-16 offsets, marks as
//! rows `[layer, item, run, start, end]` sorted by layer. `analyze("“No,” he said.").attributions[0].kind` is "direct".
//!
//! A lone surrogate in a JS string reaches the core as U+FFFD, which is one UTF-16 unit as well: offsets stay right.
//! Known limit: a panic (a bug) ends the WASM instance; the message says so, and the host must make a new one.

mod dom;
mod handover;
mod outline;
mod sidebar;

pub use handover::prepare;

use crate::marks::Mark;
#[cfg(feature = "whole")]
use crate::report::Article;
use crate::report::Report;
use crate::view::{Card, Ui};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Name of a style: a kind of quote, "speaker", or a family of stances. */
export type Layer = "direct" | "mixed" | "indirect" | "speaker" | "favour" | "against" | "press" | "claim";
/** What the sidebar asks its host: to go to an item on the page, to copy a text, to switch the marks "on" or "off",
 * to keep a note that a mark is wrong or to drop it, to "save" or "forget" all notes, to "paint" the marks anew. */
export type HostCall = "go" | "copy" | "marks" | "wrong" | "right" | "notes" | "paint";
/** A message above everything else in the sidebar. */
export type Notice = "restarted" | "cleared";
/** A format of other tools. */
export type ExportFormat = "markdown" | "csv" | "jsonld";
/** What the hover card says about an item. */
export type Card = [item: string, layer: Layer, who: string, what: string];
/** What the page is to paint. */
export interface Painting { marks: Mark[]; cards: Card[] }
/** Part of one text run of the page; several rows may belong to one item. Offsets are UTF-16, into the run. */
export type Mark = [layer: Layer, item: string, run: number, start: number, end: number];
"#;

/// Runs once when the module is loaded: a panic says in the console what happened. In an embed it just ends the instance, and
/// the browser says that (`www/tools/slim.mjs`).
#[cfg(feature = "whole")]
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| {
        let message = format!("Rapporteur stopped because of a mistake in itself; please report it. {info}");
        web_sys::console::error_1(&message.into());
    }));
}

/// Version of the package.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Gives the sidebar its words in a language that the module was built without: rows of a key, a tab and a text. To be called
/// before the sidebar is made.
#[wasm_bindgen]
pub fn learn(language: &str, words: &str) {
    Ui::learn(language, words);
}

/// The report of a plain text, with the text, in UTF-16 offsets.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn analyze(text: &str) -> Result<JsValue, JsError> {
    let mut report = crate::analyze(text);
    report.text = Some(text.to_owned());
    to_js(&in_utf16(report))
}

/// `{ report, marks }` of a page as `www/page/outline.ts` lists it. The error says which field is not as expected.
#[wasm_bindgen(js_name = analyzeOutline)]
pub fn analyze_outline(outline: &JsValue) -> Result<JsValue, JsError> {
    #[derive(Serialize)]
    struct Analysis {
        report: Report,
        marks: Vec<Row>,
    }
    let (report, marks) = crate::analyze_outline(&outline::from_js(outline)?);
    to_js(&Analysis { report: in_utf16(report), marks: rows(&marks) })
}

/// `{ article, text }`: what the page says of its article, and the article's paragraphs without the headline. The part of
/// `analyzeOutline` that finds the article, and nothing after it.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = readArticle)]
pub fn read_article(outline: &JsValue) -> Result<JsValue, JsError> {
    #[derive(Serialize)]
    struct Reading<'a> {
        article: &'a Article,
        text: &'a str,
    }
    let article = crate::read_article(&outline::from_js(outline)?);
    to_js(&Reading { article: &article.about, text: article.body() })
}

/// One part of a mark, as the page adapter takes it.
#[derive(Serialize)]
struct Row(&'static str, String, u32, u32, u32);

/// A card, as the page adapter takes it.
#[derive(Serialize)]
struct CardRow(String, &'static str, String, String);

impl From<Card> for CardRow {
    fn from(card: Card) -> Self {
        Self(card.item.to_string(), card.layer.name(), card.who, card.what)
    }
}

fn rows(marks: &[Mark]) -> Vec<Row> {
    let mut rows = Vec::new();
    for Mark { layer, item, ranges } in marks {
        rows.extend(ranges.iter().map(|range| Row(layer.name(), item.to_string(), range.run, range.start, range.end)));
    }
    rows
}

fn in_utf16(mut report: Report) -> Report {
    if let Some(text) = report.text.take() {
        report.to_utf16(&text);
        report.text = Some(text);
    }
    report
}

/// Missing values become `null`, maps plain objects.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| JsError::new(&error.to_string()))
}
