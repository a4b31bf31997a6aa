//! Marks that the reader holds to be wrong: a button at each item, and at the foot what was kept.
//!
//! Comes in: an item, whether it was noted, and how many notes are kept. Goes out: buttons; the host keeps the notes.

use crate::marks::Item;
use crate::view::Ui;
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Notes the item as wrong when it is pressed, and takes the note back when it is pressed again.
pub(super) fn button(ui: &Ui, item: Item, noted: bool) -> Result<Element, JsValue> {
    let button = dom::button("wrong")?.with("data-wrong", &item.to_string())?.with("title", ui.get("wrong.label"))?;
    draw(&button, ui, noted)?;
    Ok(button)
}

/// Shows whether an item was noted.
pub(super) fn draw(button: &Element, ui: &Ui, noted: bool) -> Result<(), JsValue> {
    button.set_text_content(Some(ui.get(if noted { "wrong.noted" } else { "wrong" })));
    button.set_attribute("aria-pressed", if noted { "true" } else { "false" })
}

/// Draws the foot's line on notes; none where there are none.
pub(super) fn draw_kept(line: &Element, ui: &Ui, count: usize) -> Result<(), JsValue> {
    line.set_text_content(None);
    line.toggle_attribute_with_force("hidden", count == 0)?;
    line.put(&dom::text("span", "", &ui.count("notes", count))?)?;
    line.put(&dom::button("copy")?.with("data-notes", "save")?.text(ui.get("notes.save"))?)?;
    line.put(&dom::button("copy")?.with("data-notes", "forget")?.text(ui.get("notes.forget"))?)
}
