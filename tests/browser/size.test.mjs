// What the panel loads, how fast a large page is painted, and that the module carries nothing of the machine it was built
// on. Sizes are asserted, times are printed: they depend on the machine.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { compress } from 'lzma1';
import { fileURLToPath } from 'node:url';
import { files } from '../../www/tools/build.mjs';
import { DIST, launch, newPage } from './harness.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const packed = path => gzipSync(readFileSync(path), { level: 9 }).length;

let chromium;

before(async () => {
  chromium = await launch();
});

after(() => chromium.close());

test('everything the panel loads, but for the trained models, is at most 350 KB, gzip', () => {
  const models = files(`${ROOT}src`).filter(path => path.endsWith('.bin')).reduce((sum, path) => sum + packed(path), 0);
  const folder = `${DIST}extension-chrome/`;
  // The panel's script and all that it imports.
  const scripts = new Set(['panel.js']);
  for (const script of scripts) {
    for (const [, name] of readFileSync(folder + script, 'utf8').matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)) scripts.add(name);
  }
  const all = ['panel.html', 'pages.css', ...scripts, 'content.js', 'marks.css'];
  const sizes = Object.fromEntries(all.map(name => [name, packed(folder + name)]));
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  console.log(`  panel, gzip: ${Object.entries(sizes).map(([name, bytes]) => `${name} ${bytes}`).join(', ')}; together ${total}, of which models ${models}`);
  assert.ok(total - models <= 350 * 1024, `${total - models} bytes without the models`);
});

test('an embed is at most 400 KB, gzip, with its core; from a report at most 40 KB, as its documentation says', () => {
  const size = Object.fromEntries(readdirSync(`${DIST}embed`).map(name => [name, packed(`${DIST}embed/${name}`)]));
  for (const [name, bytes] of Object.entries(size)) console.log(`  embed/${name}: ${bytes} bytes, gzip`);
  const whole = Math.max(size['rapporteur.js'], size['rapporteur.classic.js']) + size['rapporteur.bin'];
  assert.ok(whole <= 400 * 1024, `${whole} bytes`);
  assert.ok(size['rapporteur.js'] <= 40 * 1024, `${size['rapporteur.js']} bytes`);
  const languages = Object.entries(size).filter(([name]) => /^rapporteur\.\w\w\.json$/.test(name)).map(([, bytes]) => bytes);
  assert.equal(languages.length, 5);
  const docs = readFileSync(`${ROOT}docs/embed.md`, 'utf8');
  const told = pattern => Number(pattern.exec(docs)?.[1] ?? assert.fail(`docs/embed.md does not say ${pattern}`)) * 1024;
  assert.ok(size['rapporteur.js'] <= told(/the script (\d+) KB/));
  assert.ok(size['rapporteur.bin'] <= told(/the core (\d+) KB/));
  assert.ok(Math.max(...languages) <= told(/words in a language other than English (\d+) KB/));
});

for (const folder of ['wasm', 'wasm-embed']) {
  test(`the module in ${folder}/ carries no folder of this machine`, () => {
    const module = readFileSync(`${DIST}${folder}/rapporteur_bg.wasm`).toString('latin1');
    for (const name of [ROOT, homedir()].filter(name => name.length > 1)) {
      // With a slash: words of the tables stand behind slashes as well.
      assert.equal(module.includes(name.replace(/\/?$/, '/')), false, name);
    }
    assert.ok(readdirSync(`${DIST}${folder}`).every(name => name.startsWith('rapporteur') || name.startsWith('.')));
  });
}

