// What `import … from "rapporteur"` gives, in browsers, in Node, in workers and in bundles.
//
// Comes in: a text, an outline, or an element of the page. Goes out: a report with offsets in UTF-16. The WASM is inside
// the package as a module of its own and is loaded by the first call: no file to copy, nothing to configure.
// `(await analyze('“No,” he said.')).attributions[0].kind` is "direct". Known limit: `mark` needs a page, so not Node.

import init, * as core from 'rapporteur-wasm/rapporteur.js';
import marksStyle from '../page/marks.css';
import { attach } from '../page/adapter.js';
import { readPage, type Outline } from '../page/outline.js';
import { narrow, type Report } from '../embed/report.js';

export type * from '../embed/report.js';
export type { Block, Outline, Run } from '../page/outline.js';

/** Name of a style: a kind of quote, "speaker", or a family of stances. */
export type Layer = 'direct' | 'mixed' | 'indirect' | 'speaker' | 'favour' | 'against' | 'press' | 'claim';
/** Part of one run of an outline; several may belong to one item ("q0" the first attribution, "p0" the first position). */
export type Mark = [layer: Layer, item: string, run: number, start: number, end: number];

/** What an outline gives. */
export interface Analysis {
  report: Report;
  /** Sorted by layer. */
  marks: Mark[];
}

/** Marks on a page. */
export interface Marked {
  /** Of the words that are marked now: another one when the page has changed its words. */
  readonly report: Report;
  /** Scrolls to an item and lets it flash. Unknown items are ignored. */
  go(item: string): void;
  /** Shows or hides the marks. */
  show(on: boolean): void;
  /** Takes the marks off the page, and everything that listened there. */
  clear(): void;
}

/** What `mark` may be told. */
export interface MarkOptions {
  /** Called with the item whose mark a reader clicks. */
  select?(item: string): void;
  /** Kinds of items to be marked; by default all. */
  kinds?: Iterable<'direct' | 'mixed' | 'indirect' | 'position'>;
  /** Items that the engine is less sure of are left out: 0 to 1, by default `shownConfidence`. */
  minConfidence?: number;
  /** Called with the new report after the page changed its words and was marked anew. */
  changed?(report: Report): void;
}

/** Filled in by the build, from src/lib.rs. */
declare const SHOWN_CONFIDENCE: number;

/** Items of at least this confidence are shown by default. */
export const shownConfidence: number = SHOWN_CONFIDENCE;

let started: Promise<void> | undefined;

/** Loads the WASM, which every other function does by itself: call it to have the wait behind you. */
export function start(): Promise<void> {
  return (started ??= load());
}

async function load(): Promise<void> {
  // @ts-ignore: written by the build
  const { default: packed } = await import('./wasm.js') as { default: Uint8Array<ArrayBuffer> };
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  await init({ module_or_path: await new Response(stream).arrayBuffer() });
}

/** The report of a plain text. Never fails because of the text; an empty one gives an empty report. */
export async function analyze(text: string): Promise<Report> {
  await start();
  return core.analyze(text) as Report;
}

/** The report of a page, listed as `Outline`, and its marks. Fails where the outline is none, and says which field. */
export async function analyzeOutline(outline: Partial<Outline>): Promise<Analysis> {
  await start();
  return core.analyzeOutline(outline) as Analysis;
}

/**
 * Reads an element of the page (by default all of it), marks who says what, and leaves its nodes as they are. When its words
 * change it is read anew; where that fails, which the console tells, nothing is marked until the next change.
 */
export async function mark(root?: Element, options: MarkOptions = {}): Promise<Marked> {
  if (typeof document === 'undefined') throw new Error('mark() needs a page; in Node, use analyze() or analyzeOutline()');
  const style = new CSSStyleSheet();
  style.replaceSync(marksStyle);
  document.adoptedStyleSheets.push(style);
  const page = attach({ select: item => options.select?.(item), toggled() {}, changed: outline => again(outline), cleared() {} });
  const shown = new Set(options.kinds ?? ['direct', 'mixed', 'indirect', 'position']);
  const least = options.minConfidence ?? shownConfidence;
  const keeps = (report: Report, item: string) => {
    const number = Number(item.slice(1));
    const what = item.startsWith('q') ? report.attributions[number] : report.positions[number];
    return what !== undefined && shown.has('stance' in what ? 'position' : what.kind) && what.confidence >= least;
  };
  let left = false;
  const leave = () => {
    left = true;
    page.leave();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== style);
  };
  const draw = ({ report, marks }: Analysis) => {
    page.paint({ marks: marks.filter(([, item]) => keeps(report, item)), cards: [] });
    return report;
  };
  // One after the other: outlines are painted in the order in which they were read.
  let reading = analyzeOutline(page.read(root ? { root } : {})).then(draw);
  let report: Report;
  const again = (outline: Outline) => {
    reading = reading.then(() => analyzeOutline(outline)).then(made => {
      if (left) return report;
      report = draw(made);
      // What goes wrong in there is the caller's, and no reason to lose the marks.
      if (options.changed) queueMicrotask(() => options.changed?.(report));
      return report;
    }).catch(error => {
      if (left) return report;
      console.error('rapporteur: the changed page could not be read:', error);
      // The old marks would stand on words that are gone; and the page waits for an answer to each outline.
      page.paint({ marks: [], cards: [] });
      return report;
    });
  };
  try {
    report = await reading;
  } catch (error) {
    leave();
    throw error;
  }
  return {
    get report() {
      return report;
    },
    go: page.go,
    show: page.show,
    clear: leave,
  };
}

/** Lists what an element of the page shows, for `analyzeOutline` somewhere else, such as in a worker. */
export function outline(root?: Element): Outline {
  return readPage(root ? { root } : {}).outline;
}

/** A report without what is less sure, or of other kinds: `narrow(report, new Set(['direct']), 0.9)`. */
export { narrow };
