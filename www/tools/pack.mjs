// Packs a WASM module as `www/sidebar/module.ts` unpacks it: its code parted by what the bytes are, all of it as LZMA.

import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { Encoder } from '../../node_modules/lzma1/lib/encoder.js';
import { MODES } from '../../node_modules/lzma1/lib/lzma.js';
import { InputBuffer, OutputBuffer } from '../../node_modules/lzma1/lib/streams.js';
import { ROOT } from './command.mjs';

/** The package's coder, set to what suits a module better than text, which its own functions cannot be asked for: where in a
 * word a byte stands says nothing, and of the byte before only its top bit does. A whole kilobyte less. */
class ModuleEncoder extends Encoder {
  configure(mode) {
    super.configure(mode);
    this._numLiteralContextBits = 1;
    this._posStateBits = 0;
    this._posStateMask = 0;
  }
}

function compress(bytes) {
  const output = new OutputBuffer(bytes.length);
  new ModuleEncoder().compress(new InputBuffer(bytes), output, MODES[9]);
  return output.toArray();
}

/** Packed modules by path: packing takes some seconds, and several bundles hold the same module. */
const packed = new Map();

/** The packed form of the module in a file. */
export async function pack(path) {
  if (packed.has(path)) return packed.get(path);
  const { outputFiles } = await build({ entryPoints: [`${ROOT}www/sidebar/module.ts`], bundle: true, format: 'esm', write: false });
  const { split, unpackModuleAtOnce } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  const module = new Uint8Array(readFileSync(path));
  const file = Uint8Array.from(compress(split(module)));
  if (Buffer.compare(unpackModuleAtOnce(file), module) !== 0) throw new Error(`${path} does not come out of its packed form as it was`);
  packed.set(path, file);
  return file;
}
