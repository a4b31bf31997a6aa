// The second article of the demo, which shows every kind of quote, stance and relation, and everything a reader can do
// with it: click both ways, choose, find, step, copy, hide the marks, go through all of it by keyboard.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, newPage, openDemo, painted, serveDist } from './harness.mjs';

let chromium, dist, address, page, errors, requests;

before(async () => {
  [chromium, dist] = [await launch(), await serveDist()];
  address = `${dist.address}demo/#arctic-cable`;
  await chromium.browser.defaultBrowserContext().overridePermissions(dist.address, ['clipboard-read', 'clipboard-sanitized-write']);
});

after(async () => {
  await chromium.close();
  await dist.close();
});

beforeEach(async () => {
  ({ page, errors, requests } = await newPage(chromium.browser));
  await openDemo(page, address);
});

afterEach(async () => {
  assert.deepEqual(errors, []);
  assert.deepEqual(await page.evaluate(() => changes), [], 'the article is not changed');
  assert.deepEqual(requests.filter(url => url !== address && !url.startsWith('data:')), []);
  await page.close();
});

const text = selector => page.$eval(selector, element => element.innerText);
const texts = selector => page.$$eval(selector, elements => elements.map(element => element.innerText.replaceAll(/\s+/g, ' ')));
const openTab = tab => page.click(`[data-tab=${tab}]`);
/** The words that flash on the page. */
const flashing = () => page.evaluate(() => [...(CSS.highlights.get('rapporteur-flash') ?? [])].map(range => range.toString()));

