//! Contrasts as two columns: who stands here and who there, issue by issue.
//!
//! Comes in: a report's relations. Goes out: [`Sides`], each position once. A support of the plan that contrasts with two
//! rejections stands alone against both. Known failure: where three positions contrast with each other all round, two of
//! them share a column.

use crate::marks::Layer;
use crate::report::{Position, RelationKind, Report};
use crate::span::{IssueId, PositionId};

/// The two sides of one issue, each in the order in which its contrasts are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The matter.
    pub issue: IssueId,
    /// Those on one side. Never empty.
    pub here: Vec<PositionId>,
    /// Those on the other side. Never empty.
    pub there: Vec<PositionId>,
}

/// The sides of all contrasts, by the issue that comes first. Empty where nobody contradicts anybody.
///
/// ```
/// let report = rapporteur::analyze("France supports the nuclear deal. Iran rejects the nuclear deal.");
/// let sides = rapporteur::view::sides(&report);
/// assert_eq!((sides[0].here[0].0, sides[0].there[0].0), (0, 1));
/// ```
pub fn sides(report: &Report) -> Vec<Sides> {
    let mut all: Vec<Sides> = Vec::new();
    for relation in report.relations.iter().filter(|relation| relation.kind == RelationKind::Contrast) {
        let [first, second] = relation.positions;
        let at = all.iter().position(|sides| sides.issue == relation.issue).unwrap_or_else(|| {
            all.push(Sides { issue: relation.issue, here: Vec::new(), there: Vec::new() });
            all.len() - 1
        });
        let sides = &mut all[at];
        let known = |side: &[PositionId], id| side.contains(&id);
        let like = |side: &[PositionId], id| side.iter().any(|other| are_alike(report, *other, id));
        let turned = if known(&sides.here, first) || known(&sides.there, second) {
            false
        } else if known(&sides.there, first) || known(&sides.here, second) {
            true
        } else {
            // A contrast of its own: beside those that speak alike.
            !(like(&sides.here, first) || like(&sides.there, second))
                && (like(&sides.there, first) || like(&sides.here, second))
        };
        let (here, there) = if turned { (second, first) } else { (first, second) };
        if !known(&sides.here, here) && !known(&sides.there, here) {
            sides.here.push(here);
        }
        if !known(&sides.here, there) && !known(&sides.there, there) {
            sides.there.push(there);
        }
    }
    all
}

/// Whether two positions have the same holder, or stances of one family.
fn are_alike(report: &Report, one: PositionId, other: PositionId) -> bool {
    let position = |id: PositionId| report.positions.get(id.index());
    let family = |position: &Position| Layer::of_stance(position.stance);
    position(one).zip(position(other)).is_some_and(|(one, other)| {
        one.holders.iter().any(|holder| other.holders.contains(holder)) || family(one) == family(other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Relation;

    /// The sides of five positions, two for and three against a deal, with these pairs in contrast.
    fn of_pairs(pairs: &[[u32; 2]]) -> Vec<(Vec<u32>, Vec<u32>)> {
        let text = "France supports the nuclear deal. Iran rejects the nuclear deal. Germany supports the nuclear deal. \
                    Israel rejects the nuclear deal. Qatar opposes the nuclear deal.";
        let mut report = crate::analyze(text);
        assert_eq!(report.positions.len(), 5);
        let relation = |pair: &[u32; 2]| Relation {
            kind: RelationKind::Contrast,
            positions: pair.map(PositionId),
            issue: IssueId(0),
        };
        report.relations = pairs.iter().map(relation).collect();
        let numbers = |ids: Vec<PositionId>| ids.into_iter().map(|id| id.0).collect();
        sides(&report).into_iter().map(|sides| (numbers(sides.here), numbers(sides.there))).collect()
    }

    #[test]
    fn each_position_stands_once_on_its_side() {
        assert_eq!(of_pairs(&[[0, 1], [0, 3], [2, 1]]), [(vec![0, 2], vec![1, 3])]);
        assert_eq!(of_pairs(&[[0, 1], [1, 2]]), [(vec![0, 2], vec![1])]);
    }

    #[test]
    fn a_contrast_of_its_own_stands_beside_those_that_speak_alike() {
        assert_eq!(of_pairs(&[[0, 1], [3, 2]]), [(vec![0, 2], vec![1, 3])]);
    }

    #[test]
    fn no_side_is_empty_where_all_contradict_all() {
        assert_eq!(of_pairs(&[[0, 1], [1, 2], [0, 2]]), [(vec![0, 2], vec![1])]);
        assert_eq!(of_pairs(&[]), []);
    }
}
