//! How sure a reading is: the model's marginals, and whether grammar and marks say the same.
//!
//! The marginals alone are too low where a content is long and its ends are open, and know nothing of the tables. The
//! odds that a reading is right are the square root of the marginals' odds times a factor for each witness: a logistic
//! regression whose six weights were fitted on PolNeAR dev and rounded. MODEL_CARD.md has the table of what they give.
//!
//! Example: "The Kremlin stated that …" has a marginal of .5, and a rule that reads the same: .73. Known failure: a
//! speaker whom PolNeAR's annotators left out lowers the figures, so readings are righter than they say.

use super::quoted;
use super::reading::Reading;
use super::rules;
use crate::clause::Clauses;
use crate::report::QuoteKind;

/// The odds where nothing but the model speaks.
const BASE: f32 = 0.68;
/// A rule finds the same source and content.
const RULE: f32 = 2.7;
/// The cue has a row in the table.
const TABLE: f32 = 1.4;
/// Nobody is named who says it.
const NO_SOURCE: f32 = 0.2;
/// All, or a part, of the content is in quotation marks.
const DIRECT: f32 = 3.9;
const MIXED: f32 = 1.35;

/// Sets the confidence of each reading with a cue from the marginals that it comes with.
pub(super) fn weigh(clauses: &Clauses, readings: &mut [Reading]) {
    for reading in readings {
        let Some(cue) = &reading.cue else { continue };
        let in_table = cue.clone().any(|token| clauses.lexicon.cues.at(&clauses.prose.tokens, token).is_some());
        let witnesses = [
            (rules::agree(clauses, reading), RULE),
            (in_table, TABLE),
            (reading.source.is_none(), NO_SOURCE),
            (quoted::kind(clauses.prose, &reading.content) == QuoteKind::Direct, DIRECT),
            (quoted::kind(clauses.prose, &reading.content) == QuoteKind::Mixed, MIXED),
        ];
        let factor: f32 = witnesses.iter().filter(|(speaks, _)| *speaks).map(|(_, factor)| factor).product();
        let marginal = reading.confidence.clamp(0.02, 0.98);
        // A square root is the same bit for bit in every build; logarithms are not.
        let odds = BASE * factor * (marginal / (1.0 - marginal)).sqrt();
        reading.confidence = odds / (1.0 + odds);
    }
}
