//! Links that lead to words of a page: text fragments, as the WICG's "URL Fragment Text Directives" has them.
//!
//! A page's address, its text and a span go in; `https://paper.example/a#:~:text=We%20will%20not%20sign` comes out. A browser
//! that opens it takes the first place that fits the directive `[prefix-,]start[,end][,-suffix]`; [`first_match`] looks for it
//! by the same rules, and words of the neighbourhood are added until the first place is the right one.
//!
//! `start`, `end`, `prefix` and `suffix` each stand within one block, so that none of them crosses a line of the text; and
//! context is taken from the quote's own lines only, because a picture may stand between two lines of the page.
//!
//! Known failure: the text is the article's. Where the page says the same words before it, in a menu, they are found first.

use crate::span::Span;
use std::ops::Range;

/// Letters of a quote that are spelled out; of a longer one only its beginning and its end are.
const WHOLE: usize = 160;
/// Words of the beginning and of the end of a longer one, and the most words of context on either side.
const WORDS: usize = 5;
const CONTEXT: usize = 8;

/// The address of the words at `span` (UTF-8 offsets of `text`). The bare address where the span holds no words.
pub(crate) fn link(url: &str, text: &str, span: Span) -> String {
    let page = url.split(":~:").next().unwrap_or_default();
    let mark = if page.contains('#') { ":~:" } else { "#:~:" };
    match directive(text, span.start as usize..span.end as usize) {
        Some(directive) => format!("{page}{mark}text={}", directive.encode()),
        None => page.to_owned(),
    }
}

/// One text directive; empty parts are left out.
#[derive(Clone, Debug, Default, PartialEq)]
struct Directive<'a> {
    prefix: &'a str,
    start: &'a str,
    end: &'a str,
    suffix: &'a str,
}

impl Directive<'_> {
    fn encode(&self) -> String {
        let mut parts = Vec::new();
        if !self.prefix.is_empty() {
            parts.push(encode(self.prefix) + "-");
        }
        parts.push(encode(self.start));
        if !self.end.is_empty() {
            parts.push(encode(self.end));
        }
        if !self.suffix.is_empty() {
            parts.push(format!("-{}", encode(self.suffix)));
        }
        parts.join(",")
    }
}

fn directive(text: &str, span: Range<usize>) -> Option<Directive<'_>> {
    let words = text.get(span.clone())?;
    // Only whole words can be found: marks at the edges are left to the page.
    let edge = |letter: char| !letter.is_alphanumeric();
    let start = span.start + (words.len() - words.trim_start_matches(edge).len());
    let span = start..start + words.trim_matches(edge).len();
    let words = text.get(span.clone()).filter(|words| !words.is_empty())?;
    let mut directive = Directive { start: words, ..Directive::default() };
    if words.len() > WHOLE || words.contains('\n') {
        let (first, last) = (words.lines().next().unwrap_or_default(), words.lines().next_back().unwrap_or_default());
        directive.start = first_words(first, WORDS);
        directive.end = last_words(last, WORDS);
        // One line of few words: its beginning and end would overlap.
        if first.len() == words.len() && directive.start.len() + directive.end.len() >= words.len() {
            directive = Directive { start: words, ..Directive::default() };
        }
    }
    let before = text[..span.start].rsplit('\n').next().unwrap_or_default();
    let after = text[span.end..].split('\n').next().unwrap_or_default();
    for words in 0..=CONTEXT {
        directive.prefix = last_words(before, words);
        directive.suffix = first_words(after, words);
        if first_match(text, &directive) == Some(span.clone()) {
            break;
        }
    }
    Some(directive)
}

/// The first `count` words of a line, from its first letter to the last word's end.
fn first_words(line: &str, count: usize) -> &str {
    let line = line.trim();
    let mut ends = line.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    match count {
        0 => "",
        _ => ends.nth(count - 1).map_or(line, |end| &line[..end]).trim_end(),
    }
}

/// The last `count` words of a line.
fn last_words(line: &str, count: usize) -> &str {
    let line = line.trim();
    let mut starts = line.char_indices().rev().filter(|(_, letter)| letter.is_whitespace());
    match count {
        0 => "",
        _ => starts.nth(count - 1).map_or(line, |(at, _)| &line[at..]).trim_start(),
    }
}

