//! Who stands here and who there: each issue with its two sides next to each other, one below the other where it is narrow.
//!
//! Comes in: a view. Goes out: a list of issues. Every position is a button that leads to its place in the article.

use super::{certainty, items};
use crate::marks::Item;
use crate::report::Position;
use crate::view::{View, sides};
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// The list; `None` where nobody contradicts anybody.
pub(super) fn draw(view: &View) -> Result<Option<Element>, JsValue> {
    let ui = view.ui();
    let list = dom::element("ul", "relations")?;
    for sides in sides(view.report()) {
        let columns = dom::element("div", "columns")?;
        for (name, ids) in [(ui.get("contrasts.here"), &sides.here), (ui.get("contrasts.there"), &sides.there)] {
            // Read out with the list; for the eye the columns say it.
            let column = dom::element("ul", "column")?.with("aria-label", name)?;
            for position in ids.iter().filter_map(|id| view.report().positions.get(id.index())) {
                column.put(&dom::element("li", "")?.child(&side(view, position)?)?)?;
            }
            columns.put(&column)?;
        }
        let issue = dom::original("p", "issue", &view.issue(Some(sides.issue)))?;
        list.put(&dom::element("li", "")?.child(&issue)?.child(&columns)?)?;
    }
    Ok((list.child_element_count() > 0).then_some(list))
}

/// A position as one side of a relation.
pub(super) fn side(view: &View, position: &Position) -> Result<Element, JsValue> {
    let side = dom::button("side")?.with("data-item", &Item::Position(position.id).to_string())?;
    let words = dom::text("span", "", &view.sentence(position))?;
    let words = match certainty::note(view.ui(), position.confidence)? {
        Some(uncertain) => words.text(" ")?.child(&uncertain)?,
        None => words,
    };
    side.child(&items::sign(view, position.stance)?)?.child(&words)
}
