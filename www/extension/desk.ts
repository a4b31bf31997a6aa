// The reading desk: a text of the reader's own, pasted or dropped, laid out, marked and summed up without any page or network.

import type { Sidebar } from 'rapporteur-wasm/rapporteur.js';
import words from 'words:desk';
import { connectDesk } from '../demo/form.js';
import { attach } from '../page/adapter.js';
import { startCore } from '../sidebar/core.js';
import { createSidebar } from '../sidebar/host.js';
import { loadSettings, marksFiles } from './settings.js';
import { byId, chosenLanguage, textsIn, translate } from './texts.js';

let sidebar: Sidebar;

const story = byId('story');
const page = attach({
  select: item => sidebar.select(item),
  toggled: on => sidebar.setMarks(on),
}, story);

void start();

async function start(): Promise<void> {
  const [{ settings }] = await Promise.all([loadSettings(), startCore()]);
  const texts = textsIn(words, chosenLanguage(words, settings));
  translate(texts);
  document.documentElement.dataset['palette'] = settings.palette;
  document.title = `Rapporteur – ${texts.get('desk.title')}`;
  for (const file of marksFiles(settings)) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file }));
  }
  sidebar = createSidebar(byId('sidebar'), page, texts.language);

  const lay = (content: Node) => {
    byId('desk-complaint').hidden = true;
    story.replaceChildren(content);
    // What this page says of itself is not true of a text that the reader brought.
    const outline = Object.assign(page.read(), { url: '', title: '', meta: [] });
    const painting = sidebar.read(outline);
    page.paint({ ...painting, marks: painting.marks.filter(([layer]) => !settings.unmarked.includes(layer)) });
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
