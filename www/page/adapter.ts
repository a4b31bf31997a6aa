// The page's side of Rapporteur: reads the page, paints marks, goes to an item, and tells which mark was clicked.
//
// The same in every home: on the demo page and in an extension's content script. It knows nothing of WASM or of what a
// quote is. When the words of the page change the host is given a new outline; when only the nodes that hold
// them do, the marks move over by themselves. Known limit: a mark inside a frame cannot be clicked.

import type { Card, Painting as Orders } from 'rapporteur-wasm/rapporteur.js';
import { createCard } from './card.js';
import { itemAt } from './hit.js';
import { readInSlices, readPage, type Outline, type Reading, type Source } from './outline.js';
import { paint, type Painting } from './paint.js';
import { watch } from './watch.js';

/** What happens on the page. */
export interface PageEvents {
  /** A mark was clicked. */
  select(item: string): void;
  /** The reader switched the marks by the key. */
  toggled(on: boolean): void;
  /** The page shows other words than those that were read last: the host must paint what it makes of them. */
  changed(outline: Outline): void;
  /** The page has taken the marks away again after they were painted a second time. */
  cleared(): void;
}

/** A page that can be read and marked. */
export interface Page {
  /** Reads the page, or what is said to be read from now on. */
  read(source?: Source): Outline;
  /** The same in slices, for a page that others wrote and that may be large. */
  readInSlices(source?: Source): Promise<Outline>;
  /** Paints what the core made of the outline; replaces what was painted before. Outlines are painted in their order. */
  paint(orders: Orders): void;
  /** Scrolls to an item and makes it flash. */
  go(item: string): void;
  show(on: boolean): void;
  /** Takes everything off the page. */
  leave(): void;
}

/** Starts listening on the page. */
export function attach(events: PageEvents): Page {
  let source: Source = {};
  /** Readings that the host has not painted yet, and the one that it painted last, with its orders. */
  const ahead: Reading[] = [];
  let [reading, marks]: [Reading | undefined, Orders['marks']] = [undefined, []];
  let painting: Painting | undefined;
  let repainted = 0;
  let cards = new Map<string, Card>();
  let visible = true;
  /** Whether the page is read because somebody asked for it: then marks that were hidden come back. */
  let asked = false;
  let pointer: { x: number; y: number } | undefined;
  const card = createCard();
  const ended = new AbortController();
  const listen = <K extends keyof DocumentEventMap>(name: K, act: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(name, act, { signal: ended.signal, passive: true });

  const read = (from = source) => {
    source = from;
    return take(readPage(source));
  };
  const take = (read: Reading) => {
    asked = true;
    ahead.push(read);
    watching.follow(read.roots);
    return read.outline;
  };
  const lay = (read: Reading, orders: Orders['marks']) => {
    painting?.clear();
    [reading, marks] = [read, orders];
    painting = paint(marks, reading);
    if (!visible) painting.show(false);
  };
  const watching = watch({
    touched: node => painting?.drop(node),
    async changed() {
      keep();
      const from = source;
      if (!ahead.length && !reading) return;
      const now = await readInSlices(from);
      const known = ahead.at(-1) ?? reading;
      // The page was left, or something else was read meanwhile.
      if (!known || ended.signal.aborted || from !== source) return;
      watching.follow(now.roots);
      if (!isSame(now, known)) {
        ahead.push(now);
        events.changed(now.outline);
      } else if (ahead.length > 0) {
        ahead[ahead.length - 1] = now;
      } else if (now.nodes.some((node, run) => node !== known.nodes[run])) {
        lay(now, marks);
      }
    },
  });
  /** A page can throw away all highlights: they are painted once more, and then it is said. */
  const keep = () => {
    if (!painting?.isCleared() || repainted > 1) return;
    repainted += 1;
    if (repainted > 1) events.cleared();
    else painting.show(true);
  };
  const show = (on: boolean) => {
    visible = on;
    painting?.show(on);
    if (!on) card.hide();
  };
  const hit = (x: number, y: number) => (visible && painting ? itemAt(painting.index, x, y) : null);

  const look = () => {
    if (!pointer) return;
    keep();
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
    read,
    readInSlices: async (from = source) => {
      source = from;
      return take(await readInSlices(source));
    },
    paint(orders) {
      const read = ahead.shift() ?? reading;
      if (!read) return;
      lay(read, orders.marks);
      cards = new Map(orders.cards.map(entry => [entry[0], entry]));
      show(visible || asked);
      asked = false;
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
      watching.stop();
      painting?.clear();
      painting = undefined;
      card.remove();
    },
  };
}

/** Whether two readings have the same words in the same blocks. */
function isSame(one: Reading, other: Reading): boolean {
  const [runs, others] = [one.outline.runs, other.outline.runs];
  return runs.length === others.length
    && runs.every((run, index) => run[1] === others[index]![1] && run[0] === others[index]![0]);
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
