// The unpacked extension in Chromium, by a real press of its toolbar button: on a plain page and on one whose policy
// allows nothing at all.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { DIST, installExtension, launch, newPage, painted, pressButton, waitInPanel } from './harness.mjs';

const POLICIES = { 'a plain page': null, 'a page that allows nothing': "default-src 'none'" };

const ARTICLE = `<!doctype html><html lang="en"><title>Treaty in doubt</title><body>
  <nav><a href="/">Home</a></nav><article><h1>Treaty in doubt</h1>
  <p id="quote">“We will not sign this treaty,” Foreign Minister Anna Berg said on <b>Monday</b> in Geneva.</p>
  <p>Her Norwegian counterpart, Ole Lie, urged all parties to return to the talks, which began three years ago.</p>
  <div>${'<br>'.repeat(150)}</div><p>“The door stays open,” Lie added. “It always was.”</p></article></body></html>`;

let chromium, id, server, address;
const visited = [];

before(async () => {
  chromium = await launch({ enableExtensions: true, pipe: true });
  id = await installExtension(chromium.browser);
  server = createServer((request, response) => {
    visited.push(request.url);
    const policy = POLICIES[decodeURIComponent(request.url.slice(1))];
    if (policy) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(ARTICLE);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${server.address().port}/`;
});

after(async () => {
  await chromium.close();
  server.closeAllConnections();
  server.close();
});

const press = page => pressButton(chromium.browser, id, page);

async function open(name) {
  const opened = await newPage(chromium.browser);
  // Scrolling at once, so that no click meets a page that still moves.
  await opened.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await opened.page.goto(address + encodeURIComponent(name));
  await opened.page.evaluate(() => {
    globalThis.changes = [];
    const observer = new MutationObserver(records => changes.push(...records.map(({ type, target }) => `${type} ${target.nodeName}`)));
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return opened;
}

const waitForMarks = page => page.waitForFunction(() => CSS.highlights.get('rapporteur-direct')?.size > 0);

for (const name of Object.keys(POLICIES)) {
  test(`the button opens the panel and marks ${name}; clicks lead both ways; closing takes the marks away`, async () => {
    visited.length = 0;
    const { page, requests, errors } = await open(name);
    const panel = await press(page);
    await waitForMarks(page);
    const direct = (await painted(page)).direct.map(words => words.replace(/\.$/, ''));
    assert.deepEqual(direct, ['We will not sign this treaty', 'The door stays open', 'It always was']);
    assert.match(await panel.$eval('.headline', element => element.textContent), /^Treaty in doubt$/);
    const style = await page.$eval('#quote', element => getComputedStyle(element, '::highlight(rapporteur-direct)').backgroundColor);
    assert.notEqual(style, 'rgba(0, 0, 0, 0)', 'the marks have a style, whatever the page allows');

    await panel.click('[data-tab=quotes]');
    await panel.evaluate(() => [...document.querySelectorAll('.go')].find(button => button.textContent.includes('door stays open')).click());
    await page.waitForFunction(() => CSS.highlights.get('rapporteur-flash')?.size > 0, { polling: 20 });
    await page.waitForFunction(() => scrollY > 500, { polling: 20 });

    await page.evaluate(() => scrollTo(0, 0));
    const { x, y } = await page.$eval('#quote', element => element.getBoundingClientRect().toJSON());
    await page.mouse.click(x + 60, y + 9);
    await waitInPanel(panel, () => document.querySelector('[aria-current=true]')?.textContent.includes('We will not sign'));

    await panel.click('.marks');
    await page.waitForFunction(() => !CSS.highlights.has('rapporteur-direct'));
    await panel.click('.marks');
    await waitForMarks(page);

    assert.deepEqual(await page.evaluate(() => changes), [], 'the page is not changed');
    assert.deepEqual(errors, []);
    await panel.evaluate(() => close());
    await page.waitForFunction(() => ![...CSS.highlights.keys()].some(key => key.startsWith('rapporteur-')));
    const own = requests.filter(url => !url.startsWith(address) && !url.startsWith('data:'));
    assert.deepEqual(own, [], 'no request leaves');
    assert.deepEqual(visited.filter(url => !url.endsWith('favicon.ico')), [`/${encodeURIComponent(name)}`]);
    await page.close();
  });
}

test('the panel says so when the page goes away, and reads the next one at a press', async () => {
  const { page } = await open('a plain page');
  const panel = await press(page);
  await waitForMarks(page);
  await page.goto(`${address}${encodeURIComponent('a page that allows nothing')}`);
  await waitInPanel(panel, () => /has changed/.test(document.querySelector('.warning').textContent));
  await press(page);
  await waitForMarks(page);
  assert.equal(await panel.$eval('.warning', element => element.hidden), true);
  await panel.evaluate(() => close());
  await page.close();
});

test('after a trap the panel starts anew and says so', async () => {
  const { page } = await open('a plain page');
  const panel = await press(page);
  await waitForMarks(page);
  // A trap, as the core would cause one: the next call of the reading function meets "unreachable".
  await panel.evaluateOnNewDocument(() => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const { instance, module } = await instantiate(...given);
      if (sessionStorage.getItem('trapped')) return { instance, module };
      const trap = () => {
        sessionStorage.setItem('trapped', 'once');
        throw new WebAssembly.RuntimeError('unreachable');
      };
      return { instance: { exports: { ...instance.exports, sidebar_read: trap } }, module };
    };
  });
  await panel.reload();
  await waitInPanel(panel, () => /has started anew/.test(document.querySelector('.warning')?.textContent));
  await press(page);
  await waitInPanel(panel, () => document.querySelector('.headline')?.textContent === 'Treaty in doubt');
  assert.equal(await panel.$eval('.warning', element => element.hidden), true);
  await panel.evaluate(() => close());
  await page.close();
});

test('a page of the browser itself is refused with a clear message', async () => {
  const { page } = await newPage(chromium.browser);
  await page.goto('chrome://version');
  const panel = await press(page);
  await waitInPanel(panel, () => /may not be read/.test(document.querySelector('.warning')?.textContent));
  await panel.evaluate(() => close());
  await page.close();
});

test('the extension asks for no more than it needs', () => {
  const manifest = JSON.parse(readFileSync(`${DIST}extension-chrome/manifest.json`, 'utf8'));
  assert.deepEqual(manifest.permissions, ['activeTab', 'scripting', 'sidePanel', 'storage']);
  for (const key of ['host_permissions', 'optional_host_permissions', 'web_accessible_resources', 'content_scripts', 'externally_connectable']) {
    assert.equal(manifest[key], undefined, key);
  }
  const policy = manifest.content_security_policy.extension_pages;
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.* connect-src 'none'/);
});
