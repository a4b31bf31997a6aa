//! Who is named, and which mentions are one actor.
//!
//! `mentions` finds the noun phrases that name somebody; `resolve` says which of them are one actor and who speaks
//! each draft of an attribution. "Russian President Vladimir Putin said …. He …" is one person, who speaks for Russia.

mod body;
mod cast;
mod document;
mod extent;
mod group;
mod head;
mod likeness;
mod mention;
mod name;
mod person;
mod phrase;
mod pronoun;
mod resolve;
mod speaker;
mod title;
mod verb;
mod word;

pub(crate) use mention::{Mention, MentionKind, mentions};
pub(crate) use resolve::{Cast, resolve};

#[cfg(test)]
mod tests;
