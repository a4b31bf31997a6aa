// The pages of the extension in Chromium: options, desk, first page, print view. What they keep, what they do with what is
// broken, in which language they speak, and that axe-core finds nothing on any of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { readWords } from '../../www/tools/words.mjs';
import { background, closePanel, installExtension, launch, newPage, painted, pressButton, servePages, waitInPanel } from './harness.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARTICLE = readFileSync(new URL('../../www/demo/articles/arctic-cable.html', import.meta.url), 'utf8');

let chromium, id, pages, worker;

before(async () => {
  pages = await servePages(() => ({
    html: `<!doctype html><html lang="en"><title>Arctic cable talks</title><link rel="icon" href="data:,"><body>${ARTICLE}</body></html>`,
  }));
  chromium = await launch({ enableExtensions: true, pipe: true });
  id = await installExtension(chromium.browser);
  worker = await background(chromium.browser, id);
});

after(async () => {
  await chromium.close();
  pages.close();
});

const keep = settings => worker.evaluate(async settings => {
  await chrome.storage.local.clear();
  await chrome.storage.local.set(settings);
}, settings);
const kept = () => worker.evaluate(() => chrome.storage.local.get(null));

async function open(name, size) {
  const opened = await newPage(chromium.browser, size);
  await opened.page.goto(`chrome-extension://${id}/${name}.html`);
  await opened.page.waitForFunction(() => document.querySelector('[data-text]')?.textContent);
  return opened;
}

/** The panel beside an article, on its quotes. */
async function openPanel() {
  const { page } = await newPage(chromium.browser);
  await page.goto(pages.address);
  const panel = await pressButton(chromium.browser, id, page);
  await waitInPanel(panel, () => document.querySelector('.headline'));
  return { page, panel };
}

