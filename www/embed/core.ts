// The core of an embed: the WASM that lies beside the script, loaded where something is analysed and not before.
//
// The script knows the hash of its WASM, so that the integrity of the one vouches for the other. Known limit: a page's
// policy must allow both its own files (`connect-src`) and `'wasm-unsafe-eval'`.

import init from 'rapporteur-wasm/rapporteur.js';

/** Filled in by the build. */
declare const WASM_INTEGRITY: string;

let started: Promise<void> | undefined;

/** Loads and starts the WASM; once is enough. */
export function startCore(): Promise<void> {
  return (started ??= start());
}

async function start(): Promise<void> {
  const wasm = new Request(beside('rapporteur.wasm'), { integrity: WASM_INTEGRITY, credentials: 'same-origin' });
  await init({ module_or_path: wasm });
}

/** A file next to this script. */
export function beside(name: string): string {
  return new URL(name, import.meta.url).href;
}
