//! Statements and positions as annotations of the W3C Web Annotation Data Model, for annotation tools and triple stores.
//!
//! One report goes in, one `AnnotationCollection` comes out: a JSON-LD document on one line. Each attribution and each
//! position is an `Annotation`; each of its passages is a target with a `TextQuoteSelector` (with up to 32 characters of
//! context) and a `TextPositionSelector`. Positions count Unicode code points of the analysed text, as the model
//! demands, whatever unit the report counts in. The source is the page's address, else the name of the text, else a
//! `urn:uuid` of the text itself. Ids are made from the content: the same text gives the same ids.
//!
//! `"motivation": "identifying"` says who speaks, `"classifying"` where somebody stands. The third kind of body holds what
//! the model has no word for, under `rapporteur:` names that mean what the fields of [`Report`] mean.
//!
//! Known failure: the analysed text of a page is its article, so that positions do not count the page's menus; use the
//! quote to find the place in the page.

use super::reading::{Reading, name};
use crate::report::{Attribution, Position, Report};
use crate::span::{ActorId, Span};
use serde::Serialize;
use serde_json::{Value, json};

/// Characters of context on either side of a quote.
const CONTEXT: usize = 32;

/// The annotations of one report, as one line without its end.
///
/// ```
/// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
/// # let report = rapporteur::analyze(text);
/// assert!(rapporteur::export::jsonld(&report, text).contains(r#""exact":"We will not sign""#));
/// ```
pub fn jsonld(report: &Report, text: &str) -> String {
    let reading = Reading::new(report, text);
    let source = source(report, text);
    let of_text = hash(hash(BASIS, &source), text);
    let id = |kind: &str, index: u32| urn(hash(hash(of_text, kind), &index.to_string()));
    let statements = report.attributions.iter().map(|attribution| Annotation {
        id: id("attribution", attribution.id.0),
        kind: "Annotation",
        motivation: "identifying",
        body: statement(&reading, attribution),
        target: attribution.content.iter().map(|&span| target(&reading, &source, span)).collect(),
    });
    let positions = report.positions.iter().map(|position| {
        let mut passages = vec![position.cue];
        passages.extend(position.proposition);
        passages.sort_unstable();
        Annotation {
            id: id("position", position.id.0),
            kind: "Annotation",
            motivation: "classifying",
            body: stance(&reading, position),
            target: passages.into_iter().map(|span| target(&reading, &source, span)).collect(),
        }
    });
    let items: Vec<Annotation<'_>> = statements.chain(positions).collect();
    let collection = Collection {
        context: json!(["http://www.w3.org/ns/anno.jsonld", { "rapporteur": "urn:rapporteur:" }]),
        id: id("collection", 0),
        kind: "AnnotationCollection",
        label: report.doc.as_deref().or_else(|| report.article.as_ref()?.headline.as_deref()),
        generator: json!({ "type": "Software", "name": concat!("Rapporteur ", env!("CARGO_PKG_VERSION")) }),
        total: items.len(),
        first: Page { id: id("page", 0), kind: "AnnotationPage", start_index: 0, items },
    };
    serde_json::to_string(&collection).unwrap_or_default()
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    generator: Value,
    total: usize,
    first: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Value>,
    target: Vec<Target<'a>>,
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: [Selector<'a>; 2],
}

/// Both say the same: a tool takes the one it knows.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: &'a str, prefix: &'a str, suffix: &'a str },
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
}

fn target<'a>(reading: &Reading<'a>, source: &'a str, span: Span) -> Target<'a> {
    let (bytes, points) = (reading.bytes(span), reading.points(span));
    let before = reading.text.get(..bytes.start as usize).unwrap_or_default();
    let after = reading.text.get(bytes.end as usize..).unwrap_or_default();
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    Target {
        source,
        selector: [
            Selector::Quote { exact: reading.words(span), prefix: &before[from..], suffix: &after[..to] },
            Selector::Position { start: points.start, end: points.end },
        ],
    }
}

fn statement(reading: &Reading<'_>, attribution: &Attribution) -> Vec<Value> {
    let kind = name(attribution.kind);
    let speaker = attribution.speaker.and_then(|id| reading.actor(id)).map(|actor| &actor.name);
    vec![
        label(reading, "identifying", &reading.speaker(attribution)),
        tag(&kind),
        json!({
            "type": "rapporteur:Attribution",
            "rapporteur:kind": kind,
            "rapporteur:speaker": speaker,
            "rapporteur:source": attribution.source.map(|span| reading.words(span)),
            "rapporteur:reporters": reading.reporters(attribution),
            "rapporteur:cue": attribution.cue.map(|span| reading.words(span)),
            "rapporteur:hedged": attribution.hedged,
            "rapporteur:confidence": attribution.confidence,
        }),
    ]
}

