// Finds the words of a W3C Web Annotation again in a text that may have changed since: a TextQuoteSelector (the words
// with what stood before and behind them) and, where there is one, a TextPositionSelector.
//
// `createAnchors('He said “no” twice.')({ exact: 'no', prefix: 'said “', suffix: '” twice' })` gives { start: 9, end: 11 }.
// The words themselves count most; what stands around them decides between equal ones, and whether words of little
// substance are the ones meant at all; the old place decides last. Known limit: a sentence of which more than a third
// was written anew counts as gone.

import search from 'approx-string-match';

/** What is to be found. Lengths and places count UTF-16 code units. */
export interface Selector {
  exact: string;
  prefix?: string;
  suffix?: string;
  /** Where it stood, from 0 to 1: 0.5 is the middle of the text. */
  place?: number;
}

/** Where it stands now, in UTF-16 code units of the text that was given. */
export interface Found {
  start: number;
  end: number;
}

/** Of the words, at most this share may have changed. */
const CHANGED = 0.3;
/** Words shorter than this many letters are taken only with something of what stood around them. */
const SUBSTANCE = 24;
/** How much of what stood around short words must be left, from 0 to 1. */
const AROUND = 0.4;
/** Of candidates, more than this many are not looked at. */
const MOST = 200;

/** Prepares a text, once for all selectors. The function that it gives answers null for words that are gone. */
export function createAnchors(text: string): (selector: Selector) => Found | null {
  const plain = fold(text);
  return selector => {
    const exact = fold(selector.exact).letters;
    if (exact === '') return null;
    const [prefix, suffix] = [fold(selector.prefix ?? '').letters, fold(selector.suffix ?? '').letters];
    let best: { score: number; start: number; end: number } | null = null;
    for (const { start, end, errors } of candidates(plain.letters, exact)) {
      const before = alike(prefix, plain.letters.slice(Math.max(0, start - prefix.length), start), true);
      const behind = alike(suffix, plain.letters.slice(end, end + suffix.length), false);
      const around = prefix || suffix ? (before * prefix.length + behind * suffix.length) / (prefix.length + suffix.length) : 1;
      const same = 1 - errors / exact.length;
      // Changed or short words need surroundings that speak for them; long ones that are left unchanged do not.
      const needed = exact.length < SUBSTANCE ? AROUND : errors > 0 ? AROUND * errors / exact.length / CHANGED : 0;
      if (around < needed) continue;
      const near = selector.place === undefined ? 0 : 1 - Math.abs(selector.place - start / (plain.letters.length || 1));
      const score = 50 * same + 40 * around + 2 * near;
      if (!best || score > best.score) best = { score, start, end };
    }
    return best && { start: plain.at[best.start]!, end: plain.at[best.end - 1]! + 1 };
  };
}

interface Candidate extends Found {
  errors: number;
}

/** Places of the words: all the exact ones, else those with the fewest changes. */
function candidates(text: string, exact: string): Candidate[] {
  const exactly: Candidate[] = [];
  for (let at = text.indexOf(exact); at >= 0 && exactly.length < MOST; at = text.indexOf(exact, at + 1)) {
    exactly.push({ start: at, end: at + exact.length, errors: 0 });
  }
  if (exactly.length > 0) return exactly;
  const changes = Math.floor(exact.length * CHANGED);
  return changes === 0 ? [] : search(text, exact, changes).slice(0, MOST);
}

/** How much of `wanted` is left in `found`, from 0 to 1, counted in words from the side where the quote stands. */
function alike(wanted: string, found: string, fromEnd: boolean): number {
  const words = (text: string) => text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu) ?? [];
  const [first, second] = [words(wanted), words(found)];
  // A word that was cut off at the far end of the context says nothing.
  if (first.length > 2) first.splice(fromEnd ? 0 : first.length - 1, 1);
  if (first.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of second) left.set(word, (left.get(word) ?? 0) + 1);
  let [sum, all] = [0, 0];
  first.forEach((word, index) => {
    const weight = 1 / (1 + (fromEnd ? first.length - 1 - index : index));
    all += weight;
    const count = left.get(word) ?? 0;
    if (count > 0) {
      sum += weight;
      left.set(word, count - 1);
    }
  });
  return sum / all;
}

/** A text without white space at its ends and with single spaces, quotation marks made straight; `at` leads back. */
function fold(text: string): { letters: string; at: number[] } {
  const at: number[] = [];
  let letters = '';
  for (let index = 0; index < text.length; index += 1) {
    let letter = text[index]!;
    if (/\s/.test(letter)) {
      if (letters === '' || letters.endsWith(' ')) continue;
      letter = ' ';
    } else if ('“”„«»'.includes(letter)) letter = '"';
    else if ('‘’‚'.includes(letter)) letter = "'";
    else if (letter === '\u00ad') continue;
    letters += letter;
    at.push(index);
  }
  if (letters.endsWith(' ')) {
    letters = letters.slice(0, -1);
    at.pop();
  }
  return { letters, at };
}
