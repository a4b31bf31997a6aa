// The pictures of the README and of the store pages, taken from the built demo and the real panel. They go to dist/img; with
// `npm run screenshots` they replace those in docs/img, so that an ordinary test run leaves the repository as it is.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  DEMO_FILE, DIST, IMAGES, closePanel, installExtension, launch, newPage, openDemo, pressButton, waitInPanel,
} from './harness.mjs';

const FOLDER = process.env.RAPPORTEUR_SCREENSHOTS ? IMAGES : `${DIST}img/`;

const DEMO = [
  { name: 'demo', article: 'putin-macron-call', tab: 'overview' },
  { name: 'demo-quotes', article: 'arctic-cable', tab: 'quotes' },
  { name: 'demo-dark', article: 'arctic-cable', tab: 'positions', scheme: 'dark' },
  { name: 'demo-speakers', article: 'putin-macron-call', tab: 'speakers' },
  { name: 'demo-narrow', article: 'arctic-cable', tab: 'overview', width: 320, height: 720, at: '#sidebar' },
];

let chromium;

before(async () => {
  mkdirSync(FOLDER, { recursive: true });
  chromium = await launch({ enableExtensions: true, pipe: true });
});

after(() => chromium.close());

async function save(page, name) {
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const image = await page.screenshot({ path: `${FOLDER}${name}.png` });
  assert.ok(image.length > 10_000, `${name}.png holds a picture`);
}

for (const { name, article, tab, scheme = 'light', width = 1280, height = 860, at } of DEMO) {
  test(`a picture of the demo: ${name}`, async () => {
    const { page } = await newPage(chromium.browser, { width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await openDemo(page, `${DEMO_FILE}#${article}`);
    await page.click(`[data-tab=${tab}]`);
    await page.mouse.move(0, 0);
    if (at) await page.$eval(at, element => element.scrollIntoView());
    await save(page, name);
    await page.close();
  });
}

test('a picture of the side panel', async () => {
  const article = readFileSync(new URL('../../www/demo/articles/arctic-cable.html', import.meta.url));
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Arctic cable talks</title><body>${article}</body></html>`);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  server.unref();
  const { page } = await newPage(chromium.browser);
  const id = await installExtension(chromium.browser);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const panel = await pressButton(chromium.browser, id, page);
  await waitInPanel(panel, () => document.querySelector('.headline'));
  await panel.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await save(panel, 'panel');
  await closePanel(panel);
  server.close();
});

const PAGES = [
  { name: 'store-options', page: 'options' },
  { name: 'store-welcome', page: 'welcome' },
  { name: 'store-desk', page: 'desk', scheme: 'dark' },
];

for (const { name, page: path, scheme = 'light' } of PAGES) {
  test(`a picture of the extension: ${name}`, async () => {
    const id = [...(await chromium.browser.extensions()).keys()][0];
    const { page } = await newPage(chromium.browser, { width: 1280, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(`chrome-extension://${id}/${path}.html`);
    await page.waitForFunction(() => document.querySelector('[data-text]').textContent);
    if (path === 'desk') {
      await page.waitForFunction(() => document.documentElement.dataset.ready);
      await page.$eval('#desk-text', field => (field.value = '“We will not sign this treaty,” Foreign Minister Anna Berg said on Monday in Geneva.\n\nHer counterpart, Ole Lie, urged all parties to return to the talks. “The door stays open,” Lie added.'));
      await page.click('#desk-read');
    }
    await save(page, name);
    await page.close();
  });
}
