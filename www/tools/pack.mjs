// Packs a WASM module as `www/sidebar/module.ts` unpacks it: its code parted by what the bytes are, all of it as LZMA.

import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { compress } from 'lzma1';
import { ROOT } from './command.mjs';

/** Packed modules by path: packing takes some seconds, and several bundles hold the same module. */
const packed = new Map();

/** The packed form of the module in a file. */
export async function pack(path) {
  if (packed.has(path)) return packed.get(path);
  const { outputFiles } = await build({ entryPoints: [`${ROOT}www/sidebar/module.ts`], bundle: true, format: 'esm', write: false });
  const { split, unpackModuleAtOnce } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  const module = new Uint8Array(readFileSync(path));
  const file = Uint8Array.from(compress(split(module), 9));
  if (Buffer.compare(unpackModuleAtOnce(file), module) !== 0) throw new Error(`${path} does not come out of its packed form as it was`);
  packed.set(path, file);
  return file;
}
