//! What the sidebar shows and what the reader did to it.
//!
//! Comes in: a view of an article, clicks, keys, choices. Goes out: changes of the frame, and calls for the host. A click
//! on a quote marks it as the current one and asks the host to go there.

use super::certainty::{Certainty, says};
use super::frame::{Frame, Tab};
use super::{controls, items, notes, overview, speakers};
use crate::marks::{Item, Mark};
use crate::report::Report;
use crate::span::{ActorId, AttributionId};
use crate::view::{Card, Filter, Summary, Ui, View, summarize};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// A call of the host: its name and its value.
pub(super) type Call = (&'static str, String);

/// Everything that can change.
pub(super) struct State {
    pub(super) ui: Ui,
    frame: Frame,
    view: Option<View>,
    summary: Summary,
    tab: Tab,
    filter: Filter,
    selected: Option<Item>,
    marks: bool,
    /// The whole report, of which `view` is what is shown.
    pub(super) certainty: Certainty,
    /// Items of the whole report that the reader noted as wrong.
    noted: Vec<Item>,
}

impl State {
    /// An empty sidebar in `root`.
    pub(super) fn new(root: &Element, ui: Ui) -> Result<Self, JsValue> {
        let frame = Frame::build(root, &ui)?;
        Ok(Self {
            ui,
            frame,
            view: None,
            summary: Summary::default(),
            tab: Tab::Overview,
            filter: Filter::default(),
            selected: None,
            marks: true,
            certainty: Certainty::default(),
            noted: Vec::new(),
        })
    }

    /// Shows another article, or the same one after its page has changed: then the reader stays on the same tab.
    pub(super) fn open(&mut self, report: Report, marks: Vec<Mark>) -> Result<(), JsValue> {
        self.certainty.take(report, marks);
        let Some(report) = self.certainty.trim() else { return Ok(()) };
        let view = View::new(report, self.ui.clone());
        let about =
            |view: &View| view.report().article.as_ref().map(|about| (about.url.clone(), about.headline.clone()));
        let again = self.view.as_ref().is_some_and(|old| about(old) == about(&view));
        self.noted.clear();
        self.filter = Filter::default();
        self.selected = None;
        self.frame.warn("");
        self.take(view)?;
        if again {
            return self.draw_panel();
        }
        self.set_marks(true)?;
        self.show(Tab::Overview)
    }

    /// Takes a view to be shown, and draws what is said of all of it.
    fn take(&mut self, view: View) -> Result<(), JsValue> {
        self.summary = summarize(view.report(), view.text());
        self.frame.draw_head(&view, &self.summary)?;
        self.frame.draw_switch(&self.ui, &self.certainty)?;
        controls::fill(&self.frame, &view, &self.summary, &mut self.filter)?;
        self.view = Some(view);
        Ok(())
    }

    /// Shows or hides what is uncertain. Tab, choices and current item stay; of a current item that is hidden none is left.
    fn show_uncertain(&mut self, on: bool) -> Result<Option<Call>, JsValue> {
        let selected = self.selected.and_then(|item| self.certainty.whole(item));
        self.certainty.shows_all = on;
        let Some(report) = self.certainty.trim() else { return Ok(None) };
        self.selected = selected.and_then(|item| self.certainty.shown(item));
        self.take(View::new(report, self.ui.clone()))?;
        self.draw_panel()?;
        self.frame.say(&says(&self.ui, &self.certainty));
        Ok(Some(("paint", String::new())))
    }

    /// Marks and cards of what is shown.
    pub(super) fn painting(&self) -> (Vec<Mark>, Vec<Card>) {
        (self.certainty.marks(), self.view.as_ref().map(View::cards).unwrap_or_default())
    }

    /// Makes an item the current one. `reveal` brings it into view, on its own tab, whatever the choices were.
    pub(super) fn select(&mut self, item: Item, reveal: bool) -> Result<(), JsValue> {
        let Some(view) = &self.view else { return Ok(()) };
        let Some(label) = items::label(view, item) else { return Ok(()) };
        self.selected = Some(item);
        if reveal {
            let tab = if matches!(item, Item::Quote(_)) { Tab::Quotes } else { Tab::Positions };
            if self.tab != tab || !self.listed().contains(&item) {
                self.filter = Filter::default();
                controls::reset(&self.frame)?;
                self.show(tab)?;
            }
        }
        self.mark_current()?;
        if reveal && let Some(shown) = self.frame.panel.query_selector(&format!("[data-item=\"{item}\"]"))? {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            shown.scroll_into_view_with_scroll_into_view_options(&options);
        }
        self.frame.say(&label);
        Ok(())
    }

    pub(super) fn set_marks(&mut self, on: bool) -> Result<(), JsValue> {
        if self.marks != on {
            self.frame.say(if on { self.ui.get("marks.shown") } else { self.ui.get("marks.hidden") });
        }
        self.marks = on;
        self.frame.draw_marks_button(&self.ui, on)
    }

    pub(super) fn say_copied(&self, done: bool) {
        self.frame.say(if done { self.ui.get("copy.done") } else { self.ui.get("copy.failed") });
    }

    #[cfg(feature = "whole")]
    pub(super) fn notice(&self, kind: &str) {
        self.frame.warn(match kind {
            "restarted" => self.ui.get("notice.restarted"),
            "cleared" => self.ui.get("notice.cleared"),
            _ => "",
        });
    }

    pub(super) fn on_click(&mut self, event: &Event) -> Result<Option<Call>, JsValue> {
        let Some(button) = closest(event, "button")? else { return Ok(None) };
        let given = |name: &str| button.get_attribute(name);
        if let Some(item) = given("data-item").as_deref().and_then(Item::parse) {
            self.select(item, false)?;
            return Ok(Some(("go", item.to_string())));
        }
        if let Some(quote) = given("data-copy").and_then(|id| id.parse().ok()) {
            return Ok(self.citation(AttributionId(quote)).map(|text| ("copy", text)));
        }
        if let Some(quote) = given("data-link").and_then(|id| id.parse().ok()) {
            return Ok(self.link(AttributionId(quote)).map(|address| ("copy", address)));
        }
        if let Some(item) = given("data-wrong").as_deref().and_then(Item::parse) {
            return self.note(item, &button);
        }
        if let Some(order) = given("data-notes") {
            return Ok(Some(("notes", order)));
        }
        if let Some(tab) = given("data-tab").as_deref().and_then(Tab::parse) {
            self.show(tab)?;
        } else if let Some(speaker) = given("data-speaker").and_then(|id| id.parse().ok()) {
            self.filter = Filter { speaker: Some(ActorId(speaker)), ..Filter::default() };
            controls::choose_speaker(&self.frame, ActorId(speaker))?;
            self.show(Tab::Quotes)?;
            self.frame.focus_tab(Tab::Quotes);
        } else if let Some(step) = given("data-step") {
            return self.step(step == "next");
        } else if given("data-clear").is_some() {
            self.filter = Filter::default();
            controls::reset(&self.frame)?;
            self.draw_panel()?;
            self.frame.find.focus()?;
        } else if given("data-marks").is_some() {
            self.set_marks(!self.marks)?;
            return Ok(Some(("marks", if self.marks { "on" } else { "off" }.to_owned())));
        }
        Ok(None)
    }

    pub(super) fn on_key(&mut self, event: &KeyboardEvent) -> Result<Option<Call>, JsValue> {
        if let Some(tab) = closest(event, "[role=tab]")?
            && let Some(next) = Tab::parse(&tab.get_attribute("data-tab").unwrap_or_default())
                .and_then(|tab| tab.after_key(&event.key(), self.ui.direction()))
        {
            event.prevent_default();
            self.show(next)?;
            self.frame.focus_tab(next);
        } else if let Some(item) = closest(event, "[data-item]")?
            && matches!(event.key().as_str(), "ArrowDown" | "ArrowUp" | "Home" | "End")
        {
            event.prevent_default();
            items::move_focus(&self.frame.panel, &item, &event.key())?;
        }
        Ok(None)
    }

    pub(super) fn on_input(&mut self, event: &Event) -> Result<Option<Call>, JsValue> {
        if let Some(field) = closest(event, "[data-uncertain]")? {
            return self.show_uncertain(field.unchecked_ref::<HtmlInputElement>().checked());
        }
        let Some(field) = closest(event, "[data-filter]")? else { return Ok(None) };
        let value = field
            .dyn_ref::<HtmlInputElement>()
            .map(HtmlInputElement::value)
            .or_else(|| field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value))
            .unwrap_or_default();
        controls::apply(&mut self.filter, &field.get_attribute("data-filter").unwrap_or_default(), &value);
        self.draw_panel()?;
        Ok(None)
    }

    fn show(&mut self, tab: Tab) -> Result<(), JsValue> {
        self.tab = tab;
        self.frame.choose_tab(tab)?;
        self.frame.panel.set_scroll_top(0);
        self.draw_panel()
    }

    fn draw_panel(&self) -> Result<(), JsValue> {
        let Some(view) = &self.view else { return Ok(()) };
        let panel = &self.frame.panel;
        panel.set_text_content(None);
        if self.summary.quotes + self.summary.positions == 0 {
            return self.frame.draw_nothing(view, &self.certainty);
        }
        let noted: Vec<Item> = self.noted.iter().filter_map(|item| self.certainty.shown(*item)).collect();
        match self.tab {
            Tab::Overview => overview::draw(panel, view, &self.summary)?,
            Tab::Speakers => speakers::draw(panel, view, &self.summary)?,
            Tab::Quotes => items::draw_quotes(panel, view, &self.filter.quotes(view), &noted)?,
            Tab::Positions => items::draw_positions(panel, view, &self.filter.positions(view), &noted)?,
        }
        self.mark_current()
    }

    /// The items of the tab's list, as filtered, in the order in which they are drawn.
    fn listed(&self) -> Vec<Item> {
        let Some(view) = &self.view else { return Vec::new() };
        match self.tab {
            Tab::Quotes => self.filter.quotes(view).into_iter().map(Item::Quote).collect(),
            Tab::Positions => items::by_issue(view, &self.filter.positions(view))
                .into_iter()
                .flat_map(|(_, ids)| ids)
                .map(Item::Position)
                .collect(),
            Tab::Overview | Tab::Speakers => Vec::new(),
        }
    }

    /// Goes to the item after or before the current one; from none, to the first or the last.
    fn step(&mut self, forward: bool) -> Result<Option<Call>, JsValue> {
        let listed = self.listed();
        let at = self.selected.and_then(|item| listed.iter().position(|other| *other == item));
        let next = match (at, forward) {
            (None, true) => 0,
            (None, false) => listed.len().saturating_sub(1),
            (Some(at), true) => (at + 1).min(listed.len() - 1),
            (Some(at), false) => at.saturating_sub(1),
        };
        let Some(item) = listed.get(next).copied() else { return Ok(None) };
        self.select(item, true)?;
        Ok(Some(("go", item.to_string())))
    }

    /// The same from any view: those without a list give way to the quotes.
    #[cfg(feature = "whole")]
    pub(super) fn step_anywhere(&mut self, forward: bool) -> Result<Option<Call>, JsValue> {
        if matches!(self.tab, Tab::Overview | Tab::Speakers) {
            self.show(Tab::Quotes)?;
        }
        self.step(forward)
    }

    /// What is shown, and the article in numbers; `None` before one was read.
    pub(super) fn shown(&self) -> Option<(&View, &Summary)> {
        self.view.as_ref().map(|view| (view, &self.summary))
    }

    /// Draws which item is the current one and which of how many that is.
    fn mark_current(&self) -> Result<(), JsValue> {
        items::mark_current(&self.frame.panel, self.selected)?;
        let listed = self.listed();
        let at = self.selected.and_then(|item| listed.iter().position(|other| *other == item));
        let place = at.map_or_else(|| "–".to_owned(), |at| (at + 1).to_string());
        let count = listed.len().to_string();
        self.frame.place.set_text_content(Some(&self.ui.fill("step.place", &[("place", &place), ("count", &count)])));
        Ok(())
    }

    pub(super) fn show_notes(&self, count: usize) -> Result<(), JsValue> {
        self.frame.draw_notes(&self.ui, count)
    }

    /// Notes an item as wrong, or takes the note back.
    fn note(&mut self, item: Item, button: &Element) -> Result<Option<Call>, JsValue> {
        let Some(note) = self.view.as_ref().and_then(|view| view.note(item)) else { return Ok(None) };
        // By way of JavaScript: a second writer of reports would cost 8 KB.
        let note = js_sys::JSON::stringify(&crate::web::to_js(&note)?)?.into();
        let Some(item) = self.certainty.whole(item) else { return Ok(None) };
        let noted = !self.noted.contains(&item);
        self.noted.retain(|other| *other != item);
        if noted {
            self.noted.push(item);
        }
        notes::draw(button, &self.ui, noted)?;
        self.frame.say(self.ui.get(if noted { "wrong.said" } else { "wrong.undone" }));
        Ok(Some((if noted { "wrong" } else { "right" }, note)))
    }

    fn citation(&self, id: AttributionId) -> Option<String> {
        let view = self.view.as_ref()?;
        view.report().attributions.get(id.index()).map(|attribution| view.citation(attribution))
    }

    fn link(&self, id: AttributionId) -> Option<String> {
        let view = self.view.as_ref()?;
        view.link(view.report().attributions.get(id.index())?)
    }
}

/// The element nearest to where an event happened that fits a selector.
fn closest(event: &Event, selector: &str) -> Result<Option<HtmlElement>, JsValue> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let found = target.map(|target| target.closest(selector)).transpose()?.flatten();
    Ok(found.and_then(|element| element.dyn_into::<HtmlElement>().ok()))
}
