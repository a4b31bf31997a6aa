// The sidebar of a page whose report was made at build time: who speaks, and what they say. It needs no WASM, and shows
// less than the whole sidebar: speakers and their statements, most words first, and positions where there are any.
//
// Comes in: a report in UTF-16, which of its items are on the page, and what a click is to do. Everything goes in as text.
// Known limit: its own words are in English.

import { FAMILY } from './marks.js';
import type { Attribution, Position, Report, Span } from './report.js';

/** Draws into `root`; `go` is called with the item that a reader clicks. */
export function drawLight(root: Element, report: Report, here: ReadonlySet<string>, go: (item: string) => void): void {
  const text = report.text ?? '';
  const words = (spans: readonly Span[]) => spans.map(([start, end]) => text.slice(start, end).replace(/\s+/g, ' ')).join(' … ');
  const length = (quote: Attribution) => quote.content.reduce((sum, [start, end]) => sum + end - start, 0);
  const name = (id: number | null) => (id === null ? null : report.actors[id]?.name ?? null);

  const speakers = new Map<string, Attribution[]>();
  for (const quote of report.attributions) {
    const who = name(quote.speaker) ?? (quote.source ? words([quote.source]) : 'Nobody named');
    const known = speakers.get(who);
    if (known) known.push(quote);
    else speakers.set(who, [quote]);
  }
  const said = (quotes: Attribution[]) => quotes.reduce((sum, quote) => sum + length(quote), 0);
  const ranked = [...speakers].sort((a, b) => said(b[1]) - said(a[1]));

  root.className = 'rapporteur';
  const head = make('header', 'head');
  head.append(make('h2', 'headline', 'Who says what'), make('p', 'source', count(speakers.size, 'speaker') + ' · '
    + count(report.attributions.length, 'statement')));
  const panel = make('div', 'panel');
  panel.tabIndex = 0;
  panel.setAttribute('role', 'region');
  panel.setAttribute('aria-label', 'Who says what');
  if (ranked.length === 0) panel.append(make('p', 'empty', 'No statements were found in this article.'));
  for (const [who, quotes] of ranked) {
    const group = make('section', 'light');
    const list = make('ul', '');
    group.append(make('h3', '', who), list);
    for (const quote of quotes) list.append(entry(`q${quote.id}`, quote.kind, words(quote.content)));
    panel.append(group);
  }
  if (report.positions.length > 0) {
    const group = make('section', 'light');
    const list = make('ul', '');
    group.append(make('h3', '', 'Where they stand'), list);
    for (const position of report.positions) list.append(entry(`p${position.id}`, FAMILY[position.stance], stand(position)));
    panel.append(group);
  }
  root.replaceChildren(head, panel);

  function stand({ holders, stance, proposition, sentence }: Position): string {
    return `${holders.map(name).join(', ')}: ${stance} — ${words([proposition ?? sentence])}`;
  }

  function entry(item: string, layer: string, what: string): HTMLElement {
    const row = make('li', '');
    const shown = here.has(item);
    // What the page no longer says can be read, but there is nowhere to go.
    const button = make(shown ? 'button' : 'span', 'line', what);
    button.dataset['layer'] = layer;
    button.dataset['item'] = item;
    if (shown) {
      button.setAttribute('type', 'button');
      button.addEventListener('click', () => go(item));
    }
    row.append(button);
    return row;
  }
}

/** Shows which item is the current one, and brings it into view. */
export function chooseLight(root: Element, item: string): void {
  for (const shown of root.querySelectorAll('[data-item]')) {
    if (shown.getAttribute('data-item') !== item) shown.removeAttribute('aria-current');
    else {
      shown.setAttribute('aria-current', 'true');
      shown.scrollIntoView({ block: 'nearest' });
    }
  }
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

function make(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
