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
    /// The same, for what somebody does: in what another says of it, it is told, no stance.
    Act,
    /// Whoever the head noun belongs to.
    Noun,
    /// The subject of the copula before the head.
    Adjective,
    /// The speaker of the content that the frame stands in.
    Content,
    /// The same, where the verb behind it has no frame of its own: "we will", "they should".
    Modal,
    /// The same, where the head opens a sentence of quoted speech: "Open the border".
    Imperative,
}

impl FrameKind {
    /// Whether the frame is held by the speaker of the content that it stands in.
    pub(crate) fn is_spoken(self) -> bool {
        matches!(self, Self::Content | Self::Modal | Self::Imperative)
    }
}

/// What has to stand behind the head, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// One of these words.
    Word(Vec<Folded>),
    /// One of these words, or nothing.
    Optional(Vec<Folded>),
    /// One of these words, and the proposition starts with it: "vowed to | retaliate".
    Opening(Vec<Folded>),
    /// Up to [`Frame::GAP`] words.
    Gap,
    Proposition,
    /// A proposition, or nothing: "they tortured him", "he was tortured".
    OptionalProposition,
    Addressee,
    /// An addressee that is somebody: "expects Tehran to", no "expects the price to".
    Somebody,
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
    /// The row's own words, shown as evidence, of many alternatives the first ones.
    pub(crate) name: String,
    /// A sentence that the frame fires on; the tests run it.
    #[cfg_attr(not(test), allow(dead_code, reason = "what the row is for, and what the tests read"))]
    pub(crate) example: &'static str,
}

impl Frame {
    /// Most words that ".." stands for.
    pub(crate) const GAP: usize = 4;

    /// How specific the frame is: the more of its own words it asks for, the better its reading.
    pub(crate) fn weight(&self) -> usize {
        let literal = self.steps.iter().filter(|step| matches!(step, Step::Word(_) | Step::Opening(_))).count();
        let open = |step: &&Step| matches!(step, Step::Addressee | Step::Somebody | Step::Gap);
        let open = self.steps.iter().filter(open).count();
        literal * 3 + usize::from(self.steps.contains(&Step::Proposition)) - open.min(literal * 3)
    }
}

/// All frames, by head word.
pub(crate) struct Frames {
    pub(crate) all: Vec<Frame>,
    /// Frame and form of the head, the most specific frames first.
    heads: FoldedMap<Vec<(u16, Form)>>,
}

const COLUMNS: [&str; 7] = ["kind", "frame", "stance", "strength", "negated", "plover", "example"];

impl Frames {
    pub(crate) fn load(grammar: &Grammar) -> Result<Self, Error> {
        let mut frames = Self { all: Vec::new(), heads: FoldedMap::default() };
        for row in rows("frames.tsv", table!("en/frames.tsv"), COLUMNS)? {
            let frame = compile(&row)?;
            let weight = frame.weight();
            let number = frames.all.len() as u16;
            frames.all.push(frame);
            let head = row.cells[1].split(' ').next().unwrap_or_default();
            for head in head.split('/') {
                let inflects = matches!(row.cells[0], "verb" | "act" | "content");
                let forms = if inflects { grammar.irregular.forms(head) } else { vec![(Form::Base, head.to_owned())] };
                // "is unacceptable", "remains unacceptable"
                let others = grammar.copulas().filter(|_| inflects && head == "be").map(|word| (Form::Present, word));
                for (form, word) in forms.into_iter().map(|(form, word)| (form, fold(&word))).chain(others) {
                    let own = frames.heads.entry(word).or_default();
                    let place = own.partition_point(|(known, _)| frames.all[usize::from(*known)].weight() >= weight);
                    own.insert(place, (number, form));
                }
            }
        }
        Ok(frames)
    }

    /// Whether `word` is a past or a third person of a verb that says what its subject's stance is: "welcomed", "agrees".
    pub(crate) fn is_told(&self, word: Folded) -> bool {
        self.at(word).iter().any(|(number, form)| {
            let frame = &self.all[*number as usize];
            matches!(form, Form::Past | Form::Present)
                && frame.stance.is_some()
                && matches!(frame.kind, FrameKind::Verb | FrameKind::Act)
        })
    }

    /// The words that head frames.
    pub(super) fn heads(&self) -> impl Iterator<Item = Folded> {
        self.heads.keys().copied()
    }

    /// The frames that `word` may start, the most specific first, then in the order of the table.
    pub(crate) fn at(&self, word: Folded) -> &[(u16, Form)] {
        self.heads.get(&word).map_or(&[], Vec::as_slice)
    }
}

fn compile(row: &Row<7>) -> Result<Frame, Error> {
    let [kind, name, stance, strength, negated, plover, example] = row.cells;
    let kind = match kind {
        "verb" => FrameKind::Verb,
        "act" => FrameKind::Act,
        "noun" => FrameKind::Noun,
        "adjective" => FrameKind::Adjective,
        "content" | "phrase" => FrameKind::Content,
        "modal" => FrameKind::Modal,
        "imperative" => FrameKind::Imperative,
        _ => {
            let known = "verb, act, noun, adjective, content, phrase, modal, imperative";
            return Err(row.error(|| format!("the kind “{kind}” is none of {known}")));
        }
    };
    let stance_of = |name: &str| Stance::from_name(name).ok_or_else(|| row.error(|| format!("“{name}” is no stance")));
    let stance = if stance == "none" { None } else { Some(stance_of(stance)?) };
    let negated = if negated == "-" { None } else { Some(stance_of(negated)?) };
    let plover = match plover {
        "" => stance.and_then(Stance::plover),
        _ => Some(Plover::from_name(plover).ok_or_else(|| row.error(|| format!("“{plover}” is no PLOVER category")))?),
    };
    let strength = match strength {
        "1" => 1,
        "2" => 2,
        "3" => 3,
        _ => return Err(row.error(|| format!("the strength “{strength}” is none of 1, 2, 3"))),
    };
    // Examples are there in tests alone, see `table!`.
    if cfg!(test) && example.is_empty() {
        return Err(row.error(|| "a frame needs an example sentence".to_owned()));
    }
    let steps = name.split(' ').skip(1).map(step).collect();
    let name = name
        .split(' ')
        .map(|words| few(words.trim_start_matches('+').trim_end_matches('!')))
        .collect::<Vec<_>>()
        .join(" ");
    Ok(Frame { kind, steps, stance, strength, negated, plover, name, example })
}

/// Alternatives that are shown of a row's.
const SHOWN: usize = 3;

/// The first alternatives of many.
fn few(words: &str) -> String {
    let first: Vec<&str> = words.split('/').take(SHOWN).collect();
    let more = if words.matches('/').count() >= SHOWN { "/…" } else { "" };
    let close = if words.ends_with(')') && !more.is_empty() { ")" } else { "" };
    format!("{}{more}{close}", first.join("/"))
}

fn step(word: &str) -> Step {
    let folded = |words: &str| words.split('/').map(fold).collect();
    match word {
        "P" => Step::Proposition,
        "(P)" => Step::OptionalProposition,
        "A" => Step::Addressee,
        "A!" => Step::Somebody,
        "H" => Step::Holder,
        ".." => Step::Gap,
        _ => match word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
            Some(optional) => Step::Optional(folded(optional)),
            None => match word.strip_prefix('+') {
                Some(opening) => Step::Opening(folded(opening)),
                None => Step::Word(folded(word)),
            },
        },
    }
}
