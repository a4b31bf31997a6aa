//! A report that was made elsewhere, by a worker or at build time, in a sidebar here.
//!
//! Comes in: a report as `analyze` and `analyzeOutline` give it, with its text. Goes out: the sidebar that shows it, and a
//! card for each item that is shown. `sidebar.show(report)` answers `[["q0", "direct", "Macron", "Quote"]]`.
//!
//! The fields are read one by one, by hand: what serde derives for it is five times as large to load. Known limit: an
//! index that leads nowhere is kept, and shown as nobody.

use super::sidebar::Sidebar;
use super::{CardRow, to_js};
use crate::article::PageKind;
use crate::lexicon::Lexicon;
use crate::report::{
    Actor, ActorKind, Article, Attribution, Issue, Offsets, Plover, Position, QuoteKind, Relation, RelationKind,
    Report, Stance,
};
use crate::span::{ActorId, AttributionId, IssueId, PositionId, Span};
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

/// Reads the word tables, which the first analysis would do otherwise: a page does it ahead, as a task of its own, so that
/// none is long.
#[wasm_bindgen]
pub fn prepare() {
    Lexicon::english();
}

#[wasm_bindgen]
impl Sidebar {
    /// Shows a report that was made elsewhere; the reader's choices of an earlier one are dropped. Returns a card for each
    /// item. The error says which field is not as expected.
    #[wasm_bindgen(unchecked_return_type = "Card[]")]
    pub fn show(&self, report: &JsValue) -> Result<JsValue, JsError> {
        let report = read(report).map_err(|field| JsError::new(&format!("The report is not as expected: {field}")))?;
        to_js(&self.open(report, Vec::new())?.into_iter().map(CardRow::from).collect::<Vec<_>>())
    }
}

/// A field that is missing or of another kind.
type Unlike = &'static str;

fn read(report: &JsValue) -> Result<Report, Unlike> {
    let text = text(report, "text").ok_or("text")?;
    let unit = self::text(report, "offsets").ok_or("offsets")?;
    let mut read = Report {
        offsets: if unit == "utf-16" { Offsets::Utf16 } else { Offsets::Utf8 },
        language: self::text(report, "language").ok_or("language")?,
        article: Some(get(report, "article")).filter(JsValue::is_object).map(|about| article(&about)),
        actors: list(report, "actors", actor)?,
        attributions: list(report, "attributions", attribution)?,
        issues: list(report, "issues", issue)?,
        positions: list(report, "positions", position)?,
        relations: list(report, "relations", relation)?,
        ..Report::empty()
    };
    read.to_utf8(&text);
    read.text = Some(text);
    Ok(read)
}

fn article(given: &JsValue) -> Article {
    Article {
        headline: text(given, "headline"),
        byline: text(given, "byline"),
        published: text(given, "published"),
        publisher: text(given, "publisher"),
        url: text(given, "url"),
        language_declared: text(given, "language_declared"),
        translated: get(given, "translated").is_truthy(),
        page: page(&get(given, "page")),
    }
}

fn page(given: &JsValue) -> PageKind {
    match text(given, "kind").as_deref() {
        Some("short") => PageKind::Short,
        Some("cut") => PageKind::Cut,
        Some("unsupported") => PageKind::Unsupported,
        Some("nothing") => PageKind::Nothing {
            links: number(given, "links").unwrap_or_default(),
            texts: number(given, "texts").unwrap_or_default(),
        },
        _ => PageKind::Article,
    }
}

fn actor(given: &JsValue) -> Result<Actor, Unlike> {
    let kind = match text(given, "kind").as_deref() {
        Some("person") => ActorKind::Person,
        Some("office") => ActorKind::Office,
        Some("state") => ActorKind::State,
        Some("government") => ActorKind::Government,
        Some("organisation") => ActorKind::Organisation,
        Some("group") => ActorKind::Group,
        Some("unnamed") => ActorKind::Unnamed,
        _ => return Err("actors.kind"),
    };
    Ok(Actor {
        id: ActorId(number(given, "id").ok_or("actors.id")?),
        name: text(given, "name").ok_or("actors.name")?,
        kind,
        role: text(given, "role"),
        country: text(given, "country"),
        of: number(given, "of").map(ActorId),
        mentions: list(given, "mentions", span)?,
        members: list(given, "members", actor_id)?,
    })
}

