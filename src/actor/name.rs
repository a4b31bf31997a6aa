//! Which names are one person: "Vladimir Putin", "Putin", "Mr. Putin"; "Muqtada al-Sadr", "Sadr".
//!
//! A shorter name joins a longer one whose words it repeats in order. Two given names before one surname are two
//! people. A surname that two people share goes to the one whom the text names in full more often.
//!
//! Known failure: variant spellings of one name ("Boylan", "Boylann") stay two people.

use super::mention::{Mention, MentionKind};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{Gender, Part};
use crate::lexicon::phrase::FoldedMap;
use crate::text::Prose;
use crate::text::token::{Folded, fold};

/// A person as far as names tell.
pub(super) struct Person {
    /// The words of the fullest form, without particles and initials.
    words: Vec<Folded>,
    /// Mention that has the fullest form.
    pub(super) fullest: usize,
    pub(super) gender: Gender,
    /// How often the text names the person by more than one word, a title included.
    full: u32,
    /// The last mention that was matched.
    latest: usize,
    /// Each form of several words: its words, how often the text has it, its first mention.
    forms: Vec<(Vec<Folded>, u32, usize)>,
}

/// No more forms than this are counted for one person.
const FORMS: usize = 8;

/// No more people than this are compared with one name.
const NAMESAKES: usize = 8;

/// The people, and for each mention the person that it names.
pub(super) fn people(prose: &Prose, lexicon: &Lexicon, mentions: &[Mention]) -> (Vec<Person>, Vec<Option<usize>>) {
    let mut people = People { list: Vec::new(), by_word: FoldedMap::default() };
    let mut person_of = vec![None; mentions.len()];
    let words: Vec<Vec<Folded>> = mentions.iter().map(|mention| words(prose, lexicon, mention)).collect();
    // Full names first, wherever they stand: a headline may say "Putin" before the text gives his name in full. Then
    // "Mr. Obama", who is not Michelle Obama, then "President Obama", then bare surnames.
    let turn = |index: usize| {
        let mention = &mentions[index];
        let gender = gender(prose, lexicon, mention);
        let turn = match (words[index].len(), mention.details.noun) {
            (2.., _) => 0,
            (_, Some(_)) if gender != Gender::Unknown => 1,
            (_, Some(_)) => 2,
            (_, None) => 3,
        };
        (turn, gender, index)
    };
    let named = (0..mentions.len()).filter(|index| !words[*index].is_empty());
    let turns: Vec<_> = named.map(turn).collect();
    for now in 0..4 {
        for (_, gender, index) in turns.iter().filter(|(turn, ..)| *turn == now) {
            let titled = now < 3;
            person_of[*index] = Some(people.place(*index, &words[*index], *gender, titled));
        }
    }
    for person in &mut people.list {
        let given = |mention: usize| {
            let first = mentions[mention].details.name.start;
            lexicon.actors.given_name(prose.tokens[first].folded).is_some()
        };
        // What the text says most: "Hillary Clinton" rather than "Crooked Hillary Clinton".
        let best = person
            .forms
            .iter()
            .max_by_key(|(words, count, mention)| (*count, given(*mention), words.len(), std::cmp::Reverse(*mention)));
        person.fullest = best.map_or(person.fullest, |(_, _, mention)| *mention);
    }
    (people.list, person_of)
}

/// What title and given name tell.
fn gender(prose: &Prose, lexicon: &Lexicon, mention: &Mention) -> Gender {
    let titled = mention.details.noun.map_or(Gender::Unknown, |noun| noun.gender);
    let name = &mention.details.name;
    if titled != Gender::Unknown || name.len() < 2 {
        return titled;
    }
    lexicon.actors.given_name(prose.tokens[name.start].folded).unwrap_or(Gender::Unknown)
}

/// The words that tell people apart; empty for anything but a person's name.
fn words(prose: &Prose, lexicon: &Lexicon, mention: &Mention) -> Vec<Folded> {
    if mention.kind != MentionKind::Name {
        return Vec::new();
    }
    let tokens = mention.details.name.clone();
    let significant = |index: &usize| {
        let token = &prose.tokens[*index];
        token.span.len() > 2 && !(lexicon.actors.is(token.folded, Part::Particle) && mention.details.name.len() > 1)
            || token.span.len() == 2 && !prose.word(*index).ends_with('.')
    };
    let spelt = |index: usize| {
        let word = prose.word(index);
        spelling(without_particle(word, lexicon).unwrap_or(word))
    };
    let mut words: Vec<Folded> = tokens.clone().filter(significant).map(spelt).collect();
    if words.is_empty() {
        words.extend(tokens.map(spelt));
    }
    words
}

