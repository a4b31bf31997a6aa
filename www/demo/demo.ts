// The demo page: an article of a newspaper, or a text of the reader's own, read from the live DOM as any page would be,
// marked, and summed up beside it.

import type { Sidebar } from 'rapporteur-wasm/rapporteur.js';
import { attach } from '../page/adapter.js';
import { startCore } from '../sidebar/core.js';
import { createSidebar } from '../sidebar/host.js';
import marksStyle from '../page/marks.css';
import { connectDesk } from './form.js';

const DESK = 'desk';

let sidebar: Sidebar;

const marks = new CSSStyleSheet();
marks.replaceSync(marksStyle);
document.adoptedStyleSheets.push(marks);

const [story, desk, complaint] = [byId('story'), byId('desk'), byId('desk-complaint')];

const page = attach({
  select: item => sidebar.select(item),
  toggled: on => sidebar.setMarks(on),
  changed: outline => page.paint(sidebar.read(outline)),
  cleared: () => sidebar.notice('cleared'),
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-open]')) {
  button.addEventListener('click', () => open(button.dataset['open']!));
}
connectDesk({
  lay,
  refuse: (name, kinds) => {
    complaint.textContent = `“${name}” is none of the kinds of files that can be read here: ${kinds}`;
  },
  taken: () => open(DESK),
});

void startCore().then(() => {
  sidebar = createSidebar(byId('sidebar'), page);
  open(location.hash.slice(1) || 'putin-macron-call');
});

/** Opens one of the articles, or the desk with an empty page. */
function open(name: string): void {
  for (const button of document.querySelectorAll('[data-open]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-open') === name));
  }
  desk.hidden = name !== DESK;
  document.documentElement.dataset['page'] = name === DESK ? 'own' : 'paper';
  const template = document.getElementById(`article-${name}`);
  if (template instanceof HTMLTemplateElement) lay(template.content.cloneNode(true));
  else lay(new DocumentFragment(), 'text');
  if (name === DESK) byId('desk-text').focus();
  document.documentElement.dataset['ready'] = name;
}

/** Lays something out as the story, and reads and marks the newspaper's page, or the story alone if the reader brought it. */
function lay(content: Node, brought?: 'text' | 'page'): void {
  complaint.textContent = '';
  story.replaceChildren(content);
  scrollTo(0, 0);
  page.paint(sidebar.read(page.read(brought ? { root: story, brought } : { root: byId('paper') })));
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element "${id}"`);
  return element;
}
