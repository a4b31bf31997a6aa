//! The sentences and labels of quotes and positions.
//!
//! Comes in: a report with its text, and the words of a language. Goes out: strings to be shown as they are. A position
//! reads "Macron strongly supports: Ukraine’s sovereignty", a quote with its citation "“We will not sign” (Anna Berg, The
//! Courier, 3 May 2026)".

use super::chain;
use super::ui::Ui;
use crate::export::fragment;
use crate::lexicon::Lexicon;
use crate::marks::{Item, Layer};
use crate::report::{Actor, Attribution, Position, QuoteKind, Report, Stance};
use crate::span::{ActorId, Span};

/// A report, its text and the words to talk about it in. Offsets are UTF-8.
#[derive(Clone, Debug)]
pub struct View {
    report: Report,
    text: String,
    ui: Ui,
}

/// What the hover card says about a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The item that it is about.
    pub item: Item,
    /// The layer whose colours it takes.
    pub layer: Layer,
    /// Who: the whole chain.
    pub who: String,
    /// What: the kind of quote, or the stance and the issue.
    pub what: String,
}

impl View {
    /// Takes a report with UTF-8 offsets and its text out of it (a report without one has an empty text).
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert!(view.text().ends_with("deal."));
    /// ```
    pub fn new(mut report: Report, ui: Ui) -> Self {
        let text = report.text.take().unwrap_or_default();
        Self { report, text, ui }
    }

