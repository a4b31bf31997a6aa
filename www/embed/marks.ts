// Marks for a page from a report that was made of another copy of it: every span is found again by its words.
//
// Comes in: a report in UTF-16 with its text, and the page's text. Goes out: rows as the core's own marks are, sorted by
// layer, and how many statements were looked for and found.

import type { Layer, Mark } from 'rapporteur-wasm/rapporteur.js';
import { createAnchors, type Found } from './anchor.js';
import type { PageText } from './page-text.js';
import type { Report, Span, Stance } from './report.js';
import { LAYERS } from '../page/paint.js';

/** Letters before and behind the words: what the JSON-LD export writes. */
export const CONTEXT = 32;

/** The family of a stance, as `Layer::of_stance` in src/marks.rs has it. */
export const FAMILY: Record<Stance, Layer> = {
  support: 'favour', offer: 'favour', agree: 'favour', oppose: 'against', reject: 'against', accuse: 'against',
  deny: 'against', demand: 'press', warn: 'press', assert: 'claim',
};

/** Finds the report's spans on the page. */
export function marksOf(report: Report, page: PageText): Mark[] {
  const text = report.text ?? '';
  const anchor = createAnchors(page.text);
  const rows: Mark[] = [];
  const find = ([start, end]: Span) => anchor({
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.slice(end, end + CONTEXT),
    place: start / (text.length || 1),
  });
  const add = (layer: Layer, item: string, found: Found | null) => {
    if (found) for (const [run, start, end] of page.parts(found.start, found.end)) rows.push([layer, item, run, start, end]);
    return found !== null;
  };
  for (const { id, kind, content, source } of report.attributions) {
    // A speaker is marked where the words are: a name alone is found anywhere.
    const there = content.map(span => add(kind, `q${id}`, find(span))).some(Boolean);
    if (there && source) add('speaker', `q${id}`, find(source));
  }
  for (const { id, stance, cue } of report.positions) add(FAMILY[stance], `p${id}`, find(cue));
  return rows.sort((a, b) => LAYERS.indexOf(a[0]) - LAYERS.indexOf(b[0]));
}
