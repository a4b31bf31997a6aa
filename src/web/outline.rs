//! The outline of a page, as JavaScript lists it.
//!
//! Comes in: an object with the fields of [`Outline`]; its rows are arrays as `www/page/outline.ts` writes them, with values
//! from the end left out, or objects. Goes out: an [`Outline`], or an error that names the first field that is not as
//! expected. Read by hand: a library that reads any type from JavaScript or from JSON costs 20 KB and no less time.

use crate::outline::{Block, Entry, Outline, Run};
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

type Read<T> = Result<T, String>;

/// Reads an outline; what is missing is empty.
pub(super) fn from_js(outline: &JsValue) -> Result<Outline, JsError> {
    read(outline).map_err(|what| JsError::new(&format!("The outline of the page is not as expected: {what}")))
}

fn read(outline: &JsValue) -> Read<Outline> {
    let page = Row { value: outline, name: "the outline", place: 0 };
    if !outline.is_object() {
        return Err("it is no object".to_owned());
    }
    Ok(Outline {
        url: page.text(usize::MAX, "url")?,
        title: page.text(usize::MAX, "title")?,
        language: page.text(usize::MAX, "language")?,
        translated: page.flag(usize::MAX, "translated")?,
        document: page.text(usize::MAX, "document")?,
        meta: rows(outline, "meta", |row| Ok((row.text(0, "name")?, row.text(1, "content")?)))?,
        data: rows(outline, "data", |row| {
            Ok(Entry {
                kind: row.text(0, "kind")?,
                headline: row.text(1, "headline")?,
                author: row.text(2, "author")?,
                published: row.text(3, "published")?,
                publisher: row.text(4, "publisher")?,
                body: row.text(5, "body")?,
                free: row.text(6, "free")?,
            })
        })?,
        blocks: rows(outline, "blocks", |row| {
            Ok(Block {
                parent: row.number(0, "parent")?,
                tag: row.text(1, "tag")?,
                role: row.text(2, "role")?,
                tokens: row.text(3, "tokens")?,
                hidden: row.flag(4, "hidden")?,
                width: row.number(5, "width")?.unwrap_or(0),
                height: row.number(6, "height")?.unwrap_or(0),
            })
        })?,
        runs: rows(outline, "runs", |row| {
            Ok(Run {
                block: row.number(0, "block")?.unwrap_or(0),
                text: row.text(1, "text")?,
                link: row.flag(2, "link")?,
                emphasis: row.flag(3, "emphasis")?,
                line_break: row.flag(4, "break")?,
            })
        })?,
    })
}

fn rows<T>(outline: &JsValue, name: &'static str, read: impl Fn(&Row) -> Read<T>) -> Read<Vec<T>> {
    let list = Reflect::get(outline, &name.into()).unwrap_or_default();
    if list.is_undefined() {
        return Ok(Vec::new());
    }
    let Some(list) = list.dyn_ref::<Array>() else { return Err(format!("{name} is no array")) };
    let rows = (0..list.length()).map(|place| read(&Row { value: &list.get(place), name, place }));
    rows.collect()
}

/// One row of a list, for reading and for naming in an error.
struct Row<'a> {
    value: &'a JsValue,
    name: &'static str,
    place: u32,
}

impl Row<'_> {
    fn field(&self, index: usize, name: &str) -> JsValue {
        match self.value.dyn_ref::<Array>() {
            Some(row) => row.get(index as u32),
            None => Reflect::get(self.value, &name.into()).unwrap_or_default(),
        }
    }

    fn text(&self, index: usize, name: &str) -> Read<String> {
        let value = self.field(index, name);
        if value.is_undefined() {
            Ok(String::new())
        } else {
            value.as_string().ok_or_else(|| self.unlike(name, "string"))
        }
    }

    fn flag(&self, index: usize, name: &str) -> Read<bool> {
        let value = self.field(index, name);
        if value.is_undefined() { Ok(false) } else { value.as_bool().ok_or_else(|| self.unlike(name, "bool")) }
    }

    /// `None` where it is left out or null.
    fn number(&self, index: usize, name: &str) -> Read<Option<u32>> {
        let value = self.field(index, name);
        if value.is_null_or_undefined() {
            return Ok(None);
        }
        let number = value.as_f64().filter(|number| (0.0..=f64::from(u32::MAX)).contains(number));
        number.map(|number| Some(number as u32)).ok_or_else(|| self.unlike(name, "u32"))
    }

    fn unlike(&self, field: &str, kind: &str) -> String {
        format!("{}[{}].{field} is no {kind}", self.name, self.place)
    }
}
