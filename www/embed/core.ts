// The core of an embed: the WASM that lies beside the script, loaded where something is analysed and not before.
//
// It comes packed, so that it is as small wherever the site is hosted, and is unpacked where it hinders nobody: by the worker,
// which hands it on. The script knows the hash of its WASM, so that the integrity of the one vouches for the other. Known
// limit: a page's policy must allow both its own files (`connect-src`) and `'wasm-unsafe-eval'`.

import init from 'rapporteur-wasm/rapporteur.js';
import { unpackModule } from '../sidebar/module.js';

/** Filled in by the build. */
declare const WASM_INTEGRITY: string;

let started: Promise<void> | undefined;

/** Starts the WASM; once is enough, and the first module counts. */
export function startCore(module: () => Promise<WebAssembly.Module>): Promise<void> {
  started ??= module().then(module => init({ module_or_path: module })).then(() => {});
  // What went wrong may go well another time.
  started.catch(() => (started = undefined));
  return started;
}

/** Loads the WASM and unpacks it; `pause` is waited for now and then. */
export async function loadCore(pause?: () => Promise<void>): Promise<WebAssembly.Module> {
  const response = await fetch(beside('rapporteur.bin'), { integrity: WASM_INTEGRITY, credentials: 'same-origin' });
  if (!response.ok) throw new Error(`rapporteur.bin: ${response.status}`);
  const steps = unpackModule(new Uint8Array(await response.arrayBuffer()));
  for (;;) {
    const { done, value } = steps.next();
    if (done) return WebAssembly.compile(value);
    await pause?.();
  }
}

/** A file next to this script. */
export function beside(name: string): string {
  return new URL(name, import.meta.url).href;
}
