// The extension in a real Firefox, in its own sidebar, by its toolbar button: the same path as in Chromium.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DIST, servePages } from './harness.mjs';
import { PAGES, launchFirefox, until } from './marionette.mjs';

const ARTICLE = `<article><h1>Treaty in doubt</h1>
  <p id="quote">“We will not sign this treaty,” Foreign Minister Anna Berg said on <b>Monday</b> in Geneva.</p>
  <p>Her Norwegian counterpart, Ole Lie, urged all parties to return to the talks, which began three years ago.</p>
  <div>${'<br>'.repeat(150)}</div><p id="last">“The door stays open,” Lie added. “It always was.”</p></article>`;

let firefox, pages;

before(async () => {
  pages = await servePages(path => ({
    html: `<!doctype html><html lang="en"><title>Treaty in doubt</title><link rel="icon" href="data:,"><body><nav><a href="/">Home</a></nav>${ARTICLE}</body></html>`,
    policy: path === 'strict' ? "default-src 'none'; img-src data:" : null,
  }));
  firefox = await launchFirefox();
  await firefox.recordRequests();
  await firefox.install(`${DIST}extension-firefox`);
  // The first page opens by itself, once, in a tab of its own.
  await until('the first page is shown', () => firefox.inBrowser(address => gBrowser.tabs.some(tab => tab.linkedBrowser.currentURI.spec === address), `${PAGES}welcome.html`));
});

after(async () => {
  await firefox.close();
  pages.close();
});

const layers = () => firefox.inPage(() => [...CSS.highlights].filter(([name, { size }]) => name.startsWith('rapporteur-') && size > 0).map(([name]) => name));
const direct = () => firefox.inPage(() => [...(CSS.highlights.get('rapporteur-direct') ?? [])].map(range => range.toString().replace(/\.$/, '')).sort());
const waitForMarks = () => until('the page is marked', async () => (await direct()).length === 3);
const waitForNoMarks = () => until('the marks are gone', async () => (await layers()).length === 0);
const says = words => until(`the sidebar says “${words}”`, () => firefox.inSidebar(words => document.getElementById('stage').innerText.includes(words), words));
const clickIn = selector => firefox.inSidebar(selector => {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  element.click();
}, selector);

