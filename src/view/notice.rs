//! What readers must know of the page before they trust what is shown of it.
//!
//! Comes in: a report with its text. Goes out: no words for an ordinary English article; "Your browser translated this page."
//! and its like for others, in one paragraph. Known limit: where the language is guessed wrong, the wrong one is named.

use super::wording::View;
use crate::article::PageKind;
use crate::language;

impl View {
    /// What the reader must know of the page: that it is cut short or of no kind that can be read, that its language is not
    /// English, that the browser translated it. Mostly empty.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let mut report = rapporteur::analyze(text);
    /// # report.text = Some(text.to_owned());
    /// # let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.page_notice(), "");
    /// # let mut report = view.report().clone();
    /// report.article = Some(rapporteur::Article { translated: true, ..Default::default() });
    /// report.text = Some(text.to_owned());
    /// let view = rapporteur::view::View::new(report, rapporteur::view::Ui::new("en"));
    /// assert_eq!(view.page_notice(), view.ui().get("notice.translated"));
    /// ```
    pub fn page_notice(&self) -> String {
        let about = self.report().article.as_ref();
        let translated = about.is_some_and(|article| article.translated);
        let language = self.report().language.as_str();
        let mut notices = Vec::new();
        match about.map(|article| &article.page) {
            Some(PageKind::Short) => notices.push(self.ui().get("notice.short").to_owned()),
            Some(PageKind::Cut) => notices.push(self.ui().get("notice.cut").to_owned()),
            Some(PageKind::Unsupported) => notices.push(self.ui().get("notice.unsupported").to_owned()),
            Some(PageKind::Nothing { links, texts }) if links + texts > 0 => {
                let [links, texts] = [links, texts].map(u32::to_string);
                notices.push(self.ui().fill("notice.nothing", &[("links", &links), ("texts", &texts)]));
            }
            _ => {}
        }
        if language != language::FULL && !self.text().is_empty() {
            notices.push(self.ui().fill("notice.language", &[("language", language::name(language))]));
        }
        if translated {
            notices.push(self.ui().get("notice.translated").to_owned());
        }
        notices.join(" ")
    }
}
