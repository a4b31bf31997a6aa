// Pages that live: they swap their article, load more, render again, hide text in shadow roots and frames, never rest, take
// marks away or are hostile. Marks stand on the exact words, and nobody's article is changed by us.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import * as React from 'react';
import { renderToString } from 'react-dom/server';
import { launch, newPage } from './harness.mjs';
import { reader, until } from './reader.mjs';

const QUOTE = '“We will not sign this treaty,” Foreign Minister Anna Berg said on Monday in Geneva.';
const REST = `Her Norwegian counterpart, Ole Lie, urged all parties to return to the talks, which began three years ago.
  He spoke to reporters after a meeting that had lasted all night, and looked tired.`;
const SAID = 'We will not sign this treaty';

/** A page with an article; `extra` stands behind it. */
const article = (extra = '', quote = QUOTE) => `<!doctype html><html lang="en"><title>Treaty in doubt</title><body>
  <nav><a href="/">Home</a></nav><article id="story"><h1>Treaty in doubt</h1><p id="quote">${quote}</p><p>${REST}</p>
  </article>${extra}</body></html>`;

let chromium, server, address;
const pages = new Map();

before(async () => {
  chromium = await launch();
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(pages.get(request.url) ?? '');
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await chromium.close();
  server.closeAllConnections();
  server.close();
});

/** Opens a page and starts reading. `changes` on the page counts what is changed in `#story`. */
async function open(html) {
  pages.set('/', html);
  const { page, errors } = await newPage(chromium.browser);
  await page.goto(`${address}/`);
  await page.evaluate(() => {
    globalThis.changes = 0;
    const story = document.getElementById('story');
    const observer = new MutationObserver(records => (changes += records.length));
    if (story) observer.observe(story, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const run = await reader(page);
  await run('reader.start()');
  return { page, errors, run };
}

const direct = run => run('reader.painted("direct")');
const changes = page => page.evaluate(() => changes);

test('an application that swaps its article is read again', async () => {
  const { page, run } = await open(article());
  assert.deepEqual(await direct(run), [SAID]);
  await page.evaluate(() => {
    history.pushState({}, '', '/second');
    document.getElementById('story').innerHTML = `<h1>Bridge to stay closed</h1>
      <p>“Nobody wants this,” said Mayor Tom Reed, who lives on the far bank himself. “But I will not wait.”</p>
      <p>The old bridge over the river will stay closed until spring, because engineers found cracks in two arches.</p>`;
  });
  await until(run, 'reader.state.readings > 1');
  assert.deepEqual(await direct(run), ['Nobody wants this', 'But I will not wait']);
  assert.match(await run('reader.text()'), /^Bridge to stay closed/);
  await page.close();
});

test('text that is loaded later is marked too', async () => {
  const { page, run } = await open(article());
  await page.evaluate(() => {
    const paragraph = document.createElement('p');
    paragraph.textContent = '“The door stays open,” Lie added before he left for Oslo, where parliament meets on Thursday.';
    document.getElementById('story').append(paragraph);
  });
  await until(run, 'reader.painted("direct").length > 1');
  assert.deepEqual(await direct(run), [SAID, 'The door stays open']);
  await page.close();
});

test('a page that goes on at its end is marked as far as it has come', async () => {
  const { page, run } = await open(article(`<div style="height: 3000px"></div><div id="end"></div>`));
  await page.evaluate(() => {
    let part = 0;
    new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting) || part === 2) return;
      part += 1;
      const paragraph = document.createElement('p');
      paragraph.textContent = `“This is part ${part} of the answer,” the minister said when he was asked once more about the treaty.`;
      document.getElementById('story').append(paragraph);
      // A page of this sort has more to show than fits into the window, again and again.
      scrollTo(0, 0);
    }).observe(document.getElementById('end'));
  });
  for (const part of [1, 2]) {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await until(run, `reader.painted("direct").length === ${part + 1}`);
  }
  assert.deepEqual(await direct(run), [SAID, 'This is part 1 of the answer', 'This is part 2 of the answer']);
  await page.close();
});

test('a large page stays free to go on while it is read', async () => {
  const { page, run } = await open(article());
  await page.evaluate(() => {
    const list = document.createElement('div');
    // Without boxes, because it takes Chromium long to lay them out.
    list.style.display = 'none';
    for (let part = 0; part < 200_000; part += 1) list.append(Object.assign(document.createElement('p'), { textContent: `Part ${part}` }));
    document.body.append(list);
  });
  const { turns, runs } = await run('reader.slices()');
  assert.ok(turns > 0 && runs > 200_000, `${turns} turns, ${runs} runs`);
  await page.close();
});

