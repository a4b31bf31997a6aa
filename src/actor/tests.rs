//! Every row of the tables of actors does in its own example what it is there for.

use super::{Cast, Mention, mentions, resolve};
use crate::lexicon::Lexicon;
use crate::lexicon::table::{alternatives, rows};
use crate::text::Prose;

/// The mentions and the cast of a text without quotes.
fn read<T>(text: &str, look: impl Fn(&[Mention], &Cast) -> T) -> T {
    let lexicon = Lexicon::english();
    let prose = Prose::new(text, lexicon);
    let mentions = mentions(&prose, lexicon);
    let cast = resolve(&prose, lexicon, &mentions, &[]);
    look(&mentions, &cast)
}

#[test]
fn every_body_is_found_in_its_example() {
    let table = include_str!("../lexicon/en/bodies.tsv");
    let silent: Vec<_> = rows("bodies.tsv", table, ["name", "kind", "country", "forms", "example"])
        .expect("a table")
        .into_iter()
        .map(|row| row.cells)
        .filter(|[name, kind, _, _, example]| {
            *kind != "state" && !read(example, |_, cast| cast.actors.iter().any(|actor| actor.name == *name))
        })
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_state_is_found_in_its_example() {
    let table = include_str!("../lexicon/en/state_names.tsv");
    let silent: Vec<_> = rows("state_names.tsv", table, ["code", "use", "words", "example"])
        .expect("a table")
        .into_iter()
        .map(|row| row.cells)
        .filter(|[code, use_, _, example]| {
            let country = code.get(..2);
            read(example, |_, cast| match *use_ {
                "region" => cast.actors.iter().any(|actor| actor.country.is_some()),
                _ => !cast.actors.iter().any(|actor| actor.country.as_deref() == country),
            })
        })
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_noun_heads_a_mention_in_its_example() {
    let table = include_str!("../lexicon/en/nouns.tsv");
    let silent: Vec<_> = rows("nouns.tsv", table, ["noun", "class", "gender", "rank", "example"])
        .expect("a table")
        .into_iter()
        .map(|row| row.cells)
        .filter(|[noun, class, _, _, example]| {
            let singular = alternatives(noun).next().unwrap_or_default();
            let actors = &Lexicon::english().actors;
            let is_it =
                |mention: &Mention| mention.details.noun.is_some_and(|noun| actors.noun_name(noun.row) == singular);
            let found = read(example, |mentions, _| mentions.iter().any(is_it));
            found == (*class == "place")
        })
        .collect();
    assert!(silent.is_empty(), "{} rows: {silent:#?}", silent.len());
}
