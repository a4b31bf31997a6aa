//! Making elements. Text goes in as text only, never as markup, whatever the page wrote.
//!
//! `element("p", "quote")?.text("He said <b>")` shows the characters `<b>` as they are.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

/// The document that the sidebar lives in.
pub(super) fn document() -> Result<Document, JsValue> {
    let document = web_sys::window().and_then(|window| window.document());
    document.ok_or_else(|| JsValue::from_str("The sidebar needs a document"))
}

/// A new element; `class` may be empty.
pub(super) fn element(tag: &str, class: &str) -> Result<Element, JsValue> {
    let element = document()?.create_element(tag)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Ok(element)
}

/// A new button that submits nothing.
pub(super) fn button(class: &str) -> Result<Element, JsValue> {
    element("button", class)?.with("type", "button")
}

/// A new element with a text.
pub(super) fn text(tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    element(tag, class)?.text(text)
}

/// A new element with words of the article, which keep their language and direction in a sidebar of any other.
pub(super) fn original(tag: &str, class: &str, words: &str) -> Result<Element, JsValue> {
    text(tag, class, words)?.with("lang", "en")?.with("dir", "auto")
}

/// What one chains on a new element.
pub(super) trait Build: Sized {
    /// Appends text.
    fn text(self, text: &str) -> Result<Self, JsValue>;
    /// Sets an attribute.
    fn with(self, name: &str, value: &str) -> Result<Self, JsValue>;
    /// Appends a child.
    fn child(self, child: &Element) -> Result<Self, JsValue>;
    /// Appends a child to an element that is kept.
    fn put(&self, child: &Element) -> Result<(), JsValue>;
}

impl Build for Element {
    fn text(self, text: &str) -> Result<Self, JsValue> {
        self.append_child(&document()?.create_text_node(text))?;
        Ok(self)
    }

    fn with(self, name: &str, value: &str) -> Result<Self, JsValue> {
        self.set_attribute(name, value)?;
        Ok(self)
    }

    fn child(self, child: &Element) -> Result<Self, JsValue> {
        self.put(child)?;
        Ok(self)
    }

    fn put(&self, child: &Element) -> Result<(), JsValue> {
        self.append_child(child).map(|_| ())
    }
}
