// Bundles TypeScript with esbuild. Comes in: `www/` and `dist/wasm/`; goes out: what a browser loads, in `dist/`.
// Bundles are IIFEs: content scripts cannot be modules, and Chromium refuses modules from file://.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { ROOT } from './command.mjs';

/** Writes every bundle into the folder `dist`. */
export async function bundle(dist) {
  console.log('Bundling …');
  await demo(dist);
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
  const putin = text('www/demo/articles/putin-macron-call.html');
  const page = fill(text('www/demo/index.html'), { policy, style, script, putin });
  mkdirSync(`${dist}/demo`, { recursive: true });
  writeFileSync(`${dist}/demo/index.html`, page);
}

/** One entry file and all it imports, as the text of a script. */
async function compile(entry, dist) {
  const { outputFiles } = await build({
    entryPoints: [ROOT + entry],
    alias: { 'rapporteur-wasm': `${dist}/wasm` },
    bundle: true,
    charset: 'utf8',
    format: 'iife',
    loader: { '.wasm': 'binary', '.css': 'text' },
    logLevel: 'warning',
    minify: true,
    target: ['chrome128', 'firefox140', 'safari17.2'],
    write: false,
  });
  return outputFiles[0].text;
}

function fill(template, values) {
  // A function as replacement, because "$&" in a script is no pattern.
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole);
}

const hash = content => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const text = path => readFileSync(ROOT + path, 'utf8');
