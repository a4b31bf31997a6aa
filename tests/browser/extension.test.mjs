// The unpacked extension in Chromium, by a real press of its toolbar button: from the press to the marks, clicks both ways,
// exports, navigation, tabs; on a plain page, on one whose policy allows nothing, on one that React draws, on one that fights
// back.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import {
  background, closePanel, installExtension, launch, newPage, painted, panelOf, pressButton, servePages, waitInPanel,
} from './harness.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const ARTICLE = `<article><h1>Treaty in doubt</h1>
  <p id="quote">“We will not sign this treaty,” Foreign Minister Anna Berg said on <b>Monday</b> in Geneva.</p>
  <p>Her Norwegian counterpart, Ole Lie, urged all parties to return to the talks, which began three years ago.</p>
  <div>${'<br>'.repeat(150)}</div><p id="last">“The door stays open,” Lie added. “It always was.”</p></article>`;

/** A page that does all it can to mislead whoever reads it. */
const HOSTILE = `<script>
  for (const name of ['map', 'filter', 'push', 'reverse', 'some']) Array.prototype[name] = () => { throw new Error('not yours'); };
  globalThis.Range = globalThis.Highlight = class {};
  Object.defineProperty(String.prototype, 'split', { value: () => [] });
  globalThis.chrome = { runtime: { id: 'fake', onConnect: { addListener() { document.title = 'reached'; } } } };
  globalThis.rapporteur = true;
  for (const type of ['pressed', 'selected', 'outline', 'paint']) {
    const forged = { type, item: 'p0', tabId: 1, windowId: 1, outline: { url: 'https://forged.example/', title: 'Forged', blocks: [], runs: [] } };
    setInterval(() => {
      postMessage(forged, '*');
      dispatchEvent(new CustomEvent('rapporteur', { detail: forged }));
      new BroadcastChannel('rapporteur').postMessage(forged);
    }, 20);
  }
</script>`;

const REACT = `
  import { createElement as h, useState } from 'react';
  import { createRoot, hydrateRoot } from 'react-dom/client';
  function Page() {
    const [count, setCount] = useState(0);
    globalThis.update = () => setCount(now => now + 1);
    return h('article', null, h('h1', null, 'Treaty in doubt'),
      h('p', { id: 'quote' }, '“We will not sign this treaty,” Foreign Minister Anna Berg said on ', h('b', null, 'Monday'), ' in Geneva.'),
      h('p', null, 'Her Norwegian counterpart, Ole Lie, urged all parties to return to the talks, which began three years ago.'),
      h('div', { style: { height: 3000 } }),
      h('p', { id: 'last' }, '“The door stays open,” Lie added. “It always was.”'),
      h('footer', { id: 'count' }, 'Read ', count, ' times'));
  }
  createRoot(document.getElementById('root')).render(h(Page));`;

const PLAIN = 'a plain page';
const STRICT = 'a page that allows nothing';
const FIGHTING = 'a page that fights back';
const DRAWN = 'a page that React draws';

let chromium, id, pages, worker, react;

before(async () => {
  const { outputFiles } = await build({
    stdin: { contents: REACT, resolveDir: ROOT }, bundle: true, format: 'iife', minify: true, write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  react = outputFiles[0].text.replaceAll('</script', '<\\/script');
  pages = await servePages(path => {
    const bodies = { [FIGHTING]: HOSTILE + ARTICLE, [DRAWN]: `<div id="root"></div><script>${react}</script>` };
    return {
      html: `<!doctype html><html lang="en"><title>Treaty in doubt</title><link rel="icon" href="data:,"><body>
        <nav><a href="/">Home</a></nav>${bodies[path] ?? ARTICLE}</body></html>`,
      policy: path === STRICT ? "default-src 'none'; img-src data:" : null,
    };
  });
  chromium = await launch({ enableExtensions: true, pipe: true });
  id = await installExtension(chromium.browser);
  worker = await background(chromium.browser, id);
});

after(async () => {
  await chromium.close();
  pages.close();
});

const press = page => pressButton(chromium.browser, id, page);

async function open(name, address = pages.address) {
  const opened = await newPage(chromium.browser);
  // Scrolling at once, so that no click meets a page that still moves.
  await opened.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await opened.page.goto(address + encodeURIComponent(name));
  await opened.page.evaluate(() => {
    globalThis.changes = [];
    const observer = new MutationObserver(records => {
      for (const { type, target } of records) changes[changes.length] = `${type} ${target.nodeName}`;
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return opened;
}

/** Everything that the panel and the background ask for, while the returned list is looked at. */
async function recordPanel(panel) {
  const asked = [];
  panel.on('request', request => asked.push(request.url()));
  return asked;
}

const waitForMarks = page => page.waitForFunction(() => CSS.highlights.get('rapporteur-direct')?.size > 0, { polling: 20 });
const waitForNoMarks = page => page.waitForFunction(() => {
  for (const key of CSS.highlights.keys()) if (key.startsWith('rapporteur-')) return false;
  return true;
}, { polling: 20 });
/** The words of direct quotes that are painted, as the page itself would see them, whatever it made of its builtins. */
const direct = async page => (await painted(page)).direct.map(words => words.replace(/\.$/, ''));
const headline = panel => waitInPanel(panel, () => document.querySelector('.headline')?.textContent === 'Treaty in doubt');
const says = (panel, words) => waitInPanel(panel, `document.querySelector('#stage').innerText.includes(${JSON.stringify(words)})`);

for (const name of [PLAIN, STRICT, DRAWN]) {
  test(`the button opens the panel and marks ${name}; clicks lead both ways; closing takes the marks away`, async () => {
    pages.visited.length = 0;
    const { page, requests, errors } = await open(name);
    const panel = await press(page);
    const asked = await recordPanel(panel);
    await waitForMarks(page);
    assert.deepEqual(await direct(page), ['We will not sign this treaty', 'The door stays open', 'It always was']);
    await headline(panel);
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

    await panel.select('[data-filter=kind]', 'indirect');
    await waitInPanel(panel, () => !document.querySelector('.panel').textContent.includes('We will not sign'));
    await panel.click('.marks');
    await waitForNoMarks(page);
    await panel.click('.marks');
    await waitForMarks(page);

    assert.deepEqual(await page.evaluate(() => changes), [], 'the page is not changed');
    assert.deepEqual(errors, []);
    assert.deepEqual(asked.filter(url => !url.startsWith(`chrome-extension://${id}/`)), []);
    await closePanel(panel);
    await waitForNoMarks(page);
    const own = requests.filter(url => !url.startsWith(pages.address) && !url.startsWith('data:'));
    assert.deepEqual(own, [], 'no request leaves');
    assert.deepEqual(pages.visited, [name]);
    await page.close();
  });
}

