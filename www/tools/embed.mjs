// Bundles what static sites embed, into `dist/embed/`, and prints sizes and Subresource Integrity hashes.
//
//   rapporteur.js    the element, as a module, and its own worker    rapporteur.classic.js  the same for a script without
//   rapporteur.bin   the core, packed                                type="module"
//   rapporteur.fr.json …  the sidebar's words in one language
//
// The core, and the words of a language other than English, are loaded only where something is analysed on the page.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { ROOT } from './command.mjs';
import { pack } from './pack.mjs';
import { shownConfidence } from './shown.mjs';
import { sidebarStyle } from './styles.mjs';
import { languageFiles, wordsPlugin } from './words.mjs';

/** Those of the README. */
const BROWSERS = ['chrome128', 'firefox140', 'safari17.2'];

/** Writes `dist/embed/`. */
export async function embed(dist) {
  const out = `${dist}/embed`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/rapporteur.bin`, await pack(`${dist}/wasm-embed/rapporteur_bg.wasm`));
  for (const [language, texts] of languageFiles()) writeFileSync(`${out}/rapporteur.${language}.json`, JSON.stringify(texts));
  const define = {
    SHOWN_CONFIDENCE: String(shownConfidence()),
    SIDEBAR_STYLE: JSON.stringify(await small(open(sidebarStyle()) + readFileSync(`${ROOT}www/embed/embed.css`, 'utf8'))),
    MARKS_STYLE: JSON.stringify(await small(readFileSync(`${ROOT}www/page/marks.css`, 'utf8'))),
    WASM_INTEGRITY: JSON.stringify(integrity(readFileSync(`${out}/rapporteur.bin`))),
  };
  await compile(dist, { outfile: `${out}/rapporteur.js`, format: 'esm', define: { ...define, SCRIPT_TYPE: '"module"' } });
  await compile(dist, {
    outfile: `${out}/rapporteur.classic.js`,
    format: 'iife',
    // A script without type="module" knows its address only while it runs first; in a worker it is the worker's own.
    define: { ...define, SCRIPT_TYPE: '"classic"', 'import.meta.url': 'rapporteurAddress' },
    banner: { js: '(()=>{const rapporteurAddress=self.document?document.currentScript.src:location.href;' },
    footer: { js: '})();' },
  });
  const files = Object.fromEntries(readdirSync(out).sort().map(name => {
    const content = readFileSync(`${out}/${name}`);
    return [name, { bytes: content.length, gzip: gzipSync(content, { level: 9 }).length, integrity: integrity(content) }];
  }));
  writeFileSync(`${out}/integrity.json`, `${JSON.stringify(files, null, 2)}\n`);
  for (const [name, { gzip, integrity }] of Object.entries(files)) console.log(`  embed/${name}: ${gzip} bytes gzip, ${integrity}`);
}

const integrity = content => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Every colour and font of the sidebar can be set from outside: --rapporteur-ground sets --ground. */
const open = style => style.replace(/^(\s+--)([\w-]+): (.*);$/gm, '$1$2: var(--rapporteur-$2, $3);');

const small = async style => (await transform(style, { loader: 'css', minify: true, target: BROWSERS })).code;

function compile(dist, options) {
  return build({
    entryPoints: [`${ROOT}www/embed/rapporteur.ts`],
    alias: { 'rapporteur-wasm': `${dist}/wasm-embed` },
    bundle: true,
    charset: 'utf8',
    loader: { '.css': 'text' },
    logLevel: 'warning',
    minify: true,
    plugins: [wordsPlugin],
    target: BROWSERS,
    ...options,
  });
}
