// Unpacks LZMA, the format that leaves least of a WASM module, step by step, so that no thread has to wait for all of it.
//
// Comes in: a file as the `lzma` tools write it ("LZMA alone": 13 bytes of head, then the code). Goes out, at the end, what
// was packed; in between, now and then, nothing, so that the caller may let others do something:
// `for (const step = unpack(file); ;) { const { done, value } = step.next(); if (done) return value; await pause(); }`.
// After Igor Pavlov's specification of the format (lzma-specification.txt, 2015), in flat tables of numbers: the packages
// that do the same take ten times as long. Known limit: the head must say how long the whole is, as `compress` of lzma1 does.

/** Bytes between two steps: some milliseconds on a slow telephone. */
const STEP = 1 << 15;
/** By how much odds move towards what they met: 1 / 2^MOVE. */
const MOVE = 5;
const EVEN = 1024;

/** Where the odds of each choice begin in the one table of all. Lengths have one of their own after each of two choices. */
const [MATCH, REPEAT, FIRST, SECOND, THIRD, LONG] = [0, 192, 204, 216, 228, 240];
const [SLOT, NEAR, ALIGN, LENGTH, AGAIN, LITERAL] = [432, 688, 803, 819, 1333, 1847];

/** Throws where the file is broken. */
export function* unpack(file: Uint8Array<ArrayBuffer>): Generator<void, Uint8Array<ArrayBuffer>, void> {
  const head = new DataView(file.buffer, file.byteOffset);
  const [context, places, align] = [file[0]! % 9, (file[0]! / 9 | 0) % 5, file[0]! / 45 | 0];
  const odds = new Uint16Array(LITERAL + (0x300 << context + places)).fill(EVEN);
  const out = new Uint8Array(head.getUint32(5, true));
  let [from, range, code] = [18, 0xffff_ffff, head.getUint32(14)];

  const bit = (at: number): number => {
    const chance = odds[at]!;
    const bound = (range >>> 11) * chance;
    let met = 0;
    if (code < bound) {
      range = bound;
      odds[at] = chance + (2048 - chance >> MOVE);
    } else {
      range -= bound;
      code -= bound;
      odds[at] = chance - (chance >> MOVE);
      met = 1;
    }
    if (range < 0x1000000) {
      range = range << 8 >>> 0;
      code = (code << 8 | file[from++]!) >>> 0;
    }
    return met;
  };
  const even = (count: number): number => {
    let value = 0;
    for (; count > 0; count -= 1) {
      range >>>= 1;
      const met = code >= range ? 1 : 0;
      if (met) code -= range;
      value = value << 1 | met;
      if (range < 0x1000000) {
        range = range << 8 >>> 0;
        code = (code << 8 | file[from++]!) >>> 0;
      }
    }
    return value;
  };
  /** Highest bit first. */
  const tree = (at: number, depth: number): number => {
    let node = 1;
    for (let left = depth; left > 0; left -= 1) node = node << 1 | bit(at + node);
    return node - (1 << depth);
  };
  /** Lowest bit first. */
  const reverse = (at: number, depth: number): number => {
    let [node, value] = [1, 0];
    for (let place = 0; place < depth; place += 1) {
      const met = bit(at + node);
      node = node << 1 | met;
      value |= met << place;
    }
    return value;
  };
  const length = (at: number, place: number): number => {
    if (!bit(at)) return 2 + tree(at + 2 + (place << 3), 3);
    if (!bit(at + 1)) return 10 + tree(at + 130 + (place << 3), 3);
    return 18 + tree(at + 258, 8);
  };

  let [at, state, next, last] = [0, 0, STEP, 0];
  let [near, second, third, fourth] = [0, 0, 0, 0];
  while (at < out.length) {
    if (at >= next) {
      next = at + STEP;
      yield;
    }
    const place = at & (1 << align) - 1;
    if (!bit(MATCH + (state << 4) + place)) {
      const own = LITERAL + 0x300 * (((at & (1 << places) - 1) << context) + (last >> 8 - context));
      let node = 1;
      if (state >= 7) {
        // As long as the letter is that of the last match, its bits choose among other odds.
        let other = out[at - near - 1]!;
        do {
          const expected = other >> 7 & 1;
          other <<= 1;
          const met = bit(own + (1 + expected << 8) + node);
          node = node << 1 | met;
          if (met !== expected) break;
        } while (node < 0x100);
      }
      while (node < 0x100) node = node << 1 | bit(own + node);
      last = out[at++] = node & 0xff;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count = 1;
    if (!bit(REPEAT + state)) {
      [fourth, third, second] = [third, second, near];
      count = length(LENGTH, place);
      state = state < 7 ? 7 : 10;
      const slot = tree(SLOT + (Math.min(count - 2, 3) << 6), 6);
      near = slot;
      if (slot >= 4) {
        const depth = (slot >> 1) - 1;
        near = (2 | slot & 1) << depth;
        if (slot < 14) near += reverse(NEAR + near - slot - 1, depth);
        else near += (even(depth - 4) << 4) + reverse(ALIGN, 4);
      }
    } else {
      const isFirst = !bit(FIRST + state);
      if (isFirst && !bit(LONG + (state << 4) + place)) {
        state = state < 7 ? 9 : 11;
      } else {
        if (!isFirst) {
          const before = near;
          if (!bit(SECOND + state)) near = second;
          else {
            if (!bit(THIRD + state)) near = third;
            else [near, fourth] = [fourth, third];
            third = second;
          }
          second = before;
        }
        count = length(AGAIN, place);
        state = state < 7 ? 8 : 11;
      }
    }
    if (near >= at) throw new Error('The packed file is broken');
    for (; count > 0 && at < out.length; count -= 1) {
      out[at] = out[at - near - 1]!;
      at += 1;
    }
    last = out[at - 1]!;
  }
  return out;
}
