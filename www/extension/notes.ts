// Where the extension keeps notes on wrong marks: in its own storage, which no page and no sync can see.

import type { Store } from '../sidebar/notes.js';

const KEY = 'notes';

export const extensionStore: Store = {
  load: async () => {
    const kept = (await chrome.storage.local.get(KEY))[KEY];
    return typeof kept === 'string' ? kept : null;
  },
  save: text => chrome.storage.local.set({ [KEY]: text }),
};
