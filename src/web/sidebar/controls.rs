//! Choosing and finding: the speaker, the kind or stance, words; and stepping through what is left.
//!
//! Comes in: the article's speakers and what the reader types. Goes out: a [`Filter`].

use super::frame::{Frame, Tab};
use crate::marks::Layer;
use crate::report::{QuoteKind, Stance};
use crate::span::ActorId;
use crate::view::{Filter, Summary, Ui, View};
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

const KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];

/// The bar with its find field, and the element that says "3 of 14".
pub(super) fn build(ui: &Ui) -> Result<(Element, HtmlElement, Element), JsValue> {
    let bar = dom::element("div", "tools")?.with("role", "search")?.with("aria-label", ui.get("filter.label"))?;
    let find = dom::element("input", "find")?
        .with("type", "search")?
        .with("data-filter", "find")?
        .with("aria-label", ui.get("filter.find"))?
        .with("placeholder", ui.get("filter.find.hint"))?;
    let speaker = select("speaker", ui.get("filter.speaker"), ui.get("filter.speaker.all"))?;
    let kind = select("kind", ui.get("filter.kind"), ui.get("filter.kind.all"))?;
    for value in KINDS {
        let name = Layer::of_kind(value).name();
        kind.put(&option(name, ui.look_up(&format!("kind.{name}")))?)?;
    }
    let stance = select("stance", ui.get("filter.stance"), ui.get("filter.stance.all"))?;
    for value in Stance::ALL {
        let sign = ui.look_up(&format!("stance.{}.sign", value.name()));
        let name = ui.look_up(&format!("stance.{}.name", value.name()));
        stance.put(&option(value.name(), &format!("{sign} {name}"))?)?;
    }
    let choices = dom::element("div", "choices")?.child(&speaker)?.child(&kind)?.child(&stance)?;
    let place = dom::element("span", "place")?;
    let steps = dom::element("div", "steps")?
        .child(&place)?
        .child(&dom::button("step")?.with("data-step", "previous")?.text(ui.get("step.previous"))?)?
        .child(&dom::button("step")?.with("data-step", "next")?.text(ui.get("step.next"))?)?
        .child(&dom::button("step")?.with("data-clear", "")?.text(ui.get("filter.clear"))?)?;
    let bar = bar.child(&find)?.child(&choices)?.child(&steps)?;
    Ok((bar, find.dyn_into()?, place))
}

/// Offers the speakers of an article and shows what is chosen. A speaker who is not among them is no choice any more.
pub(super) fn fill(frame: &Frame, view: &View, summary: &Summary, filter: &mut Filter) -> Result<(), JsValue> {
    let Some(select) = field(frame, "speaker")? else { return Ok(()) };
    while let Some(option) = select.children().item(1) {
        option.remove();
    }
    let mut actors: Vec<ActorId> = summary.voices.iter().filter_map(|voice| voice.actor).collect();
    let holders = view.report().positions.iter().flat_map(|position| position.holders.iter().copied());
    actors.extend(holders);
    let mut seen = std::collections::HashSet::new();
    for actor in actors.into_iter().filter(|actor| seen.insert(*actor)) {
        select.put(&option(&actor.0.to_string(), &view.name(actor))?)?;
    }
    filter.speaker = filter.speaker.filter(|speaker| seen.contains(speaker));
    set(frame, "find", &filter.words)?;
    set(frame, "speaker", &filter.speaker.map(|speaker| speaker.0.to_string()).unwrap_or_default())?;
    set(frame, "kind", filter.kind.map(|kind| Layer::of_kind(kind).name()).unwrap_or_default())?;
    set(frame, "stance", filter.stance.map(Stance::name).unwrap_or_default())
}

/// Sets every field back.
pub(super) fn reset(frame: &Frame) -> Result<(), JsValue> {
    for name in ["find", "speaker", "kind", "stance"] {
        set(frame, name, "")?;
    }
    Ok(())
}

/// Shows that one speaker was chosen, and nothing else.
pub(super) fn choose_speaker(frame: &Frame, speaker: ActorId) -> Result<(), JsValue> {
    reset(frame)?;
    set(frame, "speaker", &speaker.0.to_string())
}

/// Shows only the fields that mean something on a tab: quotes have a kind, positions a stance.
pub(super) fn fit(tools: &Element, tab: Tab) -> Result<(), JsValue> {
    for (name, shown) in [("kind", tab == Tab::Quotes), ("stance", tab == Tab::Positions)] {
        if let Some(field) = tools.query_selector(&format!("[data-filter={name}]"))? {
            field.toggle_attribute_with_force("hidden", !shown)?;
        }
    }
    Ok(())
}

/// Takes the value of a field over into the filter.
pub(super) fn apply(filter: &mut Filter, field: &str, value: &str) {
    match field {
        "find" => value.clone_into(&mut filter.words),
        "speaker" => filter.speaker = value.parse().ok().map(ActorId),
        "kind" => filter.kind = KINDS.into_iter().find(|kind| Layer::of_kind(*kind).name() == value),
        "stance" => filter.stance = Stance::from_name(value),
        _ => {}
    }
}

fn select(name: &str, label: &str, all: &str) -> Result<Element, JsValue> {
    let select = dom::element("select", "")?.with("data-filter", name)?.with("aria-label", label)?;
    select.child(&option("", all)?)
}

fn option(value: &str, label: &str) -> Result<Element, JsValue> {
    dom::text("option", "", label)?.with("value", value)
}

fn field(frame: &Frame, name: &str) -> Result<Option<Element>, JsValue> {
    frame.tools.query_selector(&format!("[data-filter={name}]"))
}

fn set(frame: &Frame, name: &str, value: &str) -> Result<(), JsValue> {
    if let Some(field) = field(frame, name)? {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(value);
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            select.set_value(value);
        }
    }
    Ok(())
}
