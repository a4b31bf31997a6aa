//! What stands between a token and the nearest possible cue to its left or right: commas, "that", small words and marks.
//!
//! Example: between "said" and "failed" in "said on Monday that the talks failed" the joints are a preposition and "that".
//! Known failure: only the first few joints are kept, so long ways look alike.

use super::cells::Joint;

/// What stands between a token and the nearest possible cue on one side.
#[derive(Clone, Copy)]
pub(crate) struct Reach {
    /// The cue; `usize::MAX` where the sentence has none on this side.
    pub(crate) cue: usize,
    pub(crate) commas: u32,
    /// The first joints between, from the cue on.
    pub(crate) joints: u32,
    pub(crate) that: bool,
}

/// No cue on this side.
pub(crate) const NOTHING: Reach = Reach { cue: usize::MAX, commas: 0, joints: 0, that: false };

/// How many joints a [`Reach`] keeps.
const JOINTS: u32 = 4;

impl Reach {
    /// One more token between.
    pub(crate) fn pass(&mut self, joint: Joint) {
        match joint {
            Joint::No => return,
            Joint::Comma => self.commas += 1,
            Joint::That => self.that = true,
            _ => {}
        }
        // A leading one keeps shorter patterns apart from longer ones.
        if self.joints < 1 << (4 * JOINTS) {
            let shift = (32 - self.joints.leading_zeros()).next_multiple_of(4);
            self.joints |= (joint as u32 + 1) << shift;
        }
    }
}
