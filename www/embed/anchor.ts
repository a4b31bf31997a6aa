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
const AROUND = 0.5;
/** Of words that are left unchanged, this much of what stood around them leaves no doubt. */
const SETTLED = 0.9;
/** From this part of the text's length away (1 / FAR), the old place says nothing. */
const FAR = 10;
/** Of candidates, more than this many are not looked at. */
const MOST = 200;

/** Prepares a text, once for all selectors. The function that it gives answers null for words that are gone. */
export function createAnchors(text: string): (selector: Selector) => Found | null {
  const plain = fold(text);
  return selector => {
    const exact = fold(selector.exact).letters;
    if (exact === '') return null;
    const [prefix, suffix] = [fold(selector.prefix ?? '').letters, fold(selector.suffix ?? '').letters];
    const weigh = ({ start, end, errors }: Candidate): Weighed[] => {
      const before = alike(prefix, plain.letters.slice(Math.max(0, start - prefix.length), start), true);
      const behind = alike(suffix, plain.letters.slice(end, end + suffix.length), false);
      const around = prefix || suffix ? (before * prefix.length + behind * suffix.length) / (prefix.length + suffix.length) : 1;
      const same = 1 - errors / exact.length;
      // Changed or short words need surroundings that speak for them; long ones that are left unchanged do not.
      const needed = exact.length < SUBSTANCE ? AROUND : errors > 0 ? AROUND * errors / exact.length / CHANGED : 0;
      if (around < needed) return [];
      const length = plain.letters.length || 1;
      const near = selector.place === undefined ? 0 : Math.max(0, 1 - FAR * Math.abs(selector.place - start / length));
      return [{ start, end, around, score: 50 * same + 40 * around + 16 * near }];
    };
    const best = (places: Weighed[]) => places.reduce<Weighed | null>((one, other) => (one && one.score >= other.score ? one : other), null);
    const unchanged = best(exactPlaces(plain.letters, exact).flatMap(weigh));
    // Where the words stand unchanged but in other surroundings, the ones meant may be changed and elsewhere.
    const changed = unchanged && unchanged.around >= SETTLED ? []
      : changedPlaces(plain.letters, exact).map(place => meet(plain.letters, place, prefix, suffix)).flatMap(weigh);
    const found = best(unchanged ? [unchanged, ...changed] : changed);
    return found && { start: plain.at[found.start]!, end: plain.at[found.end - 1]! + 1 };
  };
}

/** A place that may be meant, and how much speaks for it. */
interface Weighed extends Found {
  around: number;
  score: number;
}

interface Candidate extends Found {
  errors: number;
}

function exactPlaces(text: string, exact: string): Candidate[] {
  const places: Candidate[] = [];
  for (let at = text.indexOf(exact); at >= 0 && places.length < MOST; at = text.indexOf(exact, at + 1)) {
    places.push({ start: at, end: at + exact.length, errors: 0 });
  }
  return places;
}

/** Places with the fewest changes, widened to whole words. */
function changedPlaces(text: string, exact: string): Candidate[] {
  const changes = Math.floor(exact.length * CHANGED);
  if (changes === 0) return [];
  const inside = (at: number) => at > 0 && at < text.length && /[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1));
  // The search gives the closest places only, so the unchanged ones are covered up.
  const covered = text.replaceAll(exact, '\0'.repeat(exact.length));
  return search(covered, exact, changes).slice(0, MOST).map(({ start, end, errors }) => {
    while (inside(start)) start -= 1;
    while (inside(end)) end += 1;
    return { start, end, errors };
  });
}

/** Letters of the surroundings that must stand unchanged for the words to reach up to them. */
const TOUCH = 8;

/** Moves the ends of changed words to where their surroundings stand unchanged: words put in at an end belong to them. */
function meet(text: string, { start, end, errors }: Candidate, prefix: string, suffix: string): Candidate {
  const reach = Math.ceil((end - start) * CHANGED) + 1;
  const [before, behind] = [prefix.slice(-TOUCH), suffix.slice(0, TOUCH)];
  const first = before.length === TOUCH ? text.lastIndexOf(before, start + reach - TOUCH) + TOUCH : 0;
  const last = behind.length === TOUCH ? text.indexOf(behind, end - reach) : -1;
  const from = first >= TOUCH && Math.abs(first - start) <= reach ? first : start;
  const to = last >= 0 && Math.abs(last - end) <= reach ? last : end;
  return from < to ? { start: from + (text[from] === ' ' ? 1 : 0), end: to - (text[to - 1] === ' ' ? 1 : 0), errors } : { start, end, errors };
}

/** How much of `wanted` is left in `found`, from 0 to 1, counted in words from the side where the quote stands. */
function alike(wanted: string, found: string, fromEnd: boolean): number {
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first, second] = [words(wanted), words(found)];
  // The word at the far end of a long context may be cut off: it says nothing.
  if (first.length > 3) first.splice(fromEnd ? 0 : first.length - 1, 1);
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
