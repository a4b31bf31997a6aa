// The panel: one in each window, following the tab that is shown. It holds the core and, for each tab, what was read there.
//
// An extension page may run WASM whatever the article's own policy says. The WASM is inside its scripts, because the
// panel may load nothing at all. Closing the panel ends the ports to the pages, and with them the marks.

import words from 'words:panel,settings';
import { startCore } from '../sidebar/core.js';
import { restartOnTrap } from '../sidebar/trap.js';
import { offerAlways } from './always.js';
import { fillSaveMenu } from './save.js';
import { PORT, type FromBackground, type Printing, type ToBackground } from './messages.js';
import { DEFAULTS, loadSettings, onSettings, type Settings } from './settings.js';
import { createTab, type Home, type Tab } from './tab.js';
import { byId, chosenLanguage, textsIn, translate } from './texts.js';

let settings: Settings = DEFAULTS;
let texts = textsIn(words, 'en');
let shown: Tab | undefined;
const tabs = new Map<number, Tab>();

const home: Home = {
  settings: () => settings,
  texts: () => texts,
  changed: tab => tab === shown && drawBar(),
};

void start();

async function start(): Promise<void> {
  const restarted = restartOnTrap();
  const [loaded, { id: windowId, incognito }] = await Promise.all([loadSettings(), chrome.windows.getCurrent(), startCore()]);
  if (windowId === undefined) return;
  use(loaded.settings);
  byId('broken').hidden = loaded.broken.length === 0;
  onSettings(changed => {
    use(changed);
    byId('broken').hidden = true;
    for (const tab of tabs.values()) tab.redraw();
  });

  // Only what our own background says: a content script, whatever the page made of it, talks through its port alone.
  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    const said = message as FromBackground;
    if (said.windowId !== windowId) return;
    if (said.type === 'pressed') void follow(said.tabId, true);
    if (said.type === 'step') shown?.sidebar?.step(said.forward);
  });
  chrome.tabs.onActivated.addListener(info => {
    if (info.windowId === windowId) void follow(info.tabId, false);
  });
  chrome.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'complete' && tabId === shown?.id && !shown.connected) void shown.read(false);
  });
  chrome.tabs.onRemoved.addListener(forget);
  chrome.tabs.onDetached.addListener(forget);
  addEventListener('pagehide', () => {
    for (const tab of tabs.values()) tab.close();
  });
  answerPrinting();

  fillSaveMenu(() => shown?.sidebar, () => texts);
  offerAlways(() => (incognito ? undefined : shown?.outline?.url), () => texts);
  byId('desk').addEventListener('click', () => open('desk.html'));
  byId('options').addEventListener('click', () => void chrome.runtime.openOptionsPage());
  byId('print').addEventListener('click', () => shown && open(`report.html#${shown.key}`));
  for (const menu of document.querySelectorAll<HTMLElement>('.menu')) menu.addEventListener('click', () => menu.hidePopover());

  const opened = { type: 'opened', windowId } satisfies ToBackground;
  const [[active], pressed] = await Promise.all([
    chrome.tabs.query({ active: true, windowId }), chrome.runtime.sendMessage(opened).catch(() => undefined),
  ]);
  // After a mistake of the core the page is not read by itself: most likely it would happen again.
  if (active?.id !== undefined) await follow(active.id, active.id === pressed, restarted);
}

/** Shows a tab, and reads it where it was asked for or may be read without. */
async function follow(tabId: number, pressed: boolean, restarted = false): Promise<void> {
  const tab = tabs.get(tabId) ?? createTab(tabId, home);
  tabs.set(tabId, tab);
  if (shown !== tab) {
    shown = tab;
    for (const menu of document.querySelectorAll<HTMLElement>('.menu:popover-open')) menu.hidePopover();
    byId('stage').replaceChildren(tab.element);
    drawBar();
  }
  if (restarted) tab.restarted();
  else if (pressed || !tab.connected) await tab.read(pressed);
}

function forget(tabId: number): void {
  tabs.get(tabId)?.close();
  tabs.delete(tabId);
}

function use(chosen: Settings): void {
  settings = chosen;
  document.documentElement.dataset['palette'] = chosen.palette;
  texts = textsIn(words, chosenLanguage(words, chosen));
  translate(texts);
  drawBar();
}

/** What can be done with the article is offered only where there is one. */
function drawBar(): void {
  const something = shown?.outline !== undefined;
  byId('save').hidden = !something;
  byId('print').hidden = !something;
  document.dispatchEvent(new Event('article'));
}

function open(page: string): void {
  void chrome.tabs.create({ url: chrome.runtime.getURL(page) });
}

/** Hands an article to the page that prints it. Only pages of this extension hear this channel. */
function answerPrinting(): void {
  const channel = new BroadcastChannel(PORT);
  channel.addEventListener('message', ({ data }: MessageEvent<Printing>) => {
    const wanted = data.type === 'wanted' ? [...tabs.values()].find(tab => tab.key === data.key) : undefined;
    if (wanted?.outline) channel.postMessage({ type: 'article', key: data.key, outline: wanted.outline, all: wanted.sidebar?.showsUncertain() ?? false } satisfies Printing);
  });
}
