// Lays out the npm package in `dist/package/`, ready for `npm pack`: one module, the WASM as another, and types.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { ROOT, must } from './command.mjs';
import { shownConfidence } from './shown.mjs';

/** The declarations that the package's own refer to. */
const TYPES = ['package/index', 'embed/report', 'page/outline'];

/** Writes `dist/package/`. */
export async function layOut(dist) {
  const out = `${dist}/package`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const packed = gzipSync(readFileSync(`${dist}/wasm/rapporteur_bg.wasm`), { level: 9 }).toString('base64');
  writeFileSync(`${out}/wasm.js`, `const text = atob('${packed}');\nexport default Uint8Array.from(text, letter => letter.charCodeAt(0));\n`);
  await build({
    entryPoints: [`${ROOT}www/package/index.ts`],
    outfile: `${out}/index.js`,
    alias: { 'rapporteur-wasm': `${dist}/wasm` },
    bundle: true,
    charset: 'utf8',
    define: { SHOWN_CONFIDENCE: String(shownConfidence()) },
    external: ['./wasm.js'],
    format: 'esm',
    loader: { '.css': 'text' },
    logLevel: 'warning',
    target: ['chrome128', 'firefox140', 'safari17.2', 'node20'],
  });
  await types(out);
  const { version, license, engines } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  writeFileSync(`${out}/package.json`, `${JSON.stringify({
    name: 'rapporteur', version, license, engines, type: 'module',
    description: 'Who said what, and where each side stands: speakers, quotes and diplomatic positions in news text',
    keywords: ['quotes', 'attribution', 'news', 'diplomacy', 'stance'],
    exports: { '.': { types: './types/package/index.d.ts', default: './index.js' } },
    types: './types/package/index.d.ts',
    sideEffects: false,
    files: ['index.js', 'wasm.js', 'types', 'LICENSE-*', 'NOTICE', 'CHANGELOG.md'],
  }, null, 2)}\n`);
  copyFileSync(`${ROOT}www/package/README.md`, `${out}/README.md`);
  for (const name of ['LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'CHANGELOG.md']) copyFileSync(ROOT + name, `${out}/${name}`);
}

async function types(out) {
  const all = `${out}/all`;
  await must(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '--project', `${ROOT}www`, '--noEmit', 'false',
    '--declaration', '--emitDeclarationOnly', '--rootDir', `${ROOT}www`, '--outDir', all]);
  for (const name of TYPES) {
    mkdirSync(`${out}/types/${name.split('/')[0]}`, { recursive: true });
    copyFileSync(`${all}/${name}.d.ts`, `${out}/types/${name}.d.ts`);
  }
  rmSync(all, { recursive: true });
}
