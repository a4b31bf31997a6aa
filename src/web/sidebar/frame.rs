//! The parts of the sidebar that stay while what they hold changes: head, tabs, controls, panel, foot.
//!
//! Comes in: the root element and the words of a language. Goes out: a [`Frame`] whose parts are drawn into.

use super::certainty::{Certainty, Switch, says};
use super::{controls, legend, notes};
use crate::view::{Summary, Ui, View};
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// The views of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Overview,
    Speakers,
    Quotes,
    Positions,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Overview, Self::Speakers, Self::Quotes, Self::Positions];

    const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Speakers => "speakers",
            Self::Quotes => "quotes",
            Self::Positions => "positions",
        }
    }

    fn title(self, ui: &Ui) -> &'static str {
        match self {
            Self::Overview => ui.get("tab.overview"),
            Self::Speakers => ui.get("tab.speakers"),
            Self::Quotes => ui.get("tab.quotes"),
            Self::Positions => ui.get("tab.positions"),
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.name() == name)
    }

    /// The tab that a key leads to, by the WAI-ARIA pattern of tabs; `None` for any other key.
    pub(super) fn after_key(self, key: &str, direction: &str) -> Option<Self> {
        let (count, at) = (Self::ALL.len(), self as usize);
        let [forward, back] =
            if direction == "rtl" { ["ArrowLeft", "ArrowRight"] } else { ["ArrowRight", "ArrowLeft"] };
        let next = match key {
            _ if key == forward => (at + 1) % count,
            _ if key == back => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return None,
        };
        Some(Self::ALL[next])
    }
}

/// The lasting elements.
pub(super) struct Frame {
    head: Element,
    tabs: [HtmlElement; 4],
    pub(super) tools: Element,
    pub(super) find: HtmlElement,
    pub(super) place: Element,
    pub(super) panel: Element,
    marks: Element,
    live: Element,
    warning: Element,
    notes: Element,
    uncertain: Switch,
}

impl Frame {
    pub(super) fn build(root: &Element, ui: &Ui) -> Result<Self, JsValue> {
        root.set_text_content(None);
        root.set_class_name("rapporteur");
        root.set_attribute("lang", ui.language())?;
        root.set_attribute("dir", ui.direction())?;
        let head = dom::element("header", "head")?;
        head.put(&dom::element("p", "waiting")?.text(ui.get("app.waiting"))?)?;
        let warning = dom::element("p", "warning")?.with("role", "alert")?.with("hidden", "")?;

        let list = dom::element("div", "tabs")?.with("role", "tablist")?.with("aria-label", ui.get("tabs.label"))?;
        let mut tabs = Vec::new();
        for tab in Tab::ALL {
            let button = dom::button("tab")?
                .with("role", "tab")?
                .with("id", &format!("rapporteur-tab-{}", tab.name()))?
                .with("data-tab", tab.name())?
                .with("aria-controls", "rapporteur-panel")?
                .text(tab.title(ui))?;
            list.put(&button)?;
            tabs.push(button.dyn_into::<HtmlElement>()?);
        }
        let tabs = <[HtmlElement; 4]>::try_from(tabs).map_err(|_| JsValue::from_str("four tabs"))?;

        let (tools, find, place) = controls::build(ui)?;
        let panel = dom::element("div", "panel")?
            .with("role", "tabpanel")?
            .with("id", "rapporteur-panel")?
            .with("tabindex", "0")?;
        let marks = dom::button("marks")?.with("data-marks", "")?;
        let notes = dom::element("p", "notes")?.with("hidden", "")?;
        let live = dom::element("p", "unseen")?.with("role", "status")?;
        let uncertain = Switch::build(ui)?;
        let foot = dom::element("footer", "foot")?
            .child(&uncertain.line)?
            .child(&marks)?
            .child(&legend::build(ui)?)?
            .child(&notes)?;
        for part in [&head, &warning, &list, &tools, &panel, &foot, &live] {
            root.put(part)?;
        }
        let frame = Self { head, tabs, tools, find, place, panel, marks, live, warning, notes, uncertain };
        frame.choose_tab(Tab::Overview)?;
        frame.draw_marks_button(ui, true)?;
        Ok(frame)
    }

