//! The first view: who gets the words, who stands where, and where the sides differ.
//!
//! Comes in: a view and its summary. Goes out: bars, the matrix of actors and issues, sentences. A cell of the matrix holds
//! one sign for each stance in it, never colour alone. Known limit: a matrix of more than a few actors scrolls sideways.

use super::items;
use crate::marks::{Item, Layer};
use crate::report::{RelationKind, Stance};
use crate::span::PositionId;
use crate::view::{Matrix, Summary, View};
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// Bars that are shown before the rest is left to the tab of speakers.
const BARS: usize = 6;

/// Draws everything there is to draw; a part without content is left out.
pub(super) fn draw(panel: &Element, view: &View, summary: &Summary) -> Result<(), JsValue> {
    voices(panel, view, summary)?;
    matrix(panel, view, &summary.matrix)?;
    let ui = view.ui();
    relations(panel, view, RelationKind::Contrast, ui.get("contrasts.title"))?;
    relations(panel, view, RelationKind::Agreement, ui.get("agreements.title"))
}

/// A bar as long as the share of all attributed words.
pub(super) fn bar(share: f64) -> Result<Element, JsValue> {
    let fill = dom::element("span", "fill")?.dyn_into::<HtmlElement>()?;
    // Through the style object, which a policy against inline styles allows.
    fill.style().set_property("inline-size", &format!("{}%", (share * 100.0).round() as u32))?;
    dom::element("span", "bar")?.with("aria-hidden", "true")?.child(&fill)
}

fn voices(panel: &Element, view: &View, summary: &Summary) -> Result<(), JsValue> {
    if summary.voices.is_empty() {
        return Ok(());
    }
    let ui = view.ui();
    let list = dom::element("ol", "voices")?;
    for voice in summary.voices.iter().take(BARS) {
        let share = ui.fill("voices.share", &[("share", &voice.percent().to_string())]);
        let name = match voice.actor {
            Some(actor) => {
                let name = view.name(actor);
                let label = ui.fill("speaker.show", &[("name", &name)]);
                dom::button("name")?.with("data-speaker", &actor.0.to_string())?.with("title", &label)?.text(&name)?
            }
            None => dom::text("span", "name", ui.get("voices.unknown"))?,
        };
        let share = dom::text("span", "share", &share)?;
        list.put(&dom::element("li", "")?.child(&name)?.child(&share)?.child(&bar(voice.share)?)?)?;
    }
    let section = section(panel, ui.get("voices.title"))?;
    section.put(&list)?;
    section.put(&dom::text("p", "small", ui.get("voices.note"))?)?;
    Ok(())
}

fn matrix(panel: &Element, view: &View, matrix: &Matrix) -> Result<(), JsValue> {
    if matrix.issues.is_empty() {
        return Ok(());
    }
    let ui = view.ui();
    let head = dom::element("tr", "")?.child(&dom::text("th", "", ui.get("matrix.issue"))?.with("scope", "col")?)?;
    for actor in &matrix.actors {
        head.put(&dom::text("th", "", &view.name(*actor))?.with("scope", "col")?)?;
    }
    let body = dom::element("tbody", "")?;
    for issue in &matrix.issues {
        let row = dom::element("tr", "")?.child(&dom::text("th", "", &view.issue(*issue))?.with("scope", "row")?)?;
        for actor in &matrix.actors {
            row.put(&cell(view, matrix.cell(*issue, *actor))?)?;
        }
        body.put(&row)?;
    }
    let table = dom::element("table", "matrix")?
        .child(&dom::text("caption", "unseen", ui.get("matrix.title"))?)?
        .child(&dom::element("thead", "")?.child(&head)?)?
        .child(&body)?;
    // It scrolls by itself, so that it must be reachable by keyboard.
    let region = dom::element("div", "wide")?
        .with("role", "region")?
        .with("aria-label", ui.get("matrix.label"))?
        .with("tabindex", "0")?
        .child(&table)?;
    let section = section(panel, ui.get("matrix.title"))?;
    section.put(&region)?;
    section.put(&dom::text("p", "small", ui.get("matrix.note"))?)?;
    Ok(())
}

/// One sign for each stance in the cell; a stance taken twice leads to where it is taken first.
fn cell(view: &View, ids: &[PositionId]) -> Result<Element, JsValue> {
    let ui = view.ui();
    let cell = dom::element("td", "")?;
    if ids.is_empty() {
        let nothing = dom::text("span", "unseen", ui.get("matrix.none"))?;
        return cell.child(&dom::text("span", "none", "·")?.with("aria-hidden", "true")?)?.child(&nothing);
    }
    let positions: Vec<_> = ids.iter().filter_map(|id| view.report().positions.get(id.index())).collect();
    for stance in Stance::ALL {
        let same: Vec<_> = positions.iter().filter(|position| position.stance == stance).collect();
        let Some(first) = same.first() else { continue };
        let mut label = view.sentence(first);
        if same.len() > 1 {
            label = format!("{label}, {}", ui.fill("matrix.more", &[("count", &(same.len() - 1).to_string())]));
        }
        // What is seen is for the eye alone; the name says it in words, the number too.
        let seen = dom::text("span", "", view.sign(stance))?.with("aria-hidden", "true")?;
        if same.len() > 1 {
            seen.put(&dom::text("sup", "", &same.len().to_string())?)?;
        }
        let chip = dom::button("chip")?
            .with("data-item", &Item::Position(first.id).to_string())?
            .with("data-layer", Layer::of_stance(stance).name())?
            .with("title", &label)?
            .child(&seen)?
            .child(&dom::text("span", "unseen", &label)?)?;
        cell.put(&chip)?;
    }
    Ok(cell)
}

fn relations(panel: &Element, view: &View, kind: RelationKind, title: &str) -> Result<(), JsValue> {
    let list = dom::element("ul", "relations")?;
    for relation in view.report().relations.iter().filter(|relation| relation.kind == kind) {
        let item = dom::element("li", "")?.child(&dom::text("p", "issue", &view.issue(Some(relation.issue)))?)?;
        for id in relation.positions {
            let Some(position) = view.report().positions.get(id.index()) else { continue };
            let side = dom::button("side")?.with("data-item", &Item::Position(id).to_string())?;
            let words = dom::text("span", "", &view.sentence(position))?;
            item.put(&side.child(&items::sign(view, position.stance)?)?.child(&words)?)?;
        }
        list.put(&item)?;
    }
    if list.child_element_count() > 0 {
        section(panel, title)?.put(&list)?;
    }
    Ok(())
}

fn section(panel: &Element, title: &str) -> Result<Element, JsValue> {
    let section = dom::element("section", "part")?.child(&dom::text("h3", "title", title)?)?;
    panel.put(&section)?;
    Ok(section)
}
