//! A report without what the engine is less sure of than the reader wants.
//!
//! Comes in: a report and the least confidence. Goes out: a report with the ids of its own, and for each attribution and
//! position of the old one the new id. What stood inside a dropped attribution stands inside the next one around it. At 0
//! everything stays. Known limit: actors and issues stay also where nothing is left of what they said.

use crate::marks::Item;
use crate::report::Report;
use crate::span::{AttributionId, PositionId};

/// Old ids to new ones; `None` for what was dropped.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    attributions: Vec<Option<AttributionId>>,
    positions: Vec<Option<PositionId>>,
}

impl Kept {
    /// The new id of an item of the old report.
    ///
    /// ```
    /// use rapporteur::{Item, analyze, view::at_least};
    /// let (report, kept) = at_least(analyze("“We will not sign,” the minister said."), 0.0);
    /// assert_eq!(kept.item(Item::Quote(report.attributions[0].id)), Some(Item::Quote(report.attributions[0].id)));
    /// ```
    pub fn item(&self, old: Item) -> Option<Item> {
        match old {
            Item::Quote(id) => self.attributions.get(id.index()).copied().flatten().map(Item::Quote),
            Item::Position(id) => self.positions.get(id.index()).copied().flatten().map(Item::Position),
        }
    }
}

/// Drops attributions and positions of less confidence than `minimum`, and relations between positions that are gone.
///
/// ```
/// let report = rapporteur::analyze("“We will not sign,” the minister said.");
/// assert_eq!(rapporteur::view::at_least(report.clone(), 0.0).0, report);
/// assert!(rapporteur::view::at_least(report, 2.0).0.attributions.is_empty());
/// ```
pub fn at_least(mut report: Report, minimum: f32) -> (Report, Kept) {
    let (mut quotes, mut positions) = (0, 0);
    let kept = Kept {
        attributions: report
            .attributions
            .iter()
            .map(|found| number(found.confidence >= minimum, &mut quotes).map(AttributionId))
            .collect(),
        positions: report
            .positions
            .iter()
            .map(|found| number(found.confidence >= minimum, &mut positions).map(PositionId))
            .collect(),
    };
    let parents: Vec<_> = report.attributions.iter().map(|found| found.parent).collect();
    // The nearest attribution around one, or the attribution itself, that is still there; parents never go in a circle,
    // but a report that says so must not hang the sidebar.
    let nearest = |mut id: Option<AttributionId>| {
        for _ in 0..=parents.len() {
            let index = id?.index();
            if let Some(new) = kept.attributions.get(index).copied().flatten() {
                return Some(new);
            }
            id = parents.get(index).copied().flatten();
        }
        None
    };
    report.attributions.retain(|found| kept.item(Item::Quote(found.id)).is_some());
    for (index, found) in report.attributions.iter_mut().enumerate() {
        found.id = AttributionId(index as u32);
        found.parent = nearest(found.parent);
    }
    report.positions.retain(|found| kept.item(Item::Position(found.id)).is_some());
    for (index, found) in report.positions.iter_mut().enumerate() {
        found.id = PositionId(index as u32);
        found.attribution = nearest(found.attribution);
    }
    let new = |id: PositionId| kept.positions.get(id.index()).copied().flatten();
    report.relations = report
        .relations
        .into_iter()
        .filter_map(|mut relation| {
            relation.positions = [new(relation.positions[0])?, new(relation.positions[1])?];
            Some(relation)
        })
        .collect();
    (report, kept)
}

/// The next number, for what is kept.
fn number(keep: bool, next: &mut u32) -> Option<u32> {
    keep.then(|| {
        *next += 1;
        *next - 1
    })
}
