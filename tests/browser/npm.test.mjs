// The npm package, packed and installed into a scratch project as a developer would: from Node, through esbuild and
// through Vite in a real Chromium; and its types against those of Rust.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { serve } from '../../www/tools/serve.mjs';
import { DIST, launch, newPage, painted } from './harness.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = '“We will not sign,” the minister said. France supports the nuclear deal. Iran rejects the nuclear deal.';
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Talks</title><link rel="icon" href="data:,">'
  + `<article><h1>Talks end</h1><p>${TEXT} The talks ended in Vienna on Monday without a result, and nobody was surprised.</p></article>`
  + '<script type="module" src="app.js"></script>';
const APP = `import { analyze, mark } from 'rapporteur';
const marked = await mark(document.querySelector('article'));
globalThis.result = { quotes: marked.report.attributions.length, positions: (await analyze(${JSON.stringify(TEXT)})).positions.length };
`;

let project;
let chromium;

before(async () => {
  project = mkdtempSync(join(tmpdir(), 'rapporteur-project-'));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const [{ filename }] = JSON.parse(execFileSync(npm, ['pack', '--json', '--pack-destination', project], { cwd: `${DIST}package`, encoding: 'utf8' }));
  writeFileSync(`${project}/package.json`, '{ "private": true, "type": "module" }\n');
  execFileSync(npm, ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: project });
  chromium = await launch();
}, { timeout: 120_000 });

after(async () => {
  await chromium?.close();
  rmSync(project, { recursive: true, force: true });
});

