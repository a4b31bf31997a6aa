//! The note that a reader makes of a wrong mark: all that it takes to see the mistake again.
//!
//! Comes in: an item of a report. Goes out: a [`Note`] with the item's sentence, the rule or confidence behind it, a case for
//! `tests/cases`, and the whole report. The case holds the paragraphs that the item stands in; `UPDATE_CASES=1` writes below
//! them what is found there, for somebody to correct. Known limit: a name that an earlier paragraph explains is missing.

use super::wording::View;
use crate::lexicon::Lexicon;
use crate::marks::Item;
use crate::report::Report;
use crate::span::Span;
use crate::text::Prose;
use serde::Serialize;

/// What is kept of a mark that a reader holds to be wrong.
#[derive(Debug, Serialize)]
pub struct Note<'a> {
    /// "q3" or "p0".
    pub item: String,
    /// What was marked: kind or stance, and who.
    pub what: String,
    /// The words that it stands in.
    pub sentence: String,
    /// The rule that found it, and how sure that was.
    pub rule: String,
    /// Address of the page; empty where it has none.
    pub url: String,
    /// A case for `tests/cases`.
    pub case: String,
    /// The report, without its text.
    pub report: &'a Report,
}

impl View {
    /// The note of an item; `None` for an item that the report does not have.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let quote = rapporteur::Item::Quote(view.report().attributions[0].id);
    /// let note = view.note(quote).unwrap();
    /// assert_eq!(note.sentence, "“We will not sign,” Vladimir Putin said.");
    /// assert!(note.what.ends_with("of Vladimir Putin") && note.case.starts_with("# known wrong: "));
    /// ```
    pub fn note(&self, item: Item) -> Option<Note<'_>> {
        let report = self.report();
        let (what, rule, place) = match item {
            Item::Quote(id) => {
                let found = report.attributions.get(id.index())?;
                let all = || found.content.iter().chain(&found.source).chain(&found.cue);
                let place = Span::new(all().map(|span| span.start).min()?, all().map(|span| span.end).max()?);
                let cue = found.cue.map_or("no cue", |cue| cue.of(self.text()));
                let what = format!("{} of {}", self.kind(found.kind), self.speaker(found));
                (what, format!("{cue}, {}", hundredths(found.confidence)), self.sentences(place))
            }
            Item::Position(id) => {
                let found = report.positions.get(id.index())?;
                let what = format!("{} of {}", self.stance(found.stance), self.holder(found));
                (what, format!("{}, {}", found.rule, hundredths(found.confidence)), found.sentence)
            }
        };
        let url = report.article.as_ref().and_then(|about| about.url.clone()).unwrap_or_default();
        let sentence = one_line(place.of(self.text()));
        let case = format!(
            "# known wrong: {}, says a reader: {sentence}\n# found by: {}{}\n{}\n---\n",
            one_line(&what),
            one_line(&rule),
            if url.is_empty() { String::new() } else { format!("\n# from: {}", one_line(&url)) },
            self.paragraphs(place)
        );
        Some(Note { item: item.to_string(), what, sentence, rule, url, case, report })
    }

    /// The sentences that a span touches.
    fn sentences(&self, span: Span) -> Span {
        let prose = Prose::new(self.text(), Lexicon::english());
        let all = prose.sentences.iter().map(|sentence| sentence.span);
        all.filter(|sentence| sentence.start < span.end && span.start < sentence.end)
            .fold(span, |all, sentence| Span::new(all.start.min(sentence.start), all.end.max(sentence.end)))
    }

    /// The paragraphs around a span, as a case can hold them: no line may look like a part of the case itself.
    fn paragraphs(&self, span: Span) -> String {
        let text = self.text();
        let start = text.get(..span.start as usize).and_then(|before| before.rfind("\n\n")).map_or(0, |at| at + 2);
        let end = text.get(span.end as usize..).and_then(|after| after.find("\n\n"));
        let end = end.map_or(text.len(), |at| span.end as usize + at);
        let lines = text.get(start..end).unwrap_or_default().lines();
        let lines = lines.map(|line| line.trim_start_matches(['#', ' ']).trim_end());
        lines.filter(|line| *line != "---").collect::<Vec<_>>().join("\n")
    }
}

/// A confidence as "0.83". By whole numbers: writing fractions would be a tenth of all code that an embed loads for its sidebar.
fn hundredths(confidence: f32) -> String {
    let hundredths = (confidence * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
