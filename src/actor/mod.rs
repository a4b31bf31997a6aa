//! Who is named, and which mentions are one actor. (Interim)
use crate::attribution::Draft;
use crate::lexicon::Lexicon;
use crate::lexicon::grammar::Class;
use crate::report::{Actor, ActorKind};
use crate::span::{ActorId, Span};
use crate::text::Prose;
pub(crate) struct Mention {
    pub first: usize,
    pub last: usize,
    pub head: usize,
    pub kind: MentionKind,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(dead_code)]
pub(crate) enum MentionKind {
    Name,
    State,
    Body,
    Role,
    Unnamed,
    Group,
    Pronoun,
}
pub(crate) fn mentions(prose: &Prose, lexicon: &Lexicon) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < prose.tokens.len() {
        let t = &prose.tokens[i];
        if t.is_capital() && !lexicon.is_function_word(t.folded) {
            let s = i;
            while i + 1 < prose.tokens.len()
                && prose.tokens[i + 1].is_capital()
                && !lexicon.is_function_word(prose.tokens[i + 1].folded)
            {
                i += 1;
            }
            let s = if s > 0 && ["the", "The"].contains(&prose.word(s - 1)) { s - 1 } else { s };
            out.push(Mention { first: s, last: i, head: i, kind: MentionKind::Name });
        } else if lexicon.grammar.has(t.folded, Class::Pronoun)
            && ["he", "she", "they"].contains(&prose.word(i).to_lowercase().as_str())
        {
            out.push(Mention { first: i, last: i, head: i, kind: MentionKind::Pronoun });
        }
        i += 1;
    }
    out
}
pub(crate) struct Cast {
    pub actors: Vec<Actor>,
    pub actor_of: Vec<Option<ActorId>>,
    pub speakers: Vec<Option<ActorId>>,
}
pub(crate) fn resolve(prose: &Prose, _: &Lexicon, mentions: &[Mention], drafts: &[Draft]) -> Cast {
    let mut actors: Vec<Actor> = Vec::new();
    let mut actor_of = Vec::new();
    for m in mentions {
        let s = prose.span(m.first, m.last);
        let n = prose.word(m.head).to_owned();
        let id = match actors.iter().position(|a| a.name == n) {
            Some(i) => i,
            None => {
                actors.push(Actor {
                    id: ActorId(actors.len() as u32),
                    name: n,
                    kind: ActorKind::Person,
                    role: None,
                    country: None,
                    of: None,
                    mentions: vec![],
                    members: vec![],
                });
                actors.len() - 1
            }
        };
        actors[id].mentions.push(s);
        actor_of.push(Some(ActorId(id as u32)));
    }
    let at = |s: Span| mentions.iter().position(|m| prose.span(m.first, m.last).overlaps(s)).and_then(|m| actor_of[m]);
    let speakers = drafts
        .iter()
        .map(|d| d.source.or_else(|| d.keeps_speaker_of.and_then(|k| drafts[k].source)).and_then(at))
        .collect();
    Cast { actors, actor_of, speakers }
}
