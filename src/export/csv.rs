//! One row a position, for event data, discourse networks and spreadsheets.
//!
//! Reports go in, RFC 4180 rows with `\n` at their ends come out; [`COLUMNS`] says what each cell holds. Names of several
//! actors stand in one cell, parted by `; `. The last four columns are those of a statement in Discourse Network
//! Analyzer (which spells the second one `organization`), with [`AGREEMENT`] as its yes or no.
//!
//! Known failure: who opposes lifting the sanctions counts as against the concept "sanctions" though he is for them;
//! the proposition has the whole matter.

use super::reading::{AND, Reading, name};
use crate::report::{ActorKind, Position, Report, Stance};
use crate::span::ActorId;

/// Name and meaning of each column, in order.
pub const COLUMNS: [(&str, &str); 26] = [
    ("doc", "name of the text"),
    ("position", "id of the position in the JSON report"),
    ("source_actor", "who takes the position"),
    ("source_kind", "person, office, state, government, organisation, group or unnamed"),
    ("source_country", "ISO 3166-1 alpha-2 code of the state that the source belongs to"),
    ("target_actor", "whom the position is directed at"),
    ("target_country", "code of the target's state"),
    ("stance", "support, oppose, demand, offer, agree, reject, accuse, deny, warn or assert"),
    ("plover", "event category of PLOVER; empty for deny and assert"),
    ("strength", "1 mild, 2 plain, 3 strong"),
    ("issue", "the matter under dispute"),
    ("topic", "id of the issue in the topic table"),
    ("proposition", "on what, in the words of the text"),
    ("sentence", "the sentence that the position stands in"),
    ("conditional", "true where the position depends on a condition"),
    ("earlier", "true where the text marks it as past"),
    ("reported_by", "who reports the position; empty where the article does"),
    ("quote", "direct, mixed or indirect: the statement it stands in; empty outside of any"),
    ("cue", "the words that signal the stance"),
    ("start", "offset of the cue's first unit, as --offsets counts"),
    ("end", "offset behind the cue's last unit"),
    ("confidence", "0 to 1"),
    ("person", "the source, where it is a person"),
    ("organisation", "the source, where it is none; else the body that the person speaks for"),
    ("concept", "the issue, else the proposition"),
    ("agreement", "1: support, demand, offer, agree, assert; 0: oppose, reject, accuse, deny, warn"),
];

/// Whether the holder of a stance is for (1) or against (0) what the position is about, as discourse networks have it.
/// A demand is for what it demands, an assertion for the claim; a warning is against what it warns of.
pub const AGREEMENT: [(Stance, u8); 10] = [
    (Stance::Support, 1),
    (Stance::Oppose, 0),
    (Stance::Demand, 1),
    (Stance::Offer, 1),
    (Stance::Agree, 1),
    (Stance::Reject, 0),
    (Stance::Accuse, 0),
    (Stance::Deny, 0),
    (Stance::Warn, 0),
    (Stance::Assert, 1),
];

/// The row of column names, with its line end.
///
/// ```
/// assert!(rapporteur::export::csv_header().starts_with("doc,"));
/// ```
pub fn csv_header() -> String {
    write([COLUMNS.map(|(name, _)| name.to_owned())])
}

/// The positions of one report in their order, without the row of column names. Empty where there is no position.
///
/// ```
/// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
/// # let report = rapporteur::analyze(text);
/// assert!(rapporteur::export::csv_rows(&report, text).contains("reject"));
/// ```
pub fn csv_rows(report: &Report, text: &str) -> String {
    let reading = Reading::new(report, text);
    write(report.positions.iter().map(|position| row(&reading, position)))
}

fn row(reading: &Reading<'_>, position: &Position) -> [String; COLUMNS.len()] {
    let report = reading.report;
    let names = |ids: &[ActorId]| guard(&reading.names(ids).join(AND));
    let words = |span| guard(reading.words(span));
    let issue = position.issue.and_then(|id| report.issues.get(id.index()));
    let proposition = position.proposition.map(words).unwrap_or_default();
    let label = issue.map(|issue| guard(&issue.label)).unwrap_or_default();
    let quote = position.attribution.and_then(|id| report.attributions.get(id.index()));
    [
        guard(report.doc.as_deref().unwrap_or_default()),
        position.id.0.to_string(),
        names(&position.holders),
        kinds(reading, &position.holders),
        reading.countries(&position.holders).join(AND),
        names(&position.addressees),
        reading.countries(&position.addressees).join(AND),
        position.stance.name().to_owned(),
        position.plover.map(name).unwrap_or_default(),
        position.strength.to_string(),
        label.clone(),
        issue.and_then(|issue| issue.topic.as_deref()).map(guard).unwrap_or_default(),
        proposition.clone(),
        words(position.sentence),
        position.conditional.to_string(),
        position.earlier.to_string(),
        names(position.reported_by.as_slice()),
        quote.map(|quote| name(quote.kind)).unwrap_or_default(),
        words(position.cue),
        position.cue.start.to_string(),
        position.cue.end.to_string(),
        format!("{:.2}", position.confidence),
        names(&persons(reading, &position.holders)),
        names(&organisations(reading, &position.holders)),
        if label.is_empty() { proposition } else { label },
        agreement(position.stance).to_string(),
    ]
}

