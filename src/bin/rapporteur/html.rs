//! Saved HTML as the outline that a browser would list of it, scripts and style sheets aside.
//!
//! Comes in: HTML. Goes out: an [`Outline`], by the same rules as `www/page/outline.ts`, with what every browser's own style
//! sheet says in place of computed styles: which elements begin a line of their own, which are not displayed.
//!
//! Known limit: of styles only `style="…"` with `display: none`, `visibility: hidden` and a width of one pixel is read.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use rapporteur::{Block, Entry, Outline, Run};
use serde_json::Value;

const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "textarea", "select", "option", "object", "canvas", "audio", "video",
    "svg", "math", "head", "img", "input", "link", "meta", "picture", "source", "progress", "meter", "iframe",
];
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
const EMPHASIS: &[&str] = &["b", "strong", "em", "i"];

/// The outline of a page.
pub(crate) fn outline(html: &str) -> Outline {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut outline = Outline::default();
    for element in elements(&dom.document) {
        read_head(&element, &mut outline);
        if name(&element) == "body" {
            walk(&element, &mut outline);
        }
    }
    outline
}

/// All elements, in document order.
fn elements(root: &Handle) -> Vec<Handle> {
    let mut found = Vec::new();
    let mut ahead = vec![root.clone()];
    while let Some(node) = ahead.pop() {
        ahead.extend(node.children.borrow().iter().rev().cloned());
        if matches!(node.data, NodeData::Element { .. }) {
            found.push(node);
        }
    }
    found
}

fn read_head(element: &Handle, outline: &mut Outline) {
    let attribute = |name: &str| attribute(element, name);
    match name(element).as_str() {
        "html" => outline.language = attribute("lang").unwrap_or_default(),
        "title" if outline.title.is_empty() => {
            outline.title = text(element).split_whitespace().collect::<Vec<_>>().join(" ");
        }
        "meta" => {
            let named = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
            outline.meta.extend(named.zip(attribute("content")));
        }
        "script" if attribute("type").as_deref() == Some("application/ld+json") => read_data(&text(element), outline),
        "time" => outline.meta.extend(attribute("datetime").map(|time| ("time".to_owned(), time))),
        _ => {}
    }
}

fn read_data(json: &str, outline: &mut Outline) {
    let mut ahead: Vec<Value> = serde_json::from_str(json).into_iter().collect();
    while let Some(value) = ahead.pop() {
        match value {
            Value::Array(items) => ahead.extend(items.into_iter().rev()),
            Value::Object(mut fields) => {
                ahead.extend(fields.remove("@graph"));
                let field = |name| fields.get(name).map(named).unwrap_or_default();
                outline.data.push(Entry {
                    kind: field("@type").replace(", ", " "),
                    headline: field("headline"),
                    author: field("author"),
                    published: field("datePublished"),
                    publisher: field("publisher"),
                    body: field("articleBody"),
                    free: field("isAccessibleForFree").to_lowercase(),
                });
            }
            _ => {}
        }
    }
}

fn named(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let names = items.iter().filter(|item| !item.is_array()).map(named).filter(|name| !name.is_empty());
            names.collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) => fields.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}

/// What is known of the place that the walk has reached.
#[derive(Clone, Copy)]
struct Place {
    block: Option<u32>,
    link: bool,
    emphasis: bool,
    hidden: bool,
}

fn walk(body: &Handle, outline: &mut Outline) {
    let outside = Place { block: None, link: false, emphasis: false, hidden: false };
    let mut ahead = vec![Step::Visit(body.clone(), outside)];
    while let Some(step) = ahead.pop() {
        let (node, around) = match step {
            Step::Visit(node, around) => (node, around),
            Step::Leave(block, around) => {
                leave(block, around, outline);
                continue;
            }
        };
        match &node.data {
            NodeData::Text { contents } => list(&contents.borrow(), around, outline),
            NodeData::Element { .. } => {
                if let Some(place) = enter(&node, around, outline) {
                    if let Some(block) = place.block.filter(|_| place.block != around.block) {
                        ahead.push(Step::Leave(block, around));
                    }
                    let children = node.children.borrow();
                    ahead.extend(children.iter().rev().map(|child| Step::Visit(child.clone(), place)));
                }
            }
            _ => {}
        }
    }
}

