// The confidence below which sites show nothing at first, as the core states it: `SHOWN_CONFIDENCE` in src/lib.rs.

import { readFileSync } from 'node:fs';
import { ROOT } from './command.mjs';

/** From 0 to 1. Fails where the core no longer states it. */
export function shownConfidence() {
  const stated = /SHOWN_CONFIDENCE: f32 = ([\d.]+);/.exec(readFileSync(`${ROOT}src/lib.rs`, 'utf8'));
  if (!stated) throw new Error('src/lib.rs states no SHOWN_CONFIDENCE');
  return Number(stated[1]);
}
