//! What the marks mean: every style that is painted on a page, with its name.

use crate::marks::Layer;
use crate::report::Stance;
use crate::view::Ui;
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// A part that opens: speakers and kinds of quotes, then families of stances with the signs that belong to them.
pub(super) fn build(ui: &Ui) -> Result<Element, JsValue> {
    let quotes = dom::element("ul", "")?;
    for layer in [Layer::Speaker, Layer::Direct, Layer::Mixed, Layer::Indirect] {
        let (name, long) = match layer {
            Layer::Speaker => (ui.get("layer.speaker"), ""),
            _ => (ui.look_up(&format!("kind.{}", layer.name())), ui.look_up(&format!("kind.{}.long", layer.name()))),
        };
        let item = dom::element("li", "")?.child(&sample(layer, name)?)?;
        quotes.put(&if long.is_empty() { item } else { item.text(" ")?.text(long)? })?;
    }
    let stances = dom::element("ul", "")?;
    for layer in [Layer::Favour, Layer::Against, Layer::Press, Layer::Claim] {
        let members = Stance::ALL.into_iter().filter(|stance| Layer::of_stance(*stance) == layer).map(|stance| {
            let part = |end: &str| ui.look_up(&format!("stance.{}.{end}", stance.name()));
            format!("{} {}", part("sign"), part("name").to_lowercase())
        });
        let members: Vec<String> = members.collect();
        let name = ui.look_up(&format!("layer.{}", layer.name()));
        let item = dom::element("li", "")?.child(&sample(layer, name)?)?.text(" ")?.text(&members.join(", "))?;
        stances.put(&item)?;
    }
    dom::element("details", "legend")?
        .child(&dom::text("summary", "", ui.get("legend.title"))?)?
        .child(&dom::text("p", "small", ui.get("legend.quotes"))?)?
        .child(&quotes)?
        .child(&dom::text("p", "small", ui.get("legend.stances"))?)?
        .child(&stances)
}

fn sample(layer: Layer, name: &str) -> Result<Element, JsValue> {
    dom::text("span", "sample", name)?.with("data-layer", layer.name())
}