test('React goes on with its page as if nothing had happened', async () => {
  const { page, errors } = await open(DRAWN);
  const panel = await press(page);
  await waitForMarks(page);
  await page.evaluate(() => {
    update();
    update();
  });
  await page.waitForFunction(() => document.getElementById('count').textContent === 'Read 2 times');
  assert.match(await page.$eval('#quote', element => element.textContent), /^“We will not sign this treaty,” Foreign Minister Anna Berg said on Monday in Geneva\.$/);
  assert.deepEqual(await direct(page), ['We will not sign this treaty', 'The door stays open', 'It always was']);
  assert.deepEqual(errors, []);
  await closePanel(panel);
  await page.close();
});

test('a page that fights back reaches nothing: its builtins stay its own, its messages are heard by nobody', async () => {
  const { page } = await open(FIGHTING);
  const panel = await press(page);
  const errors = [];
  panel.on('pageerror', error => errors.push(error.message));
  await headline(panel);
  await panel.click('[data-tab=quotes]');
  await panel.evaluate(() => new Promise(done => setTimeout(done, 300)));
  assert.equal(await panel.$eval('.headline', element => element.textContent), 'Treaty in doubt');
  assert.equal(await panel.$('[aria-current=true]'), null, 'nothing was chosen');
  assert.equal(await panel.$$eval('.go', buttons => buttons.length > 2), true);
  const marked = await page.evaluate(() => {
    const words = [];
    for (const range of CSS.highlights.get('rapporteur-direct')) words[words.length] = `${range}`;
    return words;
  });
  assert.equal(marked.length, 3);
  assert.match(marked[0], /^We will not sign this treaty/);
  assert.equal(await page.title(), 'Treaty in doubt');
  assert.deepEqual(await page.evaluate(() => changes), []);
  assert.deepEqual(errors, []);
  await closePanel(panel);
  await page.close();
});

test('marks that the page clears are painted once more, and then the panel says so', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await waitForMarks(page);
  const clear = async () => {
    await page.evaluate(() => CSS.highlights.clear());
    await page.mouse.move(200, 200);
    await page.mouse.move(220, 220);
  };
  await clear();
  await waitForMarks(page);
  await clear();
  await waitInPanel(panel, () => /takes marks away/.test(document.querySelector('.warning').textContent));
  await closePanel(panel);
  await page.close();
});

