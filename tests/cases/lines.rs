//! A report as the lines of a case: one a statement, position and relation, and one an actor where the case asks for it.
//!
//! - `actor name (kind, role, country, of body) = member, member | mention, mention`
//! - statement: `kind | source → speaker | cue | piece … piece | hedged, in N`; N is the outer statement's line, from 1
//! - position: `stance strength | holder, holder → addressee | proposition | issue | conditional, earlier, by reporter`
//! - relation: `contrast M N | issue`; M and N are positions, from 1
//! - `nothing`, where there is none of them
//!
//! A source that is the speaker's name stands once. `?` is an unknown speaker, `-` an empty field; empty fields at the end
//! are left out.

use rapporteur::{Actor, ActorId, Attribution, Position, Report, Span};
use std::fmt::Write;

/// The lines that a report is compared by.
pub(crate) fn describe(report: &Report, text: &str, show_actors: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if show_actors {
        lines.extend(report.actors.iter().map(|actor| actor_line(report, text, actor)));
    }
    lines.extend(report.attributions.iter().map(|attribution| statement_line(report, text, attribution)));
    lines.extend(report.positions.iter().map(|position| position_line(report, text, position)));
    for relation in &report.relations {
        let [first, second] = relation.positions.map(|id| id.0 + 1);
        lines.push(fields(&[
            format!("{} {first} {second}", word(&relation.kind)),
            issue(report, relation.issue.index()),
        ]));
    }
    if lines.is_empty() {
        lines.push("nothing".to_owned());
    }
    lines
}

fn actor_line(report: &Report, text: &str, actor: &Actor) -> String {
    let mut traits = vec![word(&actor.kind)];
    traits.extend(actor.role.clone());
    traits.extend(actor.country.clone());
    traits.extend(actor.of.map(|id| format!("of {}", name(report, id))));
    let mut who = format!("actor {} ({})", actor.name, traits.join(", "));
    if !actor.members.is_empty() {
        let _ = write!(who, " = {}", names(report, &actor.members));
    }
    fields(&[who, pieces(text, &actor.mentions, ", ")])
}

fn statement_line(report: &Report, text: &str, attribution: &Attribution) -> String {
    let source = attribution.source.map(|span| words(text, span)).unwrap_or_default();
    let speaker = attribution.speaker.map_or("?".to_owned(), |id| name(report, id));
    let who = match source.as_str() {
        "" => format!("→ {speaker}"),
        source if source == speaker => speaker,
        source => format!("{source} → {speaker}"),
    };
    let mut flags = Vec::new();
    flags.extend(attribution.hedged.then(|| "hedged".to_owned()));
    flags.extend(attribution.parent.map(|id| format!("in {}", id.0 + 1)));
    let cue = attribution.cue.map(|span| words(text, span)).unwrap_or_default();
    fields(&[word(&attribution.kind), who, cue, pieces(text, &attribution.content, " … "), flags.join(", ")])
}

fn position_line(report: &Report, text: &str, position: &Position) -> String {
    let mut who = names(report, &position.holders);
    if !position.addressees.is_empty() {
        let _ = write!(who, " → {}", names(report, &position.addressees));
    }
    let mut flags = Vec::new();
    flags.extend(position.conditional.then(|| "conditional".to_owned()));
    flags.extend(position.earlier.then(|| "earlier".to_owned()));
    flags.extend(position.reported_by.map(|id| format!("by {}", name(report, id))));
    let proposition = position.proposition.map(|span| words(text, span)).unwrap_or_default();
    let issue = position.issue.map(|id| issue(report, id.index())).unwrap_or_default();
    fields(&[format!("{} {}", word(&position.stance), position.strength), who, proposition, issue, flags.join(", ")])
}

/// Parted by ` | `; empty fields are `-`, and left out at the end.
fn fields(fields: &[String]) -> String {
    let filled = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
    let shown = fields[..filled].iter().map(|field| if field.is_empty() { "-" } else { field });
    shown.collect::<Vec<_>>().join(" | ")
}

