// Starts the core. The WASM is inside the bundle, packed, because the pages it runs in may load nothing.

import init from 'rapporteur-wasm/rapporteur.js';
import packed from 'packed-wasm';

/** Unpacks and starts the WASM. Must be done before anything of the core is used; once is enough. */
export async function startCore(): Promise<void> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  await init({ module_or_path: await new Response(stream).arrayBuffer() });
}
