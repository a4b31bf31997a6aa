//! The one result type: what [`analyze`](crate::analyze) returns, the CLI prints as JSON, the web API hands to
//! JavaScript, and the sidebar and the exports read.
//!
//! Offsets are UTF-8 bytes until [`Report::to_utf16`] turns all of them, once, into UTF-16 code units. A report that was
//! written as JSON can be read again.
//! Mentions, attributions and positions are ordered by start, actors by first mention; ids are indices.

use crate::article::PageKind;
use crate::span::{ActorId, AttributionId, IssueId, PositionId, Span};
use serde::{Deserialize, Serialize};

mod offsets;

/// Version of the report's shape. Fields may be added under the same version, never renamed.
pub const VERSION: u32 = 1;

/// Everything found in one text. Empty lists mean that nothing was found.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Report {
    /// [`VERSION`].
    pub version: u32,
    /// Stem of the file or the `doc` of the input line; set by the CLI only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The unit of every offset below.
    pub offsets: Offsets,
    /// BCP 47 language of the text, as it was recognised. Of a text that is not in English only the direct quotes are found.
    pub language: String,
    /// What the page says of its article; `None` for plain text.
    pub article: Option<Article>,
    /// The analysed text, where the caller asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Everyone who speaks, acts or is spoken to, by first mention.
    pub actors: Vec<Actor>,
    /// Who said what, by the start of the whole attribution.
    pub attributions: Vec<Attribution>,
    /// The matters under dispute, by first mention.
    pub issues: Vec<Issue>,
    /// Where actors stand, by the start of the cue.
    pub positions: Vec<Position>,
    /// Contrasts and agreements between positions.
    pub relations: Vec<Relation>,
}

/// The unit that offsets count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Offsets {
    /// Bytes, as Rust's strings count.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16 code units, as JavaScript's strings count.
    #[serde(rename = "utf-16")]
    Utf16,
}

/// What a page says of its article. A field that the page does not give is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Article {
    /// The headline, as shown.
    pub headline: Option<String>,
    /// The author line, as shown.
    pub byline: Option<String>,
    /// Date of publication, as given by the page.
    pub published: Option<String>,
    /// Name of the publication.
    pub publisher: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Language that the page declares (`<html lang>`).
    pub language_declared: Option<String>,
    /// Whether the browser shows a translation: the words are not the paper's own.
    #[serde(default)]
    pub translated: bool,
    /// What sort of page it is.
    #[serde(default)]
    pub page: PageKind,
}

/// A person, office, state, body, group or unnamed source that can speak or act.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Actor {
    /// Its index.
    pub id: ActorId,
    /// The fullest form found, without title ("Vladimir Putin"), or the table's name for it ("Russia").
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Office held, as the text gives it ("President"); `None` where the text gives none.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-2 code of the state it belongs to.
    pub country: Option<String>,
    /// The state or body it speaks for.
    pub of: Option<ActorId>,
    /// Every place where the text names it, pronouns included, by start.
    pub mentions: Vec<Span>,
    /// The actors that a group consists of; empty for anything else.
    pub members: Vec<ActorId>,
}

/// What sort of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// One human being.
    Person,
    /// An office that speaks as such ("the French presidency").
    Office,
    /// A state, under any of its names ("Moscow", "the Kremlin").
    State,
    /// A part of a state: ministry, parliament, army.
    Government,
    /// An international body, party, firm, medium.
    Organisation,
    /// Several actors named together ("both leaders", "European allies").
    Group,
    /// A source that the text does not name ("a French diplomatic source").
    Unnamed,
}

/// One attribution relation: a source says a content, signalled by a cue.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Attribution {
    /// Its index.
    pub id: AttributionId,
    /// How much of the content stands in quotation marks.
    pub kind: QuoteKind,
    /// Who says it, as the text names them here; `None` where it does not ("it was reported").
    pub source: Option<Span>,
    /// The actor that `source` stands for; kept where a quote runs on without a tag of its own.
    pub speaker: Option<ActorId>,
    /// The words that signal it ("said", "according to"); `None` for a quote that runs on.
    pub cue: Option<Span>,
    /// What is said: one span, or several where the frame interrupts it. Never empty.
    pub content: Vec<Span>,
    /// The attribution that this one is nested in.
    pub parent: Option<AttributionId>,
    /// Whether the text keeps its distance ("reportedly").
    pub hedged: bool,
    /// How sure the engine is, 0 to 1.
    pub confidence: f32,
}

/// How much of a content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// A matter under dispute.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Issue {
    /// Its index.
    pub id: IssueId,
    /// The shortest phrase that a reader would use for it.
    pub label: String,
    /// Row of the topic table, where one fits.
    pub topic: Option<String>,
    /// Where the text names it, by start. Empty where it only follows from the topic.
    pub mentions: Vec<Span>,
}