/// The cell as a spreadsheet shows it: behind an apostrophe where it would run as a formula otherwise.
fn guard(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn agreement(stance: Stance) -> u8 {
    AGREEMENT.iter().find(|(of, _)| *of == stance).map_or(0, |(_, agreement)| *agreement)
}

fn kinds(reading: &Reading<'_>, ids: &[ActorId]) -> String {
    let mut kinds: Vec<String> = ids.iter().filter_map(|&id| reading.actor(id)).map(|actor| name(actor.kind)).collect();
    kinds.dedup();
    kinds.join(AND)
}

fn is_person(reading: &Reading<'_>, id: ActorId) -> bool {
    reading.actor(id).is_some_and(|actor| actor.kind == ActorKind::Person)
}

fn persons(reading: &Reading<'_>, ids: &[ActorId]) -> Vec<ActorId> {
    ids.iter().copied().filter(|&id| is_person(reading, id)).collect()
}

fn organisations(reading: &Reading<'_>, ids: &[ActorId]) -> Vec<ActorId> {
    let body = |id: ActorId| if is_person(reading, id) { reading.actor(id)?.of } else { Some(id) };
    ids.iter().filter_map(|&id| body(id)).collect()
}

fn write<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory fails only for a row of another length, which the type rules out.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    #[test]
    fn a_row_holds_what_its_columns_say() {
        let (text, report) = example::report();
        let table = csv_header() + &csv_rows(&report, text);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header = reader.headers().expect("a header").clone();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
        let cells: Vec<String> = header
            .iter()
            .zip(&rows[1])
            .filter(|(column, _)| *column != "sentence")
            .map(|(column, cell)| format!("{column}={cell}"))
            .collect();
        assert_eq!(
            cells,
            [
                "doc=call",
                "position=1",
                "source_actor=Emmanuel Macron",
                "source_kind=person",
                "source_country=FR",
                "target_actor=Russia",
                "target_country=RU",
                "stance=reject",
                "plover=REJECT",
                "strength=3",
                "issue=nuclear energy",
                "topic=nuclear",
                "proposition='=1+1",
                "conditional=true",
                "earlier=false",
                "reported_by=",
                "quote=direct",
                "cue=no,",
                "start=80",
                "end=83",
                "confidence=0.75",
                "person=Emmanuel Macron",
                "organisation=",
                "concept=nuclear energy",
                "agreement=0",
            ]
        );
        assert_eq!(&rows[0][22], "Vladimir Putin");
        assert_eq!(&rows[0][23], "Russia", "the state he speaks for");
    }

    #[test]
    fn every_stance_agrees_or_does_not() {
        for (index, stance) in Stance::ALL.into_iter().enumerate() {
            assert_eq!(AGREEMENT[index].0, stance);
            let (_, meaning) = COLUMNS[COLUMNS.len() - 1];
            let (agreeing, opposed) = meaning.split_once(';').expect("two lists");
            let side = if agreement(stance) == 1 { agreeing } else { opposed };
            assert!(side.contains(stance.name()), "{stance:?} is documented on its side");
        }
    }

    #[test]
    fn no_cell_starts_like_a_formula() {
        for (cell, safe) in
            [("=1", "'=1"), ("+1", "'+1"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"), ("a=1", "a=1"), ("", "")]
        {
            assert_eq!(guard(cell), safe);
        }
    }

    #[test]
    fn several_holders_share_a_cell() {
        let (text, mut report) = example::report();
        report.positions[0].holders = vec![ActorId(1), ActorId(2), ActorId(1)];
        report.positions[0].issue = None;
        let rows = csv_rows(&report, text);
        assert!(
            rows.starts_with("call,0,Vladimir Putin; Emmanuel Macron,person,RU; FR,,,support,SUPPORT,2,,,"),
            "{rows}"
        );
    }
}
