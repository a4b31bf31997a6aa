//! Prints reports: documents in, their reports on the output in the format that was asked for.
//!
//! JSON and JSON-LD are one line a document, Markdown one section; CSV has one row of column names for all documents.
//!
//! Known failure: a document without a name is told from the others in JSON by its line only.

use crate::args::{Format, Request};
use crate::html;
use crate::input::Document;
use rapporteur::{Offsets, Report, export};
use std::io::{self, BufWriter, Write};

/// Analyses and prints one document after the other, and keeps none.
pub(crate) struct Printer<'r, W: Write> {
    out: BufWriter<W>,
    request: &'r Request,
    /// Whether a section stands above already.
    between: bool,
}

/// The report of a page's article, and the article's text, which its offsets count in.
fn read_page(html: &str) -> (Report, String) {
    let (mut report, _) = rapporteur::analyze_outline(&html::outline(html));
    let text = report.text.take().unwrap_or_default();
    (report, text)
}

impl<'r, W: Write> Printer<'r, W> {
    pub(crate) fn new(out: W, request: &'r Request) -> Self {
        Self { out: BufWriter::new(out), request, between: false }
    }

    /// Prints what stands once above all reports.
    pub(crate) fn begin(&mut self) -> io::Result<()> {
        if self.request.format == Format::Csv {
            self.out.write_all(export::csv_header().as_bytes())?;
        }
        self.out.flush()
    }

    /// Prints the report of one document and hands it on at once.
    pub(crate) fn print(&mut self, document: Document) -> io::Result<()> {
        let Document { doc, text, page } = document;
        let (mut report, text) = if page { read_page(&text) } else { (rapporteur::analyze(&text), text) };
        report.doc = doc;
        if self.request.offsets == Offsets::Utf16 {
            report.to_utf16(&text);
        }
        self.write(report, text)?;
        self.out.flush()
    }

    fn write(&mut self, mut report: Report, text: String) -> io::Result<()> {
        match self.request.format {
            Format::Json => {
                report.text = self.request.with_text.then_some(text);
                serde_json::to_writer(&mut self.out, &report)?;
                self.out.write_all(b"\n")
            }
            Format::Markdown => {
                if std::mem::replace(&mut self.between, true) {
                    self.out.write_all(b"\n")?;
                }
                self.out.write_all(export::markdown(&report, &text).as_bytes())
            }
            Format::Csv => self.out.write_all(export::csv_rows(&report, &text).as_bytes()),
            Format::Jsonld => writeln!(self.out, "{}", export::jsonld(&report, &text)),
        }
    }
}
