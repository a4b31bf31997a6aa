// The first page, once, after the extension was installed: what it does, what it never does, how to open it.

import words from 'words:welcome,panel.desk,panel.options,options.private.text';
import { loadSettings } from './settings.js';
import { shortcuts } from './shortcuts.js';
import { byId, chosenLanguage, textsIn, translate } from './texts.js';

void start();

async function start(): Promise<void> {
  const { settings } = await loadSettings();
  const texts = textsIn(words, chosenLanguage(words, settings));
  translate(texts);
  document.title = `Rapporteur – ${texts.get('welcome.title')}`;
  byId('desk').addEventListener('click', () => void chrome.tabs.create({ url: chrome.runtime.getURL('desk.html') }));
  byId('options').addEventListener('click', () => void chrome.runtime.openOptionsPage());
  const [button] = await shortcuts();
  if (!button?.keys) return;
  byId('key').hidden = false;
  byId('key').textContent = texts.fill('welcome.open.key', { key: button.keys });
}
