//! Everyone who says something: role, body, country, forms of the name, share of the words, and the way to what they say.
//!
//! Comes in: a view and its summary. Goes out: one entry a speaker, most words first.

use super::overview;
use crate::view::{Summary, View, Voice};
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Lists the speakers.
pub(super) fn draw(panel: &Element, view: &View, summary: &Summary) -> Result<(), JsValue> {
    if summary.voices.is_empty() {
        panel.put(&dom::text("p", "empty", view.ui().get("quotes.empty"))?)?;
        return Ok(());
    }
    let list = dom::element("ul", "speakers")?;
    for voice in &summary.voices {
        list.put(&speaker(view, voice)?)?;
    }
    panel.put(&list)?;
    Ok(())
}

fn speaker(view: &View, voice: &Voice) -> Result<Element, JsValue> {
    let ui = view.ui();
    let item = dom::element("li", "")?;
    let item = match voice.actor.and_then(|id| view.report().actors.get(id.index())) {
        None => item.child(&dom::text("p", "name", ui.get("voices.unknown"))?)?,
        Some(actor) => {
            let name = dom::text("h3", "name", &actor.name)?;
            let (about, forms) = (view.about(actor), view.forms(actor));
            let item = item.child(&name)?;
            let item =
                if about.is_empty() { item } else { item.child(&dom::text("p", "about", &about.join(" · "))?)? };
            if forms.is_empty() {
                item
            } else {
                let forms = ui.fill("speaker.forms", &[("forms", &forms.join(", "))]);
                item.child(&dom::text("p", "about", &forms)?)?
            }
        }
    };
    let share = ui.fill("voices.share", &[("share", &voice.percent().to_string())]);
    let item = item.child(&overview::bar(voice.share)?)?;
    let held = voice
        .actor
        .map_or(0, |id| view.report().positions.iter().filter(|position| position.holders.contains(&id)).count());
    let mut facts = vec![share, ui.count("voices.words", voice.words), ui.count("speaker.quotes", voice.quotes)];
    if held > 0 {
        facts.push(ui.count("speaker.positions", held));
    }
    let item = item.child(&dom::text("p", "facts", &facts.join(" · "))?)?;
    match voice.actor {
        None => Ok(item),
        Some(actor) => {
            let label = ui.fill("speaker.show", &[("name", &view.name(actor))]);
            item.child(&dom::button("show")?.with("data-speaker", &actor.0.to_string())?.text(&label)?)
        }
    }
}
