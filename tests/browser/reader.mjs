// A reader for pages in tests: the page adapter and the core, in a world of their own on the page, as a content script is.
// What the page overrides there does not reach us. One difference to the extension: the core is in that world as well.

import { build } from 'esbuild';
import { DIST } from './harness.mjs';

const ENTRY = `
  import { attach } from './www/page/adapter.ts';
  import { readInSlices, readPage } from './www/page/outline.ts';
  import { analyzeOutline, initSync } from 'rapporteur-wasm/rapporteur.js';
  import wasm from 'rapporteur-wasm/rapporteur_bg.wasm';
  initSync({ module: wasm });
  const state = { readings: 0, cleared: 0 };
  let [text, wrong] = ['', []];
  const paint = outline => {
    const { report, marks } = analyzeOutline(outline);
    state.readings += 1;
    text = report.text;
    wrong = misplaced(report, marks, outline);
    page.paint({ marks, cards: [] });
    wrong.push(...unpainted(marks, outline));
  };
  /** Marks whose words on the page are not those of the report, white space and marks of hyphenation aside. */
  const misplaced = (report, marks, { runs }) => {
    const items = new Map();
    const add = (layer, item, spans) => {
      const words = spans.map(([start, end]) => report.text.slice(start, end)).join('');
      items.set(layer + item, bare(words));
    };
    const STANCES = { support: 'favour', offer: 'favour', agree: 'favour', oppose: 'against', reject: 'against', accuse: 'against',
      deny: 'against', demand: 'press', warn: 'press', assert: 'claim' };
    for (const one of report.attributions) {
      add(one.kind, 'q' + one.id, one.content);
      if (one.source) add('speaker', 'q' + one.id, [one.source]);
    }
    for (const one of report.positions) add(STANCES[one.stance], 'p' + one.id, [one.cue]);
    const painted = new Map();
    for (const [layer, item, run, start, end] of marks) {
      painted.set(layer + item, (painted.get(layer + item) ?? '') + runs[run][1].slice(start, end));
    }
    return [...items].filter(([key, words]) => bare(painted.get(key) ?? '') !== words)
      .map(([key, words]) => [key, words, painted.get(key) ?? '']);
  };
  /** Layers whose ranges on the page are not exactly the marks'. */
  const unpainted = (marks, { runs }) => [...new Set(marks.map(([layer]) => layer))].filter(layer => {
    const own = marks.filter(mark => mark[0] === layer).map(([, , run, start, end]) => runs[run][1].slice(start, end));
    return JSON.stringify(own) !== JSON.stringify(reader.painted(layer));
  });
  const bare = words => words.replaceAll(/[\\s\u00ad\u200b\u2060\ufeff]+/g, '');
  let page;
  globalThis.reader = {
    state,
    /** Reads the page, marks it, and goes on watching it. */
    start() {
      page = attach({ select() {}, toggled() {}, changed: paint, cleared: () => (state.cleared += 1) });
      paint(page.read());
    },
    text: () => text,
    wrong: () => wrong,
    article: () => analyzeOutline(readPage().outline).report.text,
    outline: () => readPage().outline,
    /** How often timers ran while the page was read in slices, and how many runs were found. */
    async slices() {
      let turns = 0;
      const timer = setInterval(() => (turns += 1));
      const { outline } = await readInSlices();
      clearInterval(timer);
      return { turns, runs: outline.runs.length };
    },
    /** The words painted in a layer of a document, in the order of the report. */
    painted(layer, view = window) {
      const ranges = [...(view.CSS.highlights.get('rapporteur-' + layer) ?? [])];
      return ranges.filter(range => !range.collapsed).map(String);
    },
    leave: () => page.leave(),
  };
`;

let script;

/** Puts the reader on a page. Resolves to a function that evaluates an expression beside it, and gives its JSON. */
export async function reader(page) {
  script ??= await bundle();
  const client = await page.createCDPSession();
  const { frameTree } = await client.send('Page.getFrameTree');
  const world = { frameId: frameTree.frame.id, worldName: 'reader' };
  const { executionContextId: contextId } = await client.send('Page.createIsolatedWorld', world);
  const run = async expression => {
    const options = { expression, contextId, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await client.send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(script);
  return run;
}

/** Waits until an expression beside the reader is true; there is no limit but the test's own. */
export async function until(run, expression) {
  while (!(await run(expression))) await new Promise(done => setTimeout(done, 30));
}

async function bundle() {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: new URL('../../', import.meta.url).pathname },
    alias: { 'rapporteur-wasm': `${DIST}wasm` },
    loader: { '.wasm': 'binary', '.css': 'text' },
    bundle: true, format: 'iife', target: 'chrome128', write: false,
  });
  return `${outputFiles[0].text}; 0`;
}