/// The word without a glued particle: "Sadr" of "al-Sadr".
pub(super) fn stem(prose: &Prose, lexicon: &Lexicon, index: usize) -> Folded {
    match without_particle(prose.word(index), lexicon) {
        Some(rest) => fold(rest),
        None => prose.tokens[index].folded,
    }
}

fn without_particle<'t>(word: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let (particle, rest) = word.split_once(['-', '’', '\''])?;
    lexicon.actors.is(fold(particle), Part::Particle).then_some(rest)
}

/// What variant spellings of a name share: "Mikheil" and "Mikhail", "Chávez" and "Chavez", "Boylann" and "Boylan". The
/// vowels of a name of three consonants or more are left out, so are "h" and the second of two like letters.
fn spelling(word: &str) -> Folded {
    let mut plain = [0_u8; 24];
    let mut length = 0;
    let mut consonants = 0;
    for char in word.chars().flat_map(char::to_lowercase).map(ascii) {
        let Ok(byte) = u8::try_from(char) else { return fold(word) };
        if length == plain.len() {
            break;
        }
        if length > 0 && plain[length - 1] == byte || !byte.is_ascii_alphabetic() {
            continue;
        }
        plain[length] = byte;
        length += 1;
        consonants += usize::from(!b"aeiouyh".contains(&byte));
    }
    let letters = plain[..length].iter().enumerate();
    let kept = letters.filter(|(index, byte)| *index == 0 || consonants < 3 || !b"aeiouyh".contains(byte));
    kept.fold(0xcbf2_9ce4_8422_2325, |hash: u64, (_, byte)| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The word without accents, folded; `None` where it has none.
pub(super) fn plain(word: &str) -> Option<Folded> {
    let accented = !word.is_ascii();
    accented.then(|| fold(&word.chars().flat_map(char::to_lowercase).map(ascii).collect::<String>()))
}

/// The letter without its accent.
fn ascii(char: char) -> char {
    match char {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => char,
    }
}

struct People {
    list: Vec<Person>,
    by_word: FoldedMap<Vec<usize>>,
}

impl People {
    fn place(&mut self, mention: usize, words: &[Folded], gender: Gender, titled: bool) -> usize {
        let known = self.by_word.get(&words[words.len() - 1]).map_or(&[][..], Vec::as_slice);
        let list = &self.list;
        let fits = |person: &&usize| gender.agrees(list[**person].gender) && same(words, &list[**person].words);
        let best = if words.len() > 1 {
            known.iter().rev().take(NAMESAKES).find(fits).copied()
        } else {
            let rank = |person: &&usize| {
                let person = &list[**person];
                let surname = person.words.last() == words.last();
                (surname, person.full, person.latest)
            };
            known.iter().rev().take(NAMESAKES).filter(fits).max_by_key(rank).copied()
        };
        let person = best.unwrap_or_else(|| {
            self.list.push(Person {
                words: Vec::new(),
                fullest: mention,
                gender,
                full: 0,
                latest: mention,
                forms: Vec::new(),
            });
            self.list.len() - 1
        });
        let entry = &mut self.list[person];
        entry.full += u32::from(titled);
        entry.latest = mention;
        if let Some((_, count, _)) = entry.forms.iter_mut().find(|(form, ..)| form == words) {
            *count += 1;
        } else if words.len() > 1 && entry.forms.len() < FORMS {
            entry.forms.push((words.to_vec(), 1, mention));
        }
        if entry.gender == Gender::Unknown {
            entry.gender = gender;
        }
        if words.len() > entry.words.len() {
            entry.words = words.to_vec();
            entry.fullest = mention;
            for word in words {
                let people = self.by_word.entry(*word).or_default();
                if people.last() != Some(&person) {
                    people.push(person);
                }
            }
        }
        person
    }
}

/// Whether the shorter name repeats words of the longer one in order, from its first or up to its last word.
fn same(a: &[Folded], b: &[Folded]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    let in_order = short.iter().all(|word| rest.any(|other| other == word));
    in_order && (short.last() == long.last() || short.first() == long.first())
}
