//! The article in numbers: who gets how many words, and who stands where on what.
//!
//! Comes in: a report with its text. Goes out: a [`Summary`]. Where the Kremlin relays Putin, the relayed words count
//! for Putin, once. Known failure: a quote without a speaker counts for nobody although a reader may guess whose it is.

use crate::order::sort_by_numbers;
use crate::report::{ActorKind, Report};
use crate::span::{ActorId, AttributionId, IssueId, PositionId};
use std::collections::HashMap;

/// How many steps "speaks for" is followed: a minister, a ministry, a state.
const STEPS: usize = 4;

/// The article in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Actors that are the source of something.
    pub speakers: usize,
    /// Attributions of all kinds.
    pub quotes: usize,
    /// Positions.
    pub positions: usize,
    /// Relations of kind contrast.
    pub contrasts: usize,
    /// Everyone who says something, most words first; words that nobody is named for come last.
    pub voices: Vec<Voice>,
    /// Who stands where on what.
    pub matrix: Matrix,
}

/// What one speaker gets to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// The speaker; `None` for words that no source is named for.
    pub actor: Option<ActorId>,
    /// Number of attributions.
    pub quotes: usize,
    /// Words of their contents; each word of the text counts once, for the innermost speaker.
    pub words: usize,
    /// Share of all attributed words, 0 to 1.
    pub share: f64,
}

impl Voice {
    /// The share in whole percent.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let report = rapporteur::analyze(text);
    /// assert!(rapporteur::view::summarize(&report, text).voices[0].percent() > 50);
    /// ```
    pub fn percent(&self) -> u32 {
        (self.share * 100.0).round() as u32
    }
}

/// Actors × issues. Persons and bodies stand under the state that they speak for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Columns, most positions first.
    pub actors: Vec<ActorId>,
    /// Rows, most positions first; `None` (positions on no issue in particular) last.
    pub issues: Vec<Option<IssueId>>,
    cells: HashMap<(Option<IssueId>, ActorId), Cell>,
}

/// The positions of one actor, or of those who speak for it, on one issue, in the order of the text.
pub type Cell = Vec<PositionId>;

impl Matrix {
    /// The positions in a cell; empty where there are none.
    ///
    /// ```
    /// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
    /// # let report = rapporteur::analyze(text);
    /// let matrix = rapporteur::view::summarize(&report, text).matrix;
    /// let position = &report.positions[0];
    /// assert_eq!(matrix.cell(None, rapporteur::ActorId(9)), []);
    /// assert!(matrix.actors.contains(&position.holders[0]));
    /// ```
    pub fn cell(&self, issue: Option<IssueId>, actor: ActorId) -> &[PositionId] {
        self.cells.get(&(issue, actor)).map_or(&[], Vec::as_slice)
    }
}

/// Adds everything up. `text` is the text that the report's UTF-8 offsets count in.
///
/// ```
/// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
/// # let report = rapporteur::analyze(text);
/// let voices = rapporteur::view::summarize(&report, text).voices;
/// assert_eq!(voices[0].quotes, 1);
/// ```
pub fn summarize(report: &Report, text: &str) -> Summary {
    let voices = voices(report, text);
    Summary {
        speakers: voices.iter().filter(|voice| voice.actor.is_some()).count(),
        quotes: report.attributions.len(),
        positions: report.positions.len(),
        contrasts: report.relations.iter().filter(|relation| relation.kind == crate::RelationKind::Contrast).count(),
        voices,
        matrix: matrix(report),
    }
}

fn voices(report: &Report, text: &str) -> Vec<Voice> {
    let mut by_actor: HashMap<Option<ActorId>, Voice> = HashMap::new();
    let mut voice = |actor: Option<ActorId>, quotes: usize, words: usize| {
        let voice = by_actor.entry(actor).or_insert(Voice { actor, quotes: 0, words: 0, share: 0.0 });
        voice.quotes += quotes;
        voice.words += words;
    };
    for attribution in &report.attributions {
        voice(attribution.speaker, 1, 0);
    }
    for owner in owners(report, text).into_iter().flatten() {
        voice(report.attributions[owner.index()].speaker, 0, 1);
    }
    let mut voices: Vec<Voice> = by_actor.into_values().collect();
    let all: usize = voices.iter().map(|voice| voice.words).sum();
    for voice in &mut voices {
        voice.share = if all == 0 { 0.0 } else { voice.words as f64 / all as f64 };
    }
    sort_by_numbers(&mut voices, |voice| {
        let actor = voice.actor.map_or(u32::MAX, |actor| actor.0);
        [u32::from(voice.actor.is_none()), !(voice.words as u32), actor]
    });
    voices
}

/// For each word of the text the innermost attribution whose content holds it.
fn owners(report: &Report, text: &str) -> Vec<Option<AttributionId>> {
    let starts = word_starts(text);
    let mut owners = vec![None; starts.len()];
    // Longest content first, so that what lies inside is written over what lies around it.
    let mut contents: Vec<_> =
        report.attributions.iter().flat_map(|one| one.content.iter().map(move |span| (*span, one.id))).collect();
    sort_by_numbers(&mut contents, |(span, id)| [!span.len(), id.0, 0]);
    for (span, id) in contents {
        let from = starts.partition_point(|start| *start < span.start);
        let to = starts.partition_point(|start| *start < span.end);
        owners[from..to.max(from)].fill(Some(id));
    }
    owners
}

/// Byte offset of each first letter or digit after white space or an opening mark.
fn word_starts(text: &str) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, char) in text.char_indices() {
        if char.is_whitespace() {
            inside = false;
        } else if !inside && char.is_alphanumeric() {
            starts.push(at as u32);
            inside = true;
        }
    }
    starts
}

fn matrix(report: &Report) -> Matrix {
    let mut matrix = Matrix::default();
    let mut of_actor: HashMap<ActorId, usize> = HashMap::new();
    let mut of_issue: HashMap<Option<IssueId>, usize> = HashMap::new();
    for position in &report.positions {
        let mut homes: Vec<ActorId> = position.holders.iter().flat_map(|holder| homes(report, *holder)).collect();
        sort_by_numbers(&mut homes, |home| [home.0, 0, 0]);
        homes.dedup();
        for home in homes {
            *of_actor.entry(home).or_default() += 1;
            *of_issue.entry(position.issue).or_default() += 1;
            matrix.cells.entry((position.issue, home)).or_default().push(position.id);
        }
    }
    matrix.actors = of_actor.keys().copied().collect();
    sort_by_numbers(&mut matrix.actors, |actor| [!(of_actor[actor] as u32), actor.0, 0]);
    matrix.issues = of_issue.keys().copied().collect();
    sort_by_numbers(&mut matrix.issues, |issue| {
        let id = issue.map_or(u32::MAX, |issue| issue.0);
        [u32::from(issue.is_none()), !(of_issue[issue] as u32), id]
    });
    matrix
}

/// Where the positions of an actor are shown: under its members, for a group that has any; else under what it speaks for.
fn homes(report: &Report, actor: ActorId) -> Vec<ActorId> {
    let members = report.actors.get(actor.index()).map_or(&[][..], |actor| actor.members.as_slice());
    if members.is_empty() {
        return vec![home(report, actor)];
    }
    members.iter().map(|member| home(report, *member)).collect()
}

fn home(report: &Report, actor: ActorId) -> ActorId {
    let mut home = actor;
    for _ in 0..STEPS {
        let Some(known) = report.actors.get(home.index()).filter(|actor| actor.kind != ActorKind::State) else { break };
        let Some(body) = known.of.filter(|body| body.index() < report.actors.len()) else { break };
        home = body;
    }
    home
}
