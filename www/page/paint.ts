// Paints marks over a page with the CSS Custom Highlight API: no node of the page is added, split or changed.
//
// Comes in: marks as the core gives them, and the reading that they were made from. Goes out: one Highlight for each layer
// and document, under a name of our own ("rapporteur-direct"). How they look is in marks.css. Known limit: the page can
// throw our highlights away by `CSS.highlights.clear()`; `isCleared` tells so when asked.

import type { Layer, Mark } from 'rapporteur-wasm/rapporteur.js';
import { addInterval, sortIndex, type Index } from './hit.js';
import type { Reading } from './outline.js';

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
  /** Takes the marks off a text node whose words are others now. */
  drop(node: Text): void;
  /** Whether marks that should be seen are not registered any more. */
  isCleared(): boolean;
  /** Takes all marks away for good. */
  clear(): void;
}

/** The window of a document with a registry of highlights of its own: frames have one each. */
type View = Window & typeof globalThis;
type Layers = Map<Layer, Highlight>;

/** Paints the marks. A mark whose text node has left the page or holds other words by now is left out. */
export function paint(marks: readonly Mark[], { nodes, outline: { runs } }: Reading): Painting {
  const views = new Map<View, Layers>();
  const items = new Map<string, Range[]>();
  const index: Index = new Map();
  let visible = false;
  let unflash = () => {};
  for (const [layer, item, run, start, end] of marks) {
    const node = nodes[run];
    const view = node?.isConnected && node.data === runs[run]?.[1] ? node.ownerDocument.defaultView : null;
    if (!node || !view) continue;
    const range = node.ownerDocument.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    layersOf(views, view).get(layer)?.add(range);
    addInterval(index, node, { start, end, item });
    const known = items.get(item);
    if (known) known.push(range);
    else items.set(item, [range]);
  }
  sortIndex(index);

  const show = (on: boolean) => {
    visible = on;
    for (const [view, layers] of views) {
      for (const [layer, highlight] of layers) {
        if (on) view.CSS.highlights.set(PREFIX + layer, highlight);
        else view.CSS.highlights.delete(PREFIX + layer);
      }
    }
  };
  const ranges = (item: string) => items.get(item) ?? [];
  const flash = (item: string) => {
    unflash();
    const view = ranges(item)[0]?.startContainer.ownerDocument?.defaultView;
    if (!view) return;
    const highlight = new view.Highlight(...ranges(item));
    highlight.priority = LAYERS.length;
    view.CSS.highlights.set(FLASH, highlight);
    const timer = setTimeout(() => unflash(), FLASH_TIME);
    unflash = () => {
      clearTimeout(timer);
      view.CSS.highlights.delete(FLASH);
    };
  };
  const drop = (node: Text) => {
    if (!index.delete(node)) return;
    for (const layers of views.values()) {
      for (const highlight of layers.values()) {
        for (const range of highlight) if (range.startContainer === node) highlight.delete(range);
      }
    }
  };
  show(true);
  return {
    index,
    ranges,
    show,
    flash,
    drop,
    isCleared: () => visible && [...views.keys()].some(view => !view.CSS.highlights.has(PREFIX + LAYERS[0])),
    clear() {
      unflash();
      show(false);
      views.clear();
      items.clear();
      index.clear();
    },
  };
}

function layersOf(views: Map<View, Layers>, view: View): Layers {
  let layers = views.get(view);
  if (!layers) {
    layers = new Map(LAYERS.map(layer => [layer, new view.Highlight()]));
    LAYERS.forEach((layer, order) => (layers!.get(layer)!.priority = order));
    views.set(view, layers);
  }
  return layers;
}
