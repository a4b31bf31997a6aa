//! Names, sentences, numbers and choices of one made-up report.

use super::*;
use crate::marks::Item;
use crate::report::{
    Actor, ActorKind, Article, Attribution, Issue, Position, QuoteKind, Relation, RelationKind, Report, Stance,
};
use crate::span::{ActorId, AttributionId, IssueId, PositionId, Span};

const TEXT: &str = "The Kremlin said Putin backs talks on gas. “We object,” she said. Anna Berg warned of war.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap() as u32;
    Span::new(start, start + words.len() as u32)
}

fn actor(id: u32, name: &str, kind: ActorKind, of: Option<u32>) -> Actor {
    Actor {
        id: ActorId(id),
        name: name.into(),
        kind,
        role: None,
        country: None,
        of: of.map(ActorId),
        mentions: vec![],
        members: vec![],
    }
}

fn attribution(
    id: u32,
    kind: QuoteKind,
    source: &str,
    speaker: u32,
    content: &str,
    parent: Option<u32>,
) -> Attribution {
    Attribution {
        id: AttributionId(id),
        kind,
        source: Some(span(source)),
        speaker: Some(ActorId(speaker)),
        cue: None,
        content: vec![span(content)],
        parent: parent.map(AttributionId),
        hedged: false,
        confidence: 1.0,
    }
}

fn position(id: u32, holder: u32, stance: Stance, cue: &str, proposition: &str, attribution: Option<u32>) -> Position {
    Position {
        id: PositionId(id),
        holders: vec![ActorId(holder)],
        stance,
        plover: None,
        strength: 3,
        cue: span(cue),
        proposition: Some(span(proposition)),
        sentence: span(TEXT),
        issue: Some(IssueId(0)),
        addressees: vec![],
        conditional: false,
        earlier: false,
        reported_by: attribution.map(|_| ActorId(0)),
        attribution: attribution.map(AttributionId),
        confidence: 1.0,
        rule: String::new(),
    }
}

fn view() -> View {
    let report = Report {
        text: Some(TEXT.into()),
        article: Some(Article {
            publisher: Some("The Courier".into()),
            published: Some("2026-05-03T10:00:00Z".into()),
            ..Article::default()
        }),
        actors: vec![
            actor(0, "Russia", ActorKind::State, None),
            actor(1, "Vladimir Putin", ActorKind::Person, Some(0)),
            actor(2, "Anna Berg", ActorKind::Person, None),
        ],
        attributions: vec![
            attribution(0, QuoteKind::Indirect, "The Kremlin", 0, "Putin backs talks on gas", None),
            attribution(1, QuoteKind::Indirect, "Putin", 1, "talks on gas", Some(0)),
            attribution(2, QuoteKind::Direct, "she", 2, "We object", None),
        ],
        issues: vec![Issue { id: IssueId(0), label: "gas".into(), topic: None, mentions: vec![] }],
        positions: vec![
            position(0, 1, Stance::Support, "backs", "talks on gas", Some(0)),
            position(1, 2, Stance::Warn, "warned", "war", None),
        ],
        relations: vec![Relation {
            kind: RelationKind::Contrast,
            positions: [PositionId(0), PositionId(1)],
            issue: IssueId(0),
        }],
        ..Report::empty()
    };
    View::new(report, Ui::new("en"))
}

#[test]
fn a_chain_is_told_in_the_words_of_the_text() {
    let view = view();
    let who: Vec<String> = view.report().attributions.iter().map(|one| view.speaker(one)).collect();
    assert_eq!(who, ["The Kremlin", "Putin, according to the Kremlin", "Anna Berg"]);
    let holders: Vec<String> = view.report().positions.iter().map(|one| view.holder(one)).collect();
    assert_eq!(holders, ["Vladimir Putin, according to the Kremlin", "Anna Berg"]);
}

#[test]
fn positions_read_as_sentences() {
    let view = view();
    let sentences: Vec<String> = view.report().positions.iter().map(|one| view.sentence(one)).collect();
    assert_eq!(sentences, ["Vladimir Putin strongly supports: talks on gas", "Anna Berg strongly warns: war"]);
}