async function violations(page) {
  const result = await page.evaluate(async source => {
    if (!globalThis.axe) (0, eval)(source);
    return axe.run(document);
  }, AXE);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => `${node.html.slice(0, 120)} ${node.failureSummary}`).join(' | ')}`);
}

/** The pages with the parts of them that open. */
const SCENES = {
  options: async () => (await open('options')).page,
  welcome: async () => (await open('welcome')).page,
  desk: async () => {
    const { page } = await open('desk');
    await page.$eval('#desk-text', field => (field.value = '“We will not sign,” Anna Berg said. The opposition welcomed the decision.'));
    await page.click('#desk-read');
    await page.waitForFunction(() => document.querySelector('.headline, .figures'));
    return page;
  },
};

const LOOKS = {
  light: [{ name: 'prefers-color-scheme', value: 'light' }],
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  'forced colours': [{ name: 'forced-colors', value: 'active' }],
};

/** axe-core is put in by the test; the extension's own policy would not let it in. */
async function letIn(page, features) {
  await page.setBypassCSP(true);
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features });
  await page.evaluate(() => new Promise(done => setTimeout(done, 50)));
}

for (const language of ['en', 'ar']) {
  for (const [look, features] of Object.entries(LOOKS)) {
    test(`axe-core finds nothing on the pages of the extension, ${look}, ${language}`, async () => {
      await keep({ language });
      for (const [name, scene] of Object.entries(SCENES)) {
        const page = await scene();
        await letIn(page, features);
        assert.equal(await page.evaluate(() => document.documentElement.dir), language === 'ar' ? 'rtl' : 'ltr');
        assert.deepEqual(await violations(page), [], name);
        await page.close();
      }
    });

    test(`axe-core finds nothing in the panel, ${look}, ${language}`, async () => {
      await keep({ language });
      const { page, panel } = await openPanel();
      await letIn(panel, features);
      for (const tab of ['overview', 'speakers', 'quotes', 'positions']) {
        await panel.click(`[data-tab=${tab}]`);
        assert.deepEqual(await violations(panel), [], tab);
      }
      for (const menu of ['save', 'more']) {
        await panel.click(`[popovertarget=${menu}-menu]`);
        assert.deepEqual(await violations(panel), [], menu);
        await panel.keyboard.press('Escape');
      }
      const other = await open('welcome');
      await waitInPanel(panel, () => document.querySelector('.message h2'));
      assert.deepEqual(await violations(panel), [], 'press');
      await closePanel(panel);
      await other.page.close();
      await page.close();
    });
  }
}

test('every page speaks every language, whole', async () => {
  const { languages, texts } = readWords();
  for (const [at, language] of languages.entries()) {
    await keep({ language });
    for (const name of ['options', 'welcome', 'desk', 'report', 'panel']) {
      const { page, errors } = await open(name);
      const said = await page.evaluate(() => [...document.querySelectorAll('[data-text]')].map(element => [element.dataset.text, element.textContent]));
      assert.ok(said.length > 0, name);
      for (const [key, text] of said) assert.equal(text, texts[key][at], `${name}, ${language}`);
      const raw = await page.evaluate(() => document.body.innerText.match(/\b(?:options|panel|welcome|desk|report|settings)\.\w+/g));
      assert.equal(raw, null, `${name}, ${language}`);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      assert.deepEqual(errors, [], `${name}, ${language}`);
      await page.close();
    }
  }
});

test('an open panel follows the options: language, colours, kinds', async () => {
  await keep({});
  const { page, panel } = await openPanel();
  const style = () => page.$eval('article, body', element => getComputedStyle(element, '::highlight(rapporteur-direct)').backgroundColor);
  const paper = await style();
  const speakers = await panel.$eval('.figures strong:first-child', number => Number(number.textContent));
  const { page: options } = await open('options');
  await page.bringToFront();
  // In a tab behind the article: the panel shows the tab that is in front.
  const click = selector => options.$eval(selector, element => element.click());
  await options.select('#language', 'fr');
  await waitInPanel(panel, () => document.querySelector('[data-tab=quotes]')?.textContent === 'Citations');
  assert.equal(await options.$eval('h1', title => title.textContent), 'Options');
  assert.equal(await options.$eval('#reset', button => button.textContent), 'Rétablir toutes les options');
  await click('[name=palette][value=clear]');
  await click('[name=style][value=tint]');
  await page.waitForFunction(before => getComputedStyle(document.body, '::highlight(rapporteur-direct)').backgroundColor !== before, { polling: 50 }, paper);
  await click('[name=marked][value=speaker]');
  await page.waitForFunction(() => !(CSS.highlights.get('rapporteur-speaker')?.size > 0) && CSS.highlights.get('rapporteur-direct')?.size > 0, { polling: 50 });
  await options.$eval('#minimum', slider => {
    slider.value = '100';
    for (const type of ['input', 'change']) slider.dispatchEvent(new Event(type, { bubbles: true }));
  });
  await options.waitForFunction(() => document.getElementById('done').textContent === 'Enregistré.');
  for (let done = false; !done;) done = (await kept()).minimum === 1;
  assert.deepEqual(await kept(), { unmarked: ['speaker'], palette: 'clear', style: 'tint', minimum: 1, language: 'fr' });
  await waitInPanel(panel, before => Number(document.querySelector('.figures strong:first-child').textContent) < before, speakers);
  await click('#reset');
  await waitInPanel(panel, () => document.querySelector('[data-tab=quotes]')?.textContent === 'Quotes');
  await page.waitForFunction(before => getComputedStyle(document.body, '::highlight(rapporteur-direct)').backgroundColor === before, { polling: 50 }, paper);
  assert.deepEqual(await kept(), {});
  await closePanel(panel);
  await options.close();
  await page.close();
});

test('broken options give way to their defaults, and the reader is told', async () => {
  await keep({ unmarked: ['nonsense'], palette: 7, style: '__proto__', minimum: 'high', language: 'tlh' });
  const { page: options, errors } = await open('options');
  assert.equal(await options.$eval('#broken', note => note.hidden), false);
  assert.equal(await options.$eval('[name=palette][value=paper]', input => input.checked), true);
  assert.equal(await options.$$eval('[name=marked]:checked', inputs => inputs.length), 8);
  assert.equal(await options.$eval('#minimum', slider => slider.value), '0');
  const { page, panel } = await openPanel();
  assert.equal(await panel.$eval('#broken', note => note.hidden), false);
  assert.equal(await panel.$eval('#broken', note => note.textContent), 'Some options could not be read, so their defaults are used.');
  await options.$eval('[name=palette][value=sea]', input => input.click());
  await waitInPanel(panel, () => document.getElementById('broken').hidden);
  assert.deepEqual(await kept(), { palette: 'sea' }, 'what was broken is gone');
  assert.deepEqual(errors, []);
  await closePanel(panel);
  await options.close();
  await page.close();
  await keep({});
});

test('the desk reads a pasted text and a dropped file, and refuses a picture', async () => {
  const { page, errors, requests } = await open('desk');
  await page.$eval('#desk-text', field => (field.value = '“We will not sign,” Foreign Minister Anna Berg told parliament. The opposition welcomed the decision.'));
  await page.click('#desk-read');
  assert.deepEqual((await painted(page)).direct, ['We will not sign']);
  const drop = (name, content) => page.evaluate((name, content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, name, content);
  await drop('note.html', '<h1>Talks</h1><p onclick="alert(1)">“It always was,” Ole Lie added in Geneva on Monday.</p><script>document.title = "ran"</script>');
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'note.html');
  assert.deepEqual((await painted(page)).direct, ['It always was']);
  await drop('photo.png', 'x');
  await page.waitForFunction(() => !document.getElementById('desk-complaint').hidden);
  assert.match(await page.$eval('#desk-complaint', element => element.textContent), /^“photo.png” is none/);
  assert.doesNotMatch(await page.title(), /ran/);
  assert.deepEqual(requests.filter(url => !url.startsWith(`chrome-extension://${id}/`)), []);
  assert.deepEqual(errors.filter(error => !error.startsWith('Executing inline event handler violates')), []);
  await page.close();
});

