// The side panel: holds the core, asks the page for its outline, shows the sidebar, sends back what is to be painted.
//
// An extension page may run WASM whatever the article's own policy says. The WASM is inside this script, because the
// panel may load nothing at all. Closing the panel ends the port, and with it the marks.

import type { Sidebar } from 'rapporteur-wasm/rapporteur.js';
import { startCore } from '../sidebar/core.js';
import { createSidebar } from '../sidebar/host.js';
import { restartOnTrap } from '../sidebar/trap.js';
import { extensionStore } from './notes.js';
import { PORT, type Pressed, type ToPage, type ToPanel } from './messages.js';

const MARKS: { files: string[]; origin: 'USER' } = { files: ['marks.css'], origin: 'USER' };

let sidebar: Sidebar;
let port: chrome.runtime.Port | undefined;
const send = (message: ToPage) => port?.postMessage(message);

void start();

async function start(): Promise<void> {
  const restarted = restartOnTrap();
  await startCore();
  sidebar = createSidebar(document.getElementById('sidebar')!, {
    go: item => send({ type: 'go', item }),
    show: on => send({ type: 'show', on }),
    notes: extensionStore,
  });
  chrome.runtime.onMessage.addListener(message => void pressed(message as Pressed));
  if (restarted) sidebar.notice('restarted');
  else await readActiveTab();
}

async function pressed(message: Pressed): Promise<void> {
  const { id } = await chrome.windows.getCurrent();
  if (message.type === 'pressed' && message.windowId === id) await read(message.tabId);
}

async function readActiveTab(): Promise<void> {
  const { id: windowId } = await chrome.windows.getCurrent();
  const [tab] = windowId === undefined ? [] : await chrome.tabs.query({ active: true, windowId });
  if (tab?.id !== undefined) await read(tab.id);
}

/** Puts the content script into a tab and asks it for the page. */
async function read(tabId: number): Promise<void> {
  const target = { tabId };
  port?.disconnect();
  port = undefined;
  try {
    // Frames of the page's own origin are marked too.
    await chrome.scripting.removeCSS({ target: { ...target, allFrames: true }, ...MARKS }).catch(() => {});
    await chrome.scripting.insertCSS({ target: { ...target, allFrames: true }, ...MARKS });
    await chrome.scripting.executeScript({ target, files: ['content.js'] });
  } catch {
    return sidebar.notice('refused');
  }
  const opened = chrome.tabs.connect(tabId, { name: PORT });
  port = opened;
  opened.onMessage.addListener(message => void hear(message as ToPanel));
  opened.onDisconnect.addListener(() => {
    // The page went away; a port that we closed ourselves tells us nothing.
    if (port === opened) sidebar.notice('left');
  });
  send({ type: 'read' });
}

/** Asynchronous, because the browser keeps to itself what goes wrong in a listener, but tells of a broken promise. */
async function hear(message: ToPanel): Promise<void> {
  switch (message.type) {
    case 'outline':
      return send({ type: 'paint', painting: sidebar.read(message.outline) });
    case 'selected':
      return sidebar.select(message.item);
    case 'toggled':
      return sidebar.setMarks(message.on);
    case 'cleared':
      return sidebar.notice('cleared');
  }
}
