//! The stance frames of `frames.tsv`, compiled: each head word leads to the frames that it may start.

use super::grammar::Grammar;
use super::inflect::Form;
use super::phrase::FoldedMap;
use super::table::{Error, Row, rows, table};
use crate::report::{Plover, Stance};
use crate::text::token::{Folded, fold};

/// Who holds a frame's stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameKind {
    /// The subject of the head verb.
    Verb,
    /// Whoever the head noun belongs to.
    Noun,
    /// The subject of the copula before the head.
    Adjective,
    /// The speaker of the content that the frame stands in.
    Content,
}

/// What has to stand behind the head, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// One of these words.
    Word(Vec<Folded>),
    /// One of these words, or nothing.
    Optional(Vec<Folded>),
    /// Up to [`Frame::GAP`] words.
    Gap,
    Proposition,
    Addressee,
    Holder,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) kind: FrameKind,
    pub(crate) steps: Vec<Step>,
    /// `None` for words that only look like a stance.
    pub(crate) stance: Option<Stance>,
    pub(crate) strength: u8,
    /// The stance of the negated frame; `None` where negation leaves none.
    pub(crate) negated: Option<Stance>,
    pub(crate) plover: Option<Plover>,
    /// The row's own words, shown as evidence.
    pub(crate) name: &'static str,
    /// A sentence that the frame fires on; the tests run it.
    #[cfg_attr(not(test), allow(dead_code, reason = "what the row is for, and what the tests read"))]
    pub(crate) example: &'static str,
}

impl Frame {
    /// Most words that ".." stands for.
    pub(crate) const GAP: usize = 4;

    /// How specific the frame is: the more of its own words it asks for, the better its reading.
    pub(crate) fn weight(&self) -> usize {
        let literal = self.steps.iter().filter(|step| matches!(step, Step::Word(_))).count();
        let open = self.steps.iter().filter(|step| matches!(step, Step::Addressee | Step::Gap)).count();
        literal * 3 + usize::from(self.steps.contains(&Step::Proposition)) - open.min(literal * 3)
    }
}

/// All frames, by head word.
pub(crate) struct Frames {
    pub(crate) all: Vec<Frame>,
    /// Frame and form of the head.
    heads: FoldedMap<Vec<(u16, Form)>>,
}

const COLUMNS: [&str; 7] = ["kind", "frame", "stance", "strength", "negated", "plover", "example"];

impl Frames {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut frames = Self { all: Vec::new(), heads: FoldedMap::default() };
        for row in rows("frames.tsv", table!("en/frames.tsv"), COLUMNS)? {
            let frame = compile(&row)?;
            let number = frames.all.len() as u16;
            let head = row.cells[1].split(' ').next().unwrap_or_default();
            for head in head.split('/') {
                let inflects = match frame.kind {
                    FrameKind::Verb => true,
                    FrameKind::Noun | FrameKind::Adjective => false,
                    FrameKind::Content => !grammar.has(fold(head), super::grammar::Class::Modal),
                };
                let forms = if inflects { grammar.irregular.forms(head) } else { vec![(Form::Base, head.to_owned())] };
                for (form, word) in forms {
                    frames.heads.entry(fold(&word)).or_default().push((number, form));
                }
            }
            frames.all.push(frame);
        }
        Ok(frames)
    }

    /// The frames that `word` may start, in the order of the table.
    pub(crate) fn at(&self, word: Folded) -> &[(u16, Form)] {
        self.heads.get(&word).map_or(&[], Vec::as_slice)
    }
}

fn compile(row: &Row<7>) -> Result<Frame, Error> {
    let [kind, name, stance, strength, negated, plover, example] = row.cells;
    let kind = match kind {
        "verb" => FrameKind::Verb,
        "noun" => FrameKind::Noun,
        "adjective" => FrameKind::Adjective,
        "content" => FrameKind::Content,
        _ => return Err(row.error(format!("the kind “{kind}” is none of verb, noun, adjective, content"))),
    };
    let stance_of = |name: &str| Stance::from_name(name).ok_or_else(|| row.error(format!("“{name}” is no stance")));
    let stance = if stance == "none" { None } else { Some(stance_of(stance)?) };
    let negated = if negated == "-" { None } else { Some(stance_of(negated)?) };
    let plover = match plover {
        "" => stance.and_then(Stance::plover),
        _ => Some(Plover::from_name(plover).ok_or_else(|| row.error(format!("“{plover}” is no PLOVER category")))?),
    };
    let strength = match strength {
        "1" => 1,
        "2" => 2,
        "3" => 3,
        _ => return Err(row.error(format!("the strength “{strength}” is none of 1, 2, 3"))),
    };
    // Examples are there in tests alone, see `table!`.
    if cfg!(test) && example.is_empty() {
        return Err(row.error("a frame needs an example sentence"));
    }
    let steps = name.split(' ').skip(1).map(step).collect();
    Ok(Frame { kind, steps, stance, strength, negated, plover, name, example })
}

fn step(word: &str) -> Step {
    let folded = |words: &str| words.split('/').map(fold).collect();
    match word {
        "P" => Step::Proposition,
        "A" => Step::Addressee,
        "H" => Step::Holder,
        ".." => Step::Gap,
        _ => match word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
            Some(optional) => Step::Optional(folded(optional)),
            None => Step::Word(folded(word)),
        },
    }
}
