// The JavaScript API in Chromium, on input that pages can really contain: reports stay valid and offsets right.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, newPage, serveDist } from './harness.mjs';

let chromium, dist, page;

before(async () => {
  [chromium, dist] = [await launch(), await serveDist()];
  ({ page } = await newPage(chromium.browser));
  await page.goto(`${dist.address}nothing`);
  await page.evaluate(async address => {
    globalThis.core = await import(`${address}wasm/rapporteur.js`);
    const bytes = await (await fetch(`${address}wasm/rapporteur_bg.wasm`)).arrayBuffer();
    core.initSync({ module: bytes });
  }, dist.address);
});

after(async () => {
  await chromium.close();
  await dist.close();
});

/** The report of a text that is made inside the page, where lone surrogates survive. */
const analyze = expression => page.evaluate(source => core.analyze((0, eval)(source)), expression);

const SENTENCE = '“We will not sign this treaty,” Foreign Minister Anna Berg said on Monday.';

/** Every span of a report, with the name of its field. */
function spans(report) {
  const list = [];
  const isSpan = value => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
  const walk = (value, path) => {
    if (isSpan(value) && !/holders|members|addressees|relations/.test(path)) list.push([path, value]);
    else if (value && typeof value === 'object') for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  walk(report, '');
  return list;
}

function assertValid(report, text) {
  assert.equal(report.version, 1);
  assert.equal(report.offsets, 'utf-16');
  assert.equal(report.text, text);
  for (const [path, [start, end]] of spans(report)) {
    assert.ok(start < end && end <= text.length, `${path}: [${start}, ${end}] in a text of ${text.length}`);
    const cuts = [start, end].filter(at => /^[\udc00-\udfff]/.test(text.slice(at)) && /[\ud800-\udbff]$/.test(text.slice(0, at)));
    assert.deepEqual(cuts, [], `${path} cuts a surrogate pair`);
  }
}

test('an empty text gives an empty report', async () => {
  const report = await analyze('""');
  assertValid(report, '');
  for (const list of ['actors', 'attributions', 'issues', 'positions', 'relations']) assert.deepEqual(report[list], []);
});

for (const [name, char] of [['letters', 'a'], ['spaces', ' '], ['quotation marks', '“'], ['full stops', '.'], ['emoji', '🕊']]) {
  test(`a megabyte of ${name} is analysed`, async () => {
    const length = Math.floor(1_000_000 / char.length);
    const report = await analyze(`${JSON.stringify(char)}.repeat(${length})`);
    assertValid(report, char.repeat(length));
    assert.deepEqual(report.positions, []);
  });
}

const MISHAPS = {
  'a lone high surrogate': ['\ud83d', '\ufffd'],
  'a lone low surrogate': ['\ude00', '\ufffd'],
  'a NUL': ['\0', '\0'],
  'an emoji of several code points': ['👩🏽‍🚀', '👩🏽‍🚀'],
  'Hebrew and Arabic': ['שלום, قال الوزير', 'שלום, قال الوزير'],
  'an unbalanced quotation mark': ['“ ” " « „', '“ ” " « „'],
};

for (const [name, [sent, kept]] of Object.entries(MISHAPS)) {
  test(`offsets stay right after ${name}`, async () => {
    // Escaped, because a lone surrogate does not survive the way to the browser.
    const text = `${sent} talks. \n\n${SENTENCE}`;
    const escaped = [...text].map(char => char.length === 1 ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char).join('');
    const report = await analyze(`"${escaped}"`);
    assertValid(report, `${kept} talks. \n\n${SENTENCE}`);
    const quote = report.attributions.find(({ kind }) => kind === 'direct');
    assert.ok(quote, 'the quote is found');
    const [[start, end]] = quote.content;
    assert.equal(report.text.slice(start, end), 'We will not sign this treaty');
  });
}

test('an outline that is none is refused with a clear message', async () => {
  const message = await page.evaluate(() => {
    try {
      return core.analyzeOutline({ runs: [{ block: 'first' }] });
    } catch (error) {
      return error.message;
    }
  });
  assert.match(message, /^The outline of the page is not as expected: .*u32/);
});

test('an outline gives marks into its runs', async () => {
  const { report, marks } = await page.evaluate(sentence => core.analyzeOutline({
    blocks: [{ tag: 'p' }],
    runs: [{ block: 0, text: `  🕊 ${sentence}` }],
  }), SENTENCE);
  assert.equal(report.text, `🕊 ${SENTENCE}`);
  const direct = marks.find(([layer]) => layer === 'direct');
  assert.ok(direct, 'the quote is marked');
  const [, item, run, start, end] = direct;
  assert.deepEqual([item[0], run], ['q', 0]);
  assert.equal(`  🕊 ${SENTENCE}`.slice(start, end), 'We will not sign this treaty');
});
