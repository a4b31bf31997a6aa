// Paints marks over a page with the CSS Custom Highlight API: no node of the page is added, split or changed.
//
// Comes in: marks as the core gives them, and the text nodes that the outline was read from. Goes out: one Highlight for
// each layer, under a name of our own ("rapporteur-direct"). How they look is in marks.css. Known limit: the page can
// throw our highlights away by `CSS.highlights.clear()`; switching the marks off and on brings them back.

import type { Layer, Mark } from 'rapporteur-wasm/rapporteur.js';
import { addInterval, sortIndex, type Index } from './hit.js';

/** In the order of painting: later ones lie on top. */
export const LAYERS: readonly Layer[] = ['direct', 'mixed', 'indirect', 'speaker', 'favour', 'against', 'press', 'claim'];

const PREFIX = 'rapporteur-';
const FLASH = `${PREFIX}flash`;
/** How long a mark flashes, in milliseconds. */
const FLASH_TIME = 1500;

/** Marks on the page. */
export interface Painting {
  /** Where the marks are, for hit tests. */
  index: Index;
  /** The ranges of an item, in the order of the marks; empty for an unknown item. */
  ranges(item: string): Range[];
  /** Shows or hides all marks. */
  show(visible: boolean): void;
  /** Makes the marks of an item stand out for a moment. */
  flash(item: string): void;
  /** Takes all marks away for good. */
  clear(): void;
}

/** Paints the marks. A mark whose text node has left the page or became shorter is left out. */
export function paint(marks: readonly Mark[], nodes: readonly (Text | null)[]): Painting {
  const layers = new Map(LAYERS.map(layer => [layer, new Highlight()]));
  const items = new Map<string, Range[]>();
  const index: Index = new Map();
  let timer: ReturnType<typeof setTimeout> | undefined;
  LAYERS.forEach((layer, order) => (layers.get(layer)!.priority = order));
  for (const [layer, item, run, start, end] of marks) {
    const node = nodes[run];
    if (!node?.isConnected || end > node.length) continue;
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    layers.get(layer)?.add(range);
    addInterval(index, node, { start, end, item });
    const known = items.get(item);
    if (known) known.push(range);
    else items.set(item, [range]);
  }
  sortIndex(index);
  const show = (visible: boolean) => {
    for (const [layer, highlight] of layers) {
      if (visible) CSS.highlights.set(PREFIX + layer, highlight);
      else CSS.highlights.delete(PREFIX + layer);
    }
  };
  const ranges = (item: string) => items.get(item) ?? [];
  const flash = (item: string) => {
    clearTimeout(timer);
    const highlight = new Highlight(...ranges(item));
    highlight.priority = LAYERS.length;
    CSS.highlights.set(FLASH, highlight);
    timer = setTimeout(() => CSS.highlights.delete(FLASH), FLASH_TIME);
  };
  show(true);
  return {
    index,
    ranges,
    show,
    flash,
    clear() {
      clearTimeout(timer);
      CSS.highlights.delete(FLASH);
      show(false);
      for (const highlight of layers.values()) highlight.clear();
      items.clear();
      index.clear();
    },
  };
}
