//! The sidebar: the accessible view of what is marked on the page, drawn with web-sys wherever the WASM lives.
//!
//! Comes in: an element, the outline of a page, and what the reader does. Goes out: lists and tables in that element,
//! marks and cards for the page, and calls of the host: `host("go", "q3")` asks it to scroll to the fourth quote.
//! What the engine is not sure of is shown once the reader asks for it; `host("paint", "")` tells then that other marks are due.
//!
//! One listener for each sort of event sits on the root; what was meant is read from `data-` attributes, so that drawing
//! again leaves no listener behind. Known limit: one sidebar a document, because its ids are fixed.

mod certainty;
mod contrasts;
mod controls;
mod frame;
mod items;
mod legend;
mod notes;
mod overview;
mod speakers;
mod state;
#[cfg(feature = "whole")]
mod whole;

use super::{CardRow, Row, in_utf16, rows, to_js};
use crate::marks::{Item, Mark};
use crate::report::Report;
use crate::view::{Card, Ui};
use js_sys::Function;
use serde::Serialize;
use state::{Call, State};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, KeyboardEvent};

/// A sidebar in an element of the host.
#[wasm_bindgen]
pub struct Sidebar {
    state: Rc<RefCell<State>>,
    host: Function,
    root: Element,
    listeners: Vec<(&'static str, Listener)>,
}

type Listener = Closure<dyn FnMut(Event)>;

/// What the page is to paint.
#[derive(Serialize)]
struct Painting {
    marks: Vec<Row>,
    cards: Vec<CardRow>,
}

#[wasm_bindgen]
impl Sidebar {
    /// Draws an empty sidebar in `root`, in a BCP 47 language. `host(call, value)` is called with "go" and an item to be
    /// shown on the page, "copy" and a text for the clipboard, "marks" and "on" or "off", "paint"
    /// where [`Sidebar::painting`] has changed.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: Element,
        language: &str,
        #[wasm_bindgen(unchecked_param_type = "(call: HostCall, value: string) => void")] host: Function,
    ) -> Result<Sidebar, JsValue> {
        let state = Rc::new(RefCell::new(State::new(&root, Ui::new(language))?));
        let mut sidebar = Self { state, host, root, listeners: Vec::new() };
        sidebar.listen("click", |state, event| state.on_click(event))?;
        sidebar.listen("keydown", |state, event| state.on_key(event.unchecked_ref::<KeyboardEvent>()))?;
        sidebar.listen("input", |state, event| state.on_input(event))?;
        Ok(sidebar)
    }

    /// What is to be painted now: nothing before an article was read. Of a report that was made elsewhere there are cards
    /// alone.
    #[wasm_bindgen(unchecked_return_type = "Painting")]
    pub fn painting(&self) -> Result<JsValue, JsError> {
        let (marks, cards) = self.state.borrow().painting();
        to_js(&Painting { marks: rows(&marks), cards: cards.into_iter().map(CardRow::from).collect() })
    }

    /// Chooses for the reader whether what is uncertain is shown, in everything that is read from now on. It is not at first.
    #[wasm_bindgen(js_name = showUncertain)]
    pub fn show_uncertain(&self, on: bool) {
        self.state.borrow_mut().certainty.shows_all = on;
    }

    /// The report as a plain object, as `analyze` gives it: with the text, in UTF-16 offsets. Null before an article was read.
    pub fn report(&self) -> Result<JsValue, JsError> {
        let state = self.state.borrow();
        let Some((view, _)) = state.shown() else { return Ok(JsValue::NULL) };
        to_js(&in_utf16(Report { text: Some(view.text().to_owned()), ..view.report().clone() }))
    }

    /// Shows an item that was chosen on the page ("q3", "p0") and brings it into view. Anything else is ignored.
    pub fn select(&self, item: &str) -> Result<(), JsValue> {
        Item::parse(item).map_or(Ok(()), |item| self.state.borrow_mut().select(item, true))
    }

    /// Shows whether the marks on the page are visible, after they were switched there.
    #[wasm_bindgen(js_name = setMarks)]
    pub fn set_marks(&self, on: bool) -> Result<(), JsValue> {
        self.state.borrow_mut().set_marks(on)
    }

    /// Says whether copying worked.
    pub fn copied(&self, done: bool) {
        self.state.borrow().say_copied(done);
    }

    /// Shows how many notes on wrong marks are kept.
    pub fn noted(&self, count: usize) -> Result<(), JsValue> {
        self.state.borrow().show_notes(count)
    }
}

impl Sidebar {
    /// Shows a report in UTF-8 that holds its text. Returns what the cards say.
    pub(super) fn open(&self, report: Report, marks: Vec<Mark>) -> Result<Vec<Card>, JsError> {
        let mut state = self.state.borrow_mut();
        state.open(report, marks).map_err(|error| {
            web_sys::console::error_1(&error);
            JsError::new("The sidebar could not be drawn")
        })?;
        Ok(state.painting().1)
    }

    fn listen(
        &mut self,
        name: &'static str,
        mut act: impl FnMut(&mut State, &Event) -> Result<Option<Call>, JsValue> + 'static,
    ) -> Result<(), JsValue> {
        let (state, host) = (Rc::clone(&self.state), self.host.clone());
        let listener = Listener::new(move |event: Event| {
            // The host may call back into the sidebar, so the state is let go of before it is called.
            let call = match state.try_borrow_mut() {
                Ok(mut state) => act(&mut state, &event),
                Err(_) => return,
            };
            match call {
                Ok(Some((name, value))) => {
                    // A mistake of the host must not end the sidebar.
                    let _ = host.call2(&JsValue::NULL, &name.into(), &value.into());
                }
                Ok(None) => {}
                Err(error) => web_sys::console::error_1(&error),
            }
        });
        self.root.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())?;
        self.listeners.push((name, listener));
        Ok(())
    }
}

impl Drop for Sidebar {
    fn drop(&mut self) {
        for (name, listener) in &self.listeners {
            let _ = self.root.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
    }
}
