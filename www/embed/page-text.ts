// The words of a page as one text, and the way from places in it back to the page.
//
// Comes in: a reading of the page (`page/outline.ts`). Goes out: a text with single spaces and a blank line between blocks,
// and rows as the core's marks have them. Known limit: what the page loads later is not in it.

import type { Reading } from '../page/outline.js';

/** A page's text. */
export interface PageText {
  text: string;
  /** The parts of runs that [start, end) of the text covers: `[run, start, end]`, in the order of the page. */
  parts(start: number, end: number): [run: number, start: number, end: number][];
}

/** Joins the runs of a page. */
export function pageText({ outline }: Reading): PageText {
  let text = '';
  /** By letter of the text: run and place in it; of letters that stand in no run, -1. */
  const runs: number[] = [];
  const places: number[] = [];
  let block = -1;
  const add = (letter: string, run: number, place: number) => {
    text += letter;
    runs.push(run);
    places.push(place);
  };
  outline.runs.forEach(([own, words], number) => {
    if (outline.blocks[own]?.[4]) return;
    if (own !== block && text !== '' && !text.endsWith('\n\n')) {
      for (const letter of '\n\n') add(letter, -1, 0);
    }
    block = own;
    for (let place = 0; place < words.length; place += 1) {
      const letter = words[place]!;
      if (!/\s/.test(letter)) add(letter, number, place);
      else if (text !== '' && !/\s$/.test(text)) add(' ', number, place);
    }
  });
  return {
    text,
    parts(start, end) {
      const parts: [number, number, number][] = [];
      for (let at = start; at < end; at += 1) {
        const [run, place] = [runs[at]!, places[at]!];
        if (run < 0) continue;
        const last = parts.at(-1);
        if (last?.[0] === run) last[2] = place + 1;
        else parts.push([run, place, place + 1]);
      }
      return parts;
    },
  };
}
