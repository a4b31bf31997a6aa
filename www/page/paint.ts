// Paints marks over a page with the CSS Custom Highlight API: no node of the page is added, split or changed.
//
// Comes in: marks as the core gives them, and the text nodes that the outline was read from. Goes out: one Highlight for
// each layer, under a name of our own ("rapporteur-direct"). How they look is in marks.css. Known limit: the page can
// throw our highlights away by `CSS.highlights.clear()`; painting again brings them back.

import type { Layer, Mark } from 'rapporteur-wasm/rapporteur.js';

/** In the order of painting: later ones lie on top. */
export const LAYERS: readonly Layer[] = ['direct', 'mixed', 'indirect', 'speaker', 'favour', 'against', 'press', 'claim'];

const PREFIX = 'rapporteur-';

/** Marks on the page. */
export interface Painting {
  /** The ranges of an item, in the order of the marks; empty for an unknown item. */
  ranges(item: string): Range[];
  /** Shows or hides all marks. */
  show(visible: boolean): void;
  /** Takes all marks away for good. */
  clear(): void;
}

/** Paints the marks. A mark whose text node has left the page or became shorter is left out. */
export function paint(marks: readonly Mark[], nodes: readonly (Text | null)[]): Painting {
  const layers = new Map(LAYERS.map(layer => [layer, new Highlight()]));
  const items = new Map<string, Range[]>();
  LAYERS.forEach((layer, order) => (layers.get(layer)!.priority = order));
  for (const [layer, item, run, start, end] of marks) {
    const node = nodes[run];
    if (!node?.isConnected || end > node.length) continue;
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    layers.get(layer)?.add(range);
    const known = items.get(item);
    if (known) known.push(range);
    else items.set(item, [range]);
  }
  const show = (visible: boolean) => {
    for (const [layer, highlight] of layers) {
      if (visible) CSS.highlights.set(PREFIX + layer, highlight);
      else CSS.highlights.delete(PREFIX + layer);
    }
  };
  show(true);
  return {
    ranges: item => items.get(item) ?? [],
    show,
    clear() {
      show(false);
      for (const highlight of layers.values()) highlight.clear();
      items.clear();
    },
  };
}
