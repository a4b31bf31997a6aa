//! The lists of quotes and of positions. Every item is a button that leads to its place in the article.
//!
//! Comes in: a view and the ids to be listed. Goes out: `<ol>`s in the panel. A quote shows its chain, its words and a
//! button to copy it with its source; positions stand under their issue.

use super::{certainty, notes};
use crate::marks::{Item, Layer};
use crate::order::sort_by_numbers;
use crate::report::{Attribution, Position, Stance};
use crate::span::{AttributionId, IssueId, PositionId};
use crate::view::View;
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node};

/// Lists quotes.
pub(super) fn draw_quotes(panel: &Element, view: &View, ids: &[AttributionId], noted: &[Item]) -> Result<(), JsValue> {
    let ui = view.ui();
    if ids.is_empty() {
        panel.put(&dom::text("p", "empty", ui.get("quotes.empty"))?)?;
        return Ok(());
    }
    let list = dom::element("ol", "items")?;
    for attribution in ids.iter().filter_map(|id| view.report().attributions.get(id.index())) {
        let item = Item::Quote(attribution.id);
        list.put(&quote(view, attribution, &notes::button(ui, item, noted.contains(&item))?)?)?;
    }
    panel.put(&list)?;
    Ok(())
}

/// Lists positions, issue by issue.
pub(super) fn draw_positions(panel: &Element, view: &View, ids: &[PositionId], noted: &[Item]) -> Result<(), JsValue> {
    let ui = view.ui();
    if ids.is_empty() {
        panel.put(&dom::text("p", "empty", ui.get("positions.empty"))?)?;
        return Ok(());
    }
    for (issue, ids) in by_issue(view, ids) {
        let list = dom::element("ol", "items")?;
        for position in ids.iter().filter_map(|id| view.report().positions.get(id.index())) {
            let item = Item::Position(position.id);
            let acts = dom::element("div", "acts")?.child(&notes::button(ui, item, noted.contains(&item))?)?;
            let item = dom::element("li", "item")?.child(&position_button(view, position)?)?;
            list.put(&item.child(&evidence(view, position)?)?.child(&acts)?)?;
        }
        let title = issue_title(view, issue)?;
        panel.put(&dom::element("section", "")?.child(&title)?.child(&list)?)?;
    }
    Ok(())
}

/// The name of an issue is in the words of the article; that of the rest is not.
fn issue_title(view: &View, issue: Option<IssueId>) -> Result<Element, JsValue> {
    let name = view.issue(issue);
    if issue.is_some() { dom::original("h3", "issue", &name) } else { dom::text("h3", "issue", &name) }
}

/// Positions gathered by issue, in the order in which the issues first come up; those on none in particular last.
pub(super) fn by_issue(view: &View, ids: &[PositionId]) -> Vec<(Option<IssueId>, Vec<PositionId>)> {
    let mut groups: Vec<(Option<IssueId>, Vec<PositionId>)> = Vec::new();
    for id in ids {
        let Some(position) = view.report().positions.get(id.index()) else { continue };
        match groups.iter_mut().find(|(issue, _)| *issue == position.issue) {
            Some((_, group)) => group.push(*id),
            None => groups.push((position.issue, vec![*id])),
        }
    }
    sort_by_numbers(&mut groups, |(issue, _)| [u32::from(issue.is_none()), 0, 0]);
    groups
}

/// What is said of an item when it becomes the current one; `None` for an item that the report does not have.
pub(super) fn label(view: &View, item: Item) -> Option<String> {
    let (what, who) = match item {
        Item::Quote(id) => {
            let attribution = view.report().attributions.get(id.index())?;
            (view.kind(attribution.kind), view.speaker(attribution))
        }
        Item::Position(id) => {
            let position = view.report().positions.get(id.index())?;
            (view.stance(position.stance), view.holder(position))
        }
    };
    Some(view.ui().fill("item.selected", &[("what", what), ("who", &who)]))
}

/// The sign of a stance in the colours of its family. For the eye only: the words stand beside it or in a label.
pub(super) fn sign(view: &View, stance: Stance) -> Result<Element, JsValue> {
    dom::text("span", "sign", view.sign(stance))?
        .with("data-layer", Layer::of_stance(stance).name())?
        .with("aria-hidden", "true")
}

/// Says which item is the current one.
pub(super) fn mark_current(panel: &Element, current: Option<Item>) -> Result<(), JsValue> {
    let current = current.map(|item| item.to_string());
    let buttons = panel.query_selector_all("[data-item]")?;
    for button in (0..buttons.length()).filter_map(|index| buttons.item(index)) {
        let Some(button) = button.dyn_ref::<Element>() else { continue };
        if current.is_some() && button.get_attribute("data-item") == current {
            button.set_attribute("aria-current", "true")?;
        } else {
            button.remove_attribute("aria-current")?;
        }
    }
    Ok(())
}