fn stance(reading: &Reading<'_>, position: &Position) -> Vec<Value> {
    let names = |ids: &[ActorId]| reading.names(ids);
    let issue = position.issue.and_then(|id| reading.report.issues.get(id.index()));
    let proposition = position.proposition.map(|span| reading.words(span));
    let stance = position.stance.name();
    let mut said = format!("{}: {stance}", names(&position.holders).join(" and "));
    if let Some(proposition) = proposition {
        said = format!("{said}, {proposition}");
    }
    vec![
        label(reading, "describing", &said),
        tag(stance),
        json!({
            "type": "rapporteur:Position",
            "rapporteur:holders": names(&position.holders),
            "rapporteur:stance": stance,
            "rapporteur:plover": position.plover,
            "rapporteur:strength": position.strength,
            "rapporteur:cue": reading.words(position.cue),
            "rapporteur:proposition": proposition,
            "rapporteur:issue": issue.map(|issue| &issue.label),
            "rapporteur:topic": issue.and_then(|issue| issue.topic.as_ref()),
            "rapporteur:addressees": names(&position.addressees),
            "rapporteur:conditional": position.conditional,
            "rapporteur:earlier": position.earlier,
            "rapporteur:reportedBy": names(position.reported_by.as_slice()).first(),
            "rapporteur:confidence": position.confidence,
        }),
    ]
}

fn label(reading: &Reading<'_>, purpose: &str, value: &str) -> Value {
    let language = &reading.report.language;
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "language": language, "value": value })
}

fn tag(value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": "tagging", "value": value })
}

/// The IRI of the annotated text.
fn source(report: &Report, text: &str) -> String {
    let url = report.article.as_ref().and_then(|article| article.url.clone());
    url.or_else(|| report.doc.as_deref().map(relative_iri)).unwrap_or_else(|| urn(hash(BASIS, text)))
}

/// A name as a relative reference: everything but letters, digits and `-._~/` is percent-encoded, so that neither a
/// colon makes a scheme of its beginning nor a space ends it.
fn relative_iri(name: &str) -> String {
    let mut iri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => iri.push(char::from(byte)),
            _ => iri.push_str(&format!("%{byte:02X}")),
        }
    }
    iri
}

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

/// Continues a 128-bit FNV-1a hash with the bytes of `part` and a byte that ends it.
fn hash(so_far: u128, part: &str) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    part.bytes().chain([0xff]).fold(so_far, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

/// The hash as a UUID of version 8 (RFC 9562).
fn urn(hash: u128) -> String {
    let uuid = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let digits = format!("{uuid:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    fn items(report: &Report, text: &str) -> Vec<Value> {
        let collection: Value = serde_json::from_str(&jsonld(report, text)).expect("valid JSON");
        assert_eq!(collection["total"], json!(report.attributions.len() + report.positions.len()));
        collection["first"]["items"].as_array().expect("annotations").clone()
    }

    #[test]
    fn a_statement_in_two_pieces_has_two_targets() {
        let (text, report) = example::report();
        let items = items(&report, text);
        let statement = &items[2];
        assert_eq!(statement["body"][0]["value"], "Emmanuel Macron");
        assert_eq!(statement["body"][1]["value"], "direct");
        assert_eq!(
            statement["target"][1],
            json!({
                "source": "call",
                "selector": [
                    { "type": "TextQuoteSelector", "exact": "not this",
                      "prefix": "rgy. “=1+1 | no,” Macron said, “",
                      "suffix": ".” Both leaders spoke." },
                    { "type": "TextPositionSelector", "start": 94, "end": 102 },
                ],
            })
        );
    }

    #[test]
    fn positions_count_code_points_in_either_unit() {
        let (text, mut report) = example::report();
        let in_bytes = jsonld(&report, text);
        report.to_utf16(text);
        assert_eq!(jsonld(&report, text), in_bytes);
        for item in items(&report, text) {
            for target in item["target"].as_array().expect("targets") {
                let [quote, position] = [&target["selector"][0], &target["selector"][1]];
                let start = position["start"].as_u64().expect("a number") as usize;
                let end = position["end"].as_u64().expect("a number") as usize;
                let exact: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(quote["exact"], exact);
                let around = format!(
                    "{}{exact}{}",
                    quote["prefix"].as_str().expect("text"),
                    quote["suffix"].as_str().expect("text")
                );
                assert!(text.contains(&around), "{around}");
            }
        }
    }

    #[test]
    fn ids_are_iris_of_their_own() {
        let (text, report) = example::report();
        let mut ids: Vec<String> = items(&report, text).iter().map(|item| item["id"].to_string()).collect();
        assert!(
            ids.iter().all(|id| id.starts_with("\"urn:uuid:") && id.len() == 47 && id.as_bytes()[24] == b'8'),
            "{ids:?}"
        );
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 5);
    }

    #[test]
    fn the_source_is_an_iri() {
        let (text, mut report) = example::report();
        report.doc = Some("war: day 1/é".to_owned());
        assert_eq!(source(&report, text), "war%3A%20day%201/%C3%A9");
        report.doc = None;
        assert!(source(&report, text).starts_with("urn:uuid:"));
        report.article = Some(crate::Article { url: Some("https://news.example/a".to_owned()), ..Default::default() });
        assert_eq!(source(&report, text), "https://news.example/a");
    }
}
