// A reader for pages in tests: the page adapter and the core, in a world of their own on the page, as a content script is.
// What the page overrides there does not reach us. One difference to the extension: the core is in that world as well.

import { build } from 'esbuild';
import { DIST } from './harness.mjs';

const ENTRY = `
  import { attach } from './www/page/adapter.ts';
  import { readPage } from './www/page/outline.ts';
  import { analyzeOutline, initSync } from 'rapporteur-wasm/rapporteur.js';
  import wasm from 'rapporteur-wasm/rapporteur_bg.wasm';
  initSync({ module: wasm });
  const state = { readings: 0, cleared: 0 };
  let text = '';
  const paint = outline => {
    const { report, marks } = analyzeOutline(outline);
    state.readings += 1;
    text = report.text;
    page.paint({ marks, cards: [] });
  };
  let page;
  globalThis.reader = {
    state,
    /** Reads the page, marks it, and goes on watching it. */
    start() {
      page = attach({ select() {}, toggled() {}, changed: paint, cleared: () => (state.cleared += 1) });
      paint(page.read());
    },
    text: () => text,
    article: () => analyzeOutline(readPage().outline).report.text,
    outline: () => readPage().outline,
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
