//! Every row of the tables of actors does in its own example what it is there for.
//!
//! States, given names and office holders have one sentence for all rows, which is run for each; other rows carry one.

use super::{Cast, Mention, MentionKind, mentions, resolve};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::Gender;
use crate::lexicon::table::{Row, alternatives, rows};
use crate::text::Prose;
use std::collections::HashMap;

/// The mentions and the cast of a text, with whoever speaks in it.
fn read<T>(text: &str, look: impl Fn(&Prose, &[Mention], &Cast) -> T) -> T {
    let lexicon = Lexicon::english();
    let prose = Prose::new(text, lexicon);
    let mentions = mentions(&prose, lexicon);
    let clauses = crate::clause::Clauses::new(&prose, lexicon, &mentions);
    let drafts = crate::attribution::find(&clauses);
    let cast = resolve(&prose, lexicon, &mentions, &drafts);
    look(&prose, &mentions, &cast)
}

/// Whether an actor of the text satisfies `is_it`.
fn finds(text: &str, is_it: impl Fn(&crate::report::Actor) -> bool) -> bool {
    read(text, |_, _, cast| cast.actors.iter().any(&is_it))
}

/// The rows of a table without those that `is_right`: each with its line and cells.
fn wrong<const N: usize>(
    rows: Vec<Row<N>>,
    is_right: impl Fn([&'static str; N]) -> bool,
) -> Vec<(usize, [&'static str; N])> {
    assert!(!rows.is_empty());
    rows.into_iter().filter(|row| !is_right(row.cells)).map(|row| (row.line, row.cells)).collect()
}

/// The word with a capital first.
fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// Checks an example whose mentions stand in brackets: "[1:Angela Merkel] arrived. [1:She] smiled. [They*] slept." Those
/// are all mentions of it; equal numbers are one actor, different ones are not; a star marks who speaks.
fn holds(example: &str) -> Result<(), String> {
    let mut text = String::new();
    let mut expected = Vec::new();
    for part in example.split_inclusive(['[', ']']) {
        let Some(inside) = part.strip_suffix(']') else {
            text.push_str(part.trim_end_matches('['));
            continue;
        };
        let (number, name) = inside.split_once(':').unwrap_or(("", inside));
        let (name, speaks) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
        expected.push((text.len()..text.len() + name.len(), number, speaks));
        text.push_str(name);
    }
    read(&text, |prose, mentions, cast| {
        let range = |mention: &Mention| {
            let span = prose.span(mention.first, mention.last);
            span.start as usize..span.end as usize
        };
        let found: Vec<_> = mentions.iter().map(range).collect();
        let wanted: Vec<_> = expected.iter().map(|(range, ..)| range.clone()).collect();
        if found != wanted {
            let found: Vec<_> = found.into_iter().map(|range| &text[range]).collect();
            return Err(format!("{text} names {found:?}"));
        }
        let mut numbered = HashMap::new();
        for (index, (range, number, speaks)) in expected.iter().enumerate() {
            let actor = cast.actor_of[index];
            if !number.is_empty() && *numbered.entry(*number).or_insert(actor) != actor {
                return Err(format!("{text}: “{}” is somebody else than {number}", &text[range.clone()]));
            }
            if *speaks && !cast.speakers.contains(&actor) {
                return Err(format!("{text}: “{}” does not speak", &text[range.clone()]));
            }
        }
        let mut actors: Vec<_> = numbered.values().collect();
        actors.sort_unstable();
        actors.dedup();
        if actors.len() == numbered.len() { Ok(()) } else { Err(format!("{text}: two of them are one actor")) }
    })
}

/// The tables whose examples have brackets.
fn bracketed(rows: impl IntoIterator<Item = (usize, &'static str)>) {
    let errors: Vec<_> = rows
        .into_iter()
        .filter_map(|(line, example)| holds(example).err().map(|error| format!("line {line}: {error}")))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_body_is_found_in_its_example() {
    let table = include_str!("../lexicon/en/bodies.tsv");
    let rows = rows("bodies.tsv", table, ["name", "kind", "country", "forms", "example"]).expect("a table");
    let silent = wrong(rows, |[name, kind, _, _, example]| {
        kind == "state" && !example.is_empty() || finds(example, |actor| actor.name == name)
    });
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_form_of_a_body_names_it() {
    let table = include_str!("../lexicon/en/bodies.tsv");
    let rows = rows("bodies.tsv", table, ["name", "kind", "country", "forms", "example"]).expect("a table");
    let mut silent = Vec::new();
    for [name, _, country, forms, _] in rows.into_iter().map(|row| row.cells) {
        for form in alternatives(forms) {
            let form = form.trim_matches(['(', ')']);
            let text = format!("Yesterday {form} rejected it.");
            if !finds(&text, |actor| {
                actor.name == name || actor.country.as_deref() == Some(country) && actor.of.is_none()
            }) {
                silent.push(text);
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_state_of_the_packages_is_found_by_name_adjective_and_capital() {
    let table = include_str!("../lexicon/en/states.tsv");
    let rows = rows("states.tsv", table, ["code", "name", "adjectives", "capital"]).expect("a table");
    let silent = wrong(rows, |[code, name, adjectives, capital]| {
        let of_state = |text: &str| finds(text, |actor| actor.country.as_deref() == Some(code));
        of_state(&format!("Yesterday {name} rejected it."))
            && alternatives(adjectives).all(|adjective| of_state(&format!("The {adjective} president slept.")))
            && (capital.is_empty() || of_state(&format!("Yesterday {capital} rejected it.")))
    });
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_state_is_found_in_its_example() {
    let table = include_str!("../lexicon/en/state_names.tsv");
    let rows = rows("state_names.tsv", table, ["code", "use", "words", "example"]).expect("a table");
    let silent = wrong(rows, |[code, use_, words, example]| match use_ {
        "region" => alternatives(words)
            .map(|region| format!("{region} leaders agreed."))
            .chain([example.to_owned()])
            .all(|text| !finds(&text, |actor| actor.country.is_some())),
        _ => finds(example, |actor| actor.country.as_deref() == code.get(..2)),
    });
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_noun_heads_a_mention_in_its_example() {
    let table = include_str!("../lexicon/en/nouns.tsv");
    let rows = rows("nouns.tsv", table, ["noun", "class", "gender", "rank", "example"]).expect("a table");
    let silent = wrong(rows, |[noun, class, _, _, example]| {
        let singular = alternatives(noun).next().unwrap_or_default();
        let actors = &Lexicon::english().actors;
        let is_it = |mention: &Mention| mention.details.noun.is_some_and(|noun| actors.noun_name(noun.row) == singular);
        read(example, |_, mentions, _| mentions.iter().any(is_it)) != matches!(class, "place" | "law")
    });
    assert!(silent.is_empty(), "{} rows: {silent:#?}", silent.len());
}

#[test]
fn every_given_name_tells_whether_she_or_he_is_meant() {
    let table = include_str!("../lexicon/en/given_names.tsv");
    let rows = rows("given_names.tsv", table, ["gender", "region", "names"]).expect("a table");
    let actors = &Lexicon::english().actors;
    let mut silent = Vec::new();
    for [gender, _, names] in rows.into_iter().map(|row| row.cells) {
        let (own, other) = if gender == "f" { ("She", "He") } else { ("He", "She") };
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            // A name of both tells nothing.
            if actors.given_name(crate::text::token::fold(name)) == Some(Gender::Unknown) {
                continue;
            }
            let name = capital(name);
            let joins = |pronoun: &str| {
                read(&format!("Yesterday {name} Quillfeather arrived. {pronoun} slept."), |_, mentions, cast| {
                    let pronoun = mentions.iter().position(|mention| mention.kind == MentionKind::Pronoun);
                    pronoun.is_some_and(|pronoun| cast.actor_of[pronoun].is_some())
                })
            };
            if !joins(own) || joins(other) {
                silent.push(name);
            }
        }
    }
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn every_office_holder_has_state_and_office_where_the_text_says_nothing() {
    let table = include_str!("../lexicon/en/office_holders.tsv");
    let rows = rows("office_holders.tsv", table, ["name", "alone", "code", "office"]).expect("a table");
    let silent = wrong(rows, |[name, alone, code, office]| {
        let surname = name.split(' ').next_back().filter(|_| alone == "yes");
        [Some(name), surname].into_iter().flatten().all(|name| {
            read(&format!("Yesterday {name} arrived. The {office} slept."), |_, mentions, cast| {
                let one = mentions.iter().zip(&cast.actor_of).filter(|(mention, _)| mention.kind != MentionKind::State);
                let mut actors: Vec<_> = one.map(|(_, actor)| *actor).collect();
                actors.dedup();
                let country = |actor: &crate::report::Actor| actor.country.as_deref() == Some(code);
                actors.len() == 1 && actors[0].is_some_and(|actor| country(&cast.actors[actor.index()]))
            })
        })
    });
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_pronoun_stands_for_the_actor_of_its_example() {
    let table = include_str!("../lexicon/en/pronouns.tsv");
    let columns = ["word", "person", "number", "gender", "case", "example"];
    let rows = rows("pronouns.tsv", table, columns).expect("a table");
    let absent = wrong(rows.clone(), |[word, .., example]| example.to_lowercase().contains(&format!(":{word}]")));
    assert!(absent.is_empty(), "{absent:#?}");
    bracketed(rows.into_iter().map(|row| (row.line, row.cells[5])));
}

#[test]
fn every_word_of_phrases_does_its_part_in_its_example() {
    let table = include_str!("../lexicon/en/modifiers.tsv");
    let rows = rows("modifiers.tsv", table, ["class", "words", "example"]).expect("a table");
    let absent = wrong(rows.clone(), |[_, words, example]| {
        let plain = example.replace(['[', ']', ':', '.', ',', '*'], " ").to_lowercase();
        plain.split(' ').any(|said| words.split(' ').any(|word| word == said || said.strip_suffix("’s") == Some(word)))
    });
    assert!(absent.is_empty(), "{absent:#?}");
    bracketed(rows.into_iter().map(|row| (row.line, row.cells[2])));
}