#[test]
fn a_citation_leaves_out_what_is_not_known() {
    let view = view();
    assert_eq!(view.citation(&view.report().attributions[2]), "“We object” (Anna Berg, The Courier, 2026-05-03)");
}

#[test]
fn relayed_words_count_once_for_the_one_who_is_relayed() {
    let view = view();
    let voices = summarize(view.report(), view.text()).voices;
    let words: Vec<_> = voices.iter().map(|voice| (voice.actor.map(|actor| actor.0), voice.words)).collect();
    assert_eq!(words, [(Some(1), 3), (Some(0), 2), (Some(2), 2)]);
    assert!((voices.iter().map(|voice| voice.share).sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn a_person_stands_under_the_state_in_the_matrix() {
    let view = view();
    let matrix = summarize(view.report(), view.text()).matrix;
    assert_eq!(matrix.actors, [ActorId(0), ActorId(2)]);
    assert_eq!(matrix.cell(Some(IssueId(0)), ActorId(0)), [PositionId(0)]);
    assert_eq!(matrix.cell(None, ActorId(0)), []);
}

#[test]
fn a_filter_keeps_what_fits_all_choices() {
    let view = view();
    let quotes = |filter: Filter| filter.quotes(&view).iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(quotes(Filter::default()), [0, 1, 2]);
    assert_eq!(quotes(Filter { speaker: Some(ActorId(1)), ..Filter::default() }), [1]);
    assert_eq!(quotes(Filter { words: "GAS".into(), ..Filter::default() }), [0, 1]);
    assert_eq!(
        quotes(Filter { words: "kremlin".into(), kind: Some(QuoteKind::Direct), ..Filter::default() }),
        Vec::<u32>::new()
    );
    let positions = Filter { stance: Some(Stance::Warn), ..Filter::default() }.positions(&view);
    assert_eq!(positions, [PositionId(1)]);
}

#[test]
fn cards_say_who_and_what() {
    let cards = view().cards();
    assert_eq!(
        (cards[3].who.as_str(), cards[3].what.as_str()),
        ("Vladimir Putin, according to the Kremlin", "+ strongly supports · gas")
    );
}

#[test]
fn an_actor_has_its_country_and_every_form_once() {
    let mut report = Report::empty();
    let mut berg = actor(0, "Anna Berg", ActorKind::Person, None);
    berg.role = Some("minister".to_owned());
    berg.country = Some("NO".to_owned());
    berg.mentions = vec![span("Putin"), span("she"), span("Anna Berg")];
    report.actors = vec![berg];
    report.text = Some(TEXT.to_owned());
    let view = View::new(report, Ui::new("en"));
    let berg = &view.report().actors[0];
    assert_eq!(view.about(berg), ["minister", "Norway"]);
    assert_eq!(view.forms(berg), ["Putin", "she"]);
}

#[test]
fn what_is_less_sure_than_wanted_is_gone_and_the_rest_holds_together() {
    let mut report = view().report().clone();
    report.attributions[0].confidence = 0.2;
    report.positions[0].confidence = 0.2;
    let (same, kept) = at_least(report.clone(), 0.0);
    assert_eq!((&same, kept.item(Item::Quote(AttributionId(2)))), (&report, Some(Item::Quote(AttributionId(2)))));
    let (sure, kept) = at_least(report, 0.5);
    let parents: Vec<_> = sure.attributions.iter().map(|found| (found.id.0, found.parent)).collect();
    assert_eq!(parents, [(0, None), (1, None)], "what the Kremlin reports stands alone now");
    assert_eq!((sure.positions.len(), sure.positions[0].id, sure.relations.len()), (1, PositionId(0), 0));
    assert_eq!(kept.item(Item::Quote(AttributionId(0))), None);
    assert_eq!(kept.item(Item::Quote(AttributionId(1))), Some(Item::Quote(AttributionId(0))));
    assert_eq!(kept.item(Item::Position(PositionId(1))), Some(Item::Position(PositionId(0))));
}
