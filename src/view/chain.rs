//! Who says it, and through whom we know: the whole chain of an attribution or a position, in the text's own words.
//!
//! "The Kremlin said Putin rejected the plan" gives "Putin, according to the Kremlin". A pronoun is replaced by the name
//! of the actor that it stands for. Known limit: a chain longer than [`LONGEST`] is cut.

use super::ui::Ui;
use crate::lexicon::grammar::Class;
use crate::lexicon::{Lexicon, words};
use crate::report::{Attribution, Position, Report};
use crate::span::{ActorId, Span};

/// Links of a chain that are shown. Real articles have two, now and then three.
const LONGEST: usize = 4;

/// The chain of an attribution, its own speaker first. Says so where no source is named.
pub(super) fn of_attribution(report: &Report, text: &str, ui: &Ui, attribution: &Attribution) -> String {
    join(ui, &links(report, text, attribution))
}

/// The chain of a position: its holders, then who reports them.
pub(super) fn of_position(report: &Report, text: &str, ui: &Ui, position: &Position) -> String {
    let carrier = position.attribution.and_then(|id| report.attributions.get(id.index()));
    let is_holder = |actor: Option<ActorId>| actor.is_some_and(|id| position.holders.contains(&id));
    let mut names = vec![holders(report, ui, position)];
    let outer = carrier.map(|attribution| links(report, text, attribution)).unwrap_or_default();
    match position.reported_by.filter(|reporter| !is_holder(Some(*reporter))) {
        // In the holder's own words: the chain of the attribution starts with the holder.
        None if carrier.is_some_and(|attribution| is_holder(attribution.speaker)) => {
            names.extend(outer.into_iter().skip(1));
        }
        None => {}
        Some(reporter) if carrier.is_some_and(|attribution| attribution.speaker == Some(reporter)) => {
            names.extend(outer);
        }
        Some(reporter) => names.extend(name(report, reporter)),
    }
    names.dedup();
    join(ui, &names)
}

/// The holders of a position, joined: "Putin and Macron".
pub(super) fn holders(report: &Report, ui: &Ui, position: &Position) -> String {
    let names: Vec<String> = position.holders.iter().filter_map(|id| name(report, *id)).collect();
    list(ui, &names)
}

/// "A", "A and B", "A, B and C".
pub(super) fn list(ui: &Ui, names: &[String]) -> String {
    let Some((last, rest)) = names.split_last() else { return String::new() };
    let Some((first, middle)) = rest.split_first() else { return last.clone() };
    let start =
        middle.iter().fold(first.clone(), |all, name| ui.fill("join.more", &[("first", &all), ("second", name)]));
    ui.fill("join.two", &[("first", &start), ("second", last)])
}

/// The name of an actor; `None` for an id that the report does not have.
pub(super) fn name(report: &Report, id: ActorId) -> Option<String> {
    report.actors.get(id.index()).map(|actor| actor.name.clone())
}

/// Speaker of the attribution, then of those around it. Nobody in particular is left out.
fn links(report: &Report, text: &str, attribution: &Attribution) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = Some(attribution);
    for _ in 0..LONGEST {
        let Some(attribution) = next else { break };
        let own = attribution.source.map(|span| own_words(text, span)).filter(|words| !words.is_empty());
        names.extend(own.or_else(|| name(report, attribution.speaker?)));
        next = attribution.parent.and_then(|id| report.attributions.get(id.index()));
    }
    names
}

/// The source as the text words it, on one line; empty where that is a pronoun.
fn own_words(text: &str, span: Span) -> String {
    let own = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let grammar = &Lexicon::english().grammar;
    match words(&own).as_slice() {
        [] => String::new(),
        [word] if grammar.has(*word, Class::Pronoun) || grammar.has(*word, Class::Relative) => String::new(),
        _ => own,
    }
}

fn join(ui: &Ui, names: &[String]) -> String {
    let Some((first, outer)) = names.split_first() else { return ui.get("chain.nobody").to_owned() };
    outer.iter().fold(upper_first(first), |inner, outer| {
        ui.fill("chain.relayed", &[("inner", &inner), ("outer", &lower_article(outer))])
    })
}

/// "the French presidency" with a capital letter at its start.
fn upper_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "The Kremlin" as it reads inside a sentence: "the Kremlin".
fn lower_article(name: &str) -> String {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    let grammar = &Lexicon::english().grammar;
    let is_article = matches!(words(first).as_slice(),
        [word] if grammar.has(*word, Class::Determiner) || grammar.has(*word, Class::Possessive));
    if is_article && !rest.is_empty() { format!("{} {rest}", first.to_lowercase()) } else { name.to_owned() }
}
