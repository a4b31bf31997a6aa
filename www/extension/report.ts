// The print view: everything that was found in one article, on one page. It asks the panel for the article by the key in its
// own address; where the panel is gone, so is the article, because nothing is kept.

import { Sidebar } from 'rapporteur-wasm/rapporteur.js';
import words from 'words:report';
import { startCore } from '../sidebar/core.js';
import type { Outline } from '../page/outline.js';
import { PORT, type Printing } from './messages.js';
import { loadSettings } from './settings.js';
import { byId, chosenLanguage, textsIn, translate } from './texts.js';

const key = location.hash.slice(1);
const channel = new BroadcastChannel(PORT);

void start();

async function start(): Promise<void> {
  const [{ settings }] = await Promise.all([loadSettings(), startCore()]);
  const texts = textsIn(words, chosenLanguage(words, settings));
  translate(texts);
  document.documentElement.dataset['palette'] = settings.palette;
  channel.addEventListener('message', ({ data }: MessageEvent<Printing>) => {
    if (data.type === 'article' && data.key === key) show(data.outline, texts.language, settings.minimum);
  });
  channel.postMessage({ type: 'wanted', key } satisfies Printing);
  byId('print').addEventListener('click', () => print());
}

function show(outline: Outline, language: string, minimum: number): void {
  const sidebar = new Sidebar(document.createElement('div'), language, () => {});
  sidebar.setMinimum(minimum);
  sidebar.read(outline);
  sidebar.drawReport(byId('report'));
  byId('nothing').hidden = true;
  byId('source').textContent = outline.url;
  const headline = sidebar.headline();
  Object.assign(byId('headline'), { textContent: headline, lang: 'en', dir: 'auto' });
  if (headline) document.title = headline;
  for (const button of byId('report').querySelectorAll('button')) still(button);
}

/** Buttons lead nowhere here: what they say stays, what they only do goes. */
function still(button: HTMLButtonElement): void {
  if (button.matches('.acts *, .show')) return button.remove();
  const plain = document.createElement('span');
  plain.className = button.className;
  const layer = button.dataset['layer'];
  if (layer) plain.dataset['layer'] = layer;
  const label = button.ariaLabel;
  if (label) {
    plain.role = 'img';
    plain.ariaLabel = label;
  }
  plain.append(...button.childNodes);
  button.replaceWith(plain);
}
