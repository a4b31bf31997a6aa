// The code in docs/ does what it says: commands end well, scripts run, pages work, rows fit their tables.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { TARGET } from '../../www/tools/command.mjs';
import { serve } from '../../www/tools/serve.mjs';
import { shownConfidence } from '../../www/tools/shown.mjs';
import { DIST, launch, newPage } from './harness.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCS = readdirSync(`${ROOT}docs`).filter(name => name.endsWith('.md'));
const INTEGRITY = JSON.parse(readFileSync(`${DIST}embed/integrity.json`, 'utf8'))['rapporteur.classic.js'].integrity;

/** Code blocks: `{ file, kind, about, code }`. */
const BLOCKS = DOCS.flatMap(file => [...readFileSync(`${ROOT}docs/${file}`, 'utf8').matchAll(/^```(\w+)(?: (.*))?\n([^]*?)^```$/gm)]
  .map(([, kind, about, code]) => ({ file, kind, about, code })));
const of = kind => BLOCKS.filter(block => block.kind === kind);

const ARTICLE = '<article id="article"><h1>Talks end</h1><p>“We will not sign,” the minister said on Monday after three days of talks '
  + 'in Vienna.</p><p>France supports the nuclear deal, and its president said that the talks would go on in May.</p></article>';

let folder;
let site;
let chromium;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rapporteur-docs-'));
  execFileSync('cargo', ['build', '--locked', '--quiet', '--bin', 'rapporteur'], { cwd: ROOT });
  writeFileSync(`${folder}/article.txt`, '“We will not sign,” the minister said.\n');
  writeFileSync(`${folder}/page.html`, `<!doctype html><html lang=en>${ARTICLE}`);
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }\n');
  cpSync(`${DIST}package`, `${folder}/node_modules/rapporteur`, { recursive: true });
  cpSync(`${DIST}embed`, `${folder}/embed`, { recursive: true });
  site = await serve(`${folder}/`);
  chromium = await launch();
}, { timeout: 170_000 });

after(async () => {
  await chromium?.close();
  site?.server.closeAllConnections();
  site?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every kind of code in the documentation is run here', () => {
  assert.deepEqual([...new Set(BLOCKS.map(({ kind }) => kind))].sort(), ['case', 'html', 'js', 'json', 'sh', 'tsv']);
  assert.ok(BLOCKS.length > 20);
});

test('commands end well and print something', () => {
  for (const { file, code } of of('sh')) {
    const env = { ...process.env, PATH: `${TARGET}/debug${delimiter}${process.env.PATH}` };
    const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', code], { cwd: folder, env, encoding: 'utf8' });
    assert.ok(printed.length > 0 || existsSync(`${folder}/article.json`), `${file}: ${code}`);
  }
});

test('scripts run', () => {
  for (const { file, code } of of('js')) {
    writeFileSync(`${folder}/block.js`, code);
    assert.ok(execFileSync(process.execPath, ['block.js'], { cwd: folder, encoding: 'utf8' }).trim(), `${file}: ${code}`);
  }
});

test('pages work', async () => {
  execFileSync(`${TARGET}/debug/rapporteur`, ['analyze', '--with-text', 'page.html'], { cwd: folder });
  writeFileSync(`${folder}/article.json`, execFileSync(`${TARGET}/debug/rapporteur`, ['analyze', '--with-text', 'page.html'], { cwd: folder }));
  for (const [index, { file, code }] of of('html').entries()) {
    let html = code.replace('{{integrity}}', () => INTEGRITY);
    if (html.includes("from 'rapporteur'")) html = await bundled(html);
    // A block that is no page of its own stands in one that has the element.
    if (!html.includes('<rapporteur-sidebar') && !html.includes('bundle.js')) {
      html += '<script type="module" src="/embed/rapporteur.js"></script><rapporteur-sidebar for="article"></rapporteur-sidebar>';
    }
    mkdirSync(`${folder}/page${index}`, { recursive: true });
    cpSync(`${folder}/article.json`, `${folder}/page${index}/article.json`);
    writeFileSync(`${folder}/page${index}/index.html`, `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">${ARTICLE}${html}`);
    const { page, errors } = await newPage(chromium.browser);
    await page.goto(`${site.address}page${index}/`);
    await page.waitForFunction(() => CSS.highlights.get('rapporteur-direct')?.size > 0, { timeout: 30_000 })
      .catch(() => assert.fail(`${file}: nothing is marked: ${code} ${errors}`));
    assert.deepEqual(errors, [], `${file}: ${code}`);
    await page.close();
  }
});

async function bundled(html) {
  const [, script] = /<script type="module">([^]*?)<\/script>/.exec(html);
  writeFileSync(`${folder}/block.js`, script);
  await build({ absWorkingDir: folder, entryPoints: ['block.js'], bundle: true, format: 'esm', outfile: `${folder}/bundle.js`, logLevel: 'warning' });
  return '<script type="module" src="/bundle.js"></script>';
}

test('the confidence from which items are shown is that of the core', async () => {
  const stated = [['embed', /0 to 1\. `([\d.]+)` by default/], ['accuracy', /a confidence of ([\d.]+) or more/],
    ['accuracy', /\*shown\*: from a confidence of ([\d.]+)\./], ['package', /another `minConfidence`: ([\d.]+) \|/]];
  for (const [name, words] of stated) {
    const [, number] = words.exec(readFileSync(`${ROOT}docs/${name}.md`, 'utf8')) ?? assert.fail(`${name}.md does not state it`);
    assert.equal(Number(number), shownConfidence(), `${name}.md`);
  }
  const built = await import(`${DIST}package/index.js`);
  assert.equal(built.shownConfidence, shownConfidence());
});

test('JSON is JSON, with the fields of a report', () => {
  for (const { code } of of('json')) assert.ok('attributions' in JSON.parse(code));
});

test('rows fit the tables they are for, and are not in them yet', () => {
  for (const { about, code } of of('tsv')) {
    const lines = readFileSync(ROOT + about, 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
    for (const row of code.trim().split('\n')) {
      const [cells, columns] = [row.split('\t'), lines[0].split('\t')];
      assert.ok(cells.length <= columns.length, `${about}: ${row}`);
      // The column of the example, where there is one, holds a sentence.
      const example = cells[columns.indexOf('example')];
      assert.ok(example === undefined || /^[A-Z].*\.$/.test(example), `${about}: ${row}`);
      assert.equal(lines.includes(row), false, `${about}: ${row}`);
    }
  }
});

test('cases are cases', () => {
  const files = readdirSync(`${ROOT}tests/cases`, { recursive: true }).filter(name => name.endsWith('.case'));
  const cases = files.map(name => readFileSync(`${ROOT}tests/cases/${name}`, 'utf8')).join('\n');
  for (const { code } of of('case')) assert.ok(cases.includes(code.trim()), code);
});

test('links lead to files that are there', () => {
  for (const file of DOCS) {
    for (const [, link] of readFileSync(`${ROOT}docs/${file}`, 'utf8').matchAll(/\]\(([^)#:]+)[^)]*\)/g)) {
      assert.ok(existsSync(join(dirname(`${ROOT}docs/${file}`), link)), `${file}: ${link}`);
    }
  }
});
