//! What the names that authors give their blocks say, from the table `lexicon/page.tsv`.
//!
//! Comes in: a block of the outline. Goes out: the [`Kinds`] of block that its tag, role, id and classes speak of.
//! `<div class="relatedLinks">` is a block of related articles, because "related" is a word of its class.
//!
//! Known failure: a class "share-of-voice" on the article itself looks like share buttons; what a name means therefore
//! depends on how much of the page's prose its block holds (see `features.rs`).

use super::hash::QuickMap;
use crate::lexicon::table::{self, table};
use crate::outline::Block;
use std::sync::LazyLock;

/// A kind of block, or of paragraph where a phrase gives it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Ad,
    Article,
    Bio,
    Body,
    Byline,
    Caption,
    Comment,
    Footer,
    Form,
    Header,
    Heading,
    Hidden,
    Info,
    Legal,
    Link,
    List,
    Live,
    Main,
    Media,
    Meta,
    Nav,
    Note,
    Paragraph,
    Quote,
    Related,
    Section,
    Share,
    Side,
    Subscribe,
    Summary,
    Table,
    Tags,
    Time,
    Toggle,
}

impl Kind {
    /// Every kind, with its name in the tables.
    pub(super) const ALL: [(&'static str, Self); 34] = [
        ("ad", Self::Ad),
        ("article", Self::Article),
        ("bio", Self::Bio),
        ("body", Self::Body),
        ("byline", Self::Byline),
        ("caption", Self::Caption),
        ("comment", Self::Comment),
        ("footer", Self::Footer),
        ("form", Self::Form),
        ("header", Self::Header),
        ("heading", Self::Heading),
        ("hidden", Self::Hidden),
        ("info", Self::Info),
        ("legal", Self::Legal),
        ("link", Self::Link),
        ("list", Self::List),
        ("live", Self::Live),
        ("main", Self::Main),
        ("media", Self::Media),
        ("meta", Self::Meta),
        ("nav", Self::Nav),
        ("note", Self::Note),
        ("paragraph", Self::Paragraph),
        ("quote", Self::Quote),
        ("related", Self::Related),
        ("section", Self::Section),
        ("share", Self::Share),
        ("side", Self::Side),
        ("subscribe", Self::Subscribe),
        ("summary", Self::Summary),
        ("table", Self::Table),
        ("tags", Self::Tags),
        ("time", Self::Time),
        ("toggle", Self::Toggle),
    ];

    /// The kind that a table calls `name`.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u64);

impl Kinds {
    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u64 & 1 == 1
    }

    fn add(&mut self, kind: Option<&Kind>) {
        if let Some(kind) = kind {
            self.0 |= 1 << *kind as u64;
        }
    }
}

type Table = QuickMap<&'static str, Kind>;

struct Tables {
    tags: Table,
    roles: Table,
    words: Table,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let pick = |place| rows().filter(|row| row.place == place).map(|row| (row.name, row.kind)).collect();
    Tables { tags: pick("tag"), roles: pick("role"), words: pick("word") }
});

/// One row of the table.
pub(super) struct Row {
    pub(super) place: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// Every row, in the order of the table. A row that the table's own test refuses is left out.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    let rows = table::rows("page.tsv", table!("../lexicon/page.tsv"), ["where", "name", "kind", "example"]);
    let rows = rows.unwrap_or_default().into_iter();
    rows.filter_map(|row| Some(Row { place: row.cells[0], name: row.cells[1], kind: Kind::parse(row.cells[2])? }))
}

/// What tag, role and names of a block say together.
pub(super) fn kinds(block: &Block) -> Kinds {
    let mut kinds = Kinds::default();
    kinds.add(TABLES.tags.get(block.tag.as_str()));
    kinds.add(TABLES.roles.get(block.role.as_str()));
    for_each_word(&block.tokens, |word| kinds.add(TABLES.words.get(word)));
    kinds
}

/// Calls `each` with the words of ids and classes in lower case: "relatedLinks top_bar" has related, links, top, bar.
fn for_each_word(tokens: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut after_small = false;
    for char in tokens.chars().chain([' ']) {
        let starts = char.is_ascii_uppercase() && after_small;
        if (starts || !char.is_ascii_alphabetic()) && !word.is_empty() {
            each(&word);
            word.clear();
        }
        if char.is_ascii_alphabetic() {
            word.push(char.to_ascii_lowercase());
        }
        after_small = char.is_ascii_lowercase();
    }
}