    /// The report.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.report().language, "en");
    /// ```
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The text that its offsets count in.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert!(view.text().starts_with("“We"));
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words of the language.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.ui().get("tab.quotes"), "Quotes");
    /// ```
    pub const fn ui(&self) -> &Ui {
        &self.ui
    }

    /// The name of an actor.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let actor = &view.report().actors[0];
    /// assert_eq!(view.name(actor.id), actor.name);
    /// ```
    pub fn name(&self, actor: ActorId) -> String {
        chain::name(&self.report, actor).unwrap_or_default()
    }

    /// What an actor is: role, whom it speaks for, its country where that says more.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let putin = view.report().actors.iter().find(|actor| actor.name == "Vladimir Putin").unwrap();
    /// assert_eq!(view.about(putin), ["speaks for Russia"]);
    /// ```
    pub fn about(&self, actor: &Actor) -> Vec<String> {
        let body = actor.of.map(|body| self.name(body));
        let state = actor.country.as_deref().and_then(|code| Lexicon::english().actors.state_name(code));
        let state = state.filter(|state| actor.name != *state && body.as_deref() != Some(*state)).map(str::to_owned);
        let speaks_for = body.map(|body| self.ui.fill("speaker.speaksfor", &[("body", &body)]));
        actor.role.clone().into_iter().chain(speaks_for).chain(state).collect()
    }

    /// The forms under which an actor appears, in the order of the text, each once whatever its case; without its name.
    ///
    /// ```
    /// let text = "Vladimir Putin left. “We will not sign,” Putin said.";
    /// let mut report = rapporteur::analyze(text);
    /// report.text = Some(text.to_owned());
    /// let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.forms(&view.report().actors[0]), ["Putin"]);
    /// ```
    pub fn forms(&self, actor: &Actor) -> Vec<String> {
        let mut forms: Vec<String> = Vec::new();
        for form in actor.mentions.iter().map(|mention| self.line(*mention)) {
            let known = |other: &str| other.to_lowercase() == form.to_lowercase();
            if !known(&actor.name) && !forms.iter().any(|other| known(other)) {
                forms.push(form);
            }
        }
        forms
    }

    /// Who says it, and through whom: "Putin, according to the Kremlin".
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.speaker(&view.report().attributions[0]), "Vladimir Putin");
    /// ```
    pub fn speaker(&self, attribution: &Attribution) -> String {
        chain::of_attribution(&self.report, &self.text, &self.ui, attribution)
    }

    /// Whose position it is, and through whom it is known.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let reject = view.report().positions.last().unwrap();
    /// assert_eq!(view.holder(reject), "Russia");
    /// ```
    pub fn holder(&self, position: &Position) -> String {
        chain::of_position(&self.report, &self.text, &self.ui, position)
    }

    /// The words of a content on one line, its parts joined by an ellipsis.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.said(&view.report().attributions[0]), "We will not sign");
    /// ```
    pub fn said(&self, attribution: &Attribution) -> String {
        let parts: Vec<String> = attribution.content.iter().map(|span| self.line(*span)).collect();
        parts.join(" … ")
    }

    /// The words of a content as they are shown: in quotation marks where it is a direct quote.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.quoted(&view.report().attributions[0]), "“We will not sign”");
    /// ```
    pub fn quoted(&self, attribution: &Attribution) -> String {
        match attribution.kind {
            QuoteKind::Direct => self.ui.fill("quote.direct", &[("words", &self.said(attribution))]),
            QuoteKind::Mixed | QuoteKind::Indirect => self.said(attribution),
        }
    }

    /// A quote with its source, ready to be pasted: words, chain, publisher, date, address. What is not known is left out.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert!(view.citation(&view.report().attributions[0]).contains("Putin"));
    /// ```
    pub fn citation(&self, attribution: &Attribution) -> String {
        let about = self.report.article.as_ref();
        let known = |pick: fn(&crate::Article) -> &Option<String>| about.and_then(|about| pick(about).clone());
        let headline =
            known(|about| &about.headline).map(|headline| self.ui.fill("quote.direct", &[("words", &headline)]));
        let date = known(|about| &about.published).map(|date| date.split('T').next().unwrap_or_default().to_owned());
        let source = [
            Some(self.speaker(attribution)),
            headline,
            known(|about| &about.publisher),
            date,
            known(|about| &about.url),
        ];
        let source: Vec<String> = source.into_iter().flatten().collect();
        self.ui.fill("citation", &[("quote", &self.quoted(attribution)), ("source", &source.join(", "))])
    }

    /// The address of the page, with a text fragment that leads to the quote, of one in pieces to the first of them. `None`
    /// where the article has no address that others can open.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.link(&view.report().attributions[0]), None);
    /// # let mut report = view.report().clone();
    /// let url = Some("https://paper.example/a".to_owned());
    /// report.article = Some(rapporteur::Article { url, ..Default::default() });
    /// report.text = Some(text.to_owned());
    /// let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let link = view.link(&view.report().attributions[0]);
    /// assert_eq!(link.as_deref(), Some("https://paper.example/a#:~:text=We%20will%20not%20sign"));
    /// ```
    pub fn link(&self, attribution: &Attribution) -> Option<String> {
        let url = self.report.article.as_ref()?.url.as_deref()?;
        let opens = url.starts_with("https://") || url.starts_with("http://");
        let words = *attribution.content.first()?;
        opens.then(|| fragment::link(url, &self.text, words))
    }

    /// A position as a sentence without its full stop: "Macron strongly supports: Ukraine’s sovereignty".
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let reject = view.report().positions.last().unwrap();
    /// assert!(view.sentence(reject).contains("the nuclear deal"));
    /// ```
    pub fn sentence(&self, position: &Position) -> String {
        let holder = chain::holders(&self.report, &self.ui, position);
        let verb = self.verb(position);
        match self.proposition(position) {
            Some(proposition) => {
                self.ui.fill("clause", &[("holder", &holder), ("verb", &verb), ("proposition", &proposition)])
            }
            None => self.ui.fill("clause.bare", &[("holder", &holder), ("verb", &verb)]),
        }
    }

    /// The stance as a verb with its strength: "strongly supports".
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert!(view.verb(view.report().positions.last().unwrap()).contains("reject"));
    /// ```
    pub fn verb(&self, position: &Position) -> String {
        let many = position.holders.len() > 1
            || position.holders.iter().any(|id| {
                self.report.actors.get(id.index()).is_some_and(|actor| actor.kind == crate::ActorKind::Group)
            });
        let form = if many { ".many" } else { "" };
        let verb = self.ui.look_up(&format!("stance.{}{form}", position.stance.name()));
        match self.ui.look_up(&format!("strength.{}", position.strength)) {
            "" => verb.to_owned(),
            strength => self.ui.fill("verb.strength", &[("strength", strength), ("verb", verb)]),
        }
    }

    /// What the position is about, on one line; `None` where the text leaves it out.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// let reject = view.report().positions.last().unwrap();
    /// assert_eq!(view.proposition(reject).as_deref(), Some("the nuclear deal"));
    /// ```
    pub fn proposition(&self, position: &Position) -> Option<String> {
        position.proposition.map(|span| self.line(span)).filter(|line| !line.is_empty())
    }

    /// The issue of a position, or the words for positions on no issue in particular.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert!(!view.issue(None).is_empty());
    /// ```
    pub fn issue(&self, issue: Option<crate::IssueId>) -> String {
        let known = issue.and_then(|id| self.report.issues.get(id.index()));
        known.map_or_else(|| self.ui.get("matrix.other").to_owned(), |issue| issue.label.clone())
    }

    /// The name of a kind of quote.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.kind(rapporteur::QuoteKind::Direct), "Direct");
    /// ```
    pub fn kind(&self, kind: QuoteKind) -> &'static str {
        self.ui.look_up(&format!("kind.{}", Layer::of_kind(kind).name()))
    }

    /// The sign that stands for a stance.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_ne!(view.sign(rapporteur::Stance::Support), view.sign(rapporteur::Stance::Reject));
    /// ```
    pub fn sign(&self, stance: Stance) -> &'static str {
        self.ui.look_up(&format!("stance.{}.sign", stance.name()))
    }

    /// The name of a stance.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert!(!view.stance(rapporteur::Stance::Reject).is_empty());
    /// ```
    pub fn stance(&self, stance: Stance) -> &'static str {
        self.ui.look_up(&format!("stance.{}.name", stance.name()))
    }

    /// A card for every attribution, then for every position.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.cards()[0].who, "Vladimir Putin");
    /// ```
    pub fn cards(&self) -> Vec<Card> {
        let quotes = self.report.attributions.iter().map(|attribution| Card {
            item: Item::Quote(attribution.id),
            layer: Layer::of_kind(attribution.kind),
            who: self.speaker(attribution),
            what: self.with_doubt(self.kind(attribution.kind).to_owned(), attribution.confidence),
        });
        let positions = self.report.positions.iter().map(|position| Card {
            item: Item::Position(position.id),
            layer: Layer::of_stance(position.stance),
            who: self.holder(position),
            what: self.with_doubt(
                format!("{} {} · {}", self.sign(position.stance), self.verb(position), self.issue(position.issue)),
                position.confidence,
            ),
        });
        quotes.chain(positions).collect()
    }

    /// The text of a span on one line.
    pub(crate) fn line(&self, span: Span) -> String {
        span.of(&self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
