// The small card that says who and what when the pointer rests on a mark. It lives in a closed shadow root next to the
// page's body, so that neither the page's styles reach it nor its nodes stand in anybody's article.
//
// It stays while the pointer is on it and goes on Escape. Known limit: a page that shows an element of its own in the top
// layer (a modal dialog) covers it.

import type { Card, Layer } from 'rapporteur-wasm/rapporteur.js';
import style from './card.css';

/** The card of a page. */
export interface HoverCard {
  /** Shows the card of an item above or below a letter. */
  show(card: Card, at: DOMRect): void;
  hide(): void;
  /** Whether an event happened on the card. */
  holds(event: Event): boolean;
  remove(): void;
}

/** Makes a card that is not shown yet. Nothing is added to the page before it is. */
export function createCard(): HoverCard {
  const host = document.createElement('rapporteur-card');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const box = root.appendChild(document.createElement('div'));
  const [who, what] = [box.appendChild(document.createElement('strong')), box.appendChild(document.createElement('span'))];
  box.setAttribute('role', 'tooltip');
  box.hidden = true;

  const show = ([, layer, whoText, whatText]: Card, at: DOMRect) => {
    if (!host.isConnected) document.documentElement.append(host);
    who.textContent = whoText;
    what.textContent = whatText;
    box.dataset['layer'] = layer satisfies Layer;
    box.hidden = false;
    const { width, height } = box.getBoundingClientRect();
    const gap = 6;
    const left = Math.max(gap, Math.min(at.left, innerWidth - width - gap));
    const above = at.top - height - gap;
    box.style.left = `${left}px`;
    box.style.top = `${above >= gap ? above : at.bottom + gap}px`;
  };
  return {
    show,
    hide: () => void (box.hidden = true),
    holds: event => event.target === host,
    remove: () => host.remove(),
  };
}
