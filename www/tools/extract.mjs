// `npm run extract -- --pages DIR --out FILE`: takes the article out of every saved page of DIR, in Chromium, with the page
// adapter and the WASM that readers get. Scripts of the pages are off and nothing is loaded from a network.
//
// As in the extension, the adapter is new on every page, and the core is in a page of its own that stays. DIR holds
// `manifest.jsonl`, one `{ id, html, encoding, split, url }` a line. FILE becomes `{ id: { text, ms } }`: the article without
// its headline, and the time of reading the page into JSON and finding the article in that, each the best of five.
//
//   --split NAME       only pages of this split ("dev" unless said otherwise, "all" for all)
//   --only ID,ID       only these pages
//   --outlines FILE    also writes the outlines, one `{ id, outline }` a line, for work on the article stage alone
//   --readability FILE also runs Readability.js on the same pages, in the same form, and prints the ratio of the times

import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Advice, ROOT, start } from './command.mjs';
import { build } from './build.mjs';
import { prepare } from './setup.mjs';

const TRIES = 5;
const PAGE_TIME = 60_000;

if (import.meta.url === pathToFileURL(process.argv[1]).href) start(async () => {
  const { values } = parseArgs({ options: {
    pages: { type: 'string' }, out: { type: 'string' }, split: { type: 'string', default: 'dev' }, only: { type: 'string' },
    outlines: { type: 'string' }, readability: { type: 'string' },
  } });
  const { pages, out, split } = values;
  if (!pages || !out) throw new Advice('Say where the pages are and where to write: npm run extract -- --pages DIR --out FILE');
  const folder = given(pages);
  const only = values.only?.split(',');
  const wanted = record => (only ? only.includes(record.id) : split === 'all' || record.split === split);
  const records = (await lines(join(folder, 'manifest.jsonl'))).filter(wanted);
  await prepare();
  await build();
  const results = await extract(records, folder, { outlines: values.outlines, readability: Boolean(values.readability) });
  writeFileSync(given(out), JSON.stringify(pick(results, 'ours')));
  console.log(`${records.length} pages, ${median(results, 'ours').toFixed(1)} ms in the median`);
  if (!values.readability) return;
  writeFileSync(given(values.readability), JSON.stringify(pick(results, 'theirs')));
  const ratios = Object.values(results).filter(({ theirs }) => theirs.ms > 0).map(({ ours, theirs }) => ours.ms / theirs.ms);
  console.log(`Readability.js: ${median(results, 'theirs').toFixed(1)} ms in the median; ratio of the medians ` +
    `${(median(results, 'ours') / median(results, 'theirs')).toFixed(2)}, median of the ratios ${middle(ratios).toFixed(2)}`);
});

/**
 * Opens one page after the other and reads it.
 * @param {{ id: string, html: string, encoding?: string, url?: string }[]} records
 * @returns {Promise<Record<string, { ours: Timed, theirs: Timed }>>} by id
 * @typedef {{ text: string, ms: number }} Timed
 */
export async function extract(records, folder, { outlines, readability = false } = {}) {
  const { launch, newPage } = await import('../../tests/browser/harness.mjs');
  const [onPage, inPanel] = await Promise.all([script((readability ? READABILITY : '') + PAGE), script(PANEL)]);
  const sink = outlines && createWriteStream(given(outlines));
  const chromium = await launch({ protocolTimeout: PAGE_TIME });
  const results = {};
  try {
    const { page: panel } = await newPage(chromium.browser);
    await panel.evaluate(inPanel);
    for (const record of records) {
      const { page } = await newPage(chromium.browser);
      try {
        await openSaved(page, record, folder);
        await page.evaluate(onPage);
        const { read, theirs } = await page.evaluate(`extraction(${TRIES}, ${readability})`);
        const { text, ms } = await panel.evaluate((tries, json) => core(tries, json), TRIES, read.text);
        results[record.id] = { ours: { text, ms: read.ms + ms }, theirs };
        if (sink) sink.write(`{"id":${JSON.stringify(record.id)},"outline":${read.text}}\n`);
      } catch (error) {
        console.error(`${record.id}: ${error.message}`);
      }
      await page.close().catch(() => undefined);
    }
  } finally {
    await chromium.close();
  }
  if (sink) await new Promise(done => sink.end(done));
  return results;
}

/** Shows a saved page as the browser would on its first day, but for its scripts and what it loads. */
export async function openSaved(page, { id, html, encoding = 'utf-8', url }, folder) {
  await page.setJavaScriptEnabled(false);
  await page.setBypassCSP(true);
  await page.setRequestInterception(true);
  page.on('request', request => {
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return void request.abort();
    const body = new TextDecoder(encoding).decode(readFileSync(join(folder, html)));
    request.respond({ contentType: 'text/html; charset=utf-8', body });
  });
  await page.goto(url ?? `http://127.0.0.1/${id}`, { waitUntil: 'domcontentloaded', timeout: PAGE_TIME });
}

async function script(contents) {
  const { build: bundle } = await import('esbuild');
  const { outputFiles } = await bundle({
    stdin: { contents: contents + BEST, resolveDir: ROOT, loader: 'ts' },
    alias: { 'rapporteur-wasm': `${ROOT}dist/wasm` },
    loader: { '.wasm': 'binary' },
    bundle: true, format: 'iife', target: 'chrome128', write: false, minify: true,
  });
  return outputFiles[0].text;
}

const BEST = `
  function best(tries: number, work: () => string) {
    let [text, ms] = ['', Infinity];
    for (let n = 0; n < tries; n += 1) {
      const begin = performance.now();
      text = work();
      ms = Math.min(ms, performance.now() - begin);
    }
    return { text, ms };
  }
`;

/** Beside the page: the adapter, as a content script is. */
const PAGE = `
  import { readPage } from './www/page/outline.ts';
  Object.assign(globalThis, { extraction(tries: number, readability: boolean) {
    // A page that somebody looks at has its styles and its layout already.
    document.body.getBoundingClientRect();
    const read = best(tries, () => JSON.stringify(readPage().outline));
    if (!readability) return { read, theirs: { text: '', ms: 0 } };
    // Readability takes the document apart: each try has a copy, and making copies is not counted.
    const copies = Array.from({ length: tries }, () => document.cloneNode(true) as Document);
    return { read, theirs: best(tries, () => new Readability(copies.pop()!).parse()?.textContent ?? '') };
  } });
`;
const READABILITY = `import { Readability } from '@mozilla/readability';`;

/** In a page of its own: the core, as the panel holds it for as long as the browser is open. */
const PANEL = `
  import { initSync, readArticle } from 'rapporteur-wasm/rapporteur.js';
  import wasm from 'rapporteur-wasm/rapporteur_bg.wasm';
  initSync({ module: wasm });
  Object.assign(globalThis, { core: (tries: number, json: string) => best(tries, () => readArticle(JSON.parse(json)).text) });
`;

/** A path as the person at the keyboard meant it. */
function given(path) {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

async function lines(path) {
  const records = [];
  for await (const line of createInterface({ input: createReadStream(path) })) if (line.trim()) records.push(JSON.parse(line));
  return records;
}

function pick(results, whose) {
  return Object.fromEntries(Object.entries(results).map(([id, result]) => [id, result[whose]]));
}

const median = (results, whose) => middle(Object.values(results).map(result => result[whose].ms));

function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
