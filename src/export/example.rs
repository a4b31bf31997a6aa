//! One small report, made by hand, that the exports are tested with.

use crate::report::{
    Actor, ActorKind, Attribution, Issue, Position, QuoteKind, Relation, RelationKind, Report, Stance,
};
use crate::span::{ActorId, AttributionId, IssueId, PositionId, Span};

/// `🕊` is two UTF-16 units and four bytes; "=1+1" is a formula to a spreadsheet; `*` and `|` are Markdown.
const TEXT: &str = "🕊 The Kremlin said Putin *emphasized* the right to nuclear energy. “=1+1 | no,” Macron said, \
                    “not this.” Both leaders spoke.";

/// The text and its report, in bytes.
pub(crate) fn report() -> (&'static str, Report) {
    let mut report = Report::empty();
    report.doc = Some("call".to_owned());
    report.actors = vec![
        actor(0, "Russia", ActorKind::State, "RU", &["The Kremlin"]),
        Actor { of: Some(ActorId(0)), ..actor(1, "Vladimir Putin", ActorKind::Person, "RU", &["Putin"]) },
        Actor {
            role: Some("President".to_owned()),
            ..actor(2, "Emmanuel Macron", ActorKind::Person, "FR", &["Macron"])
        },
        Actor {
            country: None,
            members: vec![ActorId(1), ActorId(2)],
            ..actor(3, "Both leaders", ActorKind::Group, "", &["Both leaders"])
        },
    ];
    let blank = Attribution {
        id: AttributionId(0),
        kind: QuoteKind::Indirect,
        source: Some(span("The Kremlin")),
        speaker: Some(ActorId(0)),
        cue: Some(span("said")),
        content: vec![span("Putin *emphasized* the right to nuclear energy")],
        parent: None,
        hedged: false,
        confidence: 0.5,
    };
    report.attributions = vec![
        blank.clone(),
        Attribution {
            id: AttributionId(1),
            source: Some(span("Putin")),
            speaker: Some(ActorId(1)),
            cue: Some(span("emphasized")),
            content: vec![span("the right to nuclear energy")],
            parent: Some(AttributionId(0)),
            hedged: true,
            ..blank.clone()
        },
        Attribution {
            id: AttributionId(2),
            kind: QuoteKind::Direct,
            source: Some(span("Macron")),
            speaker: Some(ActorId(2)),
            cue: Some(span("said,")),
            content: vec![span("=1+1 | no"), span("not this")],
            confidence: 0.75,
            ..blank
        },
    ];
    report.issues = vec![Issue {
        id: IssueId(0),
        label: "nuclear energy".to_owned(),
        topic: Some("nuclear".to_owned()),
        mentions: vec![span("nuclear energy")],
    }];
    let support = Position {
        id: PositionId(0),
        holders: vec![ActorId(1)],
        stance: Stance::Support,
        plover: Stance::Support.plover(),
        strength: 2,
        cue: span("emphasized"),
        proposition: Some(span("the right to nuclear energy")),
        sentence: span("The Kremlin said Putin *emphasized* the right to nuclear energy."),
        issue: Some(IssueId(0)),
        addressees: Vec::new(),
        conditional: false,
        earlier: false,
        reported_by: Some(ActorId(0)),
        attribution: Some(AttributionId(0)),
        confidence: 0.5,
        rule: "emphasize P".to_owned(),
    };
    report.positions = vec![
        support.clone(),
        Position {
            id: PositionId(1),
            holders: vec![ActorId(2)],
            stance: Stance::Reject,
            plover: Stance::Reject.plover(),
            strength: 3,
            cue: span("no,"),
            proposition: Some(span("=1+1")),
            sentence: span("“=1+1 | no,” Macron said, “not this.”"),
            addressees: vec![ActorId(0)],
            conditional: true,
            reported_by: None,
            attribution: Some(AttributionId(2)),
            confidence: 0.75,
            rule: "no".to_owned(),
            ..support
        },
    ];
    report.relations =
        vec![Relation { kind: RelationKind::Contrast, positions: [PositionId(0), PositionId(1)], issue: IssueId(0) }];
    (TEXT, report)
}

fn actor(id: u32, name: &str, kind: ActorKind, country: &str, mentions: &[&str]) -> Actor {
    Actor {
        id: ActorId(id),
        name: name.to_owned(),
        kind,
        role: None,
        country: Some(country.to_owned()),
        of: None,
        mentions: mentions.iter().map(|words| span(words)).collect(),
        members: Vec::new(),
    }
}

/// Where `words` first stand in the text.
fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("“{words}” is in the text")) as u32;
    Span::new(start, start + words.len() as u32)
}
