//! What the trainers of the stance model and of the issues' words need of the crate: annotated articles in, features and
//! labels out, weights in, a model file out. Not part of the public interface.

use super::features::{self, Unit};
use super::issue::weights::Weights;
use super::issue::words::{self, Marks};
use super::issue::{Matters, Place};
use super::{Scene, model};
use crate::attribution::Draft;
use crate::clause::Clauses;
use crate::lexicon::Lexicon;
use crate::report::{QuoteKind, Stance};
use crate::span::Span;
use crate::text::Prose;
pub use crate::weights::{Exact, Grid, Table, quantise};

/// Labels of the model: no stance, then [`Stance::ALL`].
pub const LABELS: usize = model::LABELS;

/// One annotated attribution, with the stances that its speaker takes in it.
pub struct Annotated {
    /// How much is quoted.
    pub kind: QuoteKind,
    /// Bytes of the source.
    pub source: Option<Span>,
    /// Bytes of the cue.
    pub cue: Option<Span>,
    /// Bytes of the content.
    pub content: Vec<Span>,
    /// Index of the attribution around it.
    pub parent: Option<usize>,
    /// Sentence, proposition and stance of each position that the speaker holds.
    pub positions: Vec<(Span, Option<Span>, Stance)>,
}

/// The features and the label of every unit of an article.
pub fn examples(text: &str, annotated: &[Annotated]) -> Vec<(Vec<u32>, usize)> {
    let lexicon = Lexicon::english();
    let prose = Prose::new(text, lexicon);
    let mentions = crate::actor::mentions(&prose, lexicon);
    let clauses = Clauses::new(&prose, lexicon, &mentions);
    let draft = |gold: &Annotated| Draft {
        kind: gold.kind,
        source: gold.source,
        cue: gold.cue,
        content: gold.content.clone(),
        parent: gold.parent,
        keeps_speaker_of: None,
        hedged: false,
        confidence: 1.0,
    };
    let drafts: Vec<Draft> = annotated.iter().map(draft).collect();
    let cast = crate::actor::resolve(&prose, lexicon, &mentions, &drafts);
    let scene = Scene::new(&clauses, &mentions, &cast, &drafts);
    let mut buffer = Vec::new();
    let example = |unit: Unit| {
        features::extract(&scene, &unit, &mut buffer);
        (buffer.clone(), label(&prose, &unit, &annotated[unit.draft]))
    };
    features::units(&scene).into_iter().map(example).collect()
}

fn label(prose: &Prose, unit: &Unit, gold: &Annotated) -> usize {
    let sentence = prose.sentences[unit.sentence].span;
    let content = prose.span(unit.tokens.start, unit.tokens.end - 1);
    let here = gold.positions.iter().filter(|(span, ..)| span.overlaps(sentence));
    // The first of several: the annotations name the stronger one first.
    let best = here.min_by_key(|(_, proposition, _)| !proposition.is_some_and(|span| span.overlaps(content)));
    best.map_or(0, |(.., stance)| 1 + Stance::ALL.iter().position(|known| known == stance).unwrap_or(0))
}

/// The model file of a table.
pub fn model_file(table: &Table<LABELS>) -> Vec<u8> {
    model::write(table)
}

/// Names of the features of a word beside a position.
pub const WORD_FEATURES: [&str; words::WIDTH] = words::FEATURES;

/// The features of a word, in the order of [`WORD_FEATURES`], and whether the position's issue holds it.
pub type WordExample = ([f32; words::WIDTH], bool);

/// A position: its sentence, its proposition and the name that readers gave to its issue.
pub type Named<'t> = (Span, Option<Span>, &'t str);

/// The words of an article beside each of its positions, as the engine sees them.
pub fn words_of_issues(text: &str, positions: &[Named]) -> Vec<WordExample> {
    let lexicon = Lexicon::english();
    let prose = Prose::new(text, lexicon);
    let mentions = crate::actor::mentions(&prose, lexicon);
    let clauses = Clauses::new(&prose, lexicon, &mentions);
    let drafts = crate::attribution::find(&clauses);
    let cast = crate::actor::resolve(&prose, lexicon, &mentions, &drafts);
    let scene = Scene::new(&clauses, &mentions, &cast, &drafts);
    let places: Vec<Place> = positions
        .iter()
        .map(|(sentence, proposition, _)| {
            let inside = proposition.filter(|proposition| sentence.contains(*proposition));
            Place::new(&scene, inside.unwrap_or(*sentence).start, *proposition)
        })
        .collect();
    let matters = Matters::of(&scene, &places);
    let mut rows: Vec<_> = matters.fixed().collect();
    let mut marks = Marks::default();
    let mut examples = Vec::new();
    for (place, (_, _, name)) in places.iter().zip(positions) {
        let letters = |char: char| !char.is_alphanumeric();
        let wanted: Vec<_> = name.split(letters).map(crate::text::token::fold).collect();
        matters.words.mark(&scene, place, words::BEFORE, &mut marks);
        for (number, (row, word)) in rows.iter_mut().zip(&matters.words.all).enumerate() {
            matters.words.beside(number, &marks, row);
            examples.push((*row, wanted.contains(&word.folded)));
        }
    }
    examples
}

/// The file `weights.tsv` of the weights of [`WORD_FEATURES`].
pub fn word_weights_file(weights: [f32; words::WIDTH]) -> String {
    Weights(weights).table()
}