test('nothing is read while the tab is hidden', async () => {
  const { page, run } = await open(article());
  await run(`Object.defineProperty(document, 'hidden', { get: () => reader.hidden, configurable: true })`);
  await run('reader.hidden = true');
  await page.evaluate(text => {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    document.getElementById('story').append(paragraph);
  }, '“The door stays open,” Lie added before he left for Oslo, where parliament meets on Thursday.');
  await new Promise(done => setTimeout(done, 700));
  assert.equal(await run('reader.state.readings'), 1);
  await run(`reader.hidden = false; document.dispatchEvent(new Event('visibilitychange'))`);
  await until(run, 'reader.painted("direct").length === 2');
  assert.deepEqual(await direct(run), [SAID, 'The door stays open']);
  await page.close();
});

test('a mark leaves words that are replaced before they are drawn', async () => {
  const { page, run } = await open(article());
  // The reader's observer is asked after the page's own change, and before the next picture is drawn.
  const seen = page.evaluate(() => new Promise(done => {
    document.getElementById('quote').firstChild.data = 'Nothing of what was said on Monday will be printed here any longer, it seems.';
    requestAnimationFrame(() => done([...CSS.highlights.get('rapporteur-direct')].map(String)));
  }));
  assert.deepEqual(await seen, []);
  await until(run, 'reader.state.readings > 1');
  assert.deepEqual(await direct(run), []);
  await page.close();
});

/** A component, made of what React gives; its source goes to the browser as well. */
const story = ({ createElement: h, useState }, rest) => function Story() {
  const [day, setDay] = useState('Monday');
  globalThis.setDay = setDay;
  return h('article', { id: 'story' }, h('h1', null, 'Treaty in doubt'),
    h('p', { key: day }, '“We will not sign this treaty,” Foreign Minister Anna Berg said on ', h('b', null, day), ' in Geneva.'),
    h('p', null, rest));
};

