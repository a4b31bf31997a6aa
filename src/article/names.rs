//! What the names that authors give their blocks say, from the table `lexicon/page.tsv`.
//!
//! Comes in: a block of the outline. Goes out: its [`Kind`]s. `<div class="relatedLinks">` is clutter, because "related"
//! is a word of its class. Known failure: a class "share-of-voice" on the article itself looks like share buttons; the
//! caller therefore ignores names on blocks that hold most of the page's prose.

use crate::outline::Block;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a block's names say about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// Not the article, nor anything inside it.
    pub(super) clutter: bool,
    /// A hint that the article is here.
    pub(super) body: bool,
    /// A headline or a subheading.
    pub(super) heading: bool,
    /// The author line.
    pub(super) byline: bool,
}

static TABLE: LazyLock<HashMap<(&str, &str), Kind>> = LazyLock::new(|| rows().map(|row| (row.key, row.kind)).collect());

/// One row of the table.
pub(super) struct Row {
    pub(super) key: (&'static str, &'static str),
    pub(super) kind: Kind,
}

/// Every row, in the order of the table. A row that the table's own test refuses is left out.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    let lines = include_str!("../lexicon/page.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        let (place, name, kind) = (cells.next()?, cells.next()?, cells.next()?);
        let mut row = Row { key: (place, name), kind: Kind::default() };
        match kind {
            "clutter" => row.kind.clutter = true,
            "body" => row.kind.body = true,
            "heading" => row.kind.heading = true,
            "byline" => row.kind.byline = true,
            _ => return None,
        }
        Some(row)
    })
}

/// What tag, role and names of a block say together.
pub(super) fn kind(block: &Block) -> Kind {
    let mut kind = look_up("tag", &block.tag);
    kind.add(look_up("role", &block.role));
    for_each_word(&block.tokens, |word| kind.add(look_up("word", word)));
    kind
}

impl Kind {
    fn add(&mut self, other: Self) {
        self.clutter |= other.clutter;
        self.body |= other.body;
        self.heading |= other.heading;
        self.byline |= other.byline;
    }
}

fn look_up(place: &str, name: &str) -> Kind {
    TABLE.get(&(place, name)).copied().unwrap_or_default()
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