async function openArticle(path, address = pages.address) {
  await firefox.newTab();
  await firefox.open(address + path);
  await firefox.inPage(() => {
    document.documentElement.dataset.changes = '0';
    let changes = 0;
    new MutationObserver(records => (document.documentElement.dataset.changes = String(changes += records.length)))
      .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

for (const path of ['plain', 'strict']) {
  test(`Firefox: the button opens the sidebar and marks a ${path} page; clicks lead both ways; closing takes the marks away`, async () => {
    await openArticle(path);
    await firefox.pressButton();
    await waitForMarks();
    assert.deepEqual(await direct(), ['It always was', 'The door stays open', 'We will not sign this treaty']);
    await says('Treaty in doubt');
    const style = await firefox.inPage(() => getComputedStyle(document.getElementById('quote'), '::highlight(rapporteur-direct)').backgroundColor);
    assert.notEqual(style, 'rgba(0, 0, 0, 0)', 'the marks have a style, whatever the page allows');

    await clickIn('[data-tab=quotes]');
    await firefox.inSidebar(() => [...document.querySelectorAll('.go')].find(button => button.textContent.includes('door stays open')).click());
    await until('the quote flashes', () => firefox.inPage(() => CSS.highlights.get('rapporteur-flash')?.size > 0));
    await until('the page scrolls', () => firefox.inPage(() => scrollY > 500));

    await firefox.inPage(() => scrollTo(0, 0));
    const { x, y } = await firefox.inPage(() => document.getElementById('quote').getBoundingClientRect().toJSON());
    await firefox.click(x + 60, y + 9);
    await until('the quote is chosen', () => firefox.inSidebar(() => document.querySelector('[aria-current=true]')?.textContent.includes('We will not sign')));

    await firefox.inSidebar(() => {
      const kind = document.querySelector('[data-filter=kind]');
      kind.value = 'indirect';
      kind.dispatchEvent(new Event('input', { bubbles: true }));
    });
    assert.equal(await firefox.inSidebar(() => document.querySelector('.panel').textContent.includes('We will not sign')), false);
    await clickIn('.marks');
    await until('the marks are hidden', async () => (await direct()).length === 0);
    await clickIn('.marks');
    await waitForMarks();

    assert.equal(await firefox.inPage(() => document.documentElement.dataset.changes), '0', 'the page is not changed');
    await firefox.closeSidebar();
    await waitForNoMarks();
  });
}

test('Firefox: each export holds the article', async () => {
  await openArticle('plain');
  await firefox.pressButton();
  await says('Treaty in doubt');
  const exports = await firefox.inSidebar(async () => {
    // What is downloaded is a blob of the page: it is kept here instead of in a folder.
    const [files, blobs] = [{}, []];
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => (blobs.push(blob), make.call(URL, blob));
    document.addEventListener('click', event => event.target.download && event.preventDefault(), { capture: true });
    HTMLAnchorElement.prototype.click = function () {
      files[this.download] = blobs.at(-1);
    };
    for (const button of document.querySelectorAll('[data-way=download]')) button.click();
    return Object.fromEntries(await Promise.all(Object.entries(files).map(async ([name, blob]) => [name, await blob.text()])));
  });
  assert.deepEqual(Object.keys(exports).sort(), ['csv', 'json', 'jsonld', 'md'].map(ending => `Treaty in doubt.${ending}`));
  assert.match(exports['Treaty in doubt.md'], /^# Treaty in doubt\n[^]*We will not sign this treaty/);
  assert.match(exports['Treaty in doubt.csv'], /^doc,position,source_actor,[^]*Anna Berg/);
  assert.equal(JSON.parse(exports['Treaty in doubt.json']).offsets, 'utf-16');
  assert.equal(JSON.parse(exports['Treaty in doubt.jsonld']).type, 'AnnotationCollection');
  await firefox.closeSidebar();
});

test('Firefox: navigation asks for a press, a second tab has a state of its own', async () => {
  await openArticle('plain');
  const first = await firefox.tab();
  await firefox.pressButton();
  await waitForMarks();
  await firefox.open(`${pages.address}next`);
  await says('Press the toolbar button to read this page');
  await firefox.pressButton();
  await waitForMarks();
  await firefox.open(`${pages.other}elsewhere`);
  await says('Press the toolbar button to read this page');
  await firefox.pressButton();
  await waitForMarks();
  await openArticle('second');
  await says('Press the toolbar button to read this page');
  await firefox.pressButton();
  await waitForMarks();
  await clickIn('[data-tab=positions]');
  await firefox.switchTo(first);
  await until('the first tab’s state is shown', () => firefox.inSidebar(() => document.querySelector('[data-tab=overview]')?.ariaSelected === 'true'));
  assert.equal((await direct()).length, 3, 'its marks are still there');
  await firefox.closeSidebar();
  await waitForNoMarks();
});

test('Firefox: a granted site is read without a press while the sidebar is open, until it is taken back in the options', async () => {
  await openArticle('plain');
  await firefox.pressButton();
  await waitForMarks();
  await until('the button names the site', () => firefox.inSidebar(() => document.getElementById('always').textContent === 'Always read 127.0.0.1'));
  await clickIn('#always');
  await until('the site is granted', () => firefox.inSidebar(() => document.getElementById('always').ariaPressed === 'true'));
  await firefox.open(`${pages.address}next`);
  await waitForMarks();
  await firefox.newTab();
  await firefox.open(`${PAGES}options.html`);
  const listed = () => firefox.inPage(() => [...document.querySelectorAll('#sites bdi')].map(site => site.textContent));
  await until('the site is listed', async () => (await listed()).join() === '127.0.0.1');
  await firefox.inPage(() => document.querySelector('#sites button').click());
  await until('it is taken back', async () => (await listed()).length === 0);
  await openArticle('plain');
  await says('Press the toolbar button to read this page');
  await firefox.closeSidebar();
});

test('Firefox: from the press to the marks', async () => {
  await openArticle('plain');
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    await firefox.pressButton();
    await waitForMarks();
    times.push(performance.now() - start);
    await firefox.closeSidebar();
    await waitForNoMarks();
  }
  console.log(`  Firefox, sidebar closed before: ${times.map(time => time.toFixed(0)).join(', ')} ms`);
  assert.equal(times.length, 3);
});

test('Firefox: no request but for the pages themselves', async () => {
  const asked = await firefox.requests();
  assert.ok(asked.length > 0, 'requests are recorded');
  const own = url => [pages.address, pages.other, PAGES, 'data:', 'blob:moz-extension:'].some(start => url.startsWith(start));
  assert.deepEqual(asked.filter(url => !own(url)), []);
  const wanted = new Set(['plain', 'strict', 'next', 'elsewhere', 'second']);
  assert.deepEqual(pages.visited.filter(path => !wanted.has(path)), []);
});