test('React hydrates and renders again under the marks', async () => {
  const html = renderToString(React.createElement(story(React, REST)));
  const contents = `
    import * as React from 'react';
    import { hydrateRoot } from 'react-dom/client';
    const Story = (${story})(React, ${JSON.stringify(REST)});
    globalThis.failures = [];
    globalThis.hydrate = () => hydrateRoot(document.getElementById('root'), React.createElement(Story),
      { onRecoverableError: error => failures.push(String(error)) });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: new URL('../../', import.meta.url).pathname }, bundle: true, write: false, minify: true,
    define: { 'process.env.NODE_ENV': '"production"' }, format: 'iife', platform: 'browser',
  });
  const client = outputFiles[0].text;
  const { page, run, errors } = await open(`<!doctype html><html lang="en"><title>Treaty in doubt</title><body>
    <div id="root">${html}</div><script>${client.replaceAll('</script', '<\\/script')}</script></body></html>`);
  assert.deepEqual(await direct(run), [SAID]);
  await page.evaluate(() => void hydrate());
  await page.waitForFunction(() => globalThis.setDay !== undefined);
  assert.equal(await changes(page), 0, 'hydration finds the markup as it was');
  assert.deepEqual(await direct(run), [SAID]);
  await page.evaluate(() => setDay('Tuesday'));
  await until(run, 'reader.state.readings > 1');
  assert.deepEqual(await direct(run), [SAID]);
  assert.match(await page.$eval('#story', story => story.textContent), /Anna Berg said on Tuesday in Geneva\./);
  assert.deepEqual([await page.evaluate(() => failures), errors], [[], []]);
  await page.close();
});

test('new nodes with the same words are marked without asking the core', async () => {
  const { page, run } = await open(article());
  await page.evaluate(() => {
    const old = document.getElementById('quote');
    old.replaceWith(old.cloneNode(true));
  });
  await until(run, `reader.painted("direct").length === 1 && document.getElementById('quote').contains(
    [...CSS.highlights.get('rapporteur-direct')].find(range => !range.collapsed).startContainer)`);
  assert.deepEqual(await direct(run), [SAID]);
  assert.equal(await run('reader.state.readings'), 1);
  await page.close();
});

test('an open shadow root is read as it is shown, and watched', async () => {
  const { page, run } = await open(`<!doctype html><html lang="en"><title>Treaty in doubt</title><body>
    <news-story><template shadowrootmode="open"><article><h1>Treaty in doubt</h1><slot></slot><p id="more">${REST}</p></article></template>
    <p>${QUOTE}</p></news-story></body></html>`);
  assert.deepEqual(await direct(run), [SAID]);
  assert.match(await run('reader.text()'), /^Treaty in doubt\n\n“We will not sign.*\n\nHer Norwegian/);
  await page.evaluate(() => {
    const more = document.querySelector('news-story').shadowRoot.getElementById('more');
    more.textContent += ' “The door stays open,” Lie added.';
  });
  await until(run, 'reader.painted("direct").length > 1');
  assert.deepEqual(await direct(run), [SAID, 'The door stays open']);
  await page.close();
});

test('a frame of the same origin is read and marked', async () => {
  pages.set('/frame', article());
  const { page, run } = await open(`<!doctype html><html lang="en"><title>Treaty in doubt</title><body>
    <nav><a href="/">Home</a></nav><iframe src="/frame" width="800" height="600"></iframe></body></html>`);
  assert.deepEqual(await run('reader.painted("direct", document.querySelector("iframe").contentWindow)'), [SAID]);
  await page.close();
});

test('a page that never rests is read ever more rarely', async () => {
  const { page, run } = await open(article('<div id="ticker"></div>'));
  await page.evaluate(() => {
    globalThis.ticks = 0;
    const ticker = document.getElementById('ticker');
    setInterval(() => (ticker.textContent = `Tick ${(ticks += 1)}`), 10);
  });
  await until(run, 'reader.state.readings > 1');
  const first = await page.evaluate(() => ticks);
  await until(run, 'reader.state.readings > 2');
  const second = (await page.evaluate(() => ticks)) - first;
  assert.ok(first > 5 && second > 5, `${first} and ${second} changes between readings`);
  assert.deepEqual(await direct(run), [SAID]);
  assert.equal(await changes(page), 0);
  await page.close();
});

test('what the reader types into the page is left alone', async () => {
  const { page, run } = await open(article(`<div id="editor" contenteditable>“I disagree with every word of this,” said nobody, ever, at all.</div>`));
  await page.focus('#editor');
  await page.keyboard.type('More words');
  await page.evaluate(() => document.body.append(document.createElement('p')));
  assert.deepEqual(await direct(run), [SAID]);
  assert.doesNotMatch(await run('reader.text()'), /disagree/);
  await page.close();
});

test('marks that the page throws away come back once, and then it is said', async () => {
  const { page, run } = await open(article());
  const clear = () => page.evaluate(() => CSS.highlights.clear());
  await clear();
  await page.mouse.move(40, 40);
  await until(run, 'CSS.highlights.has("rapporteur-direct")');
  assert.equal(await run('reader.state.cleared'), 0);
  await clear();
  await page.mouse.move(60, 60);
  await until(run, 'reader.state.cleared === 1');
  assert.equal(await run('CSS.highlights.has("rapporteur-direct")'), false);
  assert.equal(await changes(page), 0);
  await page.close();
});

test('a page that overrides what browsers give does not reach the reader', async () => {
  const { page, run } = await open(article(`<script>
    globalThis.Range = function () { throw new Error('no ranges here'); };
    Array.prototype.push = Array.prototype.pop = Array.prototype.at = () => { throw new Error('no lists here'); };
    JSON.stringify = () => '"nonsense"';
    Node.prototype.nextSibling; Object.defineProperty(Text.prototype, 'data', { get: () => 'nonsense' });
  </script>`));
  assert.deepEqual(await direct(run), [SAID]);
  assert.equal(await changes(page), 0);
  await page.close();
});

test('names that are scripts stay words', async () => {
  const name = 'Anna &lt;img src=x onerror="globalThis.hacked = true"&gt; Berg';
  const { page, run } = await open(article('', `“We will not sign this treaty,” Foreign Minister ${name} said on Monday.`));
  assert.deepEqual(await direct(run), [SAID]);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await changes(page), 0);
  await page.close();
});

test('ten thousand nested elements and a text of ten megabytes are read', async () => {
  const { page, run } = await open(article());
  await page.evaluate(() => {
    let inner = document.body;
    for (let depth = 0; depth < 10_000; depth += 1) {
      inner = inner.appendChild(document.createElement('div'));
      // Without boxes: Chromium itself takes minutes to lay out so many nested boxes.
      inner.style.display = 'contents';
    }
    inner.textContent = 'At the very bottom of it all there is a sentence that nobody will ever read on a screen.';
  });
  await until(run, 'reader.state.readings > 1');
  assert.deepEqual(await direct(run), [SAID]);
  assert.match(await run('reader.outline().runs.at(-1)[1]'), /^At the very bottom/);
  await page.evaluate(() => {
    const paragraph = document.createElement('p');
    paragraph.textContent = 'A sentence that is there many times over. '.repeat(250_000);
    document.getElementById('story').append(paragraph);
  });
  await until(run, 'reader.state.readings > 2');
  assert.deepEqual(await direct(run), [SAID]);
  assert.ok((await run('reader.text().length')) > 10_000_000);
  await page.close();
});
