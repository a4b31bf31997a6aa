//! What the engine is less sure of: left out at first, shown where the reader wants it.
//!
//! Comes in: a whole report with its marks, and the least confidence of all that may be shown. Goes out: the report without
//! what is uncertain, the marks that belong to it, and a switch that says how many are hidden. No switch where none are.

use super::items;
use crate::SHOWN_CONFIDENCE;
use crate::marks::{Item, Mark};
use crate::report::Report;
use crate::view::{Kept, Ui, View, at_least};
use crate::web::dom::{self, Build};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlInputElement};

/// An article's whole report, and how much of it is shown.
#[derive(Default)]
pub(super) struct Certainty {
    report: Option<Report>,
    marks: Vec<Mark>,
    kept: Kept,
    /// What is below this is never shown. 0 at first.
    pub(super) floor: f32,
    /// Whether the reader wants to see what is uncertain.
    pub(super) shows_all: bool,
}

impl Certainty {
    /// Takes another report, in UTF-8 and with its text.
    pub(super) fn take(&mut self, report: Report, marks: Vec<Mark>) {
        (self.report, self.marks) = (Some(report), marks);
    }

    /// What is to be shown of it; `None` before there is a report.
    pub(super) fn trim(&mut self) -> Option<Report> {
        let least = if self.shows_all { self.floor } else { self.floor.max(SHOWN_CONFIDENCE) };
        let (report, kept) = at_least(self.report.clone()?, least);
        self.kept = kept;
        Some(report)
    }

    /// How many statements are uncertain and may be shown.
    pub(super) fn uncertain(&self) -> usize {
        let Some(report) = &self.report else { return 0 };
        let quotes = report.attributions.iter().map(|found| found.confidence);
        let positions = report.positions.iter().map(|found| found.confidence);
        quotes.chain(positions).filter(|sure| *sure >= self.floor && is_uncertain(*sure)).count()
    }

    /// The marks of what is shown, under the numbers that it is shown by.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let shown = |mark: &Mark| Some(Mark { item: self.kept.item(mark.item)?, ..mark.clone() });
        self.marks.iter().filter_map(shown).collect()
    }

    /// An item of the whole report, by its number among those that are shown; `None` where it is not shown.
    pub(super) fn shown(&self, item: Item) -> Option<Item> {
        self.kept.item(item)
    }

    /// The number in the whole report of an item that is shown.
    pub(super) fn whole(&self, item: Item) -> Option<Item> {
        self.kept.origin(item)
    }
}

fn is_uncertain(confidence: f32) -> bool {
    confidence < SHOWN_CONFIDENCE
}

/// A note for an item that is uncertain; `None` for any other.
pub(super) fn note(ui: &Ui, confidence: f32) -> Result<Option<Element>, JsValue> {
    is_uncertain(confidence).then(|| items::note(ui.get("uncertain"), ui.get("uncertain.long"))).transpose()
}

/// The name of a position's sign, which says so where the position is uncertain.
pub(super) fn label(view: &View, position: &crate::Position) -> String {
    let sentence = view.sentence(position);
    if is_uncertain(position.confidence) { format!("{sentence} ({})", view.ui().get("uncertain")) } else { sentence }
}

/// The switch: a line that stays, hidden until there is something to be switched.
pub(super) struct Switch {
    pub(super) line: Element,
    field: HtmlInputElement,
    count: Element,
}

impl Switch {
    pub(super) fn build(ui: &Ui) -> Result<Self, JsValue> {
        let field = dom::element("input", "")?
            .with("type", "checkbox")?
            .with("data-uncertain", "")?
            .with("aria-describedby", "rapporteur-uncertain")?;
        let label =
            dom::element("label", "")?.child(&field)?.child(&dom::text("span", "", ui.get("uncertain.show"))?)?;
        let count = dom::element("span", "small")?.with("id", "rapporteur-uncertain")?;
        let line = dom::element("p", "uncertain")?.with("hidden", "")?.child(&label)?.child(&count)?;
        Ok(Self { line, field: field.dyn_into()?, count })
    }

    pub(super) fn draw(&self, ui: &Ui, certainty: &Certainty) -> Result<(), JsValue> {
        let count = certainty.uncertain();
        self.field.set_checked(certainty.shows_all);
        self.count.set_text_content(Some(&says(ui, certainty)));
        self.line.toggle_attribute_with_force("hidden", count == 0).map(|_| ())
    }
}

/// "5 uncertain ones hidden".
pub(super) fn says(ui: &Ui, certainty: &Certainty) -> String {
    let key = if certainty.shows_all { "uncertain.shown" } else { "uncertain.hidden" };
    ui.count(key, certainty.uncertain())
}
