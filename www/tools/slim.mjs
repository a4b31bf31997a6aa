// Takes out of a module what only explains how it ends: a mistake of its own, which would have been told in words, then ends
// it at once. `slim(bytes)` gives the module without its panics' words, for wasm-opt to drop what they alone called.
//
// rustc's standard library comes compiled, words and all, so this can only be done here. What is looked for goes by the
// names of functions, which the module must still have. A trap is what ended it before, too: no wrong value comes of this.

import binaryen from 'binaryen';

/** Functions of Rust's libraries that tell of a mistake and do not return. */
const TELLS = /panicking::(panic|assert_failed)|panic_\w+$|(unwrap|expect|assert)_failed$|_fail(_rt)?$|::(capacity_overflow|handle_(alloc_)?error|rust_begin_unwind)$/;

/** The module with `unreachable` for each of them. */
export function slim(bytes) {
  const module = binaryen.readBinary(bytes);
  let told = 0;
  for (let at = 0; at < module.getNumFunctions(); at += 1) {
    const own = module.getFunctionByIndex(at);
    const { name, module: from, results } = binaryen.getFunctionInfo(own);
    // Some with such a name do return, such as what counts panics.
    if (from || results !== binaryen.none || !TELLS.test(name) || !ends(binaryen.Function.getBody(own))) continue;
    binaryen.Function.setBody(own, module.unreachable());
    told += 1;
  }
  if (told < 10) throw new Error('The functions that tell of mistakes have other names than they had');
  const slimmed = module.emitBinary();
  module.dispose();
  return silence(slimmed);
}

/** Whether a function never comes to its end. */
function ends(body) {
  if (binaryen.getExpressionType(body) === binaryen.unreachable) return true;
  return /\(unreachable\)\s*\)*\s*$/.test(binaryen.emitText(body));
}

/** Bytes of a panic's place: address and length of a file's name, line, column. */
const PLACE = 16;

/** Puts zeros where the data name the files, lines and columns of panics, which nothing reads any more. */
function silence(bytes) {
  const parts = segments(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = address => {
    const part = parts.find(({ start, length }) => address >= start && address < start + length);
    return part && address - part.start + part.offset;
  };
  const files = new Map();
  for (const { start, offset, length } of parts) {
    for (let place = -start & 3; place + PLACE <= length; place += 4) {
      const [name, size, line, column] = [0, 4, 8, 12].map(field => view.getUint32(offset + place + field, true));
      if (size < 4 || size > 200 || line === 0 || line > 20_000 || column === 0 || column > 300) continue;
      const from = at(name);
      if (from === undefined || !/^[\w./-]+\.rs$/.test(text(bytes.subarray(from, from + size)))) continue;
      bytes.fill(0, offset + place, offset + place + PLACE);
      files.set(from, size);
    }
  }
  for (const [from, size] of files) bytes.fill(0, from, from + size);
  return bytes;
}

const text = bytes => Buffer.from(bytes).toString('latin1');

/** The segments of the data section: address in memory, offset in the file, length. */
function segments(bytes) {
  const parts = [];
  let at = 8;
  const number = () => {
    for (let [value, shift] = [0, 0]; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const end = number() + at;
    if (id === 11) {
      for (let left = number(); left > 0; left -= 1) {
        // Of memory 0, at a constant address: 0, i32.const address, end.
        if (number() !== 0 || bytes[at++] !== 0x41) throw new Error('A segment of another kind');
        const start = number();
        at += 1;
        const length = number();
        parts.push({ start, offset: at, length });
        at += length;
      }
    }
    at = end;
  }
  return parts;
}