/** Where on the screen some words of the article are. */
async function place(words) {
  return page.evaluate(wanted => {
    const walker = document.createTreeWalker(document.getElementById('story'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.data.indexOf(wanted);
      if (start < 0) continue;
      node.parentElement.scrollIntoView({ block: 'center' });
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const [{ x, y, width, height }] = range.getClientRects();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`The article has no words “${wanted}”`);
  }, words);
}

test('every kind of quote is marked on its exact words', async () => {
  await page.click('[data-uncertain]');
  const layers = await painted(page);
  // Whether the last full stop belongs to a quote is not asked here.
  assert.deepEqual(layers.direct.map(words => words.replace(/[.,]$/, '')), [
    'We will not sign a treaty that leaves our fishing grounds open to seizure',
    'The cable is a common good',
    'and we are ready to pay half of its cost',
    'Nobody in this room wants a quarrel over a cable',
    'What we need is patience',
    'If the parties accept independent inspections, the Union will open its satellite data to all of them',
    'It is a modest step',
    'But it is a step',
  ]);
  assert.deepEqual(layers.mixed, [
    '“the shortest, safest and cheapest way” to connect the two continents',
    'the line would cross “waters that have fed our coastal towns for four hundred years”',
  ]);
  for (const content of [
    'Norway to move it south',
    'Solheim told Halldal that Oslo would not lay a single metre of cable without Iceland’s consent',
    'Oslo would not lay a single metre of cable without Iceland’s consent',
    'foreign trawlers of cutting two older cables last winter',
    'the seabed east of Langanes belongs to it alone',
  ]) assert.ok(layers.indirect.includes(content), `${content}\nis not among\n${layers.indirect.join('\n')}`);
});

test('every stance is found, and contrast and agreement are told', async () => {
  await openTab('positions');
  const verbs = (await texts('.verb')).map(verb => verb.replace(/^(mildly|strongly) /, '').replace(/s?:$/, ''));
  for (const verb of ['support', 'oppose', 'demand', 'offer', 'agree', 'reject', 'accuse', 'denie', 'warn', 'maintain']) {
    assert.ok(verbs.includes(verb) || verbs.includes(`${verb}s`), `${verb} is not among ${verbs.join(', ')}`);
  }
  await openTab('overview');
  const titles = await texts('.part > .title');
  assert.deepEqual(titles, ['Who gets the words', 'Where they stand', 'Where they differ', 'Where they agree']);
});

test('a whole chain is named in the words of the text', async () => {
  await page.click('[data-uncertain]');
  await openTab('quotes');
  const chains = await texts('.panel .who');
  assert.ok(chains.includes('Solheim, according to the Norwegian foreign ministry'), chains.join('\n'));
});

test('a click on a quote scrolls to it and makes it flash', async () => {
  await openTab('quotes');
  const before = await page.evaluate(() => scrollY);
  await page.evaluate(() => [...document.querySelectorAll('.go')].find(button => button.textContent.includes('modest step')).click());
  assert.deepEqual(await flashing(), (await flashing()).filter(words => /modest step|But it is a step|Lund/.test(words)));
  assert.ok((await flashing()).includes('It is a modest step'));
  await page.waitForFunction(before => scrollY > before, {}, before);
  assert.equal(await page.$$eval('[aria-current=true]', elements => elements.length), 1);
});

test('a click on a mark chooses it in the sidebar, on its tab', async () => {
  const { x, y } = await place('common good');
  await page.mouse.click(x, y);
  assert.equal(await page.$eval('[data-tab=quotes]', tab => tab.getAttribute('aria-selected')), 'true');
  assert.match(await text('[aria-current=true]'), /The cable is a common good … and we are ready/);
  assert.match(await text('[role=status]'), /^Direct: Norwegian Prime Minister Ingrid Solheim$/);
  const cue = await place('opposes');
  await page.mouse.click(cue.x, cue.y);
  assert.equal(await page.$eval('[data-tab=positions]', tab => tab.getAttribute('aria-selected')), 'true');
  assert.match(await text('[aria-current=true]'), /Canada\s+opposes: the northern route/);
});

test('a click beside a mark chooses nothing', async () => {
  const { y } = await place('common good');
  await page.mouse.click(20, y);
  assert.equal(await page.$('[aria-current=true]'), null);
});

test('the pointer on a mark shows a card, Escape takes it away', async () => {
  const { x, y } = await place('opposes');
  await page.mouse.move(x, y);
  // The card is in a closed shadow root: only its box can be asked for, and what the browser draws there.
  await page.waitForFunction(() => document.querySelector('rapporteur-card'));
  assert.equal(await page.evaluate(() => document.querySelector('rapporteur-card').shadowRoot), null);
  const cardAt = () => page.evaluate(([x, y]) => {
    const points = [-70, -50, -30, 30, 50, 70].map(step => document.elementFromPoint(x, y + step)?.localName);
    return points.includes('rapporteur-card');
  }, [x, y]);
  assert.equal(await cardAt(), true);
  await page.keyboard.press('Escape');
  assert.equal(await cardAt(), false);
});

test('speaker, kind, stance and words narrow the lists, and Clear undoes it', async () => {
  await openTab('quotes');
  const all = (await texts('.panel .item')).length;
  await page.select('[data-filter=kind]', 'mixed');
  assert.equal((await texts('.panel .item')).length, 2);
  await page.click('[data-clear]');
  assert.equal((await texts('.panel .item')).length, all);
  await page.type('[data-filter=find]', 'FISHING');
  assert.deepEqual((await texts('.panel .said')), ['“We will not sign a treaty that leaves our fishing grounds open to seizure”']);
  await page.click('[data-clear]');
  const tremaine = await page.$$eval('[data-filter=speaker] option', options => options.find(option => option.textContent.includes('Tremaine')).value);
  await page.select('[data-filter=speaker]', tremaine);
  assert.ok((await texts('.panel .who')).every(who => who.includes('Tremaine')));
  await openTab('positions');
  await page.click('[data-clear]');
  await page.select('[data-filter=stance]', 'oppose');
  assert.ok((await texts('.panel .verb')).every(verb => verb.includes('opposes')));
  await page.type('[data-filter=find]', 'no such words');
  assert.equal(await text('.panel .empty'), 'No position fits these choices.');
});

test('Next and Previous step through what is listed', async () => {
  await openTab('quotes');
  const said = () => page.$eval('[aria-current=true] .said', element => element.textContent);
  const list = await texts('.panel .said');
  for (const expected of [list[0], list[1]]) {
    await page.click('[data-step=next]');
    assert.equal(await said(), expected);
  }
  assert.equal(await text('.place'), `2 of ${list.length}`);
  await page.click('[data-step=previous]');
  assert.equal(await said(), list[0]);
});

test('a quote is copied with its source', async () => {
  await openTab('quotes');
  await page.bringToFront();
  await page.evaluate(() => {
    const items = [...document.querySelectorAll('.item')];
    items.find(item => item.textContent.includes('common good')).querySelector('[data-copy]').click();
  });
  await page.waitForFunction(() => document.querySelector('[role=status]').textContent === 'Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.replace('cost.”', 'cost”'), '“The cable is a common good … and we are ready to pay half of its cost” (Norwegian Prime Minister Ingrid Solheim, '
    + `“Arctic Cable Talks Break Up With a Pledge to Meet Again in May”, The Morning Courier, 2026-10-15, ${address})`);
});

test('one key hides and shows all marks, and the button says so', async () => {
  const alt = async () => {
    await page.keyboard.down('Alt');
    await page.keyboard.press('KeyM');
    await page.keyboard.up('Alt');
  };
  await alt();
  assert.deepEqual(await painted(page), {});
  assert.match(await text('.marks'), /^Show marks/);
  await alt();
  assert.ok((await painted(page)).direct.length > 0);
  await page.click('.marks');
  assert.deepEqual(await painted(page), {});
});

test('everything can be done by keyboard alone', async () => {
  const focused = () => page.evaluate(() => document.activeElement.dataset.tab ?? document.activeElement.dataset.item ?? document.activeElement.className);
  await page.focus('[data-tab=overview]');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'speakers');
  await page.keyboard.press('End');
  assert.equal(await focused(), 'positions');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'overview');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(), 'quotes');
  // Only the chosen tab is a stop of the Tab key; the next one is the find field.
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'find');
  await page.focus('.go');
  const first = await focused();
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await focused(), first);
  const second = await focused();
  await page.keyboard.press('Enter');
  assert.equal(await page.$eval('[aria-current=true]', button => button.dataset.item), second);
  assert.ok((await flashing()).length > 0);
  await page.keyboard.press('Home');
  assert.equal(await focused(), first);
});

