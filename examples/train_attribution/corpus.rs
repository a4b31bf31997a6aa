//! Reads the training texts: PolNeAR's brat folders and our own articles in JSON. Gold spans become sets of tokens.

use super::files::{byte_offsets, paths, read};
use rapporteur::training::{CueTable, LABELS, OUTSIDE, Rate, Role, Text, key, may_follow};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::ops::Range;
use std::path::Path;

/// An annotated text.
pub(crate) struct Document {
    /// File name without extension; PolNeAR's starts with the publisher.
    pub(crate) stem: String,
    pub(crate) text: Text<'static>,
    pub(crate) gold: Vec<Gold>,
    /// What stands inside the contents of `gold`; `None` where the corpus has outer attributions only.
    pub(crate) nested: Option<Vec<Gold>>,
}

/// An attribution as sorted indices of tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gold {
    pub(crate) source: Vec<usize>,
    pub(crate) cue: Vec<usize>,
    pub(crate) content: Vec<usize>,
}

impl Document {
    /// "nyt" of "nyt_2016-09-24_small-steps".
    pub(crate) fn publisher(&self) -> &str {
        self.stem.split('_').next().unwrap_or("")
    }

    /// The contents of the outer attributions, as ranges; none where nobody looked inside them.
    pub(crate) fn contents(&self) -> Vec<Range<usize>> {
        let mut contents: Vec<Range<usize>> = Vec::new();
        for gold in self.gold.iter().filter(|_| self.nested.is_some()) {
            for (at, token) in gold.content.iter().enumerate() {
                match contents.last_mut() {
                    Some(last) if at > 0 && last.end == *token => last.end += 1,
                    _ => contents.push(*token..*token + 1),
                }
            }
        }
        contents
    }

    /// The label of each token of the outer attributions.
    pub(crate) fn labels(&self) -> Vec<u8> {
        self.labels_of(&self.gold, &self.text.paragraphs())
    }

    /// The label of each token of what stands inside contents.
    pub(crate) fn nested_labels(&self) -> Vec<u8> {
        self.labels_of(self.nested.as_deref().unwrap_or(&[]), &self.contents())
    }

    /// The label of each token. Where spans overlap, cues win over sources and sources over contents.
    fn labels_of(&self, gold: &[Gold], sequences: &[Range<usize>]) -> Vec<u8> {
        let mut labels = vec![OUTSIDE as u8; self.text.tokens().len()];
        for gold in gold {
            paint(&mut labels, &gold.content, gold.cue.first(), Role::ContentBefore, Role::ContentAfter);
        }
        for gold in gold {
            paint(&mut labels, &gold.source, gold.cue.first(), Role::SourceBefore, Role::SourceAfter);
        }
        for gold in gold {
            paint(&mut labels, &gold.cue, None, Role::Cue, Role::Cue);
        }
        for sequence in sequences {
            let mut before = OUTSIDE;
            for label in &mut labels[sequence.clone()] {
                if !may_follow(before, *label as usize) {
                    *label -= 1; // what overlapped took its first token
                }
                before = *label as usize;
            }
        }
        assert!(labels.iter().all(|label| (*label as usize) < LABELS));
        labels
    }

    fn heads(&self) -> BTreeSet<usize> {
        let head = |gold: &Gold| gold.cue.iter().copied().find(|token| self.text.may_head(*token));
        self.gold.iter().filter_map(head).collect()
    }
}

fn paint(labels: &mut [u8], tokens: &[usize], cue: Option<&usize>, before: Role, after: Role) {
    for (index, token) in tokens.iter().enumerate() {
        let role = if cue.is_some_and(|cue| token > cue) { after } else { before };
        let goes_on = index > 0 && tokens[index - 1] + 1 == *token;
        labels[*token] = if goes_on { role.later() } else { role.first() } as u8;
    }
}

/// How often each word is the head of a cue.
#[derive(Default)]
pub(crate) struct Counts(HashMap<u32, (u32, u32)>);

impl Counts {
    pub(crate) fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        let mut counts = Self::default();
        for document in documents {
            let heads = document.heads();
            for token in (0..document.text.tokens().len()).filter(|token| !document.text.is_quoted(*token)) {
                if let Some(word) = document.text.word(token) {
                    let count = counts.0.entry(key(word)).or_default();
                    count.0 += u32::from(heads.contains(&token));
                    count.1 += 1;
                }
            }
        }
        counts
    }

    /// The table of all words but those occurrences that `without` counted: what a text's own words would give away.
    pub(crate) fn table(&self, without: Option<&Self>) -> CueTable {
        CueTable::new(self.0.iter().filter_map(|(word, (cues, all))| {
            let (own_cues, own) = without.and_then(|own| own.0.get(word)).copied().unwrap_or_default();
            let rate = Rate::of(cues - own_cues, all - own);
            (rate != Rate::Never).then_some((*word, rate))
        }))
    }
}

