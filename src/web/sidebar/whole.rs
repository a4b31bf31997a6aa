//! What only pages of our own ask of the sidebar, and an embed on a site is built without: to analyse what it shows, exports,
//! the print view, keys, notices, the numbers on the button.
//!
//! Comes in: an outline, and what the sidebar shows. Goes out: texts in the formats of other tools, and one long page without
//! tabs. Before an article was read all of it is empty.

use super::{Sidebar, items, overview, speakers};
use crate::export;
use crate::view::{Filter, View};
use crate::web::dom::{self, Build};
use crate::web::outline;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
impl Sidebar {
    /// Analyses a page, shows what was found and returns what is to be painted: marks sorted by layer, and a card for
    /// each item. The reader's choices of an earlier page are dropped.
    #[wasm_bindgen(unchecked_return_type = "Painting")]
    pub fn read(&self, outline: &JsValue) -> Result<JsValue, JsError> {
        let (report, marks) = crate::analyze_outline(&outline::from_js(outline)?);
        self.open(report, marks)?;
        self.painting()
    }

    /// What the engine is less sure of than this, from 0 to 1, is left out of everything that is read from now on, whatever
    /// the reader chooses. 0 at first.
    #[wasm_bindgen(js_name = setMinimum)]
    pub fn set_minimum(&self, confidence: f32) {
        self.state.borrow_mut().certainty.floor = confidence;
    }

    /// Whether what is uncertain is shown: the reader's choice in the sidebar. Not at first.
    #[wasm_bindgen(js_name = showsUncertain)]
    pub fn shows_uncertain(&self) -> bool {
        self.state.borrow().certainty.shows_all
    }

    /// Goes to the item after or before the current one, from the views without a list to the quotes.
    pub fn step(&self, forward: bool) -> Result<(), JsValue> {
        let call = self.state.borrow_mut().step_anywhere(forward)?;
        if let Some((name, value)) = call {
            self.host.call2(&JsValue::NULL, &name.into(), &value.into())?;
        }
        Ok(())
    }

    /// Shows a message above everything else until the next page is read: "restarted" (the WASM instance before this one
    /// ended by a mistake), "cleared" (it takes the marks away).
    pub fn notice(&self, #[wasm_bindgen(unchecked_param_type = "Notice")] kind: &str) {
        self.state.borrow().notice(kind);
    }

    /// The report in a format of other tools.
    pub fn export(&self, #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: &str) -> String {
        let state = self.state.borrow();
        state.shown().map_or_else(String::new, |(view, _)| write(view, format))
    }

    /// What the article is called: its headline, else the empty text.
    pub fn headline(&self) -> String {
        let state = self.state.borrow();
        let about = state.shown().and_then(|(view, _)| view.report().article.as_ref());
        about.and_then(|about| about.headline.clone()).unwrap_or_default()
    }

    /// Numbers of quotes and of positions.
    pub fn counts(&self) -> Vec<u32> {
        self.state.borrow().shown().map_or_else(Vec::new, |(_, all)| vec![all.quotes as u32, all.positions as u32])
    }

    /// Draws all views one below the other into another element of the host, whatever was chosen: a page to be printed.
    #[wasm_bindgen(js_name = drawReport)]
    pub fn draw_report(&self, root: &Element) -> Result<(), JsValue> {
        let state = self.state.borrow();
        root.set_text_content(None);
        root.set_class_name("rapporteur printed");
        let Some((view, summary)) = state.shown() else { return Ok(()) };
        let ui = view.ui();
        root.set_attribute("lang", ui.language())?;
        root.set_attribute("dir", ui.direction())?;
        let part = |title: &str| -> Result<Element, JsValue> {
            let part = dom::element("section", "part")?.child(&dom::text("h2", "headline", title)?)?;
            root.put(&part)?;
            Ok(part)
        };
        let everything = Filter::default();
        overview::draw(&part(ui.get("tab.overview"))?, view, summary)?;
        speakers::draw(&part(ui.get("tab.speakers"))?, view, summary)?;
        items::draw_quotes(&part(ui.get("tab.quotes"))?, view, &everything.quotes(view), &[])?;
        items::draw_positions(&part(ui.get("tab.positions"))?, view, &everything.positions(view), &[])?;
        // Nothing can be opened on paper.
        let closed = root.query_selector_all("details")?;
        for details in (0..closed.length()).filter_map(|index| closed.item(index)) {
            details.unchecked_ref::<Element>().set_attribute("open", "")?;
        }
        Ok(())
    }
}

fn write(view: &View, format: &str) -> String {
    let (report, text) = (view.report(), view.text());
    match format {
        "markdown" => export::markdown(report, text),
        "csv" => export::csv_header() + &export::csv_rows(report, text),
        "jsonld" => export::jsonld(report, text),
        _ => String::new(),
    }
}