fn attribution(given: &JsValue) -> Result<Attribution, Unlike> {
    let kind = match text(given, "kind").as_deref() {
        Some("direct") => QuoteKind::Direct,
        Some("mixed") => QuoteKind::Mixed,
        Some("indirect") => QuoteKind::Indirect,
        _ => return Err("attributions.kind"),
    };
    Ok(Attribution {
        id: AttributionId(number(given, "id").ok_or("attributions.id")?),
        kind,
        source: span(&get(given, "source")).ok(),
        speaker: number(given, "speaker").map(ActorId),
        cue: span(&get(given, "cue")).ok(),
        content: list(given, "content", span)?,
        parent: number(given, "parent").map(AttributionId),
        hedged: get(given, "hedged").is_truthy(),
        confidence: confidence(given),
    })
}

fn issue(given: &JsValue) -> Result<Issue, Unlike> {
    Ok(Issue {
        id: IssueId(number(given, "id").ok_or("issues.id")?),
        label: text(given, "label").ok_or("issues.label")?,
        topic: text(given, "topic"),
        mentions: list(given, "mentions", span)?,
    })
}

fn position(given: &JsValue) -> Result<Position, Unlike> {
    let stance = text(given, "stance").as_deref().and_then(Stance::from_name).ok_or("positions.stance")?;
    Ok(Position {
        id: PositionId(number(given, "id").ok_or("positions.id")?),
        holders: list(given, "holders", actor_id)?,
        stance,
        plover: text(given, "plover").as_deref().and_then(Plover::from_name),
        strength: number(given, "strength").ok_or("positions.strength")? as u8,
        cue: span(&get(given, "cue"))?,
        proposition: span(&get(given, "proposition")).ok(),
        sentence: span(&get(given, "sentence"))?,
        issue: number(given, "issue").map(IssueId),
        addressees: list(given, "addressees", actor_id)?,
        conditional: get(given, "conditional").is_truthy(),
        earlier: get(given, "earlier").is_truthy(),
        reported_by: number(given, "reported_by").map(ActorId),
        attribution: number(given, "attribution").map(AttributionId),
        confidence: confidence(given),
        rule: text(given, "rule").unwrap_or_default(),
    })
}

fn relation(given: &JsValue) -> Result<Relation, Unlike> {
    let agrees = text(given, "kind").as_deref() == Some("agreement");
    let positions = list(given, "positions", |id| whole(id).map(PositionId).ok_or("relations.positions"))?;
    Ok(Relation {
        kind: if agrees { RelationKind::Agreement } else { RelationKind::Contrast },
        positions: positions.try_into().map_err(|_| "relations.positions")?,
        issue: IssueId(number(given, "issue").ok_or("relations.issue")?),
    })
}

fn span(given: &JsValue) -> Result<Span, Unlike> {
    let pair = given.dyn_ref::<Array>().ok_or("a span")?;
    let (start, end) = whole(&pair.get(0)).zip(whole(&pair.get(1))).ok_or("a span")?;
    Ok(Span::new(start, end))
}

fn actor_id(given: &JsValue) -> Result<ActorId, Unlike> {
    whole(given).map(ActorId).ok_or("an actor's id")
}

fn confidence(given: &JsValue) -> f32 {
    get(given, "confidence").as_f64().unwrap_or(1.0) as f32
}

fn number(given: &JsValue, field: &str) -> Option<u32> {
    whole(&get(given, field))
}

fn whole(given: &JsValue) -> Option<u32> {
    given.as_f64().map(|number| number as u32)
}

fn text(given: &JsValue, field: &str) -> Option<String> {
    get(given, field).as_string()
}

/// A field; undefined where there is none.
fn get(given: &JsValue, field: &str) -> JsValue {
    Reflect::get(given, &JsValue::from_str(field)).unwrap_or_default()
}

fn list<T>(given: &JsValue, field: Unlike, read: fn(&JsValue) -> Result<T, Unlike>) -> Result<Vec<T>, Unlike> {
    let given = get(given, field);
    let items = given.dyn_ref::<Array>().ok_or(field)?;
    items.iter().map(|item| read(&item)).collect()
}
