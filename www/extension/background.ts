// The toolbar button, its keyboard shortcut and the context menu: three ways to one handler. It must open the panel itself:
// only a press that the extension hears of grants access to the tab. Nothing here stays awake, and what was pressed
// is forgotten with the next sleep.

import type { FromBackground, ToBackground } from './messages.js';

/** The last press, for a panel that it opens. */
let pressed: { windowId: number; tabId: number } | undefined;

chrome.action.onClicked.addListener(read);
chrome.contextMenus.onClicked.addListener((_, tab) => tab && read(tab));
chrome.commands.onCommand.addListener((command, tab) => {
  // The shortcut of the button comes as a press of the button; these two are for the panel.
  if (tab && (command === 'next' || command === 'previous')) {
    tell({ type: 'step', windowId: tab.windowId, forward: command === 'next' });
  }
});
chrome.runtime.onMessage.addListener((message, { tab }, answer) => {
  const said = message as ToBackground;
  if (said.type === 'left' && tab?.id !== undefined) void chrome.action.setBadgeText({ tabId: tab.id, text: '' }).catch(() => {});
  if (said.type === 'opened' && !tab) answer(pressed?.windowId === said.windowId ? pressed.tabId : undefined);
});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  void chrome.contextMenus.removeAll().then(() => {
    chrome.contextMenus.create({ id: 'read', title: chrome.i18n.getMessage('button'), contexts: ['page', 'selection'] });
  });
  void chrome.action.setBadgeBackgroundColor({ color: '#1f4f8f' });
  void chrome.action.setBadgeTextColor({ color: '#ffffff' });
  if (reason === 'install') void chrome.tabs.create({ url: chrome.runtime.getURL('welcome.html') });
});

/** Opens the panel beside a tab and has the tab read. Nothing may be waited for before: the press would be forgotten. */
function read(tab: chrome.tabs.Tab): void {
  const opened = BROWSER === 'chrome' ? chrome.sidePanel.open({ windowId: tab.windowId }) : chrome.sidebarAction.open();
  opened.catch(() => {});
  if (tab.id === undefined) return;
  pressed = { windowId: tab.windowId, tabId: tab.id };
  tell({ type: 'pressed', ...pressed });
}

/** A panel that is open already hears it; where none is open nobody does, and a new one reads by itself. */
function tell(message: FromBackground): void {
  chrome.runtime.sendMessage(message).catch(() => {});
}
