// The reading desk: a text of the reader's own, pasted or dropped, laid out, marked and summed up without any page or network.

import type { Sidebar } from 'rapporteur-wasm/rapporteur.js';
import words from 'words:desk';
import { connectDesk } from '../demo/form.js';
import { attach } from '../page/adapter.js';
import type { Outline } from '../page/outline.js';
import { startCore } from '../sidebar/core.js';
import { createSidebar } from '../sidebar/host.js';
import { extensionStore } from './notes.js';
import { loadSettings, marksFiles, type Settings } from './settings.js';
import { byId, chosenLanguage, textsIn, translate } from './texts.js';

let sidebar: Sidebar;
let settings: Settings;

const story = byId('story');
const page = attach({
  select: item => sidebar.select(item),
  toggled: on => sidebar.setMarks(on),
  changed: paint,
  cleared: () => sidebar.notice('cleared'),
});

void start();

async function start(): Promise<void> {
  const [loaded] = await Promise.all([loadSettings(), startCore()]);
  settings = loaded.settings;
  const texts = textsIn(words, chosenLanguage(words, settings));
  translate(texts);
  document.documentElement.dataset['palette'] = settings.palette;
  document.title = `Rapporteur – ${texts.get('desk.title')}`;
  for (const file of marksFiles(settings)) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file }));
  }
  sidebar = createSidebar(byId('sidebar'), { go: page.go, show: page.show, notes: extensionStore }, texts.language);

  const lay = (content: Node, brought: 'text' | 'page') => {
    byId('desk-complaint').hidden = true;
    story.replaceChildren(content);
    paint(page.read({ root: story, brought }));
    document.documentElement.dataset['ready'] = 'read';
  };
  connectDesk({
    lay,
    refuse: (name, kinds) => {
      byId('desk-complaint').hidden = false;
      byId('desk-complaint').textContent = texts.fill('desk.refused', { name, kinds });
    },
  });
  document.documentElement.dataset['ready'] = 'empty';
  byId('desk-text').focus();
}

/** Shows what is found in a text, and marks it. */
function paint(outline: Outline): void {
  sidebar.setMinimum(settings.minimum);
  const painting = sidebar.read(outline);
  page.paint({ ...painting, marks: painting.marks.filter(([layer]) => !settings.unmarked.includes(layer)) });
}