test('the print view shows the whole article, and nothing once the panel is gone', async () => {
  const { page, panel } = await openPanel();
  const quotes = await panel.evaluate(() => {
    document.querySelector('[data-tab=quotes]').click();
    return document.querySelectorAll('.go').length;
  });
  await panel.click('[popovertarget=more-menu]');
  await panel.click('#print');
  const target = await chromium.browser.waitForTarget(target => target.url().includes('/report.html#'));
  const report = await target.page();
  await report.waitForFunction(() => document.querySelector('.printed .headline'));
  assert.match(await report.$eval('#headline', title => title.textContent), /^Arctic Cable Talks/);
  assert.equal(await report.$$eval('.printed .said[data-layer]', words => words.length), quotes);
  assert.equal(await report.$$eval('#report button', buttons => buttons.length), 0);
  assert.equal(await report.$eval('#nothing', note => note.hidden), true);
  await letIn(report, LOOKS.light);
  assert.deepEqual(await violations(report), []);
  await closePanel(panel);
  await page.waitForFunction(() => !CSS.highlights.has('rapporteur-direct'), { polling: 50 });
  await report.reload();
  await report.waitForFunction(() => document.getElementById('nothing').textContent);
  assert.equal(await report.$eval('#nothing', note => note.hidden), false);
  await report.close();
  await page.close();
});

test('no page of the extension sticks out at 320 px', async () => {
  for (const language of ['en', 'de', 'ar']) {
    await keep({ language });
    for (const name of ['options', 'welcome', 'desk', 'report']) {
      const { page } = await open(name, { width: 320, height: 700 });
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= room, `${name}, ${language}: ${wide} px wide in ${room} px`);
      await page.close();
    }
  }
  await keep({});
});