enum Step {
    Visit(Handle, Place),
    Leave(u32, Place),
}

/// A block that turned out to hold no text is not listed; it parts what stands before and after it.
fn leave(block: u32, around: Place, outline: &mut Outline) {
    let last = outline.runs.last().map(|run| run.block);
    if block as usize + 1 == outline.blocks.len() && last != Some(block) {
        outline.blocks.pop();
        part(around, outline);
    }
}

fn part(around: Place, outline: &mut Outline) {
    let last = outline.runs.last().map(|run| run.block);
    let Some(block) = around.block.filter(|_| around.block == last) else { return };
    let breaks = outline.runs.iter().rev().take(2).take_while(|run| run.line_break).count();
    for _ in breaks..2 {
        let Place { link, emphasis, .. } = around;
        outline.runs.push(Run { block, text: "\n".to_owned(), link, emphasis, line_break: true });
    }
}

fn list(text: &str, place: Place, outline: &mut Outline) {
    let Some(block) = place.block else { return };
    if outline.runs.last().is_some_and(|last| last.block == block) || !text.trim().is_empty() {
        let Place { link, emphasis, .. } = place;
        outline.runs.push(Run { block, text: text.to_owned(), link, emphasis, line_break: false });
    }
}

fn enter(element: &Handle, around: Place, outline: &mut Outline) -> Option<Place> {
    let name = name(element);
    if SILENT.contains(&name.as_str()) {
        return None;
    }
    if name == "br" {
        let Place { link, emphasis, .. } = around;
        outline.runs.push(Run { block: around.block?, text: "\n".to_owned(), link, emphasis, line_break: true });
        return None;
    }
    if element.children.borrow().is_empty() {
        if BLOCKS.contains(&name.as_str()) || name == "hr" {
            part(around, outline);
        }
        return None;
    }
    let style = attribute(element, "style").unwrap_or_default().replace(' ', "");
    let hidden = around.hidden || style.contains("display:none") || style.contains("visibility:hidden");
    let speck = style.contains("width:1px") && style.contains("height:1px");
    let flows = !BLOCKS.contains(&name.as_str()) && !speck;
    if flows && hidden && !around.hidden {
        return None;
    }
    let mut place = Place {
        link: around.link || name == "a",
        emphasis: around.emphasis || EMPHASIS.contains(&name.as_str()),
        hidden,
        ..around
    };
    if !flows || around.block.is_none() {
        let names = ["id", "class", "itemprop"].map(|name| attribute(element, name).unwrap_or_default());
        let size = u32::from(speck);
        place.block = Some(outline.blocks.len() as u32);
        outline.blocks.push(Block {
            parent: around.block,
            role: attribute(element, "role").unwrap_or_default().to_lowercase(),
            tokens: names.join(" ").trim().to_owned(),
            tag: name,
            hidden,
            width: size,
            height: size,
        });
    }
    Some(place)
}

fn name(element: &Handle) -> String {
    match &element.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => String::new(),
    }
}

fn attribute(element: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &element.data else { return None };
    attrs
        .borrow()
        .iter()
        .find(|attribute| &*attribute.name.local == wanted)
        .map(|attribute| attribute.value.to_string())
}

/// The text nodes of an element's own children.
fn text(element: &Handle) -> String {
    let children = element.children.borrow();
    let own = children.iter().filter_map(|child| match &child.data {
        NodeData::Text { contents } => Some(contents.borrow().to_string()),
        _ => None,
    });
    own.collect()
}
