// Bundles TypeScript with esbuild. Comes in: `www/` and `dist/wasm/`; goes out: what a browser loads, in `dist/`.
// Most bundles are IIFEs: content scripts cannot be modules, and Chromium refuses modules from file://.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './command.mjs';
import { pack } from './pack.mjs';
import { sidebarStyle } from './styles.mjs';
import { wordsPlugin } from './words.mjs';

/** Writes every bundle into the folder `dist`. */
export async function bundle(dist) {
  console.log('Bundling …');
  await demo(dist);
  const { extensions } = await import('./extension.mjs');
  await extensions(dist);
}

/** One self-contained file: script, styles and WASM inside, and a policy that allows nothing else. */
async function demo(dist) {
  const script = (await compile('www/demo/demo.ts', dist)).replaceAll('</script', '<\\/script');
  const style = [text('www/demo/demo.css'), sidebarStyle()].join('\n');
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const articles = ['putin-macron-call', 'arctic-cable']
    .map(name => `<template id="article-${name}">\n${text(`www/demo/articles/${name}.html`)}</template>`)
    .join('\n');
  const page = fill(text('www/demo/index.html'), { policy, style, script, articles });
  mkdirSync(`${dist}/demo`, { recursive: true });
  writeFileSync(`${dist}/demo/index.html`, page);
}

/** One entry file and all it imports, as the text of a script. */
export async function compile(entry, dist, define = {}) {
  const { outputFiles } = await build({ ...options(dist), define, entryPoints: [ROOT + entry], format: 'iife' });
  return outputFiles[0].text;
}

/** Several entry files as modules that share what they have in common: pairs of a path and a content. */
export async function bundled(entries, dist, define = {}) {
  const { outputFiles } = await build({
    ...options(dist),
    define,
    entryPoints: entries.map(entry => ROOT + entry),
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    outdir: `${dist}/modules`,
  });
  return outputFiles.map(({ path, text }) => [relative(`${dist}/modules`, path), text]);
}

const options = dist => ({
  absWorkingDir: ROOT,
  bundle: true,
  charset: 'utf8',
  loader: { '.css': 'text' },
  plugins: [corePlugin(`${dist}/wasm`), wordsPlugin],
  logLevel: 'warning',
  minify: true,
  target: ['chrome128', 'firefox140', 'safari17.2'],
  write: false,
});

/**
 * Finds the core by names that are the same wherever it was built. WASM goes into a bundle packed: text that holds it plain
 * would be twice as large on its way, even when compressed.
 */
const corePlugin = folder => ({
  name: 'core',
  setup(bundler) {
    const files = { 'packed-wasm': 'rapporteur_bg.wasm', 'rapporteur-wasm/rapporteur.js': 'rapporteur.js' };
    bundler.onResolve({ filter: /^(packed|rapporteur)-wasm/ }, ({ path }) => ({ path: files[path], namespace: 'core' }));
    bundler.onLoad({ filter: /.*/, namespace: 'core' }, async ({ path }) => {
      const file = `${folder}/${path}`;
      if (!path.endsWith('.wasm')) return { contents: readFileSync(file), loader: 'js' };
      return { contents: await pack(file), loader: 'binary' };
    });
  },
});

/** A template with the values of its `{{names}}`. */
export function fill(template, values) {
  // A function as replacement, because "$&" in a script is no pattern.
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole);
}

const hash = content => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
/** A file of the repository. */
export const text = path => readFileSync(ROOT + path, 'utf8');
