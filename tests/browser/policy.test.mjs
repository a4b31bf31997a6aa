// Rules of the project that a machine can check: text of a page never becomes markup, only the extension names the
// extension API, nothing of the build machine is in the sources, lock files name no registry.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { files } from '../../www/tools/build.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const sources = folder => files(ROOT + folder).filter(path => /\.(rs|ts|mjs|html|css)$/.test(path));

/** The places where a pattern stands, as "file: line". */
function places(paths, pattern) {
  return paths.flatMap(path => readFileSync(path, 'utf8').split('\n')
    .filter(line => pattern.test(line))
    .map(line => `${path.slice(ROOT.length)}: ${line.trim()}`));
}

test('text goes into a document as text only', () => {
  const markup = /\b(innerHTML|outerHTML|insertAdjacentHTML|set_inner_html|set_outer_html|document\.write|setHTMLUnsafe)\b/;
  assert.deepEqual(places([...sources('src'), ...sources('www')], markup), []);
});

test('only the extension names the extension API', () => {
  const others = sources('www').filter(path => !path.includes('/www/extension/'));
  assert.deepEqual(places(others, /\b(chrome|browser)\.(runtime|tabs|scripting|action|sidePanel|storage)\b/), []);
});

test('the page adapter knows nothing of WASM', () => {
  const imports = places(sources('www/page'), /^import (?!type).*(rapporteur-wasm|packed-wasm)/);
  assert.deepEqual(imports, []);
});

test('nothing in the sources fetches but an embed its core, from beside its script', () => {
  const calls = /\b(fetch\(|new Request\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource)/;
  const found = places([...sources('src'), ...sources('www').filter(path => !path.includes('/www/tools/'))], calls);
  assert.equal(found.length, 1, found.join('\n'));
  const core = readFileSync(`${ROOT}www/embed/core.ts`, 'utf8');
  assert.deepEqual(core.match(/fetch\(.*?[,)]/g), ["fetch(beside('rapporteur.bin')"]);
});

test('lock files name no registry of packages', () => {
  assert.doesNotMatch(readFileSync(`${ROOT}package-lock.json`, 'utf8'), /"resolved"/);
});
