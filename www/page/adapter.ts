// The page's side of Rapporteur: reads the page, paints marks, goes to an item, and tells which mark was clicked.
//
// The same in every home: on the demo page and in an extension's content script. It knows nothing of WASM or of what a
// quote is. Known limit: what a page loads after it was read is not marked before it is read again.

import type { Card, Painting as Orders } from 'rapporteur-wasm/rapporteur.js';
import { createCard } from './card.js';
import { itemAt } from './hit.js';
import { readPage, type Outline } from './outline.js';
import { paint, type Painting } from './paint.js';

/** What happens on the page. */
export interface PageEvents {
  /** A mark was clicked. */
  select(item: string): void;
  /** The reader switched the marks by the key. */
  toggled(on: boolean): void;
}

/** A page that can be read and marked. */
export interface Page {
  read(): Outline;
  /** Paints what the core made of the outline that was read last; replaces what was painted before. */
  paint(orders: Orders): void;
  /** Scrolls to an item and makes it flash. */
  go(item: string): void;
  show(on: boolean): void;
  /** Takes everything off the page. */
  leave(): void;
}

/** Starts listening on the page. `root` is what is read, by default the whole page. */
export function attach(events: PageEvents, root?: Element): Page {
  let nodes: (Text | null)[] = [];
  let painting: Painting | undefined;
  let cards = new Map<string, Card>();
  let visible = true;
  let pointer: { x: number; y: number } | undefined;
  const card = createCard();
  const ended = new AbortController();
  const listen = <K extends keyof DocumentEventMap>(name: K, act: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(name, act, { signal: ended.signal, passive: true });

  const show = (on: boolean) => {
    visible = on;
    painting?.show(on);
    if (!on) card.hide();
  };
  const hit = (x: number, y: number) => (visible && painting ? itemAt(painting.index, x, y) : null);

  const look = () => {
    if (!pointer) return;
    const found = hit(pointer.x, pointer.y);
    const shown = found && cards.get(found.item);
    if (shown) card.show(shown, found.rect);
    else card.hide();
    pointer = undefined;
  };
  listen('pointermove', event => {
    if (card.holds(event)) return;
    // At most one look for each picture that the browser draws.
    if (!pointer) requestAnimationFrame(look);
    pointer = { x: event.clientX, y: event.clientY };
  });
  listen('scroll', card.hide);
  listen('click', event => {
    const selecting = !(getSelection()?.isCollapsed ?? true);
    const taken = event.target instanceof Element && event.target.closest('a, button, input, select, textarea, summary');
    const found = selecting || taken ? null : hit(event.clientX, event.clientY);
    if (found) events.select(found.item);
  });
  listen('keydown', event => {
    if (event.key === 'Escape') card.hide();
    // By the place of the key, because Alt changes its letter on some keyboards.
    if (event.code !== 'KeyM' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    show(!visible);
    events.toggled(visible);
  });

  return {
    read() {
      const reading = readPage(root);
      nodes = reading.nodes;
      return reading.outline;
    },
    paint(orders) {
      painting?.clear();
      painting = paint(orders.marks, nodes);
      cards = new Map(orders.cards.map(entry => [entry[0], entry]));
      show(true);
    },
    go(item) {
      const ranges = painting?.ranges(item) ?? [];
      const [first] = ranges;
      if (!first) return;
      if (!visible) {
        show(true);
        events.toggled(true);
      }
      reveal(first);
      painting?.flash(item);
    },
    show,
    leave() {
      ended.abort();
      painting?.clear();
      painting = undefined;
      card.remove();
    },
  };
}

/** Scrolls so that a range is in the middle of the window, where it is not in sight already. */
function reveal(range: Range): void {
  const { top, bottom } = range.getBoundingClientRect();
  const margin = 60;
  if (top >= margin && bottom <= innerHeight - margin) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const behavior = calm ? 'instant' : 'smooth';
  const element = range.startContainer.parentElement;
  // By the element, for pages that scroll inside a part of themselves; by the words, where the element is long.
  if (element && element.clientHeight < innerHeight / 2) element.scrollIntoView({ block: 'center', behavior });
  else scrollBy({ top: top - innerHeight / 2, behavior });
}
