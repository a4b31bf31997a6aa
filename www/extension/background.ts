// The toolbar button. It must open the panel itself: only a press that the extension hears of grants access to the tab.

import type { Pressed } from './messages.js';

chrome.action.onClicked.addListener(tab => {
  void chrome.sidePanel.open({ windowId: tab.windowId });
  if (tab.id === undefined) return;
  const message: Pressed = { type: 'pressed', windowId: tab.windowId, tabId: tab.id };
  // A panel that is open already reads again; where none is open nobody listens, and the new one reads by itself.
  chrome.runtime.sendMessage(message).catch(() => {});
});