test('each export holds the article', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await headline(panel);
  const folder = mkdtempSync(join(tmpdir(), 'rapporteur-exports-'));
  const session = await chromium.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const files = {};
  for (const format of ['markdown', 'csv', 'json', 'jsonld']) {
    const before = new Set(readdirSync(folder));
    await panel.click('#save');
    await panel.click(`[data-way=download][data-format=${format}]`);
    let name;
    while (!name || name.endsWith('.crdownload')) {
      await panel.evaluate(() => new Promise(done => setTimeout(done, 30)));
      name = readdirSync(folder).find(file => !before.has(file) && !file.startsWith('.'));
    }
    files[name] = readFileSync(join(folder, name), 'utf8');
  }
  rmSync(folder, { recursive: true });
  assert.deepEqual(Object.keys(files).sort(), ['csv', 'json', 'jsonld', 'md'].map(ending => `Treaty in doubt.${ending}`));
  assert.match(files['Treaty in doubt.md'], /^# Treaty in doubt\n[^]*We will not sign this treaty/);
  const [head, row] = files['Treaty in doubt.csv'].split('\n');
  assert.match(head, /^doc,position,source_actor,/);
  assert.match(row, /^,0,Anna Berg,person,/);
  const report = JSON.parse(files['Treaty in doubt.json']);
  assert.equal(report.offsets, 'utf-16');
  const [start, end] = report.attributions[0].content[0];
  assert.equal(report.text.slice(start, end), 'We will not sign this treaty');
  const collection = JSON.parse(files['Treaty in doubt.jsonld']);
  assert.equal(collection.type, 'AnnotationCollection');
  assert.equal(collection.first.items[0].target[0].selector[0].exact, 'We will not sign this treaty');

  const copied = await panel.evaluate(async () => {
    let text;
    navigator.clipboard.writeText = async given => void (text = given);
    document.querySelector('[data-way=copy][data-format=markdown]').click();
    return text;
  });
  assert.equal(copied, files['Treaty in doubt.md']);
  await waitInPanel(panel, () => document.querySelector('[role=status].unseen').textContent === 'Copied.');
  await closePanel(panel);
  await page.close();
});

test('a link to a quote leads to that quote', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await headline(panel);
  await panel.click('[data-tab=quotes]');
  const link = await panel.evaluate(async () => {
    let text;
    navigator.clipboard.writeText = async given => void (text = given);
    [...document.querySelectorAll('.item')].find(item => item.textContent.includes('door stays open')).querySelector('[data-link]').click();
    return text;
  });
  assert.equal(link, `${pages.address}${encodeURIComponent(PLAIN)}#:~:text=The%20door%20stays%20open`);
  await closePanel(panel);
  await page.goto('about:blank');
  await page.goto(link);
  await page.waitForFunction(() => scrollY > 500, { polling: 50 });
  await page.close();
});

test('the panel follows its page to the next one of the site, and asks for a press on another site', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await waitForMarks(page);
  await page.goto(`${pages.address}${encodeURIComponent(STRICT)}`);
  await waitForMarks(page);
  await headline(panel);
  await page.goto(`${pages.other}${encodeURIComponent(PLAIN)}`);
  await says(panel, 'Press the toolbar button to read this page');
  assert.equal(await panel.$eval('#save', button => button.hidden), true, 'there is nothing to save');
  await press(page);
  await waitForMarks(page);
  await headline(panel);
  await closePanel(panel);
  await page.close();
});

test('each tab keeps its own state, and the panel follows the tab that is shown', async () => {
  const first = await open(PLAIN);
  const panel = await press(first.page);
  await waitForMarks(first.page);
  await panel.click('[data-tab=quotes]');
  await panel.type('[data-filter=find]', 'door');
  const second = await open(STRICT);
  await second.page.bringToFront();
  await says(panel, 'Press the toolbar button to read this page');
  await press(second.page);
  await waitForMarks(second.page);
  await waitInPanel(panel, () => document.querySelector('[data-tab=overview]')?.ariaSelected === 'true');
  await first.page.bringToFront();
  await waitInPanel(panel, () => document.querySelector('[data-filter=find]')?.value === 'door');
  assert.equal(await panel.$$eval('.go', buttons => buttons.length), 1);
  assert.equal((await painted(first.page)).direct.length, 3, 'its marks are still there');
  const badges = () => worker.evaluate(async () => {
    const tabs = await chrome.tabs.query({});
    return Promise.all(tabs.map(tab => chrome.action.getBadgeText({ tabId: tab.id })));
  });
  assert.deepEqual((await badges()).filter(Boolean), ['5', '5'], 'quotes and positions');
  await closePanel(panel);
  await waitForNoMarks(first.page);
  await waitForNoMarks(second.page);
  let left;
  do left = (await badges()).filter(Boolean); while (left.length > 0);

  await second.page.close();
  await first.page.close();
});