test('a sign of the matrix leads to its place, and a name to what is said', async () => {
  const sign = await page.$('.chip[title^="Canada opposes"]');
  await sign.click();
  assert.ok((await flashing()).includes('opposes'));
  await openTab('speakers');
  const names = await texts('.speakers .name');
  await page.click('.speakers .show');
  assert.equal(await page.$eval('[data-tab=quotes]', tab => tab.getAttribute('aria-selected')), 'true');
  assert.equal(await page.$eval('[data-filter=speaker]', select => select.selectedOptions[0].textContent), names[0]);
});

/** What the sidebar and the page show of the article. */
const shown = async () => ({
  figures: await texts('.figures strong'),
  matrix: await page.$$eval('.chip', chips => chips.length),
  marks: Object.values(await painted(page)).flat().length,
  unsure: (await texts('.chip')).filter(name => name.includes('uncertain')).length,
});

test('what is uncertain is hidden until the reader asks for it, and then says so', async () => {
  const [hidden, count] = [await shown(), /^(\d+) uncertain ones hidden$/.exec(await text('#rapporteur-uncertain'))?.[1]];
  assert.equal(hidden.unsure, 0);
  const box = await page.$('[data-uncertain]');
  assert.equal(await box.evaluate(box => box.labels[0].innerText), 'Show uncertain ones');
  await box.focus();
  await page.keyboard.press('Space');
  assert.equal(await text('#rapporteur-uncertain'), `${count} uncertain ones shown`);
  assert.equal(await text('[role=status]'), `${count} uncertain ones shown`);
  assert.equal(await page.evaluate(() => document.activeElement.matches('[data-uncertain]')), true);
  const all = await shown();
  const more = key => Number(all.figures[key]) - Number(hidden.figures[key]);
  assert.equal(more(1) + more(2), Number(count), 'quotes and positions');
  assert.ok(all.matrix > hidden.matrix && all.marks > hidden.marks && all.unsure > 0, JSON.stringify([hidden, all]));
  let noted = 0;
  for (const tab of ['quotes', 'positions']) {
    await openTab(tab);
    noted += (await texts('.item .note')).filter(note => note.startsWith('uncertain')).length;
  }
  assert.equal(noted, Number(count));
  await page.click('[data-uncertain]');
  await openTab('overview');
  assert.deepEqual(await shown(), hidden);
});

