// Starts the core. The WASM is inside the bundle, packed, because the pages it runs in may load nothing.

import init from 'rapporteur-wasm/rapporteur.js';
import packed from 'packed-wasm';
import { unpackModuleAtOnce } from './module.js';

/** Unpacks and starts the WASM. Must be done before anything of the core is used; once is enough. */
export async function startCore(): Promise<void> {
  await init({ module_or_path: unpackModuleAtOnce(packed) });
}
