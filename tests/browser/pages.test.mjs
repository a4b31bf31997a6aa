// Pages written by us, each in Chromium: its article is the text that the native tests expect of the same file, every mark
// stands on words of the report, and nothing on the page is changed.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSaved } from '../../www/tools/extract.mjs';
import { launch, newPage } from './harness.mjs';
import { reader } from './reader.mjs';

const FOLDER = new URL('../pages/', import.meta.url);

/** Saved pages to look at as well: `npm test -- --data DIR`, where DIR holds `pages/manifest.jsonl`. */
const DATA = process.env.RAPPORTEUR_DATA;
const SAMPLE = 30;

let chromium;

before(async () => {
  chromium = await launch();
});

after(() => chromium.close());

for (const name of readdirSync(FOLDER).filter(name => name.endsWith('.html'))) {
  test(`${name} gives the same article as natively`, async () => {
    const { page } = await newPage(chromium.browser);
    await page.setContent(readFileSync(new URL(name, FOLDER), 'utf8'));
    await page.evaluate(() => {
      globalThis.changes = 0;
      new MutationObserver(records => (changes += records.length))
        .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    const run = await reader(page);
    const expected = readFileSync(new URL(name.replace('.html', '.txt'), FOLDER), 'utf8').trimEnd();
    await run('reader.start()');
    assert.equal(await run('reader.text()'), expected);
    const words = text => text.replaceAll('\u00ad', '').replaceAll(/\s+/g, ' ');
    const painted = await run('["direct", "mixed", "indirect", "speaker"].flatMap(layer => reader.painted(layer))');
    for (const mark of painted) assert.ok(words(expected).includes(words(mark)), `“${mark}” is in the text`);
    assert.deepEqual(await run('reader.wrong()'), []);
    assert.equal(await page.evaluate(() => changes), 0);
    await page.close();
  });
}

test('the marks of a page stand on its quotes', async () => {
  const { page } = await newPage(chromium.browser);
  await page.setContent(readFileSync(new URL('treaty.html', FOLDER), 'utf8'));
  const run = await reader(page);
  await run('reader.start()');
  assert.deepEqual((await run('reader.painted("direct")')).map(words => words.replaceAll(/\s+/g, ' ')).slice(0, 2), [
    'We will not sign a treaty that empties our waters',
    'Fish do not read treaties',
  ]);
  await page.close();
});

/** Every so many of the saved pages, so that the sample holds pages of many papers. */
function sample() {
  if (!DATA) return [];
  const lines = readFileSync(join(DATA, 'pages/manifest.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line));
  const pages = lines.filter(({ split }) => split === 'dev');
  return pages.filter((_, at) => at % Math.max(1, Math.floor(pages.length / SAMPLE)) === 0).slice(0, SAMPLE);
}

for (const record of sample()) {
  test(`every mark of ${record.id} stands on the words of the report`, async () => {
    const { page } = await newPage(chromium.browser);
    await openSaved(page, record, join(DATA, 'pages'));
    await page.evaluate(() => {
      globalThis.changes = 0;
      new MutationObserver(records => (changes += records.length))
        .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    const run = await reader(page);
    await run('reader.start()');
    assert.deepEqual(await run('reader.wrong()'), []);
    assert.ok((await run('reader.text().length')) > 0);
    assert.equal(await page.evaluate(() => changes), 0);
    await page.close();
  });
}