    /// Publisher and date, headline, and the article in four numbers.
    pub(super) fn draw_head(&self, view: &View, summary: &Summary) -> Result<(), JsValue> {
        let ui = view.ui();
        let about = view.report().article.as_ref();
        self.head.set_text_content(None);
        let date = about.and_then(|about| about.published.as_deref()).map(|date| long_date(date, ui.language()));
        let publisher = about.and_then(|about| about.publisher.clone());
        let line = dom::element("p", "source")?;
        for part in publisher.into_iter().chain(date) {
            if line.child_element_count() > 0 {
                line.put(&dom::text("span", "", " · ")?)?;
            }
            line.put(&dom::text("bdi", "", &part)?)?;
        }
        if line.child_element_count() > 0 {
            self.head.put(&line)?;
        }
        if let Some(headline) = about.and_then(|about| about.headline.as_deref()) {
            self.head.put(&dom::original("h2", "headline", headline)?)?;
        }
        let figures = dom::element("ul", "figures")?.with("aria-label", ui.get("figures.label"))?;
        for (number, name) in [
            (summary.speakers, ui.count("figures.speakers", summary.speakers)),
            (summary.quotes, ui.count("figures.quotes", summary.quotes)),
            (summary.positions, ui.count("figures.positions", summary.positions)),
            (summary.contrasts, ui.count("figures.contrasts", summary.contrasts)),
        ] {
            let number = dom::element("strong", "")?.text(&number.to_string())?;
            figures.put(&dom::element("li", "")?.child(&number)?.text(" ")?.text(&name)?)?;
        }
        self.head.put(&figures)?;
        let notice = view.page_notice();
        if !notice.is_empty() {
            self.head.put(&dom::text("p", "state", &notice)?)?;
        }
        Ok(())
    }

    /// Shows whether what is uncertain is shown, and how much that is.
    pub(super) fn draw_switch(&self, ui: &Ui, certainty: &Certainty) -> Result<(), JsValue> {
        self.uncertain.draw(ui, certainty)
    }

    /// Says that there is nothing to show: no article, nothing in it, or nothing that is certain.
    pub(super) fn draw_nothing(&self, view: &View, certainty: &Certainty) -> Result<(), JsValue> {
        let ui = view.ui();
        if certainty.uncertain() > 0 {
            return self.panel.put(&dom::text("p", "empty", &says(ui, certainty))?);
        }
        let why = if view.text().is_empty() { ui.get("app.noarticle") } else { ui.get("app.nothing") };
        self.panel.put(&dom::text("p", "empty", why)?)?;
        self.panel.put(&dom::text("p", "small", ui.get("app.nothing.hint"))?)
    }

    pub(super) fn choose_tab(&self, chosen: Tab) -> Result<(), JsValue> {
        for (tab, button) in Tab::ALL.into_iter().zip(&self.tabs) {
            let is_chosen = tab == chosen;
            button.set_attribute("aria-selected", if is_chosen { "true" } else { "false" })?;
            button.set_attribute("tabindex", if is_chosen { "0" } else { "-1" })?;
        }
        self.panel.set_attribute("aria-labelledby", &format!("rapporteur-tab-{}", chosen.name()))?;
        self.tools.toggle_attribute_with_force("hidden", matches!(chosen, Tab::Overview | Tab::Speakers))?;
        controls::fit(&self.tools, chosen)
    }

    pub(super) fn focus_tab(&self, tab: Tab) {
        let _ = self.tabs[tab as usize].focus();
    }

    pub(super) fn draw_marks_button(&self, ui: &Ui, on: bool) -> Result<(), JsValue> {
        self.marks.set_text_content(None);
        let label = if on { ui.get("marks.hide") } else { ui.get("marks.show") };
        let key = dom::element("kbd", "")?.text(ui.get("marks.key"))?;
        let _ = self.marks.clone().text(label)?.text(" ")?.child(&key)?;
        Ok(())
    }

    /// Shows how many notes on wrong marks are kept.
    pub(super) fn draw_notes(&self, ui: &Ui, count: usize) -> Result<(), JsValue> {
        notes::draw_kept(&self.notes, ui, count)
    }

    /// Tells a screen reader what just happened.
    pub(super) fn say(&self, text: &str) {
        self.live.set_text_content(Some(text));
    }

    /// Shows a lasting message above everything else; an empty one takes it away.
    pub(super) fn warn(&self, text: &str) {
        self.warning.set_text_content(Some(text));
        let _ = self.warning.toggle_attribute_with_force("hidden", text.is_empty());
    }
}

/// "2026-10-15T08:00:00Z" as it is written in a language, and in the reader's own country where that speaks it; anything
/// that is no date as it is.
fn long_date(date: &str, language: &str) -> String {
    let parsed = js_sys::Date::new(&date.into());
    if parsed.get_time().is_nan() {
        return date.to_owned();
    }
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"dateStyle".into(), &"long".into());
    let country = web_sys::window().and_then(|window| window.navigator().language());
    let country = country.filter(|country| country.split('-').next() == Some(language));
    parsed.to_locale_date_string(country.as_deref().unwrap_or(language), &options).into()
}