/// Moves the focus from one item to another of the same list or table, by arrow keys, Home and End.
pub(super) fn move_focus(panel: &Element, from: &HtmlElement, key: &str) -> Result<(), JsValue> {
    let buttons = panel.query_selector_all("[data-item]")?;
    let Some(last) = buttons.length().checked_sub(1) else { return Ok(()) };
    let is_here =
        |index: &u32| buttons.item(*index).is_some_and(|node| from.is_same_node(Some(node.unchecked_ref::<Node>())));
    let at = (0..=last).find(is_here).unwrap_or(0);
    let next = match key {
        "ArrowDown" => (at + 1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        _ => last,
    };
    if let Some(button) = buttons.item(next) {
        button.unchecked_ref::<HtmlElement>().focus()?;
    }
    Ok(())
}

fn quote(view: &View, attribution: &Attribution, wrong: &Element) -> Result<Element, JsValue> {
    let ui = view.ui();
    let layer = Layer::of_kind(attribution.kind).name();
    let head = dom::element("span", "who")?.text(&view.speaker(attribution))?;
    let kind = dom::text("span", "badge", view.kind(attribution.kind))?.with("data-layer", layer)?;
    let line = dom::element("span", "line")?.child(&head)?.child(&kind)?;
    if attribution.hedged {
        line.put(&note(ui.get("hedged"), ui.get("hedged.long"))?)?;
    }
    if let Some(uncertain) = certainty::note(ui, attribution.confidence)? {
        line.put(&uncertain)?;
    }
    let words = dom::original("span", "said", &view.quoted(attribution))?.with("data-layer", layer)?;
    let go = item_button(Item::Quote(attribution.id))?.child(&line)?.child(&words)?;
    let copy = dom::button("copy")?
        .with("data-copy", &attribution.id.0.to_string())?
        .with("aria-label", ui.get("copy.label"))?
        .with("title", ui.get("copy.label"))?
        .text(ui.get("copy"))?;
    let acts = dom::element("div", "acts")?.child(&copy)?;
    if view.link(attribution).is_some() {
        let link = dom::button("copy")?
            .with("data-link", &attribution.id.0.to_string())?
            .with("aria-label", ui.get("link.label"))?
            .with("title", ui.get("link.label"))?
            .text(ui.get("link"))?;
        acts.put(&link)?;
    }
    dom::element("li", "item")?.child(&go)?.child(&acts.child(wrong)?)
}

fn position_button(view: &View, position: &Position) -> Result<Element, JsValue> {
    let ui = view.ui();
    let who = dom::text("span", "who", &view.holder(position))?;
    let verb = dom::text("span", "verb", &ui.fill("verb", &[("verb", &view.verb(position))]))?
        .with("data-layer", Layer::of_stance(position.stance).name())?;
    let line = dom::element("span", "line")?.child(&who)?;
    if position.conditional {
        line.put(&note(ui.get("conditional"), ui.get("conditional.long"))?)?;
    }
    if position.earlier {
        line.put(&note(ui.get("earlier"), ui.get("earlier.long"))?)?;
    }
    if let Some(uncertain) = certainty::note(ui, position.confidence)? {
        line.put(&uncertain)?;
    }
    // "France remains deeply concerned": where no matter is named, the sentence tells it.
    let matter = view.proposition(position).unwrap_or_else(|| view.line(position.sentence));
    let what = dom::element("span", "said")?.child(&verb)?.text(" ")?.child(&dom::original("span", "", &matter)?)?;
    let words = dom::element("span", "")?.child(&line)?.child(&what)?;
    let button = item_button(Item::Position(position.id))?.child(&sign(view, position.stance)?)?.child(&words)?;
    button.with("class", "go signed")
}

/// "How do we know?": the words that signal the position, the rule that they fit, and how sure that is. Closed at first.
fn evidence(view: &View, position: &Position) -> Result<Element, JsValue> {
    let list = dom::element("ul", "")?;
    for line in view.evidence(position) {
        list.put(&dom::text("li", "", &line)?)?;
    }
    dom::element("details", "why")?.child(&dom::text("summary", "", view.ui().get("why"))?)?.child(&list)
}

fn item_button(item: Item) -> Result<Element, JsValue> {
    dom::button("go")?.with("data-item", &item.to_string())
}

/// A short word, with what it means for those who point at it and, in full, for those who listen.
pub(super) fn note(short: &str, long: &str) -> Result<Element, JsValue> {
    let seen = dom::text("span", "", short)?.with("aria-hidden", "true")?;
    dom::element("span", "note")?.with("title", long)?.child(&seen)?.child(&dom::text("span", "unseen", long)?)
}
