//! How we know where somebody stands, in plain words.
//!
//! Comes in: a position. Goes out: lines to be listed. "urge A to P" reads "urge … to …". Known limit: patterns and the
//! article's own words are English in every language.

use super::wording::View;
use crate::SHOWN_CONFIDENCE;
use crate::report::Position;

/// The rule of what was not found by a row of the tables; see `src/position/content.rs`.
const LEARNED: &str = "content";

impl View {
    /// The words that signal a position, the pattern that they fit, and how sure the engine is.
    ///
    /// ```
    /// # let text = "Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let lines = view.evidence(&view.report().positions[0]);
    /// assert_eq!(lines[..2], ["The words that show it: “rejects”", "The pattern that they fit: reject …"]);
    /// ```
    pub fn evidence(&self, position: &Position) -> Vec<String> {
        let cue = position.cue.of(self.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines = Vec::new();
        if !cue.is_empty() {
            lines.push(self.ui().fill("why.cue", &[("cue", &cue)]));
        }
        if position.rule == LEARNED {
            lines.push(self.ui().get("why.learned").to_owned());
        } else if !position.rule.is_empty() {
            lines.push(self.ui().fill("why.rule", &[("rule", &pattern(&position.rule))]));
        }
        let percent = (position.confidence * 100.0).round() as u32;
        lines.push(self.ui().fill("why.sure", &[("percent", &percent.to_string())]));
        lines
    }

    /// A text, which says so where what it is about is uncertain.
    pub(super) fn with_doubt(&self, text: String, confidence: f32) -> String {
        if confidence < SHOWN_CONFIDENCE { format!("{text} · {}", self.ui().get("uncertain")) } else { text }
    }
}

/// A frame as a reader would write it: every slot and every gap is an ellipsis, what stands for another word stays.
fn pattern(frame: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in frame.split_whitespace() {
        let word = if matches!(word, "P" | "A" | "H" | "..") { "…" } else { word };
        if word != "…" || words.last() != Some(&"…") {
            words.push(word);
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_and_gaps_of_a_pattern_are_ellipses() {
        let patterns = ["urge A to P", "reiterate .. support for P", "be .. P", "must P", ""].map(pattern);
        assert_eq!(patterns, ["urge … to …", "reiterate … support for …", "be …", "must …", ""]);
    }
}
