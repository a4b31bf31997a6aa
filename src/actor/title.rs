//! Words that belong to a body's name only inside it: the "and" of "the Securities and Exchange Commission", the "News" of
//! "Yahoo News".
//!
//! Known failure: "the Treasury and Home Office said" is read as one body.

use super::phrase::{Item, Piece, Reader};
use crate::lexicon::actors::Part;
use crate::lexicon::grammar::Class;
use crate::text::token::{Case, Token};

impl Reader<'_, '_> {
    /// The "and" of "the Securities and Exchange Commission": between capitals, behind an article, before a body's noun.
    pub(super) fn joins_title(&self, at: usize, items: &[Item]) -> bool {
        let (actors, tokens) = (&self.lexicon.actors, &self.prose.tokens);
        let [article, rest @ ..] = items else { return false };
        let capitals =
            rest.iter().all(|item| tokens[item.first].is_capital() && !matches!(item.piece, Piece::Known(_)));
        if rest.is_empty() || !capitals || !actors.is(tokens[article.first].folded, Part::Definite) {
            return false;
        }
        let singular = |at: usize| actors.noun(tokens, at).filter(|(_, noun)| noun.class.is_body() && !noun.plural);
        let noun = (at + 1..tokens.len().min(at + 5))
            .take_while(|next| tokens[*next].is_capital() && actors.naming(tokens, *next).is_none())
            .find_map(|next| Some((next, singular(next)?)));
        self.lexicon.grammar.has(tokens[at].folded, Class::Conjunction)
            && tokens[at].case == Case::Lower
            && noun
                .is_some_and(|(next, (length, _))| tokens.get(next + length).is_none_or(|behind| !behind.is_capital()))
            && singular(items[items.len() - 1].first).is_none()
    }

    /// Whether a noun that names a body only at the end of its name does: "Yahoo News", not "the news".
    pub(super) fn ends_title(&self, at: usize, before: Option<Piece>) -> bool {
        self.prose.tokens[at].is_capital()
            && matches!(before, Some(Piece::Capital | Piece::Known(_) | Piece::Modifier))
            && self.prose.tokens[at - 1].is_capital()
            && !self.next_in_sentence(at).is_some_and(Token::is_capital)
    }
}