test('a packed module is unpacked as it was, and a broken one is noticed', async () => {
  const script = "export { unpack } from './www/sidebar/unpack.ts'; export { unpackModule, unpackModuleAtOnce } from './www/sidebar/module.ts';";
  const { outputFiles } = await build({ stdin: { contents: script, resolveDir: ROOT }, bundle: true, format: 'esm', write: false });
  const packing = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  const module = readFileSync(`${DIST}wasm-embed/rapporteur_bg.wasm`);
  const file = new Uint8Array(readFileSync(`${DIST}embed/rapporteur.bin`));
  assert.equal(Buffer.compare(packing.unpackModuleAtOnce(file), module), 0);
  const steps = packing.unpackModule(file);
  let taken = 0;
  while (!steps.next().done) taken += 1;
  assert.ok(taken > 20, `${taken} steps`);

  const unpacked = packed => {
    const step = packing.unpack(packed);
    for (;;) {
      const { done, value } = step.next();
      if (done) return value;
    }
  };
  for (const text of ['', 'a', 'a'.repeat(300), 'abc abd '.repeat(5000), readFileSync(`${ROOT}README.md`, 'utf8')]) {
    assert.equal(Buffer.from(unpacked(new Uint8Array(compress(Buffer.from(text), 9)))).toString(), text);
  }
  const broken = file.slice();
  broken[5000] ^= 255;
  for (const wrong of [broken, file.slice(0, file.length / 2)]) {
    let same = false;
    try {
      same = Buffer.compare(packing.unpackModuleAtOnce(wrong), module) === 0;
    } catch { /* That is one way of noticing. */ }
    assert.equal(same, false);
  }
});

test('5000 marks on a page of 1 MB are painted without touching it', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { readPage } from './www/page/outline.ts'; export { paint } from './www/page/paint.ts'; export { itemAt } from './www/page/hit.ts';", resolveDir: ROOT },
    bundle: true, format: 'iife', globalName: 'adapter', write: false,
  });
  const { page } = await newPage(chromium.browser);
  await page.evaluate(outputFiles[0].text.replace('var adapter', 'globalThis.adapter'));
  const figures = await page.evaluate(async marksCss => {
    const sentence = 'The minister said that talks would go on, and that nobody had asked him for anything else. ';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(marksCss);
    document.adoptedStyleSheets = [sheet];
    const list = document.createElement('div');
    for (let part = 0; part < 11_000; part += 1) list.append(Object.assign(document.createElement('p'), { textContent: sentence }));
    document.body.append(list);
    const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await frames();
    let changes = 0;
    new MutationObserver(records => (changes += records.length)).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    // The best of five: how long it takes where nothing else is going on.
    const times = Array.from({ length: 5 }, () => {
      const begin = performance.now();
      adapter.readPage();
      return performance.now() - begin;
    });
    const reading = adapter.readPage();
    const layers = ['direct', 'mixed', 'indirect', 'speaker', 'favour', 'against', 'press', 'claim'];
    const marks = Array.from({ length: 5000 }, (_, at) => [layers[at % 8], `q${at}`, at * 2, 4, 60]).sort((a, b) => layers.indexOf(a[0]) - layers.indexOf(b[0]));
    const before = performance.now();
    const painting = adapter.paint(marks, reading);
    const scripted = performance.now();
    await frames();
    const painted = performance.now();
    const [range] = painting.ranges('q3');
    const { x, y, height } = range.getBoundingClientRect();
    const asked = performance.now();
    let found;
    for (let times = 0; times < 100; times += 1) found = adapter.itemAt(painting.index, x + 20, y + height / 2);
    const hit = (performance.now() - asked) / 100;
    await frames();
    return {
      letters: reading.outline.runs.reduce((sum, run) => sum + run[1].length, 0), marks: marks.length, changes, found: found?.item,
      read: Math.min(...times), script: scripted - before, paint: painted - before, hit,
    };
  }, readFileSync(`${ROOT}www/page/marks.css`, 'utf8'));
  const ms = value => `${value.toFixed(2)} ms`;
  console.log(`  ${figures.letters} letters, ${figures.marks} marks: outline ${ms(figures.read)}, ranges ${ms(figures.script)}, `
    + `until painted ${ms(figures.paint)}, one hit test ${ms(figures.hit)}`);
  assert.ok(figures.letters >= 990_000);
  assert.equal(figures.found, 'q3');
  assert.equal(figures.changes, 0);
  await page.close();
});