test('the shortcuts for next and previous lead through the quotes; fake messages do not', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await waitForMarks(page);
  const flashing = words => page.waitForFunction(words =>
    [...(CSS.highlights.get('rapporteur-flash') ?? [])].some(range => range.toString().includes(words)), { polling: 20 }, words);
  const command = name => worker.evaluate(async name => {
    const [tab] = await chrome.tabs.query({ active: true });
    chrome.commands.onCommand.dispatch(name, tab);
  }, name);
  await command('next');
  await flashing('We will not sign this treaty');
  await command('next');
  await command('next');
  await command('previous');
  await waitInPanel(panel, () => document.querySelector('[data-tab=quotes]').ariaSelected === 'true');
  assert.match(await panel.$eval('.place', element => element.textContent), /^2 /);
  await closePanel(panel);
  await page.close();
});

test('the context menu has one entry, which comes to the handler of the button', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await headline(panel);
  const pressed = panel.evaluate(() => new Promise(done => {
    chrome.runtime.onMessage.addListener(message => message.type === 'pressed' && done(message.type));
  }));
  await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true });
    chrome.contextMenus.onClicked.dispatch({ menuItemId: 'read' }, tab);
  });
  assert.equal(await pressed, 'pressed');
  const again = await worker.evaluate(() => new Promise(done => {
    chrome.contextMenus.create({ id: 'read', title: 'x' }, () => done(chrome.runtime.lastError?.message));
  }));
  assert.match(again, /duplicate id/i, 'the entry is there');
  await closePanel(panel);
  await page.close();
});

test('after an update the marks of the old script are gone from the page', async () => {
  const own = await launch({ enableExtensions: true, pipe: true });
  const itsId = await installExtension(own.browser);
  const { page, errors } = await newPage(own.browser);
  await page.goto(pages.address + encodeURIComponent(PLAIN));
  await pressButton(own.browser, itsId, page);
  await waitForMarks(page);
  await (await background(own.browser, itsId)).evaluate(() => chrome.runtime.reload()).catch(() => {});
  await waitForNoMarks(page);
  await page.mouse.move(100, 100);
  await page.mouse.click(100, 100);
  assert.deepEqual(errors, []);
  await own.close();
});

test('after a trap the panel starts anew and says so', async () => {
  const { page } = await open(PLAIN);
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
  await headline(panel);
  assert.equal(await panel.$eval('.warning', element => element.hidden), true);
  await closePanel(panel);
  await page.close();
});

test('a page of the browser itself is refused in plain words', async () => {
  const { page } = await newPage(chromium.browser);
  await page.goto('chrome://version');
  const panel = await press(page);
  await says(panel, 'This page cannot be read');
  await closePanel(panel);
  await page.close();
});

test('"always read" asks for this one site, after a click', async () => {
  const { page } = await open(PLAIN);
  const panel = await press(page);
  await headline(panel);
  const asked = await panel.evaluate(async () => {
    const asked = [];
    chrome.permissions.request = async wanted => asked.push(wanted) && false;
    document.getElementById('always').click();
    return asked;
  });
  assert.deepEqual(asked, [{ origins: ['http://127.0.0.1/*'] }]);
  assert.equal(await panel.$eval('#always', button => button.textContent), 'Always read 127.0.0.1');
  await closePanel(panel);
  await page.close();
});

test('from the press to the marks on an article of 6 kB', async () => {
  const article = readFileSync(`${ROOT}www/demo/articles/arctic-cable.html`, 'utf8');
  const served = await servePages(() => ({ html: `<!doctype html><html lang="en"><title>Arctic</title><link rel="icon" href="data:,"><body>${article}${article}${article}</body></html>` }));
  const { page } = await newPage(chromium.browser);
  await page.goto(served.address);
  const letters = await page.evaluate(() => document.body.innerText.length);
  const times = { cold: [], warm: [] };
  const painting = () => page.evaluate(() => new Promise(done => {
    const set = CSS.highlights.get('rapporteur-direct');
    const look = () => (CSS.highlights.has('rapporteur-direct') && CSS.highlights.get('rapporteur-direct') !== set
      ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now())) : requestAnimationFrame(look));
    look();
  }));
  const extension = (await chromium.browser.extensions()).get(id);
  let panel;
  for (let round = 0; round < 5; round += 1) {
    for (const kind of ['cold', 'warm', 'warm']) {
      await page.bringToFront();
      const painted = painting();
      const start = performance.timeOrigin + performance.now();
      await page.triggerExtensionAction(extension);
      times[kind].push((await painted) - start);
      panel = await panelOf(chromium.browser, id);
    }
    // The last press opens the panel too: it is let do so before the panel is closed.
    await new Promise(done => setTimeout(done, 300));
    await closePanel(panel);
    await waitForNoMarks(page);
  }
  const median = list => list.sort((a, b) => a - b)[list.length >> 1];
  console.log(`  press to marks, ${letters} letters: cold ${median(times.cold).toFixed(0)} ms, warm ${median(times.warm).toFixed(0)} ms (medians)`);
  assert.ok(letters > 6000);
  served.close();
  await page.close();
});
