// Builds everything that a browser loads: `node www/tools/build.mjs`.
//
//   src/ ─cargo─► .wasm ─bindgen─► dist/wasm/ ─wasm-opt─► dist/wasm/rapporteur_bg.wasm, and the same for an embed, smaller
//   www/ ─esbuild─► dist/demo/index.html (one file, WASM inside), dist/extension-chrome/, dist/extension-firefox/, zips
//
// A build whose inputs have not changed since the last one is skipped, and so is wasm-opt alone, which is slow, when
// only TypeScript changed.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, TARGET, must, start } from './command.mjs';
import { prepare } from './setup.mjs';

const DIST = `${ROOT}dist`;
const STAMP = `${DIST}/.inputs`;
const TRIPLE = 'wasm32-unknown-unknown';
const INPUTS = ['src', 'www', 'Cargo.toml', 'Cargo.lock', 'package-lock.json'];

/** WebAssembly features that the browsers in the README have and rustc uses; wasm-opt must be told each by name. */
const FEATURES = ['simd', 'bulk-memory', 'bulk-memory-opt', 'mutable-globals', 'nontrapping-float-to-int', 'sign-ext',
  'multivalue', 'reference-types'];

/**
 * Only the smallest functions replace their calls, loops are hardly unrolled and straight code is not made vectors: a smaller
 * module that finds quotes as fast.
 * Optimising for size (opt-level z, which the embed has) makes it a fourteenth smaller still, and the search for quotes half as
 * slow again; what these limits do, it does by itself.
 */
const SMALL = ['inline-threshold=15', 'inlinehint-threshold=40', 'unroll-threshold=10'].map(limit => `-Cllvm-args=-${limit}`)
  .concat('-Cno-vectorize-slp');

/** Brings `dist/` up to date. Resolves to whether anything had to be built. */
export async function build() {
  const stamp = digest(INPUTS.flatMap(path => files(join(ROOT, path))));
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return false;
  rmSync(STAMP, { force: true });
  mkdirSync(DIST, { recursive: true });
  await wasm();
  const { bundle } = await import('./bundle.mjs');
  await bundle(DIST);
  const { embed } = await import('./embed.mjs');
  await embed(DIST);
  const { layOut } = await import('./package.mjs');
  await layOut(DIST);
  writeFileSync(STAMP, stamp);
  return true;
}

/**
 * The core twice, side by side: whole in `dist/wasm/`, and what an embed on a site needs of it in `dist/wasm-embed/`. Both
 * without the words of panics: 8 KB that no reader sees.
 */
async function wasm() {
  console.log('Building the core as WASM …');
  await must('cargo', ['build', '--locked', '--quiet', '-p', 'bindgen']);
  await Promise.all([
    one('release', `${DIST}/wasm`, ['--release', '--lib']),
    one('embed', `${DIST}/wasm-embed`, ['--profile', 'embed', '--no-default-features', '--lib']),
  ]);
}

async function one(profile, out, what) {
  const { slim } = await import('./slim.mjs');
  await cargo(what, profile === 'embed' ? [] : SMALL);
  const module = `${TARGET}/${TRIPLE}/${profile}/rapporteur.wasm`;
  const stamp = digest([module, ...files(`${ROOT}www/bindgen`), `${ROOT}www/tools/slim.mjs`, `${ROOT}www/tools/build.mjs`]);
  if (existsSync(`${out}/.inputs`) && readFileSync(`${out}/.inputs`, 'utf8') === stamp) return;
  rmSync(out, { recursive: true, force: true });
  await bind(module, out, slim);
  writeFileSync(`${out}/.inputs`, stamp);
}

/** Builds what the benchmark loads, as the core itself is built, into a folder. */
export async function buildBench(out) {
  await cargo(['--release', '-p', 'bench']);
  await bind(`${TARGET}/${TRIPLE}/release/bench.wasm`, out);
}

async function cargo(what, flags = SMALL) {
  await must('cargo', ['build', '--locked', ...what, '--target', TRIPLE], {
    env: { CARGO_ENCODED_RUSTFLAGS: [...rustFlags(), ...flags].join('\x1f') },
  });
}

/** Writes the JS side of a module and the module itself, changed where that is wanted and optimised, into a folder. */
async function bind(module, out, change) {
  await must('cargo', ['run', '--locked', '--quiet', '-p', 'bindgen', '--', module, out]);
  console.log('Optimising the WASM …');
  const features = FEATURES.map(feature => `--enable-${feature}`);
  const optimised = `${out}/rapporteur_bg.wasm`;
  if (change) writeFileSync(optimised, change(readFileSync(optimised)));
  await must(process.execPath, [`${ROOT}node_modules/binaryen/bin/wasm-opt`, '-Oz', '--converge', ...features, optimised, '-o', optimised]);
}

/** SIMD, and no folder of this machine in the module: panic messages carry the paths of source files. */
function rustFlags() {
  const homes = {
    [ROOT.slice(0, -1)]: '/rapporteur',
    [process.env.CARGO_HOME ?? join(homedir(), '.cargo')]: '/cargo',
    [process.env.RUSTUP_HOME ?? join(homedir(), '.rustup')]: '/rustup',
  };
  const remaps = Object.entries(homes).map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  return ['-Ctarget-feature=+simd128', ...remaps];
}

/** Every file at or below a path, in a fixed order. */
export function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap(name => files(join(path, name)));
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  start(async () => {
    await prepare();
    console.log((await build()) ? 'Built dist/.' : 'dist/ is up to date.');
  });
}
