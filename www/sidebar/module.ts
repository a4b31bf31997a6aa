// A WASM module in a form that packs better: its code parted by what the bytes are, all operations in one stream, all numbers
// of locals in another, and so on. What a byte is likely to be depends on that most; LZMA leaves a tenth less of the code.
//
// `unpackModule(file)` gives the module of a packed file, in steps; `split(module)`, which only the build calls, what is to be
// packed. Both go through the code by the one walk below, so they cannot differ: one takes bytes out of the code and puts them
// into streams, the other one back. Known limit: operations that rustc does not write for us (threads, exceptions) are an error.

import { unpack } from './unpack.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** What the bytes of a function are; the order of the streams. */
const [OPERATION, LOCALS, LOCAL, BLOCK, DEPTH, CALL, PLACE, INTEGER, LONG, PLAIN, ALIGNED] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** How bytes are aligned is told by the operation, mostly: a stream for each of those that load or store. */
const STREAMS = ALIGNED + 0x40;
/** The section that holds the code. */
const CODE = 10;
/** Functions between two steps. */
const STEP = 200;

/** Moves numbers and bytes from one form to the other. */
interface Mover {
  /** A number in LEB128; only the value of small ones matters. */
  number(stream: number): number;
  bytes(stream: number, count: number): number;
}

/** Goes through one function. */
function walk({ number, bytes }: Mover): void {
  const many = (count: number, stream: number) => {
    for (let left = count; left > 0; left -= 1) number(stream);
  };
  const memory = (operation: number) => {
    number(ALIGNED + (operation & 0x3f));
    number(PLACE);
  };
  for (let left = number(LOCALS); left > 0; left -= 1) {
    number(LOCALS);
    bytes(LOCALS, 1);
  }
  for (let depth = 1; depth > 0;) {
    const operation = bytes(OPERATION, 1);
    if (operation === 0x0b) depth -= 1;
    else if (operation >= 0x02 && operation <= 0x04) {
      depth += 1;
      number(BLOCK);
    } else if (operation === 0x0c || operation === 0x0d) number(DEPTH);
    else if (operation === 0x0e) many(number(DEPTH) + 1, DEPTH);
    else if (operation === 0x10 || operation === 0xd2) number(CALL);
    else if (operation === 0x11) many(2, BLOCK);
    else if (operation === 0x1c) many(number(BLOCK), BLOCK);
    else if (operation >= 0x20 && operation <= 0x22) number(LOCAL);
    else if (operation >= 0x23 && operation <= 0x26 || operation === 0x3f || operation === 0x40 || operation === 0xd0) number(BLOCK);
    else if (operation >= 0x28 && operation <= 0x3e) memory(operation);
    else if (operation === 0x41) number(INTEGER);
    else if (operation === 0x42) number(LONG);
    else if (operation === 0x43) bytes(PLAIN, 4);
    else if (operation === 0x44) bytes(PLAIN, 8);
    else if (operation === 0xfc) {
      const second = number(OPERATION);
      many(second < 8 ? 0 : second === 8 || second === 10 || second === 12 || second === 14 ? 2 : 1, BLOCK);
    } else if (operation === 0xfd) {
      const second = number(OPERATION);
      const lanes = second >= 84 && second <= 91;
      if (second < 12 || lanes || second === 92 || second === 93) memory(0);
      if (second === 12 || second === 13) bytes(PLAIN, 16);
      if (lanes || second >= 21 && second <= 34) bytes(PLAIN, 1);
    } else if (operation === 0x06 || operation === 0x12 || operation === 0x13 || operation > 0xc4) {
      throw new Error(`Operation ${operation} of the module is not known here`);
    }
  }
}

/** The parts of a module: lengths of all streams, what is before the code, what is behind it, the streams. */
export function split(module: Bytes): Bytes {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  let [start, end] = [module.length, module.length];
  while (at < module.length) {
    start = at;
    const section = module[at++];
    const length = number();
    end = at + length;
    if (section === CODE) break;
    at = end;
  }
  const streams: number[][] = Array.from({ length: STREAMS }, () => []);
  const move = (stream: number, count: number) => {
    for (let left = count; left > 0; left -= 1) streams[stream]!.push(module[at++]!);
    return module[at - 1]!;
  };
  const mover: Mover = {
    bytes: move,
    number: stream => {
      const from = at;
      const value = number();
      const count = at - from;
      at = from;
      move(stream, count);
      return value;
    },
  };
  for (let left = mover.number(LOCALS); left > 0; left -= 1) {
    number();
    walk(mover);
  }
  const parts = [module.slice(0, start), module.slice(end), ...streams.map(stream => Uint8Array.from(stream))];
  return joined([new Uint8Array(Uint32Array.from(parts, part => part.length).buffer), ...parts]);
}

/** The module of a packed file; throws where the file is broken. */
export function* unpackModule(file: Bytes): Generator<void, Bytes, void> {
  const whole = yield* unpack(file);
  const lengths = new Uint32Array(whole.slice(0, 4 * (STREAMS + 2)).buffer);
  let place = 4 * lengths.length;
  /** Where each part goes on. */
  const at = Array.from(lengths, length => (place += length) - length);
  const [before, behind] = [0, 1].map(part => whole.subarray(at[part], at[part]! + lengths[part]!)) as [Bytes, Bytes];
  const code = new Uint8Array(whole.length);
  const body = new Uint8Array(whole.length);
  let [codes, length] = [0, 0];
  const bytes = (stream: number, count: number) => {
    for (let left = count; left > 0; left -= 1) body[length++] = whole[at[stream + 2]!++]!;
    return body[length - 1]!;
  };
  const number = (stream: number) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes(stream, 1);
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const append = (part: Bytes) => {
    code.set(part, codes);
    codes += part.length;
  };
  let left = number(LOCALS);
  append(body.subarray(0, length));
  for (; left > 0; left -= 1) {
    if (left % STEP === 0) yield;
    length = 0;
    walk({ number, bytes });
    append(leb(length));
    append(body.subarray(0, length));
  }
  return joined([before, Uint8Array.of(CODE), leb(codes), code.subarray(0, codes), behind]);
}

/** The same at once. */
export function unpackModuleAtOnce(file: Bytes): Bytes {
  const steps = unpackModule(file);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function joined(parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** A number as LEB128. */
function leb(number: number): Bytes {
  const bytes = [];
  for (let left = number; ; left >>>= 7) {
    if (left < 128) return Uint8Array.from([...bytes, left]);
    bytes.push(left & 127 | 128);
  }
}
