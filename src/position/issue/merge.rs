//! Which labels of an article are one matter: a column of the matrix each.
//!
//! Example: "nuclear issue", "Iranian nuclear issue" and "Iran: nuclear energy" are one. Known failure: heads of one
//! meaning that no topic joins ("the vote", "the ballot") stay two matters.

use super::super::Scene;
use super::Matters;
use super::labels::Label;
use super::phrases::Phrase;
use std::collections::HashMap;

/// So many groups and members of one matter are compared with each other.
const GROUPS: usize = 8;
/// What a label with a name is worth against one without.
const NAMED: f32 = 1.3;

/// Labels with one head, or with terms of one topic, whose names go together are one matter: each position gets the one
/// that fits the article best.
pub(crate) fn merge(scene: &Scene, matters: &Matters, labels: &[Label], means: &[f32], chosen: &mut [Option<usize>]) {
    let mut groups: HashMap<Matter, Vec<Vec<usize>>> = HashMap::new();
    let mut leader: HashMap<usize, usize> = HashMap::new();
    let mut group_of: Vec<(usize, Matter, usize)> = Vec::new();
    for label in chosen.iter().flatten().copied() {
        if leader.insert(label, label).is_some() {
            continue;
        }
        let phrase = &matters.phrases[labels[label].phrase];
        let matter = match topic_of_head(scene, phrase) {
            Some(topic) => Matter::Topic(topic),
            None => Matter::Head(matters.words.of[phrase.head()]),
        };
        let members = groups.entry(matter).or_default();
        let joins = |group: &Vec<usize>| group.iter().all(|other| go_together(&labels[*other], &labels[label]));
        let number = match members.iter().take(GROUPS).position(joins) {
            Some(number) => number,
            None => {
                members.push(Vec::new());
                members.len() - 1
            }
        };
        if members[number].len() < GROUPS {
            members[number].push(label);
            group_of.push((label, matter, number));
        }
    }
    // A column's head says what the matter is about, where one of its labels does.
    let worth = |label: usize| means[label] * if labels[label].names[0].is_some() { NAMED } else { 1.0 };
    for (label, matter, number) in group_of {
        let best = groups.get(&matter).and_then(|members| {
            members[number].iter().copied().max_by(|one, other| worth(*one).total_cmp(&worth(*other)))
        });
        leader.insert(label, best.unwrap_or(label));
    }
    for label in chosen.iter_mut().flatten() {
        *label = leader.get(label).copied().unwrap_or(*label);
    }
}

/// Whether the names of one label are among the other's.
fn go_together(one: &Label, other: &Label) -> bool {
    let among = |one: &Label, other: &Label| {
        one.names.iter().flatten().all(|name| other.names.iter().flatten().any(|known| known.name == name.name))
    };
    among(one, other) || among(other, one)
}

/// What labels of one matter have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Matter {
    Topic(u16),
    Head(Option<u32>),
}

/// The topic of the term that ends the phrase.
fn topic_of_head(scene: &Scene, phrase: &Phrase) -> Option<u16> {
    let topics = &scene.clauses.lexicon.topics;
    let term = |token: usize| {
        let term = topics.at(&scene.clauses.prose.tokens, token);
        term.filter(|(width, _)| token + width >= phrase.run.end)
    };
    phrase.run.clone().find_map(term).map(|(_, topic)| topic)
}
