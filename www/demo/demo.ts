// The demo page: a newspaper article, read from the live DOM as any page would be, marked, and summed up beside it.

import { initSync, Sidebar } from 'rapporteur-wasm/rapporteur.js';
import wasm from 'rapporteur-wasm/rapporteur_bg.wasm';
import { readPage } from '../page/outline.js';
import { paint, type Painting } from '../page/paint.js';
import marksStyle from '../page/marks.css';

initSync({ module: wasm });

const story = byId('story');
const paper = byId('paper');
let painting: Painting | undefined;

const style = new CSSStyleSheet();
style.replaceSync(marksStyle);
document.adoptedStyleSheets.push(style);

const sidebar = new Sidebar(byId('sidebar'), (item: string) => {
  painting?.ranges(item)[0]?.startContainer.parentElement?.scrollIntoView({ block: 'center' });
});

open('putin-macron-call');

/** Lays out an article of the page's templates and reads it. */
function open(name: string): void {
  const template = byId(name) as HTMLTemplateElement;
  story.replaceChildren(template.content.cloneNode(true));
  painting?.clear();
  const { outline, nodes } = readPage(paper);
  painting = paint(sidebar.read(outline), nodes);
  document.documentElement.dataset['ready'] = name;
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element "${id}"`);
  return element;
}
