// Bundles TypeScript with esbuild. Comes in: `www/` and `dist/wasm/`; goes out: what a browser loads, in `dist/`.
// Bundles are IIFEs: content scripts cannot be modules, and Chromium refuses modules from file://.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import zopfli from '@gfx/zopfli';
import { build } from 'esbuild';
import { ROOT } from './command.mjs';

/** Writes every bundle into the folder `dist`. */
export async function bundle(dist) {
  console.log('Bundling …');
  await demo(dist);
  await extension(dist);
}

/** One self-contained file: script, styles and WASM inside, and a policy that allows nothing else. */
async function demo(dist) {
  const script = (await compile('www/demo/demo.ts', dist)).replaceAll('</script', '<\\/script');
  const style = ['www/demo/demo.css', 'www/sidebar/sidebar.css'].map(text).join('\n');
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

/** The unpacked extension for Chromium. */
async function extension(dist) {
  const [from, to] = ['www/extension', `${dist}/extension-chrome`];
  rmSync(to, { recursive: true, force: true });
  mkdirSync(`${to}/icons`, { recursive: true });
  for (const script of ['background', 'content', 'panel']) {
    writeFileSync(`${to}/${script}.js`, await compile(`${from}/${script}.ts`, dist));
  }
  const { version } = JSON.parse(text('package.json'));
  writeFileSync(`${to}/manifest.json`, fill(text(`${from}/manifest.json`), { version }));
  writeFileSync(`${to}/panel.css`, [`${from}/panel.css`, 'www/sidebar/sidebar.css'].map(text).join('\n'));
  cpSync(`${ROOT}${from}/panel.html`, `${to}/panel.html`);
  cpSync(`${ROOT}www/page/marks.css`, `${to}/marks.css`);
  for (const size of [16, 32, 48, 128]) cpSync(`${ROOT}${from}/icons/${size}.png`, `${to}/icons/${size}.png`);
}

/** One entry file and all it imports, as the text of a script. */
async function compile(entry, dist) {
  const { outputFiles } = await build({
    entryPoints: [ROOT + entry],
    alias: { 'rapporteur-wasm': `${dist}/wasm`, 'packed-wasm': `${dist}/wasm/rapporteur_bg.wasm` },
    bundle: true,
    charset: 'utf8',
    format: 'iife',
    loader: { '.css': 'text' },
    plugins: [packWasm],
    logLevel: 'warning',
    minify: true,
    target: ['chrome128', 'firefox140', 'safari17.2'],
    write: false,
  });
  return outputFiles[0].text;
}

const gzip = promisify(zopfli.gzip);
/** Packed modules by path: packing takes some seconds, and two bundles hold the same module. */
const packed = new Map();

/** WASM goes into a bundle packed: text that holds it plain would be twice as large on its way, even when compressed. Zopfli
 * writes what every gzip reader reads, and one twentieth less of it. */
const packWasm = {
  name: 'pack-wasm',
  setup(bundler) {
    bundler.onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
      if (!packed.has(path)) packed.set(path, gzip(readFileSync(path), { numiterations: 5 }));
      return { contents: await packed.get(path), loader: 'binary' };
    });
  },
};

function fill(template, values) {
  // A function as replacement, because "$&" in a script is no pattern.
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole);
}

const hash = content => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const text = path => readFileSync(ROOT + path, 'utf8');
