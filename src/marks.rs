//! What is to be painted on a page: which words, in which layer, for which item of the report.
//!
//! Comes in: a report and the article it was made from. Goes out: [`Mark`]s, sorted by layer. "He urged a ceasefire" has a
//! mark on "He" (layer speaker), one on "a ceasefire" (layer indirect), and one on "urged" (layer press, the family of
//! demands and warnings).
//!
//! Known limit: a span that covers nothing but the gap between two paragraphs has no mark.

use crate::article::{ArticleText, RunRange};
use crate::order::sort_by_numbers;
use crate::report::{QuoteKind, Report, Stance};
use crate::span::{AttributionId, PositionId, Span};
use std::fmt;

/// How a mark looks. Kinds of quotes and families of stances each have a style of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "kinds of quotes explain themselves")]
pub enum Layer {
    Direct,
    Mixed,
    Indirect,
    /// Who says it.
    Speaker,
    /// The cue of a stance that is for something: support, offer, agree.
    Favour,
    /// Against something: oppose, reject, accuse, deny.
    Against,
    /// Pressing for something: demand, warn.
    Press,
    /// Claiming something: assert.
    Claim,
}

/// The item of the report that a mark stands for. Written as "q3" (third attribution, counting from 0) or "p3".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Item {
    Quote(AttributionId),
    Position(PositionId),
}

/// Words of the page to be painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How it looks.
    pub layer: Layer,
    /// What it stands for.
    pub item: Item,
    /// Where it is, in reading order. Never empty.
    pub ranges: Vec<RunRange>,
}

/// All marks of a report with UTF-8 offsets, by layer, then in the report's order. Contents of quotes come before the
/// layers that may lie inside them, because later layers are painted on top.
pub(crate) fn marks(report: &Report, article: &ArticleText) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |layer, item, span: Span| {
        let ranges = article.ranges(span);
        if !ranges.is_empty() {
            marks.push(Mark { layer, item, ranges });
        }
    };
    for attribution in &report.attributions {
        let item = Item::Quote(attribution.id);
        for span in &attribution.content {
            add(Layer::of_kind(attribution.kind), item, *span);
        }
        if let Some(source) = attribution.source {
            add(Layer::Speaker, item, source);
        }
    }
    for position in &report.positions {
        add(Layer::of_stance(position.stance), Item::Position(position.id), position.cue);
    }
    sort_by_numbers(&mut marks, |mark| [mark.layer as u32, 0, 0]);
    marks
}

impl Layer {
    /// Every layer, in the order of painting.
    pub const ALL: [Self; 8] = [
        Self::Direct,
        Self::Mixed,
        Self::Indirect,
        Self::Speaker,
        Self::Favour,
        Self::Against,
        Self::Press,
        Self::Claim,
    ];

    /// The layer of a quote's content.
    ///
    /// ```
    /// assert_eq!(rapporteur::Layer::of_kind(rapporteur::QuoteKind::Mixed).name(), "mixed");
    /// ```
    pub const fn of_kind(kind: QuoteKind) -> Self {
        match kind {
            QuoteKind::Direct => Self::Direct,
            QuoteKind::Mixed => Self::Mixed,
            QuoteKind::Indirect => Self::Indirect,
        }
    }

    /// The family that a stance belongs to.
    ///
    /// ```
    /// assert_eq!(rapporteur::Layer::of_stance(rapporteur::Stance::Deny), rapporteur::Layer::Against);
    /// ```
    pub const fn of_stance(stance: Stance) -> Self {
        match stance {
            Stance::Support | Stance::Offer | Stance::Agree => Self::Favour,
            Stance::Oppose | Stance::Reject | Stance::Accuse | Stance::Deny => Self::Against,
            Stance::Demand | Stance::Warn => Self::Press,
            Stance::Assert => Self::Claim,
        }
    }

    /// The name in style sheets, tables and tests.
    ///
    /// ```
    /// assert_eq!(rapporteur::Layer::Speaker.name(), "speaker");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Speaker => "speaker",
            Self::Favour => "favour",
            Self::Against => "against",
            Self::Press => "press",
            Self::Claim => "claim",
        }
    }
}

impl Item {
    /// The item written as `text`; `None` for any other text.
    ///
    /// ```
    /// let item = rapporteur::Item::parse("q3");
    /// assert_eq!(item, Some(rapporteur::Item::Quote(rapporteur::AttributionId(3))));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.get(1..)?.parse().ok()?;
        match text.get(..1)? {
            "q" => Some(Self::Quote(AttributionId(number))),
            "p" => Some(Self::Position(PositionId(number))),
            _ => None,
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quote(id) => write!(f, "q{}", id.0),
            Self::Position(id) => write!(f, "p{}", id.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_as_they_are_written() {
        for item in [Item::Quote(AttributionId(0)), Item::Position(PositionId(4_000_000_000))] {
            assert_eq!(Item::parse(&item.to_string()), Some(item));
        }
        for text in ["", "q", "x1", "q-1", "q1.5", "é1"] {
            assert_eq!(Item::parse(text), None, "{text}");
        }
    }
}
