// Scores the extraction of articles on saved pages, through the page adapter itself: each page is opened in Chromium
// without scripts and without a network, its outline is read there, and the core takes the article out of it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT, must } from './command.mjs';
import { build } from './build.mjs';

/** One row for the English and one for the other development pages; none where DIR has no pages. */
export async function scorePages(data, scratch) {
  const pages = `${data}/pages`;
  if (!existsSync(`${pages}/manifest.jsonl`)) return [];
  await build();
  const records = readFileSync(`${pages}/manifest.jsonl`, 'utf8').trim().split('\n').map(line => JSON.parse(line));
  const predictions = `${scratch}/pages.json`;
  writeFileSync(predictions, JSON.stringify(await texts(records.filter(({ split }) => split === 'dev'), pages)));
  const rows = [];
  for (const language of ['en', 'other']) {
    const options = [predictions, '--pages', pages, '--split', 'dev', '--lang', language];
    const output = await must('python3', [`${data}/score/score_extraction.py`, ...options]);
    const line = output.split('\n').find(line => line.startsWith('| pages | all |')) ?? '';
    const [, , , count, p, r, f] = line.split('|').map(cell => cell.trim());
    rows.push({ data: `pages/dev, ${language} (${count})`, measure: '4-word shingles', p: Number(p), r: Number(r), f: Number(f) });
  }
  return rows;
}

async function texts(records, pages) {
  const [{ default: esbuild }, { launch, newPage }] = await Promise.all([import('esbuild'), import('../../tests/browser/harness.mjs')]);
  const core = await import(`${ROOT}dist/wasm/rapporteur.js`);
  core.initSync({ module: readFileSync(`${ROOT}dist/wasm/rapporteur_bg.wasm`) });
  const { outputFiles } = await esbuild.build({
    stdin: { contents: "export { readPage } from './www/page/outline.ts'", resolveDir: ROOT },
    bundle: true, format: 'iife', globalName: 'adapter', write: false,
  });
  const reader = `(() => { ${outputFiles[0].text}; return adapter.readPage().outline; })()`;
  const chromium = await launch();
  const results = {};
  try {
    for (const { id, html, encoding, title } of records) {
      const { page } = await newPage(chromium.browser);
      await page.setJavaScriptEnabled(false);
      await page.setRequestInterception(true);
      page.on('request', request => {
        if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return void request.abort();
        const body = new TextDecoder(encoding).decode(readFileSync(`${pages}/${html}`));
        request.respond({ contentType: 'text/html; charset=utf-8', body });
      });
      try {
        await page.goto(`http://127.0.0.1/${id}`, { waitUntil: 'domcontentloaded', timeout: 20_000 });
        const started = performance.now();
        const outline = await page.evaluate(reader);
        results[id] = { text: core.analyzeOutline(outline).report.text, ms: performance.now() - started };
      } catch (error) {
        console.error(`${id} (${title}): ${error.message}`);
      }
      await page.close();
    }
  } finally {
    await chromium.close();
  }
  return results;
}