test('the packed file holds what it needs and nothing else', () => {
  const files = readdirSync(`${project}/node_modules/rapporteur`).sort();
  assert.deepEqual(files, ['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'README.md', 'index.js', 'package.json', 'types', 'wasm.js']);
});

test('Node reads a text and an outline, and says that it has no page', () => {
  writeFileSync(`${project}/node.mjs`, `import { analyze, analyzeOutline, mark } from 'rapporteur';
    const text = ${JSON.stringify(TEXT)};
    const report = await analyze(text);
    const { marks } = await analyzeOutline({ blocks: [[null, 'p', '', '', false, 0, 0]], runs: [[0, text, false, false, false]] });
    const refused = await mark().catch(error => error.message);
    const unlike = await analyzeOutline({ runs: 7 }).catch(error => error.message);
    const [start, end] = report.attributions[0].content[0];
    console.log(JSON.stringify({ said: text.slice(start, end), unit: report.offsets, marks: marks.length, refused, unlike, empty: (await analyze('')).attributions.length }));`);
  const said = JSON.parse(execFileSync(process.execPath, ['node.mjs'], { cwd: project, encoding: 'utf8' }));
  assert.equal(said.said, 'We will not sign');
  assert.deepEqual([said.unit, said.empty], ['utf-16', 0]);
  assert.ok(said.marks > 0);
  assert.match(said.refused, /needs a page/);
  assert.match(said.unlike, /outline/);
});

/** Opens a built page and waits for what its script found. */
async function run(folder) {
  const { server, address } = await serve(folder);
  const { page, errors } = await newPage(chromium.browser);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.result);
  const result = await page.evaluate(() => result);
  const marks = await painted(page);
  await page.close();
  server.closeAllConnections();
  server.close();
  assert.deepEqual(errors, []);
  assert.ok(result.quotes > 0 && result.positions >= 2, JSON.stringify(result));
  assert.ok(marks.direct.includes('We will not sign'), JSON.stringify(marks));
}

test('through esbuild it works in a browser', async () => {
  const out = `${project}/esbuild`;
  writeFileSync(`${project}/app.js`, APP);
  await esbuild.build({ absWorkingDir: project, entryPoints: ['app.js'], bundle: true, format: 'esm', splitting: true, minify: true, outdir: out, logLevel: 'warning' });
  writeFileSync(`${out}/index.html`, PAGE);
  await run(`${out}/`);
});

test('a page that changes is marked anew, also after a change that could not be read', async () => {
  const out = `${project}/changes`;
  writeFileSync(`${project}/changes.js`, `import { mark } from 'rapporteur';
    globalThis.told = [];
    // The outline of the next change gets lost on its way to the core.
    const { push } = Array.prototype;
    globalThis.fail = on => (Array.prototype.push = on ? breaking : push);
    function breaking(...items) {
      if (items.length === 1 && items[0]?.outline) items[0].outline.runs = 7;
      return push.apply(this, items);
    }
    globalThis.marked = await mark(document.querySelector('article'), { changed: report => told.push(report.attributions.length) });
    globalThis.result = true;`);
  await esbuild.build({ absWorkingDir: project, entryPoints: ['changes.js'], bundle: true, format: 'esm', splitting: true, outdir: out, logLevel: 'warning' });
  writeFileSync(`${out}/index.html`, PAGE.replace('app.js', 'changes.js'));
  const { server, address } = await serve(`${out}/`);
  const { page, errors } = await newPage(chromium.browser);
  try {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.result);
    const say = words => page.$eval('article p', (element, text) => (element.textContent = text), `“${words},” the minister said in Vienna on Monday.`);
    await say('We will talk again');
    await page.waitForFunction(() => told.length === 1);
    assert.deepEqual((await painted(page)).direct, ['We will talk again']);

    const failed = new Promise(done => page.on('console', message => message.type() === 'error' && done(message.text())));
    await page.evaluate(() => fail(true));
    await say('We will wait');
    assert.match(await failed, /could not be read/);
    assert.deepEqual(await painted(page), {});
    await page.evaluate(() => fail(false));

    await say('We will sign in May');
    await page.waitForFunction(() => told.length === 2);
    assert.deepEqual((await painted(page)).direct, ['We will sign in May']);
    assert.ok((await page.evaluate(() => marked.report.text)).includes('sign in May'));
    assert.equal(errors.length, 1, errors.join('\n'));
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
});

test('through Vite it works in a browser', async () => {
  const { build } = await import('vite');
  const root = `${project}/vite`;
  cpSync(`${project}/node_modules`, `${root}/node_modules`, { recursive: true });
  writeFileSync(`${root}/index.html`, PAGE);
  writeFileSync(`${root}/app.js`, APP);
  await build({ root, configFile: false, logLevel: 'error', build: { target: 'es2022' } });
  await run(`${root}/dist/`);
});

test('the types compile, and those of a report are those of Rust', () => {
  writeFileSync(`${project}/use.ts`, `import { analyze, mark, type Report, type Stance } from 'rapporteur';
    const report: Report = await analyze('text');
    const stances: Stance[] = report.positions.map(({ stance }) => stance);
    // @ts-expect-error: there is no such field
    report.attributions[0]?.nothing;
    void [stances, mark];\n`);
  writeFileSync(`${project}/tsconfig.json`, '{ "compilerOptions": { "strict": true, "noEmit": true, "module": "nodenext", "target": "es2022", "lib": ["esnext", "dom"], "types": [] }, "files": ["use.ts"] }\n');
  execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '--project', project], { encoding: 'utf8' });

  const rust = readFileSync(`${ROOT}src/report.rs`, 'utf8');
  const types = readFileSync(`${project}/node_modules/rapporteur/types/embed/report.d.ts`, 'utf8');
  for (const [, name, body] of rust.matchAll(/pub struct (\w+) \{([^]*?)\n\}/g)) {
    const fields = [...body.matchAll(/^ {4}pub (\w+):/gm)].map(([, field]) => field);
    const declared = new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`).exec(types)?.[1] ?? '';
    assert.deepEqual([...declared.matchAll(/^ {4}(\w+)\??:/gm)].map(([, field]) => field).sort(), fields.sort(), name);
  }
  const union = text => [...text.matchAll(/'([\w-]+)'/g)].map(([, word]) => word).sort();
  for (const [name, declared] of [
    ['QuoteKind', /type QuoteKind = ([^;]*);/], ['Stance', /type Stance = ([^;]*);/],
    ['ActorKind', /interface Actor \{[^}]*?kind: ([^;]*);/], ['RelationKind', /interface Relation \{[^}]*?kind: ([^;]*);/],
  ]) {
    const body = new RegExp(`pub enum ${name} \\{([^]*?)\\n\\}`).exec(rust)[1];
    const variants = [...body.matchAll(/^ {4}(\w+),/gm)].map(([, variant]) => variant.toLowerCase());
    assert.deepEqual(union(declared.exec(types)[1]), variants.sort(), name);
  }
});
