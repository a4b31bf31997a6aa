//! Text in, tokens out: words, numbers, marks, each with its span, a folded hash of its letters and the gap before it.
//!
//! One pass over the bytes, linear whatever the text is. Clitics are tokens of their own ("Iran" "’s", "did" "n’t"),
//! abbreviations keep their full stop ("U.S.", "Mr."), a run of one mark is one token ("...", "--").
//!
//! Known failure: "Washington's" at a line's end split by a soft hyphen and a newline stays two words.

use crate::span::Span;
use std::ops::Range;

/// A hash of a word's letters, in lower case and with straight apostrophes: what every lexicon table is keyed by.
pub(crate) type Folded = u64;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Starts with a letter.
    Word,
    /// Starts with a digit.
    Number,
    /// A quotation mark or an apostrophe that stands alone; `quotation` says which.
    Quote,
    /// `.`, `!`, `?`, `…` and their runs.
    Stop,
    Comma,
    Colon,
    Semicolon,
    /// A dash that separates: `–`, `—`, `--`, or a hyphen between spaces.
    Dash,
    Open,
    Close,
    Symbol,
}

/// White space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    None,
    Space,
    /// One line break.
    Line,
    /// A blank line, or the start of the text.
    Blank,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// No upper-case letter first.
    Lower,
    /// "Moscow", "A", "McCain".
    Capital,
    /// "IAEA", "U.S.": two letters or more, all upper case.
    Upper,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) gap: Gap,
    pub(crate) case: Case,
    /// Of the whole token for words and numbers; 0 for marks.
    pub(crate) folded: Folded,
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// A word that starts with an upper-case letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.case != Case::Lower
    }
}

/// The tokens of `text`, in order. `is_abbreviation` is asked whether a word keeps the full stop behind it.
pub(crate) fn tokenize(text: &str, is_abbreviation: impl Fn(Folded) -> bool) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let mut gap = Gap::Blank;
    let mut at = 0;
    while let Some(char) = char_at(text, at) {
        let size = char.len_utf8();
        if char.is_whitespace() || is_invisible(char) {
            gap = gap.max(match char {
                '\n' if gap >= Gap::Line => Gap::Blank,
                '\u{2029}' => Gap::Blank,
                '\n' | '\u{2028}' => Gap::Line,
                '\r' => Gap::None,
                _ if is_invisible(char) => Gap::None,
                _ => Gap::Space,
            });
            at += size;
            continue;
        }
        let end = if char.is_alphanumeric() {
            at = word(text, at, gap, &is_abbreviation, &mut tokens);
            gap = Gap::None;
            continue;
        } else {
            mark_end(text, at, char)
        };
        let kind = mark_kind(text, at, end, char, gap);
        tokens.push(Token { span: span(at..end), kind, gap, case: Case::Lower, folded: 0 });
        gap = Gap::None;
        at = end;
    }
    tokens
}

/// The hash that [`Token::folded`] holds for `word`.
pub(crate) fn fold(word: &str) -> Folded {
    // FNV-1a over the lower-cased bytes: short words, no allocation, no seed.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for char in word.chars() {
        match char {
            '\u{ad}' => {}
            '’' | '‘' => eat(b'\''),
            '\u{2010}' | '\u{2011}' => eat(b'-'),
            _ if char.is_ascii() => eat(char.to_ascii_lowercase() as u8),
            _ => {
                let mut buffer = [0; 4];
                char.to_lowercase().for_each(|lower| lower.encode_utf8(&mut buffer).bytes().for_each(&mut eat));
            }
        }
    }
    hash
}

/// Pushes the word that starts at `start` and its clitic; returns where the next token may start.
fn word(
    text: &str,
    start: usize,
    gap: Gap,
    is_abbreviation: &impl Fn(Folded) -> bool,
    tokens: &mut Vec<Token>,
) -> usize {
    let mut end = start;
    let mut apostrophe = None;
    let mut dotted = false;
    while let Some(char) = char_at(text, end) {
        let size = char.len_utf8();
        if char.is_alphanumeric() || is_combining(char) || char == '\u{ad}' {
            end += size;
            continue;
        }
        let next = char_at(text, end + size);
        let joins = next.is_some_and(|next| match char {
            '\'' | '’' => next.is_alphabetic(),
            '-' | '\u{2010}' | '\u{2011}' | '&' | '_' => next.is_alphanumeric(),
            '.' => joins_at_stop(text, start, end, next),
            ',' => next.is_ascii_digit() && text[..end].ends_with(|last: char| last.is_ascii_digit()),
            _ => false,
        });
        if !joins {
            break;
        }
        match char {
            '\'' | '’' => apostrophe = Some(end),
            '.' => dotted = true,
            _ => {}
        }
        end += size;
    }
    let clitic = apostrophe.and_then(|mark| clitic_start(text, mark, end)).filter(|clitic| *clitic > start);
    let stem_end = clitic.unwrap_or(end);
    let keeps_stop = clitic.is_none()
        && text[end..].starts_with('.')
        && !text[end..].starts_with("..")
        && (dotted && initials(&text[start..end])
            || initial(&text[start..end]) && text[end + 1..].starts_with(char::is_whitespace)
            || is_abbreviation(fold(&text[start..end])));
    let end = if keeps_stop { end + 1 } else { end };
    let stem_end = if clitic.is_some() { stem_end } else { end };
    push_word(text, start..stem_end, gap, tokens);
    if clitic.is_some() {
        push_word(text, stem_end..end, Gap::None, tokens);
    }
    end
}

