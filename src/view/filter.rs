//! Which quotes and positions a reader has chosen to see.
//!
//! Comes in: a report, its text and a [`Filter`]. Goes out: ids in the order of the text. A filter for "Macron" and the
//! words "nuclear" keeps his quotes that contain them, and those of a group that he belongs to.

use super::wording::View;
use crate::report::{QuoteKind, Stance};
use crate::span::{ActorId, AttributionId, PositionId};

/// What the reader chose. The default keeps everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what this actor, or a group it belongs to, says or holds.
    pub speaker: Option<ActorId>,
    /// Only quotes of this kind. Positions have no kind.
    pub kind: Option<QuoteKind>,
    /// Only positions of this stance. Quotes have no stance.
    pub stance: Option<Stance>,
    /// Only where these words stand in the item's words or names, in any case. Empty keeps everything.
    pub words: String,
}

impl Filter {
    /// Quotes that fit.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let filter = rapporteur::view::Filter { words: "sign".to_owned(), ..Default::default() };
    /// assert_eq!(filter.quotes(&view).len(), 1);
    /// ```
    pub fn quotes(&self, view: &View) -> Vec<AttributionId> {
        let fits = |attribution: &&crate::Attribution| {
            self.kind.is_none_or(|kind| kind == attribution.kind)
                && self.speaks(view, attribution.speaker.as_slice())
                && self.reads(&[&view.said(attribution), &view.speaker(attribution)])
        };
        view.report().attributions.iter().filter(fits).map(|attribution| attribution.id).collect()
    }

    /// Positions that fit.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let all = rapporteur::view::Filter::default();
    /// assert_eq!(all.positions(&view).len(), view.report().positions.len());
    /// ```
    pub fn positions(&self, view: &View) -> Vec<PositionId> {
        let fits = |position: &&crate::Position| {
            self.stance.is_none_or(|stance| stance == position.stance)
                && self.speaks(view, &position.holders)
                && self.reads(&[&view.sentence(position), &view.holder(position)])
        };
        view.report().positions.iter().filter(fits).map(|position| position.id).collect()
    }

    fn speaks(&self, view: &View, speakers: &[ActorId]) -> bool {
        let Some(wanted) = self.speaker else { return true };
        let actors = &view.report().actors;
        let is_member = |id: &ActorId| actors.get(id.index()).is_some_and(|actor| actor.members.contains(&wanted));
        speakers.iter().any(|id| *id == wanted || is_member(id))
    }

    fn reads(&self, texts: &[&str]) -> bool {
        let words = self.words.trim().to_lowercase();
        words.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&words))
    }
}