/// The documents of a folder with `text/` and `ann/`, in the order of their names.
pub(crate) fn polnear(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    // Of several annotators the alphabetically first one counts.
    let mut annotations = BTreeMap::new();
    for path in paths(&folder.join("ann"), "ann")? {
        let name = stem(&path);
        let text = |stem: &str| folder.join("text").join(format!("{stem}.txt"));
        let (text, stem) = match name.rsplit_once('_') {
            Some((short, _)) if !text(&name).exists() => (text(short), short.to_owned()),
            _ => (text(&name), name),
        };
        annotations.entry(stem).or_insert((text, path));
    }
    let mut documents = Vec::new();
    for (stem, (text, path)) in annotations {
        let text = read(&text)?;
        let bytes = byte_offsets(&text);
        let rows = brat(&read(&path)?, &bytes).ok_or_else(|| format!("{}: a broken annotation", path.display()))?;
        documents.push(document(stem, text, &rows, None));
    }
    Ok(documents)
}

/// Our own articles: `NN.json` beside `NN.txt`.
pub(crate) fn articles(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut documents = Vec::new();
    for path in paths(folder, "json")? {
        let text = read(&path.with_extension("txt"))?;
        let bytes = byte_offsets(&text);
        let json: serde_json::Value = serde_json::from_str(&read(&path)?)?;
        let (mut outer, mut nested) = (Vec::new(), Vec::new());
        for item in json["attributions"].as_array().into_iter().flatten() {
            let span = |value: &serde_json::Value| {
                Some((*bytes.get(value[0].as_u64()? as usize)?, *bytes.get(value[1].as_u64()? as usize)?))
            };
            let content = item["content"].as_array().into_iter().flatten().filter_map(span).collect();
            let rows = if item["parent"].is_null() { &mut outer } else { &mut nested };
            rows.push([span(&item["source"]).into_iter().collect(), span(&item["cue"]).into_iter().collect(), content]);
        }
        documents.push(document(stem(&path), text, &outer, Some(&nested)));
    }
    Ok(documents)
}

/// Byte ranges of the fragments of source, cue and content.
type Fragments = [Vec<(u32, u32)>; 3];

fn document(stem: String, text: String, rows: &[Fragments], nested: Option<&[Fragments]>) -> Document {
    // The few megabytes of all texts live as long as the program.
    let text = Text::new(String::leak(text));
    let spans: Vec<_> = text.tokens().collect();
    let tokens = |fragments: &Vec<(u32, u32)>| -> Vec<usize> {
        let covered = fragments.iter().flat_map(|(start, end)| {
            let first = spans.partition_point(|span| span.end <= *start);
            first..spans.partition_point(|span| span.start < *end).max(first)
        });
        covered.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let gold = |rows: &[Fragments]| -> Vec<Gold> {
        let row = |[source, cue, content]: &Fragments| Gold {
            source: tokens(source),
            cue: tokens(cue),
            content: trimmed(&text, content.iter().map(|fragment| tokens(&vec![*fragment]))),
        };
        let holds_word = |gold: &Gold| gold.content.iter().any(|token| text.is_wordlike(*token));
        rows.iter().map(row).filter(holds_word).collect()
    };
    let (gold, nested) = (gold(rows), nested.map(gold));
    Document { stem, text, gold, nested }
}

/// The corpora differ in whether marks at the edges belong to a content; the engine sets them itself.
fn trimmed(text: &Text, fragments: impl Iterator<Item = Vec<usize>>) -> Vec<usize> {
    let mut tokens = BTreeSet::new();
    for fragment in fragments {
        let wordlike = |token: &usize| text.is_wordlike(*token);
        if let (Some(first), Some(last)) = (fragment.iter().position(wordlike), fragment.iter().rposition(wordlike)) {
            tokens.extend(&fragment[first..=last]);
        }
    }
    tokens.into_iter().collect()
}

/// The attributions of a brat file. Lines of a text-bound annotation may wrap; arguments may be numbered.
fn brat(annotations: &str, bytes: &[u32]) -> Option<Vec<Fragments>> {
    let mut spans: HashMap<&str, Vec<(u32, u32)>> = HashMap::new();
    let mut rows = Vec::new();
    for line in annotations.split('\n') {
        let mut cells = line.split('\t');
        let (id, body) = (cells.next()?, cells.next().unwrap_or(""));
        let is_id = id.get(1..).is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        if id.starts_with('T') && is_id {
            let Some((_, offsets)) = body.split_once(' ') else { continue };
            let fragment = |pair: &str| {
                let (start, end) = pair.split_once(' ')?;
                Some((*bytes.get(start.parse::<usize>().ok()?)?, *bytes.get(end.parse::<usize>().ok()?)?))
            };
            spans.insert(id, offsets.split(';').map(fragment).collect::<Option<_>>()?);
        } else if id.starts_with('E') && is_id {
            let mut row = Fragments::default();
            for (role, span) in body.split_whitespace().filter_map(|argument| argument.split_once(':')) {
                let role = role.trim_end_matches(|char: char| char.is_ascii_digit());
                if let Some(at) = ["Source", "Cue", "Content"].iter().position(|name| *name == role) {
                    row[at].extend(spans.get(span).into_iter().flatten());
                }
            }
            rows.push(row);
        }
    }
    Some(rows)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
