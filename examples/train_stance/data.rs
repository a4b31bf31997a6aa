//! Reads the annotated texts: `gold/training` whole articles, and the stand-off stances of `polnear.tsv`.

use super::files::{byte_offsets, paths, read};
use rapporteur::stance_training::{Annotated, examples};
use rapporteur::{QuoteKind, Span, Stance};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Features and label of one unit.
pub(crate) type Example = (Vec<u32>, usize);

/// Offsets are code points; spans are bytes.
struct CodePoints(Vec<u32>);

impl CodePoints {
    fn of(text: &str) -> Self {
        Self(byte_offsets(text))
    }

    fn span(&self, start: u64, end: u64) -> Option<Span> {
        Some(Span::new(*self.0.get(start as usize)?, *self.0.get(end as usize)?))
    }

    fn json(&self, value: &Value) -> Option<Span> {
        self.span(value[0].as_u64()?, value[1].as_u64()?)
    }
}

/// The examples of each article of a gold folder, in the order of the file names.
pub(crate) fn gold(folder: &Path) -> Result<Vec<Vec<Example>>, String> {
    paths(folder, "json")?.iter().map(|path| article(path)).collect()
}

fn article(path: &Path) -> Result<Vec<Example>, String> {
    let gold: Value = serde_json::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = read(&path.with_extension("txt"))?;
    let at = CodePoints::of(&text);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let attributions = list(&gold["attributions"]);
    let annotated: Vec<Annotated> = attributions
        .iter()
        .map(|attribution| Annotated {
            kind: match attribution["kind"].as_str() {
                Some("direct") => QuoteKind::Direct,
                Some("mixed") => QuoteKind::Mixed,
                _ => QuoteKind::Indirect,
            },
            source: at.json(&attribution["source"]),
            cue: at.json(&attribution["cue"]),
            content: list(&attribution["content"]).iter().filter_map(|span| at.json(span)).collect(),
            parent: attributions.iter().position(|other| other["id"] == attribution["parent"]),
            positions: list(&gold["positions"])
                .iter()
                .filter(|position| holds(position, &attribution["speaker"]))
                .filter_map(|position| {
                    let stance = Stance::from_name(position["stance"].as_str()?)?;
                    Some((at.json(&position["sentence"])?, at.json(&position["proposition"]), stance))
                })
                .collect(),
        })
        .collect();
    Ok(examples(&text, &annotated))
}

/// Whether the speaker holds the position, or reports it for the body that it speaks for.
fn holds(position: &Value, speaker: &Value) -> bool {
    let holders = position["holder"].as_array().is_some_and(|holders| holders.contains(speaker));
    !speaker.is_null() && (holders || &position["reported_by"] == speaker)
}

/// The examples of the pieces that `table` names, by text of `folder`.
pub(crate) fn pieces(table: &str, folder: &Path) -> Result<Vec<Vec<Example>>, String> {
    let mut rows: BTreeMap<u64, Vec<[&str; 5]>> = BTreeMap::new();
    for (number, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [text, start, end, source, cue, stances] = cells.as_slice() else {
            return Err(format!("polnear.tsv:{}: six columns are needed", number + 1));
        };
        let text = u64::from_str_radix(text, 16).map_err(|error| format!("polnear.tsv:{}: {error}", number + 1))?;
        rows.entry(text).or_default().push([*start, *end, *source, *cue, *stances]);
    }
    let mut all = Vec::new();
    for path in paths(folder, "txt")? {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(pieces) = rows.remove(&fnv(&stem)) else { continue };
        let text = read(&path)?;
        let at = CodePoints::of(&text);
        let annotated: Vec<Annotated> = pieces.iter().filter_map(|piece| annotate(&at, &text, piece)).collect();
        all.push(examples(&text, &annotated));
    }
    match rows.len() {
        0 => Ok(all),
        missing => Err(format!("{missing} texts of polnear.tsv are not in {}", folder.display())),
    }
}

fn annotate(at: &CodePoints, text: &str, [start, end, source, cue, stances]: &[&str; 5]) -> Option<Annotated> {
    let span = |cell: &str| -> Option<Span> {
        let (start, end) = cell.split_once('-')?;
        at.span(start.parse().ok()?, end.parse().ok()?)
    };
    let content = at.span(start.parse().ok()?, end.parse().ok()?)?;
    let positions = stances.split(',').filter_map(Stance::from_name).map(|stance| (content, None, stance)).collect();
    let kind = kind(text, content);
    Some(Annotated { kind, source: span(source), cue: span(cue), content: vec![content], parent: None, positions })
}

/// The marks beside and inside a piece tell how much of it is quoted; near enough for a feature.
pub(crate) fn kind(text: &str, content: Span) -> QuoteKind {
    let marks = ['"', '“', '”'];
    let before = text[..content.start as usize].trim_end().ends_with(marks);
    let after = text[content.end as usize..].trim_start_matches([',', '.']).starts_with(marks);
    match (before, after || content.of(text).contains(marks)) {
        (true, _) if !content.of(text).contains(marks) => QuoteKind::Direct,
        (_, true) | (true, _) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

/// FNV-1a, 64 bits: the name of a text in `polnear.tsv`.
fn fnv(stem: &str) -> u64 {
    stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
