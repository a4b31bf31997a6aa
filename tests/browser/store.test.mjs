// The built extensions as a store gets them: manifests, languages, zips, and what Mozilla's own linter says.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, cpSync, existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { files } from '../../www/tools/build.mjs';
import { run } from '../../www/tools/command.mjs';
import { BROWSERS, extensions } from '../../www/tools/extension.mjs';
import { readWords } from '../../www/tools/words.mjs';
import { DIST } from './harness.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const json = path => JSON.parse(readFileSync(path, 'utf8'));
const manifest = browser => json(`${DIST}extension-${browser}/manifest.json`);

test('both extensions ask for no more than they need', () => {
  const common = ['activeTab', 'scripting', 'storage', 'contextMenus'];
  assert.deepEqual(manifest('chrome').permissions, [...common, 'sidePanel']);
  assert.deepEqual(manifest('firefox').permissions, common);
  for (const browser of BROWSERS) {
    const given = manifest(browser);
    assert.deepEqual(given.optional_host_permissions, ['https://*/*', 'http://*/*']);
    for (const key of ['host_permissions', 'optional_permissions', 'web_accessible_resources', 'content_scripts', 'externally_connectable']) {
      assert.equal(given[key], undefined, `${browser}: ${key}`);
    }
    const policy = given.content_security_policy.extension_pages;
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.* connect-src 'none'/);
    assert.doesNotMatch(policy, /https?:|\*|unsafe-inline|'unsafe-eval'/);
  }
  assert.equal(manifest('chrome').minimum_chrome_version, '128');
  const { gecko } = manifest('firefox').browser_specific_settings;
  assert.equal(gecko.strict_min_version, '142.0');
  assert.deepEqual(gecko.data_collection_permissions, { required: ['none'] });
});

test('every message of the manifest is there in every language', () => {
  const { languages } = readWords();
  assert.deepEqual(languages, ['en', 'fr', 'de', 'es', 'uk', 'ar']);
  for (const browser of BROWSERS) {
    const folder = `${DIST}extension-${browser}/`;
    const asked = [
      ...readFileSync(`${folder}manifest.json`, 'utf8').matchAll(/__MSG_(\w+)__/g),
      ...readFileSync(`${folder}background.js`, 'utf8').matchAll(/getMessage\("(\w+)"\)/g),
    ].map(([, name]) => name);
    assert.deepEqual(readdirSync(`${folder}_locales`).sort(), languages.toSorted());
    for (const language of languages) {
      const messages = json(`${folder}_locales/${language}/messages.json`);
      assert.deepEqual(Object.keys(messages).sort(), [...new Set(asked)].sort(), language);
      for (const { message } of Object.values(messages)) assert.ok(message.length > 0 && message.length <= 132, message);
    }
  }
});

test('the linter of Mozilla finds nothing', async () => {
  const { output } = await run(process.execPath, [
    `${ROOT}node_modules/addons-linter/bin/addons-linter`, '--output', 'json', '--self-hosted=false', `${DIST}extension-firefox.zip`,
  ], { show: false });
  const { summary, errors, warnings } = JSON.parse(output.slice(output.indexOf('{')));
  assert.deepEqual([errors, warnings], [[], []]);
  assert.deepEqual(summary, { errors: 0, notices: 0, warnings: 0 });
});

test('the same sources give the same zips, byte for byte, wherever they are built', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'rapporteur-again-'));
  cpSync(`${DIST}wasm`, `${elsewhere}/wasm`, { recursive: true });
  await extensions(elsewhere);
  for (const browser of BROWSERS) {
    const [first, second] = [DIST, `${elsewhere}/`].map(folder => readFileSync(`${folder}extension-${browser}.zip`));
    assert.ok(first.equals(second), browser);
    const names = Object.keys(unzipSync(first));
    assert.deepEqual(names, files(`${DIST}extension-${browser}`).map(path => path.slice(`${DIST}extension-${browser}/`.length)));
  }
  rmSync(elsewhere, { recursive: true });
});

test('nothing in them names a folder of this machine', () => {
  const folders = [ROOT, homedir(), tmpdir()].map(folder => folder.replace(/\/$/, '')).filter(folder => folder.length > 1);
  // Packed modules are letters by chance, which may spell a folder: the modules themselves are read instead.
  const packed = /[A-Za-z0-9+/]{1000,}/g;
  const named = path => {
    const content = readFileSync(path).toString('latin1').replace(packed, '');
    for (const folder of folders) assert.equal(content.includes(folder), false, `${path}: ${folder}`);
  };
  files(`${DIST}wasm`).filter(path => path.endsWith('.wasm')).forEach(named);
  for (const browser of BROWSERS) {
    files(`${DIST}extension-${browser}`).forEach(named);
    assert.ok(existsSync(`${DIST}extension-${browser}/icons/128.png`));
  }
});
