// The reader's own texts: pasted, and dropped as .txt, .md and .html. Nothing of a file runs, loads or becomes markup.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEMO_FILE, launch, newPage, openDemo, painted } from './harness.mjs';

const QUOTE = '“We will not sign,” Foreign Minister Anna Berg told parliament. The opposition welcomed the decision.';

let chromium;

before(async () => {
  chromium = await launch();
});

after(() => chromium.close());

async function openDesk() {
  const opened = await newPage(chromium.browser);
  await openDemo(opened.page, `${DEMO_FILE}#desk`);
  return opened;
}

/** Drops a file on the page, as a file manager would, and waits until it is read. */
async function drop(page, name, content) {
  await page.evaluate((name, content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, name, content);
  await page.waitForFunction(name => document.documentElement.dataset.ready === name, {}, name);
}

test('a pasted text is laid out, marked and summed up', async () => {
  const { page, errors } = await openDesk();
  await page.$eval('#desk-text', (field, text) => (field.value = text), `Treaty in doubt\n\n${QUOTE}\n\nSecond <b>paragraph</b> of it, which is here to be read as text.`);
  await page.click('#desk-read');
  assert.deepEqual((await painted(page)).direct, ['We will not sign']);
  assert.match(await page.$eval('#story', story => story.textContent), /Second <b>paragraph<\/b> of it/);
  await page.click('[data-tab=quotes]');
  assert.match(await page.$eval('.who', element => element.textContent), /Anna Berg/);
  assert.deepEqual(errors, []);
  await page.close();
});

const FILES = {
  'note.txt': QUOTE,
  'note.md': `# A *treaty* in doubt\n\n> ${QUOTE.replace('parliament', '[parliament](https://example.org/)')}`,
  'note.html': `<title>x</title><nav><a href=/>Home</a></nav><article><h1>A treaty in doubt</h1><p onclick="document.title='ran'">${QUOTE}</p>
    <script>document.title = 'ran'</script><img src="https://example.org/x.png" onerror="document.title='ran'"></article>`,
};

for (const [name, content] of Object.entries(FILES)) {
  test(`a dropped ${name.split('.').at(-1)} file is read as text`, async () => {
    const { page, errors, requests } = await openDesk();
    await drop(page, name, content);
    assert.deepEqual((await painted(page)).direct, ['We will not sign']);
    const story = await page.$eval('#story', element => element.innerHTML);
    assert.doesNotMatch(story, /script|onclick|onerror|href|img|\*|&gt;|\]\(/);
    assert.doesNotMatch(await page.title(), /ran/);
    assert.deepEqual(requests.filter(url => !url.startsWith(DEMO_FILE) && !url.startsWith('data:')), []);
    // The browser says that it did not run the handlers of the file; nothing else may be said.
    assert.deepEqual(errors.filter(error => !error.startsWith('Executing inline event handler violates')), []);
    await page.close();
  });
}

test('a file of another kind is refused in one line', async () => {
  const { page } = await openDesk();
  await drop(page, 'photo.png', 'x');
  assert.match(await page.$eval('#desk-complaint', element => element.textContent), /^“photo.png” is none of the kinds of files/);
  await page.close();
});

test('an empty desk says that there is no article', async () => {
  const { page } = await openDesk();
  assert.equal(await page.$eval('.panel .empty', element => element.textContent), 'No article was found on this page.');
  await page.close();
});
