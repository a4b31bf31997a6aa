// Bundles what static sites embed, into `dist/embed/`, and prints sizes and Subresource Integrity hashes.
//
//   rapporteur.js          the element, as a module      rapporteur.classic.js  the same for a script without type="module"
//   rapporteur.wasm        the core                      worker.js              reads an article off the page's thread
//
// The last two are loaded only where something is analysed on the page.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { ROOT } from './command.mjs';
import { shownConfidence } from './shown.mjs';
import { sidebarStyle } from './styles.mjs';

/** Writes `dist/embed/`. */
export async function embed(dist) {
  const out = `${dist}/embed`;
  mkdirSync(out, { recursive: true });
  copyFileSync(`${dist}/wasm/rapporteur_bg.wasm`, `${out}/rapporteur.wasm`);
  const define = {
    SHOWN_CONFIDENCE: String(shownConfidence()),
    SIDEBAR_STYLE: JSON.stringify(sidebarStyle()),
    WASM_INTEGRITY: JSON.stringify(integrity(readFileSync(`${out}/rapporteur.wasm`))),
  };
  await compile(dist, 'worker', { outfile: `${out}/worker.js`, format: 'esm', define });
  await compile(dist, 'element', { outfile: `${out}/rapporteur.js`, format: 'esm', define });
  await compile(dist, 'element', {
    outfile: `${out}/rapporteur.classic.js`,
    format: 'iife',
    // A script without type="module" knows its address only while it runs first.
    define: { ...define, 'import.meta.url': 'rapporteurAddress' },
    banner: { js: '(()=>{const rapporteurAddress=document.currentScript.src;' },
    footer: { js: '})();' },
  });
  const files = Object.fromEntries(['rapporteur.js', 'rapporteur.classic.js', 'worker.js', 'rapporteur.wasm'].map(name => {
    const content = readFileSync(`${out}/${name}`);
    return [name, { bytes: content.length, gzip: gzipSync(content, { level: 9 }).length, integrity: integrity(content) }];
  }));
  writeFileSync(`${out}/integrity.json`, `${JSON.stringify(files, null, 2)}\n`);
  for (const [name, { gzip, integrity }] of Object.entries(files)) console.log(`  embed/${name}: ${gzip} bytes gzip, ${integrity}`);
}

const integrity = content => `sha384-${createHash('sha384').update(content).digest('base64')}`;

function compile(dist, entry, options) {
  return build({
    entryPoints: [`${ROOT}www/embed/${entry}.ts`],
    alias: { 'rapporteur-wasm': `${dist}/wasm` },
    bundle: true,
    charset: 'utf8',
    loader: { '.css': 'text' },
    logLevel: 'warning',
    minify: true,
    target: ['chrome128', 'firefox140', 'safari17.2'],
    ...options,
  });
}
