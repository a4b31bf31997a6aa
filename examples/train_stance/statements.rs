//! Reads `statements.txt`: statements of our own, a snippet a line, with marks for who says what.
//!
//! `<source>`, `{cue}`, `[label|content]`; several labels, the stronger first, are parted by commas. A piece belongs to the
//! nearest cue of its sentence; a piece whose sentence has none goes on with the quote before it.

use super::data::{Example, kind};
use rapporteur::stance_training::{Annotated, examples};
use rapporteur::{Span, Stance};

/// A marked stretch of a snippet.
struct Marked {
    mark: char,
    /// Bytes of the text without marks.
    span: Span,
    /// What stood before the bar.
    labels: String,
}

/// The examples of every snippet; the error names the line that cannot be read.
pub(crate) fn read(file: &str) -> Result<Vec<Vec<Example>>, String> {
    let lines = file.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(number, line)| snippet(line).map_err(|what| format!("statements.txt:{}: {what}", number + 1))).collect()
}

fn snippet(line: &str) -> Result<Vec<Example>, String> {
    let (text, marks) = parse(line)?;
    let pieces = marks.iter().filter(|marked| marked.mark == '[');
    let annotated = pieces.map(|piece| annotate(&text, &marks, piece)).collect::<Result<Vec<_>, _>>()?;
    Ok(examples(&text, &annotated))
}

/// The text without its marks, and the marks.
fn parse(line: &str) -> Result<(String, Vec<Marked>), String> {
    let mut text = String::with_capacity(line.len());
    let mut marks = Vec::new();
    let mut open: Option<(char, u32, String)> = None;
    for char in line.chars() {
        match (char, &mut open) {
            ('<' | '{' | '[', None) => open = Some((char, text.len() as u32, String::new())),
            ('|', Some(('[', start, labels))) if labels.is_empty() => {
                *labels = text.split_off(*start as usize);
            }
            ('>', Some(('<', ..))) | ('}', Some(('{', ..))) | (']', Some(('[', ..))) => {
                if let Some((mark, start, labels)) = open.take() {
                    marks.push(Marked { mark, span: Span::new(start, text.len() as u32), labels });
                }
            }
            ('<' | '{' | '[' | '>' | '}' | ']', _) => return Err(format!("'{char}' stands where none can")),
            _ => text.push(char),
        }
    }
    match open {
        Some((mark, ..)) => Err(format!("'{mark}' is never closed")),
        None => Ok((text, marks)),
    }
}

fn annotate(text: &str, marks: &[Marked], piece: &Marked) -> Result<Annotated, String> {
    let mut positions = Vec::new();
    for label in piece.labels.split(',').map(str::trim).filter(|label| *label != "none") {
        let stance = Stance::from_name(label).ok_or_else(|| format!("\"{label}\" is no stance"))?;
        positions.push((piece.span, None, stance));
    }
    let nearest = |mark: char| {
        let marked = marks.iter().filter(|marked| marked.mark == mark);
        let near = marked.filter(|marked| same_sentence(text, marked.span, piece.span));
        near.min_by_key(|marked| distance(marked.span, piece.span)).map(|marked| marked.span)
    };
    Ok(Annotated {
        kind: kind(text, piece.span),
        source: nearest('<'),
        cue: nearest('{'),
        content: vec![piece.span],
        parent: None,
        positions,
    })
}

fn distance(one: Span, other: Span) -> u32 {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

/// Whether no sentence ends between the spans.
fn same_sentence(text: &str, one: Span, other: Span) -> bool {
    let (start, end) = (one.end.min(other.end), one.start.max(other.start));
    let between = text.get(start as usize..end as usize).unwrap_or_default();
    !between
        .char_indices()
        .any(|(at, char)| matches!(char, '.' | '!' | '?') && between[at..].contains(char::is_whitespace))
}
