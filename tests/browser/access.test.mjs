// Accessibility of the demo and its sidebar: axe-core finds nothing, in light, dark and forced colours, at 320 px, on
// every tab; at 320 px nothing must be scrolled sideways; movement stays away where the reader asked for that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { DEMO_FILE, launch, newPage, openDemo } from './harness.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LOOKS = {
  light: { features: [{ name: 'prefers-color-scheme', value: 'light' }] },
  dark: { features: [{ name: 'prefers-color-scheme', value: 'dark' }] },
  'forced colours': { features: [{ name: 'forced-colors', value: 'active' }] },
  '320 px': { width: 320, height: 700, features: [] },
  // 200 % zoom of a window of 1280 × 800 leaves this much room.
  '200 % zoom': { width: 640, height: 400, features: [] },
};

let chromium;

before(async () => {
  chromium = await launch();
});

after(() => chromium.close());

async function openIn({ features, ...size }, hash = 'arctic-cable') {
  const { page } = await newPage(chromium.browser, size);
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features });
  await openDemo(page, `${DEMO_FILE}#${hash}`);
  return page;
}

async function violations(page) {
  const result = await page.evaluate(async source => {
    if (!globalThis.axe) (0, eval)(source);
    return axe.run(document);
  }, AXE);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`);
}

for (const [name, look] of Object.entries(LOOKS)) {
  test(`axe-core finds nothing, ${name}`, async () => {
    const page = await openIn(look);
    // axe-core is put in by the test; the page's own policy would not let it in.
    await page.setBypassCSP(true);
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.ready);
    for (const tab of ['overview', 'speakers', 'quotes', 'positions']) {
      await page.click(`[data-tab=${tab}]`);
      if (tab === 'quotes') await page.click('.go');
      assert.deepEqual(await violations(page), [], tab);
    }
    await page.evaluate(() => (document.querySelector('.legend').open = true));
    assert.deepEqual(await violations(page), [], 'legend');
    await page.click('[data-open=desk]');
    assert.deepEqual(await violations(page), [], 'desk');
    await page.close();
  });
}

for (const name of ['320 px', '200 % zoom']) {
  test(`nothing sticks out sideways, ${name}`, async () => {
    const page = await openIn(LOOKS[name]);
    for (const tab of ['overview', 'speakers', 'quotes', 'positions']) {
      await page.click(`[data-tab=${tab}]`);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= room, `${tab}: ${wide} px wide in ${room} px`);
    }
    await page.close();
  });
}

test('with reduced motion the page jumps to an item', async () => {
  const page = await openIn({ features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
  await page.click('[data-tab=quotes]');
  await page.evaluate(() => {
    globalThis.scrolls = 0;
    addEventListener('scroll', () => (scrolls += 1));
    [...document.querySelectorAll('.go')].at(-1).click();
  });
  await page.waitForFunction(() => scrollY > 200 && scrolls > 0);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.evaluate(() => scrolls), 1);
  await page.close();
});