/// Where a browser finds the directive first, in bytes of `text`.
fn first_match(text: &str, directive: &Directive<'_>) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let start = if directive.prefix.is_empty() {
            find(text, directive.start, from, true)?
        } else {
            let prefix = find(text, directive.prefix, from, true)?;
            let start = skip_space(text, prefix.end);
            let found = find(text, directive.start, start, false)?;
            if found.start != start {
                from = next(text, prefix.start);
                continue;
            }
            found
        };
        let end = if directive.end.is_empty() { start.clone() } else { find(text, directive.end, start.end, true)? };
        let after = skip_space(text, end.end);
        if directive.suffix.is_empty() || text[after..].starts_with(directive.suffix) {
            return Some(start.start..end.end);
        }
        from = next(text, start.start);
    }
}

/// The first place at or behind `from` where `words` stand as whole words; at their beginning only if so `bounded`.
/// Browsers ignore case; so does this, for letters of ASCII.
fn find(text: &str, words: &str, from: usize, bounded: bool) -> Option<Range<usize>> {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut at = from;
    while let Some(rest) = text.get(at..).filter(|rest| rest.len() >= words.len()) {
        let end = at + words.len();
        let same = rest.as_bytes()[..words.len()].eq_ignore_ascii_case(words.as_bytes()) && text.is_char_boundary(end);
        let starts = !bounded || !is_word(text[..at].chars().next_back()) || !is_word(words.chars().next());
        if same && starts && (!is_word(text[end..].chars().next()) || !is_word(words.chars().next_back())) {
            return Some(at..end);
        }
        at = next(text, at);
    }
    None
}

fn next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

fn skip_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Percent-encodes what may not stand in a directive: all but letters, digits and `._~` of ASCII. A hyphen, a comma and
/// an ampersand have a meaning of their own there.
fn encode(words: &str) -> String {
    let mut encoded = String::with_capacity(words.len());
    for byte in words.split_whitespace().collect::<Vec<_>>().join(" ").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "No deal, say envoys\nHe said no deal was near. “No deal,” she said, “is better than a bad one.”\n\
        She said no deal was possible. Wärme & Licht, well-known.";

    fn of(words: &str, nth: usize) -> String {
        let (start, _) = TEXT.match_indices(words).nth(nth).expect("words of the text");
        link("https://paper.example/a", TEXT, Span::new(start as u32, (start + words.len()) as u32))
    }

    #[test]
    fn words_that_stand_once_need_no_context() {
        assert_eq!(
            of("is better than a bad one.", 0),
            "https://paper.example/a#:~:text=is%20better%20than%20a%20bad%20one"
        );
        assert_eq!(
            of("Wärme & Licht, well-known", 0),
            "https://paper.example/a#:~:text=W%C3%A4rme%20%26%20Licht%2C%20well%2Dknown"
        );
    }

    #[test]
    fn context_tells_one_place_from_another() {
        // The headline is the first place that reads so; a quotation mark in front of the second one is context enough.
        assert_eq!(of("No deal", 0), "https://paper.example/a#:~:text=No%20deal");
        let second = of("No deal", 1);
        assert!(second.contains("-,No%20deal,-"), "{second}");
        let third = of("no deal was", 1);
        assert!(third.contains("text=said-,no%20deal%20was,-possible."), "{third}");
    }

    #[test]
    fn long_quotes_and_several_lines_are_told_by_their_ends() {
        let text = format!("{}\nand more of it here\nlast line of it", "word ".repeat(50).trim());
        let url = link("https://paper.example/a#top", &text, Span::new(0, text.len() as u32));
        assert_eq!(url, "https://paper.example/a#top:~:text=word%20word%20word%20word%20word,last%20line%20of%20it");
    }

    #[test]
    fn a_fragment_of_the_address_is_replaced_and_nothing_is_found_in_nothing() {
        assert_eq!(link("https://paper.example/a#:~:text=x", "…", Span::new(0, 3)), "https://paper.example/a#");
    }

    /// Whatever is asked for, the directive leads there, or the text says the same words twice in the same context.
    #[test]
    fn the_first_match_is_the_quote() {
        let mut at = 0;
        let mut words = Vec::new();
        for piece in TEXT.split_inclusive(char::is_whitespace) {
            words.push((at, piece.trim_end()));
            at += piece.len();
        }
        for (index, (start, _)) in words.iter().enumerate() {
            for (last, word) in words.iter().skip(index).take(6) {
                let span = *start..last + word.len();
                let Some(directive) = directive(TEXT, span.clone()) else { continue };
                let found = first_match(TEXT, &directive).expect("a place");
                assert!(
                    found.start >= span.start && found.end <= span.end,
                    "{directive:?} leads to {found:?}, not {span:?}"
                );
            }
        }
    }
}
