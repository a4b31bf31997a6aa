//! Speech that is opened in one paragraph and closed in a later one: a piece of quotation for each paragraph of it.
//!
//! Example: `He wrote: "I know this is hard.` / `We want you to stay."` is one speech in two pieces. Single marks need it
//! more than others: alone, each of the two would be an apostrophe.
//!
//! Known failure: a forgotten mark and one too many a paragraph later make all between them a speech.

use super::{Left, Quotation, Style};
use std::ops::Range;

/// A speech that runs on for longer was never closed.
const PARAGRAPHS: usize = 6;

/// A speech that is open at the end of a paragraph.
pub(super) struct Speech {
    style: Style,
    /// Paragraphs that it runs over so far.
    paragraphs: usize,
    /// What becomes of them if it is closed, where they are no quotations yet.
    pieces: Vec<Quotation>,
}

/// Goes on with the open speech over `paragraph`, whose quotations begin at index `first` and which leaves the marks `left`.
/// Closes the speech there, or returns what is open behind it.
pub(super) fn follow(
    speech: Option<Speech>,
    left: Left,
    paragraph: &Range<usize>,
    first: usize,
    quotations: &mut Vec<Quotation>,
) -> Option<Speech> {
    let start = paragraph.start;
    let whole = |open: usize, style: Style| Quotation::new(open..paragraph.end - 1, false, 0, style);
    let opens = left.opened.map(|(open, style)| Speech {
        style,
        paragraphs: 1,
        // Double marks that nothing closes are quotations anyway.
        pieces: if style == Style::Single { vec![whole(open, style)] } else { Vec::new() },
    });
    let Some(mut speech) = speech.filter(|speech| speech.paragraphs < PARAGRAPHS) else { return opens };
    speech.paragraphs += 1;
    let style = speech.style;
    if let Some((close, _)) = left.closed.filter(|(_, closed)| *closed == style) {
        speech.pieces.push(Quotation { opened: false, ..Quotation::new(start..close, true, 0, style) });
        speech.end(quotations);
        return opens;
    }
    let own = quotations[first..].iter_mut().filter(|known| known.style == style);
    let Some(known) = own.min_by_key(|known| known.open) else {
        let again = left.opened == Some((start, style));
        speech.pieces.push(Quotation { opened: again, ..whole(start, style) });
        return if again || opens.is_none() { Some(speech) } else { opens };
    };
    let again = known.open == start;
    if again && !known.closed {
        known.continues = true;
        return Some(speech);
    }
    if again && style == Style::Single {
        known.continues = true;
        speech.end(quotations);
    }
    opens
}

impl Speech {
    /// Makes quotations of its pieces; what lies in them lies one deeper.
    fn end(self, quotations: &mut Vec<Quotation>) {
        let Some(first) = self.pieces.first().map(|piece| piece.open) else { return };
        let inside =
            |inner: &Quotation| self.pieces.iter().any(|piece| piece.open <= inner.open && inner.close <= piece.close);
        for inner in quotations.iter_mut().rev().take_while(|inner| inner.close >= first).filter(|inner| inside(inner))
        {
            inner.depth += 1;
        }
        for (number, piece) in self.pieces.into_iter().enumerate() {
            quotations.push(Quotation { continues: number > 0 || !piece.opened, ..piece });
        }
    }
}
