//! The sidebar: who speaks, what they say, where they stand.
//!
//! Comes in: the outline of a page. Goes out: lists in the element that the host gave, and the marks to be painted.
//! A click on an item calls the host with its name ("q3"), so that the page can scroll there.

use super::dom::{self, Build};
use super::{Row, outline_from_js, rows, to_js};
use crate::marks::Item;
use crate::report::{QuoteKind, Report};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// The sidebar in an element of the host.
#[wasm_bindgen]
pub struct Sidebar {
    root: Element,
    listener: Option<Closure<dyn FnMut(web_sys::Event)>>,
}

#[wasm_bindgen]
impl Sidebar {
    /// Takes over `root`. `go(item)` is called when the reader asks for an item's place on the page.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, go: Function) -> Result<Sidebar, JsValue> {
        root.set_class_name("rapporteur");
        let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|target| target.closest("[data-item]").ok().flatten());
            if let Some(item) = button.and_then(|button| button.get_attribute("data-item")) {
                // What the host does with it is the host's business; its mistake must not end ours.
                let _ = go.call1(&JsValue::NULL, &item.into());
            }
        });
        root.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref())?;
        Ok(Self { root, listener: Some(listener) })
    }

    /// Analyses a page, shows what was found and returns the marks to be painted, as rows sorted by layer.
    #[wasm_bindgen(unchecked_return_type = "Mark[]")]
    pub fn read(&self, outline: JsValue) -> Result<JsValue, JsError> {
        let (report, marks) = crate::analyze_outline(&outline_from_js(outline)?);
        let rows: Vec<Row> = rows(&marks);
        self.show(&report).map_err(|_| JsError::new("The sidebar could not be drawn"))?;
        to_js(&rows)
    }
}

impl Sidebar {
    fn show(&self, report: &Report) -> Result<(), JsValue> {
        let text = report.text.as_deref().unwrap_or("");
        self.root.set_text_content(None);
        let name = |id: crate::ActorId| report.actors.get(id.index()).map_or("", |actor| actor.name.as_str());

        let speakers = self.section("Speakers")?;
        for actor in &report.actors {
            let said = report.attributions.iter().filter(|attribution| attribution.speaker == Some(actor.id)).count();
            if said > 0 {
                let _ = speakers
                    .clone()
                    .child(&dom::element("li", "speaker")?.text(&format!("{} ({said})", actor.name))?)?;
            }
        }
        let quotes = self.section("Quotes")?;
        for attribution in &report.attributions {
            let words: Vec<&str> = attribution.content.iter().map(|span| span.of(text)).collect();
            let who = attribution.speaker.map_or("", name);
            let kind = match attribution.kind {
                QuoteKind::Direct => "direct",
                QuoteKind::Mixed => "mixed",
                QuoteKind::Indirect => "indirect",
            };
            let line = format!("{who} ({kind}): {}", words.join(" … "));
            self.item(&quotes, Item::Quote(attribution.id), &line)?;
        }
        let positions = self.section("Positions")?;
        for position in &report.positions {
            let holders: Vec<&str> = position.holders.iter().map(|id| name(*id)).collect();
            let on = position.proposition.map_or("", |span| span.of(text));
            let line = format!("{}: {} {on}", holders.join(", "), position.stance.name());
            self.item(&positions, Item::Position(position.id), &line)?;
        }
        Ok(())
    }

    fn section(&self, title: &str) -> Result<Element, JsValue> {
        let list = dom::element("ul", "")?;
        let section = dom::element("section", "")?.child(&dom::element("h2", "")?.text(title)?)?.child(&list)?;
        self.root.append_child(&section)?;
        Ok(list)
    }

    fn item(&self, list: &Element, item: Item, line: &str) -> Result<(), JsValue> {
        let button = dom::element("button", "item")?.with("type", "button")?.with("data-item", &item.to_string())?;
        list.append_child(&*dom::element("li", "")?.child(&button.text(line)?)?)?;
        Ok(())
    }
}

impl Drop for Sidebar {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            let _ = self.root.remove_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
        }
    }
}