test('the current item and the choices stay when the uncertain ones come and go', async () => {
  await openTab('positions');
  await page.select('[data-filter=stance]', 'support');
  const current = () => page.$$eval('[aria-current=true]', items => items.map(item => item.textContent));
  await page.evaluate(() => [...document.querySelectorAll('.go')].at(-1).click());
  const [chosen, before] = [await current(), (await texts('.verb')).length];
  assert.equal(chosen.length, 1);
  await page.click('[data-uncertain]');
  assert.deepEqual(await current(), chosen);
  assert.ok((await texts('.verb')).length >= before);
  assert.ok((await texts('.verb')).every(verb => verb.includes('support')));
  await page.select('[data-filter=stance]', '');
  const all = (await texts('.verb')).length;
  await page.click('[data-uncertain]');
  assert.ok((await texts('.verb')).length < all);
  await page.click('[data-uncertain]');
  await page.select('[data-filter=stance]', 'support');
  await page.click('[data-uncertain]');
  assert.deepEqual([await current(), (await texts('.verb')).length], [chosen, before]);
});

test('each position says how it is known', async () => {
  await openTab('positions');
  assert.equal((await page.$$('.why')).length, (await page.$$('.item')).length);
  for (const summary of await page.$$('.why summary')) {
    await summary.focus();
    await page.keyboard.press('Enter');
  }
  const told = await texts('.why[open] ul');
  assert.equal(told.length, (await page.$$('.item')).length);
  for (const words of told) {
    assert.match(words, /^The words that show it: “.+” (The pattern that they fit: .+|No fixed pattern: learned from examples\.) How sure Rapporteur is: \d+ %$/);
  }
  assert.ok(told.some(words => words.includes('“agreed to” The pattern that they fit: agree to/on/that/… …')), told.join('\n'));
});

test('contrasts stand in two columns, in one where it is narrow, agreements apart', async () => {
  const columns = () => page.$$eval('.columns', all => all.map(one => [...one.children].map(side => Math.round(side.getBoundingClientRect().x))));
  assert.ok((await columns()).length > 0);
  // Norway is for the northern route, Canada against it: one issue, or nothing stands against anything.
  assert.ok(Number((await shown()).figures[3]) > 0);
  for (const [here, there] of await columns()) assert.ok(there > here);
  assert.deepEqual(await page.$$eval('.columns', all => all.map(one => [...one.children].map(side => side.ariaLabel)).flat()),
    (await columns()).flatMap(() => ['On one side', 'On the other']));
  assert.match(await text('.columns'), /Solheim.*supports: the northern route.*Canada opposes: the northern route/s);
  await page.setViewport({ width: 320, height: 800 });
  for (const [here, there] of await columns()) assert.equal(there, here);
  assert.equal(await page.$eval('.columns', one => one.closest('section').querySelector('h3').innerText), 'Where they differ');
});