fn push_word(text: &str, range: Range<usize>, gap: Gap, tokens: &mut Vec<Token>) {
    let word = &text[range.clone()];
    let kind = if word.starts_with(|first: char| first.is_numeric()) { Kind::Number } else { Kind::Word };
    tokens.push(Token { span: span(range), kind, gap, case: case(word), folded: fold(word) });
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|char| char.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => match letters.next() {
            Some(second) if second.is_uppercase() && letters.all(char::is_uppercase) => Case::Upper,
            _ => Case::Capital,
        },
        _ => Case::Lower,
    }
}

/// Where the clitic of a word starts, whose last apostrophe is at `mark`: "’s" at the mark, "n’t" one letter before.
fn clitic_start(text: &str, mark: usize, end: usize) -> Option<usize> {
    let tail = text[mark..end].trim_start_matches(['\'', '’']);
    match tail {
        "t" | "T" if text[..mark].ends_with(['n', 'N']) => Some(mark - 1),
        "s" | "S" | "ll" | "ve" | "re" | "d" | "m" | "LL" | "VE" | "RE" => Some(mark),
        _ => None,
    }
}

/// Whether a full stop inside a word belongs to it: "U.S", "3.5", "example.com", but not "talks.He".
fn joins_at_stop(text: &str, start: usize, stop: usize, next: char) -> bool {
    let last = text[start..stop].rsplit(['.', '-']).next().unwrap_or("");
    let mut letters = last.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let digit = text[..stop].ends_with(|last: char| last.is_ascii_digit());
    single && next.is_alphabetic()
        || digit && next.is_ascii_digit()
        || next.is_lowercase() && last.starts_with(char::is_lowercase)
}

/// "U.S", "a.m", "Ph.D": parts of at most two letters.
fn initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() <= 2)
}

/// One capital letter that is no pronoun: "J." in "J. Smith".
fn initial(word: &str) -> bool {
    word.len() == 1 && word != "I" && word.as_bytes()[0].is_ascii_uppercase()
}

/// Where a mark that starts at `at` ends: runs of one stop, dash or symbol are one token, quotation marks are not.
fn mark_end(text: &str, at: usize, char: char) -> usize {
    let one = at + char.len_utf8();
    if is_quote(char) && char != '`' && !(char == '\'' && text[at..].starts_with("''")) {
        return one;
    }
    let stop = matches!(char, '.' | '!' | '?' | '…');
    let rest = text[at..].find(|next: char| next != char && !(stop && matches!(next, '!' | '?')));
    rest.map_or(text.len(), |length| at + length)
}

fn mark_kind(text: &str, at: usize, end: usize, char: char, gap: Gap) -> Kind {
    match char {
        _ if is_quote(char) => Kind::Quote,
        '.' | '!' | '?' | '…' | '。' => Kind::Stop,
        ',' | '、' | '，' => Kind::Comma,
        ':' => Kind::Colon,
        ';' => Kind::Semicolon,
        '–' | '—' | '―' => Kind::Dash,
        '-' if end - at > 1 || gap != Gap::None && text[end..].starts_with(char::is_whitespace) => Kind::Dash,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        _ => Kind::Symbol,
    }
}

/// Marks that may open or close a quotation. `''` and ` `` ` are the typewriter forms of double marks.
pub(crate) fn is_quote(char: char) -> bool {
    matches!(
        char,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '\''
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '`'
            | '＂'
    )
}

fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{200d}')
}

/// Marks of writing direction and zero width that no reader sees.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\0')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let abbreviations = [fold("mr"), fold("gen")];
        tokenize(text, |word| abbreviations.contains(&word)).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn splits_clitics_and_keeps_names() {
        assert_eq!(words("Iran’s O'Brien didn't"), ["Iran", "’s", "O'Brien", "did", "n't"]);
        assert_eq!(words("the allies' plan"), ["the", "allies", "'", "plan"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(words("Mr. J. Smith of the U.S. spoke."), ["Mr.", "J.", "Smith", "of", "the", "U.S.", "spoke", "."]);
        assert_eq!(words("at 3.5 percent, 1,000 men"), ["at", "3.5", "percent", ",", "1,000", "men"]);
        assert_eq!(words("ended talks.He left"), ["ended", "talks", ".", "He", "left"]);
    }

    #[test]
    fn runs_of_marks_are_one_token() {
        assert_eq!(words("well... “no” -- he"), ["well", "...", "“", "no", "”", "--", "he"]);
    }

    #[test]
    fn gaps_tell_lines_from_paragraphs() {
        let gaps: Vec<Gap> = tokenize("a b\nc\n\nd\u{200b}", |_| false).iter().map(|token| token.gap).collect();
        assert_eq!(gaps, [Gap::Blank, Gap::Space, Gap::Line, Gap::Blank]);
    }
}