/// A stance that actors take on a matter.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Position {
    /// Its index.
    pub id: PositionId,
    /// Whose stance it is. Never empty.
    pub holders: Vec<ActorId>,
    /// Which stance.
    pub stance: Stance,
    /// The PLOVER event category of the stance.
    pub plover: Option<Plover>,
    /// 1 mild, 2 plain, 3 strong.
    pub strength: u8,
    /// The words that signal it.
    pub cue: Span,
    /// On what: the shortest clause or noun phrase that states the matter; `None` where the text leaves it out.
    pub proposition: Option<Span>,
    /// The sentence it stands in.
    pub sentence: Span,
    /// The matter it is about.
    pub issue: Option<IssueId>,
    /// Whom it is directed at. Empty where the sentence names nobody.
    pub addressees: Vec<ActorId>,
    /// Whether it depends on a condition ("if …").
    pub conditional: bool,
    /// Whether the text marks it as past ("previously").
    pub earlier: bool,
    /// Who reports the holder's stance; `None` where the article does.
    pub reported_by: Option<ActorId>,
    /// The attribution whose content, cue or source carries it.
    pub attribution: Option<AttributionId>,
    /// How sure the engine is, 0 to 1.
    pub confidence: f32,
    /// The row of the stance tables that fired: the evidence.
    pub rule: String,
}

/// The stances of the guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Approves, backs, welcomes, commits to.
    Support,
    /// Disapproves of, criticises, is concerned about.
    Oppose,
    /// Asks, urges or requires that something be done.
    Demand,
    /// Proposes or is ready to do something.
    Offer,
    /// Accepts, or settles with another.
    Agree,
    /// Refuses, rules out, withdraws from.
    Reject,
    /// Holds another responsible for a wrong.
    Accuse,
    /// Says that a claim about it is untrue.
    Deny,
    /// Announces consequences or points at a danger.
    Warn,
    /// Claims a contested matter of right or fact.
    Assert,
}

/// Event categories of PLOVER (Political Language Ontology for Verifiable Event Records, 2.0 draft) that stances map to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are PLOVER's own")]
pub enum Plover {
    Agree,
    Support,
    Concede,
    Request,
    Accuse,
    Reject,
    Threaten,
}

/// How two positions stand to each other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Relation {
    /// Contrast or agreement.
    pub kind: RelationKind,
    /// The two positions, the earlier one first.
    pub positions: [PositionId; 2],
    /// The matter they share.
    pub issue: IssueId,
}

/// Contrast or agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RelationKind {
    /// The stances pull in opposite directions, or the text says so.
    Contrast,
    /// The text says that they agree, or both support the same.
    Agreement,
}

impl Report {
    /// The report of a text in which nothing is found.
    ///
    /// ```
    /// assert_eq!(rapporteur::Report::empty(), rapporteur::analyze(""));
    /// ```
    pub fn empty() -> Self {
        Self {
            version: VERSION,
            doc: None,
            offsets: Offsets::Utf8,
            language: "en".to_owned(),
            article: None,
            text: None,
            actors: Vec::new(),
            attributions: Vec::new(),
            issues: Vec::new(),
            positions: Vec::new(),
            relations: Vec::new(),
        }
    }
}

impl Plover {
    /// The category of that name, as PLOVER writes it.
    ///
    /// ```
    /// assert_eq!(rapporteur::Plover::from_name("REJECT"), Some(rapporteur::Plover::Reject));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "AGREE" => Self::Agree,
            "SUPPORT" => Self::Support,
            "CONCEDE" => Self::Concede,
            "REQUEST" => Self::Request,
            "ACCUSE" => Self::Accuse,
            "REJECT" => Self::Reject,
            "THREATEN" => Self::Threaten,
            _ => return None,
        })
    }
}

impl Stance {
    /// Every stance, in the order of the guidelines.
    pub const ALL: [Self; 10] = [
        Self::Support,
        Self::Oppose,
        Self::Demand,
        Self::Offer,
        Self::Agree,
        Self::Reject,
        Self::Accuse,
        Self::Deny,
        Self::Warn,
        Self::Assert,
    ];

    /// The name used in tables, reports and style sheets.
    ///
    /// ```
    /// assert_eq!(rapporteur::Stance::Demand.name(), "demand");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Oppose => "oppose",
            Self::Demand => "demand",
            Self::Offer => "offer",
            Self::Agree => "agree",
            Self::Reject => "reject",
            Self::Accuse => "accuse",
            Self::Deny => "deny",
            Self::Warn => "warn",
            Self::Assert => "assert",
        }
    }

    /// The stance of that name.
    ///
    /// ```
    /// assert_eq!(rapporteur::Stance::from_name("warn"), Some(rapporteur::Stance::Warn));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.name() == name)
    }

    /// The PLOVER category that the stance is exported as, where the frame's row names no other. PLOVER has none for
    /// plain statements and dropped CAMEO's denials.
    ///
    /// ```
    /// assert_eq!(rapporteur::Stance::Demand.plover(), Some(rapporteur::Plover::Request));
    /// ```
    pub const fn plover(self) -> Option<Plover> {
        match self {
            Self::Support => Some(Plover::Support),
            Self::Oppose | Self::Accuse => Some(Plover::Accuse),
            Self::Demand => Some(Plover::Request),
            Self::Offer | Self::Agree => Some(Plover::Agree),
            Self::Reject => Some(Plover::Reject),
            Self::Warn => Some(Plover::Threaten),
            Self::Deny | Self::Assert => None,
        }
    }
}
