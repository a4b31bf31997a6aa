// Notes on wrong marks: kept on the machine, taken back, still there after a new start, saved as cases, forgotten.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEMO_FILE, launch, newPage, openDemo } from './harness.mjs';

let chromium;

before(async () => {
  chromium = await launch();
});

after(() => chromium.close());

const kept = page => page.evaluate(() => JSON.parse(localStorage.getItem('rapporteur-notes') ?? '[]'));
const foot = page => page.$eval('.notes', line => (line.hidden ? '' : line.firstChild.textContent));

test('a mark that the reader holds to be wrong is noted, and can be saved as a case', async () => {
  const { page, errors, requests } = await newPage(chromium.browser);
  await openDemo(page, `${DEMO_FILE}#arctic-cable`);
  assert.equal(await foot(page), '');
  await page.click('[data-tab=quotes]');
  await page.click('[data-wrong=q0]');
  await page.waitForFunction(() => !document.querySelector('.notes').hidden);
  assert.equal(await page.$eval('[data-wrong=q0]', button => button.getAttribute('aria-pressed')), 'true');
  await page.click('[data-tab=positions]');
  await page.click('[data-wrong=p0]');
  await page.waitForFunction(() => document.querySelector('.notes').textContent.startsWith('2 notes'));
  const notes = await kept(page);
  assert.deepEqual(notes.map(note => note.item), ['q0', 'p0']);
  for (const note of notes) {
    assert.ok(note.case.includes(note.sentence) && note.case.endsWith('\n---\n') && note.rule.length > 0);
    assert.ok(note.report.attributions.length > 0);
  }

  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset.ready && !document.querySelector('.notes').hidden);
  assert.equal(await foot(page), '2 notes on wrong marks');
  const file = await page.evaluate(async () => {
    let blob;
    URL.createObjectURL = given => ((blob = given), 'data:,');
    HTMLAnchorElement.prototype.click = function () { blob.name = this.download; };
    document.querySelector('[data-notes=save]').click();
    while (!blob?.name) await new Promise(done => setTimeout(done, 10));
    return [blob.name, await blob.text()];
  });
  assert.deepEqual(file, ['rapporteur-notes.case', notes.map(note => note.case).join('\n')]);

  await page.click('[data-tab=quotes]');
  await page.click('[data-wrong=q0]');
  await page.click('[data-wrong=q0]');
  await page.waitForFunction(() => document.querySelector('.notes').textContent.startsWith('1 note '));
  assert.deepEqual((await kept(page)).map(note => note.item), ['p0']);
  await page.click('[data-notes=forget]');
  await page.waitForFunction(() => document.querySelector('.notes').hidden);
  assert.deepEqual(await kept(page), []);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests.filter(url => !url.startsWith(DEMO_FILE) && !url.startsWith('data:')), []);
  await page.close();
});
