// The sidebar of a page whose report was made at build time: who speaks, and what they say. It needs no WASM, and shows
// less than the whole sidebar: speakers and their statements, most words first, and positions where there are any.
//
// Comes in: a report in UTF-16, which of its items are on the page, our words in the reader's language, and what a click is to
// do. Everything goes in as text; words of the article keep its language and their own direction.

import { FAMILY } from './marks.js';
import type { Attribution, Position, Report, Span } from './report.js';
import type { Texts } from '../sidebar/texts.js';

/** Draws into `root`; `go` is called with the item that a reader clicks. */
export function drawLight(root: Element, report: Report, here: ReadonlySet<string>, texts: Texts,
  go: (item: string) => void): void {
  const text = report.text ?? '';
  const words = (spans: readonly Span[]) => spans.map(([start, end]) => text.slice(start, end).replace(/\s+/g, ' ')).join(' … ');
  const length = (quote: Attribution) => quote.content.reduce((sum, [start, end]) => sum + end - start, 0);
  const name = (id: number | null) => (id === null ? null : report.actors[id]?.name ?? null);

  const speakers = new Map<string, Attribution[]>();
  for (const quote of report.attributions) {
    const who = name(quote.speaker) ?? (quote.source ? words([quote.source]) : texts.get('voices.unknown'));
    const known = speakers.get(who);
    if (known) known.push(quote);
    else speakers.set(who, [quote]);
  }
  const said = (quotes: Attribution[]) => quotes.reduce((sum, quote) => sum + length(quote), 0);
  const ranked = [...speakers].sort((a, b) => said(b[1]) - said(a[1]));

  const count = (number: number, what: string) => `${number} ${texts.form(`figures.${what}`, number)}`;
  const original = (tag: string, name: string, text: string) => {
    const element = make(tag, name, text);
    [element.lang, element.dir] = [report.language, 'auto'];
    return element;
  };

  root.className = 'rapporteur';
  root.setAttribute('lang', texts.language);
  root.setAttribute('dir', texts.language === 'ar' ? 'rtl' : 'ltr');
  const head = make('header', 'head');
  head.append(make('h2', 'headline', texts.get('embed.open')),
    make('p', 'source', `${count(speakers.size, 'speakers')} · ${count(report.attributions.length, 'quotes')}`));
  const panel = make('div', 'panel');
  panel.tabIndex = 0;
  panel.setAttribute('role', 'region');
  panel.setAttribute('aria-label', texts.get('embed.open'));
  if (ranked.length + report.positions.length === 0) panel.append(make('p', 'empty', texts.get('app.nothing')));
  for (const [who, quotes] of ranked) {
    const group = make('section', 'light');
    const list = make('ul', '');
    group.append(original('h3', '', who), list);
    for (const quote of quotes) list.append(entry(`q${quote.id}`, quote.kind, original('span', '', words(quote.content))));
    panel.append(group);
  }
  if (report.positions.length > 0) {
    const group = make('section', 'light');
    const list = make('ul', '');
    group.append(make('h3', '', texts.get('tab.positions')), list);
    for (const position of report.positions) list.append(entry(`p${position.id}`, FAMILY[position.stance], ...stand(position)));
    panel.append(group);
  }
  root.replaceChildren(head, panel);

  function stand({ holders, stance, proposition, sentence }: Position): (Node | string)[] {
    const verb = texts.get(`stance.${stance}${holders.length > 1 ? '.many' : ''}`);
    const who = original('bdi', '', holders.map(name).join(', '));
    return [who, ` ${texts.fill('verb', { verb })} `, original('bdi', '', words([proposition ?? sentence]))];
  }

  function entry(item: string, layer: string, ...what: (Node | string)[]): HTMLElement {
    const row = make('li', '');
    const shown = here.has(item);
    // What the page no longer says can be read, but there is nowhere to go.
    const button = make(shown ? 'button' : 'span', 'line');
    button.append(...what);
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

function make(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