/// The words of the span on one line.
fn words(text: &str, span: Span) -> String {
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pieces(text: &str, spans: &[Span], between: &str) -> String {
    spans.iter().map(|&span| words(text, span)).collect::<Vec<_>>().join(between)
}

fn name(report: &Report, id: ActorId) -> String {
    report.actors.get(id.index()).map_or("?".to_owned(), |actor| actor.name.clone())
}

fn names(report: &Report, ids: &[ActorId]) -> String {
    ids.iter().map(|&id| name(report, id)).collect::<Vec<_>>().join(", ")
}

fn issue(report: &Report, index: usize) -> String {
    report.issues.get(index).map(|issue| issue.label.clone()).unwrap_or_default()
}

/// A kind or stance by its name in the JSON report.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur::{ActorKind, AttributionId, Issue, IssueId, PositionId, QuoteKind, Relation, RelationKind, Stance};

    #[test]
    fn every_part_of_a_report_has_its_line() {
        let text = "Macron said\nno.";
        let mut report = Report::empty();
        let actor = |id, name: &str| Actor {
            id: ActorId(id),
            name: name.to_owned(),
            kind: ActorKind::Person,
            role: Some("President".to_owned()),
            country: Some("FR".to_owned()),
            of: None,
            mentions: vec![Span::new(0, 6)],
            members: Vec::new(),
        };
        report.actors = vec![actor(0, "Emmanuel Macron"), Actor { of: Some(ActorId(0)), ..actor(1, "Macron") }];
        report.actors.push(Actor { kind: ActorKind::Group, members: vec![ActorId(0), ActorId(1)], ..actor(2, "Both") });
        let direct = Attribution {
            id: AttributionId(0),
            kind: QuoteKind::Direct,
            source: Some(Span::new(0, 6)),
            speaker: Some(ActorId(0)),
            cue: None,
            content: vec![Span::new(7, 11), Span::new(12, 14)],
            parent: None,
            hedged: true,
            confidence: 1.0,
        };
        let inner = Attribution { parent: Some(AttributionId(0)), speaker: None, hedged: false, ..direct.clone() };
        let named = Attribution { speaker: Some(ActorId(1)), content: vec![Span::new(7, 14)], hedged: false, ..direct };
        report.attributions = vec![direct, inner, Attribution { source: None, ..named.clone() }, named];
        report.issues =
            vec![Issue { id: IssueId(0), label: "the war".to_owned(), topic: None, mentions: vec![Span::new(0, 1)] }];
        let position = Position {
            id: PositionId(0),
            holders: vec![ActorId(0), ActorId(1)],
            stance: Stance::Reject,
            plover: None,
            strength: 2,
            cue: Span::new(7, 11),
            proposition: None,
            sentence: Span::new(0, 15),
            issue: Some(IssueId(0)),
            addressees: vec![ActorId(1)],
            conditional: true,
            earlier: true,
            reported_by: Some(ActorId(2)),
            attribution: None,
            confidence: 1.0,
            rule: String::new(),
        };
        report.positions = vec![position];
        let positions = [PositionId(0), PositionId(1)];
        report.relations = vec![Relation { kind: RelationKind::Contrast, positions, issue: IssueId(0) }];
        assert_eq!(
            describe(&report, text, true),
            [
                "actor Emmanuel Macron (person, President, FR) | Macron",
                "actor Macron (person, President, FR, of Emmanuel Macron) | Macron",
                "actor Both (group, President, FR) = Emmanuel Macron, Macron | Macron",
                "direct | Macron → Emmanuel Macron | - | said … no | hedged",
                "direct | Macron → ? | - | said … no | in 1",
                "direct | → Macron | - | said no",
                "direct | Macron | - | said no",
                "reject 2 | Emmanuel Macron, Macron → Macron | - | the war | conditional, earlier, by Both",
                "contrast 1 2 | the war",
            ]
        );
        assert_eq!(describe(&Report::empty(), "", true), ["nothing"]);
    }
}
